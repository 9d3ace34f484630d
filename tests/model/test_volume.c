#include "model/volume.h"

#include <criterion/criterion.h>

static struct iwmo_date
date(const char *text)
{
    struct iwmo_date date = {0};

    cr_assert(iwmo_date_parse(iwmo_text(text), &date), "%s", text);
    return date;
}

static struct iwmo_period
period(const char *begin, const char *end)
{
    return (struct iwmo_period){date(begin), date(end)};
}

static struct iwmo_omvang
omvang(int64_t volume, enum iwmo_eenheid eenheid, enum iwmo_frequentie frequentie,
       struct iwmo_period toewijzing)
{
    return (struct iwmo_omvang){.volume = volume,
                                .eenheid = eenheid,
                                .frequentie = frequentie,
                                .has_end = true,
                                .toewijzing = toewijzing};
}

static int64_t
most(const struct iwmo_omvang *of, const char *begin, const char *end)
{
    struct iwmo_maximum maximum =
        iwmo_volume_in_period(of, period(begin, end), of->eenheid);

    cr_assert(maximum.is_known && !maximum.is_saturated);
    return maximum.volume;
}

static int64_t
most_in_all(const struct iwmo_omvang *of)
{
    struct iwmo_maximum maximum = iwmo_volume_in_all(of, of->eenheid);

    cr_assert(maximum.is_known && !maximum.is_saturated);
    return maximum.volume;
}

/* ---- periods ---- */

Test(volume, a_period_is_counted_in_four_ways)
{
    static const struct {
        const char *begin, *end;
        int64_t days, weeks, sundays, months;
    } rows[] = {
        {"2025-07-07", "2025-09-07", 63, 9, 9, 3},    /* C35 */
        {"2025-09-01", "2025-12-31", 122, 18, 17, 4}, /* C43 */
        {"2026-01-05", "2026-03-18", 73, 11, 10, 3},
        {"2026-06-01", "2026-06-01", 1, 1, 0, 1},  /* a Monday */
        {"2026-06-07", "2026-06-07", 1, 1, 1, 1},  /* a Sunday */
        {"2026-06-07", "2026-06-08", 2, 2, 1, 1},  /* Sunday and Monday */
        {"2026-06-08", "2026-06-13", 6, 1, 0, 1},  /* no Sunday */
        {"2026-12-28", "2027-01-03", 7, 1, 1, 2},  /* 2026 has a week 53 */
        {"2026-12-27", "2027-01-04", 9, 3, 2, 2},  /* weeks 52, 53 and 1 */
        {"2020-12-28", "2021-01-04", 8, 2, 1, 2},  /* 2020 as well */
        {"2024-12-30", "2025-01-05", 7, 1, 1, 2},  /* week 1 begins in 2024 */
        {"1969-12-28", "1970-01-05", 9, 3, 2, 2},  /* over day 0 */
        {"2026-02-01", "2026-02-28", 28, 5, 4, 1}, /* from a Sunday */
        {"-0001-12-31", "0001-01-01", 2, 2, 1, 2}, /* no year between */
        {"2026-06-02", "2026-06-01", 0, 0, 0, 0},
        {"2026-07-01", "2026-06-01", 0, 0, 0, 0},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_period of = period(rows[i].begin, rows[i].end);
        cr_assert_eq(iwmo_period_days(of), rows[i].days, "row %zu", i);
        cr_assert_eq(iwmo_period_weeks(of), rows[i].weeks, "row %zu", i);
        cr_assert_eq(iwmo_period_sundays(of), rows[i].sundays, "row %zu", i);
        cr_assert_eq(iwmo_period_months(of), rows[i].months, "row %zu", i);
    }
}

/* Day by day, by weekday and day of the month. */
Test(volume, counting_agrees_with_a_walk)
{
    struct iwmo_date first = date("1969-11-20");

    for (int32_t from = 0; from < 60; from++) {
        int64_t weeks = 1, sundays = 0, months = 1;
        struct iwmo_period of = {{first.days + from}, {first.days + from}};
        for (int32_t length = 1; length < 120; length++, of.end.days++) {
            weeks += length > 1 && iwmo_date_weekday(of.end) == 1;
            sundays += iwmo_date_weekday(of.end) == 7;
            months += length > 1 && iwmo_date_split(of.end).day == 1;
            cr_assert_eq(iwmo_period_days(of), length);
            cr_assert_eq(iwmo_period_weeks(of), weeks);
            cr_assert_eq(iwmo_period_sundays(of), sundays);
            cr_assert_eq(iwmo_period_months(of), months);
        }
    }
}

