#include "flow/herkenning.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "flow/books.h"

/* One record against the books. */
struct bench {
    struct books books;
    struct iwmo_arena *arena;
    struct iwmo_findings findings;
    struct iwmo_record rows[8];
    size_t count;
    struct iwmo_herkenning verdicts[8];
    bool refuses_fixed;
    struct iwmo_entry entry;
};

static struct bench bench;

static void
open_bench(void)
{
    memset(&bench, 0, sizeof(bench));
    bench.arena = iwmo_arena_new(0);
    iwmo_findings_init(&bench.findings, bench.arena, 10);
}

static void
close_bench(void)
{
    iwmo_arena_free(bench.arena);
}

TestSuite(herkenning, .init = open_bench, .fini = close_bench);

static struct iwmo_record *
say(struct iwmo_record record)
{
    record.ordinal = (uint32_t)bench.count + 1;
    record.where.at.offset = record.ordinal;
    bench.rows[bench.count] = record;
    return &bench.rows[bench.count++];
}

static void
blame(const struct iwmo_record *record, const char *code)
{
    struct iwmo_fault *fault = iwmo_arena_alloc(bench.arena, sizeof(*fault));

    *fault = (struct iwmo_fault){.code = "TR999", .retourcode = code};
    struct iwmo_finding *finding =
        iwmo_findings_add(&bench.findings, fault, record->where);
    cr_assert_not_null(finding);
}

static void
run(void)
{
    const struct iwmo_history history = books_history(&bench.books);
    const struct iwmo_herkenning_task task = {
        .side = IWMO_SIDE_AANBIEDER,
        .entry = &bench.entry,
        .records = {bench.rows, bench.count},
        .history = &history,
        .findings = &bench.findings,
        .refuses_fixed = bench.refuses_fixed,
        .scratch = bench.arena,
    };

    cr_assert_eq(iwmo_herkenning_run(&task, bench.verdicts, NULL), IWMO_OK);
}

static void
assert_verdict(size_t place, const char *row, const char *verdict, const char *kind)
{
    const struct iwmo_herkenning *is = &bench.verdicts[place];

    cr_expect_str_eq(is->row, row, "row %s, not %s", is->row, row);
    cr_expect_str_eq(iwmo_herkend_name(is->verdict), verdict);
    cr_expect_str_eq(iwmo_herkenning_kind_name(is->kind), kind);
}

/* ---- 5.2 ---- */

/* The books know 500001 as this, and 500009 beside it. */
#define KNOWN "500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-01-05"

struct version {
    char said[120], row[4], verdict[12], kind[20];
};

