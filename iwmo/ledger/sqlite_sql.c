#include <stdio.h>
#include <string.h>

#include "ledger/sqlite.h"

/*
 * In these texts @entry, @record and @intake are the columns of a table, by its letter;
 * @..._names the same without the first and the letter, @..._values a parameter for
 * each;
 * @counts is the condition that a message counts as sent.
 */
#define ENTRIES "SELECT @entry FROM entry e WHERE "
#define RECORDS                                                                        \
    "SELECT @record, e.release FROM record r "                                         \
    "JOIN entry e ON e.id = r.message WHERE @counts "
#define KINDS      "((1 << r.kind) & ?1) <> 0 "
#define OF_PARTIES "(?4 = '' OR r.gemeente = ?4) AND (?5 = '' OR r.aanbieder = ?5) "
#define OF_NUMBER                                                                      \
    "AND r.side = ?2 AND r.gemeente = ?4 AND r.nummer = ?3 "                           \
    "AND (?5 = '' OR r.aanbieder = ?5) AND (?6 IS NULL OR r.client = ?6) "
#define LAST                                                                           \
    "SELECT r.message FROM record r JOIN entry e ON e.id = r.message WHERE @counts "   \
    "AND r.gemeente = ?2 AND r.aanbieder = ?3 AND r.side = ?4 AND "

