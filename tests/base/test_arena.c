#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { KIB = 1024, PIECES = 4000 };

static uint32_t
next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*state >> 33);
}

static bool
holds_only(const char *at, size_t size, char c)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != c)
            return false;
    return true;
}

/* Memory as promised: aligned and zeroed; then filled, so that an overlap shows. */
static char *
alloc_checked(struct iwmo_arena *arena, size_t size, char fill)
{
    char *at = iwmo_arena_alloc(arena, size);

    cr_assert_not_null(at);
    cr_assert_eq((uintptr_t)at % alignof(max_align_t), 0);
    cr_assert(holds_only(at, size, 0));
    memset(at, fill, size);
    return at;
}

Test(arena, a_new_arena_is_empty)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);

    cr_assert_eq(iwmo_arena_used(arena), 0);
    iwmo_arena_reset(arena);
    iwmo_arena_rewind(arena, iwmo_arena_mark(arena));
    cr_assert_eq(iwmo_arena_used(arena), 0);
    iwmo_arena_free(arena);
}

Test(arena, freeing_nothing_is_allowed)
{
    iwmo_arena_free(NULL);
}

Test(arena, memory_is_aligned_after_odd_copies)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);

    for (size_t size = 0; size < 40; size++) {
        cr_assert_not_null(
            iwmo_arena_copy(arena, "0123456789012345678901234567890123456789", size));
        alloc_checked(arena, size + 1, 'x');
    }
    iwmo_arena_free(arena);
}

Test(arena, a_copy_ends_with_nul_and_may_be_empty)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);

    cr_assert_str_eq(iwmo_arena_copy(arena, "abcdef", 3), "abc");
    cr_assert_str_eq(iwmo_arena_copy(arena, NULL, 0), "");
    cr_assert_eq(iwmo_arena_used(arena), 5);
    cr_assert_null(iwmo_arena_copy(arena, "", SIZE_MAX));
    iwmo_arena_free(arena);
}

Test(arena, the_limit_is_exact)
{
    struct iwmo_arena *arena = iwmo_arena_new(100);

    cr_assert_null(iwmo_arena_alloc(arena, 101));
    cr_assert_not_null(iwmo_arena_alloc(arena, 64));
    cr_assert_null(iwmo_arena_alloc(arena, 37));
    cr_assert_null(
        iwmo_arena_copy(arena, "0123456789012345678901234567890123456789", 36));
    cr_assert_not_null(iwmo_arena_alloc(arena, 36));
    cr_assert_eq(iwmo_arena_used(arena), 100);
    cr_assert_null(iwmo_arena_alloc(arena, 1));
    cr_assert_null(iwmo_arena_copy(arena, NULL, 0));
    iwmo_arena_free(arena);
}

Test(arena, the_limit_counts_what_was_skipped_to_align)
{
    struct iwmo_arena *arena = iwmo_arena_new(17);

    cr_assert_not_null(iwmo_arena_copy(arena, NULL, 0));
    cr_assert_null(iwmo_arena_alloc(arena, 2));
    cr_assert_not_null(iwmo_arena_alloc(arena, 1));
    iwmo_arena_free(arena);
}

Test(arena, the_limit_holds_for_large_requests_and_is_given_back)
{
    struct iwmo_arena *arena = iwmo_arena_new(1024 * KIB);

    cr_assert_null(iwmo_arena_alloc(arena, 1024 * KIB + 1));
    cr_assert_null(iwmo_arena_alloc(arena, SIZE_MAX));
    for (int i = 0; i < 3; i++) {
        alloc_checked(arena, 1024 * KIB, 'x');
        cr_assert_null(iwmo_arena_alloc(arena, 1));
        iwmo_arena_reset(arena);
    }
    iwmo_arena_free(arena);
}

Test(arena, an_impossible_size_is_refused_and_the_arena_stays_usable)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);

    cr_assert_null(iwmo_arena_alloc(arena, SIZE_MAX));
    cr_assert_null(iwmo_arena_alloc(arena, SIZE_MAX - 64));
    cr_assert_eq(iwmo_arena_used(arena), 0);
    alloc_checked(arena, 10, 'x');
    cr_assert_null(iwmo_arena_alloc(arena, SIZE_MAX));
    cr_assert_eq(iwmo_arena_used(arena), 10);
    iwmo_arena_free(arena);
}

Test(arena, sizes_around_every_block_size_work)
{
    for (size_t size = 8 * KIB; size <= 1024 * KIB; size *= 2) {
        struct iwmo_arena *arena = iwmo_arena_new(0);
        for (size_t bytes = size - 40; bytes <= size + 8; bytes++) {
            alloc_checked(arena, bytes, 'x');
            alloc_checked(arena, 1, 'y');
            if (bytes % 7 == 0)
                iwmo_arena_reset(arena);
        }
        iwmo_arena_free(arena);
    }
}

