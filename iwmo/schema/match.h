#ifndef IWMO_SCHEMA_MATCH_H
#define IWMO_SCHEMA_MATCH_H

/*
 * Match: a text against the automaton of a pattern.  Allocates nothing.
 */
#include <stdbool.h>

#include "base/text.h"
#include "schema/schema.h"

/* Does the whole text match the pattern?  Text that is no UTF-8 matches nothing. */
bool iwmo_pattern_matches(const struct iwmo_pattern *pattern, struct iwmo_text text);

#endif
