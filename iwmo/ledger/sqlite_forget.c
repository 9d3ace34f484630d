#include "ledger/forget.h"

#include <stdio.h>

#include "ledger/sqlite.h"

/* Run a statement whose one parameter, or range of records, is about `message`; adds
 * how many rows it took. */
static enum iwmo_status
take(struct iwmo_ledger *ledger, enum iwmo_sql which, uint64_t number,
     const struct iwmo_key *client, uint64_t *taken, struct iwmo_error *err)
{
    const bool is_range =
        which == IWMO_SQL_FORGET_RECORDS || which == IWMO_SQL_FORGET_LINES;
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, which, err);

    if (statement == NULL)
        return ledger->ask_status;
    if (is_range)
        iwmo_sqlite_bind_range(statement, 1, number);
    else
        iwmo_sqlite_bind_id(statement, 1, number);
    if (client != NULL)
        iwmo_sqlite_bind_key(statement, 3, client);
    const enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status == IWMO_OK)
        *taken += (uint64_t)sqlite3_changes(ledger->db);
    return status;
}

enum iwmo_status
iwmo_ledger_forget_message(struct iwmo_ledger *ledger, uint64_t message,
                           struct iwmo_forgotten *forgotten, struct iwmo_error *err)
{
    struct iwmo_entry entry;
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK) /* rows about what it was come first */
        status = iwmo_audit_flush(ledger, err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_RECORDS, message, NULL,
                      &forgotten->records, err);
    if (status == IWMO_OK)
        status =
            take(ledger, IWMO_SQL_FORGET_NOTES, message, NULL, &forgotten->notes, err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_PIECES, message, NULL, &forgotten->pieces,
                      err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_CLIENT, message, NULL,
                      &forgotten->messages, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_entry(ledger, message, &entry, err);
    return status == IWMO_OK ? iwmo_audit_entry(ledger, "forgotten", &entry, err)
                             : status;
}

enum iwmo_status
iwmo_ledger_forget_client(struct iwmo_ledger *ledger, uint64_t message,
                          const struct iwmo_key *client,
                          struct iwmo_forgotten *forgotten, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_LINES, message, client,
                      &forgotten->records, err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_PIECES, message, NULL, &forgotten->pieces,
                      err);
    return status == IWMO_OK ? iwmo_audit_touch(ledger, message, err) : status;
}

/* Notes on an intake, message by message: each is touched when its notes are gone. */
static enum iwmo_status
forget_notes_on(struct iwmo_ledger *ledger, uint64_t intake, uint64_t *taken,
                struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool has_row = true;

    while (status == IWMO_OK) {
        sqlite3_stmt *noted = iwmo_sqlite_ask_write(ledger, IWMO_SQL_NOTED, err);
        if (noted == NULL)
            return ledger->ask_status;
        iwmo_sqlite_bind_id(noted, 1, intake);
        status = iwmo_sqlite_next(ledger, noted, &has_row, err);
        if (status != IWMO_OK || !has_row)
            break;
        const uint64_t message = (uint64_t)sqlite3_column_int64(noted, 0);
        sqlite3_reset(noted);
        status = take(ledger, IWMO_SQL_FORGET_NOTES, message, NULL, taken, err);
        if (status == IWMO_OK)
            status = iwmo_audit_touch(ledger, message, err);
    }
    return status;
}

enum iwmo_status
iwmo_ledger_forget_intake(struct iwmo_ledger *ledger, uint64_t intake,
                          struct iwmo_forgotten *forgotten, struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "dropped", intake);
    uint64_t links = 0;
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK)
        status = forget_notes_on(ledger, intake, &forgotten->notes, err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_LINKS, intake, NULL, &links, err);
    if (status == IWMO_OK)
        status = take(ledger, IWMO_SQL_FORGET_INTAKE, intake, NULL, &forgotten->intakes,
                      err);
    return status == IWMO_OK ? iwmo_audit_add(ledger, &row, err) : status;
}

enum iwmo_status
iwmo_ledger_note_act(struct iwmo_ledger *ledger, const char *event, const char *detail,
                     const struct iwmo_key *client, char proof[IWMO_DIGEST_TEXT],
                     struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, event, 0);
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    snprintf(row.detail, sizeof(row.detail), "%s", detail);
    if (status == IWMO_OK)
        status = iwmo_audit_flush(ledger, err);
    if (status == IWMO_OK && client != NULL) {
        row.has_digest = true;
        iwmo_audit_digest_client(ledger->digest, client);
        status = iwmo_digest_finish_bytes(ledger->digest, row.digest, err);
    }
    for (size_t i = 0; proof != NULL && i < IWMO_DIGEST_BYTES; i++)
        snprintf(&proof[2 * i], 3, "%02x", row.digest[i]);
    return status == IWMO_OK ? iwmo_audit_add(ledger, &row, err) : status;
}

enum iwmo_status
iwmo_ledger_messages_about(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                           struct iwmo_arena *arena, uint64_t **messages, size_t *count,
                           struct iwmo_error *err)
{
    static const struct iwmo_column columns[] = {
        {.name = "message", .size = sizeof(uint64_t), .kind = IWMO_COLUMN_ID},
        {.name = NULL},
    };
    struct iwmo_sqlite_list list = {.arena = arena, .size = sizeof(uint64_t)};
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_MESSAGES_ABOUT, err);

    *messages = NULL;
    *count = 0;
    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_key(statement, 1, client);
    const enum iwmo_status status =
        iwmo_sqlite_list(ledger, statement, columns, &list, err);
    *messages = (uint64_t *)(void *)list.rows;
    *count = list.count;
    return status;
}

enum iwmo_status
iwmo_ledger_is_sealed(struct iwmo_ledger *ledger, uint64_t message, bool *is_sealed,
                      struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_PIECE_MARKS, err);

    *is_sealed = false;
    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, message);
    const enum iwmo_status status = iwmo_sqlite_next(ledger, statement, is_sealed, err);
    sqlite3_reset(statement);
    return status;
}

void
iwmo_ledger_settle(struct iwmo_ledger *ledger)
{
    sqlite3_wal_checkpoint_v2(ledger->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}
