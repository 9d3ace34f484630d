#include "base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

struct iwmo_money
iwmo_money_of(int64_t bedrag_cents, bool is_credit)
{
    assert(bedrag_cents >= 0);
    return (struct iwmo_money){is_credit ? -bedrag_cents : bedrag_cents};
}

uint64_t
iwmo_money_bedrag(struct iwmo_money money)
{
    return money.cents < 0 ? 0 - (uint64_t)money.cents : (uint64_t)money.cents;
}

bool
iwmo_money_is_credit(struct iwmo_money money)
{
    return money.cents < 0;
}

bool
iwmo_money_add(struct iwmo_money a, struct iwmo_money b, struct iwmo_money *sum)
{
    int64_t cents;

    if (__builtin_add_overflow(a.cents, b.cents, &cents))
        return false;
    sum->cents = cents;
    return true;
}

bool
iwmo_money_tariff(int64_t tariff_cents, int64_t volume, struct iwmo_money *amount)
{
    int64_t cents;

    if (__builtin_mul_overflow(tariff_cents, volume, &cents))
        return false;
    amount->cents = cents;
    return true;
}

bool
iwmo_money_hourly(int64_t tariff_cents, int64_t minutes, struct iwmo_money *amount)
{
    int64_t sixtieths;

    if (tariff_cents < 0 || minutes < 0 ||
        __builtin_mul_overflow(tariff_cents, minutes, &sixtieths) ||
        __builtin_add_overflow(sixtieths, 30, &sixtieths))
        return false;
    amount->cents = sixtieths / 60;
    return true;
}

const char *
iwmo_money_print(struct iwmo_money money, char out[IWMO_MONEY_TEXT])
{
    snprintf(out, IWMO_MONEY_TEXT, "%" PRId64, money.cents);
    return out;
}
