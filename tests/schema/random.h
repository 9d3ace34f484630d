#ifndef IWMO_TESTS_SCHEMA_RANDOM_H
#define IWMO_TESTS_SCHEMA_RANDOM_H

/*
 * Random: seeded numbers and text, the same on every run.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct test_random {
    uint64_t state; /* not 0 */
};

static inline uint32_t
test_random_below(struct test_random *random, uint32_t bound)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (uint32_t)(random->state >> 20) % bound;
}

/* Append a code point as UTF-8. */
static inline void
test_add_code_point(struct iwmo_buffer *out, uint32_t code_point)
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t size = code_point < 0x80      ? 1
                  : code_point < 0x800   ? 2
                  : code_point < 0x10000 ? 3
                                         : 4;

    for (size_t i = 0; i < size; i++) {
        uint32_t bits = code_point >> (6 * (size - 1 - i));
        uint32_t byte = size == 1 ? bits
                        : i == 0  ? bits | lead[size]
                                  : 0x80 | (bits & 0x3F);
        iwmo_buffer_char(out, (char)byte);
    }
}

#endif
