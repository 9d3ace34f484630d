/*
 * Rules of release 2.3 about one line or the header of a declaration or invoice (303)
 * and its answer (304).  Their official numbers are not known: D23.
 */
#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"

/* BerekendBedrag is volume times tariff. */
void
iwmo_check_D23_BEREKEND(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    const struct iwmo_node *berekend =
        iwmo_grandchild(bedragen, EL_BerekendBedrag, EL_Bedrag);
    const struct iwmo_node *volume = iwmo_child(bedragen, EL_GeleverdVolume);
    const struct iwmo_node *tarief = iwmo_child(bedragen, EL_ProductTarief);

    if (iwmo_child(bedragen, EL_Verrekenpercentage) != NULL ||
        iwmo_one_of(iwmo_child(bedragen, EL_Eenheid), "81 83"))
        return;
    if (!iwmo_is_number(berekend) || !iwmo_is_number(volume) || !iwmo_is_number(tarief))
        return;
    /* both below 10^8, so the product fits */
    if (berekend->value.integer != volume->value.integer * tarief->value.integer)
        iwmo_blame(facts, bedragen);
}

/* The amounts of one line have one sign; nothing is always debit. */
void
iwmo_check_D23_DC_GELIJK(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    static const uint16_t ids[] = {EL_BerekendBedrag, EL_BtwBedrag,
                                   EL_DeclaratieFactuurBedrag};
    bool has_debet = false, has_credit = false;

    for (size_t i = 0; i < 3; i++) {
        int64_t cents;
        if (!iwmo_signed_cents(iwmo_child(bedragen, ids[i]), &cents))
            continue;
        has_debet |= cents > 0;
        has_credit |= cents < 0;
    }
    if (has_debet && has_credit)
        iwmo_blame(facts, bedragen);
}

/* Payment to a service bureau (01) needs one. */
void
iwmo_check_D23_BETALING(const struct iwmo_node *header, struct iwmo_facts *facts)
{
    const struct iwmo_node *bureau = iwmo_child(header, EL_Servicebureau);

    if (iwmo_node_equals(iwmo_child(header, EL_BetalingAanID), "01") &&
        (bureau == NULL || iwmo_node_equals(bureau, "00000000")))
        iwmo_blame(facts, header);
}

/* A line of an invoice (448) says whether it is exempt from Btw. */
void
iwmo_check_D23_FACTUUR_BTW(const struct iwmo_node *bedragen, struct iwmo_facts *facts)
{
    if (iwmo_node_equals(iwmo_child(facts->header, EL_BerichtCode), "448") &&
        iwmo_child(bedragen, EL_BtwVrijstellingIndicatie) == NULL)
        iwmo_blame(facts, bedragen);
}

/* An answer is not dated before the invoice. */
void
iwmo_check_D23_RETOURDATUM(const struct iwmo_node *datum, struct iwmo_facts *facts)
{
    if (iwmo_after(facts->dagtekening, datum))
        iwmo_blame(facts, datum);
}
