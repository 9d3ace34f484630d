#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "ledger/sqlite.h"

/* schemas[i] brings a ledger from version i to i + 1 */
static const char *const *const schemas[IWMO_LEDGER_VERSION] = {
    (const char *const[]){
#include "ledger-sql.inc"
        NULL},
};

#define TEXT(number) #number
#define NUMBER(name) TEXT(name)

/* ---- waiting ---- */

/* Short naps: a commit of another takes milliseconds.  Called by SQLite. */
static int
wait_turn(void *self, int tries)
{
    const int naps_per_second = 500;

    (void)self;
    if (tries >= IWMO_LEDGER_WAIT_SECONDS * naps_per_second)
        return 0;
    usleep(1000000 / naps_per_second);
    return 1;
}

/* ---- connecting ---- */

static enum iwmo_status
open_database(struct iwmo_ledger *ledger, const char *path, struct iwmo_error *err)
{
    int code = sqlite3_open_v2(
        path, &ledger->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

    if (code != SQLITE_OK)
        return iwmo_sqlite_fail(ledger, code, err);
    sqlite3_extended_result_codes(ledger->db, 1);
    sqlite3_busy_handler(ledger->db, wait_turn, NULL);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(ledger->db, SQLITE_LIMIT_ATTACHED, 0);
    return IWMO_OK;
}

static enum iwmo_status
run_schema(struct iwmo_ledger *ledger, int version, struct iwmo_error *err)
{
    struct iwmo_buffer sql = {0};
    enum iwmo_status status;

    for (const char *const *line = schemas[version]; *line != NULL; line++) {
        iwmo_buffer_text(&sql, *line);
        iwmo_buffer_char(&sql, '\n');
    }
    iwmo_buffer_printf(&sql, "PRAGMA user_version = %d;", version + 1);
    if (sql.failed != IWMO_OK)
        status = iwmo_fail(err, sql.failed, "out of memory");
    else
        status = iwmo_sqlite_exec(ledger, sql.at, err);
    iwmo_buffer_release(&sql);
    return status;
}

/* Bring an older ledger to our version; another process may be doing the same. */
static enum iwmo_status
migrate(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    int64_t version;
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);

    if (status == IWMO_OK)
        status = iwmo_sqlite_number(ledger, "PRAGMA user_version", &version, err);
    for (; status == IWMO_OK && version < IWMO_LEDGER_VERSION; version++)
        status = run_schema(ledger, (int)version, err);
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}

static enum iwmo_status
check_version(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    int64_t application, version;
    enum iwmo_status status =
        iwmo_sqlite_number(ledger, "PRAGMA application_id", &application, err);

    if (status == IWMO_OK)
        status = iwmo_sqlite_number(ledger, "PRAGMA user_version", &version, err);
    if (status != IWMO_OK)
        return status;
    if (application != IWMO_LEDGER_APPLICATION || version < 1)
        return iwmo_fail(err, IWMO_MALFORMED, "%s: not a ledger", ledger->path);
    if (version > IWMO_LEDGER_VERSION)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s: a ledger of a newer iwmo (version %lld, not %d)",
                         ledger->path, (long long)version, IWMO_LEDGER_VERSION);
    return version < IWMO_LEDGER_VERSION ? migrate(ledger, err) : IWMO_OK;
}

/* The number of this ledger, and what proves that our key file is its own. */
static enum iwmo_status
read_meta(struct iwmo_ledger *ledger, const char *name, unsigned char value[16],
          struct iwmo_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum iwmo_status status = IWMO_OK;
    int code = sqlite3_prepare_v2(ledger->db, "SELECT value FROM meta WHERE name = ?1",
                                  -1, &statement, NULL);

    if (code == SQLITE_OK) {
        iwmo_sqlite_bind_text(statement, 1, name);
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_ROW)
        status = code == SQLITE_DONE ? iwmo_sqlite_damaged(ledger, err)
                                     : iwmo_sqlite_fail(ledger, code, err);
    else if (sqlite3_column_bytes(statement, 0) != 16)
        status = iwmo_sqlite_damaged(ledger, err);
    else
        memcpy(value, sqlite3_column_blob(statement, 0), 16);
    sqlite3_finalize(statement);
    return status;
}

