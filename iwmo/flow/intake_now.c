#include "flow/intake_now.h"

enum iwmo_status
iwmo_intake_matter_of(const struct iwmo_intake_policy *policy,
                      const struct iwmo_history *history, const struct iwmo_key *client,
                      const char *aanbieder, struct iwmo_arena *arena,
                      struct iwmo_intake_matter *matter, struct iwmo_error *err)
{
    *matter = (struct iwmo_intake_matter){
        .history = history,
        .client = *client,
        .settings = policy->settings,
        .today = policy->today,
        .scratch = arena,
    };
    return iwmo_registers_organisatie(policy->registers, aanbieder, policy->today,
                                      arena, &matter->house.codes, &matter->house.count,
                                      err);
}

enum iwmo_status
iwmo_intake_make_current(struct iwmo_ledger *ledger,
                         const struct iwmo_intake_policy *policy,
                         struct iwmo_arena *arena, struct iwmo_intake *intake,
                         struct iwmo_error *err)
{
    const struct iwmo_arena_mark mark = iwmo_arena_mark(arena);
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_intake_matter matter;
    enum iwmo_status status = IWMO_OK;

    if (!intake->is_open)
        return IWMO_OK;
    status = iwmo_intake_matter_of(policy, &history, &intake->client, intake->aanbieder,
                                   arena, &matter, err);
    if (status == IWMO_OK)
        status = iwmo_intake_see_through(ledger, &matter, intake, err);
    iwmo_arena_rewind(arena, mark);
    return status;
}

enum iwmo_status
iwmo_intakes_now(struct iwmo_ledger *ledger, const struct iwmo_intake_policy *policy,
                 const struct iwmo_key *client, struct iwmo_arena *arena,
                 struct iwmo_intakes *intakes, struct iwmo_error *err)
{
    enum iwmo_status status =
        iwmo_ledger_intakes(ledger, client, "", arena, intakes, err);

    for (size_t i = 0; status == IWMO_OK && i < intakes->count; i++)
        status =
            iwmo_intake_make_current(ledger, policy, arena, &intakes->rows[i], err);
    return status;
}
