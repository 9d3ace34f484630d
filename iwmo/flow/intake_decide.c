#include "flow/intake.h"

#include "flow/intake_books.h"

/*
 * Table 6.2 of duplicates: the first row that fits.
 *
 * Where the table is silent for a known client (D): a running delivery of the same
 * Categorie asks nothing (I10); an own request, and so an assessment, asks only what
 * the product needs (I13); an intake that is out of date is renewed (I16); a client
 * with whom nobody spoke yet is a new one (I17).
 */
struct desk {
    const struct iwmo_intake_task *task;
    struct iwmo_intake_books books;
    const struct iwmo_record *record;
    const struct iwmo_herkenning *verdict;
    bool opens_now; /* an earlier record of this message opens an intake */
};

/* A row: does it fit?  Then `decision` is filled. */
typedef bool row_function(struct desk *desk, struct iwmo_intake_decision *decision);

static bool
conclude(struct iwmo_intake_decision *decision, enum iwmo_intake_outcome outcome,
         uint64_t because)
{
    decision->outcome = outcome;
    decision->strength = '-';
    decision->because = because;
    return true;
}

/* ---- intakes of the client ---- */

static const struct iwmo_intake *
open_intake(const struct desk *desk)
{
    const struct iwmo_intakes *intakes = &desk->task->dossier.intakes;

    for (size_t i = 0; i < intakes->count; i++)
        if (intakes->rows[i].is_open)
            return &intakes->rows[i];
    return NULL;
}

static bool
is_linked(const struct iwmo_intake_links *links, const char *gemeente, int64_t nummer)
{
    for (size_t i = 0; i < links->count; i++)
        if (links->rows[i].nummer == nummer &&
            strcmp(links->rows[i].gemeente, gemeente) == 0)
            return true;
    return false;
}

/* Did delivery begin on what this intake was for? */
static bool
was_followed_by_start(const struct desk *desk, size_t place)
{
    const struct iwmo_intake *intake = &desk->task->dossier.intakes.rows[place];
    const struct iwmo_intake_links *links = &desk->task->dossier.links[place];

    for (size_t i = 0; i < desk->books.starts.count; i++) {
        const struct iwmo_record *start = &desk->books.starts.rows[i];
        const bool has_no_number = start->nummer == IWMO_ABSENT || links->count == 0;

        if (is_linked(links, start->gemeente, start->nummer) ||
            (has_no_number && !iwmo_date_before(start->begin, intake->opened)))
            return true;
    }
    return false;
}

/* Held, not too long ago, and nothing started on it yet. */
static bool
is_still_good(const struct desk *desk, size_t place)
{
    const struct iwmo_intake *intake = &desk->task->dossier.intakes.rows[place];

    return !intake->is_open && intake->is_needed &&
           desk->task->today.days - intake->closed.days <=
               (int64_t)desk->task->settings.valid_days &&
           !was_followed_by_start(desk, place);
}

/* Is it about this Categorie: by its subject, or by what it is linked to? */
static bool
is_about(const struct desk *desk, size_t place, const char *categorie)
{
    const struct iwmo_intake_links *links = &desk->task->dossier.links[place];

    if (strcmp(desk->task->dossier.intakes.rows[place].categorie, categorie) == 0)
        return true;
    for (size_t i = 0; i < links->count; i++) {
        const struct iwmo_intake_number *number = iwmo_intake_find_number(
            &desk->books, links->rows[i].gemeente, links->rows[i].nummer);

        if (number != NULL && strcmp(number->current->categorie, categorie) == 0)
            return true;
    }
    return false;
}

/* The intake goes with the care: from the number that ends to the one that follows. */
static void
move_intake(const struct desk *desk, const struct iwmo_record *from,
            struct iwmo_intake_decision *decision)
{
    const struct iwmo_intake_dossier *dossier = &desk->task->dossier;

    for (size_t i = 0; i < dossier->intakes.count; i++)
        if (dossier->intakes.rows[i].is_open &&
            is_linked(&dossier->links[i], from->gemeente, from->nummer))
            decision->intake = dossier->intakes.rows[i].id;
}

static bool
conclude_opening(struct desk *desk, struct iwmo_intake_decision *decision,
                 enum iwmo_intake_outcome outcome, char strength, uint64_t because)
{
    const struct iwmo_intake *open = open_intake(desk);

    conclude(decision, outcome, because);
    decision->strength = strength;
    decision->opens = true;
    decision->intake = open != NULL ? open->id : 0;
    desk->opens_now = true;
    return true;
}

/* ---- I1 to I6: no new allocation ---- */

static bool
blocked(struct desk *desk, struct iwmo_intake_decision *decision)
{
    return desk->task->dossier.is_blocked && conclude(decision, IWMO_INTAKE_BLOCKED, 0);
}

