#ifndef IWMO_CLI_BESIDE_H
#define IWMO_CLI_BESIDE_H

/*
 * Beside: what validate lays beside its own judgement, a policy file and a stylesheet.
 */
#include "judge/judge.h"
#include "report/report.h"

/* What the options say; NULL and 0: not given. */
struct iwmo_beside_settings {
    const char *policy, *sheet;
    unsigned long seconds, megabytes; /* for the stylesheet */
};

struct iwmo_beside {
    struct iwmo_policy *policy;
    struct iwmo_against *against;
};

/*
 * Open what was asked for and point `judge` to it, whose schema and today are set.
 * `beside` is zeroed.  IWMO_USAGE also for limits without a stylesheet.
 */
enum iwmo_status iwmo_beside_open(struct iwmo_beside *beside,
                                  const struct iwmo_beside_settings *settings,
                                  struct iwmo_judge_options *judge,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Say on standard error which entries of the policy have expired, and, unless `quiet`,
 * which never matched. */
void iwmo_beside_talk(const struct iwmo_summary *summary, bool quiet);

void iwmo_beside_release(struct iwmo_beside *beside);

#endif
