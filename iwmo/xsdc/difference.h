#ifndef IWMO_XSDC_DIFFERENCE_H
#define IWMO_XSDC_DIFFERENCE_H

/*
 * Difference: what each release adds (+), drops (-) and changes (~) against the one
 * before: messages, types with their codes, elements by path.  Part of xsdc only.
 */
#include <stdio.h>

#include "schema/schema.h"

void iwmo_difference_print(const struct iwmo_schema *schema, FILE *stream);

#endif
