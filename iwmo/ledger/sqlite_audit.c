#include <stdio.h>
#include <string.h>

#include "ledger/sqlite.h"

/* ---- the chain ---- */

void
iwmo_audit_start(const struct iwmo_ledger *ledger,
                 unsigned char hash[IWMO_DIGEST_BYTES])
{
    memset(hash, 0, IWMO_DIGEST_BYTES);
    memcpy(hash, ledger->id, IWMO_LEDGER_ID_BYTES);
}

static void
add_number(struct iwmo_digest *digest, uint64_t number)
{
    unsigned char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (56 - 8 * i));
    iwmo_digest_add(digest, bytes, sizeof(bytes));
}

static void
add_text(struct iwmo_digest *digest, const char *text)
{
    add_number(digest, strlen(text));
    iwmo_digest_add(digest, text, strlen(text));
}

enum iwmo_status
iwmo_audit_hash(struct iwmo_ledger *ledger,
                const unsigned char before[IWMO_DIGEST_BYTES],
                const struct iwmo_audit_row *row, unsigned char hash[IWMO_DIGEST_BYTES],
                struct iwmo_error *err)
{
    struct iwmo_digest *digest = ledger->digest;

    iwmo_digest_reset(digest);
    iwmo_digest_add(digest, before, IWMO_DIGEST_BYTES);
    add_number(digest, row->id);
    add_text(digest, row->event);
    add_number(digest, row->has_day);
    add_number(digest, row->has_day ? (uint64_t)(int64_t)row->day.days : 0);
    add_number(digest, row->subject);
    add_text(digest, row->detail);
    add_number(digest, row->has_digest);
    if (row->has_digest)
        iwmo_digest_add(digest, row->digest, IWMO_DIGEST_BYTES);
    return iwmo_digest_finish_bytes(digest, hash, err);
}

enum iwmo_status
iwmo_audit_read_head(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    bool has_row;

    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_LAST_AUDIT, err);
    if (statement == NULL)
        return ledger->ask_status;
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, &has_row, err);
    if (status != IWMO_OK)
        return status;
    ledger->head.id = 0;
    iwmo_audit_start(ledger, ledger->head.hash);
    if (has_row) {
        const void *hash = sqlite3_column_blob(statement, 1);
        ledger->head.id = (uint64_t)sqlite3_column_int64(statement, 0);
        if (hash != NULL && sqlite3_column_bytes(statement, 1) == IWMO_DIGEST_BYTES)
            memcpy(ledger->head.hash, hash, IWMO_DIGEST_BYTES);
        else
            status = iwmo_sqlite_damaged(ledger, err);
    }
    sqlite3_reset(statement);
    return status;
}

enum iwmo_status
iwmo_audit_add(struct iwmo_ledger *ledger, struct iwmo_audit_row *row,
               struct iwmo_error *err)
{
    struct iwmo_audit_head next = {.id = ledger->head.id + 1};

    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_ADD_AUDIT, err);
    if (statement == NULL)
        return ledger->ask_status;
    row->id = next.id;
    enum iwmo_status status =
        iwmo_audit_hash(ledger, ledger->head.hash, row, next.hash, err);
    if (status != IWMO_OK)
        return status;
    iwmo_sqlite_bind_id(statement, 1, row->id);
    iwmo_sqlite_bind_text(statement, 2, row->event);
    sqlite3_bind_null(statement, 3);
    if (row->has_day)
        sqlite3_bind_int(statement, 3, row->day.days);
    iwmo_sqlite_bind_id(statement, 4, row->subject);
    iwmo_sqlite_bind_text(statement, 5, row->detail);
    sqlite3_bind_null(statement, 6);
    if (row->has_digest)
        sqlite3_bind_blob(statement, 6, row->digest, IWMO_DIGEST_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(statement, 7, next.hash, IWMO_DIGEST_BYTES, SQLITE_STATIC);
    status = iwmo_sqlite_write(ledger, statement, err);
    if (status == IWMO_OK)
        ledger->head = next;
    return status;
}

/* ---- rows about entries and intakes ---- */

/* A row of this event, on the day of the transaction. */
struct iwmo_audit_row
iwmo_audit_row_of(const struct iwmo_ledger *ledger, const char *event, uint64_t subject)
{
    struct iwmo_audit_row row = {.subject = subject, .day = ledger->day};

    row.has_day = !iwmo_date_equal(ledger->day, IWMO_DATE_OPEN_BEGIN);
    snprintf(row.event, sizeof(row.event), "%s", event);
    return row;
}

enum iwmo_status
iwmo_audit_entry(struct iwmo_ledger *ledger, const char *event,
                 const struct iwmo_entry *entry, struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, event, entry->id);

    row.has_digest = true;
    snprintf(row.detail, sizeof(row.detail), "%s", iwmo_entry_state_name(entry->state));
    iwmo_digest_reset(ledger->digest);
    iwmo_columns_digest(iwmo_entry_columns, entry, ledger->digest);
    enum iwmo_status status = iwmo_digest_finish_bytes(ledger->digest, row.digest, err);
    return status == IWMO_OK ? iwmo_audit_add(ledger, &row, err) : status;
}

enum iwmo_status
iwmo_audit_digest_intake(struct iwmo_ledger *ledger, const struct iwmo_intake *intake,
                         unsigned char digest[IWMO_DIGEST_BYTES],
                         struct iwmo_error *err)
{
    sqlite3_stmt *links = iwmo_sqlite_ask(ledger, IWMO_SQL_LINKS, err);
    enum iwmo_status status;
    bool has_row;

