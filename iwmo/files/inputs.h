#ifndef IWMO_FILES_INPUTS_H
#define IWMO_FILES_INPUTS_H

/*
 * Inputs: the files of a run, one path after the other.
 *
 * First the arguments in their order, then the lines of a list.  A directory stands for
 * its *.xml files (case ignored), and with `recursive` for those in the directories
 * below it, in the order of their names; other files are counted as skipped, hidden
 * ones passed over.  Below a directory, links to directories are skipped, so no loop
 * can arise, and only regular files are taken.  A path that does not exist or cannot be
 * opened is an input all the same: whoever reads it will tell.
 * Kept in memory are the names in the directories being walked, not a list.
 * Not thread-safe.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct iwmo_inputs;

struct iwmo_inputs_options {
    const char *const *paths; /* borrowed; "-" is standard input */
    size_t path_count;
    const char *list;      /* file with paths, "-" for standard input, or NULL */
    bool is_nul_separated; /* the list; else one path a line */
    bool recursive;
    unsigned long min_age_seconds; /* pass over files written to more recently */
    bool trusts_names; /* what ends in .xml is not looked up: see iwmo_inputs_again() */
};

/* `options` is copied, its strings are borrowed.  NULL: err says why.  Close with
 * iwmo_inputs_close(). */
struct iwmo_inputs *iwmo_inputs_open(const struct iwmo_inputs_options *options,
                                     struct iwmo_error *err);

/*
 * The next path, valid until the next call; NULL at the end.  In a list, "-" is a file
 * of that name.  After a failure (no memory, list unreadable) there is no more to come.
 */
enum iwmo_status iwmo_inputs_next(struct iwmo_inputs *inputs, const char **path,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * The same paths again, each looked up; for who trusted names and met a directory.
 * Looking up takes a tenth of the time of reading and judging a small message.
 * `paths` are borrowed.  NULL: err says why.
 */
struct iwmo_inputs *iwmo_inputs_again(const struct iwmo_inputs *inputs,
                                      const char *const *paths, size_t path_count,
                                      struct iwmo_error *err);

/* Does the path name a directory?  Not "-". */
bool iwmo_inputs_is_directory(const char *path);

/* Files passed over so far because they are too young. */
uint64_t iwmo_inputs_young(const struct iwmo_inputs *inputs);

/* Files skipped so far. */
uint64_t iwmo_inputs_skipped(const struct iwmo_inputs *inputs);

void iwmo_inputs_close(struct iwmo_inputs *inputs); /* NULL is allowed */

#endif
