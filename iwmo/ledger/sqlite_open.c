#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "ledger/making.h"
#include "ledger/sqlite.h"

/* Opening and closing: which files, the keys, and the ledger as others hold it. */

static enum iwmo_status
load_key(struct iwmo_ledger *ledger, bool may_create, struct iwmo_secrets **secrets,
         struct iwmo_error *err)
{
    struct stat about = {0};

    if (ledger->key_path == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    (void)(stat(ledger->key_path, &about) != 0); /* of what is read, or older */
    enum iwmo_status status =
        iwmo_secrets_load(ledger->key_path, may_create, secrets, err);
    if (status == IWMO_OK)
        ledger->key_seen = about;
    return status;
}

/* A secret that seals, in memory only, would be lost: so before each transaction. */
enum iwmo_status
iwmo_sqlite_refresh_key(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    const struct stat *seen = &ledger->key_seen;
    struct iwmo_secrets *again;
    struct stat about;

    if (stat(ledger->key_path, &about) != 0)
        return iwmo_place_fail(ledger->key_path, err);
    if (about.st_ino == seen->st_ino && about.st_dev == seen->st_dev &&
        about.st_size == seen->st_size &&
        about.st_mtim.tv_sec == seen->st_mtim.tv_sec &&
        about.st_mtim.tv_nsec == seen->st_mtim.tv_nsec)
        return IWMO_OK;
    enum iwmo_status status = load_key(ledger, false, &again, err);
    if (status != IWMO_OK)
        return status;
    if (memcmp(iwmo_secrets_pseudonym(again), iwmo_secrets_pseudonym(ledger->secrets),
               sizeof(struct iwmo_secret)) != 0) {
        iwmo_secrets_free(again);
        return iwmo_fail(err, IWMO_MALFORMED, "%s: not the key file of this ledger",
                         ledger->key_path);
    }
    iwmo_secrets_free(ledger->secrets);
    ledger->secrets = again;
    return IWMO_OK;
}

static enum iwmo_status
take_key(struct iwmo_ledger *ledger, bool may_create, struct iwmo_error *err)
{
    struct stat about;

    if (ledger->key_path == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (!may_create && stat(ledger->key_path, &about) != 0 && errno == ENOENT)
        return iwmo_fail(err, IWMO_IO,
                         "%s: the key file of this ledger is not there; put back the "
                         "copy that was kept apart, or name it with --key",
                         ledger->key_path);
    enum iwmo_status status = load_key(ledger, may_create, &ledger->secrets, err);

    if (status != IWMO_OK)
        return status;
    ledger->pseudonyms =
        iwmo_pseudonyms_new(iwmo_secrets_pseudonym(ledger->secrets), err);
    return ledger->pseudonyms != NULL ? IWMO_OK : IWMO_NO_MEMORY;
}

static int64_t
size_of(const char *path, const char *ending)
{
    char *name;
    struct stat about;

    if (asprintf(&name, "%s%s", path, ending) < 0)
        return -1;
    int64_t size = stat(name, &about) == 0 ? (int64_t)about.st_size : -1;
    free(name);
    return size;
}

/* *is_there: there is a file.  IWMO_IO: something else, or half a ledger, is. */
static enum iwmo_status
look(const struct iwmo_ledger *ledger, bool *is_there, struct iwmo_error *err)
{
    /* first: the file itself is made before its -wal */
    const char *left = size_of(ledger->path, "-wal") > 0    ? "-wal"
                       : size_of(ledger->path, ".head") > 0 ? ".head"
                                                            : NULL;
    struct stat about;

    *is_there = stat(ledger->path, &about) == 0;
    if (!*is_there && errno != ENOENT)
        return iwmo_place_fail(ledger->path, err);
    if (!*is_there && left != NULL)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s: gone, though its %s file is there; put back a backup",
                         ledger->path, left);
    if (*is_there && !S_ISREG(about.st_mode))
        return iwmo_fail(err, IWMO_IO, "%s: not a regular file", ledger->path);
    return IWMO_OK;
}

static bool
may_write(const struct iwmo_ledger *ledger)
{
    char *target = realpath(ledger->path, NULL);
    char *slash = target != NULL ? strrchr(target, '/') : NULL;
    bool may = slash != NULL && faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) == 0;

    if (slash != NULL)
        slash[slash == target] = '\0';
    may = may && faccessat(AT_FDCWD, target, W_OK | X_OK, AT_EACCESS) == 0;
    free(target);
    return may;
}

