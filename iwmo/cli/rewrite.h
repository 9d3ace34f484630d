#ifndef IWMO_CLI_REWRITE_H
#define IWMO_CLI_REWRITE_H

/*
 * Rewrite: an XML message in, its structure judged, the same in another form out.
 *
 * The whole message is taken in and judged before a byte goes out, so that nothing
 * half is written.  Memory is bounded: large messages lie in a spool.
 */
#include "cli/tell.h"
#include "model/visitor.h"
#include "run/spool.h"

struct iwmo_rewrite {
    struct iwmo_tell tell;
    struct iwmo_judge *judge; /* of the structure */
    struct iwmo_spool *in, *out;
};

enum iwmo_status iwmo_rewrite_open(struct iwmo_rewrite *rewrite,
                                   const struct iwmo_tell *tell,
                                   struct iwmo_error *err);

/*
 * Read and judge the message at `path`.  Other than IWMO_EXIT_OK: it was refused, and
 * the findings were told.  Refused is what is not well-formed UTF-8 or no iWmo message,
 * and what holds things without a place in the schema; when `is_strict` also what
 * breaks the schema in any other way.
 */
enum iwmo_exit iwmo_rewrite_take(struct iwmo_rewrite *rewrite, const char *path,
                                 bool is_strict);

/* Lead `visitor`, who fills rewrite->out, through the message that was taken. */
enum iwmo_exit iwmo_rewrite_walk(struct iwmo_rewrite *rewrite,
                                 struct iwmo_visitor visitor);

/* Write rewrite->out to `path`, "-" for standard output. */
enum iwmo_exit iwmo_rewrite_write(struct iwmo_rewrite *rewrite, const char *path);

void iwmo_rewrite_close(struct iwmo_rewrite *rewrite);

#endif
