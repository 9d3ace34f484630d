#ifndef IWMO_GENERATE_LINES_H
#define IWMO_GENERATE_LINES_H

/*
 * Lines: rows of a spreadsheet -> messages 305, 307 and 323.
 *
 * Rows of one Afzender, Ontvanger and declaratieperiode are one 323, its Clienten by
 * Bsn; rows of one Afzender, Ontvanger and Bsn are one 305 or 307.  What belongs to the
 * message or the Client need stand in one of its rows only, and may not differ in the
 * others.  Everything wrong is a remark with its row and column.  All of it is kept in
 * memory.  Source: process 10.2, 10.4.  Not thread-safe.
 */
#include "base/csv.h"
#include "base/date.h"
#include "base/drain.h"
#include "generate/lines_column.h"
#include "model/csv_remark.h"
#include "model/path.h"

struct iwmo_line {
    const struct iwmo_csv_row *row;
    struct iwmo_text afzender, ontvanger, bsn;
    struct iwmo_date maand; /* of a 323: first day of the declaratieperiode */
    size_t client;          /* the first row of the Client */
    size_t message;         /* number of the first line of its message */
};

struct iwmo_lines {
    struct iwmo_arena *arena; /* borrowed */
    struct iwmo_lines_form form;
    struct iwmo_csv csv;
    size_t at[IWMO_LINES_MAX_COLUMNS]; /* cell of each column, or IWMO_LINES_NONE */
    struct iwmo_line *lines;           /* those of one message stand together */
    size_t count;
    const char *file; /* for remarks; borrowed */
    struct iwmo_csv_remarks remarks;
    bool failed; /* out of memory */
};

/* Does the name of that file (NULL: none) end in .csv? */
bool iwmo_lines_are_in(const char *path);

/* Read and check; `bytes` are changed and must outlive `lines`, whose form is made.
 * IWMO_NO_MEMORY, else IWMO_OK: look at the remarks. */
enum iwmo_status iwmo_lines_read(struct iwmo_lines *lines, char *bytes, size_t size,
                                 struct iwmo_arena *arena);

/* First line of the message behind that of line `from`; lines->count: none. */
size_t iwmo_lines_next(const struct iwmo_lines *lines, size_t from);

/* The value in `row`; empty when it has none. */
struct iwmo_text iwmo_lines_cell(const struct iwmo_lines *lines,
                                 const struct iwmo_csv_row *row, size_t column);
struct iwmo_text iwmo_lines_named(const struct iwmo_lines *lines,
                                  const struct iwmo_csv_row *row, const char *name);

/*
 * IngediendBedrag in eurocents, as given or by process 10.4.  False: *wrong says why
 * not, and *column what is at fault.
 */
bool iwmo_lines_bedrag(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
                       int64_t *cents, enum iwmo_csv_wrong *wrong, const char **column);

struct iwmo_lines_order {
    size_t first, end; /* the lines of one message, without remarks */
    struct iwmo_date date;
    const char *identificatie; /* when the lines have none; NULL: from the content */
};

/* Make the message in `arena`, which the caller resets, and hand its XML to `drain`.
 * `*root` lives in the arena. */
enum iwmo_status iwmo_lines_write(const struct iwmo_lines *lines,
                                  const struct iwmo_lines_order *order,
                                  struct iwmo_arena *arena, struct iwmo_drain drain,
                                  const struct iwmo_node **root,
                                  struct iwmo_error *err);

/* The row that the element at `step` of the message `root` comes from; appends the name
 * of its column, when it has one. */
size_t iwmo_lines_place(const struct iwmo_lines *lines, const struct iwmo_node *root,
                        const struct iwmo_step *step, struct iwmo_buffer *column);

#endif
