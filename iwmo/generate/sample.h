#ifndef IWMO_GENERATE_SAMPLE_H
#define IWMO_GENERATE_SAMPLE_H

/*
 * Sample: a text that a type accepts, found by walking the automaton of its pattern.
 *
 * One of the shortest: "414" for the type that only allows that, nine digits for
 * [0-9]{9}.  Printable ASCII; the last of several patterns, the most derived, leads.
 */
#include "generate/dice.h"
#include "schema/schema.h"

#define IWMO_SAMPLE_TEXT 128

/* Into `out`; returns out.  "" when there is no such text, or it is too long. */
const char *iwmo_sample(const struct iwmo_type *type, struct iwmo_dice *dice,
                        char out[IWMO_SAMPLE_TEXT]);

#endif
