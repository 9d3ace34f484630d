#include "oracle/stage.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/drain.h"
#include "books/books.h"
#include "cases/answer.h"
#include "cases/message.h"
#include "flow/stand.h"
#include "model/levensloop.h"
#include "support.h"

enum { PARTIES = 3, PROVIDER = 2 };

struct party {
    struct iwmo_ledger *ledger;
    struct iwmo_books *books;
    int today; /* of `books` */
    struct oracle_book oracle;
};

/* What became of the delivery of a file, for when it comes again. */
struct delivered {
    int file;
    char answer[1200];
};

/* An answer on its way back. */
struct pending {
    bool is_there;
    int due; /* before which message */
    int to, teller;
    char path[40];
};

struct stage {
    struct party parties[PARTIES];
    struct iwmo_arena *arena;
    const struct tale *tale;
    int at; /* message at hand */
    struct delivered delivered[TALE_MOST];
    int delivered_count;
    struct pending pending[TALE_MOST];
    struct iwmo_buffer *why;
};

static const char *const names[PARTIES] = {"G", "G2", "P"};

/* ---- life ---- */

struct stage *
stage_open(void)
{
    struct stage *stage = calloc(1, sizeof(*stage));

    cr_assert_not_null(stage);
    stage->arena = iwmo_arena_new(0);
    for (int i = 0; i < PARTIES; i++) {
        char path[20];
        struct iwmo_error err = {0};
        struct iwmo_ledger_options options = {.path = path};

        snprintf(path, sizeof(path), "%s.db", names[i]);
        cr_assert_eq(iwmo_ledger_open(&options, &stage->parties[i].ledger, &err),
                     IWMO_OK, "%s", err.text);
        stage->parties[i].oracle.side =
            i == PROVIDER ? ORACLE_AANBIEDER : ORACLE_GEMEENTE;
    }
    return stage;
}

static void
close_books(struct party *party)
{
    iwmo_books_free(party->books);
    party->books = NULL;
}

void
stage_close(struct stage *stage)
{
    for (int i = 0; i < PARTIES; i++) {
        close_books(&stage->parties[i]);
        iwmo_ledger_close(stage->parties[i].ledger);
    }
    iwmo_arena_free(stage->arena);
    free(stage);
}

static void
begin(struct stage *stage)
{
    for (int i = 0; i < PARTIES; i++) {
        struct iwmo_error err = {0};

        stage->parties[i].oracle.count = 0;
        cr_assert_eq(iwmo_ledger_begin(stage->parties[i].ledger, &err), IWMO_OK, "%s",
                     err.text);
    }
    stage->delivered_count = 0;
    memset(stage->pending, 0, sizeof(stage->pending));
}

static void
end(struct stage *stage)
{
    for (int i = 0; i < PARTIES; i++) {
        close_books(&stage->parties[i]);
        iwmo_ledger_rollback(stage->parties[i].ledger);
    }
}

static struct iwmo_books *
books_on(struct party *party, int today)
{
    struct iwmo_error err = {0};

    if (party->books != NULL && party->today == today)
        return party->books;
    close_books(party);
    struct iwmo_books_options options = {
        .ledger = party->ledger,
        .today = {today},
        .has_role = true,
        .role = party->oracle.side == ORACLE_AANBIEDER ? IWMO_SIDE_AANBIEDER
                                                       : IWMO_SIDE_GEMEENTE,
        .intake = IWMO_INTAKE_DEFAULTS,
        .seed = 1,
    };
    party->books = iwmo_books_new(&options, &err);
    cr_assert_not_null(party->books, "%s", err.text);
    party->today = today;
    return party->books;
}

/* ---- differences ---- */

static void __attribute__((format(printf, 2, 3)))
differ(struct stage *stage, const char *fmt, ...)
{
    char text[3000];
    va_list arguments;

    va_start(arguments, fmt);
    vsnprintf(text, sizeof(text), fmt, arguments);
    va_end(arguments);
    iwmo_buffer_printf(stage->why, "message %d: %s\n", stage->at + 1, text);
}

static void
compare(struct stage *stage, const char *what, const char *oracle, const char *program)
{
    if (strcmp(oracle, program) != 0)
        differ(stage, "%s:\n    oracle:  %s\n    program: %s", what, oracle, program);
}

