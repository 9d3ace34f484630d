#include "ledger/sqlite.h"

/* Transactions, and marks within them: what may be written when, and what is undone. */

enum iwmo_status
iwmo_sqlite_may_write(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    if (!ledger->is_open)
        return iwmo_fail(err, IWMO_USAGE, "the ledger is written to in a transaction");
    if (!ledger->is_spoiled && !sqlite3_get_autocommit(ledger->db))
        return IWMO_OK;
    ledger->is_spoiled = true; /* SQLite itself may have rolled back: disk full */
    return iwmo_fail(err, IWMO_IO, "%s: an earlier write failed", ledger->path);
}

bool
iwmo_ledger_is_sound(const struct iwmo_ledger *ledger)
{
    return ledger->is_open && !ledger->is_spoiled &&
           !sqlite3_get_autocommit(ledger->db);
}

sqlite3_stmt *
iwmo_sqlite_ask_write(struct iwmo_ledger *ledger, enum iwmo_sql which,
                      struct iwmo_error *err)
{
    ledger->ask_status = iwmo_sqlite_may_write(ledger, err);
    if (ledger->ask_status != IWMO_OK)
        return NULL;
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, which, err);
    ledger->is_spoiled = statement == NULL;
    return statement;
}

static enum iwmo_status
run(struct iwmo_ledger *ledger, enum iwmo_sql which, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, which, err);

    if (statement == NULL)
        return ledger->ask_status;
    return iwmo_sqlite_run(ledger, statement, err);
}

enum iwmo_status
iwmo_ledger_begin(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    if (ledger->is_open)
        return iwmo_fail(err, IWMO_USAGE, "a transaction is open already");
    if (ledger->is_read_only)
        return iwmo_fail(err, IWMO_IO, "%s: may not be written to", ledger->path);
    enum iwmo_status status = run(ledger, IWMO_SQL_BEGIN, err);
    if (status != IWMO_OK)
        return status;
    ledger->is_open = true;
    ledger->is_spoiled = ledger->has_mark = false;
    ledger->touched_count = 0;
    ledger->changes = sqlite3_total_changes(ledger->db);
    status = iwmo_audit_read_head(ledger, err);
    ledger->begun_at = ledger->head.id;
    if (status == IWMO_OK)
        status = iwmo_head_check(ledger, err);
    if (status == IWMO_OK) /* whoever writes to it has our turn to write */
        status = iwmo_sqlite_refresh_key(ledger, err);
    if (status != IWMO_OK)
        iwmo_ledger_rollback(ledger);
    return status;
}

enum iwmo_status
iwmo_ledger_commit(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK)
        status = iwmo_audit_flush(ledger, err);
    if (status == IWMO_OK)
        status = run(ledger, IWMO_SQL_COMMIT, err);
    if (status != IWMO_OK) {
        iwmo_ledger_rollback(ledger);
        return status;
    }
    ledger->is_open = false;
    if (ledger->head.id != ledger->begun_at)
        iwmo_head_write(ledger);
    return IWMO_OK;
}

enum iwmo_status
iwmo_ledger_accept_head(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "accepted", 0);

    ledger->accepts_head = true;
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);
    if (status == IWMO_OK)
        status = iwmo_audit_add(ledger, &row, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_commit(ledger, err);
    else
        iwmo_ledger_rollback(ledger);
    ledger->accepts_head = false;
    return status;
}

void
iwmo_ledger_rollback(struct iwmo_ledger *ledger)
{
    if (ledger->is_open && !sqlite3_get_autocommit(ledger->db))
        (void)!run(ledger, IWMO_SQL_ROLLBACK, NULL);
    ledger->is_open = ledger->has_mark = false;
    ledger->touched_count = 0;
}

enum iwmo_status
iwmo_ledger_mark(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK && ledger->has_mark)
        status = iwmo_fail(err, IWMO_USAGE, "a mark is set already");
    if (status == IWMO_OK)
        status = iwmo_audit_flush(ledger, err);
    /* a savepoint keeps each page as it was, and a large message changes many: one that
     * comes first in its transaction has that to go back to */
    ledger->is_whole = sqlite3_total_changes(ledger->db) == ledger->changes;
    if (status == IWMO_OK && !ledger->is_whole)
        status = run(ledger, IWMO_SQL_MARK, err);
    if (status != IWMO_OK)
        return status;
    ledger->has_mark = true;
    ledger->marked_head = ledger->head;
    clock_gettime(CLOCK_MONOTONIC, &ledger->deadline);
    ledger->deadline.tv_sec += ledger->hold_seconds;
    return IWMO_OK;
}

enum iwmo_status
iwmo_ledger_keep(struct iwmo_ledger *ledger, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_sqlite_may_write(ledger, err);

    if (status == IWMO_OK && !ledger->has_mark)
        status = iwmo_fail(err, IWMO_USAGE, "there is no mark to keep from");
    if (status == IWMO_OK)
        status = iwmo_audit_flush(ledger, err);
    if (status == IWMO_OK && !ledger->is_whole)
        status = run(ledger, IWMO_SQL_KEEP, err);
    if (status == IWMO_OK)
        ledger->has_mark = false;
    return status;
}

void
iwmo_ledger_undo(struct iwmo_ledger *ledger)
{
    if (!ledger->has_mark)
        return;
    ledger->has_mark = false;
    ledger->touched_count = 0;
    ledger->head = ledger->marked_head;
    if (ledger->is_whole) { /* nothing else is lost; others may have their turn */
        iwmo_ledger_rollback(ledger);
        (void)!iwmo_ledger_begin(ledger, NULL);
        return;
    }
    ledger->is_spoiled = sqlite3_get_autocommit(ledger->db) ||
                         run(ledger, IWMO_SQL_UNDO, NULL) != IWMO_OK ||
                         run(ledger, IWMO_SQL_KEEP, NULL) != IWMO_OK;
}
