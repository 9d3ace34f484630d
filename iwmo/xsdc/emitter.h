#ifndef IWMO_XSDC_EMITTER_H
#define IWMO_XSDC_EMITTER_H

/*
 * Emitter: what emit.c (files) and emit_type.c (rows) work with.
 */
#include "base/text.h"
#include "schema/schema.h"

/* The C name of a type that was written to the file at hand. */
struct iwmo_emitter_symbol {
    const struct iwmo_type *type;
    char *name; /* owned */
};

struct iwmo_emitter {
    const struct iwmo_schema *schema;
    enum iwmo_release release; /* of the file at hand */
    struct iwmo_buffer out;    /* the file at hand */
    struct iwmo_emitter_symbol *symbols;
    size_t symbol_count, symbol_room;
    const struct iwmo_pattern **patterns; /* all so far; the index is in their name */
    size_t pattern_count, pattern_room;
    struct iwmo_error *err;
};

/* "string" with quotes and escapes, as C source. */
void iwmo_emit_string(struct iwmo_buffer *out, const char *string);

/* "2.3" -> "2_3", as the end of a C name. */
const char *iwmo_emit_suffix(enum iwmo_release release);

/* Is the type a named one of a base schema, and so known to other files? */
bool iwmo_emit_is_shared(const struct iwmo_emitter *emitter,
                         const struct iwmo_type *type);

/*
 * Write the type, after all that it needs, unless it is there already.  `name` is used
 * as its C name when it is not shared.
 */
enum iwmo_status iwmo_emit_type(struct iwmo_emitter *emitter,
                                const struct iwmo_type *type, const char *name);

/* One row for an element; the type was written before. */
void iwmo_emit_element(struct iwmo_emitter *emitter,
                       const struct iwmo_element *element);

void iwmo_emit_pattern(struct iwmo_buffer *out, const struct iwmo_pattern *pattern,
                       size_t number);

#endif
