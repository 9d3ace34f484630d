/*
 * CS: constraints.  What a value must look like, by itself or beside its neighbours.
 * Each function judges the rule of its name; see rules.def for where it is asked.
 */
#include <ctype.h>
#include <string.h>

#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"

/* ---- persons ---- */

/* CS002: eleven test, weights 9 8 7 6 5 4 3 2 -1.  000000000 passes. */
void
iwmo_check_CS002(const struct iwmo_node *bsn, struct iwmo_facts *facts)
{
    struct iwmo_text digits = iwmo_text_trim(bsn->value.text);
    int sum = 0;

    if (digits.size != 9)
        return; /* the schema's concern */
    for (int i = 0; i < 9; i++) {
        if (!isdigit((unsigned char)digits.at[i]))
            return;
        sum += (i < 8 ? 9 - i : -1) * (digits.at[i] - '0');
    }
    if (sum % 11 != 0)
        iwmo_blame(facts, bsn);
}

/* CS050: NaamGebruik fits the presence of a partner's name.  The rule table would allow
 * 6 without one; the stylesheet allows only 1. */
void
iwmo_check_CS050(const struct iwmo_node *gebruik, struct iwmo_facts *facts)
{
    const struct iwmo_node *partner = iwmo_child(gebruik->parent, EL_Partnernaam);

    bool fits = partner != NULL ? iwmo_one_of(gebruik, "1 2 3 4")
                                : iwmo_node_equals(gebruik, "1");
    if (!fits)
        iwmo_blame(facts, partner, gebruik);
}

/* CS050 in 2.3, with a partner's name: certain. */
void
iwmo_check_D23_CS050_PARTNER(const struct iwmo_node *gebruik, struct iwmo_facts *facts)
{
    if (iwmo_child(gebruik->parent, EL_Partnernaam) != NULL)
        iwmo_check_CS050(gebruik, facts);
}

/* CS050 in 2.3, without one: likely, and 6 may have been allowed. */
void
iwmo_check_D23_CS050_ALLEEN(const struct iwmo_node *gebruik, struct iwmo_facts *facts)
{
    if (iwmo_child(gebruik->parent, EL_Partnernaam) == NULL &&
        !iwmo_node_equals(gebruik, "6"))
        iwmo_check_CS050(gebruik, facts);
}

/* CS139: what DatumGebruik calls unknown is filled with 01, or with 1900-01-01. */
void
iwmo_check_CS139(const struct iwmo_node *geboortedatum, struct iwmo_facts *facts)
{
    const struct iwmo_node *datum = iwmo_child(geboortedatum, EL_Datum);
    const struct iwmo_node *gebruik = iwmo_child(geboortedatum, EL_DatumGebruik);

    if (!iwmo_is_date(datum) || gebruik == NULL)
        return;
    struct iwmo_day day = iwmo_date_split(datum->value.date);
    bool is_wrong = false;
    if (iwmo_node_equals(gebruik, "3"))
        is_wrong = !iwmo_node_equals(datum, "1900-01-01");
    else if (iwmo_node_equals(gebruik, "2"))
        is_wrong = day.month != 1 || day.day != 1;
    else if (iwmo_node_equals(gebruik, "1"))
        is_wrong = day.day != 1;
    if (is_wrong)
        iwmo_blame(facts, datum, gebruik);
}

/* CS089: a Dutch Postcode is a digit 1-9, three digits, two letters; exact text. */
static bool
is_dutch_postcode(const struct iwmo_node *postcode)
{
    if (postcode == NULL || postcode->value.text.size != 6)
        return false;
    const unsigned char *at = (const unsigned char *)postcode->value.text.at;
    return at[0] >= '1' && at[0] <= '9' && isdigit(at[1]) && isdigit(at[2]) &&
           isdigit(at[3]) && isalpha(at[4]) && isalpha(at[5]);
}

void
iwmo_check_CS089(const struct iwmo_node *landcode, struct iwmo_facts *facts)
{
    const struct iwmo_node *postcode = iwmo_child(landcode->parent, EL_Postcode);

    if (iwmo_node_equals(landcode, "NL") && !is_dutch_postcode(postcode))
        iwmo_blame(facts, postcode, landcode);
}

/* ---- periods ---- */

/* CS003: the end is not before the start.  Of a Contact/Periode the stylesheet also
 * wants a start when there is an end. */
void
iwmo_check_CS003(const struct iwmo_node *end, struct iwmo_facts *facts)
{
    const struct iwmo_node *start = iwmo_record_start(end->parent);
    bool is_open = start == NULL && iwmo_node_is(end->parent, EL_Periode);

    if (is_open || iwmo_after(start, end))
        iwmo_blame(facts, start, end);
}

/* CS100: nothing that starts before 2021. */
void
iwmo_check_CS100(const struct iwmo_node *begin, struct iwmo_facts *facts)
{
    if (iwmo_is_date(begin) && iwmo_is_before_2021(begin->value.date))
        iwmo_blame(facts, begin);
}

/* Are both written as yyyy-mm-dd, with one year and month?  Saves most the arithmetic.
 */
static bool
begin_alike(const struct iwmo_node *a, const struct iwmo_node *b)
{
    return a->value.text.size == 10 && b->value.text.size == 10 &&
           memcmp(a->value.text.at, b->value.text.at, 8) == 0;
}

