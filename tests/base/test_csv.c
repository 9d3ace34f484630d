#include "base/csv.h"

#include <criterion/criterion.h>
#include <string.h>

static struct iwmo_arena *arena;
static char bytes[4096];

static void
setup(void)
{
    arena = iwmo_arena_new(0);
}

static void
teardown(void)
{
    iwmo_arena_free(arena);
}

TestSuite(csv_reader, .init = setup, .fini = teardown);

static enum iwmo_csv_fault
read_csv(struct iwmo_csv *csv, const char *text)
{
    size_t row;

    strcpy(bytes, text);
    return iwmo_csv_read(csv, bytes, strlen(text), arena, &row);
}

Test(csv_reader, comma_or_semicolon_and_any_line_end_are_read)
{
    static const char *const texts[] = {"a,b\n1,2", "a;b\r\n1;2\r\n",
                                        "\xEF\xBB\xBF\"a\";b\n\n\"1\";2\n",
                                        "\"# x, y\"\na;b\n# z;\n1;2\n"};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct iwmo_csv csv;
        cr_assert_eq(read_csv(&csv, texts[i]), IWMO_CSV_FINE, "%zu", i);
        cr_assert_eq(csv.count, 2);
        cr_assert(iwmo_text_equals(csv.rows->cells[0], "a"));
        cr_assert(iwmo_text_equals(csv.rows->next->cells[0], "1"));
        cr_assert(iwmo_text_equals(csv.rows->next->cells[1], "2"));
    }
}

Test(csv_reader, quotes_and_the_guard_of_a_formula_are_taken_off)
{
    struct iwmo_csv csv;

    cr_assert_eq(read_csv(&csv, "a,b,c,d\n\"x\"\"y\r\n,z\",'=1,''=1,'t\n"),
                 IWMO_CSV_FINE);
    cr_assert(iwmo_text_equals(csv.rows->next->cells[0], "x\"y\r\n,z"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[1], "=1"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[2], "'=1"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[3], "'t"));
}

Test(csv_reader, what_is_no_csv_is_a_fault)
{
    struct iwmo_csv csv;

    cr_assert_eq(read_csv(&csv, "a\n\"1"), IWMO_CSV_OPEN_QUOTE);
    cr_assert_eq(read_csv(&csv, "a\n\"1\"2"), IWMO_CSV_AFTER_QUOTE);
    cr_assert_eq(read_csv(&csv, "a\n\xFF"), IWMO_CSV_NO_UTF8);
    cr_assert_eq(read_csv(&csv, ""), IWMO_CSV_EMPTY);
    cr_assert_eq(read_csv(&csv, "a\n\x01"), IWMO_CSV_CONTROL);
    cr_assert_eq(read_csv(&csv, "a\nx\xEF\xBF\xBF"), IWMO_CSV_CONTROL);
    memset(bytes, ',', 300);
    bytes[300] = '\0';
    size_t row;
    cr_assert_eq(iwmo_csv_read(&csv, bytes, 300, arena, &row), IWMO_CSV_TOO_WIDE);
}

Test(csv_reader, every_fault_has_words_in_two_languages)
{
    for (enum iwmo_csv_fault fault = IWMO_CSV_NO_UTF8; fault < IWMO_CSV_NO_MEMORY;
         fault++) {
        const char *dutch = iwmo_csv_words(fault, true);
        cr_assert_gt(strlen(dutch), 0);
        cr_assert_str_neq(dutch, iwmo_csv_words(fault, false));
    }
}
