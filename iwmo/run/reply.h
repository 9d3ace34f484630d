#ifndef IWMO_RUN_REPLY_H
#define IWMO_RUN_REPLY_H

/*
 * Reply: the retour message or declaration answer to a message that was judged.
 *
 * Walks the message twice: to find what the decisions are about and to add up what is
 * rejected (when there are any), and to write the answer.  Bounded memory.  Source:
 * process 4.2 and 11.
 */
#include "judge/spool.h"
#include "retour/answer.h"
#include "retour/decision.h"

struct iwmo_reply {
    struct iwmo_answer_options options; /* rejected is filled in; the rest is given */
    struct iwmo_rejections *rejections; /* added to by the decisions */
    const struct iwmo_decisions *decisions; /* NULL: none */
};

/*
 * Write the reply to the message in `in` to `out`.  IWMO_USAGE: a decision is about a
 * record that is not there; IWMO_LIMIT: the amounts do not fit.
 */
enum iwmo_status iwmo_reply_write(struct iwmo_reply *reply, struct iwmo_spool *in,
                                  struct iwmo_spool *out, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