/* ---- messages as files ---- */

static void
write_message(struct stage *stage, const struct tale_message *message, char path[40])
{
    struct case_file *file = iwmo_arena_alloc(stage->arena, sizeof(*file));
    struct iwmo_buffer text, xml;
    const char *gemeente = tale_gemeente(message->gemeente);
    bool is_from_gemeente = tale_is_from_gemeente(message);

    iwmo_buffer_init(&text, 0);
    iwmo_buffer_init(&xml, 0);
    tale_print(message, &text);
    cr_assert(case_parse(stage->arena, text.at, file), "%s: %s", file->error, text.at);
    const struct case_step *step = file->plays[0].steps[0];
    struct message_header header = {
        .afzender = is_from_gemeente ? gemeente : "65656055",
        .ontvanger = is_from_gemeente ? "65656055" : gemeente,
        .identificatie = case_get(&step->words, "ident"),
        .dagtekening = step->date,
        .bsn = tale_bsn(message->client)};
    message_write(step, &header, &xml);
    snprintf(path, 40, "m%d.xml", message->file);
    test_write(path, xml.at, xml.size);
    iwmo_buffer_release(&text);
    iwmo_buffer_release(&xml);
}

/* ---- answers as text ---- */

static int
by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* "Header 0200, Client 0200, ..." with sorted codes; as the oracle says it. */
static void
read_answer(const char *path, char *out, size_t room)
{
    struct answer answer;
    size_t size = 0;

    cr_assert(answer_read(path, &answer));
    snprintf(out, room, "%s", answer.count == 0 ? "accepted" : "");
    for (int i = 0; i < answer.count; i++) {
        struct answer_class *class = &answer.classes[i];
        bool is_line = strcmp(class->name, "Prestatie") == 0;

        qsort(class->codes, (size_t) class->count, sizeof(class->codes[0]), by_text);
        size += (size_t)snprintf(out + size, room - size, "%s%s%s%s%s",
                                 i > 0 ? ", " : "", class->name, is_line ? "[" : "",
                                 is_line ? class->key : "", is_line ? "]" : "");
        for (int k = 0; k < class->count; k++)
            size += (size_t)snprintf(out + size, room - size, "%s%s",
                                     k > 0 ? " and " : " ", class->codes[k]);
    }
    if (answer.toegekend[0] != '\0')
        snprintf(out + size, room - size, ", toegekend %s", answer.toegekend);
}

static void
write_answer(struct stage *stage, int party, uint64_t id, char path[40])
{
    struct iwmo_buffer bytes;
    struct iwmo_error err = {0};

    iwmo_buffer_init(&bytes, 0);
    cr_assert_eq(iwmo_ledger_unseal(stage->parties[party].ledger, id, "file",
                                    iwmo_drain_buffer(&bytes), &err),
                 IWMO_OK, "%s", err.text);
    snprintf(path, 40, "a%d-%d.xml", party, stage->at);
    test_write(path, bytes.at, bytes.size);
    iwmo_buffer_release(&bytes);
}

/* ---- the oracle's side of registering ---- */

static void
enter(struct stage *stage, int party, bool is_out, const struct oracle_verdict *verdict)
{
    struct oracle_book *book = &stage->parties[party].oracle;
    struct oracle_entry *entry = &book->entries[book->count++];

    *entry = (struct oracle_entry){.message = &stage->tale->messages[stage->at],
                                   .teller = stage->at,
                                   .is_out = is_out,
                                   .counts = !verdict->is_refused};
    for (int i = 0; i < TALE_ITEMS; i++)
        entry->uitkomst[i] = is_out                    ? ORACLE_OPEN
                             : verdict->is_line_bad[i] ? ORACLE_AFGEWEZEN
                                                       : ORACLE_GOED;
}

