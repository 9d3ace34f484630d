#ifndef IWMO_RETOUR_CLASSES_H
#define IWMO_RETOUR_CLASSES_H

/*
 * Classes: where the groups of a message stand in its answer.
 *
 * The answers have the same classes under the same names, but for Declaratie, which
 * becomes DeclaratieAntwoord; a class that can be rejected has RetourCodes as its last
 * child.  Source: retour-messages of 3.2; messages 3 of 2.3.
 */
#include <stdbool.h>

#include "schema/schema.h"

/* The row of `element` in the group type `answer`; NULL: not there (or answer is NULL).
 */
const struct iwmo_element *iwmo_class_row(const struct iwmo_type *answer,
                                          const struct iwmo_element *element);

bool iwmo_class_has_codes(const struct iwmo_type *answer);

#endif
