/*
 * Rules of release 2.3 about one line or the header of a declaration or invoice (303)
 * and its answer (304).  Source: 2.3 process 4.2.
 */
#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"

/* TR317: BerekendBedrag is volume times tariff, whatever Verrekenpercentage says. */
void
iwmo_check_TR317(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *berekend =
        iwmo_grandchild(bedragen, EL_BerekendBedrag, EL_Bedrag);
    const struct iwmo_node *volume = iwmo_child(bedragen, EL_GeleverdVolume);
    const struct iwmo_node *tarief = iwmo_child(bedragen, EL_ProductTarief);

    if (!iwmo_is_number(berekend) || !iwmo_is_number(volume) || !iwmo_is_number(tarief))
        return;
    /* both below 10^8, so the product fits */
    if (berekend->value.integer != volume->value.integer * tarief->value.integer)
        iwmo_blame(facts, bedragen);
}

static bool
is_other_sign(const struct iwmo_node *bedragen, uint16_t id, int64_t claimed)
{
    int64_t cents;

    return iwmo_signed_cents(iwmo_child(bedragen, id), &cents) &&
           ((cents > 0 && claimed < 0) || (cents < 0 && claimed > 0));
}

/* CS327: the amounts of one line have the sign of what it claims; nothing is always
 * debit (CS325), so an amount of nothing says nothing. */
void
iwmo_check_CS327(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    int64_t claimed;

    if (iwmo_signed_cents(iwmo_child(bedragen, EL_DeclaratieFactuurBedrag), &claimed) &&
        (is_other_sign(bedragen, EL_BerekendBedrag, claimed) ||
         is_other_sign(bedragen, EL_BtwBedrag, claimed)))
        iwmo_blame(facts, bedragen);
}

/* CS323: no more is claimed than was calculated, by the size of the amounts. */
void
iwmo_check_CS323(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *berekend =
        iwmo_grandchild(bedragen, EL_BerekendBedrag, EL_Bedrag);
    const struct iwmo_node *claimed =
        iwmo_grandchild(bedragen, EL_DeclaratieFactuurBedrag, EL_Bedrag);

    if (iwmo_is_number(berekend) && iwmo_is_number(claimed) &&
        claimed->value.integer > berekend->value.integer)
        iwmo_blame(facts, bedragen);
}

/* CD055: what is not exempt from Btw says how much, in the line and in the header. */
void
iwmo_check_CD055(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *whole =
        iwmo_child(facts->header, EL_DeclaratieFactuurIdentificatie);
    const struct iwmo_node *totals =
        iwmo_child(facts->header, EL_DeclaratieFactuurBedragen);

    if (iwmo_node_equals(iwmo_child(bedragen, EL_BtwVrijstellingIndicatie), "2") &&
        (iwmo_child(bedragen, EL_BtwPercentage) == NULL ||
         iwmo_child(bedragen, EL_BtwBedrag) == NULL ||
         iwmo_child(whole, EL_BtwIDNummer) == NULL ||
         iwmo_child(totals, EL_BtwTotaalBedrag) == NULL))
        iwmo_blame(facts, bedragen);
}

/* CD056: what is exempt has no Btw. */
void
iwmo_check_CD056(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    if (iwmo_node_equals(iwmo_child(bedragen, EL_BtwVrijstellingIndicatie), "1") &&
        (iwmo_child(bedragen, EL_BtwPercentage) != NULL ||
         iwmo_child(bedragen, EL_BtwBedrag) != NULL))
        iwmo_blame(facts, bedragen);
}

/* CD062: euros have no tariff. */
void
iwmo_check_CD062(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *tarief = iwmo_child(bedragen, EL_ProductTarief);

    if (tarief != NULL && iwmo_node_equals(iwmo_child(bedragen, EL_Eenheid), "83"))
        iwmo_blame(facts, tarief);
}

static bool
begins_on_or_after(const struct iwmo_node *periode, const char *day)
{
    const struct iwmo_node *begin = iwmo_child(periode, EL_Begindatum);
    struct iwmo_date first;

    return iwmo_is_date(begin) && iwmo_date_parse(iwmo_text(day), &first) &&
           !iwmo_date_before(begin->value.date, first);
}

/* CS328: there is no care under the Wmo 2015 before 2015. */
void
iwmo_check_CS328(const struct iwmo_node *periode, struct iwmo_facts *facts)
{
    if (iwmo_is_date(iwmo_child(periode, EL_Begindatum)) &&
        !begins_on_or_after(periode, "2015-01-01"))
        iwmo_blame(facts, iwmo_child(periode, EL_Begindatum));
}

/* CS331: units that release 2.3 ended. */
void
iwmo_check_CS331(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *eenheid =
        iwmo_grandchild(prestatie, EL_IngediendeBedragPrestatie, EL_Eenheid);

    if (eenheid != NULL && iwmo_one_of(eenheid, "21 81") &&
        begins_on_or_after(iwmo_child(prestatie, EL_ProductPeriode), "2019-04-01"))
        iwmo_blame(facts, eenheid);
}

/* OP287: a line of an invoice (449) is granted whole, and then does not come back. */
void
iwmo_check_D23_FACTUURDEEL(const struct iwmo_node *toegekend, struct iwmo_facts *facts)
{
    int64_t cents;

    if (iwmo_node_equals(iwmo_child(facts->header, EL_BerichtCode), "449") &&
        iwmo_signed_cents(iwmo_child(toegekend, EL_ToegekendBedrag), &cents) &&
        cents != 0)
        iwmo_blame(facts, iwmo_child(toegekend, EL_ToegekendBedrag));
}

/* CD058: payment to a service bureau (01) needs one. */
void
iwmo_check_CD058(const struct iwmo_node *header, struct iwmo_facts *facts)
{
    const struct iwmo_node *bureau = iwmo_child(header, EL_Servicebureau);

    if (iwmo_node_equals(iwmo_child(header, EL_BetalingAanID), "01") &&
        (bureau == NULL || iwmo_node_equals(bureau, "00000000")))
        iwmo_blame(facts, header);
}

/* CD059: a line of an invoice (448) says whether it is exempt from Btw. */
void
iwmo_check_CD059(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    if (iwmo_node_equals(iwmo_child(facts->header, EL_BerichtCode), "448") &&
        iwmo_child(bedragen, EL_BtwVrijstellingIndicatie) == NULL)
        iwmo_blame(facts, bedragen);
}

/* CS324: an answer is not dated before the invoice. */
void
iwmo_check_CS324(const struct iwmo_node *datum, struct iwmo_facts *facts)
{
    if (iwmo_after(facts->dagtekening, datum))
        iwmo_blame(facts, datum);
}
