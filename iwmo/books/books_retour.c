#include <string.h>

#include "books/books_inner.h"

/*
 * A retour message or declaration answer comes in: duplicates 5.1, A6 to A10, and 5.7.
 * One that comes before its message waits, and is applied when that is sent (OP080).
 */

/* A 304 repeats the FactuurDagtekening of its 303, which tells two with one number
 * apart (2.3 process 1.2). */
static bool
is_of_day(const struct iwmo_entry *answer, const struct iwmo_entry *sent)
{
    return strcmp(answer->message, "WMO304") != 0 ||
           iwmo_date_equal(answer->about_dagtekening, sent->dagtekening);
}

/* The message of ours that it answers, the one that still waits first; id 0: none. */
static enum iwmo_status
find_answered(struct iwmo_books *books, struct iwmo_entry *answered,
              struct iwmo_error *err)
{
    const struct iwmo_entry *entry = &books->booked.entry;
    struct iwmo_entries sent;
    struct iwmo_entry like = {.side = entry->side, .identificatie = entry->about};

    *answered = (struct iwmo_entry){0};
    strncpy(like.message, iwmo_bericht_answered(books->booked.extracted.bericht)->name,
            sizeof(like.message) - 1);
    memcpy(like.afzender, entry->ontvanger, sizeof(like.afzender));
    enum iwmo_status status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_IDENTIFICATIE, &like, &sent, err);
    for (size_t i = 0; status == IWMO_OK && i < sent.count; i++) {
        const struct iwmo_entry *row = &sent.rows[i];
        if (row->direction != IWMO_OUT ||
            strcmp(row->ontvanger, entry->afzender) != 0 ||
            strcmp(row->release, entry->release) != 0 || !is_of_day(entry, row))
            continue;
        if (answered->id == 0 || answered->state != IWMO_ENTRY_SENT)
            *answered = *row;
    }
    return status;
}

/* In release 2.3 a line can come back that was granted in part (2.3 process 3.8). */
static bool
is_granted(const struct iwmo_record *back)
{
    return back->release == R_2_3 && back->bedrag.cents != 0;
}

/* The lines of a declaration: all granted but those that came back. */
static enum iwmo_status
decide_lines(struct iwmo_books *books, uint64_t claim, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_records back = booked->extracted.records;
    struct iwmo_ledger *ledger = books->options.ledger;
    enum iwmo_status status =
        iwmo_ledger_decide(ledger, claim, 0, IWMO_UITKOMST_GOED, err);

    for (size_t i = 0; status == IWMO_OK && i < back.count; i++) {
        if (back.rows[i].kind != IWMO_RECORD_TERUG || is_granted(&back.rows[i]))
            continue;
        struct iwmo_records lines;
        struct iwmo_arena_mark mark = iwmo_arena_mark(books->arena);
        status = iwmo_books_lines_by(books, IWMO_BY_REFERENTIE,
                                     &back.rows[i].referentie, &lines, err);
        for (size_t j = 0; status == IWMO_OK && j < lines.count; j++)
            if (lines.rows[j].message == claim)
                status = iwmo_ledger_decide(ledger, claim, lines.rows[j].id,
                                            IWMO_UITKOMST_AFGEWEZEN, err);
        iwmo_arena_rewind(books->arena, mark);
    }
    return status;
}

/* Write the answer at hand; one that waited is on the books already. */
static enum iwmo_status
keep(struct iwmo_books *books, bool with_records, struct iwmo_error *err)
{
    struct iwmo_entry *entry = &books->booked.entry;

    if (entry->id == 0)
        return iwmo_books_register(books, with_records, err);
    entry->verdict = iwmo_herkend_letter(books->booked.verdict);
    enum iwmo_status status =
        iwmo_ledger_change_entry(books->options.ledger, entry, err);
    return status == IWMO_OK && with_records ? iwmo_books_add_records(books, err)
                                             : status;
}

