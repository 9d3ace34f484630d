#include "books/books.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/drain.h"
#include "cases/answer.h"
#include "cases/message.h"
#include "faults/memory.h"
#include "flow/stand.h"
#include "ledger/folio.h"
#include "support.h"

/* Messages through the books of one party, without starting the program. */
struct counter {
    struct iwmo_ledger *ledger;
    struct iwmo_arena *arena;
    struct iwmo_books *books;
    enum iwmo_side side;
    const struct iwmo_booked *booked; /* what became of the last message */
    int count;
    struct answer answer;    /* that it got */
    char dagtekening[4][16]; /* of the answer: of the message, of itself */
};

static struct counter counter;

static void
open_counter(void)
{
    folio_make();
    memset(&counter, 0, sizeof(counter));
    counter.ledger = folio_open();
    counter.arena = iwmo_arena_new(0);
    folio_begin(counter.ledger);
}

static void
close_counter(void)
{
    iwmo_books_free(counter.books);
    iwmo_ledger_rollback(counter.ledger);
    iwmo_ledger_close(counter.ledger);
    iwmo_arena_free(counter.arena);
    folio_remove();
}

TestSuite(books, .init = open_counter, .fini = close_counter, .timeout = 300);

static struct iwmo_books *
books_on(const char *date)
{
    struct iwmo_books_options options = {.ledger = counter.ledger,
                                         .has_role = true,
                                         .role = counter.side,
                                         .intake = IWMO_INTAKE_DEFAULTS};
    struct iwmo_error err = {0};

    cr_assert(iwmo_date_parse(iwmo_text(date), &options.today));
    iwmo_books_free(counter.books);
    counter.books = iwmo_books_new(&options, &err);
    cr_assert_not_null(counter.books, "%s", err.text);
    return counter.books;
}

/* The file of a step as a case has it; its day into `date`. */
static void
write_step(const char *step_text, char path[100], char date[16])
{
    struct case_file *file = iwmo_arena_alloc(counter.arena, sizeof(*file));
    struct iwmo_buffer text, xml;

    iwmo_buffer_init(&text, 0);
    iwmo_buffer_printf(&text, "case C00 made up\nbsn 999900018\n%s", step_text);
    cr_assert(case_parse(counter.arena, text.at, file), "%s", file->error);
    const struct case_step *step = file->plays[0].steps[0];
    const char *dagtekening = case_get(&step->words, "dagtekening");
    char identificatie[16];
    bool is_from_gemeente = strcmp(step->from, "G") == 0;
    snprintf(identificatie, sizeof(identificatie), "M%d", ++counter.count);
    struct message_header header = {.afzender = is_from_gemeente ? "0384" : "65656055",
                                    .ontvanger = is_from_gemeente ? "65656055" : "0384",
                                    .identificatie = identificatie,
                                    .dagtekening =
                                        dagtekening != NULL ? dagtekening : step->date,
                                    .bsn = "999900018"};
    iwmo_buffer_init(&xml, 0);
    message_write(step, &header, &xml);
    snprintf(path, 100, "%.80s.%d.xml", folio_path, counter.count);
    snprintf(date, 16, "%s", step->date);
    test_write(path, xml.at, xml.size);
    iwmo_buffer_release(&text);
    iwmo_buffer_release(&xml);
}

static void
copy_after(const char *text, const char *tag, char out[16])
{
    const char *at = strstr(text, tag);

    snprintf(out, 16, "%.10s", at != NULL ? at + strlen(tag) : "");
}

/* The answer to the last message, if it has one. */
static void
read_answer(void)
{
    struct iwmo_buffer bytes;
    char path[100];

    counter.answer.count = -1;
    if (counter.booked->answer.id == 0)
        return;
    iwmo_buffer_init(&bytes, 0);
    cr_assert_eq(iwmo_ledger_unseal(counter.ledger, counter.booked->answer.id, "file",
                                    iwmo_drain_buffer(&bytes), NULL),
                 IWMO_OK);
    snprintf(path, sizeof(path), "%.80s.answer.xml", folio_path);
    test_write(path, bytes.at, bytes.size);
    cr_assert(answer_read(path, &counter.answer));
    copy_after(bytes.at, ":Dagtekening>", counter.dagtekening[0]);
    copy_after(bytes.at, ":DagtekeningRetour>", counter.dagtekening[1]);
    iwmo_buffer_release(&bytes);
}

