#include "crypto/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"

enum {
    MAX_SEALS = 256,
    MAX_VERSION = 100000000,
    HEX_DIGITS = 2 * IWMO_SECRET_BYTES,
    LINE_BYTES = 96,
    MAX_BYTES = (MAX_SEALS + 1) * LINE_BYTES
};

struct seal {
    uint32_t version;
    struct iwmo_secret secret;
};

struct iwmo_secrets {
    struct iwmo_secret pseudonym;
    bool has_pseudonym;
    size_t count;
    struct seal seals[MAX_SEALS]; /* version ascending */
};

/* ---- the text ---- */

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
parse_hex(const char *at, struct iwmo_secret *secret)
{
    for (size_t i = 0; i < IWMO_SECRET_BYTES; i++) {
        int high = hex_value(at[2 * i]), low = high < 0 ? -1 : hex_value(at[2 * i + 1]);
        if (low < 0)
            return false;
        secret->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return at[HEX_DIGITS] == '\0';
}

static bool
skip(const char **at, const char *word)
{
    size_t size = strlen(word);

    if (strncmp(*at, word, size) != 0)
        return false;
    *at += size;
    return true;
}

/* "2 seal 0011..", NUL-terminated. */
static bool
parse_line(struct iwmo_secrets *secrets, const char *line)
{
    uint32_t version = 0;
    bool is_pseudonym;

    for (; *line >= '0' && *line <= '9' && version < MAX_VERSION; line++)
        version = 10 * version + (uint32_t)(*line - '0');
    is_pseudonym = skip(&line, " pseudonym ");
    if (version == 0 || (!is_pseudonym && !skip(&line, " seal ")))
        return false;
    if (is_pseudonym) {
        if (secrets->has_pseudonym)
            return false;
        secrets->has_pseudonym = true;
        return parse_hex(line, &secrets->pseudonym);
    }
    if (secrets->count == MAX_SEALS ||
        (secrets->count > 0 && version <= secrets->seals[secrets->count - 1].version))
        return false;
    struct seal *seal = &secrets->seals[secrets->count++];
    seal->version = version;
    return parse_hex(line, &seal->secret);
}

/* Cuts `text` into lines. */
static bool
parse(struct iwmo_secrets *secrets, char *text)
{
    while (*text != '\0') {
        char *end = strchr(text, '\n');
        if (end == NULL)
            return false;
        *end = '\0';
        if (!parse_line(secrets, text))
            return false;
        text = end + 1;
    }
    return secrets->has_pseudonym && secrets->count > 0;
}

static size_t
print_line(char *out, uint32_t version, const char *purpose,
           const struct iwmo_secret *secret)
{
    int size = sprintf(out, "%" PRIu32 " %s ", version, purpose);

    for (size_t i = 0; i < IWMO_SECRET_BYTES; i++)
        size += sprintf(out + size, "%02x", secret->bytes[i]);
    out[size++] = '\n';
    out[size] = '\0';
    return (size_t)size;
}

static size_t
print(const struct iwmo_secrets *secrets, char out[MAX_BYTES + 1])
{
    size_t size = print_line(out, 1, "pseudonym", &secrets->pseudonym);

    for (size_t i = 0; i < secrets->count; i++)
        size += print_line(out + size, secrets->seals[i].version, "seal",
                           &secrets->seals[i].secret);
    return size;
}

/* ---- reading ---- */

/* Only a regular file that nobody else may read or write. */
static enum iwmo_status
check_file(int fd, const char *path, struct iwmo_error *err)
{
    struct stat about;

    if (fstat(fd, &about) != 0)
        return iwmo_place_fail(path, err);
    if (!S_ISREG(about.st_mode))
        return iwmo_fail(err, IWMO_MALFORMED, "%s: not a regular file", path);
    if ((about.st_mode & 077) != 0)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s: others may read this key file; chmod 600 it, and "
                         "take a new secret if they did",
                         path);
    if (about.st_size > MAX_BYTES)
        return iwmo_fail(err, IWMO_MALFORMED, "%s: too large for a key file", path);
    return IWMO_OK;
}

