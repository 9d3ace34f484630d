#include "flow/intake_fold.h"

/*
 * Intake write: what the fold says beside what the ledger has, and only the difference.
 *
 * What is closed goes first: at most one intake of a client is open, at any time.
 */
struct writing {
    struct iwmo_ledger *ledger;
    const struct iwmo_intake_dossier *dossier;
    struct iwmo_intake_fold *fold;
    struct iwmo_date today;
    uint64_t message; /* of the records at hand, which have message 0 */
    struct iwmo_error *err;
};

/* ---- intakes ---- */

static bool
is_same(const struct iwmo_intake *a, const struct iwmo_intake *b)
{
    return a->is_open == b->is_open && a->is_needed == b->is_needed &&
           a->strength == b->strength && strcmp(a->outcome, b->outcome) == 0 &&
           strcmp(a->aanbieder, b->aanbieder) == 0 &&
           strcmp(a->categorie, b->categorie) == 0 &&
           iwmo_date_equal(a->closed, b->closed) && a->message == b->message &&
           a->closing == b->closing && a->settled == b->settled;
}

/* What a person said, or what nobody can tell any more, stays. */
static void
complete_row(const struct writing *writing, struct iwmo_intake_talk *talk)
{
    struct iwmo_intake *row = &talk->row;

    if (talk->is_foreign && talk->stored != NULL) {
        const struct iwmo_intake *stored = talk->stored;

        memcpy(row->aanbieder, stored->aanbieder, sizeof(row->aanbieder));
        memcpy(row->outcome, stored->outcome, sizeof(row->outcome));
        memcpy(row->categorie, stored->categorie, sizeof(row->categorie));
        row->message = stored->message;
        row->opened = stored->opened;
    } else if (talk->opener != NULL && row->message == 0) {
        row->message = writing->message;
    }
    if (row->settled == 0 && (row->closing == 'S' || row->closing == 'N') &&
        (talk->stored == NULL || talk->stored->is_open))
        row->settled = writing->message;
}

static enum iwmo_status
write_row(struct writing *writing, struct iwmo_intake_talk *talk)
{
    if (talk->stored != NULL && is_same(talk->stored, &talk->row))
        return IWMO_OK;
    return iwmo_ledger_put_intake(writing->ledger, &talk->row, writing->err);
}

static enum iwmo_status
write_talks(struct writing *writing, bool is_open)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < writing->fold->talk_count; i++) {
        struct iwmo_intake_talk *talk = &writing->fold->talks[i];

        if (talk->row.is_open == is_open)
            status = write_row(writing, talk);
    }
    return status;
}

/* An intake that the fold does not know of any more. */
static enum iwmo_status
write_gone(struct writing *writing, const struct iwmo_intake *stored)
{
    struct iwmo_intake row = *stored;

    for (size_t i = 0; i < writing->fold->talk_count; i++)
        if (writing->fold->talks[i].stored == stored)
            return IWMO_OK;
    if (!row.is_open && !row.is_needed)
        return IWMO_OK;
    row.is_open = row.is_needed = false;
    row.closing = 'N';
    row.closed = writing->today;
    row.settled = writing->message;
    return iwmo_ledger_put_intake(writing->ledger, &row, writing->err);
}

/* ---- what they are for ---- */

static bool
is_linked(const struct writing *writing, const struct iwmo_intake_talk *talk,
          const struct iwmo_record *version)
{
    for (size_t i = 0; i < writing->dossier->intakes.count; i++) {
        const struct iwmo_intake_links *links = &writing->dossier->links[i];

        if (&writing->dossier->intakes.rows[i] != talk->stored)
            continue;
        for (size_t j = 0; j < links->count; j++)
            if (links->rows[j].nummer == version->nummer &&
                strcmp(links->rows[j].gemeente, version->gemeente) == 0)
                return true;
    }
    return false;
}

static enum iwmo_status
write_links(struct writing *writing)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < writing->fold->books.number_count;
         i++) {
        const struct iwmo_intake_number *number = &writing->fold->books.numbers[i];

        if (number->talk != NULL && !is_linked(writing, number->talk, number->first))
            status = iwmo_ledger_link_intake(writing->ledger, number->talk->row.id,
                                             number->first->gemeente,
                                             number->first->nummer, writing->err);
    }
    return status;
}

/* ---- notes of earlier messages ---- */

static bool
is_decided_alike(const struct iwmo_intake_number *a, const struct iwmo_intake_number *b)
{
    const struct iwmo_intake *left = a->talk != NULL ? a->talk->stored : NULL;
    const struct iwmo_intake *right = b->talk != NULL ? b->talk->stored : NULL;

    return a->decision.outcome == b->decision.outcome &&
           a->decision.strength == b->decision.strength && left == right;
}

/* The note stands at the record of the number that was registered first. */
static enum iwmo_status
write_note(struct writing *writing, const struct iwmo_intake_number *number)
{
    const struct iwmo_intake_decision *decision = &number->decision;
    struct iwmo_intake_note note = {
        .message = number->arrived->message,
        .record = number->arrived->id,
        .strength = decision->strength,
        .intake = number->talk != NULL ? number->talk->row.id : 0,
        .because = decision->because != 0 ? decision->because : 0,
    };

    if (note.message == 0 || iwmo_record_is_removal(number->arrived))
        return IWMO_OK;
    memccpy(note.outcome, iwmo_intake_outcome_name(decision->outcome), '\0',
            sizeof(note.outcome) - 1);
    return iwmo_ledger_change_note(writing->ledger, &note, writing->err);
}

static enum iwmo_status
write_notes(struct writing *writing, const struct iwmo_intake_fold *before)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < writing->fold->books.number_count;
         i++) {
        const struct iwmo_intake_number *number = &writing->fold->books.numbers[i];
        const struct iwmo_intake_number *known = NULL;

        if (number->first == NULL)
            continue;
        if (before != NULL)
            known = iwmo_intake_find_number(&before->books, number->first->gemeente,
                                            number->first->nummer);
        if (before == NULL ||
            (known != NULL && known->first != NULL && !is_decided_alike(known, number)))
            status = write_note(writing, number);
    }
    return status;
}

enum iwmo_status
iwmo_intake_write(struct iwmo_ledger *ledger, const struct iwmo_intake_matter *matter,
                  const struct iwmo_intake_dossier *dossier,
                  const struct iwmo_intake_fold *before, struct iwmo_intake_fold *after,
                  uint64_t message, struct iwmo_error *err)
{
    struct writing writing = {ledger, dossier, after, matter->today, message, err};
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < after->talk_count; i++)
        complete_row(&writing, &after->talks[i]);
    for (size_t i = 0; status == IWMO_OK && i < dossier->intakes.count; i++)
        status = write_gone(&writing, &dossier->intakes.rows[i]);
    if (status == IWMO_OK)
        status = write_talks(&writing, false);
    if (status == IWMO_OK)
        status = write_talks(&writing, true);
    if (status == IWMO_OK)
        status = write_links(&writing);
    return status == IWMO_OK ? write_notes(&writing, before) : status;
}
