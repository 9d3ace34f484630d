#ifndef IWMO_CRYPTO_SEAL_H
#define IWMO_CRYPTO_SEAL_H

/*
 * Seal: AES-256-GCM: bytes that only the holder of the key file can read, and that open
 * only where they were sealed.
 *
 * What a piece is bound to (which ledger, which message, which piece) is not kept with
 * it but given again to open it: a piece that was moved, changed or cut does not open.
 * The nonce is 96 random bits.  Keeps the schedule of the last secret; not thread-safe.
 */
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "crypto/secret.h"

#define IWMO_SEAL_NONCE 12
#define IWMO_SEAL_TAG   16

/* What is kept beside the sealed bytes, which are as many as the bytes themselves. */
struct iwmo_seal_mark {
    unsigned char nonce[IWMO_SEAL_NONCE];
    unsigned char tag[IWMO_SEAL_TAG];
};

struct iwmo_sealer;

/* NULL: err says why.  Free with iwmo_sealer_free(). */
struct iwmo_sealer *iwmo_sealer_new(struct iwmo_error *err);

/* Seal `plain` into `out`, which has room for plain.size bytes, and fill `mark`. */
enum iwmo_status iwmo_seal(struct iwmo_sealer *sealer, const struct iwmo_secret *secret,
                           struct iwmo_text bound_to, struct iwmo_text plain,
                           unsigned char *out, struct iwmo_seal_mark *mark,
                           struct iwmo_error *err) __attribute__((warn_unused_result));

/* Open them again, into `out` with room for sealed.size bytes.  IWMO_MALFORMED: not
 * these bytes, not this place, or not this secret; `out` is wiped. */
enum iwmo_status iwmo_unseal(struct iwmo_sealer *sealer,
                             const struct iwmo_secret *secret,
                             struct iwmo_text bound_to, struct iwmo_text sealed,
                             const struct iwmo_seal_mark *mark, unsigned char *out,
                             struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_sealer_free(struct iwmo_sealer *sealer); /* wipes; NULL is allowed */

#endif
