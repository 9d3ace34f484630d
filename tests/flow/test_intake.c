#include "flow/intake.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>

#include "flow/books.h"

/* A received 301 on the table, and what the provider knows. */
struct table {
    struct books books;
    struct iwmo_arena *arena;
    struct iwmo_entry entry;
    struct iwmo_record rows[8];
    size_t count;
    struct iwmo_intake intakes[8];
    struct iwmo_intake_links links[8];
    struct iwmo_intake_link numbers[8];
    size_t intake_count;
    bool is_blocked;
    const char *today;
    struct iwmo_intake_decision decisions[8];
};

static struct table table;

static void
open_table(void)
{
    memset(&table, 0, sizeof(table));
    table.arena = iwmo_arena_new(0);
    table.today = "2026-03-02";
}

static void
close_table(void)
{
    iwmo_arena_free(table.arena);
}

TestSuite(intake, .init = open_table, .fini = close_table);

static void
say(const char *text)
{
    struct iwmo_record record = books_toewijzing(text);

    record.ordinal = (uint32_t)table.count + 1;
    table.rows[table.count++] = record;
}

static uint64_t
know(enum iwmo_record_kind kind, const char *day, const char *text)
{
    const bool is_ours = kind != IWMO_RECORD_TOEWIJZING && kind != IWMO_RECORD_ANTWOORD;
    const uint64_t message =
        books_message(&table.books, is_ours ? IWMO_OUT : IWMO_IN, "WMO301", day);
    struct iwmo_record record = books_record(kind, text);

    if (record.status == '\0' &&
        (kind == IWMO_RECORD_START || kind == IWMO_RECORD_STOP))
        record.status = '1';
    books_add(&table.books, message, record);
    return message;
}

/* An intake linked to `nummer` (0: to none), "" closed: still open. */
static void
know_intake(const char *opened, const char *closed, const char *categorie,
            int64_t nummer)
{
    const size_t i = table.intake_count++;

    table.intakes[i] = (struct iwmo_intake){
        .id = i + 1,
        .client = books_key("a"),
        .is_open = closed[0] == '\0',
        .is_needed = true,
        .strength = 'F',
        .opened = books_day(opened),
        .closed = books_day(closed),
        .message = 1,
    };
    strcpy(table.intakes[i].categorie, categorie);
    strcpy(table.numbers[i].gemeente, "0384");
    table.numbers[i].nummer = nummer;
    table.links[i] = (struct iwmo_intake_links){&table.numbers[i], nummer != 0};
}

/* It is that day, on which what was said last was allocated. */
static void
on(const char *day)
{
    table.today = day;
    table.rows[table.count - 1].moment =
        (int64_t)books_day(day).days * 86400 + 10 * 3600;
}

static void
decide(void)
{
    const struct iwmo_history history = books_history(&table.books);
    struct iwmo_herkenning verdicts[8];
    const struct iwmo_herkenning_task recognition = {
        .side = IWMO_SIDE_AANBIEDER,
        .entry = &table.entry,
        .records = {table.rows, table.count},
        .history = &history,
        .scratch = table.arena,
    };
    static const char *const code = "65656055";
    struct iwmo_intake_task task = {
        .matter = {.history = &history,
                   .client = books_key("a"),
                   .house = {&code, 1},
                   .settings = IWMO_INTAKE_DEFAULTS,
                   .today = books_day(table.today),
                   .scratch = table.arena},
        .entry = &table.entry,
        .records = recognition.records,
        .verdicts = verdicts,
        .dossier = {table.is_blocked, {table.intakes, table.intake_count}, table.links},
    };

    cr_assert_eq(iwmo_herkenning_run(&recognition, verdicts, NULL), IWMO_OK);
    cr_assert_eq(iwmo_intake_decide(&task, table.decisions, NULL), IWMO_OK);
}

