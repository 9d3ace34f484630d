#ifndef IWMO_BASE_CSV_H
#define IWMO_BASE_CSV_H

/*
 * CSV: the rows of a table that a spreadsheet or translate/csv_writer wrote.
 *
 * RFC 4180 in UTF-8, byte order mark allowed, CR LF or LF.  Comma or semicolon:
 * whichever the first row has more of outside quotes.  A cell that begins with
 * apostrophes followed by one of = + - @, a tab or a line end loses one apostrophe: it
 * kept a spreadsheet from taking the cell for a formula.  Empty rows are passed over;
 * so are rows whose first cell begins with "# ", as long as no row with data came.
 */
#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

#define IWMO_CSV_MAX_CELLS 256 /* in a row */

struct iwmo_csv_row {
    size_t number; /* from 1, all rows counted: as a spreadsheet numbers them */
    size_t count;
    struct iwmo_text *cells;
    struct iwmo_csv_row *next;
};

struct iwmo_csv {
    struct iwmo_csv_row *rows; /* the first has the names */
    size_t count;
};

enum iwmo_csv_fault {
    IWMO_CSV_FINE,
    IWMO_CSV_NO_UTF8,
    IWMO_CSV_NUL,
    IWMO_CSV_CONTROL,     /* another character that XML cannot carry */
    IWMO_CSV_OPEN_QUOTE,  /* a quoted cell does not end */
    IWMO_CSV_AFTER_QUOTE, /* something between a closing quote and the separator */
    IWMO_CSV_TOO_WIDE,    /* more than IWMO_CSV_MAX_CELLS */
    IWMO_CSV_EMPTY,
    IWMO_CSV_NO_MEMORY
};

/* A fault in words, Dutch or English; "" for IWMO_CSV_FINE and IWMO_CSV_NO_MEMORY.
 * Constant. */
const char *iwmo_csv_words(enum iwmo_csv_fault fault, bool is_dutch);

/*
 * Read `size` bytes at `bytes`, which are changed and must outlive `csv`; rows live in
 * the arena.  A fault comes with the `row` it is in, 0 when it is in none.
 */
enum iwmo_csv_fault iwmo_csv_read(struct iwmo_csv *csv, char *bytes, size_t size,
                                  struct iwmo_arena *arena, size_t *row);

#endif