enum iwmo_status
iwmo_sqlite_connect(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = open_database(ledger, ledger->path, err);

    if (status == IWMO_OK && sqlite3_db_readonly(ledger->db, "main") == 1)
        status = iwmo_fail(err, IWMO_IO, "%s: may not be written to", ledger->path);
    if (status == IWMO_OK)
        status = check_version(ledger, err);
    if (status == IWMO_OK) /* temp_store: nothing in temporary files */
        status = iwmo_sqlite_exec(ledger,
                                  "PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = FULL;"
                                  "PRAGMA foreign_keys = ON;"
                                  "PRAGMA secure_delete = ON;"
                                  "PRAGMA cell_size_check = ON;"
                                  "PRAGMA temp_store = MEMORY;"
                                  "PRAGMA cache_size = -65536;"
                                  "PRAGMA wal_autocheckpoint = 8192;",
                                  err);
    if (status == IWMO_OK)
        status = read_meta(ledger, "ledger", ledger->id, err);
    return status;
}

/* ---- making ---- */

static enum iwmo_status
key_proof(struct iwmo_ledger *ledger, struct iwmo_key *proof, struct iwmo_error *err)
{
    struct iwmo_text id = {(const char *)ledger->id, IWMO_LEDGER_ID_BYTES};

    return iwmo_pseudonym_make(ledger->pseudonyms, "ledger", id, proof, err);
}

