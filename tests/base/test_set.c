#include "base/set.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t
next_random(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15U;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

Test(set, a_new_set_is_empty)
{
    struct iwmo_set *set = iwmo_set_new(0);

    cr_assert_eq(iwmo_set_count(set), 0);
    cr_assert_null(iwmo_set_get(set, 0));
    cr_assert_null(iwmo_set_get(set, 1));
    iwmo_set_reset(set);
    iwmo_set_free(set);
    iwmo_set_free(NULL);
}

Test(set, a_value_is_0_when_new_and_kept_afterwards)
{
    struct iwmo_set *set = iwmo_set_new(0);
    bool is_new = false;

    for (uint64_t key = 0; key < 2; key++) {
        uint64_t *value = iwmo_set_put(set, key, &is_new);
        cr_assert(is_new);
        cr_assert_eq(*value, 0);
        *value = 7 + key;
        cr_assert_eq(*iwmo_set_put(set, key, &is_new), 7 + key);
        cr_assert_not(is_new);
        cr_assert_eq(*iwmo_set_get(set, key), 7 + key);
        cr_assert_eq(*iwmo_set_put(set, key, NULL), 7 + key);
        cr_assert_eq(iwmo_set_count(set), key + 1);
    }
    iwmo_set_free(set);
}

Test(set, the_limit_is_exact_and_known_keys_are_still_found)
{
    for (size_t limit = 1; limit < 100; limit++) {
        struct iwmo_set *set = iwmo_set_new(limit);
        bool is_new = true;
        for (uint64_t key = 0; key < limit; key++)
            cr_assert_not_null(iwmo_set_put(set, key, NULL));
        cr_assert_null(iwmo_set_put(set, limit, &is_new));
        cr_assert_not(is_new);
        cr_assert_null(iwmo_set_get(set, limit));
        cr_assert_eq(iwmo_set_count(set), limit);
        for (uint64_t key = 0; key < limit; key++)
            cr_assert_not_null(iwmo_set_put(set, key, NULL));
        iwmo_set_free(set);
    }
}

Test(set, fingerprint_0_counts_for_the_limit)
{
    struct iwmo_set *set = iwmo_set_new(1);

    cr_assert_not_null(iwmo_set_put(set, 5, NULL));
    cr_assert_null(iwmo_set_put(set, 0, NULL));
    cr_assert_null(iwmo_set_get(set, 0));
    iwmo_set_free(set);
}

Test(set, a_reset_forgets_everything_small_or_large)
{
    struct iwmo_set *set = iwmo_set_new(0);

    for (uint64_t size = 1; size <= 100000; size *= 10) {
        for (uint64_t key = 0; key < size; key++)
            *iwmo_set_put(set, key, NULL) = 1;
        iwmo_set_reset(set);
        cr_assert_eq(iwmo_set_count(set), 0);
        for (uint64_t key = 0; key < size; key++)
            cr_assert_null(iwmo_set_get(set, key));
        cr_assert_eq(*iwmo_set_put(set, 0, NULL), 0);
        cr_assert_eq(*iwmo_set_put(set, 1, NULL), 0);
    }
    iwmo_set_free(set);
}

/* Keys below `range` against an array in which the key is the place. */
static void
compare_with_array(uint64_t range, uint64_t stride, uint64_t seed)
{
    struct iwmo_set *set = iwmo_set_new(0);
    uint64_t *array = calloc(range, sizeof(*array)); /* 0 = absent */
    size_t count = 0;

    for (uint64_t step = 1; step <= 4 * range; step++) {
        uint64_t place = next_random(&seed) % range;
        uint64_t *found = iwmo_set_get(set, place * stride);
        bool is_new;
        cr_assert_eq(found == NULL, array[place] == 0);
        uint64_t *value = iwmo_set_put(set, place * stride, &is_new);
        cr_assert(is_new == (found == NULL) && *value == array[place]);
        count += is_new;
        *value = array[place] = step;
        cr_assert_eq(iwmo_set_count(set), count);
    }
    for (uint64_t place = 0; place < range; place++)
        if (array[place] != 0)
            cr_assert_eq(*iwmo_set_get(set, place * stride), array[place]);
    free(array);
    iwmo_set_free(set);
}

Test(set, random_puts_and_gets_agree_with_an_array)
{
    compare_with_array(10, 1, 1);
    compare_with_array(1000, 1, 2);
    compare_with_array(30000, 0x9E3779B97F4A7C15U, 3);
    compare_with_array(30000, (uint64_t)1 << 40, 4);
}

static uint64_t
fingerprint_of(uint64_t seed, const char *first, const char *second)
{
    return iwmo_fingerprint(iwmo_fingerprint(seed, iwmo_text(first)),
                            iwmo_text(second));
}

Test(set, a_fingerprint_depends_on_bytes_borders_order_and_seed)
{
    cr_assert_eq(fingerprint_of(1, "ab", "c"), fingerprint_of(1, "ab", "c"));
    cr_assert_neq(fingerprint_of(1, "ab", "c"), fingerprint_of(1, "a", "bc"));
    cr_assert_neq(fingerprint_of(1, "ab", "c"), fingerprint_of(1, "c", "ab"));
    cr_assert_neq(fingerprint_of(1, "ab", ""), fingerprint_of(1, "", "ab"));
    cr_assert_neq(fingerprint_of(1, "ab", "c"), fingerprint_of(2, "ab", "c"));
    cr_assert_neq(iwmo_fingerprint(1, iwmo_text("")), 1);
    cr_assert_eq(iwmo_fingerprint(1, (struct iwmo_text){NULL, 0}),
                 iwmo_fingerprint(1, iwmo_text("")));
}

Test(set, a_fingerprint_of_all_is_that_of_each_in_turn_and_knows_what_is_absent)
{
    const struct iwmo_text parts[] = {iwmo_text("ab"), iwmo_text("")};
    const struct iwmo_text absent[] = {iwmo_text("ab"), {NULL, 0}};

    cr_assert_eq(iwmo_fingerprint_all(1, 2, parts), fingerprint_of(1, "ab", ""));
    cr_assert_neq(iwmo_fingerprint_all(1, 2, absent),
                  iwmo_fingerprint_all(1, 2, parts));
    cr_assert_eq(iwmo_fingerprint_all(7, 0, NULL), 7);
}

Test(set, a_fingerprint_reads_every_byte_and_no_more)
{
    for (size_t size = 1; size <= 70; size++) {
        char *bytes =
            malloc(size); /* on its own, so that the sanitizer guards the end */
        for (size_t i = 0; i < size; i++)
            bytes[i] = (char)i;
        uint64_t before = iwmo_fingerprint(9, (struct iwmo_text){bytes, size});
        for (size_t i = 0; i < 8 * size; i++) {
            bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
            cr_assert_neq(iwmo_fingerprint(9, (struct iwmo_text){bytes, size}), before);
            bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
        }
        free(bytes);
    }
}

Test(set, zeros_of_different_sizes_differ)
{
    static const char zeros[100];
    struct iwmo_set *set = iwmo_set_new(0);

    for (size_t size = 0; size <= sizeof(zeros); size++)
        iwmo_set_put(set, iwmo_fingerprint(0, (struct iwmo_text){zeros, size}), NULL);
    cr_assert_eq(iwmo_set_count(set), sizeof(zeros) + 1);
    iwmo_set_free(set);
}

Test(set, numbered_keys_have_distinct_fingerprints_of_which_half_the_bits_are_set)
{
    enum { KEYS = 200000 };
    struct iwmo_set *set = iwmo_set_new(0);
    uint64_t ones[64] = {0};

    for (int i = 0; i < KEYS; i++) {
        char key[32];
        snprintf(key, sizeof(key), "%09d", i);
        uint64_t fingerprint = iwmo_fingerprint(20230813, iwmo_text(key));
        iwmo_set_put(set, fingerprint, NULL);
        for (int bit = 0; bit < 64; bit++)
            ones[bit] += fingerprint >> bit & 1;
    }
    cr_assert_eq(iwmo_set_count(set), KEYS);
    for (int bit = 0; bit < 64; bit++)
        cr_assert(ones[bit] > KEYS / 100 * 48 && ones[bit] < KEYS / 100 * 52, "bit %d",
                  bit);
    iwmo_set_free(set);
}
