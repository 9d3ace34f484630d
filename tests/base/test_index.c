#include "base/index.h"

#include <criterion/criterion.h>

static uint64_t
scattered(uint64_t number)
{
    number *= 0x9E3779B97F4A7C15u;
    number ^= number >> 29;
    return number * 0xBF58476D1CE4E5B9u;
}

Test(index, an_empty_one_finds_nothing)
{
    struct iwmo_index *index = iwmo_index_new();

    cr_assert_null(iwmo_index_get(index, 0));
    cr_assert_null(iwmo_index_get(index, 42));
    cr_assert_eq(iwmo_index_count(index), 0);
    iwmo_index_free(index);
    iwmo_index_free(NULL);
}

Test(index, keeps_a_number_for_each_of_many_keys)
{
    struct iwmo_index *index = iwmo_index_new();
    bool is_new;

    for (uint32_t i = 1; i <= 200000; i++) {
        uint32_t *number = iwmo_index_put(index, scattered(i), &is_new);
        cr_assert(is_new);
        *number = i;
    }
    cr_assert_eq(iwmo_index_count(index), 200000);
    for (uint32_t i = 1; i <= 200000; i++) {
        cr_assert_eq(*iwmo_index_get(index, scattered(i)), i);
        iwmo_index_put(index, scattered(i), &is_new);
        cr_assert_not(is_new);
    }
    cr_assert_null(iwmo_index_get(index, scattered(200001)));
    iwmo_index_free(index);
}

Test(index, takes_keys_that_fall_in_one_place)
{
    struct iwmo_index *index = iwmo_index_new();
    bool is_new;

    for (uint64_t i = 0; i < 300; i++) /* one part, one slot to start at */
        *iwmo_index_put(index, i << 33, &is_new) = (uint32_t)i;
    for (uint64_t i = 0; i < 300; i++)
        cr_assert_eq(*iwmo_index_get(index, i << 33), i);
    iwmo_index_free(index);
}

Test(index, is_empty_after_a_reset)
{
    struct iwmo_index *index = iwmo_index_new();
    bool is_new;

    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 1; i <= 100000u >> (6 * round); i++)
            *iwmo_index_put(index, scattered(i), &is_new) = i;
        iwmo_index_reset(index);
        cr_assert_eq(iwmo_index_count(index), 0);
        cr_assert_null(iwmo_index_get(index, scattered(1)));
    }
    iwmo_index_free(index);
}
