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

Test(lines, an_hourly_tariff_is_rounded_half_up_over_all_minutes)
{
    static const char text[] = "Eenheid,GeleverdVolume,Uurtarief\n01,1,29\n01,1,30\n"
                               "01,770,6020\n04,1,60\n01,99999999,99999999\n";
    static const int64_t expected[] = {0, 1, 77257, -1, -1};
    struct iwmo_lines lines = {0};
    const struct iwmo_csv_row *row;
    enum iwmo_csv_wrong wrong;
    const char *column;

    strcpy(bytes, text);
    cr_assert(iwmo_lines_form_make(
        &lines.form, iwmo_message_by_name(&iwmo_schema_builtin, "323", R_none)));
    cr_assert_eq(iwmo_lines_read(&lines, bytes, sizeof(text) - 1, arena), IWMO_OK);
    row = lines.csv.rows->next;
    for (size_t i = 0; i < 5; i++, row = row->next) {
        int64_t cents = 0;
        bool is_known = iwmo_lines_bedrag(&lines, row, &cents, &wrong, &column);
        cr_assert_eq(is_known ? cents : -1, expected[i], "%zu", i);
    }
}