static bool
by_verdict(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const uint64_t because = desk->verdict->because;

    switch (desk->verdict->kind) {
    case IWMO_HERKENNING_REPEAT:
    case IWMO_HERKENNING_STALE:
    case IWMO_HERKENNING_NEWER_MOMENT:
        return conclude(decision, IWMO_INTAKE_NO_ACTION, because);
    case IWMO_HERKENNING_VOID:
    case IWMO_HERKENNING_REMOVE:
        return conclude(decision, IWMO_INTAKE_VOID, because);
    case IWMO_HERKENNING_SAME_VERSION:
    case IWMO_HERKENNING_OTHER_SUBJECT:
    case IWMO_HERKENNING_OTHER_FIXED:
    case IWMO_HERKENNING_RETURNED:
    case IWMO_HERKENNING_OVERLAP:
        return conclude(decision, IWMO_INTAKE_CONFLICT, because);
    case IWMO_HERKENNING_EXTEND:
    case IWMO_HERKENNING_VOLUME:
    case IWMO_HERKENNING_BUDGET:
    case IWMO_HERKENNING_REASON_ONLY:
        return conclude(decision, IWMO_INTAKE_CHANGE, because);
    case IWMO_HERKENNING_SHORTEN:
        if (strcmp(desk->record->reden, "14") == 0)
            return conclude(decision, IWMO_INTAKE_CHANGE, because);
        memccpy(decision->reden, iwmo_intake_linked_reden(desk->record->reden), '\0',
                sizeof(decision->reden) - 1);
        return conclude(decision, IWMO_INTAKE_ENDING, because);
    default:
        return false;
    }
}

/* ---- I9 to I12: it follows another allocation ---- */

static bool
succeeds(struct desk *desk, struct iwmo_intake_decision *decision)
{
    enum iwmo_intake_outcome outcome = IWMO_INTAKE_NONE;
    const struct iwmo_intake_number *number =
        iwmo_intake_succeeded(desk->task, &desk->books, desk->record, &outcome);

    if (number == NULL)
        return false;
    if (outcome == IWMO_INTAKE_REPLACEMENT)
        memccpy(decision->reden, iwmo_intake_linked_reden(number->reden), '\0',
                sizeof(decision->reden) - 1);
    move_intake(desk, number->current, decision);
    return conclude(decision, outcome, number->current->message);
}

/* ---- I13 to I17: what is known of the client ---- */

static const struct iwmo_intake_delivery *
running(const struct desk *desk, bool is_same_categorie)
{
    for (size_t i = 0; i < desk->books.delivery_count; i++) {
        const struct iwmo_intake_delivery *delivery = &desk->books.deliveries[i];

        if (!delivery->has_ended &&
            (strcmp(delivery->start->categorie, desk->record->categorie) == 0) ==
                is_same_categorie)
            return delivery;
    }
    return NULL;
}

/* I13.  A conversation about this Categorie that is held or planned is not repeated. */
static bool
added(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const struct iwmo_intakes *intakes = &desk->task->dossier.intakes;
    const struct iwmo_intake_delivery *delivery = running(desk, false);

    if (delivery == NULL)
        return false;
    for (size_t i = 0; i < intakes->count; i++)
        if (is_still_good(desk, i) && is_about(desk, i, desk->record->categorie)) {
            decision->intake = intakes->rows[i].id;
            return conclude(decision, IWMO_INTAKE_LINK_TO_INTAKE,
                            intakes->rows[i].message);
        }
    return conclude_opening(desk, decision, IWMO_INTAKE_ADDED_PRODUCT, 'S',
                            delivery->because);
}

/* I14 */
static bool
linked(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const struct iwmo_intakes *intakes = &desk->task->dossier.intakes;
    const struct iwmo_intake *found = open_intake(desk);

    for (size_t i = intakes->count; i-- > 0 && found == NULL;)
        if (is_still_good(desk, i))
            found = &intakes->rows[i];
    if (found == NULL && !desk->opens_now)
        return false;
    if (found != NULL)
        decision->intake = found->id;
    else
        decision->opens = true; /* shares the one that this message opens */
    return conclude(decision, IWMO_INTAKE_LINK_TO_INTAKE,
                    found != NULL ? found->message : 0);
}

/* (D) In care for the same Categorie: nothing to ask. */
static bool
in_care(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const struct iwmo_intake_delivery *delivery = running(desk, true);

    return delivery != NULL &&
           conclude(decision, IWMO_INTAKE_CONTINUATION, delivery->because);
}

/* I15, I16 */
static bool
returning(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const struct iwmo_intake_delivery *last = NULL;

    for (size_t i = 0; i < desk->books.delivery_count; i++) {
        const struct iwmo_intake_delivery *delivery = &desk->books.deliveries[i];

        if (delivery->has_ended &&
            (last == NULL || iwmo_date_before(last->end, delivery->end)))
            last = delivery;
    }
    if (last == NULL)
        return false;
    if ((int64_t)desk->task->today.days - last->end.days <=
        (int64_t)desk->task->settings.recent_days)
        return conclude_opening(desk, decision, IWMO_INTAKE_RETURNING, 'S',
                                last->because);
    return conclude_opening(desk, decision, IWMO_INTAKE_RETURNING_LONG, 'R',
                            last->because);
}