static void
assert_outcome(size_t place, const char *outcome, const char *strength)
{
    const struct iwmo_intake_decision *is = &table.decisions[place];

    cr_expect_str_eq(iwmo_intake_outcome_name(is->outcome), outcome, "%s, not %s",
                     iwmo_intake_outcome_name(is->outcome), outcome);
    cr_expect_str_eq(iwmo_intake_strength_name(is->strength), strength);
    cr_expect_eq(is->opens && is->strength != '-', is->strength != '-');
}

static void
know_running(const char *begin)
{
    char text[80] = "1 02/02A03 begin=";

    strcat(text, begin);
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "1 02/02A03 2026-01-05..2026-06-30 3/04/2 t=2025-12-20");
    know(IWMO_RECORD_START, begin, text);
}

#define OLD "1 02/02A03 2026-01-05..2026-06-30 3/04/2 t=2025-12-20"

/* ---- I1 to I6 ---- */

Test(intake, I1_a_blocked_client_is_for_a_person)
{
    table.is_blocked = true;
    say(OLD);
    decide();
    assert_outcome(0, "BLOCKED", "none");
    cr_expect_not(table.decisions[0].opens);
}

Test(intake, I2_a_repeat_asks_nothing)
{
    const uint64_t first = know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);

    say(OLD);                                                     /* B4 */
    say("1 02/02A03 2026-01-05..2026-12-31 3/04/2 t=2025-12-01"); /* B6 */
    say("1 02/02A03 2026-01-05..2026-06-30 3/04/2 t=2026-02-01"); /* B8 */
    decide();
    for (size_t i = 0; i < 3; i++) {
        assert_outcome(i, "NO_ACTION", "none");
        cr_expect_eq(table.decisions[i].because, first);
    }
}

Test(intake, I3_a_number_that_never_was)
{
    say("1 02/02A03 2026-01-05..2026-01-05 3/04/2 t=2025-12-20 rw=13"); /* B3 */
    decide();
    assert_outcome(0, "VOID", "none");
    cr_expect_eq(table.decisions[0].closes, 0);
}

Test(intake, I3_closes_the_intake_that_was_only_for_it)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    know_intake("2025-12-20", "", "02", 1);
    say("1 02/02A03 2026-01-05..2026-01-05 3/04/2 t=2026-01-01 rw=13");
    decide();
    assert_outcome(0, "VOID", "none");
    cr_expect_eq(table.decisions[0].closes, 1);
}

Test(intake, I3_leaves_an_intake_that_is_for_more)
{
    static struct iwmo_intake_link both[] = {{"0384", 1}, {"0384", 2}};

    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    know(IWMO_RECORD_TOEWIJZING, "2025-12-21",
         "2 07/07A12 2026-01-05..2026-06-30 3/16/2 t=2025-12-21");
    know_intake("2025-12-20", "", "02", 1);
    table.links[0] = (struct iwmo_intake_links){both, 2};
    say("1 02/02A03 2026-01-05..2026-01-05 3/04/2 t=2026-01-01 rw=13");
    decide();
    cr_expect_eq(table.decisions[0].closes, 0);
    /* and once the other one goes too, it is closed */
    say("2 07/07A12 2026-01-05..2026-01-05 3/16/2 t=2026-01-01 rw=13");
    decide();
    cr_expect_eq(table.decisions[0].closes, 1);
    cr_expect_eq(table.decisions[1].closes, 1);
}

struct conflict {
    char said[100];
};

static struct conflict conflicts[] = {
    {"1 02/02A03 2026-01-05..2026-07-31 3/04/2 t=2025-12-20"},       /* B5 */
    {"1 02/02A03 2026-01-05..2026-06-30 3/04/2 t=2025-12-20 bsn=b"}, /* B9a */
    {"1 02/02A03 2026-01-05..2026-06-30 9/04/2 t=2026-02-20"},       /* B9b */
    {"2 02/02A03 2026-06-01..2026-12-31 3/04/2 t=2026-02-20"},       /* B10 */
};

ParameterizedTestParameters(intake, I4_a_conflict_is_for_a_person)
{
    return cr_make_param_array(struct conflict, conflicts, 4);
}

