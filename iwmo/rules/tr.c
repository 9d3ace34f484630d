/*
 * TR: technical rules that need no more than the records around the anchor, and the
 * header.  Each function judges the rule of its name; see rules.def for where it is
 * asked. Pairs of records: pairs.c; rules over a whole declaration: declaratie.c.
 */
#include "names.h"
#include "rules/rule.h"
#include "rules/shape.h"

/* ---- dates against the header ---- */

#define DAYS_OF_A_HUNDRED_YEARS 36525

/* TR002: nobody is older than 120 years on the Dagtekening; 1900-01-01 with
 * DatumGebruik 3 means unknown.  yyyymmdd as a plain number: exactly 120 years
 * conforms. */
void
iwmo_check_TR002(const struct iwmo_node *datum, struct iwmo_facts *facts)
{
    const struct iwmo_node *gebruik = iwmo_child(datum->parent, EL_DatumGebruik);
    const struct iwmo_node *dagtekening = facts->dagtekening;

    if (iwmo_node_equals(gebruik, "3") && iwmo_node_equals(datum, "1900-01-01"))
        return;
    if (!iwmo_is_date(datum) || !iwmo_is_date(dagtekening))
        return;
    int64_t days = (int64_t)dagtekening->value.date.days - datum->value.date.days;
    if (days < DAYS_OF_A_HUNDRED_YEARS)
        return;
    if (iwmo_date_number(datum->value.date) + 1200000 <
        iwmo_date_number(dagtekening->value.date))
        iwmo_blame(facts, dagtekening, datum);
}

/* TR134: the date is not after the Dagtekening.  Without a Dagtekening the stylesheet
 * reports every date. */
void
iwmo_check_TR134(const struct iwmo_node *datum, struct iwmo_facts *facts)
{
    if (facts->dagtekening == NULL || iwmo_after(datum, facts->dagtekening))
        iwmo_blame(facts, facts->dagtekening, datum);
}

/* TR134 in 2.3, WMO303: only the DeclaratiePeriode. */
void
iwmo_check_D23_TR134(const struct iwmo_node *begin, struct iwmo_facts *facts)
{
    if (iwmo_node_is(begin->parent, EL_DeclaratiePeriode))
        iwmo_check_TR134(begin, facts);
}

/* TR137: a period does not end before its start (check 1) or after the Dagtekening
 * (check 2). */
void
iwmo_check_TR137(const struct iwmo_node *periode, struct iwmo_facts *facts)
{
    const struct iwmo_node *begin = iwmo_child(periode, EL_Begindatum);
    const struct iwmo_node *end = iwmo_child(periode, EL_Einddatum);

    if (iwmo_after(begin, end))
        iwmo_blame(facts, begin, end);
    if (end != NULL &&
        (facts->dagtekening == NULL || iwmo_after(end, facts->dagtekening)))
        iwmo_blame(facts, facts->dagtekening, end);
}

/* TR380: a new product starts after the Dagtekening.  Not for TeWijzigenProduct. */
void
iwmo_check_TR380(const struct iwmo_node *datum, struct iwmo_facts *facts)
{
    const struct iwmo_node *dagtekening = facts->dagtekening;

    if (!iwmo_node_is(datum->parent, EL_NieuwProduct))
        return;
    bool is_later = iwmo_is_date(datum) && iwmo_is_date(dagtekening) &&
                    !iwmo_date_before(dagtekening->value.date, datum->value.date);
    if (dagtekening == NULL || is_later)
        iwmo_blame(facts, dagtekening, datum);
}

/* ---- contacts ---- */

static bool
has_phone(const struct iwmo_node *contact)
{
    return iwmo_child(contact, EL_Telefoon) != NULL;
}

/* TR006: a Contact has a phone, or a house (check 1) and a Postcode (check 2). */
void
iwmo_check_TR006(const struct iwmo_node *contact, struct iwmo_facts *facts)
{
    if (has_phone(contact))
        return;
    if (iwmo_grandchild(contact, EL_Adres, EL_Huis) == NULL)
        iwmo_blame(facts, contact);
    if (iwmo_grandchild(contact, EL_Adres, EL_Postcode) == NULL)
        iwmo_blame(facts, contact);
}

/* TR006 in 2.3: one question, one finding. */
void
iwmo_check_D23_TR006(const struct iwmo_node *contact, struct iwmo_facts *facts)
{
    if (!has_phone(contact) &&
        (iwmo_grandchild(contact, EL_Adres, EL_Huis) == NULL ||
         iwmo_grandchild(contact, EL_Adres, EL_Postcode) == NULL))
        iwmo_blame(facts, contact);
}

/* TR061: at least one Contact of the client is no temporary address. */
void
iwmo_check_TR061(const struct iwmo_node *contactgegevens, struct iwmo_facts *facts)
{
    size_t total = 0, kept = 0;

    for (const struct iwmo_node *contact = contactgegevens->first; contact;
         contact = contact->next, total++)
        if (iwmo_one_of(iwmo_child(contact, EL_Soort), "01 02 03"))
            return;
    if (total == 0)
        return;
    size_t room = total < facts->max_places ? total : facts->max_places;
    struct iwmo_location *places =
        iwmo_arena_alloc(facts->scratch, room * sizeof(*places));
    if (places == NULL) {
        facts->findings->failed = true;
        return;
    }
    for (const struct iwmo_node *contact = contactgegevens->first; kept < room;
         contact = contact->next)
        places[kept++] = iwmo_findings_place(facts->findings, contact);
    iwmo_blame_places(facts, kept, places, total);
}

/* ---- start, stop, change ---- */

/* TR018: a stop is not before its start. */
void
iwmo_check_TR018(const struct iwmo_node *end, struct iwmo_facts *facts)
{
    const struct iwmo_node *begin = iwmo_child(end->parent, EL_Begindatum);

    if (iwmo_after(begin, end))
        iwmo_blame(facts, begin, end);
}

static bool
has_record(const struct iwmo_node *verzoek, uint16_t group, uint16_t record)
{
    return iwmo_grandchild(verzoek, group, record) != NULL;
}

/* TR352: a request for change names an existing product. */
void
iwmo_check_TR352(const struct iwmo_node *verzoek, struct iwmo_facts *facts)
{
    if (!has_record(verzoek, EL_OngewijzigdeProducten, EL_OngewijzigdProduct) &&
        !has_record(verzoek, EL_TeWijzigenProducten, EL_TeWijzigenProduct))
        iwmo_blame(facts, verzoek);
}

/* TR353: a request for change changes something. */
void
iwmo_check_TR353(const struct iwmo_node *verzoek, struct iwmo_facts *facts)
{
    if (!has_record(verzoek, EL_TeWijzigenProducten, EL_TeWijzigenProduct) &&
        !has_record(verzoek, EL_NieuweProducten, EL_NieuwProduct))
        iwmo_blame(facts, verzoek);
}
