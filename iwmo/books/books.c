#include "books/books.h"

#include <stdlib.h>
#include <string.h>

#include "books/books_inner.h"

/* ---- life ---- */

static struct iwmo_judge *
make_judge(const struct iwmo_books_options *options, struct iwmo_extract *extract,
           struct iwmo_error *err)
{
    struct iwmo_judge_options how = {
        .today = options->today,
        .wants_sha256 = true,
        .max_places = 2,
        .max_own = IWMO_MAX_GROUNDS,
        .seed = options->seed,
        .sink = iwmo_extract_sink(extract),
    };

    return iwmo_judge_new(&how, err);
}

struct iwmo_books *
iwmo_books_new(const struct iwmo_books_options *options, struct iwmo_error *err)
{
    struct iwmo_books *books = calloc(1, sizeof(*books));
    if (books == NULL)
        goto failed;
    struct iwmo_pseudonyms *pseudonyms = iwmo_ledger_pseudonyms(options->ledger);
    books->options = *options;
    iwmo_ledger_set_day(options->ledger, options->today);
    books->history = iwmo_ledger_history(options->ledger);
    books->extract = iwmo_extract_new(pseudonyms);
    books->own_extract = iwmo_extract_new(pseudonyms);
    books->in = iwmo_spool_new();
    books->out = iwmo_spool_new();
    books->arena = iwmo_arena_new(0);
    if (books->extract == NULL || books->own_extract == NULL || books->in == NULL ||
        books->out == NULL || books->arena == NULL)
        goto failed;
    books->judge = make_judge(options, books->extract, err);
    books->own = make_judge(options, books->own_extract, err);
    if (books->judge != NULL && books->own != NULL)
        return books;

failed:
    iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_books_free(books);
    return NULL;
}

void
iwmo_books_free(struct iwmo_books *books)
{
    if (books == NULL)
        return;
    iwmo_judge_free(books->judge);
    iwmo_judge_free(books->own);
    iwmo_extract_free(books->extract);
    iwmo_extract_free(books->own_extract);
    iwmo_spool_free(books->in);
    iwmo_spool_free(books->out);
    iwmo_arena_free(books->arena);
    iwmo_rejections_free(books->rejections);
    free(books);
}

const char *
iwmo_booking_name(enum iwmo_booking booking)
{
    static const char *const names[IWMO_BOOKINGS] = {
        [IWMO_BOOKED_UNDETERMINED] = "undetermined",
        [IWMO_BOOKED_OTHER_ROLE] = "other-role",
        [IWMO_BOOKED_BLOCKED] = "blocked",
        [IWMO_BOOKED_REFUSED_L1] = "refused-l1",
        [IWMO_BOOKED_REFUSED] = "refused",
        [IWMO_BOOKED_PARTIAL] = "partial",
        [IWMO_BOOKED_PROCESSED] = "processed",
        [IWMO_BOOKED_DUPLICATE] = "duplicate",
        [IWMO_BOOKED_SENT] = "sent",
        [IWMO_BOOKED_ACCEPTED] = "accepted",
        [IWMO_BOOKED_REJECTED] = "rejected",
        [IWMO_BOOKED_IGNORED] = "ignored",
        [IWMO_BOOKED_UNMATCHED] = "unmatched",
        [IWMO_BOOKED_OWN] = "own",
    };

    return names[booking];
}

/* ---- parts ---- */

enum iwmo_status
iwmo_books_entries(struct iwmo_books *books, enum iwmo_entry_asked_by by,
                   const struct iwmo_entry *like, struct iwmo_entries *answer,
                   struct iwmo_error *err)
{
    struct iwmo_entry_question question = {.by = by, .like = *like};

    return books->history.entries(books->history.self, &question, books->arena, answer,
                                  err);
}

void
iwmo_books_remark(struct iwmo_books *books, int fault, const char *other)
{
    struct iwmo_findings *findings = &books->result.findings;
    struct iwmo_finding *finding = iwmo_findings_add(findings, &iwmo_faults[fault],
                                                     books->booked.extracted.header);

    if (finding != NULL && other != NULL)
        finding->other = iwmo_findings_words(findings, iwmo_text(other));
    if (iwmo_faults[fault].severity == IWMO_SEVERITY_ERROR)
        books->result.verdict = IWMO_INVALID;
}

/* A delivery is known by its reference, or by the name of its file. */
static enum iwmo_status
make_reference(struct iwmo_books *books, const char *path, const char *reference,
               struct iwmo_key *key, struct iwmo_error *err)
{
    const char *slash = strrchr(path, '/');

    if (reference == NULL)
        reference = slash != NULL ? slash + 1 : path;
    return iwmo_pseudonym_make(iwmo_ledger_pseudonyms(books->options.ledger),
                               "delivery", iwmo_text(reference), key, err);
}

