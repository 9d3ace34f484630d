#include "flow/deadline.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "flow/books.h"

static struct books books;
static struct iwmo_deadlines list;
static bool is_strict;

static void
close_list(void)
{
    iwmo_deadlines_release(&list);
}

TestSuite(deadline, .fini = close_list);

/* What is due on that day, on the books of `side`. */
static void
collect(enum iwmo_side side, const char *today)
{
    const struct iwmo_history history = books_history(&books);
    const struct iwmo_deadline_options options = {
        .today = books_day(today),
        .horizon_days = 30,
        .paused_days = 60,
        .is_strict = is_strict,
        .has_side = true,
        .side = side,
    };
    struct iwmo_deadline_fold *fold = NULL;

    iwmo_deadlines_release(&list);
    fold = iwmo_deadline_fold_new(&options, &list, NULL);
    cr_assert_not_null(fold);
    for (size_t i = 0; i < books.entry_count; i++) {
        books.entries[i].side = side;
        cr_assert_eq(iwmo_deadline_fold_entry(fold, &books.entries[i]), IWMO_OK);
    }
    iwmo_deadline_fold_side(fold, side);
    for (size_t i = 0; i < books.count; i++)
        cr_assert_eq(iwmo_deadline_fold_record(fold, &books.rows[i]), IWMO_OK);
    cr_assert_eq(iwmo_deadline_fold_finish(fold, &history, NULL), IWMO_OK);
    iwmo_deadline_fold_free(fold);
    iwmo_deadlines_sort(&list);
}

static void
assert_due(size_t place, const char *kind, const char *due, bool is_overdue)
{
    cr_assert_gt(list.count, place, "%s is not there", kind);
    cr_expect_str_eq(iwmo_deadline_name(list.rows[place].kind), kind);
    cr_expect_eq(list.rows[place].due.days, books_day(due).days, "%s: off by %d", kind,
                 list.rows[place].due.days - books_day(due).days);
    cr_expect_eq(list.rows[place].is_overdue, is_overdue);
}

static uint64_t
know(enum iwmo_record_kind kind, const char *message, const char *day, const char *text)
{
    const uint64_t id = books_message(&books, IWMO_IN, message, day);

    books_add(&books, id, books_levering(kind, text));
    return id;
}

/* ---- C47 ---- */

struct event {
    char message[8], day[12], due[12], kind[16];
};

static struct event events[] = {
    {"WMO301", "2026-04-01", "2026-04-08", "retour"},
    {"WMO305", "2026-04-24", "2026-04-30", "retour"},
    {"WMO307", "2026-05-04", "2026-05-08", "retour"},
    {"WMO315", "2026-05-13", "2026-05-19", "retour"},
    {"WMO301", "2025-12-24", "2025-12-31", "retour"},
    {"WMO323", "2026-04-01", "2026-04-17", "325"},
    {"WMO323", "2026-05-08", "2026-05-26", "325"},
};

ParameterizedTestParameters(deadline, C47_messages)
{
    return cr_make_param_array(struct event, events,
                               sizeof(events) / sizeof(events[0]));
}

ParameterizedTest(struct event *event, deadline, C47_messages)
{
    struct iwmo_date late = books_day(event->due);
    char text[IWMO_DATE_TEXT];

    books_message(&books, IWMO_IN, event->message, event->day);
    books.entries[0].state = IWMO_ENTRY_RECEIVED;
    collect(IWMO_SIDE_AANBIEDER, event->due);
    assert_due(0, event->kind, event->due, false);
    late.days++;
    collect(IWMO_SIDE_AANBIEDER, iwmo_date_print(late, text));
    assert_due(0, event->kind, event->due, true);
    cr_expect_eq(list.overdue, 1);
    books.entries[0].answer = 9;
    collect(IWMO_SIDE_AANBIEDER, text);
    cr_expect_eq(list.count, 0);
}