/* What the answer does to the sender's entry. */
static void
settle(struct stage *stage, int party, int teller, const char *answer,
       const struct tale_message *message)
{
    struct oracle_book *book = &stage->parties[party].oracle;
    bool is_claim = strcmp(message->kind, "323") == 0;

    for (int i = 0; i < book->count; i++) {
        struct oracle_entry *entry = &book->entries[i];
        if (entry->teller != teller || !entry->is_out)
            continue;
        if (!is_claim) {
            entry->counts = strcmp(answer, "accepted") == 0;
            return;
        }
        entry->counts = strstr(answer, "DeclaratieAntwoord 0200") != NULL ||
                        strstr(answer, "DeclaratieAntwoord 8001") != NULL;
        for (int k = 0; k < message->count; k++) {
            char name[40];
            snprintf(name, sizeof(name), "Prestatie[R%d] ", message->items[k].ref);
            entry->uitkomst[k] =
                strstr(answer, name) != NULL ? ORACLE_AFGEWEZEN : ORACLE_GOED;
        }
        return;
    }
}

/* ---- a message ---- */

/* False: the own check keeps it. */
static bool
send(struct stage *stage, int party, const struct tale_message *message,
     const char *path)
{
    static struct oracle_verdict verdict;
    const struct iwmo_booked *booked;
    struct iwmo_error err = {0};
    struct party *sender = &stage->parties[party];

    oracle_judge(&sender->oracle, message, message->day, &verdict);
    bool is_kept =
        !verdict.is_faultless || oracle_should_extend(&sender->oracle, message);
    cr_assert_eq(
        iwmo_books_send(books_on(sender, message->day), path, NULL, &booked, &err),
        IWMO_OK, "%s", err.text);
    if ((booked->booking == IWMO_BOOKED_SENT) == is_kept)
        differ(stage, "own check of %s:\n    oracle:  %s\n    program: %s %s",
               names[party], verdict.text, iwmo_booking_name(booked->booking),
               booked->codes);
    if (!is_kept)
        enter(stage, party, true, &verdict);
    return !is_kept;
}

static const struct delivered *
find_delivered(const struct stage *stage, int file)
{
    for (int i = 0; i < stage->delivered_count; i++)
        if (stage->delivered[i].file == file)
            return &stage->delivered[i];
    return NULL;
}

static void
receive(struct stage *stage, int party, const struct tale_message *message,
        const char *path, char answer_path[40])
{
    static struct oracle_verdict verdict;
    const struct iwmo_booked *booked;
    struct iwmo_error err = {0};
    struct party *receiver = &stage->parties[party];
    int today = stage->tale->messages[stage->at].received;
    const struct delivered *earlier = find_delivered(stage, message->file);
    char program[1200] = "no answer";

    if (earlier == NULL) {
        oracle_judge(&receiver->oracle, message, today, &verdict);
        enter(stage, party, false, &verdict);
    }
    cr_assert_eq(
        iwmo_books_receive(books_on(receiver, today), path, NULL, &booked, &err),
        IWMO_OK, "%s", err.text);
    if (booked->answer.id != 0) {
        write_answer(stage, party, booked->answer.id, answer_path);
        read_answer(answer_path, program, sizeof(program));
    }
    compare(stage, "answer", earlier != NULL ? earlier->answer : verdict.text, program);
    if (earlier != NULL)
        return;
    struct delivered *row = &stage->delivered[stage->delivered_count++];
    row->file = message->file;
    memcpy(row->answer, verdict.text, sizeof(row->answer));
}

static void
bring_back(struct stage *stage, struct pending *pending)
{
    const struct iwmo_booked *booked;
    struct iwmo_error err = {0};
    struct party *party = &stage->parties[pending->to];
    const struct tale_message *message = &stage->tale->messages[pending->teller];
    char answer[1200];
    int today = stage->tale->messages[stage->at].received;

    pending->is_there = false;
    read_answer(pending->path, answer, sizeof(answer));
    cr_assert_eq(
        iwmo_books_receive(books_on(party, today), pending->path, NULL, &booked, &err),
        IWMO_OK, "%s", err.text);
    bool is_good = strcmp(answer, "accepted") == 0 ||
                   strstr(answer, "DeclaratieAntwoord 8001") != NULL;
    compare(stage, "what the answer is taken for", is_good ? "accepted" : "rejected",
            iwmo_booking_name(booked->booking));
    settle(stage, pending->to, pending->teller, answer, message);
}

static void
bring_back_due(struct stage *stage)
{
    for (int i = 0; i < TALE_MOST; i++)
        if (stage->pending[i].is_there && stage->pending[i].due <= stage->at)
            bring_back(stage, &stage->pending[i]);
}