/* Read, judge and extract; the entry at hand is what the message says of itself. */
static enum iwmo_status
take_message(struct iwmo_books *books, const struct iwmo_take_source *source,
             const char *reference, struct iwmo_error *err)
{
    enum iwmo_taken taken;
    const struct iwmo_result *result;
    struct iwmo_booked *booked = &books->booked;
    enum iwmo_status status;

    books->is_read = false;
    *booked = (struct iwmo_booked){.result = &books->result};
    iwmo_arena_reset(books->arena);
    iwmo_spool_reset(books->out);
    iwmo_extract_forget(books->extract);
    status = iwmo_take(source, books->in, books->judge, &taken, &result, err);
    if (status == IWMO_OK && taken == IWMO_TAKEN_IS_ENDLESS)
        return iwmo_fail(err, IWMO_LIMIT, "%s: more than 2 GB, or without end",
                         source->name);
    if (status == IWMO_OK)
        status = iwmo_extract_finish(books->extract, &booked->extracted, err);
    if (status != IWMO_OK)
        return status;
    books->result = *result;
    struct iwmo_entry *entry = &booked->entry;
    *entry = booked->extracted.entry;
    entry->day = books->options.today;
    if (booked->extracted.bericht == NULL)
        booked->extracted.bericht = iwmo_bericht(
            result->message != NULL ? result->message->bericht : BERICHT_none);
    if (result->sha256[0] == '\0')
        return IWMO_OK;
    status = iwmo_pseudonym_make(iwmo_ledger_pseudonyms(books->options.ledger), "file",
                                 iwmo_text(result->sha256), &entry->file, err);
    return status == IWMO_OK
               ? make_reference(books, source->name, reference, &entry->reference, err)
               : status;
}

/* Can this message be taken at all?  Sets the booking when not. */
static bool
is_for_us(struct iwmo_books *books, bool is_sending)
{
    struct iwmo_booked *booked = &books->booked;
    const struct iwmo_bericht *bericht = booked->extracted.bericht;

    booked->booking = IWMO_BOOKED_UNDETERMINED;
    if (books->result.verdict == IWMO_UNDETERMINED || bericht == NULL)
        return false;
    enum iwmo_side side = is_sending ? bericht->sender : iwmo_bericht_receiver(bericht);
    booked->entry.side = side;
    booked->entry.direction = is_sending ? IWMO_OUT : IWMO_IN;
    booked->booking = IWMO_BOOKED_OTHER_ROLE;
    if (books->options.has_role && side != books->options.role)
        return false;
    if (booked->entry.message[0] == '\0') { /* broken before its header was read */
        strncpy(booked->entry.message, bericht->name,
                sizeof(booked->entry.message) - 1);
        strncpy(booked->entry.release, books->result.message->release_name,
                sizeof(booked->entry.release) - 1);
        booked->entry.dagtekening = IWMO_DATE_OPEN_BEGIN;
    }
    return true;
}

/* The same bytes, delivered under the same reference (A1)?  Then *is_known. */
static enum iwmo_status
look_for_delivery(struct iwmo_books *books, bool *is_known, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_entries known;
    enum iwmo_status status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_FILE, &booked->entry, &known, err);

    *is_known = false;
    for (size_t i = 0; status == IWMO_OK && i < known.count; i++) {
        const struct iwmo_entry *row = &known.rows[i];
        bool is_same = row->direction == booked->entry.direction &&
                       (row->direction == IWMO_OUT || books->options.is_by_content ||
                        iwmo_key_equal(&row->reference, &booked->entry.reference));
        if (!is_same || (row->direction == IWMO_OUT && !iwmo_entry_counts(row->state)))
            continue;
        if (iwmo_bericht_answered(booked->extracted.bericht) != NULL &&
            iwmo_books_is_waiting(row)) {
            booked->entry.id =
                row->id; /* matched again: what it answers may be there */
            return IWMO_OK;
        }
        *is_known = true;
        booked->booking = IWMO_BOOKED_DUPLICATE;
        booked->verdict = IWMO_HERKEND_DUPLICATE;
        booked->earlier = row->id;
        booked->earlier_state = row->state;
        memcpy(booked->codes, row->codes, sizeof(booked->codes));
        if (row->answer == 0 || row->direction == IWMO_OUT)
            return IWMO_OK;
        struct iwmo_entry like = {.side = row->side, .id = row->answer};
        struct iwmo_entries answers;
        status = iwmo_books_entries(books, IWMO_ENTRY_BY_ID, &like, &answers, err);
        if (status != IWMO_OK || answers.count == 0 ||
            iwmo_bericht_answer(booked->extracted.bericht) == NULL)
            return status;
        char identificatie[13];
        booked->answer = answers.rows[0];
        return iwmo_books_name_answer(books, row->id, row->day, identificatie, err);
    }
    return status;
}

