#include "base/calendar.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static char path[TEST_PATH];
static struct iwmo_error err;

static void
make_file(void)
{
    test_make_file(path);
}

static void
drop_file(void)
{
    unlink(path);
}

TestSuite(calendar, .init = make_file, .fini = drop_file);

static struct iwmo_date
date(const char *text)
{
    struct iwmo_date date = {0};

    cr_assert(iwmo_date_parse(iwmo_text(text), &date), "%s", text);
    return date;
}

static void
assert_is(struct iwmo_date date, const char *expected)
{
    char out[IWMO_DATE_TEXT];

    cr_assert_str_eq(iwmo_date_print(date, out), expected);
}

static struct iwmo_calendar *
open_text(const char *text)
{
    err = (struct iwmo_error){0};
    test_write(path, text, strlen(text));
    return iwmo_calendar_open(path, &err);
}

/* ---- Easter ---- */

Test(calendar, easter_of_known_years)
{
    static const char *const sundays[] = {
        "1583-04-10", "1598-03-22", "1666-04-25", "1700-04-11", "1734-04-25",
        "1761-03-22", "1800-04-13", "1818-03-22", "1886-04-25", "1900-04-15",
        "1913-03-23", "1943-04-25", "1954-04-18", "1961-04-02", "1970-03-29",
        "1981-04-19", "1990-04-15", "1999-04-04", "2000-04-23", "2008-03-23",
        "2011-04-24", "2014-04-20", "2015-04-05", "2016-03-27", "2017-04-16",
        "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17",
        "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
        "2028-04-16", "2029-04-01", "2030-04-21", "2035-03-25", "2038-04-25",
        "2049-04-18", "2076-04-19", "2100-03-28", "2285-03-22", "2299-04-16",
    };

    for (size_t i = 0; i < sizeof(sundays) / sizeof(sundays[0]); i++) {
        struct iwmo_date sunday = date(sundays[i]);
        assert_is(iwmo_calendar_easter(iwmo_date_split(sunday).year), sundays[i]);
    }
}

/* The tables of the church: golden number and corrections of sun and moon give the age
 * of the moon (epact), that the paschal full moon, and Easter is the Sunday behind it.
 */
static struct iwmo_date
easter_by_epact(int32_t year)
{
    int golden = year % 19 + 1, century = year / 100 + 1;
    int sun = 3 * century / 4 - 12, moon = (8 * century + 5) / 25 - 5;
    int epact = ((11 * golden + 20 + moon - sun) % 30 + 30) % 30;

    if (epact == 24 || (epact == 25 && golden > 11))
        epact++;
    struct iwmo_date full = iwmo_date_of(year, 3, 21);
    full.days += 44 - epact - 21;
    if (44 - epact < 21)
        full.days += 30;
    full.days += 7 - iwmo_date_weekday(full) % 7;
    return full;
}

Test(calendar, easter_of_ten_thousand_years_by_another_method)
{
    for (int32_t year = 1; year <= 10000; year++)
        cr_assert(iwmo_date_equal(iwmo_calendar_easter(year), easter_by_epact(year)),
                  "%d", year);
}

Test(calendar, easter_of_a_far_year_is_a_day_in_march_or_april)
{
    static const int32_t years[] = {-5870000, -5, -1, 1000000, 5870000};

    for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
        struct iwmo_day day = iwmo_date_split(iwmo_calendar_easter(years[i]));
        cr_assert_eq(day.year, years[i]);
        cr_assert(day.month == 3 ? day.day >= 22 : day.month == 4 && day.day <= 25);
    }
}

/* ---- working days by rule ---- */

Test(calendar, the_holidays_of_2026_and_nothing_else)
{
    static const char *const holidays[] = {
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05",
        "2026-05-14", "2026-05-25", "2026-12-25", "2026-12-26",
    };
    size_t next = 0;

    for (struct iwmo_date day = date("2026-01-01"); day.days < date("2027-01-01").days;
         day.days++) {
        bool is_holiday = next < 9 && iwmo_date_equal(day, date(holidays[next]));
        next += is_holiday;
        cr_assert_eq(iwmo_calendar_is_working_day(NULL, day),
                     !is_holiday && iwmo_date_weekday(day) <= 5);
    }
    cr_assert_eq(next, 9);
}

