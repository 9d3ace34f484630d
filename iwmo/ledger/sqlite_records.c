#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/sqlite.h"

#define MAX_ORDINAL (((uint64_t)1 << IWMO_LEDGER_ORDINALS) - 1)

/* ---- writing ---- */

static uint64_t
record_id(uint64_t message, uint64_t ordinal)
{
    return (message << IWMO_LEDGER_ORDINALS) + ordinal;
}

void
iwmo_sqlite_bind_range(sqlite3_stmt *statement, int at, uint64_t message)
{
    sqlite3_bind_int64(statement, at, (int64_t)record_id(message, 0));
    sqlite3_bind_int64(statement, at + 1, (int64_t)record_id(message, MAX_ORDINAL));
}

enum iwmo_status
iwmo_ledger_add_record(struct iwmo_ledger *ledger, enum iwmo_side side,
                       struct iwmo_record *record, struct iwmo_error *err)
{
    struct iwmo_stored stored = {*record, side};
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(ledger, IWMO_SQL_ADD_RECORD, err);

    if (statement == NULL)
        return ledger->ask_status;
    if (record->ordinal > MAX_ORDINAL)
        return iwmo_fail(err, IWMO_LIMIT, "a message has at most %llu records",
                         (unsigned long long)MAX_ORDINAL);
    uint64_t id = record_id(record->message, record->ordinal);
    int last = iwmo_sqlite_bind(statement, iwmo_record_columns, 1, &stored);
    if (last == 0) {
        ledger->is_spoiled = true;
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    }
    iwmo_sqlite_bind_id(statement, last, id);
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status == IWMO_OK)
        status = iwmo_audit_touch(ledger, record->message, err);
    if (status == IWMO_OK)
        record->id = id;
    return status;
}

static const char *
uitkomst_name(enum iwmo_uitkomst uitkomst)
{
    static const char *const names[] = {
        [IWMO_UITKOMST_OPEN] = "open",
        [IWMO_UITKOMST_GOED] = "goed",
        [IWMO_UITKOMST_AFGEWEZEN] = "afgewezen",
    };

    return names[uitkomst];
}

static enum iwmo_status
audit_decision(struct iwmo_ledger *ledger, uint64_t message, uint64_t record,
               enum iwmo_uitkomst uitkomst, struct iwmo_error *err)
{
    struct iwmo_audit_row row = iwmo_audit_row_of(ledger, "decided", message);

    if (record == 0)
        snprintf(row.detail, sizeof(row.detail), "all %s", uitkomst_name(uitkomst));
    else
        snprintf(row.detail, sizeof(row.detail), "record %llu %s",
                 (unsigned long long)(record & MAX_ORDINAL), uitkomst_name(uitkomst));
    enum iwmo_status status = iwmo_audit_add(ledger, &row, err);
    return status == IWMO_OK ? iwmo_audit_touch(ledger, message, err) : status;
}

enum iwmo_status
iwmo_ledger_decide(struct iwmo_ledger *ledger, uint64_t message, uint64_t record,
                   enum iwmo_uitkomst uitkomst, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask_write(
        ledger, record != 0 ? IWMO_SQL_DECIDE_RECORD : IWMO_SQL_DECIDE_MESSAGE, err);

    if (statement == NULL)
        return ledger->ask_status;
    sqlite3_bind_int(statement, 1, (int)uitkomst);
    if (record != 0) {
        iwmo_sqlite_bind_id(statement, 2, record);
        iwmo_sqlite_bind_id(statement, 3, message);
    } else {
        iwmo_sqlite_bind_range(statement, 2, message);
        sqlite3_bind_int(statement, 4, IWMO_RECORD_PRESTATIE);
    }
    enum iwmo_status status = iwmo_sqlite_write(ledger, statement, err);
    if (status != IWMO_OK)
        return status;
    if (record != 0 && sqlite3_changes(ledger->db) != 1)
        return iwmo_fail(err, IWMO_USAGE, "%s: no such record", ledger->path);
    return audit_decision(ledger, message, record, uitkomst, err);
}

