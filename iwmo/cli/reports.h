#ifndef IWMO_CLI_REPORTS_H
#define IWMO_CLI_REPORTS_H

/*
 * Reports: which ones the user asks for with --report and -o, and where each goes.
 *
 * Paths are borrowed from the arguments.  What is opened belongs to the batch's
 * reports, an array of IWMO_MAX_REPORTS that is zeroed before.
 */
#include "cli/command.h"
#include "run/batch.h"

#define IWMO_MAX_REPORTS 8

struct iwmo_reports {
    struct {
        const struct iwmo_format *format;
        const char *path; /* NULL: the main output */
    } rows[IWMO_MAX_REPORTS];
    size_t count;
    const char *main_path; /* NULL: standard output */
    int color;             /* the place of --color among iwmo_reports_colors */
};

extern const char *const iwmo_reports_colors[];

/* Add what --report says: FORMAT[:PATH]. */
enum iwmo_status iwmo_reports_add(struct iwmo_reports *reports, const char *value,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Wrong combinations.  `input` is the only one; NULL: there may be several. */
enum iwmo_status iwmo_reports_check(const struct iwmo_reports *reports,
                                    const char *input, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Open all, with `options` but for the color; what `guard` (borrowed) knows to be read
 * is not replaced.  With values of persons in them they are for their user only. */
enum iwmo_status iwmo_reports_open(const struct iwmo_reports *reports,
                                   const struct iwmo_report_options *options,
                                   const struct iwmo_guard *guard,
                                   struct iwmo_batch_report *opened,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Give them their names.  A lost reader is a failure without words. */
enum iwmo_exit iwmo_reports_commit(const struct iwmo_reports *reports,
                                   struct iwmo_batch_report *opened);

/* What has no name yet is dropped. */
void iwmo_reports_close(const struct iwmo_reports *reports,
                        struct iwmo_batch_report *opened);

#endif
