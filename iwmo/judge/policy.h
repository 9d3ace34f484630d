#ifndef IWMO_JUDGE_POLICY_H
#define IWMO_JUDGE_POLICY_H

/*
 * Policy: which findings weigh less, more, or nothing, by decision of the user.
 *
 * A text file of entries, separated by empty lines; a line is `key: value`, or a
 * comment when its first character is #.
 *
 *     # Agreed with Voorbeeldzorg, ticket 4711
 *     code:     TR315                  or a prefix: TR3*
 *     message:  WMO323
 *     release:  3.2
 *     sender:   12345678               Afzender; Aanbieder in 303 and 304
 *     location: /Bericht/Client/Contact*[2]/Naam
 *     action:   suppress               or warning, or error
 *     reason:   why; who decided
 *     until:    2026-12-31             the last day on which it has effect
 *
 * All but code, action, reason and until may be left out.
 * In a location * stands for any letters of one name, ** for any number of steps, and
 * [n] asks for that occurrence; it is compared with the first place of a finding.  The
 * first entry that matches and has not expired decides.  Faults of file, XML and
 * structure cannot be changed: an entry whose code covers one is refused. Read-only
 * once opened: shared by all workers.
 */
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "model/measure.h"
#include "model/result.h"

#define IWMO_MAX_POLICY_BYTES ((size_t)1 << 20)
#define IWMO_MAX_MEASURES     1000

struct iwmo_policy;

/*
 * Read the policy at `path`, as of `today`; messages and releases must be known in
 * `schema`.  NULL: err says why, with IWMO_MALFORMED and "file:line: ..." for a wrong
 * entry.  Close with iwmo_policy_close().
 */
struct iwmo_policy *iwmo_policy_open(const char *path, const struct iwmo_schema *schema,
                                     struct iwmo_date today, struct iwmo_error *err);

/* The entries, for reports; they live as long as the policy. */
const struct iwmo_measures *iwmo_policy_measures(const struct iwmo_policy *policy);

/*
 * Take the measures for the findings of `result`, and count errors, warnings and
 * suppressed findings anew; the verdict is the caller's.  Findings that were not kept
 * stay what they were.
 */
void iwmo_policy_apply(const struct iwmo_policy *policy, struct iwmo_result *result);

void iwmo_policy_close(struct iwmo_policy *policy); /* NULL is allowed */

#endif
