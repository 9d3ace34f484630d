#ifndef IWMO_CLI_COMMAND_H
#define IWMO_CLI_COMMAND_H

/*
 * Command: what the subcommands share.
 *
 * Data goes to standard output, talk to standard error.  A command takes its arguments
 * after its name, ended by NULL, and returns the exit status of the program.
 */
#include "base/arena.h"
#include "base/date.h"
#include "cli/options.h"
#include "schema/schema.h"

enum iwmo_exit {
    IWMO_EXIT_OK = 0,
    IWMO_EXIT_NOT_ACCEPTABLE = 1, /* at least one message */
    IWMO_EXIT_USAGE = 2,
    IWMO_EXIT_UNDETERMINED = 3, /* at least one input could not be judged */
    IWMO_EXIT_FAILURE = 4       /* environment or internal */
};

enum iwmo_exit iwmo_command_validate(char **argv);
enum iwmo_exit iwmo_command_schema(char **argv);
enum iwmo_exit iwmo_command_explain(char **argv);
enum iwmo_exit iwmo_command_retour(char **argv);
enum iwmo_exit iwmo_command_fmt(char **argv);
enum iwmo_exit iwmo_command_convert(char **argv);
enum iwmo_exit iwmo_command_generate(char **argv);
enum iwmo_exit iwmo_command_mutate(char **argv);
enum iwmo_exit iwmo_command_test(char **argv);
enum iwmo_exit iwmo_command_receive(char **argv);
enum iwmo_exit iwmo_command_send(char **argv);
enum iwmo_exit iwmo_command_status(char **argv);
enum iwmo_exit iwmo_command_intake(char **argv);
enum iwmo_exit iwmo_command_deadlines(char **argv);
enum iwmo_exit iwmo_command_report(char **argv);
enum iwmo_exit iwmo_command_ledger(char **argv);
extern const struct iwmo_command iwmo_validate;
extern const struct iwmo_command iwmo_fmt;
extern const struct iwmo_command iwmo_convert;
extern const struct iwmo_command iwmo_generate;
extern const struct iwmo_command iwmo_mutate;
extern const struct iwmo_command iwmo_test;
extern const struct iwmo_command iwmo_schema;
extern const struct iwmo_command iwmo_explain;
extern const struct iwmo_command iwmo_retour;
extern const struct iwmo_command iwmo_status_command;
extern const struct iwmo_command iwmo_intake_command;
extern const struct iwmo_command iwmo_deadlines;
extern const struct iwmo_command iwmo_report_command;
extern const struct iwmo_command iwmo_ledger_command;
extern const struct iwmo_command iwmo_receive;
extern const struct iwmo_command iwmo_send;

/* Say in one line on standard error what is wrong; returns the exit status for it. */
enum iwmo_exit iwmo_complain(const char *command, const struct iwmo_error *err);

/*
 * Read the arguments into `settings`.  False: all is done, leave with *exit_status:
 * help was printed, or what is wrong was said.  Operands may be kept in argv itself,
 * from its begin: they are never more than what was read of it.
 */
bool iwmo_command_parse(const struct iwmo_command *command, char **argv, void *settings,
                        enum iwmo_exit *exit_status);

/* The folder of -d, as a path that ends in a slash: so it is a folder also when it is
 * not there yet.  IWMO_USAGE: empty or too long. */
struct iwmo_named_folder {
    char path[4096];
};
enum iwmo_status iwmo_command_folder(const char *value, struct iwmo_named_folder *named,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The day that counts as today: the one the user names (--date), else the local day. */
struct iwmo_date iwmo_command_today(const struct iwmo_given_day *named);

/* How many threads to use when the user names no number: 1 to IWMO_MAX_WORKERS. */
unsigned iwmo_command_cores(void);

/*
 * The schemas of --xsd: those in `directory`, compiled into `arena`, or ours when it is
 * NULL.  NULL: err says why.
 */
const struct iwmo_schema *iwmo_command_schemas(const char *directory,
                                               struct iwmo_arena *arena,
                                               struct iwmo_error *err);

/* The release of that name among those of `schema`; R_none with IWMO_USAGE in err. */
enum iwmo_release iwmo_command_release(const struct iwmo_schema *schema,
                                       const char *name, struct iwmo_error *err);

#endif