static void
receive(const char *step)
{
    struct iwmo_error err = {0};
    char path[100], date[16];

    write_step(step, path, date);
    cr_assert_eq(iwmo_books_receive(books_on(date), path, NULL, &counter.booked, &err),
                 IWMO_OK, "%s", err.text);
    read_answer();
}

static void
send(const char *step)
{
    struct iwmo_error err = {0};
    char path[100], date[16];

    write_step(step, path, date);
    cr_assert_eq(iwmo_books_send(books_on(date), path, NULL, &counter.booked, &err),
                 IWMO_OK, "%s", err.text);
    cr_assert_eq(counter.booked->booking, IWMO_BOOKED_SENT, "%s",
                 counter.booked->codes);
}

static void
assert_answer(const char *claim)
{
    struct iwmo_buffer why;

    iwmo_buffer_init(&why, 0);
    cr_assert_geq(counter.answer.count, 0, "no answer, not %s", claim);
    cr_expect(answer_matches(&counter.answer, claim, &why), "not %s but %s", claim,
              why.at);
    iwmo_buffer_release(&why);
}

static struct iwmo_stand
stand_of(int64_t nummer)
{
    const struct iwmo_history history = iwmo_ledger_history(counter.ledger);
    const struct iwmo_ask ask = {&history, counter.arena, counter.side, 0};
    struct iwmo_stand stand;

    cr_assert_eq(
        iwmo_stand_of(&ask, "0384", nummer, iwmo_date_of(2026, 6, 1), &stand, NULL),
        IWMO_OK);
    return stand;
}

/* How many messages tell of the client of the tests. */
static size_t
count_entries(void)
{
    const struct iwmo_history history = iwmo_ledger_history(counter.ledger);
    struct iwmo_entry_question question = {
        .by = IWMO_ENTRY_BY_CLIENT,
        .like = {.side = counter.side,
                 .client = folio_key(counter.ledger, "bsn", "999900018")}};
    struct iwmo_entries entries;

    cr_assert_eq(
        history.entries(history.self, &question, counter.arena, &entries, NULL),
        IWMO_OK);
    return entries.count;
}

/* ---- lines that a rule inside the message blames ---- */

#define THREE_NUMBERS                                                                  \
    "2026-01-05 G > P 301\n"                                                           \
    "TP 1 02/02A03 2026-01-05..2026-06-28 9/04/4\n"                                    \
    "TP 2 07/07A12 2026-01-05..2026-06-28 9/16/4\n"                                    \
    "TP 3 01/01A03 2026-01-05..2026-06-28 9/04/4\n"
#define LINE_1                                                                         \
    "PR ref=R1 1 02/02A03 2026-01-05..2026-01-31 2/04 tarief=100 bedrag=200\n"
#define LINE_2_TOO_LATE                                                                \
    "PR ref=R2 2 07/07A12 2026-02-01..2026-02-28 2/16 tarief=100 bedrag=200\n"
#define LINE_3                                                                         \
    "PR ref=R3 3 01/01A03 2026-01-05..2026-01-31 2/04 tarief=100 bedrag=200\n"

static void
know_three_numbers(void)
{
    counter.side = IWMO_SIDE_GEMEENTE;
    send(THREE_NUMBERS);
}

Test(books, only_the_line_that_is_blamed_is_absent)
{
    know_three_numbers();
    receive("2026-03-02 P > G 323 DN=D1 over=2026-01\n" LINE_1 LINE_2_TOO_LATE LINE_3);
    assert_answer("Header 0200, DeclaratieAntwoord 0200, Client 0200, "
                  "Prestatie[R2] 9319, ingediend 600 D, toegekend 400 D");
    cr_expect_eq(counter.booked->booking, IWMO_BOOKED_PARTIAL);
    cr_expect_eq(stand_of(1).declared.cents, 200);
    cr_expect_eq(stand_of(2).declared.cents, 0);
    cr_expect_eq(stand_of(3).declared.cents, 200);
    cr_assert_eq(stand_of(1).line_count, 1);
    cr_expect_eq(stand_of(1).lines[0].state, IWMO_PRESTATIE_APPROVED);
    cr_assert_eq(stand_of(2).line_count, 1);
    cr_expect_eq(stand_of(2).lines[0].state, IWMO_PRESTATIE_REJECTED);
    cr_expect_eq(stand_of(3).lines[0].state, IWMO_PRESTATIE_APPROVED);
}

