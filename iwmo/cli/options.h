#ifndef IWMO_CLI_OPTIONS_H
#define IWMO_CLI_OPTIONS_H

/*
 * Options: rows that say what a command takes, for parsing and for its help.
 *
 * GNU conventions: --name=value, --name value, -n value, -nvalue, several letters after
 * one dash, options and operands in any order, and -- for operands only.  Every command
 * also has --help.  Rows also say what is done with paths: no command runs when one of
 * its outputs is what it reads (files/guard.h).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/date.h"
#include "base/error.h"
#include "files/guard.h"

enum iwmo_option_kind {
    IWMO_OPTION_FLAG,   /* bool: true */
    IWMO_OPTION_TEXT,   /* const char *: the value itself, not empty */
    IWMO_OPTION_NUMBER, /* unsigned long: from 1 to `most` */
    IWMO_OPTION_CHOICE, /* int: the place of the value among `choices` */
    IWMO_OPTION_DAY,    /* struct iwmo_given_day */
    IWMO_OPTION_CALL    /* `set` sees to it */
};

/* A day that may be named. */
struct iwmo_given_day {
    struct iwmo_date date; /* without `is_given`: as it was */
    bool is_given;
};

struct iwmo_option {
    const char *name;     /* without dashes; NULL ends the rows */
    const char *argument; /* what the help calls its value; NULL: it takes none */
    const char *help;
    size_t offset; /* of its member in the settings */
    unsigned long most;
    const char *const *choices; /* ended by NULL */
    const char *bare;           /* what it means without a value; NULL: it needs one */
    enum iwmo_status (*set)(void *settings, const char *value, struct iwmo_error *err);
    enum iwmo_option_kind kind;
    char letter;       /* 0: it has none */
    enum iwmo_use use; /* when its value is a path */
    size_t
        path; /* IWMO_USE_REPORT and a choice: offset of what gets PATH of NAME:PATH */
};

/* A command: one row of the table in main.c. */
struct iwmo_command {
    const char *name;
    const char *usage;   /* after the name */
    const char *summary; /* one line */
    const char *details; /* lines for its help */
    const char *example;
    const struct iwmo_option *options;
    enum iwmo_status (*operand)(void *settings, const char *value,
                                struct iwmo_error *err); /* NULL: it takes none */
    enum iwmo_use operand_use;                           /* when they are paths */
    bool keeps_guard; /* it may write into folders: its settings get the guard */
    size_t guard;     /* offset of that struct iwmo_guard *, which it frees */
};

enum iwmo_parsed { IWMO_PARSED, IWMO_PARSED_HELP, IWMO_PARSED_WRONG };

/*
 * Hand options and operands in `argv` (after the name of the command, ended by NULL) to
 * the functions of `command`.  IWMO_PARSED_HELP: --help came; IWMO_PARSED_WRONG: err
 * says what is wrong, in one line with a hint.
 */
enum iwmo_parsed iwmo_options_parse(const struct iwmo_command *command, char **argv,
                                    void *settings, struct iwmo_error *err);

/* The nearest of `count` names to `name`, NULL when none is near. */
const char *iwmo_options_nearest(const char *name, const char *const *names,
                                 size_t count);

/* In the language of help (cli/words.h). */
void iwmo_options_help(const struct iwmo_command *command, FILE *out);

/* The same as a manual page, in mdoc: from the same rows, so that it never differs. */
void iwmo_options_manual(const struct iwmo_command *command, FILE *out);

#endif
