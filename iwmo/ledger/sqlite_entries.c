#include "ledger/sqlite.h"

enum iwmo_status
iwmo_ledger_add_entry(struct iwmo_ledger *ledger, struct iwmo_entry *entry,
                      struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_ADD_ENTRY, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind(statement, iwmo_entry_columns, 1, entry);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK)
        return status;
    entry->id = (uint64_t)sqlite3_last_insert_rowid(ledger->db);
    if (!ledger->has_day)
        ledger->day = entry->day;
    return iwmo_audit_entry(ledger, "registered", entry, err);
}

enum iwmo_status
iwmo_ledger_change_entry(struct iwmo_ledger *ledger, const struct iwmo_entry *entry,
                         struct iwmo_error *err)
{
    struct iwmo_entry now;
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_CHANGE_ENTRY, err);

    if (statement == NULL)
        return ledger->ask_status;
    enum iwmo_status status = iwmo_sqlite_entry(ledger, entry->id, &now, err);
    if (status != IWMO_OK)
        return status;
    sqlite3_bind_int(statement, 1, (int)entry->state);
    iwmo_sqlite_bind_id(statement, 2, entry->answer);
    iwmo_sqlite_bind_text(statement, 3, entry->codes);
    sqlite3_bind_null(statement, 4);
    if (entry->verdict != '\0')
        sqlite3_bind_text(statement, 4, &entry->verdict, 1, SQLITE_STATIC);
    iwmo_sqlite_bind_id(statement, 5, entry->id);
    status = iwmo_sqlite_write(ledger, statement, err);
    if (status == IWMO_OK)
        status = iwmo_sqlite_entry(ledger, entry->id, &now, err);
    return status == IWMO_OK ? iwmo_audit_entry(ledger, "changed", &now, err) : status;
}

enum iwmo_status
iwmo_sqlite_entry(struct iwmo_ledger *ledger, uint64_t id, struct iwmo_entry *entry,
                  struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_ENTRY_BY_ID, err);

    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_id(statement, 1, id);
    return iwmo_sqlite_one(ledger, statement, iwmo_entry_columns, entry, err);
}

/* ---- questions ---- */

static sqlite3_stmt *
ask(struct iwmo_ledger *ledger, const struct iwmo_entry_question *question,
    struct iwmo_error *err)
{
    static const struct {
        enum iwmo_sql sql;
        int parameters; /* after the key: side, message, afzender, ontvanger */
        size_t key;     /* where it is in an entry */
    } forms[] = {
        [IWMO_ENTRY_BY_ID] = {IWMO_SQL_ENTRY_BY_ID, 0, 0},
        [IWMO_ENTRY_BY_IDENTIFICATIE] = {IWMO_SQL_ENTRY_BY_IDENTIFICATIE, 3,
                                         offsetof(struct iwmo_entry, identificatie)},
        [IWMO_ENTRY_BY_CONTENT] = {IWMO_SQL_ENTRY_BY_CONTENT, 4,
                                   offsetof(struct iwmo_entry, content)},
        [IWMO_ENTRY_BY_FILE] = {IWMO_SQL_ENTRY_BY_FILE, 1,
                                offsetof(struct iwmo_entry, file)},
        [IWMO_ENTRY_BY_CLIENT] = {IWMO_SQL_ENTRY_BY_CLIENT, 1,
                                  offsetof(struct iwmo_entry, client)},
        [IWMO_ENTRY_BY_ABOUT] = {IWMO_SQL_ENTRY_BY_ABOUT, 3,
                                 offsetof(struct iwmo_entry, about)},
    };
    const struct iwmo_entry *like = &question->like;
    const char *key = (const char *)like + forms[question->by].key;
    int parameters = forms[question->by].parameters;
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, forms[question->by].sql, err);

    if (statement == NULL)
        return NULL;
    if (question->by == IWMO_ENTRY_BY_ID)
        iwmo_sqlite_bind_id(statement, 1, like->id);
    else
        iwmo_sqlite_bind_key(statement, 1, (const struct iwmo_key *)key);
    if (parameters > 0)
        sqlite3_bind_int(statement, 2, (int)like->side);
    if (parameters > 1)
        iwmo_sqlite_bind_text(statement, 3, like->message);
    if (parameters > 2)
        iwmo_sqlite_bind_text(statement, 4, like->afzender);
    if (parameters > 3)
        iwmo_sqlite_bind_text(statement, 5, like->ontvanger);
    return statement;
}

enum iwmo_status
iwmo_sqlite_entries(void *self, const struct iwmo_entry_question *question,
                    struct iwmo_arena *arena, struct iwmo_entries *answer,
                    struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena, .size = sizeof(struct iwmo_entry)};
    struct iwmo_ledger *ledger = self;

    *answer = (struct iwmo_entries){0};
    sqlite3_stmt *statement = ask(ledger, question, err);
    if (statement == NULL)
        return ledger->ask_status;
    enum iwmo_status status =
        iwmo_sqlite_list(ledger, statement, iwmo_entry_columns, &list, err);
    if (status == IWMO_OK)
        *answer = (struct iwmo_entries){(struct iwmo_entry *)list.rows, list.count};
    return status;
}

enum iwmo_status
iwmo_ledger_each_entry(struct iwmo_ledger *ledger, uint64_t after,
                       enum iwmo_status (*each)(void *self,
                                                const struct iwmo_entry *entry),
                       void *self, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool has_row;

    sqlite3_stmt *statement = iwmo_sqlite_prepare(ledger, IWMO_SQL_EACH_ENTRY, err);
    if (statement == NULL)
        return ledger->ask_status;
    sqlite3_bind_int64(statement, 1, (int64_t)after);
    while (status == IWMO_OK &&
           (status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        struct iwmo_entry entry;
        status = iwmo_sqlite_read(ledger, statement, iwmo_entry_columns, &entry, err);
        if (status == IWMO_OK)
            status = each(self, &entry);
    }
    sqlite3_finalize(statement);
    return status;
}
