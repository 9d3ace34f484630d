#include "base/set.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SLOTS = 16,
    KEPT_SLOTS = 4096, /* 64 KiB, over a reset */
};

struct slot {
    uint64_t fingerprint; /* 0 = free */
    uint64_t value;
};

/* Open addressing with linear probing. */
struct iwmo_set {
    struct slot *slots;
    size_t room; /* slots, a power of two, or 0 */
    size_t count;
    size_t limit_entries;
    uint64_t zero_value; /* of fingerprint 0, which cannot have a slot */
    bool has_zero;
};

struct iwmo_set *
iwmo_set_new(size_t limit_entries)
{
    struct iwmo_set *set = calloc(1, sizeof(*set));

    if (set != NULL)
        set->limit_entries = limit_entries == 0 ? SIZE_MAX : limit_entries;
    return set;
}

/* The slot of `fingerprint` or the free one where it belongs.  Multiplied, so that keys
 * that are plain numbers spread as well as fingerprints do. */
static struct slot *
find(struct slot *slots, size_t room, uint64_t fingerprint)
{
    size_t i = (size_t)((fingerprint * 0x9E3779B97F4A7C15U) >> 32) & (room - 1);

    while (slots[i].fingerprint != fingerprint && slots[i].fingerprint != 0)
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static bool
grow(struct iwmo_set *set)
{
    size_t room = set->room == 0 ? FIRST_SLOTS : 2 * set->room;
    struct slot *slots = calloc(room, sizeof(*slots));

    if (slots == NULL)
        return false;
    for (size_t i = 0; i < set->room; i++)
        if (set->slots[i].fingerprint != 0)
            *find(slots, room, set->slots[i].fingerprint) = set->slots[i];
    free(set->slots);
    set->slots = slots;
    set->room = room;
    return true;
}

uint64_t *
iwmo_set_get(struct iwmo_set *set, uint64_t fingerprint)
{
    if (fingerprint == 0)
        return set->has_zero ? &set->zero_value : NULL;
    if (set->room == 0)
        return NULL;
    struct slot *slot = find(set->slots, set->room, fingerprint);
    return slot->fingerprint != 0 ? &slot->value : NULL;
}

/* The place of a fingerprint that is not in the set; `slot` is where it would be, NULL
 * when there are no slots. */
static uint64_t *
add(struct iwmo_set *set, uint64_t fingerprint, struct slot *slot)
{
    if (set->count >= set->limit_entries)
        return NULL;
    if (fingerprint == 0) {
        set->has_zero = true;
        set->count++;
        return &set->zero_value;
    }
    if (set->count >= set->room / 4 * 3) {
        if (!grow(set))
            return NULL;
        slot = find(set->slots, set->room, fingerprint);
    }
    assert(slot != NULL); /* there is room, so there are slots */
    slot->fingerprint = fingerprint;
    set->count++;
    return &slot->value;
}

uint64_t *
iwmo_set_put(struct iwmo_set *set, uint64_t fingerprint, bool *is_new)
{
    struct slot *slot = NULL;
    uint64_t *value = NULL;

    if (fingerprint == 0)
        value = set->has_zero ? &set->zero_value : NULL;
    else if (set->room > 0)
        slot = find(set->slots, set->room, fingerprint);
    if (slot != NULL && slot->fingerprint != 0)
        value = &slot->value;
    bool is_missing = value == NULL;
    if (is_missing)
        value = add(set, fingerprint, slot);
    if (is_new != NULL)
        *is_new = is_missing && value != NULL;
    return value;
}

size_t
iwmo_set_count(const struct iwmo_set *set)
{
    return set->count;
}

void
iwmo_set_reset(struct iwmo_set *set)
{
    if (set->room > KEPT_SLOTS) {
        free(set->slots);
        set->slots = NULL;
        set->room = 0;
    } else if (set->count > 0 && set->room > 0) {
        memset(set->slots, 0, set->room * sizeof(*set->slots));
    }
    set->count = 0;
    set->has_zero = false;
    set->zero_value = 0;
}

void
iwmo_set_free(struct iwmo_set *set)
{
    if (set == NULL)
        return;
    free(set->slots);
    free(set);
}

__extension__ typedef unsigned __int128 product;

/* Both factors depend on the secret state: nobody can choose bytes that make one 0. */
static inline uint64_t
mix(uint64_t state, uint64_t a, uint64_t b)
{
    uint64_t turned = (state << 32 | state >> 32) ^ 0xD6E8FEB86659FD93U;
    product p = (product)(a ^ state ^ 0xA0761D6478BD642FU) * (b ^ turned);

    return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t
load(const char *at) /* 8 bytes */
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    return word;
}

/* All of the last `size` <= 8 bytes; the size itself is in the state already.
 * Overlapping reads of a fixed size, since a memcpy of a variable one is a call. */
static inline uint64_t
load_last(const char *at, size_t size)
{
    const unsigned char *byte = (const unsigned char *)at;
    uint32_t front, back;

    if (size == 0)
        return 0;
    if (size < 4)
        return (uint64_t)byte[0] << 16 | (uint64_t)byte[size / 2] << 8 | byte[size - 1];
    memcpy(&front, at, sizeof(front));
    memcpy(&back, at + size - sizeof(back), sizeof(back));
    return (uint64_t)front << 32 | back;
}

static inline uint64_t
add_part(uint64_t before, struct iwmo_text part)
{
    const char *at = part.at;
    size_t left = part.size;
    uint64_t state = mix(before, part.size, 0);

    for (; left > 16; at += 16, left -= 16)
        state = mix(state, load(at), load(at + 8));
    if (left > 8)
        return mix(state, load(at), load_last(at + 8, left - 8));
    return mix(state, load_last(at, left), 0);
}

uint64_t
iwmo_fingerprint(uint64_t before, struct iwmo_text part)
{
    return add_part(before, part);
}

uint64_t
iwmo_fingerprint_all(uint64_t before, size_t count, const struct iwmo_text parts[])
{
    static const struct iwmo_text absent = {"\xFF", 1}; /* no text of a message */

    for (size_t i = 0; i < count; i++)
        before = add_part(before, parts[i].at != NULL ? parts[i] : absent);
    return before;
}
