#include "cli/intake_options.h"
#include "cli/keep.h"

struct settings {
    struct iwmo_consult consult; /* first */
    struct iwmo_intake_options options;
};

static const struct iwmo_option rows[] = {
    IWMO_CONSULT_LEDGER_ROWS,
    {.name = NULL},
};

static const struct iwmo_option unblock_rows[] = {
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_INTAKE_OPTION_ROWS(struct settings, options),
    {.name = NULL},
};

static const struct iwmo_command block = {
    "ledger block",
    "[OPTION]...",
    "No message traffic about a client (OP003)",
    "The BSN comes on standard input, so that it stands in no history of a shell.\n"
    "iwmo send refuses what is about this client until it is unblocked.\n",
    "  iwmo ledger block <bsn.txt\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static const struct iwmo_command unblock = {
    "ledger unblock",
    "[OPTION]...",
    "Message traffic about a client again",
    "The BSN comes on standard input.  Whether "
    "an intake is needed is decided now,\n"
    "as if the messages that came meanwhile came "
    "today.\n",
    "  iwmo ledger unblock <bsn.txt\n",
    unblock_rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static enum iwmo_status
set(struct settings *settings, bool is_blocked, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    struct iwmo_key client;
    enum iwmo_status status = iwmo_consult_client(consult, "-", &client, err);

    if (status == IWMO_OK)
        status = iwmo_ledger_begin(consult->ledger, err);
    if (status == IWMO_OK) {
        iwmo_ledger_set_day(consult->ledger, consult->today);
        status = iwmo_ledger_block(consult->ledger, &client, is_blocked, consult->today,
                                   err);
    }
    if (status == IWMO_OK && !is_blocked)
        status = iwmo_intake_options_review(&settings->options, consult, &client, err);
    return status == IWMO_OK ? iwmo_ledger_commit(consult->ledger, err) : status;
}

static enum iwmo_exit
run(const struct iwmo_command *command, bool is_blocked, char **argv)
{
    struct settings settings = {.consult.command = command->name,
                                .options = IWMO_INTAKE_OPTIONS_DEFAULTS};
    struct iwmo_consult *consult = &settings.consult;
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(command, argv, &settings, &done))
        return done;
    enum iwmo_status status = iwmo_consult_open(consult, &err);
    if (status == IWMO_OK)
        status = set(&settings, is_blocked, &err);
    if (status == IWMO_OK)
        iwmo_buffer_text(
            &consult->out,
            is_blocked
                ? iwmo_consult_words(consult,
                                     "geen berichtenverkeer over deze cliënt (OP003)\n",
                                     "no message traffic about this client (OP003)\n")
                : iwmo_consult_words(consult,
                                     "weer berichtenverkeer over deze cliënt\n",
                                     "message traffic about this client again\n"));
    return iwmo_consult_finish(consult, IWMO_EXIT_OK, &err);
}

static enum iwmo_exit
run_block(char **argv)
{
    return run(&block, true, argv);
}

static enum iwmo_exit
run_unblock(char **argv)
{
    return run(&unblock, false, argv);
}

const struct iwmo_keep iwmo_keep_block = {&block, run_block};
const struct iwmo_keep iwmo_keep_unblock = {&unblock, run_unblock};
