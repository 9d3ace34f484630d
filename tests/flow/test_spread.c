#include "flow/spread.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "flow/books.h"

/* ---- the second computation: day by day ---- */

static int64_t
days_of_month(int32_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && is_leap);
}

/* What a walk over the days of the month gives, as a fraction. */
struct fraction {
    int64_t over, under;
};

static struct fraction
walk(const struct iwmo_record *toewijzing, int32_t year, int month)
{
    int64_t inside = 0, whole = 0;

    for (int32_t day = toewijzing->begin.days; day <= toewijzing->eind.days; day++) {
        const struct iwmo_day split = iwmo_date_split((struct iwmo_date){day});

        whole++;
        inside += split.year == year && split.month == month;
    }
    if (toewijzing->volume == IWMO_ABSENT)
        return (struct fraction){toewijzing->budget * inside, whole};
    switch (toewijzing->frequentie[0]) {
    case '1':
        return (struct fraction){toewijzing->volume * inside, 1};
    case '2':
        return (struct fraction){toewijzing->volume * inside, 7};
    case '4':
        return (struct fraction){inside > 0 ? toewijzing->volume : 0, 1};
    default:
        return (struct fraction){toewijzing->volume * inside, whole};
    }
}

static struct iwmo_record
invent(void)
{
    static const char frequenties[] = "1246-";
    struct iwmo_record record = books_toewijzing("1 02/02A03 2024-01-01.. 3/04/2");

    record.begin = iwmo_date_of(2024, 1 + rand() % 12, 1 + rand() % 28);
    record.eind.days = record.begin.days + rand() % 500;
    record.volume = 1 + rand() % 400;
    record.frequentie[0] = frequenties[rand() % 5];
    if (record.frequentie[0] == '-') {
        record.volume = IWMO_ABSENT;
        record.budget = 1 + rand() % 10000000;
        record.frequentie[0] = '\0';
    }
    return record;
}

Test(spread, every_month_is_within_one_of_the_formula_and_all_add_up)
{
    srand(7);
    for (int i = 0; i < 2000; i++) {
        const struct iwmo_record record = invent();
        int64_t sum = 0, over = 0, under = 1;

        for (int month = 0; month < 36; month++) {
            const int32_t year = 2024 + month / 12;
            int64_t found;

            cr_assert(iwmo_spread_month(
                &record, iwmo_date_of(year, month % 12 + 1, 1 + month % 28), &found));
            const struct fraction wanted = walk(&record, year, month % 12 + 1);
            cr_assert_leq(llabs(found * wanted.under - wanted.over), wanted.under);
            cr_assert_geq(found, 0);
            sum += found;
            over += wanted.over;
            under = wanted.under;
        }
        cr_assert_eq(sum, (2 * over + under) / (2 * under), "%d: %ld", i, (long)sum);
    }
}

Test(spread, months_have_the_days_that_they_have)
{
    const struct iwmo_record record =
        books_toewijzing("1 02/02A03 2024-01-01.. 1/04/1");

    for (int month = 0; month < 24; month++) {
        int64_t found;

        cr_assert(iwmo_spread_month(
            &record, iwmo_date_of(2024 + month / 12, month % 12 + 1, 15), &found));
        cr_assert_eq(found, days_of_month(2024 + month / 12, month % 12 + 1));
    }
}

Test(spread, what_nothing_says_is_not_known)
{
    struct iwmo_record record = books_toewijzing("1 02/02A03 2026-01-01.. 3/04/6");
    int64_t found = 7;

    cr_expect_not(iwmo_spread_month(&record, books_day("2026-02-01"), &found),
                  "a total without an end");
    cr_expect_eq(found, 0);
    record.volume = IWMO_ABSENT;
    cr_expect_not(iwmo_spread_month(&record, books_day("2026-02-01"), &found));
    record.budget = 100;
    cr_expect_not(iwmo_spread_month(&record, books_day("2026-02-01"), &found));
    record.budget = INT64_MAX / 2;
    record.eind = books_day("2026-12-31");
    cr_expect_not(iwmo_spread_month(&record, books_day("2026-02-01"), &found),
                  "more than can be counted");
}

Test(spread, outside_its_period_nothing_is_allocated)
{
    const struct iwmo_record record =
        books_toewijzing("1 02/02A03 2026-01-10..2026-02-10 3/04/4");
    int64_t found = 7;

    cr_expect(iwmo_spread_month(&record, books_day("2025-12-31"), &found));
    cr_expect_eq(found, 0);
    cr_expect(iwmo_spread_month(&record, books_day("2026-02-28"), &found));
    cr_expect_eq(found, 3);
    cr_expect(iwmo_spread_month(&record, books_day("2026-03-01"), &found));
    cr_expect_eq(found, 0);
}
