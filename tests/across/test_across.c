#include "across/across.h"

#include <criterion/criterion.h>

#include "annals.h"

/* ---- the message ---- */

static void
fill(struct annals *books)
{
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 ref=X");
}

BOOKS(across, TR056_the_identificatie_was_used, "WMO301", "2026-01-05")
{
    annals_entry(books, "WMO301", "new");
    fill(books);
    annals_expect(books, "9056@0"); /* and 9379 is not asked */
}

BOOKS(across, TR056_other_messages_and_senders_have_their_own, "WMO301", "2026-01-05")
{
    annals_entry(books, "WMO301", "other");
    annals_entry(books, "WMO319", "new");
    strcpy(annals_entry(books, "WMO301", "new")->afzender, "0363");
    annals_expect(books, "");
}

BOOKS(across, TR056_what_was_refused_was_not_sent, "WMO301", "2026-01-05")
{
    struct iwmo_entry *entry = annals_entry(books, "WMO301", "new");

    entry->state = IWMO_ENTRY_REFUSED;
    annals_expect(books, "");
    books->across.is_strict_identificatie = true;
    annals_expect(books, "9056@0");
    entry->state = IWMO_ENTRY_FAILED;
    annals_expect(books, "");
}

BOOKS(across, TR056_a_message_in_the_books_is_not_its_own_double, "WMO301",
      "2026-01-05")
{
    books->entry.id = annals_entry(books, "WMO301", "new")->id;
    annals_expect(books, "");
}

BOOKS(across, what_the_message_said_itself_is_no_history, "WMO305", "2026-01-10")
{
    annals_said(books, "TP 600001 07/07A12 2026-01-01..2026-12-31 4/16/4");
    annals_said(books, "SP 600001 07/07A12 begin=2026-01-05 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-05 st=1");
    annals_expect(books, "9074@2 9326@2");
    books->entry.id = books->message;
    annals_expect(books, "");
}

BOOKS(across, TR135_from_the_future, "WMO301", "2026-01-05")
{
    fill(books);
    books->entry.dagtekening = annals_day("2026-01-06");
    annals_expect(books, "8848@0");
    books->entry.dagtekening = annals_day("2026-01-05");
    annals_expect(books, "9379@2");
}

BOOKS(across, codes_of_the_message_are_found_together, "WMO301", "2026-01-05")
{
    annals_entry(books, "WMO301", "new");
    books->entry.dagtekening = annals_day("2026-01-06");
    annals_expect(books, "9056@0 8848@0");
}

/* ---- registers ---- */

static struct iwmo_registers *
registered(struct annals *books, const char *producten)
{
    struct iwmo_registers_options options = {.producten = producten};
    struct iwmo_registers *registers = NULL;
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_registers_load(&options, &registers, &err), IWMO_OK, "%s",
                 err.text);
    books->across.registers = registers;
    return registers;
}

static void
expect_skipped(const struct annals *books, const char *code, bool expected)
{
    for (unsigned bit = 0; iwmo_across_skippable(bit) != NULL; bit++)
        if (strcmp(iwmo_across_skippable(bit), code) == 0)
            cr_expect_eq((books->across.skipped >> bit & 1) != 0, expected, "%s", code);
}

BOOKS(across, TR378_the_gemeente_does_not_exist, "WMO305", "2026-01-05")
{
    struct iwmo_registers *registers = registered(books, NULL);

    annals_expect(books, "");
    expect_skipped(books, "TR378", false);
    strcpy(books->entry.gemeente, "9999");
    annals_expect(books, "S300@0");
    iwmo_registers_free(registers);
}

BOOKS(across, TR378_an_older_list_may_be_used, "WMO301", "2026-01-05")
{
    struct iwmo_registers *registers = registered(books, NULL);

    strcpy(books->entry.gemeente, "9999");
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2019-01-12..2026-07-11 3/04/2");
    annals_expect(books, ""); /* of 2019 nothing is known */
    expect_skipped(books, "TR378", true);
    books->now[1].begin = annals_day("2026-01-12");
    annals_expect(books, "S300@0");
    iwmo_registers_free(registers);
}

BOOKS(across, without_registers_rules_are_skipped, "WMO301", "2026-01-05")
{
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2");
    annals_expect(books, "");
    expect_skipped(books, "TR378", true);
    expect_skipped(books, "TR381", true);
    expect_skipped(books, "TR418", false);
}

BOOKS(across, TR381_by_the_list, "WMO301", "2026-01-05")
{
    struct iwmo_registers *registers =
        registered(books, "fixtures/registers/producten.csv");

    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2");
    annals_now(books, "TP 500002 02/02A99 2026-01-12..2026-07-11 3/04/2");
    annals_now(books, "TP 500003 02/02A03 2014-01-12..2026-07-11 3/04/2");
    annals_now(books, "TP 500004 03/ 2026-01-12..2026-07-11 budget=1");
    annals_expect(books, "S329@3 S329@4");
    expect_skipped(books, "TR381", false);
    iwmo_registers_free(registers);
}

/* ---- the run ---- */

