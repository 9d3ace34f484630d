#ifndef IWMO_TESTS_JUDGES_MUTATION_H
#define IWMO_TESTS_JUDGES_MUTATION_H

/*
 * Mutation: one change to a message, drawn by a seeded generator.
 */
#include "judges/tree.h"
#include "schema/random.h"

struct mutation_scene {
    struct tree_item *root;
    struct tree_item *const *elements; /* of the tree before it was changed */
    size_t count;
    const struct iwmo_message_kind *message;
    struct test_random *random;
    struct iwmo_arena *arena;
};

/* Change something.  Returns the name of the change, for a report. */
const char *mutation_apply(const struct mutation_scene *scene);

#endif
