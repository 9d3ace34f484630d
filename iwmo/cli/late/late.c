#include "cli/late/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"

void
iwmo_late_need(const char *name, const struct iwmo_late_symbol *symbols, size_t count,
               void *table)
{
    if (iwmo_late_load(name, symbols, count, table))
        return;
    const char *reason = dlerror();
    fprintf(stderr, "iwmo: cannot load %s: %s\n", name, reason ? reason : "unusable");
    _exit(IWMO_EXIT_FAILURE); /* other threads may be at work: nobody can tidy up */
}