static enum iwmo_status
write_meta(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_key proof;
    sqlite3_stmt *statement = NULL;
    enum iwmo_status status = key_proof(ledger, &proof, err);

    if (status != IWMO_OK)
        return status;
    int code = sqlite3_prepare_v2(ledger->db,
                                  "INSERT INTO meta VALUES ('ledger', ?1), ('key', ?2)",
                                  -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_blob(statement, 1, ledger->id, 16, SQLITE_STATIC);
        sqlite3_bind_blob(statement, 2, proof.bytes, 16, SQLITE_STATIC);
        code = sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? IWMO_OK : iwmo_sqlite_fail(ledger, code, err);
}

/* A whole ledger in the file `path`, which is empty. */
static enum iwmo_status
fill(struct iwmo_ledger *ledger, const char *path, struct iwmo_error *err)
{
    struct iwmo_audit_row row = {.event = "made"};
    enum iwmo_status status;

    if (RAND_bytes(ledger->id, IWMO_LEDGER_ID_BYTES) != 1)
        return iwmo_fail(err, IWMO_IO, "no random numbers to number a ledger with");
    status = open_database(ledger, path, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_exec(
            ledger,
            "PRAGMA page_size = 4096;"
            "PRAGMA application_id = " NUMBER(
                IWMO_LEDGER_APPLICATION) ";"
                                         "PRAGMA synchronous = FULL; BEGIN IMMEDIATE",
            err);
    for (int version = 0; status == IWMO_OK && version < IWMO_LEDGER_VERSION; version++)
        status = run_schema(ledger, version, err);
    if (status == IWMO_OK)
        status = write_meta(ledger, err);
    iwmo_audit_start(ledger, ledger->head.hash);
    ledger->head.id = 0;
    if (status == IWMO_OK)
        status = iwmo_audit_add(ledger, &row, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_exec(ledger, "COMMIT; PRAGMA journal_mode = WAL", err);
    return status;
}

static void
disconnect(struct iwmo_ledger *ledger)
{
    for (size_t i = 0; i < IWMO_SQL_STATEMENTS; i++) {
        sqlite3_finalize(ledger->statements[i]);
        ledger->statements[i] = NULL;
    }
    sqlite3_close(ledger->db);
    ledger->db = NULL;
}

enum iwmo_status
iwmo_sqlite_create(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    char *name = NULL;
    int fd = iwmo_place_temporary(ledger->path, &name, err);

    if (fd < 0)
        return IWMO_IO;
    close(fd);
    enum iwmo_status status = fill(ledger, name, err);
    disconnect(ledger);
    if (status == IWMO_OK)
        status = iwmo_place_put(name, ledger->path, false, NULL, err);
    else
        unlink(name);
    free(name);
    return status;
}

/* ---- opening and closing ---- */

static enum iwmo_status
take_key(struct iwmo_ledger *ledger, bool may_create, struct iwmo_error *err)
{
    enum iwmo_status status =
        iwmo_secrets_load(ledger->key_path, may_create, &ledger->secrets, err);

    if (status != IWMO_OK)
        return status;
    ledger->pseudonyms =
        iwmo_pseudonyms_new(iwmo_secrets_pseudonym(ledger->secrets), err);
    return ledger->pseudonyms != NULL ? IWMO_OK : IWMO_NO_MEMORY;
}

static enum iwmo_status
check_key(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_key proof;
    unsigned char kept[sizeof(proof.bytes)];
    enum iwmo_status status = key_proof(ledger, &proof, err);

    if (status == IWMO_OK)
        status = read_meta(ledger, "key", kept, err);
    if (status == IWMO_OK && CRYPTO_memcmp(proof.bytes, kept, sizeof(kept)) != 0)
        status = iwmo_fail(err, IWMO_MALFORMED, "%s: not the key file of this ledger",
                           ledger->key_path);
    return status;
}

/* *is_there: there is a file.  IWMO_IO: something else, or half a ledger, is. */
static enum iwmo_status
look(const struct iwmo_ledger *ledger, bool *is_there, struct iwmo_error *err)
{
    struct stat about;
    char *wal;

    if (asprintf(&wal, "%s-wal", ledger->path) < 0)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    /* first: the file itself is made before its -wal */
    bool has_wal = stat(wal, &about) == 0 && about.st_size > 0;
    free(wal);
    *is_there = stat(ledger->path, &about) == 0;
    if (!*is_there && errno != ENOENT)
        return iwmo_place_fail(ledger->path, err);
    if (!*is_there && has_wal)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s: gone, though its -wal file is there; put back a backup",
                         ledger->path);
    if (*is_there && !S_ISREG(about.st_mode))
        return iwmo_fail(err, IWMO_IO, "%s: not a regular file", ledger->path);
    return IWMO_OK;
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
    if (!is_there)
        status = iwmo_place_folders(ledger->path, err);
    if (status == IWMO_OK && !is_there)
        status = iwmo_place_folders(ledger->key_path, err);
    if (status == IWMO_OK) /* a ledger that is there had its key long ago */
        status = take_key(ledger, !is_there, err);
    if (status == IWMO_OK && !is_there)
        status = iwmo_sqlite_create(ledger, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_connect(ledger, err);
    return status == IWMO_OK ? check_key(ledger, err) : status;
}

enum iwmo_status
iwmo_ledger_open(const struct iwmo_ledger_options *options, struct iwmo_ledger **ledger,
                 struct iwmo_error *err)
{
    struct iwmo_ledger *opened = calloc(1, sizeof(*opened));

    *ledger = NULL;
    if (opened == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    opened->day = IWMO_DATE_OPEN_BEGIN;
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
    disconnect(ledger);
    iwmo_pseudonyms_free(ledger->pseudonyms);
    iwmo_secrets_free(ledger->secrets);
    iwmo_sealer_free(ledger->sealer);
    iwmo_digest_free(ledger->digest);
    if (ledger->room != NULL)
        OPENSSL_cleanse(ledger->room, IWMO_LEDGER_PIECE_BYTES);
    free(ledger->room);
    free(ledger->path);
    free(ledger->key_path);
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
    return (struct iwmo_history){iwmo_sqlite_records, iwmo_sqlite_entries, ledger};
}

void
iwmo_ledger_set_day(struct iwmo_ledger *ledger, struct iwmo_date day)
{
    ledger->day = day;
    ledger->has_day = true;
}
