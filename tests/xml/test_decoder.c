#include "xml/decoder.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

/* Decoded in chunks of `chunk` bytes, the end included. */
static struct iwmo_buffer
decode(const char *encoding, const char *bytes, size_t size, size_t chunk)
{
    struct iwmo_decoder *decoder = iwmo_decoder_new(encoding);
    struct iwmo_buffer all = {0}, out = {0};

    cr_assert_not_null(decoder, "%s", encoding);
    for (size_t i = 0; i < size; i += chunk) {
        size_t part = size - i < chunk ? size - i : chunk;
        cr_assert_eq(iwmo_decoder_feed(decoder, bytes + i, part, &out), IWMO_OK);
        iwmo_buffer_add(&all, out.at ? out.at : "", out.size);
    }
    cr_assert_eq(iwmo_decoder_finish(decoder, &out), IWMO_OK);
    iwmo_buffer_add(&all, out.at ? out.at : "", out.size);
    iwmo_buffer_release(&out);
    iwmo_decoder_free(decoder);
    return all;
}

static void
expect_decoded(const char *encoding, const char *bytes, size_t size,
               const char *expected)
{
    for (size_t chunk = 1; chunk <= size + 1; chunk++) {
        struct iwmo_buffer all = decode(encoding, bytes, size, chunk);
        cr_expect_str_eq(all.at, expected, "%s in chunks of %zu", encoding, chunk);
        iwmo_buffer_release(&all);
    }
}

Test(decoder, decodes_one_byte_a_character)
{
    expect_decoded("ISO-8859-1", "Zo\xEB", 3, "Zo\xC3\xAB");
    expect_decoded("windows-1252", "\x80", 1, "\xE2\x82\xAC");
}

Test(decoder, decodes_utf16_and_its_surrogates)
{
    expect_decoded("UTF-16LE", "a\0\xEB\0\x3D\xD8\x00\xDE", 8,
                   "a\xC3\xAB\xF0\x9F\x98\x80");
    expect_decoded("UTF-16BE", "\0a\xD8\x3D\xDE\x00", 6, "a\xF0\x9F\x98\x80");
}

Test(decoder, passes_over_what_means_nothing)
{
    expect_decoded("UTF-16LE",
                   "a\0\x00\xDE"
                   "b\0",
                   6,
                   "a\xEF\xBF\xBD"
                   "b");
    expect_decoded("US-ASCII",
                   "a\xFF"
                   "b",
                   3,
                   "a\xEF\xBF\xBD"
                   "b");
}

Test(decoder, half_a_character_at_the_end_is_told)
{
    expect_decoded("UTF-16LE", "a\0b", 3, "a\xEF\xBF\xBD");
}

Test(decoder, a_large_chunk_is_decoded_whole)
{
    char bytes[20000];

    memset(bytes, '\xEB', sizeof(bytes));
    struct iwmo_buffer all = decode("ISO-8859-1", bytes, sizeof(bytes), sizeof(bytes));
    cr_expect_eq(all.size, 2 * sizeof(bytes));
    iwmo_buffer_release(&all);
}

Test(decoder, refuses_what_it_does_not_know)
{
    static const char *const names[] = {"KLINGON", "UTF-7", "ISO-2022-KR", "",
                                        "//IGNORE"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        errno = 0;
        cr_expect_null(iwmo_decoder_new(names[i]), "%s", names[i]);
        cr_expect_eq(errno, EINVAL, "%s", names[i]);
    }
    iwmo_decoder_free(NULL);
}
