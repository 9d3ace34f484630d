#ifndef IWMO_MODEL_CSV_REMARK_H
#define IWMO_MODEL_CSV_REMARK_H

/*
 * CSV remark: what is wrong with a table from which a message is to be made.
 *
 * Each has its row and column, never a value.  Remarks live in an arena; at most
 * IWMO_CSV_REMARKS are kept, all are counted.
 */
#include "base/arena.h"
#include "base/csv.h"
#include "model/wording.h"
#include "schema/schema.h"

#define IWMO_CSV_REMARKS 1000

enum iwmo_csv_wrong {
    IWMO_CSV_UNREAD, /* `fault` says what */
    IWMO_CSV_UNKNOWN_COLUMN,
    IWMO_CSV_DOUBLE_COLUMN,
    IWMO_CSV_MISSING_COLUMN,
    IWMO_CSV_EXTRA_CELL, /* beyond the names */
    IWMO_CSV_MISSING,
    IWMO_CSV_WRONG,      /* the value does not fit `type` */
    IWMO_CSV_DIFFERS,    /* from row `other` of the same message */
    IWMO_CSV_NO_MINUTES, /* Uurtarief goes with Eenheid 01 */
    IWMO_CSV_TOO_MUCH,   /* an amount beyond what the element holds */
    IWMO_CSV_TWICE,      /* must be unique, and row `other` has it too */
    IWMO_CSV_NO_PARENT,  /* no row of that number in `other_file` */
    IWMO_CSV_NOT_PARENT, /* differs from row `other` of `other_file` */
    IWMO_CSV_NO_NUMBER,  /* a number, or "leeg", stands there and nothing else */
    IWMO_CSV_SECOND_ROW, /* the table holds one row */
    IWMO_CSV_NO_MESSAGE  /* the Header is of no message that is known */
};

struct iwmo_csv_remark {
    enum iwmo_csv_wrong wrong;
    const char *file;
    size_t row;              /* 0: none */
    struct iwmo_text column; /* empty: none */
    const struct iwmo_type *type;
    size_t other;
    const char *other_file;
    enum iwmo_csv_fault fault;
    struct iwmo_csv_remark *next;
};

struct iwmo_csv_remarks { /* zeroed, with an arena */
    struct iwmo_arena *arena;
    struct iwmo_csv_remark *first, *last;
    size_t count; /* also those not kept */
    bool failed;  /* out of memory */
};

/* A remark to fill in, or NULL when it is not kept.  `file` and `column` are borrowed.
 */
struct iwmo_csv_remark *iwmo_csv_remarks_add(struct iwmo_csv_remarks *remarks,
                                             enum iwmo_csv_wrong wrong,
                                             const char *file, size_t row,
                                             struct iwmo_text column);

/* Append a line per remark: "lines.csv:3: Bsn: fout: ...". */
void iwmo_csv_remarks_print(const struct iwmo_csv_remarks *remarks, enum iwmo_lang lang,
                            bool show_values, struct iwmo_buffer *out);

/* Append "lines.csv:3: Bsn: ", without what is 0 or empty.  Names come from outside:
 * no control characters, no runs of digits. */
void iwmo_csv_place_print(const char *file, size_t row, struct iwmo_text column,
                          bool show_values, struct iwmo_buffer *out);

#endif