ParameterizedTest(struct conflict *one, intake, I4_a_conflict_is_for_a_person)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    say(one->said);
    decide();
    if (strstr(one->said, "bsn=b") != NULL) /* refused: nothing to decide */
        cr_expect_eq(table.decisions[0].outcome, IWMO_INTAKE_NONE);
    else
        assert_outcome(0, "CONFLICT", "none");
}

Test(intake, I5_a_change_asks_nothing)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "2 07/07A12 2026-01-05..2026-06-30 80/16/6 t=2025-12-20");
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "3 03/ 2026-01-05.. budget=9 t=2025-12-20");
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "4 04/04A03 2026-01-05..2026-06-30 3/04/2 t=2025-12-20");
    say("1 02/02A03 2026-01-05..2026-12-31 3/04/2 t=2026-02-20 rw=04");
    say("2 07/07A12 2026-01-05..2026-06-30 90/16/6 t=2026-02-20 rw=12");
    say("3 03/ 2026-01-05.. budget=10 t=2026-02-20 rw=12");
    say("4 04/04A03 2026-01-05..2026-05-31 3/04/2 t=2026-02-20 rw=14");
    decide();
    for (size_t i = 0; i < 4; i++)
        assert_outcome(i, "CHANGE", "none");
}

Test(intake, I6_an_earlier_end_names_the_reason_of_the_stop)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    say("1 02/02A03 2026-01-05..2026-03-31 3/04/2 t=2026-02-20 rw=07");
    decide();
    assert_outcome(0, "ENDING", "none");
    cr_expect_str_eq(table.decisions[0].reden, "31");
}

/* ---- I7 and I8 ---- */

Test(intake, I7_what_we_asked_for_was_assessed_before)
{
    const uint64_t sent = know(IWMO_RECORD_AANVRAAG, "2026-02-20",
                               "ref=V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");

    say("7 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2026-03-01 ref=V-001");
    say("8 02/02A04 2026-03-16..2026-09-13 3/04/2 t=2026-03-01 ref=V-001 rw=04");
    decide();
    assert_outcome(0, "GRANTED_REQUEST", "none");
    cr_expect_not(table.decisions[0].differs);
    cr_expect_eq(table.decisions[0].because, sent);
    assert_outcome(1, "GRANTED_REQUEST", "none");
    cr_expect(table.decisions[1].differs, "it is not what we asked for");
}

Test(intake, I8_a_granted_change)
{
    know(IWMO_RECORD_VERZOEK, "2026-02-20", "ref=W-001 reden=1");
    say("7 02/02A04 2026-03-16..2026-09-13 6/04/2 t=2026-03-01 ref=W-001");
    decide();
    assert_outcome(0, "GRANTED_CHANGE", "none");
}

/* ---- I9 to I12 ---- */

Test(intake, I9_one_number_ends_and_another_follows)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    say("1 02/02A03 2026-01-05..2026-05-31 3/04/2 t=2026-02-20 rw=05");
    say("2 02/02A03 2026-06-01..2026-12-27 5/04/2 t=2026-02-20");
    decide();
    assert_outcome(0, "ENDING", "none");
    assert_outcome(1, "REPLACEMENT", "none");
    cr_expect_str_eq(table.decisions[1].reden, "36");
}

struct ending {
    char reden[3], begin[12], outcome[20];
};

/* Care ended on 2026-03-31 in an earlier 301; no delivery ran, no intake was held. */
static struct ending endings[] = {
    {"03", "2026-04-01", "REPLACEMENT"},    {"05", "2026-04-01", "REPLACEMENT"},
    {"10", "2026-04-01", "REPLACEMENT"},    {"11", "2026-04-01", "REPLACEMENT"},
    {"12", "2026-04-01", "REPLACEMENT"},    {"14", "2026-04-01", "REPLACEMENT"},
    {"03", "2026-05-01", "REPLACEMENT"},    {"03", "2026-05-02", "LINK_TO_INTAKE"},
    {"07", "2026-04-01", "LINK_TO_INTAKE"}, {"02", "2026-04-01", "NEW_CLIENT"},
    {"", "2026-04-01", "CONTINUATION"},
};

