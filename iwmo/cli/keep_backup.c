#include "cli/keep.h"
#include "ledger/keeping.h"

struct settings {
    struct iwmo_consult consult; /* first */
    const char *to;
    bool force;
};

static const struct iwmo_option rows[] = {
    {.name = "force",
     .help = "replace a file that is there",
     .kind = IWMO_OPTION_FLAG,
     .offset = offsetof(struct settings, force)},
    IWMO_CONSULT_LEDGER_ROWS,
    {.name = NULL},
};

static enum iwmo_status
operand(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->to != NULL)
        return iwmo_fail(err, IWMO_USAGE, "one file to copy to, not several");
    settings->to = value;
    return IWMO_OK;
}

static const struct iwmo_command command = {
    "ledger backup",
    "[OPTION]... FILE",
    "Copy a ledger to a file, while others may write to it",
    "The copy is whole or not there at all (mode 0600).  The key file is not in it: "
    "keep\n"
    "that apart, for the copy is worth nothing without it, and both together name "
    "persons.\n",
    "  iwmo ledger backup /backup/ledger-$(date +%F).db\n",
    rows,
    operand,
    .operand_use = IWMO_USE_OUTPUT};

static enum iwmo_exit
run(char **argv)
{
    struct settings settings = {.consult.command = command.name};
    struct iwmo_consult *consult = &settings.consult;
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    if (settings.to == NULL) {
        iwmo_fail(&err, IWMO_USAGE, "to which file?");
        return iwmo_complain(command.name, &err);
    }
    enum iwmo_status status = iwmo_consult_open(consult, &err);
    if (status == IWMO_OK)
        status = iwmo_ledger_backup(consult->ledger, settings.to, settings.force, &err);
    if (status == IWMO_OK)
        iwmo_buffer_printf(
            &consult->out, "%s: %s\n", settings.to,
            iwmo_consult_words(consult,
                               "back-up gemaakt; het sleutelbestand zit er niet bij: "
                               "bewaar dat apart",
                               "backup made; the key file is not in it: keep that "
                               "apart"));
    return iwmo_consult_finish(consult, IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_backup = {&command, run};
