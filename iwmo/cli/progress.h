#ifndef IWMO_CLI_PROGRESS_H
#define IWMO_CLI_PROGRESS_H

/*
 * Progress: one line on a terminal about work that takes longer than a second.
 */
#include <stdbool.h>
#include <time.h>

#include "run/batch.h"

struct iwmo_progress {
    struct timespec began, shown;
    bool is_wanted;
    bool is_visible;
    enum iwmo_lang lang;
};

/* Begin now; never visible when standard error is no terminal, or `quiet`. */
void iwmo_progress_init(struct iwmo_progress *progress, enum iwmo_lang lang,
                        bool quiet);

struct iwmo_batch_watcher iwmo_progress_watcher(struct iwmo_progress *progress);

#endif