/* ---- questions ---- */

/* The message that BY_PARTIES is about; 0: none. */
static enum iwmo_status
find_last(struct iwmo_ledger *ledger, const struct iwmo_question *question,
          uint64_t *message, struct iwmo_error *err)
{
    bool is_declaratie = question->kinds == IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE);
    sqlite3_stmt *statement = iwmo_sqlite_ask(
        ledger, is_declaratie ? IWMO_SQL_LAST_DECLARATIE : IWMO_SQL_LAST_OF_PARTIES,
        err);
    bool has_row;

    *message = 0;
    if (statement == NULL)
        return ledger->ask_status;
    sqlite3_bind_int64(statement, 1, question->kinds);
    iwmo_sqlite_bind_text(statement, 2, question->gemeente);
    iwmo_sqlite_bind_text(statement, 3, question->aanbieder);
    sqlite3_bind_int(statement, 4, (int)question->side);
    enum iwmo_status status = iwmo_sqlite_next(ledger, statement, &has_row, err);
    if (status == IWMO_OK && has_row) {
        *message = (uint64_t)sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return status;
}

/* The statement of this form with the members of the question that it may name. */
static sqlite3_stmt *
ask(struct iwmo_ledger *ledger, const struct iwmo_question *question,
    enum iwmo_sql form, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, form, err);

    if (statement == NULL)
        return NULL;
    sqlite3_bind_int64(statement, 1, question->kinds);
    sqlite3_bind_int(statement, 2, (int)question->side);
    if (question->by == IWMO_BY_TOEWIJZING)
        sqlite3_bind_int64(statement, 3, question->nummer);
    else
        iwmo_sqlite_bind_key(statement, 3,
                             question->by == IWMO_BY_CLIENT ||
                                     question->by == IWMO_BY_END
                                 ? &question->client
                                 : &question->referentie);
    iwmo_sqlite_bind_text(statement, 4, question->gemeente);
    iwmo_sqlite_bind_text(statement, 5, question->aanbieder);
    if (question->by == IWMO_BY_TOEWIJZING) /* what a text does not have is no error */
        iwmo_sqlite_bind_key(statement, 6, &question->client);
    if (iwmo_date_equal(question->day, IWMO_DATE_OPEN_BEGIN))
        sqlite3_bind_null(statement, 7);
    else
        sqlite3_bind_int(statement, 7, question->day.days);
    sqlite3_bind_int64(statement, 8, question->most > 0 ? (int64_t)question->most : -1);
    sqlite3_bind_int64(statement, 9, (int64_t)question->skip);
    return statement;
}

/* A row of @record, and behind it the release of its message. */
static enum iwmo_status
read_record(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
            struct iwmo_stored *stored, struct iwmo_error *err)
{
    const char *release = (const char *)sqlite3_column_text(
        statement, sqlite3_column_count(statement) - 1);

    if (release != NULL)
        stored->record.release = iwmo_release_of(release);
    return iwmo_sqlite_read(ledger, statement, iwmo_record_columns, stored, err);
}

