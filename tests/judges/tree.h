#ifndef IWMO_TESTS_JUDGES_TREE_H
#define IWMO_TESTS_JUDGES_TREE_H

/*
 * Tree: a message as elements that can be moved about, and written again.
 *
 * Names and text are kept as they stand in the file, so that a tree can hold what is
 * wrong: prefixes that nobody declared, text between elements.  All in one arena.
 */
#include "base/arena.h"
#include "base/text.h"
#include "schema/schema.h"

struct tree_item {
    const char *tag;        /* with its prefix; NULL: `text` stands there as it is */
    const char *attributes; /* each with a space before it */
    const char *text;       /* of a piece without tag, as in the file */
    const struct iwmo_element *decl; /* its row where it came from; NULL: none */
    struct tree_item *parent, *first, *last, *before, *next;
};

/* The message in the file.  Fails the test when there is none. */
struct tree_item *tree_read(const char *path, struct iwmo_arena *arena);

/* A copy of `item` and all in it, that stands nowhere. */
struct tree_item *tree_copy(const struct tree_item *item, struct iwmo_arena *arena);

/* A new element or piece of text, that stands nowhere. */
struct tree_item *tree_element(const char *tag, struct iwmo_arena *arena);
struct tree_item *tree_text(const char *text, struct iwmo_arena *arena);

void tree_remove(struct tree_item *item);
/* As the child of `parent` before `place`; NULL: as the last. */
void tree_insert(struct tree_item *parent, struct tree_item *place,
                 struct tree_item *item);

/* All elements under and with `root`, in their order; count in `*count`. */
struct tree_item **tree_elements(struct tree_item *root, struct iwmo_arena *arena,
                                 size_t *count);

/* Write the document. */
void tree_print(const struct tree_item *root, struct iwmo_buffer *out);

#endif
