#ifndef IWMO_BASE_CALENDAR_H
#define IWMO_BASE_CALENDAR_H

/*
 * Calendar: Dutch working days, Monday to Friday without the holidays.
 *
 * Holidays by rule, in every year: 1 January, Good Friday, Easter Monday, King's Day
 * (27 April; 26 April when the 27th is a Sunday), 5 May, Ascension Day, Whit Monday, 25
 * and 26 December.  A file may name other ones:
 *
 *     # agreed with the region
 *     2026-01-01  Nieuwjaarsdag
 *     2026-05-15  brugdag
 *
 * A line is empty, a comment or a day, behind which anything may stand.  For a year
 * that the file names a day of, the file says all: no holiday by rule counts in it.
 * Every other year keeps the holidays by rule.
 *
 * Where a calendar is asked for, NULL is the one by rule alone.  Read-only once opened:
 * shared by all threads.  Every function takes every date and comes to an end soon.
 * Source: process facts 5; Algemene termijnenwet, article 3.
 */
#include "base/date.h"
#include "base/error.h"

#define IWMO_CALENDAR_MAX_BYTES ((size_t)1 << 20)

/* Working days counted at most, some forty years. */
#define IWMO_CALENDAR_MOST 10000U

struct iwmo_calendar;

/*
 * Read the holidays at `path`.  NULL: err says why, with IWMO_MALFORMED and
 * "file:line: ..." for a line that is no day or a day that is there twice.  Close with
 * iwmo_calendar_close().
 */
struct iwmo_calendar *iwmo_calendar_open(const char *path, struct iwmo_error *err);

/* Easter Sunday of a Gregorian year. */
struct iwmo_date iwmo_calendar_easter(int32_t year);

bool iwmo_calendar_is_working_day(const struct iwmo_calendar *calendar,
                                  struct iwmo_date date);

/*
 * The n-th working day that follows `date`, which is day 0 and need not be a working
 * day itself: a deadline of n working days ends with that day.  n = 0: `date`.  More
 * than IWMO_CALENDAR_MOST count as so many; never beyond the last day there is.
 */
struct iwmo_date iwmo_calendar_after(const struct iwmo_calendar *calendar,
                                     struct iwmo_date date, unsigned n);

/* Working days behind `after` up to and including `last`; 0 when `last` is not behind
 * it.  Not more than IWMO_CALENDAR_MOST are counted. */
unsigned iwmo_calendar_between(const struct iwmo_calendar *calendar,
                               struct iwmo_date after, struct iwmo_date last);

void iwmo_calendar_close(struct iwmo_calendar *calendar); /* NULL is allowed */

#endif
