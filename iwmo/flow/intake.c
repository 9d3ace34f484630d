#include "flow/intake.h"

static const struct {
    const char *name, *nl, *en;
} outcomes[IWMO_INTAKE_OUTCOMES] = {
    [IWMO_INTAKE_NONE] = {"", "", ""},
    [IWMO_INTAKE_BLOCKED] =
        {"BLOCKED", "Geen berichtenverkeer voor deze cliënt. Een mens beslist.",
         "No message traffic for this client. A person decides."},
    [IWMO_INTAKE_NO_ACTION] = {"NO_ACTION",
                               "Herhaling van wat al bekend was. Er is niets te doen.",
                               "A repeat of what was known. Nothing to do."},
    [IWMO_INTAKE_VOID] = {"VOID",
                          "De toewijzing is ingetrokken. Annuleer wat gepland was.",
                          "The allocation was withdrawn. Cancel what was planned."},
    [IWMO_INTAKE_CONFLICT] =
        {"CONFLICT",
         "Dit spreekt tegen wat bekend was. Neem contact op met de gemeente.",
         "This contradicts what was known. Contact the gemeente."},
    [IWMO_INTAKE_CHANGE] =
        {"CHANGE",
         "De toewijzing is gewijzigd. Pas planning en plafond aan en "
         "licht het zorgteam in.",
         "The allocation was changed. Update plan and ceiling and tell the care team."},
    [IWMO_INTAKE_ENDING] =
        {"ENDING", "De toewijzing eindigt eerder. Plan de stop en stuur een 307.",
         "The allocation ends sooner. Plan the stop and send a 307."},
    [IWMO_INTAKE_GRANTED_REQUEST] =
        {"GRANTED_REQUEST",
         "Het eigen verzoek om toewijzing is toegekend. Plan de start.",
         "The own request for an allocation was granted. Plan the start."},
    [IWMO_INTAKE_GRANTED_CHANGE] =
        {"GRANTED_CHANGE",
         "Het eigen verzoek om wijziging is toegekend. Pas de planning "
         "aan.",
         "The own request for a change was granted. Adapt the plan."},
    [IWMO_INTAKE_REPLACEMENT] =
        {"REPLACEMENT",
         "Vervangt een eerdere toewijzing. Zet de zorg voort onder het "
         "nieuwe nummer.",
         "Replaces an earlier allocation. Continue care under the new number."},
    [IWMO_INTAKE_SAME_DECISION] =
        {"SAME_DECISION",
         "Hoort bij een beschikking waarvan de zorg al bekend is. Er is niets te "
         "vragen.",
         "Belongs to a decision of which the care is known. Nothing to ask."},
    [IWMO_INTAKE_CONTINUATION] =
        {"CONTINUATION",
         "Sluit aan op bekende zorg. Zet de zorg voort onder het nieuwe "
         "nummer.",
         "Follows known care. Continue care under the new number."},
    [IWMO_INTAKE_EARLIER_START] =
        {"EARLIER_START",
         "De zorg begint eerder, onder een tweede nummer. Plan de start.",
         "Care begins earlier, under a second number. Plan the start."},
    [IWMO_INTAKE_MOVED_CLIENT] =
        {"MOVED_CLIENT",
         "Bekende cliënt van een andere gemeente. Controleer adres, "
         "contactpersonen en contract; houd het zorgplan.",
         "A known client of another gemeente. Check address, contact persons and "
         "contract; keep the care plan."},
    [IWMO_INTAKE_IN_CARE] =
        {"IN_CARE", "Cliënt heeft al zorg in deze categorie. Er is niets te vragen.",
         "The client has care in this Categorie already. Nothing to ask."},
    [IWMO_INTAKE_ADDED_PRODUCT] =
        {"ADDED_PRODUCT",
         "Bekende cliënt, nieuw product. Vraag alleen wat dit product "
         "nodig heeft.",
         "A known client, a new product. Ask only what this product needs."},
    [IWMO_INTAKE_LINK_TO_INTAKE] =
        {"LINK_TO_INTAKE", "Hoort bij de intake die er al is. Geen tweede.",
         "Belongs to the intake that is there already. No second one."},
    [IWMO_INTAKE_RETURNING] =
        {"RETURNING",
         "Bekende cliënt die kort geleden zorg had. Vraag alleen wat "
         "veranderd is.",
         "A known client who had care not long ago. Ask only what changed."},
    [IWMO_INTAKE_RETURNING_LONG] =
        {"RETURNING_LONG",
         "Bekende cliënt van langer geleden. Laat de gegevens "
         "bevestigen.",
         "A known client of longer ago. Have the data confirmed."},
    [IWMO_INTAKE_NEW_CLIENT] =
        {"NEW_CLIENT",
         "Nieuwe cliënt. Houd een intake, ingevuld met wat in de toewijzing "
         "staat.",
         "A new client. Hold an intake, prefilled from the allocation."},
};

const char *
iwmo_intake_outcome_name(enum iwmo_intake_outcome outcome)
{
    return outcomes[outcome].name;
}

const char *
iwmo_intake_words(const char *outcome, bool is_dutch)
{
    for (size_t i = 0; i < IWMO_INTAKE_OUTCOMES; i++)
        if (strcmp(outcomes[i].name, outcome) == 0)
            return is_dutch ? outcomes[i].nl : outcomes[i].en;
    return "";
}

const char *
iwmo_intake_ground(const char *outcome, bool is_dutch)
{
    static const char *const grounds[][2] = {
        {"NEW_CLIENT", "nieuwe cliënt"},
        {"RETURNING_LONG", "langer geleden in zorg"},
        {"RETURNING", "kort geleden in zorg"},
        {"ADDED_PRODUCT", "nieuw product"},
        {"BY_HAND", "met de hand geopend"},
    };

    for (size_t i = 0; is_dutch && i < sizeof(grounds) / sizeof(grounds[0]); i++)
        if (strcmp(grounds[i][0], outcome) == 0)
            return grounds[i][1];
    return outcome;
}

const char *
iwmo_intake_strength_name(char strength)
{
    switch (strength) {
    case 'F':
        return "full";
    case 'R':
        return "renewed";
    case 'S':
        return "short";
    default:
        return "none";
    }
}

const char *
iwmo_intake_linked_reden(const char *reden_wijziging)
{
    static const char links[][2][3] = {
        {"02", "02"}, {"03", "36"}, {"05", "36"}, {"06", "39"}, {"07", "31"},
        {"08", "36"}, {"09", "38"}, {"10", "36"}, {"11", "36"}, {"12", "37"},
    };

    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
        if (strcmp(links[i][0], reden_wijziging) == 0)
            return links[i][1];
    return "";
}