/* Declared once more over the right month it is no repeat: it was never granted. */
Test(books, the_line_that_was_blamed_can_be_declared_again)
{
    know_three_numbers();
    receive("2026-03-02 P > G 323 DN=D1 over=2026-01\n" LINE_1 LINE_2_TOO_LATE LINE_3);
    receive("2026-03-09 P > G 323 DN=D2 over=2026-02\n"
            "PR ref=R4 2 07/07A12 2026-02-01..2026-02-28 2/16 tarief=100 bedrag=200\n"
            "PR ref=R5 3 01/01A03 2026-01-05..2026-01-31 2/04 tarief=100 bedrag=200\n");
    assert_answer("Header 0200, DeclaratieAntwoord 0200, Client 0200, "
                  "Prestatie[R5] 9389, ingediend 400 D, toegekend 200 D");
}

/* 0001 beside a code of a line: the message as a whole, and nothing of it is kept. */
Test(books, what_breaks_the_message_goes_before_a_code_of_a_line)
{
    know_three_numbers();
    receive(
        "2026-03-02 P > G 323 DN=D1 over=2026-01 total=999D\n" LINE_1 LINE_2_TOO_LATE);
    assert_answer("Header 0001");
    cr_expect_eq(counter.booked->booking, IWMO_BOOKED_REFUSED);
    cr_expect_eq(stand_of(1).line_count, 0);
    cr_expect_eq(stand_of(2).line_count, 0);
    receive("2026-03-03 P > G 323 DN=D1 over=2026-01\n" LINE_1);
    assert_answer("accepted");
    cr_expect_eq(stand_of(1).declared.cents, 200);
}

/* ---- pairing ---- */

/* Another Einddatum is another ProductPeriode: no repeat (TR389). */
Test(books, a_longer_period_is_another_debit)
{
    counter.side = IWMO_SIDE_GEMEENTE;
    send("2026-01-05 G > P 301\nTP 1 02/02A03 2026-01-05..2026-01-20 9/04/4\n");
    receive("2026-02-02 P > G 323 DN=D1 over=2026-01\n"
            "PR ref=R1 1 02/02A03 2026-01-05..2026-01-20 2/04 tarief=100 bedrag=200\n");
    assert_answer("accepted");
    send("2026-02-03 G > P 301\nTP 1 02/02A03 2026-01-05..2026-03-29 9/04/4 rw=04 "
         "t=2026-02-03T10:00:00\n");
    receive("2026-02-04 P > G 323 DN=D2 over=2026-01\n"
            "PR ref=R2 1 02/02A03 2026-01-05..2026-01-31 2/04 tarief=100 bedrag=200\n");
    assert_answer("accepted");
    receive("2026-02-05 P > G 323 DN=D3 over=2026-01\n"
            "PR ref=R3 1 02/02A03 2026-01-05..2026-01-31 2/04 tarief=100 bedrag=200\n");
    assert_answer("Header 0200, DeclaratieAntwoord 0200, Client 0200, "
                  "Prestatie[R3] 9389, ingediend 200 D, toegekend 0 D");
    cr_expect_eq(stand_of(1).declared.cents, 400);
}

/* ---- the answer's own header ---- */

Test(books, an_answer_bears_the_day_on_which_it_was_made)
{
    counter.side = IWMO_SIDE_AANBIEDER;
    receive("2026-01-09 G > P 301 dagtekening=2026-01-05\n"
            "TP 1 02/02A03 2026-01-05..2026-06-28 9/04/4 t=2026-01-05T10:00:00\n");
    cr_expect_str_eq(counter.dagtekening[0], "2026-01-05");
    cr_expect_str_eq(counter.dagtekening[1], "2026-01-09");
}

