/*
 * Fit: persons, and where they can be reached.
 */
#include "generate/fit.h"
#include "generate/grow.h"
#include "generate/people.h"
#include "names.h"
#include "rules/shape.h"

/* CS050: with a partner's name NaamGebruik is 1 to 4, without one 1. */
void
iwmo_fit_Naam(struct iwmo_draft *draft, struct iwmo_node *naam)
{
    struct iwmo_node *gebruik = iwmo_draft_child(naam, EL_NaamGebruik);
    bool has_partner = iwmo_draft_child(naam, EL_Partnernaam) != NULL;

    iwmo_draft_print(draft, gebruik, "%d",
                     has_partner ? iwmo_dice_between(&draft->dice, 1, 4) : 1);
}

/* CS139: unknown parts are 01, or 1900-01-01; TR002, TR134: 0 to 105 years old. */
void
iwmo_fit_Geboortedatum(struct iwmo_draft *draft, struct iwmo_node *geboortedatum)
{
    struct iwmo_node *gebruik = iwmo_draft_child(geboortedatum, EL_DatumGebruik);
    struct iwmo_date date = draft->day;

    date.days -= iwmo_dice_between(&draft->dice, 0, 105 * 365);
    struct iwmo_day day = iwmo_date_split(date);
    if (iwmo_node_equals(gebruik, "3"))
        date = iwmo_date_of(1900, 1, 1);
    else if (iwmo_node_equals(gebruik, "2"))
        date = iwmo_date_of(day.year, 1, 1);
    else if (iwmo_node_equals(gebruik, "1"))
        date = iwmo_date_of(day.year, day.month, 1);
    iwmo_grow_date(draft, geboortedatum, EL_Datum, date);
}

/* CD007: Taal is there exactly for an interpreter (1). */
void
iwmo_fit_Communicatie(struct iwmo_draft *draft, struct iwmo_node *communicatie)
{
    if (iwmo_node_equals(iwmo_draft_child(communicatie, EL_Vorm), "1"))
        iwmo_grow_child(draft, communicatie, EL_Taal);
    else
        iwmo_draft_drop_all(communicatie, EL_Taal);
}

/* CD005, CD025, CS089: Postcode and LandCode together; a Dutch address has a house. */
void
iwmo_fit_Adres(struct iwmo_draft *draft, struct iwmo_node *adres)
{
    struct iwmo_node *postcode = iwmo_draft_child(adres, EL_Postcode);
    bool is_abroad = iwmo_dice_chance(&draft->dice, 10);

    if (postcode == NULL) {
        iwmo_draft_drop_all(adres, EL_LandCode);
        return;
    }
    iwmo_grow_value(draft, adres, EL_LandCode,
                    is_abroad ? iwmo_people_pick(&draft->dice, IWMO_PEOPLE_BUITENLAND)
                              : "NL");
    if (is_abroad)
        iwmo_draft_print(draft, postcode, "%d",
                         iwmo_dice_between(&draft->dice, 10000, 99999));
    else
        iwmo_grow_child(draft, adres, EL_Huis);
}

/* CS003: no end without a begin, nor before it. */
void
iwmo_fit_Periode(struct iwmo_draft *draft, struct iwmo_node *periode)
{
    struct iwmo_node *begin = iwmo_draft_child(periode, EL_Begindatum);
    struct iwmo_date date = iwmo_draft_date(draft, begin);

    if (begin == NULL) {
        iwmo_draft_drop_all(periode, EL_Einddatum);
        return;
    }
    date.days += iwmo_dice_between(&draft->dice, 0, 200);
    iwmo_draft_set_date(draft, iwmo_draft_child(periode, EL_Einddatum), date);
}

/* CD009: a Periode only for a temporary address (04); CD034: a BRP or residence address
 * (01, 03) has a Postcode; TR006: a phone, or a house and a Postcode. */
static void
fit_contact(struct iwmo_draft *draft, struct iwmo_node *contact)
{
    struct iwmo_node *soort = iwmo_draft_child(contact, EL_Soort);
    bool has_phone = iwmo_draft_child(contact, EL_Telefoon) != NULL;

    if (!iwmo_node_equals(soort, "04"))
        iwmo_draft_drop_all(contact, EL_Periode);
    if (has_phone && !iwmo_one_of(soort, "01 03"))
        return;
    struct iwmo_node *adres = iwmo_grow_child(draft, contact, EL_Adres);
    if (iwmo_draft_child(adres, EL_Postcode) == NULL) {
        iwmo_grow_child(draft, adres, EL_Postcode);
        iwmo_fit_Adres(draft, adres);
    }
    if (!has_phone)
        iwmo_grow_child(draft, adres, EL_Huis);
}

void
iwmo_fit_Relatie(struct iwmo_draft *draft, struct iwmo_node *relatie)
{
    struct iwmo_node *contact = iwmo_draft_child(relatie, EL_Contact);

    if (contact != NULL)
        fit_contact(draft, contact);
}

/* TR101: each Soort once; TR061: the first one is no temporary address. */
void
iwmo_fit_Contactgegevens(struct iwmo_draft *draft, struct iwmo_node *contactgegevens)
{
    static const char *const orders[] = {"1234", "1423", "2143", "2431",
                                         "3142", "3421", "1342", "2314"};
    const char *order = IWMO_DICE_PICK(&draft->dice, orders);
    struct iwmo_node *next;

    for (struct iwmo_node *contact = contactgegevens->first; contact; contact = next) {
        next = contact->next;
        if (*order == '\0') {
            iwmo_draft_drop(contact);
            continue;
        }
        iwmo_draft_print(draft, iwmo_draft_child(contact, EL_Soort), "0%c", *order++);
        fit_contact(draft, contact);
    }
}