static void
act(struct stage *stage)
{
    const struct tale_message *message = &stage->tale->messages[stage->at];
    bool is_from_gemeente = tale_is_from_gemeente(message);
    int from = is_from_gemeente ? message->gemeente : PROVIDER;
    int to = is_from_gemeente ? PROVIDER : message->gemeente;
    struct pending *pending = &stage->pending[stage->at];
    char path[40];
    bool is_sent = false;

    write_message(stage, message, path);
    if (!message->is_by_hand)
        is_sent = send(stage, from, message, path);
    if (message->is_lost || (!message->is_by_hand && !is_sent && !message->insists))
        return;
    receive(stage, to, message, path, pending->path);
    if (!is_sent || message->answer_after == NEVER)
        return;
    pending->is_there = true;
    pending->due = stage->at + message->answer_after;
    pending->to = from;
    pending->teller = stage->at;
    bring_back_due(stage);
}

/* ---- the books ---- */

static void
tell_allocation(const struct iwmo_stand *stand, char out[120])
{
    char begin[IWMO_DATE_TEXT], eind[IWMO_DATE_TEXT];
    const char *state = iwmo_toewijzing_state_name(stand->state);

    if (stand->current == NULL || stand->state == IWMO_TOEWIJZING_REMOVED) {
        snprintf(out, 120, "%s", stand->current == NULL ? "NONE" : state);
        return;
    }
    bool is_open = stand->current->eind.days == IWMO_DATE_OPEN_END.days;
    snprintf(out, 120, "%s %s..%s %lld %lld", state,
             iwmo_date_print(stand->current->begin, begin),
             is_open ? "" : iwmo_date_print(stand->current->eind, eind),
             (long long)stand->current->volume, (long long)stand->current->budget);
}

static void
tell_delivery(const struct iwmo_levering *levering, char out[120])
{
    char begin[IWMO_DATE_TEXT], eind[IWMO_DATE_TEXT];
    const char *state = iwmo_levering_state_name(levering->state);

    if (levering->state == IWMO_LEVERING_IDLE)
        snprintf(out, 120, "%s", state);
    else if (levering->stop == NULL)
        snprintf(out, 120, "%s %s", state,
                 iwmo_date_print(levering->start->begin, begin));
    else
        snprintf(out, 120, "%s %s..%s", state,
                 iwmo_date_print(levering->start->begin, begin),
                 iwmo_date_print(levering->stop->eind, eind));
}

static void
tell_declared(const struct iwmo_stand *stand, char *out, size_t room)
{
    size_t size =
        (size_t)snprintf(out, room, "%lld %lld:", (long long)stand->declared.cents,
                         (long long)stand->declared_volume);

    for (size_t i = 0; i < stand->line_count; i++)
        size += (size_t)snprintf(out + size, room - size, " %s %lld",
                                 iwmo_prestatie_state_name(stand->lines[i].state),
                                 (long long)stand->lines[i].debit->bedrag.cents);
}

static void
compare_number(struct stage *stage, int party, int gemeente, long nummer)
{
    const struct iwmo_history history =
        iwmo_ledger_history(stage->parties[party].ledger);
    const struct oracle_book *book = &stage->parties[party].oracle;
    const struct iwmo_ask ask = {
        &history, stage->arena,
        party == PROVIDER ? IWMO_SIDE_AANBIEDER : IWMO_SIDE_GEMEENTE, 0};
    int today = stage->tale->messages[stage->at].received;
    struct iwmo_stand stand;
    char oracle[1500], program[1500], what[80];

    cr_assert_eq(iwmo_stand_of(&ask, tale_gemeente(gemeente), nummer,
                               (struct iwmo_date){today}, &stand, NULL),
                 IWMO_OK);
    snprintf(what, sizeof(what), "%s: allocation %ld", names[party], nummer);
    oracle_allocation(book, gemeente, nummer, today, oracle);
    tell_allocation(&stand, program);
    compare(stage, what, oracle, program);
    snprintf(what, sizeof(what), "%s: delivery %ld", names[party], nummer);
    oracle_delivery(book, gemeente, nummer, oracle);
    tell_delivery(&stand.levering, program);
    compare(stage, what, oracle, program);
    snprintf(what, sizeof(what), "%s: declared on %ld", names[party], nummer);
    oracle_declared(book, gemeente, nummer, oracle, sizeof(oracle));
    tell_declared(&stand, program, sizeof(program));
    compare(stage, what, oracle, program);
}

