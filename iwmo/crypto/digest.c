#include "crypto/digest.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct iwmo_digest {
    EVP_MD *sha256; /* fetched once: a look-up costs as much as a small message */
    EVP_MD_CTX *context;
    bool is_failed;
};

struct iwmo_digest *
iwmo_digest_new(struct iwmo_error *err)
{
    struct iwmo_digest *digest = calloc(1, sizeof(*digest));

    if (digest == NULL || (digest->context = EVP_MD_CTX_new()) == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "digest: out of memory");
        goto failed;
    }
    digest->sha256 = EVP_MD_fetch(NULL, "SHA2-256", NULL);
    if (digest->sha256 == NULL) {
        iwmo_fail(err, IWMO_USAGE, "digest: libcrypto has no SHA-256");
        goto failed;
    }
    iwmo_digest_reset(digest);
    return digest;
failed:
    iwmo_digest_free(digest);
    return NULL;
}

void
iwmo_digest_reset(struct iwmo_digest *digest)
{
    digest->is_failed = EVP_DigestInit_ex2(digest->context, digest->sha256, NULL) != 1;
}

void
iwmo_digest_add(struct iwmo_digest *digest, const void *at, size_t size)
{
    if (size > 0 && !digest->is_failed)
        digest->is_failed = EVP_DigestUpdate(digest->context, at, size) != 1;
}

enum iwmo_status
iwmo_digest_finish_bytes(struct iwmo_digest *digest,
                         unsigned char bytes[IWMO_DIGEST_BYTES], struct iwmo_error *err)
{
    bool is_failed =
        digest->is_failed || EVP_DigestFinal_ex(digest->context, bytes, NULL) != 1;

    iwmo_digest_reset(digest);
    if (!is_failed)
        return IWMO_OK;
    memset(bytes, 0, IWMO_DIGEST_BYTES);
    return iwmo_fail(err, IWMO_NO_MEMORY, "digest: libcrypto failed");
}

enum iwmo_status
iwmo_digest_finish(struct iwmo_digest *digest, char hex[IWMO_DIGEST_TEXT],
                   struct iwmo_error *err)
{
    unsigned char bytes[IWMO_DIGEST_BYTES];
    enum iwmo_status status = iwmo_digest_finish_bytes(digest, bytes, err);

    hex[0] = '\0';
    if (status != IWMO_OK)
        return status;
    for (size_t i = 0; i < IWMO_DIGEST_BYTES; i++) {
        hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 0xF];
    }
    hex[IWMO_DIGEST_TEXT - 1] = '\0';
    return IWMO_OK;
}

void
iwmo_digest_free(struct iwmo_digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->context);
    EVP_MD_free(digest->sha256);
    free(digest);
}
