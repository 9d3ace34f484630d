#include "base/calendar.h"

#include <stdlib.h>

#include "base/file.h"

#define DAY_TEXT (sizeof("2026-01-01") - 1)

struct named_day {
    struct iwmo_date date;
    unsigned line;
};

/* What a file names.  A line takes ten bytes or more, so the maximum of bytes is one of
 * days. */
struct iwmo_calendar {
    size_t count;
    struct named_day days[]; /* ascending */
};

/* ---- holidays by rule ---- */

/* Meeus/Jones/Butcher.  Easter comes back after 5 700 000 years, which keeps every
 * number positive. */
struct iwmo_date
iwmo_calendar_easter(int32_t year)
{
    int64_t y = year + INT64_C(11400000);
    int64_t a = y % 19, b = y / 100, c = y % 100;
    int64_t g = (b - (b + 8) / 25 + 1) / 3;
    int64_t h = (19 * a + b - b / 4 - g + 15) % 30;
    int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int64_t m = (a + 11 * h + 22 * l) / 451;
    int64_t march = h + l - 7 * m + 114;

    return iwmo_date_of(year, (int)(march / 31), (int)(march % 31) + 1);
}

/* Days behind Easter Sunday. */
enum { GOOD_FRIDAY = -2, EASTER_MONDAY = 1, ASCENSION = 39, WHIT_MONDAY = 50 };

/* King's Day is on the 26th when the 27th is a Sunday: a Saturday, so that neither is a
 * working day anyhow. */
static bool
is_fixed_holiday(struct iwmo_day day)
{
    switch (day.month) {
    case 1:
        return day.day == 1;
    case 4:
        return day.day == 27;
    case 5:
        return day.day == 5;
    case 12:
        return day.day == 25 || day.day == 26;
    default:
        return false;
    }
}

static bool
is_holiday_by_rule(struct iwmo_date date)
{
    struct iwmo_day day = iwmo_date_split(date);

    if (is_fixed_holiday(day))
        return true;
    if (day.month < 3 || day.month > 6)
        return false;
    int64_t behind = (int64_t)date.days - iwmo_calendar_easter(day.year).days;
    return behind == GOOD_FRIDAY || behind == EASTER_MONDAY || behind == ASCENSION ||
           behind == WHIT_MONDAY;
}

/* ---- holidays by file ---- */

/* Number of the first day that is not before `date`. */
static size_t
find_day(const struct iwmo_calendar *calendar, struct iwmo_date date)
{
    size_t low = 0, high = calendar->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (iwmo_date_before(calendar->days[middle].date, date))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does the file name a day of the year of `date`?  Its neighbours tell. */
static bool
is_named_year(const struct iwmo_calendar *calendar, size_t at, struct iwmo_date date)
{
    int32_t year = iwmo_date_split(date).year;

    return (at < calendar->count &&
            iwmo_date_split(calendar->days[at].date).year == year) ||
           (at > 0 && iwmo_date_split(calendar->days[at - 1].date).year == year);
}

static bool
is_holiday(const struct iwmo_calendar *calendar, struct iwmo_date date)
{
    if (calendar == NULL)
        return is_holiday_by_rule(date);
    size_t at = find_day(calendar, date);
    if (at < calendar->count && iwmo_date_equal(calendar->days[at].date, date))
        return true;
    return !is_named_year(calendar, at, date) && is_holiday_by_rule(date);
}

/* ---- counting ---- */

bool
iwmo_calendar_is_working_day(const struct iwmo_calendar *calendar,
                             struct iwmo_date date)
{
    return iwmo_date_weekday(date) <= 5 && !is_holiday(calendar, date);
}

struct iwmo_date
iwmo_calendar_after(const struct iwmo_calendar *calendar, struct iwmo_date date,
                    unsigned n)
{
    unsigned left = n < IWMO_CALENDAR_MOST ? n : IWMO_CALENDAR_MOST;

    while (left > 0 && date.days < INT32_MAX) {
        date.days++;
        left -= iwmo_calendar_is_working_day(calendar, date);
    }
    return date;
}

unsigned
iwmo_calendar_between(const struct iwmo_calendar *calendar, struct iwmo_date after,
                      struct iwmo_date last)
{
    unsigned count = 0;

    while (iwmo_date_before(after, last) && count < IWMO_CALENDAR_MOST) {
        after.days++;
        count += iwmo_calendar_is_working_day(calendar, after);
    }
    return count;
}

/* ---- reading ---- */

static int
compare_days(const void *left, const void *right)
{
    const struct named_day *a = left, *b = right;

    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static enum iwmo_status
read_day(struct iwmo_text line, const char *file, struct named_day *day,
         struct iwmo_error *err)
{
    bool is_apart = line.size == DAY_TEXT ||
                    (line.size > DAY_TEXT &&
                     (line.at[DAY_TEXT] == ' ' || line.at[DAY_TEXT] == '\t'));

    if (is_apart && iwmo_date_parse((struct iwmo_text){line.at, DAY_TEXT}, &day->date))
        return IWMO_OK;
    return iwmo_fail(err, IWMO_MALFORMED,
                     "%s:%u: no day like 2026-12-25, alone or with a space behind it",
                     file, day->line);
}

static enum iwmo_status
check_twice(const struct iwmo_calendar *calendar, const char *file,
            struct iwmo_error *err)
{
    char text[IWMO_DATE_TEXT];

    for (size_t i = 1; i < calendar->count; i++) {
        const struct named_day *day = &calendar->days[i], *before = day - 1;
        if (iwmo_date_equal(before->date, day->date))
            return iwmo_fail(err, IWMO_MALFORMED, "%s:%u: %s stands in line %u already",
                             file, day->line, iwmo_date_print(day->date, text),
                             before->line);
    }
    return IWMO_OK;
}

static enum iwmo_status
read_days(struct iwmo_calendar *calendar, struct iwmo_text text, const char *file,
          struct iwmo_error *err)
{
    struct named_day day = {0};
    struct iwmo_text line;

    text = iwmo_file_without_mark(text);
    while (iwmo_file_next_line(&text, &line)) {
        line = iwmo_text_trim(line);
        day.line++;
        if (line.size == 0 || line.at[0] == '#')
            continue;
        if (read_day(line, file, &day, err) != IWMO_OK)
            return IWMO_MALFORMED;
        calendar->days[calendar->count++] = day;
    }
    qsort(calendar->days, calendar->count, sizeof(calendar->days[0]), compare_days);
    return check_twice(calendar, file, err);
}

struct iwmo_calendar *
iwmo_calendar_open(const char *path, struct iwmo_error *err)
{
    struct iwmo_calendar *calendar = NULL;
    struct iwmo_buffer text = {0};
    enum iwmo_status status = iwmo_file_read(path, IWMO_CALENDAR_MAX_BYTES, &text, err);

    if (status == IWMO_OK) {
        size_t most = text.size / DAY_TEXT;
        calendar = calloc(1, sizeof(*calendar) + most * sizeof(calendar->days[0]));
        status = calendar == NULL
                     ? iwmo_fail(err, IWMO_NO_MEMORY, "out of memory")
                     : read_days(calendar, (struct iwmo_text){text.at, text.size}, path,
                                 err);
    }
    iwmo_buffer_release(&text);
    if (status == IWMO_OK)
        return calendar;
    iwmo_calendar_close(calendar);
    return NULL;
}

void
iwmo_calendar_close(struct iwmo_calendar *calendar)
{
    free(calendar);
}
