#ifndef IWMO_BASE_INDEX_H
#define IWMO_BASE_INDEX_H

/*
 * Index: compact hash table from a 64-bit fingerprint to a 32-bit number.
 *
 * For millions of keys in little memory: a slot takes 12 bytes, and four in five are in
 * use before a part grows.  A large part grows by a half and later by a quarter, so
 * that a key then takes 15 to 19 bytes.  The table is cut in parts by fingerprint, so
 * that old and new slots of one part only stand side by side while it grows.  Keys are
 * fingerprints (base/set.h): a caller that must not mistake two
 * keys compares the real ones.  Not thread-safe.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct iwmo_index;

/* NULL: out of memory.  Free with iwmo_index_free(). */
struct iwmo_index *iwmo_index_new(void);

/* Where the number of `fingerprint` is kept, or NULL when there is none.  Valid until
 * the next put. */
uint32_t *iwmo_index_get(const struct iwmo_index *index, uint64_t fingerprint);

/* It will be asked for or put soon: large tables are far away in memory. */
void iwmo_index_expect(const struct iwmo_index *index, uint64_t fingerprint);

/* The place of the number of `fingerprint`, made with 0 when new; `*is_new` tells
 * which. Valid until the next put.  NULL: out of memory; the index is as it was. */
uint32_t *iwmo_index_put(struct iwmo_index *index, uint64_t fingerprint, bool *is_new);

size_t iwmo_index_count(const struct iwmo_index *index);
void iwmo_index_reset(struct iwmo_index *index); /* empty; small parts keep memory */
void iwmo_index_free(struct iwmo_index *index);  /* NULL is allowed */

#endif
