#include "flow/remedy.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "flow/ask.h"
#include "ledger/forget.h"
#include "model/levensloop.h"

#define FATE                                                                           \
    (IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK) |        \
     IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING))

/* A record that a person put aside is AFGEWEZEN: a removal does not hold, and a request
 * does not wait any more (model/levensloop). */
static enum iwmo_status
put_aside(const struct iwmo_remedy *remedy, const struct iwmo_record *record,
          const char *event, struct iwmo_error *err)
{
    char detail[80];

    snprintf(detail, sizeof(detail), "message %" PRIu64 ", record %" PRIu32,
             record->message, record->ordinal);
    enum iwmo_status status = iwmo_ledger_decide(
        remedy->ledger, record->message, record->id, IWMO_UITKOMST_AFGEWEZEN, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_seal(remedy->ledger, record->message, event,
                                  iwmo_text(remedy->reason), err);
    return status == IWMO_OK ? iwmo_ledger_note_act(remedy->ledger, event, detail,
                                                    &record->client, NULL, err)
                             : status;
}

enum iwmo_status
iwmo_remedy_restore(const struct iwmo_remedy *remedy, const char *gemeente,
                    int64_t nummer, const struct iwmo_record **current,
                    struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(remedy->ledger);
    const struct iwmo_ask ask = {&history, remedy->arena, remedy->side, 0};
    struct iwmo_records versions;
    enum iwmo_status status = iwmo_ask_toewijzing(
        &ask, gemeente, nummer, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &versions, err);

    *current = NULL;
    if (status != IWMO_OK)
        return status;
    const struct iwmo_record *removal = iwmo_toewijzing_current(&versions);
    if (removal == NULL || !iwmo_record_is_removal(removal))
        return IWMO_OK;
    if (iwmo_toewijzing_latest(&versions) == NULL)
        return iwmo_fail(err, IWMO_USAGE,
                         "only the removal is known: there is nothing to go back to");
    for (size_t i = 0; status == IWMO_OK && i < versions.count; i++)
        if (iwmo_record_is_removal(&versions.rows[i]) &&
            !iwmo_toewijzing_is_restored(&versions.rows[i]))
            status = put_aside(remedy, &versions.rows[i], "restored", err);
    *current = iwmo_toewijzing_latest(&versions);
    return status;
}

enum iwmo_status
iwmo_remedy_grant(const struct iwmo_remedy *remedy, const char *aanbieder,
                  const struct iwmo_key *referentie, bool *is_done,
                  struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(remedy->ledger);
    const struct iwmo_ask ask = {&history, remedy->arena, remedy->side, 0};
    struct iwmo_records fate;
    enum iwmo_status status = iwmo_ask_referentie(&ask, IWMO_BY_REFERENTIE, aanbieder,
                                                  referentie, FATE, &fate, err);

    *is_done = false;
    if (status != IWMO_OK)
        return status;
    enum iwmo_verzoek_state state = iwmo_verzoek_state_of(&fate);
    if (state != IWMO_VERZOEK_OPEN && state != IWMO_VERZOEK_INVESTIGATION)
        return IWMO_OK;
    for (size_t i = 0; status == IWMO_OK && i < fate.count; i++)
        if (fate.rows[i].kind == IWMO_RECORD_AANVRAAG ||
            fate.rows[i].kind == IWMO_RECORD_VERZOEK)
            status = put_aside(remedy, &fate.rows[i], "granted", err);
    *is_done = status == IWMO_OK;
    return status;
}
