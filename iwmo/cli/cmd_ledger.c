#include <string.h>

#include "cli/keep.h"

static const struct iwmo_keep *const keeps[] = {
    &iwmo_keep_check,   &iwmo_keep_backup,  &iwmo_keep_purge, &iwmo_keep_erase,
    &iwmo_keep_export,  &iwmo_keep_rotate,  &iwmo_keep_block, &iwmo_keep_unblock,
    &iwmo_keep_restore, &iwmo_keep_granted,
};

#define KEEPS (sizeof(keeps) / sizeof(keeps[0]))

static const struct iwmo_option rows[] = {
    IWMO_CONSULT_LEDGER_ROWS,
    {.name = NULL},
};

const struct iwmo_command iwmo_ledger_command = {
    "ledger",
    "SUBCOMMAND [OPTION]...",
    "Check, copy, clear or hand over a ledger",
    "  check     see whether it is whole\n"
    "  backup    copy it, while others may write to it\n"
    "  purge     forget closed cases\n"
    "  erase     erase one client\n"
    "  export    write it out as JSON Lines, and the messages\n"
    "  rotate    take a new secret to seal with\n"
    "  block     no message traffic about a client (OP003)\n"
    "  unblock   lift that\n"
    "  restore   take back the removal of an allocation\n"
    "  granted   take an open request as granted\n"
    "\n'iwmo ledger SUBCOMMAND --help' tells more.  These options all of them have.\n",
    "  iwmo ledger check\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

/* The word after "ledger" of the command called `name`. */
static const char *
word_of(const struct iwmo_command *command)
{
    return strchr(command->name, ' ') + 1;
}

static enum iwmo_exit
refuse(const char *name)
{
    const char *names[KEEPS];
    struct iwmo_error err = {0};

    for (size_t i = 0; i < KEEPS; i++)
        names[i] = word_of(keeps[i]->command);
    const char *nearest =
        name != NULL ? iwmo_options_nearest(name, names, KEEPS) : NULL;
    if (nearest != NULL)
        iwmo_fail(&err, IWMO_USAGE, "no such subcommand; did you mean '%s'?", nearest);
    else
        iwmo_fail(&err, IWMO_USAGE, "a subcommand is needed: check, backup, ...");
    return iwmo_complain(iwmo_ledger_command.name, &err);
}

enum iwmo_exit
iwmo_command_ledger(char **argv)
{
    const char *name = argv[0];

    if (name != NULL && (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)) {
        iwmo_options_help(&iwmo_ledger_command, stdout);
        return IWMO_EXIT_OK;
    }
    for (size_t i = 0; name != NULL && i < KEEPS; i++)
        if (strcmp(word_of(keeps[i]->command), name) == 0)
            return keeps[i]->run(argv + 1);
    return refuse(name);
}
