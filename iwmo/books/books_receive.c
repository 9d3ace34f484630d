#include <string.h>

#include "books/books_inner.h"
#include "retour/answer.h"
#include "retour/grounds.h"

/* ---- registering ---- */

/* Is a number removed by this message?  Then all that stands beside it matters. */
static bool
removes(const struct iwmo_booked *booked)
{
    for (size_t i = 0; booked->verdicts != NULL && i < booked->extracted.records.count;
         i++)
        if (iwmo_record_is_removal(&booked->extracted.records.rows[i]) &&
            booked->verdicts[i].verdict != IWMO_HERKEND_DUPLICATE)
            return true;
    return false;
}

/* A repeat of what is known leaves nothing behind, but for a reference it brings, a
 * version that came late, or what tells that it stood beside a removal. */
static bool
belongs_in_books(const struct iwmo_booked *booked, size_t index, bool is_removing)
{
    const struct iwmo_record *record = &booked->extracted.records.rows[index];

    if (record->kind == IWMO_RECORD_CLIENT)
        return false;
    if (booked->verdicts == NULL)
        return true;
    if (record->kind == IWMO_RECORD_AANVRAAG) /* again (2.3): no second task */
        return booked->verdicts[index].verdict != IWMO_HERKEND_DUPLICATE;
    if (record->kind != IWMO_RECORD_TOEWIJZING)
        return true;
    if (booked->verdicts[index].kind == IWMO_HERKENNING_OTHER_SUBJECT)
        return false; /* release 2.3 accepts it, and has no code for it (D14) */
    return booked->verdicts[index].verdict != IWMO_HERKEND_DUPLICATE ||
           booked->verdicts[index].is_late ||
           !iwmo_key_is_absent(&record->referentie) || is_removing;
}

struct sealing {
    struct iwmo_books *books;
    uint64_t message;
    struct iwmo_error *err;
};

static enum iwmo_status
seal_piece(void *self, struct iwmo_text piece)
{
    struct sealing *sealing = self;

    return iwmo_ledger_seal(sealing->books->options.ledger, sealing->message, "file",
                            piece, sealing->err);
}

enum iwmo_status
iwmo_books_seal(struct iwmo_books *books, struct iwmo_spool *spool, uint64_t message,
                struct iwmo_error *err)
{
    struct sealing sealing = {books, message, err};

    return iwmo_spool_pour(spool, (struct iwmo_drain){seal_piece, &sealing}, err);
}

enum iwmo_status
iwmo_books_add_records(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_records records = booked->extracted.records;
    enum iwmo_status status = IWMO_OK;

    const bool is_removing = removes(booked);

    for (size_t i = 0; status == IWMO_OK && i < records.count; i++) {
        if (!belongs_in_books(booked, i, is_removing))
            continue;
        records.rows[i].message = booked->entry.id;
        status = iwmo_ledger_add_record(books->options.ledger, booked->entry.side,
                                        &records.rows[i], err);
    }
    return status;
}

enum iwmo_status
iwmo_books_register(struct iwmo_books *books, bool with_records, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;

    booked->entry.verdict = iwmo_herkend_letter(booked->verdict);
    enum iwmo_status status =
        iwmo_ledger_add_entry(books->options.ledger, &booked->entry, err);
    if (status == IWMO_OK && with_records)
        status = iwmo_books_add_records(books, err);
    if (status == IWMO_OK)
        status = iwmo_books_seal(books, books->in, booked->entry.id, err);
    return status;
}

/* ---- receiving ---- */

/* What the rejections make of the message. */
static enum iwmo_booking
settle_booking(const struct iwmo_books *books)
{
    const struct iwmo_rejections *rejections = books->rejections;
    bool is_claim = books->booked.extracted.bericht->unit == BERICHT_DECLARATIE;

    if (iwmo_rejections_count(rejections) == 0)
        return IWMO_BOOKED_PROCESSED;
    bool is_partial =
        is_claim &&
        iwmo_rejections_at(rejections, iwmo_text(IWMO_HEADER_PLACE)) == NULL &&
        iwmo_rejections_at(rejections, iwmo_text("/Bericht/Declaratie[1]")) == NULL;
    return is_partial ? IWMO_BOOKED_PARTIAL : IWMO_BOOKED_REFUSED;
}

