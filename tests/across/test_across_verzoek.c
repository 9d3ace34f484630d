#include <criterion/criterion.h>

#include "annals.h"

/* ---- 315 ---- */

#define ASKS "AP V-051 02/02A03 2026-05-01..2026-12-31 4/04/2"

BOOKS(across_verzoek, the_first_request_is_right, "WMO315", "2026-03-02")
{
    annals_now(books, "CL");
    annals_now(books, ASKS);
    annals_expect(books, "");
}

BOOKS(across_verzoek, TR374_one_is_pending, "WMO315", "2026-03-02")
{
    annals_said(books, "VZ W-050");
    annals_now(books, "CL");
    annals_now(books, ASKS);
    annals_now(books, "AP W-050 07/02A03 2026-05-01..2026-12-31 4/04/2");
    annals_expect(books, "9374@1"); /* and nothing below is asked */
    annals_said(books, "AN W-050 st=2");
    annals_expect(books, "9374@1");
    annals_said(books, "AN W-050 st=1");
    books->now_count = 2;
    books->now[0].uitkomst = IWMO_UITKOMST_OPEN;
    annals_expect(books, "");
}

BOOKS(across_verzoek, TR374_all_products_are_answered, "WMO315", "2026-03-02")
{
    annals_said(books, "AP V-010 02/02A03 2026-04-06..2026-10-04 4/04/2");
    annals_also(books, "AP V-011 07/07A12 2026-04-06..2026-10-04 4/16/2");
    annals_said(books, "TP 710001 02/02A03 2026-04-06..2026-10-04 4/04/2 ref=V-010");
    annals_now(books, "CL");
    annals_now(books, ASKS);
    annals_expect(books, "9374@1");
    annals_said(books, "AN V-011 st=1");
    books->now[0].uitkomst = IWMO_UITKOMST_OPEN;
    annals_expect(books, "");
}

BOOKS(across_verzoek, TR374_others_ask_for_themselves, "WMO315", "2026-03-02")
{
    annals_said(books, "VZ W-050 agb=42420001");
    annals_said(books, "VZ W-051 gem=0363");
    annals_said(books, "VZ W-052 bsn=B");
    annals_now(books, "CL");
    annals_now(books, ASKS);
    annals_expect(books, "");
}

BOOKS(across_verzoek, TR347_the_reference_was_used, "WMO315", "2026-03-02")
{
    annals_said(books, "VZ W-050");
    annals_said(books, "AN W-050 st=1");
    annals_now(books, "CL");
    annals_now(books, "AP W-050 02/02A03 2026-05-01..2026-12-31 4/04/2");
    annals_now(books, ASKS);
    annals_expect(books, "9347@2");
}

BOOKS(across_verzoek, TR381_the_code_is_of_another_category, "WMO315", "2026-03-02")
{
    annals_now(books, "CL");
    annals_now(books, "AP V-051 02/07A12 2026-05-01..2026-12-31 4/04/2");
    annals_expect(books, "S329@2");
}

/* ---- 317: C32 ---- */

#define NEW "NW 01/01A03 2026-06-01..2026-12-31 3/04/2"

static void
have(struct annals *books)
{
    annals_said(books, "TP 801 02/02A03 2026-01-01..2026-12-31 3/04/2");
    annals_also(books, "TP 802 06/ 2026-01-01..2026-12-31 budget=500000");
    annals_also(books, "TP 803 07/07A12 2026-01-01..2026-12-31 100/16/6");
    annals_now(books, "CL");
    annals_now(books, "VZ W-060");
}

static void
ask(struct annals *books, const char *a, const char *b, const char *c, const char *d)
{
    const char *all[] = {a, b, c, d};

    have(books);
    for (size_t i = 0; i < 4; i++)
        if (all[i] != NULL)
            annals_now(books, all[i]);
}

BOOKS(across_wijziging, all_are_mentioned, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", NEW);
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR349_one_is_missing, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "TW 802 2026-01-01..2026-12-31 budget=600000", "ON 999", NULL);
    annals_expect(books, "9349@2"); /* and 9350 is not asked */
    cr_expect_str_eq(books->findings.first->other, "803");
}

