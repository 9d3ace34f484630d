#ifndef IWMO_CRYPTO_SECRET_H
#define IWMO_CRYPTO_SECRET_H

/*
 * Secret: the key file that stands outside the ledger.
 *
 * A text file, mode 0600, one line per secret: version, purpose, 64 hexadecimal digits.
 * One secret makes pseudonyms and never changes within a ledger unless all keys are
 * made anew; those that seal contents are versioned: the newest seals, all open. Who
 * has the ledger without this file has nothing that names a person; who loses it cannot
 * open what the ledger keeps.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define IWMO_SECRET_BYTES 32

struct iwmo_secret {
    unsigned char bytes[IWMO_SECRET_BYTES];
};

struct iwmo_secrets; /* all of one key file */

/*
 * Read the key file at `path`; when it is not there and `may_create`, make it (mode
 * 0600, through a temporary name, so that two processes end with the same file).
 * IWMO_IO: it cannot be read or made; IWMO_MALFORMED: it makes no sense, or others may
 * read it.
 */
enum iwmo_status iwmo_secrets_load(const char *path, bool may_create,
                                   struct iwmo_secrets **secrets,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The secret of pseudonyms. */
const struct iwmo_secret *iwmo_secrets_pseudonym(const struct iwmo_secrets *secrets);

/* The newest secret that seals, and its version; the one of a version, NULL: unknown.
 */
const struct iwmo_secret *iwmo_secrets_seal(const struct iwmo_secrets *secrets,
                                            uint32_t *version);
const struct iwmo_secret *iwmo_secrets_of_version(const struct iwmo_secrets *secrets,
                                                  uint32_t version);

/* Add a new secret that seals to the file (rotation); what was sealed before still
 * opens.  The file keeps its owner and mode. */
enum iwmo_status iwmo_secrets_rotate(const char *path, struct iwmo_secrets **secrets,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Take secrets that seal, older than `version`, out of the file: what they sealed opens
 * no more.  `*dropped` is how many. */
enum iwmo_status iwmo_secrets_drop(const char *path, uint32_t version,
                                   struct iwmo_secrets **secrets, size_t *dropped,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_secrets_free(struct iwmo_secrets *secrets); /* wipes; NULL is allowed */

#endif
