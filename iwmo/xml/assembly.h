#ifndef IWMO_XML_ASSEMBLY_H
#define IWMO_XML_ASSEMBLY_H

/*
 * Assembly: the message being put together, whoever reads it.
 *
 * Shared by builder and scan: the nodes, the elements that are open, and the protocol
 * of the units.  Nodes of a unit (Header; Client, Antwoord or Prestatie) are handed
 * over at its end tag and given back afterwards; Header stays for the whole message. So
 * memory depends on the largest unit.  A Prestatie is taken out of its Client before
 * the Client is handed over.  What is put together is not checked here.
 */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/node.h"
#include "model/path.h"
#include "schema/facet.h"
#include "xml/limits.h"

struct iwmo_finding;
struct iwmo_word;

/*
 * Who receives the nodes.  `unit` is called when a unit is complete, `end` once, with
 * the root, at the end of the message.  Each may be NULL.  A status other than IWMO_OK
 * stops the reading.
 */
struct iwmo_units {
    enum iwmo_status (*unit)(void *self, struct iwmo_node *unit);
    enum iwmo_status (*end)(void *self, struct iwmo_node *root);
    void *self;
};

struct iwmo_row_state {
    struct iwmo_finding *missing; /* reported as missing; NULL: not */
    uint32_t count;               /* how many were seen */
};

/* An open element: how often each row of its type was seen, how far the sequence has
 * come. */
struct iwmo_frame {
    struct iwmo_node *node;

    /* of the builder */
    const struct iwmo_type *type; /* of the node: what every event asks first */
    struct iwmo_row_state *rows;  /* of a group: one per row of its type */
    uint32_t cursor;              /* row that the sequence has come to */
    bool is_alien;       /* stands in a wrong namespace, which has been reported */
    bool has_loose_text; /* reported */
    bool has_element;    /* reported: an element inside a value */

    /* of the scan, for which the rows before that one are settled */
    const struct iwmo_word *word; /* its own */
    const struct iwmo_word *row;  /* that the sequence has come to */
    uint32_t seen;                /* how many of that row */

    /* of a unit; the builder knows them of all */
    struct iwmo_arena_mark mark; /* where its memory begins */
    struct iwmo_node *before;    /* the sibling before it */
};

struct iwmo_assembly {
    struct iwmo_arena *arena; /* all nodes; rewound when a unit ends */
    struct iwmo_units units;
    const struct iwmo_message_kind *message; /* NULL: not known (yet) */
    const struct iwmo_node *header;          /* NULL until it was read */
    bool is_judging;                         /* the root was seen and can be judged */
    uint64_t order;                          /* end tags so far */
    unsigned frame_count, frame_max;         /* open elements that the schema knows */
    struct iwmo_frame *frames;
};

/* Zero members of `limits` take the defaults.  False: out of memory; release it. */
bool iwmo_assembly_init(struct iwmo_assembly *assembly,
                        const struct iwmo_limits *limits);
void iwmo_assembly_release(struct iwmo_assembly *assembly);

/* Forget the message at hand. */
void iwmo_assembly_reset(struct iwmo_assembly *assembly);

/* The memory of nodes ran out: IWMO_LIMIT, by our own, or IWMO_NO_MEMORY. */
enum iwmo_status iwmo_assembly_failure(const struct iwmo_assembly *assembly);

/*
 * Open `node`, which iwmo_assembly_node() made.  `mark` is that of the arena before it,
 * `before` its sibling then.  NULL: see iwmo_assembly_failure().
 */
struct iwmo_frame *iwmo_assembly_open(struct iwmo_assembly *assembly,
                                      struct iwmo_node *node,
                                      struct iwmo_arena_mark mark,
                                      struct iwmo_node *before);

/* Close the innermost element: it has its number, and is open no longer.  The frame is
 * valid until the next one is opened. */
static inline struct iwmo_frame *
iwmo_assembly_close(struct iwmo_assembly *assembly)
{
    struct iwmo_frame *frame = &assembly->frames[--assembly->frame_count];

    frame->node->order = ++assembly->order;
    return frame;
}

/* After closing: hand it over when it is a unit or the root. */
enum iwmo_status iwmo_assembly_deliver(struct iwmo_assembly *assembly,
                                       const struct iwmo_frame *frame);

