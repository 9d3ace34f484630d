#ifndef IWMO_LEDGER_SQLITE_H
#define IWMO_LEDGER_SQLITE_H

/*
 * Sqlite: the ledger in one file; what its parts (ledger/sqlite_*.c) share.
 *
 * Nothing outside those files includes this.  Texts of SQLite itself (sqlite3_errmsg)
 * are never shown: ours name the file and what kind of failure it was, and no value.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "crypto/digest.h"
#include "crypto/seal.h"
#include "ledger/columns.h"
#include "ledger/ledger.h"

#define IWMO_LEDGER_APPLICATION 0x69776d6f /* "iwmo" */
#define IWMO_LEDGER_VERSION     3          /* of the schema, in PRAGMA user_version */
#define IWMO_LEDGER_ID_BYTES    16
#define IWMO_LEDGER_PIECE_BYTES ((size_t)1 << 20)
#define IWMO_LEDGER_ORDINALS    24 /* bits of a record's id that are its ordinal */

/* Statements that are prepared once; their texts stand in sqlite_sql.c. */
enum iwmo_sql {
    IWMO_SQL_BEGIN,
    IWMO_SQL_COMMIT,
    IWMO_SQL_ROLLBACK,
    IWMO_SQL_MARK,
    IWMO_SQL_KEEP,
    IWMO_SQL_UNDO,
    IWMO_SQL_ADD_ENTRY,
    IWMO_SQL_CHANGE_ENTRY,
    IWMO_SQL_ENTRY_BY_ID,
    IWMO_SQL_ENTRY_BY_IDENTIFICATIE,
    IWMO_SQL_ENTRY_BY_CONTENT,
    IWMO_SQL_ENTRY_BY_FILE,
    IWMO_SQL_ENTRY_BY_CLIENT,
    IWMO_SQL_ENTRY_BY_ABOUT,
    IWMO_SQL_EACH_ENTRY,
    IWMO_SQL_ADD_RECORD,
    IWMO_SQL_DECIDE_RECORD,
    IWMO_SQL_DECIDE_MESSAGE,
    IWMO_SQL_RECORDS_BY_CLIENT,
    IWMO_SQL_RECORDS_BY_TOEWIJZING,
    IWMO_SQL_LINES_BY_TOEWIJZING,
    IWMO_SQL_LINES_OF_DAY,
    IWMO_SQL_RECORDS_BY_END,
    IWMO_SQL_DECLARED,
    IWMO_SQL_DECLARED_WITHOUT,
    IWMO_SQL_RECORDS_BY_REFERENTIE,
    IWMO_SQL_RECORDS_BY_VORIG,
    IWMO_SQL_LAST_DECLARATIE,
    IWMO_SQL_LAST_OF_PARTIES,
    IWMO_SQL_RECORDS_BY_MESSAGE,
    IWMO_SQL_RECORDS_OF_MESSAGE,
    IWMO_SQL_EACH_RECORD,
    IWMO_SQL_ADD_PIECE,
    IWMO_SQL_COUNT_PIECES,
    IWMO_SQL_PIECES,
    IWMO_SQL_PIECE_MARKS,
    IWMO_SQL_ADD_INTAKE,
    IWMO_SQL_CHANGE_INTAKE,
    IWMO_SQL_INTAKE,
    IWMO_SQL_INTAKES_OF_CLIENT,
    IWMO_SQL_INTAKES_OF_AANBIEDER,
    IWMO_SQL_ADD_LINK,
    IWMO_SQL_LINKS,
    IWMO_SQL_ADD_NOTE,
    IWMO_SQL_CHANGE_NOTE,
    IWMO_SQL_NOTES,
    IWMO_SQL_ADD_BLOCK,
    IWMO_SQL_DROP_BLOCK,
    IWMO_SQL_IS_BLOCKED,
    IWMO_SQL_FORGET_RECORDS,
    IWMO_SQL_FORGET_LINES,
    IWMO_SQL_FORGET_NOTES,
    IWMO_SQL_FORGET_PIECES,
    IWMO_SQL_FORGET_CLIENT,
    IWMO_SQL_NOTED,
    IWMO_SQL_FORGET_LINKS,
    IWMO_SQL_FORGET_INTAKE,
    IWMO_SQL_MESSAGES_ABOUT,
    IWMO_SQL_CLIENTS,
    IWMO_SQL_OLD_PIECES,
    IWMO_SQL_CHANGE_PIECE,
    IWMO_SQL_ADD_AUDIT,
    IWMO_SQL_LAST_AUDIT,
    IWMO_SQL_AUDIT_HASH,
    IWMO_SQL_COUNT_OLD_PIECES,
    IWMO_SQL_STATEMENTS
};

