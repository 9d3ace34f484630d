#ifndef IWMO_REPORT_REPORT_H
#define IWMO_REPORT_REPORT_H

/*
 * Report: the results of a run laid out for people or machines.
 *
 * A format is one row in a table: what to print before the first message, for each
 * message, between messages, and after the last.  The part for one message is printed
 * by the worker that judged it, into a buffer; the runner puts the parts in the order
 * of the inputs.  A format keeps no state: what it needs at the end is in the summary.
 * A format whose page starts with the summary has its parts gathered until the end; one
 * with a document per message prints that, or nothing, as the part.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "model/result.h"
#include "model/wording.h"

struct iwmo_report_options {
    enum iwmo_lang lang;
    bool show_values;
    bool color;
    bool verbose; /* text: also a line for every valid file */
    bool quiet;   /* text: no summary */
    bool reads_sources; /* html: may read the files again, for excerpts */
};

struct iwmo_summary_code {
    const struct iwmo_fault *fault;
    uint64_t count;
};

#define IWMO_MAX_FAILING 1000

/*
 * What a run adds up to.  Zero-initialise; release with iwmo_summary_release().  Not
 * thread-safe: a worker counts into a summary of its own, and the runner's thread
 * merges these in the order of the inputs.
 */
struct iwmo_summary {
    uint64_t messages, valid, invalid, undetermined;
    uint64_t errors, warnings, size_bytes;
    uint64_t skipped_files; /* in directories, not named .xml */
    uint64_t suppressed;    /* findings, by a policy */
    const struct iwmo_measures *policy; /* borrowed; NULL: none */
    uint64_t *uses; /* per measure, by number: findings it was taken for */
    size_t use_count;
    struct iwmo_summary_against {
        uint64_t compared, different, failed; /* messages; different were compared */
        uint64_t only_ours, only_theirs;      /* findings */
    } against; /* a stylesheet */
    struct iwmo_summary_code
        *codes; /* most frequent first, after iwmo_summary_sort() */
    size_t code_count, code_room;
    char **failing; /* files that are not valid, in input order; the first ones */
    size_t failing_count, failing_room; /* count is at most IWMO_MAX_FAILING */
};

/* For how many findings a measure of the policy was taken. */
uint64_t iwmo_summary_uses(const struct iwmo_summary *summary,
                           const struct iwmo_measure *measure);

/* Count one result in. */
enum iwmo_status iwmo_summary_add(struct iwmo_summary *summary,
                                  const struct iwmo_result *result);

/* Move what is in `from` to the end of `into`; `from` is empty after it and keeps its
 * memory, also when the status is IWMO_NO_MEMORY. */
enum iwmo_status iwmo_summary_merge(struct iwmo_summary *into,
                                    struct iwmo_summary *from);
void iwmo_summary_sort(struct iwmo_summary *summary);
void iwmo_summary_release(struct iwmo_summary *summary);

struct iwmo_format {
    const char *name;       /* "text" */
    const char *media_type; /* "text/plain" */
    const char *separator;  /* between messages: ",\n" in json */
    void (*begin)(struct iwmo_buffer *out, const struct iwmo_report_options *options);
    void (*message)(struct iwmo_buffer *out, const struct iwmo_result *result,
                    const struct iwmo_report_options *options);
    void (*end)(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                const struct iwmo_report_options *options);

    bool has_sha256;    /* it prints the digest of a message */
    const char *ending; /* one document per message, in files with this ending; or NULL */
    /* Not NULL: the parts are gathered and this prints everything, instead of begin and
     * end.  Parts beyond IWMO_MAX_GATHERED_BYTES are left out: fewer than the summary
     * counts, which the page must say. */
    void (*page)(struct iwmo_buffer *out, struct iwmo_text parts,
                 const struct iwmo_summary *summary,
                 const struct iwmo_report_options *options);
};

#define IWMO_MAX_GATHERED_BYTES ((size_t)64 << 20)

/* The formats, ended by a row with name NULL. */
extern const struct iwmo_format iwmo_formats[];

/* NULL when there is none of that name. */
const struct iwmo_format *iwmo_format_by_name(const char *name);

#endif
