#include "model/amount.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

static void
expect_euros(int64_t cents, const char *nl, const char *en)
{
    struct iwmo_buffer out = {0};

    iwmo_amount_euros(cents, true, &out);
    cr_expect_str_eq(out.at, nl);
    iwmo_buffer_reset(&out);
    iwmo_amount_euros(cents, false, &out);
    cr_expect_str_eq(out.at, en);
    iwmo_buffer_release(&out);
}

Test(amount, euros_have_groups_of_three_and_two_decimals)
{
    expect_euros(0, "€ 0,00", "€ 0.00");
    expect_euros(5, "€ 0,05", "€ 0.05");
    expect_euros(99999, "€ 999,99", "€ 999.99");
    expect_euros(100000, "€ 1.000,00", "€ 1,000.00");
    expect_euros(123456789012, "€ 1.234.567.890,12", "€ 1,234,567,890.12");
    expect_euros(-100001, "-€ 1.000,01", "-€ 1,000.01");
    expect_euros(INT64_MIN, "-€ 92.233.720.368.547.758,08",
                 "-€ 92,233,720,368,547,758.08");
}

/* Taking the separators out again gives the cents: a second computation. */
Test(amount, euros_without_separators_are_the_cents)
{
    for (int64_t cents = 1; cents < (int64_t)1 << 60; cents = cents * 7 + 3) {
        struct iwmo_buffer out = {0};
        char digits[40] = "", wanted[40];
        size_t size = 0;

        iwmo_amount_euros(cents, true, &out);
        for (size_t i = 0; i < out.size; i++)
            if (out.at[i] >= '0' && out.at[i] <= '9')
                digits[size++] = out.at[i];
        snprintf(wanted, sizeof(wanted), "%03" PRId64, cents);
        cr_assert_str_eq(digits, wanted, "%s", out.at);
        iwmo_buffer_release(&out);
    }
}

static void
expect_volume(int64_t volume, const char *eenheid, const char *nl)
{
    struct iwmo_buffer out = {0};

    iwmo_amount_volume(volume, eenheid, true, &out);
    cr_expect_str_eq(out.at, nl);
    iwmo_buffer_release(&out);
}

Test(amount, volumes_have_the_unit_in_the_right_number)
{
    expect_volume(1, "04", "1 uur");
    expect_volume(12, "04", "12 uur");
    expect_volume(1, "16", "1 dagdeel");
    expect_volume(4, "16", "4 dagdelen");
    expect_volume(90, "01", "90 minuten");
    expect_volume(150000, "83", "€ 1.500,00");
    expect_volume(7, "", "7");
    expect_volume(7, "99", "7");
    cr_expect_str_eq(iwmo_amount_frequency("2", true), "per week");
    cr_expect_str_eq(iwmo_amount_frequency("6", false), "in all");
    cr_expect_str_eq(iwmo_amount_frequency("9", false), "");
}

Test(amount, products_have_the_label_of_their_category)
{
    struct iwmo_buffer out = {0};

    iwmo_amount_product("02", "02A03", true, &out);
    cr_expect_str_eq(out.at, "Begeleiding (02), product 02A03");
    iwmo_buffer_reset(&out);
    iwmo_amount_product("07", "", true, &out);
    cr_expect_str_eq(out.at, "Dagbesteding (07)");
    iwmo_buffer_reset(&out);
    iwmo_amount_product("", "", true, &out);
    cr_expect_str_eq(out.at, "elk product");
    iwmo_buffer_release(&out);
}
