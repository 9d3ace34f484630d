#ifndef IWMO_REGEX_SURE_H
#define IWMO_REGEX_SURE_H

/*
 * Sure: which values of a type need no look at its patterns.
 *
 * A code of its list, when all of them match; a date or a time in the plain form, when
 * every text of that form matches.  Asked when the tables are made.
 */
#include "schema/schema.h"

/* For type->sure_below: see there. */
uint32_t iwmo_sure_below(const struct iwmo_type *type);

#endif
