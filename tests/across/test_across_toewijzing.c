#include <criterion/criterion.h>

#include "annals.h"

#define BASE "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1"

static const char *
other_of(const struct annals *books)
{
    cr_assert_not_null(books->findings.first);
    return books->findings.first->other;
}

BOOKS(across_toewijzing, the_first_of_a_client_is_right, "WMO301", "2026-01-05")
{
    annals_now(books, "CL");
    annals_now(books, BASE);
    annals_expect(books, "");
    cr_expect_eq(books->questions, 3); /* the Identificatie, the number, the client */
}

BOOKS(across_toewijzing, a_repeat_is_right, "WMO301", "2026-01-20")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, BASE);
    annals_now(books, "TP 500002 07/07A12 2026-02-02..2026-07-31 4/16/2 t=2");
    annals_expect(books, "");
}

/* ---- TR332 ---- */

BOOKS(across_toewijzing, TR332_the_number_is_of_another_client, "WMO301", "2026-01-20")
{
    annals_said(books, BASE " bsn=B");
    annals_now(books, "CL");
    annals_now(books, BASE);
    annals_expect(books, "9332@2");
    cr_expect_eq(books->now[1].uitkomst, IWMO_UITKOMST_AFGEWEZEN);
}

BOOKS(across_toewijzing, TR332_the_number_is_of_another_product, "WMO301", "2026-01-20")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "TP 500001 07/07A12 2026-01-12..2026-07-11 3/04/2 t=2");
    annals_now(books, "TP 500002 07/07A12 2027-01-12..2027-07-11 3/04/2 t=2");
    annals_expect(books, "9332@2");
}

BOOKS(across_toewijzing, TR332_the_number_is_of_another_provider, "WMO301",
      "2026-01-20")
{
    annals_said(books, BASE " agb=42420001");
    annals_now(books, "CL");
    annals_now(books, BASE);
    annals_expect(books, "9332@2");
}

BOOKS(across_toewijzing, the_number_of_another_gemeente_is_another, "WMO301",
      "2026-01-20")
{
    annals_said(books, BASE " gem=0363 bsn=B");
    annals_now(books, "CL");
    annals_now(books, BASE);
    annals_expect(books, "");
}

/* ---- what may change ---- */

static const struct {
    const char *words;
    bool is_fixed;
} changes[] = {
    {"TP 500001 02/02A03 2026-01-12..2026-12-27 3/04/2 t=2 rw=04", false},
    {"TP 500001 02/02A03 2026-01-12..2026-05-31 3/04/2 t=2 rw=05", false},
    {"TP 500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2 rw=13", false},
    {"TP 500001 02/02A03 2026-01-12..2026-07-11 4/04/2 t=2 rw=14", true},
    {"TP 500001 02/02A03 2026-01-12..2026-07-11 3/01/2 t=2 rw=14", true},
    {"TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/4 t=2 rw=14", true},
    {"TP 500001 02/02A03 2026-01-11..2026-07-11 3/04/2 t=2 rw=14", true},
    {"TP 500001 02/02A03 2026-01-12..2026-07-11 t=2 rw=14", true},
    {"TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 budget=1 t=2 rw=14", true},
};

BOOKS(across_toewijzing, OP033x1_what_is_fixed_may_be_a_warning_or_9332, "WMO301",
      "2026-01-20")
{
    annals_said(books, BASE);
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        books->now_count = 0;
        books->client = 0;
        annals_now(books, "CL");
        annals_now(books, changes[i].words);
        books->across.refuses_fixed = false;
        annals_expect(books, changes[i].is_fixed ? "IW-H02@2" : "");
        books->across.refuses_fixed = true;
        annals_expect(books, changes[i].is_fixed ? "9332@2" : "");
    }
}