BOOKS(across_wijziging, TR349_ended_and_removed_ones_are_not_actual, "WMO317",
      "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", NEW);
    annals_said(books, "TP 804 03/03A03 2026-01-01..2026-05-05 3/04/2");
    annals_also(books, "TP 805 03/03A03 2026-05-01..2026-05-01 3/04/2 rw=13");
    annals_expect(books, "");
    annals_also(books, "TP 806 03/03A03 2026-01-01..2026-05-06 3/04/2");
    annals_expect(books, "9349@2");
}

BOOKS(across_wijziging, TR349_a_future_one_is_actual, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", NEW);
    annals_also(books, "TP 807 03/03A03 2027-01-01..2027-05-05 3/04/2");
    annals_expect(books, "9349@2");
}

/* It was asked on the Wednesday, when the first was current and the third not known,
 * and is read when the first has ended. */
BOOKS(across_wijziging, current_is_what_was_so_on_its_own_day, "WMO317", "2026-05-06")
{
    annals_said(books, "TP 10071 02/02A03 2026-01-01..2026-05-08 3/04/2 t=1");
    annals_said(books, "TP 10072 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "TP 10073 04/04A01 2026-05-11..2026-12-31 4/16/4 t=1778140800");
    books->across.today = annals_day("2026-05-11");
    annals_now(books, "CL");
    annals_now(books, "VZ V-1");
    annals_now(books, "ON 10071");
    annals_now(books, "TW 10072 2026-06-01..2026-12-31 6/16/4");
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR350_it_is_not_there, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", "ON 999");
    annals_expect(books, "9350@6");
}

BOOKS(across_wijziging, TR350_it_has_ended, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", "ON 804");
    annals_said(books, "TP 804 03/03A03 2026-01-01..2026-05-05 3/04/2");
    annals_expect(books, "9350@6");
}

BOOKS(across_wijziging, TR351_it_is_not_there, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", "TW 999 2026-06-01..2026-12-31 3/04/2");
    annals_expect(books, "9351@6");
}

BOOKS(across_wijziging, TR357_a_day_in_the_past, "WMO317", "2026-05-06")
{
    ask(books, "TW 801 2026-05-01..2026-12-31 3/04/2", "ON 802", "ON 803", NEW);
    annals_expect(books, "9357@3");
    books->now[2].begin = annals_day("2026-01-01");
    annals_expect(books, "");
    books->now[2].begin = annals_day("2026-05-06");
    annals_expect(books, "9357@3");
    books->now[2].begin = annals_day("2026-05-07");
    annals_expect(books, "IW-H21@3");
}

BOOKS(across_wijziging, TR373_another_budget, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "TW 802 2026-06-01..2026-12-31 budget=600000", "ON 803", NULL);
    annals_expect(books, "9373@4");
    books->now[3].begin = annals_day("2026-01-01");
    annals_expect(books, "");
    books->now[3].begin = annals_day("2026-06-01");
    books->now[3].budget = 500000;
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR373_another_total, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "TW 803 2026-06-01..2026-12-31 120/16/6", NULL);
    annals_expect(books, "9373@5");
    books->now[4].volume = 100;
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR411_the_volume_is_missing, "WMO317", "2026-05-06")
{
    ask(books, "TW 801 2026-06-01..2026-12-31", "ON 802", "ON 803", NEW);
    annals_expect(books, "9411@3");
}

BOOKS(across_wijziging, TR412_there_is_no_code, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "TW 802 2026-06-01..2026-12-31 3/04/2", "ON 803", NULL);
    annals_expect(books, "9412@4");
}

BOOKS(across_wijziging, TR375_there_is_no_product, "WMO317", "2026-05-06")
{
    annals_said(books, "TP 804 2026-01-01..2026-12-31 budget=500000");
    annals_now(books, "CL");
    annals_now(books, "VZ W-060");
    annals_now(books, "TW 804 2026-06-01..2026-12-31 3/04/2");
    annals_expect(books, "9375@3 9412@3");
    books->now[2].eind = annals_day("2020-12-31");
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR361_a_new_one_overlaps, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803",
        "NW 02/02A03 2026-06-01..2026-09-30 3/04/2");
    annals_expect(books, "9361@2");
}