static enum iwmo_status
name_files(struct iwmo_ledger *ledger, const struct iwmo_ledger_options *options,
           struct iwmo_error *err)
{
    ledger->path = options->path != NULL ? strdup(options->path)
                                         : iwmo_place_state("iwmo/ledger.db", err);
    if (ledger->path == NULL)
        return options->path != NULL ? iwmo_fail(err, IWMO_NO_MEMORY, "out of memory")
                                     : IWMO_USAGE;
    if (options->key_path != NULL)
        ledger->key_path = strdup(options->key_path);
    else if (asprintf(&ledger->key_path, "%s.key", ledger->path) < 0)
        ledger->key_path = NULL;
    return ledger->key_path != NULL ? IWMO_OK
                                    : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
}

static enum iwmo_status
open_ledger(struct iwmo_ledger *ledger, const struct iwmo_ledger_options *options,
            struct iwmo_error *err)
{
    struct iwmo_making making = {0};
    bool is_there = false;
    enum iwmo_status status = name_files(ledger, options, err);

    if (status == IWMO_OK)
        status = look(ledger, &is_there, err);
    if (status != IWMO_OK)
        return status;
    ledger->sealer = iwmo_sealer_new(err);
    ledger->digest = ledger->sealer != NULL ? iwmo_digest_new(err) : NULL;
    if (ledger->digest == NULL)
        return IWMO_NO_MEMORY;
    if (!is_there && options->must_exist)
        return iwmo_fail(err, IWMO_IO, "%s: there is no ledger", ledger->path);
    if (is_there)
        iwmo_making_forget(ledger->path);
    else
        status = iwmo_making_begin(&making, ledger->path, ledger->key_path,
                                   options->takes_key, &is_there, err);
    if (status != IWMO_OK)
        return status;
    ledger->is_read_only = is_there && options->may_only_read && !may_write(ledger);
    if (!is_there)
        status = iwmo_place_folders(ledger->key_path, err);
    if (status == IWMO_OK) /* a ledger that is there had its key long ago */
        status = take_key(ledger, !is_there, err);
    if (status == IWMO_OK && !is_there)
        status = iwmo_sqlite_create(ledger, err);
    iwmo_making_end(&making, status == IWMO_OK);
    if (status == IWMO_OK)
        status = iwmo_sqlite_connect(ledger, err);
    return status == IWMO_OK ? iwmo_sqlite_check_key(ledger, err) : status;
}

enum iwmo_status
iwmo_ledger_open(const struct iwmo_ledger_options *options, struct iwmo_ledger **ledger,
                 struct iwmo_error *err)
{
    struct iwmo_ledger *opened = calloc(1, sizeof(*opened));

    *ledger = NULL;
    if (opened == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    opened->day = options->today != NULL ? *options->today : IWMO_DATE_OPEN_BEGIN;
    enum iwmo_status status = open_ledger(opened, options, err);
    if (status == IWMO_OK)
        *ledger = opened;
    else
        iwmo_ledger_close(opened);
    return status;
}

void
iwmo_ledger_close(struct iwmo_ledger *ledger)
{
    if (ledger == NULL)
        return;
    iwmo_ledger_rollback(ledger);
    iwmo_sqlite_disconnect(ledger);
    iwmo_pseudonyms_free(ledger->pseudonyms);
    iwmo_secrets_free(ledger->secrets);
    iwmo_sealer_free(ledger->sealer);
    iwmo_digest_free(ledger->digest);
    if (ledger->room != NULL)
        OPENSSL_cleanse(ledger->room, IWMO_LEDGER_PIECE_BYTES);
    free(ledger->room);
    free(ledger->path);
    free(ledger->key_path);
    free(ledger->head_path);
    free(ledger);
}

/* ---- what it offers ---- */

struct iwmo_pseudonyms *
iwmo_ledger_pseudonyms(struct iwmo_ledger *ledger)
{
    return ledger->pseudonyms;
}

struct iwmo_history
iwmo_ledger_history(struct iwmo_ledger *ledger)
{
    return (struct iwmo_history){iwmo_sqlite_records, iwmo_sqlite_entries,
                                 iwmo_sqlite_declared, ledger};
}

void
iwmo_ledger_set_day(struct iwmo_ledger *ledger, struct iwmo_date day)
{
    ledger->day = day;
    ledger->has_day = true;
}

void
iwmo_ledger_set_hold(struct iwmo_ledger *ledger, unsigned seconds)
{
    ledger->hold_seconds = seconds;
}
