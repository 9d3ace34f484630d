#ifndef IWMO_FLOW_SPREAD_H
#define IWMO_FLOW_SPREAD_H

/*
 * Spread: how much of an allocation falls in one month.
 *
 * For figures, not for judging: what may be declared at most is model/volume.h.  Of a
 * volume V and the days d of the allocation in the month: V per month is V, V per week
 * V d / 7, V per day V d, and V in all or a budget V d / D, with D the days of the
 * whole allocation.  Rounded half up from the begin on, so that months add up to what
 * is allocated, and no month is further than one unit from the formula.
 */
#include "model/record.h"

/* Is it a budget, in cents, that is allocated, and no volume? */
bool iwmo_spread_is_budget(const struct iwmo_record *toewijzing);

/* In the month of `day`, in the unit of the allocation or cents.  False: nothing says
 * how much there is, or it is too much to count; *allocated is 0. */
bool iwmo_spread_month(const struct iwmo_record *toewijzing, struct iwmo_date day,
                       int64_t *allocated);

#endif