/* The first verdict on what we sent (A6). */
static enum iwmo_status
apply(struct iwmo_books *books, struct iwmo_entry *answered, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    const struct iwmo_extracted *extracted = &booked->extracted;
    bool is_claim = iwmo_bericht_named(answered->message)->unit == BERICHT_DECLARATIE;
    bool is_refused = extracted->is_rejecting && (extracted->rejects_all || !is_claim);
    bool had_counted = iwmo_entry_counts(answered->state);

    booked->booking =
        extracted->is_rejecting ? IWMO_BOOKED_REJECTED : IWMO_BOOKED_ACCEPTED;
    booked->verdict = IWMO_HERKEND_NEW;
    booked->entry.state = IWMO_ENTRY_PROCESSED;
    enum iwmo_status status = keep(books, true, err);
    if (status == IWMO_OK && is_claim && !is_refused)
        status = decide_lines(books, answered->id, err);
    if (status == IWMO_OK && is_claim && !is_refused &&
        iwmo_release_of(answered->release) == R_2_3)
        status = iwmo_books_void_decided(books, answered->id, err);
    answered->state = is_refused ? IWMO_ENTRY_REFUSED : IWMO_ENTRY_ACCEPTED;
    answered->answer = booked->entry.id;
    memcpy(answered->codes, booked->entry.codes, sizeof(answered->codes));
    if (status == IWMO_OK)
        status = iwmo_ledger_change_entry(books->options.ledger, answered, err);
    if (status == IWMO_OK && (is_refused || !had_counted))
        status = iwmo_books_review(books, answered, !is_refused, err);
    return status;
}

/* Does it say what the first answer said (A7, H3)? */
static enum iwmo_status
compare(struct iwmo_books *books, const struct iwmo_entry *answered, bool *is_same,
        struct iwmo_error *err)
{
    const struct iwmo_entry *entry = &books->booked.entry;
    struct iwmo_entry like = {.side = entry->side, .id = answered->answer};
    struct iwmo_entries first;
    enum iwmo_status status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_ID, &like, &first, err);

    *is_same = status == IWMO_OK && first.count > 0 &&
               iwmo_key_equal(&first.rows[0].content, &entry->content) &&
               strcmp(first.rows[0].codes, entry->codes) == 0;
    return status;
}

static enum iwmo_status
put_aside(struct iwmo_books *books, enum iwmo_booking booking, int fault,
          struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    bool is_ignored = booking == IWMO_BOOKED_IGNORED;

    booked->booking = booking;
    booked->verdict = is_ignored ? IWMO_HERKEND_DUPLICATE : IWMO_HERKEND_CONFLICT;
    booked->entry.state = is_ignored ? IWMO_ENTRY_DUPLICATE : IWMO_ENTRY_RECEIVED;
    if (!is_ignored)
        iwmo_books_remark(books, fault, NULL);
    return keep(books, false, err);
}

/* A8: only 9056 judges a second sending, and never the message itself. */
static bool
is_about_resend(const struct iwmo_entry *entry)
{
    return strcmp(entry->codes, "9056") == 0;
}

/* Is this the first verdict?  It is too when the answer to a second sending overtook
 * it: the order of arrival has no meaning (OP080). */
static bool
is_first_verdict(const struct iwmo_entry *retour, const struct iwmo_entry *answered)
{
    return answered->state == IWMO_ENTRY_SENT ||
           (is_about_resend(answered) && !is_about_resend(retour));
}

static enum iwmo_status
apply_again(struct iwmo_books *books, const struct iwmo_entry *answered,
            struct iwmo_error *err)
{
    bool is_same;
    enum iwmo_status status = compare(books, answered, &is_same, err);

    if (status != IWMO_OK)
        return status;
    if (is_same || is_about_resend(&books->booked.entry))
        return put_aside(books, IWMO_BOOKED_IGNORED, 0, err);
    return put_aside(books, IWMO_BOOKED_UNMATCHED, FAULT_FLOW_OTHER_VERDICT, err);
}

/* The answer at hand is about this message of ours. */
static enum iwmo_status
take(struct iwmo_books *books, struct iwmo_entry *answered, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    enum iwmo_status status = IWMO_OK;

    booked->earlier = answered->id;
    booked->entry.answer = answered->id;
    booked->entry.client = answered->client;
    if (booked->extracted.has_unchecked_only)
        iwmo_books_remark(books, FAULT_FLOW_ONLY_UNCHECKED, NULL);
    if (!is_first_verdict(&booked->entry, answered))
        return apply_again(books, answered, err);
    if (!iwmo_books_breaks_rule(&books->result))
        status = iwmo_books_ask_across(books, err);
    if (status != IWMO_OK)
        return status;
    if (books->result.findings.errors > 0) /* H5, H6: book nothing */
        return put_aside(books, IWMO_BOOKED_UNMATCHED, FAULT_FLOW_WRONG_ANSWER, err);
    return apply(books, answered, err);
}

