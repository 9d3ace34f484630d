#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK_BYTES = 16 * 1024,
    LAST_BLOCK_BYTES = 256 * 1024,
};

/* Header included, so that malloc sees the round sizes above. */
struct block {
    struct block *next;
    size_t size_bytes;  /* of data */
    size_t total_bytes; /* own blocks only: how full the arena was before this one */
    alignas(max_align_t) char data[];
};

/*
 * Shared blocks stand in the order they were made, so their sizes never shrink
 * along the list.  Those behind `current` are empty.
 */
struct iwmo_arena {
    char *at; /* the free part of `current`, up to `end` */
    char *end;
    size_t total_bytes;
    size_t limit_bytes;
    bool is_full; /* the last failure was at the limit */
    struct block *current;
    struct block *first;
    struct block *own; /* of large requests, the youngest first */
};

struct iwmo_arena *
iwmo_arena_new(size_t limit_bytes)
{
    struct iwmo_arena *arena = calloc(1, sizeof(*arena));

    if (arena == NULL)
        return NULL;
    arena->limit_bytes = limit_bytes == 0 ? SIZE_MAX : limit_bytes;
    arena->at = arena->end = (char *)arena; /* nothing free before the first block */
    return arena;
}

static struct block *
block_new(size_t size_bytes)
{
    struct block *block = malloc(sizeof(*block) + size_bytes);

    if (block != NULL)
        *block = (struct block){.size_bytes = size_bytes};
    return block;
}

static void
enter(struct iwmo_arena *arena, struct block *block, size_t used_bytes)
{
    arena->current = block;
    arena->at = block->data + used_bytes;
    arena->end = block->data + block->size_bytes;
}

static void *
alloc_own(struct iwmo_arena *arena, size_t size)
{
    struct block *block = size <= SIZE_MAX / 2 ? block_new(size) : NULL;

    if (block == NULL)
        return NULL;
    block->total_bytes = arena->total_bytes;
    block->next = arena->own;
    arena->own = block;
    arena->total_bytes += size;
    return block->data;
}

/* Size of data of the block to come after `last`, which has room for `size` bytes. */
static size_t
next_size(const struct block *last, size_t size)
{
    size_t bytes = FIRST_BLOCK_BYTES;

    if (last != NULL)
        bytes = 2 * (last->size_bytes + sizeof(struct block));
    while (bytes < size + sizeof(struct block))
        bytes *= 2;
    return (bytes < LAST_BLOCK_BYTES ? bytes : LAST_BLOCK_BYTES) - sizeof(struct block);
}

/* The current block is too full for `size` bytes: go on in a kept or a new one. */
static void *
alloc_slow(struct iwmo_arena *arena, size_t size)
{
    struct block *last = arena->current;
    struct block *block = last != NULL ? last->next : arena->first;

    arena->is_full = size > arena->limit_bytes - arena->total_bytes;
    if (arena->is_full)
        return NULL;
    if (size > LAST_BLOCK_BYTES - sizeof(struct block))
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
    arena->total_bytes += size;
    return block->data;
}

/* `size` bytes, not zeroed, after `skip` bytes to align them. */
static inline void *
take(struct iwmo_arena *arena, size_t skip, size_t size)
{
    size_t left = (size_t)(arena->end - arena->at);

    if (skip > left || size > left - skip)
        return alloc_slow(arena, size);
    if (skip + size > arena->limit_bytes - arena->total_bytes) {
        arena->is_full = true;
        return NULL;
    }
    char *at = arena->at + skip;
    arena->at = at + size;
    arena->total_bytes += skip + size;
    return at;
}

void *
iwmo_arena_take(struct iwmo_arena *arena, size_t size)
{
    assert(size > 0);
    size_t skip = -(uintptr_t)arena->at & (alignof(max_align_t) - 1);

    return take(arena, skip, size);
}

void
iwmo_arena_give_back(struct iwmo_arena *arena, const char *from)
{
    if (arena->current == NULL || from < arena->current->data || from > arena->at)
        return; /* in a block of its own */
    size_t size = (size_t)(arena->at - from);
    arena->at -= size;
    arena->total_bytes -= size;
}

void *
iwmo_arena_alloc(struct iwmo_arena *arena, size_t size)
{
    void *at = iwmo_arena_take(arena, size);

    return at != NULL ? memset(at, 0, size) : NULL;
}

char *
iwmo_arena_copy(struct iwmo_arena *arena, const char *at, size_t size)
{
    char *copy = size < SIZE_MAX ? take(arena, 0, size + 1) : NULL;

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
                                   .total_bytes = arena->total_bytes};

    if (arena->current != NULL)
        mark.used_bytes = (size_t)(arena->at - arena->current->data);
    return mark;
}

void
iwmo_arena_rewind(struct iwmo_arena *arena, struct iwmo_arena_mark mark)
{
    assert(mark.total_bytes <= arena->total_bytes);
    while (arena->own != NULL && arena->own->total_bytes >= mark.total_bytes) {
        struct block *next = arena->own->next;
        free(arena->own);
        arena->own = next;
    }
    if (mark.block != NULL)
        enter(arena, mark.block, mark.used_bytes);
    else if (arena->first != NULL)
        enter(arena, arena->first, 0);
    arena->total_bytes = mark.total_bytes;
}

void
iwmo_arena_reset(struct iwmo_arena *arena)
{
    iwmo_arena_rewind(arena, (struct iwmo_arena_mark){0});
}

size_t
iwmo_arena_used(const struct iwmo_arena *arena)
{
    return arena->total_bytes;
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
    for (struct block *block = arena->first; block != NULL;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}