Test(books, an_answer_to_a_declaration_bears_its_own_day)
{
    know_three_numbers();
    receive("2026-03-09 P > G 323 DN=D1 over=2026-01 dagtekening=2026-03-02\n" LINE_1);
    cr_expect_str_eq(counter.dagtekening[0], "2026-03-09");
}

/* ---- a message that fails midway ---- */

#define FIRST  "2026-01-05 G > P 301\nTP 1 02/02A03 2026-01-05..2026-06-28 9/04/4\n"
#define SECOND "2026-01-06 G > P 301\nTP 2 07/07A12 2026-01-05..2026-06-28 9/16/4\n"

static void
begin_anew(void)
{
    iwmo_ledger_rollback(counter.ledger);
    folio_begin(counter.ledger);
    counter.count = 0;
    receive(FIRST);
}

/* The second message, with memory that fails at that step.  False: it did not. */
static bool
fail_at(unsigned step, unsigned *failures)
{
    struct iwmo_error err = {0};
    char path[100], date[16];

    begin_anew();
    size_t before = count_entries();
    write_step(SECOND, path, date);
    (void)books_on(date);
    memory_begin(step, MEMORY_FAILS_ONCE);
    enum iwmo_status status =
        iwmo_books_receive(counter.books, path, NULL, &counter.booked, &err);
    bool has_failed = memory_end().has_failed;
    if (status == IWMO_OK) {
        cr_expect_gt(count_entries(), before, "step %u", step);
        return has_failed;
    }
    ++*failures; /* the whole transaction may be gone, but not half a message stay */
    size_t after = count_entries();
    cr_expect(after == before || after == 0, "step %u: %s", step, err.text);
    cr_expect_eq(stand_of(2).records.count, 0, "step %u", step);
    return has_failed;
}

/* Nothing of it stays, whatever step failed; what was there before it does. */
Test(books, a_message_that_fails_midway_leaves_nothing)
{
    unsigned failures = 0, step = 1;

    if (!memory_is_all_watched()) {
        close_counter(); /* a skipped test ends here, without .fini */
        cr_skip_test("only libxml2's memory can fail here");
    }
    counter.side = IWMO_SIDE_AANBIEDER;
    while (fail_at(step, &failures))
        step += 1 + step / 15;
    cr_expect_gt(failures, 20, "%u", failures);
}

/* ---- intakes ---- */

/* The intake of the client took place. */
static void
close_intake(const char *day)
{
    struct iwmo_key client = folio_key(counter.ledger, "bsn", "999900018");
    struct iwmo_intakes intakes;

    cr_assert_eq(iwmo_ledger_intakes(counter.ledger, &client, "65656055", counter.arena,
                                     &intakes, NULL),
                 IWMO_OK);
    for (size_t i = 0; i < intakes.count; i++) {
        intakes.rows[i].is_open = false;
        intakes.rows[i].is_needed = true;
        cr_assert(iwmo_date_parse(iwmo_text(day), &intakes.rows[i].closed));
        cr_assert_eq(iwmo_ledger_put_intake(counter.ledger, &intakes.rows[i], NULL),
                     IWMO_OK);
    }
}

/* Care on two numbers that ended on these days; what is a new 301 then? */
static const char *
outcome_after(const char *first_end, const char *second_end)
{
    char step[300];

    counter.side = IWMO_SIDE_AANBIEDER;
    receive("2024-01-08 G > P 301\n"
            "TP 1 02/02A03 2024-01-08..2026-05-31 9/04/4\n"
            "TP 2 07/07A12 2024-01-08..2026-05-31 9/16/4\n");
    close_intake("2024-01-09");
    send("2024-01-10 P > G 305\nSP 1 02/02A03 in=2024-01-08 begin=2024-01-10 st=1\n"
         "SP 2 07/07A12 in=2024-01-08 begin=2024-01-10 st=1\n");
    snprintf(step, sizeof(step),
             "2026-05-31 P > G 307\n"
             "ST 1 02/02A03 in=2024-01-08 begin=2024-01-10 reden=19 eind=%s st=1\n"
             "ST 2 07/07A12 in=2024-01-08 begin=2024-01-10 reden=19 eind=%s st=1\n",
             first_end, second_end);
    send(step);
    receive("2026-09-01 G > P 301\nTP 3 01/01A03 2026-09-01..2026-12-31 9/04/4\n");
    for (size_t i = 0; i < counter.booked->extracted.records.count; i++)
        if (counter.booked->extracted.records.rows[i].kind == IWMO_RECORD_TOEWIJZING)
            return iwmo_intake_outcome_name(counter.booked->decisions[i].outcome);
    return "none";
}

