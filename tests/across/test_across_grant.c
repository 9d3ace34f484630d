#include <criterion/criterion.h>

#include "annals.h"

/* What is granted beside what was asked: process 9.2 and 9.4, IW-B07 and IW-B08. */
#define ASKED "AP V-001 02/02A03 2026-03-16..2026-09-13 4/04/2"

static void
expect_words(const struct annals *books, const char *words)
{
    const struct iwmo_finding *finding = books->findings.first;

    cr_assert_not_null(finding);
    cr_assert_not_null(finding->other);
    cr_expect_str_eq(finding->other, words);
}

BOOKS(across_grant, of_a_315_each_difference_is_named, "WMO301", "2026-03-06")
{
    static const struct {
        const char *given, *words;
    } grants[] = {
        {"TP 9 02/02A04 2026-03-16..2026-09-13 4/04/2 ref=V-001", "Product"},
        {"TP 9 02/02A03 2026-03-23..2026-09-13 4/04/2 ref=V-001", "Ingangsdatum"},
        {"TP 9 02/02A03 2026-03-16..2026-10-13 5/04/2 ref=V-001", "Einddatum, Volume"},
        {"TP 9 02/02A03 2026-03-16..2026-09-13 4/16/4 ref=V-001",
         "Eenheid, Frequentie"},
    };

    annals_said(books, ASKED);
    for (size_t i = 0; i < sizeof(grants) / sizeof(grants[0]); i++) {
        books->now_count = 0;
        annals_now(books, "CL");
        annals_now(books, grants[i].given);
        annals_expect(books, "IW-B07@2");
        expect_words(books, grants[i].words);
    }
    books->now_count = 1;
    annals_now(books, "TP 9 02/02A03 2026-03-16..2026-09-13 4/04/2 ref=V-001");
    annals_expect(books, "");
}

