#ifndef IWMO_AGAINST_SHEET_H
#define IWMO_AGAINST_SHEET_H

/*
 * Sheet: a stylesheet of the user, at work in processes of its own.
 *
 * A server process is forked when the sheet is opened, so before there are threads, and
 * loads it; for each message it forks a child that transforms and answers through a
 * pipe. The kernel ends a child that takes too long or too much memory, so nothing a
 * stylesheet does can stop or harm the run: it has no more than its own directory to
 * read.  After opening, a sheet is read-only and shared by all workers.
 */
#include "base/error.h"
#include "base/text.h"
#include "model/comparison.h"

struct iwmo_sheet;

/* What a child may take on top of what the program has, and answer. */
#define IWMO_MAX_SHEET_BYTES  ((size_t)1 << 30)
#define IWMO_MAX_ANSWER_BYTES ((size_t)64 << 20)

/*
 * Load the stylesheet at `path`, which gets `seconds` for it, and for each message. The
 * process may have no other threads yet.  NULL: err says why.  Close with
 * iwmo_sheet_close().
 */
struct iwmo_sheet *iwmo_sheet_open(const char *path, unsigned seconds,
                                   struct iwmo_error *err);

/* The findings on `message`, appended to `out` as iwmo_transform_run() does.  */
enum iwmo_comparison_state iwmo_sheet_run(const struct iwmo_sheet *sheet,
                                          struct iwmo_text message,
                                          struct iwmo_buffer *out);

void iwmo_sheet_close(struct iwmo_sheet *sheet); /* NULL is allowed */

#endif
