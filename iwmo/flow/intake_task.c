#include <stdlib.h>

#include "flow/ask.h"
#include "flow/intake_fold.h"

/*
 * Intake task: a received 301 beside what is known of its client; and a client of whom
 * something else changed.
 */

#define ASKED                                                                          \
    (IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) | IWMO_KIND_BIT(IWMO_RECORD_START) |        \
     IWMO_KIND_BIT(IWMO_RECORD_STOP) | IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |           \
     IWMO_KIND_BIT(IWMO_RECORD_VERZOEK))

static bool
is_of_house(const struct iwmo_intake_house *house, const char *aanbieder)
{
    for (size_t i = 0; i < house->count; i++)
        if (strcmp(house->codes[i], aanbieder) == 0)
            return true;
    return false;
}

/* ---- reading ---- */

/* Intakes of the client: those of this client file. */
static enum iwmo_status
read_intakes(struct iwmo_ledger *ledger, const struct iwmo_key *client,
             const struct iwmo_intake_house *house, struct iwmo_arena *arena,
             struct iwmo_intakes *intakes, struct iwmo_error *err)
{
    enum iwmo_status status =
        iwmo_ledger_intakes(ledger, client, "", arena, intakes, err);
    size_t kept = 0;

    for (size_t i = 0; status == IWMO_OK && i < intakes->count; i++)
        if (is_of_house(house, intakes->rows[i].aanbieder))
            intakes->rows[kept++] = intakes->rows[i];
    intakes->count = kept;
    return status;
}

enum iwmo_status
iwmo_intake_read_dossier(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                         const struct iwmo_intake_house *house,
                         struct iwmo_arena *arena, struct iwmo_intake_dossier *dossier,
                         struct iwmo_error *err)
{
    struct iwmo_intake_links *links = NULL;

    *dossier = (struct iwmo_intake_dossier){0};
    enum iwmo_status status =
        iwmo_ledger_is_blocked(ledger, client, &dossier->is_blocked, err);
    if (status == IWMO_OK)
        status = read_intakes(ledger, client, house, arena, &dossier->intakes, err);
    if (status != IWMO_OK || dossier->intakes.count == 0)
        return status;
    links = iwmo_arena_alloc(arena, dossier->intakes.count * sizeof(*links));
    if (links == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    dossier->links = links;
    for (size_t i = 0; status == IWMO_OK && i < dossier->intakes.count; i++) {
        struct iwmo_intake_link *rows = NULL;

        status = iwmo_ledger_intake_links(ledger, dossier->intakes.rows[i].id, arena,
                                          &rows, &links[i].count, err);
        links[i].rows = rows;
    }
    return status;
}

/* What the books hold of the client, with room for `more` records behind it. */
static enum iwmo_status
read_known(const struct iwmo_intake_matter *matter, uint64_t without, size_t more,
           struct iwmo_records *known, struct iwmo_error *err)
{
    const struct iwmo_ask ask = {matter->history, matter->scratch, IWMO_SIDE_AANBIEDER,
                                 without};
    const struct iwmo_intake_house *house = &matter->house;
    struct iwmo_records all = {0};
    enum iwmo_status status =
        iwmo_ask_client(&ask, &matter->client, "",
                        house->count == 1 ? house->codes[0] : "", ASKED, &all, err);

