#ifndef IWMO_TRANSLATE_JSON_TEXT_H
#define IWMO_TRANSLATE_JSON_TEXT_H

/*
 * JSON text: values as JSON spells them.
 */
#include <stdbool.h>

#include "base/text.h"

/* Append `text` (valid UTF-8) as a JSON string, with its quotes. */
void iwmo_json_text_quote(struct iwmo_buffer *out, struct iwmo_text text);

/*
 * Is `text` the one way to write a whole number from 0 to 2^53 - 1: digits, no sign, no
 * leading zero?  Then a JSON number gives it back unchanged, in every language.
 */
bool iwmo_json_text_is_number(struct iwmo_text text);

#endif
