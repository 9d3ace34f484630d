#ifndef IWMO_TRANSLATE_CSV_READER_H
#define IWMO_TRANSLATE_CSV_READER_H

/*
 * CSV reader: the tables of a message -> a visitor.
 *
 * The visitor is told in the order of the schema; what is missing or wrong is told too,
 * or left out, so whoever takes it judges it.  An empty cell is an element that is not
 * there.
 */
#include "model/filler.h"
#include "model/path.h"
#include "model/visitor.h"
#include "translate/csv_tables.h"

/* Read `tables`, which are linked and have no remarks.  `filler.fill` NULL: what is
 * absent stays absent.  Statuses are those of the visitor, or IWMO_NO_MEMORY. */
enum iwmo_status iwmo_csv_reader_read(const struct iwmo_csv_tables *tables,
                                      struct iwmo_filler filler,
                                      const struct iwmo_visitor *visitor);

/* Where the element at `step` comes from. */
struct iwmo_csv_place {
    const char *file;   /* NULL: from no table */
    size_t row;         /* 0: from no row */
    const char *column; /* NULL: the row as a whole */
};

struct iwmo_csv_place iwmo_csv_reader_place(const struct iwmo_csv_tables *tables,
                                            const struct iwmo_step *step);

#endif
