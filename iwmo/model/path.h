#ifndef IWMO_MODEL_PATH_H
#define IWMO_MODEL_PATH_H

/*
 * Path: the place of an element in the standard's form, /Bericht/Client/Naam[2].
 *
 * A step carries an index exactly when its parent has two or more children of that local
 * name.  A stream knows that late, so steps keep positions as numbers and share a
 * count of siblings that goes on growing; a path is printed when the report is written.
 * Steps live in the arena of the message, are made only for places that are reported,
 * and are shared by all places below them.  Source: Rapport 1.1, Locatie.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/node.h"

/* How many children of one name their parent has, so far. */
struct iwmo_siblings {
    uint32_t count;
};

struct iwmo_step {
    const struct iwmo_step *parent; /* NULL at the root */
    const char *name;               /* local name */
    uint32_t index;                 /* 1-based */
    const struct iwmo_siblings *siblings; /* NULL: never an index */
};

/*
 * The step of `node`, made in `arena` with those of its ancestors when it is asked for
 * the first time.  NULL: out of memory or limit.
 */
struct iwmo_step *iwmo_path_step(struct iwmo_node *node, struct iwmo_arena *arena);

/* Append the path of `step` to `out`; "/" for NULL. */
void iwmo_path_print(const struct iwmo_step *step, struct iwmo_buffer *out);

#endif