ParameterizedTestParameters(intake, I9_an_earlier_301_ended_it)
{
    return cr_make_param_array(struct ending, endings,
                               sizeof(endings) / sizeof(endings[0]));
}

ParameterizedTest(struct ending *one, intake, I9_an_earlier_301_ended_it)
{
    char text[120];

    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    snprintf(text, sizeof(text),
             "1 02/02A03 2026-01-05..2026-03-31 3/04/2 t=2026-02-20%s%s",
             one->reden[0] != '\0' ? " rw=" : "", one->reden);
    know(IWMO_RECORD_TOEWIJZING, "2026-02-20", text);
    snprintf(text, sizeof(text), "2 02/02A04 %s..2026-12-31 3/04/2 t=2026-02-21",
             one->begin);
    say(text);
    decide();
    cr_expect_str_eq(iwmo_intake_outcome_name(table.decisions[0].outcome), one->outcome,
                     "rw=%s from %s: %s", one->reden, one->begin,
                     iwmo_intake_outcome_name(table.decisions[0].outcome));
}

Test(intake, I9_a_repeat_does_not_hide_the_reason)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    know(IWMO_RECORD_TOEWIJZING, "2026-02-20",
         "1 02/02A03 2026-01-05..2026-03-31 3/04/2 t=2026-02-20 rw=03");
    know(IWMO_RECORD_TOEWIJZING, "2026-02-25",
         "1 02/02A03 2026-01-05..2026-03-31 3/04/2 t=2026-02-25");
    say("2 02/02A04 2026-04-01..2026-12-31 3/04/2 t=2026-03-01");
    decide();
    assert_outcome(0, "REPLACEMENT", "none");
}

Test(intake, I9_a_removed_number_hands_over_its_intake)
{
    know(IWMO_RECORD_TOEWIJZING, "2026-02-02",
         "1 07/07A01 2026-02-09..2026-08-08 2/16/2 t=2026-02-02");
    know_intake("2026-02-02", "", "07", 1);
    say("1 07/07A01 2026-02-09..2026-02-09 2/16/2 t=2026-02-04 rw=13");
    say("2 02/02A03 2026-02-09..2026-08-08 2/04/2 t=2026-02-04");
    decide();
    assert_outcome(0, "VOID", "none");
    assert_outcome(1, "REPLACEMENT", "none");
    cr_expect_eq(table.decisions[0].closes, 0, "it moves, and stays open");
    cr_expect_eq(table.decisions[1].intake, 1);
    cr_expect_str_eq(table.decisions[1].reden, "");
}

Test(intake, I9_a_number_removed_long_ago_is_replaced_by_nothing)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "1 02/02A03 2026-01-05..2026-01-05 3/04/2 t=2025-12-20 rw=13");
    say("1 02/02A03 2026-01-05..2026-01-05 3/04/2 t=2025-12-20 rw=13");
    say("2 02/02A03 2026-04-01..2026-12-31 3/04/2 t=2026-03-01");
    decide();
    assert_outcome(0, "NO_ACTION", "none");
    assert_outcome(1, "NEW_CLIENT", "full");
}

Test(intake, I10_care_that_ends_by_itself_goes_on)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20", OLD);
    say("2 02/02A04 2026-07-31..2026-12-31 3/04/2 t=2026-02-21");
    say("3 02/02A05 2026-08-01..2026-12-31 3/04/2 t=2026-02-21");
    say("4 03/02A04 2026-07-01..2026-12-31 3/04/2 t=2026-02-21");
    decide();
    assert_outcome(0, "CONTINUATION", "none");
    assert_outcome(1, "LINK_TO_INTAKE", "none"); /* 32 days; the first waits for one */
    assert_outcome(2, "LINK_TO_INTAKE", "none");
}

