#ifndef IWMO_TRANSLATE_PAGE_TEXT_H
#define IWMO_TRANSLATE_PAGE_TEXT_H

/*
 * Page text: names and values of a message as a reader of a page wants them, in XML.
 *
 * All is escaped: whatever comes in, well-formed XML goes out, without control
 * characters and without characters that turn the reading direction around.
 */
#include "base/text.h"
#include "schema/schema.h"

void iwmo_page_text(struct iwmo_buffer *out, struct iwmo_text text);

/* Append ` name="value"`. */
void iwmo_page_attribute(struct iwmo_buffer *out, const char *name, const char *value);

enum iwmo_page_language { IWMO_PAGE_NL, IWMO_PAGE_EN };

/* Append the label of an element: ToewijzingNummer -> Toewijzingsnummer. */
void iwmo_page_label(struct iwmo_buffer *out, const char *name,
                     enum iwmo_page_language language);

/*
 * Append <v n="name" l="label" k="kind">value</v>.  Kinds: code (with c, the code;
 * the value is its label; without a label: text with c; with t="nl" the label is Dutch
 * on a page that is not), date (with m and y: month and
 * year, year), money (cents), percent (hundredths), integer, time, text.
 */
void iwmo_page_value(struct iwmo_buffer *out, const struct iwmo_element *element,
                     struct iwmo_text text, enum iwmo_page_language language);

#endif