enum iwmo_status
iwmo_books_receive_retour(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_entry answered;
    enum iwmo_status status = find_answered(books, &answered, err);

    if (status != IWMO_OK)
        return status;
    memcpy(booked->codes, booked->entry.codes, sizeof(booked->codes));
    if (answered.id != 0)
        return take(books, &answered, err);
    if (booked->entry.id == 0)
        return put_aside(books, IWMO_BOOKED_UNMATCHED, FAULT_FLOW_NOT_SENT, err);
    /* offered again, and it waits still */
    booked->booking = IWMO_BOOKED_UNMATCHED;
    booked->verdict = IWMO_HERKEND_CONFLICT;
    iwmo_books_remark(books, FAULT_FLOW_NOT_SENT, NULL);
    return IWMO_OK;
}

/* ---- answers that were there first ---- */

bool
iwmo_books_is_waiting(const struct iwmo_entry *row)
{
    return row->direction == IWMO_IN && row->state == IWMO_ENTRY_RECEIVED &&
           row->answer == 0;
}

/* Read again what was kept: its records and header are in no table yet. */
static enum iwmo_status
read_again(struct iwmo_books *books, const struct iwmo_entry *waiting,
           struct iwmo_error *err)
{
    const struct iwmo_result *result;
    struct iwmo_extracted extracted;

    iwmo_spool_reset(books->out);
    enum iwmo_status status = iwmo_ledger_unseal(
        books->options.ledger, waiting->id, "file", iwmo_spool_drain(books->out), err);
    if (status == IWMO_OK)
        status = iwmo_spool_failure(books->out, err);
    if (status == IWMO_OK)
        status =
            iwmo_spool_judge(books->out, books->own, waiting->message, &result, err);
    if (status == IWMO_OK)
        status = iwmo_extract_finish(books->own_extract, &extracted, err);
    if (status != IWMO_OK)
        return status;
    books->result = *result;
    books->booked = (struct iwmo_booked){
        .result = &books->result, .extracted = extracted, .entry = *waiting};
    books->booked.entry.about_dagtekening = extracted.entry.about_dagtekening;
    memcpy(books->booked.entry.about_xsd_versie, extracted.entry.about_xsd_versie,
           sizeof(extracted.entry.about_xsd_versie));
    return IWMO_OK;
}

/* Apply one to the message that was just sent; the message is at hand before and after.
 */
static enum iwmo_status
take_waiting(struct iwmo_books *books, const struct iwmo_entry *waiting,
             struct iwmo_error *err)
{
    struct iwmo_result result = books->result;
    struct iwmo_booked sent = books->booked;
    enum iwmo_status status = read_again(books, waiting, err);
    bool is_whole = status == IWMO_OK && books->booked.extracted.bericht != NULL &&
                    iwmo_books_obeys_schema(&books->result);

    if (is_whole)
        status = take(books, &sent.entry, err);
    if (is_whole && status == IWMO_OK && books->booked.booking != IWMO_BOOKED_IGNORED) {
        sent.early = waiting->id;
        sent.early_booking = books->booked.booking;
        memcpy(sent.early_codes, books->booked.entry.codes, sizeof(sent.early_codes));
    }
    books->result = result;
    books->booked = sent;
    return status;
}

enum iwmo_status
iwmo_books_take_early(struct iwmo_books *books, struct iwmo_error *err)
{
    const struct iwmo_booked *booked = &books->booked;
    const struct iwmo_entry *entry = &booked->entry;
    struct iwmo_entry like = {.side = entry->side, .about = entry->identificatie};
    struct iwmo_entries found;

    if (iwmo_bericht_answer(booked->extracted.bericht) == NULL)
        return IWMO_OK;
    strncpy(like.message, iwmo_bericht_answer(booked->extracted.bericht)->name,
            sizeof(like.message) - 1);
    memcpy(like.afzender, entry->ontvanger, sizeof(like.afzender));
    enum iwmo_status status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_ABOUT, &like, &found, err);
    for (size_t i = 0; status == IWMO_OK && i < found.count; i++)
        if (iwmo_books_is_waiting(&found.rows[i]) &&
            strcmp(found.rows[i].ontvanger, entry->afzender) == 0 &&
            strcmp(found.rows[i].release, entry->release) == 0)
            status = take_waiting(books, &found.rows[i], err);
    return status;
}
