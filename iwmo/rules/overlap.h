#ifndef IWMO_RULES_OVERLAP_H
#define IWMO_RULES_OVERLAP_H

/*
 * Overlap: pairs of records for the same product in overlapping periods.
 *
 * The functions same() and overlap() of the standard (TR302, TR386, TR410): equal
 * Categorie and Code; equal Categorie when a Code is missing; anything when Categorie
 * and Code are both missing; never for aids (Categorie 11 to 14).  Periods include both
 * their ends, and one without end runs on for ever.  Found by sweeping over the start
 * dates, so the cost grows with the records and the pairs found, not with the pairs
 * possible.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/node.h"

struct iwmo_overlap_record {
    const struct iwmo_node *node;
    int32_t start, end;                       /* days; INT32_MAX: no end */
    const struct iwmo_node *categorie, *code; /* NULL: absent */
};

struct iwmo_pair {
    const struct iwmo_node *earlier, *later; /* in document order */
};

/*
 * Can there be a pair among `count` records?  False is certain.  A quick look at the
 * few records that most clients have, for which the sweep is much work; of more it says
 * yes.
 */
bool iwmo_overlap_is_possible(const struct iwmo_overlap_record *records, size_t count);

/*
 * Find the pairs among `count` records, which stand in document order.  `*pairs` live
 * in `arena`, ordered by the later record, then the earlier; at most `max`, and
 * `*total` is how many there are.  Returns how many were kept, or SIZE_MAX when out of
 * memory.
 */
size_t iwmo_overlap_pairs(const struct iwmo_overlap_record *records, size_t count,
                          size_t max, struct iwmo_arena *arena,
                          struct iwmo_pair **pairs, uint64_t *total);

#endif