static enum iwmo_status
read_text(int fd, const char *path, char text[MAX_BYTES + 1], struct iwmo_error *err)
{
    size_t size = 0;

    for (;;) {
        ssize_t got = pread(fd, text + size, MAX_BYTES - size, (off_t)size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return iwmo_place_fail(path, err);
        if (got == 0)
            break;
        size += (size_t)got;
    }
    text[size] = '\0';
    if (strlen(text) != size)
        return iwmo_fail(err, IWMO_MALFORMED, "%s: not a key file", path);
    return IWMO_OK;
}

/* From an open file. */
static enum iwmo_status
read_secrets(int fd, const char *path, struct iwmo_secrets **secrets,
             struct iwmo_error *err)
{
    char text[MAX_BYTES + 1];

    enum iwmo_status status = check_file(fd, path, err);
    if (status != IWMO_OK)
        return status;
    struct iwmo_secrets *made = calloc(1, sizeof(*made));
    if (made == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    status = read_text(fd, path, text, err);
    if (status == IWMO_OK && !parse(made, text))
        status = iwmo_fail(err, IWMO_MALFORMED, "%s: not a key file, or damaged", path);
    OPENSSL_cleanse(text, sizeof(text));
    if (status != IWMO_OK) {
        iwmo_secrets_free(made);
        return status;
    }
    *secrets = made;
    return IWMO_OK;
}

/* ---- writing ---- */

static bool
write_all(int fd, const char *at, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += written;
        size -= (size_t)written;
    }
    return fsync(fd) == 0;
}

/* The file that takes the place of `old` is as that was: a key of another user, whom
 * root helps, stays his.  The group has no rights, so it is no failure when it is
 * refused. */
static bool
make_like(int fd, const struct stat *old)
{
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && old->st_uid != geteuid())
        return false;
    return fchmod(fd, old->st_mode & 0777) == 0;
}

/* Write them beside `path`, as a file like `old` (NULL: for this user).  NULL: err says
 * why.  Free the name; unlink the file. */
static char *
write_beside(const struct iwmo_secrets *secrets, const char *path,
             const struct stat *old, struct iwmo_error *err)
{
    char text[MAX_BYTES + 1];
    char *name;

    int fd = iwmo_place_temporary(path, &name, err);
    if (fd < 0)
        return NULL;
    size_t size = print(secrets, text);
    bool is_written = write_all(fd, text, size) && (old == NULL || make_like(fd, old));
    OPENSSL_cleanse(text, sizeof(text));
    is_written = close(fd) == 0 && is_written;
    if (!is_written) {
        iwmo_place_fail(path, err);
        unlink(name);
        free(name);
        return NULL;
    }
    return name;
}

static enum iwmo_status
invent(struct iwmo_secret *secret, struct iwmo_error *err)
{
    if (RAND_priv_bytes(secret->bytes, IWMO_SECRET_BYTES) != 1)
        return iwmo_fail(err, IWMO_IO, "no random numbers to make a secret of");
    return IWMO_OK;
}

