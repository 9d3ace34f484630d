#include "model/volume.h"

enum { MINUTES = 60, WEEK_DAYS = 7, HUISHOUDEN_WEEKS = 6 };

/* ---- periods ---- */

static bool
is_empty(struct iwmo_period period)
{
    return iwmo_date_before(period.end, period.begin);
}

/* Weeks are numbered by their Monday, or by any other first day: how many of these lie
 * before the day behind `date`.  1970-01-01 was a Thursday. */
static int64_t
week_of(struct iwmo_date date, int first_weekday)
{
    int64_t days = (int64_t)date.days + 4 - first_weekday;

    return days / WEEK_DAYS - (days % WEEK_DAYS < 0);
}

static int64_t
month_of(struct iwmo_date date)
{
    struct iwmo_day day = iwmo_date_split(date);
    int64_t year = day.year < 0 ? day.year + 1 : day.year; /* there is no year 0 */

    return year * 12 + day.month;
}

int64_t
iwmo_period_days(struct iwmo_period period)
{
    return is_empty(period) ? 0 : (int64_t)period.end.days - period.begin.days + 1;
}

int64_t
iwmo_period_weeks(struct iwmo_period period)
{
    return is_empty(period) ? 0 : week_of(period.end, 1) - week_of(period.begin, 1) + 1;
}

int64_t
iwmo_period_sundays(struct iwmo_period period)
{
    bool on_sunday = iwmo_date_weekday(period.begin) == WEEK_DAYS;

    return is_empty(period) ? 0
                            : week_of(period.end, WEEK_DAYS) -
                                  week_of(period.begin, WEEK_DAYS) + on_sunday;
}

int64_t
iwmo_period_months(struct iwmo_period period)
{
    return is_empty(period) ? 0 : month_of(period.end) - month_of(period.begin) + 1;
}

bool
iwmo_period_in_month(struct iwmo_period toewijzing, struct iwmo_date day,
                     struct iwmo_period *productperiode)
{
    struct iwmo_period period = {iwmo_date_month_start(day), iwmo_date_month_end(day)};

    if (iwmo_date_before(period.begin, toewijzing.begin))
        period.begin = toewijzing.begin;
    if (iwmo_date_before(toewijzing.end, period.end))
        period.end = toewijzing.end;
    if (is_empty(period))
        return false;
    *productperiode = period;
    return true;
}

/* ---- units ---- */

