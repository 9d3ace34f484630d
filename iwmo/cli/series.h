#ifndef IWMO_CLI_SERIES_H
#define IWMO_CLI_SERIES_H

/*
 * Series: any number of random messages, to standard output, a file or a directory.
 */
#include "cli/command.h"
#include "generate/random.h"

struct iwmo_series {
    struct iwmo_random_options options;
    unsigned long count;
    const char *path; /* "-": standard output; a directory gets WMO301-000001.xml ... */
};

/* Make them, judge and write each.  Says on standard error what failed. */
enum iwmo_exit iwmo_series_run(const struct iwmo_series *series);

#endif
