#ifndef IWMO_GENERATE_INVENT_H
#define IWMO_GENERATE_INVENT_H

/*
 * Invent: a plausible value for one element, by the name of its type.
 *
 * It obeys the type; that it fits the values around it is the care of generate/fit.  A
 * type that is not in the table (--xsd) gets a value from its facets: a code, a number
 * within the bounds, a shortest text for its pattern.
 */
#include "generate/draft.h"

/* `node` is an element with a value, at its place in the draft. */
void iwmo_invent(struct iwmo_draft *draft, struct iwmo_node *node);

#endif
