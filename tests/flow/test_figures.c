#include "flow/figures.h"

#include <criterion/criterion.h>

#include "flow/books.h"

static struct iwmo_figures figures;

static void
release(void)
{
    iwmo_figures_release(&figures);
}

TestSuite(figures, .fini = release);

/* One allocation with what follows on it. */
static void
number(const struct iwmo_record *rows, size_t count)
{
    struct iwmo_record copy[8];

    memcpy(copy, rows, count * sizeof(*rows));
    for (size_t i = 0; i < count; i++)
        copy[i].message = copy[i].id = i + 1;
    const struct iwmo_records group = {copy, count};
    iwmo_figures_number(&figures, &group, books_day("2026-03-02"));
}

static const struct iwmo_figure *
find(enum iwmo_figure_kind kind, int32_t month, const char *aanbieder, const char *name)
{
    for (size_t i = 0; i < figures.count; i++) {
        const struct iwmo_figure *row = &figures.rows[i];

        if (row->kind == kind && row->month == month &&
            strcmp(row->aanbieder, aanbieder) == 0 && strcmp(row->name, name) == 0)
            return row;
    }
    cr_assert_fail("no such figure");
    return NULL;
}

static void
start_after(const char *day, const char *begin)
{
    char start[60] = "1 02/02A03 begin=", given[80] = "1 02/02A03 2026-01-01.. t=";
    const struct iwmo_record rows[] = {
        books_toewijzing(strcat(given, day)),
        books_levering(IWMO_RECORD_START, strcat(start, begin)),
    };

    number(rows, 2);
}

Test(figures, lead_time_is_the_middle_and_the_ninth_of_ten)
{
    start_after("2026-01-01", "2026-01-02");
    start_after("2026-01-01", "2026-01-04");
    start_after("2026-01-01", "2026-01-21");
    start_after("2026-01-01", "2026-02-10");
    iwmo_figures_sum(&figures);
    const struct iwmo_figure *all = find(IWMO_FIGURE_LEAD, 0, "", "");
    cr_expect_eq(all->count, 4);
    cr_expect_eq(all->median, 3);
    cr_expect_eq(all->p90, 40);
    const struct iwmo_figure *january = find(IWMO_FIGURE_LEAD, 202601, "65656055", "");
    cr_expect_eq(january->count, 3);
    cr_expect_eq(january->median, 3);
    cr_expect_eq(january->p90, 20);
}

Test(figures, who_waits_is_counted_by_age)
{
    const struct iwmo_record young =
        books_toewijzing("1 02/02A03 2026-02-25.. t=2026-02-20");
    const struct iwmo_record old =
        books_toewijzing("2 02/02A03 2026-01-01.. t=2026-01-01");
    const struct iwmo_record over =
        books_toewijzing("3 02/02A03 2026-01-01..2026-02-01 t=2026-01-01");
    const struct iwmo_record removed =
        books_toewijzing("4 02/02A03 2026-01-01..2026-01-01 t=2026-01-01 rw=13");

    number(&young, 1);
    number(&old, 1);
    number(&over, 1);
    number(&removed, 1);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_WAITING, 0, "", "0-14")->count, 1);
    cr_expect_eq(find(IWMO_FIGURE_WAITING, 0, "", "43-60")->count, 1);
    cr_expect_eq(find(IWMO_FIGURE_WAITING, 0, "", "43-60")->oldest, 60);
    cr_expect_eq(figures.count, 4, "two ages, for the provider and for all");
}

