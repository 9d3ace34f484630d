#include <stdio.h>
#include <string.h>

#include "ledger/sqlite.h"

/* ---- intakes ---- */

enum iwmo_status
iwmo_sqlite_intake(struct iwmo_ledger *ledger, uint64_t id, struct iwmo_intake *intake,
                   struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_INTAKE, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, id);
    return iwmo_sqlite_one(ledger, statement, iwmo_intake_columns, intake, err);
}

enum iwmo_status
iwmo_ledger_put_intake(struct iwmo_ledger *ledger, struct iwmo_intake *intake,
                       struct iwmo_error *err)
{
    bool is_new = intake->id == 0;
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(
        ledger, is_new ? IWMO_SQL_ADD_INTAKE : IWMO_SQL_CHANGE_INTAKE, err);

    if (statement == NULL)
        return ledger->ask_status;
    int last = iwmo_sqlite_bind(statement, iwmo_intake_columns, 1, intake);
    if (!is_new)
        iwmo_sqlite_bind_id(statement, last, intake->id);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK)
        return status;
    if (is_new)
        intake->id = (uint64_t)sqlite3_last_insert_rowid(ledger->db);
    return iwmo_audit_intake(ledger, "intake", intake->id, err);
}

enum iwmo_status
iwmo_ledger_link_intake(struct iwmo_ledger *ledger, uint64_t intake,
                        const char *gemeente, int64_t nummer, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_ADD_LINK, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, intake);
    iwmo_sqlite_bind_text(statement, 2, gemeente);
    sqlite3_bind_int64(statement, 3, nummer);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK || sqlite3_changes(ledger->db) == 0)
        return status;
    return iwmo_audit_intake(ledger, "linked", intake, err);
}

enum iwmo_status
iwmo_ledger_intakes(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                    const char *aanbieder, struct iwmo_arena *arena,
                    struct iwmo_intakes *answer, struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena, .size = sizeof(struct iwmo_intake)};
    sqlite3_stmt *statement = iwmo_sqlite_ask(
        ledger,
        client != NULL ? IWMO_SQL_INTAKES_OF_CLIENT : IWMO_SQL_INTAKES_OF_AANBIEDER,
        err);

    *answer = (struct iwmo_intakes){0};
    if (statement == NULL)
        return ledger->ask_status;
    if (client != NULL)
        iwmo_sqlite_bind_key(statement, 1, client);
    iwmo_sqlite_bind_text(statement, client != NULL ? 2 : 1, aanbieder);
    enum iwmo_status status =
        iwmo_sqlite_list(ledger, statement, iwmo_intake_columns, &list, err);
    if (status == IWMO_OK)
        *answer = (struct iwmo_intakes){(struct iwmo_intake *)list.rows, list.count};
    return status;
}

/* All rows that a statement finds by `id`. */
static enum iwmo_status
list_of(struct iwmo_ledger *ledger, enum iwmo_sql which, uint64_t id,
        const struct iwmo_column *columns, struct iwmo_sqlite_list *list,
        struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, which, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, id);
    return iwmo_sqlite_list(ledger, statement, columns, list, err);
}

enum iwmo_status
iwmo_ledger_intake_links(struct iwmo_ledger *ledger, uint64_t intake,
                         struct iwmo_arena *arena, struct iwmo_intake_link **links,
                         size_t *count, struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena,
                                    .size = sizeof(struct iwmo_intake_link)};
    enum iwmo_status status =
        list_of(ledger, IWMO_SQL_LINKS, intake, iwmo_link_columns, &list, err);

    *links = status == IWMO_OK ? (struct iwmo_intake_link *)list.rows : NULL;
    *count = status == IWMO_OK ? list.count : 0;
    return status;
}

/* ---- notes ---- */

enum iwmo_status
iwmo_ledger_note_intake(struct iwmo_ledger *ledger, const struct iwmo_intake_note *note,
                        struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_ADD_NOTE, err);

    if (statement == NULL)
        return ledger->ask_status;
    int last = iwmo_sqlite_bind(statement, iwmo_note_columns, 1, note);
    iwmo_sqlite_bind_id(statement, last, note->message);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    return status == IWMO_OK ? iwmo_audit_touch(ledger, note->message, err) : status;
}

enum iwmo_status
iwmo_ledger_change_note(struct iwmo_ledger *ledger, const struct iwmo_intake_note *note,
                        struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_CHANGE_NOTE, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind(statement, iwmo_note_columns, 0, note);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK || sqlite3_changes(ledger->db) == 0)
        return status;
    return iwmo_audit_touch(ledger, note->message, err);
}

enum iwmo_status
iwmo_ledger_intake_notes(struct iwmo_ledger *ledger, uint64_t message,
                         struct iwmo_arena *arena, struct iwmo_intake_note **notes,
                         size_t *count, struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena,
                                    .size = sizeof(struct iwmo_intake_note)};
    enum iwmo_status status =
        list_of(ledger, IWMO_SQL_NOTES, message, iwmo_note_columns, &list, err);

    *notes = status == IWMO_OK ? (struct iwmo_intake_note *)list.rows : NULL;
    *count = status == IWMO_OK ? list.count : 0;
    return status;
}

/* ---- blocks ---- */

void
iwmo_audit_digest_client(struct iwmo_digest *digest, const struct iwmo_key *client)
{
    iwmo_digest_reset(digest);
    iwmo_digest_add(digest, client->bytes, sizeof(client->bytes));
}

static enum iwmo_status
audit_block(struct iwmo_ledger *ledger, const struct iwmo_key *client, bool is_blocked,
            struct iwmo_date day, struct iwmo_error *err)
{
    struct iwmo_audit_row row =
        iwmo_audit_row_of(ledger, is_blocked ? "blocked" : "lifted", 0);

    row.day = day;
    row.has_day = row.has_digest = true;
    iwmo_audit_digest_client(ledger->digest, client);
    enum iwmo_status status = iwmo_digest_finish_bytes(ledger->digest, row.digest, err);
    return status == IWMO_OK ? iwmo_audit_add(ledger, &row, err) : status;
}

enum iwmo_status
iwmo_ledger_block(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                  bool is_blocked, struct iwmo_date day, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(
        ledger, is_blocked ? IWMO_SQL_ADD_BLOCK : IWMO_SQL_DROP_BLOCK, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_key(statement, 1, client);
    if (is_blocked)
        sqlite3_bind_int(statement, 2, day.days);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK || sqlite3_changes(ledger->db) == 0)
        return status;
    return audit_block(ledger, client, is_blocked, day, err);
}

enum iwmo_status
iwmo_ledger_is_blocked(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                       bool *is_blocked, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_IS_BLOCKED, err);

    *is_blocked = false;
    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_key(statement, 1, client);
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, is_blocked, err);
    if (*is_blocked)
        sqlite3_reset(statement);
    return status;
}
