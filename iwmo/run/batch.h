#ifndef IWMO_RUN_BATCH_H
#define IWMO_RUN_BATCH_H

/*
 * Batch: many inputs, N workers, results in the order of the inputs.
 *
 * The caller's thread takes paths from the inputs and hands them out in lots; a worker
 * judges a lot with a judge of its own and prints each result into the lot's buffers,
 * one per report; the caller's thread writes the lots in their order.  A lot is one
 * file when files are few or reports long, and up to 16 when they are many and short,
 * so that handing out costs little.  A fixed number of lots is under way, so memory
 * does not grow with the number of inputs.  With one worker, or one input, there are no
 * threads.
 */
#include "files/folder.h"
#include "files/inputs.h"
#include "files/output.h"
#include "judge/judge.h"
#include "report/report.h"

#define IWMO_MAX_WORKERS 256

struct iwmo_batch_report {
    const struct iwmo_format *format;
    struct iwmo_report_options options;
    struct iwmo_output *output; /* borrowed; written, not committed */
    struct iwmo_folder *folder; /* instead of it: a file per message; or NULL */
};

/* Who shows how far it is; called by the thread that runs the batch. */
struct iwmo_batch_watcher {
    void (*hide)(void *self); /* reports are about to be written */
    void (*show)(void *self, const struct iwmo_summary *so_far);
    /* a format with a document per message has none for the file at `path` */
    void (*left_out)(void *self, const struct iwmo_format *format, const char *path);
    void *self;
};

struct iwmo_batch {
    struct iwmo_judge_options judge;
    unsigned workers;                        /* 1 to IWMO_MAX_WORKERS */
    const struct iwmo_batch_report *reports; /* borrowed */
    size_t report_count;
    struct iwmo_batch_watcher watcher; /* functions may be NULL */
};

/*
 * Judge all inputs, write all reports, and add up.  `summary` is the caller's, zeroed,
 * and holds what was done also after a failure.
 * A file that we fail to judge is reported as undetermined and the others go on; the
 * status is then that of the first failure, and err names the file.  A report whose
 * output fails is written no further (see iwmo_output_has_failed()); when none is left,
 * the run stops, with IWMO_OK: who commits the outputs will hear.
 */
enum iwmo_status iwmo_batch_run(const struct iwmo_batch *batch,
                                struct iwmo_inputs *inputs,
                                struct iwmo_summary *summary, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
