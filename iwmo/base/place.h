#ifndef IWMO_BASE_PLACE_H
#define IWMO_BASE_PLACE_H

/*
 * Place: where a file that must not get lost comes to stand.
 *
 * Such a file is written under a temporary name beside it, and then put in its place at
 * once, so that nobody sees half of it, and two processes that make the same file end
 * with one.
 */
#include <stdbool.h>

#include "base/error.h"

/*
 * The path of a file that this user keeps, such as "iwmo/ledger.db": in
 * $XDG_STATE_HOME, else in ~/.local/state.  Free it.  NULL: err says why.
 */
char *iwmo_place_state(const char *name, struct iwmo_error *err);

/* Make the folders above `path` that are not there, for this user only (mode 0700). */
enum iwmo_status iwmo_place_folders(const char *path, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Make the folder `path`, and those above it that are not there, with `mode` less the
 * umask.  Fails also when `path` is no folder, or one that may not be written in. */
enum iwmo_status iwmo_place_folder(const char *path, unsigned mode,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Open a new file beside `path`, mode 0600; `*name` is its name: free it.  -1: err says
 * why, and there is no name. */
int iwmo_place_temporary(const char *path, char **name, struct iwmo_error *err);

/*
 * Put the file `temporary`, which is on disk, at `path`, and see to it that its name is
 * on disk too.  A file that is there already is replaced when `replaces`, else it
 * stays,
 * `*was_there` (may be NULL) is set, and that is no failure.  `temporary` is gone in
 * any case.
 */
enum iwmo_status iwmo_place_put(const char *temporary, const char *path, bool replaces,
                                bool *was_there, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* See to it that the names in `folder` are on disk.  Some file systems cannot: that is
 * no failure. */
enum iwmo_status iwmo_place_sync(const char *folder, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Note that errno happened to `path`: IWMO_IO, or IWMO_NO_MEMORY. */
enum iwmo_status iwmo_place_fail(const char *path, struct iwmo_error *err);

#endif
