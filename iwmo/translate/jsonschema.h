#ifndef IWMO_TRANSLATE_JSONSCHEMA_H
#define IWMO_TRANSLATE_JSONSCHEMA_H

/*
 * JSON Schema: what the JSON form of a message (translate/json_writer) may look like.
 *
 * JSON Schema 2020-12.  A named type of the standard becomes a definition of that name;
 * codes carry their labels in the description; patterns are those of the XSD, written
 * as ECMA 262 wants them.  It says what the XSD says: the rules of the standard are no
 * part of it.
 */
#include "base/text.h"
#include "schema/schema.h"

/* Append the JSON Schema of `message`. */
void iwmo_jsonschema_print(const struct iwmo_message_kind *message,
                           struct iwmo_buffer *out);

/* Append the XSD pattern `source` as an ECMA 262 pattern, anchored.  Kept to what the
 * standard's patterns use: . and \s and \S outside classes, \s in classes. */
void iwmo_jsonschema_pattern(const char *source, struct iwmo_buffer *out);

#endif
