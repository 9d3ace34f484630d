#ifndef IWMO_CLI_DESK_H
#define IWMO_CLI_DESK_H

/*
 * Desk: what `iwmo receive` and `iwmo send` share: settings, and the work on many
 * files.
 *
 * Files are booked one after the other, a batch of them with one commit; only then are
 * their answers written and their lines printed, so that nothing is acknowledged before
 * it is on disk; with more than one job a thread does that while the next batch is
 * booked.  What stops half-way can be run again: what was booked is not booked
 * twice and gets the same answer.
 */
#include "cli/command.h"
#include "cli/intake_options.h"

struct iwmo_desk {
    const char **operands;
    size_t operand_count, operand_room;
    const char *ledger, *key;
    const char *contracten, *gemeenten, *agb, *producten, *afspraken;
    const char *list, *folder, *reference;
    struct iwmo_guard *guard;
    bool is_nul_separated, recursive, is_new_ledger, is_by_content;
    bool is_taakgericht, refuses_fixed, is_strict_identificatie;
    bool show_values, quiet, new_answers_only;
    struct iwmo_given_day date;
    int role; /* 0: derived */
    int lang, format;
    unsigned long min_age; /* seconds */
    unsigned long batch, jobs;
    unsigned long hold; /* seconds */
    struct iwmo_intake_options intake;
};

/* Zero it, then these; release at the end. */
void iwmo_desk_init(struct iwmo_desk *desk);
void iwmo_desk_release(struct iwmo_desk *desk);

/* For both commands: they differ in the texts around. */
extern const struct iwmo_option iwmo_desk_options[];
enum iwmo_status iwmo_desk_operand(void *self, const char *value,
                                   struct iwmo_error *err);

/* Parse and work. */
enum iwmo_exit iwmo_desk_run(const struct iwmo_command *command, bool is_sending,
                             char **argv);

#endif