enum iwmo_eenheid
iwmo_eenheid_of(struct iwmo_text code)
{
    static const struct {
        const char *code;
        enum iwmo_eenheid eenheid;
    } rows[] = {
        {"01", IWMO_EENHEID_MINUUT},           {"04", IWMO_EENHEID_UUR},
        {"14", IWMO_EENHEID_ETMAAL},           {"16", IWMO_EENHEID_DAGDEEL},
        {"82", IWMO_EENHEID_STUKS_OUTPUT},     {"83", IWMO_EENHEID_EURO},
        {"84", IWMO_EENHEID_STUKS_INSPANNING},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (iwmo_text_equals(code, rows[i].code))
            return rows[i].eenheid;
    return IWMO_EENHEID_NONE;
}

bool
iwmo_eenheid_is_output(enum iwmo_eenheid eenheid)
{
    return eenheid == IWMO_EENHEID_STUKS_OUTPUT || eenheid == IWMO_EENHEID_EURO;
}

bool
iwmo_eenheid_fits(enum iwmo_eenheid declared, enum iwmo_eenheid allocated)
{
    return declared == allocated ||
           (declared == IWMO_EENHEID_MINUUT && allocated == IWMO_EENHEID_UUR);
}

/* ---- what an allocation allows ---- */

static struct iwmo_maximum
times(const struct iwmo_omvang *omvang, int64_t count, enum iwmo_eenheid declared)
{
    bool in_minutes =
        omvang->eenheid == IWMO_EENHEID_UUR && declared == IWMO_EENHEID_MINUUT;
    struct iwmo_maximum maximum = {.is_known = true};

    maximum.is_saturated =
        __builtin_mul_overflow(omvang->volume, count, &maximum.volume) ||
        __builtin_mul_overflow(maximum.volume, in_minutes ? MINUTES : 1,
                               &maximum.volume);
    if (maximum.is_saturated)
        maximum.volume = INT64_MAX;
    return maximum;
}

/*
 * Output counts by Sundays; the broken week at the end, which has none, goes with the
 * last Sunday of the allocation.  An allocation without any Sunday is one broken week,
 * which goes with its end.  Does `period` have that week?
 */
static bool
has_broken_week(const struct iwmo_omvang *omvang, struct iwmo_period period)
{
    int weekday = iwmo_date_weekday(omvang->toewijzing.end);
    struct iwmo_date day = omvang->toewijzing.end;

    if (!omvang->has_end || weekday == WEEK_DAYS || is_empty(omvang->toewijzing))
        return false;
    if (iwmo_period_sundays(omvang->toewijzing) > 0)
        day.days -= weekday;
    return !iwmo_date_before(day, period.begin) && !iwmo_date_before(period.end, day);
}

/* Weeks to count in `period`, which is (a part of) the allocation. */
static int64_t
count_weeks(const struct iwmo_omvang *omvang, struct iwmo_period period)
{
    if (omvang->is_old || !iwmo_eenheid_is_output(omvang->eenheid))
        return iwmo_period_weeks(period);
    return iwmo_period_sundays(period) + has_broken_week(omvang, period);
}

/* Blocks of four weeks from the first day of the allocation that `period` touches. */
static int64_t
count_blocks(const struct iwmo_omvang *omvang, struct iwmo_period period)
{
    enum { BLOCK = 4 * WEEK_DAYS };
    const int64_t first = (int64_t)period.begin.days - omvang->toewijzing.begin.days;
    const int64_t last = (int64_t)period.end.days - omvang->toewijzing.begin.days;

    if (is_empty(period) || last < 0)
        return 0;
    return last / BLOCK - (first > 0 ? first / BLOCK : 0) + 1;
}

/* Years from the first day of the period that it touches. */
static int64_t
count_years(struct iwmo_period period)
{
    int64_t years = 0;

    while (!is_empty(period) && years < UINT16_MAX &&
           !iwmo_date_before(period.end, iwmo_date_add_years(period.begin, (int)years)))
        years++;
    return years;
}

struct iwmo_maximum
iwmo_volume_in_period(const struct iwmo_omvang *omvang,
                      struct iwmo_period productperiode, enum iwmo_eenheid declared)
{
    bool is_six = omvang->is_huishouden && !omvang->is_old &&
                  !iwmo_eenheid_is_output(omvang->eenheid);

    switch (omvang->frequentie) {
    case IWMO_FREQUENTIE_DAG:
        return times(omvang, iwmo_period_days(productperiode), declared);
    case IWMO_FREQUENTIE_WEEK: /* IV077: household help, six weeks in any month */
        return times(omvang,
                     is_six ? HUISHOUDEN_WEEKS : count_weeks(omvang, productperiode),
                     declared);
    case IWMO_FREQUENTIE_VIER_WEKEN:
        return times(omvang, count_blocks(omvang, productperiode), declared);
    case IWMO_FREQUENTIE_MAAND:
        return times(omvang, omvang->is_old ? iwmo_period_months(productperiode) : 1,
                     declared);
    case IWMO_FREQUENTIE_JAAR:
    case IWMO_FREQUENTIE_TOTAAL:
        return times(omvang, 1, declared);
    }
    return (struct iwmo_maximum){0};
}

struct iwmo_maximum
iwmo_volume_in_all(const struct iwmo_omvang *omvang, enum iwmo_eenheid declared)
{
    struct iwmo_period all = omvang->toewijzing;

    if (omvang->frequentie == IWMO_FREQUENTIE_TOTAAL)
        return times(omvang, 1, declared);
    if (!omvang->has_end)
        return (struct iwmo_maximum){0};
    switch (omvang->frequentie) {
    case IWMO_FREQUENTIE_DAG:
        return times(omvang, iwmo_period_days(all), declared);
    case IWMO_FREQUENTIE_WEEK:
        return times(omvang, count_weeks(omvang, all), declared);
    case IWMO_FREQUENTIE_VIER_WEKEN:
        return times(omvang, count_blocks(omvang, all), declared);
    case IWMO_FREQUENTIE_MAAND:
        return times(omvang, iwmo_period_months(all), declared);
    case IWMO_FREQUENTIE_JAAR:
        return times(omvang, count_years(all), declared);
    case IWMO_FREQUENTIE_TOTAAL:
        break;
    }
    return (struct iwmo_maximum){0};
}

bool
iwmo_volume_exceeds(int64_t volume, struct iwmo_maximum maximum)
{
    return maximum.is_known && volume > maximum.volume;
}

/* ---- what a line costs ---- */

/* In sixtieths, rounded half up. */
static int64_t
round_sixtieths(int64_t number)
{
    return number / MINUTES + (number % MINUTES >= MINUTES / 2);
}

int64_t
iwmo_volume_hours(int64_t minutes)
{
    int64_t hours = round_sixtieths(minutes);

    return minutes > 0 && hours == 0 ? 1 : hours;
}

int64_t
iwmo_volume_minute_tarief(int64_t hourly_cents)
{
    return round_sixtieths(hourly_cents);
}

bool
iwmo_volume_bedrag(const struct iwmo_geleverd *levering, struct iwmo_money *bedrag)
{
    bool fits = true;

    if (levering->eenheid == IWMO_EENHEID_EURO)
        bedrag->cents = levering->volume;
    else if (levering->is_hourly)
        fits = iwmo_money_hourly(levering->tarief_cents, levering->volume, bedrag);
    else
        fits = iwmo_money_tariff(levering->tarief_cents, levering->volume, bedrag);
    if (!fits)
        bedrag->cents = INT64_MAX;
    return fits;
}

bool
iwmo_volume_could_cost(int64_t minutes, int64_t minute_cents, struct iwmo_money bedrag)
{
    struct iwmo_money exact;
    int64_t difference;

    if (!iwmo_money_tariff(minute_cents, minutes, &exact) ||
        __builtin_sub_overflow(bedrag.cents, exact.cents, &difference))
        return false;
    /* difference <= (minutes + 1) / 2, without halves and without overflow */
    int64_t most = minutes / 2 + (minutes % 2 != 0);
    return difference <= most && difference >= -most;
}
