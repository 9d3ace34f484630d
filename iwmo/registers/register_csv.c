#include "registers/register.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/utf8.h"
#include "schema/facet.h"

#define MAX_CSV_MEMORY ((size_t)512 << 20)
#define MAX_SHOWN      40 /* bytes of a name that is not ours */
#define NONE           SIZE_MAX

struct reading {
    const struct iwmo_register_form *form;
    const char *path;
    bool is_dutch;
    struct iwmo_arena *arena;
    const struct iwmo_type *types[IWMO_REGISTER_MAX_COLUMNS];
    size_t at[IWMO_REGISTER_MAX_COLUMNS]; /* cell of each column, or NONE */
};

/* ---- what is wrong ---- */

static const struct iwmo_register_fault no_column = {NULL, "deze kolom ontbreekt",
                                                     "this column is missing"};
static const struct iwmo_register_fault unknown_column = {
    NULL, "deze kolom is onbekend", "this column is unknown"};
static const struct iwmo_register_fault double_column = {
    NULL, "deze kolom staat er twee keer", "this column is there twice"};
static const struct iwmo_register_fault extra_cell = {
    "", "meer cellen dan er kolommen zijn", "more cells than there are columns"};
static const struct iwmo_register_fault no_value = {NULL, "de waarde ontbreekt",
                                                    "the value is missing"};
static const struct iwmo_register_fault wrong_order = {"eind", "eerder dan begin",
                                                       "earlier than begin"};

/* "contract.csv: rij 3, kolom tarief: fout: " */
static void
begin_words(const struct reading *reading, size_t row, struct iwmo_text column,
            struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%s: ", reading->path);
    if (row > 0)
        iwmo_buffer_printf(out, "%s %zu", reading->is_dutch ? "rij" : "row", row);
    if (column.size > 0)
        iwmo_buffer_text(out, reading->is_dutch ? ", kolom " : ", column ");
    for (struct iwmo_text rest = column; column.size - rest.size < MAX_SHOWN;) {
        uint32_t point;
        const char *at = rest.at;
        if (!iwmo_utf8_next(&rest, &point))
            break;
        bool is_harmless = point >= 0x20 && (point < 0x7F || point >= 0xA0) &&
                           (point < 0x200E || point > 0x202E);
        iwmo_buffer_add(out, is_harmless ? at : "?",
                        is_harmless ? (size_t)(rest.at - at) : 1);
    }
    iwmo_buffer_text(out, row > 0 ? ": " : "");
    iwmo_buffer_text(out, reading->is_dutch ? "fout: " : "error: ");
}

static enum iwmo_status
end_words(struct iwmo_buffer *words, struct iwmo_error *err)
{
    enum iwmo_status status = words->failed == IWMO_OK
                                  ? iwmo_fail(err, IWMO_MALFORMED, "%s", words->at)
                                  : iwmo_fail(err, words->failed, "out of memory");

    iwmo_buffer_release(words);
    return status;
}

static enum iwmo_status
refuse(const struct reading *reading, size_t row, struct iwmo_text column,
       const struct iwmo_register_fault *fault, struct iwmo_error *err)
{
    struct iwmo_buffer words = {0};

    begin_words(reading, row, column, &words);
    iwmo_buffer_text(&words, reading->is_dutch ? fault->dutch : fault->english);
    return end_words(&words, err);
}

static enum iwmo_status
refuse_value(const struct reading *reading, size_t row, size_t column,
             struct iwmo_error *err)
{
    const char *const *word = reading->form->columns[column].words;
    struct iwmo_buffer words = {0};

    begin_words(reading, row, iwmo_text(reading->form->columns[column].name), &words);
    iwmo_buffer_text(&words,
                     reading->is_dutch ? "toegestaan is " : "what is allowed: ");
    if (word == NULL)
        iwmo_wording_type(reading->types[column], reading->is_dutch ? IWMO_NL : IWMO_EN,
                          &words);
    for (size_t i = 0; word != NULL && word[i] != NULL; i++)
        iwmo_buffer_printf(&words, "%s%s", i > 0 ? ", " : "", word[i]);
    return end_words(&words, err);
}