static bool
has_sent(const struct iwmo_entries *known, const struct iwmo_entry *entry,
         bool by_content)
{
    for (size_t i = 0; i < known->count; i++)
        if (known->rows[i].direction == IWMO_OUT &&
            (!by_content || iwmo_key_equal(&known->rows[i].content, &entry->content)))
            return true;
    return false;
}

/* Did these books send it: the same bytes, or the same content under the same
 * Identificatie?  A party that finds its own messages in a folder did not get them. */
static enum iwmo_status
look_for_own(struct iwmo_books *books, bool *is_own, struct iwmo_error *err)
{
    struct iwmo_entry like = books->booked.entry;
    struct iwmo_entries known;

    *is_own = false;
    if (books->options.has_role)
        return IWMO_OK;
    like.side = books->booked.extracted.bericht->sender;
    enum iwmo_status status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_FILE, &like, &known, err);
    if (status != IWMO_OK || has_sent(&known, &like, false)) {
        *is_own = status == IWMO_OK;
        return status;
    }
    if (iwmo_key_is_absent(&like.identificatie))
        return IWMO_OK;
    status = iwmo_books_entries(books, IWMO_ENTRY_BY_IDENTIFICATIE, &like, &known, err);
    *is_own = status == IWMO_OK && has_sent(&known, &like, true);
    return status;
}

static enum iwmo_status
receive(struct iwmo_books *books, struct iwmo_error *err)
{
    bool is_known = false, is_own = false;
    enum iwmo_status status = IWMO_OK;

    if (!is_for_us(books, false))
        return IWMO_OK;
    status = look_for_own(books, &is_own, err);
    if (status == IWMO_OK && is_own)
        books->booked.booking = IWMO_BOOKED_OWN;
    if (status != IWMO_OK || is_own)
        return status;
    status = look_for_delivery(books, &is_known, err);
    if (status != IWMO_OK || is_known)
        return status;
    if (!iwmo_books_obeys_schema(&books->result))
        return iwmo_books_receive_broken(books, err);
    if (iwmo_bericht_answered(books->booked.extracted.bericht) != NULL)
        return iwmo_books_receive_retour(books, err);
    return iwmo_books_receive_heen(books, err);
}

/* ---- the two ways ---- */

enum iwmo_status
iwmo_books_read(struct iwmo_books *books, const struct iwmo_take_source *source,
                const char *reference, struct iwmo_error *err)
{
    enum iwmo_status status = take_message(books, source, reference, err);

    books->is_read = status == IWMO_OK;
    return status;
}

/* One message in a mark of its own; what is only about itself comes before that. */
static enum iwmo_status
in_a_mark(struct iwmo_books *books, const char *path, const char *reference,
          enum iwmo_status (*work)(struct iwmo_books *, struct iwmo_error *),
          const struct iwmo_booked **booked, struct iwmo_error *err)
{
    struct iwmo_ledger *ledger = books->options.ledger;
    enum iwmo_status status = IWMO_OK;

    *booked = &books->booked;
    if (!books->is_read)
        status = take_message(books, &(struct iwmo_take_source){.name = path},
                              reference, err);
    books->is_read = false;
    if (status == IWMO_OK)
        status = iwmo_ledger_mark(ledger, err);
    if (status != IWMO_OK)
        return status;
    status = work(books, err);
    if (books->result.findings.errors > 0 && books->result.verdict == IWMO_VALID)
        books->result.verdict = IWMO_INVALID; /* what the books found counts too */
    if (status == IWMO_OK)
        status = iwmo_ledger_keep(ledger, err);
    if (status != IWMO_OK)
        iwmo_ledger_undo(ledger);
    return status;
}

enum iwmo_status
iwmo_books_receive(struct iwmo_books *books, const char *path, const char *reference,
                   const struct iwmo_booked **booked, struct iwmo_error *err)
{
    return in_a_mark(books, path, reference, receive, booked, err);
}

/* Receiving made and registered the answer: there is nothing to send but that. */
static enum iwmo_status
send_retour(struct iwmo_books *books)
{
    books->booked.booking = IWMO_BOOKED_UNMATCHED;
    books->booked.verdict = IWMO_HERKEND_CONFLICT;
    iwmo_books_remark(books, FAULT_FLOW_OWN_RETOUR, NULL);
    return IWMO_OK;
}

static enum iwmo_status
send(struct iwmo_books *books, struct iwmo_error *err)
{
    bool is_known = false;
    enum iwmo_status status = IWMO_OK;

    if (!is_for_us(books, true))
        return IWMO_OK;
    status = look_for_delivery(books, &is_known, err);
    if (status != IWMO_OK || is_known)
        return status;
    if (iwmo_bericht_answered(books->booked.extracted.bericht) != NULL)
        return send_retour(books);
    return iwmo_books_send_heen(books, err);
}

enum iwmo_status
iwmo_books_send(struct iwmo_books *books, const char *path, const char *reference,
                const struct iwmo_booked **booked, struct iwmo_error *err)
{
    return in_a_mark(books, path, reference, send, booked, err);
}