static struct version versions[] = {
    {"1 07/07A12 2026-02-02..2026-07-31 4/16/2 t=2026-01-20", "B1", "NEW", "first"},
    {"1 07/07A12 2026-02-02..2026-07-31 4/16/2 t=2026-01-20 rw=04", "B2", "NEW",
     "missed-first"},
    {"1 07/07A12 2026-02-02..2026-02-02 4/16/2 t=2026-01-20 rw=13", "B3", "NEW",
     "void"},
    {KNOWN, "B4", "DUPLICATE", "repeat"},
    {KNOWN " rw=04", "B4", "DUPLICATE", "repeat"},
    {"500001 02/02A03 2026-01-12..2026-07-12 3/04/2 t=2026-01-05", "B5", "CONFLICT",
     "same-version"},
    {"500001 02/02A03 2026-01-12..2026-12-31 3/04/2 t=2026-01-04", "B6", "DUPLICATE",
     "stale"},
    {"500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-01-05T9", "B6", "DUPLICATE",
     "stale"},
    {"500001 02/02A03 2026-01-12..2026-12-31 3/04/2 t=2026-02-05 rw=04", "B7",
     "CORRECTION", "extend"},
    {"500001 02/02A03 2026-01-12.. 3/04/2 t=2026-02-05 rw=04", "B7", "CORRECTION",
     "extend"},
    {"500001 02/02A03 2026-01-12..2026-05-31 3/04/2 t=2026-02-05 rw=05", "B7",
     "CORRECTION", "shorten"},
    {"500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2026-02-05 rw=05", "B7",
     "CORRECTION", "shorten"},
    {"500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2026-02-05 rw=13", "B7",
     "CORRECTION", "remove"},
    {"500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-02-05 rw=14", "B7",
     "CORRECTION", "reason-only"},
    {"500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-02-05", "B8", "RESEND",
     "newer-moment"},
    {KNOWN " bsn=b", "B9a", "CONFLICT", "other-subject"},
    {"500001 02/02A04 2026-01-12..2026-07-11 3/04/2 t=2026-01-01", "B9a", "CONFLICT",
     "other-subject"},
    {"500001 02/02A03 2026-01-13..2026-07-11 3/04/2 t=2026-02-05", "B9b", "CONFLICT",
     "other-fixed-field"},
    {"500001 02/02A03 2026-01-12..2026-07-11 4/04/2 t=2026-02-05", "B9b", "CONFLICT",
     "other-fixed-field"},
    {"500001 02/02A03 2026-01-12..2026-07-11 3/01/2 t=2026-02-05", "B9b", "CONFLICT",
     "other-fixed-field"},
    {"500001 02/02A03 2026-01-12..2026-07-11 3/04/4 t=2026-02-05", "B9b", "CONFLICT",
     "other-fixed-field"},
    {"500001 02/02A03 2026-01-12..2026-07-11 t=2026-02-05 budget=5", "B9b", "CONFLICT",
     "other-fixed-field"},
    {"1 02/02A03 2026-07-11..2026-12-31 3/04/2 t=2026-02-05", "B10", "CONFLICT",
     "overlap"},
    {"1 02/02A03 2026-07-12..2026-12-31 3/04/2 t=2026-02-05", "B1", "NEW", "first"},
    {"1 02/02A03 2026-07-01..2026-12-31 3/04/2 t=2026-02-05 G=0363", "B1", "NEW",
     "first"},
    {"500001 02/02A03 2026-07-01..2026-12-31 3/04/2 t=2026-02-05 G=0363", "B1", "NEW",
     "first"},
    {"500001 02/02A03 2026-01-12..2026-12-31 3/04/2 t=2026-02-05 P=42420001", "B7",
     "CORRECTION", "extend"},
};

ParameterizedTestParameters(herkenning, every_row_of_5_2)
{
    return cr_make_param_array(struct version, versions,
                               sizeof(versions) / sizeof(versions[0]));
}

ParameterizedTest(struct version *version, herkenning, every_row_of_5_2)
{
    const uint64_t first = books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05");

    books_add(&bench.books, first, books_toewijzing(KNOWN));
    say(books_toewijzing(version->said));
    run();
    assert_verdict(0, version->row, version->verdict, version->kind);
    cr_expect(!bench.verdicts[0].is_refused || strcmp(version->row, "B9a") == 0);
    cr_expect_eq(bench.verdicts[0].because,
                 version->row[1] == '1' && version->row[2] == '\0'   ? 0
                 : version->said[0] == '1' && version->row[1] != '1' ? 0
                                                                     : first);
}

Test(herkenning, volume_and_budget_may_change_where_the_frequency_is_total)
{
    const uint64_t first = books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05");

    books_add(
        &bench.books, first,
        books_toewijzing("1 02/02A03 2026-01-01..2026-12-31 80/04/6 t=2026-01-02"));
    books_add(&bench.books, first,
              books_toewijzing("2 02/02A04 2026-01-01.. budget=100 t=2026-01-02"));
    say(books_toewijzing(
        "1 02/02A03 2026-01-01..2026-12-31 99/04/6 t=2026-02-02 rw=14"));
    say(books_toewijzing("2 02/02A04 2026-01-01.. budget=200 t=2026-02-02 rw=12"));
    run();
    assert_verdict(0, "B7", "CORRECTION", "volume");
    assert_verdict(1, "B7", "CORRECTION", "budget");
}

Test(herkenning, another_fixed_field_is_refused_when_the_setting_says_so)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05"),
              books_toewijzing(KNOWN));
    say(books_toewijzing("500001 02/02A03 2026-01-12..2026-07-11 4/04/2 t=2026-02-05"));
    bench.refuses_fixed = true;
    run();
    assert_verdict(0, "B9b", "CONFLICT", "other-fixed-field");
    cr_expect(bench.verdicts[0].is_refused);
    cr_expect_str_eq(bench.verdicts[0].code, "9332");
}

Test(herkenning, a_removed_number_does_not_come_back)
{
    const uint64_t first = books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05");

    books_add(&bench.books, first,
              books_toewijzing("1 02/02A03 2026-01-12..2026-01-12 t=2026-01-05 rw=13"));
    say(books_toewijzing("1 02/02A03 2026-01-12..2026-07-11 t=2026-02-05 rw=04"));
    say(books_toewijzing("1 02/02A03 2026-01-12..2026-01-12 t=2026-02-06 rw=13"));
    run();
    assert_verdict(0, "B7", "CONFLICT", "returned");
    assert_verdict(1, "B8", "RESEND", "newer-moment");
}

