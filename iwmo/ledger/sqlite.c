#include "ledger/sqlite.h"

#include <string.h>

/* ---- failures ---- */

static enum iwmo_status
status_of(int code)
{
    if (code == SQLITE_IOERR_NOMEM)
        return IWMO_NO_MEMORY;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return IWMO_NO_MEMORY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_TOOBIG:
        return IWMO_LIMIT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: /* of our own statements: a table or column is not there */
    case SQLITE_MISMATCH:
    case SQLITE_FORMAT:
        return IWMO_MALFORMED;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return IWMO_USAGE;
    default:
        return IWMO_IO;
    }
}

enum iwmo_status
iwmo_sqlite_damaged(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    return iwmo_fail(err, IWMO_MALFORMED, "%s: this ledger is damaged", ledger->path);
}

enum iwmo_status
iwmo_sqlite_fail(struct iwmo_ledger *ledger, int code, struct iwmo_error *err)
{
    enum iwmo_status status = status_of(code);
    int cause = ledger->db != NULL ? sqlite3_system_errno(ledger->db) : 0;

    if (status == IWMO_MALFORMED)
        return iwmo_sqlite_damaged(ledger, err);
    if (status == IWMO_NO_MEMORY)
        return iwmo_fail(err, status, "out of memory");
    if (status == IWMO_LIMIT && (code & 0xFF) != SQLITE_TOOBIG)
        return iwmo_fail(err, status, "%s: others kept this ledger for %d seconds",
                         ledger->path, IWMO_LEDGER_WAIT_SECONDS);
    if (status == IWMO_IO && cause != 0)
        return iwmo_fail(err, status, "%s: %s: %s", ledger->path, sqlite3_errstr(code),
                         strerror(cause));
    return iwmo_fail(err, status, "%s: %s", ledger->path, sqlite3_errstr(code));
}

/* ---- statements ---- */

sqlite3_stmt *
iwmo_sqlite_prepare(struct iwmo_ledger *ledger, enum iwmo_sql which,
                    struct iwmo_error *err)
{
    struct iwmo_buffer text = {0};
    sqlite3_stmt *statement = NULL;

    ledger->ask_status = IWMO_OK;
    if (!iwmo_sql_text(which, &text)) {
        ledger->ask_status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    } else {
        int code = sqlite3_prepare_v3(ledger->db, text.at, (int)text.size + 1,
                                      SQLITE_PREPARE_PERSISTENT, &statement, NULL);
        if (code != SQLITE_OK)
            ledger->ask_status = iwmo_sqlite_fail(ledger, code, err);
    }
    iwmo_buffer_release(&text);
    return statement;
}

/* Is the time of the message at hand over?  Ending it always may. */
static bool
is_late(const struct iwmo_ledger *ledger, enum iwmo_sql which)
{
    struct timespec now;

    if (ledger->hold_seconds == 0 || !ledger->has_mark || which <= IWMO_SQL_UNDO)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > ledger->deadline.tv_sec ||
           (now.tv_sec == ledger->deadline.tv_sec &&
            now.tv_nsec > ledger->deadline.tv_nsec);
}

sqlite3_stmt *
iwmo_sqlite_ask(struct iwmo_ledger *ledger, enum iwmo_sql which, struct iwmo_error *err)
{
    if (is_late(ledger, which)) {
        ledger->ask_status =
            iwmo_fail(err, IWMO_LIMIT,
                      "it would keep others from the ledger for more than %u seconds; "
                      "nothing of it was booked",
                      ledger->hold_seconds);
        return NULL;
    }
    if (ledger->statements[which] == NULL)
        ledger->statements[which] = iwmo_sqlite_prepare(ledger, which, err);
    return ledger->statements[which];
}

enum iwmo_status
iwmo_sqlite_next(struct iwmo_ledger *ledger, sqlite3_stmt *statement, bool *has_row,
                 struct iwmo_error *err)
{
    int code = sqlite3_step(statement);
    enum iwmo_status status = IWMO_OK;

    *has_row = code == SQLITE_ROW;
    if (*has_row)
        return IWMO_OK;
    if (code != SQLITE_DONE)
        status = iwmo_sqlite_fail(ledger, code, err);
    sqlite3_reset(statement);
    return status;
}

enum iwmo_status
iwmo_sqlite_run(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                struct iwmo_error *err)
{
    bool has_row;
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, &has_row, err);

    if (has_row)
        sqlite3_reset(statement);
    return status;
}

enum iwmo_status
iwmo_sqlite_write(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                  struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_run(ledger, statement, err);

    if (status != IWMO_OK)
        ledger->is_spoiled = true;
    return status;
}

enum iwmo_status
iwmo_sqlite_exec(struct iwmo_ledger *ledger, const char *sql, struct iwmo_error *err)
{
    int code = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? IWMO_OK : iwmo_sqlite_fail(ledger, code, err);
}

