#include "flow/ask.h"
#include "flow/intake_fold.h"
#include "model/levensloop.h"

/*
 * Table 6.2 of duplicates: the first row that fits.
 *
 * Where the table is silent for a known client (D): an own request, and so an
 * assessment, asks only what the product needs (I13); an intake that is out of date is
 * renewed (I16); a client with whom nobody spoke yet is a new one (I17).
 */

/* A row: does it fit?  Then the decision of the number at hand is set. */
typedef bool row_function(struct iwmo_intake_desk *desk);

static bool
conclude(struct iwmo_intake_desk *desk, enum iwmo_intake_outcome outcome,
         uint64_t because)
{
    desk->number->decision.outcome = outcome;
    desk->number->decision.strength = '-';
    desk->number->decision.because = because;
    return true;
}

static bool
conclude_opening(struct iwmo_intake_desk *desk, enum iwmo_intake_outcome outcome,
                 char strength, uint64_t because)
{
    conclude(desk, outcome, because);
    iwmo_intake_join(desk, iwmo_intake_open_talk(desk, outcome, strength));
    desk->number->decision.strength = strength;
    desk->number->decision.opens = true;
    return true;
}

static bool
conclude_link(struct iwmo_intake_desk *desk, struct iwmo_intake_talk *talk)
{
    iwmo_intake_join(desk, talk);
    return conclude(desk, IWMO_INTAKE_LINK_TO_INTAKE, talk->row.message);
}

/* ---- intakes of the client ---- */

/* Held, not too long ago, and nothing started on it yet. */
static bool
is_still_good(const struct iwmo_intake_desk *desk, const struct iwmo_intake_talk *talk)
{
    return !talk->row.is_open && talk->row.is_needed && !talk->is_followed &&
           (int64_t)desk->day.days - talk->row.closed.days <=
               (int64_t)desk->matter->settings.valid_days;
}

/* Is it about this Categorie: by its subject, or by a number that it is for? */
static bool
is_about(const struct iwmo_intake_talk *talk, const char *categorie)
{
    if (strcmp(talk->row.categorie, categorie) == 0)
        return true;
    for (const struct iwmo_intake_number *number = talk->numbers; number != NULL;
         number = number->next)
        if (strcmp(number->first->categorie, categorie) == 0)
            return true;
    return false;
}

/* The intake goes with the care, from the number that ends to the one at hand; one that
 * was not needed any more is needed again. */
static void
move_intake(struct iwmo_intake_desk *desk, const struct iwmo_intake_number *from)
{
    struct iwmo_intake_talk *talk = from->talk;

    if (talk == NULL || (!talk->row.is_open && talk->row.closing != 'N'))
        return;
    if (!talk->row.is_open && desk->open != NULL) {
        talk = desk->open; /* at most one is open */
    } else if (!talk->row.is_open) {
        talk->row.is_open = talk->row.is_needed = true;
        talk->row.closed = IWMO_DATE_OPEN_END;
        talk->row.closing = '\0';
        talk->row.settled = 0;
        desk->open = talk;
    }
    iwmo_intake_join(desk, talk);
}

/* ---- I4: the product is allocated already, under a number that came before ---- */

static bool
stacks(const struct iwmo_intake_desk *desk, const struct iwmo_intake_number *other,
       int64_t moment)
{
    const struct iwmo_intake_sight sight = iwmo_intake_see(other, moment);

    return iwmo_toewijzing_is_actual(sight.current, desk->day) &&
           iwmo_toewijzing_stacks(desk->number->first, sight.current);
}

static bool
overlaps(struct iwmo_intake_desk *desk)
{
    const struct iwmo_record *record = desk->number->first;

    for (size_t i = 0; i < desk->fold->books.number_count; i++) {
        const struct iwmo_intake_number *other = &desk->fold->books.numbers[i];

        if (other->first == NULL || other == desk->number ||
            other->moment > desk->moment ||
            (other->moment == desk->moment && other > desk->number) ||
            iwmo_date_before(other->latest, record->begin) ||
            strcmp(other->first->gemeente, record->gemeente) != 0 ||
            strcmp(other->first->aanbieder, record->aanbieder) != 0)
            continue;
        if (stacks(desk, other, desk->moment) && stacks(desk, other, INT64_MAX))
            return conclude(desk, IWMO_INTAKE_CONFLICT, other->arrived->message);
    }
    return false;
}