Test(figures, production_stands_beside_what_was_allocated)
{
    struct iwmo_record rows[] = {
        books_toewijzing("1 02/02A03 2026-01-05..2026-02-01 3/04/2 t=2026-01-02"),
        books_record(IWMO_RECORD_PRESTATIE,
                     "1 2026-01-05..2026-01-31 ref=R1 volume=5 bedrag=300 st=D"),
        books_record(IWMO_RECORD_PRESTATIE,
                     "1 2026-02-01..2026-02-01 ref=R2 volume=2 bedrag=100 st=D"),
        books_record(IWMO_RECORD_PRESTATIE,
                     "1 2026-02-01..2026-02-01 ref=R3 volume=9 bedrag=900 st=D"),
    };

    rows[1].uitkomst = rows[2].uitkomst = IWMO_UITKOMST_GOED;
    rows[3].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    number(rows, 4);
    iwmo_figures_sum(&figures);
    const struct iwmo_figure *all = find(IWMO_FIGURE_PRODUCTION, 0, "", "02/02A03");
    cr_expect_eq(all->allocated, 12);
    cr_expect_eq(all->declared, 7);
    cr_expect_eq(all->cents, 400);
    cr_expect_eq(find(IWMO_FIGURE_PRODUCTION, 202602, "", "02/02A03")->declared, 2);
}

Test(figures, refusals_are_counted_by_code)
{
    struct iwmo_entry entry = {
        .state = IWMO_ENTRY_REFUSED, .aanbieder = "65656055", .codes = "9332 9056"};

    entry.day = books_day("2026-02-03");
    iwmo_figures_entry(&figures, &entry);
    entry.state = IWMO_ENTRY_PARTIAL;
    strcpy(entry.codes, "9332");
    iwmo_figures_entry(&figures, &entry);
    entry.state = IWMO_ENTRY_PROCESSED;
    iwmo_figures_entry(&figures, &entry);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_REFUSED, 202602, "65656055", "9332")->count, 2);
    cr_expect_eq(find(IWMO_FIGURE_REFUSED, 0, "", "9056")->count, 1);
}

Test(figures, waiting_has_a_border_at_42_days_and_what_begins_later_apart)
{
    static const struct {
        const char *day, *name;
    } ages[] = {{"2026-02-16", "0-14"},  {"2026-02-15", "15-28"},
                {"2026-02-02", "15-28"}, {"2026-02-01", "29-42"},
                {"2026-01-19", "29-42"}, {"2026-01-18", "43-60"},
                {"2025-12-31", "61-90"}, {"2025-12-01", "91-"}};

    for (size_t i = 0; i < sizeof(ages) / sizeof(ages[0]); i++) {
        char given[80] = "1 02/02A03 2025-11-01.. t=";
        const struct iwmo_record record = books_toewijzing(strcat(given, ages[i].day));

        number(&record, 1);
        iwmo_figures_sum(&figures);
        cr_expect_geq(find(IWMO_FIGURE_WAITING, 0, "", ages[i].name)->count, 1, "%s",
                      ages[i].day);
        iwmo_figures_release(&figures);
    }
    const struct iwmo_record later =
        books_toewijzing("2 02/02A03 2026-03-03.. t=2025-11-01");
    const struct iwmo_record today =
        books_toewijzing("3 02/02A03 2026-03-02.. t=2026-03-02");
    number(&later, 1);
    number(&today, 1);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_WAITING, 0, "", "later")->count, 1);
    cr_expect_eq(find(IWMO_FIGURE_WAITING, 0, "", "0-14")->count, 1);
    cr_expect_str_eq(figures.rows[0].name, "0-14");
    cr_expect_str_eq(figures.rows[1].name, "later");
}

Test(figures, what_the_provider_was_refused_in_part_is_counted_from_the_answer)
{
    struct iwmo_entry entry = {.side = IWMO_SIDE_AANBIEDER,
                               .direction = IWMO_IN,
                               .state = IWMO_ENTRY_PROCESSED,
                               .message = "WMO325",
                               .aanbieder = "65656055",
                               .codes = "0611"};

    entry.day = books_day("2026-02-03");
    iwmo_figures_entry(&figures, &entry);
    strcpy(entry.message, "WMO302"); /* the message that it answers is counted */
    iwmo_figures_entry(&figures, &entry);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_REFUSED, 202602, "65656055", "0611")->count, 1);
}