Test(herkenning, what_the_message_shortens_is_no_overlap)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05"),
              books_toewijzing(KNOWN));
    say(books_toewijzing("2 02/02A03 2026-06-01..2026-12-31 5/04/2 t=2026-02-05"));
    say(books_toewijzing("500001 02/02A03 2026-01-12..2026-05-31 3/04/2 t=2026-02-05 "
                         "rw=05"));
    run();
    assert_verdict(0, "B1", "NEW", "first");
    assert_verdict(1, "B7", "CORRECTION", "shorten");
    cr_expect_eq(iwmo_herkenning_weightiest(bench.verdicts, 2),
                 IWMO_HERKEND_CORRECTION);
}

Test(herkenning, aids_may_be_allocated_twice)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05"),
              books_toewijzing("1 11/11X01 2026-01-12..2026-07-11 t=2026-01-05"));
    say(books_toewijzing("2 11/11X01 2026-02-01..2026-07-11 t=2026-02-05"));
    run();
    assert_verdict(0, "B1", "NEW", "first");
}

Test(herkenning, the_message_itself_is_not_its_own_history)
{
    const uint64_t self = books_message(&bench.books, IWMO_IN, "WMO301", "2026-01-05");

    books_add(&bench.books, self, books_toewijzing(KNOWN));
    bench.entry.id = self;
    say(books_toewijzing(KNOWN));
    run();
    assert_verdict(0, "B1", "NEW", "first");
}

/* ---- 5.3 ---- */

#define START "500001 02/02A03 begin=2026-01-13"
#define STOP  START " eind=2026-02-20 reden="

static void
know_start(void)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO305", "2026-01-14"),
              books_levering(IWMO_RECORD_START, START));
}

static void
know_stop(const char *text)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO307", "2026-02-23"),
              books_levering(IWMO_RECORD_STOP, text));
}

struct blamed {
    char kind, said[100], code[5], row[4], verdict[12];
};

static struct blamed deliveries[] = {
    {'B', START, "9074", "C1", "DUPLICATE"},
    {'B', "500001 02/02A03 begin=2026-01-20", "9326", "C3", "CONFLICT"},
    {'B', "500002 02/02A03 begin=2026-01-20", "", "C4", "NEW"},
    {'B', "500002 02/02A03 begin=2026-01-20", "9019", "", "CONFLICT"},
    {'E', STOP "22", "", "C5", "NEW"},
    {'E', STOP "20", "9413", "C7", "DUPLICATE"},
    {'E', STOP "22", "9415", "C8", "CONFLICT"},
    {'E', STOP "22", "9414", "", "CONFLICT"},
    {'B', START " st=3", "", "C9", "CORRECTION"},
    {'B', START " st=3", "9063", "C10", "CONFLICT"},
};

ParameterizedTestParameters(herkenning, rows_of_5_3)
{
    return cr_make_param_array(struct blamed, deliveries,
                               sizeof(deliveries) / sizeof(deliveries[0]));
}

ParameterizedTest(struct blamed *one, herkenning, rows_of_5_3)

{
    const enum iwmo_record_kind kind =
        one->kind == 'B' ? IWMO_RECORD_START : IWMO_RECORD_STOP;

    know_start();
    const struct iwmo_record *record = say(books_levering(kind, one->said));
    if (one->code[0] != '\0')
        blame(record, one->code);
    run();
    cr_expect_str_eq(bench.verdicts[0].row, one->row);
    cr_expect_str_eq(iwmo_herkend_name(bench.verdicts[0].verdict), one->verdict);
    cr_expect_str_eq(bench.verdicts[0].code, one->code);
    cr_expect_eq(bench.verdicts[0].is_refused, one->code[0] != '\0');
}

Test(herkenning, C2_a_withdrawn_key_is_new_again)
{
    know_start();
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO305", "2026-01-15"),
              books_levering(IWMO_RECORD_START, START " st=3"));
    say(books_levering(IWMO_RECORD_START, START));
    run();
    assert_verdict(0, "C2", "NEW", "");
}

