/*
 * Technical rules at their boundaries.
 */
#include <criterion/criterion.h>

#include "rules/edited.h"

#define W301 "3.2/WMO301/valid"
#define W307 "3.2/WMO307/valid"
#define W317 "3.2/WMO317/valid"
#define W323 "3.2/WMO323/valid"

Test(TR002, exactly_120_years_is_not_too_old)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO301/minimal");

    edited_set(&bytes, "Datum", 1, "1905-03-10");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Datum", 1, "1905-03-09");
    edited_expect(&bytes, "TR002");
    iwmo_buffer_release(&bytes);
}

Test(TR002, who_was_born_on_a_leap_day_is_120_until_the_first_of_march)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO301/minimal");

    edited_set(&bytes, "Datum", 1, "1904-02-29");
    edited_set(&bytes, "Toewijzingsdatum", 1, "2024-02-01");
    edited_set(&bytes, "Dagtekening", 1, "2024-02-29");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Dagtekening", 1, "2024-03-01");
    edited_expect(&bytes, "TR002");
    iwmo_buffer_release(&bytes);
}

Test(TR018, equal_days_are_one_day_of_care)
{
    edited_expect_one(W307, "Einddatum", 1, "2025-03-19", "");
    edited_expect_one(W307, "Einddatum", 1, "2025-03-18", "TR018");
}

Test(TR134, the_date_of_the_message_itself_is_not_after_it)
{
    edited_expect_one(W307, "Einddatum", 1, "2025-07-02", "");
    edited_expect_one(W307, "Einddatum", 1, "2025-07-03", "TR134");
}

Test(TR134, without_a_date_of_the_message_every_date_is_reported)
{
    struct iwmo_buffer bytes = edited_load(W307);

    edited_drop(&bytes, "Dagtekening", 1);
    edited_expect(&bytes, "IW-S02 TR134 TR134 TR134");
    iwmo_buffer_release(&bytes);
}

/* Ends of the two allocations of valid.xml, made to be of one product. */
static void
expect_overlap(const char *first_end, const char *second_start, const char *codes)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_set(&bytes, "Categorie", 2, "01");
    edited_set(&bytes, "Einddatum", 3, first_end);
    edited_set(&bytes, "Ingangsdatum", 2, second_start);
    edited_expect(&bytes, codes);
    iwmo_buffer_release(&bytes);
}

Test(TR302, one_shared_day_is_an_overlap)
{
    expect_overlap("2025-03-31", "2025-04-01", "");
    expect_overlap("2025-04-01", "2025-04-01", "TR302");
    expect_overlap("2025-12-31", "2025-01-01", "TR302");
}

Test(TR302, an_allocation_without_a_product_overlaps_any_other)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_drop(&bytes, "Product", 2);
    edited_expect(&bytes, "TR302");
    edited_set(&bytes, "Einddatum", 3, "2025-03-31");
    edited_expect(&bytes, "");
    iwmo_buffer_release(&bytes);
}

Test(TR302, an_aid_overlaps_nothing)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_drop(&bytes, "Product", 2);
    edited_drop(&bytes, "Code", 1);
    edited_drop(&bytes, "Omvang", 1);
    edited_set(&bytes, "Categorie", 1, "14");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Categorie", 1, "15");
    edited_expect(&bytes, "TR302");
    iwmo_buffer_release(&bytes);
}

Test(TR315, three_equal_credits_are_three_pairs)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO323/TR315-credited-three-times");

    edited_expect(&bytes, "TR315 TR315 TR315");
    iwmo_buffer_release(&bytes);
}

Test(TR319, one_day_beyond_the_claim_period_is_too_late)
{
    edited_expect_one(W323, "DeclaratieDagtekening", 1, "2025-05-06", "");
    struct iwmo_buffer bytes = edited_load(W323);

    edited_replace(&bytes, "ProductPeriode", 1, "2025-04-01", "2025-05-01");
    edited_replace(&bytes, "ProductPeriode", 1, "2025-04-30", "2025-05-01");
    edited_expect(&bytes, "TR319 TR319");
    iwmo_buffer_release(&bytes);
}

Test(TR335, five_years_to_the_day_is_in_time)
{
    struct iwmo_buffer bytes = edited_load(W323);

    edited_set(&bytes, "DeclaratieDagtekening", 1, "2030-03-31");
    edited_expect(&bytes, "");
    edited_set(&bytes, "DeclaratieDagtekening", 1, "2030-04-01");
    edited_expect(&bytes, "TR335");
    iwmo_buffer_release(&bytes);
}

Test(TR358, the_total_is_compared_as_text)
{
    edited_expect_one(W323, "TotaalBedrag", 1, "165500", "");
    edited_expect_one(W323, "TotaalBedrag", 1, "165501", "TR358");
    edited_expect_one(W323, "TotaalBedrag", 1, "0165500", "TR358");
    edited_expect_one(W323, "TotaalBedrag", 1, " 165500 ", "");
}

Test(TR380, a_new_product_starts_after_the_message)
{
    struct iwmo_buffer bytes = edited_load(W317);

    edited_set(&bytes, "Dagtekening", 1, "2025-05-31");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Dagtekening", 1, "2025-06-01");
    edited_expect(&bytes, "TR380 TR380");
    iwmo_buffer_release(&bytes);
}

/* The two references are missing: no reference is used twice. */
Test(TR383, a_reference_that_is_absent_is_not_used_twice)
{
    struct iwmo_buffer bytes = edited_load("3.2/WMO315/valid");

    edited_drop(&bytes, "ReferentieAanbieder", 1);
    edited_drop(&bytes, "ReferentieAanbieder", 1);
    edited_expect(&bytes, "IW-S01 IW-S01 TR101");
    iwmo_buffer_release(&bytes);
}
