#include <criterion/criterion.h>

#include "annals.h"

/* C45: an allocation, its client, and what is declared on it in March. */
#define BASE  "TP 900701 02/02A03 2026-01-01..2026-12-31 10/04/4"
#define MARCH "900701 02/02A03 2026-03-01..2026-03-31 "

static void
claim(struct annals *books, const char *line)
{
    annals_now(books, "DE DN9 2026-03-01..2026-03-31");
    annals_now(books, "CL");
    annals_now(books, line);
    books->now[1].parent = 0;
}

BOOKS(across_prestatie, one_that_fits, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    claim(books, "PR RN1 " MARCH "5x6255");
    annals_expect(books, "");
    cr_expect_eq(books->now[2].uitkomst, IWMO_UITKOMST_OPEN);
    /* the Identificatie, DeclaratieNummer, last claim, number, its lines of the month,
     * their sum, ReferentieNummer */
    cr_expect_eq(books->questions, 7);
}

/* C45: a line, and its code. */
static const struct {
    const char *line, *codes;
} lines[] = {
    {"PR RN1 999999999 02/02A03 2026-03-01..2026-03-31 5x6255", "9338@3"},
    {"PR RN1 900701 07/07A12 2026-03-01..2026-03-31 5x6255", "9339@3 9340@3"},
    {"PR RN1 900701 02/02A04 2026-03-01..2026-03-31 5x8730", "9340@3"},
    {"PR RN1 900701 02/07A12 2026-03-01..2026-03-31 5x8730", "S329@3 9340@3"},
    {"PR RN1 " MARCH "5x6255 een=16", "9341@3"},
    {"PR RN1 " MARCH "11x6255", "9321@3"},
    {"PR RN1 " MARCH "10x6255", ""},
    {"PR RN1 900701 02/02A03 2026-03-02..2026-03-31 5x6255", "9387@3"},
    {"PR RN1 900701 02/02A03 2026-03-01..2026-03-30 5x6255", "9388@3"},
    {"PR RN1 " MARCH "5x6255 bedrag=31276", "9346@3"},
    {"PR RN1 " MARCH "600x104 een=01 bedrag=62550", ""},
    {"PR RN1 " MARCH "601x104 een=01 bedrag=62654", "9321@3"},
    {"PR RN1 " MARCH "455x104 een=01 bedrag=48000", "9346@3"},
};

BOOKS(across_prestatie, one_fault_per_line, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        books->now_count = 0;
        books->client = 0;
        claim(books, lines[i].line);
        annals_expect(books, lines[i].codes);
        cr_expect_eq(books->now[2].uitkomst == IWMO_UITKOMST_AFGEWEZEN,
                     lines[i].codes[0] != '\0', "%s", lines[i].line);
    }
}

BOOKS(across_prestatie, TR307_TR308_outside_the_allocation, "WMO323", "2025-07-02")
{
    annals_said(books, "TP 900001 02/02A03 2025-04-08..2025-06-17 3/04/2");
    claim(books, "PR RN1 900001 02/02A03 2025-04-01..2025-04-30 5x6255");
    annals_now(books, "PR RN2 900001 02/02A03 2025-04-08..2025-04-30 5x6255");
    annals_now(books, "PR RN3 900001 02/02A03 2025-05-01..2025-05-31 5x6255");
    annals_now(books, "PR RN4 900001 02/02A03 2025-06-01..2025-06-17 5x6255");
    annals_now(books, "PR RN5 900001 02/02A03 2025-06-01..2025-06-30 5x6255");
    annals_expect(books, "9307@3 9387@3 9308@7 9388@7");
}

BOOKS(across_prestatie, TR384_the_allocation_was_removed, "WMO323", "2026-04-02")
{
    annals_said(books, BASE " t=1");
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-01-01 10/04/4 rw=13 t=2");
    claim(books, "PR RN1 " MARCH "5x6255");
    annals_expect(books, "9384@3");
}

