#ifndef IWMO_MODEL_FILLER_H
#define IWMO_MODEL_FILLER_H

/*
 * Filler: who knows what an element should hold that the data leaves out.
 *
 * Asked by translate/json_reader, answered by generate/fill.
 */
#include <stdbool.h>

#include "base/text.h"
#include "schema/schema.h"

struct iwmo_filler {
    /*
     * `element` must stand in `parent`, and the data has none.  A value: append it to
     * `text` and return true.  A group: return true when values in it can be derived.
     * False: it cannot be derived, so it is missing.
     */
    bool (*fill)(void *self, const struct iwmo_element *parent,
                 const struct iwmo_element *element, struct iwmo_buffer *text);
    void *self;
};

#endif