static const char *const texts[IWMO_SQL_STATEMENTS] = {
    [IWMO_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [IWMO_SQL_COMMIT] = "COMMIT",
    [IWMO_SQL_ROLLBACK] = "ROLLBACK",
    [IWMO_SQL_MARK] = "SAVEPOINT mark",
    [IWMO_SQL_KEEP] = "RELEASE mark",
    [IWMO_SQL_UNDO] = "ROLLBACK TO mark",

    [IWMO_SQL_ADD_ENTRY] = "INSERT INTO entry (@entry_names) VALUES (@entry_values)",
    [IWMO_SQL_CHANGE_ENTRY] = "UPDATE entry SET state = ?1, answer = ?2, codes = ?3, "
                              "verdict = ?4 WHERE id = ?5",
    [IWMO_SQL_ENTRY_BY_ID] = ENTRIES "e.id = ?1",
    [IWMO_SQL_ENTRY_BY_IDENTIFICATIE] =
        ENTRIES "e.identificatie = ?1 AND e.side = ?2 AND e.message = ?3 "
                "AND e.afzender = ?4 ORDER BY e.id",
    [IWMO_SQL_ENTRY_BY_CONTENT] =
        ENTRIES "e.content = ?1 AND e.side = ?2 AND e.message = ?3 "
                "AND e.afzender = ?4 AND e.ontvanger = ?5 ORDER BY e.id",
    [IWMO_SQL_ENTRY_BY_FILE] = ENTRIES "e.file = ?1 AND e.side = ?2 ORDER BY e.id",
    [IWMO_SQL_ENTRY_BY_CLIENT] = ENTRIES "e.client = ?1 AND e.side = ?2 ORDER BY e.id",
    [IWMO_SQL_ENTRY_BY_ABOUT] =
        ENTRIES "e.about = ?1 AND e.side = ?2 AND e.message = ?3 "
                "AND e.afzender = ?4 ORDER BY e.id",
    [IWMO_SQL_EACH_ENTRY] = ENTRIES "e.id > ?1 ORDER BY e.id",

    [IWMO_SQL_ADD_RECORD] =
        "INSERT INTO record (@record_names, id) VALUES (@record_values, ?)",
    [IWMO_SQL_DECIDE_RECORD] =
        "UPDATE record SET uitkomst = ?1 WHERE id = ?2 AND message = ?3",
    [IWMO_SQL_DECIDE_MESSAGE] =
        "UPDATE record SET uitkomst = ?1 WHERE id BETWEEN ?2 AND ?3 AND kind = ?4",
    [IWMO_SQL_RECORDS_BY_CLIENT] = /* ?1: one kind */
    RECORDS "AND r.client = ?3 AND r.kind = ?1 AND r.side = ?2 "
            "AND " OF_PARTIES "ORDER BY r.id LIMIT ?8",
    [IWMO_SQL_RECORDS_BY_TOEWIJZING] =
        RECORDS OF_NUMBER "AND r.kind <> 11 AND " KINDS "ORDER BY r.id",
    [IWMO_SQL_LINES_BY_TOEWIJZING] =
        RECORDS OF_NUMBER "AND r.kind = 11 AND ?1 <> 0 ORDER BY r.id",
    [IWMO_SQL_LINES_OF_DAY] =
        RECORDS OF_NUMBER "AND r.kind = 11 AND r.begin_day IS ?7 AND ?1 <> 0 "
                          "ORDER BY r.id",
    [IWMO_SQL_RECORDS_BY_END] =
        RECORDS "AND r.client = ?3 AND r.kind = 1 AND r.side = ?2 AND ?1 <> 0 "
                "AND coalesce(r.eind_day, 2147483647) >= ?7 AND " OF_PARTIES
                "ORDER BY coalesce(r.eind_day, 2147483647) DESC, r.id "
                "LIMIT ?8 OFFSET ?9",
    [IWMO_SQL_DECLARED] =
        "SELECT eenheid, volume, cents FROM declared WHERE side = ?2 AND gemeente = ?4 "
        "AND nummer = ?3 AND aanbieder = ?5",
    [IWMO_SQL_DECLARED_WITHOUT] = /* 2: IWMO_UITKOMST_AFGEWEZEN */
    "SELECT r.eenheid, "
    "coalesce(sum(CASE r.status WHEN 'C' THEN -r.volume ELSE r.volume END), 0), "
    "sum(r.bedrag) FROM record r JOIN entry e ON e.id = r.message WHERE @counts "
    "AND r.side = ?2 AND r.gemeente = ?4 AND r.nummer = ?3 AND r.kind = 11 "
    "AND r.aanbieder = ?5 AND r.uitkomst <> 2 AND r.message <> ?6 GROUP BY r.eenheid",
    [IWMO_SQL_RECORDS_BY_REFERENTIE] =
        RECORDS "AND r.referentie = ?3 AND r.side = ?2 AND r.aanbieder = ?5 AND " KINDS
                "ORDER BY r.id",
    [IWMO_SQL_RECORDS_BY_VORIG] = RECORDS
    "AND r.vorig = ?3 AND r.side = ?2 AND r.aanbieder = ?5 AND " KINDS "ORDER BY r.id",
    [IWMO_SQL_LAST_DECLARATIE] = /* 10: IWMO_RECORD_DECLARATIE; has an index */
    LAST "r.kind = 10 AND ?1 <> 0 "
         "ORDER BY r.begin_day DESC, r.id DESC LIMIT 1",
    [IWMO_SQL_LAST_OF_PARTIES] = LAST KINDS
    "ORDER BY coalesce(r.begin_day, -2147483648) DESC, r.id DESC LIMIT 1",
    [IWMO_SQL_RECORDS_BY_MESSAGE] =
        RECORDS "AND r.id BETWEEN ?2 AND ?3 AND " KINDS "ORDER BY r.id",
    [IWMO_SQL_RECORDS_OF_MESSAGE] =
        "SELECT @record FROM record r WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id",
    [IWMO_SQL_EACH_RECORD] =
        "SELECT @record, e.release FROM record r "
        "JOIN entry e ON e.id = r.message WHERE @counts AND r.side = ?2 AND " KINDS
        "ORDER BY r.gemeente, r.nummer, r.id",

    [IWMO_SQL_ADD_PIECE] =
        "INSERT INTO sealed (message, name, piece, version, mark, bytes) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [IWMO_SQL_COUNT_PIECES] = "SELECT coalesce(max(piece) + 1, 0) FROM sealed WHERE "
                              "message = ?1 AND name = ?2",
    [IWMO_SQL_PIECES] = "SELECT piece, version, mark, bytes FROM sealed "
                        "WHERE message = ?1 AND name = ?2 ORDER BY piece",
    [IWMO_SQL_PIECE_MARKS] = "SELECT name, piece, version, mark FROM sealed "
                             "WHERE message = ?1 ORDER BY name, piece",

    [IWMO_SQL_ADD_INTAKE] =
        "INSERT INTO intake (@intake_names) VALUES (@intake_values)",
    [IWMO_SQL_CHANGE_INTAKE] =
        "UPDATE intake SET client = ?1, aanbieder = ?2, is_open = ?3, is_needed = ?4, "
        "strength = ?5, outcome = ?6, categorie = ?7, opened = ?8, closed = ?9, "
        "message = ?10, closing = ?11, settled = ?12 WHERE id = ?13",
    [IWMO_SQL_INTAKE] = "SELECT @intake FROM intake i WHERE i.id = ?1",
    [IWMO_SQL_INTAKES_OF_CLIENT] = "SELECT @intake FROM intake i WHERE i.client = ?1 "
                                   "AND (?2 = '' OR i.aanbieder = ?2) ORDER BY i.id",
    [IWMO_SQL_INTAKES_OF_AANBIEDER] =
        "SELECT @intake FROM intake i WHERE ?1 = '' OR i.aanbieder = ?1 ORDER BY i.id",
    [IWMO_SQL_ADD_LINK] = "INSERT INTO intake_link (intake, gemeente, nummer) "
                          "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    [IWMO_SQL_LINKS] = "SELECT gemeente, nummer FROM intake_link WHERE intake = ?1 "
                       "ORDER BY gemeente, nummer",
    [IWMO_SQL_ADD_NOTE] = "INSERT INTO intake_note (@note_names, message) "
                          "VALUES (@note_values, ?)",
    [IWMO_SQL_CHANGE_NOTE] =
        "UPDATE intake_note SET outcome = ?3, strength = ?4, intake = ?5, because = ?6 "
        "WHERE message = ?1 AND record = ?2",
    [IWMO_SQL_NOTES] = "SELECT @note FROM intake_note n WHERE n.message = ?1 "
                       "ORDER BY n.id",
    [IWMO_SQL_ADD_BLOCK] = "INSERT INTO blocked (client, day) VALUES (?1, ?2) "
                           "ON CONFLICT DO NOTHING",
    [IWMO_SQL_DROP_BLOCK] = "DELETE FROM blocked WHERE client = ?1",
    [IWMO_SQL_IS_BLOCKED] = "SELECT 1 FROM blocked WHERE client = ?1",

    [IWMO_SQL_FORGET_RECORDS] = "DELETE FROM record WHERE id BETWEEN ?1 AND ?2",
    [IWMO_SQL_FORGET_LINES] =
        "DELETE FROM record WHERE id BETWEEN ?1 AND ?2 AND client = ?3",
    [IWMO_SQL_FORGET_NOTES] = "DELETE FROM intake_note WHERE message = ?1",
    [IWMO_SQL_FORGET_PIECES] = "DELETE FROM sealed WHERE message = ?1",
    [IWMO_SQL_FORGET_CLIENT] = "UPDATE entry SET client = NULL WHERE id = ?1",
    [IWMO_SQL_NOTED] = "SELECT message FROM intake_note WHERE intake = ?1 LIMIT 1",
    [IWMO_SQL_FORGET_LINKS] = "DELETE FROM intake_link WHERE intake = ?1",
    [IWMO_SQL_FORGET_INTAKE] = "DELETE FROM intake WHERE id = ?1",
    [IWMO_SQL_MESSAGES_ABOUT] =
        "SELECT DISTINCT message FROM record WHERE client = ?1 ORDER BY message",
    [IWMO_SQL_CLIENTS] =
        "SELECT DISTINCT client FROM record WHERE client BETWEEN ?1 AND ?2 LIMIT 2",
    [IWMO_SQL_OLD_PIECES] =
        "SELECT piece, version, mark, bytes, message, name, rowid FROM sealed "
        "WHERE version < ?1 AND rowid > ?2 ORDER BY rowid LIMIT 1",
    [IWMO_SQL_CHANGE_PIECE] = "UPDATE sealed SET version = ?4, mark = ?5, bytes = ?6 "
                              "WHERE message = ?1 AND name = ?2 AND piece = ?3",

    [IWMO_SQL_ADD_AUDIT] =
        "INSERT INTO audit (id, event, day, subject, detail, digest, hash) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [IWMO_SQL_LAST_AUDIT] = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1",
    [IWMO_SQL_AUDIT_HASH] = "SELECT hash FROM audit WHERE id = ?1",
    [IWMO_SQL_COUNT_OLD_PIECES] = "SELECT count(*) FROM sealed WHERE version < ?1",
};

static const struct table {
    const char *name;
    char letter;
    const struct iwmo_column *columns;
} tables[] = {
    {"entry", 'e', iwmo_entry_columns},
    {"record", 'r', iwmo_record_columns},
    {"intake", 'i', iwmo_intake_columns},
    {"note", 'n', iwmo_note_columns},
};

static void
add_columns(struct iwmo_buffer *text, const struct table *table, const char *form)
{
    const struct iwmo_column *column = table->columns + (*form != '\0');

    for (const char *comma = ""; column->name != NULL; column++, comma = ", ") {
        iwmo_buffer_text(text, comma);
        if (strcmp(form, "_values") == 0)
            iwmo_buffer_char(text, '?');
        else if (*form == '\0')
            iwmo_buffer_printf(text, "%c.%s", table->letter, column->name);
        else
            iwmo_buffer_text(text, column->name);
    }
}

static void
add_counts(struct iwmo_buffer *text)
{
    const char *before = "e.state IN (";

    for (enum iwmo_entry_state state = 0; state < IWMO_ENTRY_STATES; state++) {
        if (!iwmo_entry_counts(state))
            continue;
        iwmo_buffer_printf(text, "%s%d", before, (int)state);
        before = ", ";
    }
    iwmo_buffer_char(text, ')');
}

/* What stands for "@..."; returns where it ends. */
static const char *
expand(struct iwmo_buffer *text, const char *at)
{
    char name[24];
    size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyz_");

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        size_t length = strlen(tables[i].name);
        if (strncmp(at, tables[i].name, length) != 0)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)(size - length), at + length);
        add_columns(text, &tables[i], name);
        return at + size;
    }
    add_counts(text);
    return at + size;
}

bool
iwmo_sql_text(enum iwmo_sql which, struct iwmo_buffer *text)
{
    const char *at = texts[which];

    for (;;) {
        size_t size = strcspn(at, "@");
        iwmo_buffer_add(text, at, size);
        if (at[size] == '\0')
            break;
        at = expand(text, at + size + 1);
    }
    return text->failed == IWMO_OK;
}
