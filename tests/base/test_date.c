#include "base/date.h"

#include <criterion/criterion.h>
#include <stdio.h>

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

Test(date, the_epoch_is_day_0)
{
    cr_assert_eq(date("1970-01-01").days, 0);
    cr_assert_eq(date("1969-12-31").days, -1);
    cr_assert_eq(date("2000-03-01").days, 11017);
    cr_assert_eq(date("0001-01-01").days, -719162);
}

/* A naive calendar walked day by day. */
Test(date, split_and_of_agree_with_a_walk_over_year_1_and_beyond)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t days = iwmo_date_of(-410, 1, 1).days;

    for (int32_t year = -410; year <= 2410; year += year == -1 ? 2 : 1) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int month = 1; month <= 12; month++) {
            int last = lengths[month - 1] + (month == 2 && leap);
            for (int day = 1; day <= last; day++, days++) {
                struct iwmo_day split = iwmo_date_split((struct iwmo_date){days});
                if (iwmo_date_of(year, month, day).days != days || split.year != year ||
                    split.month != month || split.day != day)
                    cr_assert(false, "%d-%d-%d", year, month, day);
            }
            cr_assert_not(iwmo_date_exists(year, month, last + 1));
        }
    }
}

Test(date, what_is_printed_is_parsed_again)
{
    char out[IWMO_DATE_TEXT];

    for (int64_t days = INT32_MIN; days <= INT32_MAX; days += 99991) {
        struct iwmo_date from = {(int32_t)days};
        cr_assert_eq(date(iwmo_date_print(from, out)).days, days, "%s", out);
    }
    assert_is(date("0099-01-02"), "0099-01-02");
    assert_is(date("-0044-03-15"), "-0044-03-15");
    assert_is(date("12345-01-01"), "12345-01-01");
}

Test(date, far_years_saturate_and_keep_their_order)
{
    cr_assert_eq(date("5881580-07-11").days, INT32_MAX);
    cr_assert_eq(date("5881580-07-12").days, INT32_MAX);
    cr_assert_eq(date("9223372036854775807-12-31").days, INT32_MAX);
    cr_assert_eq(date("-9223372036854775807-01-01").days, INT32_MIN);
    cr_assert_eq(iwmo_date_of(INT32_MAX, 1, 1).days, INT32_MAX);
    cr_assert_eq(iwmo_date_of(INT32_MIN, 1, 1).days, INT32_MIN);
    cr_assert(iwmo_date_before(date("-99999999-01-01"), date("-4000000-01-01")));
    cr_assert(iwmo_date_before(date("4000000-01-01"), date("99999999-01-01")));
}

Test(date, order_is_that_of_days)
{
    cr_assert(iwmo_date_before(date("-0001-12-31"), date("0001-01-01")));
    cr_assert(iwmo_date_before(date("2023-08-12"), date("2023-08-13")));
    cr_assert_not(iwmo_date_before(date("2023-08-13"), date("2023-08-13")));
    cr_assert(iwmo_date_equal(date("2023-08-13"), date("2023-08-13")));
    cr_assert_not(iwmo_date_equal(date("2023-08-13"), date("2023-08-14")));
}

Test(date, existence_knows_leap_years_and_has_no_year_0)
{
    cr_assert(iwmo_date_exists(2000, 2, 29));
    cr_assert_not(iwmo_date_exists(1900, 2, 29));
    cr_assert(iwmo_date_exists(-4, 2, 29));
    cr_assert_not(iwmo_date_exists(-1, 2, 29));
    cr_assert_not(iwmo_date_exists(0, 1, 1));
    cr_assert_not(iwmo_date_exists(2023, 0, 1));
    cr_assert_not(iwmo_date_exists(2023, 13, 1));
    cr_assert_not(iwmo_date_exists(2023, 1, 0));
    cr_assert_not(iwmo_date_exists(2023, 1, 32));
}

static const char *const wrong_dates[] = {
    "",
    "-",
    "2023",
    "2023-08",
    "2023-08-",
    "2023-8-13",
    "2023-08-1",
    "2023-08-132",
    "20230813",
    "2023/08/13",
    "13-08-2023",
    "+2023-08-13",
    "--2023-08-13",
    " 2023-08-13",
    "2023-08-13 ",
    "999-01-01",
    "0000-01-01",
    "-0000-01-01",
    "02023-08-13",
    "1900-02-29",
    "2100-02-29",
    "-0100-02-29",
    "-0005-02-29",
    "2023-04-31",
    "2023-00-10",
    "2023-13-10",
    "2023-08-00",
    "9223372036854775808-01-01",
    "-9223372036854775808-01-01",
    "2023-08-13T00:00:00",
};

