#ifndef IWMO_WORK_REWRITE_H
#define IWMO_WORK_REWRITE_H

/*
 * Rewriting: an XML message in, its structure judged, the same in another form out.
 *
 * The whole message is taken in and judged before a byte goes out, so that nothing half
 * is written.  Memory is bounded: large messages lie in a spool.  Not thread-safe.
 */
#include "judge/take.h"
#include "model/visitor.h"

struct iwmo_rewriting {
    struct iwmo_judge *judge; /* of the structure */
    struct iwmo_spool *in, *out;
};

/* Close also after a failure. */
enum iwmo_status iwmo_rewriting_open(struct iwmo_rewriting *rewriting,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_rewritable {
    IWMO_REWRITABLE,
    IWMO_REWRITABLE_NOT, /* something of it would be lost, or it is no message */
    IWMO_REWRITABLE_UNREAD,
    IWMO_REWRITABLE_IS_ENDLESS /* no result */
};

/*
 * Read and judge a message.  Not rewritable is what is not well-formed UTF-8 or no iWmo
 * message, and what holds things without a place in the schema; when `is_strict` also
 * what breaks the schema in any other way.
 */
enum iwmo_status iwmo_rewriting_take(struct iwmo_rewriting *rewriting,
                                     const struct iwmo_take_source *input,
                                     bool is_strict, enum iwmo_rewritable *rewritable,
                                     const struct iwmo_result **result,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Lead `visitor`, who fills rewriting->out, through the message that was taken. */
enum iwmo_status iwmo_rewriting_walk(struct iwmo_rewriting *rewriting,
                                     struct iwmo_visitor visitor,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_rewriting_close(struct iwmo_rewriting *rewriting);

#endif
