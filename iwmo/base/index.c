#include "base/index.h"

#include <stdlib.h>
#include <string.h>

enum {
    PARTS = 64,
    PART_SHIFT = 58, /* the top six bits choose a part */
    FIRST_SLOTS = 16,
    FEW_SLOTS = 4096, /* until then time counts more than memory */
    KEPT_SLOTS = 1024
};

struct part {
    uint64_t *fingerprints; /* 0: free; the numbers lie behind them */
    uint32_t *numbers;
    uint32_t slots, count;
    uint32_t full; /* the count at which it grows */
};

struct iwmo_index {
    size_t count;
    struct part parts[PARTS];
};

struct iwmo_index *
iwmo_index_new(void)
{
    return calloc(1, sizeof(struct iwmo_index));
}

void
iwmo_index_free(struct iwmo_index *index)
{
    if (index == NULL)
        return;
    for (size_t i = 0; i < PARTS; i++)
        free(index->parts[i].fingerprints);
    free(index);
}

void
iwmo_index_reset(struct iwmo_index *index)
{
    for (size_t i = 0; i < PARTS && index->count > 0; i++) {
        struct part *part = &index->parts[i];
        if (part->slots > KEPT_SLOTS) {
            free(part->fingerprints);
            *part = (struct part){0};
        } else if (part->count > 0) {
            memset(part->fingerprints, 0, part->slots * sizeof(*part->fingerprints));
            part->count = 0;
        }
    }
    index->count = 0;
}

size_t
iwmo_index_count(const struct iwmo_index *index)
{
    return index->count;
}

/* 0 marks a free slot, so it shares a slot with 1. */
static uint64_t
marked(uint64_t fingerprint)
{
    return fingerprint != 0 ? fingerprint : 1;
}

/* The slot of `fingerprint` in a part that has room: its own, or the free one for it. */
static uint32_t
slot_of(const struct part *part, uint64_t fingerprint)
{
    uint32_t slot = (uint32_t)((fingerprint & UINT32_MAX) * part->slots >> 32);

    while (part->fingerprints[slot] != 0 && part->fingerprints[slot] != fingerprint)
        slot = slot + 1 < part->slots ? slot + 1 : 0;
    return slot;
}

static bool
grow(struct part *part)
{
    struct part larger = {.count = part->count};

    larger.slots = part->slots < FIRST_SLOTS ? FIRST_SLOTS
                   : part->slots < FEW_SLOTS ? 2 * part->slots
                                             : part->slots + part->slots / 4;
    if (larger.slots < part->slots)
        return false;
    larger.fingerprints = malloc((sizeof(uint64_t) + sizeof(uint32_t)) * larger.slots);
    if (larger.fingerprints == NULL)
        return false;
    larger.full = larger.slots - larger.slots / 5;
    larger.numbers = (uint32_t *)(larger.fingerprints + larger.slots);
    memset(larger.fingerprints, 0, larger.slots * sizeof(*larger.fingerprints));
    for (uint32_t i = 0; i < part->slots; i++) {
        if (part->fingerprints[i] == 0)
            continue;
        uint32_t slot = slot_of(&larger, part->fingerprints[i]);
        larger.fingerprints[slot] = part->fingerprints[i];
        larger.numbers[slot] = part->numbers[i];
    }
    free(part->fingerprints);
    *part = larger;
    return true;
}

uint32_t *
iwmo_index_get(const struct iwmo_index *index, uint64_t fingerprint)
{
    uint64_t mark = marked(fingerprint);
    const struct part *part = &index->parts[mark >> PART_SHIFT];

    if (part->count == 0)
        return NULL;
    uint32_t slot = slot_of(part, mark);
    return part->fingerprints[slot] != 0 ? &part->numbers[slot] : NULL;
}

void
iwmo_index_expect(const struct iwmo_index *index, uint64_t fingerprint)
{
    uint64_t mark = marked(fingerprint);
    const struct part *part = &index->parts[mark >> PART_SHIFT];

    if (part->count > 0) {
        uint64_t slot = (mark & UINT32_MAX) * part->slots >> 32;
        __builtin_prefetch(&part->fingerprints[slot], 1);
        __builtin_prefetch(&part->numbers[slot], 1);
    }
}

uint32_t *
iwmo_index_put(struct iwmo_index *index, uint64_t fingerprint, bool *is_new)
{
    uint64_t mark = marked(fingerprint);
    struct part *part = &index->parts[mark >> PART_SHIFT];

    if (part->count >= part->full && !grow(part))
        return NULL;
    uint32_t slot = slot_of(part, mark);
    *is_new = part->fingerprints[slot] == 0;
    if (*is_new) {
        part->fingerprints[slot] = mark;
        part->numbers[slot] = 0;
        part->count++;
        index->count++;
    }
    return &part->numbers[slot];
}