BOOKS(across_toewijzing, a_total_volume_and_a_budget_may_change, "WMO301", "2026-06-10")
{
    annals_said(books, "TP 530001 02/02A03 2026-01-01..2026-12-31 80/04/6 t=1");
    annals_also(books, "TP 530002 06/ 2026-01-01..2026-12-31 budget=500000 t=1");
    annals_now(books, "CL");
    annals_now(books, "TP 530001 02/02A03 2026-01-01..2026-12-31 100/04/6 t=2 rw=14");
    annals_now(books, "TP 530002 06/ 2026-01-01..2026-12-31 budget=600000 t=2 rw=14");
    annals_expect(books, "");
}

/* ---- TR379 ---- */

BOOKS(across_toewijzing, TR379_grants_a_request, "WMO301", "2026-03-06")
{
    annals_said(books, "TP 700001 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_now(books, "CL");
    annals_now(books, "TP 700001 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_now(books, "TP 700002 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2 ref=V-001");
    annals_expect(books, "");
}

BOOKS(across_toewijzing, TR379_nobody_asked_for_it, "WMO301", "2026-03-06")
{
    annals_said(books, "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_said(books, "AP V-002 02/02A03 2026-03-16..2026-09-13 4/04/2 bsn=B");
    annals_said(books, "AP V-003 02/02A03 2026-03-16..2026-09-13 4/04/2 gem=0363");
    annals_now(books, "CL");
    annals_now(books, "TP 700001 01/01A03 2026-03-16..2026-09-13 3/04/2 ref=V-999");
    annals_now(books, "TP 700002 02/02A03 2026-03-16..2026-09-13 3/04/2 ref=V-002");
    annals_now(books, "TP 700003 07/07A12 2026-03-16..2026-09-13 3/04/2 ref=V-003");
    annals_expect(books, "9379@2 9379@3 9379@4");
}

BOOKS(across_toewijzing, TR379_a_number_from_before_the_request, "WMO301", "2026-03-06")
{
    annals_said(books, "TP 700001 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_now(books, "CL");
    annals_now(books, "TP 700001 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1 ref=V-001");
    annals_now(books, "TP 700002 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2 ref=V-001");
    annals_expect(books, "9379@2 IW-B07@2");
}

BOOKS(across_toewijzing, TR379_a_grant_may_be_sent_again, "WMO301", "2026-03-06")
{
    annals_said(books, "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_said(books,
                "TP 700002 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2 ref=V-001");
    annals_now(books, "CL");
    annals_now(books, "TP 700002 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2 ref=V-001");
    annals_expect(books, "");
}

BOOKS(across_toewijzing, TR379_a_change_has_its_reference_everywhere, "WMO301",
      "2026-03-06")
{
    annals_said(books, "TP 543 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "VZ W-001");
    annals_also(books, "ON 543");
    annals_also(books, "NW 02/02A04 2026-04-01..2026-12-31 6/04/2");
    annals_now(books, "CL");
    annals_now(books, "TP 543 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1 ref=W-001");
    annals_now(books, "TP 544 02/02A04 2026-04-01..2026-12-31 6/04/2 t=2 ref=W-001");
    annals_expect(books, "");
    cr_expect_eq(books->questions, 6); /* one for the reference, one for its parts */
}

BOOKS(across_toewijzing, a_grant_after_a_refusal_is_told_to_a_person, "WMO301",
      "2026-03-06")
{
    annals_said(books, "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_said(books, "AN V-001 st=1");
    annals_now(books, "CL");
    annals_now(books, "TP 700002 02/02A03 2026-03-16..2026-09-13 4/04/2 t=2 ref=V-001");
    annals_expect(books, "IW-H08@2");
}

/* ---- TR385 ---- */

#define PAID    "PR RN1 570001 02/02A03 2026-01-01..2026-01-31 5x6255"
#define REMOVAL "TP 570001 02/02A03 2026-01-01..2026-01-01 3/04/2 t=2 rw=13"

BOOKS(across_toewijzing, TR385_what_was_paid_on_stays, "WMO301", "2026-02-16")
{
    annals_said(books, "TP 570001 02/02A03 2026-01-01..2026-12-31 3/04/2 t=1");
    annals_said(books, PAID);
    annals_now(books, "CL");
    annals_now(books, REMOVAL);
    annals_expect(books, "9385@2");
    annals_said(
        books,
        "CR RN2 570001 02/02A03 2026-01-01..2026-01-31 5x6255 vorig=RN1 uit=open");
    annals_expect(books, "9385@2 IW-H42@2"); /* the credit has no answer yet */
    annals_said(books,
                "CR RN3 570001 02/02A03 2026-01-01..2026-01-31 5x6255 vorig=RN1");
    annals_expect(books, "IW-H42@2");
    books->entry.side = IWMO_SIDE_GEMEENTE; /* who decides on it when it comes */
    annals_expect(books, "");
}

BOOKS(across_toewijzing, TR385_what_was_rejected_is_no_obstacle, "WMO301", "2026-02-16")
{
    annals_said(books, "TP 570001 02/02A03 2026-01-01..2026-12-31 3/04/2 t=1");
    annals_said(books, PAID " uit=af");
    annals_said(books, "PR RN2 570009 02/02A03 2026-01-01..2026-01-31 5x6255");
    annals_now(books, "CL");
    annals_now(books, REMOVAL);
    annals_expect(books, "");
}

BOOKS(across_toewijzing, TR385_is_about_removals, "WMO301", "2026-02-16")
{
    annals_said(books, "TP 570001 02/02A03 2026-01-01..2026-12-31 3/04/2 t=1");
    annals_said(books, PAID);
    annals_now(books, "CL");
    annals_now(books, "TP 570001 02/02A03 2026-01-01..2026-01-31 3/04/2 t=2 rw=05");
    annals_expect(books, "");
}

/* ---- warnings ---- */

BOOKS(across_toewijzing, OP087_current_ones_are_missing, "WMO301", "2026-03-02")
{
    annals_said(books, BASE);
    annals_also(books, "TP 500002 07/07A12 2026-02-02..2026-07-31 4/16/2 t=1");
    annals_also(books, "TP 500003 01/01A03 2027-02-02..2027-07-31 4/16/2 t=1");
    annals_also(books, "TP 500004 01/01A03 2025-02-02..2026-03-01 4/16/2 t=1");
    annals_also(books, "TP 500005 01/01A03 2026-02-02..2026-02-02 4/16/2 t=1 rw=13");
    annals_also(books, "TP 500006 01/01A03 2026-02-02..2026-07-31 4/16/2 t=1 bsn=B");
    annals_now(books, "CL");
    annals_now(books, "TP 500002 07/07A12 2026-02-02..2026-07-31 4/16/2 t=1");
    annals_expect(books, "IW-H01@1");
    cr_expect_str_eq(other_of(books), "500001, 500003");
}

BOOKS(across_toewijzing, OP087_the_day_it_ends_counts, "WMO301", "2026-07-11")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "TP 500002 07/07A12 2026-08-02..2026-12-31 4/16/2 t=2");
    annals_expect(books, "IW-H01@1");
}

BOOKS(across_toewijzing, a_change_of_what_was_not_seen, "WMO301", "2026-05-11")
{
    annals_now(books, "CL");
    annals_now(books, "TP 560001 02/02A03 2026-01-05..2026-12-27 3/04/2 t=2 rw=04");
    annals_now(books, "TP 560002 07/07A12 2026-01-05..2026-01-05 3/16/2 t=2 rw=13");
    annals_expect(books, "IW-H03@2");
}

BOOKS(across_toewijzing, an_older_version_is_stale, "WMO301", "2026-05-11")
{
    annals_said(books, "TP 560001 02/02A03 2026-01-05..2026-12-27 3/04/2 t=2 rw=04");
    annals_now(books, "CL");
    annals_now(books, "TP 560001 02/02A03 2026-01-05..2026-06-28 3/04/2 t=1");
    annals_expect(books, "");
}

BOOKS(across_toewijzing, one_moment_with_two_contents, "WMO301", "2026-01-20")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-08-31 3/04/2 t=1");
    annals_expect(books, "IW-H04@2");
}

BOOKS(across_toewijzing, OP259_overlap_with_what_is_not_there, "WMO301", "2026-01-20")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "TP 500002 02/02A03 2026-07-11..2026-12-31 3/04/2 t=2");
    annals_expect(books, "IW-H01@1 IW-H05@2");
    cr_expect_str_eq(books->findings.last->other, "500001");
    books->now[1].begin = annals_day("2026-07-12");
    annals_expect(books, "IW-H01@1");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-10 3/04/2 t=2 rw=05");
    books->now[1].begin = annals_day("2026-07-11");
    annals_expect(books, "");
}

BOOKS(across_toewijzing, a_removed_one_returns, "WMO301", "2026-01-20")
{
    annals_said(books, "TP 500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=1 rw=13");
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2");
    annals_expect(books, "IW-H06@2");
}

BOOKS(across_toewijzing, an_ended_one_is_extended, "WMO301", "2026-07-12")
{
    annals_said(books, BASE);
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-12-31 3/04/2 t=2 rw=04");
    annals_expect(books, "IW-H07@2");
    books->entry.dagtekening = annals_day("2026-07-11");
    annals_expect(books, "");
}

BOOKS(across_toewijzing, TR381_the_code_is_of_another_category, "WMO301", "2026-01-20")
{
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/07A12 2026-01-12..2026-07-11 3/04/2");
    annals_now(books, "TP 500002 06/ 2026-01-12..2026-07-11 budget=1");
    annals_expect(books, "S329@2");
}

/* ---- numbers are numbers ---- */

BOOKS(across_toewijzing, a_number_twice_in_one_message, "WMO301", "2026-01-20")
{
    annals_now(books, "CL");
    annals_now(books, "TP 100 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1");
    annals_now(books, "TP 100 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1");
    annals_expect(books, "IW-H09@3");
    books->now_count = 2;
    annals_now(books, "TP 100 02/02A03 2026-01-12..2026-08-11 3/04/2 t=1");
    annals_expect(books, "IW-H04@3 IW-H09@3");
    books->now_count = 2;
    annals_now(books, "TP 100 02/02A03 2026-01-12..2026-08-11 3/04/2 t=2");
    annals_expect(books, "IW-H09@3");
    books->now_count = 2;
    annals_now(books, "TP 100 07/07A12 2026-01-12..2026-07-11 4/16/4 t=1");
    annals_expect(books, "9332@3 IW-H09@3");
}

/* ---- RedenWijziging ---- */

BOOKS(across_toewijzing, a_change_has_a_reason, "WMO301", "2026-01-20")
{
    annals_said(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1");
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-08-11 3/04/2 t=2");
    annals_expect(books, "IW-H10@2");
    books->now_count = 1;
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-08-11 3/04/2 t=2 rw=04");
    annals_expect(books, "");
    books->now_count = 1;
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-06-11 3/04/2");
    books->now[1].moment = 0; /* an older version: no change */
    annals_expect(books, "");
}

BOOKS(across_toewijzing, a_reason_has_a_change, "WMO301", "2026-01-20")
{
    annals_said(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1 rw=14");
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1 rw=14");
    annals_expect(books, ""); /* sent again */
    books->now_count = 1;
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=1 rw=04");
    annals_expect(books, "IW-H41@2");
    books->now_count = 1;
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2 rw=14");
    annals_expect(books, "IW-H41@2");
    books->now_count = 1;
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=2");
    annals_expect(books, "");
}

/* ---- removed ---- */

BOOKS(across_toewijzing, a_removal_comes_after_what_came_after_it, "WMO301",
      "2026-01-20")
{
    annals_said(books, "TP 500001 02/02A03 2026-01-12..2026-07-11 3/04/2 t=3");
    annals_now(books, "CL");
    annals_now(books, "TP 500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2 rw=13");
    annals_expect(books, "IW-H06@2");
    annals_said(books, "TP 500001 02/02A03 2026-01-12..2026-01-12 3/04/2 t=2 rw=13");
    annals_expect(books, ""); /* known */
}
