#include <criterion/criterion.h>

#include "annals.h"

/* C15 to C20: TP 600001 07/07A12 2026-01-01..2026-12-31 4/16/4, and what was delivered.
 */
#define BASE   "TP 600001 07/07A12 2026-01-01..2026-12-31 4/16/4"
#define START  "SP 600001 07/07A12 in=2026-01-01 begin=2026-01-05 st=1"
#define PAUSE  "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-13 st=1"
#define FINISH "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-02-13 st=1"

/* ---- 305 ---- */

BOOKS(across_start, the_first_start_is_right, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "");
    cr_expect_eq(books->now[1].uitkomst, IWMO_UITKOMST_OPEN);
    cr_expect_eq(books->questions, 2); /* the Identificatie, and the number */
}

BOOKS(across_start, TR019_the_number_is_unknown, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "SP 600002 07/07A12 begin=2026-01-05 st=1");
    annals_expect(books, "9019@2");
    cr_expect_eq(books->now[1].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
}

BOOKS(across_start, TR019_the_number_is_of_another_client, "WMO305", "2026-03-02")
{
    annals_said(books, BASE " bsn=B");
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "9019@2");
}

BOOKS(across_start, TR019_the_number_is_of_another_gemeente, "WMO305", "2026-03-02")
{
    annals_said(books, BASE " gem=0363");
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "9019@2");
}

BOOKS(across_start, TR019_the_allocation_was_removed, "WMO305", "2026-02-11")
{
    annals_said(books, "TP 510001 07/07A01 2026-02-09..2026-08-08 2/16/2 t=1");
    annals_said(books, "TP 510001 07/07A01 2026-02-09..2026-02-09 2/16/2 t=2 rw=13");
    annals_also(books, "TP 510002 07/07A12 2026-02-09..2026-08-08 2/16/2 t=2");
    annals_now(books, "CL");
    annals_now(books, "SP 510001 07/07A01 in=2026-02-09 begin=2026-02-10 st=1");
    annals_now(books, "SP 510002 07/07A12 in=2026-02-09 begin=2026-02-10 st=1");
    annals_expect(books, "9019@2");
}

BOOKS(across_start, without_a_number_it_takes_an_agreement, "WMO305", "2026-03-02")
{
    annals_now(books, "CL");
    annals_now(books, "SP 07/07A12 begin=2026-01-05 st=1");
    annals_expect(books, "9019@2");
    books->across.is_taakgericht = true;
    annals_expect(books, "");
    annals_said(books, "SP 07/07A12 begin=2026-01-05 st=1");
    annals_expect(books, "9074@2");
}

BOOKS(across_start, without_a_number_products_run_side_by_side, "WMO305", "2026-03-02")
{
    books->across.is_taakgericht = true;
    annals_said(books, "SP 07/07A12 begin=2026-01-05 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 07/07A01 begin=2026-01-05 st=1");
    annals_now(books, "SP 02/ begin=2026-01-05 st=1");
    annals_now(books, "SP 07/07A12 begin=2026-02-05 st=1");
    annals_expect(books, "9326@4");
}

BOOKS(across_start, TR074_TR326_twice_the_same, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "9074@2 9326@2");
}

BOOKS(across_start, TR326_while_one_runs, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-06 st=1");
    annals_expect(books, "9326@2");
}

BOOKS(across_start, TR326_the_first_of_a_message_runs_for_the_second, "WMO305",
      "2026-03-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, START);
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-06 st=1");
    annals_expect(books, "9326@3");
}

BOOKS(across_start, a_restart_after_a_pause_or_an_end, "WMO305", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_expect(books, "");
    annals_said(books, FINISH);
    annals_expect(books, "");
}

BOOKS(across_start, TR074_a_restart_has_another_begin, "WMO305", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "9074@2");
}

