#ifndef IWMO_BASE_ARENA_H
#define IWMO_BASE_ARENA_H

/*
 * Arena: memory that lives and dies with one message or one unit of it.
 *
 * Blocks are taken from malloc and given back together: 16 KiB first, doubling
 * to 256 KiB; a larger request gets a block of its own.  Nothing in an arena
 * is freed on its own; nothing in it may own a file, socket or libxml2 object.
 * A mark remembers how full the arena was, so that a unit inside a message
 * can be given back while the message stays.  Emptied blocks are kept for reuse,
 * except a large request's own block: else every size ever asked for would stay.
 * Not thread-safe: one arena belongs to one reader at a time.
 */
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Its members are for arena.c, and stand here so that taking memory needs no call. */
struct iwmo_arena {
    char *at;        /* what is free of the current block */
    const char *end; /* of that: where the block ends, or the limit is reached */
    uintptr_t base;  /* `at` plus this is how full the arena is */
    size_t limit_bytes;
    bool is_full; /* the last failure was at the limit */
    struct iwmo_arena_block *current, *first;
    struct iwmo_arena_block *own; /* of large requests, the youngest first */
};

/* How full an arena was.  Valid until the arena is rewound to an earlier mark. */
struct iwmo_arena_mark {
    void *block;
    size_t used_bytes;
    size_t total_bytes;
};

/*
 * Make an arena that may hand out at most `limit_bytes` (0 = no limit).
 * Returns NULL when out of memory.  Free with iwmo_arena_free().
 */
struct iwmo_arena *iwmo_arena_new(size_t limit_bytes);

/*
 * Zeroed memory for `size` > 0 bytes, aligned for any type, valid until the
 * arena is reset, rewound past this point or freed.
 * NULL: limit reached or out of memory; the arena stays usable.
 */
void *iwmo_arena_alloc(struct iwmo_arena *arena, size_t size);

/* For iwmo_arena_take(), when the current block is too full. */
void *iwmo_arena_take_elsewhere(struct iwmo_arena *arena, size_t size);

/* The same, not zeroed, at most SIZE_MAX / 2 bytes: for who fills all of it at once. */
static inline void *
iwmo_arena_take(struct iwmo_arena *arena, size_t size)
{
    uintptr_t align = alignof(max_align_t);
    uintptr_t at = ((uintptr_t)arena->at + align - 1) & -align;

    if (__builtin_expect(at + size > (uintptr_t)arena->end, 0))
        return iwmo_arena_take_elsewhere(arena, size);
    arena->at = (char *)(at + size);
    return (char *)at;
}

/* Of what was taken last, what lies from `from` on was too much. */
void iwmo_arena_give_back(struct iwmo_arena *arena, const char *from);

/* A NUL-terminated copy of `size` bytes, not aligned; NULL as iwmo_arena_alloc().
 * `at` may be NULL when `size` is 0. */
char *iwmo_arena_copy(struct iwmo_arena *arena, const char *at, size_t size);

struct iwmo_arena_mark iwmo_arena_mark(const struct iwmo_arena *arena);

/* Give back all that was allocated since `mark`. */
void iwmo_arena_rewind(struct iwmo_arena *arena, struct iwmo_arena_mark mark);

/* Give back everything. */
void iwmo_arena_reset(struct iwmo_arena *arena);

/* Bytes handed out and not given back, with what was skipped to align them. */
size_t iwmo_arena_used(const struct iwmo_arena *arena);

/* What it may still hand out; SIZE_MAX and less without a limit. */
size_t iwmo_arena_left(const struct iwmo_arena *arena);

/* The last request that failed did so at the limit; false: malloc had no more. */
bool iwmo_arena_is_full(const struct iwmo_arena *arena);

/* NULL is allowed. */
void iwmo_arena_free(struct iwmo_arena *arena);

#endif
