/*
 * CD: conditions.  Whether an element may or must be there, given another.
 * Each function judges the rule of its name; see rules.def for where it is asked.
 */
#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"

/* ---- addresses and communication ---- */

/* CD005: Postcode and LandCode come together; asked at the one that is filled. */
void
iwmo_check_CD005(const struct iwmo_node *anchor, struct iwmo_facts *facts)
{
    const struct iwmo_node *postcode = iwmo_child(anchor->parent, EL_Postcode);
    const struct iwmo_node *landcode = iwmo_child(anchor->parent, EL_LandCode);

    if (iwmo_filled(anchor) && iwmo_filled(postcode) != iwmo_filled(landcode))
        iwmo_blame(facts, postcode, landcode);
}

/* CD007: Taal is filled exactly when Vorm is 1 (interpreter). */
void
iwmo_check_CD007(const struct iwmo_node *communicatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *vorm = iwmo_child(communicatie, EL_Vorm);
    const struct iwmo_node *taal = iwmo_child(communicatie, EL_Taal);

    if (iwmo_filled(taal) != iwmo_node_equals(vorm, "1"))
        iwmo_blame(facts, vorm, taal);
}

/* CD009: a Periode only for a temporary address (04). */
void
iwmo_check_CD009(const struct iwmo_node *periode, struct iwmo_facts *facts)
{
    const struct iwmo_node *soort = iwmo_child(periode->parent, EL_Soort);

    if (!iwmo_node_equals(soort, "04"))
        iwmo_blame(facts, soort, periode);
}

/* CD025: a Dutch address has a house number.  The stylesheet tests Huisnummer, the text
 * says Huis. */
void
iwmo_check_CD025(const struct iwmo_node *landcode, struct iwmo_facts *facts)
{
    const struct iwmo_node *huisnummer =
        iwmo_grandchild(landcode->parent, EL_Huis, EL_Huisnummer);

    if (iwmo_node_equals(landcode, "NL") && iwmo_node_blank(huisnummer))
        iwmo_blame(facts, huisnummer, landcode);
}

/* CD034: a BRP or residence address has a Postcode, also when there is no Adres. */
void
iwmo_check_CD034(const struct iwmo_node *contact, struct iwmo_facts *facts)
{
    const struct iwmo_node *soort = iwmo_child(contact, EL_Soort);
    const struct iwmo_node *postcode = iwmo_grandchild(contact, EL_Adres, EL_Postcode);

    if (iwmo_one_of(soort, "01 03") && iwmo_node_blank(postcode))
        iwmo_blame(facts, soort, postcode);
}

/* CD034 in 2.3: certain only when there is an Adres ... */
void
iwmo_check_D23_CD034(const struct iwmo_node *contact, struct iwmo_facts *facts)
{
    if (iwmo_child(contact, EL_Adres) != NULL)
        iwmo_check_CD034(contact, facts);
}

/* ... and likely when there is none. */
void
iwmo_check_D23_CD034_ADRES(const struct iwmo_node *contact, struct iwmo_facts *facts)
{
    if (iwmo_child(contact, EL_Adres) == NULL)
        iwmo_check_CD034(contact, facts);
}

/* ---- products ---- */

/* CD041: with a product code there is an Omvang; a Budget does not replace it. */
void
iwmo_check_CD041(const struct iwmo_node *record, struct iwmo_facts *facts)
{
    const struct iwmo_node *code = iwmo_grandchild(record, EL_Product, EL_Code);

    if (iwmo_filled(code) && iwmo_child(record, EL_Omvang) == NULL)
        iwmo_blame(facts, code);
}

/* CD043: number and start date of the decision come together. */
void
iwmo_check_CD043(const struct iwmo_node *record, struct iwmo_facts *facts)
{
    const struct iwmo_node *nummer = iwmo_child(record, EL_BeschikkingNummer);
    const struct iwmo_node *datum = iwmo_child(record, EL_BeschikkingIngangsdatum);

    if (iwmo_filled(nummer) != iwmo_filled(datum))
        iwmo_blame(facts, nummer, datum);
}

/* CD075: a Budget has an end. */
void
iwmo_check_CD075(const struct iwmo_node *budget, struct iwmo_facts *facts)
{
    const struct iwmo_node *end = iwmo_record_end(budget->parent);

    if (iwmo_filled(budget) && iwmo_node_blank(end))
        iwmo_blame(facts, end, budget);
}

/* CD076: a volume per week has an end. */
void
iwmo_check_CD076(const struct iwmo_node *frequentie, struct iwmo_facts *facts)
{
    if (!iwmo_node_equals(frequentie, "2"))
        return;
    const struct iwmo_node *end = iwmo_record_end(frequentie->parent->parent);
    if (iwmo_node_blank(end))
        iwmo_blame(facts, end, frequentie);
}

/* CD077: no Omvang next to a Budget. */
void
iwmo_check_CD077(const struct iwmo_node *budget, struct iwmo_facts *facts)
{
    const struct iwmo_node *omvang = iwmo_child(budget->parent, EL_Omvang);

    if (iwmo_filled(budget) && omvang != NULL)
        iwmo_blame(facts, omvang, budget);
}

/* CD078: no Budget next to an Omvang. */
void
iwmo_check_CD078(const struct iwmo_node *omvang, struct iwmo_facts *facts)
{
    const struct iwmo_node *budget = iwmo_child(omvang->parent, EL_Budget);

    if (budget != NULL)
        iwmo_blame(facts, omvang, budget);
}

/* CD079: without a Budget there is a Product. */
void
iwmo_check_CD079(const struct iwmo_node *record, struct iwmo_facts *facts)
{
    if (iwmo_child(record, EL_Product) != NULL)
        return;
    const struct iwmo_node *budget = iwmo_child(record, EL_Budget);
    if (iwmo_node_blank(budget))
        iwmo_blame(facts, record, budget);
}

