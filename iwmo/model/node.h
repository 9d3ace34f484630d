#ifndef IWMO_MODEL_NODE_H
#define IWMO_MODEL_NODE_H

/*
 * Node: one element of a message in memory.
 *
 * Made by xml/builder, read by rules and sinks.  A node lives in the arena of its unit
 * (Header for the whole message; Client, Antwoord or Prestatie until the sinks saw it)
 * and is gone afterwards: copy what you want to keep.  Nodes exist only for elements
 * that have a row in the schema; what the schema does not know is a finding.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "schema/facet.h"
#include "schema/schema.h"

/* Where something stands in the file as sent.  All 1-based but the offset. */
struct iwmo_position {
    uint64_t offset; /* bytes before it */
    uint64_t line;
    uint64_t column; /* in code points */
};

struct iwmo_step;     /* model/path.h */
struct iwmo_siblings; /* model/path.h */

struct iwmo_node {
    const struct iwmo_element *decl; /* its row in the schema table */
    struct iwmo_node *parent, *first, *last, *next;
    struct iwmo_value value; /* simple elements; text is as sent, NUL-terminated */
    struct iwmo_position at; /* of its start tag */
    uint64_t order;          /* number of its end tag in the message: post-order */
    uint32_t index;          /* 1-based among the siblings of the same name */
    bool fits;               /* simple: the value obeys its type; group: well formed */
    struct iwmo_step *step;  /* its place for findings; NULL until asked for */
    struct iwmo_siblings **siblings; /* per child row; NULL until asked for */
};

/*
 * Make of `node` an element that stands alone, fits, and is the first of its name. Each
 * member on its own: all at once is one instruction that repeats, and takes longer.
 */
static inline void
iwmo_node_init(struct iwmo_node *node, const struct iwmo_element *decl,
               struct iwmo_position at)
{
    node->decl = decl;
    node->parent = NULL;
    node->first = NULL;
    node->last = NULL;
    node->next = NULL;
    node->value.text.at = NULL;
    node->value.text.size = 0;
    node->value.integer = 0;
    node->at = at;
    node->order = 0;
    node->index = 1;
    node->fits = true;
    node->step = NULL;
    node->siblings = NULL;
}

/* What rules ask all the time stands here with its body. */

/* First child with this name (EL_x), or NULL; NULL when `node` is NULL. */
static inline const struct iwmo_node *
iwmo_child(const struct iwmo_node *node, uint16_t id)
{
    const struct iwmo_node *child = node != NULL ? node->first : NULL;

    while (child != NULL && child->decl->id != id)
        child = child->next;
    return child;
}

/* Next sibling with the same name as `node`, or NULL. */
const struct iwmo_node *iwmo_next_same(const struct iwmo_node *node);

/* Is this the element EL_x?  False for NULL. */
static inline bool
iwmo_node_is(const struct iwmo_node *node, uint16_t id)
{
    return node != NULL && node->decl->id == id;
}

/*
 * The value with white space at both ends removed and runs inside taken as one space is
 * empty: the element is absent (NULL), empty, or white space only.
 */
static inline bool
iwmo_node_blank(const struct iwmo_node *node)
{
    return node == NULL || iwmo_text_trim(node->value.text).size == 0;
}

/* Does the trimmed value equal `text`?  False when the element is absent. */
static inline bool
iwmo_node_equals(const struct iwmo_node *node, const char *text)
{
    if (node == NULL)
        return false;
    struct iwmo_text value = iwmo_text_trim(node->value.text);
    size_t size = strlen(text);
    return value.size == size && (size == 0 || memcmp(value.at, text, size) == 0);
}

#endif
