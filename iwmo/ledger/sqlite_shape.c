#include <string.h>

#include "ledger/sqlite.h"

/* The shape of the schema: its tables with their columns, and its indexes, against
 * those that a new ledger of this version has. */

/* A line per table and index, and per trigger or view that may be there. */
static const char shape[] =
    "SELECT CASE m.type"
    " WHEN 'table' THEN 'table ' || m.name || ': ' ||"
    "  (SELECT group_concat(c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' ||"
    "    c.pk, ', ') FROM pragma_table_info(m.name) c)"
    " WHEN 'index' THEN 'index ' || m.name || ': ' || m.tbl_name || ' ' ||"
    "  (SELECT l.\"unique\" || l.partial FROM pragma_index_list(m.tbl_name) l"
    "   WHERE l.name = m.name) || ' ' ||"
    "  (SELECT group_concat(coalesce(i.name, '-'), ', ') FROM "
    "pragma_index_info(m.name) i)"
    " ELSE m.type || ' ' || m.name || ': ' || m.tbl_name END,"
    " m.type, m.sql LIKE 'CREATE UNIQUE%'"
    " FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1";

struct look {
    struct iwmo_ledger *ledger;
    struct iwmo_buffer expected; /* lines, each between line ends */
    struct iwmo_buffer found;
    char wrong[100]; /* the first that is not as it should be */
};

static void
note_wrong(struct look *look, const char *line)
{
    size_t size = strcspn(line, ":\n");

    if (look->wrong[0] == '\0' && size < sizeof(look->wrong))
        memcpy(look->wrong, line, size);
}

static bool
has_line(const struct iwmo_buffer *lines, const char *line, size_t size)
{
    for (const char *at = lines->at; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\n");
        if (length == size && memcmp(at, line, size) == 0)
            return true;
        at += length + (at[length] == '\n');
    }
    return false;
}

static int
add_lines(sqlite3 *db, struct iwmo_buffer *lines, struct look *look)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, shape, -1, &statement, NULL);

    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(statement, 0);
        const char *type = (const char *)sqlite3_column_text(statement, 1);
        bool is_unique = sqlite3_column_int64(statement, 2) != 0;

        code = SQLITE_OK;
        if (line == NULL || type == NULL)
            continue;
        iwmo_buffer_text(lines, line);
        iwmo_buffer_char(lines, '\n');
        /* one more index to search by changes nothing; all else could */
        if (lines == &look->found && (strcmp(type, "index") != 0 || is_unique) &&
            !has_line(&look->expected, line, strlen(line)))
            note_wrong(look, line);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The triggers of the audit trail may be gone: what they guard is checked.  Without
 * those that add up what was declared the sums would be wrong. */
static void
note_missing(struct look *look)
{
    for (const char *at = look->expected.at; at != NULL && *at != '\0';) {
        size_t size = strcspn(at, "\n");
        if (strncmp(at, "trigger audit_", 14) != 0 && !has_line(&look->found, at, size))
            note_wrong(look, at);
        at += size + (at[size] == '\n');
    }
}

/* What a new ledger has, in memory. */
static int
expect(struct look *look)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(":memory:", &db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    for (int version = 0; code == SQLITE_OK && version < IWMO_LEDGER_VERSION;
         version++) {
        struct iwmo_buffer sql = {0};
        iwmo_sqlite_schema(version, &sql);
        code = sql.failed == IWMO_OK ? sqlite3_exec(db, sql.at, NULL, NULL, NULL)
                                     : SQLITE_NOMEM;
        iwmo_buffer_release(&sql);
    }
    if (code == SQLITE_OK)
        code = add_lines(db, &look->expected, look);
    sqlite3_close(db);
    return code;
}

enum iwmo_status
iwmo_sqlite_check_shape(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct look look = {.ledger = ledger};
    enum iwmo_status status = IWMO_OK;
    int code = expect(&look);

    if (code == SQLITE_OK)
        code = add_lines(ledger->db, &look.found, &look);
    if (code == SQLITE_OK)
        note_missing(&look);
    if (code != SQLITE_OK)
        status = iwmo_sqlite_fail(ledger, code, err);
    else if (look.expected.failed != IWMO_OK || look.found.failed != IWMO_OK)
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    else if (look.wrong[0] != '\0')
        status = iwmo_fail(err, IWMO_MALFORMED,
                           "%s: damaged: not as a ledger of version %d should be: %s; "
                           "put back a backup",
                           ledger->path, IWMO_LEDGER_VERSION, look.wrong);
    iwmo_buffer_release(&look.expected);
    iwmo_buffer_release(&look.found);
    return status;
}
