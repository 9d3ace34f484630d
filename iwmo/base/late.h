#ifndef IWMO_BASE_LATE_H
#define IWMO_BASE_LATE_H

/*
 * Late: a shared library that is loaded when it is needed, and not when the program
 * starts.
 *
 * Loading libxml2 with all it needs takes longer than judging a message.  The library
 * stays until the process ends.  Safe from any thread.
 */
#include <stdbool.h>
#include <stddef.h>

/* A function, and the pointer to it: how far into the struct of pointers. */
struct iwmo_late_symbol {
    const char *name;
    size_t offset;
};

/*
 * Fill the struct of pointers at `table` from the library called `name`, as its users
 * are linked with ("libxslt.so.1").  False: it is not there, or lacks one; dlerror()
 * tells.
 */
bool iwmo_late_load(const char *name, const struct iwmo_late_symbol *symbols,
                    size_t count, void *table);

#endif
