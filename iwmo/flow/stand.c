#include "flow/stand.h"

#include "flow/ruimte.h"
#include "model/amount.h"
#include "schema/lookup.h"

#define ALL                                                                            \
    (IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) | IWMO_KIND_BIT(IWMO_RECORD_START) |        \
     IWMO_KIND_BIT(IWMO_RECORD_STOP) | IWMO_KIND_BIT(IWMO_RECORD_ONGEWIJZIGD) |        \
     IWMO_KIND_BIT(IWMO_RECORD_TE_WIJZIGEN) | IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE))

/* ---- declared ---- */

static bool
counts(enum iwmo_prestatie_state state)
{
    return state != IWMO_PRESTATIE_REJECTED && state != IWMO_PRESTATIE_CREDITED;
}

/* Fill lines and what was declared; the credits stand among the same records. */
static void
add_up(struct iwmo_stand *stand)
{
    int64_t minutes = 0;

    for (size_t i = 0; i < stand->records.count; i++) {
        const struct iwmo_record *debit = &stand->records.rows[i];

        if (debit->kind != IWMO_RECORD_PRESTATIE || debit->status == 'C')
            continue;
        struct iwmo_stand_line *line = &stand->lines[stand->line_count++];
        *line = (struct iwmo_stand_line){
            debit, iwmo_prestatie_state_of(debit, &stand->records)};
        if (!counts(line->state))
            continue;
        if (debit->has_bedrag)
            (void)!iwmo_money_add(stand->declared, debit->bedrag, &stand->declared);
        if (debit->volume == IWMO_ABSENT)
            continue;
        if (stand->current != NULL && iwmo_ruimte_in_minutes(debit, stand->current))
            minutes += debit->volume;
        else
            stand->declared_volume += debit->volume;
    }
    stand->declared_volume += (minutes + 59) / 60;
}

static void
see_what_is_left(struct iwmo_stand *stand)
{
    const struct iwmo_record *current = stand->current;
    int64_t maximum = 0;

    stand->has_volume_left = iwmo_ruimte_of(current, &maximum);
    stand->volume_left = maximum - stand->declared_volume;
    if (current->budget != IWMO_ABSENT) {
        stand->has_budget_left = true;
        stand->budget_left = current->budget - stand->declared.cents;
    }
    stand->is_over = (stand->has_volume_left && stand->volume_left < 0) ||
                     (stand->has_budget_left && stand->budget_left < 0);
}