BOOKS(across_start, TR063_nothing_to_withdraw, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, "SP 600001 07/07A12 begin=2026-01-06 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_expect(books, "9063@2");
    annals_said(books, START);
    annals_expect(books, "");
    annals_said(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_expect(books, "9063@2"); /* withdrawn already */
}

BOOKS(across_start, a_withdrawal_is_asked_nothing_else, "WMO305", "2026-03-02")
{
    annals_said(books, "SP 600009 07/02A03 begin=2020-01-05 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 600009 07/02A03 begin=2020-01-05 st=3");
    annals_expect(books, "");
}

BOOKS(across_start, TR071_a_stopped_start_stays, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_expect(books, "9071@2");
    annals_said(books,
                "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-13 st=3");
    annals_expect(books, "");
}

BOOKS(across_start, a_corrected_begin_in_any_order, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-07 st=1");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_expect(books, "");
}

BOOKS(across_start, a_refused_withdrawal_leaves_the_start, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_said(books, "SP 600001 07/07A12 begin=2026-02-20 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_now(books, "SP 600001 07/07A12 begin=2026-03-01 st=1");
    annals_expect(books, "9071@2 9326@3");
}

BOOKS(across_start, a_withdrawn_key_may_come_again, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, "SP 600001 07/07A12 begin=2026-01-05 st=3");
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "");
}

BOOKS(across_start, TR381_the_code_is_of_another_category, "WMO305", "2026-03-02")
{
    annals_said(books, "TP 600001 07/ 2026-01-01..2026-12-31");
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/02A03 begin=2026-01-05 st=1");
    annals_expect(books, "S329@2 IW-H11@2");
}

BOOKS(across_start, another_product_is_told_to_a_person, "WMO305", "2026-03-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A01 begin=2026-01-05 st=1");
    annals_expect(books, "IW-H11@2");
    cr_expect_eq(books->now[1].uitkomst, IWMO_UITKOMST_OPEN);
}

BOOKS(across_start, a_generic_allocation_has_a_start_without_product, "WMO305",
      "2026-03-02")
{
    annals_said(books, "TP 610001 2026-01-01..2026-12-31 budget=1000000");
    annals_now(books, "CL");
    annals_now(books, "SP 610001 begin=2026-01-12 st=1");
    annals_expect(books, "");
}

BOOKS(across_start, a_begin_outside_is_told_to_a_person, "WMO305", "2027-03-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2025-12-31 st=1");
    annals_expect(books, "IW-H12@2");
    books->now[1].begin = annals_day("2027-01-01");
    annals_expect(books, "IW-H12@2");
    books->now[1].begin = annals_day("2026-12-31");
    annals_expect(books, "");
    books->now[1].begin = annals_day("2026-01-01");
    annals_expect(books, "");
}

/* ---- 307 ---- */

BOOKS(across_stop, pause_and_end_on_the_same_day, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books, PAUSE);
    annals_expect(books, "");
    annals_said(books, PAUSE);
    books->now_count = 1;
    annals_now(books, FINISH);
    annals_expect(books, "");
}

BOOKS(across_stop, TR382_there_is_no_start, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, FINISH);
    annals_expect(books, "9069@2");
}

BOOKS(across_stop, TR382_begin_or_product_differ, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-06 reden=19 eind=2026-02-13 st=1");
    annals_expect(books, "9069@2");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A01 begin=2026-01-05 reden=19 eind=2026-02-13 st=1");
    annals_expect(books, "9069@2");
}

BOOKS(across_stop, TR382_each_start_is_stopped_by_its_own, "WMO307", "2026-12-31")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_said(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-12-30 st=1");
    annals_expect(books, "");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-03-02 reden=19 eind=2026-12-30 st=1");
    annals_expect(books, "");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-03-02 reden=20 eind=2026-03-13 st=1");
    annals_expect(books, ""); /* the first pause of this start */
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-03-13 st=1");
    annals_expect(books, "9413@3");
}

/* X2: one message withdraws the stop of the first start and tells the right one. */
BOOKS(across_stop, an_earlier_stop_is_corrected, "WMO307", "2026-12-31")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_said(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-13 st=3");
    annals_expect(books, "IW-H14@2");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-20 st=1");
    annals_expect(books, "");
}

