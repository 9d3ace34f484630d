#ifndef IWMO_CRYPTO_DIGEST_H
#define IWMO_CRYPTO_DIGEST_H

/*
 * Digest: SHA-256 of a stream of bytes.
 *
 * One digest serves one stream after another; a worker keeps its own.  The first failed
 * call makes the stream failed; later calls do nothing, and finish tells.
 * The program calls OPENSSL_init_crypto() with OPENSSL_INIT_NO_LOAD_CONFIG first (once,
 * in cli/main.c), else OpenSSL reads a configuration file on first use.
 * Not thread-safe; different digests may be used by different threads.
 */
#include <stddef.h>

#include "base/error.h"

struct iwmo_digest;

#define IWMO_DIGEST_BYTES 32
#define IWMO_DIGEST_TEXT  65 /* 64 lower-case hexadecimal digits and a NUL */

/* Ready for a first stream.  NULL: out of memory, or libcrypto has no SHA-256.  Free
 * with iwmo_digest_free(). */
struct iwmo_digest *iwmo_digest_new(struct iwmo_error *err);

/* Drop the stream at hand and start a new one. */
void iwmo_digest_reset(struct iwmo_digest *digest);

/* The next `size` bytes of the stream; `at` may be NULL when `size` is 0. */
void iwmo_digest_add(struct iwmo_digest *digest, const void *at, size_t size);

/*
 * Print the digest of the stream into `hex`, which has room for IWMO_DIGEST_TEXT bytes,
 * and start a new stream.  On failure `hex` is the empty string.
 */
enum iwmo_status iwmo_digest_finish(struct iwmo_digest *digest,
                                    char hex[IWMO_DIGEST_TEXT], struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same as bytes; on failure they are zero. */
enum iwmo_status iwmo_digest_finish_bytes(struct iwmo_digest *digest,
                                          unsigned char bytes[IWMO_DIGEST_BYTES],
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* NULL is allowed. */
void iwmo_digest_free(struct iwmo_digest *digest);

#endif
