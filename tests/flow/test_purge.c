#include "flow/purge.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "flow/books.h"
#include "ledger/folio.h"
#include "ledger/forget.h"

static struct iwmo_ledger *ledger;
static struct iwmo_arena *arena;

static void
open_folio(void)
{
    folio_make();
    ledger = folio_open();
    arena = iwmo_arena_new(0);
    folio_begin(ledger);
}

static void
close_folio(void)
{
    iwmo_arena_free(arena);
    iwmo_ledger_close(ledger);
    folio_remove();
}

TestSuite(purge, .init = open_folio, .fini = close_folio);

/* Messages of client x are of 2015, unless said otherwise. */
static uint64_t
know_entry(const char *message, enum iwmo_direction direction,
           enum iwmo_entry_state state, const char *day, const char *client)
{
    struct iwmo_entry entry = folio_entry(ledger, "A", "x");

    entry.direction = direction;
    entry.state = state;
    entry.client = client != NULL ? books_key(client) : (struct iwmo_key){{0}};
    entry.day = books_day(day);
    snprintf(entry.message, sizeof(entry.message), "%s", message);
    cr_assert_eq(iwmo_ledger_add_entry(ledger, &entry, NULL), IWMO_OK);
    cr_assert_eq(
        iwmo_ledger_seal(ledger, entry.id, "file", iwmo_text("<Bericht/>"), NULL),
        IWMO_OK);
    return entry.id;
}

static uint64_t
know(enum iwmo_record_kind kind, const char *message, const char *text, char uitkomst)
{
    struct iwmo_record record = books_record(kind, text);
    const bool is_323 = strcmp(message, "WMO323") == 0;

    record.message = know_entry(message, IWMO_IN, IWMO_ENTRY_PROCESSED, "2015-01-05",
                                is_323 || kind == IWMO_RECORD_ANTWOORD ? NULL : "a");
    record.ordinal = 1;
    record.uitkomst = uitkomst == 'G'   ? IWMO_UITKOMST_GOED
                      : uitkomst == 'A' ? IWMO_UITKOMST_AFGEWEZEN
                                        : IWMO_UITKOMST_OPEN;
    cr_assert_eq(iwmo_ledger_add_record(ledger, IWMO_SIDE_AANBIEDER, &record, NULL),
                 IWMO_OK);
    return record.message;
}

static struct iwmo_purge_plan
plan_on(const char *today)
{
    const struct iwmo_purge_options options = {
        books_day("2020-01-01"),
        {.settings = IWMO_INTAKE_DEFAULTS, .today = books_day(today)}};
    struct iwmo_purge_plan plan;
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_purge_plan_make(ledger, &options, arena, &plan, &err), IWMO_OK,
                 "%s", err.text);
    return plan;
}

static void
assert_kept(enum iwmo_purge_keep why, const char *today)
{
    const struct iwmo_purge_plan plan = plan_on(today);

    cr_assert_eq(plan.kept[why], 1, "%s", iwmo_purge_words(why, false));
    cr_assert_eq(plan.clients, 1);
    cr_assert_eq(plan.message_count, 0, "%zu", plan.message_count);
}

static void
assert_goes(size_t messages, const char *today)
{
    const struct iwmo_purge_plan plan = plan_on(today);

    cr_assert_eq(plan.kept[IWMO_PURGE_NOT], plan.clients);
    cr_assert_eq(plan.message_count, messages, "%zu", plan.message_count);
}

#define OVER "1 02/02A03 2015-01-12..2015-07-11"

Test(purge, an_allocation_is_closed_the_day_after_its_end)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", OVER, 'G');
    assert_kept(IWMO_PURGE_TOEWIJZING, "2015-07-11");
    assert_goes(1, "2015-07-12");
}

Test(purge, the_last_version_of_an_allocation_tells)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", OVER " t=2015-01-05", 'G');
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "1 02/02A03 2015-01-12.. t=2015-02-05", 'G');
    assert_kept(IWMO_PURGE_TOEWIJZING, "2021-01-01");
}

Test(purge, a_planned_allocation_is_open)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "1 02/02A03 2030-01-12..2030-07-11", 'G');
    assert_kept(IWMO_PURGE_TOEWIJZING, "2021-01-01");
}

#define START "1 02/02A03 begin=2015-01-12 st=1"

