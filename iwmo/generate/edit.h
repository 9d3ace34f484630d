#ifndef IWMO_GENERATE_EDIT_H
#define IWMO_GENERATE_EDIT_H

/*
 * Edit: the words of generate/breaks.def, which change a draft.
 *
 * The table is ours: a word that cannot be carried out is a bug in it, reported as
 * IWMO_MALFORMED with the word.
 */
#include "generate/draft.h"

/* Apply the words of `edits` to the tree, but those that begin with ~. */
enum iwmo_status iwmo_edit(struct iwmo_draft *draft, const char *edits,
                           struct iwmo_error *err) __attribute__((warn_unused_result));

/* Apply the words that begin with ~ to the bytes that were written. */
enum iwmo_status iwmo_edit_bytes(const char *edits, struct iwmo_buffer *bytes,
                                 struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
