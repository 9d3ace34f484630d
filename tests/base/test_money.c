#include "base/money.h"

#include <criterion/criterion.h>

static const struct iwmo_money untouched = {-77};

Test(money, a_credit_is_negative_and_0_is_debit)
{
    cr_assert_eq(iwmo_money_of(5000, false).cents, 5000);
    cr_assert_eq(iwmo_money_of(5000, true).cents, -5000);
    cr_assert_not(iwmo_money_is_credit(iwmo_money_of(0, true)));
    cr_assert(iwmo_money_is_credit(iwmo_money_of(1, true)));
    cr_assert_not(iwmo_money_is_credit(iwmo_money_of(1, false)));
}

Test(money, the_bedrag_has_no_sign)
{
    cr_assert_eq(iwmo_money_bedrag(iwmo_money_of(5000, true)), 5000);
    cr_assert_eq(iwmo_money_bedrag(iwmo_money_of(5000, false)), 5000);
    cr_assert_eq(iwmo_money_bedrag((struct iwmo_money){INT64_MIN}), (uint64_t)1 << 63);
}

Test(money, debit_adds_and_credit_subtracts)
{
    struct iwmo_money sum = {0};

    cr_assert(
        iwmo_money_add(iwmo_money_of(100, false), iwmo_money_of(250, true), &sum));
    cr_assert_eq(sum.cents, -150);
    cr_assert(iwmo_money_add(sum, iwmo_money_of(150, false), &sum));
    cr_assert_eq(sum.cents, 0);
}

Test(money, an_addition_that_overflows_is_refused)
{
    struct iwmo_money sum = untouched;
    struct iwmo_money most = {INT64_MAX}, least = {INT64_MIN}, one = {1},
                      minus_one = {-1};

    cr_assert_not(iwmo_money_add(most, one, &sum));
    cr_assert_not(iwmo_money_add(least, minus_one, &sum));
    cr_assert_eq(sum.cents, untouched.cents);
    cr_assert(iwmo_money_add(most, least, &sum));
    cr_assert_eq(sum.cents, -1);
}

Test(money, a_tariff_is_per_unit)
{
    struct iwmo_money amount = untouched;

    cr_assert(iwmo_money_tariff(1250, 4, &amount));
    cr_assert_eq(amount.cents, 5000);
    cr_assert(iwmo_money_tariff(1250, 0, &amount));
    cr_assert_eq(amount.cents, 0);
    cr_assert(iwmo_money_tariff(99999999, 99999999, &amount));
    cr_assert_eq(amount.cents, 9999999800000001);
}

Test(money, a_tariff_that_overflows_is_refused)
{
    struct iwmo_money amount = untouched;

    cr_assert_not(iwmo_money_tariff(INT64_MAX, 2, &amount));
    cr_assert_not(iwmo_money_tariff(INT64_C(1) << 32, INT64_C(1) << 31, &amount));
    cr_assert_eq(amount.cents, untouched.cents);
}

/* TR346, IV081 */
Test(money, an_hourly_tariff_is_rounded_once_and_half_up)
{
    static const struct {
        int64_t tariff, minutes, cents;
    } rows[] = {
        {5000, 95, 7917}, {5000, 1, 83}, {5000, 60, 5000}, {30, 1, 1}, {29, 1, 0},
        {90, 1, 2},       {89, 1, 1},    {0, 95, 0},       {95, 0, 0},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_money amount = untouched;
        cr_assert(iwmo_money_hourly(rows[i].tariff, rows[i].minutes, &amount));
        cr_assert_eq(amount.cents, rows[i].cents, "row %zu", i);
    }
}

Test(money, a_rounded_amount_is_within_half_a_cent)
{
    for (int64_t tariff = 0; tariff < 200; tariff++)
        for (int64_t minutes = 0; minutes < 200; minutes++) {
            struct iwmo_money amount = untouched;
            cr_assert(iwmo_money_hourly(tariff, minutes, &amount));
            int64_t error = 60 * amount.cents - tariff * minutes;
            cr_assert(error > -30 && error <= 30);
        }
}

Test(money, an_hourly_amount_that_overflows_or_is_negative_is_refused)
{
    struct iwmo_money amount = untouched;

    cr_assert_not(iwmo_money_hourly(INT64_MAX, 2, &amount));
    cr_assert_not(iwmo_money_hourly(INT64_MAX, 1, &amount));
    cr_assert_not(iwmo_money_hourly(-1, 60, &amount));
    cr_assert_not(iwmo_money_hourly(60, -1, &amount));
    cr_assert_eq(amount.cents, untouched.cents);
    cr_assert(iwmo_money_hourly(INT64_MAX - 30, 1, &amount));
    cr_assert_eq(amount.cents, INT64_MAX / 60);
}

Test(money, amounts_print_as_cents)
{
    char out[IWMO_MONEY_TEXT];

    cr_assert_str_eq(iwmo_money_print(iwmo_money_of(5000, true), out), "-5000");
    cr_assert_str_eq(iwmo_money_print(iwmo_money_of(0, false), out), "0");
    cr_assert_str_eq(iwmo_money_print((struct iwmo_money){INT64_MIN}, out),
                     "-9223372036854775808");
}
