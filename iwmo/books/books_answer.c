#include <stdio.h>
#include <string.h>

#include "books/books_inner.h"
#include "crypto/digest.h"
#include "generate/fill.h"
#include "run/reply.h"

/* The same bytes registered twice get two answers, each with an identification of its
 * own; asked again about one registration it is the same. */
enum iwmo_status
iwmo_books_name_answer(struct iwmo_books *books, uint64_t id, struct iwmo_date day,
                       char identificatie[13], struct iwmo_error *err)
{
    char hex[IWMO_DIGEST_TEXT], number[24];
    struct iwmo_digest *digest = iwmo_digest_new(err);
    struct iwmo_booked *booked = &books->booked;

    if (digest == NULL)
        return err != NULL ? err->status : IWMO_NO_MEMORY;
    snprintf(number, sizeof(number), "%llu", (unsigned long long)id);
    iwmo_digest_add(digest, books->result.sha256, strlen(books->result.sha256));
    iwmo_digest_add(digest, number, strlen(number));
    enum iwmo_status status = iwmo_digest_finish(digest, hex, err);
    iwmo_digest_free(digest);
    if (status != IWMO_OK)
        return status;
    iwmo_fill_identify(hex, day, identificatie);
    snprintf(booked->answer_name, sizeof(booked->answer_name), "%s-%s.xml",
             iwmo_bericht_answer(booked->extracted.bericht)->name, identificatie);
    return IWMO_OK;
}

static enum iwmo_status
write_answer(struct iwmo_books *books, const char *identificatie,
             struct iwmo_error *err)
{
    struct iwmo_reply reply = {
        .options =
            {
                .message = books->result.message,
                .answer = iwmo_answer_to(&iwmo_schema_builtin, books->result.message),
                .date = books->options.today,
                .identificatie = identificatie,
            },
        .rejections = books->rejections,
    };

    iwmo_spool_reset(books->out);
    return iwmo_reply_write(&reply, books->in, books->out, err);
}

/* What the answer says of itself.  An invalid one never leaves the program. */
static enum iwmo_status
read_answer(struct iwmo_books *books, struct iwmo_extracted *extracted,
            struct iwmo_error *err)
{
    const struct iwmo_result *result;
    struct iwmo_booked *booked = &books->booked;
    enum iwmo_status status =
        iwmo_spool_judge(books->out, books->own, booked->answer_name, &result, err);

    if (status == IWMO_OK)
        status = iwmo_extract_finish(books->own_extract, extracted, err);
    if (status == IWMO_OK && result->verdict != IWMO_VALID)
        return iwmo_fail(err, IWMO_MALFORMED, "the answer is not valid itself");
    if (status == IWMO_OK)
        status =
            iwmo_pseudonym_make(iwmo_ledger_pseudonyms(books->options.ledger), "file",
                                iwmo_text(result->sha256), &extracted->entry.file, err);
    return status;
}

enum iwmo_status
iwmo_books_answer(struct iwmo_books *books, struct iwmo_error *err)
{
    char identificatie[13];
    struct iwmo_extracted extracted;
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_ledger *ledger = books->options.ledger;
    enum iwmo_status status = iwmo_books_name_answer(
        books, booked->entry.id, books->options.today, identificatie, err);

    if (status == IWMO_OK)
        status = write_answer(books, identificatie, err);
    if (status == IWMO_OK)
        status = read_answer(books, &extracted, err);
    if (status != IWMO_OK)
        return status;
    booked->answer = extracted.entry;
    booked->answer.side = booked->entry.side;
    booked->answer.direction = IWMO_OUT;
    booked->answer.state = IWMO_ENTRY_SENT;
    booked->answer.day = books->options.today;
    booked->answer.answer = booked->entry.id;
    booked->answer.client = booked->entry.client;
    status = iwmo_ledger_add_entry(ledger, &booked->answer, err);
    for (size_t i = 0; status == IWMO_OK && i < extracted.records.count; i++) {
        struct iwmo_record *record = &extracted.records.rows[i];
        record->message = booked->answer.id;
        if (record->kind == IWMO_RECORD_TOEKENNING || record->kind == IWMO_RECORD_TERUG)
            status = iwmo_ledger_add_record(ledger, booked->entry.side, record, err);
    }
    if (status == IWMO_OK)
        status = iwmo_books_seal(books, books->out, booked->answer.id, err);
    booked->entry.answer = booked->answer.id;
    return status == IWMO_OK ? iwmo_ledger_change_entry(ledger, &booked->entry, err)
                             : status;
}
