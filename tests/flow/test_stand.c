#include "flow/stand.h"

#include <criterion/criterion.h>

#include "flow/books.h"

static struct books books;
static struct iwmo_arena *arena;

static void
open_arena(void)
{
    arena = iwmo_arena_new(0);
}

static void
close_arena(void)
{
    iwmo_arena_free(arena);
}

TestSuite(stand, .init = open_arena, .fini = close_arena);

static void
know(enum iwmo_record_kind kind, const char *text, enum iwmo_uitkomst uitkomst)
{
    struct iwmo_record record = books_levering(kind, text);

    record.uitkomst = uitkomst;
    books_add(&books, books_message(&books, IWMO_IN, "WMO301", "2026-01-05"), record);
}

static struct iwmo_stand
stand_of(int64_t nummer)
{
    const struct iwmo_history history = books_history(&books);
    const struct iwmo_ask ask = {&history, arena, IWMO_SIDE_GEMEENTE, 0};
    struct iwmo_stand stand;

    cr_assert_eq(
        iwmo_stand_of(&ask, "0384", nummer, books_day("2026-03-01"), &stand, NULL),
        IWMO_OK);
    return stand;
}

/* Three hours a week over the four weeks of 5 January to 1 February: twelve. */
#define TP "1 02/02A03 2026-01-05..2026-02-01 3/04/2 t=2026-01-02 budget=10000"

Test(stand, what_was_declared_and_what_is_left)
{
    know(IWMO_RECORD_TOEWIJZING, TP, IWMO_UITKOMST_OPEN);
    know(IWMO_RECORD_START, "1 02/02A03 begin=2026-01-06", IWMO_UITKOMST_OPEN);
    know(IWMO_RECORD_PRESTATIE, "1 ref=R1 volume=5 bedrag=3000 st=D",
         IWMO_UITKOMST_GOED);
    know(IWMO_RECORD_PRESTATIE, "1 ref=R2 volume=2 bedrag=1000 st=D",
         IWMO_UITKOMST_OPEN);
    know(IWMO_RECORD_PRESTATIE, "1 ref=R3 volume=9 bedrag=9000 st=D",
         IWMO_UITKOMST_AFGEWEZEN);
    know(IWMO_RECORD_PRESTATIE, "1 ref=R4 volume=4 bedrag=4000 st=D",
         IWMO_UITKOMST_GOED);
    know(IWMO_RECORD_PRESTATIE, "1 ref=R5 vorig=R4 volume=4 bedrag=-4000 st=C",
         IWMO_UITKOMST_GOED);
    const struct iwmo_stand stand = stand_of(1);

    cr_expect_eq(stand.state, IWMO_TOEWIJZING_ENDED);
    cr_expect_eq(stand.levering.state, IWMO_LEVERING_RUNNING);
    cr_expect_eq(stand.line_count, 4, "a credit is no line of its own");
    cr_expect_eq(stand.declared_volume, 7);
    cr_expect_eq(stand.declared.cents, 4000);
    cr_expect(stand.has_volume_left && stand.volume_left == 5);
    cr_expect(stand.has_budget_left && stand.budget_left == 6000);
    cr_expect_not(stand.is_over);
}

Test(stand, minutes_on_hours_are_rounded_up_and_more_than_allocated_shows)
{
    struct iwmo_record line =
        books_record(IWMO_RECORD_PRESTATIE, "1 ref=R1 volume=721 bedrag=10001 st=D");

    know(IWMO_RECORD_TOEWIJZING, TP, IWMO_UITKOMST_OPEN);
    strcpy(line.eenheid, "01");
    line.uitkomst = IWMO_UITKOMST_GOED;
    books_add(&books, books_message(&books, IWMO_IN, "WMO323", "2026-02-02"), line);
    const struct iwmo_stand stand = stand_of(1);

    cr_expect_eq(stand.declared_volume, 13);
    cr_expect_eq(stand.volume_left, -1);
    cr_expect_eq(stand.budget_left, -1);
    cr_expect(stand.is_over);
}

Test(stand, without_an_end_there_is_no_maximum)
{
    know(IWMO_RECORD_TOEWIJZING, "1 02/02A03 2026-01-05.. 3/04/4 t=2026-01-02",
         IWMO_UITKOMST_OPEN);
    const struct iwmo_stand stand = stand_of(1);

    cr_expect_not(stand.has_volume_left);
    cr_expect_not(stand.has_budget_left);
}

Test(stand, an_unknown_number_has_no_current_version)
{
    cr_expect_null(stand_of(2).current);
}

Test(stand, words_say_what_a_record_says)
{
    struct iwmo_buffer out = {0};
    struct iwmo_record record =
        books_toewijzing("1 02/02A03 2026-01-05..2026-01-05 rw=13");

    iwmo_stand_words(&record, true, &out);
    cr_expect_str_eq(out.at, "verwijderd vanaf 2026-01-05 tot en met 2026-01-05, "
                             "reden 13 (Verwijderd)");
    iwmo_buffer_reset(&out);
    record = books_levering(IWMO_RECORD_START, "1 begin=2026-01-06 st=3");
    iwmo_stand_words(&record, false, &out);
    cr_expect_str_eq(out.at, "start withdrawn from 2026-01-06");
    iwmo_buffer_release(&out);
}

Test(stand, words_say_volume_and_money_as_people_do)
{
    struct iwmo_buffer out = {0};
    struct iwmo_record record = books_toewijzing("1 02/02A03 2026-01-05.. 3/04/2");

    iwmo_stand_words(&record, true, &out);
    cr_expect_str_eq(out.at, "toegewezen vanaf 2026-01-05, 3 uur per week");
    iwmo_buffer_reset(&out);
    record = books_record(IWMO_RECORD_PRESTATIE,
                          "1 2026-01-05..2026-01-31 volume=90 bedrag=286980 st=D");
    strcpy(record.eenheid, "01");
    iwmo_stand_words(&record, true, &out);
    cr_expect_str_eq(out.at, "gedeclareerd vanaf 2026-01-05 tot en met 2026-01-31, "
                             "90 minuten, € 2.869,80");
    iwmo_buffer_reset(&out);
    iwmo_stand_words(&record, false, &out);
    cr_expect_str_eq(
        out.at, "declared from 2026-01-05 up to 2026-01-31, 90 minutes, € 2,869.80");
    iwmo_buffer_release(&out);
}
