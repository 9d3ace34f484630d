#include "cli/intake_options.h"

#include "cli/consult.h"

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

enum iwmo_status
iwmo_intake_options_matter(const struct iwmo_intake_options *options,
                           const struct iwmo_registers *registers,
                           const struct iwmo_history *history,
                           const struct iwmo_consult *consult,
                           const struct iwmo_key *client, const char *aanbieder,
                           struct iwmo_intake_matter *matter, struct iwmo_error *err)
{
    *matter = (struct iwmo_intake_matter){
        .history = history,
        .client = *client,
        .settings = iwmo_intake_options_settings(options),
        .today = consult->today,
        .scratch = consult->arena,
    };
    return iwmo_registers_organisatie(registers, aanbieder, consult->today,
                                      consult->arena, &matter->house.codes,
                                      &matter->house.count, err);
}
