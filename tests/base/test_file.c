#include "base/file.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static char path[TEST_PATH];
static struct iwmo_error err;
static struct iwmo_buffer text;

static void
make_file(void)
{
    test_make_file(path);
    err = (struct iwmo_error){0};
}

static void
drop_file(void)
{
    unlink(path);
    iwmo_buffer_release(&text);
}

TestSuite(file, .init = make_file, .fini = drop_file);

Test(file, a_file_is_read_to_its_last_byte)
{
    static char bytes[20000];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i % 251);
    test_write(path, bytes, sizeof(bytes));
    cr_assert_eq(iwmo_file_read(path, sizeof(bytes), &text, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert_eq(text.size, sizeof(bytes));
    cr_assert_arr_eq(text.at, bytes, sizeof(bytes));
}

Test(file, one_byte_too_many_is_refused_by_name)
{
    static const char bytes[2049] = {'x'};

    test_write(path, bytes, sizeof(bytes));
    cr_assert_eq(iwmo_file_read(path, 2048, &text, &err), IWMO_MALFORMED);
    cr_assert_not_null(strstr(err.text, path));
    cr_assert_not_null(strstr(err.text, "larger than 2 KiB"));
}

Test(file, what_cannot_be_read_is_an_io_failure)
{
    cr_assert_eq(iwmo_file_read("no/such/file", 10, &text, &err), IWMO_IO);
    cr_assert_not_null(strstr(err.text, "no/such/file"));
    err = (struct iwmo_error){0};
    cr_assert_eq(iwmo_file_read("/", 10, &text, &err), IWMO_IO);
}

Test(file, lines_come_without_their_ends)
{
    static const char *const expected[] = {"a", "", "b\rc", "d"};
    struct iwmo_text rest = iwmo_text("\xEF\xBB\xBF"
                                      "a\r\n\nb\rc\nd"),
                     line;

    rest = iwmo_file_without_mark(rest);
    for (size_t i = 0; i < 4; i++) {
        cr_assert(iwmo_file_next_line(&rest, &line));
        cr_assert(iwmo_text_equals(line, expected[i]), "%zu", i);
    }
    cr_assert_not(iwmo_file_next_line(&rest, &line));
}

Test(file, an_empty_text_has_no_lines)
{
    struct iwmo_text rest = {NULL, 0}, line;

    rest = iwmo_file_without_mark(rest);
    cr_assert_not(iwmo_file_next_line(&rest, &line));
}
