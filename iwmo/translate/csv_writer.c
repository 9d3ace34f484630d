#include "translate/csv_writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "translate/csv_plan.h"
#include "xml/limits.h"

/* What is known of a table. */
struct sheet {
    const struct iwmo_csv_table *table;
    struct iwmo_drain drain;
    struct iwmo_buffer kept;
    struct iwmo_buffer *cells; /* of its row at hand, or its last one */
    size_t rows;
};

struct iwmo_csv_writer {
    struct iwmo_csv_writer_options options;
    struct iwmo_arena *arena;
    struct iwmo_csv_plan plan;
    struct sheet sheets[IWMO_CSV_MAX_TABLES];
    const struct iwmo_csv_node *stack[IWMO_MAX_DEPTH];
    unsigned depth;
};

struct iwmo_csv_writer *
iwmo_csv_writer_new(const struct iwmo_csv_writer_options *options)
{
    struct iwmo_csv_writer *writer = calloc(1, sizeof(*writer));

    if (writer == NULL)
        return NULL;
    writer->options = *options;
    writer->arena = iwmo_arena_new(0);
    if (writer->arena == NULL) {
        free(writer);
        return NULL;
    }
    return writer;
}

static void
drop_sheets(struct iwmo_csv_writer *writer)
{
    for (size_t i = 0; i < IWMO_CSV_MAX_TABLES; i++) {
        struct sheet *sheet = &writer->sheets[i];
        for (size_t k = 0; sheet->cells != NULL && k < sheet->table->column_count; k++)
            iwmo_buffer_release(&sheet->cells[k]);
        iwmo_buffer_release(&sheet->kept);
        *sheet = (struct sheet){0};
    }
    iwmo_arena_reset(writer->arena);
}

void
iwmo_csv_writer_free(struct iwmo_csv_writer *writer)
{
    if (writer == NULL)
        return;
    drop_sheets(writer);
    iwmo_arena_free(writer->arena);
    free(writer);
}

size_t
iwmo_csv_writer_count(const struct iwmo_csv_writer *writer)
{
    return writer->plan.table_count;
}

const char *
iwmo_csv_writer_name(const struct iwmo_csv_writer *writer, size_t number)
{
    return writer->sheets[number].table->name;
}

size_t
iwmo_csv_writer_rows(const struct iwmo_csv_writer *writer, size_t number)
{
    const struct sheet *sheet = &writer->sheets[number];

    return sheet->table->column_count > 0 ? sheet->rows : 0; /* a list has no table */
}

/* ---- rows ---- */

static bool
is_formula(struct iwmo_text text)
{
    while (text.size > 0 && text.at[0] == '\'')
        text = (struct iwmo_text){text.at + 1, text.size - 1};
    return text.size > 0 && memchr("=+-@\t\r\n", text.at[0], 7) != NULL;
}

static bool
needs_quotes(struct iwmo_text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (memchr("\",;\t\r\n", text.at[i], 6) != NULL)
            return true;
    return text.size > 0 &&
           (text.at[0] == ' ' || text.at[0] == '#' || text.at[text.size - 1] == ' ');
}

/* A cell, and the separator before it. */
static void
add_cell(struct iwmo_csv_writer *writer, struct sheet *sheet, bool *is_first,
         struct iwmo_text text)
{
    struct iwmo_buffer *out = &sheet->kept;
    bool is_quoted = needs_quotes(text);

    if (!*is_first)
        iwmo_buffer_char(out, writer->options.is_for_spreadsheet ? ';' : ',');
    *is_first = false;
    if (is_quoted)
        iwmo_buffer_char(out, '"');
    if (is_formula(text))
        iwmo_buffer_char(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '"')
            iwmo_buffer_char(out, '"');
        iwmo_buffer_char(out, text.at[i]);
    }
    if (is_quoted)
        iwmo_buffer_char(out, '"');
}

static enum iwmo_status
end_row(struct sheet *sheet)
{
    iwmo_buffer_text(&sheet->kept, "\r\n");
    if (sheet->kept.failed != IWMO_OK)
        return sheet->kept.failed;
    if (sheet->kept.size < IWMO_DRAIN_BYTES)
        return IWMO_OK;
    return iwmo_drain_empty(&sheet->drain, &sheet->kept);
}

static enum iwmo_status
add_names(struct iwmo_csv_writer *writer, struct sheet *sheet)
{
    const struct iwmo_csv_table *table = sheet->table;
    bool is_first = true;

    if (writer->options.is_for_spreadsheet)
        iwmo_buffer_text(&sheet->kept, "\xEF\xBB\xBF");
    for (const struct iwmo_csv_key *key = table->keys; key; key = key->next)
        add_cell(writer, sheet, &is_first, iwmo_text(key->name));
    if (table->is_numbered)
        add_cell(writer, sheet, &is_first, iwmo_text("Nr"));
    for (const struct iwmo_csv_column *column = table->columns; column;
         column = column->next)
        add_cell(writer, sheet, &is_first, iwmo_text(column->name));
    return end_row(sheet);
}