enum iwmo_status
iwmo_stand_of(const struct iwmo_ask *ask, const char *gemeente, int64_t nummer,
              struct iwmo_date today, struct iwmo_stand *stand, struct iwmo_error *err)
{
    *stand = (struct iwmo_stand){0};
    enum iwmo_status status =
        iwmo_ask_toewijzing(ask, gemeente, nummer, ALL, &stand->records, err);
    if (status != IWMO_OK || stand->records.count == 0)
        return status;
    stand->lines =
        iwmo_arena_alloc(ask->arena, stand->records.count * sizeof(*stand->lines));
    if (stand->lines == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    stand->current = iwmo_toewijzing_current(&stand->records);
    stand->state = iwmo_toewijzing_state(stand->current, today);
    stand->levering = iwmo_levering_of(&stand->records);
    add_up(stand);
    if (stand->current != NULL)
        see_what_is_left(stand);
    return IWMO_OK;
}

/* ---- words ---- */

static const struct {
    const char *nl, *en;
} kind_words[IWMO_RECORD_KINDS] = {
    [IWMO_RECORD_CLIENT] = {"client", "client"},
    [IWMO_RECORD_TOEWIJZING] = {"toegewezen", "allocated"},
    [IWMO_RECORD_START] = {"start", "start"},
    [IWMO_RECORD_STOP] = {"stop", "stop"},
    [IWMO_RECORD_AANVRAAG] = {"toewijzing gevraagd", "allocation asked for"},
    [IWMO_RECORD_VERZOEK] = {"wijziging gevraagd", "change asked for"},
    [IWMO_RECORD_ONGEWIJZIGD] = {"gevraagd: ongewijzigd", "asked for: unchanged"},
    [IWMO_RECORD_TE_WIJZIGEN] = {"gevraagd: wijzigen", "asked for: change"},
    [IWMO_RECORD_NIEUW] = {"gevraagd: nieuw", "asked for: new"},
    [IWMO_RECORD_ANTWOORD] = {"antwoord op verzoek", "answer on request"},
    [IWMO_RECORD_DECLARATIE] = {"declaratie", "declaration"},
    [IWMO_RECORD_PRESTATIE] = {"gedeclareerd", "declared"},
    [IWMO_RECORD_TOEKENNING] = {"antwoord op declaratie", "answer on declaration"},
    [IWMO_RECORD_TERUG] = {"prestatie afgewezen", "line refused"},
};

static void
period(const struct iwmo_record *record, bool is_dutch, struct iwmo_buffer *out)
{
    char text[IWMO_DATE_TEXT];

    if (record->begin.days != INT32_MIN)
        iwmo_buffer_printf(out, " %s %s", is_dutch ? "vanaf" : "from",
                           iwmo_date_print(record->begin, text));
    if (record->eind.days != INT32_MAX)
        iwmo_buffer_printf(out, " %s %s", is_dutch ? "tot en met" : "up to",
                           iwmo_date_print(record->eind, text));
}

static const char *
answer_words(const struct iwmo_record *record, bool is_dutch)
{
    if (record->status == '2')
        return is_dutch ? ": in onderzoek" : ": under investigation";
    return is_dutch ? ": afgewezen" : ": refused";
}

/* In which code list the reason of such a record stands. */
static const char *
reason_list(const struct iwmo_record *record)
{
    switch (record->kind) {
    case IWMO_RECORD_TOEWIJZING:
        return "LDT_RedenWijziging";
    case IWMO_RECORD_STOP:
        return "LDT_RedenBeeindiging";
    case IWMO_RECORD_VERZOEK:
        return "LDT_RedenVerzoek";
    case IWMO_RECORD_ANTWOORD:
        return "LDT_RedenAfwijzingVerzoek";
    default:
        return "";
    }
}

static void
reason(const struct iwmo_record *record, bool is_dutch, struct iwmo_buffer *out)
{
    const char *label =
        iwmo_code_label(&iwmo_schema_builtin, reason_list(record), record->reden);

    iwmo_buffer_printf(out, ", %s %s", is_dutch ? "reden" : "reason", record->reden);
    if (label[0] != '\0')
        iwmo_buffer_printf(out, " (%s)", label);
}

static void
omvang(const struct iwmo_record *record, bool is_dutch, struct iwmo_buffer *out)
{
    const char *frequency = iwmo_amount_frequency(record->frequentie, is_dutch);

    iwmo_buffer_text(out, ", ");
    iwmo_amount_volume(record->volume, record->eenheid, is_dutch, out);
    if (frequency[0] != '\0')
        iwmo_buffer_printf(out, " %s", frequency);
}

void
iwmo_stand_words(const struct iwmo_record *record, bool is_dutch,
                 struct iwmo_buffer *out)
{
    const bool is_delivery =
        record->kind == IWMO_RECORD_START || record->kind == IWMO_RECORD_STOP;
    const char *words =
        is_dutch ? kind_words[record->kind].nl : kind_words[record->kind].en;

    if (record->kind == IWMO_RECORD_TOEWIJZING && iwmo_record_is_removal(record))
        words = is_dutch ? "verwijderd" : "removed";
    if (record->kind == IWMO_RECORD_PRESTATIE && record->status == 'C')
        words = is_dutch ? "gecrediteerd" : "credited";
    iwmo_buffer_text(out, words);
    if (is_delivery && record->status == '3')
        iwmo_buffer_text(out, is_dutch ? " ingetrokken" : " withdrawn");
    if (record->kind == IWMO_RECORD_ANTWOORD)
        iwmo_buffer_text(out, answer_words(record, is_dutch));
    period(record, is_dutch, out);
    if (record->volume != IWMO_ABSENT)
        omvang(record, is_dutch, out);
    if (record->budget != IWMO_ABSENT) {
        iwmo_buffer_text(out, ", budget ");
        iwmo_amount_euros(record->budget, is_dutch, out);
    }
    if (record->has_bedrag) {
        iwmo_buffer_text(out, ", ");
        iwmo_amount_euros(record->bedrag.cents, is_dutch, out);
    }
    if (record->reden[0] != '\0')
        reason(record, is_dutch, out);
}
