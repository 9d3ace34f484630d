#ifndef IWMO_REPORT_MARKUP_H
#define IWMO_REPORT_MARKUP_H

/*
 * Markup: text from anywhere as content of XML elements and attributes.
 *
 * Whatever bytes come, what goes out is well-formed XML 1.0 in UTF-8: markup is
 * escaped, and what is no UTF-8, no XML character, a control character or turns the
 * reading direction around becomes U+FFFD.
 */
#include <stdint.h>

#include "base/text.h"

void iwmo_markup_text(struct iwmo_buffer *out, struct iwmo_text text);

/* The same, but a control character or mark of direction that XML allows is written as
 * a number (&#133;), so that who reads it gets the text as it was. */
void iwmo_markup_exact(struct iwmo_buffer *out, struct iwmo_text text);

/* Append ` name="value"`; nothing when `value` is NULL. */
void iwmo_markup_attribute(struct iwmo_buffer *out, const char *name,
                           const char *value);
void iwmo_markup_number(struct iwmo_buffer *out, const char *name, uint64_t value);

#endif
