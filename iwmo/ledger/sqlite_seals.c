#include <stdlib.h>
#include <string.h>

#include "ledger/keeping.h"
#include "ledger/sqlite.h"

/* What a piece is bound to: the ledger, the message, the name, its place, the secret.
 */
struct binding {
    unsigned char bytes[IWMO_LEDGER_ID_BYTES + 8 + 8 + 4 + 64];
    size_t size;
};

static void
add_number(struct binding *binding, uint64_t number, int bytes)
{
    while (bytes-- > 0)
        binding->bytes[binding->size++] = (unsigned char)(number >> (8 * bytes));
}

static struct iwmo_text
bind_to(struct binding *binding, const struct iwmo_ledger *ledger, uint64_t message,
        const char *name, int64_t piece, uint32_t version)
{
    size_t size = strnlen(name, 64);

    memcpy(binding->bytes, ledger->id, IWMO_LEDGER_ID_BYTES);
    binding->size = IWMO_LEDGER_ID_BYTES;
    add_number(binding, message, 8);
    add_number(binding, (uint64_t)piece, 8);
    add_number(binding, version, 4);
    memcpy(binding->bytes + binding->size, name, size);
    return (struct iwmo_text){(const char *)binding->bytes, binding->size + size};
}

static enum iwmo_status
make_room(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    if (ledger->room == NULL)
        ledger->room = malloc(IWMO_LEDGER_PIECE_BYTES);
    return ledger->room != NULL ? IWMO_OK
                                : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
}

static enum iwmo_status
count_pieces(struct iwmo_ledger *ledger, uint64_t message, const char *name,
             int64_t *count, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_COUNT_PIECES, err);
    bool has_row;

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, message);
    iwmo_sqlite_bind_text(statement, 2, name);
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, &has_row, err);
    *count = 0;
    if (status == IWMO_OK && has_row) {
        *count = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return status;
}

/* Seal `piece`, which may be what is in ledger->room, by the statement `sql`: as a new
 * one, or in the place of an old one. */
static enum iwmo_status
write_piece(struct iwmo_ledger *ledger, enum iwmo_sql sql, uint64_t message,
            const char *name, int64_t number, struct iwmo_text piece,
            struct iwmo_error *err)
{
    struct binding binding;
    struct iwmo_seal_mark mark;
    uint32_t version;
    const struct iwmo_secret *secret = iwmo_secrets_seal(ledger->secrets, &version);
    struct iwmo_text bound = bind_to(&binding, ledger, message, name, number, version);
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, sql, err);

    if (statement == NULL)
        return ledger->ask_status;
    enum iwmo_status status =
        iwmo_seal(ledger->sealer, secret, bound, piece, ledger->room, &mark, err);
    if (status != IWMO_OK)
        return status;
    iwmo_sqlite_bind_id(statement, 1, message);
    iwmo_sqlite_bind_text(statement, 2, name);
    sqlite3_bind_int64(statement, 3, number);
    sqlite3_bind_int64(statement, 4, version);
    sqlite3_bind_blob(statement, 5, &mark, sizeof(mark), SQLITE_STATIC);
    sqlite3_bind_blob(statement, 6, ledger->room, (int)piece.size, SQLITE_STATIC);
    status = iwmo_sqlite_write(ledger, statement, err);
    return status == IWMO_OK ? iwmo_audit_touch(ledger, message, err) : status;
}

enum iwmo_status
iwmo_ledger_seal(struct iwmo_ledger *ledger, uint64_t message, const char *name,
                 struct iwmo_text piece, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);
    int64_t number = 0;

    if (status != IWMO_OK)
        return status;
    if (piece.size > IWMO_LEDGER_PIECE_BYTES || strlen(name) > 32)
        return iwmo_fail(err, IWMO_LIMIT, "a sealed piece is at most a megabyte");
    status = make_room(ledger, err);
    if (status == IWMO_OK)
        status = count_pieces(ledger, message, name, &number, err);
    if (status == IWMO_OK)
        status =
            write_piece(ledger, IWMO_SQL_ADD_PIECE, message, name, number, piece, err);
    return status;
}

/* ---- opening ---- */

/* The secret of that version, which another process may have made since. */
static const struct iwmo_secret *
find_secret(struct iwmo_ledger *ledger, uint32_t version)
{
    const struct iwmo_secret *secret =
        iwmo_secrets_of_version(ledger->secrets, version);
    struct iwmo_secrets *again;

    if (secret != NULL ||
        iwmo_secrets_load(ledger->key_path, false, &again, NULL) != IWMO_OK)
        return secret;
    iwmo_secrets_free(ledger->secrets);
    ledger->secrets = again;
    return iwmo_secrets_of_version(again, version);
}

/* Into ledger->room; `expected` is the number that the piece should have. */
static enum iwmo_status
open_piece(struct iwmo_ledger *ledger, sqlite3_stmt *statement, uint64_t message,
           const char *name, int64_t expected, struct iwmo_text *plain,
           struct iwmo_error *err)
{
    struct binding binding;
    struct iwmo_seal_mark mark;
    int64_t version = sqlite3_column_int64(statement, 1);
    const void *kept = sqlite3_column_blob(statement, 2);
    struct iwmo_text sealed = {sqlite3_column_blob(statement, 3),
                               (size_t)sqlite3_column_bytes(statement, 3)};

