#include "rules/overlap.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RECORDS 40

/* A set of records with the nodes that they point to. */
struct set {
    struct iwmo_node nodes[MAX_RECORDS], categories[MAX_RECORDS], codes[MAX_RECORDS];
    struct iwmo_overlap_record records[MAX_RECORDS];
    size_t count;
};

static uint64_t
next_random(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15U;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

static size_t
roll(uint64_t *state, size_t sides)
{
    return (size_t)(next_random(state) % sides);
}

/* Few products and few days, so that much is alike; some without Code, without product,
 * without an end, or with an end before the start. */
static void
fill_set(struct set *set, uint64_t *state)
{
    static const char *const categories[] = {"01", "02", "0"};
    static const char *const codes[] = {"01A01", "1A01", ""};

    memset(set, 0, sizeof(*set));
    set->count = roll(state, MAX_RECORDS + 1);
    size_t days = 1 + roll(state, 60);
    for (size_t i = 0; i < set->count; i++) {
        struct iwmo_overlap_record *record = &set->records[i];
        set->nodes[i].at.offset = 100 * i + 7;
        set->categories[i].value.text = iwmo_text(categories[roll(state, 3)]);
        set->codes[i].value.text = iwmo_text(codes[roll(state, 3)]);
        record->node = &set->nodes[i];
        record->categorie = roll(state, 8) > 0 ? &set->categories[i] : NULL;
        record->code = roll(state, 3) > 0 ? &set->codes[i] : NULL;
        record->start = (int32_t)roll(state, days);
        record->end = roll(state, 6) == 0
                          ? INT32_MAX
                          : record->start + (int32_t)roll(state, 20) - 4;
    }
}

/* The words of the standard. */
static bool
is_same(const struct iwmo_overlap_record *a, const struct iwmo_overlap_record *b)
{
    if ((a->categorie == NULL && a->code == NULL) ||
        (b->categorie == NULL && b->code == NULL))
        return true;
    if (a->categorie == NULL || b->categorie == NULL ||
        !iwmo_text_same(a->categorie->value.text, b->categorie->value.text))
        return false;
    return a->code == NULL || b->code == NULL ||
           iwmo_text_same(a->code->value.text, b->code->value.text);
}

static bool
is_overlap(const struct iwmo_overlap_record *a, const struct iwmo_overlap_record *b)
{
    return a->end >= b->start && b->end >= a->start;
}

/* All pairs by comparing each with each, in order; returns how many. */
static size_t
naive_pairs(const struct set *set, struct iwmo_pair *pairs)
{
    size_t count = 0;

    for (size_t later = 0; later < set->count; later++)
        for (size_t earlier = 0; earlier < later; earlier++)
            if (is_same(&set->records[earlier], &set->records[later]) &&
                is_overlap(&set->records[earlier], &set->records[later]))
                pairs[count++] =
                    (struct iwmo_pair){&set->nodes[earlier], &set->nodes[later]};
    return count;
}

static bool
has_pair(const struct iwmo_pair *pairs, size_t count, struct iwmo_pair pair)
{
    for (size_t i = 0; i < count; i++)
        if (pairs[i].earlier == pair.earlier && pairs[i].later == pair.later)
            return true;
    return false;
}

/* At most `max` of the naive pairs, in their order, none twice. */
static void
assert_pairs(const struct set *set, size_t max, struct iwmo_arena *arena)
{
    static struct iwmo_pair naive[MAX_RECORDS * MAX_RECORDS];
    size_t expected = naive_pairs(set, naive);
    struct iwmo_pair *pairs;
    uint64_t total;

    size_t count =
        iwmo_overlap_pairs(set->records, set->count, max, arena, &pairs, &total);
    cr_assert_eq(count, expected < max ? expected : max);
    cr_assert_eq(total, expected, "%zu records, max %zu: %zu, not %zu", set->count, max,
                 (size_t)total, expected);
    for (size_t i = 0; i < count; i++) {
        cr_assert(has_pair(naive, expected, pairs[i]));
        cr_assert_not(has_pair(pairs, i, pairs[i]), "twice");
        if (count == expected)
            cr_assert(has_pair(&naive[i], 1, pairs[i]), "out of order");
    }
}

Test(overlap, the_sweep_finds_what_comparing_each_with_each_finds)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct set set;
    uint64_t state = 20251122;

    for (int round = 0; round < 20000; round++) {
        fill_set(&set, &state);
        assert_pairs(&set, SIZE_MAX, arena);
        iwmo_arena_reset(arena);
    }
    iwmo_arena_free(arena);
}

Test(overlap, what_is_not_kept_is_counted)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct set set;
    uint64_t state = 7;

    for (int round = 0; round < 20000; round++) {
        fill_set(&set, &state);
        assert_pairs(&set, roll(&state, 12), arena);
        iwmo_arena_reset(arena);
    }
    iwmo_arena_free(arena);
}

Test(overlap, with_too_little_memory_it_says_so)
{
    struct set set;
    uint64_t state = 3, total;
    struct iwmo_pair *pairs;
    size_t limit = 0, count = SIZE_MAX;

    do
        fill_set(&set, &state);
    while (set.count < MAX_RECORDS);
    for (; count == SIZE_MAX; limit += 64) {
        struct iwmo_arena *arena = iwmo_arena_new(limit + 1);
        count = iwmo_overlap_pairs(set.records, set.count, 10, arena, &pairs, &total);
        iwmo_arena_free(arena);
    }
    cr_assert_eq(count, 10);
    cr_assert_gt(limit, 1000);
}

Test(overlap, one_record_or_none_has_no_pairs)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_node node = {0};
    struct iwmo_overlap_record record = {.node = &node, .end = INT32_MAX};
    struct iwmo_pair *pairs;
    uint64_t total = 9;

    cr_assert_eq(iwmo_overlap_pairs(&record, 1, 10, arena, &pairs, &total), 0);
    cr_assert_eq(total, 0);
    cr_assert_eq(iwmo_overlap_pairs(NULL, 0, 10, arena, &pairs, &total), 0);
    iwmo_arena_free(arena);
}

/* Half runs for ever, half ends before it starts: nothing overlaps, and looking for it
 * must not cost the square. */
Test(overlap, inverted_periods_are_no_way_to_make_it_slow, .timeout = 100)
{
    enum { COUNT = 100000 };
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_node *nodes = calloc(COUNT, sizeof(*nodes));
    struct iwmo_overlap_record *records = calloc(COUNT, sizeof(*records));
    struct iwmo_pair *pairs;
    uint64_t total;

    for (int32_t i = 0; i < COUNT; i++) {
        nodes[i].at.offset = (uint64_t)i;
        records[i] = (struct iwmo_overlap_record){
            .node = &nodes[i], .start = i, .end = i < COUNT / 2 ? INT32_MAX : -1};
        if (i < COUNT / 2 && i % 2 == 1)
            records[i].end = i - 1; /* meets those before it, and nobody meets it */
    }
    size_t count = iwmo_overlap_pairs(records, COUNT, 1000, arena, &pairs, &total);
    cr_assert_eq(count, 1000);
    /* the running ones among themselves, and each with the inverted ones behind it */
    uint64_t running = COUNT / 4;
    cr_assert_eq(total, running * (running - 1) / 2 + running * (running + 1) / 2);
    free(nodes);
    free(records);
    iwmo_arena_free(arena);
}
