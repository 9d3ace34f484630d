#include "base/utf8.h"

#include <criterion/criterion.h>

/* The encoding of any number below 2^21 in `size` bytes, allowed or not. */
static struct iwmo_text
encode(uint32_t point, size_t size, char out[4])
{
    static const unsigned char marks[] = {0, 0x00, 0xC0, 0xE0, 0xF0};

    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(marks[size] | point);
    return (struct iwmo_text){out, size};
}

static size_t
size_of(uint32_t point)
{
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

Test(utf8, every_number_decodes_or_is_refused)
{
    for (uint32_t point = 0; point < 0x200000; point++) {
        char bytes[4];
        struct iwmo_text text = encode(point, size_of(point), bytes);
        bool is_scalar = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
        uint32_t decoded = 0;

        if (iwmo_utf8_valid(text) != is_scalar ||
            iwmo_utf8_next(&text, &decoded) != is_scalar)
            cr_assert(false, "%X", point);
        if (is_scalar && (decoded != point || text.size != 0))
            cr_assert(false, "%X became %X", point, decoded);
    }
}

Test(utf8, every_overlong_form_is_refused)
{
    char bytes[4];

    for (uint32_t point = 0; point < 0x10000; point++)
        for (size_t size = size_of(point) + 1; size <= 4; size++)
            if (iwmo_utf8_valid(encode(point, size, bytes)))
                cr_assert(false, "%X in %zu bytes", point, size);
}

Test(utf8, a_truncated_form_is_refused_and_left)
{
    char bytes[4];

    for (uint32_t point = 0x80; point < 0x110000; point += 0x7F) {
        struct iwmo_text text = encode(point, size_of(point), bytes);
        uint32_t decoded;

        for (text.size--; text.size > 0; text.size--) {
            size_t size = text.size;
            cr_assert_not(iwmo_utf8_next(&text, &decoded));
            cr_assert_eq(text.at, bytes);
            cr_assert_eq(text.size, size);
            cr_assert_not(iwmo_utf8_valid(text));
        }
    }
}

Test(utf8, nothing_is_valid_but_has_no_next)
{
    struct iwmo_text text = {NULL, 0};
    uint32_t decoded;

    cr_assert(iwmo_utf8_valid(text));
    cr_assert_not(iwmo_utf8_next(&text, &decoded));
}

Test(utf8, a_bad_byte_is_found_at_every_place)
{
    char bytes[40];

    for (size_t bad = 0; bad < sizeof(bytes); bad++) {
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = i == bad ? (char)0xFF : 'a';
        cr_assert_not(iwmo_utf8_valid((struct iwmo_text){bytes, sizeof(bytes)}));
        cr_assert(iwmo_utf8_valid((struct iwmo_text){bytes, bad}));
    }
}

Test(utf8, first_bytes_that_no_form_has_are_refused)
{
    for (int byte = 0x80; byte < 0x100; byte++) {
        char bytes[4] = {(char)byte, (char)0x80, (char)0x80, (char)0x80};
        struct iwmo_text text = {bytes, sizeof(bytes)};
        uint32_t decoded;
        bool may_start = (byte >= 0xC2 && byte <= 0xF4) && byte != 0xE0 && byte != 0xF0;

        cr_assert_eq(iwmo_utf8_next(&text, &decoded), may_start, "%X", (unsigned)byte);
    }
}