BOOKS(across, answers_have_no_rules, "WMO301", "2026-01-05")
{
    const struct iwmo_message_kind *messages = iwmo_schema_builtin.messages;

    annals_entry(books, "WMO301", "new");
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        if (messages[i].number % 2 == 0 && messages[i].number != 304) {
            books->across.schema = &messages[i];
            annals_expect(books, "");
        }
    cr_expect_eq(books->questions, 0);
}

/* The message of this number in release 2.3. */
static const struct iwmo_message_kind *
old_message(unsigned number)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        if (iwmo_schema_builtin.messages[i].release == R_2_3 &&
            iwmo_schema_builtin.messages[i].number == number)
            return &iwmo_schema_builtin.messages[i];
    cr_assert_fail("no %u", number);
    return NULL;
}

BOOKS(across, release_2_3_has_the_rules_of_the_message_itself, "WMO301", "2026-01-05")
{
    books->across.schema = old_message(301);
    annals_expect(books, "");
    annals_entry(books, "WMO301", "new");
    annals_expect(books, "9056@0");
    books->entry.dagtekening = annals_day("2026-01-06");
    annals_expect(books, "9056@0 8848@0");
    books->across.schema = old_message(303);
    annals_expect(books, "8848@0 0030@0");
}

/* What was refused does not count (TR056), yet the network knows the Identificatie. */
BOOKS(across, an_Identificatie_of_a_refused_message, "WMO301", "2026-01-05")
{
    struct iwmo_entry *earlier = annals_entry(books, "WMO301", "new");

    earlier->direction = IWMO_OUT;
    earlier->state = IWMO_ENTRY_REFUSED;
    annals_expect(books, ""); /* receiving */
    books->entry.direction = IWMO_OUT;
    annals_expect(books, "IW-H51@0");
    earlier->state = IWMO_ENTRY_FAILED;
    annals_expect(books, "IW-H51@0");
    books->across.is_strict_identificatie = true;
    annals_expect(books, "9056@0");
    books->across.is_strict_identificatie = false;
    earlier->state = IWMO_ENTRY_SENT;
    annals_expect(books, "9056@0");
}

BOOKS(across, a_question_that_fails_stops_the_run, "WMO323", "2026-04-02")
{
    size_t questions;

    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 10/04/4");
    annals_now(books, "DE DN9 2026-03-01..2026-03-31");
    annals_now(books, "CL");
    annals_now(books, "PR RN1 900701 02/02A03 2026-03-01..2026-03-31 50x6255");
    annals_expect(books, "9321@3");
    questions = books->questions;
    for (size_t i = 1; i <= questions; i++) {
        struct iwmo_error err = {0};
        books->questions = 0;
        books->fails_at = i;
        iwmo_findings_init(&books->findings, books->arena, 100);
        cr_expect_eq(iwmo_across_run(&books->across, &err), IWMO_IO, "%zu", i);
        cr_expect_str_eq(err.text, "the books are on fire");
        cr_expect_null(books->findings.first);
    }
}

BOOKS(across, memory_that_runs_out_stops_the_run, "WMO323", "2026-04-02")
{
    size_t short_of = 0;

    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 10/04/4");
    annals_said(books, "PR RN0 900701 02/02A03 2026-02-01..2026-02-28 5x6255");
    annals_now(books, "DE DN9 2026-03-01..2026-03-31");
    annals_now(books, "CL");
    annals_now(books, "PR RN1 900701 02/02A03 2026-03-01..2026-03-31 50x6255");
    for (size_t room = 1;; room += 24) {
        struct iwmo_error err = {0};
        struct iwmo_arena *scratch = iwmo_arena_new(room);
        books->across.scratch = scratch;
        iwmo_findings_init(&books->findings, books->arena, 100);
        enum iwmo_status status = iwmo_across_run(&books->across, &err);
        iwmo_arena_free(scratch);
        if (status == IWMO_OK)
            break;
        cr_assert_eq(status, IWMO_NO_MEMORY);
        cr_assert_null(books->findings.first);
        short_of++;
    }
    cr_expect_gt(short_of, 20);
    books->across.scratch = books->arena;
    annals_expect(books, "9321@3");
}

Test(across, rows_are_whole)
{
    const struct iwmo_rule *rule;
    size_t count = 0;

    for (; (rule = iwmo_across_rule(count)) != NULL; count++) {
        bool is_warning = rule->fault.severity == IWMO_SEVERITY_WARNING;
        cr_expect_eq(strncmp(rule->fault.code, "IW-H", 4) == 0 ||
                         strncmp(rule->fault.code, "IW-B", 4) == 0,
                     is_warning, "%s", rule->fault.code);
        bool is_cs = strncmp(rule->fault.code, "CS", 2) == 0;
        cr_expect_eq(rule->fault.kind, is_warning ? IWMO_KIND_FLOW
                                       : is_cs    ? IWMO_KIND_CS
                                                  : IWMO_KIND_TR);
        cr_expect(!is_warning || rule->fault.retourcode[0] == '\0');
        cr_expect(rule->releases.since >= R_2_3 && rule->releases.until <= R_3_2 &&
                  rule->releases.since <= rule->releases.until);
        cr_expect_neq(rule->messages, 0);
    }
    cr_expect_gt(count, 70);
}
