#ifndef IWMO_GENERATE_LINES_COLUMN_H
#define IWMO_GENERATE_LINES_COLUMN_H

/*
 * Columns that lines.csv may have for a message.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "model/wording.h"
#include "schema/schema.h"

#define IWMO_LINES_MAX_COLUMNS 64
#define IWMO_LINES_MAX_PATH    8
#define IWMO_LINES_NAME        96

/* Whose value it is. */
enum iwmo_lines_level { IWMO_LINES_MESSAGE, IWMO_LINES_CLIENT, IWMO_LINES_LINE };

struct iwmo_lines_column {
    char name[IWMO_LINES_NAME]; /* "ProductPeriode.Begindatum" */
    enum iwmo_lines_level level;
    const struct iwmo_type *type;
    bool is_derived; /* made when it is absent */
    bool is_element; /* false: Uurtarief, which goes into others */
    /* From what the value belongs to (the root, Client, the line) to the element. */
    const struct iwmo_element *path[IWMO_LINES_MAX_PATH];
    size_t depth;
};

struct iwmo_lines_form {
    const struct iwmo_message_kind *message;
    struct iwmo_lines_column columns[IWMO_LINES_MAX_COLUMNS];
    size_t count;
    const struct iwmo_element *lines[IWMO_LINES_MAX_PATH]; /* root's child .. line */
    size_t line_depth;
};

/* Can messages of this kind be made of lines?  305, 307 and 323. */
bool iwmo_lines_form_make(struct iwmo_lines_form *form,
                          const struct iwmo_message_kind *message);

#define IWMO_LINES_NONE SIZE_MAX

/* Number of the column of that name, or IWMO_LINES_NONE. */
size_t iwmo_lines_form_find(const struct iwmo_lines_form *form, struct iwmo_text name);

/* Must a message have it, and can it not be derived? */
bool iwmo_lines_column_is_mandatory(const struct iwmo_lines_column *column);

/* Does it say which message and Client a line goes to?  Every line has it. */
bool iwmo_lines_column_is_key(const struct iwmo_lines_column *column);

/* Append the header row and, in rows that the reader passes over, a word on each
 * column. */
void iwmo_lines_form_print(const struct iwmo_lines_form *form, enum iwmo_lang lang,
                           struct iwmo_buffer *out);

#endif
