#include "flow/intake_fold.h"

#include <stdlib.h>

#include "flow/ask.h"

#define SECONDS_PER_DAY 86400

/* ---- what happened ---- */

/* In this order when two happened at one moment. */
enum event_kind { OPENED, NUMBER, DELIVERY, CLOSED };

struct event {
    int64_t moment;
    enum event_kind kind;
    size_t place; /* among the numbers, the deliveries, or the intakes of the dossier */
};

static int
compare_events(const void *left, const void *right)
{
    const struct event *a = left, *b = right;

    if (a->moment != b->moment)
        return a->moment < b->moment ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

struct events {
    struct event *rows;
    size_t count;
};

static void
add_event(struct events *events, int64_t moment, enum event_kind kind, size_t place)
{
    events->rows[events->count++] =
        (struct event){.moment = moment, .kind = kind, .place = place};
}

/* ---- what a person did, and what nobody can tell any more ---- */

static bool
is_by_person(const struct iwmo_intake *row)
{
    return !row->is_open && (row->closing == 'P' ||
                             (row->closing == '\0' && row->is_needed)); /* of before */
}

static void
add_words(const struct iwmo_intake_desk *desk, struct events *events)
{
    for (size_t i = 0; i < desk->dossier->intakes.count; i++) {
        const struct iwmo_intake *row = &desk->dossier->intakes.rows[i];
        const struct iwmo_intake_number *first = iwmo_intake_first_number(desk, i);
        const bool is_strange = iwmo_intake_is_foreign(row, first);
        int64_t closed = ((int64_t)row->closed.days + 1) * SECONDS_PER_DAY - 1;

        if (is_strange && (row->is_open || row->is_needed || row->closing == 'P'))
            add_event(events, (int64_t)row->opened.days * SECONDS_PER_DAY, OPENED, i);
        if (row->is_open || !(is_by_person(row) || (is_strange && row->is_needed)))
            continue;
        if (first != NULL && closed < first->moment)
            closed = first->moment; /* nobody closes what was not opened */
        add_event(events, closed, CLOSED, i);
    }
}

static enum iwmo_status
gather(const struct iwmo_intake_desk *desk, struct events *events,
       struct iwmo_error *err)
{
    const struct iwmo_intake_books *books = &desk->fold->books;
    const size_t most =
        books->number_count + books->delivery_count + 2 * desk->dossier->intakes.count;

    *events = (struct events){
        iwmo_arena_alloc(desk->matter->scratch, (most + 1) * sizeof(*events->rows)), 0};
    if (events->rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < books->number_count; i++)
        if (books->numbers[i].first != NULL)
            add_event(events, books->numbers[i].moment, NUMBER, i);
    for (size_t i = 0; i < books->delivery_count; i++)
        add_event(events, books->deliveries[i].moment, DELIVERY, i);
    add_words(desk, events);
    if (events->count > 1)
        qsort(events->rows, events->count, sizeof(*events->rows), compare_events);
    return IWMO_OK;
}

/* ---- intakes ---- */

static struct iwmo_intake_talk *
add_talk(struct iwmo_intake_desk *desk)
{
    struct iwmo_intake_talk *talk = &desk->fold->talks[desk->fold->talk_count++];

    *talk = (struct iwmo_intake_talk){0};
    return talk;
}

static unsigned
weight(char strength)
{
    return strength == 'F' ? 3 : strength == 'R' ? 2 : strength == 'S' ? 1 : 0;
}

/* The one that the intake is for first. */
static void
set_opener(struct iwmo_intake_talk *talk, struct iwmo_intake_number *number)
{
    const struct iwmo_record *first = number->first;

    talk->opener = number;
    talk->row.message = first->message;
    memcpy(talk->row.aanbieder, first->aanbieder, sizeof(talk->row.aanbieder));
    memcpy(talk->row.categorie, first->categorie, sizeof(talk->row.categorie));
}

void
iwmo_intake_join(struct iwmo_intake_desk *desk, struct iwmo_intake_talk *talk)
{
    desk->number->talk = talk;
    desk->number->next = talk->numbers;
    talk->numbers = desk->number;
}

struct iwmo_intake_talk *
iwmo_intake_open_talk(struct iwmo_intake_desk *desk, enum iwmo_intake_outcome outcome,
                      char strength)
{
    struct iwmo_intake_talk *talk = desk->open;

    if (talk != NULL) {
        if (weight(strength) > weight(talk->row.strength))
            talk->row.strength = strength;
        return talk;
    }
    talk = desk->open = add_talk(desk);
    talk->row = (struct iwmo_intake){
        .client = desk->number->first->client,
        .is_open = true,
        .is_needed = true,
        .strength = strength,
        .opened = desk->matter->today,
        .closed = IWMO_DATE_OPEN_END,
    };
    set_opener(talk, desk->number);
    memccpy(talk->row.outcome, iwmo_intake_outcome_name(outcome), '\0',
            sizeof(talk->row.outcome) - 1);
    return talk;
}

static void
close_talk(struct iwmo_intake_desk *desk, struct iwmo_intake_talk *talk, char closing,
           struct iwmo_date day, uint64_t message)
{
    talk->row.is_open = false;
    talk->row.is_needed = closing != 'N';
    talk->row.closing = closing;
    talk->row.closed = day;
    talk->row.settled = message;
    if (desk->open == talk)
        desk->open = NULL;
}

/* ---- nothing left to start (I3; decisions, Intake 2) ---- */

/* Is there nothing to start on this number?  Since which day, by which message? */
static bool
is_over(const struct iwmo_intake_desk *desk, const struct iwmo_intake_number *number,
        int64_t moment, struct iwmo_date day, struct iwmo_date *since,
        uint64_t *message)
{
    const struct iwmo_intake_sight sight = iwmo_intake_see(number, moment);
    const int64_t patience = desk->matter->settings.gap_days;

    if (sight.current == NULL)
        return false;
    *message = sight.current->message;
    *since = iwmo_intake_day(sight.current->moment);
    if (sight.is_removed || strcmp(sight.reden, "02") == 0)
        return true;
    if (number->is_started || (int64_t)day.days - sight.current->eind.days <= patience)
        return false;
    since->days = (int32_t)(sight.current->eind.days + patience + 1);
    return true;
}

/* Close the open intake when all that it is for is over. */
static void
close_idle(struct iwmo_intake_desk *desk, int64_t moment, struct iwmo_date day)
{
    struct iwmo_intake_talk *talk = desk->open;
    struct iwmo_date last = IWMO_DATE_OPEN_BEGIN, since;
    uint64_t by = 0, message;
    bool is_first = true;

    if (talk == NULL || talk->is_foreign || talk->numbers == NULL)
        return;
    for (const struct iwmo_intake_number *number = talk->numbers; number != NULL;
         number = number->next) {
        if (!is_over(desk, number, moment, day, &since, &message))
            return;
        if (is_first || iwmo_date_before(last, since)) {
            last = since;
            by = message;
        }
        is_first = false;
    }
    close_talk(desk, talk, 'N', last, by);
}

/* ---- one event ---- */

static enum iwmo_status
see_number(struct iwmo_intake_desk *desk, size_t place, struct iwmo_error *err)
{
    desk->number = &desk->fold->books.numbers[place];
    close_idle(desk, desk->moment - 1, desk->day);
    return iwmo_intake_weigh(desk, err);
}

/* A start settles the open intake, whatever it was for. */
static void
see_delivery(struct iwmo_intake_desk *desk, size_t place)
{
    const struct iwmo_intake_delivery *delivery = &desk->fold->books.deliveries[place];
    struct iwmo_intake_talk *own =
        delivery->number != NULL ? delivery->number->talk : NULL;

    desk->begun = place + 1;
    close_idle(desk, desk->moment - 1, desk->day);
    if (own != NULL)
        own->is_followed = true;
    for (size_t i = 0; i < desk->fold->talk_count; i++) {
        struct iwmo_intake_talk *talk = &desk->fold->talks[i];

        if (delivery->number == NULL || talk->numbers == NULL)
            talk->is_followed = true;
    }
    if (desk->open == NULL || desk->matter->settings.leaves_open)
        return;
    desk->open->is_followed = true;
    close_talk(desk, desk->open, 'S', delivery->start->begin, delivery->start->message);
}

/* A person opened it, or the books do not show why it was. */
static void
see_opened(struct iwmo_intake_desk *desk, size_t place)
{
    const struct iwmo_intake *row = &desk->dossier->intakes.rows[place];

    close_idle(desk, desk->moment - 1, desk->day);
    struct iwmo_intake_talk *talk = desk->open;
    if (talk == NULL) {
        talk = add_talk(desk);
        talk->row = *row;
        talk->row.is_open = talk->row.is_needed = true;
        talk->row.closed = IWMO_DATE_OPEN_END;
        talk->row.closing = '\0';
        talk->row.settled = 0;
        desk->open = talk;
    }
    talk->is_foreign = true;
    if (talk->stored == NULL) {
        talk->stored = row;
        talk->row.id = row->id;
    }
}

/* A person closed it. */
static void
see_closed(struct iwmo_intake_desk *desk, size_t place)
{
    const struct iwmo_intake *row = &desk->dossier->intakes.rows[place];
    const struct iwmo_intake_number *first = iwmo_intake_first_number(desk, place);
    struct iwmo_intake_talk *talk = NULL;

    for (size_t i = 0; i < desk->fold->talk_count && talk == NULL; i++)
        if (desk->fold->talks[i].stored == row)
            talk = &desk->fold->talks[i];
    if (talk == NULL && first != NULL && first->talk != NULL &&
        first->talk->stored == NULL)
        talk = first->talk;
    if (talk == NULL && desk->open != NULL && desk->open->stored == NULL)
        talk = desk->open;
    if (talk == NULL) {
        talk = add_talk(desk);
        talk->row = *row;
        talk->is_foreign = true;
    }
    close_talk(desk, talk, row->closing, row->closed, row->settled);
    talk->row.is_needed = row->is_needed;
    talk->stored = row;
    talk->row.id = row->id;
}

static enum iwmo_status
see(struct iwmo_intake_desk *desk, const struct event *event, struct iwmo_error *err)
{
    desk->moment = event->moment;
    desk->day = iwmo_intake_day(event->moment);
    switch (event->kind) {
    case OPENED:
        see_opened(desk, event->place);
        break;
    case NUMBER:
        return see_number(desk, event->place, err);
    case DELIVERY:
        see_delivery(desk, event->place);
        break;
    case CLOSED:
        see_closed(desk, event->place);
        break;
    }
    return IWMO_OK;
}

/* ---- all of it ---- */

/* When the provider asked for what it asked for. */
static enum iwmo_status
date_requests(const struct iwmo_intake_matter *matter, struct iwmo_intake_books *books,
              struct iwmo_error *err)
{
    const struct iwmo_ask ask = {matter->history, matter->scratch, IWMO_SIDE_AANBIEDER,
                                 0};
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < books->requests.count; i++) {
        const struct iwmo_entry *entry = NULL;

        status = iwmo_ask_entry(&ask, books->requests.rows[i].message, &entry, err);
        if (status == IWMO_OK && entry != NULL)
            books->asked[i] = entry->dagtekening;
    }
    return status;
}