/* CD080, CD095, CD096: no Omvang without a product code, but for periods that ended
 * before 2021.  Not for TeWijzigenProduct, which has no Product. */
void
iwmo_check_CD080(const struct iwmo_node *omvang, struct iwmo_facts *facts)
{
    const struct iwmo_node *record = omvang->parent;
    const struct iwmo_node *code = iwmo_grandchild(record, EL_Product, EL_Code);

    if (iwmo_filled(code) || iwmo_node_is(record, EL_TeWijzigenProduct))
        return;
    const struct iwmo_node *end = iwmo_record_end(record);
    if (iwmo_runs_after_2020(end))
        iwmo_blame(facts, code, end, omvang);
}

/* ---- the referrer ---- */

static bool
is_zorgverlener(const struct iwmo_node *verwijzer)
{
    return iwmo_one_of(iwmo_child(verwijzer, EL_Type), "02 03 04 05");
}

/* CD066: a code makes the name superfluous. */
void
iwmo_check_CD066(const struct iwmo_node *verwijzer, struct iwmo_facts *facts)
{
    const struct iwmo_node *naam = iwmo_child(verwijzer, EL_Naam);
    const struct iwmo_node *code = iwmo_child(verwijzer, EL_ZorgverlenerCode);

    if (is_zorgverlener(verwijzer) && iwmo_filled(code) && iwmo_filled(naam))
        iwmo_blame(facts, iwmo_child(verwijzer, EL_Type), naam, code);
}

/* CD067: without a code there is a name. */
void
iwmo_check_CD067(const struct iwmo_node *verwijzer, struct iwmo_facts *facts)
{
    const struct iwmo_node *naam = iwmo_child(verwijzer, EL_Naam);
    const struct iwmo_node *code = iwmo_child(verwijzer, EL_ZorgverlenerCode);

    if (is_zorgverlener(verwijzer) && iwmo_node_blank(code) && iwmo_node_blank(naam))
        iwmo_blame(facts, iwmo_child(verwijzer, EL_Type), naam, code);
}

/* CD068: only a care professional has a code. */
void
iwmo_check_CD068(const struct iwmo_node *verwijzer, struct iwmo_facts *facts)
{
    const struct iwmo_node *code = iwmo_child(verwijzer, EL_ZorgverlenerCode);

    if (!is_zorgverlener(verwijzer) && iwmo_filled(code))
        iwmo_blame(facts, iwmo_child(verwijzer, EL_Type), code);
}

/* ---- answers to a request ---- */

/* CD085: a refusal (1) has a reason. */
void
iwmo_check_CD085(const struct iwmo_node *antwoord, struct iwmo_facts *facts)
{
    const struct iwmo_node *reden =
        iwmo_child(antwoord->parent, EL_RedenAfwijzingVerzoek);

    if (iwmo_node_equals(antwoord, "1") && iwmo_node_blank(reden))
        iwmo_blame(facts, antwoord, reden);
}

/* CD086: what is still being looked into (2) has no reason for refusal. */
void
iwmo_check_CD086(const struct iwmo_node *antwoord, struct iwmo_facts *facts)
{
    const struct iwmo_node *reden =
        iwmo_child(antwoord->parent, EL_RedenAfwijzingVerzoek);

    if (iwmo_node_equals(antwoord, "2") && iwmo_filled(reden))
        iwmo_blame(facts, antwoord, reden);
}

/* ---- declarations ---- */

/* CD060: VorigReferentieNummer is filled exactly for a credit. */
void
iwmo_check_CD060(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *vorig =
        iwmo_grandchild(prestatie, EL_ProductReferentie, EL_VorigReferentieNummer);
    const struct iwmo_node *teken =
        iwmo_grandchild(prestatie, EL_IngediendBedrag, EL_DebetCredit);

    if (iwmo_node_equals(teken, "C") != iwmo_filled(vorig))
        iwmo_blame(facts, vorig, teken);
}

static const struct iwmo_node *
d23_teken(const struct iwmo_node *prestatie)
{
    const struct iwmo_node *bedragen =
        iwmo_child(prestatie, EL_IngediendeBedragPrestatie);

    return iwmo_grandchild(bedragen, EL_DeclaratieFactuurBedrag, EL_DebetCredit);
}

/* CD060 in 2.3: a credit without it is certain to be wrong ... */
void
iwmo_check_D23_CD060_CREDIT(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *vorig =
        iwmo_grandchild(prestatie, EL_ProductReferentie, EL_VorigReferentieNummer);
    const struct iwmo_node *teken = d23_teken(prestatie);

    if (iwmo_node_equals(teken, "C") && vorig == NULL)
        iwmo_blame(facts, teken);
}

/* ... and a debit with it likely. */
void
iwmo_check_D23_CD060_DEBET(const struct iwmo_node *prestatie, struct iwmo_facts *facts)
{
    const struct iwmo_node *vorig =
        iwmo_grandchild(prestatie, EL_ProductReferentie, EL_VorigReferentieNummer);
    const struct iwmo_node *teken = d23_teken(prestatie);

    if (iwmo_node_equals(teken, "D") && vorig != NULL)
        iwmo_blame(facts, teken, vorig);
}

/* CD087: a tariff exactly when the unit is not euro (83). */
void
iwmo_check_CD087(const struct iwmo_node *eenheid, struct iwmo_facts *facts)
{
    const struct iwmo_node *tarief = iwmo_child(eenheid->parent, EL_ProductTarief);

    if (iwmo_node_equals(eenheid, "83") == iwmo_filled(tarief))
        iwmo_blame(facts, eenheid, tarief);
}
