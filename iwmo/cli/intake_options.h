#ifndef IWMO_CLI_INTAKE_OPTIONS_H
#define IWMO_CLI_INTAKE_OPTIONS_H

/*
 * Intake options: how it is decided whether an intake is needed, for all commands that
 * take part in that.  Give each of them the same.
 */
#include "cli/command.h"
#include "flow/intake_now.h"

struct iwmo_intake_options {
    const char *organisatie; /* path of the register */
    int settles;             /* 0: a start settles the open intake; 1: it does not */
    unsigned long recent_days, gap_days, valid_days;
};

#define IWMO_INTAKE_OPTIONS_DEFAULTS                                                   \
    {                                                                                  \
        .recent_days = 365, .gap_days = 31, .valid_days = 365                          \
    }

extern const char *const iwmo_intake_settles_names[];

/* Rows of a command whose settings are a `type` with such options as its member `m`. */
#define IWMO_INTAKE_OPTION(type, m) .offset = offsetof(type, m)
#define IWMO_INTAKE_OPTION_ROWS(type, m)                                               \
    {.name = "organisatie",                                                            \
     .argument = "PATH",                                                               \
     .help = "AGB codes of one organisation (CSV), which has one client file",         \
     .kind = IWMO_OPTION_TEXT,                                                         \
     .use = IWMO_USE_FILE,                                                             \
     IWMO_INTAKE_OPTION(type, m.organisatie)},                                         \
        {.name = "start-settles-intake",                                               \
         .argument = "yes|no",                                                         \
         .help = "a start closes the open intake of its client; default: yes",         \
         .kind = IWMO_OPTION_CHOICE,                                                   \
         .choices = iwmo_intake_settles_names,                                         \
         IWMO_INTAKE_OPTION(type, m.settles)},                                         \
        {.name = "recent-days",                                                        \
         .argument = "N",                                                              \
         .help = "how long an ended delivery is a known need; default: 365",           \
         .kind = IWMO_OPTION_NUMBER,                                                   \
         .most = 100000,                                                               \
         IWMO_INTAKE_OPTION(type, m.recent_days)},                                     \
        {.name = "gap-days",                                                           \
         .argument = "N",                                                              \
         .help = "largest gap that is still a continuation; default: 31",              \
         .kind = IWMO_OPTION_NUMBER,                                                   \
         .most = 100000,                                                               \
         IWMO_INTAKE_OPTION(type, m.gap_days)},                                        \
    {                                                                                  \
        .name = "intake-valid-days", .argument = "N",                                  \
        .help = "how long an intake holds; default: 365", .kind = IWMO_OPTION_NUMBER,  \
        .most = 100000, IWMO_INTAKE_OPTION(type, m.valid_days)                         \
    }

struct iwmo_intake_settings
iwmo_intake_options_settings(const struct iwmo_intake_options *options);

/* They, with what `registers` (NULL: none) know of organisations. */
struct iwmo_intake_policy
iwmo_intake_options_policy(const struct iwmo_intake_options *options,
                           const struct iwmo_registers *registers,
                           struct iwmo_date today);

/* Load the register that was named; without one *registers is NULL. */
enum iwmo_status iwmo_intake_options_load(const struct iwmo_intake_options *options,
                                          int lang, struct iwmo_registers **registers,
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

struct iwmo_consult;
/* Decide about the client again, in each client file that knows him; inside a
 * transaction. */
enum iwmo_status iwmo_intake_options_review(const struct iwmo_intake_options *options,
                                            struct iwmo_consult *consult,
                                            const struct iwmo_key *client,
                                            struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
