#ifndef IWMO_WORK_COMPOSE_H
#define IWMO_WORK_COMPOSE_H

/*
 * Composing: the JSON form of a message in, the message out.
 *
 * All that is wrong with the JSON is found in one run; what is made of it is judged,
 * and an invalid message is not given.  Not thread-safe.
 */
#include "base/date.h"
#include "judge/take.h"
#include "translate/json_path.h"

struct iwmo_composing;

struct iwmo_composing_options {
    const struct iwmo_message_kind *message; /* to make; NULL: as the JSON says */
    bool is_filled;            /* derive what the data leave out (generate/fill) */
    bool wants_rules;          /* judge by the rules too, not only by the schema */
    const char *identificatie; /* borrowed; when derived; NULL: from the content */
    const char *name;          /* borrowed: what findings call the message; NULL: "-" */
    struct iwmo_date date; /* of the message when derived, and today for the rules */
};

struct iwmo_composed {
    struct iwmo_spool *message; /* NULL: none was made, and the findings say why */
    const struct iwmo_findings *findings; /* about the JSON or, when it was well, about
                                             the message; places are those in the XML */
    struct iwmo_json_form form;           /* to name those places in the JSON */
};

/* NULL: out of memory.  Free with iwmo_composing_free(). */
struct iwmo_composing *iwmo_composing_new(const struct iwmo_composing_options *options);

/* What `composed` points to is valid until the next call.  A status other than IWMO_OK
 * is a failure of our own. */
enum iwmo_status iwmo_composing_run(struct iwmo_composing *composing,
                                    const struct iwmo_take_source *input,
                                    struct iwmo_composed *composed,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_composing_free(struct iwmo_composing *composing); /* NULL is allowed */

#endif