/* X3: the stop of the first start is withdrawn; the second goes its own way. */
BOOKS(across_stop, an_earlier_stop_is_withdrawn, "WMO307", "2026-12-31")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, FINISH);
    annals_said(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_said(books,
                "ST 600001 07/07A12 begin=2026-03-02 reden=20 eind=2026-03-13 st=1");
    annals_said(books,
                "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-02-13 st=3");
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-03-02 reden=19 eind=2026-03-13 st=1");
    annals_expect(books, "");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-03-02 reden=20 eind=2026-03-13 st=3");
    annals_expect(books, "IW-H14@2"); /* two are open now */
    books->now_count = 1;
    annals_now(books, FINISH); /* what was missing */
    annals_expect(books, "");
}

BOOKS(across_start, TR326_an_earlier_start_is_open_too, "WMO305", "2026-12-31")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_said(books,
                "ST 600001 07/07A12 begin=2026-03-02 reden=19 eind=2026-03-13 st=1");
    annals_now(books, "CL");
    annals_now(books, "SP 600001 07/07A12 begin=2026-06-01 st=1");
    annals_expect(books, "9326@2");
}

BOOKS(across_start, an_earlier_start_is_told_later, "WMO305", "2026-12-31")
{
    annals_said(books, BASE);
    annals_said(books, "SP 600001 07/07A12 begin=2026-03-02 st=1");
    annals_said(books,
                "ST 600001 07/07A12 begin=2026-03-02 reden=19 eind=2026-03-13 st=1");
    annals_now(books, "CL");
    annals_now(books, START);
    annals_expect(books, "IW-H14@2");
}

BOOKS(across_stop, it_ends_after_the_allocation, "WMO307", "2027-01-31")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-12-31 st=1");
    annals_expect(books, "");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2027-01-01 st=1");
    annals_expect(books, "IW-H13@2");
}

BOOKS(across_stop, TR413_a_second_pause, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-14 st=1");
    annals_expect(books, "9413@2");
    books->now_count = 1;
    annals_now(books, PAUSE);
    annals_expect(books, "9074@2 9413@2");
}

BOOKS(across_stop, TR414_an_earlier_end, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, PAUSE);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=23 eind=2026-02-12 st=1");
    annals_expect(books, "9414@2");
}

BOOKS(across_stop, TR415_after_the_end, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, FINISH);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=31 eind=2026-03-01 st=1");
    annals_expect(books, "9415@2");
    books->now_count = 1;
    annals_now(books, FINISH);
    annals_expect(books, "9074@2 9415@2");
}

BOOKS(across_stop, a_corrected_reason_in_any_order, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, FINISH);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=31 eind=2026-02-13 st=1");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-02-13 st=3");
    annals_expect(books, "");
}

BOOKS(across_stop, TR063_nothing_to_withdraw, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, START);
    annals_said(books, FINISH);
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=20 eind=2026-02-13 st=3");
    annals_expect(books, "9063@2");
    books->now_count = 1;
    annals_now(books,
               "ST 600001 07/07A12 begin=2026-01-05 reden=19 eind=2026-02-13 st=3");
    annals_expect(books, "");
}

BOOKS(across_stop, TR019_the_number_is_unknown, "WMO307", "2026-04-02")
{
    annals_said(books, START);
    annals_now(books, "CL");
    annals_now(books, FINISH);
    annals_expect(books, "9019@2");
}

BOOKS(across_stop, TR381_the_code_is_of_another_category, "WMO307", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "SP 600001 07/02A03 begin=2026-01-05 st=1");
    annals_now(books, "CL");
    annals_now(books,
               "ST 600001 07/02A03 begin=2026-01-05 reden=19 eind=2026-02-13 st=1");
    annals_expect(books, "S329@2");
}

BOOKS(across_stop, without_a_number_it_is_by_product, "WMO307", "2026-04-02")
{
    books->across.is_taakgericht = true;
    annals_said(books, "SP 07/07A12 begin=2026-01-05 st=1");
    annals_now(books, "CL");
    annals_now(books, "ST 07/07A12 begin=2026-01-05 reden=19 eind=2026-03-31 st=1");
    annals_now(books, "ST 07/07A01 begin=2026-01-05 reden=19 eind=2026-03-31 st=1");
    annals_expect(books, "9069@3");
}
