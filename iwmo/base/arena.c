#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK_BYTES = 16 * 1024,
    LAST_BLOCK_BYTES = 256 * 1024,
};

/*
 * Header included, so that malloc sees the round sizes above.
 *
 * Shared blocks stand in the order they were made, so their sizes never shrink
 * along the list.  Those behind `current` are empty.
 */
struct iwmo_arena_block {
    struct iwmo_arena_block *next;
    size_t size_bytes;  /* of data */
    size_t total_bytes; /* own blocks only: how full the arena was before this one */
    alignas(max_align_t) char data[];
};

/* What the current block has free, whatever the limit. */
static size_t
room(const struct iwmo_arena *arena)
{
    const struct iwmo_arena_block *block = arena->current;

    return block != NULL ? (size_t)(block->data + block->size_bytes - arena->at) : 0;
}

/* The arena is `total_bytes` full, and `at` tells where the next come. */
static void
settle(struct iwmo_arena *arena, size_t total_bytes)
{
    size_t left = arena->limit_bytes - total_bytes, free_bytes = room(arena);

    arena->base = total_bytes - (uintptr_t)arena->at;
    arena->end = arena->at + (free_bytes < left ? free_bytes : left);
}

struct iwmo_arena *
iwmo_arena_new(size_t limit_bytes)
{
    struct iwmo_arena *arena = calloc(1, sizeof(*arena));

    if (arena == NULL)
        return NULL;
    arena->limit_bytes = limit_bytes == 0 ? SIZE_MAX : limit_bytes;
    arena->at = (char *)arena; /* nothing is free before the first block */
    settle(arena, 0);
    return arena;
}

static struct iwmo_arena_block *
block_new(size_t size_bytes)
{
    struct iwmo_arena_block *block = malloc(sizeof(*block) + size_bytes);

    if (block != NULL)
        *block = (struct iwmo_arena_block){.size_bytes = size_bytes};
    return block;
}

static void
enter(struct iwmo_arena *arena, struct iwmo_arena_block *block, size_t used_bytes)
{
    arena->current = block;
    arena->at = block->data + used_bytes;
}

static void *
alloc_own(struct iwmo_arena *arena, size_t size)
{
    struct iwmo_arena_block *block = size <= SIZE_MAX / 2 ? block_new(size) : NULL;

    if (block == NULL)
        return NULL;
    block->total_bytes = iwmo_arena_used(arena);
    block->next = arena->own;
    arena->own = block;
    settle(arena, block->total_bytes + size);
    return block->data;
}

/* Size of data of the block to come after `last`, which has room for `size` bytes. */
static size_t
next_size(const struct iwmo_arena_block *last, size_t size)
{
    size_t bytes = FIRST_BLOCK_BYTES;

    if (last != NULL)
        bytes = 2 * (last->size_bytes + sizeof(struct iwmo_arena_block));
    while (bytes < size + sizeof(struct iwmo_arena_block))
        bytes *= 2;
    return (bytes < LAST_BLOCK_BYTES ? bytes : LAST_BLOCK_BYTES) -
           sizeof(struct iwmo_arena_block);
}

/* `size` bytes that are not free in the current block, where `skip` bytes would have
 * aligned them, or pass the limit: go on in a kept block or a new one. */
static void *
alloc_slow(struct iwmo_arena *arena, size_t skip, size_t size)
{
    struct iwmo_arena_block *last = arena->current;
    struct iwmo_arena_block *block = last != NULL ? last->next : arena->first;
    size_t total = iwmo_arena_used(arena), left = arena->limit_bytes - total;
    bool is_here = skip <= room(arena) && size <= room(arena) - skip;

    arena->is_full = is_here || size > left;
    if (arena->is_full)
        return NULL;
    if (size > LAST_BLOCK_BYTES - sizeof(struct iwmo_arena_block))
        return alloc_own(arena, size);
    for (; block != NULL && block->size_bytes < size; block = block->next)
        last = block;
    if (block == NULL) {
        block = block_new(next_size(last, size));
        if (block == NULL)
            return NULL;
        *(last != NULL ? &last->next : &arena->first) = block;
    }
    enter(arena, block, size);
    settle(arena, total + size);
    return block->data;
}

void *
iwmo_arena_take_elsewhere(struct iwmo_arena *arena, size_t size)
{
    size_t skip = -(uintptr_t)arena->at & (alignof(max_align_t) - 1);

    return alloc_slow(arena, skip, size);
}

void
iwmo_arena_give_back(struct iwmo_arena *arena, const char *from)
{
    if (arena->current == NULL || from < arena->current->data || from > arena->at)
        return;                    /* in a block of its own */
    arena->at -= arena->at - from; /* and no less is left up to the limit */
}

void *
iwmo_arena_alloc(struct iwmo_arena *arena, size_t size)
{
    assert(size > 0);
    void *at = size <= SIZE_MAX / 2 ? iwmo_arena_take(arena, size)
                                    : iwmo_arena_take_elsewhere(arena, size);

    return at != NULL ? memset(at, 0, size) : NULL;
}

char *
iwmo_arena_copy(struct iwmo_arena *arena, const char *at, size_t size)
{
    char *copy = arena->at;

    if (size < (size_t)(arena->end - arena->at))
        arena->at += size + 1;
    else
        copy = size < SIZE_MAX ? alloc_slow(arena, 0, size + 1) : NULL;
    if (copy == NULL)
        return NULL;
    if (size > 0)
        memcpy(copy, at, size);
    copy[size] = '\0';
    return copy;
}

struct iwmo_arena_mark
iwmo_arena_mark(const struct iwmo_arena *arena)
{
    struct iwmo_arena_mark mark = {.block = arena->current,
                                   .total_bytes = iwmo_arena_used(arena)};

    if (arena->current != NULL)
        mark.used_bytes = (size_t)(arena->at - arena->current->data);
    return mark;
}

void
iwmo_arena_rewind(struct iwmo_arena *arena, struct iwmo_arena_mark mark)
{
    assert(mark.total_bytes <= iwmo_arena_used(arena));
    while (arena->own != NULL && arena->own->total_bytes >= mark.total_bytes) {
        struct iwmo_arena_block *next = arena->own->next;
        free(arena->own);
        arena->own = next;
    }
    if (mark.block != NULL)
        enter(arena, mark.block, mark.used_bytes);
    else if (arena->first != NULL)
        enter(arena, arena->first, 0);
    settle(arena, mark.total_bytes);
}

void
iwmo_arena_reset(struct iwmo_arena *arena)
{
    iwmo_arena_rewind(arena, (struct iwmo_arena_mark){0});
}

size_t
iwmo_arena_used(const struct iwmo_arena *arena)
{
    return arena->base + (uintptr_t)arena->at;
}

size_t
iwmo_arena_left(const struct iwmo_arena *arena)
{
    return arena->limit_bytes - iwmo_arena_used(arena);
}

bool
iwmo_arena_is_full(const struct iwmo_arena *arena)
{
    return arena->is_full;
}

void
iwmo_arena_free(struct iwmo_arena *arena)
{
    if (arena == NULL)
        return;
    iwmo_arena_reset(arena);
    for (struct iwmo_arena_block *block = arena->first; block != NULL;) {
        struct iwmo_arena_block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}