Test(figures, a_filter_leaves_what_is_asked_for)
{
    struct iwmo_record rows[] = {
        books_toewijzing("1 02/02A03 2026-01-01..2026-02-28 3/04/4 t=2026-01-02"),
        books_record(IWMO_RECORD_PRESTATIE,
                     "1 2026-01-01..2026-01-31 ref=R1 volume=2 bedrag=300 st=D"),
    };
    struct iwmo_entry entry = {
        .state = IWMO_ENTRY_REFUSED, .aanbieder = "65656055", .codes = "9332"};

    entry.day = books_day("2026-02-03");
    figures.filter = (struct iwmo_figures_filter){.first = 202602, .last = 202602};
    number(rows, 2);
    iwmo_figures_entry(&figures, &entry);
    iwmo_figures_sum(&figures);
    const struct iwmo_figure *all = find(IWMO_FIGURE_PRODUCTION, 0, "", "02/02A03");
    cr_expect_eq(all->allocated, 3);
    cr_expect_eq(all->declared, 0);
    iwmo_figures_release(&figures);
    figures.filter = (struct iwmo_figures_filter){.categorie = "07"};
    number(rows, 2);
    iwmo_figures_entry(&figures, &entry);
    iwmo_figures_sum(&figures);
    cr_expect_eq(figures.count, 0);
    figures.filter = (struct iwmo_figures_filter){.aanbieder = "65656056"};
    number(rows, 2);
    iwmo_figures_entry(&figures, &entry);
    iwmo_figures_sum(&figures);
    cr_expect_eq(figures.count, 0);
    figures.filter = (struct iwmo_figures_filter){.categorie = "02", .code = "02A03"};
    number(rows, 2);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_PRODUCTION, 0, "", "02/02A03")->declared, 2);
}

Test(figures, a_budget_is_spread_and_declared_in_cents)
{
    struct iwmo_record rows[] = {
        books_toewijzing("1 02/02A03 2026-01-01..2026-02-28 t=2026-01-02"),
        books_record(IWMO_RECORD_PRESTATIE,
                     "1 2026-01-01..2026-01-31 ref=R1 volume=2 bedrag=300 st=D"),
    };

    rows[0].budget = 59000;
    rows[0].volume = IWMO_ABSENT;
    rows[0].code[0] = '\0';
    rows[1].uitkomst = IWMO_UITKOMST_GOED;
    number(rows, 2);
    iwmo_figures_sum(&figures);
    const struct iwmo_figure *january = find(IWMO_FIGURE_PRODUCTION, 202601, "", "02");
    cr_expect_str_eq(january->eenheid, "83");
    cr_expect_eq(january->allocated, 31000);
    cr_expect_eq(january->declared, 300);
    cr_expect_eq(find(IWMO_FIGURE_PRODUCTION, 0, "", "02")->allocated, 59000);
}

/* Many allocations of the same product are one row each time, and all are counted. */
Test(figures, rows_do_not_pile_up)
{
    const struct iwmo_record record =
        books_toewijzing("1 02/02A03 2026-01-01..2026-02-28 3/04/4 t=2026-01-02");

    for (size_t i = 0; i < 5000; i++)
        number(&record, 1);
    cr_expect_lt(figures.room, 2000);
    iwmo_figures_sum(&figures);
    cr_expect_eq(find(IWMO_FIGURE_PRODUCTION, 202601, "", "02/02A03")->allocated,
                 15000);
}

/* The schema allows years before year 1. */
Test(figures, a_month_before_year_1_is_a_month)
{
    start_after("-0044-03-15", "-0044-03-16");
    start_after("-0044-03-15", "-0043-12-31");
    iwmo_figures_sum(&figures);
    size_t count = 0;
    for (size_t i = 0; i < figures.count; i++) {
        const struct iwmo_figure *row = &figures.rows[i];
        if (row->kind != IWMO_FIGURE_LEAD || row->month == 0)
            continue;
        const struct iwmo_day day = iwmo_figures_month_split(row->month);
        cr_expect(day.year == -44 ? day.month == 3 : day.year == -43 && day.month == 12,
                  "%d-%d", day.year, day.month);
        count++;
    }
    cr_assert_geq(count, 2);
    cr_assert_eq(iwmo_figures_month_split(202612).year, 2026);
    cr_assert_eq(iwmo_figures_month_split(202612).month, 12);
    cr_assert_eq(iwmo_figures_month_split(-99).year, -1);
    cr_assert_eq(iwmo_figures_month_split(-99).month, 1);
}
