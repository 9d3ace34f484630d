#ifndef IWMO_GENERATE_GROW_H
#define IWMO_GENERATE_GROW_H

/*
 * Grow: elements with all that is in them, from the schema table and the dice.
 *
 * Optional elements are there by chance, lists have one to five records; then
 * generate/fit makes each group obey the rules, from the inside out.
 */
#include "generate/draft.h"

/* A new child of `parent` with contents; `parent` NULL makes the root. */
struct iwmo_node *iwmo_grow(struct iwmo_draft *draft, struct iwmo_node *parent,
                            const struct iwmo_element *element);

/* The first child with this name, grown when it is not there.  NULL: `parent` is NULL
 * or the schema has no such child. */
struct iwmo_node *iwmo_grow_child(struct iwmo_draft *draft, struct iwmo_node *parent,
                                  uint16_t id);

/* That child with this value; nothing when the schema does not have it. */
void iwmo_grow_value(struct iwmo_draft *draft, struct iwmo_node *parent, uint16_t id,
                     const char *text);
void iwmo_grow_date(struct iwmo_draft *draft, struct iwmo_node *parent, uint16_t id,
                    struct iwmo_date date);

#endif