Test(volume, the_longest_period_is_counted)
{
    struct iwmo_period all = {{INT32_MIN}, {INT32_MAX}};

    cr_assert_eq(iwmo_period_days(all), INT64_C(1) << 32);
    cr_assert_eq(iwmo_period_weeks(all), ((INT64_C(1) << 32) + 6) / 7);
    cr_assert_eq(iwmo_period_sundays(all), (INT64_C(1) << 32) / 7);
    cr_assert_gt(iwmo_period_months(all), 141000000);
}

/* Case C33 */
Test(volume, a_productperiode_is_the_month_within_the_allocation)
{
    struct iwmo_period all = period("2025-04-08", "2025-06-17"), found = {{0}, {0}};
    static const struct {
        const char *day, *begin, *end;
    } rows[] = {
        {"2025-04-01", "2025-04-08", "2025-04-30"},
        {"2025-05-05", "2025-05-01", "2025-05-31"},
        {"2025-06-30", "2025-06-01", "2025-06-17"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_assert(iwmo_period_in_month(all, date(rows[i].day), &found));
        cr_assert(iwmo_date_equal(found.begin, date(rows[i].begin)));
        cr_assert(iwmo_date_equal(found.end, date(rows[i].end)));
    }
    cr_assert_not(iwmo_period_in_month(all, date("2025-03-31"), &found));
    cr_assert_not(iwmo_period_in_month(all, date("2025-07-01"), &found));
}

/* ---- units ---- */

Test(volume, units_are_the_codes_of_the_standard)
{
    cr_assert_eq(iwmo_eenheid_of(iwmo_text("01")), IWMO_EENHEID_MINUUT);
    cr_assert_eq(iwmo_eenheid_of(iwmo_text("04")), IWMO_EENHEID_UUR);
    cr_assert_eq(iwmo_eenheid_of(iwmo_text("84")), 84);
    cr_assert_eq(iwmo_eenheid_of(iwmo_text("4")), IWMO_EENHEID_NONE);
    cr_assert_eq(iwmo_eenheid_of(iwmo_text("")), IWMO_EENHEID_NONE);
    cr_assert(iwmo_eenheid_is_output(IWMO_EENHEID_STUKS_OUTPUT));
    cr_assert(iwmo_eenheid_is_output(IWMO_EENHEID_EURO));
    cr_assert_not(iwmo_eenheid_is_output(IWMO_EENHEID_STUKS_INSPANNING));
}

/* TR341 */
Test(volume, hours_may_be_declared_in_minutes_and_not_the_reverse)
{
    cr_assert(iwmo_eenheid_fits(IWMO_EENHEID_UUR, IWMO_EENHEID_UUR));
    cr_assert(iwmo_eenheid_fits(IWMO_EENHEID_MINUUT, IWMO_EENHEID_UUR));
    cr_assert_not(iwmo_eenheid_fits(IWMO_EENHEID_UUR, IWMO_EENHEID_MINUUT));
    cr_assert_not(iwmo_eenheid_fits(IWMO_EENHEID_DAGDEEL, IWMO_EENHEID_UUR));
}

/* ---- what an allocation allows ---- */

/* Case C35 */
Test(volume, effort_per_week_counts_the_weeks_touched)
{
    struct iwmo_omvang of = omvang(3, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_WEEK,
                                   period("2025-07-07", "2025-09-07"));
    struct iwmo_period july = period("2025-07-07", "2025-07-31");

    cr_assert_eq(most(&of, "2025-07-07", "2025-07-31"), 12);
    cr_assert_eq(most(&of, "2025-08-01", "2025-08-31"), 15);
    cr_assert_eq(most(&of, "2025-09-01", "2025-09-07"), 3);
    cr_assert_eq(most_in_all(&of), 27);
    struct iwmo_maximum hours = iwmo_volume_in_period(&of, july, IWMO_EENHEID_UUR);
    struct iwmo_maximum minutes = iwmo_volume_in_period(&of, july, IWMO_EENHEID_MINUUT);
    cr_assert_not(iwmo_volume_exceeds(12, hours));
    cr_assert(iwmo_volume_exceeds(13, hours));
    cr_assert_eq(minutes.volume, 720);
    cr_assert_not(iwmo_volume_exceeds(600, minutes));
    cr_assert_eq(iwmo_volume_in_all(&of, IWMO_EENHEID_MINUUT).volume, 1620);
    cr_assert(iwmo_volume_exceeds(12 + 15 + 3, iwmo_volume_in_all(&of, of.eenheid)));
    cr_assert_not(
        iwmo_volume_exceeds(10 + 10 + 3, iwmo_volume_in_all(&of, of.eenheid)));
}

/* Case C36 */
Test(volume, output_per_week_counts_sundays)
{
    struct iwmo_omvang of = omvang(30000, IWMO_EENHEID_EURO, IWMO_FREQUENTIE_WEEK,
                                   period("2025-07-07", "2025-09-07"));

    cr_assert_eq(most(&of, "2025-07-07", "2025-07-31"), 90000);
    cr_assert_eq(most(&of, "2025-08-01", "2025-08-31"), 150000);
    cr_assert_eq(most(&of, "2025-09-01", "2025-09-07"), 30000);
    cr_assert_eq(most_in_all(&of), 270000);
}

/* The example of the rules: 2 a week from a Monday to a Wednesday. */
Test(volume, the_same_allocation_counts_two_ways)
{
    struct iwmo_omvang of = omvang(2, IWMO_EENHEID_DAGDEEL, IWMO_FREQUENTIE_WEEK,
                                   period("2026-01-05", "2026-03-18"));

    cr_assert_eq(most(&of, "2026-01-05", "2026-01-31"), 8);
    cr_assert_eq(most(&of, "2026-02-01", "2026-02-28"), 10);
    cr_assert_eq(most(&of, "2026-03-01", "2026-03-18"), 8);
    cr_assert_eq(most_in_all(&of), 22);
    of.eenheid = IWMO_EENHEID_STUKS_OUTPUT;
    cr_assert_eq(most(&of, "2026-01-05", "2026-01-31"), 6);
    cr_assert_eq(most(&of, "2026-02-01", "2026-02-28"), 8);
    cr_assert_eq(most(&of, "2026-03-01", "2026-03-18"), 8);
    cr_assert_eq(most_in_all(&of), 22);
}

Test(volume, a_broken_week_of_output_goes_with_the_last_sunday)
{
    struct iwmo_omvang of = omvang(5, IWMO_EENHEID_STUKS_OUTPUT, IWMO_FREQUENTIE_WEEK,
                                   period("2026-05-04", "2026-06-03"));

    /* the last Sunday is 31 May, the end a Wednesday in June */
    cr_assert_eq(most(&of, "2026-05-04", "2026-05-31"), 25);
    cr_assert_eq(most(&of, "2026-06-01", "2026-06-03"), 0);
    cr_assert_eq(most_in_all(&of), 25);
}

Test(volume, output_without_any_sunday_is_one_week_at_its_end)
{
    struct iwmo_omvang of = omvang(5, IWMO_EENHEID_STUKS_OUTPUT, IWMO_FREQUENTIE_WEEK,
                                   period("2026-06-09", "2026-06-11"));

    cr_assert_eq(most(&of, "2026-06-09", "2026-06-11"), 5);
    cr_assert_eq(most_in_all(&of), 5);
    of.toewijzing = period("2026-06-29", "2026-07-01"); /* Monday to Wednesday */
    cr_assert_eq(most(&of, "2026-06-29", "2026-06-30"), 0);
    cr_assert_eq(most(&of, "2026-07-01", "2026-07-01"), 5);
    cr_assert_eq(most_in_all(&of), 5);
    of.toewijzing = period("2026-06-07", "2026-06-07"); /* a Sunday alone */
    cr_assert_eq(most(&of, "2026-06-07", "2026-06-07"), 5);
    cr_assert_eq(most_in_all(&of), 5);
}

/* TR322: the sum of the maxima of all productperiodes. */
Test(volume, output_of_all_months_is_that_of_the_allocation)
{
    struct iwmo_date first = date("2026-11-20");

    for (int32_t from = 0; from < 40; from++)
        for (int32_t length = 0; length < 150; length++) {
            struct iwmo_omvang of = omvang(1, IWMO_EENHEID_EURO, IWMO_FREQUENTIE_WEEK,
                                           (struct iwmo_period){{0}, {0}});
            struct iwmo_period part;
            int64_t sum = 0;
            of.toewijzing.begin.days = first.days + from;
            of.toewijzing.end.days = first.days + from + length;
            for (struct iwmo_date day = of.toewijzing.begin;
                 iwmo_period_in_month(of.toewijzing, day, &part);
                 day = iwmo_date_add_months(iwmo_date_month_start(day), 1))
                sum += iwmo_volume_in_period(&of, part, of.eenheid).volume;
            cr_assert_eq(sum, most_in_all(&of), "%d %d", (int)from, (int)length);
        }
}

/* Case C43 */
Test(volume, household_help_has_six_weeks_a_month)
{
    struct iwmo_omvang of = omvang(3, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_WEEK,
                                   period("2025-09-01", "2025-12-31"));

    cr_assert_eq(most(&of, "2025-09-01", "2025-09-30"), 15);
    of.is_huishouden = true;
    cr_assert_eq(most(&of, "2025-09-01", "2025-09-30"), 18);
    cr_assert_eq(most_in_all(&of), 54);
    cr_assert_eq(iwmo_volume_in_all(&of, IWMO_EENHEID_MINUUT).volume, 54 * 60);
    of.eenheid = IWMO_EENHEID_STUKS_OUTPUT; /* which counts Sundays all the same */
    cr_assert_eq(most(&of, "2025-09-01", "2025-09-30"), 12);
    of.eenheid = IWMO_EENHEID_UUR;
    of.frequentie = IWMO_FREQUENTIE_MAAND;
    cr_assert_eq(most(&of, "2025-09-01", "2025-09-30"), 3);
}

/* Case C41 */
Test(volume, a_total_is_for_the_whole_allocation)
{
    struct iwmo_omvang of = omvang(250000, IWMO_EENHEID_EURO, IWMO_FREQUENTIE_TOTAAL,
                                   period("2025-04-08", "2025-06-17"));

    cr_assert_eq(most(&of, "2025-06-01", "2025-06-17"), 250000);
    cr_assert_eq(most_in_all(&of), 250000);
    cr_assert(iwmo_volume_exceeds(250001, iwmo_volume_in_all(&of, of.eenheid)));
    of.has_end = false;
    cr_assert_eq(most_in_all(&of), 250000);
}

/* Case C45 has 10 a month over 2026. */
Test(volume, a_month_counts_whole_even_when_broken)
{
    struct iwmo_omvang of = omvang(10, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_MAAND,
                                   period("2026-01-01", "2026-12-31"));

    cr_assert_eq(most(&of, "2026-03-01", "2026-03-31"), 10);
    cr_assert_eq(most(&of, "2026-03-31", "2026-03-31"), 10);
    cr_assert_eq(most_in_all(&of), 120);
    of.toewijzing = period("2026-01-31", "2026-02-01");
    cr_assert_eq(most_in_all(&of), 20);
}

Test(volume, a_day_counts_the_days)
{
    struct iwmo_omvang of = omvang(2, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_DAG,
                                   period("2026-01-15", "2026-03-01"));

    cr_assert_eq(most(&of, "2026-01-15", "2026-01-31"), 34);
    cr_assert_eq(most_in_all(&of), 92);
}

Test(volume, without_an_end_only_a_period_has_a_maximum)
{
    struct iwmo_omvang of = omvang(2, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_DAG,
                                   period("2026-01-15", "2026-01-15"));

    of.has_end = false;
    cr_assert_eq(most(&of, "2026-01-15", "2026-01-31"), 34);
    cr_assert_not(iwmo_volume_in_all(&of, of.eenheid).is_known);
    cr_assert_not(iwmo_volume_exceeds(INT64_MAX, iwmo_volume_in_all(&of, of.eenheid)));
    of.frequentie = IWMO_FREQUENTIE_MAAND;
    cr_assert_not(iwmo_volume_in_all(&of, of.eenheid).is_known);
    cr_assert_eq(most(&of, "2026-02-01", "2026-02-28"), 2);
    of.frequentie = IWMO_FREQUENTIE_WEEK;
    of.eenheid = IWMO_EENHEID_STUKS_OUTPUT;
    cr_assert_eq(most(&of, "2026-02-01", "2026-02-28"), 8);
    cr_assert_eq(most(&of, "2026-01-15", "2026-01-31"), 4);
    cr_assert_not(iwmo_volume_in_all(&of, of.eenheid).is_known);
}

Test(volume, an_unknown_frequentie_has_no_maximum)
{
    struct iwmo_omvang of = omvang(2, IWMO_EENHEID_UUR, (enum iwmo_frequentie)7,
                                   period("2026-01-15", "2026-03-01"));

    cr_assert_not(iwmo_volume_in_period(&of, of.toewijzing, of.eenheid).is_known);
    cr_assert_not(iwmo_volume_in_all(&of, of.eenheid).is_known);
}

/* Release 2.3 (its process 3.7): every week that is touched, also for household help
 * and output; blocks of four weeks and years from the first day. */
Test(volume, of_release_2_3)
{
    struct iwmo_omvang of = omvang(3, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_WEEK,
                                   period("2019-06-10", "2019-12-31"));

    of.is_old = of.is_huishouden = true;
    cr_assert_eq(most(&of, "2019-06-10", "2019-06-30"), 9);
    of.eenheid = IWMO_EENHEID_STUKS_OUTPUT;
    cr_assert_eq(most(&of, "2019-06-10", "2019-06-30"), 9);
    cr_assert_eq(iwmo_volume_in_all(&of, of.eenheid).volume, 90);
    of.frequentie = IWMO_FREQUENTIE_MAAND;
    cr_assert_eq(most(&of, "2019-06-20", "2019-07-03"), 6);
    of = omvang(12, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_VIER_WEKEN,
                period("2018-12-31", "2019-12-29"));
    cr_assert_eq(most(&of, "2019-05-20", "2019-06-16"), 12); /* one block */
    cr_assert_eq(most(&of, "2019-05-20", "2019-06-17"), 24); /* and a day of the next */
    cr_assert_eq(most(&of, "2018-12-31", "2018-12-31"), 12);
    cr_assert_eq(iwmo_volume_in_all(&of, of.eenheid).volume, 13 * 12);
    of = omvang(100, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_JAAR,
                period("2019-03-01", "2021-02-28"));
    cr_assert_eq(most(&of, "2019-03-01", "2019-03-31"), 100);
    cr_assert_eq(iwmo_volume_in_all(&of, of.eenheid).volume, 200);
}

Test(volume, a_maximum_beyond_64_bits_says_so)
{
    struct iwmo_omvang of = omvang(99999999, IWMO_EENHEID_UUR, IWMO_FREQUENTIE_DAG,
                                   (struct iwmo_period){{INT32_MIN}, {INT32_MAX}});
    struct iwmo_maximum hours = iwmo_volume_in_all(&of, IWMO_EENHEID_UUR);
    struct iwmo_maximum minutes = iwmo_volume_in_all(&of, IWMO_EENHEID_MINUUT);

    cr_assert(hours.is_known && !hours.is_saturated);
    cr_assert_eq(hours.volume, INT64_C(99999999) << 32);
    cr_assert(minutes.is_known && minutes.is_saturated);
    cr_assert_eq(minutes.volume, INT64_MAX);
    cr_assert_not(iwmo_volume_exceeds(INT64_MAX, minutes));
    of.eenheid = IWMO_EENHEID_EURO;
    of.frequentie = IWMO_FREQUENTIE_WEEK;
    cr_assert_eq(most_in_all(&of), 99999999 * ((INT64_C(1) << 32) / 7 + 1));
}

/* ---- what a line costs ---- */

/* Case C37, IV079 */
Test(volume, minutes_are_rounded_to_hours_once)
{
    static const int64_t rows[][2] = {{380, 6}, {390, 7}, {20, 1},  {89, 1},
                                      {90, 2},  {0, 0},   {1, 1},   {29, 1},
                                      {30, 1},  {60, 1},  {150, 3}, {600, 10}};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cr_assert_eq(iwmo_volume_hours(rows[i][0]), rows[i][1], "row %zu", i);
    cr_assert_eq(iwmo_volume_hours(INT64_MAX), INT64_MAX / 60);
}

/* Case C37, IV081 */
Test(volume, the_tariff_of_a_minute_is_only_shown)
{
    static const int64_t rows[][2] = {
        {6255, 104}, {8730, 146}, {8724, 145}, {8729, 145}, {0, 0}, {29, 0}, {30, 1}};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cr_assert_eq(iwmo_volume_minute_tarief(rows[i][0]), rows[i][1], "row %zu", i);
    cr_assert_eq(iwmo_volume_minute_tarief(INT64_MAX), INT64_MAX / 60);
}

/* Cases C35, C36, C37 and C41 */
Test(volume, a_line_costs_what_the_cases_say)
{
    static const struct {
        struct iwmo_geleverd levering;
        int64_t cents;
    } rows[] = {
        {{10, IWMO_EENHEID_UUR, 6255, false}, 62550},
        {{3, IWMO_EENHEID_UUR, 6255, false}, 18765},
        {{6, IWMO_EENHEID_UUR, 6255, false}, 37530},
        {{600, IWMO_EENHEID_MINUUT, 6255, true}, 62550},
        {{455, IWMO_EENHEID_MINUUT, 6255, true}, 47434},
        {{455, IWMO_EENHEID_MINUUT, 8730, true}, 66203},
        {{455, IWMO_EENHEID_MINUUT, 104, false}, 47320},
        {{90000, IWMO_EENHEID_EURO, 777, false}, 90000},
        {{250000, IWMO_EENHEID_EURO, 0, false}, 250000},
        {{10, IWMO_EENHEID_DAGDEEL, 5150, false}, 51500},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_money bedrag = {-1};
        cr_assert(iwmo_volume_bedrag(&rows[i].levering, &bedrag));
        cr_assert_eq(bedrag.cents, rows[i].cents, "row %zu", i);
    }
}

Test(volume, a_price_beyond_64_bits_says_so)
{
    struct iwmo_geleverd levering = {INT64_MAX, IWMO_EENHEID_UUR, 2, false};
    struct iwmo_money bedrag = {-1};

    cr_assert_not(iwmo_volume_bedrag(&levering, &bedrag));
    cr_assert_eq(bedrag.cents, INT64_MAX);
    levering.is_hourly = true;
    bedrag.cents = -1;
    cr_assert_not(iwmo_volume_bedrag(&levering, &bedrag));
    cr_assert_eq(bedrag.cents, INT64_MAX);
    levering.tarief_cents = 0;
    cr_assert(iwmo_volume_bedrag(&levering, &bedrag));
    cr_assert_eq(bedrag.cents, 0);
}

/* Every hourly tariff gives an amount that its shown tariff allows. */
Test(volume, a_shown_tariff_allows_what_the_hour_costs)
{
    for (int64_t hourly = 0; hourly < 400; hourly++)
        for (int64_t minutes = 0; minutes < 130; minutes++) {
            struct iwmo_geleverd levering = {minutes, IWMO_EENHEID_MINUUT, hourly,
                                             true};
            struct iwmo_money bedrag;
            cr_assert(iwmo_volume_bedrag(&levering, &bedrag));
            cr_assert(iwmo_volume_could_cost(minutes, iwmo_volume_minute_tarief(hourly),
                                             bedrag));
        }
}

Test(volume, a_shown_tariff_does_not_allow_more)
{
    cr_assert(iwmo_volume_could_cost(455, 104, (struct iwmo_money){47320 + 228}));
    cr_assert_not(iwmo_volume_could_cost(455, 104, (struct iwmo_money){47320 + 229}));
    cr_assert(iwmo_volume_could_cost(455, 104, (struct iwmo_money){47320 - 228}));
    cr_assert_not(iwmo_volume_could_cost(455, 104, (struct iwmo_money){47320 - 229}));
    cr_assert(iwmo_volume_could_cost(10, 5, (struct iwmo_money){55}));
    cr_assert_not(iwmo_volume_could_cost(10, 5, (struct iwmo_money){56}));
    cr_assert(iwmo_volume_could_cost(0, 5, (struct iwmo_money){0}));
    cr_assert_not(iwmo_volume_could_cost(INT64_MAX, 2, (struct iwmo_money){0}));
    cr_assert_not(iwmo_volume_could_cost(INT64_MAX, 1, (struct iwmo_money){INT64_MIN}));
}
