#include "xml/window.h"

#include <criterion/criterion.h>
#include <string.h>

static struct iwmo_window
filled(const char *text)
{
    struct iwmo_window window = {0};

    iwmo_window_reset(&window);
    cr_assert_eq(iwmo_window_add(&window, text, strlen(text)), IWMO_OK);
    return window;
}

static void
expect_place(struct iwmo_position at, uint64_t offset, uint64_t line, uint64_t column)
{
    cr_expect_eq(at.offset, offset);
    cr_expect_eq(at.line, line);
    cr_expect_eq(at.column, column);
}

Test(window, starts_at_the_first_column_of_the_first_line)
{
    struct iwmo_window window = filled("abc");

    expect_place(iwmo_window_walk(&window, 0), 0, 1, 1);
    iwmo_window_release(&window);
}

Test(window, counts_code_points_not_bytes)
{
    struct iwmo_window window = filled("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x");

    expect_place(iwmo_window_walk(&window, 9), 9, 1, 4);
    iwmo_window_release(&window);
}

Test(window, a_line_ends_after_its_lf)
{
    struct iwmo_window window = filled("a\r\nb\nc");

    expect_place(iwmo_window_walk(&window, 2), 2, 1, 3);
    expect_place(iwmo_window_walk(&window, 3), 3, 2, 1);
    expect_place(iwmo_window_walk(&window, 5), 5, 3, 1);
    cr_expect_eq(window.crlf, 1);
    cr_expect_eq(window.lf, 1);
    expect_place(window.first_lf, 4, 2, 2);
    iwmo_window_release(&window);
}

Test(window, never_walks_back_nor_past_the_end)
{
    struct iwmo_window window = filled("abc");

    iwmo_window_walk(&window, 2);
    expect_place(iwmo_window_walk(&window, 1), 2, 1, 3);
    expect_place(iwmo_window_walk(&window, UINT64_MAX), 3, 1, 4);
    iwmo_window_release(&window);
}

Test(window, a_cr_and_its_lf_may_come_apart)
{
    struct iwmo_window window = filled("a\r");

    iwmo_window_walk(&window, 2);
    cr_assert_eq(iwmo_window_add(&window, "\nb", 2), IWMO_OK);
    expect_place(iwmo_window_walk(&window, 3), 3, 2, 1);
    cr_expect_eq(window.crlf, 1);
    cr_expect_eq(window.lf, 0);
    iwmo_window_release(&window);
}

Test(window, drops_what_was_walked_over)
{
    struct iwmo_window window = filled("");
    char line[1000];

    memset(line, 'x', sizeof(line));
    line[sizeof(line) - 1] = '\n';
    for (uint64_t i = 1; i <= 100000; i++) {
        cr_assert_eq(iwmo_window_add(&window, line, sizeof(line)), IWMO_OK);
        struct iwmo_position at = iwmo_window_walk(&window, i * sizeof(line));
        cr_assert_eq(at.line, i + 1);
    }
    cr_expect_lt(window.room, 10000);
    iwmo_window_release(&window);
}

Test(window, walks_over_white_space_and_what_stands_for_it)
{
    struct iwmo_window window = filled(" \r\n<![CDATA[ \t]]>&#32;&#xA;&#x41;z");

    expect_place(iwmo_window_walk_white(&window, 0), 27, 2, 25);
    iwmo_window_release(&window);
}

Test(window, text_may_start_at_once)
{
    struct iwmo_window window = filled("ab c");

    expect_place(iwmo_window_walk_white(&window, 1), 1, 1, 2);
    expect_place(iwmo_window_walk_white(&window, 2), 3, 1, 4);
    iwmo_window_release(&window);
}
