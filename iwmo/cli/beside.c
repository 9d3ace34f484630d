#include "cli/beside.h"

#include <stdio.h>

#include "cli/command.h"

static enum iwmo_status
open_sheet(struct iwmo_beside *beside, const struct iwmo_beside_settings *settings,
           struct iwmo_error *err)
{
    const struct iwmo_against_options options = {
        .sheet = settings->sheet,
        .message_bytes = (uint64_t)settings->megabytes * 1000 * 1000,
        .seconds = (unsigned)settings->seconds,
    };

    if (settings->sheet != NULL) {
        beside->against = iwmo_against_open(&options, err);
        return beside->against != NULL ? IWMO_OK : err->status;
    }
    if (settings->seconds == 0 && settings->megabytes == 0)
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE, "--against-%s goes with --against-xslt",
                     settings->seconds != 0 ? "seconds" : "megabytes");
}

enum iwmo_status
iwmo_beside_open(struct iwmo_beside *beside,
                 const struct iwmo_beside_settings *settings,
                 struct iwmo_judge_options *judge, struct iwmo_error *err)
{
    if (settings->policy != NULL) {
        beside->policy =
            iwmo_policy_open(settings->policy, judge->schema, judge->today, err);
        if (beside->policy == NULL)
            return err->status;
    }
    enum iwmo_status status = open_sheet(beside, settings, err);
    judge->policy = beside->policy;
    judge->against = beside->against;
    return status;
}

void
iwmo_beside_talk(const struct iwmo_summary *summary, bool quiet)
{
    const struct iwmo_measures *policy = summary->policy;

    for (size_t i = 0; policy != NULL && i < policy->count; i++) {
        const struct iwmo_measure *measure = &policy->rows[i];
        struct iwmo_error words = {0};
        if (measure->is_expired)
            iwmo_fail(&words, IWMO_MALFORMED,
                      "%s:%u: the entry for %s expired after %s", policy->file,
                      measure->line, measure->code, measure->until);
        else if (!quiet && iwmo_summary_uses(summary, measure) == 0)
            iwmo_fail(&words, IWMO_MALFORMED, "%s:%u: the entry for %s matched nothing",
                      policy->file, measure->line, measure->code);
        if (words.status != IWMO_OK)
            iwmo_complain("validate", &words);
    }
}

void
iwmo_beside_release(struct iwmo_beside *beside)
{
    iwmo_against_close(beside->against);
    iwmo_policy_close(beside->policy);
    *beside = (struct iwmo_beside){0};
}