BOOKS(across_wijziging, TR361_a_shortened_one_leaves_room, "WMO317", "2025-08-04")
{
    annals_said(books, "TP 432 02/02A03 2025-03-01..2026-12-31 3/04/2");
    annals_also(books, "TP 543 07/07A12 2025-03-01..2025-12-31 80/16/6");
    annals_now(books, "CL");
    annals_now(books, "VZ W-001");
    annals_now(books, "ON 543");
    annals_now(books, "TW 432 2025-03-01..2025-08-31 3/04/2");
    annals_now(books, "NW 02/02A04 2025-09-01..2026-12-31 6/04/2");
    annals_expect(books, ""); /* C26 */
    annals_now(books, "NW 02/02A03 2025-09-01..2026-12-31 6/04/2");
    annals_expect(books, "");
    annals_now(books, "NW 02/02A03 2025-08-31..2026-12-31 6/04/2");
    annals_expect(books, "9361@2");
}

BOOKS(across_wijziging, TR361_two_new_ones_are_another_rule, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", NEW);
    annals_now(books, NEW);
    annals_expect(books, "");
}

BOOKS(across_wijziging, TR304_the_client_is_unknown, "WMO317", "2026-05-06")
{
    annals_said(books, "TP 801 02/02A03 2026-01-01..2026-12-31 3/04/2 bsn=B");
    annals_now(books, "CL");
    annals_now(books, "VZ W-060");
    annals_now(books, "ON 801");
    annals_expect(books, "8187@1");
}

BOOKS(across_wijziging, TR374_TR347_one_is_pending_then_its_reference_is_used, "WMO317",
      "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803", "ON 999");
    annals_said(books, "VZ W-060");
    annals_expect(books, "9374@1");
    annals_said(books, "AN W-060 st=1");
    books->now[0].uitkomst = IWMO_UITKOMST_OPEN;
    annals_expect(books, "9347@2"); /* and 9350 is not asked */
}

BOOKS(across_wijziging, TR381_the_code_is_of_another_category, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803",
        "NW 01/02A03 2026-06-01..2026-12-31 3/04/2");
    annals_expect(books, "S329@6");
}

BOOKS(across_wijziging, OP343_five_working_days, "WMO317", "2026-05-06")
{
    ask(books, "ON 801", "ON 802", "ON 803",
        "NW 01/01A03 2026-05-13..2026-12-31 3/04/2");
    annals_expect(books, "IW-H21@6");               /* 7, 8, 11, 12 May */
    books->now[5].begin = annals_day("2026-05-14"); /* Ascension Day */
    annals_expect(books, "");
    books->now[5].begin = annals_day("2026-05-15");
    annals_expect(books, "");
}

/* ---- 319: C31 ---- */

BOOKS(across_antwoord, TR355_nobody_asked, "WMO319", "2026-05-06")
{
    annals_said(books, "AP Z-1 02/02A03 2026-05-01..2026-12-31 gem=0363");
    annals_now(books, "AN Z-1 st=1");
    annals_expect(books, "9355@1");
}

BOOKS(across_antwoord, TR359_it_was_granted, "WMO319", "2026-05-06")
{
    annals_said(books, "VZ W-060");
    annals_said(books, "TP 1 02/02A03 2026-05-01..2026-12-31 3/04/2 ref=W-060");
    annals_now(books, "AN W-060 st=1");
    annals_expect(books, "9359@1");
}

BOOKS(across_antwoord, TR360_under_investigation_twice, "WMO319", "2026-05-06")
{
    annals_said(books, "VZ W-061");
    annals_now(books, "AN W-061 st=2");
    annals_expect(books, "");
    annals_said(books, "AN W-061 st=2");
    annals_expect(books, "9360@1");
}

BOOKS(across_antwoord, TR365_a_refusal_is_final, "WMO319", "2026-05-06")
{
    annals_said(books, "VZ W-062");
    annals_said(books, "AN W-062 st=1");
    annals_now(books, "AN W-062 st=1");
    annals_expect(books, "9365@1");
    books->now[0].status = '2';
    annals_expect(books, "9360@1 9365@1");
}

BOOKS(across_antwoord, a_refusal_after_investigation_is_right, "WMO319", "2026-05-06")
{
    annals_said(books, "VZ W-063");
    annals_said(books, "AN W-063 st=2");
    annals_now(books, "AN W-063 st=1");
    annals_expect(books, "");
    cr_expect_eq(books->questions, 2);
}