    if (links == NULL)
        return ledger->ask_status;
    iwmo_digest_reset(ledger->digest);
    iwmo_columns_digest(iwmo_intake_columns, intake, ledger->digest);
    iwmo_sqlite_bind_id(links, 1, intake->id);
    while ((status = iwmo_sqlite_next(ledger, links, &has_row, err)) == IWMO_OK &&
           has_row) {
        const char *gemeente = (const char *)sqlite3_column_text(links, 0);
        add_text(ledger->digest, gemeente != NULL ? gemeente : "");
        add_number(ledger->digest, (uint64_t)sqlite3_column_int64(links, 1));
    }
    if (status != IWMO_OK)
        return status;
    return iwmo_digest_finish_bytes(ledger->digest, digest, err);
}

enum iwmo_status
iwmo_audit_intake(struct iwmo_ledger *ledger, const char *event, uint64_t intake,
                  struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, event, intake);
    struct iwmo_intake now;

    enum iwmo_status status = iwmo_sqlite_intake(ledger, intake, &now, err);
    if (status == IWMO_OK)
        status = iwmo_audit_digest_intake(ledger, &now, row.digest, err);
    row.has_digest = true;
    snprintf(row.detail, sizeof(row.detail), "%s", now.is_open ? "open" : "closed");
    return status == IWMO_OK ? iwmo_audit_add(ledger, &row, err) : status;
}

/* ---- the contents of a message ---- */

/* Add all rows of a statement about `message` to the digest. */
static enum iwmo_status
add_rows(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
         const struct iwmo_column *columns, void *row, bool *is_empty,
         struct iwmo_error *err)
{
    enum iwmo_status status;
    bool has_row;

    while ((status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        status = iwmo_sqlite_read(ledger, statement, columns, row, err);
        if (status != IWMO_OK)
            break;
        *is_empty = false;
        iwmo_columns_digest(columns, row, ledger->digest);
    }
    sqlite3_reset(statement);
    return status;
}

static enum iwmo_status
add_records(struct iwmo_ledger *ledger, uint64_t message, bool *is_empty,
            struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_RECORDS_OF_MESSAGE, err);
    struct iwmo_stored stored = {.side = IWMO_SIDE_GEMEENTE};

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_range(statement, 1, message);
    return add_rows(ledger, statement, iwmo_record_columns, &stored, is_empty, err);
}

static enum iwmo_status
add_notes(struct iwmo_ledger *ledger, uint64_t message, bool *is_empty,
          struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_NOTES, err);
    struct iwmo_intake_note note = {0};

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, message);
    return add_rows(ledger, statement, iwmo_note_columns, &note, is_empty, err);
}

/* The marks of sealed pieces: their tags stand for the bytes. */
static enum iwmo_status
add_pieces(struct iwmo_ledger *ledger, uint64_t message, bool *is_empty,
           struct iwmo_error *err)
{
    sqlite3_stmt *pieces = iwmo_sqlite_ask(ledger, IWMO_SQL_PIECE_MARKS, err);
    enum iwmo_status status;
    bool has_row;

    if (pieces == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(pieces, 1, message);
    while ((status = iwmo_sqlite_next(ledger, pieces, &has_row, err)) == IWMO_OK &&
           has_row) {
        const char *name = (const char *)sqlite3_column_text(pieces, 0);
        const void *mark = sqlite3_column_blob(pieces, 3);
        *is_empty = false;
        add_text(ledger->digest, name != NULL ? name : "");
        add_number(ledger->digest, (uint64_t)sqlite3_column_int64(pieces, 1));
        add_number(ledger->digest, (uint64_t)sqlite3_column_int64(pieces, 2));
        iwmo_digest_add(ledger->digest, mark, (size_t)sqlite3_column_bytes(pieces, 3));
    }
    return status;
}

enum iwmo_status
iwmo_audit_digest_contents(struct iwmo_ledger *ledger, uint64_t message,
                           unsigned char digest[IWMO_DIGEST_BYTES], bool *is_empty,
                           struct iwmo_error *err)
{
    *is_empty = true;
    iwmo_digest_reset(ledger->digest);
    enum iwmo_status status = add_records(ledger, message, is_empty, err);
    if (status == IWMO_OK)
        status = add_notes(ledger, message, is_empty, err);
    if (status == IWMO_OK)
        status = add_pieces(ledger, message, is_empty, err);
    if (status != IWMO_OK)
        return status;
    return iwmo_digest_finish_bytes(ledger->digest, digest, err);
}

enum iwmo_status
iwmo_audit_touch(struct iwmo_ledger *ledger, uint64_t message, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = ledger->touched_count; i-- > 0;)
        if (ledger->touched[i] == message)
            return IWMO_OK;
    if (ledger->touched_count == IWMO_LEDGER_TOUCHED)
        status = iwmo_audit_flush(ledger, err);
    if (status == IWMO_OK)
        ledger->touched[ledger->touched_count++] = message;
    return status;
}

enum iwmo_status
iwmo_audit_flush(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < ledger->touched_count && status == IWMO_OK; i++) {
        struct iwmo_audit_row row =
            iwmo_audit_row_of(ledger, "contents", ledger->touched[i]);
        bool is_empty;
        status =
            iwmo_audit_digest_contents(ledger, row.subject, row.digest, &is_empty, err);
        row.has_digest = true;
        if (status == IWMO_OK)
            status = iwmo_audit_add(ledger, &row, err);
    }
    ledger->touched_count = 0;
    if (status != IWMO_OK)
        ledger->is_spoiled = true;
    return status;
}
