#ifndef IWMO_REGEX_CHARSET_H
#define IWMO_REGEX_CHARSET_H

/*
 * Charset: a set of code points, as spans.
 *
 * Spans are ascending, disjoint and not adjacent, so equal sets have equal spans.
 * A set is made by adding spans in any order and then sealing it once; a sealed set
 * does not change.  Memory comes from the arena given with each call.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define IWMO_CODE_POINT_LAST 0x10FFFFu

struct iwmo_span {
    uint32_t first, last;
};

struct iwmo_charset { /* zero it to begin */
    struct iwmo_span *spans;
    size_t count;
    size_t room;
};

/* Add first..last; first <= last.  false: out of memory. */
bool iwmo_charset_add(struct iwmo_charset *set, uint32_t first, uint32_t last,
                      struct iwmo_arena *arena);

/* Add all of `other`.  false: out of memory. */
bool iwmo_charset_join(struct iwmo_charset *set, const struct iwmo_charset *other,
                       struct iwmo_arena *arena);

/* Bring the spans in order. */
void iwmo_charset_seal(struct iwmo_charset *set);

/* Replace a sealed set by all other code points.  false: out of memory. */
bool iwmo_charset_invert(struct iwmo_charset *set, struct iwmo_arena *arena);

/* For sealed sets. */
bool iwmo_charset_equal(const struct iwmo_charset *a, const struct iwmo_charset *b);
bool iwmo_charset_has(const struct iwmo_charset *set, uint32_t code_point);

#endif
