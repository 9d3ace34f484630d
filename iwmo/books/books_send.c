#include <string.h>

#include "books/books_inner.h"

/* ---- sending ---- */

static enum iwmo_status
check_block(struct iwmo_books *books, bool *is_blocked, struct iwmo_error *err)
{
    struct iwmo_records records = books->booked.extracted.records;
    enum iwmo_status status = IWMO_OK;

    *is_blocked = false;
    for (size_t i = 0; status == IWMO_OK && !*is_blocked && i < records.count; i++)
        if (records.rows[i].kind == IWMO_RECORD_CLIENT)
            status = iwmo_ledger_is_blocked(books->options.ledger,
                                            &records.rows[i].client, is_blocked, err);
    return status;
}

enum iwmo_status
iwmo_books_send_heen(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    bool is_blocked = false;
    enum iwmo_status status = check_block(books, &is_blocked, err);

    booked->booking = IWMO_BOOKED_BLOCKED;
    if (status != IWMO_OK || is_blocked)
        return status;
    booked->booking = IWMO_BOOKED_REFUSED;
    if (!iwmo_books_obeys_schema(&books->result) ||
        iwmo_books_breaks_rule(&books->result)) {
        iwmo_books_gather_codes(&books->result.findings, booked->codes);
        return IWMO_OK;
    }
    status = iwmo_books_ask_across(books, err);
    if (status == IWMO_OK)
        status = iwmo_books_check_extension(books, err);
    if (status == IWMO_OK)
        status = iwmo_books_recognise(books, err);
    iwmo_books_gather_codes(&books->result.findings, booked->codes);
    if (status != IWMO_OK || books->result.findings.errors > 0)
        return status;
    booked->booking = IWMO_BOOKED_SENT;
    booked->entry.state = IWMO_ENTRY_SENT;
    status = iwmo_books_register(books, true, err);
    if (status == IWMO_OK)
        status = iwmo_books_review(books, &booked->entry, true, err);
    return status == IWMO_OK ? iwmo_books_take_early(books, err) : status;
}
