#include "base/date.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/*
 * Days are counted as if there were a year 0 (the usual 400-year cycles), after which
 * the days of year 0 are taken out.
 */
enum {
    CYCLE_YEARS = 400,
    CYCLE_DAYS = 146097,
    EPOCH = 719468,   /* 0000-03-01 to 1970-01-01 */
    YEAR_1 = -719162, /* days of 0001-01-01 */
    YEAR_0_LENGTH = 366,
    FAR_YEAR = 6000000, /* its days do not fit in 32 bits */
};

static int64_t
floor_div(int64_t number, int64_t by) /* by > 0 */
{
    return number / by - (number % by < 0);
}

static bool
is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static const uint8_t month_lengths[] = {0,  31, 28, 31, 30, 31, 30,
                                        31, 31, 30, 31, 30, 31};

static int
month_length(int64_t year, int month)
{
    return month_lengths[month] + (month == 2 && is_leap(year));
}

static bool
exists(int64_t year, int month, int day)
{
    return year != 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_length(year, month);
}

static struct iwmo_date
saturate(int64_t days)
{
    if (days > INT32_MAX)
        return (struct iwmo_date){INT32_MAX};
    if (days < INT32_MIN)
        return (struct iwmo_date){INT32_MIN};
    return (struct iwmo_date){(int32_t)days};
}

/* Years start on 1 March here, so that the leap day comes last. */
static struct iwmo_date
date_of(int64_t year, int month, int day)
{
    if (year > FAR_YEAR || year < -FAR_YEAR)
        return saturate(year > 0 ? INT64_MAX : INT64_MIN);

    int64_t march_year = month > 2 ? year : year - 1;
    int64_t cycle = floor_div(march_year, CYCLE_YEARS);
    int64_t y = march_year - cycle * CYCLE_YEARS;
    int month_days = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
    int64_t days =
        cycle * CYCLE_DAYS + y * 365 + y / 4 - y / 100 + month_days + day - 1;
    return saturate(days - EPOCH + (year < 0 ? YEAR_0_LENGTH : 0));
}

struct iwmo_date
iwmo_date_of(int32_t year, int month, int day)
{
    assert(exists(year, month, day));
    return date_of(year, month, day);
}

bool
iwmo_date_exists(int32_t year, int month, int day)
{
    return exists(year, month, day);
}