enum iwmo_status
iwmo_intake_fold(const struct iwmo_intake_matter *matter,
                 const struct iwmo_intake_dossier *dossier,
                 const struct iwmo_records *known, struct iwmo_intake_fold *fold,
                 struct iwmo_error *err)
{
    struct iwmo_intake_desk desk = {.matter = matter, .dossier = dossier, .fold = fold};
    struct events events = {0};

    *fold = (struct iwmo_intake_fold){0};
    enum iwmo_status status =
        iwmo_intake_lay_books(known, matter->scratch, &fold->books, err);
    if (status == IWMO_OK)
        status = date_requests(matter, &fold->books, err);
    if (status != IWMO_OK)
        return status;
    fold->talks = iwmo_arena_alloc(
        matter->scratch, (fold->books.number_count + 2 * dossier->intakes.count + 1) *
                             sizeof(*fold->talks));
    if (fold->talks == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    status = gather(&desk, &events, err);
    for (size_t i = 0; status == IWMO_OK && i < events.count; i++)
        status = see(&desk, &events.rows[i], err);
    if (status != IWMO_OK)
        return status;
    close_idle(&desk, INT64_MAX, matter->today);
    iwmo_intake_match(&desk);
    iwmo_intake_tell_first(fold);
    return IWMO_OK;
}
