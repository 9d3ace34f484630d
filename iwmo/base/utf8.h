#ifndef IWMO_BASE_UTF8_H
#define IWMO_BASE_UTF8_H

/*
 * UTF-8: code points out of bytes, strictly.
 *
 * Refused are what Unicode refuses: overlong forms, surrogates (D800-DFFF),
 * anything beyond 10FFFF, stray and missing continuation bytes.  NUL is a
 * code point like any other.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/*
 * Take the first code point off `rest`.  False: `rest` is empty or starts with
 * something that is not UTF-8; it is left as it was.
 */
bool iwmo_utf8_next(struct iwmo_text *rest, uint32_t *code_point);

/* True for the empty text. */
bool iwmo_utf8_valid(struct iwmo_text text);

#endif
