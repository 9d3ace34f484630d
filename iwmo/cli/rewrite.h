#ifndef IWMO_CLI_REWRITE_H
#define IWMO_CLI_REWRITE_H

/*
 * Rewrite: work/rewrite, and on standard error what became of it.
 */
#include "cli/tell.h"
#include "work/rewrite.h"

struct iwmo_rewrite {
    struct iwmo_tell tell;
    struct iwmo_rewriting work;
};

enum iwmo_status iwmo_rewrite_open(struct iwmo_rewrite *rewrite,
                                   const struct iwmo_tell *tell,
                                   struct iwmo_error *err);

/*
 * Read and judge the message at `path`.  Other than IWMO_EXIT_OK: it was refused, and
 * the findings were told.
 */
enum iwmo_exit iwmo_rewrite_take(struct iwmo_rewrite *rewrite, const char *path,
                                 bool is_strict);

/* Lead `visitor`, who fills rewrite->work.out, through the message that was taken. */
enum iwmo_exit iwmo_rewrite_walk(struct iwmo_rewrite *rewrite,
                                 struct iwmo_visitor visitor);

/* Write rewrite->work.out to `path`, "-" for standard output. */
enum iwmo_exit iwmo_rewrite_write(struct iwmo_rewrite *rewrite, const char *path);

void iwmo_rewrite_close(struct iwmo_rewrite *rewrite);

#endif
