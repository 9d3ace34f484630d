#include "xml/block.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/random.h"

#define ROOM 200

/* `size` letters, then `byte`, then zeros. */
static void
fill(char room[ROOM + IWMO_BLOCK_PAD], size_t size, char byte)
{
    memset(room, 0, ROOM + IWMO_BLOCK_PAD);
    memset(room, 'a', size);
    room[size] = byte;
}

Test(block, every_way_stops_at_the_same_bytes)
{
    char room[ROOM + IWMO_BLOCK_PAD];

    for (int byte = 1; byte < 256; byte++) {
        bool is_stop = byte < ' ' || byte >= 0x80 || strchr("<>&", byte) != NULL;
        for (size_t size = 0; size < 70; size++) {
            fill(room, size, (char)byte);
            size_t expected = is_stop ? size : size + 1;
            for (size_t i = 0; iwmo_block_stops[i] != NULL; i++)
                if (iwmo_block_runs(iwmo_block_stops[i]))
                    cr_assert_eq((size_t)(iwmo_block_stops[i](room) - room), expected,
                                 "way %zu, byte %d behind %zu", i, byte, size);
            size_t plain = iwmo_block_plain(room);
            cr_assert_eq(plain, expected < 16 ? expected : 16);
        }
    }
}

Test(block, chooses_a_way_that_runs_here)
{
    cr_expect(iwmo_block_runs(iwmo_block_choose_stop()));
    cr_expect_not(iwmo_block_runs(NULL));
}

Test(block, indent_is_tabs_and_spaces)
{
    static const char letters[] = "\t \n\r<a\v";
    struct test_random random = {77};
    char room[32] = {0};

    for (int round = 0; round < 2000; round++) {
        size_t size = test_random_below(&random, 18), expected = 0;
        for (size_t i = 0; i < 18; i++)
            room[i] = i < size ? letters[test_random_below(&random, 2)]
                               : letters[2 + test_random_below(&random, 5)];
        expected = size < 16 ? size : 16;
        cr_assert_eq(iwmo_block_indent(room), expected);
    }
}

/* Texts of every size, right or wrong in one byte or in what follows. */
Test(block, compares_two_stretches_under_a_mask)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEF";

    for (size_t size = 1; size <= 32; size++) {
        struct iwmo_block_text text = {.head = {0}};
        size_t part = size < 16 ? size : 16, tail_at = size - part;
        memcpy(text.head, letters, part);
        memcpy(text.tail, letters + tail_at, part);
        memset(text.mask, 0xFF, part);
        for (size_t wrong = 0; wrong < 40; wrong++) {
            char room[32 + 16] = {0};
            memcpy(room, letters, size);
            cr_assert(iwmo_block_is_text(&text, room, room + tail_at));
            room[wrong] ^= (char)(1 << wrong % 8);
            cr_assert_eq(iwmo_block_is_text(&text, room, room + tail_at), wrong >= size,
                         "size %zu, byte %zu", size, wrong);
        }
    }
}

/* All that may follow a first byte that is not ASCII, against base/utf8. */
Test(block, knows_the_characters_of_XML)
{
    static const unsigned char rest[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90,
                                         0x9F, 0xA0, 0xBD, 0xBE, 0xBF, 0xC0};

    for (int first = 0x80; first < 256; first++)
        for (int second = 0; second < 256; second++)
            for (size_t i = 0; i < sizeof(rest) * sizeof(rest); i++) {
                char at[4] = {(char)first, (char)second, (char)rest[i % sizeof(rest)],
                              (char)rest[i / sizeof(rest)]};
                struct iwmo_text text = {at, sizeof(at)};
                uint32_t point;
                bool is_good =
                    iwmo_utf8_next(&text, &point) && point != 0xFFFE && point != 0xFFFF;
                cr_assert_eq(iwmo_block_character(at), is_good ? 4 - text.size : 0,
                             "%02X %02X", (unsigned)first, (unsigned)second);
            }
}
