#include "flow/intake_books.h"

#define ASKED                                                                          \
    (IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) | IWMO_KIND_BIT(IWMO_RECORD_START) |        \
     IWMO_KIND_BIT(IWMO_RECORD_STOP) | IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |           \
     IWMO_KIND_BIT(IWMO_RECORD_VERZOEK))

static bool
same_number(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return a->nummer == b->nummer && strcmp(a->gemeente, b->gemeente) == 0;
}

/* Does the record change what the books say of its number? */
static bool
takes_effect(const struct iwmo_herkenning *verdict)
{
    switch (verdict->kind) {
    case IWMO_HERKENNING_REPEAT:
    case IWMO_HERKENNING_STALE:
    case IWMO_HERKENNING_SAME_VERSION:
    case IWMO_HERKENNING_OTHER_SUBJECT:
    case IWMO_HERKENNING_RETURNED:
        return false;
    default:
        return !verdict->is_refused;
    }
}

/* ---- allocations ---- */

/* The version before `version` in time; NULL: it is the first. */
static const struct iwmo_record *
version_before(const struct iwmo_records *versions, const struct iwmo_record *version)
{
    const struct iwmo_record *before = NULL;

    for (size_t i = 0; i < versions->count; i++) {
        const struct iwmo_record *other = &versions->rows[i];

        if (other->kind == IWMO_RECORD_TOEWIJZING && same_number(other, version) &&
            other->moment < version->moment &&
            (before == NULL || other->moment > before->moment))
            before = other;
    }
    return before;
}

/* Go back to where the current content came from: a repeat has no RedenWijziging. */
static void
trace_content(struct iwmo_intake_number *number, const struct iwmo_records *versions)
{
    const struct iwmo_record *before = version_before(versions, number->current);

    number->reden = number->current->reden;
    while (before != NULL && iwmo_record_same_content(before, number->current)) {
        if (number->reden[0] == '\0')
            number->reden = before->reden;
        before = version_before(versions, before);
    }
    number->previous = before;
}

static struct iwmo_intake_number *
number_of(struct iwmo_intake_books *books, const struct iwmo_record *record)
{
    for (size_t i = 0; i < books->number_count; i++)
        if (same_number(books->numbers[i].current, record))
            return &books->numbers[i];
    struct iwmo_intake_number *number = &books->numbers[books->number_count++];
    *number = (struct iwmo_intake_number){.current = record};
    return number;
}

static void
fill_numbers(const struct iwmo_intake_task *task, const struct iwmo_records *known,
             struct iwmo_intake_books *books)
{
    for (size_t i = 0; i < known->count; i++) {
        const struct iwmo_record *version = &known->rows[i];

        if (version->kind != IWMO_RECORD_TOEWIJZING)
            continue;
        struct iwmo_intake_number *number = number_of(books, version);
        number->is_known = true;
        if (version->moment > number->current->moment ||
            (version->moment == number->current->moment &&
             version->id < number->current->id))
            number->current = version;
    }
    for (size_t i = 0; i < task->records.count; i++) {
        const struct iwmo_record *record = &task->records.rows[i];

        if (record->kind != IWMO_RECORD_TOEWIJZING)
            continue;
        struct iwmo_intake_number *number = number_of(books, record);
        number->is_removed_now = task->verdicts[i].kind == IWMO_HERKENNING_REMOVE;
        if (takes_effect(&task->verdicts[i]))
            number->current = record;
    }
    for (size_t i = 0; i < books->number_count; i++) {
        trace_content(&books->numbers[i], known);
        books->numbers[i].is_removed =
            iwmo_record_is_removal(books->numbers[i].current);
    }
}

const struct iwmo_intake_number *
iwmo_intake_find_number(const struct iwmo_intake_books *books, const char *gemeente,
                        int64_t nummer)
{
    for (size_t i = 0; i < books->number_count; i++) {
        const struct iwmo_record *current = books->numbers[i].current;

        if (current->nummer == nummer && strcmp(current->gemeente, gemeente) == 0)
            return &books->numbers[i];
    }
    return NULL;
}

bool
iwmo_intake_was_ended(const struct iwmo_intake_number *number)
{
    /* With the version before it unseen, only the reason can tell. */
    static const char *const endings[] = {"02", "03", "05", "06", "07", "08",
                                          "09", "10", "11", "12", "14"};

    if (number->previous != NULL)
        return number->reden[0] != '\0' &&
               iwmo_date_before(number->current->eind, number->previous->eind);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (strcmp(number->reden, endings[i]) == 0)
            return true;
    return false;
}

/* ---- deliveries ---- */

