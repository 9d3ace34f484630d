#ifndef IWMO_GENERATE_BREAK_H
#define IWMO_GENERATE_BREAK_H

/*
 * Break: a valid message and a rule -> a message that breaks just that rule.
 *
 * The table generate/breaks.def says how, one row per rule.  Where a second rule cannot
 * but be broken too, the row names it and says why.  Pure: who wants certainty judges
 * the result and asks iwmo_break_is_exact().
 */
#include "generate/random.h"
#include "model/finding.h"

struct iwmo_break {
    const char *code;
    uint32_t messages; /* enum iwmo_bericht_bit */
    struct iwmo_releases releases;
    const char *edits;
    const char *companions; /* codes parted by spaces */
    const char *why;        /* they are unavoidable */
};

/* Code `index` of all that can be broken: the register's, then structure.  NULL: no
 * more. */
const char *iwmo_break_code(size_t index);

/* The row that breaks `code` in this message; NULL: it has no such rule. */
const struct iwmo_break *iwmo_break_find(const char *code,
                                         const struct iwmo_message_kind *message);

/*
 * Append to `out` the message with the edits of `row`, made from options (which say
 * what message, and become lean).  `arena` is reset.  IWMO_NO_MEMORY; IWMO_MALFORMED:
 * the row does not fit the schema.
 */
enum iwmo_status iwmo_break_make(const struct iwmo_break *row,
                                 const struct iwmo_random_options *options,
                                 struct iwmo_arena *arena, struct iwmo_buffer *out,
                                 struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Are there findings of `code`, and none but those and the companions of `row`? */
bool iwmo_break_is_exact(const struct iwmo_break *row, const char *code,
                         const struct iwmo_findings *findings);

#endif
