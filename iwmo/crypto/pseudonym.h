#ifndef IWMO_CRYPTO_PSEUDONYM_H
#define IWMO_CRYPTO_PSEUDONYM_H

/*
 * Pseudonym: HMAC-SHA-256 of a value under a secret, cut to 16 bytes.
 *
 * The same value of the same kind always gives the same key, and without the secret
 * nobody can try out all BSNs.  The kind ("bsn", "referentie") is part of what is
 * hashed, so that equal texts of different kinds do not meet.
 * One stream at a time; a value may be made while a stream is open.
 * Not thread-safe: one per thread.
 */
#include "base/error.h"
#include "base/text.h"
#include "crypto/secret.h"
#include "model/record.h"

struct iwmo_pseudonyms;

/* `secret` is copied.  NULL: err says why.  Free with iwmo_pseudonyms_free(). */
struct iwmo_pseudonyms *iwmo_pseudonyms_new(const struct iwmo_secret *secret,
                                            struct iwmo_error *err);

/* Another one with the same secret, for a second stream beside the first. */
struct iwmo_pseudonyms *iwmo_pseudonyms_copy(const struct iwmo_pseudonyms *pseudonyms,
                                             struct iwmo_error *err);

/* Set `*key` to the pseudonym of `value`, taken as it is. */
enum iwmo_status iwmo_pseudonym_make(struct iwmo_pseudonyms *pseudonyms,
                                     const char *kind, struct iwmo_text value,
                                     struct iwmo_key *key, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same over a stream: begin, add any number of times, finish. */
enum iwmo_status iwmo_pseudonym_begin(struct iwmo_pseudonyms *pseudonyms,
                                      const char *kind);
void iwmo_pseudonym_add(struct iwmo_pseudonyms *pseudonyms, const void *at,
                        size_t size);
enum iwmo_status iwmo_pseudonym_finish(struct iwmo_pseudonyms *pseudonyms,
                                       struct iwmo_key *key, struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_pseudonyms_free(struct iwmo_pseudonyms *pseudonyms); /* NULL is allowed */

#endif
