#ifndef IWMO_VIEW_SCHEMA_LAYOUT_H
#define IWMO_VIEW_SCHEMA_LAYOUT_H

/*
 * Schema layout: what `iwmo schema` prints, for people and for programs.
 */
#include "base/text.h"
#include "model/wording.h"
#include "schema/schema.h"

/* A named type and the release that it belongs to ("" when no message uses it). */
struct iwmo_schema_type {
    const struct iwmo_type *type;
    const char *release;
};

/* What is printed, and how. */
struct iwmo_schema_view {
    const struct iwmo_schema *schema;
    const char *release; /* of this one only; NULL: all */
    enum iwmo_lang lang;
    struct iwmo_buffer *out;
};

struct iwmo_schema_layout {
    const char *name;
    void (*list)(const struct iwmo_schema_view *view);
    void (*message)(const struct iwmo_schema_view *view,
                    const struct iwmo_message_kind *message);
    void (*types)(const struct iwmo_schema_view *view,
                  const struct iwmo_schema_type *types, size_t count);
    void (*codes)(const struct iwmo_schema_view *view, struct iwmo_schema_type type);
};

extern const struct iwmo_schema_layout iwmo_schema_text, iwmo_schema_json;

/* Elements nested deeper are not printed: a schema may refer to itself. */
#define IWMO_SCHEMA_MAX_DEPTH 32

#endif
