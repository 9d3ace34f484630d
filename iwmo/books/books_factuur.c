#include <string.h>

#include "books/books_inner.h"

/*
 * Credits of what was refused.  In release 2.3 a refused line of an invoice stands
 * until it is credited; that credit takes back what nobody granted, so in the sums of
 * what was declared neither of the two counts (2.3 process 3.8, OP277).  It stands in
 * the books as refused itself; as no answer brought it back, it is known to have been a
 * credit.
 */

enum iwmo_status
iwmo_books_lines_by(struct iwmo_books *books, enum iwmo_asked_by by,
                    const struct iwmo_key *referentie, struct iwmo_records *lines,
                    struct iwmo_error *err)
{
    struct iwmo_question question = {
        .side = books->booked.entry.side,
        .by = by,
        .kinds = IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE),
        .referentie = *referentie,
    };

    memcpy(question.aanbieder, books->booked.entry.aanbieder,
           sizeof(question.aanbieder));
    return books->history.records(books->history.self, &question, books->arena, lines,
                                  err);
}

static bool
is_credit(const struct iwmo_record *record)
{
    return record->kind == IWMO_RECORD_PRESTATIE && record->release == R_2_3 &&
           record->status == 'C';
}

/* Does it credit a line that was refused? */
static enum iwmo_status
is_of_refused(struct iwmo_books *books, const struct iwmo_record *credit, bool *is_so,
              struct iwmo_error *err)
{
    struct iwmo_records debits;
    enum iwmo_status status =
        iwmo_books_lines_by(books, IWMO_BY_REFERENTIE, &credit->vorig, &debits, err);

    *is_so = false;
    for (size_t i = 0; status == IWMO_OK && i < debits.count; i++)
        *is_so |= debits.rows[i].status != 'C' &&
                  debits.rows[i].uitkomst == IWMO_UITKOMST_AFGEWEZEN;
    return status;
}

enum iwmo_status
iwmo_books_void_credits(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_records records = books->booked.extracted.records;
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < records.count; i++) {
        const struct iwmo_arena_mark mark = iwmo_arena_mark(books->arena);
        bool is_void = false;

        if (!is_credit(&records.rows[i]))
            continue;
        status = is_of_refused(books, &records.rows[i], &is_void, err);
        if (is_void)
            records.rows[i].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
        iwmo_arena_rewind(books->arena, mark);
    }
    return status;
}

/* Credits of it that were granted before: its answer came later than theirs. */
static enum iwmo_status
void_credits_of(struct iwmo_books *books, const struct iwmo_record *debit,
                struct iwmo_error *err)
{
    struct iwmo_records credits;
    enum iwmo_status status =
        iwmo_books_lines_by(books, IWMO_BY_VORIG, &debit->referentie, &credits, err);

    for (size_t i = 0; status == IWMO_OK && i < credits.count; i++)
        if (is_credit(&credits.rows[i]) &&
            credits.rows[i].uitkomst == IWMO_UITKOMST_GOED)
            status =
                iwmo_ledger_decide(books->options.ledger, credits.rows[i].message,
                                   credits.rows[i].id, IWMO_UITKOMST_AFGEWEZEN, err);
    return status;
}

enum iwmo_status
iwmo_books_void_decided(struct iwmo_books *books, uint64_t claim,
                        struct iwmo_error *err)
{
    struct iwmo_question question = {.side = books->booked.entry.side,
                                     .by = IWMO_BY_MESSAGE,
                                     .kinds = IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE),
                                     .message = claim};
    struct iwmo_records lines;
    enum iwmo_status status = books->history.records(books->history.self, &question,
                                                     books->arena, &lines, err);

    for (size_t i = 0; status == IWMO_OK && i < lines.count; i++) {
        const struct iwmo_arena_mark mark = iwmo_arena_mark(books->arena);
        const struct iwmo_record *line = &lines.rows[i];
        bool is_void = false;

        if (is_credit(line) && line->uitkomst == IWMO_UITKOMST_GOED)
            status = is_of_refused(books, line, &is_void, err);
        else if (!is_credit(line) && line->uitkomst == IWMO_UITKOMST_AFGEWEZEN)
            status = void_credits_of(books, line, err);
        if (status == IWMO_OK && is_void)
            status = iwmo_ledger_decide(books->options.ledger, claim, line->id,
                                        IWMO_UITKOMST_AFGEWEZEN, err);
        iwmo_arena_rewind(books->arena, mark);
    }
    return status;
}
