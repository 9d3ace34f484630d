#ifndef IWMO_CLI_CONSULT_H
#define IWMO_CLI_CONSULT_H

/*
 * Consult: what the commands share that read the ledger and tell about it.
 *
 * Options, opening, keys of what the user names, and where the answer goes.  Nothing
 * printed names a person, unless --show-values is given: a client is its pseudonym, in
 * text the first eight digits of it.  A ledger that is not there is a failure; it is
 * not made.
 */
#include "cli/command.h"
#include "ledger/ledger.h"
#include "model/wording.h"

#define IWMO_CONSULT_CLIENT 9  /* room for a client in short, and its NUL */
#define IWMO_CONSULT_WHOLE  33 /* room for its whole pseudonym */
#define IWMO_CONSULT_BSN    10

/* First member of the settings of such a command. */
struct iwmo_consult {
    const char *ledger_path, *key_path, *output;
    struct iwmo_given_day date; /* --date */
    struct iwmo_date today;
    int role;         /* 0: both, 1: gemeente, 2: aanbieder */
    int format;       /* the place of --report among its formats */
    int lang;         /* enum iwmo_lang */
    bool show_values; /* names of persons too, opened from the seal */
    bool has_shared;  /* a client was printed whole, since its short form is shared */
    const char *command;
    bool lost_reader; /* of a pipe: it failed, but that needs no words */
    struct iwmo_ledger *ledger;
    struct iwmo_arena *arena;  /* for all that is found */
    struct iwmo_buffer out;    /* what will be printed */
    struct iwmo_error trouble; /* while printing: told by iwmo_consult_finish() */
};

extern const char *const iwmo_consult_roles[], *const iwmo_consult_langs[],
                                                   *const iwmo_consult_formats[];

/* The shared rows: of all that opens a ledger, and of what tells about both books;
 * --report is the command's own, or the row for text and json. */
#define IWMO_CONSULT_LEDGER_ROWS                                                       \
    {.name = "ledger",                                                                 \
     .argument = "PATH",                                                               \
     .help = "the ledger; default: $XDG_STATE_HOME/iwmo/ledger.db",                    \
     .kind = IWMO_OPTION_TEXT,                                                         \
     .offset = offsetof(struct iwmo_consult, ledger_path),                             \
     .use = IWMO_USE_LEDGER},                                                          \
        {.name = "key",                                                                \
         .argument = "PATH",                                                           \
         .help = "its key file; default: the ledger's path with .key after it",        \
         .kind = IWMO_OPTION_TEXT,                                                     \
         .offset = offsetof(struct iwmo_consult, key_path),                            \
         .use = IWMO_USE_KEY},                                                         \
        {.name = "date",                                                               \
         .argument = "YYYY-MM-DD",                                                     \
         .help = "the day of today",                                                   \
         .kind = IWMO_OPTION_DAY,                                                      \
         .offset = offsetof(struct iwmo_consult, date)},                               \
    {                                                                                  \
        .name = "lang", .argument = "nl|en",                                           \
        .help = "language of what is said; default: nl", .kind = IWMO_OPTION_CHOICE,   \
        .offset = offsetof(struct iwmo_consult, lang), .choices = iwmo_consult_langs   \
    }
#define IWMO_CONSULT_REPORT_ROW                                                        \
    {                                                                                  \
        .name = "report", .argument = "FORMAT[:PATH]",                                 \
        .help = "text or json, to PATH; default: text, to standard output",            \
        .kind = IWMO_OPTION_CHOICE, .offset = offsetof(struct iwmo_consult, format),   \
        .choices = iwmo_consult_formats, .use = IWMO_USE_REPORT,                       \
        .path = offsetof(struct iwmo_consult, output)                                  \
    }
#define IWMO_CONSULT_SHOW_ROW                                                          \
    {                                                                                  \
        .name = "show-values",                                                         \
        .help = "tell who it is: name, birth date and BSN, opened from the seal",      \
        .kind = IWMO_OPTION_FLAG, .offset = offsetof(struct iwmo_consult, show_values) \
    }