Test(herkenning, C4_after_a_stop_a_start_is_a_restart)
{
    know_start();
    know_stop(STOP "20");
    say(books_levering(IWMO_RECORD_START, "500001 02/02A03 begin=2026-03-01"));
    run();
    assert_verdict(0, "C4", "NEW", "restart");
}

Test(herkenning, C6_a_definitive_stop_after_a_temporary_one)
{
    know_start();
    know_stop(STOP "20");
    say(books_levering(IWMO_RECORD_STOP, STOP "23"));
    run();
    assert_verdict(0, "C6", "CORRECTION", "");
}

Test(herkenning, C11_withdrawn_and_given_again_in_one_message)
{
    know_start();
    know_stop(STOP "22");
    say(books_levering(IWMO_RECORD_STOP, STOP "22 st=3"));
    say(books_levering(IWMO_RECORD_STOP, STOP "19"));
    run();
    assert_verdict(0, "C9", "CORRECTION", "withdrawal");
    assert_verdict(1, "C11", "CORRECTION", "");
}

/* ---- 5.4 and 5.5 ---- */

#define ASKED "ref=V-001 02/02A03 2026-03-16..2026-09-13 4/04/2"

static void
know(enum iwmo_record_kind kind, const char *text)
{
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO315", "2026-03-01"),
              books_record(kind, text));
}

static struct iwmo_record *
ask(enum iwmo_record_kind kind, const char *text)
{
    struct iwmo_record client = iwmo_record_of(IWMO_RECORD_CLIENT), asked;

    say(client);
    asked = books_record(kind, text);
    asked.parent = 1;
    return say(asked);
}

Test(herkenning, D1_the_same_request_again)
{
    know(IWMO_RECORD_AANVRAAG, ASKED);
    blame(ask(IWMO_RECORD_AANVRAAG, ASKED), "9347");
    run();
    assert_verdict(1, "D1", "DUPLICATE", "");
    cr_expect_str_eq(bench.verdicts[1].code, "9347");
}

Test(herkenning, D1_another_request_under_a_known_reference)
{
    know(IWMO_RECORD_AANVRAAG, ASKED);
    ask(IWMO_RECORD_AANVRAAG, "ref=V-001 02/02A03 2026-03-16..2026-09-13 5/04/2");
    blame(&bench.rows[0], "9374");
    run();
    assert_verdict(1, "D1", "CONFLICT", "");
    cr_expect_str_eq(bench.verdicts[1].code, "9374");
}

Test(herkenning, D1_a_known_VOW_is_compared_with_what_stands_in_it)
{
    const uint64_t first = books_message(&bench.books, IWMO_IN, "WMO317", "2026-03-01");

    books_add(&bench.books, first,
              books_record(IWMO_RECORD_VERZOEK, "ref=W-001 reden=1"));
    books_add(&bench.books, first,
              books_record(IWMO_RECORD_ONGEWIJZIGD, "543 ref=W-001"));
    blame(ask(IWMO_RECORD_VERZOEK, "ref=W-001 reden=1"), "9347");
    struct iwmo_record *part =
        say(books_record(IWMO_RECORD_ONGEWIJZIGD, "543 ref=W-001"));
    part->parent = 2;
    run();
    assert_verdict(1, "D1", "DUPLICATE", "");
    assert_verdict(2, "D1", "DUPLICATE", "");
    part->nummer = 544;
    run();
    assert_verdict(1, "D1", "CONFLICT", "");
}

Test(herkenning, D2_another_request_is_open)
{
    know(IWMO_RECORD_AANVRAAG, ASKED);
    ask(IWMO_RECORD_AANVRAAG, "ref=V-002 02/02A03 2026-03-16..2026-09-13 4/04/2");
    blame(&bench.rows[0], "9374");
    run();
    assert_verdict(1, "D2", "CONFLICT", "");
}

Test(herkenning, D3_a_refused_request_may_be_tried_again)
{
    know(IWMO_RECORD_AANVRAAG, ASKED);
    know(IWMO_RECORD_ANTWOORD, "ref=V-001 st=1 reden=6");
    ask(IWMO_RECORD_AANVRAAG, "ref=V-002 02/02A03 2026-03-16..2026-09-13 4/04/2");
    run();
    assert_verdict(1, "D3", "NEW", "");
    cr_expect_eq(bench.verdicts[1].because, 1);
}

