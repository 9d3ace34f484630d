#ifndef IWMO_BASE_SET_H
#define IWMO_BASE_SET_H

/*
 * Set: hash table from a 64-bit fingerprint to a 64-bit value.
 *
 * For uniqueness and duplicates over a whole message.  A slot takes 16 bytes; slots are
 * a power of two and at most 3/4 of them are in use, so a distinct key takes 21 to 43
 * bytes (half as much again while growing).  Keys are fingerprints of the real key (see
 * iwmo_fingerprint(), seeded so that nobody can aim at collisions); a caller that must
 * not mistake two keys compares the real ones.
 * Grows by doubling up to `limit_entries`.  Not thread-safe.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct iwmo_set;

/* NULL: out of memory.  `limit_entries` 0 = no limit.  Free with iwmo_set_free(). */
struct iwmo_set *iwmo_set_new(size_t limit_entries);

/* Where the value of `fingerprint` is kept, or NULL when it is not in the set.  Valid
 * until the next put. */
uint64_t *iwmo_set_get(struct iwmo_set *set, uint64_t fingerprint);

/*
 * The place of the value of `fingerprint`, made with value 0 when new; `*is_new` (may
 * be NULL) tells which.  Valid until the next put.  NULL: out of memory or limit
 * reached, and the set is as it was; what is in it is still found.
 */
uint64_t *iwmo_set_put(struct iwmo_set *set, uint64_t fingerprint, bool *is_new);

size_t iwmo_set_count(const struct iwmo_set *set);
void iwmo_set_reset(struct iwmo_set *set); /* empty, keep memory up to 64 KiB */
void iwmo_set_free(struct iwmo_set *set);  /* NULL is allowed */

/*
 * Fingerprint of bytes, chained: pass the seed as `before` of the first part, then the
 * previous result.  The seed is drawn once by the program, from the system's
 * randomness; tests pass a fixed one.  The parts' borders count: ("ab","c") differs
 * from ("a","bc"). Not cryptographic, and not for storage: it differs per byte order
 * and per version.
 */
uint64_t iwmo_fingerprint(uint64_t before, struct iwmo_text part);

/* Of `count` parts in turn, of which one without text (`at` is NULL) is absent: it
 * differs from an empty one.  The parts are UTF-8. */
uint64_t iwmo_fingerprint_all(uint64_t before, size_t count,
                              const struct iwmo_text parts[]);

#endif
