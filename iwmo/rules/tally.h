#ifndef IWMO_RULES_TALLY_H
#define IWMO_RULES_TALLY_H

/*
 * Tally: what rules about a whole declaration remember of the lines that are gone.
 *
 * A line (Prestatie) is remembered as its number and that of its Client, and as
 * fingerprints of its keys: some 17 bytes per key (base/index.h), and those of the
 * Client at hand are forgotten when the next one starts.  Signed sums of the amounts.
 * Two different keys with one fingerprint would be taken for equal: the fingerprints
 * are seeded 64 bits, so for a million lines that is one chance in thirty million.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/money.h"
#include "model/node.h"
#include "rules/facts.h"

struct iwmo_tally;

/* A line by its place: Client number and Prestatie number in it, both 1-based. */
struct iwmo_line {
    uint32_t client, prestatie;
};

/* The lines that have a key, in document order. */
struct iwmo_lines {
    size_t count;
    const struct iwmo_line *lines; /* valid until the next iwmo_tally call */
    struct iwmo_line one;
};

enum iwmo_tally_key {
    IWMO_KEY_REFERENTIE, /* ReferentieNummer, whole message */
    IWMO_KEY_VORIG,      /* VorigReferentieNummer, whole message */
    IWMO_KEY_BSN,        /* of a Client (prestatie is 0), whole message */
    IWMO_KEY_RECORD,     /* TR101: both numbers, in one Client */
    IWMO_KEY_DEBET,      /* TR416: allocation, product and period, in one Client */
    IWMO_KEY_COUNT
};

/* The sums that are kept. */
enum iwmo_tally_sum {
    IWMO_SUM_BEDRAG,
    IWMO_SUM_BTW,
    IWMO_SUM_TOEGEKEND, /* 304 */
    IWMO_SUM_COUNT
};

struct iwmo_sum {
    struct iwmo_money money;
    bool is_broken; /* an amount that could not be added */
    bool has_plus;  /* an amount written with a plus sign */
};

/* NULL: out of memory.  `seed`: of the fingerprints. */
struct iwmo_tally *iwmo_tally_new(uint64_t seed);

/* Start a new message. */
void iwmo_tally_reset(struct iwmo_tally *tally);

/* Start the next line, `prestatie`: from here on "this Client" is its Client. */
void iwmo_tally_start(struct iwmo_tally *tally, const struct iwmo_node *prestatie);

/* Fingerprint of `count` values as one key; an absent element equals an absent one. */
uint64_t iwmo_tally_fingerprint(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                                size_t count, const struct iwmo_text values[]);

/* A key of a line that will be added soon. */
void iwmo_tally_expect(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                       uint64_t fingerprint);

/* Lines seen before with this fingerprint. */
struct iwmo_lines iwmo_tally_find(const struct iwmo_tally *tally,
                                  enum iwmo_tally_key key, uint64_t fingerprint);

/* Has any line this kind of key? */
bool iwmo_tally_has(const struct iwmo_tally *tally, enum iwmo_tally_key key);

/* Remember that `line` has this fingerprint; returns the lines before it that have it.
 */
struct iwmo_lines iwmo_tally_add(struct iwmo_tally *tally, enum iwmo_tally_key key,
                                 uint64_t fingerprint, struct iwmo_line line);

/*
 * The same for IWMO_KEY_RECORD of the line at hand.  `first`, `second`: fingerprints of
 * its ReferentieNummer and VorigReferentieNummer, which is 0 when absent.  `before`:
 * the lines before with its ReferentieNummer, NULL when it has none.  While there are
 * none no line can have the whole key: it waits, in 8 bytes and no table, until the
 * number comes again, which it mostly never does.
 */
void iwmo_tally_add_record(struct iwmo_tally *tally, uint64_t first, uint64_t second,
                           struct iwmo_line line, const struct iwmo_lines *before);

/*
 * Groups of two and more lines with one key, of this Client (RECORD) or of the message
 * (BSN), in the order of the last line of each.  Start with `*cursor` NULL; false: no
 * more.
 */
bool iwmo_tally_next_group(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                           const void **cursor, struct iwmo_lines *lines);

struct iwmo_sum *iwmo_tally_sum(struct iwmo_tally *tally, enum iwmo_tally_sum sum);

/* The line at hand has an amount for this sum; line `line` of the message (from 0) had.
 */
void iwmo_tally_mark(struct iwmo_tally *tally, enum iwmo_tally_sum sum);
bool iwmo_tally_is_marked(const struct iwmo_tally *tally, enum iwmo_tally_sum sum,
                          size_t line);

/* How many Clients, and Prestaties in Client `client` (1-based). */
uint32_t iwmo_tally_clients(const struct iwmo_tally *tally);
uint32_t iwmo_tally_prestaties(const struct iwmo_tally *tally, uint32_t client);

/*
 * Place of a line that may be gone.  `clienten` is the element that holds the Clients;
 * `below` are names of elements inside the line, ended by NULL.  prestatie 0: the
 * Client.
 */
struct iwmo_location iwmo_tally_place(struct iwmo_tally *tally,
                                      struct iwmo_facts *facts,
                                      const struct iwmo_node *clienten,
                                      struct iwmo_line line, const char *const below[]);

/* Memory ran out since the reset: the answers are incomplete. */
bool iwmo_tally_failed(const struct iwmo_tally *tally);

void iwmo_tally_free(struct iwmo_tally *tally); /* NULL is allowed */

#endif