/* Is this the name of a unit? */
bool iwmo_assembly_is_unit(uint16_t id);

/* The value of a simple element: checked, and kept as far as it can be read.  False:
 * it could not be kept, see iwmo_assembly_failure(). */
bool iwmo_assembly_value(struct iwmo_assembly *assembly, struct iwmo_node *node,
                         struct iwmo_text text, enum iwmo_facet *failed);

/* A new last child for row `row` of `frame` (NULL: the root), its count not raised.
 * NULL: see iwmo_assembly_failure(). */
struct iwmo_node *iwmo_assembly_node(struct iwmo_assembly *assembly,
                                     const struct iwmo_frame *frame,
                                     const struct iwmo_element *decl, uint32_t row,
                                     struct iwmo_position at);

/* Make `node` the last child of `parent`, and number `index` of those for row `row`. */
static inline void
iwmo_assembly_link(struct iwmo_node *node, struct iwmo_node *parent, uint32_t row,
                   uint32_t index)
{
    node->parent = parent;
    node->index = index;
    if (__builtin_expect(parent->siblings != NULL, 0) && parent->siblings[row] != NULL)
        parent->siblings[row]->count = index;
    if (parent->last == NULL)
        parent->first = node;
    else
        parent->last->next = node;
    parent->last = node;
}

/* memcpy() of a size that is not known is a call, and values are short. */
static inline void
iwmo_assembly_copy(char *to, const char *from, size_t size)
{
    uint64_t first, last;
    uint32_t front, back;

    if (size > 2 * sizeof(first)) {
        memcpy(to, from, size);
    } else if (size >= sizeof(first)) {
        memcpy(&first, from, sizeof(first));
        memcpy(&last, from + size - sizeof(last), sizeof(last));
        memcpy(to, &first, sizeof(first));
        memcpy(to + size - sizeof(last), &last, sizeof(last));
    } else if (size >= sizeof(front)) {
        memcpy(&front, from, sizeof(front));
        memcpy(&back, from + size - sizeof(back), sizeof(back));
        memcpy(to, &front, sizeof(front));
        memcpy(to + size - sizeof(back), &back, sizeof(back));
    } else if (size > 0) {
        to[0] = from[0];
        to[size / 2] = from[size / 2];
        to[size - 1] = from[size - 1];
    }
    to[size] = '\0';
}

/*
 * A whole simple element, which gets its number, but is not linked yet.  NULL: `text`
 * does not fit its type, or memory ran out; then the message is lost.  Here, because
 * nearly all elements are simple, and a call would take the place through memory.
 */
static inline struct iwmo_node *
iwmo_assembly_simple(struct iwmo_assembly *assembly, const struct iwmo_element *decl,
                     struct iwmo_position at, struct iwmo_text text)
{
    /* the text behind the node, where iwmo_assembly_value() would have put it */
    struct iwmo_node *node =
        iwmo_arena_take(assembly->arena, sizeof(*node) + text.size + 1);

    if (node == NULL)
        return NULL;
    iwmo_node_init(node, decl, at);
    node->order = ++assembly->order;
    if (iwmo_type_check(decl->type, text, &node->value) != IWMO_FACET_NONE)
        return NULL;
    size_t kept = node->value.text.size;
    iwmo_assembly_copy((char *)(node + 1), node->value.text.at, kept);
    node->value.text.at = (const char *)(node + 1);
    if (__builtin_expect(kept < text.size, 0))
        iwmo_arena_give_back(assembly->arena, node->value.text.at + kept + 1);
    return node;
}

/* A group, not linked yet; with room for rows as iwmo_assembly_open() takes it, so that
 * a limit is reached by the same messages.  NULL: see iwmo_assembly_failure(). */
static inline struct iwmo_node *
iwmo_assembly_group(struct iwmo_assembly *assembly, const struct iwmo_element *decl,
                    struct iwmo_position at)
{
    size_t rows = decl->type->child_count * sizeof(struct iwmo_row_state);
    size_t align = alignof(max_align_t);
    struct iwmo_node *node = iwmo_arena_take(
        assembly->arena, (sizeof(*node) + align - 1) / align * align + rows);

    if (node != NULL)
        iwmo_node_init(node, decl, at);
    return node;
}

#endif
