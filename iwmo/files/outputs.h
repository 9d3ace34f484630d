#ifndef IWMO_FILES_OUTPUTS_H
#define IWMO_FILES_OUTPUTS_H

/*
 * Outputs: several files that appear together or not at all.
 *
 * Each is written under a temporary name beside its own; the last step gives all of
 * them their names.  A run that fails before that (a full disk) leaves no file and no
 * directory that was not there.  What a killed run leaves is removed by the next one,
 * but for files beyond the first IWMO_OUTPUTS_LOCKED, which are not held open until
 * then.  Standard output and devices are written directly. Not thread-safe.
 */
#include "files/output.h"
#include "judge/spool.h"

#define IWMO_OUTPUTS_LOCKED 64

struct iwmo_outputs;

/* NULL: out of memory.  Close with iwmo_outputs_close(). */
struct iwmo_outputs *iwmo_outputs_new(void);

/* The same; each is written in this way (its is_one_of_many aside). */
struct iwmo_outputs *iwmo_outputs_new_as(const struct iwmo_output_way *way);

/* Make the directory `path` and those around it, in so far as they are not there. */
enum iwmo_status iwmo_outputs_folder(struct iwmo_outputs *outputs, const char *path,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Write what is in `spool` to what will be `path` ("-": standard output). */
enum iwmo_status iwmo_outputs_pour(struct iwmo_outputs *outputs, const char *path,
                                   struct iwmo_spool *spool, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same for bytes in memory. */
enum iwmo_status iwmo_outputs_write(struct iwmo_outputs *outputs, const char *path,
                                    struct iwmo_text bytes, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* A file that the caller writes, and finishes with iwmo_output_finish(); it is not the
 * caller's to commit or close.  NULL: err says why. */
struct iwmo_output *iwmo_outputs_open(struct iwmo_outputs *outputs, const char *path,
                                      struct iwmo_error *err);

/* Did a write fail because the reader of a pipe went away?  That needs no words. */
bool iwmo_outputs_lost_reader(const struct iwmo_outputs *outputs);

/* Give all of them their names. */
enum iwmo_status iwmo_outputs_commit(struct iwmo_outputs *outputs,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same, and all is on disk before it returns, names included: the power may fail.
 * All files are in `folder`. */
enum iwmo_status iwmo_outputs_commit_durably(struct iwmo_outputs *outputs,
                                             const char *folder, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Without a commit before it, all is dropped.  NULL is allowed. */
void iwmo_outputs_close(struct iwmo_outputs *outputs);

#endif