Test(deadline, the_sender_sees_that_no_answer_came)
{
    books_message(&books, IWMO_OUT, "WMO305", "2026-04-24");
    books_message(&books, IWMO_OUT, "WMO323", "2026-04-01");
    books_message(&books, IWMO_OUT, "WMO302", "2026-04-01"); /* a retour gets none */
    for (size_t i = 0; i < 3; i++)
        books.entries[i].state = IWMO_ENTRY_SENT;
    collect(IWMO_SIDE_AANBIEDER, "2026-05-01");
    cr_assert_eq(list.count, 2);
    assert_due(0, "325", "2026-04-17", true);
    assert_due(1, "retour", "2026-04-30", true);
    cr_expect_eq(list.rows[1].actor, IWMO_SIDE_GEMEENTE);
}

Test(deadline, C47_requests)
{
    know(IWMO_RECORD_VERZOEK, "WMO317", "2026-04-01", "ref=W-1 reden=1");
    know(IWMO_RECORD_AANVRAAG, "WMO315", "2025-12-24", "ref=V-1 02/02A03 2026-02-01..");
    collect(IWMO_SIDE_GEMEENTE, "2026-04-01");
    assert_due(0, "answer", "2026-01-05", true);
    assert_due(1, "answer", "2026-04-10", false);
    know(IWMO_RECORD_ANTWOORD, "WMO319", "2026-04-02", "ref=W-1 st=1 reden=4");
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-02",
         "1 02/02A03 2026-05-01.. ref=V-1");
    collect(IWMO_SIDE_GEMEENTE, "2026-04-02");
    cr_expect_eq(list.count, 0);
}

Test(deadline, C47_an_investigation_lasts_eight_weeks_from_the_Dagtekening)
{
    know(IWMO_RECORD_AANVRAAG, "WMO315", "2026-03-17", "ref=V-1 02/02A03 2026-05-01..");
    books.entries[0].dagtekening = books_day("2026-03-16");
    know(IWMO_RECORD_ANTWOORD, "WMO319", "2026-03-20", "ref=V-1 st=2");
    collect(IWMO_SIDE_AANBIEDER, "2026-05-11");
    assert_due(0, "decision", "2026-05-11", false);
    collect(IWMO_SIDE_AANBIEDER, "2026-05-12");
    assert_due(0, "decision", "2026-05-11", true);
}

/* ---- starts and stops ---- */

#define TP "500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2026-01-05"

Test(deadline, a_start_is_due_five_working_days_after_the_Ingangsdatum)
{
    is_strict = true;
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    collect(IWMO_SIDE_AANBIEDER, "2026-01-11");
    cr_expect_eq(list.count, 0, "planned");
    collect(IWMO_SIDE_AANBIEDER, "2026-01-19");
    assert_due(0, "305", "2026-01-19", false);
    collect(IWMO_SIDE_AANBIEDER, "2026-01-20");
    assert_due(0, "305", "2026-01-19", true);
    know(IWMO_RECORD_START, "WMO305", "2026-01-20", "500001 02/02A03 begin=2026-01-19");
    collect(IWMO_SIDE_AANBIEDER, "2026-01-20");
    cr_expect_eq(list.count, 0);
}

Test(deadline, a_start_is_late_only_when_a_begin_is_known)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    collect(IWMO_SIDE_AANBIEDER, "2026-03-02");
    assert_due(0, "305", "2026-01-19", false);
    cr_expect(iwmo_deadline_is_notice(list.rows[0].kind));
    know(IWMO_RECORD_PRESTATIE, "WMO323", "2026-02-10",
         "500001 02/02A03 2026-01-12..2026-01-31 6/04");
    books.rows[books.count - 1].status = 'D';
    books.rows[books.count - 1].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    collect(IWMO_SIDE_AANBIEDER, "2026-03-02");
    assert_due(0, "305", "2026-01-19", false); /* a refused line tells nothing */
    books.rows[books.count - 1].uitkomst = IWMO_UITKOMST_GOED;
    collect(IWMO_SIDE_AANBIEDER, "2026-02-06");
    assert_due(0, "305", "2026-02-06", false);
    collect(IWMO_SIDE_AANBIEDER, "2026-02-07");
    assert_due(0, "305", "2026-02-06", true);
}