Test(calendar, easter_may_be_in_march)
{
    cr_assert_not(iwmo_calendar_is_working_day(NULL, date("2024-03-29")));
    cr_assert_not(iwmo_calendar_is_working_day(NULL, date("2016-03-28")));
    cr_assert_not(iwmo_calendar_is_working_day(NULL, date("2016-05-05")));
    cr_assert_not(iwmo_calendar_is_working_day(NULL, date("2011-06-13")));
}

Test(calendar, kings_day_is_not_on_a_sunday)
{
    cr_assert_not(iwmo_calendar_is_working_day(NULL, date("2026-04-27")));
    cr_assert_not(
        iwmo_calendar_is_working_day(NULL, date("2025-04-26"))); /* Saturday */
    cr_assert(iwmo_calendar_is_working_day(NULL, date("2025-04-28")));
    cr_assert(iwmo_calendar_is_working_day(NULL, date("2024-04-26"))); /* Friday */
}

/* Case C47 */
Test(calendar, deadlines_end_where_they_should)
{
    static const struct {
        const char *event;
        unsigned days;
        const char *due;
    } rows[] = {
        {"2026-04-01", 3, "2026-04-08"},  {"2026-04-01", 5, "2026-04-10"},
        {"2026-04-01", 10, "2026-04-17"}, {"2026-04-24", 3, "2026-04-30"},
        {"2026-05-04", 3, "2026-05-08"},  {"2026-05-13", 3, "2026-05-19"},
        {"2026-05-08", 10, "2026-05-26"}, {"2025-12-24", 3, "2025-12-31"},
        {"2025-12-24", 5, "2026-01-05"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_date event = date(rows[i].event);
        assert_is(iwmo_calendar_after(NULL, event, rows[i].days), rows[i].due);
        cr_assert_eq(iwmo_calendar_between(NULL, event, date(rows[i].due)),
                     rows[i].days);
    }
    struct iwmo_date investigated = date("2026-03-16");
    investigated.days += 56; /* 8 weeks are calendar days */
    assert_is(investigated, "2026-05-11");
}

Test(calendar, the_day_of_the_event_does_not_count)
{
    assert_is(iwmo_calendar_after(NULL, date("2026-06-05"), 0), "2026-06-05");
    assert_is(iwmo_calendar_after(NULL, date("2026-06-06"), 0), "2026-06-06");
    assert_is(iwmo_calendar_after(NULL, date("2026-06-05"), 1), "2026-06-08");
    assert_is(iwmo_calendar_after(NULL, date("2026-06-06"), 1), "2026-06-08");
    assert_is(iwmo_calendar_after(NULL, date("2026-06-07"), 1), "2026-06-08");
}

Test(calendar, days_are_counted_forward_only)
{
    cr_assert_eq(iwmo_calendar_between(NULL, date("2026-06-08"), date("2026-06-08")),
                 0);
    cr_assert_eq(iwmo_calendar_between(NULL, date("2026-06-09"), date("2026-06-01")),
                 0);
    cr_assert_eq(iwmo_calendar_between(NULL, date("2026-06-05"), date("2026-06-08")),
                 1);
    cr_assert_eq(iwmo_calendar_between(NULL, date("2026-06-05"), date("2026-06-07")),
                 0);
    cr_assert_eq(iwmo_calendar_between(NULL, date("2025-12-31"), date("2026-12-31")),
                 253);
}

Test(calendar, after_and_between_agree)
{
    for (struct iwmo_date day = date("2025-11-01"); day.days < date("2026-11-01").days;
         day.days++)
        for (unsigned n = 1; n < 30; n++) {
            struct iwmo_date due = iwmo_calendar_after(NULL, day, n);
            cr_assert(iwmo_calendar_is_working_day(NULL, due));
            cr_assert_eq(iwmo_calendar_between(NULL, day, due), n);
        }
}

Test(calendar, hostile_dates_come_to_an_end, .timeout = 10)
{
    struct iwmo_date first = {INT32_MIN}, last = {INT32_MAX}, almost = {INT32_MAX - 1};

    cr_assert_eq(iwmo_calendar_between(NULL, first, last), IWMO_CALENDAR_MOST);
    cr_assert_eq(iwmo_calendar_between(NULL, last, first), 0);
    cr_assert_eq(iwmo_calendar_after(NULL, last, 3).days, INT32_MAX);
    cr_assert_eq(iwmo_calendar_after(NULL, almost, UINT32_MAX).days, INT32_MAX);
    cr_assert_gt(iwmo_calendar_after(NULL, first, UINT32_MAX).days, INT32_MIN);
    struct iwmo_date far = iwmo_calendar_after(NULL, date("2026-01-01"), UINT32_MAX);
    cr_assert_eq(iwmo_calendar_between(NULL, date("2026-01-01"), far),
                 IWMO_CALENDAR_MOST);
}

/* ---- a file ---- */

Test(calendar, a_file_says_all_of_the_years_it_names)
{
    struct iwmo_calendar *calendar =
        open_text("\xEF\xBB\xBF# two years\r\n\r\n  2028-05-26\tbrugdag\r\n"
                  "2026-01-02  Nieuwjaar, een dag later\r\n2026-12-31");

    cr_assert_not_null(calendar, "%s", err.text);
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2026-01-02")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2026-12-31")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2028-05-26")));
    cr_assert(iwmo_calendar_is_working_day(calendar, date("2026-01-01")));
    cr_assert(iwmo_calendar_is_working_day(calendar, date("2026-04-03")));
    cr_assert(iwmo_calendar_is_working_day(calendar, date("2028-05-25")));
    cr_assert(iwmo_calendar_is_working_day(calendar, date("2028-12-25")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2026-01-03")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2025-12-25")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2027-01-01")));
    cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2029-01-01")));
    assert_is(iwmo_calendar_after(calendar, date("2026-04-01"), 3), "2026-04-06");
    iwmo_calendar_close(calendar);
}

Test(calendar, a_file_without_days_changes_nothing)
{
    static const char *const texts[] = {"", "\n", "# nothing\n\n"};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct iwmo_calendar *calendar = open_text(texts[i]);
        cr_assert_not_null(calendar, "%s", err.text);
        cr_assert_not(iwmo_calendar_is_working_day(calendar, date("2026-01-01")));
        cr_assert(iwmo_calendar_is_working_day(calendar, date("2026-01-02")));
        iwmo_calendar_close(calendar);
    }
}

Test(calendar, a_line_that_is_no_day_is_told_by_its_number)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"2026-01-01\nx\n", ":2: no day like"},
        {"2026-02-29 schrikkeldag\n", ":1: no day like"},
        {"# x\n\n2026-1-1 a\n", ":3: no day like"},
        {"01-01-2026\n", ":1: no day like"},
        {"2026-01-01Nieuwjaar\n", ":1: no day like"},
        {"12026-01-01 ver\n", ":1: no day like"},
        {"2026-01-0", ":1: no day like"},
        {"2026-01-01\n2026-12-25\n2026-01-01 weer\n",
         ":3: 2026-01-01 stands in line 1 already"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_assert_null(open_text(rows[i].text), "%zu", i);
        cr_assert_eq(err.status, IWMO_MALFORMED);
        cr_assert_not_null(strstr(err.text, rows[i].says), "%s", err.text);
        cr_assert_not_null(strstr(err.text, path));
    }
}

Test(calendar, a_file_that_is_not_there_is_an_io_failure)
{
    err = (struct iwmo_error){0};
    cr_assert_null(iwmo_calendar_open("no/such/calendar", &err));
    cr_assert_eq(err.status, IWMO_IO);
    iwmo_calendar_close(NULL);
}
