#include <sqlite3.h>
#include <stdarg.h>

#include "cli/late/late.h"

typedef int busy_handler(void *, int);

#define ROWS(FUNCTION, PROCEDURE)                                                      \
    FUNCTION(1, int, sqlite3_backup_finish, sqlite3_backup *)                          \
    FUNCTION(4, sqlite3_backup *, sqlite3_backup_init, sqlite3 *, const char *,        \
             sqlite3 *, const char *)                                                  \
    FUNCTION(2, int, sqlite3_backup_step, sqlite3_backup *, int)                       \
    FUNCTION(5, int, sqlite3_bind_blob, sqlite3_stmt *, int, const void *, int,        \
             sqlite3_destructor_type)                                                  \
    FUNCTION(3, int, sqlite3_bind_int, sqlite3_stmt *, int, int)                       \
    FUNCTION(3, int, sqlite3_bind_int64, sqlite3_stmt *, int, sqlite3_int64)           \
    FUNCTION(2, int, sqlite3_bind_null, sqlite3_stmt *, int)                           \
    FUNCTION(5, int, sqlite3_bind_text, sqlite3_stmt *, int, const char *, int,        \
             sqlite3_destructor_type)                                                  \
    FUNCTION(3, int, sqlite3_busy_handler, sqlite3 *, busy_handler *, void *)          \
    FUNCTION(1, int, sqlite3_changes, sqlite3 *)                                       \
    FUNCTION(1, int, sqlite3_total_changes, sqlite3 *)                                 \
    FUNCTION(1, int, sqlite3_close, sqlite3 *)                                         \
    FUNCTION(2, const void *, sqlite3_column_blob, sqlite3_stmt *, int)                \
    FUNCTION(2, int, sqlite3_column_bytes, sqlite3_stmt *, int)                        \
    FUNCTION(1, int, sqlite3_column_count, sqlite3_stmt *)                             \
    FUNCTION(2, sqlite3_int64, sqlite3_column_int64, sqlite3_stmt *, int)              \
    FUNCTION(2, const unsigned char *, sqlite3_column_text, sqlite3_stmt *, int)       \
    FUNCTION(2, int, sqlite3_column_type, sqlite3_stmt *, int)                         \
    FUNCTION(2, int, sqlite3_db_readonly, sqlite3 *, const char *)                     \
    FUNCTION(1, int, sqlite3_errcode, sqlite3 *)                                       \
    FUNCTION(1, const char *, sqlite3_errstr, int)                                     \
    FUNCTION(5, int, sqlite3_exec, sqlite3 *, const char *, sqlite3_callback, void *,  \
             char **)                                                                  \
    FUNCTION(2, int, sqlite3_extended_result_codes, sqlite3 *, int)                    \
    FUNCTION(1, int, sqlite3_finalize, sqlite3_stmt *)                                 \
    FUNCTION(1, int, sqlite3_get_autocommit, sqlite3 *)                                \
    FUNCTION(1, sqlite3_int64, sqlite3_last_insert_rowid, sqlite3 *)                   \
    FUNCTION(3, int, sqlite3_limit, sqlite3 *, int, int)                               \
    FUNCTION(4, int, sqlite3_open_v2, const char *, sqlite3 **, int, const char *)     \
    FUNCTION(5, int, sqlite3_prepare_v2, sqlite3 *, const char *, int,                 \
             sqlite3_stmt **, const char **)                                           \
    FUNCTION(6, int, sqlite3_prepare_v3, sqlite3 *, const char *, int, unsigned,       \
             sqlite3_stmt **, const char **)                                           \
    FUNCTION(1, int, sqlite3_reset, sqlite3_stmt *)                                    \
    FUNCTION(1, int, sqlite3_step, sqlite3_stmt *)                                     \
    FUNCTION(1, int, sqlite3_system_errno, sqlite3 *)                                  \
    FUNCTION(5, int, sqlite3_wal_checkpoint_v2, sqlite3 *, const char *, int, int *,   \
             int *)

IWMO_LATE(ROWS, IWMO_SONAME_sqlite)

static int (*db_config)(sqlite3 *, int, ...);

static void
prepare(void)
{
    static const struct iwmo_late_symbol variadic = {"sqlite3_db_config", 0};

    iwmo_late_need(IWMO_SONAME_sqlite, &variadic, 1, &db_config);
}

/* By hand: it has no fixed arguments.  All that set a flag take these. */
int
sqlite3_db_config(sqlite3 *db, int flag, ...)
{
    va_list arguments;

    va_start(arguments, flag);
    int is_on = va_arg(arguments, int);
    int *was_on = va_arg(arguments, int *);
    va_end(arguments);
    (void)loaded();
    return db_config(db, flag, is_on, was_on);
}
