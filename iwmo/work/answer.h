#ifndef IWMO_WORK_ANSWER_H
#define IWMO_WORK_ANSWER_H

/*
 * Answering: a message in, its retour message (302 to 320) or the answer to a
 * declaration (325, in 2.3 304) out.
 *
 * The message is judged, the codes of its findings and the decisions of a back-office
 * are put at their classes, and the answer is judged itself: only a valid one is given.
 * A message that does not obey the schema has no retour message.  Not thread-safe.
 * Source: process 4.2 and 11.
 */
#include "base/date.h"
#include "judge/take.h"

struct iwmo_answering;

struct iwmo_answering_options {
    struct iwmo_date date;     /* of the answer, and today for the rules */
    const char *identificatie; /* borrowed; NULL: made from the message's own bytes */
    const char *xslt_versie;   /* borrowed; NULL: left out */
    const char *name; /* borrowed: what findings about the answer call it; NULL: "-" */
};

/* NULL: err says why.  Free with iwmo_answering_free(). */
struct iwmo_answering *iwmo_answering_new(const struct iwmo_answering_options *options,
                                          struct iwmo_error *err);

/*
 * Decisions for the next message, as JSON (retour/decision.h): the file at `path`, or
 * `json` when that is NULL.  IWMO_MALFORMED: they are not what they should be.
 */
enum iwmo_status iwmo_answering_decide(struct iwmo_answering *answering,
                                       const char *path, struct iwmo_text json,
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_answered {
    IWMO_ANSWERED,
    IWMO_ANSWERED_UNDETERMINED, /* it could not be judged: nothing is answered */
    IWMO_ANSWERED_IS_ENDLESS,
    IWMO_ANSWERED_NO_SCHEMA, /* it does not obey the schema */
    IWMO_ANSWERED_IS_ANSWER, /* it is an answer itself */
    IWMO_ANSWERED_TOO_MUCH,  /* is wrong with it to tell all */
    IWMO_ANSWERED_INVALID    /* the answer itself; by decisions, or a fault of ours */
};

struct iwmo_answer_given {
    enum iwmo_answered answered;
    /* Of the message; when the answer is not valid, of that.  Until the next call. */
    const struct iwmo_result *result;
    struct iwmo_spool *answer; /* the bytes, when there is one; until the next call */
};

/* `given` says what became of it; the words why there is no answer are in err, with
 * IWMO_OK.  Other statuses: it could not be done; IWMO_USAGE: a decision is about a
 * record that is not there. */
enum iwmo_status iwmo_answering_run(struct iwmo_answering *answering,
                                    const struct iwmo_take_source *input,
                                    struct iwmo_answer_given *given,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_answering_free(struct iwmo_answering *answering); /* NULL is allowed */

#endif