Test(arena, a_rewind_keeps_what_was_before_the_mark)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char *small = alloc_checked(arena, 1000, 'a');
    char *large = alloc_checked(arena, 300 * KIB, 'b');
    struct iwmo_arena_mark mark = iwmo_arena_mark(arena);

    for (int unit = 0; unit < 20; unit++) {
        for (int i = 0; i < 100; i++)
            alloc_checked(arena, 5000, 'c');
        alloc_checked(arena, 400 * KIB, 'd');
        iwmo_arena_rewind(arena, mark);
        cr_assert_eq(iwmo_arena_used(arena), mark.total_bytes);
    }
    cr_assert(holds_only(small, 1000, 'a'));
    cr_assert(holds_only(large, 300 * KIB, 'b'));
    iwmo_arena_free(arena);
}

Test(arena, a_mark_of_the_empty_arena_gives_everything_back)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_arena_mark mark = iwmo_arena_mark(arena);
    char *first = alloc_checked(arena, 10, 'x');

    alloc_checked(arena, 300 * KIB, 'y');
    iwmo_arena_rewind(arena, mark);
    cr_assert_eq(iwmo_arena_used(arena), 0);
    cr_assert_eq(alloc_checked(arena, 10, 'x'), first, "the block was not kept");
    iwmo_arena_free(arena);
}

Test(arena, reuse_after_reset_takes_the_same_blocks)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char *at[100];

    for (int i = 0; i < 100; i++)
        at[i] = alloc_checked(arena, 10 * KIB, 'x');
    iwmo_arena_reset(arena);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(alloc_checked(arena, 10 * KIB, 'y'), at[i]);
    iwmo_arena_free(arena);
}

struct piece {
    char *at;
    size_t size;
    char fill;
};

static void
check_pieces(const struct piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_assert(holds_only(pieces[i].at, pieces[i].size, pieces[i].fill));
}

Test(arena, random_marks_and_rewinds_never_overlap)
{
    static struct piece pieces[PIECES];
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_arena_mark marks[8];
    size_t kept[8], depth = 0, count = 0;
    uint64_t random = 20230813;

    for (int step = 0; step < PIECES; step++) {
        uint32_t choice = next_random(&random) % 100;
        if (choice < 4 && depth < 8) {
            marks[depth] = iwmo_arena_mark(arena);
            kept[depth++] = count;
        } else if (choice < 9 && depth > 0) {
            check_pieces(pieces, count);
            depth = next_random(&random) % depth;
            iwmo_arena_rewind(arena, marks[depth]);
            cr_assert_eq(iwmo_arena_used(arena), marks[depth].total_bytes);
            count = kept[depth];
        } else {
            size_t most = choice == 99 ? 600 * KIB : choice > 90 ? 40 * KIB : 300;
            size_t size = 1 + next_random(&random) % most;
            char fill = (char)('a' + step % 26);
            pieces[count++] =
                (struct piece){alloc_checked(arena, size, fill), size, fill};
        }
    }
    check_pieces(pieces, count);
    iwmo_arena_free(arena);
}

Test(arena, every_limit_up_to_a_workload_fails_once_and_never_passes_it)
{
    for (size_t limit = 1; limit < 3000; limit += 13) {
        struct iwmo_arena *arena = iwmo_arena_new(limit);
        while (iwmo_arena_alloc(arena, 24) != NULL)
            cr_assert_leq(iwmo_arena_used(arena), limit);
        cr_assert_leq(iwmo_arena_used(arena), limit);
        cr_assert_gt(iwmo_arena_used(arena) + 24 + 8, limit);
        iwmo_arena_free(arena);
    }
}

Test(arena, takes_back_the_end_of_what_was_taken_last)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    char *first = iwmo_arena_take(arena, 100);
    size_t used = iwmo_arena_used(arena);

    iwmo_arena_give_back(arena, first + 40);
    cr_expect_eq(iwmo_arena_used(arena), used - 60);
    cr_expect_eq(iwmo_arena_copy(arena, "", 0), first + 40);

    used = iwmo_arena_used(arena);
    char *large = iwmo_arena_take(arena, 1000000); /* has a block of its own */
    cr_assert_not_null(large);
    size_t all = iwmo_arena_used(arena);
    iwmo_arena_give_back(arena, large + 10);
    cr_expect_eq(iwmo_arena_used(arena), all);
    cr_expect_gt(all, used);
    iwmo_arena_free(arena);
}

Test(arena, the_limit_moves_with_what_is_taken_and_given_back)
{
    struct iwmo_arena *arena = iwmo_arena_new(1000 * KIB);
    struct iwmo_arena_mark mark = iwmo_arena_mark(arena);

    for (int round = 0; round < 3; round++) {
        char *first = iwmo_arena_take(arena, 100);
        cr_assert_not_null(iwmo_arena_take(arena, 999 * KIB)); /* a block of its own */
        cr_assert_null(iwmo_arena_take(arena, KIB));
        cr_expect(iwmo_arena_is_full(arena));
        cr_assert_not_null(iwmo_arena_take(arena, KIB - 112));
        cr_expect_eq(iwmo_arena_used(arena), 1000 * KIB);
        iwmo_arena_give_back(arena, first + 112);
        cr_expect_eq(iwmo_arena_used(arena), 999 * KIB + 112);
        cr_assert_not_null(iwmo_arena_take(arena, KIB - 112));
        cr_assert_null(iwmo_arena_take(arena, 1));
        iwmo_arena_rewind(arena, mark);
        cr_expect_eq(iwmo_arena_used(arena), 0);
    }
    iwmo_arena_free(arena);
}
