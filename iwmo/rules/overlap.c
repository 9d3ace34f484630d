#include "rules/overlap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Records that the sweep has passed and that may still run, by what they match. */
struct active {
    struct active *next;
    const struct iwmo_record *record;
};

/* One product: a Categorie with a Code, or without. */
struct product {
    struct product *next; /* in its bucket */
    struct iwmo_text categorie, code;
    struct active *running;
};

struct sweep {
    struct iwmo_arena *arena;
    struct product **buckets;
    size_t bucket_mask;
    struct iwmo_pair *pairs;
    size_t count, room, max;
    bool failed;
};

static const struct iwmo_text none = {"", 0};

static struct iwmo_text
text_of(const struct iwmo_node *node)
{
    return node != NULL ? node->value.text : none;
}

static size_t
hash(struct iwmo_text a, struct iwmo_text b)
{
    size_t value = 5381;

    for (size_t i = 0; i < a.size; i++)
        value = value * 33 + (unsigned char)a.at[i];
    value = value * 33 + 256;
    for (size_t i = 0; i < b.size; i++)
        value = value * 33 + (unsigned char)b.at[i];
    return value ^ value >> 15;
}

/* The list of those running with this Categorie and Code; NULL: out of memory. */
static struct active **
running(struct sweep *sweep, struct iwmo_text categorie, struct iwmo_text code)
{
    struct product **bucket =
        &sweep->buckets[hash(categorie, code) & sweep->bucket_mask];

    for (struct product *product = *bucket; product; product = product->next)
        if (iwmo_text_same(product->categorie, categorie) &&
            iwmo_text_same(product->code, code))
            return &product->running;
    struct product *product = iwmo_arena_alloc(sweep->arena, sizeof(*product));
    if (product == NULL) {
        sweep->failed = true;
        return NULL;
    }
    product->categorie = categorie;
    product->code = code;
    product->next = *bucket;
    *bucket = product;
    return &product->running;
}

static void
add_pair(struct sweep *sweep, const struct iwmo_node *a, const struct iwmo_node *b)
{
    if (sweep->count == sweep->max)
        return;
    if (sweep->count == sweep->room) {
        size_t room = sweep->room ? 2 * sweep->room : 16;
        struct iwmo_pair *pairs = iwmo_arena_alloc(sweep->arena, room * sizeof(*pairs));
        if (pairs == NULL) {
            sweep->failed = true;
            return;
        }
        if (sweep->count > 0)
            memcpy(pairs, sweep->pairs, sweep->count * sizeof(*pairs));
        sweep->pairs = pairs;
        sweep->room = room;
    }
    bool is_first = a->at.offset < b->at.offset;
    sweep->pairs[sweep->count++] =
        (struct iwmo_pair){is_first ? a : b, is_first ? b : a};
}

/* Pair `record` with all in the list that still run; forget those that do not. */
static void
meet(struct sweep *sweep, struct active **list, const struct iwmo_record *record)
{
    if (list == NULL)
        return;
    while (*list != NULL && sweep->count < sweep->max) {
        const struct iwmo_record *other = (*list)->record;
        if (other->end < record->start) {
            *list = (*list)->next;
            continue;
        }
        if (record->end >= other->start)
            add_pair(sweep, other->node, record->node);
        list = &(*list)->next;
    }
}

static void
join(struct sweep *sweep, struct active **list, const struct iwmo_record *record)
{
    struct active *active = iwmo_arena_alloc(sweep->arena, sizeof(*active));

    if (active == NULL || list == NULL) {
        sweep->failed = true;
        return;
    }
    active->record = record;
    active->next = *list;
    *list = active;
}

/*
 * Lists: by Categorie and Code (no Code: ""), all of a Categorie (`all` as Code), all
 * there are (`all` twice), and all that have no product (`all` as Categorie).  `all` is a
 * text that no message has.
 */
static void
pass(struct sweep *sweep, const struct iwmo_record *record)
{
    static const struct iwmo_text all = {"\xFF", 1};
    struct iwmo_text categorie = text_of(record->categorie);
    struct iwmo_text code = text_of(record->code);
    bool has_nothing = record->categorie == NULL && record->code == NULL;

    if (has_nothing) {
        meet(sweep, running(sweep, all, all), record);
        join(sweep, running(sweep, all, none), record);
        join(sweep, running(sweep, all, all), record);
        return;
    }
    meet(sweep, running(sweep, all, none), record);
    join(sweep, running(sweep, all, all), record);
    if (record->categorie == NULL)
        return; /* a Code alone matches only what has nothing */
    if (record->code == NULL) {
        meet(sweep, running(sweep, categorie, all), record);
    } else {
        meet(sweep, running(sweep, categorie, code), record);
        meet(sweep, running(sweep, categorie, none), record);
    }
    join(sweep, running(sweep, categorie, code), record);
    join(sweep, running(sweep, categorie, all), record);
}

static int
by_start(const void *a, const void *b)
{
    const struct iwmo_record *left = a, *right = b;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->node->at.offset < right->node->at.offset ? -1 : 1;
}

static int
by_later(const void *a, const void *b)
{
    const struct iwmo_pair *left = a, *right = b;

    if (left->later != right->later)
        return left->later->at.offset < right->later->at.offset ? -1 : 1;
    if (left->earlier == right->earlier)
        return 0;
    return left->earlier->at.offset < right->earlier->at.offset ? -1 : 1;
}

size_t
iwmo_overlap_pairs(const struct iwmo_record *records, size_t count, size_t max,
                   struct iwmo_arena *arena, struct iwmo_pair **pairs)
{
    struct sweep sweep = {.arena = arena, .bucket_mask = 15, .max = max};

    *pairs = NULL;
    if (count < 2 || max == 0)
        return 0;
    while (sweep.bucket_mask < count)
        sweep.bucket_mask = 2 * sweep.bucket_mask + 1;
    sweep.buckets =
        iwmo_arena_alloc(arena, (sweep.bucket_mask + 1) * sizeof(*sweep.buckets));
    struct iwmo_record *sorted = iwmo_arena_alloc(arena, count * sizeof(*sorted));
    if (sweep.buckets == NULL || sorted == NULL)
        return SIZE_MAX;
    memcpy(sorted, records, count * sizeof(*sorted));
    qsort(sorted, count, sizeof(*sorted), by_start);
    for (size_t i = 0; i < count && !sweep.failed; i++)
        pass(&sweep, &sorted[i]);
    if (sweep.failed)
        return SIZE_MAX;
    if (sweep.count > 0)
        qsort(sweep.pairs, sweep.count, sizeof(*sweep.pairs), by_later);
    *pairs = sweep.pairs;
    return sweep.count;
}
