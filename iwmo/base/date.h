#ifndef IWMO_BASE_DATE_H
#define IWMO_BASE_DATE_H

/*
 * Date: a calendar day, proleptic Gregorian.
 *
 * Today is always an argument, never a call.  The parser accepts what xs:date of
 * XSD 1.0 accepts (a sign, more than four digits, no year 0; like libxml2 no year
 * beyond 64 bits); days that do not fit in 32 bits (years beyond five million) are
 * saturated, so order is kept, not distance.  There is no year 0, and a negative year
 * is leap when its number is (-4, -8): so libxml2 judges 29 February.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct iwmo_date {
    int32_t days; /* since 1970-01-01 */
};

struct iwmo_day {  /* the same day, taken apart */
    int32_t year;  /* no year 0: -1 is the year before 1 */
    uint8_t month; /* 1-12 */
    uint8_t day;   /* 1-31 */
};

#define IWMO_DATE_TEXT 32 /* room for a printed date and its NUL */

/*
 * Parse the lexical form of xs:date without time zone, white space already
 * removed ("2023-08-13").  Returns false when it is no such date.
 */
bool iwmo_date_parse(struct iwmo_text text, struct iwmo_date *date);

/*
 * As iwmo_date_parse() but a time zone (Z, +hh:mm, -hh:mm) may follow; the zone
 * is checked and not kept.  XSD 1.0, 3.2.9.
 */
bool iwmo_date_parse_zoned(struct iwmo_text text, struct iwmo_date *date);

/*
 * xs:time, 24:00:00 included, zone optional.  XSD 1.0, 3.2.8.  Seconds since 00:00:00
 * (86400 for 24:00:00), fractions dropped.  Unlike libxml2, which rounds fractions of
 * more than 13 digits to a double: 59.99999999999999 is below 60 here.
 */
bool iwmo_time_parse_zoned(struct iwmo_text text, int32_t *seconds);

/* By the clock and the time zone of this process. */
struct iwmo_date iwmo_date_today(void);

/* The day must exist; saturates as the parser does. */
struct iwmo_date iwmo_date_of(int32_t year, int month, int day);
struct iwmo_day iwmo_date_split(struct iwmo_date date);
bool iwmo_date_exists(int32_t year, int month, int day);
bool iwmo_date_before(struct iwmo_date a, struct iwmo_date b); /* a < b */
bool iwmo_date_equal(struct iwmo_date a, struct iwmo_date b);

/* First and last day of the month of `date`. */
struct iwmo_date iwmo_date_month_start(struct iwmo_date date);
struct iwmo_date iwmo_date_month_end(struct iwmo_date date);

/* `date` plus n years or months; 29 February and month ends are truncated to the last
 * day of the month. */
struct iwmo_date iwmo_date_add_years(struct iwmo_date date, int years);
struct iwmo_date iwmo_date_add_months(struct iwmo_date date, int months);

/* ISO weekday, 1 = Monday .. 7 = Sunday, counted back over year 1 without a gap. */
int iwmo_date_weekday(struct iwmo_date date);

/* "2023-08-13" into `out`, which has room for IWMO_DATE_TEXT bytes; returns out. */
const char *iwmo_date_print(struct iwmo_date date, char out[IWMO_DATE_TEXT]);

#endif