static void
compare_request(struct stage *stage, int party, int ref)
{
    const struct iwmo_history history =
        iwmo_ledger_history(stage->parties[party].ledger);
    const struct iwmo_ask ask = {
        &history, stage->arena,
        party == PROVIDER ? IWMO_SIDE_AANBIEDER : IWMO_SIDE_GEMEENTE, 0};
    struct iwmo_records records;
    struct iwmo_key key;
    char text[20], what[60];

    snprintf(text, sizeof(text), "V-%d", ref);
    cr_assert_eq(
        iwmo_pseudonym_make(iwmo_ledger_pseudonyms(stage->parties[party].ledger),
                            "referentie", iwmo_text(text), &key, NULL),
        IWMO_OK);
    cr_assert_eq(iwmo_ask_referentie(&ask, IWMO_BY_REFERENTIE, "65656055", &key,
                                     ~(uint32_t)0, &records, NULL),
                 IWMO_OK);
    snprintf(what, sizeof(what), "%s: request %s", names[party], text);
    compare(stage, what, oracle_request(&stage->parties[party].oracle, ref),
            iwmo_verzoek_state_name(iwmo_verzoek_state_of(&records)));
}

/* All that the message at hand is about, at both ends. */
static void
compare_books(struct stage *stage)
{
    const struct tale_message *message = &stage->tale->messages[stage->at];

    for (int i = 0; i < 2; i++) {
        int party = i == 0 ? message->gemeente : PROVIDER;
        if (message->ref != 0)
            compare_request(stage, party, message->ref);
        for (int k = 0; k < message->count; k++) {
            const struct tale_item *item = &message->items[k];
            if (item->nummer != 0)
                compare_number(stage, party, message->gemeente, item->nummer);
            if (item->ref != 0 && strcmp(item->kind, "PR") != 0)
                compare_request(stage, party, item->ref);
        }
    }
}

bool
stage_play(struct stage *stage, const struct tale *tale, struct iwmo_buffer *why)
{
    stage->tale = tale;
    stage->why = why;
    iwmo_buffer_reset(why);
    begin(stage);
    for (stage->at = 0; stage->at < tale->count && why->size == 0; stage->at++) {
        iwmo_arena_reset(stage->arena);
        bring_back_due(stage);
        if (why->size == 0)
            act(stage);
        if (why->size == 0)
            compare_books(stage);
    }
    end(stage);
    return why->size == 0;
}

/* ---- shorter ---- */

static bool
still_differs(struct stage *stage, const struct tale *tale, struct iwmo_buffer *why)
{
    return !stage_play(stage, tale, why);
}

static bool
drop_message(struct stage *stage, struct tale *tale, int at, struct iwmo_buffer *why)
{
    static struct tale less;

    less = *tale;
    memmove(&less.messages[at], &less.messages[at + 1],
            (size_t)(--less.count - at) * sizeof(less.messages[0]));
    if (!still_differs(stage, &less, why))
        return false;
    *tale = less;
    return true;
}

static bool
drop_item(struct stage *stage, struct tale *tale, int at, int item,
          struct iwmo_buffer *why)
{
    static struct tale less;
    struct tale_message *message = &less.messages[at];

    less = *tale;
    if (message->count < 2)
        return false;
    memmove(&message->items[item], &message->items[item + 1],
            (size_t)(--message->count - item) * sizeof(message->items[0]));
    if (!still_differs(stage, &less, why))
        return false;
    *tale = less;
    return true;
}

void
stage_shorten(struct stage *stage, struct tale *tale, struct iwmo_buffer *why)
{
    bool is_shorter = true;

    while (is_shorter) {
        is_shorter = false;
        for (int i = tale->count - 1; i >= 0; i--)
            is_shorter = drop_message(stage, tale, i, why) || is_shorter;
        for (int i = tale->count - 1; i >= 0; i--)
            for (int k = tale->messages[i].count - 1; k >= 0; k--)
                is_shorter = drop_item(stage, tale, i, k, why) || is_shorter;
    }
    (void)stage_play(stage, tale, why);
}
