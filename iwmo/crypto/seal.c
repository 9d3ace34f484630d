#include "crypto/seal.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

struct iwmo_sealer {
    EVP_CIPHER *cipher;
    EVP_CIPHER_CTX *sealing, *opening;
    struct iwmo_secret sealing_key, opening_key; /* that the contexts know */
    bool has_sealing_key, has_opening_key;
};

struct iwmo_sealer *
iwmo_sealer_new(struct iwmo_error *err)
{
    struct iwmo_sealer *sealer = calloc(1, sizeof(*sealer));

    if (sealer != NULL &&
        (sealer->cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL)) != NULL &&
        (sealer->sealing = EVP_CIPHER_CTX_new()) != NULL &&
        (sealer->opening = EVP_CIPHER_CTX_new()) != NULL)
        return sealer;
    iwmo_fail(err, IWMO_NO_MEMORY, "seals: out of memory, or no AES-GCM in libcrypto");
    iwmo_sealer_free(sealer);
    return NULL;
}

/* Is `secret` another one than the context knows?  Then it is remembered. */
static bool
is_new_key(struct iwmo_secret *known, bool *has_key, const struct iwmo_secret *secret)
{
    if (*has_key && CRYPTO_memcmp(known, secret, sizeof(*known)) == 0)
        return false;
    *known = *secret;
    *has_key = true;
    return true;
}

static bool
seal(struct iwmo_sealer *sealer, const struct iwmo_secret *secret,
     struct iwmo_text bound_to, struct iwmo_text plain, unsigned char *out,
     struct iwmo_seal_mark *mark)
{
    EVP_CIPHER_CTX *context = sealer->sealing;
    bool is_new = is_new_key(&sealer->sealing_key, &sealer->has_sealing_key, secret);
    int size = 0;

    return RAND_bytes(mark->nonce, IWMO_SEAL_NONCE) == 1 &&
           EVP_EncryptInit_ex2(context, is_new ? sealer->cipher : NULL,
                               is_new ? secret->bytes : NULL, mark->nonce, NULL) == 1 &&
           EVP_EncryptUpdate(context, NULL, &size, (const unsigned char *)bound_to.at,
                             (int)bound_to.size) == 1 &&
           (plain.size == 0 ||
            EVP_EncryptUpdate(context, out, &size, (const unsigned char *)plain.at,
                              (int)plain.size) == 1) &&
           EVP_EncryptFinal_ex(context, out + plain.size, &size) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, IWMO_SEAL_TAG,
                               mark->tag) == 1;
}

enum iwmo_status
iwmo_seal(struct iwmo_sealer *sealer, const struct iwmo_secret *secret,
          struct iwmo_text bound_to, struct iwmo_text plain, unsigned char *out,
          struct iwmo_seal_mark *mark, struct iwmo_error *err)
{
    if (plain.size > INT_MAX || bound_to.size > INT_MAX)
        return iwmo_fail(err, IWMO_LIMIT, "seals: a piece is too large");
    if (seal(sealer, secret, bound_to, plain, out, mark))
        return IWMO_OK;
    sealer->has_sealing_key = false;
    return iwmo_fail(err, IWMO_NO_MEMORY, "seals: libcrypto failed");
}

static bool
prepare(struct iwmo_sealer *sealer, const struct iwmo_secret *secret,
        struct iwmo_text bound_to, const struct iwmo_seal_mark *mark)
{
    EVP_CIPHER_CTX *context = sealer->opening;
    bool is_new = is_new_key(&sealer->opening_key, &sealer->has_opening_key, secret);
    unsigned char tag[IWMO_SEAL_TAG];
    int size = 0;

    memcpy(tag, mark->tag, sizeof(tag));
    return EVP_DecryptInit_ex2(context, is_new ? sealer->cipher : NULL,
                               is_new ? secret->bytes : NULL, mark->nonce, NULL) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, IWMO_SEAL_TAG, tag) ==
               1 &&
           EVP_DecryptUpdate(context, NULL, &size, (const unsigned char *)bound_to.at,
                             (int)bound_to.size) == 1;
}

enum iwmo_status
iwmo_unseal(struct iwmo_sealer *sealer, const struct iwmo_secret *secret,
            struct iwmo_text bound_to, struct iwmo_text sealed,
            const struct iwmo_seal_mark *mark, unsigned char *out,
            struct iwmo_error *err)
{
    int size = 0;

    if (sealed.size > INT_MAX || bound_to.size > INT_MAX)
        return iwmo_fail(err, IWMO_LIMIT, "seals: a piece is too large");
    if (!prepare(sealer, secret, bound_to, mark)) {
        sealer->has_opening_key = false;
        return iwmo_fail(err, IWMO_NO_MEMORY, "seals: libcrypto failed");
    }
    if ((sealed.size == 0 ||
         EVP_DecryptUpdate(sealer->opening, out, &size,
                           (const unsigned char *)sealed.at, (int)sealed.size) == 1) &&
        EVP_DecryptFinal_ex(sealer->opening, out + sealed.size, &size) == 1)
        return IWMO_OK;
    OPENSSL_cleanse(out, sealed.size);
    return iwmo_fail(err, IWMO_MALFORMED, "a seal does not open");
}

void
iwmo_sealer_free(struct iwmo_sealer *sealer)
{
    if (sealer == NULL)
        return;
    EVP_CIPHER_CTX_free(sealer->sealing);
    EVP_CIPHER_CTX_free(sealer->opening);
    EVP_CIPHER_free(sealer->cipher);
    OPENSSL_cleanse(sealer, sizeof(*sealer));
    free(sealer);
}
