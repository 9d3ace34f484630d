#ifndef IWMO_TRANSLATE_JSON_READER_H
#define IWMO_TRANSLATE_JSON_READER_H

/*
 * JSON reader: the JSON form of a message (translate/json_writer) -> a visitor.
 *
 * Keys may come in any order; the visitor is told in the order of the schema.  All that
 * does not fit the schema becomes a finding, in one run: keys that it does not know,
 * elements that are missing, the wrong kind of JSON value, values that a type refuses.
 * After the first finding the visitor is told nothing more, so what it made is not
 * whole.  Places of findings are those in the XML; iwmo_json_path_print() gives those
 * in the JSON.  Values of an integer may be JSON numbers or strings, all others are
 * strings.
 */
#include "model/filler.h"
#include "model/finding.h"
#include "model/visitor.h"
#include "translate/json_document.h"
#include "translate/json_path.h"

/* What to read it as. */
struct iwmo_json_order {
    const struct iwmo_schema *schema;
    /* NULL: the one that the members `message` and `release` name.  Else these, and the
     * wrapper around the content of Bericht, may be absent. */
    const struct iwmo_message_kind *message;
    struct iwmo_filler filler; /* fill NULL: what is absent is missing */
};

/*
 * Read `document`.  `*form` says what it turned out to be.  IWMO_OK also when there are
 * findings; other statuses come from the visitor or are IWMO_NO_MEMORY.
 */
enum iwmo_status iwmo_json_reader_read(const struct iwmo_json_document *document,
                                       const struct iwmo_json_order *order,
                                       struct iwmo_visitor visitor,
                                       struct iwmo_findings *findings,
                                       struct iwmo_json_form *form);

#endif
