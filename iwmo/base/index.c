#include "base/index.h"

#include <stdlib.h>
#include <string.h>

enum {
    PARTS = 64,
    PART_SHIFT = 58, /* the top six bits choose a part */
    FIRST_SLOTS = 16,
    FEW_SLOTS = 8192,           /* until then time counts more than memory */
    MANY_SLOTS = 2 * FEW_SLOTS, /* and from then on memory more than time */
    KEPT_SLOTS = 1024
};

/* A slot is three words, so that it seldom lies in two lines of cache: a fingerprint, 0
 * when it is free, and its number. */
enum { SLOT_WORDS = 3, NUMBER_WORD = 2, SLOT_BYTES = 12 };

/* A search often ends one line of cache further on; so many slots lie behind the last,
 * unused, that looking there stays inside. */
enum { LINE_WORDS = 16, SPARE_SLOTS = 6 };

struct part {
    uint32_t *words;
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
        free(index->parts[i].words);
    free(index);
}

void
iwmo_index_reset(struct iwmo_index *index)
{
    for (size_t i = 0; i < PARTS && index->count > 0; i++) {
        struct part *part = &index->parts[i];
        if (part->slots > KEPT_SLOTS) {
            free(part->words);
            *part = (struct part){0};
        } else if (part->count > 0) {
            memset(part->words, 0, part->slots * SLOT_BYTES);
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

static uint32_t *
slot_at(const struct part *part, uint32_t slot)
{
    return part->words + (size_t)slot * SLOT_WORDS;
}

static uint64_t
fingerprint_at(const struct part *part, uint32_t slot)
{
    uint64_t fingerprint;

    memcpy(&fingerprint, slot_at(part, slot), sizeof(fingerprint));
    return fingerprint;
}

static uint32_t *
number_at(const struct part *part, uint32_t slot)
{
    return slot_at(part, slot) + NUMBER_WORD;
}

/* 0 marks a free slot, so it shares a slot with 1. */
static uint64_t
marked(uint64_t fingerprint)
{
    return fingerprint != 0 ? fingerprint : 1;
}

/* The slot of `fingerprint` in a part that has room: its own, or the free one. */
static uint32_t
slot_of(const struct part *part, uint64_t fingerprint)
{
    uint32_t slot = (uint32_t)((fingerprint & UINT32_MAX) * part->slots >> 32);

    for (;;) {
        uint64_t there = fingerprint_at(part, slot);
        if (there == 0 || there == fingerprint)
            return slot;
        slot = slot + 1 < part->slots ? slot + 1 : 0;
    }
}

static bool
grow(struct part *part)
{
    struct part larger = {.count = part->count};

    larger.slots = part->slots < FIRST_SLOTS  ? FIRST_SLOTS
                   : part->slots < FEW_SLOTS  ? 2 * part->slots
                   : part->slots < MANY_SLOTS ? part->slots + part->slots / 2
                                              : part->slots + part->slots / 4;
    if (larger.slots < part->slots)
        return false;
    larger.words = calloc((size_t)larger.slots + SPARE_SLOTS, SLOT_BYTES);
    if (larger.words == NULL)
        return false;
    larger.full = larger.slots - larger.slots / 5;
    for (uint32_t i = 0; i < part->slots; i++) {
        uint64_t fingerprint = fingerprint_at(part, i);
        if (fingerprint != 0)
            memcpy(slot_at(&larger, slot_of(&larger, fingerprint)), slot_at(part, i),
                   SLOT_BYTES);
    }
    free(part->words);
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
    return fingerprint_at(part, slot) != 0 ? number_at(part, slot) : NULL;
}

void
iwmo_index_expect(const struct iwmo_index *index, uint64_t fingerprint)
{
    uint64_t mark = marked(fingerprint);
    const struct part *part = &index->parts[mark >> PART_SHIFT];

    if (part->count > 0) {
        uint64_t slot = (mark & UINT32_MAX) * part->slots >> 32;
        const uint32_t *at = slot_at(part, (uint32_t)slot);
        __builtin_prefetch(at, 1);
        __builtin_prefetch(at + LINE_WORDS, 1);
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
    *is_new = fingerprint_at(part, slot) == 0;
    if (*is_new) {
        memcpy(slot_at(part, slot), &mark, sizeof(mark));
        *number_at(part, slot) = 0;
        part->count++;
        index->count++;
    }
    return number_at(part, slot);
}