/* ---- I7, I8: it was asked for ---- */

static bool
is_granted_by(const struct iwmo_intake_number *number,
              const struct iwmo_record *request)
{
    for (size_t i = 0; i < number->versions.count; i++)
        if (!iwmo_key_is_absent(&request->referentie) &&
            iwmo_key_equal(&number->versions.rows[i].referentie,
                           &request->referentie) &&
            strcmp(number->versions.rows[i].aanbieder, request->aanbieder) == 0)
            return true;
    return false;
}

/* The product of an own request, though without its number? */
static bool
is_alike(const struct iwmo_record *record, const struct iwmo_record *request)
{
    struct iwmo_record asked = *request;

    if (asked.code[0] == '\0')
        memcpy(asked.code, record->code, sizeof(asked.code));
    return request->kind == IWMO_RECORD_AANVRAAG &&
           strcmp(record->gemeente, request->gemeente) == 0 &&
           strcmp(record->aanbieder, request->aanbieder) == 0 &&
           iwmo_record_same_content(record, &asked);
}

static enum iwmo_status
is_open_request(const struct iwmo_intake_desk *desk, const struct iwmo_record *request,
                bool *is_open, struct iwmo_error *err)
{
    const struct iwmo_ask ask = {desk->matter->history, desk->matter->scratch,
                                 IWMO_SIDE_AANBIEDER, 0};
    struct iwmo_records said;
    enum iwmo_status status =
        iwmo_ask_referentie(&ask, IWMO_BY_REFERENTIE, request->aanbieder,
                            &request->referentie, UINT32_MAX, &said, err);
    const enum iwmo_verzoek_state state =
        status == IWMO_OK ? iwmo_verzoek_state_of(&said) : IWMO_VERZOEK_NONE;

    *is_open = state == IWMO_VERZOEK_OPEN || state == IWMO_VERZOEK_INVESTIGATION;
    return status;
}

static void
conclude_granted(struct iwmo_intake_desk *desk, const struct iwmo_record *request)
{
    const bool is_product = request->kind == IWMO_RECORD_AANVRAAG;

    conclude(desk,
             is_product ? IWMO_INTAKE_GRANTED_REQUEST : IWMO_INTAKE_GRANTED_CHANGE,
             request->message);
    desk->number->decision.differs =
        is_product && !iwmo_record_same_content(request, desk->number->first);
}

/* What was asked for later is not what this number grants. */
static bool
was_asked(const struct iwmo_intake_desk *desk, size_t request)
{
    return !iwmo_date_before(desk->day, desk->fold->books.asked[request]);
}

static enum iwmo_status
granted(struct iwmo_intake_desk *desk, bool *fits, struct iwmo_error *err)
{
    const struct iwmo_records *requests = &desk->fold->books.requests;
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < requests->count; i++)
        if (was_asked(desk, i) && is_granted_by(desk->number, &requests->rows[i])) {
            conclude_granted(desk, &requests->rows[i]);
            *fits = true;
            return IWMO_OK;
        }
    for (size_t i = 0; status == IWMO_OK && i < requests->count && !*fits; i++) {
        if (!was_asked(desk, i) || !is_alike(desk->number->first, &requests->rows[i]))
            continue;
        status = is_open_request(desk, &requests->rows[i], fits, err);
        if (*fits)
            conclude_granted(desk, &requests->rows[i]);
    }
    return status;
}

/* ---- I9 to I12: it follows another allocation ---- */