BOOKS(across_prestatie, TR304_of_another_client, "WMO323", "2026-04-02")
{
    annals_said(books, BASE " bsn=B");
    annals_said(books, "TP 900702 07/07A12 2026-01-01..2026-12-31 10/16/4");
    claim(books, "PR RN1 " MARCH "5x6255");
    annals_now(books, "PR RN2 900702 07/07A01 2026-03-01..2026-03-31 5x6255 een=16");
    annals_expect(books, "8187@2"); /* its lines are not asked */
    cr_expect_eq(books->now[2].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
    cr_expect_eq(books->now[3].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
}

BOOKS(across_prestatie, TR304_the_client_is_unknown, "WMO323", "2026-04-02")
{
    annals_said(books, BASE " bsn=B");
    claim(books, "PR RN1 900702 02/02A03 2026-03-01..2026-03-31 5x6255");
    annals_now(books, "CL bsn=B");
    annals_now(books, "PR RN2 " MARCH "5x6255 bsn=B");
    annals_expect(books, "8187@2");
    cr_expect_eq(books->now[4].uitkomst, IWMO_UITKOMST_OPEN);
}

BOOKS(across_prestatie, TR304_a_known_client_with_an_unknown_number, "WMO323",
      "2026-04-02")
{
    annals_said(books, BASE);
    claim(books, "PR RN1 900702 02/02A03 2026-03-01..2026-03-31 5x6255");
    annals_expect(books, "9338@3");
}

/* ---- the claim ---- */

BOOKS(across_declaratie, TR333_the_number_was_used, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "DE DN9 2026-02-01..2026-02-28");
    claim(books, "PR RN1 900799 07/02A03 2026-03-01..2026-03-31 5x6255");
    annals_expect(books, "9333@1"); /* and nothing below is asked */
    cr_expect_eq(books->now[0].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
    cr_expect_eq(books->now[2].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
}

BOOKS(across_declaratie, the_number_of_another_provider_is_another, "WMO323",
      "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "DE DN9 2026-04-01..2026-04-30 agb=42420001");
    claim(books, "PR RN1 " MARCH "5x6255");
    annals_expect(books, "");
}

BOOKS(across_declaratie, TR318_periods_follow_each_other, "WMO323", "2026-04-02")
{
    static const struct {
        const char *last, *codes;
    } cases[] = {
        {"DE DN1 2026-04-01..2026-04-30", "8214@1"},
        {"DE DN1 2026-03-01..2026-03-31", ""},
        {"DE DN1 2026-02-01..2026-02-28", ""},
        {"DE DN1 2026-01-01..2026-01-31", "IW-H31@1"},
        {"DE DN1 2025-03-01..2025-03-31", "IW-H31@1"},
    };

    annals_said(books, BASE);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        books->past_count = 1;
        books->now_count = 0;
        books->client = 0;
        annals_said(books, "DE DN0 2025-01-01..2025-01-31");
        annals_said(books, cases[i].last);
        annals_said(books, "DE DN2 2025-02-01..2025-02-28"); /* late */
        claim(books, "PR RN1 " MARCH "5x6255");
        annals_expect(books, cases[i].codes);
    }
}

/* ---- references; C39 and C44 ---- */

#define FEB "900701 02/02A03 2026-02-01..2026-02-28 "

static void
have_february(struct annals *books)
{
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 20/04/4");
    annals_said(books, "DE DN1 2026-03-01..2026-03-31");
    annals_also(books, "PR RN-0001 " FEB "10x6255");
}

BOOKS(across_credit, TR389_the_same_again, "WMO323", "2026-04-02")
{
    have_february(books);
    claim(books, "PR RN-0100 " FEB "2x6255");
    annals_expect(books, "9389@3");
}

BOOKS(across_credit, TR389_another_product_or_period_is_not_the_same, "WMO323",
      "2026-04-02")
{
    annals_said(books, "TP 900501 02/ 2026-01-01..2026-12-31 budget=500000");
    annals_said(books, "PR RN1 900501 02/02A03 2026-02-01..2026-02-28 8x6255");
    claim(books, "PR RN2 900501 02/02A04 2026-02-01..2026-02-28 5x8730");
    annals_now(books, "PR RN3 900501 02/02A03 2026-03-01..2026-03-31 8x6255");
    annals_expect(books, "");
}

/* 900701 and 0900701 are one number, which the rule inside the message does not see. */
BOOKS(across_credit, TR389_the_same_twice_in_one_message, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 20/04/2");
    claim(books, "PR RN1 " FEB "2x6255");
    annals_now(books, "PR RN2 " FEB "3x6255");
    annals_now(books, "PR RN3 " FEB "4x6255");
    annals_expect(books, "9389@4 9389@5");
}

BOOKS(across_credit, TR389_a_refused_line_makes_no_double, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 2/04/2");
    claim(books, "PR RN1 " FEB "900x6255");
    annals_now(books, "PR RN2 " FEB "2x6255");
    annals_expect(books, "9321@3 9322@3");
}

BOOKS(across_credit, a_volume_of_nothing, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 2/04/2");
    claim(books, "PR RN1 " FEB "0x6255");
    annals_expect(books, "IW-H32@3");
}

/* Frequentie 6: what is above the total is above it in its period as well. */
BOOKS(across_credit, TR321_TR322_above_the_total, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-12-31 10/04/6");
    claim(books, "PR RN1 " FEB "11x6255");
    annals_expect(books, "9321@3 9322@3");
}

BOOKS(across_credit, a_credit_makes_room_in_its_message, "WMO323", "2026-04-02")
{
    have_february(books);
    claim(books, "PR RN-0102 " FEB "12x6255");
    annals_now(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    annals_expect(books, "");
}

BOOKS(across_credit, a_credit_makes_room_for_later, "WMO323", "2026-04-02")
{
    have_february(books);
    annals_said(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    claim(books, "PR RN-0102 " FEB "12x6255");
    annals_expect(books, "");
}

BOOKS(across_credit, a_rejected_credit_makes_none, "WMO323", "2026-04-02")
{
    have_february(books);
    annals_said(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001 uit=af");
    claim(books, "PR RN-0102 " FEB "12x6255");
    annals_expect(books, "9389@3");
}

BOOKS(across_credit, a_rejected_debit_is_no_obstacle, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "PR RN-0001 " FEB "10x6255 uit=af");
    claim(books, "PR RN-0102 " FEB "10x6255");
    annals_expect(books, "");
}

BOOKS(across_credit, TR323_TR389_a_refused_credit_takes_its_debit_along, "WMO323",
      "2026-04-02")
{
    have_february(books);
    claim(books, "CR RN-0101 " FEB "10x6255 bedrag=62540 vorig=RN-0001");
    annals_now(books, "PR RN-0102 " FEB "12x6255");
    annals_expect(books, "8017@3 9389@4");
}

BOOKS(across_credit, TR323_a_credit_equals_its_debit, "WMO323", "2026-04-02")
{
    static const char *const credits[] = {
        "CR RN2 900701 02/02A03 2026-02-01..2026-02-28 9x6255 bedrag=62550 "
        "vorig=RN-0001",
        "CR RN2 900701 02/02A04 2026-02-01..2026-02-28 10x6255 vorig=RN-0001",
        "CR RN2 900701 02/02A03 2026-03-01..2026-03-31 10x6255 vorig=RN-0001",
        "CR RN2 900701 02/02A03 2026-02-01..2026-02-28 10x6255 een=01 vorig=RN-0001",
        "CR RN2 900701 02/02A03 2026-02-01..2026-02-28 10x6254 bedrag=62550 "
        "vorig=RN-0001",
        "CR RN2 900701 02/02A03 2026-02-01..2026-02-28 10x6255 vorig=RN-9999",
    };

    have_february(books);
    for (size_t i = 0; i < sizeof(credits) / sizeof(credits[0]); i++) {
        books->now_count = 0;
        books->client = 0;
        claim(books, credits[i]);
        annals_expect(books, "8017@3");
    }
}

BOOKS(across_credit, TR323_a_rejected_debit_is_not_credited, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "PR RN-0001 " FEB "10x6255 uit=af");
    claim(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    annals_expect(books, "8017@3");
}

BOOKS(across_credit, TR323_what_has_no_answer_is_credited_at_the_gemeente_only,
      "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "PR RN-0001 " FEB "10x6255 uit=open");
    claim(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    annals_expect(books, "");
    books->entry.side = IWMO_SIDE_AANBIEDER;
    annals_expect(books, "8017@3");
}

BOOKS(across_credit, TR390_once, "WMO323", "2026-04-02")
{
    have_february(books);
    annals_said(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    claim(books, "CR RN-0103 " FEB "10x6255 vorig=RN-0001");
    annals_expect(books, "9390@3");
}

BOOKS(across_credit, a_credit_is_not_asked_what_its_debit_was, "WMO323", "2026-04-02")
{
    have_february(books);
    annals_said(books, "TP 900701 02/02A03 2026-01-01..2026-01-31 1/16/4 t=9 rw=14");
    claim(books, "CR RN-0101 " FEB "10x6255 vorig=RN-0001");
    annals_expect(books, "");
}

BOOKS(across_credit, TR314_a_reference_is_used_once, "WMO323", "2026-04-02")
{
    have_february(books);
    annals_said(books,
                "PR RN-0002 900799 02/02A03 2026-01-01..2026-01-31 5x6255 uit=af");
    claim(books, "PR RN-0001 " MARCH "5x6255");
    annals_now(books, "PR RN-0002 900701 02/02A03 2026-01-01..2026-01-31 5x6255");
    annals_expect(books, "8021@3 8021@4");
}

BOOKS(across_credit, TR314_the_second_of_a_message, "WMO323", "2026-04-02")
{
    annals_said(books, BASE);
    annals_said(books, "TP 900702 07/07A12 2026-01-01..2026-12-31 10/16/4 bsn=B");
    claim(books, "PR RN1 " MARCH "5x6255");
    annals_now(books, "CL bsn=B");
    books->now[3].parent = 0;
    annals_now(books,
               "PR RN1 900702 07/07A12 2026-01-01..2026-01-31 5x6255 een=16 bsn=B");
    annals_expect(books,
                  "8021@5"); /* though it is asked first: its period is earlier */
}

BOOKS(across_credit, old_lines_in_a_new_message, "WMO323", "2026-04-02")
{
    have_february(books);
    claim(books, "PR RN-0001 " FEB "10x6255");
    annals_expect(books, "8021@3 9389@3");
}

/* ---- volume; C35, C36, C41, C42, C43 ---- */

BOOKS(across_volume, TR321_weeks_of_effort, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-07..2025-09-07 3/04/2");
    claim(books, "PR RN1 900201 02/02A03 2025-07-07..2025-07-31 13x6255");
    annals_expect(books, "9321@3");
    books->now[2].volume = 12;
    books->now[2].bedrag.cents = 75060;
    annals_expect(books, "");
}

BOOKS(across_volume, TR322_over_the_whole_run, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-07..2025-09-07 3/04/2");
    annals_said(books, "PR RN1 900201 02/02A03 2025-07-07..2025-07-31 12x6255");
    annals_said(books, "PR RN2 900201 02/02A03 2025-08-01..2025-08-31 15x6255");
    claim(books, "PR RN3 900201 02/02A03 2025-09-01..2025-09-07 3x6255");
    annals_expect(books, "9322@3");
    annals_said(books,
                "CR RN4 900201 02/02A03 2025-08-01..2025-08-31 15x6255 vorig=RN2");
    annals_said(books, "PR RN5 900201 02/02A03 2025-08-01..2025-08-31 12x6255");
    annals_expect(books, "");
}

BOOKS(across_volume, TR322_hours_and_minutes_add_up, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-07..2025-09-07 3/04/2");
    annals_said(books, "PR RN1 900201 02/02A03 2025-07-07..2025-07-31 12x6255");
    claim(books, "PR RN2 900201 02/02A03 2025-08-01..2025-08-31 900x104 een=01 "
                 "bedrag=93600");
    annals_expect(books, "");
    annals_now(books, "PR RN3 900201 02/02A03 2025-09-01..2025-09-07 1x6255");
    annals_expect(books, "9322@4");
}

BOOKS(across_volume, TR322_by_period_not_by_place_in_the_message, "WMO323",
      "2025-10-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-07..2025-09-07 3/04/2");
    claim(books, "PR RN1 900201 02/02A03 2025-09-01..2025-09-07 3x6255");
    annals_now(books, "PR RN2 900201 02/02A03 2025-08-01..2025-08-31 15x6255");
    annals_now(books, "PR RN3 900201 02/02A03 2025-07-07..2025-07-31 12x6255");
    annals_expect(books, "9322@3");
}

BOOKS(across_volume, TR322_a_refused_line_is_left_out, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-07..2025-09-07 3/04/2");
    claim(books, "PR RN1 900201 02/02A03 2025-07-07..2025-07-31 27x6255");
    annals_now(books, "PR RN2 900201 02/02A03 2025-08-01..2025-08-31 15x6255");
    annals_expect(books, "9321@3");
}

BOOKS(across_volume, TR322_without_an_end_is_not_asked, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900201 02/02A03 2025-07-01.. 3/04/4");
    claim(books, "PR RN1 900201 02/02A03 2026-03-01..2026-03-31 3x6255");
    annals_expect(books, "");
}

BOOKS(across_volume, TR321_weeks_of_output_in_euros, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900301 02/02A05 2025-07-07..2025-09-07 30000/83/2");
    claim(books, "PR RN1 900301 02/02A05 2025-07-07..2025-07-31 90000x een=83");
    annals_now(books, "PR RN2 900301 02/02A05 2025-08-01..2025-08-31 150000x een=83");
    annals_now(books, "PR RN3 900301 02/02A05 2025-09-01..2025-09-07 30000x een=83");
    annals_expect(books, "");
    books->now[2].volume = books->now[2].bedrag.cents = 120000;
    annals_expect(books, "9321@3");
}

BOOKS(across_volume, TR321_TR322_a_total_in_parts, "WMO323", "2025-07-02")
{
    annals_said(books, "TP 900401 02/02A05 2025-04-08..2025-06-17 250000/83/6");
    annals_said(books, "PR RN1 900401 02/02A05 2025-04-08..2025-04-30 125000x een=83");
    claim(books, "PR RN2 900401 02/02A05 2025-06-01..2025-06-17 125000x een=83");
    annals_expect(books, "");
    annals_said(books, "PR RN3 900401 02/02A05 2025-05-01..2025-05-31 1x een=83");
    annals_expect(books, "9322@3");
}

BOOKS(across_volume, TR321_six_weeks_of_household_help, "WMO323", "2025-10-02")
{
    annals_said(books, "TP 900601 01/01A03 2025-09-01..2025-12-31 3/04/2");
    claim(books, "PR RN1 900601 01/01A03 2025-09-01..2025-09-30 18x1250");
    annals_expect(books, "");
    books->now[2].volume = 19;
    books->now[2].bedrag.cents = 23750;
    annals_expect(books, "9321@3");
}

BOOKS(across_volume, TR369_the_budget, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900501 02/ 2026-01-01..2026-12-31 budget=100000");
    annals_said(books, "PR RN1 900501 02/02A03 2026-02-01..2026-02-28 8x6255");
    claim(books, "PR RN2 900501 02/02A03 2026-03-01..2026-03-31 7x6255");
    annals_now(books, "PR RN3 900501 02/02A04 2026-03-01..2026-03-31 1x6175");
    annals_expect(books, ""); /* 100 000 just fits */
    annals_now(books, "PR RN4 900501 02/02A06 2026-03-01..2026-03-31 1x1");
    annals_expect(books, "9369@5");
    annals_now(books, "PR RN5 900501 07/07A12 2026-02-01..2026-02-28 1x1");
    books->now[4].bedrag.cents = books->now[4].tarief = 0;
    annals_expect(books, "9339@6");
}

BOOKS(across_volume, a_generic_allocation_takes_any_product, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 610001 2026-01-01..2026-12-31 budget=1000000");
    claim(books, "PR RN1 610001 02/02A03 2026-03-01..2026-03-31 8x6255");
    annals_now(books, "PR RN2 610001 07/07A12 2026-03-01..2026-03-31 10x5150 een=16");
    annals_expect(books, "");
}

/* ---- the contract ---- */

static struct iwmo_registers *
contracted(struct annals *books)
{
    struct iwmo_registers_options options = {.contracten =
                                                 "fixtures/registers/contract.csv"};
    struct iwmo_registers *registers = NULL;
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_registers_load(&options, &registers, &err), IWMO_OK, "%s",
                 err.text);
    books->across.registers = registers;
    return registers;
}

static bool
was_skipped(const struct annals *books, const char *code)
{
    for (unsigned bit = 0; iwmo_across_skippable(bit) != NULL; bit++)
        if (strcmp(iwmo_across_skippable(bit), code) == 0)
            return (books->across.skipped >> bit & 1) != 0;
    cr_assert_fail("never skipped: %s", code);
    return false;
}

BOOKS(across_contract, TR418_TR346_tariff_and_amount, "WMO323", "2026-04-02")
{
    static const struct {
        const char *line, *codes;
    } cases[] = {
        {"PR RN1 " MARCH "6x6255", ""},
        {"PR RN1 " MARCH "6x6255 bedrag=37531", "9346@3"},
        {"PR RN1 " MARCH "6x6300", "0611@3"},
        {"PR RN1 " MARCH "455x104 een=01 bedrag=47434", ""},
        {"PR RN1 " MARCH "455x104 een=01 bedrag=47320", "9346@3"},
        {"PR RN1 " MARCH "455x105 een=01 bedrag=47434", "0611@3"},
        {"PR RN1 " MARCH "5x6255 een=16", "9341@3"},
    };
    struct iwmo_registers *registers = contracted(books);

    annals_said(books, BASE);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        books->now_count = 0;
        books->client = 0;
        claim(books, cases[i].line);
        annals_expect(books, cases[i].codes);
    }
    iwmo_registers_free(registers);
}

BOOKS(across_contract, TR341_without_omvang_the_contract_has_the_unit, "WMO323",
      "2026-04-02")
{
    struct iwmo_registers *registers = contracted(books);

    annals_said(books, "TP 900501 02/ 2026-01-01..2026-12-31 budget=500000");
    claim(books, "PR RN1 900501 02/02A03 2026-03-01..2026-03-31 1x6255 een=16");
    annals_expect(books, "9341@3");
    strcpy(books->now[2].eenheid, "04");
    annals_expect(books, "");
    strcpy(books->now[2].eenheid, "01");
    books->now[2].volume = 60;
    books->now[2].tarief = 104;
    annals_expect(books, "");
    iwmo_registers_free(registers);
}

BOOKS(across_contract, without_one_rules_are_skipped_and_told, "WMO323", "2026-04-02")
{
    annals_said(books, "TP 900501 02/ 2026-01-01..2026-12-31 budget=500000");
    claim(books, "PR RN1 900501 02/02A03 2026-03-01..2026-03-31 1x6255");
    annals_expect(books, "");
    cr_expect(was_skipped(books, "TR341"));
    cr_expect(was_skipped(books, "TR418"));
    cr_expect(was_skipped(books, "TR378"));
    cr_expect(was_skipped(books, "TR381"));
    cr_expect_not(was_skipped(books, "TR346"));
}

BOOKS(across_contract, a_product_that_is_not_there_is_not_judged, "WMO323",
      "2026-04-02")
{
    struct iwmo_registers *registers = contracted(books);

    annals_said(books, "TP 900501 03/ 2026-01-01..2026-12-31 budget=500000");
    claim(books, "PR RN1 900501 03/03A03 2026-03-01..2026-03-31 1x6255");
    annals_expect(books, "");
    cr_expect(was_skipped(books, "TR341"));
    cr_expect(was_skipped(books, "TR418"));
    iwmo_registers_free(registers);
}