/* (D) Known without any delivery. */
static bool
never_started(struct desk *desk, struct iwmo_intake_decision *decision)
{
    const struct iwmo_intakes *intakes = &desk->task->dossier.intakes;

    if (desk->books.request != 0)
        return conclude_opening(desk, decision, IWMO_INTAKE_ADDED_PRODUCT, 'S',
                                desk->books.request);
    for (size_t i = intakes->count; i-- > 0;)
        if (!intakes->rows[i].is_open && intakes->rows[i].is_needed)
            return conclude_opening(desk, decision, IWMO_INTAKE_RETURNING_LONG, 'R',
                                    intakes->rows[i].message);
    return false;
}

static bool
new_client(struct desk *desk, struct iwmo_intake_decision *decision)
{
    return conclude_opening(desk, decision, IWMO_INTAKE_NEW_CLIENT, 'F', 0);
}

/* ---- the table ---- */

/* I7, I8: asks the books, so no row_function. */
static enum iwmo_status
granted(struct desk *desk, struct iwmo_intake_decision *decision, bool *fits,
        struct iwmo_error *err)
{
    const struct iwmo_intake_task *task = desk->task;
    const struct iwmo_ask ask = {task->history, task->scratch, IWMO_SIDE_AANBIEDER,
                                 task->entry->id};
    struct iwmo_records requests;
    enum iwmo_status status = iwmo_ask_referentie(
        &ask, IWMO_BY_REFERENTIE, desk->record->aanbieder, &desk->record->referentie,
        IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK),
        &requests, err);

    if (status != IWMO_OK || requests.count == 0)
        return status;
    decision->differs = requests.rows[0].kind == IWMO_RECORD_AANVRAAG &&
                        !iwmo_record_same_content(&requests.rows[0], desk->record);
    *fits = conclude(decision,
                     requests.rows[0].kind == IWMO_RECORD_AANVRAAG
                         ? IWMO_INTAKE_GRANTED_REQUEST
                         : IWMO_INTAKE_GRANTED_CHANGE,
                     requests.rows[0].message);
    return IWMO_OK;
}

static enum iwmo_status
decide(struct desk *desk, struct iwmo_intake_decision *decision, struct iwmo_error *err)
{
    static row_function *const rows[] = {succeeds,  added,         linked,    in_care,
                                         returning, never_started, new_client};
    bool fits = blocked(desk, decision) || by_verdict(desk, decision);
    enum iwmo_status status = IWMO_OK;

    if (!fits)
        status = granted(desk, decision, &fits, err);
    for (size_t i = 0; status == IWMO_OK && !fits && i < sizeof(rows) / sizeof(rows[0]);
         i++)
        fits = rows[i](desk, decision);
    return status;
}

/* I3: an open intake that is only about numbers that never were. */
static bool
is_void(const struct desk *desk, size_t place,
        const struct iwmo_intake_decision *decisions)
{
    const struct iwmo_intake_links *links = &desk->task->dossier.links[place];
    const uint64_t intake = desk->task->dossier.intakes.rows[place].id;

    for (size_t i = 0; i < desk->task->records.count; i++)
        if (decisions[i].intake == intake || decisions[i].opens)
            return false;
    for (size_t i = 0; i < links->count; i++) {
        const struct iwmo_intake_number *number = iwmo_intake_find_number(
            &desk->books, links->rows[i].gemeente, links->rows[i].nummer);

        if (number == NULL || !number->is_removed)
            return false;
    }
    return links->count > 0;
}

static void
close_void(const struct desk *desk, struct iwmo_intake_decision *decisions)
{
    const struct iwmo_intake_dossier *dossier = &desk->task->dossier;

    for (size_t place = 0; place < dossier->intakes.count; place++) {
        if (!dossier->intakes.rows[place].is_open ||
            is_void(desk, place, decisions) == 0)
            continue;
        for (size_t i = 0; i < desk->task->records.count; i++) {
            const struct iwmo_record *record = &desk->task->records.rows[i];

            if (decisions[i].outcome == IWMO_INTAKE_VOID &&
                is_linked(&dossier->links[place], record->gemeente, record->nummer))
                decisions[i].closes = dossier->intakes.rows[place].id;
        }
    }
}

enum iwmo_status
iwmo_intake_decide(const struct iwmo_intake_task *task,
                   struct iwmo_intake_decision *decisions, struct iwmo_error *err)
{
    struct desk desk = {.task = task};
    enum iwmo_status status = iwmo_intake_open_books(task, &desk.books, err);

    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++) {
        decisions[i] = (struct iwmo_intake_decision){.strength = '-'};
        desk.record = &task->records.rows[i];
        desk.verdict = &task->verdicts[i];
        if (desk.record->kind == IWMO_RECORD_TOEWIJZING && !desk.verdict->is_refused)
            status = decide(&desk, &decisions[i], err);
    }
    if (status == IWMO_OK && !task->dossier.is_blocked)
        close_void(&desk, decisions);
    return status;
}