static enum iwmo_status
read_records(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
             struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool has_row;

    while (status == IWMO_OK &&
           (status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        struct iwmo_stored stored = {.side = IWMO_SIDE_GEMEENTE};
        struct iwmo_record *row = iwmo_sqlite_append(list);
        if (row == NULL) {
            status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
            break;
        }
        status = read_record(ledger, statement, &stored, err);
        *row = stored.record;
    }
    sqlite3_reset(statement);
    return status;
}

static enum iwmo_status
list_form(struct iwmo_ledger *ledger, const struct iwmo_question *question,
          enum iwmo_sql form, struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    sqlite3_stmt *statement = ask(ledger, question, form, err);

    return statement != NULL ? read_records(ledger, statement, list, err)
                             : ledger->ask_status;
}

static enum iwmo_status
list_message(struct iwmo_ledger *ledger, const struct iwmo_question *question,
             struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    uint64_t message = question->message;
    enum iwmo_status status = IWMO_OK;

    if (question->by == IWMO_BY_PARTIES)
        status = find_last(ledger, question, &message, err);
    sqlite3_stmt *statement =
        status == IWMO_OK ? iwmo_sqlite_ask(ledger, IWMO_SQL_RECORDS_BY_MESSAGE, err)
                          : NULL;
    if (statement == NULL)
        return status != IWMO_OK ? status : ledger->ask_status;
    sqlite3_bind_int64(statement, 1, question->kinds);
    iwmo_sqlite_bind_range(statement, 2, message);
    return read_records(ledger, statement, list, err);
}

/* Kind by kind: lines of years are not passed over to find an allocation. */
static enum iwmo_status
list_client(struct iwmo_ledger *ledger, const struct iwmo_question *question,
            struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    struct iwmo_question one = *question;
    enum iwmo_status status = IWMO_OK;

    for (unsigned kind = 0; status == IWMO_OK && kind < IWMO_RECORD_KINDS; kind++)
        if ((question->kinds & IWMO_KIND_BIT(kind)) != 0) {
            one.kinds = kind;
            status = list_form(ledger, &one, IWMO_SQL_RECORDS_BY_CLIENT, list, err);
        }
    return status;
}

static enum iwmo_status
list_number(struct iwmo_ledger *ledger, const struct iwmo_question *question,
            struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    static const uint32_t lines = IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE);
    enum iwmo_status status = IWMO_OK;

    if ((question->kinds & ~lines) != 0)
        status = list_form(ledger, question, IWMO_SQL_RECORDS_BY_TOEWIJZING, list, err);
    if (status == IWMO_OK && (question->kinds & lines) != 0)
        status = list_form(ledger, question,
                           question->has_day ? IWMO_SQL_LINES_OF_DAY
                                             : IWMO_SQL_LINES_BY_TOEWIJZING,
                           list, err);
    return status;
}

static int
by_id(const void *a, const void *b)
{
    const struct iwmo_record *left = a, *right = b;

    return (left->id > right->id) - (left->id < right->id);
}

/* What several statements gave, in the order of one. */
static void
put_in_order(struct iwmo_records *records)
{
    for (size_t i = 1; i < records->count; i++)
        if (records->rows[i].id < records->rows[i - 1].id) {
            qsort(records->rows, records->count, sizeof(*records->rows), by_id);
            return;
        }
}

enum iwmo_status
iwmo_sqlite_records(void *self, const struct iwmo_question *question,
                    struct iwmo_arena *arena, struct iwmo_records *answer,
                    struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena, .size = sizeof(struct iwmo_record)};
    struct iwmo_ledger *ledger = self;
    enum iwmo_status status;

    *answer = (struct iwmo_records){0};
    switch (question->by) {
    case IWMO_BY_CLIENT:
        status = list_client(ledger, question, &list, err);
        break;
    case IWMO_BY_END:
        status = list_form(ledger, question, IWMO_SQL_RECORDS_BY_END, &list, err);
        break;
    case IWMO_BY_TOEWIJZING:
        status = list_number(ledger, question, &list, err);
        break;
    case IWMO_BY_REFERENTIE:
        status =
            list_form(ledger, question, IWMO_SQL_RECORDS_BY_REFERENTIE, &list, err);
        break;
    case IWMO_BY_VORIG:
        status = list_form(ledger, question, IWMO_SQL_RECORDS_BY_VORIG, &list, err);
        break;
    default:
        status = list_message(ledger, question, &list, err);
    }
    if (status != IWMO_OK)
        return status;
    *answer = (struct iwmo_records){(struct iwmo_record *)list.rows, list.count};
    if (question->by != IWMO_BY_END)
        put_in_order(answer);
    return IWMO_OK;
}

