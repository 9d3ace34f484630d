#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 1000
#define REFRESH_MS  200

static int64_t
milliseconds(struct timespec from, struct timespec to)
{
    return (int64_t)(to.tv_sec - from.tv_sec) * 1000 +
           (int64_t)(to.tv_nsec - from.tv_nsec) / 1000000;
}

void
iwmo_progress_init(struct iwmo_progress *progress, enum iwmo_lang lang, bool quiet)
{
    const char *terminal = getenv("TERM");
    bool is_dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;

    *progress = (struct iwmo_progress){.lang = lang};
    progress->is_wanted = !quiet && !is_dumb && isatty(STDERR_FILENO);
    clock_gettime(CLOCK_MONOTONIC, &progress->began);
    progress->shown = progress->began;
}

static void
hide(void *self)
{
    struct iwmo_progress *progress = self;

    if (progress->is_visible)
        fputs("\r\033[K", stderr);
    progress->is_visible = false;
}

static void
show(void *self, const struct iwmo_summary *so_far)
{
    struct iwmo_progress *progress = self;
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t busy_ms = milliseconds(progress->began, now);
    if (busy_ms < PATIENCE_MS || milliseconds(progress->shown, now) < REFRESH_MS)
        return;
    progress->shown = now;
    progress->is_visible = true;
    uint64_t failing = so_far->invalid + so_far->undetermined;
    uint64_t rate = so_far->messages * 1000 / (uint64_t)busy_ms;
    bool is_english = progress->lang == IWMO_EN;
    fprintf(stderr,
            "\r\033[K%" PRIu64 " %s (%" PRIu64 " MB, %" PRIu64 "/s), %" PRIu64 " %s",
            so_far->messages, is_english ? "messages" : "berichten",
            so_far->size_bytes / 1000000, rate, failing,
            is_english ? "not valid" : "niet geldig");
}

struct iwmo_batch_watcher
iwmo_progress_watcher(struct iwmo_progress *progress)
{
    if (!progress->is_wanted)
        return (struct iwmo_batch_watcher){0};
    return (struct iwmo_batch_watcher){.hide = hide, .show = show, .self = progress};
}