enum iwmo_status
iwmo_sqlite_number(struct iwmo_ledger *ledger, const char *sql, int64_t *number,
                   struct iwmo_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL);

    *number = 0;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            *number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return IWMO_OK;
    return iwmo_sqlite_fail(ledger, code, err);
}

/* ---- binding ---- */

/* Only a copy can fail: of what stands in the cell. */
static bool
bind_cell(sqlite3_stmt *statement, int at, const struct iwmo_cell *cell)
{
    if (cell->type == IWMO_CELL_INTEGER)
        return sqlite3_bind_int64(statement, at, cell->integer) == SQLITE_OK;
    if (cell->type == IWMO_CELL_TEXT)
        return sqlite3_bind_text(statement, at, cell->text.at, (int)cell->text.size,
                                 cell->text.at == cell->room
                                     ? SQLITE_TRANSIENT
                                     : SQLITE_STATIC) == SQLITE_OK;
    if (cell->type == IWMO_CELL_BYTES)
        return sqlite3_bind_blob(statement, at, cell->text.at, (int)cell->text.size,
                                 SQLITE_STATIC) == SQLITE_OK;
    return sqlite3_bind_null(statement, at) == SQLITE_OK;
}

int
iwmo_sqlite_bind(sqlite3_stmt *statement, const struct iwmo_column *columns,
                 size_t skip, const void *row)
{
    int at = 1;

    for (columns += skip; columns->name != NULL; columns++, at++) {
        struct iwmo_cell cell;
        iwmo_column_get(columns, row, &cell);
        if (!bind_cell(statement, at, &cell))
            return 0;
    }
    return at;
}

void
iwmo_sqlite_bind_key(sqlite3_stmt *statement, int at, const struct iwmo_key *key)
{
    if (iwmo_key_is_absent(key))
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_blob(statement, at, key->bytes, sizeof(key->bytes), SQLITE_STATIC);
}

void
iwmo_sqlite_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void
iwmo_sqlite_bind_id(sqlite3_stmt *statement, int at, uint64_t id)
{
    if (id == 0)
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_int64(statement, at, (int64_t)id);
}

/* ---- reading ---- */

/* false: no memory to read it, or a type that we never write. */
static bool
read_cell(sqlite3_stmt *statement, int at, struct iwmo_cell *cell)
{
    switch (sqlite3_column_type(statement, at)) {
    case SQLITE_NULL:
        cell->type = IWMO_CELL_NULL;
        return true;
    case SQLITE_INTEGER:
        cell->type = IWMO_CELL_INTEGER;
        cell->integer = sqlite3_column_int64(statement, at);
        return true;
    case SQLITE_TEXT:
        cell->type = IWMO_CELL_TEXT;
        cell->text.at = (const char *)sqlite3_column_text(statement, at);
        break;
    case SQLITE_BLOB:
        cell->type = IWMO_CELL_BYTES;
        cell->text.at = sqlite3_column_blob(statement, at);
        break;
    default:
        return false;
    }
    cell->text.size = (size_t)sqlite3_column_bytes(statement, at);
    return cell->text.at != NULL;
}

enum iwmo_status
iwmo_sqlite_read(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                 const struct iwmo_column *columns, void *row, struct iwmo_error *err)
{
    for (int at = 0; columns->name != NULL; columns++, at++) {
        struct iwmo_cell cell;
        if (read_cell(statement, at, &cell) && iwmo_column_set(columns, row, &cell))
            continue;
        if (sqlite3_errcode(ledger->db) == SQLITE_NOMEM)
            return iwmo_sqlite_fail(ledger, SQLITE_NOMEM, err);
        return iwmo_sqlite_damaged(ledger, err);
    }
    return IWMO_OK;
}

enum iwmo_status
iwmo_sqlite_one(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                const struct iwmo_column *columns, void *row, struct iwmo_error *err)
{
    bool has_row;
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, &has_row, err);

    if (status != IWMO_OK)
        return status;
    if (!has_row)
        return iwmo_fail(err, IWMO_USAGE, "%s: no such number", ledger->path);
    status = iwmo_sqlite_read(ledger, statement, columns, row, err);
    sqlite3_reset(statement);
    return status;
}

void *
iwmo_sqlite_append(struct iwmo_sqlite_list *list)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 4 : 2 * list->room;
        char *rows = iwmo_arena_alloc(list->arena, room * list->size);
        if (rows == NULL)
            return NULL;
        if (list->rows != NULL)
            memcpy(rows, list->rows, list->count * list->size);
        list->rows = rows;
        list->room = room;
    }
    return list->rows + list->size * list->count++;
}

enum iwmo_status
iwmo_sqlite_list(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                 const struct iwmo_column *columns, struct iwmo_sqlite_list *list,
                 struct iwmo_error *err)
{
    enum iwmo_status status;
    bool has_row;

    while ((status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        void *row = iwmo_sqlite_append(list);
        if (row == NULL)
            status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        else
            status = iwmo_sqlite_read(ledger, statement, columns, row, err);
        if (status != IWMO_OK)
            break;
    }
    sqlite3_reset(statement);
    return status;
}
