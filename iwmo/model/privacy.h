#ifndef IWMO_MODEL_PRIVACY_H
#define IWMO_MODEL_PRIVACY_H

/*
 * Privacy: how a value of a message may be printed.
 *
 * Masked unless the user asked for values: a BSN as 9999*****, names as initials, a birth
 * date as its century, free text as its first letter.  Codes, amounts, other dates and
 * the sender's own references are shown as far as they fit their type: one that does
 * not may be anything, and longer than a code is free text.  Wherever they stand,
 * numbers that may be a BSN are masked (model/number.h); words in a field for codes or
 * references may be a name, and days in a reference a birth.
 * Source: conventions, The command.
 */
#include <stdbool.h>

#include "base/text.h"
#include "schema/schema.h"

/*
 * Append `value` of element `subject` (NULL: not from a known element) to `out`, masked
 * unless `show` is true.
 */
void iwmo_privacy_print(const struct iwmo_element *subject, struct iwmo_text value,
                        bool show, struct iwmo_buffer *out);

/* Append text that is no value (a name of an unknown element, a parser's remark), with
 * every number that may be a BSN masked unless `show`. */
void iwmo_privacy_digits(struct iwmo_text text, bool show, struct iwmo_buffer *out);

#endif
