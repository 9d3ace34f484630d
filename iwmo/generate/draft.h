#ifndef IWMO_GENERATE_DRAFT_H
#define IWMO_GENERATE_DRAFT_H

/*
 * Draft: a message that is being made, as a tree that can still be changed.
 *
 * Nodes and values live in the arena of the draft.  Out of memory makes it `failed`;
 * operations then hand out a spare node that is not in the tree, so that who builds
 * need look only once, at the end.  Not thread-safe.
 */
#include "base/arena.h"
#include "generate/dice.h"
#include "model/node.h"
#include "model/visitor.h"

struct iwmo_draft {
    const struct iwmo_message_kind *message;
    struct iwmo_arena *arena; /* borrowed */
    struct iwmo_dice dice;
    struct iwmo_date day;  /* the Dagtekening, around which all other dates lie */
    uint64_t seed, number; /* of the run, and of the message in it, from 1 */
    bool is_lean;          /* only what must be there, and lists of one */
    uint32_t serial;       /* of what must be unique in the message */
    bool failed;
    struct iwmo_node *root;
    struct iwmo_node spare;
};

/* First child with this name, or NULL. */
struct iwmo_node *iwmo_draft_child(const struct iwmo_node *parent, uint16_t id);

/* Next sibling with the same name, or NULL. */
struct iwmo_node *iwmo_draft_next(const struct iwmo_node *node);

/* A child without contents, where the schema wants it: behind those of the same row.
 * `parent` NULL makes the root. */
struct iwmo_node *iwmo_draft_add(struct iwmo_draft *draft, struct iwmo_node *parent,
                                 const struct iwmo_element *element);

/* Put `node`, which is in no tree, right behind `before`, or first when that is NULL.
 */
void iwmo_draft_link(struct iwmo_node *parent, struct iwmo_node *before,
                     struct iwmo_node *node);

/* A new node that is in no tree yet. */
struct iwmo_node *iwmo_draft_node(struct iwmo_draft *draft,
                                  const struct iwmo_element *element);

/* Take it out of the tree, with all that is in it. */
void iwmo_draft_drop(struct iwmo_node *node);

/* Take out every child with this name. */
void iwmo_draft_drop_all(struct iwmo_node *parent, uint16_t id);

/* A copy, right behind the original. */
struct iwmo_node *iwmo_draft_copy(struct iwmo_draft *draft, struct iwmo_node *node);

/* ---- values; nothing happens when `node` is NULL ---- */

void iwmo_draft_set(struct iwmo_draft *draft, struct iwmo_node *node, const char *text);
void iwmo_draft_print(struct iwmo_draft *draft, struct iwmo_node *node, const char *fmt,
                      ...) __attribute__((format(printf, 3, 4)));
void iwmo_draft_set_date(struct iwmo_draft *draft, struct iwmo_node *node,
                         struct iwmo_date date);

/* The value as a number or a day; 0 and the draft's day when it is none. */
int64_t iwmo_draft_number(const struct iwmo_node *node);
struct iwmo_date iwmo_draft_date(const struct iwmo_draft *draft,
                                 const struct iwmo_node *node);

/* A number that no other call gave for this draft, at most 99 999 999. */
uint32_t iwmo_draft_unique(struct iwmo_draft *draft);

/* Tell `visitor` of all elements. */
enum iwmo_status iwmo_draft_visit(const struct iwmo_draft *draft,
                                  const struct iwmo_visitor *visitor);

#endif