Test(purge, a_delivery_is_open_until_it_stops)
{
    know(IWMO_RECORD_START, "WMO305", START, 'G');
    assert_kept(IWMO_PURGE_LEVERING, "2021-01-01");
    know(IWMO_RECORD_STOP, "WMO307", START " eind=2015-03-01 reden=20", 'G');
    assert_kept(IWMO_PURGE_LEVERING, "2021-01-01");
    know(IWMO_RECORD_STOP, "WMO307", START " eind=2015-04-01 reden=22", 'G');
    assert_goes(3, "2021-01-01");
}

Test(purge, a_request_is_open_until_it_is_answered)
{
    know(IWMO_RECORD_AANVRAAG, "WMO315", "02/02A03 ref=V-001", 'G');
    assert_kept(IWMO_PURGE_VERZOEK, "2021-01-01");
    know(IWMO_RECORD_ANTWOORD, "WMO319", "ref=V-001 st=2 bsn=", 'G');
    assert_kept(IWMO_PURGE_VERZOEK, "2021-01-01");
    know(IWMO_RECORD_ANTWOORD, "WMO319", "ref=V-001 st=1 bsn=", 'G');
    assert_goes(3, "2021-01-01");
}

#define LINE "1 02/02A03 begin=2018-03-01 eind=2018-03-31 ref=R1 st=D"

Test(purge, an_approved_line_can_be_credited_for_60_months)
{
    know(IWMO_RECORD_PRESTATIE, "WMO323", LINE, 'G');
    assert_kept(IWMO_PURGE_PRESTATIE, "2023-03-31");
    assert_goes(1, "2023-04-01");
}

Test(purge, a_line_without_answer_is_open_however_old)
{
    know(IWMO_RECORD_PRESTATIE, "WMO323", LINE, 'O');
    assert_kept(IWMO_PURGE_PRESTATIE, "2033-01-01");
}

Test(purge, a_refused_line_is_closed)
{
    know(IWMO_RECORD_PRESTATIE, "WMO323", LINE, 'A');
    assert_goes(1, "2021-01-01");
}

Test(purge, a_message_about_two_clients_stays_for_one)
{
    struct iwmo_record other =
        books_record(IWMO_RECORD_PRESTATIE,
                     "2 02/02A03 begin=2018-03-01 eind=2018-03-31 ref=R2 st=D bsn=b");
    other.message = know(IWMO_RECORD_PRESTATIE, "WMO323", LINE, 'A');
    other.ordinal = 2;
    other.uitkomst = IWMO_UITKOMST_OPEN;
    cr_assert_eq(iwmo_ledger_add_record(ledger, IWMO_SIDE_AANBIEDER, &other, NULL),
                 IWMO_OK);
    const struct iwmo_purge_plan plan = plan_on("2021-01-01");
    cr_expect_eq(plan.kept[IWMO_PURGE_NOT], 1);
    cr_expect_eq(plan.kept[IWMO_PURGE_PRESTATIE], 1);
    cr_expect_eq(plan.message_count, 0);
}

Test(purge, a_message_that_waits_for_its_answer_is_open)
{
    know_entry("WMO305", IWMO_OUT, IWMO_ENTRY_SENT, "2015-01-05", "a");
    assert_kept(IWMO_PURGE_UNANSWERED, "2021-01-01");
}

Test(purge, an_answer_waits_for_nothing)
{
    know_entry("WMO302", IWMO_OUT, IWMO_ENTRY_SENT, "2015-01-05", "a");
    assert_goes(1, "2021-01-01");
}

Test(purge, a_message_that_was_not_decided_is_open)
{
    know_entry("WMO305", IWMO_IN, IWMO_ENTRY_RECEIVED, "2015-01-05", "a");
    assert_kept(IWMO_PURGE_UNANSWERED, "2021-01-01");
}

Test(purge, one_message_on_the_day_keeps_all_of_the_client)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", OVER, 'G');
    know_entry("WMO302", IWMO_OUT, IWMO_ENTRY_SENT, "2020-01-01", "a");
    assert_kept(IWMO_PURGE_RECENT, "2021-01-01");
}

Test(purge, the_day_before_is_old)
{
    know_entry("WMO302", IWMO_OUT, IWMO_ENTRY_SENT, "2019-12-31", "a");
    assert_goes(1, "2021-01-01");
}

