#ifndef IWMO_TRANSLATE_CSV_PLAN_H
#define IWMO_TRANSLATE_CSV_PLAN_H

/*
 * CSV plan: which tables a message becomes, and which column a value goes to.
 *
 * A table for every group right under the root (Header, Client, Declaratie) and for
 * every element that may occur more than once; other groups are columns of the table
 * they stand in, with a dotted name (Product.Categorie).  A list around repeated
 * elements (Contactgegevens) leaves no trace.  An optional group that may be there
 * without any value (Periode) has a column of its own, which then says
 * IWMO_CSV_BLANK_GROUP.  Rows that other rows belong to are numbered through the whole
 * message.  Internal to translate/csv.
 */
#include "base/arena.h"
#include "base/error.h"
#include "schema/schema.h"

#define IWMO_CSV_BLANK_GROUP "leeg"

struct iwmo_csv_table;

/* One element at one place in the message. */
struct iwmo_csv_node {
    const struct iwmo_element *element;
    struct iwmo_csv_node *first, *next; /* children; siblings */
    struct iwmo_csv_table *table;       /* it belongs to; NULL: the root */
    bool is_row;                        /* each is a row of `table` */
    bool is_marked;                     /* a group with a column of its own */
    size_t column;                      /* of `table`; of a value or a marked group */
};

struct iwmo_csv_column {
    const char *name;
    struct iwmo_csv_column *next;
    size_t number;
};

/* A column that comes from an enclosing table, or from the Header. */
struct iwmo_csv_key {
    const char *name;
    const struct iwmo_csv_table *table;
    const struct iwmo_csv_column *column; /* NULL: the number of its row */
    struct iwmo_csv_key *next;
};

struct iwmo_csv_table {
    const char *name;
    const struct iwmo_element *element;
    struct iwmo_csv_table *parent, *next; /* encloses it; in order of the schema */
    size_t number;                        /* from 0 */
    bool is_numbered;                     /* rows have a column Nr */
    struct iwmo_csv_column *columns, *last_column;
    size_t column_count;
    struct iwmo_csv_key *keys;
};

struct iwmo_csv_plan {
    struct iwmo_csv_node *root;
    struct iwmo_csv_table *tables;
    size_t table_count;
};

/* All of it lives in the arena.  IWMO_NO_MEMORY, else IWMO_OK. */
enum iwmo_status iwmo_csv_plan_make(struct iwmo_csv_plan *plan,
                                    const struct iwmo_message_kind *message,
                                    struct iwmo_arena *arena);

#endif