/* A 317: one stays, one gets another volume, one is new. */
static void
ask_change(struct annals *books)
{
    annals_said(books, "TP 1 02/02A03 2026-01-01..2026-12-31 4/04/2 t=1");
    annals_also(books, "TP 2 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "VZ W-001");
    annals_also(books, "ON 1");
    annals_also(books, "TW 2 2026-06-12..2026-12-31 6/16/4");
    annals_also(books, "NW 04/04A01 2026-06-12..2026-12-31 2/16/4");
    annals_now(books, "CL");
    annals_now(books, "TP 1 02/02A03 2026-01-01..2026-12-31 4/04/2 t=1 ref=W-001");
}

BOOKS(across_grant, of_a_317_all_is_granted, "WMO301", "2026-06-02")
{
    ask_change(books);
    annals_now(books,
               "TP 2 07/07A12 2026-01-01..2026-06-11 4/16/4 t=2 rw=12 ref=W-001");
    annals_now(books, "TP 3 07/07A12 2026-06-12..2026-12-31 6/16/4 t=2 ref=W-001");
    annals_now(books, "TP 4 04/04A01 2026-06-12..2026-12-31 2/16/4 t=2 ref=W-001");
    annals_expect(books, "");
}

BOOKS(across_grant, of_a_317_less_or_more_is_named, "WMO301", "2026-06-02")
{
    ask_change(books);
    annals_now(books,
               "TP 2 07/07A12 2026-01-01..2026-06-14 4/16/4 t=2 rw=12 ref=W-001");
    annals_now(books, "TP 3 07/07A12 2026-06-15..2026-12-31 5/16/4 t=2 ref=W-001");
    annals_now(books, "TP 4 04/04A01 2026-06-12..2026-12-31 3/16/4 t=2 ref=W-001");
    annals_expect(books, "IW-B07@3 IW-B07@4 IW-B07@5");
    expect_words(books, "Einddatum");
}

BOOKS(across_grant, of_a_317_what_is_missing_is_named, "WMO301", "2026-06-02")
{
    ask_change(books);
    annals_expect(books, "IW-H01@1 IW-B07@2");
    books->now_count = 2;
    annals_now(books, "TP 2 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1 ref=W-001");
    annals_expect(books, "IW-B07@2");
    expect_words(books, "TeWijzigenProduct 2, NieuwProduct 04/04A01, "
                        "TeWijzigenProduct 07/07A12");
    annals_now(books, "TP 4 04/04A01 2026-06-12..2026-12-31 2/16/4 t=2 ref=W-001");
    annals_expect(books, "IW-B07@2");
    expect_words(books, "TeWijzigenProduct 2, TeWijzigenProduct 07/07A12");
}

BOOKS(across_grant, of_a_317_what_was_not_asked, "WMO301", "2026-06-02")
{
    ask_change(books);
    annals_now(books,
               "TP 2 07/07A12 2026-01-01..2026-06-11 4/16/4 t=2 rw=12 ref=W-001");
    annals_now(books, "TP 3 07/07A12 2026-06-12..2026-12-31 6/16/4 t=2 ref=W-001");
    annals_now(books, "TP 4 04/04A01 2026-06-12..2026-12-31 2/16/4 t=2 ref=W-001");
    annals_now(books, "TP 5 05/05A01 2026-06-12..2026-12-31 2/16/4 t=2 ref=W-001");
    annals_expect(books, "IW-B07@6");
}

/* A total, and an end: the number stays (process 9.4). */
BOOKS(across_grant, of_a_317_in_place, "WMO301", "2026-06-02")
{
    annals_said(books, "TP 1 02/02A03 2026-01-01..2026-12-31 40/04/6 t=1");
    annals_also(books, "TP 2 07/07A12 2026-01-01..2026-12-31 4/16/4 t=1");
    annals_said(books, "VZ W-001");
    annals_also(books, "TW 1 2026-01-01..2026-12-31 60/04/6");
    annals_also(books, "TW 2 2026-01-01..2027-06-30 4/16/4");
    annals_now(books, "CL");
    annals_now(books,
               "TP 1 02/02A03 2026-01-01..2026-12-31 60/04/6 t=2 rw=12 ref=W-001");
    annals_now(books,
               "TP 2 07/07A12 2026-01-01..2027-06-30 4/16/4 t=2 rw=12 ref=W-001");
    annals_expect(books, "");
    books->now_count = 2;
    annals_now(books,
               "TP 2 07/07A12 2026-01-01..2027-03-31 4/16/4 t=2 rw=12 ref=W-001");
    annals_expect(books, "IW-B07@3");
    expect_words(books, "Einddatum");
}

BOOKS(across_grant, without_its_reference, "WMO301", "2026-03-06")
{
    annals_said(books, ASKED);
    annals_now(books, "CL");
    annals_now(books, "TP 9 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_expect(books, "IW-B08@2");
    expect_words(books, "WMO315 2026-03-02");
    books->now_count = 1;
    annals_now(books, "TP 9 02/02A03 2026-03-16..2026-09-13 5/04/2");
    annals_expect(books, ""); /* just what was asked, or nothing can be said */
    books->now_count = 1;
    annals_now(books, "TP 9 02/02A03 2026-03-16..2026-09-13 4/04/2 bsn=B");
    annals_expect(books, ""); /* somebody else */
}

BOOKS(across_grant, without_its_reference_of_what_is_answered, "WMO301", "2026-03-06")
{
    annals_said(books, ASKED);
    annals_said(books, "AN V-001 st=1");
    annals_now(books, "CL");
    annals_now(books, "TP 9 02/02A03 2026-03-16..2026-09-13 4/04/2");
    annals_expect(books, "");
}

BOOKS(across_grant, a_change_without_its_reference, "WMO301", "2026-06-02")
{
    annals_said(books, "TP 1 02/02A03 2026-01-01..2026-12-31 40/04/6 t=1");
    annals_said(books, "VZ W-001");
    annals_also(books, "TW 1 2026-01-01..2026-12-31 60/04/6 ref=W-001");
    annals_now(books, "CL");
    annals_now(books, "TP 1 02/02A03 2026-01-01..2026-12-31 60/04/6 t=2 rw=12");
    annals_expect(books, "IW-B08@2");
    books->now_count = 1;
    annals_now(books, "TP 1 02/02A03 2026-01-01..2026-12-31 40/04/6 t=1");
    annals_expect(books, "");
}
