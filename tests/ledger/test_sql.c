#include <criterion/criterion.h>
#include <string.h>

#include "ledger/folio.h"
#include "ledger/sqlite.h"

TestSuite(sql, .init = folio_make, .fini = folio_remove);

static void
expect_index(struct iwmo_ledger *ledger, enum iwmo_sql which)
{
    struct iwmo_buffer text = {0};
    sqlite3_stmt *plan = NULL;

    iwmo_buffer_text(&text, "EXPLAIN QUERY PLAN ");
    cr_assert(iwmo_sql_text(which, &text));
    cr_assert_eq(sqlite3_prepare_v2(ledger->db, text.at, -1, &plan, NULL), SQLITE_OK,
                 "%s", text.at);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);
        cr_expect_null(strstr(step, "SCAN"), "%s: %s", text.at, step);
        cr_expect_null(strstr(step, "TEMP B-TREE FOR ORDER BY"), "%s: %s", text.at,
                       step);
    }
    sqlite3_finalize(plan);
    iwmo_buffer_release(&text);
}

Test(sql, an_index_serves_each_question)
{
    struct iwmo_ledger *ledger = folio_open();

    for (enum iwmo_sql which = 0; which < IWMO_SQL_STATEMENTS; which++)
        if (which != IWMO_SQL_LAST_OF_PARTIES &&      /* nobody asks it so */
            which != IWMO_SQL_INTAKES_OF_AANBIEDER && /* may be about all */
            which != IWMO_SQL_INTAKES_OF_CLIENT &&    /* sorts those few */
            which != IWMO_SQL_LINES_BY_TOEWIJZING &&  /* sorts those of a number */
            which != IWMO_SQL_EACH_RECORD &&          /* walks all, for work lists */
            which != IWMO_SQL_COUNT_OLD_PIECES &&     /* once, by rotate */
            which != IWMO_SQL_LAST_AUDIT)             /* from the end, one row */
            expect_index(ledger, which);
    iwmo_ledger_close(ledger);
}