static enum iwmo_status
refuse_overlap(const struct reading *reading, const struct iwmo_term *a,
               const struct iwmo_term *b, struct iwmo_error *err)
{
    struct iwmo_buffer words = {0};
    size_t first = a->row < b->row ? a->row : b->row;

    begin_words(reading, first == a->row ? b->row : a->row, iwmo_text("begin"), &words);
    iwmo_buffer_printf(
        &words,
        reading->is_dutch ? "geldt op een dag waarop rij %zu met dezelfde sleutel geldt"
                          : "counts on a day on which row %zu of the same key counts",
        first);
    return end_words(&words, err);
}

static enum iwmo_status
refuse_csv(const struct reading *reading, size_t row, enum iwmo_csv_fault fault,
           const struct iwmo_arena *arena, struct iwmo_error *err)
{
    struct iwmo_buffer words = {0};

    if (fault == IWMO_CSV_NO_MEMORY)
        return iwmo_arena_is_full(arena)
                   ? iwmo_fail(err, IWMO_LIMIT, "%s: too many cells", reading->path)
                   : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    begin_words(reading, row, iwmo_text(""), &words);
    iwmo_buffer_text(&words, iwmo_csv_words(fault, reading->is_dutch));
    return end_words(&words, err);
}

/* ---- columns ---- */

static void
find_types(struct reading *reading)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;

    for (size_t i = 0; i < reading->form->column_count; i++) {
        const char *name = reading->form->columns[i].type;
        for (size_t k = 0; name != NULL && k < schema->type_count; k++)
            if (schema->types[k]->release == R_3_2 &&
                strcmp(schema->types[k]->name, name) == 0)
                reading->types[i] = schema->types[k];
        assert(name == NULL || reading->types[i] != NULL);
    }
}

static size_t
find_column(const struct iwmo_register_form *form, struct iwmo_text name)
{
    for (size_t i = 0; i < form->column_count; i++)
        if (iwmo_text_equals(name, form->columns[i].name))
            return i;
    return NONE;
}

static enum iwmo_status
read_names(struct reading *reading, const struct iwmo_csv_row *names,
           struct iwmo_error *err)
{
    const struct iwmo_register_form *form = reading->form;

    for (size_t i = 0; i < form->column_count; i++)
        reading->at[i] = NONE;
    for (size_t i = 0; i < names->count; i++) {
        struct iwmo_text name = iwmo_text_trim(names->cells[i]);
        size_t column = find_column(form, name);
        if (column == NONE)
            return refuse(reading, names->number, name, &unknown_column, err);
        if (reading->at[column] != NONE)
            return refuse(reading, names->number, name, &double_column, err);
        reading->at[column] = i;
    }
    for (size_t i = 0; i < form->column_count; i++)
        if (form->columns[i].is_mandatory && reading->at[i] == NONE)
            return refuse(reading, names->number, iwmo_text(form->columns[i].name),
                          &no_column, err);
    return IWMO_OK;
}

/* ---- cells ---- */

static void
set_member(void *row, size_t offset, const void *value, size_t size)
{
    memcpy((char *)row + offset, value, size);
}

static unsigned
find_word(const char *const *words, struct iwmo_text cell)
{
    for (unsigned i = 0; words[i] != NULL; i++)
        if (iwmo_text_equals(cell, words[i]))
            return i + 1;
    return 0;
}

static bool
set_text(struct reading *reading, void *row, size_t offset, struct iwmo_text cell)
{
    const char *copy =
        cell.size > 0 ? iwmo_arena_copy(reading->arena, cell.at, cell.size) : "";

    set_member(row, offset, &copy, sizeof(copy));
    return copy != NULL;
}

static enum iwmo_status
read_cell(struct reading *reading, size_t number, size_t row_number,
          struct iwmo_text cell, void *row, struct iwmo_error *err)
{
    const struct iwmo_register_column *column = &reading->form->columns[number];
    const struct iwmo_type *type = reading->types[number];
    struct iwmo_value value = {0};
    bool is_set = true;

    if (cell.size == 0 && column->is_mandatory)
        return refuse(reading, row_number, iwmo_text(column->name), &no_value, err);
    unsigned word = column->words != NULL ? find_word(column->words, cell) : 0;
    if (cell.size > 0 &&
        (column->words != NULL
             ? word == 0
             : type != NULL && iwmo_type_check(type, cell, &value) != IWMO_FACET_NONE))
        return refuse_value(reading, row_number, number, err);
    if (column->words != NULL) {
        set_member(row, column->offset, &word, sizeof(word));
    } else if (type == NULL || type->kind == IWMO_STRING) {
        is_set = set_text(reading, row, column->offset, cell);
    } else if (type->kind == IWMO_INTEGER) {
        int64_t integer = cell.size > 0 ? value.integer : -1;
        set_member(row, column->offset, &integer, sizeof(integer));
    } else if (cell.size > 0) {
        set_member(row, column->offset, &value.date, sizeof(value.date));
    }
    return is_set ? IWMO_OK : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
}

