#ifndef IWMO_CLI_KEEP_H
#define IWMO_CLI_KEEP_H

/*
 * Keep: the subcommands of `iwmo ledger`, by which a ledger is kept in order.
 *
 * Each has its own options and help; cmd_ledger.c finds them by name.  What they share
 * is cli/consult.h.  No person is in what they print.
 */
#include "cli/consult.h"

struct iwmo_keep {
    const struct iwmo_command *command;
    enum iwmo_exit (*run)(char **argv);
};

extern const struct iwmo_keep iwmo_keep_check, iwmo_keep_backup, iwmo_keep_purge,
    iwmo_keep_erase, iwmo_keep_export, iwmo_keep_rotate, iwmo_keep_block,
    iwmo_keep_unblock, iwmo_keep_restore, iwmo_keep_granted;

#endif