Test(herkenning, D4_there_is_an_allocation_for_it)
{
    know(IWMO_RECORD_TOEWIJZING, "1 02/02A03 2026-01-12..2026-07-11 3/04/2");
    ask(IWMO_RECORD_AANVRAAG, ASKED);
    run();
    assert_verdict(1, "D4", "CONFLICT", "overlap");
    cr_expect_not(bench.verdicts[1].is_refused);
}

Test(herkenning, D5_a_request_like_any_other)
{
    know(IWMO_RECORD_TOEWIJZING, "1 02/02A04 2026-01-12..2026-07-11 3/04/2");
    ask(IWMO_RECORD_AANVRAAG, ASKED);
    run();
    assert_verdict(1, "D5", "NEW", "");
}

static struct blamed answers[] = {
    {' ', "ref=V-001 st=1", "9355", "E1", "CONFLICT"},
    {' ', "ref=V-001 st=1", "9359", "E2", "CONFLICT"},
    {' ', "ref=V-001 st=2", "", "E3", "NEW"},
    {' ', "ref=V-001 st=2", "9360", "E4", "DUPLICATE"},
    {' ', "ref=V-001 st=1", "", "E5", "NEW"},
    {' ', "ref=V-001 st=1 reden=6", "9365", "E6", "DUPLICATE"},
    {' ', "ref=V-001 st=1 reden=1", "9365", "E6", "CONFLICT"},
};

ParameterizedTestParameters(herkenning, rows_of_5_5)
{
    return cr_make_param_array(struct blamed, answers,
                               sizeof(answers) / sizeof(answers[0]));
}

ParameterizedTest(struct blamed *one, herkenning, rows_of_5_5)

{
    know(IWMO_RECORD_AANVRAAG, ASKED);
    know(IWMO_RECORD_ANTWOORD, "ref=V-001 st=1 reden=6");
    const struct iwmo_record *record =
        say(books_record(IWMO_RECORD_ANTWOORD, one->said));
    if (one->code[0] != '\0')
        blame(record, one->code);
    run();
    cr_expect_str_eq(bench.verdicts[0].row, one->row);
    cr_expect_str_eq(iwmo_herkend_name(bench.verdicts[0].verdict), one->verdict);
}

/* ---- 5.6 and 5.7 ---- */

#define LINE "500001 02/02A03 2026-01-12..2026-01-31 volume=9 bedrag=900 st=D"

static void
know_line(const char *text, enum iwmo_uitkomst uitkomst)
{
    struct iwmo_record line = books_record(IWMO_RECORD_PRESTATIE, text);

    line.uitkomst = uitkomst;
    books_add(&bench.books,
              books_message(&bench.books, IWMO_IN, "WMO323", "2026-02-02"), line);
}

static struct blamed lines[] = {
    {'G', LINE " ref=R-2", "8021", "G2", "DUPLICATE"},
    {'G', LINE " ref=R-2", "9389", "G3", "DUPLICATE"},
    {'G', LINE " ref=R-2 st=C vorig=R-1", "", "G5", "CORRECTION"},
    {'G', LINE " ref=R-2 st=C vorig=R-0", "8017", "G6", "CONFLICT"},
    {'G', LINE " ref=R-2 st=C vorig=R-1", "9390", "G7", "DUPLICATE"},
    {'G', LINE " ref=R-2 st=C vorig=R-1", "8017", "G8", "CONFLICT"},
    {'A', LINE " ref=R-2", "", "G10", "NEW"},
    {'G', "500001 02/02A03 2026-02-01..2026-02-28 st=D ref=R-2", "", "", "NEW"},
    {'G', LINE " ref=R-2", "9321", "", "CONFLICT"},
};

ParameterizedTestParameters(herkenning, rows_of_5_6)
{
    return cr_make_param_array(struct blamed, lines, sizeof(lines) / sizeof(lines[0]));
}

ParameterizedTest(struct blamed *one, herkenning, rows_of_5_6)

{
    know_line(LINE " ref=R-1",
              one->kind == 'A' ? IWMO_UITKOMST_AFGEWEZEN : IWMO_UITKOMST_GOED);
    const struct iwmo_record *record =
        say(books_record(IWMO_RECORD_PRESTATIE, one->said));
    if (one->code[0] != '\0')
        blame(record, one->code);
    run();
    cr_expect_str_eq(bench.verdicts[0].row, one->row);
    cr_expect_str_eq(iwmo_herkend_name(bench.verdicts[0].verdict), one->verdict);
}