/* CS337: a ProductPeriode lies in one month; year and month are separate tests. */
void
iwmo_check_CS337(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *periode = iwmo_child(prestatie, EL_ProductPeriode);
    const struct iwmo_node *begin = iwmo_child(periode, EL_Begindatum);
    const struct iwmo_node *end = iwmo_child(periode, EL_Einddatum);

    if (!iwmo_is_date(begin) || !iwmo_is_date(end))
        return;
    if (begin_alike(begin, end))
        return;
    struct iwmo_day first = iwmo_date_split(begin->value.date);
    struct iwmo_day last = iwmo_date_split(end->value.date);
    if (first.year != last.year)
        iwmo_blame(facts, begin, end);
    if (first.month != last.month)
        iwmo_blame(facts, begin, end);
}

/* Days of a month as the stylesheet counts them: every fourth year is a leap year. */
static int
stylesheet_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && year % 4 == 0 ? 29 : days[month - 1];
}

/* Carry a day that its month does not have into the next month. */
static struct iwmo_day
carried(int year, int month, int day)
{
    if (month > 12) {
        month = 1;
        year++;
    }
    int month_days = stylesheet_month_days(year, month);
    if (day > month_days)
        return carried(year, month + 1, day - month_days);
    return (struct iwmo_day){year, (uint8_t)month, (uint8_t)day};
}

/* CS340: a DeclaratiePeriode is one calendar month: it starts on the first (check 1),
 * and the day after its end is its start plus one month (check 2). */
void
iwmo_check_CS340(const struct iwmo_node *periode, struct iwmo_facts *facts)
{
    const struct iwmo_node *begin = iwmo_child(periode, EL_Begindatum);
    const struct iwmo_node *end = iwmo_child(periode, EL_Einddatum);

    if (!iwmo_is_date(begin))
        return;
    struct iwmo_day first = iwmo_date_split(begin->value.date);
    if (first.day != 1)
        iwmo_blame(facts, begin);
    if (!iwmo_is_date(end))
        return;
    struct iwmo_day last = iwmo_date_split(end->value.date);
    struct iwmo_day after = carried(last.year, last.month, last.day + 1);
    struct iwmo_day next = carried(first.year, first.month + 1, first.day);
    if (after.year != next.year || after.month != next.month || after.day != next.day)
        iwmo_blame(facts, begin, end);
}

/* ---- products ---- */

/* CS058: StatusAanlevering of a product is 1 or 3.  2.3 also has one of the client, of
 * which nothing is known. */
void
iwmo_check_CS058(const struct iwmo_node *status, struct iwmo_facts *facts)
{
    if (iwmo_node_is(status->parent, EL_Client))
        return;
    if (!iwmo_one_of(status, "1 3"))
        iwmo_blame(facts, status);
}

/* CS335: a removal (13) ends on the day it starts.  Without an end the stylesheet is
 * silent. */
void
iwmo_check_CS335(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    if (!iwmo_node_equals(iwmo_child(product, EL_RedenWijziging), "13"))
        return;
    const struct iwmo_node *start = iwmo_child(product, EL_Ingangsdatum);
    const struct iwmo_node *end = iwmo_child(product, EL_Einddatum);
    if (start == NULL || end == NULL)
        return;
    if (!iwmo_text_same(start->value.text, end->value.text))
        iwmo_blame(facts, start, end);
}

/* CS336: RedenWijziging 01 has lapsed. */
void
iwmo_check_CS336(const struct iwmo_node *reden, struct iwmo_facts *facts)
{
    if (iwmo_node_equals(reden, "01"))
        iwmo_blame(facts, reden);
}

/* CS338, CS343: these units go per week, month or whole period, but for periods that
 * ended before 2021. */
void
iwmo_check_CS338(const struct iwmo_node *eenheid, struct iwmo_facts *facts)
{
    if (!iwmo_one_of(eenheid, "14 16 83 84"))
        return;
    const struct iwmo_node *frequentie = iwmo_child(eenheid->parent, EL_Frequentie);
    const struct iwmo_node *end = iwmo_record_end(eenheid->parent->parent);
    if (iwmo_runs_after_2020(end) && !iwmo_one_of(frequentie, "2 4 6"))
        iwmo_blame(facts, end, eenheid, frequentie);
}

/* ---- amounts ---- */

/* CS325: an amount of nothing is debit.  The stylesheet of 3.2 also knows a small c,
 * and takes +0 for no number, so not for nothing. */
void
iwmo_check_CS325(const struct iwmo_node *bedrag, struct iwmo_facts *facts)
{
    const struct iwmo_node *cents = iwmo_child(bedrag, EL_Bedrag);
    const struct iwmo_node *teken = iwmo_child(bedrag, EL_DebetCredit);

    if (cents == NULL)
        cents = iwmo_child(bedrag, EL_TotaalBedrag);
    bool is_known = facts->message->release == R_2_3 ? iwmo_is_number(cents)
                                                     : iwmo_is_plain_number(cents);
    if (is_known && cents->value.integer == 0 && iwmo_one_of(teken, "C c"))
        iwmo_blame(facts, cents, teken);
}

/* CS339: with unit euro (83) volume and amount are the same number of cents.  One with
 * a plus sign is no number to the stylesheet, which then finds neither larger. */
void
iwmo_check_CS339(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    if (!iwmo_node_equals(iwmo_child(prestatie, EL_Eenheid), "83"))
        return;
    const struct iwmo_node *volume = iwmo_child(prestatie, EL_GeleverdVolume);
    const struct iwmo_node *cents =
        iwmo_grandchild(prestatie, EL_IngediendBedrag, EL_Bedrag);
    if (iwmo_is_plain_number(volume) && iwmo_is_plain_number(cents) &&
        volume->value.integer != cents->value.integer)
        iwmo_blame(facts, volume, cents);
}
