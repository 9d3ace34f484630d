#ifndef IWMO_REGISTERS_REGISTER_H
#define IWMO_REGISTERS_REGISTER_H

/*
 * Register: dated rows of one file, checked and sorted.
 *
 * A file is CSV (base/csv.h) with names in its first row, in any order; a column that
 * is not mandatory may be left out.  A cell is trimmed and must fit the type of the
 * standard that its column has.  One key may have several rows, of which no two count
 * on the same day.  One wrong cell refuses the whole file: the error names the file,
 * the row as a spreadsheet numbers it, the column and what is allowed, in Dutch or
 * English, without the value.  Looking up is a binary search.  Read-only once read.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "model/wording.h"

#define IWMO_REGISTER_MAX_BYTES   ((size_t)32 << 20)
#define IWMO_REGISTER_MAX_COLUMNS 16

/* The first member of every row: the days on which it counts.  INT32_MIN and INT32_MAX
 * where the file is silent. */
struct iwmo_term {
    struct iwmo_date begin, end; /* both included */
    size_t row;                  /* in the file */
};

struct iwmo_register_column {
    const char *name;
    const char *type;         /* of 3.2: "LDT_Gemeente"; NULL: any text, or a word */
    const char *const *words; /* what is allowed instead, NULL at the end; or NULL */
    bool is_mandatory;
    size_t offset; /* in the row, of: const char * (text, "" when empty), int64_t
                      (integer, -1 when empty), struct iwmo_date (date, left alone when
                      empty) or unsigned (word, from 1; 0 when empty) */
};

#define IWMO_REGISTER_TERM                                                             \
    {"begin", "LDT_Datum", NULL, false, offsetof(struct iwmo_term, begin)},            \
    {                                                                                  \
        "eind", "LDT_Datum", NULL, false, offsetof(struct iwmo_term, end)              \
    }

/* What a row may not be, in two languages. */
struct iwmo_register_fault {
    const char *column, *dutch, *english;
};

struct iwmo_register_form {
    const struct iwmo_register_column *columns;
    size_t column_count; /* at most IWMO_REGISTER_MAX_COLUMNS */
    size_t key_count;    /* the first columns are the key; all of them are texts */
    size_t row_size;
    /* What is wrong with a row whose cells are right, or NULL; the function too. */
    const struct iwmo_register_fault *(*check)(const void *row);
};

struct iwmo_register {
    const struct iwmo_register_form *form; /* NULL: there is no such register */
    const void *rows;                      /* ascending by key, then begin */
    size_t count;
};

/*
 * Read the file at `path` (register_csv.c), which has one row at least; rows and texts
 * live in the arena.  IWMO_IO, IWMO_LIMIT, IWMO_NO_MEMORY, or IWMO_MALFORMED for what
 * stands in it.
 */
enum iwmo_status iwmo_register_read(struct iwmo_register *reg,
                                    const struct iwmo_register_form *form,
                                    const char *path, enum iwmo_lang lang,
                                    struct iwmo_arena *arena, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Sort rows for looking up.  False: those of `pair` have one key and a day in common.
 */
bool iwmo_register_sort(const struct iwmo_register_form *form, void *rows, size_t count,
                        const struct iwmo_term *pair[2]);

/* The row with that key (form->key_count texts) that counts on `day`, or NULL. */
const void *iwmo_register_find(const struct iwmo_register *reg,
                               const struct iwmo_text *key, struct iwmo_date day);

/* Is there a row, of whatever days, whose key begins with these `count` texts? */
bool iwmo_register_has(const struct iwmo_register *reg, const struct iwmo_text *key,
                       size_t count);

#endif