Test(intake, I11_care_begins_earlier_under_a_second_number)
{
    know(IWMO_RECORD_TOEWIJZING, "2025-12-20",
         "1 02/02A03 2026-03-01..2026-08-31 3/04/2 t=2025-12-20");
    say("1 02/02A03 2026-03-01..2026-08-31 3/04/2 t=2025-12-20");
    say("2 02/02A03 2026-02-16..2026-02-28 3/04/2 t=2026-02-10");
    decide();
    assert_outcome(0, "NO_ACTION", "none");
    assert_outcome(1, "EARLIER_START", "none");
}

Test(intake, I12_the_client_moved)
{
    know(IWMO_RECORD_TOEWIJZING, "2026-01-05",
         "1 02/02A03 2026-01-12..2026-12-27 3/04/2 t=2026-01-05");
    know(IWMO_RECORD_TOEWIJZING, "2026-06-08",
         "1 02/02A03 2026-01-12..2026-06-14 3/04/2 t=2026-06-08 rw=07");
    table.today = "2026-06-17";
    say("1 02/02A03 2026-06-15..2026-12-27 3/04/2 t=2026-06-17 G=0363");
    decide();
    assert_outcome(0, "MOVED_CLIENT", "none");
    on("2027-06-14"); /* 365 days */
    decide();
    assert_outcome(0, "MOVED_CLIENT", "none");
    on("2027-06-15");
    decide();
    assert_outcome(0, "NEW_CLIENT", "full");
}

/* ---- I13 to I17 ---- */

Test(intake, I13_another_product_beside_running_care)
{
    know_running("2026-01-06");
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    say("3 09/09A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "ADDED_PRODUCT", "short");
    assert_outcome(1, "ADDED_PRODUCT", "short");
    cr_expect_eq(table.decisions[0].because, 2);
}

Test(intake, I13_a_paused_delivery_counts_and_an_ended_one_does_not)
{
    know_running("2026-01-06");
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    know(IWMO_RECORD_STOP, "2026-02-20",
         "1 02/02A03 begin=2026-01-06 eind=2026-02-18 "
         "reden=20");
    decide();
    assert_outcome(0, "ADDED_PRODUCT", "short");
    know(IWMO_RECORD_STOP, "2026-02-24",
         "1 02/02A03 begin=2026-01-06 eind=2026-02-18 "
         "reden=23");
    decide();
    assert_outcome(0, "RETURNING", "short");
}

Test(intake, I13_adds_its_reason_to_the_open_intake)
{
    know_running("2026-01-06");
    know_intake("2026-02-01", "", "09", 5);
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "ADDED_PRODUCT", "short");
    cr_expect_eq(table.decisions[0].intake, 1);
}

Test(intake, I13_does_not_repeat_a_conversation_about_the_same_need)
{
    know_running("2026-01-06");
    know_intake("2026-02-01", "2026-02-10", "07", 5);
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "LINK_TO_INTAKE", "none");
    cr_expect_eq(table.decisions[0].intake, 1);
}

Test(intake, I14_one_intake_is_open)
{
    know(IWMO_RECORD_TOEWIJZING, "2026-02-20", OLD);
    know_intake("2026-02-20", "", "02", 1);
    say(OLD);
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "NO_ACTION", "none");
    assert_outcome(1, "LINK_TO_INTAKE", "none");
    cr_expect_eq(table.decisions[1].intake, 1);
    cr_expect_not(table.decisions[1].opens);
}

Test(intake, I14_an_intake_made_by_hand_counts)
{
    know_intake("2026-02-20", "", "", 0);
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "LINK_TO_INTAKE", "none");
}

Test(intake, I14_a_held_intake_is_good_for_a_year_until_care_starts)
{
    know(IWMO_RECORD_TOEWIJZING, "2026-01-05", OLD);
    know_intake("2026-01-05", "2026-01-12", "02", 1);
    say("2 07/07A12 2027-03-09..2027-07-31 4/16/2 t=2027-01-01");
    on("2027-01-12"); /* 365 days */
    decide();
    assert_outcome(0, "LINK_TO_INTAKE", "none");
    on("2027-01-13");
    decide();
    assert_outcome(0, "RETURNING_LONG", "renewed");
    on("2026-03-01");
    know(IWMO_RECORD_START, "2026-01-14", "1 02/02A03 begin=2026-01-13");
    decide();
    assert_outcome(0, "ADDED_PRODUCT", "short");
}

