#include "base/text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void
assert_trims(const char *from, const char *to)
{
    cr_assert(iwmo_text_equals(iwmo_text_trim(iwmo_text(from)), to), "\"%s\"", from);
}

static void
assert_holds(const struct iwmo_buffer *buffer, const char *expected)
{
    cr_assert_eq(buffer->failed, IWMO_OK);
    cr_assert_eq(buffer->size, strlen(expected));
    cr_assert_str_eq(buffer->at, expected);
    cr_assert_lt(buffer->size, buffer->room);
}

Test(text, equality_is_of_bytes_and_size)
{
    cr_assert(iwmo_text_equals(iwmo_text("abc"), "abc"));
    cr_assert_not(iwmo_text_equals(iwmo_text("abc"), "abd"));
    cr_assert_not(iwmo_text_equals(iwmo_text("abc"), "ab"));
    cr_assert_not(iwmo_text_equals((struct iwmo_text){"a\0b", 3}, "a"));
    cr_assert(iwmo_text_equals((struct iwmo_text){NULL, 0}, ""));
    cr_assert(iwmo_text_same((struct iwmo_text){NULL, 0}, iwmo_text("")));
}

Test(text, length_counts_code_points)
{
    cr_assert_eq(iwmo_text_length(iwmo_text("")), 0);
    cr_assert_eq(iwmo_text_length(iwmo_text("abc")), 3);
    cr_assert_eq(iwmo_text_length(iwmo_text("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")),
                 3);
}

Test(text, length_counts_bytes_that_are_no_utf8_as_one)
{
    cr_assert_eq(iwmo_text_length(iwmo_text("\x80")), 1);
    cr_assert_eq(iwmo_text_length(iwmo_text("\xC0\x80")), 2);
    cr_assert_eq(iwmo_text_length(iwmo_text("a\xE2\x82")), 3);
    cr_assert_eq(iwmo_text_length(iwmo_text("\xED\xA0\x80z")), 4);
}

Test(text, trim_takes_only_xml_white_space)
{
    assert_trims("", "");
    assert_trims(" \t\r\n", "");
    assert_trims("\n a b\t", "a b");
    assert_trims("\va\f", "\va\f");
    assert_trims("\xC2\xA0"
                 "a",
                 "\xC2\xA0"
                 "a");
}

Test(text, a_zeroed_buffer_works_without_init)
{
    struct iwmo_buffer buffer = {0};

    iwmo_buffer_text(&buffer, "");
    assert_holds(&buffer, "");
    iwmo_buffer_text(&buffer, "een");
    iwmo_buffer_char(&buffer, ' ');
    iwmo_buffer_printf(&buffer, "%s %d", "twee", 3);
    iwmo_buffer_add(&buffer, NULL, 0);
    assert_holds(&buffer, "een twee 3");
    iwmo_buffer_release(&buffer);
    cr_assert_null(buffer.at);
}

Test(text, releasing_a_zeroed_buffer_does_nothing)
{
    struct iwmo_buffer buffer = {0};

    iwmo_buffer_release(&buffer);
    iwmo_buffer_reset(&buffer);
}

Test(text, a_buffer_keeps_nul_bytes)
{
    struct iwmo_buffer buffer = {0};

    iwmo_buffer_add(&buffer, "a\0b", 3);
    cr_assert_eq(buffer.size, 3);
    cr_assert_eq(memcmp(buffer.at, "a\0b", 4), 0);
    iwmo_buffer_release(&buffer);
}

Test(text, a_buffer_grows_over_many_appends)
{
    struct iwmo_buffer buffer = {0};

    for (int i = 0; i < 10000; i++)
        iwmo_buffer_printf(&buffer, "%04d", i);
    cr_assert_eq(buffer.size, 40000);
    for (int i = 0; i < 10000; i++) {
        char expected[12];
        snprintf(expected, sizeof(expected), "%04d", i);
        cr_assert_eq(memcmp(buffer.at + (ptrdiff_t)4 * i, expected, 4), 0);
    }
    iwmo_buffer_release(&buffer);
}

Test(text, the_limit_is_exact_and_what_is_there_stays)
{
    struct iwmo_buffer buffer;

    iwmo_buffer_init(&buffer, 5);
    iwmo_buffer_text(&buffer, "12345");
    assert_holds(&buffer, "12345");
    iwmo_buffer_add(&buffer, NULL, 0);
    assert_holds(&buffer, "12345");
    iwmo_buffer_printf(&buffer, "%d", 6);
    cr_assert_eq(buffer.failed, IWMO_LIMIT);
    cr_assert_str_eq(buffer.at, "12345");
    iwmo_buffer_release(&buffer);
}

Test(text, after_a_failure_nothing_is_appended_until_reset)
{
    struct iwmo_buffer buffer;

    iwmo_buffer_init(&buffer, 4);
    iwmo_buffer_text(&buffer, "12345");
    cr_assert_null(buffer.at);
    iwmo_buffer_text(&buffer, "1");
    cr_assert_eq(buffer.size, 0);
    cr_assert_eq(buffer.failed, IWMO_LIMIT);
    iwmo_buffer_reset(&buffer);
    iwmo_buffer_text(&buffer, "1234");
    assert_holds(&buffer, "1234");
    iwmo_buffer_release(&buffer);
    cr_assert_eq(buffer.limit_bytes, 4);
}

Test(text, an_impossible_size_is_out_of_memory)
{
    struct iwmo_buffer buffer = {0};

    iwmo_buffer_text(&buffer, "a");
    iwmo_buffer_add(&buffer, "", (size_t)-1);
    cr_assert_eq(buffer.failed, IWMO_NO_MEMORY);
    cr_assert_str_eq(buffer.at, "a");
    iwmo_buffer_release(&buffer);
}

Test(text, a_reset_keeps_the_memory)
{
    struct iwmo_buffer buffer = {0};

    iwmo_buffer_text(&buffer, "abc");
    size_t room = buffer.room;
    iwmo_buffer_reset(&buffer);
    assert_holds(&buffer, "");
    cr_assert_eq(buffer.room, room);
    iwmo_buffer_release(&buffer);
}

Test(text, collapsing_is_what_normalize_space_does)
{
    static const struct {
        const char *given, *wanted;
    } rows[] = {
        {"", ""},
        {"A", "A"},
        {" ", ""},
        {"\t\r\n ", ""},
        {"A B", "A B"},
        {" A", "A"},
        {"A ", "A"},
        {"A  B", "A B"},
        {"A\tB", "A B"},
        {"A \t B", "A B"},
        {"\nA\r\n\r\nB ", "A B"},
        {"A\xC2\xA0 B",
         "A\xC2\xA0 B"}, /* a space that does not break is no white space */
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_text given = iwmo_text(rows[i].given);
        char room[16];
        struct iwmo_text text = iwmo_text_collapse(given, room);
        cr_expect(iwmo_text_equals(text, rows[i].wanted), "%zu: '%.*s'", i,
                  (int)text.size, text.at);
        cr_expect_eq(iwmo_text_is_collapsed(given), iwmo_text_same(given, text), "%zu",
                     i);
    }
}
