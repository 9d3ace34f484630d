#ifndef IWMO_TRANSLATE_JSON_WRITER_H
#define IWMO_TRANSLATE_JSON_WRITER_H

/*
 * JSON writer: elements of a message -> its JSON form.
 *
 *   {"message": "WMO301", "release": "3.2", "Bericht": {"Header": {...}, ...}}
 *
 * Keys are element names, in the order of the schema.  An element that may occur more
 * than once is always an array.  An integer is a number when its text is the one way to
 * write it (iwmo_json_text_is_number), else a string, like all other values: so nothing
 * is lost on the way back.  The message must obey the schema: elements of one name
 * stand together.  Memory is bounded.  Not thread-safe.
 */
#include "base/drain.h"
#include "model/visitor.h"

struct iwmo_json_writer;

/* `drain` is copied.  NULL: out of memory. */
struct iwmo_json_writer *iwmo_json_writer_new(struct iwmo_drain drain);

/* Who to tell of the elements; borrows `writer`. */
struct iwmo_visitor iwmo_json_writer_visitor(struct iwmo_json_writer *writer);

void iwmo_json_writer_free(struct iwmo_json_writer *writer); /* NULL is allowed */

#endif
