#ifndef IWMO_TRANSLATE_JSON_PATH_H
#define IWMO_TRANSLATE_JSON_PATH_H

/*
 * JSON path: the place of an element in the JSON form of its message.
 *
 * $.Bericht.Client.Relaties.Relatie[0].Naam: members by name; items of an array, which
 * is what an element becomes that may occur more than once, counted from 0.
 */
#include <stdbool.h>

#include "base/text.h"
#include "model/path.h"
#include "schema/schema.h"

/* How a JSON document holds its message. */
struct iwmo_json_form {
    const struct iwmo_message_kind *message; /* NULL: not known */
    bool is_bare; /* the outermost object is Bericht itself, without a wrapper */
};

/* Append the path of `step`; "$" for NULL.  A step with index 0 is the array itself. */
void iwmo_json_path_print(const struct iwmo_json_form *form,
                          const struct iwmo_step *step, struct iwmo_buffer *out);

#endif
