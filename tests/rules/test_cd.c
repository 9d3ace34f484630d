/*
 * Conditions at their boundaries.
 */
#include <criterion/criterion.h>

#include "rules/edited.h"

#define W301 "3.2/WMO301/valid"
#define W315 "3.2/WMO315/valid"
#define W317 "3.2/WMO317/valid"
#define W319 "3.2/WMO319/valid"
#define W323 "3.2/WMO323/valid"

static void
expect_dropped(const char *name, const char *element, unsigned nth, const char *codes)
{
    struct iwmo_buffer bytes = edited_load(name);

    edited_drop(&bytes, element, nth);
    edited_expect(&bytes, codes);
    iwmo_buffer_release(&bytes);
}

Test(CD060, a_reference_of_spaces_is_none)
{
    edited_expect_one(W323, "VorigReferentieNummer", 1, "   ", "CD060");
    edited_expect_one(W323, "VorigReferentieNummer", 1, "x", "");
}

Test(CD075, a_budget_of_nothing_is_a_budget)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_drop(&bytes, "Einddatum", 4); /* after that of the contact's period */
    edited_expect(&bytes, "CD075");
    edited_set(&bytes, "Budget", 1, "0");
    edited_expect(&bytes, "CD075");
    iwmo_buffer_release(&bytes);
}

Test(CD076, only_a_volume_per_week_needs_an_end)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_drop(&bytes, "Einddatum", 3);
    edited_expect(&bytes, "CD076");
    edited_set(&bytes, "Frequentie", 1, "4");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Frequentie", 1, "6");
    edited_expect(&bytes, "");
    iwmo_buffer_release(&bytes);
}

Test(CD080, what_ended_with_2020_follows_the_old_agreements)
{
    struct iwmo_buffer bytes = edited_load(W301);

    edited_drop(&bytes, "Code", 1);
    edited_expect(&bytes, "CD080");
    edited_set(&bytes, "Ingangsdatum", 1, "2020-01-01");
    edited_set(&bytes, "Einddatum", 3, "2020-12-31");
    edited_expect(&bytes, "");
    edited_set(&bytes, "Einddatum", 3, "2021-01-01");
    edited_expect(&bytes, "CD080");
    iwmo_buffer_release(&bytes);
}

Test(CD087, a_rate_of_nothing_is_a_rate)
{
    edited_expect_one(W323, "ProductTarief", 1, "0", "");
    expect_dropped(W323, "ProductTarief", 1, "CD087");
}

Test(CD096, a_product_to_change_has_no_code_and_needs_none)
{
    edited_expect_one(W317, "Volume", 1, "1", "");
    expect_dropped(W317, "Code", 1, "CD096");
}
