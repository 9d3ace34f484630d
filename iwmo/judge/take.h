#ifndef IWMO_JUDGE_TAKE_H
#define IWMO_JUDGE_TAKE_H

/*
 * Take: a message to work on is taken in whole, and judged.
 */
#include "judge/spool.h"

/* Where it is: a file, "-" for standard input, or bytes in memory.  Borrowed. */
struct iwmo_take_source {
    const char *name;       /* the path; of bytes: what reports call them */
    struct iwmo_text bytes; /* at NULL: the file at `name` */
};

enum iwmo_taken {
    IWMO_TAKEN,           /* it is in the spool; what it is, the result says */
    IWMO_TAKEN_NOT,       /* it could not be read: the result says so too */
    IWMO_TAKEN_IS_ENDLESS /* more than IWMO_SPOOL_MOST, or no end: no result */
};

/*
 * Into `spool`, which is emptied first.  `*result` is valid until the next use of the
 * judge or the spool; NULL when it is endless.  A status other than IWMO_OK is a
 * failure of our own.
 */
enum iwmo_status iwmo_take(const struct iwmo_take_source *input,
                           struct iwmo_spool *spool, struct iwmo_judge *judge,
                           enum iwmo_taken *taken, const struct iwmo_result **result,
                           struct iwmo_error *err) __attribute__((warn_unused_result));

#endif