    if (kept == NULL || sqlite3_column_bytes(statement, 2) != sizeof(mark) ||
        sqlite3_column_int64(statement, 0) != expected || version < 1 ||
        version > UINT32_MAX || sealed.size > IWMO_LEDGER_PIECE_BYTES ||
        (sealed.at == NULL && sealed.size > 0))
        return iwmo_sqlite_damaged(ledger, err);
    memcpy(&mark, kept, sizeof(mark));
    const struct iwmo_secret *secret = find_secret(ledger, (uint32_t)version);
    if (secret == NULL)
        return iwmo_fail(err, IWMO_MALFORMED,
                         "%s: the secret that opens a seal is not in this key file",
                         ledger->key_path);
    *plain = (struct iwmo_text){(const char *)ledger->room, sealed.size};
    return iwmo_unseal(
        ledger->sealer, secret,
        bind_to(&binding, ledger, message, name, expected, (uint32_t)version), sealed,
        &mark, ledger->room, err);
}

enum iwmo_status
iwmo_ledger_unseal(struct iwmo_ledger *ledger, uint64_t message, const char *name,
                   struct iwmo_drain drain, struct iwmo_error *err)
{
    enum iwmo_status status = make_room(ledger, err);
    bool has_row;

    if (status != IWMO_OK)
        return status;
    sqlite3_stmt *statement = iwmo_sqlite_prepare(ledger, IWMO_SQL_PIECES, err);
    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, message);
    iwmo_sqlite_bind_text(statement, 2, name);
    for (int64_t piece = 0; status == IWMO_OK; piece++) {
        struct iwmo_text plain = {NULL, 0};
        status = iwmo_sqlite_next(ledger, statement, &has_row, err);
        if (status != IWMO_OK || !has_row)
            break;
        status = open_piece(ledger, statement, message, name, piece, &plain, err);
        if (status == IWMO_OK)
            status = drain.write(drain.self, plain);
    }
    sqlite3_finalize(statement);
    return status;
}

/* ---- sealing anew ---- */

/* The next old piece after row `*after`; `*has_one`: there was one. */
static enum iwmo_status
reseal_one(struct iwmo_ledger *ledger, uint32_t newest, uint64_t *after, bool *has_one,
           struct iwmo_error *err)
{
    char name[33] = "";
    struct iwmo_text plain = {NULL, 0};
    sqlite3_stmt *old = iwmo_sqlite_ask(ledger, IWMO_SQL_OLD_PIECES, err);

    *has_one = false;
    if (old == NULL)
        return ledger->ask_status;
    sqlite3_bind_int64(old, 1, newest);
    sqlite3_bind_int64(old, 2, (int64_t)*after);
    enum iwmo_status status = iwmo_sqlite_next(ledger, old, has_one, err);
    if (status != IWMO_OK || !*has_one)
        return status;
    const int64_t piece = sqlite3_column_int64(old, 0);
    const uint64_t message = (uint64_t)sqlite3_column_int64(old, 4);
    const char *text = (const char *)sqlite3_column_text(old, 5);
    *after = (uint64_t)sqlite3_column_int64(old, 6);
    if (text == NULL || strlen(text) >= sizeof(name))
        status = iwmo_sqlite_damaged(ledger, err);
    else
        memcpy(name, text, strlen(text) + 1);
    if (status == IWMO_OK)
        status = open_piece(ledger, old, message, name, piece, &plain, err);
    sqlite3_reset(old);
    return status == IWMO_OK ? write_piece(ledger, IWMO_SQL_CHANGE_PIECE, message, name,
                                           piece, plain, err)
                             : status;
}

enum iwmo_status
iwmo_ledger_reseal(struct iwmo_ledger *ledger, size_t most, uint64_t *after,
                   size_t *done, struct iwmo_error *err)
{
    uint32_t newest;
    bool has_one = true;
    enum iwmo_status status = make_room(ledger, err);

    *done = 0;
    iwmo_secrets_seal(ledger->secrets, &newest);
    if (status == IWMO_OK)
        status = iwmo_ledger_begin(ledger, err);
    while (status == IWMO_OK && has_one && *done < most) {
        status = reseal_one(ledger, newest, after, &has_one, err);
        *done += status == IWMO_OK && has_one;
    }
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}

enum iwmo_status
iwmo_ledger_rotate(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);

    if (status != IWMO_OK)
        return status;
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "rotated", 0);
    status = iwmo_secrets_rotate(ledger->key_path, &ledger->secrets, err);
    if (status == IWMO_OK)
        status = iwmo_audit_add(ledger, &row, err);
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}

/* Within a transaction nobody else seals; who does so next reads the key file again. */
enum iwmo_status
iwmo_ledger_drop_secrets(struct iwmo_ledger *ledger, size_t *dropped,
                         struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "outdated", 0);
    bool has_row = false, has_old = true;
    uint32_t newest;

    *dropped = 0;
    if (status != IWMO_OK)
        return status;
    iwmo_secrets_seal(ledger->secrets, &newest);
    sqlite3_stmt *old = iwmo_sqlite_ask(ledger, IWMO_SQL_COUNT_OLD_PIECES, err);
    if (old != NULL) {
        sqlite3_bind_int64(old, 1, newest);
        status = iwmo_sqlite_next(ledger, old, &has_row, err);
        has_old = !has_row || sqlite3_column_int64(old, 0) > 0;
        sqlite3_reset(old);
    }
    if (old == NULL)
        status = ledger->ask_status;
    if (status == IWMO_OK && !has_old)
        status =
            iwmo_secrets_drop(ledger->key_path, newest, &ledger->secrets, dropped, err);
    if (status == IWMO_OK && *dropped > 0)
        status = iwmo_audit_add(ledger, &row, err);
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}