/* Make the file, unless another process was first. */
static enum iwmo_status
create(const char *path, struct iwmo_error *err)
{
    struct iwmo_secrets *secrets = calloc(1, sizeof(*secrets));
    enum iwmo_status status = IWMO_OK;

    if (secrets == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    secrets->count = 1;
    secrets->seals[0].version = 1;
    status = invent(&secrets->pseudonym, err);
    if (status == IWMO_OK)
        status = invent(&secrets->seals[0].secret, err);
    char *name = status == IWMO_OK ? write_beside(secrets, path, NULL, err) : NULL;
    if (status == IWMO_OK && name == NULL)
        status = err->status;
    if (name != NULL)
        status = iwmo_place_put(name, path, false, NULL, err);
    free(name);
    iwmo_secrets_free(secrets);
    return status;
}

enum iwmo_status
iwmo_secrets_load(const char *path, bool may_create, struct iwmo_secrets **secrets,
                  struct iwmo_error *err)
{
    struct iwmo_error own = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    *secrets = NULL;
    if (err == NULL)
        err = &own;
    if (fd < 0 && errno == ENOENT && may_create) {
        enum iwmo_status status = create(path, err);
        if (status != IWMO_OK)
            return status;
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    }
    if (fd < 0)
        return iwmo_place_fail(path, err);
    enum iwmo_status status = read_secrets(fd, path, secrets, err);
    close(fd);
    return status;
}

/* ---- rotation ---- */

static bool
is_same_file(int fd, const char *path)
{
    struct stat opened, named;

    return fstat(fd, &opened) == 0 && stat(path, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* Open and lock the file that has this name, also when another process just replaced
 * it.  -1: err says why. */
static int
open_locked(const char *path, struct iwmo_error *err)
{
    for (;;) {
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0 || flock(fd, LOCK_EX) != 0) {
            iwmo_place_fail(path, err);
            if (fd >= 0)
                close(fd);
            return -1;
        }
        if (is_same_file(fd, path))
            return fd;
        close(fd);
    }
}

static enum iwmo_status
add_seal(struct iwmo_secrets *secrets, struct iwmo_error *err)
{
    if (secrets->count == MAX_SEALS)
        return iwmo_fail(err, IWMO_LIMIT, "a key file holds at most %d secrets",
                         MAX_SEALS);
    struct seal *seal = &secrets->seals[secrets->count];
    seal->version = secrets->seals[secrets->count - 1].version + 1;
    secrets->count++;
    return invent(&seal->secret, err);
}

/* Write what `change` makes of the secrets in the file, while no other does. */
static enum iwmo_status
rewrite(const char *path, struct iwmo_secrets **secrets,
        enum iwmo_status (*change)(void *self, struct iwmo_secrets *secrets,
                                   struct iwmo_error *err),
        void *self, struct iwmo_error *err)
{
    struct iwmo_secrets *now = NULL;
    struct stat about;
    char *target = realpath(path, NULL); /* a link is not replaced by a file */

    if (target == NULL)
        return iwmo_place_fail(path, err);
    int fd = open_locked(target, err);
    enum iwmo_status status = fd >= 0 ? read_secrets(fd, target, &now, err) : IWMO_IO;
    if (status == IWMO_OK && fstat(fd, &about) != 0)
        status = iwmo_place_fail(target, err);
    if (status == IWMO_OK && now != NULL)
        status = change(self, now, err);
    char *name = status == IWMO_OK ? write_beside(now, target, &about, err) : NULL;
    if (status == IWMO_OK)
        status =
            name != NULL ? iwmo_place_put(name, target, true, NULL, err) : err->status;
    if (fd >= 0)
        close(fd);
    free(name);
    free(target);
    if (status != IWMO_OK) {
        iwmo_secrets_free(now);
        return status;
    }
    iwmo_secrets_free(*secrets);
    *secrets = now;
    return IWMO_OK;
}

static enum iwmo_status
change_add(void *self, struct iwmo_secrets *secrets, struct iwmo_error *err)
{
    (void)self;
    return add_seal(secrets, err);
}

enum iwmo_status
iwmo_secrets_rotate(const char *path, struct iwmo_secrets **secrets,
                    struct iwmo_error *err)
{
    struct iwmo_error own = {0};

    return rewrite(path, secrets, change_add, NULL, err != NULL ? err : &own);
}

struct dropping {
    uint32_t version;
    size_t dropped;
};

/* The newest stays in any case. */
static enum iwmo_status
change_drop(void *self, struct iwmo_secrets *secrets, struct iwmo_error *err)
{
    struct dropping *dropping = self;
    size_t old = 0;

    (void)err;
    while (old + 1 < secrets->count && secrets->seals[old].version < dropping->version)
        old++;
    memmove(secrets->seals, secrets->seals + old,
            (secrets->count - old) * sizeof(secrets->seals[0]));
    OPENSSL_cleanse(secrets->seals + secrets->count - old,
                    old * sizeof(secrets->seals[0]));
    secrets->count -= old;
    dropping->dropped = old;
    return IWMO_OK;
}

enum iwmo_status
iwmo_secrets_drop(const char *path, uint32_t version, struct iwmo_secrets **secrets,
                  size_t *dropped, struct iwmo_error *err)
{
    struct dropping dropping = {.version = version};
    struct iwmo_error own = {0};
    enum iwmo_status status =
        rewrite(path, secrets, change_drop, &dropping, err != NULL ? err : &own);

    *dropped = status == IWMO_OK ? dropping.dropped : 0;
    return status;
}

/* ---- asking ---- */

const struct iwmo_secret *
iwmo_secrets_pseudonym(const struct iwmo_secrets *secrets)
{
    return &secrets->pseudonym;
}

const struct iwmo_secret *
iwmo_secrets_seal(const struct iwmo_secrets *secrets, uint32_t *version)
{
    const struct seal *newest = &secrets->seals[secrets->count - 1];

    *version = newest->version;
    return &newest->secret;
}

const struct iwmo_secret *
iwmo_secrets_of_version(const struct iwmo_secrets *secrets, uint32_t version)
{
    for (size_t i = 0; i < secrets->count; i++)
        if (secrets->seals[i].version == version)
            return &secrets->seals[i].secret;
    return NULL;
}

void
iwmo_secrets_free(struct iwmo_secrets *secrets)
{
    if (secrets == NULL)
        return;
    OPENSSL_cleanse(secrets, sizeof(*secrets));
    free(secrets);
}