Test(books, who_returns_is_told_by_the_care_that_ended_last_the_first)
{
    cr_expect_str_eq(outcome_after("2026-03-01", "2024-06-01"), "RETURNING");
}

Test(books, who_returns_is_told_by_the_care_that_ended_last_the_second)
{
    cr_expect_str_eq(outcome_after("2024-06-01", "2026-03-01"), "RETURNING");
}

Test(books, who_returns_after_long_is_told_by_all_care)
{
    cr_expect_str_eq(outcome_after("2024-06-01", "2024-07-01"), "RETURNING_LONG");
}

static size_t
open_intakes(void)
{
    struct iwmo_key client = folio_key(counter.ledger, "bsn", "999900018");
    struct iwmo_intakes intakes;
    size_t open = 0;

    cr_assert_eq(iwmo_ledger_intakes(counter.ledger, &client, "65656055", counter.arena,
                                     &intakes, NULL),
                 IWMO_OK);
    for (size_t i = 0; i < intakes.count; i++)
        open += intakes.rows[i].is_open;
    return open;
}

/* Of who has no message traffic a person decides: nothing closes by itself. */
Test(books, the_open_intake_of_a_blocked_client_stays)
{
    struct iwmo_key client = folio_key(counter.ledger, "bsn", "999900018");

    counter.side = IWMO_SIDE_AANBIEDER;
    receive("2026-01-05 G > P 301\nTP 1 02/02A03 2026-01-05..2026-06-28 9/04/4\n");
    cr_assert_eq(open_intakes(), 1);
    cr_assert_eq(iwmo_ledger_block(counter.ledger, &client, true,
                                   iwmo_date_of(2026, 1, 6), NULL),
                 IWMO_OK);
    receive(
        "2026-01-07 G > P 301\nTP 1 02/02A03 2026-01-05..2026-01-05 9/04/4 rw=13\n");
    assert_answer("accepted");
    cr_expect_eq(open_intakes(), 1);
}

/* What a correction follows from is the message with the version that held. */
Test(books, a_correction_names_the_message_that_it_corrects)
{
    const struct iwmo_booked **booked = &counter.booked;
    uint64_t first;

    counter.side = IWMO_SIDE_AANBIEDER;
    receive("2026-01-05 G > P 301\nTP 9 07/07A12 2026-01-05..2026-06-28 9/16/4\n");
    receive("2026-01-06 G > P 301\nTP 1 02/02A03 2026-01-05..2026-06-28 9/04/4\n");
    first = (*booked)->entry.id;
    receive(
        "2026-01-07 G > P 301\nTP 1 02/02A03 2026-01-05..2026-08-30 9/04/4 rw=04\n");
    for (size_t i = 0; i < (*booked)->extracted.records.count; i++) {
        if ((*booked)->extracted.records.rows[i].kind != IWMO_RECORD_TOEWIJZING)
            continue;
        cr_expect_str_eq((*booked)->verdicts[i].row, "B7");
        cr_expect_eq((*booked)->verdicts[i].because, first);
        cr_expect_eq((*booked)->decisions[i].because, first);
    }
}

/* Without the block it goes: the number was all that it was for. */
Test(books, the_open_intake_of_a_removed_number_goes)
{
    counter.side = IWMO_SIDE_AANBIEDER;
    receive("2026-01-05 G > P 301\nTP 1 02/02A03 2026-01-05..2026-06-28 9/04/4\n");
    receive(
        "2026-01-07 G > P 301\nTP 1 02/02A03 2026-01-05..2026-01-05 9/04/4 rw=13\n");
    cr_expect_eq(open_intakes(), 0);
}
