#ifndef IWMO_XML_WINDOW_H
#define IWMO_XML_WINDOW_H

/*
 * Window: the bytes between what was counted and what was fed, and the line count.
 *
 * A parser hands over events some way behind the bytes it was fed.  The window keeps
 * the bytes in between and walks over them once, so that offset, line and column of
 * every event are exact without looking back.  Also counts line ends.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/node.h"

struct iwmo_window {
    char *at;
    size_t size, room;
    uint64_t start;            /* offset of at[0] */
    struct iwmo_position here; /* the place walked to */
    uint64_t crlf, lf;
    struct iwmo_position first_lf;
};

/* Empty it for a new message; memory is kept up to 1 MiB. */
void iwmo_window_reset(struct iwmo_window *window);

/* Add bytes at the end; those before the place walked to are dropped. */
enum iwmo_status iwmo_window_add(struct iwmo_window *window, const char *bytes,
                                 size_t size);

/* Walk to `offset` (ignored when behind the place walked to) and return that place. */
struct iwmo_position iwmo_window_walk(struct iwmo_window *window, uint64_t offset);

/* Walk to the first text at or after `offset` that is not white space, past the marks
 * of CDATA and references to white space, and return that place. */
struct iwmo_position iwmo_window_walk_white(struct iwmo_window *window,
                                            uint64_t offset);

/* Walk to the first `mark` at or after `offset`, to `offset` when there is none. */
struct iwmo_position iwmo_window_walk_to(struct iwmo_window *window, uint64_t offset,
                                         const char *mark);

void iwmo_window_release(struct iwmo_window *window);

#endif
