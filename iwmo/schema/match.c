#include "schema/match.h"

#include <string.h>

#include "base/utf8.h"

/* So that the quick way does not keep registers for it. */
#define NOT_INLINE __attribute__((noinline))

#define EACH 0x0101010101010101U /* times a byte: that byte eight times */
#define HIGH (EACH * 0x80)

/* At least one code point at `at`, above ASCII: its class, and what is behind it.  NULL
 * when it is no UTF-8. */
static const char *
class_above_ascii(const struct iwmo_pattern *pattern, const char *at, const char *end,
                  size_t *class)
{
    struct iwmo_text rest = {at, (size_t)(end - at)};
    size_t low = 0, high = pattern->range_count;
    uint32_t code_point;

    if (!iwmo_utf8_next(&rest, &code_point))
        return NULL;
    *class = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct iwmo_pattern_range *range = &pattern->ranges[middle];
        if (code_point > range->last) {
            low = middle + 1;
        } else if (code_point < range->first) {
            high = middle;
        } else {
            *class = range->class;
            break;
        }
    }
    return rest.at;
}

/* One to seven bytes as eight, in any order and some of them twice: good for asking
 * whether all are of a kind. */
static inline uint64_t
gather(const char *at, size_t size)
{
    uint32_t front, back;

    if (size < sizeof(front))
        return EACH * (unsigned char)at[0] ^
               ((uint64_t)(unsigned char)(at[0] ^ at[size / 2]) << 8 |
                (unsigned char)(at[0] ^ at[size - 1]));
    memcpy(&front, at, sizeof(front));
    memcpy(&back, at + size - sizeof(back), sizeof(back));
    return (uint64_t)front << 32 | back;
}

/* Is one of the eight below 0x20, or has it a bit of `mask`? */
static inline bool
differ(uint64_t eight, uint64_t mask)
{
    return (((eight - EACH * 0x20) & ~eight & HIGH) | (eight & mask)) != 0;
}

/* Is every byte of a text that is not empty at least 0x20, and without a bit of `mask`?
 */
static inline bool
all_alike(struct iwmo_text text, uint64_t mask)
{
    uint64_t eight;

    if (text.size < sizeof(eight))
        return !differ(gather(text.at, text.size), mask);
    const char *at = text.at, *last = at + text.size - sizeof(eight);
    for (; at < last; at += sizeof(eight)) {
        memcpy(&eight, at, sizeof(eight));
        if (differ(eight, mask))
            return false;
    }
    memcpy(&eight, last, sizeof(eight)); /* some of them once more */
    return !differ(eight, mask);
}

/* Character by character. */
NOT_INLINE static bool
walk(const struct iwmo_pattern *pattern, struct iwmo_text text)
{
    size_t state = 1, classes = pattern->class_count;
    const uint16_t *row = pattern->next + classes;

    for (const char *at = text.at, *end = at + text.size; at != end && state != 0;) {
        size_t class = 0;
        if ((unsigned char)*at < 0x80)
            class = pattern->ascii[(unsigned char)*at++];
        else
            at = class_above_ascii(pattern, at, end, &class);
        if (at == NULL)
            return false;
        /* most leave it as it is: a guess that saves waiting for the row */
        if (__builtin_expect(row[class] != state, 0)) {
            state = row[class];
            row = pattern->next + state * classes;
        }
    }
    return pattern->accepts[state] != 0;
}

/* `state` is where the first character leads to, and rests. */
NOT_INLINE static bool
rest_above_ascii(const struct iwmo_pattern *pattern, struct iwmo_text text,
                 size_t state)
{
    enum iwmo_rest rest = pattern->rests[state];

    if (rest == IWMO_REST_ALL || (rest == IWMO_REST_ABOVE && all_alike(text, 0)))
        return pattern->accepts[state] != 0 && iwmo_utf8_valid(text);
    return walk(pattern, text);
}

bool
iwmo_pattern_matches(const struct iwmo_pattern *pattern, struct iwmo_text text)
{
    if (text.size == 0)
        return pattern->accepts[1] != 0;
    unsigned char first = (unsigned char)*text.at;
    if (first >= 0x80)
        return walk(pattern, text);
    /* often the first character decides */
    size_t state = pattern->next[pattern->class_count + pattern->ascii[first]];
    if (pattern->rests[state] == IWMO_REST_NONE)
        return walk(pattern, text);
    if (all_alike(text, HIGH))
        return pattern->accepts[state] != 0;
    return rest_above_ascii(pattern, text, state);
}