Test(date, what_is_no_xs_date_is_refused_and_the_date_untouched)
{
    struct iwmo_date untouched = {42};

    for (size_t i = 0; i < sizeof(wrong_dates) / sizeof(wrong_dates[0]); i++) {
        cr_assert_not(iwmo_date_parse(iwmo_text(wrong_dates[i]), &untouched), "%s",
                      wrong_dates[i]);
        cr_assert_not(iwmo_date_parse_zoned(iwmo_text(wrong_dates[i]), &untouched),
                      "%s", wrong_dates[i]);
    }
    cr_assert_not(iwmo_date_parse((struct iwmo_text){"2023-08-13\0", 11}, &untouched));
    cr_assert_eq(untouched.days, 42);
}

Test(date, a_slice_need_not_end_with_nul)
{
    struct iwmo_date parsed;

    cr_assert(iwmo_date_parse((struct iwmo_text){"2023-08-139", 10}, &parsed));
    assert_is(parsed, "2023-08-13");
}

Test(date, a_zone_is_checked_and_not_kept)
{
    static const char *const right[] = {"",       "Z",      "+14:00", "-14:00",
                                        "+00:00", "-00:00", "+13:59"};
    static const char *const wrong[] = {"z",      "ZZ",     "+14:01", "-14:01",
                                        "+15:00", "+13:60", "+1:00",  "+0100",
                                        "+01:0",  "+",      "+01:00Z"};
    char text[32];
    struct iwmo_date parsed;

    for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
        snprintf(text, sizeof(text), "2023-08-13%s", right[i]);
        cr_assert(iwmo_date_parse_zoned(iwmo_text(text), &parsed), "%s", text);
        assert_is(parsed, "2023-08-13");
        cr_assert_eq(iwmo_date_parse(iwmo_text(text), &parsed), i == 0, "%s", text);
    }
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        snprintf(text, sizeof(text), "2023-08-13%s", wrong[i]);
        cr_assert_not(iwmo_date_parse_zoned(iwmo_text(text), &parsed), "%s", text);
    }
}

static const struct {
    const char *text;
    int32_t seconds; /* -1 = no xs:time */
} times[] = {
    {"00:00:00", 0},
    {"23:59:59", 86399},
    {"12:30:15.999", 45015},
    {"12:30:15Z", 45015},
    {"12:30:15.5+14:00", 45015},
    {"24:00:00", 86400},
    {"24:00:00.0", 86400},
    {"24:00:00.00-01:00", 86400},
    {"24:00:01", -1},
    {"24:00:00.01", -1},
    {"24:01:00", -1},
    {"25:00:00", -1},
    {"12:60:00", -1},
    {"12:00:60", -1},
    {"12:00", -1},
    {"12:00:0", -1},
    {"1:00:00", -1},
    {"12:00:00.", -1},
    {"12:00:00.Z", -1},
    {"12:00:00+14:01", -1},
    {"-12:00:00", -1},
    {"", -1},
};

/* The zoned parser has a quick way for the plain form, the other has not. */
static void
assert_parsed_alike(struct iwmo_text text)
{
    struct iwmo_date quick = {42}, slow = {42};
    bool is_quick = iwmo_date_parse_zoned(text, &quick);
    bool is_slow = iwmo_date_parse(text, &slow);

    if (is_quick != is_slow || quick.days != slow.days)
        cr_assert(false, "%.*s", (int)text.size, text.at);
}

Test(date, the_plain_form_is_read_as_any_other)
{
    char text[32];

    for (int year = 0; year <= 9999; year += year < 810 ? 1 : 37)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                int size =
                    snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
                assert_parsed_alike((struct iwmo_text){text, (size_t)size});
            }
}

Test(date, no_other_byte_passes_for_a_digit_or_a_dash)
{
    for (size_t at = 0; at < 10; at++)
        for (int byte = 0; byte < 256; byte++) {
            char text[] = "2024-02-29";
            text[at] = (char)byte;
            assert_parsed_alike((struct iwmo_text){text, 10});
        }
}

