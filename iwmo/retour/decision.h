#ifndef IWMO_RETOUR_DECISION_H
#define IWMO_RETOUR_DECISION_H

/*
 * Decision: what the user's own back-office says about records of a message.
 *
 * A JSON array (or an object with a member "decisions") of objects: "code", and where:
 * "path" (as reports print it), or "key" (an object of element names and values: all
 * records of which these values are, directly or in a composite), or neither: the
 * header. Both a "path" and a "key" narrow each other.
 */
#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

struct iwmo_decision_key {
    const char *name, *value;
};

struct iwmo_decision {
    const char *code;
    const char *path; /* NULL: any, or the header when there is no key either */
    const struct iwmo_decision_key *keys;
    size_t key_count;
};

struct iwmo_decisions {
    const struct iwmo_decision *rows;
    size_t count;
};

/*
 * Parse `json` into `arena`.  IWMO_MALFORMED: err names the decision that makes no
 * sense, without values.
 */
enum iwmo_status iwmo_decisions_parse(struct iwmo_text json, struct iwmo_arena *arena,
                                      struct iwmo_decisions *decisions,
                                      struct iwmo_error *err);

/* Is `place` (with every index) the path as a report prints it (without an index where
 * there is one sibling)?  A missing index is 1. */
bool iwmo_decision_is_at(const char *path, struct iwmo_text place);

#endif