Test(purge, a_refused_message_of_nobody_goes_by_its_day)
{
    know_entry("WMO323", IWMO_IN, IWMO_ENTRY_REFUSED_L1, "2019-12-31", NULL);
    know_entry("WMO323", IWMO_IN, IWMO_ENTRY_REFUSED_L1, "2020-01-01", NULL);
    assert_goes(1, "2021-01-01");
}

Test(purge, an_intake_is_open_until_it_is_held_and_then_as_old_as_that)
{
    struct iwmo_intake intake = {.aanbieder = "65656055",
                                 .outcome = "NEW_CLIENT",
                                 .is_open = true,
                                 .closed = IWMO_DATE_OPEN_END};

    know_entry("WMO302", IWMO_OUT, IWMO_ENTRY_SENT, "2015-01-05", "a");
    intake.client = books_key("a");
    intake.opened = books_day("2015-01-05");
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    assert_kept(IWMO_PURGE_INTAKE, "2021-01-01");
    intake.is_open = false;
    intake.closed = books_day("2020-01-01");
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    assert_kept(IWMO_PURGE_RECENT, "2021-01-01");
    intake.closed = books_day("2019-12-31");
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    assert_goes(1, "2021-01-01");
    cr_expect_eq(plan_on("2021-01-01").intake_count, 1);
}

Test(purge, an_intake_for_what_is_over_keeps_nothing)
{
    struct iwmo_intake intake = {.aanbieder = "65656055",
                                 .outcome = "NEW_CLIENT",
                                 .is_open = true,
                                 .is_needed = true,
                                 .closed = IWMO_DATE_OPEN_END};

    /* nobody wrote about the client since, so the ledger still calls it open */
    intake.message = know(IWMO_RECORD_TOEWIJZING, "WMO301", OVER, 'G');
    intake.client = books_key("a");
    intake.opened = books_day("2015-01-05");
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_link_intake(ledger, intake.id, "0384", 1, NULL), IWMO_OK);
    assert_kept(IWMO_PURGE_INTAKE, "2015-08-11");
    assert_goes(1, "2021-01-01");
    cr_expect_eq(plan_on("2021-01-01").intake_count, 1);
}

/* ---- forgetting ---- */

Test(purge, what_is_forgotten_leaves_a_whole_ledger)
{
    struct iwmo_forgotten forgotten = {0};
    const uint64_t one = know(IWMO_RECORD_TOEWIJZING, "WMO301", OVER, 'G');
    const uint64_t line = know(IWMO_RECORD_PRESTATIE, "WMO323", LINE, 'G');
    const struct iwmo_key client = books_key("a");
    struct iwmo_intake intake = {.aanbieder = "1", .outcome = "NEW_CLIENT"};
    uint64_t *messages;
    size_t count;

    intake.client = client;
    cr_assert_eq(iwmo_ledger_put_intake(ledger, &intake, NULL), IWMO_OK);
    const struct iwmo_intake_note note = {line, 1, "NO_ACTION", '-', intake.id, 0};
    cr_assert_eq(iwmo_ledger_note_intake(ledger, &note, NULL), IWMO_OK);
    folio_commit(ledger);
    folio_begin(ledger);
    cr_assert_eq(iwmo_ledger_forget_message(ledger, one, &forgotten, NULL), IWMO_OK);
    cr_assert_eq(iwmo_ledger_forget_client(ledger, line, &client, &forgotten, NULL),
                 IWMO_OK);
    cr_assert_eq(iwmo_ledger_forget_intake(ledger, intake.id, &forgotten, NULL),
                 IWMO_OK);
    folio_commit(ledger);
    cr_expect_eq(forgotten.messages, 1);
    cr_expect_eq(forgotten.records, 2);
    cr_expect_eq(forgotten.pieces, 2);
    cr_expect_eq(forgotten.notes, 1);
    cr_expect_eq(forgotten.intakes, 1);
    cr_assert_eq(
        iwmo_ledger_messages_about(ledger, &client, arena, &messages, &count, NULL),
        IWMO_OK);
    cr_expect_eq(count, 0);
    char first[300];
    cr_expect_eq(folio_check(ledger, first), 0, "%s", first);
    /* and what comes back behind its back is found */
    folio_sql("UPDATE entry SET client = x'00112233445566778899aabbccddeeff' "
              "WHERE id = 1");
    cr_expect_eq(folio_check(ledger, first), 1);
    cr_expect_str_eq(first, "message 1: not as registered");
}