static void
add_number(struct iwmo_csv_writer *writer, struct sheet *sheet, bool *is_first,
           size_t number)
{
    struct iwmo_buffer text = {0};

    iwmo_buffer_printf(&text, "%zu", number);
    if (text.failed != IWMO_OK)
        sheet->kept.failed = text.failed;
    add_cell(writer, sheet, is_first, (struct iwmo_text){text.at, text.size});
    iwmo_buffer_release(&text);
}

static void
add_key(struct iwmo_csv_writer *writer, struct sheet *sheet, bool *is_first,
        const struct iwmo_csv_key *key)
{
    const struct sheet *from = &writer->sheets[key->table->number];

    if (key->column == NULL) {
        add_number(writer, sheet, is_first, from->rows);
        return;
    }
    const struct iwmo_buffer *cell = &from->cells[key->column->number];
    add_cell(writer, sheet, is_first, (struct iwmo_text){cell->at, cell->size});
}

/* The row is counted when it begins, for the rows that belong to it. */
static void
begin_row(struct sheet *sheet)
{
    sheet->rows++;
    for (size_t i = 0; i < sheet->table->column_count; i++)
        iwmo_buffer_reset(&sheet->cells[i]);
}

static enum iwmo_status
add_row(struct iwmo_csv_writer *writer, struct sheet *sheet)
{
    const struct iwmo_csv_table *table = sheet->table;
    bool is_first = true;

    for (const struct iwmo_csv_key *key = table->keys; key; key = key->next)
        add_key(writer, sheet, &is_first, key);
    if (table->is_numbered)
        add_number(writer, sheet, &is_first, sheet->rows);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct iwmo_buffer *cell = &sheet->cells[i];
        if (cell->failed != IWMO_OK)
            return cell->failed;
        add_cell(writer, sheet, &is_first, (struct iwmo_text){cell->at, cell->size});
    }
    return end_row(sheet);
}

/* ---- as a visitor ---- */

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    struct iwmo_csv_writer *writer = self;

    drop_sheets(writer);
    enum iwmo_status status = iwmo_csv_plan_make(&writer->plan, message, writer->arena);
    if (status == IWMO_OK && writer->plan.table_count > IWMO_CSV_MAX_TABLES)
        status = IWMO_LIMIT;
    for (const struct iwmo_csv_table *table = writer->plan.tables;
         table != NULL && status == IWMO_OK; table = table->next) {
        struct sheet *sheet = &writer->sheets[table->number];
        sheet->table = table;
        sheet->drain = writer->options.drain(writer->options.self, table->number);
        sheet->cells = iwmo_arena_alloc(writer->arena, (table->column_count + 1) *
                                                           sizeof(*sheet->cells));
        status = sheet->cells != NULL ? add_names(writer, sheet) : IWMO_NO_MEMORY;
    }
    writer->stack[0] = writer->plan.root;
    writer->depth = 1;
    return status;
}

static const struct iwmo_csv_node *
find(const struct iwmo_csv_writer *writer, const struct iwmo_element *element)
{
    const struct iwmo_csv_node *node = writer->stack[writer->depth - 1]->first;

    while (node != NULL && node->element != element)
        node = node->next;
    assert(node != NULL);
    return node;
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct iwmo_csv_writer *writer = self;
    const struct iwmo_csv_node *node = find(writer, group);

    if (writer->depth == IWMO_MAX_DEPTH)
        return IWMO_LIMIT;
    writer->stack[writer->depth++] = node;
    if (node->is_row)
        begin_row(&writer->sheets[node->table->number]);
    return IWMO_OK;
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct iwmo_csv_writer *writer = self;
    const struct iwmo_csv_node *node = find(writer, element);

    assert(node->table != NULL);
    struct sheet *sheet = &writer->sheets[node->table->number];
    if (node->is_row)
        begin_row(sheet);
    iwmo_buffer_add(&sheet->cells[node->column], text.at, text.size);
    return node->is_row ? add_row(writer, sheet) : IWMO_OK;
}

/* Has no element in `node` a value in the row at hand? */
static bool
is_blank(const struct sheet *sheet, const struct iwmo_csv_node *node)
{
    for (const struct iwmo_csv_node *child = node->first; child; child = child->next) {
        bool is_value = child->element->type->kind != IWMO_GROUP;
        if (is_value ? sheet->cells[child->column].size > 0 : !is_blank(sheet, child))
            return false;
    }
    return true;
}

static enum iwmo_status
on_close(void *self)
{
    struct iwmo_csv_writer *writer = self;

    assert(writer->depth > 1);
    const struct iwmo_csv_node *node = writer->stack[--writer->depth];
    if (node->is_marked) {
        struct sheet *sheet = &writer->sheets[node->table->number];
        if (is_blank(sheet, node))
            iwmo_buffer_text(&sheet->cells[node->column], IWMO_CSV_BLANK_GROUP);
    }
    if (!node->is_row)
        return IWMO_OK;
    return add_row(writer, &writer->sheets[node->table->number]);
}

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_csv_writer *writer = self;
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < writer->plan.table_count && status == IWMO_OK; i++)
        status = iwmo_drain_empty(&writer->sheets[i].drain, &writer->sheets[i].kept);
    return status;
}

struct iwmo_visitor
iwmo_csv_writer_visitor(struct iwmo_csv_writer *writer)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, writer};
}