static enum iwmo_status
read_declared(struct iwmo_ledger *ledger, sqlite3_stmt *statement,
              struct iwmo_sqlite_list *list, struct iwmo_error *err)
{
    enum iwmo_status status;
    bool has_row;

    while ((status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        struct iwmo_declared *row = iwmo_sqlite_append(list);
        const char *eenheid = (const char *)sqlite3_column_text(statement, 0);
        if (row == NULL || eenheid == NULL) {
            sqlite3_reset(statement);
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        }
        *row = (struct iwmo_declared){.volume = sqlite3_column_int64(statement, 1),
                                      .cents = sqlite3_column_int64(statement, 2)};
        memccpy(row->eenheid, eenheid, '\0', sizeof(row->eenheid) - 1);
    }
    return status;
}

enum iwmo_status
iwmo_sqlite_declared(void *self, const struct iwmo_question *question,
                     struct iwmo_arena *arena, struct iwmo_declared_list *answer,
                     struct iwmo_error *err)
{
    struct iwmo_sqlite_list list = {.arena = arena,
                                    .size = sizeof(struct iwmo_declared)};
    struct iwmo_question asked = *question;
    struct iwmo_ledger *ledger = self;

    *answer = (struct iwmo_declared_list){0};
    asked.by = IWMO_BY_TOEWIJZING;
    sqlite3_stmt *statement = ask(
        ledger, &asked,
        question->without == 0 ? IWMO_SQL_DECLARED : IWMO_SQL_DECLARED_WITHOUT, err);
    if (statement == NULL)
        return ledger->ask_status;
    if (question->without != 0)
        sqlite3_bind_int64(statement, 6, (int64_t)question->without);
    enum iwmo_status status = read_declared(ledger, statement, &list, err);
    if (status == IWMO_OK)
        *answer =
            (struct iwmo_declared_list){(struct iwmo_declared *)list.rows, list.count};
    return status;
}

enum iwmo_status
iwmo_ledger_each_record(struct iwmo_ledger *ledger, enum iwmo_side side, uint32_t kinds,
                        enum iwmo_status (*each)(void *self,
                                                 const struct iwmo_record *record),
                        void *self, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool has_row;

    sqlite3_stmt *statement = iwmo_sqlite_prepare(ledger, IWMO_SQL_EACH_RECORD, err);
    if (statement == NULL)
        return ledger->ask_status;
    sqlite3_bind_int64(statement, 1, kinds);
    sqlite3_bind_int(statement, 2, (int)side);
    while (status == IWMO_OK &&
           (status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        struct iwmo_stored stored = {.side = side};
        status = read_record(ledger, statement, &stored, err);
        if (status == IWMO_OK)
            status = each(self, &stored.record);
    }
    sqlite3_finalize(statement);
    return status;
}

enum iwmo_status
iwmo_ledger_find_client(struct iwmo_ledger *ledger, const struct iwmo_key *first,
                        const struct iwmo_key *last, struct iwmo_key *client,
                        unsigned *count, struct iwmo_error *err)
{
    sqlite3_stmt *statement = iwmo_sqlite_ask(ledger, IWMO_SQL_CLIENTS, err);
    enum iwmo_status status;
    bool has_row;

    *count = 0;
    if (statement == NULL)
        return ledger->ask_status;
    iwmo_sqlite_bind_key(statement, 1, first);
    iwmo_sqlite_bind_key(statement, 2, last);
    while ((status = iwmo_sqlite_next(ledger, statement, &has_row, err)) == IWMO_OK &&
           has_row) {
        if (sqlite3_column_bytes(statement, 0) != (int)sizeof(client->bytes)) {
            sqlite3_reset(statement);
            return iwmo_sqlite_damaged(ledger, err);
        }
        memcpy(client->bytes, sqlite3_column_blob(statement, 0), sizeof(client->bytes));
        ++*count;
    }
    return status;
}