/* Where the audit trail is. */
struct iwmo_audit_head {
    uint64_t id; /* of the last row */
    unsigned char hash[IWMO_DIGEST_BYTES];
};

enum { IWMO_LEDGER_TOUCHED = 64 };

struct iwmo_ledger {
    sqlite3 *db;
    char *path, *key_path, *head_path;
    struct stat key_seen; /* the key file as it was read */
    bool is_read_only;
    bool is_immutable; /* read without its locks, as it was then: `seen` */
    struct stat seen;
    bool accepts_head; /* the head outside is to be replaced by that in the file */
    struct iwmo_secrets *secrets;
    struct iwmo_pseudonyms *pseudonyms;
    struct iwmo_sealer *sealer;
    struct iwmo_digest *digest;
    unsigned char id[IWMO_LEDGER_ID_BYTES];
    sqlite3_stmt *statements[IWMO_SQL_STATEMENTS];
    unsigned char *room;         /* for a piece; NULL before the first */
    enum iwmo_status ask_status; /* why there was no statement */

    /* of the transaction at hand */
    bool is_open, has_mark;
    bool is_whole;            /* the mark at hand is the begin of the transaction */
    int changes;              /* of the connection when the transaction began */
    unsigned hold_seconds;    /* for one message; 0: no bound */
    struct timespec deadline; /* of the mark at hand, when there is a bound */
    bool is_spoiled;          /* a write failed: may not be committed */
    bool has_day;             /* `day` was given */
    struct iwmo_date day;     /* for audit rows */
    struct iwmo_audit_head head, marked_head;
    uint64_t begun_at;                     /* the row of the head at its beginning */
    uint64_t touched[IWMO_LEDGER_TOUCHED]; /* messages whose contents changed */
    size_t touched_count;
};

/* ---- statements ---- */

/* The text of a statement; false: out of memory.  Release the buffer. */
bool iwmo_sql_text(enum iwmo_sql which, struct iwmo_buffer *text);

/* Ready to bind.  NULL: ledger->ask_status, and err, say why.  Whoever steps it resets
 * it. */
sqlite3_stmt *iwmo_sqlite_ask(struct iwmo_ledger *ledger, enum iwmo_sql which,
                              struct iwmo_error *err);

/* One of its own, for walks within which others of its kind may be asked.  Finalize. */
sqlite3_stmt *iwmo_sqlite_prepare(struct iwmo_ledger *ledger, enum iwmo_sql which,
                                  struct iwmo_error *err);

/* The next row: IWMO_OK and `*has_row`.  After the last one, and on failure, the
 * statement is reset. */
