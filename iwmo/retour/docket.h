#ifndef IWMO_RETOUR_DOCKET_H
#define IWMO_RETOUR_DOCKET_H

/*
 * Docket: the decisions of a back-office, found by the record that is at hand.
 *
 * Each stands under one thing that its record must have: its path, or the name and
 * value that the fewest other decisions ask for.  So a record meets the decisions that
 * can be about it, however many there are.
 */
#include "retour/decision.h"

struct iwmo_docket;

/* `decisions` is borrowed.  NULL: out of memory. */
struct iwmo_docket *iwmo_docket_new(const struct iwmo_decisions *decisions);

/* Begin with a record: at `place`, which may be the header. */
void iwmo_docket_begin(struct iwmo_docket *docket, struct iwmo_text place);

/* It has this value, trimmed. */
void iwmo_docket_value(struct iwmo_docket *docket, const char *name,
                       struct iwmo_text value);

/* The decisions that may be about the record, each once, ascending; until the next
 * begin. */
const uint32_t *iwmo_docket_found(struct iwmo_docket *docket, size_t *count);

void iwmo_docket_free(struct iwmo_docket *docket); /* NULL is allowed */

#endif
