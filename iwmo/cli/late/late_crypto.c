#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "cli/late/late.h"

#define ROWS(FUNCTION, PROCEDURE)                                                      \
    FUNCTION(3, int, CRYPTO_memcmp, const void *, const void *, size_t)                \
    FUNCTION(4, int, EVP_CIPHER_CTX_ctrl, EVP_CIPHER_CTX *, int, int, void *)          \
    PROCEDURE(1, EVP_CIPHER_CTX_free, EVP_CIPHER_CTX *)                                \
    FUNCTION(0, EVP_CIPHER_CTX *, EVP_CIPHER_CTX_new, void)                            \
    FUNCTION(3, EVP_CIPHER *, EVP_CIPHER_fetch, OSSL_LIB_CTX *, const char *,          \
             const char *)                                                             \
    PROCEDURE(1, EVP_CIPHER_free, EVP_CIPHER *)                                        \
    FUNCTION(3, int, EVP_DecryptFinal_ex, EVP_CIPHER_CTX *, unsigned char *, int *)    \
    FUNCTION(5, int, EVP_DecryptInit_ex2, EVP_CIPHER_CTX *, const EVP_CIPHER *,        \
             const unsigned char *, const unsigned char *, const OSSL_PARAM *)         \
    FUNCTION(5, int, EVP_DecryptUpdate, EVP_CIPHER_CTX *, unsigned char *, int *,      \
             const unsigned char *, int)                                               \
    FUNCTION(3, int, EVP_DigestFinal_ex, EVP_MD_CTX *, unsigned char *, unsigned *)    \
    FUNCTION(3, int, EVP_DigestInit_ex2, EVP_MD_CTX *, const EVP_MD *,                 \
             const OSSL_PARAM *)                                                       \
    FUNCTION(3, int, EVP_DigestUpdate, EVP_MD_CTX *, const void *, size_t)             \
    FUNCTION(3, int, EVP_EncryptFinal_ex, EVP_CIPHER_CTX *, unsigned char *, int *)    \
    FUNCTION(5, int, EVP_EncryptInit_ex2, EVP_CIPHER_CTX *, const EVP_CIPHER *,        \
             const unsigned char *, const unsigned char *, const OSSL_PARAM *)         \
    FUNCTION(5, int, EVP_EncryptUpdate, EVP_CIPHER_CTX *, unsigned char *, int *,      \
             const unsigned char *, int)                                               \
    FUNCTION(1, EVP_MAC_CTX *, EVP_MAC_CTX_dup, const EVP_MAC_CTX *)                   \
    PROCEDURE(1, EVP_MAC_CTX_free, EVP_MAC_CTX *)                                      \
    FUNCTION(1, EVP_MAC_CTX *, EVP_MAC_CTX_new, EVP_MAC *)                             \
    FUNCTION(3, EVP_MAC *, EVP_MAC_fetch, OSSL_LIB_CTX *, const char *, const char *)  \
    FUNCTION(4, int, EVP_MAC_final, EVP_MAC_CTX *, unsigned char *, size_t *, size_t)  \
    PROCEDURE(1, EVP_MAC_free, EVP_MAC *)                                              \
    FUNCTION(4, int, EVP_MAC_init, EVP_MAC_CTX *, const unsigned char *, size_t,       \
             const OSSL_PARAM *)                                                       \
    FUNCTION(3, int, EVP_MAC_update, EVP_MAC_CTX *, const unsigned char *, size_t)     \
    PROCEDURE(1, EVP_MD_CTX_free, EVP_MD_CTX *)                                        \
    FUNCTION(0, EVP_MD_CTX *, EVP_MD_CTX_new, void)                                    \
    FUNCTION(3, EVP_MD *, EVP_MD_fetch, OSSL_LIB_CTX *, const char *, const char *)    \
    PROCEDURE(1, EVP_MD_free, EVP_MD *)                                                \
    PROCEDURE(2, OPENSSL_cleanse, void *, size_t)                                      \
    FUNCTION(0, OSSL_PARAM, OSSL_PARAM_construct_end, void)                            \
    FUNCTION(3, OSSL_PARAM, OSSL_PARAM_construct_utf8_string, const char *, char *,    \
             size_t)                                                                   \
    FUNCTION(2, int, RAND_bytes, unsigned char *, int)                                 \
    FUNCTION(2, int, RAND_priv_bytes, unsigned char *, int)                            \
    FUNCTION(2, int, OPENSSL_init_crypto, uint64_t, const OPENSSL_INIT_SETTINGS *)

IWMO_LATE(ROWS, IWMO_SONAME_crypto)

static void
prepare(void)
{
    /* else it reads a configuration file on first use */
    library.OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}
