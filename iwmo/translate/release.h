#ifndef IWMO_TRANSLATE_RELEASE_H
#define IWMO_TRANSLATE_RELEASE_H

/*
 * Release: a message of one release as the message of another.
 *
 * 2.3 to 3.2 and back, as the mapping says, by the stylesheets in transforms/; 303
 * becomes 323 and 304 becomes 325.  Whole documents in memory, so with a limit; nothing
 * is read from files or the network.  What happened to each value is in the loss
 * report. Not judged here: the source must be valid in structure, and who writes the
 * result judges that in its own release (run/produce). Source: mapping-2.3-3.2.
 */
#include <stdbool.h>

#include "model/visitor.h"
#include "translate/release_given.h"
#include "translate/release_loss.h"

#define IWMO_RELEASE_MAX_BYTES ((size_t)32 << 20) /* of a source */
#define IWMO_RELEASE_MAX_REPORT                                                        \
    ((size_t)512 << 20) /* for the arena of a loss report                              \
                         */

struct iwmo_release_job {
    const struct iwmo_schema *schema;        /* borrowed; NULL: iwmo_schema_builtin */
    const struct iwmo_message_kind *message; /* what the source is */
    bool is_valid;        /* the source obeys its schema; false: E-BRON */
    enum iwmo_release to; /* R_2_3 or R_3_2, not the source's own */
    struct iwmo_text source;
    const struct iwmo_release_given *given; /* borrowed */
    size_t given_count;
};

/*
 * Convert.  `loss`, initialised by the caller, gets the report.  Only when it has no
 * errors is `visitor` told of the target.  IWMO_LIMIT: the source or the work is too
 * large; IWMO_USAGE: these releases have no conversion; other statuses: `visitor`
 * failed, or we did.
 */
enum iwmo_status
iwmo_release_convert(const struct iwmo_release_job *job, struct iwmo_loss *loss,
                     const struct iwmo_visitor *visitor, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
