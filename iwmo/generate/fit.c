#include "generate/fit.h"

#include "names.h"

static const struct {
    uint16_t id;
    iwmo_fit_function *fit;
} rows[] = {
    {EL_AangevraagdeProducten, iwmo_fit_products},
    {EL_Adres, iwmo_fit_Adres},
    {EL_Antwoord, iwmo_fit_Antwoord},
    {EL_Beperkingen, iwmo_fit_Beperkingen},
    {EL_BeperkingScores, iwmo_fit_BeperkingScores},
    {EL_Bericht, iwmo_fit_Bericht},
    {EL_BerichtIdentificatie, iwmo_fit_BerichtIdentificatie},
    {EL_Beschikking, iwmo_fit_Beschikking},
    {EL_Communicatie, iwmo_fit_Communicatie},
    {EL_Contactgegevens, iwmo_fit_Contactgegevens},
    {EL_Declaratie, iwmo_fit_Declaratie},
    {EL_DeclaratieAntwoord, iwmo_fit_DeclaratieAntwoord},
    {EL_DeclaratieFactuurIdentificatie, iwmo_fit_DeclaratieFactuurIdentificatie},
    {EL_DeclaratiePeriode, iwmo_fit_DeclaratiePeriode},
    {EL_Geboortedatum, iwmo_fit_Geboortedatum},
    {EL_Grondslagen, iwmo_fit_Grondslagen},
    {EL_Header, iwmo_fit_Header},
    {EL_Naam, iwmo_fit_Naam},
    {EL_NieuweProducten, iwmo_fit_products},
    {EL_Omvang, iwmo_fit_Omvang},
    {EL_Periode, iwmo_fit_Periode},
    {EL_Prestatie, iwmo_fit_Prestatie},
    {EL_Relatie, iwmo_fit_Relatie},
    {EL_StartProducten, iwmo_fit_StartProducten},
    {EL_StopProducten, iwmo_fit_StopProducten},
    {EL_TeWijzigenProduct, iwmo_fit_TeWijzigenProduct},
    {EL_ToegewezenProducten, iwmo_fit_products},
    {EL_Verwijzer, iwmo_fit_Verwijzer},
    {EL_Verzoek, iwmo_fit_Verzoek},
};

void
iwmo_fit(struct iwmo_draft *draft, struct iwmo_node *group)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !draft->failed; i++)
        if (rows[i].id == group->decl->id)
            rows[i].fit(draft, group);
}