Test(intake, I14_what_was_not_needed_was_not_held)
{
    know_intake("2026-01-05", "2026-01-12", "02", 0);
    table.intakes[0].is_needed = false;
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "NEW_CLIENT", "full");
}

Test(intake, I15_and_I16_a_client_comes_back)
{
    know_running("2026-01-06");
    know(IWMO_RECORD_STOP, "2026-02-20",
         "1 02/02A03 begin=2026-01-06 eind=2026-02-18 "
         "reden=19");
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    on("2027-02-18"); /* 365 days */
    decide();
    assert_outcome(0, "RETURNING", "short");
    cr_expect_eq(table.decisions[0].because, 3);
    on("2027-02-19");
    decide();
    assert_outcome(0, "RETURNING_LONG", "renewed");
}

Test(intake, I15_care_ends_with_the_allocation_when_no_307_came)
{
    know_running("2026-01-06");
    say("2 07/07A12 2026-08-09..2026-12-31 4/16/2 t=2026-08-01");
    table.today = "2026-08-01";
    decide();
    assert_outcome(0, "RETURNING", "short");
}

Test(intake, I17_one_intake_for_a_client_we_do_not_know)
{
    say("1 02/02A03 2026-03-09..2026-07-31 4/04/2 t=2026-03-01");
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01 rw=04");
    decide();
    assert_outcome(0, "NEW_CLIENT", "full");
    cr_expect_eq(table.decisions[0].because, 0);
    assert_outcome(1, "LINK_TO_INTAKE", "none");
    cr_expect(table.decisions[1].opens, "it shares the one that the first opens");
}

Test(intake, I17_whoever_is_unknown_is_not_replaced)
{
    say("1 02/02A03 2026-03-09..2026-03-09 4/04/2 t=2026-03-01 rw=13");
    say("2 02/02A03 2026-03-09..2026-07-31 4/04/2 t=2026-03-01");
    decide();
    assert_outcome(0, "VOID", "none");
    assert_outcome(1, "NEW_CLIENT", "full");
}

/* ---- where the table is silent ---- */

Test(intake, in_care_for_the_same_need_asks_nothing)
{
    know_running("2026-01-06");
    say("2 02/02A04 2026-03-09..2026-12-31 4/04/2 t=2026-03-01");
    decide();
    assert_outcome(0, "IN_CARE", "none");
}

Test(intake, who_was_assessed_for_a_request_is_asked_only_the_rest)
{
    know(IWMO_RECORD_AANVRAAG, "2026-02-20",
         "ref=V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    say("2 07/07A12 2026-03-09..2026-07-31 4/16/2 t=2026-03-01");
    decide();
    assert_outcome(0, "ADDED_PRODUCT", "short");
}

Test(intake, the_order_of_the_records_does_not_count)
{
    know_running("2026-01-06");
    say("2 02/02A03 2026-06-01..2026-12-27 5/04/2 t=2026-02-20");
    say("1 02/02A03 2026-01-05..2026-05-31 3/04/2 t=2026-02-20 rw=05");
    decide();
    assert_outcome(0, "REPLACEMENT", "none");
    assert_outcome(1, "ENDING", "none");
}

Test(intake, every_outcome_says_what_to_do_in_two_languages)
{
    for (int outcome = 1; outcome < IWMO_INTAKE_OUTCOMES; outcome++) {
        const char *name = iwmo_intake_outcome_name((enum iwmo_intake_outcome)outcome);

        cr_expect_neq(name[0], '\0');
        cr_expect_neq(iwmo_intake_words(name, true)[0], '\0');
        cr_expect_neq(iwmo_intake_words(name, false)[0], '\0');
    }
    cr_expect_str_eq(iwmo_intake_words("NONE_OF_OURS", true), "");
}
