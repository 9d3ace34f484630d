#ifndef IWMO_FILES_TEMPORARY_H
#define IWMO_FILES_TEMPORARY_H

/*
 * Temporary: a new file beside another, whose name it takes when it is complete.
 *
 * Named after that other, dir/name -> dir/.name.iwmo-0.tmp, so that what a killed
 * process left is found, and removed, by the next one that writes there.  Who is alive
 * holds a lock (flock) on its file, from the moment it has that name until it has none;
 * only who has the lock of a regular file of its own user removes it.  While another
 * writes to the same name, or something else stands there, the next number is taken.
 * Where a file system has no locks nothing is removed.
 */
#include <stdbool.h>

struct iwmo_temporary {
    char *name; /* NULL: there is none, or no longer */
    int lock;   /* a descriptor; only when there is a name */
};

/*
 * Make one for `target`, with `mode` less the umask.  `is_one_of_many`: has no lock,
 * for who makes more files at a time than a process may have open; its name,
 * dir/.name.iwmo-1234-0.tmp, has the number of the process, and nobody removes it.
 * Returns a descriptor to write with, the caller's to close, or -1: errno says why, and
 * there is nothing to drop.
 */
int iwmo_temporary_open(struct iwmo_temporary *temporary, const char *target,
                        unsigned mode, bool is_one_of_many);

/* Give it the name of the target.  False: errno says why; it is still there. */
bool iwmo_temporary_put(struct iwmo_temporary *temporary, const char *target);

/* Remove it, unless it was put.  One that is all zero is allowed. */
void iwmo_temporary_drop(struct iwmo_temporary *temporary);

#endif
