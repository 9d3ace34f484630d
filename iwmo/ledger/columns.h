#ifndef IWMO_LEDGER_COLUMNS_H
#define IWMO_LEDGER_COLUMNS_H

/*
 * Columns: how the structs of the ledger stand in its tables.
 *
 * One table of columns per struct serves the SQL, binding, reading, the digests of the
 * audit trail and the export.  A value that is absent is NULL.
 */
#include <stdint.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "ledger/ledger.h"

enum iwmo_column_kind {
    IWMO_COLUMN_ID,     /* uint64_t */
    IWMO_COLUMN_CHOICE, /* an enum; `limit`: how many there are */
    IWMO_COLUMN_COUNT,  /* uint32_t */
    IWMO_COLUMN_NUMBER, /* int64_t */
    IWMO_COLUMN_MONEY,  /* struct iwmo_money */
    IWMO_COLUMN_DATE,   /* struct iwmo_date */
    IWMO_COLUMN_BOOL,
    IWMO_COLUMN_CHAR, /* NUL: absent */
    IWMO_COLUMN_TEXT, /* char[size], "" is no NULL */
    IWMO_COLUMN_KEY,  /* struct iwmo_key, or as many bytes as `size`; zero: absent */
    IWMO_COLUMN_CODES /* char[5][5], as a text with spaces */
};

struct iwmo_column {
    const char *name; /* NULL ends a table */
    size_t offset, size;
    enum iwmo_column_kind kind;
    int since;      /* schema version that brought it; 0: the first */
    int64_t limit;  /* of a choice: how many; else */
    int64_t absent; /* which value is NULL, for kinds that are integers */
};

/* A record as it is stored. */
struct iwmo_stored {
    struct iwmo_record record; /* without `where` */
    enum iwmo_side side;
};

/* A row of blocks. */
struct iwmo_blocked {
    struct iwmo_key client;
    struct iwmo_date day;
};

/* The column of the number by which a row is known, if any, comes first. */
extern const struct iwmo_column iwmo_entry_columns[];
extern const struct iwmo_column iwmo_record_columns[]; /* of struct iwmo_stored */
extern const struct iwmo_column iwmo_intake_columns[];
extern const struct iwmo_column iwmo_note_columns[]; /* of struct iwmo_intake_note */
extern const struct iwmo_column iwmo_link_columns[]; /* of struct iwmo_intake_link */
extern const struct iwmo_column iwmo_blocked_columns[];

/* A value on its way between a struct and a table. */
struct iwmo_cell {
    enum { IWMO_CELL_NULL, IWMO_CELL_INTEGER, IWMO_CELL_TEXT, IWMO_CELL_BYTES } type;
    int64_t integer;
    struct iwmo_text text; /* or bytes */
    char room[32];         /* that `text` may point at */
};

/* What `column` of the struct at `row` holds; `cell` borrows it. */
void iwmo_column_get(const struct iwmo_column *column, const void *row,
                     struct iwmo_cell *cell);

/* Set it.  false: no such value can stand there. */
bool iwmo_column_set(const struct iwmo_column *column, void *row,
                     const struct iwmo_cell *cell);

/* Add all of a row to a digest: equal rows, and only those, give equal digests.  A
 * column of a later schema that is absent adds nothing: what was digested before it
 * came stays true. */
void iwmo_columns_digest(const struct iwmo_column *columns, const void *row,
                         struct iwmo_digest *digest);

#endif