    *known = (struct iwmo_records){0};
    if (status != IWMO_OK)
        return status;
    known->rows = iwmo_arena_alloc(matter->scratch,
                                   (all.count + more + 1) * sizeof(*known->rows));
    if (known->rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < all.count; i++)
        if (is_of_house(house, all.rows[i].aanbieder))
            known->rows[known->count++] = all.rows[i];
    return IWMO_OK;
}

/* ---- a 301 ---- */

static bool
is_for_books(const struct iwmo_intake_task *task, size_t place)
{
    return task->records.rows[place].kind == IWMO_RECORD_TOEWIJZING &&
           !task->verdicts[place].is_refused;
}

static bool
conclude(struct iwmo_intake_decision *decision, enum iwmo_intake_outcome outcome,
         uint64_t because)
{
    decision->outcome = outcome;
    decision->because = because;
    return true;
}

/* I2 to I6: what recognition says of a number that was known. */
static bool
by_verdict(const struct iwmo_record *record, const struct iwmo_herkenning *verdict,
           bool is_known, struct iwmo_intake_decision *decision)
{
    switch (verdict->kind) {
    case IWMO_HERKENNING_REPEAT:
    case IWMO_HERKENNING_STALE:
    case IWMO_HERKENNING_NEWER_MOMENT:
        return conclude(decision, IWMO_INTAKE_NO_ACTION, verdict->because);
    case IWMO_HERKENNING_VOID:
    case IWMO_HERKENNING_REMOVE:
        return conclude(decision, IWMO_INTAKE_VOID, verdict->because);
    case IWMO_HERKENNING_OVERLAP:
        return is_known && conclude(decision, IWMO_INTAKE_CONFLICT, verdict->because);
    case IWMO_HERKENNING_SAME_VERSION:
    case IWMO_HERKENNING_OTHER_SUBJECT:
    case IWMO_HERKENNING_OTHER_FIXED:
    case IWMO_HERKENNING_RETURNED:
        return conclude(decision, IWMO_INTAKE_CONFLICT, verdict->because);
    case IWMO_HERKENNING_EXTEND:
    case IWMO_HERKENNING_VOLUME:
    case IWMO_HERKENNING_BUDGET:
    case IWMO_HERKENNING_REASON_ONLY:
        return conclude(decision, IWMO_INTAKE_CHANGE, verdict->because);
    case IWMO_HERKENNING_SHORTEN:
        if (strcmp(record->reden, "14") == 0)
            return conclude(decision, IWMO_INTAKE_CHANGE, verdict->because);
        memccpy(decision->reden, iwmo_intake_linked_reden(record->reden), '\0',
                sizeof(decision->reden) - 1);
        return conclude(decision, IWMO_INTAKE_ENDING, verdict->because);
    default:
        return false;
    }
}

/* The open intake that is not needed any more because of this record; 0: none. */
static uint64_t
closed_by(const struct iwmo_intake_number *number)
{
    const struct iwmo_intake_talk *talk = number->talk;

    return talk != NULL && talk->stored != NULL && talk->stored->is_open &&
                   talk->row.closing == 'N'
               ? talk->stored->id
               : 0;
}

static void
decide_record(const struct iwmo_intake_task *task, size_t place,
              struct iwmo_intake_decision *decision)
{
    const struct iwmo_record *record = &task->records.rows[place];
    const struct iwmo_intake_number *known =
        iwmo_intake_find_number(&task->before->books, record->gemeente, record->nummer);
    const struct iwmo_intake_number *number =
        iwmo_intake_find_number(&task->after->books, record->gemeente, record->nummer);

    if (by_verdict(record, &task->verdicts[place], known != NULL, decision)) {
        decision->closes = closed_by(number);
        return;
    }
    *decision = number->decision;
    if (number->talk == NULL)
        return;
    decision->intake = number->talk->row.id;
    decision->opens |= number->talk->row.id == 0;
}

static enum iwmo_status
fold_task(struct iwmo_intake_task *task, struct iwmo_error *err)
{
    const struct iwmo_intake_matter *matter = &task->matter;
    struct iwmo_records known;

    task->before = iwmo_arena_alloc(matter->scratch, sizeof(*task->before));
    task->after = iwmo_arena_alloc(matter->scratch, sizeof(*task->after));
    if (task->before == NULL || task->after == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status =
        read_known(matter, task->entry->id, task->records.count, &known, err);
    if (status == IWMO_OK)
        status = iwmo_intake_fold(matter, &task->dossier, &known, task->before, err);
    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++) {
        if (!is_for_books(task, i))
            continue;
        known.rows[known.count] = task->records.rows[i];
        known.rows[known.count++].message = 0;
    }
    if (status == IWMO_OK)
        status = iwmo_intake_fold(matter, &task->dossier, &known, task->after, err);
    return status;
}

enum iwmo_status
iwmo_intake_decide(struct iwmo_intake_task *task,
                   struct iwmo_intake_decision *decisions, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    if (!task->dossier.is_blocked)
        status = fold_task(task, err);
    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++) {
        decisions[i] = (struct iwmo_intake_decision){.strength = '-'};
        if (!is_for_books(task, i))
            continue;
        if (task->dossier.is_blocked)
            conclude(&decisions[i], IWMO_INTAKE_BLOCKED, 0); /* I1 */
        else
            decide_record(task, i, &decisions[i]);
    }
    return status;
}