Test(deadline, a_retroactive_allocation_counts_from_its_receipt)
{
    is_strict = true;
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-02-02", TP);
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-02-20",
         "500001 02/02A03 2026-01-12..2026-12-31 3/04/2 t=2026-02-20 rw=04");
    collect(IWMO_SIDE_AANBIEDER, "2026-02-20");
    assert_due(0, "305", "2026-02-09", true);
}

Test(deadline, a_stop_is_due_when_the_allocation_is_over)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    know(IWMO_RECORD_START, "WMO305", "2026-01-13", "500001 02/02A03 begin=2026-01-12");
    collect(IWMO_SIDE_AANBIEDER, "2026-07-12");
    assert_due(0, "307", "2026-07-17", false);
    know(IWMO_RECORD_STOP, "WMO307", "2026-07-13",
         "500001 02/02A03 begin=2026-01-12 eind=2026-07-11 reden=19");
    collect(IWMO_SIDE_AANBIEDER, "2026-07-18");
    cr_expect_eq(list.count, 0);
}

Test(deadline, a_stop_after_a_shortening_in_the_past_counts_from_its_receipt)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    know(IWMO_RECORD_START, "WMO305", "2026-01-13", "500001 02/02A03 begin=2026-01-12");
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-04-15",
         "500001 02/02A03 2026-01-12..2026-04-12 3/04/2 t=2026-04-15 rw=02");
    collect(IWMO_SIDE_AANBIEDER, "2026-04-15");
    assert_due(0, "307", "2026-04-22", false);
}

Test(deadline, a_removed_allocation_wants_its_start_withdrawn)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    know(IWMO_RECORD_START, "WMO305", "2026-01-13", "500001 02/02A03 begin=2026-01-12");
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-02-02",
         "500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2026-02-02 rw=13");
    collect(IWMO_SIDE_AANBIEDER, "2026-02-02");
    assert_due(0, "withdraw", "2026-02-09", false);
}

Test(deadline, an_end_in_sight_is_a_notice_and_never_late)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    know(IWMO_RECORD_START, "WMO305", "2026-01-13", "500001 02/02A03 begin=2026-01-12");
    collect(IWMO_SIDE_AANBIEDER, "2026-06-10");
    cr_expect_eq(list.count, 0);
    collect(IWMO_SIDE_AANBIEDER, "2026-07-10");
    /* Saturday 11 July: five working days are left after Sunday 5 July */
    assert_due(0, "ends", "2026-07-05", false);
}

Test(deadline, a_long_pause_is_a_notice)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    know(IWMO_RECORD_START, "WMO305", "2026-01-13", "500001 02/02A03 begin=2026-01-12");
    know(IWMO_RECORD_STOP, "WMO307", "2026-02-02",
         "500001 02/02A03 begin=2026-01-12 eind=2026-02-01 reden=20");
    collect(IWMO_SIDE_AANBIEDER, "2026-04-02");
    cr_expect_eq(list.count, 0);
    collect(IWMO_SIDE_AANBIEDER, "2026-04-03");
    assert_due(0, "paused", "2026-04-02", false);
}

Test(deadline, numbers_of_two_gemeenten_are_two_allocations)
{
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP " G=0363");
    know(IWMO_RECORD_START, "WMO305", "2026-01-13",
         "500001 02/02A03 begin=2026-01-12 G=0363");
    know(IWMO_RECORD_TOEWIJZING, "WMO301", "2026-01-05", TP);
    collect(IWMO_SIDE_AANBIEDER, "2026-02-01");
    cr_assert_eq(list.count, 1);
    cr_expect_str_eq(list.rows[0].gemeente, "0384");
}

Test(deadline, every_kind_has_words)
{
    for (int kind = 0; kind < IWMO_DEADLINE_KINDS; kind++) {
        cr_expect_neq(iwmo_deadline_name((enum iwmo_deadline_kind)kind)[0], '\0');
        cr_expect_neq(iwmo_deadline_words((enum iwmo_deadline_kind)kind, true)[0],
                      '\0');
        cr_expect_neq(iwmo_deadline_words((enum iwmo_deadline_kind)kind, false)[0],
                      '\0');
    }
}
