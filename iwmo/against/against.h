#ifndef IWMO_AGAINST_AGAINST_H
#define IWMO_AGAINST_AGAINST_H

/*
 * Against: a stylesheet of the chain laid beside our own judgement.
 *
 * Both judge the same bytes; the multisets of (code, first place, further places) are
 * compared.  Of ours count the rules of the standard; a rule that is only a warning
 * here (IW-R-CD005) counts as the rule it is (CD005), those without a number do not.  A
 * policy changes nothing in it.  Once opened it is read-only and shared by all workers.
 */
#include "model/result.h"

#define IWMO_MAX_AGAINST_BYTES   ((uint64_t)25 * 1000 * 1000) /* what hubs accept */
#define IWMO_MAX_AGAINST_SECONDS 60

struct iwmo_against_options {
    const char *sheet;      /* path of the stylesheet */
    uint64_t message_bytes; /* larger messages are not compared; 0: the maximum above */
    unsigned seconds;       /* per message; 0: the maximum above */
};

struct iwmo_against;

/* Before there are threads.  NULL: err says why; IWMO_MALFORMED: this is no stylesheet.
 * Close with iwmo_against_close(). */
struct iwmo_against *iwmo_against_open(const struct iwmo_against_options *options,
                                       struct iwmo_error *err);

/* How many bytes of a message are worth keeping for it. */
size_t iwmo_against_limit(const struct iwmo_against *against);

/* Are all findings there, each with all its places? */
bool iwmo_against_is_complete(const struct iwmo_findings *findings);

/*
 * Compare.  `sent` holds the message, or failed at the limit; `ours` is our result.
 * `*comparison` is filled, in `arena`.  IWMO_NO_MEMORY is all that can go wrong.
 */
enum iwmo_status iwmo_against_compare(const struct iwmo_against *against,
                                      const struct iwmo_buffer *sent,
                                      const struct iwmo_result *ours,
                                      struct iwmo_arena *arena,
                                      struct iwmo_comparison *comparison);

void iwmo_against_close(struct iwmo_against *against); /* NULL is allowed */

#endif
