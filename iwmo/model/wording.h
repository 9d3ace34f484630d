#ifndef IWMO_MODEL_WORDING_H
#define IWMO_MODEL_WORDING_H

/*
 * Wording: a finding in words, in Dutch or English.
 *
 * The row's text with its {name}, {found}, {expected} and {other} filled in; what a type
 * expects is described from its facets ("precies 9 cijfers", "een van 01, 02, 03").
 */
#include <stdbool.h>

#include "base/text.h"
#include "model/finding.h"

enum iwmo_lang { IWMO_NL, IWMO_EN };

/* Append the text of `finding`; values are masked unless `show_values`. */
void iwmo_wording_print(const struct iwmo_finding *finding, enum iwmo_lang lang,
                        bool show_values, struct iwmo_buffer *out);

/* Append what `type` accepts, in a few words. */
void iwmo_wording_type(const struct iwmo_type *type, enum iwmo_lang lang,
                       struct iwmo_buffer *out);

#endif
