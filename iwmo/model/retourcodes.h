#ifndef IWMO_MODEL_RETOURCODES_H
#define IWMO_MODEL_RETOURCODES_H

/*
 * Retourcodes: the different codes with which something was refused, as one text:
 * "9056 S300", in the order in which they came.
 *
 * A list is the caller's array, "" when empty.  It holds twelve codes of four
 * characters; what does not fit is left out, never cut.
 */
#include "model/finding.h"

#define IWMO_RETOURCODES_TEXT 64 /* room for a list and its NUL */

/* Add a code, unless it is empty or in the list. */
void iwmo_retourcodes_add(char list[static IWMO_RETOURCODES_TEXT],
                          struct iwmo_text code);

/* Add what a finding is answered with; a warning refuses nothing. */
void iwmo_retourcodes_add_finding(char list[static IWMO_RETOURCODES_TEXT],
                                  const struct iwmo_finding *finding);

#endif