Test(date, times_are_read_as_seconds)
{
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        int32_t seconds = -1;
        bool is_time = iwmo_time_parse_zoned(iwmo_text(times[i].text), &seconds);
        cr_assert_eq(is_time, times[i].seconds >= 0, "%s", times[i].text);
        cr_assert_eq(seconds, times[i].seconds, "%s", times[i].text);
    }
}

Test(date, months_start_and_end)
{
    assert_is(iwmo_date_month_start(date("2024-02-29")), "2024-02-01");
    assert_is(iwmo_date_month_start(date("2024-02-01")), "2024-02-01");
    assert_is(iwmo_date_month_end(date("2024-02-01")), "2024-02-29");
    assert_is(iwmo_date_month_end(date("2023-02-28")), "2023-02-28");
    assert_is(iwmo_date_month_end(date("2023-12-05")), "2023-12-31");
    cr_assert_eq(iwmo_date_month_end((struct iwmo_date){INT32_MAX}).days, INT32_MAX);
    cr_assert_eq(iwmo_date_month_start((struct iwmo_date){INT32_MIN}).days, INT32_MIN);
}

Test(date, added_months_are_cut_at_the_month_end)
{
    assert_is(iwmo_date_add_months(date("2023-01-31"), 1), "2023-02-28");
    assert_is(iwmo_date_add_months(date("2024-01-31"), 1), "2024-02-29");
    assert_is(iwmo_date_add_months(date("2023-03-31"), -1), "2023-02-28");
    assert_is(iwmo_date_add_months(date("2023-08-31"), 1), "2023-09-30");
    assert_is(iwmo_date_add_months(date("2023-12-31"), 2), "2024-02-29");
    assert_is(iwmo_date_add_months(date("2023-01-15"), -13), "2021-12-15");
    assert_is(iwmo_date_add_months(date("0001-01-31"), -1), "-0001-12-31");
    assert_is(iwmo_date_add_months(date("-0001-12-31"), 1), "0001-01-31");
}

Test(date, added_years_make_29_february_the_28th)
{
    assert_is(iwmo_date_add_years(date("2024-02-29"), 1), "2025-02-28");
    assert_is(iwmo_date_add_years(date("2024-02-29"), 4), "2028-02-29");
    assert_is(iwmo_date_add_years(date("2024-02-29"), -124), "1900-02-28");
    assert_is(iwmo_date_add_years(date("2023-08-13"), 18), "2041-08-13");
    cr_assert_eq(iwmo_date_add_years(date("2023-08-13"), INT32_MAX).days, INT32_MAX);
    cr_assert_eq(iwmo_date_add_years(date("2023-08-13"), INT32_MIN).days, INT32_MIN);
}

Test(date, adding_a_month_lands_in_the_next_one_on_every_day)
{
    for (int32_t days = date("1890-01-01").days; days < date("2110-01-01").days;
         days++) {
        struct iwmo_date from = {days};
        struct iwmo_date to = iwmo_date_add_months(from, 1);
        int32_t next_month = iwmo_date_month_end(from).days + 1;
        struct iwmo_day day = iwmo_date_split(from), moved = iwmo_date_split(to);

        cr_assert_eq(iwmo_date_month_start(to).days, next_month);
        cr_assert(
            moved.day == day.day ||
            (moved.day < day.day && iwmo_date_equal(to, iwmo_date_month_end(to))));
    }
}

Test(date, weekdays_follow_each_other)
{
    cr_assert_eq(iwmo_date_weekday(date("1970-01-01")), 4);
    cr_assert_eq(iwmo_date_weekday(date("2023-08-13")), 7);
    cr_assert_eq(iwmo_date_weekday(date("2024-02-29")), 4);
    cr_assert_eq(iwmo_date_weekday(date("1900-01-01")), 1);
    for (int32_t days = -1000; days < 1000; days++)
        cr_assert_eq(iwmo_date_weekday((struct iwmo_date){days + 1}),
                     iwmo_date_weekday((struct iwmo_date){days}) % 7 + 1);
    cr_assert_geq(iwmo_date_weekday((struct iwmo_date){INT32_MIN}), 1);
    cr_assert_leq(iwmo_date_weekday((struct iwmo_date){INT32_MAX}), 7);
}
