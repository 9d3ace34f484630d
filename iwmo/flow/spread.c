#include "flow/spread.h"

#include "model/volume.h"

bool
iwmo_spread_is_budget(const struct iwmo_record *toewijzing)
{
    return toewijzing->volume == IWMO_ABSENT && toewijzing->budget != IWMO_ABSENT;
}

/* `volume` x `days` / `of`, half up. */
static bool
proportion(int64_t volume, int64_t days, int64_t of, int64_t *part)
{
    int64_t product;

    if (of <= 0 || __builtin_mul_overflow(volume, days, &product) ||
        __builtin_mul_overflow(product, 2, &product) ||
        __builtin_add_overflow(product, of, &product))
        return false;
    *part = product / (2 * of);
    return true;
}

/* From the begin of the allocation up to and with `end`. */
static bool
until(const struct iwmo_record *toewijzing, struct iwmo_date end, int64_t *part)
{
    const struct iwmo_period whole = {toewijzing->begin, toewijzing->eind};
    const struct iwmo_period passed = {toewijzing->begin, end};
    const int64_t days = iwmo_period_days(passed);
    const bool has_end = toewijzing->eind.days != INT32_MAX;

    if (iwmo_spread_is_budget(toewijzing))
        return has_end &&
               proportion(toewijzing->budget, days, iwmo_period_days(whole), part);
    switch (toewijzing->frequentie[0]) {
    case '1':
        return proportion(toewijzing->volume, days, 1, part);
    case '2':
        return proportion(toewijzing->volume, days, 7, part);
    case '4':
        return proportion(toewijzing->volume, iwmo_period_months(passed), 1, part);
    case '6':
        return has_end &&
               proportion(toewijzing->volume, days, iwmo_period_days(whole), part);
    default:
        return false;
    }
}

bool
iwmo_spread_month(const struct iwmo_record *toewijzing, struct iwmo_date day,
                  int64_t *allocated)
{
    const struct iwmo_date start = iwmo_date_month_start(day);
    const struct iwmo_date before = {start.days - 1};
    struct iwmo_date end = iwmo_date_month_end(day);
    int64_t earlier = 0, now = 0;

    *allocated = 0;
    if (toewijzing->begin.days == INT32_MIN ||
        (toewijzing->volume == IWMO_ABSENT && toewijzing->budget == IWMO_ABSENT))
        return false;
    if (iwmo_date_before(toewijzing->eind, end))
        end = toewijzing->eind;
    if (iwmo_date_before(end, toewijzing->begin) || iwmo_date_before(end, start))
        return true; /* no day of it lies in this month */
    if ((!iwmo_date_before(before, toewijzing->begin) &&
         !until(toewijzing, before, &earlier)) ||
        !until(toewijzing, end, &now))
        return false;
    *allocated = now - earlier;
    return true;
}