#define IWMO_CONSULT_OUTPUT_ROW                                                        \
    {                                                                                  \
        .name = "output", .argument = "PATH",                                          \
        .help = "write to PATH, not to standard output", .kind = IWMO_OPTION_TEXT,     \
        .offset = offsetof(struct iwmo_consult, output), .letter = 'o',                \
        .use = IWMO_USE_OUTPUT                                                         \
    }
#define IWMO_CONSULT_ROWS                                                              \
    IWMO_CONSULT_LEDGER_ROWS,                                                          \
        {.name = "role",                                                               \
         .argument = "ROLE",                                                           \
         .help = "gemeente or aanbieder: only these books; default: both",             \
         .kind = IWMO_OPTION_CHOICE,                                                   \
         .offset = offsetof(struct iwmo_consult, role),                                \
         .choices = iwmo_consult_roles},                                               \
        IWMO_CONSULT_OUTPUT_ROW

/* Open the ledger; today is set, and what is written bears that day. */
enum iwmo_status iwmo_consult_open(struct iwmo_consult *consult, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Print what was put in `out`, complain about `err` or `trouble`, close.  Returns the
 * exit status; `answer` when all went well. */
enum iwmo_exit iwmo_consult_finish(struct iwmo_consult *consult, enum iwmo_exit answer,
                                   struct iwmo_error *err);

/* May records of this side be looked at? */
bool iwmo_consult_has_side(const struct iwmo_consult *consult, enum iwmo_side side);

/* The pseudonym of a text of this kind, "bsn". */
enum iwmo_status iwmo_consult_make_key(struct iwmo_consult *consult, const char *kind,
                                       struct iwmo_text text, struct iwmo_key *key,
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * A client as the user names it: "-" is a BSN on standard input, so that it stands in
 * no history of a shell; else the 32 hexadecimal digits of its pseudonym, or the first
 * eight or more, as lists print them, when no other client in the ledger has the same.
 */
enum iwmo_status iwmo_consult_client(struct iwmo_consult *consult, const char *name,
                                     struct iwmo_key *key, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The BSN on the first line of standard input; the caller wipes it. */
enum iwmo_status iwmo_consult_read_bsn(char out[IWMO_CONSULT_BSN],
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* First eight digits of its pseudonym, "" when it is absent, into `out`; returns out.
 */
const char *iwmo_consult_print_client(const struct iwmo_key *key,
                                      char out[IWMO_CONSULT_CLIENT]);

/* All digits of it, "" when it is absent, into `out`; returns out. */
const char *iwmo_consult_print_whole(const struct iwmo_key *key,
                                     char out[IWMO_CONSULT_WHOLE]);

/*
 * A client for people: " cliënt 03a34a2d" with what stands before it, and who it is
 * when values are shown.  Nothing for an absent key.  When another client in the ledger
 * has the same eight digits all of them are printed, and iwmo_consult_finish() warns.
 */
void iwmo_consult_text_client(struct iwmo_consult *consult, const char *before,
                              const struct iwmo_key *key);

/* For programs: members "client", the whole pseudonym, and, when values are shown,
 * "person".  Nothing for an absent key. */
void iwmo_consult_json_client(struct iwmo_consult *consult, const struct iwmo_key *key);

/* In the language asked for. */
const char *iwmo_consult_words(const struct iwmo_consult *consult, const char *nl,
                               const char *en);

/* ---- members of JSON objects; nothing is written for what is absent ---- */

void iwmo_consult_json_text(struct iwmo_buffer *out, const char *key, const char *text);
void iwmo_consult_json_date(struct iwmo_buffer *out, const char *key,
                            struct iwmo_date date);
void iwmo_consult_json_number(struct iwmo_buffer *out, const char *key, int64_t number);
void iwmo_consult_json_bool(struct iwmo_buffer *out, const char *key, bool is_true);

#endif