struct iwmo_day
iwmo_date_split(struct iwmo_date date)
{
    int64_t gap = date.days < YEAR_1 ? YEAR_0_LENGTH : 0;
    int64_t days = date.days - gap + EPOCH;
    int64_t cycle = floor_div(days, CYCLE_DAYS);
    int64_t in_cycle = days - cycle * CYCLE_DAYS;
    int64_t y =
        (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int64_t in_year = in_cycle - (365 * y + y / 4 - y / 100);
    int64_t march_month = (5 * in_year + 2) / 153; /* 0 = March */
    int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;

    return (struct iwmo_day){
        .year = (int32_t)(y + cycle * CYCLE_YEARS + (month <= 2)),
        .month = (uint8_t)month,
        .day = (uint8_t)(in_year - (153 * march_month + 2) / 5 + 1),
    };
}

bool
iwmo_date_before(struct iwmo_date a, struct iwmo_date b)
{
    return a.days < b.days;
}

bool
iwmo_date_equal(struct iwmo_date a, struct iwmo_date b)
{
    return a.days == b.days;
}

struct iwmo_date
iwmo_date_month_start(struct iwmo_date date)
{
    return saturate((int64_t)date.days - iwmo_date_split(date).day + 1);
}

struct iwmo_date
iwmo_date_month_end(struct iwmo_date date)
{
    struct iwmo_day day = iwmo_date_split(date);

    return saturate((int64_t)date.days - day.day + month_length(day.year, day.month));
}

static struct iwmo_date
add_months(struct iwmo_date date, int64_t months)
{
    struct iwmo_day from = iwmo_date_split(date);
    int64_t year = from.year < 0 ? from.year + 1 : from.year; /* close the gap at 0 */
    int64_t count = year * 12 + from.month - 1 + months;

    year = floor_div(count, 12);
    int month = (int)(count - year * 12) + 1;
    if (year <= 0)
        year--;
    int last = month_length(year, month);
    return date_of(year, month, from.day < last ? from.day : last);
}

struct iwmo_date
iwmo_date_add_years(struct iwmo_date date, int years)
{
    return add_months(date, (int64_t)years * 12);
}

struct iwmo_date
iwmo_date_add_months(struct iwmo_date date, int months)
{
    return add_months(date, months);
}

int
iwmo_date_weekday(struct iwmo_date date)
{
    int64_t since_monday = (int64_t)date.days + 3; /* 1970-01-01 was a Thursday */

    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

const char *
iwmo_date_print(struct iwmo_date date, char out[IWMO_DATE_TEXT])
{
    struct iwmo_day day = iwmo_date_split(date);
    bool is_negative = day.year < 0;

    snprintf(out, IWMO_DATE_TEXT, "%s%04d-%02d-%02d", is_negative ? "-" : "",
             is_negative ? -day.year : day.year, day.month, day.day);
    return out;
}

/* The parsers below take what they read off the front of `rest`. */

static bool
next_is_digit(const struct iwmo_text *rest)
{
    return rest->size > 0 && rest->at[0] >= '0' && rest->at[0] <= '9';
}

static char
take_char(struct iwmo_text *rest)
{
    rest->size--;
    return *rest->at++;
}

static bool
take(struct iwmo_text *rest, char c)
{
    if (rest->size == 0 || rest->at[0] != c)
        return false;
    take_char(rest);
    return true;
}

static bool
take_two_digits(struct iwmo_text *rest, int *number)
{
    *number = 0;
    for (int i = 0; i < 2; i++) {
        if (!next_is_digit(rest))
            return false;
        *number = *number * 10 + (take_char(rest) - '0');
    }
    return true;
}

/* At least four digits; more than four do not start with 0. */
static bool
take_year(struct iwmo_text *rest, int64_t *year)
{
    bool is_negative = take(rest, '-');
    const char *first = rest->at;
    int64_t value = 0;

    while (next_is_digit(rest)) {
        int digit = take_char(rest) - '0';
        if (value > (INT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    size_t digits = (size_t)(rest->at - first);
    if (digits < 4 || (digits > 4 && *first == '0'))
        return false;
    *year = is_negative ? -value : value;
    return true;
}

static bool
take_date(struct iwmo_text *rest, struct iwmo_date *date)
{
    int64_t year;
    int month, day;

    if (!take_year(rest, &year) || !take(rest, '-') || !take_two_digits(rest, &month) ||
        !take(rest, '-') || !take_two_digits(rest, &day) || !exists(year, month, day))
        return false;
    *date = date_of(year, month, day);
    return true;
}

/* Eight bytes, less what they are in `form`, are at most 9 each: digits where that has
 * a 0; the rest has yet to be looked at. */
static inline bool
has_form(const char *at, const char *form)
{
    const uint64_t high = 0xF0F0F0F0F0F0F0F0U, six = 0x0606060606060606U;
    uint64_t bytes, zeros;

    memcpy(&bytes, at, sizeof(bytes));
    memcpy(&zeros, form, sizeof(zeros));
    bytes ^= zeros;
    return ((bytes | (bytes + six)) & high) == 0;
}

/* YYYY-MM-DD and nothing behind it, as nearly all dates are. */
static bool
is_plain(struct iwmo_text text)
{
    if (text.size != 10)
        return false;
    unsigned tens = (unsigned)(unsigned char)text.at[8] - '0';
    unsigned ones = (unsigned)(unsigned char)text.at[9] - '0';
    return has_form(text.at, "0000-00-") && text.at[4] == '-' && text.at[7] == '-' &&
           tens <= 9 && ones <= 9;
}

static inline unsigned
two_digits(const char *at)
{
    return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

/* As date_of(), without years that are negative or far. */
static bool
parse_plain(const char *at, struct iwmo_date *date)
{
    /* [month]: days since 1 March */
    static const int16_t month_days[] = {0,   306, 337, 0,   31,  61, 92,
                                         122, 153, 184, 214, 245, 275};
    unsigned century = two_digits(at);
    unsigned year = century * 100 + two_digits(at + 2);
    unsigned month = two_digits(at + 5), day = two_digits(at + 8);

    if (year == 0 || month - 1 >= 12 ||
        (day - 1 >= month_lengths[month] &&
         !(month == 2 && day == 29 && is_leap(year))))
        return false;
    if (month < 3)
        century = --year / 100;
    unsigned years_days = year * 1461 / 4 - century + century / 4;
    date->days = (int32_t)(years_days + day) + month_days[month] - 1 - EPOCH;
    return true;
}

/* hh:mm:ss and nothing behind it, but not the end of the day. */
static bool
parse_plain_time(struct iwmo_text text, int32_t *seconds)
{
    if (text.size != 8 || !has_form(text.at, "00:00:00") || text.at[2] != ':' ||
        text.at[5] != ':')
        return false;
    unsigned hour = two_digits(text.at), minute = two_digits(text.at + 3);
    unsigned second = two_digits(text.at + 6);
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *seconds = (int32_t)(hour * 3600 + minute * 60 + second);
    return true;
}

static bool
take_time(struct iwmo_text *rest, int32_t *seconds)
{
    int hour, minute, second;
    bool is_whole = true;

    if (!take_two_digits(rest, &hour) || !take(rest, ':') ||
        !take_two_digits(rest, &minute) || !take(rest, ':') ||
        !take_two_digits(rest, &second) || minute > 59 || second > 59)
        return false;
    if (take(rest, '.')) {
        if (!next_is_digit(rest))
            return false;
        while (next_is_digit(rest))
            is_whole = take_char(rest) == '0' && is_whole;
    }
    bool is_end_of_day = hour == 24 && minute == 0 && second == 0 && is_whole;
    if (hour > 23 && !is_end_of_day)
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

/* Nothing, Z, or an offset of at most 14:00. */
static bool
is_zone(struct iwmo_text rest)
{
    int hour, minute;

    if (rest.size == 0)
        return true;
    if (take(&rest, 'Z'))
        return rest.size == 0;
    return (take(&rest, '+') || take(&rest, '-')) && take_two_digits(&rest, &hour) &&
           take(&rest, ':') && take_two_digits(&rest, &minute) && minute <= 59 &&
           hour * 60 + minute <= 14 * 60 && rest.size == 0;
}

bool
iwmo_date_parse(struct iwmo_text text, struct iwmo_date *date)
{
    struct iwmo_date parsed;

    if (!take_date(&text, &parsed) || text.size > 0)
        return false;
    *date = parsed;
    return true;
}

__attribute__((noinline)) static bool /* no registers are kept for it */
parse_zoned(struct iwmo_text text, struct iwmo_date *date)
{
    struct iwmo_date parsed;

    if (!take_date(&text, &parsed) || !is_zone(text))
        return false;
    *date = parsed;
    return true;
}

bool
iwmo_date_parse_zoned(struct iwmo_text text, struct iwmo_date *date)
{
    return is_plain(text) ? parse_plain(text.at, date) : parse_zoned(text, date);
}

bool
iwmo_time_parse_zoned(struct iwmo_text text, int32_t *seconds)
{
    int32_t parsed;

    if (parse_plain_time(text, seconds))
        return true;
    if (!take_time(&text, &parsed) || !is_zone(text))
        return false;
    *seconds = parsed;
    return true;
}

struct iwmo_date
iwmo_date_today(void)
{
    time_t now = time(NULL);
    struct tm day = {0};

    localtime_r(&now, &day);
    return iwmo_date_of(day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}
