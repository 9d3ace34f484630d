#ifndef IWMO_BASE_MONEY_H
#define IWMO_BASE_MONEY_H

/*
 * Money: whole eurocents with a sign, debit positive and credit negative.
 *
 * Never floating point.  What can overflow says so: false, and the result is untouched.
 */
#include <stdbool.h>
#include <stdint.h>

struct iwmo_money {
    int64_t cents;
};

#define IWMO_MONEY_TEXT 24 /* room for a printed amount and its NUL */

/* An amount as messages carry it: Bedrag >= 0 and DebetCredit. */
struct iwmo_money iwmo_money_of(int64_t bedrag_cents, bool is_credit);

/* Bedrag and DebetCredit of an amount.  0 is debit (CS325). */
uint64_t iwmo_money_bedrag(struct iwmo_money money);
bool iwmo_money_is_credit(struct iwmo_money money);

bool iwmo_money_add(struct iwmo_money a, struct iwmo_money b, struct iwmo_money *sum)
    __attribute__((warn_unused_result));

/* Cents per unit times units (TR346). */
bool iwmo_money_tariff(int64_t tariff_cents, int64_t volume, struct iwmo_money *amount)
    __attribute__((warn_unused_result));

/*
 * An hourly tariff for so many minutes: tariff x minutes / 60, rounded half up to whole
 * cents (TR346, IV081).  Also false when either is negative.
 */
bool iwmo_money_hourly(int64_t tariff_cents, int64_t minutes, struct iwmo_money *amount)
    __attribute__((warn_unused_result));

/* Cents as a decimal number, "-5000" for 50 euro credit, into `out`, which has room for
 * IWMO_MONEY_TEXT bytes; returns out. */
const char *iwmo_money_print(struct iwmo_money money, char out[IWMO_MONEY_TEXT]);

#endif
