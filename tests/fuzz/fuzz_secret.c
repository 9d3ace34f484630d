/*
 * Any bytes as a key file: refused with words that hold nothing of the file, or loaded,
 * and then there is a secret that seals and it is found by its version.
 */
#include <string.h>

#include "crypto/secret.h"
#include "fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = memory_file(data, size);
    struct iwmo_secrets *secrets = NULL;
    struct iwmo_error err = {0};
    uint32_t version = 0;

    if (iwmo_secrets_load(path, false, &secrets, &err) != IWMO_OK) {
        size_t named = strlen(path);
        if (secrets != NULL || err.status != IWMO_MALFORMED ||
            strncmp(err.text, path, named) != 0 ||
            (strcmp(err.text + named, ": not a key file, or damaged") != 0 &&
             strcmp(err.text + named, ": not a key file") != 0 &&
             strcmp(err.text + named, ": too large for a key file") != 0))
            abort();
        return 0;
    }
    const struct iwmo_secret *newest = iwmo_secrets_seal(secrets, &version);
    if (newest == NULL || version == 0 || iwmo_secrets_pseudonym(secrets) == NULL ||
        iwmo_secrets_of_version(secrets, version) != newest ||
        iwmo_secrets_of_version(secrets, version + 1) != NULL)
        abort();
    iwmo_secrets_free(secrets);
    return 0;
}
