#ifndef IWMO_TRANSLATE_CSV_TABLES_H
#define IWMO_TRANSLATE_CSV_TABLES_H

/*
 * CSV tables: those that translate/csv_writer makes of a message, read again.
 *
 * Rows are tied to the row they belong to by its number (Client.Nr); what they repeat
 * of it (Bsn) may not differ.  A table that is not there has no rows; columns may come
 * in any order and may be absent.  Values are not looked at: the schema judges what is
 * made of them.  All of it is kept in memory.  Not thread-safe.
 */
#include <stdint.h>

#include "model/csv_remark.h"
#include "translate/csv_plan.h"
#include "translate/csv_writer.h"

#define IWMO_CSV_NOWHERE SIZE_MAX

/* A row with values. */
struct iwmo_csv_record {
    const struct iwmo_csv_row *row;
    size_t parent; /* position of the record it belongs to; 0 when there can be one */
    int64_t number;
};

/* A table, read. */
struct iwmo_csv_sheet {
    const struct iwmo_csv_table *table;
    const char *file; /* borrowed; NULL: there is none */
    struct iwmo_csv csv;
    size_t *columns; /* per column of the table: its cell, or IWMO_CSV_NOWHERE */
    size_t *keys;    /* the same per key */
    size_t number;   /* the same of the column Nr */
    struct iwmo_csv_record *records; /* of one parent stand together, in its order */
    size_t count;
    struct iwmo_csv_record **numbers; /* sorted by number */
};

struct iwmo_csv_tables {
    struct iwmo_arena *arena; /* borrowed */
    const struct iwmo_message_kind *message;
    struct iwmo_csv_plan plan;
    struct iwmo_csv_sheet sheets[IWMO_CSV_MAX_TABLES];
    struct iwmo_csv_remarks remarks;
};

/* The tables of `message`, without rows.  IWMO_NO_MEMORY, else IWMO_OK. */
enum iwmo_status iwmo_csv_tables_init(struct iwmo_csv_tables *tables,
                                      const struct iwmo_message_kind *message,
                                      struct iwmo_arena *arena);

/*
 * Read table `number` (as iwmo_csv_writer_name() counts) from `bytes`, which are
 * changed and must outlive `tables`, as `file` must.  IWMO_NO_MEMORY, else IWMO_OK:
 * look at the remarks.
 */
enum iwmo_status iwmo_csv_tables_read(struct iwmo_csv_tables *tables, size_t number,
                                      const char *file, char *bytes, size_t size);

/* All tables have been read: tie the rows together.  As iwmo_csv_tables_read(). */
enum iwmo_status iwmo_csv_tables_link(struct iwmo_csv_tables *tables);

/* The message whose Header has the codes and versions in `header`; NULL: none. */
const struct iwmo_message_kind *
iwmo_csv_tables_message(const struct iwmo_schema *schema,
                        const struct iwmo_csv *header);

/* Position of the first record of `sheet` that belongs to `parent`, or behind it. */
size_t iwmo_csv_sheet_find(const struct iwmo_csv_sheet *sheet, size_t parent);

/* The cell of `column` in the record at `position`, which may be IWMO_CSV_NOWHERE;
 * empty when there is none. */
struct iwmo_text iwmo_csv_sheet_cell(const struct iwmo_csv_sheet *sheet,
                                     size_t position, size_t column);

#endif
