#include "regex/charset.h"

#include <stdlib.h>
#include <string.h>

static bool
reserve(struct iwmo_charset *set, struct iwmo_arena *arena)
{
    if (set->count < set->room)
        return true;
    size_t room = set->room == 0 ? 4 : set->room * 2;
    struct iwmo_span *spans = iwmo_arena_alloc(arena, room * sizeof(*spans));
    if (spans == NULL)
        return false;
    if (set->count > 0)
        memcpy(spans, set->spans, set->count * sizeof(*spans));
    set->spans = spans;
    set->room = room;
    return true;
}

bool
iwmo_charset_add(struct iwmo_charset *set, uint32_t first, uint32_t last,
                 struct iwmo_arena *arena)
{
    if (!reserve(set, arena))
        return false;
    set->spans[set->count++] = (struct iwmo_span){first, last};
    return true;
}

bool
iwmo_charset_join(struct iwmo_charset *set, const struct iwmo_charset *other,
                  struct iwmo_arena *arena)
{
    for (size_t i = 0; i < other->count; i++) {
        const struct iwmo_span *span = &other->spans[i];
        if (!iwmo_charset_add(set, span->first, span->last, arena))
            return false;
    }
    return true;
}

static int
by_first(const void *left, const void *right)
{
    const struct iwmo_span *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

void
iwmo_charset_seal(struct iwmo_charset *set)
{
    if (set->count == 0)
        return;
    qsort(set->spans, set->count, sizeof(*set->spans), by_first);

    size_t kept = 0;
    for (size_t i = 1; i < set->count; i++) {
        struct iwmo_span *last = &set->spans[kept];
        const struct iwmo_span *span = &set->spans[i];
        if (span->first > last->last + 1)
            set->spans[++kept] = *span;
        else if (span->last > last->last)
            last->last = span->last;
    }
    set->count = kept + 1;
}

bool
iwmo_charset_invert(struct iwmo_charset *set, struct iwmo_arena *arena)
{
    struct iwmo_charset rest = {0};
    uint32_t from = 0;

    for (size_t i = 0; i < set->count; i++) {
        const struct iwmo_span *span = &set->spans[i];
        if (span->first > from &&
            !iwmo_charset_add(&rest, from, span->first - 1, arena))
            return false;
        from = span->last + 1;
    }
    if (from <= IWMO_CODE_POINT_LAST &&
        !iwmo_charset_add(&rest, from, IWMO_CODE_POINT_LAST, arena))
        return false;
    *set = rest;
    return true;
}

bool
iwmo_charset_equal(const struct iwmo_charset *a, const struct iwmo_charset *b)
{
    if (a->count != b->count)
        return false;
    return a->count == 0 ||
           memcmp(a->spans, b->spans, a->count * sizeof(*a->spans)) == 0;
}

bool
iwmo_charset_has(const struct iwmo_charset *set, uint32_t code_point)
{
    size_t low = 0, high = set->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > set->spans[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->count && code_point >= set->spans[low].first;
}
