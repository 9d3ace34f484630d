#ifndef IWMO_RUN_PRODUCE_H
#define IWMO_RUN_PRODUCE_H

/*
 * Produce: the one way a message that was made here leaves the program.
 *
 * It is judged first, with the judge that the caller brings: structure and rules, or
 * structure only.  Only a valid one is written, through files/output: a file gets its
 * name when it is complete, so there is no half file and no wrong one.  A message names
 * persons: a new file is for its user only (mode 0600).
 */
#include <stdbool.h>

#include "judge/judge.h"
#include "judge/spool.h"

struct iwmo_produced {
    /* What the judge said: valid until the next use of the judge or the spool.  Verdict
     * other than IWMO_VALID: nothing was written. */
    const struct iwmo_result *result;
    bool is_written;
    bool lost_reader; /* of a pipe: it failed, but that needs no words */
};

/*
 * Judge what is in `spool` and write it to `path` ("-": standard output).  IWMO_OK also
 * when it is not valid: see *produced.  Other statuses: it could not be judged or
 * written, and err says why.
 */
enum iwmo_status iwmo_produce(struct iwmo_spool *spool, struct iwmo_judge *judge,
                              const char *path, struct iwmo_produced *produced,
                              struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same for bytes in memory. */
enum iwmo_status iwmo_produce_bytes(struct iwmo_text bytes, struct iwmo_judge *judge,
                                    const char *path, struct iwmo_produced *produced,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Write what is in `spool`, which is no message (its JSON form, say), without judging.
 */
enum iwmo_status iwmo_produce_other(struct iwmo_spool *spool, const char *path,
                                    bool *lost_reader, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
