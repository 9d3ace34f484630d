#ifndef IWMO_JUDGE_JUDGE_H
#define IWMO_JUDGE_JUDGE_H

/*
 * Judge: one worker that reads messages, one after the other, and says what it found.
 *
 * Owns a reader, a builder and two arenas, and reuses them for every message.  The only
 * place that connects the layers: file, xml, schema, rules.  A message goes through the
 * scan first, and when that gives up from its start through the reader.  Not
 * thread-safe: one judge per thread; nothing mutable is shared between judges.  libxml2
 * must have been initialised (xmlInitParser) before the first judge is made in a
 * threaded program.
 */
#include <stdbool.h>
#include <stddef.h>

#include "against/against.h"
#include "base/date.h"
#include "base/error.h"
#include "judge/policy.h"
#include "model/result.h"
#include "model/sink.h"
#include "schema/schema.h"
#include "xml/limits.h"

struct iwmo_judge;

/* Who reads: results never depend on it. */
enum iwmo_judge_reader {
    IWMO_READER_FAST,   /* the scan (xml/scan), and libxml2 when it gives up */
    IWMO_READER_LIBXML2 /* libxml2 alone */
};

struct iwmo_judge_options {
    const struct iwmo_schema *schema; /* borrowed; NULL: iwmo_schema_builtin */
    enum iwmo_release release;        /* R_none: whatever the namespace says */
    struct iwmo_date today;           /* for every rule that needs it */
    size_t max_findings;              /* kept per message; 0: IWMO_MAX_FINDINGS */
    size_t max_own; /* those with a retourcode of their own; 0: max_findings */
    bool wants_sha256;
    bool skips_rules;  /* structure only */
    size_t max_places; /* kept per finding; 0: IWMO_MAX_PLACES */
    uint64_t seed;     /* of the rules' fingerprints: nothing that a sender can guess */
    const struct iwmo_policy *policy;   /* borrowed; NULL: none */
    const struct iwmo_against *against; /* borrowed; NULL: compare with nothing */
    struct iwmo_sink sink;              /* sees each unit after the rules */
    struct iwmo_limits limits;          /* zero members: the defaults of xml/limits.h */
    enum iwmo_judge_reader reader;
    size_t window_bytes; /* of the scan; 0: the default (for tests) */
};

#define IWMO_MAX_FINDINGS 10000

/* For who makes an answer: each line that is refused is a finding. */
#define IWMO_MAX_GROUNDS 4000000

/* `options` is copied.  NULL: err says why.  Free with iwmo_judge_free(). */
struct iwmo_judge *iwmo_judge_new(const struct iwmo_judge_options *options,
                                  struct iwmo_error *err);

/*
 * Judge the file at `path`, "-" for standard input.  `*result` belongs to the judge and
 * is valid until its next call.  A file that cannot be opened or read, or is no
 * message, is a result with verdict undetermined, not an error; errors are our own
 * failures: IWMO_NO_MEMORY, IWMO_IO (the system is in trouble, not this file).
 */
enum iwmo_status iwmo_judge_file(struct iwmo_judge *judge, const char *path,
                                 const struct iwmo_result **result,
                                 struct iwmo_error *err);

/* The same for bytes in memory, borrowed for the call; `name` is what result->file says
 * (borrowed until the next call). */
enum iwmo_status iwmo_judge_bytes(struct iwmo_judge *judge, const char *name,
                                  const void *bytes, size_t size,
                                  const struct iwmo_result **result,
                                  struct iwmo_error *err);

/* The same, fed in chunks of `chunk` bytes, and to libxml2 alone: how tests prove that
 * borders do not matter. */
enum iwmo_status iwmo_judge_chunks(struct iwmo_judge *judge, const char *name,
                                   const void *bytes, size_t size, size_t chunk,
                                   const struct iwmo_result **result,
                                   struct iwmo_error *err);

/* Did the last message need libxml2?  For tests and benches. */
bool iwmo_judge_gave_up(const struct iwmo_judge *judge);

void iwmo_judge_free(struct iwmo_judge *judge); /* NULL is allowed */

#endif
