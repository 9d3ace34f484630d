#ifndef IWMO_CLI_TELL_H
#define IWMO_CLI_TELL_H

/*
 * Tell: findings on standard error, for commands whose standard output is a message.
 */
#include "cli/command.h"
#include "model/csv_remark.h"
#include "model/result.h"
#include "model/wording.h"
#include "translate/json_path.h"

/* How to tell; the options --lang and --show-values. */
struct iwmo_tell {
    const char *command; /* "convert" */
    enum iwmo_lang lang;
    bool show_values;
};

/* The findings of a message, as the text report of `iwmo validate` does.  Returns the
 * exit status that its verdict stands for. */
enum iwmo_exit iwmo_tell_result(const struct iwmo_tell *tell,
                                const struct iwmo_result *result);

/* What a message was made from, and how to name a place in it. */
struct iwmo_tell_origin {
    const char *file;                        /* when there is no place */
    const struct iwmo_message_kind *message; /* NULL: not known */
    /* Append what comes between the name of the file and the finding, ":17: Bsn: " or
     * ": $.Bericht.Client: "; returns that name. */
    const char *(*place)(const void *self, const struct iwmo_step *step,
                         struct iwmo_buffer *out);
    const void *self;
};

/*
 * Findings about a message that was made from something else, a line each:
 *   data.json: $.Bericht.Client.Geslacht: fout: ... [IW-S24] /Bericht/Client/Geslacht
 * Returns the exit status they stand for: 3 when it cannot be read, 1 when there are
 * errors, else 0.
 */
enum iwmo_exit iwmo_tell_origin(const struct iwmo_tell *tell,
                                const struct iwmo_findings *findings,
                                const struct iwmo_tell_origin *origin);

/* The same for JSON in `file`. */
enum iwmo_exit iwmo_tell_json(const struct iwmo_tell *tell, const char *file,
                              const struct iwmo_findings *findings,
                              const struct iwmo_json_form *form);

/* What is wrong with tables, on standard error; IWMO_EXIT_OK when nothing is. */
enum iwmo_exit iwmo_tell_remarks(const struct iwmo_tell *tell,
                                 const struct iwmo_csv_remarks *remarks);

/* Say that the message at `path` has no end in sight.  Returns IWMO_EXIT_UNDETERMINED.
 */
enum iwmo_exit iwmo_tell_endless(const char *command, const char *path);

/* Say how many files wait since they were written to just now; nothing when none do. */
void iwmo_tell_young(const char *command, uint64_t count);

/* Say what failed, unless the reader of a pipe went away.  Returns
 * IWMO_EXIT_FAILURE; IWMO_EXIT_USAGE when an output may not be written to. */
enum iwmo_exit iwmo_tell_failure(const struct iwmo_tell *tell, bool lost_reader,
                                 const struct iwmo_error *err);

#endif