enum iwmo_status iwmo_sqlite_next(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                  bool *has_row, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Run a statement that gives no rows, and reset it. */
enum iwmo_status iwmo_sqlite_run(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                 struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The same for one that writes; a failure spoils the transaction. */
enum iwmo_status iwmo_sqlite_write(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_status iwmo_sqlite_exec(struct iwmo_ledger *ledger, const char *sql,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The first number of the first row of `sql`. */
enum iwmo_status iwmo_sqlite_number(struct iwmo_ledger *ledger, const char *sql,
                                    int64_t *number, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Say what the failure `code` of SQLite means. */
enum iwmo_status iwmo_sqlite_fail(struct iwmo_ledger *ledger, int code,
                                  struct iwmo_error *err);

/* What is in the file cannot be. */
enum iwmo_status iwmo_sqlite_damaged(struct iwmo_ledger *ledger,
                                     struct iwmo_error *err);

/* A transaction is there and nothing went wrong in it; else IWMO_USAGE or IWMO_IO. */
enum iwmo_status iwmo_sqlite_may_write(struct iwmo_ledger *ledger,
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* As iwmo_sqlite_ask(), of one that writes, when iwmo_sqlite_may_write(); a failure to
 * prepare it spoils the transaction. */
sqlite3_stmt *iwmo_sqlite_ask_write(struct iwmo_ledger *ledger, enum iwmo_sql which,
                                    struct iwmo_error *err);

/* ---- values ---- */

/* Bind all columns but the first `skip` from parameter 1 on; returns the next one, 0
 * when there is no memory, which only a record can need. */
int iwmo_sqlite_bind(sqlite3_stmt *statement, const struct iwmo_column *columns,
                     size_t skip, const void *row);
void iwmo_sqlite_bind_key(sqlite3_stmt *statement, int at, const struct iwmo_key *key);
void iwmo_sqlite_bind_text(sqlite3_stmt *statement, int at, const char *text);
void iwmo_sqlite_bind_id(sqlite3_stmt *statement, int at, uint64_t id); /* 0: NULL */

/* First and last id that a record of `message` can have. */
void iwmo_sqlite_bind_range(sqlite3_stmt *statement, int at, uint64_t message);

/* Set all columns of `row` from the row at hand.  IWMO_MALFORMED: damaged. */
enum iwmo_status iwmo_sqlite_read(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                  const struct iwmo_column *columns, void *row,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Read the one row of a statement, and reset it.  IWMO_USAGE: there is no row. */
enum iwmo_status iwmo_sqlite_one(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                 const struct iwmo_column *columns, void *row,
                                 struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* A list that grows in an arena. */
struct iwmo_sqlite_list {
    struct iwmo_arena *arena;
    char *rows;
    size_t count, room, size; /* `size` of a row */
};

/* Room for one more row; NULL: no memory. */
void *iwmo_sqlite_append(struct iwmo_sqlite_list *list);

/* Read all rows of a statement into a list, and reset it. */
enum iwmo_status iwmo_sqlite_list(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
                                  const struct iwmo_column *columns,
                                  struct iwmo_sqlite_list *list, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* ---- audit ---- */

struct iwmo_audit_row {
    uint64_t id;
    char event[16];
    bool has_day;
    struct iwmo_date day;
    uint64_t subject; /* 0: none */
    char detail[256];
    bool has_digest;
    unsigned char digest[IWMO_DIGEST_BYTES];
};

/* A row of this event, on the day of the transaction. */
struct iwmo_audit_row iwmo_audit_row_of(const struct iwmo_ledger *ledger,
                                        const char *event, uint64_t subject);

/* Add it to the trail; its id is set. */
enum iwmo_status iwmo_audit_add(struct iwmo_ledger *ledger, struct iwmo_audit_row *row,
                                struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The hash of a row that follows `before`. */
enum iwmo_status iwmo_audit_hash(struct iwmo_ledger *ledger,
                                 const unsigned char before[IWMO_DIGEST_BYTES],
                                 const struct iwmo_audit_row *row,
                                 unsigned char hash[IWMO_DIGEST_BYTES],
                                 struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The hash before the first row. */
void iwmo_audit_start(const struct iwmo_ledger *ledger,
                      unsigned char hash[IWMO_DIGEST_BYTES]);

/* Read the head; at the beginning of a transaction. */
enum iwmo_status iwmo_audit_read_head(struct iwmo_ledger *ledger,
                                      struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Entry, and intake with its links, as they stand in the ledger. */
enum iwmo_status iwmo_audit_entry(struct iwmo_ledger *ledger, const char *event,
                                  const struct iwmo_entry *entry,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_audit_intake(struct iwmo_ledger *ledger, const char *event,
                                   uint64_t intake, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Remember that the contents of a message (records, notes, sealed pieces) changed; one
 * row tells all, at the end of the message or the transaction. */
enum iwmo_status iwmo_audit_touch(struct iwmo_ledger *ledger, uint64_t message,
                                  struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_audit_flush(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Of a client that is blocked. */
void iwmo_audit_digest_client(struct iwmo_digest *digest,
                              const struct iwmo_key *client);

/* Digests of what is in the ledger now; `*is_empty`: there is nothing. */
enum iwmo_status iwmo_audit_digest_contents(struct iwmo_ledger *ledger,
                                            uint64_t message,
                                            unsigned char digest[IWMO_DIGEST_BYTES],
                                            bool *is_empty, struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_audit_digest_intake(struct iwmo_ledger *ledger,
                                          const struct iwmo_intake *intake,
                                          unsigned char digest[IWMO_DIGEST_BYTES],
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* ---- the head outside (sqlite_head.c) ---- */

/* Set ledger->head_path; the file at ledger->path is there. */
enum iwmo_status iwmo_head_name(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The head that stands outside; `*has_one` false: none of this ledger. */
enum iwmo_status iwmo_head_read(struct iwmo_ledger *ledger,
                                struct iwmo_audit_head *head, bool *has_one,
                                struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Is it a row of the trail?  IWMO_MALFORMED: the end of the ledger is lost. */
enum iwmo_status iwmo_head_check(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After a commit: ledger->head stands outside, unless a later one does. */
void iwmo_head_write(struct iwmo_ledger *ledger);

/* ---- the rest ---- */

/* history.records and history.entries */
enum iwmo_status iwmo_sqlite_records(void *self, const struct iwmo_question *question,
                                     struct iwmo_arena *arena,
                                     struct iwmo_records *answer,
                                     struct iwmo_error *err);
enum iwmo_status iwmo_sqlite_declared(void *self, const struct iwmo_question *question,
                                      struct iwmo_arena *arena,
                                      struct iwmo_declared_list *answer,
                                      struct iwmo_error *err)
    __attribute__((warn_unused_result));
enum iwmo_status iwmo_sqlite_entries(void *self,
                                     const struct iwmo_entry_question *question,
                                     struct iwmo_arena *arena,
                                     struct iwmo_entries *answer,
                                     struct iwmo_error *err);

/* The entry with this id; IWMO_USAGE: there is none. */
enum iwmo_status iwmo_sqlite_entry(struct iwmo_ledger *ledger, uint64_t id,
                                   struct iwmo_entry *entry, struct iwmo_error *err)
    __attribute__((warn_unused_result));

enum iwmo_status iwmo_sqlite_intake(struct iwmo_ledger *ledger, uint64_t id,
                                    struct iwmo_intake *intake, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Open the file at ledger->path, which is there, and see that it is a ledger of a
 * version that we know. */
enum iwmo_status iwmo_sqlite_connect(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* The statements that bring a ledger from `version` to the next. */
void iwmo_sqlite_schema(int version, struct iwmo_buffer *sql);

/* IWMO_MALFORMED: its tables, columns and indexes are not those of our version. */
enum iwmo_status iwmo_sqlite_check_shape(struct iwmo_ledger *ledger,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Read the key file again when another process wrote to it. */
enum iwmo_status iwmo_sqlite_refresh_key(struct iwmo_ledger *ledger,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Finalize all statements and close the file. */
void iwmo_sqlite_disconnect(struct iwmo_ledger *ledger);

/* IWMO_MALFORMED: the key file at hand is that of another ledger. */
enum iwmo_status iwmo_sqlite_check_key(struct iwmo_ledger *ledger,
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Make the file at ledger->path, unless another process was first. */
enum iwmo_status iwmo_sqlite_create(struct iwmo_ledger *ledger, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
