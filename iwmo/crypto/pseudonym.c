#include "crypto/pseudonym.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

enum { HMAC_BYTES = 32 };

struct iwmo_pseudonyms {
    EVP_MAC_CTX *single; /* of a value at once: may be asked within a stream */
    EVP_MAC_CTX *stream;
    bool is_failed; /* the stream */
};

/* A context that knows the secret: starting again costs no look-up and no key. */
static EVP_MAC_CTX *
new_context(const struct iwmo_secret *secret)
{
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = hmac != NULL ? EVP_MAC_CTX_new(hmac) : NULL;
    char digest[] = "SHA2-256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end()};

    EVP_MAC_free(hmac);
    if (context != NULL &&
        EVP_MAC_init(context, secret->bytes, IWMO_SECRET_BYTES, params) != 1) {
        EVP_MAC_CTX_free(context);
        return NULL;
    }
    return context;
}

struct iwmo_pseudonyms *
iwmo_pseudonyms_new(const struct iwmo_secret *secret, struct iwmo_error *err)
{
    struct iwmo_pseudonyms *pseudonyms = calloc(1, sizeof(*pseudonyms));

    if (pseudonyms != NULL && (pseudonyms->single = new_context(secret)) != NULL &&
        (pseudonyms->stream = EVP_MAC_CTX_dup(pseudonyms->single)) != NULL)
        return pseudonyms;
    iwmo_fail(err, IWMO_NO_MEMORY,
              "pseudonyms: out of memory, or no HMAC in libcrypto");
    iwmo_pseudonyms_free(pseudonyms);
    return NULL;
}

struct iwmo_pseudonyms *
iwmo_pseudonyms_copy(const struct iwmo_pseudonyms *pseudonyms, struct iwmo_error *err)
{
    struct iwmo_pseudonyms *copy = calloc(1, sizeof(*copy));

    if (copy != NULL && (copy->single = EVP_MAC_CTX_dup(pseudonyms->single)) != NULL &&
        (copy->stream = EVP_MAC_CTX_dup(pseudonyms->single)) != NULL)
        return copy;
    iwmo_fail(err, IWMO_NO_MEMORY, "pseudonyms: out of memory");
    iwmo_pseudonyms_free(copy);
    return NULL;
}

/* The kind and a NUL come first: no value of one kind equals one of another. */
static bool
start(EVP_MAC_CTX *context, const char *kind)
{
    return EVP_MAC_init(context, NULL, 0, NULL) == 1 &&
           EVP_MAC_update(context, (const unsigned char *)kind, strlen(kind) + 1) == 1;
}

static bool
finish(EVP_MAC_CTX *context, struct iwmo_key *key)
{
    unsigned char bytes[HMAC_BYTES];
    size_t size;

    if (EVP_MAC_final(context, bytes, &size, sizeof(bytes)) != 1)
        return false;
    memcpy(key->bytes, bytes, sizeof(key->bytes));
    return true;
}

static enum iwmo_status
fail(struct iwmo_key *key, struct iwmo_error *err)
{
    *key = (struct iwmo_key){{0}};
    return iwmo_fail(err, IWMO_NO_MEMORY, "pseudonyms: libcrypto failed");
}

enum iwmo_status
iwmo_pseudonym_make(struct iwmo_pseudonyms *pseudonyms, const char *kind,
                    struct iwmo_text value, struct iwmo_key *key,
                    struct iwmo_error *err)
{
    EVP_MAC_CTX *context = pseudonyms->single;

    if (start(context, kind) &&
        (value.size == 0 ||
         EVP_MAC_update(context, (const unsigned char *)value.at, value.size) == 1) &&
        finish(context, key))
        return IWMO_OK;
    return fail(key, err);
}

enum iwmo_status
iwmo_pseudonym_begin(struct iwmo_pseudonyms *pseudonyms, const char *kind)
{
    pseudonyms->is_failed = !start(pseudonyms->stream, kind);
    return pseudonyms->is_failed ? IWMO_NO_MEMORY : IWMO_OK;
}

void
iwmo_pseudonym_add(struct iwmo_pseudonyms *pseudonyms, const void *at, size_t size)
{
    if (size > 0 && !pseudonyms->is_failed)
        pseudonyms->is_failed = EVP_MAC_update(pseudonyms->stream, at, size) != 1;
}

enum iwmo_status
iwmo_pseudonym_finish(struct iwmo_pseudonyms *pseudonyms, struct iwmo_key *key,
                      struct iwmo_error *err)
{
    if (!pseudonyms->is_failed && finish(pseudonyms->stream, key))
        return IWMO_OK;
    return fail(key, err);
}

void
iwmo_pseudonyms_free(struct iwmo_pseudonyms *pseudonyms)
{
    if (pseudonyms == NULL)
        return;
    EVP_MAC_CTX_free(pseudonyms->single);
    EVP_MAC_CTX_free(pseudonyms->stream);
    free(pseudonyms);
}