static enum iwmo_status
read_row(struct reading *reading, const struct iwmo_csv_row *cells, size_t name_count,
         void *row, struct iwmo_error *err)
{
    const struct iwmo_register_form *form = reading->form;
    struct iwmo_term *term = row;
    enum iwmo_status status = IWMO_OK;

    *term = (struct iwmo_term){{INT32_MIN}, {INT32_MAX}, cells->number};
    for (size_t i = name_count; i < cells->count; i++)
        if (cells->cells[i].size > 0)
            return refuse(reading, cells->number, iwmo_text(""), &extra_cell, err);
    for (size_t i = 0; status == IWMO_OK && i < form->column_count; i++) {
        struct iwmo_text cell = {"", 0};
        if (reading->at[i] < cells->count) /* NONE is not */
            cell = iwmo_text_trim(cells->cells[reading->at[i]]);
        status = read_cell(reading, i, cells->number, cell, row, err);
    }
    if (status != IWMO_OK)
        return status;
    const struct iwmo_register_fault *fault = iwmo_date_before(term->end, term->begin)
                                                  ? &wrong_order
                                              : form->check != NULL ? form->check(row)
                                                                    : NULL;
    return fault == NULL
               ? IWMO_OK
               : refuse(reading, cells->number, iwmo_text(fault->column), fault, err);
}

/* ---- reading ---- */

static enum iwmo_status
read_rows(struct reading *reading, const struct iwmo_csv *csv, void *rows,
          struct iwmo_error *err)
{
    const struct iwmo_register_form *form = reading->form;
    char *row = rows;
    enum iwmo_status status = IWMO_OK;

    for (const struct iwmo_csv_row *cells = csv->rows->next;
         status == IWMO_OK && cells != NULL; cells = cells->next) {
        status = read_row(reading, cells, csv->rows->count, row, err);
        row += form->row_size;
    }
    if (status != IWMO_OK)
        return status;
    const struct iwmo_term *pair[2];
    return iwmo_register_sort(form, rows, csv->count - 1, pair)
               ? IWMO_OK
               : refuse_overlap(reading, pair[0], pair[1], err);
}

static enum iwmo_status
read_csv(struct reading *reading, struct iwmo_buffer *text, struct iwmo_arena *scratch,
         struct iwmo_register *reg, struct iwmo_error *err)
{
    const struct iwmo_register_form *form = reading->form;
    struct iwmo_csv csv = {0};
    size_t row = 0;

    enum iwmo_csv_fault fault =
        iwmo_csv_read(&csv, text->at, text->size, scratch, &row);
    if (fault != IWMO_CSV_FINE)
        return refuse_csv(reading, row, fault, scratch, err);
    enum iwmo_status status = read_names(reading, csv.rows, err);
    if (status != IWMO_OK)
        return status;
    void *rows = iwmo_arena_alloc(reading->arena, (csv.count - 1) * form->row_size);
    if (rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    status = read_rows(reading, &csv, rows, err);
    if (status == IWMO_OK)
        *reg = (struct iwmo_register){form, rows, csv.count - 1};
    return status;
}

enum iwmo_status
iwmo_register_read(struct iwmo_register *reg, const struct iwmo_register_form *form,
                   const char *path, enum iwmo_lang lang, struct iwmo_arena *arena,
                   struct iwmo_error *err)
{
    struct reading reading = {
        .form = form, .path = path, .is_dutch = lang == IWMO_NL, .arena = arena};
    struct iwmo_arena *scratch = iwmo_arena_new(MAX_CSV_MEMORY);
    struct iwmo_buffer text = {0};
    enum iwmo_status status =
        scratch == NULL ? iwmo_fail(err, IWMO_NO_MEMORY, "out of memory")
                        : iwmo_file_read(path, IWMO_REGISTER_MAX_BYTES, &text, err);

    assert(form->column_count <= IWMO_REGISTER_MAX_COLUMNS);
    find_types(&reading);
    if (status == IWMO_OK)
        status = read_csv(&reading, &text, scratch, reg, err);
    iwmo_buffer_release(&text);
    iwmo_arena_free(scratch);
    return status;
}