/* ---- applying ---- */

static enum iwmo_status
note(struct iwmo_ledger *ledger, const struct iwmo_intake_task *task, size_t place,
     const struct iwmo_intake_decision *decision, struct iwmo_error *err)
{
    const struct iwmo_record *record = &task->records.rows[place];
    struct iwmo_intake_note note = {
        .message = task->entry->id,
        .record = record->id,
        .strength = decision->strength,
        .intake = decision->intake,
        .because = decision->because,
    };

    if (decision->opens) {
        const struct iwmo_intake_number *number = iwmo_intake_find_number(
            &task->after->books, record->gemeente, record->nummer);
        note.intake = number->talk->row.id;
    }
    if (note.intake == 0)
        note.intake = decision->closes;
    memccpy(note.outcome, iwmo_intake_outcome_name(decision->outcome), '\0',
            sizeof(note.outcome) - 1);
    return iwmo_ledger_note_intake(ledger, &note, err);
}

enum iwmo_status
iwmo_intake_apply(struct iwmo_ledger *ledger, struct iwmo_intake_task *task,
                  const struct iwmo_intake_decision *decisions, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    if (!task->dossier.is_blocked)
        status = iwmo_intake_write(ledger, &task->matter, &task->dossier, task->before,
                                   task->after, task->entry->id, err);
    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++)
        if (decisions[i].outcome != IWMO_INTAKE_NONE)
            status = note(ledger, task, i, &decisions[i], err);
    return status;
}

/* ---- a client ---- */

static enum iwmo_status
fold_client(struct iwmo_ledger *ledger, const struct iwmo_intake_matter *matter,
            struct iwmo_intake_dossier *dossier, struct iwmo_intake_fold *fold,
            struct iwmo_error *err)
{
    struct iwmo_records known;
    enum iwmo_status status = iwmo_intake_read_dossier(
        ledger, &matter->client, &matter->house, matter->scratch, dossier, err);

    if (status != IWMO_OK || dossier->is_blocked)
        return status;
    status = read_known(matter, 0, 0, &known, err);
    return status == IWMO_OK ? iwmo_intake_fold(matter, dossier, &known, fold, err)
                             : status;
}

enum iwmo_status
iwmo_intake_review(struct iwmo_ledger *ledger, const struct iwmo_intake_matter *matter,
                   uint64_t message, struct iwmo_error *err)
{
    struct iwmo_intake_dossier dossier;
    struct iwmo_intake_fold fold = {0}, before = {0};
    struct iwmo_records known;
    enum iwmo_status status = fold_client(ledger, matter, &dossier, &fold, err);

    if (status != IWMO_OK || dossier.is_blocked)
        return status;
    if (message != 0) {
        status = read_known(matter, message, 0, &known, err);
        if (status == IWMO_OK)
            status = iwmo_intake_fold(matter, &dossier, &known, &before, err);
    }
    if (status != IWMO_OK)
        return status;
    return iwmo_intake_write(ledger, matter, &dossier, message != 0 ? &before : NULL,
                             &fold, 0, err);
}

enum iwmo_status
iwmo_intake_see_through(struct iwmo_ledger *ledger,
                        const struct iwmo_intake_matter *matter,
                        struct iwmo_intake *intake, struct iwmo_error *err)
{
    struct iwmo_intake_dossier dossier;
    struct iwmo_intake_fold fold = {0};
    enum iwmo_status status = fold_client(ledger, matter, &dossier, &fold, err);

    if (status != IWMO_OK || dossier.is_blocked)
        return status;
    for (size_t i = 0; i < fold.talk_count; i++) {
        if (fold.talks[i].row.id != intake->id)
            continue;
        if (!fold.talks[i].row.is_open)
            *intake = fold.talks[i].row;
        return IWMO_OK;
    }
    intake->is_open = intake->is_needed = false; /* nothing asks for it any more */
    intake->closing = 'N';
    intake->closed = intake->opened;
    return IWMO_OK;
}