static bool
succeeds(struct iwmo_intake_desk *desk)
{
    enum iwmo_intake_outcome outcome = IWMO_INTAKE_NONE;
    struct iwmo_intake_sight sight;
    const struct iwmo_intake_number *number =
        iwmo_intake_succeeded(desk, &outcome, &sight);

    if (number == NULL)
        return false;
    if (outcome == IWMO_INTAKE_REPLACEMENT)
        memccpy(desk->number->decision.reden, iwmo_intake_linked_reden(sight.reden),
                '\0', sizeof(desk->number->decision.reden) - 1);
    move_intake(desk, number);
    return conclude(desk, outcome, sight.current->message);
}

/* ---- I12b to I17: what is known of the client ---- */

/* Where a delivery stands at the moment at hand. */
struct stand {
    bool runs, has_ended;
    struct iwmo_date end;
    uint64_t because; /* message that shows its end, or its start */
};

static struct stand
look_at(const struct iwmo_intake_desk *desk,
        const struct iwmo_intake_delivery *delivery)
{
    struct stand stand = {.because = delivery->start->message};
    struct iwmo_intake_sight sight = {0};

    if (delivery->number != NULL)
        sight = iwmo_intake_see(delivery->number, desk->moment);
    if (sight.current != NULL && sight.is_removed)
        return stand; /* it never was: nothing that ended */
    if (delivery->stop != NULL && iwmo_date_before(delivery->stop->eind, desk->day)) {
        stand.has_ended = true;
        stand.end = delivery->stop->eind;
        stand.because = delivery->stop->message;
    } else if (sight.current != NULL &&
               iwmo_date_before(sight.current->eind, desk->day)) {
        stand.has_ended = true; /* no 307 yet, but there is nothing to deliver on */
        stand.end = sight.current->eind;
        stand.because = sight.current->message;
    }
    stand.runs = !stand.has_ended;
    return stand;
}

static bool
runs(const struct iwmo_intake_desk *desk, bool is_same_categorie, uint64_t *because)
{
    for (size_t i = 0; i < desk->begun; i++) {
        const struct iwmo_intake_delivery *delivery = &desk->fold->books.deliveries[i];

        if ((strcmp(delivery->start->categorie, desk->number->first->categorie) == 0) !=
            is_same_categorie)
            continue;
        const struct stand stand = look_at(desk, delivery);
        *because = stand.because;
        if (stand.runs)
            return true;
    }
    return false;
}

/* I9c (release 2.3): one assessment stands behind all that a Beschikking allocates. */
static bool
is_of_same_decision(const struct iwmo_intake_desk *desk,
                    const struct iwmo_intake_number *other)
{
    const struct iwmo_record *record = desk->number->first, *first = other->first;

    return first != NULL && other != desk->number && other->moment <= desk->moment &&
           iwmo_key_equal(&other->beschikking, &desk->number->beschikking) &&
           strcmp(first->gemeente, record->gemeente) == 0 &&
           strcmp(first->aanbieder, record->aanbieder) == 0;
}

/* Does care on it run, or did it end not long ago? */
static bool
is_in_care(const struct iwmo_intake_desk *desk, const struct iwmo_intake_number *number,
           uint64_t *because)
{
    for (size_t i = 0; i < desk->begun; i++) {
        const struct iwmo_intake_delivery *delivery = &desk->fold->books.deliveries[i];

        if (delivery->number != number)
            continue;
        const struct stand stand = look_at(desk, delivery);
        *because = stand.because;
        if (stand.runs ||
            (stand.has_ended && (int64_t)desk->day.days - stand.end.days <=
                                    (int64_t)desk->matter->settings.gap_days))
            return true;
    }
    return false;
}

