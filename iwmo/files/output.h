#ifndef IWMO_FILES_OUTPUT_H
#define IWMO_FILES_OUTPUT_H

/*
 * Output: where a report goes, standard output or a file.
 *
 * A regular file is written under a temporary name in its own directory and gets its
 * name only when it is complete, so nobody reads half a report and a failed run leaves
 * the old one; what a killed run leaves is removed by the next one (files/temporary.h).
 * Standard output, devices and pipes are written directly.  The caller ignores SIGPIPE.
 * The first failure stays: later writes do nothing.  Not thread-safe.
 */
#include <stdbool.h>

#include "base/drain.h"
#include "files/guard.h"

struct iwmo_output;

/* How a file is written; all zero is as usual. */
struct iwmo_output_way {
    /* It names persons: a new file is for its user only (mode 0600), from the moment it
     * is there and whatever the umask. */
    bool is_private;
    /* Of more files than a process may have open: from iwmo_output_finish() on none of
     * it is.  What a killed process leaves of such a file stays. */
    bool is_one_of_many;
    const struct iwmo_guard *guard; /* what may not be replaced; NULL: anything may */
};

/*
 * "-" is standard output.  NULL: err says why.  Close with iwmo_output_close().  A file
 * that is replaced passes its mode on, and to root's file its owner too; one of
 * another user, whose owner cannot be kept, does not.
 */
struct iwmo_output *iwmo_output_open(const char *path, struct iwmo_error *err);
struct iwmo_output *iwmo_output_open_as(const char *path,
                                        const struct iwmo_output_way *way,
                                        struct iwmo_error *err);

/* Write, or keep for a later write together with more. */
void iwmo_output_write(struct iwmo_output *output, struct iwmo_text text);

/* The same, for who makes bytes; borrows `output`. */
struct iwmo_drain iwmo_output_drain(struct iwmo_output *output);

/* Hand on what was kept. */
void iwmo_output_flush(struct iwmo_output *output);

bool iwmo_output_has_failed(const struct iwmo_output *output);

/* Did it fail because the reader of a pipe went away?  That needs no words. */
bool iwmo_output_lost_reader(const struct iwmo_output *output);

/* Flush and close: all is on disk, under its temporary name.  Fails also when an
 * earlier write did. */
enum iwmo_status iwmo_output_finish(struct iwmo_output *output, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After finishing and before the commit: what was written is on disk, also when the
 * power fails.  Fails also when an earlier write did. */
enum iwmo_status iwmo_output_sync(struct iwmo_output *output, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After a commit: take the file away again, unless it took the place of another. */
void iwmo_output_undo(struct iwmo_output *output);

/* Finish, and give the file its name.  Fails also when an earlier write did. */
enum iwmo_status iwmo_output_commit(struct iwmo_output *output, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Without a commit before it, the file is dropped.  NULL is allowed. */
void iwmo_output_close(struct iwmo_output *output);

#endif
