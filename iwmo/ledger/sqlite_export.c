#include <stdio.h>

#include "ledger/keeping.h"
#include "ledger/sqlite.h"

struct link {
    uint64_t intake;
    struct iwmo_intake_link link;
};

struct audit {
    uint64_t id, subject;
    char event[16], detail[256];
    struct iwmo_date day;
    unsigned char digest[IWMO_DIGEST_BYTES], hash[IWMO_DIGEST_BYTES];
};

#define OF(row, title, m, type)                                                        \
    .name = title, .offset = offsetof(struct row, m),                                  \
    .size = sizeof(((struct row *)NULL)->m), .kind = IWMO_COLUMN_##type

static const struct iwmo_column link_columns[] = {
    {OF(link, "intake", intake, ID)},
    {OF(link, "gemeente", link.gemeente, TEXT)},
    {OF(link, "nummer", link.nummer, NUMBER), .absent = IWMO_ABSENT},
    {.name = NULL},
};

static const struct iwmo_column audit_columns[] = {
    {OF(audit, "id", id, ID)},
    {OF(audit, "event", event, TEXT)},
    {OF(audit, "day", day, DATE), .absent = INT32_MIN},
    {OF(audit, "subject", subject, ID)},
    {OF(audit, "detail", detail, TEXT)},
    {OF(audit, "digest", digest, KEY)},
    {OF(audit, "hash", hash, KEY)},
    {.name = NULL},
};

static const struct table {
    const char *name, *from;
    const struct iwmo_column *columns;
} tables[] = {
    {"entry", "entry ORDER BY id", iwmo_entry_columns},
    {"record", "record ORDER BY id", iwmo_record_columns},
    {"intake", "intake ORDER BY id", iwmo_intake_columns},
    {"link", "intake_link ORDER BY intake, gemeente, nummer", link_columns},
    {"note", "intake_note ORDER BY id", iwmo_note_columns},
    {"blocked", "blocked ORDER BY client", iwmo_blocked_columns},
    {"audit", "audit ORDER BY id", audit_columns},
};

static enum iwmo_status
prepare(struct iwmo_ledger *ledger, const struct table *table, sqlite3_stmt **statement,
        struct iwmo_error *err)
{
    struct iwmo_buffer sql = {0};
    const char *before = "SELECT ";

    for (const struct iwmo_column *column = table->columns; column->name != NULL;
         column++, before = ", ")
        iwmo_buffer_printf(&sql, "%s%s", before, column->name);
    iwmo_buffer_printf(&sql, " FROM %s", table->from);
    enum iwmo_status status = sql.failed;
    if (status == IWMO_OK) {
        const int code = sqlite3_prepare_v2(ledger->db, sql.at, -1, statement, NULL);
        if (code != SQLITE_OK)
            status = iwmo_sqlite_fail(ledger, code, err);
    } else {
        iwmo_fail(err, status, "out of memory");
    }
    iwmo_buffer_release(&sql);
    return status;
}

static enum iwmo_status
export_table(struct iwmo_ledger *ledger, const struct table *table,
             iwmo_ledger_row_fn *each, void *self, struct iwmo_error *err)
{
    union {
        struct iwmo_entry entry;
        struct iwmo_stored stored;
        struct iwmo_intake intake;
        struct iwmo_intake_note note;
        struct iwmo_blocked blocked;
        struct link link;
        struct audit audit;
    } row;
    sqlite3_stmt *statement = NULL;
    bool has_row;
    enum iwmo_status status = prepare(ledger, table, &statement, err);

    while (status == IWMO_OK) {
        status = iwmo_sqlite_next(ledger, statement, &has_row, err);
        if (status != IWMO_OK || !has_row)
            break;
        row = (__typeof__(row)){0};
        status = iwmo_sqlite_read(ledger, statement, table->columns, &row, err);
        if (status == IWMO_OK)
            status = each(self, table->name, table->columns, &row);
    }
    sqlite3_finalize(statement);
    return status;
}

enum iwmo_status
iwmo_ledger_export(struct iwmo_ledger *ledger, iwmo_ledger_row_fn *each, void *self,
                   struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_exec(ledger, "BEGIN", err);

    if (status != IWMO_OK)
        return status;
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && status == IWMO_OK; i++)
        status = export_table(ledger, &tables[i], each, self, err);
    (void)!iwmo_sqlite_exec(ledger, "ROLLBACK", NULL);
    return status;
}
