#ifndef IWMO_RULES_ENGINE_H
#define IWMO_RULES_ENGINE_H

/*
 * Engine: asks the rules of a message, unit by unit, while it streams by.
 *
 * The elements of a unit are visited in post-order, which is the order in which the
 * chain reports; at each the rules are asked that have it as anchor.  What belongs to
 * no unit (totals, the period of a declaration) is asked at the end.  Findings are
 * added as they come to light: iwmo_findings_sort() puts them in order.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/facts.h"
#include "schema/schema.h"

/* Version of our set of rules: goes up with each change in what they find.  Rapport 1.1
 * has it where the chain's own stylesheets put theirs (XSLTVersie). */
#define IWMO_RULES_VERSION "1.0.0"

struct iwmo_engine;

struct iwmo_engine_options {
    struct iwmo_date today;
    uint64_t seed;     /* of fingerprints: something nobody outside can guess */
    size_t max_places; /* per finding; 0: IWMO_MAX_PLACES */
};

/* `schema` is borrowed.  NULL: out of memory. */
struct iwmo_engine *iwmo_engine_new(const struct iwmo_schema *schema,
                                    const struct iwmo_engine_options *options);

/* Start a message; `findings` is borrowed until its end. */
void iwmo_engine_begin(struct iwmo_engine *engine, struct iwmo_findings *findings);

/* Judge a complete unit of `message`. */
enum iwmo_status iwmo_engine_unit(struct iwmo_engine *engine,
                                  const struct iwmo_message_kind *message,
                                  struct iwmo_node *unit);

/* Judge what is left, at the end tag of the root. */
enum iwmo_status iwmo_engine_end(struct iwmo_engine *engine,
                                 const struct iwmo_message_kind *message,
                                 struct iwmo_node *root);

/* There are rules for this message. */
bool iwmo_engine_knows(const struct iwmo_message_kind *message);

/* The rules of its standard and release are known, also when this message has none. */
bool iwmo_engine_knows_release(const struct iwmo_message_kind *message);

void iwmo_engine_free(struct iwmo_engine *engine); /* NULL is allowed */

#endif
