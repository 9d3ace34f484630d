#include "cli/intake_options.h"

#include "cli/consult.h"
#include "flow/ask.h"

const char *const iwmo_intake_settles_names[] = {"yes", "no", NULL};

struct iwmo_intake_settings
iwmo_intake_options_settings(const struct iwmo_intake_options *options)
{
    return (struct iwmo_intake_settings){
        .recent_days = (unsigned)options->recent_days,
        .gap_days = (unsigned)options->gap_days,
        .valid_days = (unsigned)options->valid_days,
        .leaves_open = options->settles == 1,
    };
}

enum iwmo_status
iwmo_intake_options_load(const struct iwmo_intake_options *options, int lang,
                         struct iwmo_registers **registers, struct iwmo_error *err)
{
    const struct iwmo_registers_options files = {.organisatie = options->organisatie,
                                                 .lang = (enum iwmo_lang)lang};

    *registers = NULL;
    return options->organisatie != NULL ? iwmo_registers_load(&files, registers, err)
                                        : IWMO_OK;
}

struct iwmo_intake_policy
iwmo_intake_options_policy(const struct iwmo_intake_options *options,
                           const struct iwmo_registers *registers,
                           struct iwmo_date today)
{
    return (struct iwmo_intake_policy){
        .settings = iwmo_intake_options_settings(options),
        .registers = registers,
        .today = today,
    };
}

enum iwmo_status
iwmo_intake_options_review(const struct iwmo_intake_options *options,
                           struct iwmo_consult *consult, const struct iwmo_key *client,
                           struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(consult->ledger);
    const struct iwmo_ask ask = {&history, consult->arena, IWMO_SIDE_AANBIEDER, 0};
    struct iwmo_registers *registers = NULL;
    struct iwmo_records records = {0};
    struct iwmo_intake_matter matter;
    enum iwmo_status status =
        iwmo_intake_options_load(options, consult->lang, &registers, err);
    const struct iwmo_intake_policy policy =
        iwmo_intake_options_policy(options, registers, consult->today);

    if (status == IWMO_OK)
        status = iwmo_ask_client(&ask, client, "", "",
                                 IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &records, err);
    for (size_t i = 0; status == IWMO_OK && i < records.count; i++) {
        bool is_seen = false;

        for (size_t j = 0; j < i && !is_seen; j++)
            is_seen = strcmp(records.rows[i].aanbieder, records.rows[j].aanbieder) == 0;
        if (is_seen)
            continue;
        status =
            iwmo_intake_matter_of(&policy, &history, client, records.rows[i].aanbieder,
                                  consult->arena, &matter, err);
        if (status == IWMO_OK)
            status = iwmo_intake_review(consult->ledger, &matter, 0, err);
    }
    iwmo_registers_free(registers);
    return status;
}
