/*
 * Constraints at their boundaries.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "rules/edited.h"

#define W301 "3.2/WMO301/valid"
#define W307 "3.2/WMO307/valid"
#define W323 "3.2/WMO323/valid"

/* Of every ten numbers with one check digit each, none or one passes. */
Test(CS002, the_eleven_test_lets_one_check_digit_pass_or_none)
{
    struct iwmo_buffer bytes = edited_load(W307);
    struct iwmo_judge_options options = {.max_findings = 100};
    struct iwmo_judge *judge = edited_judge(&options);
    unsigned passing = 0;

    for (unsigned number = 99990000; number < 99990011; number++) {
        unsigned of_ten = 0;
        for (unsigned check = 0; check < 10; check++) {
            char bsn[12];
            snprintf(bsn, sizeof(bsn), "%08u%u", number, check);
            edited_set(&bytes, "Bsn", 1, bsn);
            of_ten += edited_result(judge, &bytes)->verdict == IWMO_VALID;
        }
        cr_assert_leq(of_ten, 1, "%u", number);
        passing += of_ten;
    }
    cr_assert_eq(passing, 10, "of eleven in a row one has no check digit");
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
}

Test(CS003, equal_days_are_one_day)
{
    edited_expect_one(W301, "Einddatum", 3, "2025-03-17", "");
    edited_expect_one(W301, "Einddatum", 3, "2025-03-16", "CS003");
}

Test(CS089, a_dutch_postcode_begins_with_no_zero)
{
    edited_expect_one(W301, "Postcode", 1, "1000aa", "");
    edited_expect_one(W301, "Postcode", 1, "9999ZZ", "");
    edited_expect_one(W301, "Postcode", 1, "0999ZZ", "CS089");
    edited_expect_one(W301, "Postcode", 1, "1000 AA", "CS089");
    edited_expect_one(W301, "Postcode", 1, "1000A", "CS089");
}

Test(CS139, what_is_unknown_is_filled_in_as_1)
{
    edited_expect_one(W307, "Datum", 1, "1951-01-01", "");
    edited_expect_one(W307, "Datum", 1, "1951-06-02", "CS139");
}

Test(CS339, euros_are_the_volume_in_cents)
{
    edited_expect_one(W323, "GeleverdVolume", 2, "62001", "CS339");
    edited_expect_one(W323, "GeleverdVolume", 2, "062000", "");
}

static void
expect_claim_period(const char *begin, const char *end, const char *codes)
{
    struct iwmo_buffer bytes = edited_load(W323);

    edited_replace(&bytes, "DeclaratiePeriode", 1, "2025-04-01", begin);
    edited_set(&bytes, "Einddatum", 1, end);
    edited_set(&bytes, "Dagtekening", 1, "2102-01-01");
    edited_set(&bytes, "DeclaratieDagtekening", 1, "2025-06-01");
    edited_expect(&bytes, codes);
    iwmo_buffer_release(&bytes);
}

Test(CS340, a_claim_covers_one_calendar_month)
{
    expect_claim_period("2025-04-01", "2025-04-30", "");
    expect_claim_period("2025-05-01", "2025-05-31", "");
    expect_claim_period("2025-12-01", "2025-12-31", "");
    expect_claim_period("2025-05-01", "2025-05-30", "CS340");
    expect_claim_period("2025-05-02", "2025-06-01", "CS340");
    expect_claim_period("2025-05-02", "2025-05-31", "CS340 CS340");
}

Test(CS340, every_fourth_year_is_a_leap_year)
{
    expect_claim_period("2028-02-01", "2028-02-29", "");
    expect_claim_period("2028-02-01", "2028-02-28", "CS340");
    expect_claim_period("2027-02-01", "2027-02-28", "");
    expect_claim_period("2100-02-01", "2100-02-28", "CS340");
}
