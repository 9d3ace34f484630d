#ifndef IWMO_SCHEMA_LOOKUP_H
#define IWMO_SCHEMA_LOOKUP_H

/*
 * Lookup: find rows in a schema.  Pure functions over constant tables.
 */
#include "base/text.h"
#include "schema/schema.h"

/* Message by the namespace of its root; NULL when the schema has none. */
const struct iwmo_message_kind *iwmo_message_by_space(const struct iwmo_schema *schema,
                                                      struct iwmo_text space);

/* Message by name ("WMO301" or "301", case ignored) and release; R_none: the newest. */
const struct iwmo_message_kind *iwmo_message_by_name(const struct iwmo_schema *schema,
                                                     const char *name,
                                                     enum iwmo_release release);

/* Child row of a group by element id; NULL when it has none. */
const struct iwmo_element *iwmo_type_child(const struct iwmo_type *group, uint16_t id);

/* Id of an element name, EL_none when no message has it. */
uint16_t iwmo_name_id(const struct iwmo_schema *schema, struct iwmo_text name);

/* Label of a code in the code list of that type, of the newest release that has it, in
 * Dutch; "" when there is none. */
const char *iwmo_code_label(const struct iwmo_schema *schema, const char *type,
                            const char *code);

#endif
