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

/* ---- reading ---- */

enum iwmo_status
iwmo_intake_read_dossier(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                         const char *aanbieder, struct iwmo_arena *arena,
                         struct iwmo_intake_dossier *dossier, struct iwmo_error *err)
{
    struct iwmo_intake_links *links = NULL;

    *dossier = (struct iwmo_intake_dossier){0};
    enum iwmo_status status =
        iwmo_ledger_is_blocked(ledger, client, &dossier->is_blocked, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_intakes(ledger, client, aanbieder, arena,
                                     &dossier->intakes, err);
    if (status != IWMO_OK || dossier->intakes.count == 0)
        return status;
    links = iwmo_arena_alloc(arena, dossier->intakes.count * sizeof(*links));
    if (links == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    dossier->links = links;
    for (size_t i = 0; status == IWMO_OK && i < dossier->intakes.count; i++) {
        struct iwmo_intake_link *rows = NULL;

        status = iwmo_ledger_intake_links(ledger, dossier->intakes.rows[i].id, arena,
                                          &rows, &links[i].count, err);
        links[i].rows = rows;
    }
    return status;
}

/* ---- writing ---- */

static unsigned
weight(char strength)
{
    return strength == 'F' ? 3 : strength == 'R' ? 2 : strength == 'S' ? 1 : 0;
}

/* The open intake of this client, made or made stronger; `*id` is set. */
static enum iwmo_status
open_or_add(struct iwmo_ledger *ledger, const struct iwmo_intake_task *task,
            const struct iwmo_record *record,
            const struct iwmo_intake_decision *decision, uint64_t *id,
            struct iwmo_error *err)
{
    struct iwmo_intakes known;
    enum iwmo_status status = iwmo_ledger_intakes(
        ledger, &record->client, record->aanbieder, task->scratch, &known, err);

    for (size_t i = 0; status == IWMO_OK && i < known.count; i++) {
        struct iwmo_intake *intake = &known.rows[i];

        if (!intake->is_open)
            continue;
        *id = intake->id;
        if (weight(decision->strength) <= weight(intake->strength))
            return IWMO_OK;
        intake->strength = decision->strength;
        return iwmo_ledger_put_intake(ledger, intake, err);
    }
    if (status != IWMO_OK)
        return status;
    struct iwmo_intake intake = {
        .client = record->client,
        .is_open = true,
        .is_needed = true,
        .strength = decision->strength,
        .opened = task->today,
        .closed = IWMO_DATE_OPEN_END,
        .message = task->entry->id,
    };
    memcpy(intake.aanbieder, record->aanbieder, sizeof(intake.aanbieder));
    memcpy(intake.categorie, record->categorie, sizeof(intake.categorie));
    memccpy(intake.outcome, iwmo_intake_outcome_name(decision->outcome), '\0',
            sizeof(intake.outcome) - 1);
    status = iwmo_ledger_put_intake(ledger, &intake, err);
    *id = intake.id;
    return status;
}

static enum iwmo_status
close_not_needed(struct iwmo_ledger *ledger, const struct iwmo_intake_task *task,
                 uint64_t id, struct iwmo_error *err)
{
    for (size_t i = 0; i < task->dossier.intakes.count; i++) {
        struct iwmo_intake intake = task->dossier.intakes.rows[i];

        if (intake.id != id)
            continue;
        intake.is_open = false;
        intake.is_needed = false;
        intake.closed = task->today;
        return iwmo_ledger_put_intake(ledger, &intake, err);
    }
    return IWMO_OK;
}

static enum iwmo_status
apply_one(struct iwmo_ledger *ledger, const struct iwmo_intake_task *task,
          const struct iwmo_record *record, const struct iwmo_intake_decision *decision,
          struct iwmo_error *err)
{
    struct iwmo_intake_note note = {
        .message = task->entry->id,
        .record = record->id,
        .strength = decision->strength,
        .intake = decision->intake,
        .because = decision->because,
    };
    enum iwmo_status status = IWMO_OK;

    memccpy(note.outcome, iwmo_intake_outcome_name(decision->outcome), '\0',
            sizeof(note.outcome) - 1);
    if (decision->opens)
        status = open_or_add(ledger, task, record, decision, &note.intake, err);
    if (status == IWMO_OK && decision->closes != 0)
        status = close_not_needed(ledger, task, decision->closes, err);
    if (status == IWMO_OK && note.intake != 0)
        status = iwmo_ledger_link_intake(ledger, note.intake, record->gemeente,
                                         record->nummer, err);
    if (note.intake == 0)
        note.intake = decision->closes;
    if (status == IWMO_OK)
        status = iwmo_ledger_note_intake(ledger, &note, err);
    return status;
}

enum iwmo_status
iwmo_intake_apply(struct iwmo_ledger *ledger, const struct iwmo_intake_task *task,
                  const struct iwmo_intake_decision *decisions, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++)
        if (decisions[i].outcome != IWMO_INTAKE_NONE)
            status =
                apply_one(ledger, task, &task->records.rows[i], &decisions[i], err);
    return status;
}