/* Of one delivery: the same number, or without number the same product. */
static bool
same_delivery(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return same_number(a, b) &&
           (a->nummer != IWMO_ABSENT ||
            (strcmp(a->categorie, b->categorie) == 0 && strcmp(a->code, b->code) == 0));
}

/* Where the delivery of this start or stop stands; its records go to `room`. */
static struct iwmo_levering
fold(const struct iwmo_records *known, const struct iwmo_record *of,
     struct iwmo_record *room)
{
    struct iwmo_records records = {room, 0};

    for (size_t i = 0; i < known->count; i++)
        if ((known->rows[i].kind == IWMO_RECORD_START ||
             known->rows[i].kind == IWMO_RECORD_STOP) &&
            same_delivery(&known->rows[i], of))
            records.rows[records.count++] = known->rows[i];
    return iwmo_levering_of(&records);
}

static void
add_delivery(struct iwmo_intake_books *books, const struct iwmo_levering *levering,
             struct iwmo_date today)
{
    const struct iwmo_intake_number *number = iwmo_intake_find_number(
        books, levering->start->gemeente, levering->start->nummer);
    struct iwmo_intake_delivery *delivery = &books->deliveries[books->delivery_count++];

    *delivery = (struct iwmo_intake_delivery){
        .start = levering->start,
        .because = levering->start->message,
    };
    if (levering->state == IWMO_LEVERING_STOPPED) {
        delivery->has_ended = true;
        delivery->end = levering->stop->eind;
        delivery->because = levering->stop->message;
    } else if (number != NULL &&
               (number->is_removed || iwmo_date_before(number->current->eind, today))) {
        delivery->has_ended = true; /* no 307 yet, but there is nothing to deliver on */
        delivery->end = number->current->eind;
        delivery->because = number->current->message;
    }
}

static enum iwmo_status
fill_deliveries(const struct iwmo_intake_task *task, const struct iwmo_records *known,
                struct iwmo_intake_books *books, struct iwmo_error *err)
{
    for (size_t i = 0; i < known->count; i++) {
        const struct iwmo_record *start = &known->rows[i];
        bool is_seen = false;

        if (start->kind != IWMO_RECORD_START)
            continue;
        for (size_t j = 0; j < i && !is_seen; j++)
            is_seen = known->rows[j].kind == IWMO_RECORD_START &&
                      same_delivery(&known->rows[j], start);
        if (is_seen)
            continue;
        struct iwmo_record *room =
            iwmo_arena_alloc(task->scratch, known->count * sizeof(*room));
        if (room == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        const struct iwmo_levering levering = fold(known, start, room);
        if (levering.start == NULL)
            continue;
        add_delivery(books, &levering, task->today);
        books->starts.rows[books->starts.count++] = *levering.start;
    }
    return IWMO_OK;
}

/* ---- all of it ---- */

static enum iwmo_status
make_room(const struct iwmo_intake_task *task, size_t count,
          struct iwmo_intake_books *books, struct iwmo_error *err)
{
    *books = (struct iwmo_intake_books){0};
    books->numbers =
        iwmo_arena_alloc(task->scratch, (count + 1) * sizeof(*books->numbers));
    books->deliveries =
        iwmo_arena_alloc(task->scratch, (count + 1) * sizeof(*books->deliveries));
    books->starts.rows =
        iwmo_arena_alloc(task->scratch, (count + 1) * sizeof(*books->starts.rows));
    if (books->numbers == NULL || books->deliveries == NULL ||
        books->starts.rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

static const struct iwmo_record *
first_toewijzing(const struct iwmo_records *records)
{
    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_TOEWIJZING)
            return &records->rows[i];
    return NULL;
}

enum iwmo_status
iwmo_intake_open_books(const struct iwmo_intake_task *task,
                       struct iwmo_intake_books *books, struct iwmo_error *err)
{
    const struct iwmo_ask ask = {task->history, task->scratch, IWMO_SIDE_AANBIEDER,
                                 task->entry->id};
    const struct iwmo_record *first = first_toewijzing(&task->records);
    struct iwmo_records known = {0};
    enum iwmo_status status = IWMO_OK;

    if (first != NULL)
        status = iwmo_ask_client(&ask, &first->client, "", first->aanbieder, ASKED,
                                 &known, err);
    if (status == IWMO_OK)
        status = make_room(task, known.count + task->records.count, books, err);
    if (status != IWMO_OK)
        return status;
    fill_numbers(task, &known, books);
    status = fill_deliveries(task, &known, books, err);
    for (size_t i = 0; i < known.count; i++)
        if (known.rows[i].kind == IWMO_RECORD_AANVRAAG ||
            known.rows[i].kind == IWMO_RECORD_VERZOEK)
            books->request = known.rows[i].message;
    return status;
}
