#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "ledger/sqlite.h"

/* The file itself: connecting to it, its version, whose key it is, making it. */

/* schemas[i] brings a ledger from version i to i + 1 */
static const char *const *const schemas[IWMO_LEDGER_VERSION] = {
    (const char *const[]){
#include "ledger-sql.inc"
        NULL},
    (const char *const[]){
#include "ledger-2-sql.inc"
        NULL},
    (const char *const[]){
#include "ledger-3-sql.inc"
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
open_database(struct iwmo_ledger *ledger, const char *path, int flags,
              struct iwmo_error *err)
{
    int code =
        sqlite3_open_v2(path, &ledger->db,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

    if (code != SQLITE_OK)
        return iwmo_sqlite_fail(ledger, code, err);
    sqlite3_extended_result_codes(ledger->db, 1);
    sqlite3_busy_handler(ledger->db, wait_turn, NULL);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(ledger->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(ledger->db, SQLITE_LIMIT_ATTACHED, 0);
    return IWMO_OK;
}

/* ---- reading only ---- */

/* The size of a file beside the ledger; -1: there is none. */
static int64_t
size_beside(const struct iwmo_ledger *ledger, const char *ending)
{
    char *target = realpath(ledger->path, NULL), *name = NULL;
    struct stat about;
    int64_t size = -1;

    if (target != NULL && asprintf(&name, "%s%s", target, ending) >= 0) {
        if (stat(name, &about) == 0)
            size = (int64_t)about.st_size;
        free(name);
    }
    free(target);
    return size;
}

/* As a URI, with which SQLite is told that nobody writes. */
static enum iwmo_status
open_immutable(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_buffer uri = {0};
    char *target = realpath(ledger->path, NULL);
    enum iwmo_status status;

    iwmo_buffer_text(&uri, "file:");
    for (const char *at = target; at != NULL && *at != '\0'; at++)
        if (strchr("%?#", *at) != NULL)
            iwmo_buffer_printf(&uri, "%%%02X", (unsigned char)*at);
        else
            iwmo_buffer_char(&uri, *at);
    iwmo_buffer_text(&uri, "?immutable=1");
    if (target == NULL || stat(target, &ledger->seen) != 0)
        status = iwmo_place_fail(ledger->path, err);
    else if (uri.failed != IWMO_OK)
        status = iwmo_fail(err, uri.failed, "out of memory");
    else
        status =
            open_database(ledger, uri.at, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    ledger->is_immutable = true;
    iwmo_buffer_release(&uri);
    free(target);
    return status;
}

/* SQLite reads a ledger in use by its -wal and -shm files, which it cannot make here;
 * one without them lies still in the one file, until somebody writes. */
static enum iwmo_status
open_to_read(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    if (size_beside(ledger, "-wal") <= 0)
        return open_immutable(ledger, err);
    if (size_beside(ledger, "-shm") < 0)
        return iwmo_fail(err, IWMO_IO,
                         "%s: has a -wal file, which cannot be read where nothing may "
                         "be written; copy both to another folder",
                         ledger->path);
    return open_database(ledger, ledger->path, SQLITE_OPEN_READONLY, err);
}

enum iwmo_status
iwmo_ledger_confirm(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct stat now;

    if (ledger == NULL || !ledger->is_immutable)
        return IWMO_OK;
    if (stat(ledger->path, &now) == 0 && now.st_ino == ledger->seen.st_ino &&
        now.st_dev == ledger->seen.st_dev && now.st_size == ledger->seen.st_size &&
        now.st_mtim.tv_sec == ledger->seen.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == ledger->seen.st_mtim.tv_nsec)
        return IWMO_OK;
    if (err != NULL) /* what went wrong before may come from this */
        *err = (struct iwmo_error){0};
    return iwmo_fail(err, IWMO_IO, "%s: was written to while it was read; ask again",
                     ledger->path);
}

void
iwmo_sqlite_schema(int version, struct iwmo_buffer *sql)
{
    for (const char *const *line = schemas[version]; *line != NULL; line++) {
        iwmo_buffer_text(sql, *line);
        iwmo_buffer_char(sql, '\n');
    }
}

static enum iwmo_status
run_schema(struct iwmo_ledger *ledger, int version, struct iwmo_error *err)
{
    struct iwmo_buffer sql = {0};
    enum iwmo_status status;

    iwmo_sqlite_schema(version, &sql);
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
    if (version < IWMO_LEDGER_VERSION && ledger->is_read_only)
        return iwmo_fail(err, IWMO_IO,
                         "%s: of an older iwmo, and may not be written to",
                         ledger->path);
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

/* temp_store: nothing in temporary files. */
static enum iwmo_status
set_up(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_exec(ledger,
                                               "PRAGMA foreign_keys = ON;"
                                               "PRAGMA cell_size_check = ON;"
                                               "PRAGMA temp_store = MEMORY;"
                                               "PRAGMA cache_size = -16384;",
                                               err);

    if (status != IWMO_OK || ledger->is_read_only)
        return status;
    return iwmo_sqlite_exec(ledger,
                            "PRAGMA journal_mode = WAL;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA secure_delete = ON;"
                            "PRAGMA wal_autocheckpoint = 8192;",
                            err);
}

enum iwmo_status
iwmo_sqlite_connect(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status =
        ledger->is_read_only
            ? open_to_read(ledger, err)
            : open_database(ledger, ledger->path, SQLITE_OPEN_READWRITE, err);

    if (status == IWMO_OK && !ledger->is_read_only &&
        sqlite3_db_readonly(ledger->db, "main") == 1)
        status = iwmo_fail(err, IWMO_IO, "%s: may not be written to", ledger->path);
    if (status == IWMO_OK)
        status = iwmo_head_name(ledger, err);
    if (status == IWMO_OK)
        status = check_version(ledger, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_check_shape(ledger, err);
    if (status == IWMO_OK)
        status = set_up(ledger, err);
    if (status == IWMO_OK)
        status = read_meta(ledger, "ledger", ledger->id, err);
    return status;
}

void
iwmo_sqlite_disconnect(struct iwmo_ledger *ledger)
{
    for (size_t i = 0; i < IWMO_SQL_STATEMENTS; i++) {
        sqlite3_finalize(ledger->statements[i]);
        ledger->statements[i] = NULL;
    }
    sqlite3_close(ledger->db);
    ledger->db = NULL;
}

/* ---- whose key ---- */

static enum iwmo_status
key_proof(struct iwmo_ledger *ledger, struct iwmo_key *proof, struct iwmo_error *err)
{
    struct iwmo_text id = {(const char *)ledger->id, IWMO_LEDGER_ID_BYTES};

    return iwmo_pseudonym_make(ledger->pseudonyms, "ledger", id, proof, err);
}

enum iwmo_status
iwmo_sqlite_check_key(struct iwmo_ledger *ledger, struct iwmo_error *err)
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

/* ---- making ---- */

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
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "made", 0);
    enum iwmo_status status;

    if (RAND_bytes(ledger->id, IWMO_LEDGER_ID_BYTES) != 1)
        return iwmo_fail(err, IWMO_IO, "no random numbers to number a ledger with");
    status = open_database(ledger, path, SQLITE_OPEN_READWRITE, err);
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

enum iwmo_status
iwmo_sqlite_create(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    char *name = NULL;
    int fd = iwmo_place_temporary(ledger->path, &name, err);

    if (fd < 0)
        return IWMO_IO;
    close(fd);
    enum iwmo_status status = fill(ledger, name, err);
    iwmo_sqlite_disconnect(ledger);
    if (status == IWMO_OK)
        status = iwmo_place_put(name, ledger->path, false, NULL, err);
    else
        unlink(name);
    free(name);
    return status;
}