static void
approve_lines(struct iwmo_records records)
{
    for (size_t i = 0; i < records.count; i++)
        if (records.rows[i].uitkomst == IWMO_UITKOMST_OPEN)
            records.rows[i].uitkomst = IWMO_UITKOMST_GOED;
}

static enum iwmo_status
decide_intake(struct iwmo_books *books, struct iwmo_intake_task *task,
              struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_records records = booked->extracted.records;

    *task = (struct iwmo_intake_task){
        .entry = &booked->entry, .records = records, .verdicts = booked->verdicts};
    struct iwmo_intake_decision *decisions =
        iwmo_arena_alloc(books->arena, (records.count + 1) * sizeof(*decisions));
    if (decisions == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = iwmo_books_matter(
        books, &booked->entry.client, booked->entry.aanbieder, &task->matter, err);
    if (status == IWMO_OK)
        status = iwmo_intake_read_dossier(books->options.ledger, &booked->entry.client,
                                          &task->matter.house, books->arena,
                                          &task->dossier, err);
    if (status == IWMO_OK)
        status = iwmo_intake_decide(task, decisions, err);
    if (status == IWMO_OK)
        booked->decisions = decisions;
    return status;
}

/* Into the books, with its answer. */
static enum iwmo_status
book(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_intake_task task;
    enum iwmo_status status = IWMO_OK;
    bool counts = booked->booking != IWMO_BOOKED_REFUSED;
    bool needs_intake = counts && books->result.message->bericht == WMO301 &&
                        booked->entry.side == IWMO_SIDE_AANBIEDER;

    booked->entry.state = !counts ? IWMO_ENTRY_REFUSED
                          : booked->booking == IWMO_BOOKED_PARTIAL
                              ? IWMO_ENTRY_PARTIAL
                              : IWMO_ENTRY_PROCESSED;
    if (counts) {
        approve_lines(booked->extracted.records);
        status = iwmo_books_void_credits(books, err);
    }
    if (status != IWMO_OK)
        return status;
    iwmo_books_gather_codes(&books->result.findings, booked->codes);
    memcpy(booked->entry.codes, booked->codes, sizeof(booked->codes));
    if (needs_intake)
        status = decide_intake(books, &task, err);
    if (status == IWMO_OK)
        status = iwmo_books_register(books, counts, err);
    if (status == IWMO_OK && needs_intake)
        status =
            iwmo_intake_apply(books->options.ledger, &task, booked->decisions, err);
    if (status == IWMO_OK)
        status = iwmo_books_answer(books, err);
    return status;
}

enum iwmo_status
iwmo_books_receive_heen(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    const struct iwmo_message_kind *answer =
        iwmo_answer_to(&iwmo_schema_builtin, books->result.message);
    enum iwmo_status status = IWMO_OK;

    iwmo_rejections_free(books->rejections);
    books->rejections = iwmo_rejections_new();
    if (books->rejections == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (!iwmo_books_breaks_rule(&books->result)) {
        status = iwmo_books_mark_blamed(books, err);
        if (status == IWMO_OK)
            status = iwmo_books_ask_across(books, err);
        if (status == IWMO_OK)
            status = iwmo_books_recognise(books, err);
        if (status == IWMO_OK)
            status = iwmo_books_recognise_message(books, err);
    }
    if (status == IWMO_OK && iwmo_grounds_collect(&books->result.findings, answer,
                                                  books->rejections) != IWMO_OK)
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (status != IWMO_OK)
        return status;
    booked->booking = settle_booking(books);
    return book(books, err);
}

enum iwmo_status
iwmo_books_receive_broken(struct iwmo_books *books, struct iwmo_error *err)
{
    books->booked.booking = IWMO_BOOKED_REFUSED_L1;
    books->booked.entry.state = IWMO_ENTRY_REFUSED_L1;
    books->booked.entry.client = (struct iwmo_key){0};
    return iwmo_books_register(books, false, err);
}