Test(herkenning, G9_a_debit_beside_the_credit_of_the_old_one)
{
    know_line(LINE " ref=R-1", IWMO_UITKOMST_GOED);
    say(books_record(IWMO_RECORD_PRESTATIE, LINE " st=C ref=R-2 vorig=R-1"));
    say(books_record(IWMO_RECORD_PRESTATIE, LINE " volume=8 ref=R-3"));
    run();
    assert_verdict(0, "G5", "CORRECTION", "credit");
    assert_verdict(1, "G9", "CORRECTION", "after-credit");
}

Test(herkenning, G1_a_declaration_again)
{
    const uint64_t first = books_message(&bench.books, IWMO_IN, "WMO323", "2026-02-02");

    bench.books.entries[0].content = books_key("c");
    books_add(&bench.books, first, books_record(IWMO_RECORD_DECLARATIE, "ref=DN001"));
    blame(say(books_record(IWMO_RECORD_DECLARATIE, "ref=DN001")), "9333");
    run();
    assert_verdict(0, "G1", "CONFLICT", "");
    bench.entry.content = books_key("c");
    run();
    assert_verdict(0, "G1", "DUPLICATE", "");
}

static void
know_answer(void)
{
    const uint64_t sent = books_message(&bench.books, IWMO_OUT, "WMO323", "2026-02-02");
    const uint64_t answer =
        books_message(&bench.books, IWMO_IN, "WMO325", "2026-02-09");

    books_add(&bench.books, sent, books_record(IWMO_RECORD_DECLARATIE, "ref=DN001"));
    books_add(&bench.books, answer,
              books_record(IWMO_RECORD_TOEKENNING, "ref=DN001 bedrag=900"));
    books_add(&bench.books, answer, books_record(IWMO_RECORD_TERUG, LINE " ref=R-1"));
}

Test(herkenning, H1_and_H2_the_declaration_must_be_known)
{
    say(books_record(IWMO_RECORD_TOEKENNING, "ref=DN001 bedrag=900"));
    run();
    assert_verdict(0, "H1", "CONFLICT", "");
    books_add(&bench.books,
              books_message(&bench.books, IWMO_OUT, "WMO323", "2026-02-02"),
              books_record(IWMO_RECORD_DECLARATIE, "ref=DN001"));
    run();
    assert_verdict(0, "H2", "NEW", "");
}

Test(herkenning, H3_the_same_answer_again)
{
    know_answer();
    say(books_record(IWMO_RECORD_TOEKENNING, "ref=DN001 bedrag=900"));
    say(books_record(IWMO_RECORD_TERUG, LINE " ref=R-1"));
    run();
    assert_verdict(0, "H3", "DUPLICATE", "repeat");
    assert_verdict(1, "H3", "DUPLICATE", "repeat");
}

Test(herkenning, H4_another_answer_on_the_same_declaration)
{
    know_answer();
    say(books_record(IWMO_RECORD_TOEKENNING, "ref=DN001 bedrag=900"));
    run();
    assert_verdict(0, "H4", "CONFLICT", "same-version");
}

Test(herkenning, H5_and_H6_are_what_the_rules_found)
{
    struct iwmo_fault sum = {.code = "TR342", .retourcode = ""};

    books_add(&bench.books,
              books_message(&bench.books, IWMO_OUT, "WMO323", "2026-02-02"),
              books_record(IWMO_RECORD_DECLARATIE, "ref=DN001"));
    const struct iwmo_record *answer =
        say(books_record(IWMO_RECORD_TOEKENNING, "ref=DN001 bedrag=900"));
    blame(say(books_record(IWMO_RECORD_TERUG, LINE " ref=R-1")), "9366");
    iwmo_findings_add(&bench.findings, &sum, answer->where);
    run();
    assert_verdict(0, "H6", "CONFLICT", "");
    assert_verdict(1, "H5", "CONFLICT", "");
}

Test(herkenning, every_verdict_has_a_name_and_a_letter)
{
    cr_expect_str_eq(iwmo_herkend_name(IWMO_HERKEND_RESEND), "RESEND");
    cr_expect_eq(iwmo_herkend_letter(IWMO_HERKEND_CONFLICT), 'X');
    cr_expect_eq(iwmo_herkend_letter(IWMO_HERKEND_NONE), '\0');
    for (int kind = 1; kind < IWMO_HERKENNING_KINDS; kind++)
        cr_expect_neq(iwmo_herkenning_kind_name((enum iwmo_herkenning_kind)kind)[0],
                      '\0');
}