static bool
same_decision(struct iwmo_intake_desk *desk)
{
    struct iwmo_intake_books *books = &desk->fold->books;
    uint64_t because;

    if (iwmo_key_is_absent(&desk->number->beschikking))
        return false;
    for (size_t i = 0; i < books->number_count; i++) {
        const struct iwmo_intake_number *other = &books->numbers[i];

        if (!is_of_same_decision(desk, other))
            continue;
        if (other->talk != NULL && other->talk->row.is_open)
            return conclude_link(desk, other->talk);
        if (is_in_care(desk, other, &because))
            return conclude(desk, IWMO_INTAKE_SAME_DECISION, because);
        if (other->talk != NULL && other->talk->row.is_needed)
            return conclude(desk, IWMO_INTAKE_SAME_DECISION, other->arrived->message);
    }
    return false;
}

/* I12b */
static bool
in_care(struct iwmo_intake_desk *desk)
{
    uint64_t because;

    return runs(desk, true, &because) && conclude(desk, IWMO_INTAKE_IN_CARE, because);
}

/* I13.  A conversation about this Categorie that was held is not repeated. */
static bool
added(struct iwmo_intake_desk *desk)
{
    uint64_t because;

    if (!runs(desk, false, &because))
        return false;
    for (size_t i = 0; i < desk->fold->talk_count; i++) {
        struct iwmo_intake_talk *talk = &desk->fold->talks[i];

        if (is_still_good(desk, talk) && is_about(talk, desk->number->first->categorie))
            return conclude_link(desk, talk);
    }
    return conclude_opening(desk, IWMO_INTAKE_ADDED_PRODUCT, 'S', because);
}

/* I14 */
static bool
linked(struct iwmo_intake_desk *desk)
{
    if (desk->open != NULL)
        return conclude_link(desk, desk->open);
    for (size_t i = desk->fold->talk_count; i-- > 0;)
        if (is_still_good(desk, &desk->fold->talks[i]))
            return conclude_link(desk, &desk->fold->talks[i]);
    return false;
}

/* I15, I16: by the delivery that ended last */
static bool
returning(struct iwmo_intake_desk *desk)
{
    struct stand last = {0};

    for (size_t i = 0; i < desk->begun; i++) {
        const struct stand stand = look_at(desk, &desk->fold->books.deliveries[i]);

        if (stand.has_ended &&
            (!last.has_ended || iwmo_date_before(last.end, stand.end)))
            last = stand;
    }
    if (!last.has_ended)
        return false;
    if ((int64_t)desk->day.days - last.end.days <=
        (int64_t)desk->matter->settings.recent_days)
        return conclude_opening(desk, IWMO_INTAKE_RETURNING, 'S', last.because);
    return conclude_opening(desk, IWMO_INTAKE_RETURNING_LONG, 'R', last.because);
}

/* (D) Known without any delivery. */
static bool
never_started(struct iwmo_intake_desk *desk)
{
    const struct iwmo_records *requests = &desk->fold->books.requests;

    for (size_t i = requests->count; i-- > 0;)
        if (was_asked(desk, i))
            return conclude_opening(desk, IWMO_INTAKE_ADDED_PRODUCT, 'S',
                                    requests->rows[i].message);
    for (size_t i = desk->fold->talk_count; i-- > 0;) {
        const struct iwmo_intake *row = &desk->fold->talks[i].row;

        if (!row->is_open && row->is_needed)
            return conclude_opening(desk, IWMO_INTAKE_RETURNING_LONG, 'R',
                                    row->message);
    }
    return false;
}

static bool
new_client(struct iwmo_intake_desk *desk)
{
    return conclude_opening(desk, IWMO_INTAKE_NEW_CLIENT, 'F', 0);
}

enum iwmo_status
iwmo_intake_weigh(struct iwmo_intake_desk *desk, struct iwmo_error *err)
{
    static row_function *const rows[] = {succeeds,      same_decision, in_care,
                                         added,         linked,        returning,
                                         never_started, new_client};
    bool fits = overlaps(desk);
    enum iwmo_status status = IWMO_OK;

    if (!fits)
        status = granted(desk, &fits, err);
    for (size_t i = 0; status == IWMO_OK && !fits && i < sizeof(rows) / sizeof(rows[0]);
         i++)
        fits = rows[i](desk);
    return status;
}
