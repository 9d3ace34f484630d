#include <criterion/criterion.h>
#include <string.h>

#include "generate/lines.h"
#include "schema/lookup.h"

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

TestSuite(lines, .init = setup, .fini = teardown);

static enum iwmo_csv_fault
read_csv(struct iwmo_csv *csv, const char *text)
{
    size_t row;

    strcpy(bytes, text);
    return iwmo_csv_read(csv, bytes, strlen(text), arena, &row);
}

Test(lines, comma_or_semicolon_and_any_line_end_are_read)
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

Test(lines, quotes_and_the_guard_of_a_formula_are_taken_off)
{
    struct iwmo_csv csv;

    cr_assert_eq(read_csv(&csv, "a,b,c,d\n\"x\"\"y\r\n,z\",'=1,''=1,'t\n"),
                 IWMO_CSV_FINE);
    cr_assert(iwmo_text_equals(csv.rows->next->cells[0], "x\"y\r\n,z"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[1], "=1"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[2], "'=1"));
    cr_assert(iwmo_text_equals(csv.rows->next->cells[3], "'t"));
}

Test(lines, what_is_no_csv_is_a_fault)
{
    struct iwmo_csv csv;

    cr_assert_eq(read_csv(&csv, "a\n\"1"), IWMO_CSV_OPEN_QUOTE);
    cr_assert_eq(read_csv(&csv, "a\n\"1\"2"), IWMO_CSV_AFTER_QUOTE);
    cr_assert_eq(read_csv(&csv, "a\n\xFF"), IWMO_CSV_NO_UTF8);
    cr_assert_eq(read_csv(&csv, ""), IWMO_CSV_EMPTY);
    memset(bytes, ',', 300);
    bytes[300] = '\0';
    size_t row;
    cr_assert_eq(iwmo_csv_read(&csv, bytes, 300, arena, &row), IWMO_CSV_TOO_WIDE);
}

Test(lines, an_hourly_tariff_is_rounded_half_up_over_all_minutes)
{
    static const char text[] = "Eenheid,GeleverdVolume,Uurtarief\n01,1,29\n01,1,30\n"
                               "01,770,6020\n04,1,60\n01,99999999,99999999\n";
    static const int64_t expected[] = {0, 1, 77257, -1, -1};
    struct iwmo_lines lines = {0};
    const struct iwmo_csv_row *row;
    enum iwmo_lines_fault fault;
    const char *column;

    strcpy(bytes, text);
    cr_assert(iwmo_lines_form_make(
        &lines.form, iwmo_message_by_name(&iwmo_schema_builtin, "323", R_none)));
    cr_assert_eq(iwmo_lines_read(&lines, bytes, sizeof(text) - 1, arena), IWMO_OK);
    row = lines.csv.rows->next;
    for (size_t i = 0; i < 5; i++, row = row->next) {
        int64_t cents = 0;
        bool is_known = iwmo_lines_bedrag(&lines, row, &cents, &fault, &column);
        cr_assert_eq(is_known ? cents : -1, expected[i], "%zu", i);
    }
}
