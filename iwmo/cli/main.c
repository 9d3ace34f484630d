#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/words.h"

#ifndef IWMO_VERSION
#define IWMO_VERSION "0"
#endif

static const struct subcommand {
    const struct iwmo_command *command;
    enum iwmo_exit (*run)(char **argv);
} subcommands[] = {
    {&iwmo_validate, iwmo_command_validate},
    {&iwmo_schema, iwmo_command_schema},
    {&iwmo_explain, iwmo_command_explain},
    {&iwmo_retour, iwmo_command_retour},
    {&iwmo_receive, iwmo_command_receive},
    {&iwmo_send, iwmo_command_send},
    {&iwmo_status_command, iwmo_command_status},
    {&iwmo_intake_command, iwmo_command_intake},
    {&iwmo_deadlines, iwmo_command_deadlines},
    {&iwmo_report_command, iwmo_command_report},
    {&iwmo_ledger_command, iwmo_command_ledger},
    {&iwmo_fmt, iwmo_command_fmt},
    {&iwmo_convert, iwmo_command_convert},
    {&iwmo_generate, iwmo_command_generate},
    {&iwmo_mutate, iwmo_command_mutate},
    {&iwmo_test, iwmo_command_test},
};

#define SUBCOMMANDS (sizeof(subcommands) / sizeof(subcommands[0]))

static void
print_short_help(FILE *out)
{
    const enum iwmo_lang lang = iwmo_words_lang();

    fprintf(out, "%s %s %s [ARGUMENT]...\n\n", iwmo_words("Usage: iwmo", lang),
            iwmo_words("COMMAND", lang), iwmo_words("[OPTION]...", lang));
    for (size_t i = 0; i < SUBCOMMANDS; i++)
        fprintf(out, "  iwmo %-10s %s\n", subcommands[i].command->name,
                iwmo_words(subcommands[i].command->summary, lang));
    fprintf(out, "  iwmo help       %s\n  iwmo --version  %s\n",
            iwmo_words("Show the help of a command", lang),
            iwmo_words("Show the version", lang));
}

static void
print_help(FILE *out)
{
    const enum iwmo_lang lang = iwmo_words_lang();

    fprintf(out, "%s\n\n",
            iwmo_words("iwmo judges messages of the Dutch iWmo standard.", lang));
    print_short_help(out);
    fprintf(out, "\n%s\n\n%s\n\n%s\n  iwmo validate message.xml\n",
            iwmo_words("'iwmo COMMAND --help' tells more about a command.", lang),
            iwmo_words("Exit status: 0 all acceptable, 1 a message is not acceptable, "
                       "2 wrong usage,\n3 an input could not be judged, 4 environment "
                       "or internal failure.",
                       lang),
            iwmo_words("Example:", lang));
}

/* What was printed is data: losing it is a failure. */
static enum iwmo_exit
finish_stdout(void)
{
    struct iwmo_error err = {0};

    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return IWMO_EXIT_OK;
    if (errno == EPIPE)
        return IWMO_EXIT_FAILURE; /* the reader knows */
    iwmo_fail(&err, IWMO_IO, "standard output: %s",
              errno != 0 ? strerror(errno) : "an earlier write failed");
    return iwmo_complain(NULL, &err);
}

static const struct subcommand *
find_subcommand(const char *name)
{
    for (size_t i = 0; i < SUBCOMMANDS; i++)
        if (strcmp(subcommands[i].command->name, name) == 0)
            return &subcommands[i];
    return NULL;
}

static enum iwmo_exit
refuse_unknown(const char *name)
{
    const char *names[SUBCOMMANDS + 1] = {"help"};
    struct iwmo_error err = {0};

    for (size_t i = 0; i < SUBCOMMANDS; i++)
        names[i + 1] = subcommands[i].command->name;
    const char *nearest = iwmo_options_nearest(name, names, SUBCOMMANDS + 1);
    if (nearest != NULL)
        iwmo_fail(&err, IWMO_USAGE, "unknown command '%s'; did you mean '%s'?", name,
                  nearest);
    else
        iwmo_fail(&err, IWMO_USAGE, "unknown command '%s'", name);
    return iwmo_complain(NULL, &err);
}

static enum iwmo_exit
help_on(const char *name, const char *form)
{
    if (name == NULL || strncmp(name, "--", 2) == 0) {
        print_help(stdout);
        return finish_stdout();
    }
    const struct subcommand *subcommand = find_subcommand(name);
    if (subcommand == NULL)
        return refuse_unknown(name);
    if (form != NULL && strcmp(form, "--man") == 0)
        iwmo_options_manual(subcommand->command, stdout);
    else
        iwmo_options_help(subcommand->command, stdout);
    return finish_stdout();
}

static enum iwmo_exit
run(const struct subcommand *subcommand, char **argv)
{
    enum iwmo_exit status = subcommand->run(argv);
    enum iwmo_exit written = finish_stdout();
    return written > status ? written : status;
}

static enum iwmo_exit
dispatch(char **argv)
{
    const char *name = argv[0];

    if (name == NULL) {
        print_short_help(stderr);
        return IWMO_EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return help_on(NULL, NULL);
    if (strcmp(name, "help") == 0)
        return help_on(argv[1], argv[1] != NULL ? argv[2] : NULL);
    if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0) {
        puts("iwmo " IWMO_VERSION);
        return finish_stdout();
    }
    const struct subcommand *subcommand = find_subcommand(name);
    return subcommand != NULL ? run(subcommand, argv + 1) : refuse_unknown(name);
}

int
main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a failed write */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
    if (argc > 0)
        iwmo_words_settle(argv + 1);
    return (int)dispatch(argc > 0 ? argv + 1 : argv);
}
