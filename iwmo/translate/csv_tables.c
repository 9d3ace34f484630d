#include "translate/csv_tables.h"

#include <stdlib.h>
#include <string.h>

#include "schema/facet.h"
#include "schema/lookup.h"

enum iwmo_status
iwmo_csv_tables_init(struct iwmo_csv_tables *tables,
                     const struct iwmo_message_kind *message, struct iwmo_arena *arena)
{
    *tables = (struct iwmo_csv_tables){.arena = arena, .message = message};
    tables->remarks.arena = arena;
    enum iwmo_status status = iwmo_csv_plan_make(&tables->plan, message, arena);
    if (status == IWMO_OK && tables->plan.table_count > IWMO_CSV_MAX_TABLES)
        return IWMO_LIMIT;
    for (const struct iwmo_csv_table *table = tables->plan.tables;
         table != NULL && status == IWMO_OK; table = table->next)
        tables->sheets[table->number].table = table;
    return status;
}

static struct iwmo_csv_remark *
remark(struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
       enum iwmo_csv_wrong wrong, size_t row, const char *column)
{
    return iwmo_csv_remarks_add(&tables->remarks, wrong, sheet->file, row,
                                iwmo_text(column));
}

/* ---- columns ---- */

/* Where `sheet` notes the cell of the column `name`; NULL: it has no such column. */
static size_t *
find_name(struct iwmo_csv_sheet *sheet, struct iwmo_text name)
{
    size_t i = 0;

    for (const struct iwmo_csv_key *key = sheet->table->keys; key; key = key->next, i++)
        if (iwmo_text_equals(name, key->name))
            return &sheet->keys[i];
    if (sheet->table->is_numbered && iwmo_text_equals(name, "Nr"))
        return &sheet->number;
    for (const struct iwmo_csv_column *column = sheet->table->columns; column;
         column = column->next)
        if (iwmo_text_equals(name, column->name))
            return &sheet->columns[column->number];
    return NULL;
}

static bool
make_room(struct iwmo_csv_sheet *sheet, struct iwmo_arena *arena)
{
    size_t keys = 0;

    for (const struct iwmo_csv_key *key = sheet->table->keys; key; key = key->next)
        keys++;
    sheet->columns = iwmo_arena_alloc(arena, (sheet->table->column_count + keys + 1) *
                                                 sizeof(*sheet->columns));
    if (sheet->columns == NULL)
        return false;
    sheet->keys = sheet->columns + sheet->table->column_count;
    for (size_t i = 0; i < sheet->table->column_count + keys; i++)
        sheet->columns[i] = IWMO_CSV_NOWHERE;
    sheet->number = IWMO_CSV_NOWHERE;
    return true;
}

static void
read_names(struct iwmo_csv_tables *tables, struct iwmo_csv_sheet *sheet)
{
    const struct iwmo_csv_row *names = sheet->csv.rows;

    for (size_t i = 0; i < names->count; i++) {
        struct iwmo_text name = iwmo_text_trim(names->cells[i]);
        size_t *at = find_name(sheet, name);
        if (at == NULL)
            iwmo_csv_remarks_add(&tables->remarks, IWMO_CSV_UNKNOWN_COLUMN, sheet->file,
                                 names->number, name);
        else if (*at != IWMO_CSV_NOWHERE)
            iwmo_csv_remarks_add(&tables->remarks, IWMO_CSV_DOUBLE_COLUMN, sheet->file,
                                 names->number, name);
        else
            *at = i;
    }
}

enum iwmo_status
iwmo_csv_tables_read(struct iwmo_csv_tables *tables, size_t number, const char *file,
                     char *bytes, size_t size)
{
    struct iwmo_csv_sheet *sheet = &tables->sheets[number];
    size_t row;

    sheet->file = file;
    if (!make_room(sheet, tables->arena))
        return IWMO_NO_MEMORY;
    enum iwmo_csv_fault fault =
        iwmo_csv_read(&sheet->csv, bytes, size, tables->arena, &row);
    if (fault == IWMO_CSV_NO_MEMORY)
        return IWMO_NO_MEMORY;
    if (fault == IWMO_CSV_FINE || (fault == IWMO_CSV_EMPTY && sheet->csv.count > 0)) {
        read_names(tables, sheet);
        sheet->count = sheet->csv.count - 1;
    } else {
        struct iwmo_csv_remark *made = remark(tables, sheet, IWMO_CSV_UNREAD, row, "");
        if (made != NULL)
            made->fault = fault;
    }
    return tables->remarks.failed ? IWMO_NO_MEMORY : IWMO_OK;
}

/* ---- records ---- */

static int
by_number(const void *left, const void *right)
{
    const struct iwmo_csv_record *a = *(struct iwmo_csv_record *const *)left;
    const struct iwmo_csv_record *b = *(struct iwmo_csv_record *const *)right;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->row->number > b->row->number) - (a->row->number < b->row->number);
}

static int
by_parent(const void *left, const void *right)
{
    const struct iwmo_csv_record *a = left, *b = right;

    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return (a->row->number > b->row->number) - (a->row->number < b->row->number);
}

struct iwmo_text
iwmo_csv_sheet_cell(const struct iwmo_csv_sheet *sheet, size_t position, size_t column)
{
    const struct iwmo_csv_row *row =
        position < sheet->count ? sheet->records[position].row : NULL;

    if (row == NULL || sheet->columns[column] >= row->count)
        return (struct iwmo_text){"", 0};
    return row->cells[sheet->columns[column]];
}

size_t
iwmo_csv_sheet_find(const struct iwmo_csv_sheet *sheet, size_t parent)
{
    size_t low = 0, high = sheet->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->records[middle].parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The number in that cell; `fallback` when the table has no such column. */
static int64_t
number_in(struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
          const struct iwmo_csv_row *row, size_t cell, const char *name,
          int64_t fallback)
{
    int64_t number = 0;
    bool fits = false;

    if (cell == IWMO_CSV_NOWHERE)
        return fallback;
    if (cell < row->count &&
        iwmo_integer_parse(iwmo_text_trim(row->cells[cell]), &number, &fits) && fits)
        return number;
    remark(tables, sheet, IWMO_CSV_NO_NUMBER, row->number, name);
    return fallback;
}

/* The key that says which row of the table around it a row belongs to, and its cell. */
static const struct iwmo_csv_key *
parent_key(const struct iwmo_csv_sheet *sheet, size_t *cell)
{
    size_t i = 0;

    for (const struct iwmo_csv_key *key = sheet->table->keys; key; key = key->next, i++)
        if (key->column == NULL && key->table == sheet->table->parent) {
            *cell = sheet->keys[i];
            return key;
        }
    return NULL;
}

static void
find_parent(struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
            struct iwmo_csv_record *record)
{
    size_t cell;
    const struct iwmo_csv_key *key = parent_key(sheet, &cell);

    if (key == NULL)
        return;
    const struct iwmo_csv_sheet *parent = &tables->sheets[key->table->number];
    struct iwmo_csv_record wanted = {.row = record->row}, *pointer = &wanted;
    wanted.number = number_in(tables, sheet, record->row, cell, key->name,
                              parent->count > 0 ? parent->numbers[0]->number : 0);
    size_t low = 0, high = parent->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (parent->numbers[middle]->number < pointer->number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < parent->count && parent->numbers[low]->number == pointer->number) {
        record->parent = (size_t)(parent->numbers[low] - parent->records);
        return;
    }
    struct iwmo_csv_remark *made =
        remark(tables, sheet, IWMO_CSV_NO_PARENT, record->row->number, key->name);
    if (made != NULL)
        made->other_file = parent->file != NULL ? parent->file : parent->table->name;
}

/* ---- what rows repeat ---- */

/* The record of `from` that `record` belongs to, or stands under. */
static const struct iwmo_csv_record *
enclosing(const struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
          const struct iwmo_csv_record *record, const struct iwmo_csv_table *from)
{
    size_t position = record->parent;

    for (const struct iwmo_csv_table *table = sheet->table->parent; table != NULL;
         table = table->parent) {
        const struct iwmo_csv_sheet *at = &tables->sheets[table->number];
        if (table == from)
            return position < at->count ? &at->records[position] : NULL;
        position = position < at->count ? at->records[position].parent : 0;
    }
    const struct iwmo_csv_sheet *header = &tables->sheets[from->number];
    return header->count > 0 ? header->records : NULL;
}

static void
check_keys(struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
           const struct iwmo_csv_record *record)
{
    size_t i = 0;

    for (const struct iwmo_csv_key *key = sheet->table->keys; key;
         key = key->next, i++) {
        const struct iwmo_csv_row *row = record->row;
        const struct iwmo_csv_record *other =
            key->column != NULL ? enclosing(tables, sheet, record, key->table) : NULL;
        if (other == NULL || sheet->keys[i] >= row->count)
            continue;
        const struct iwmo_csv_sheet *from = &tables->sheets[key->table->number];
        struct iwmo_text text = iwmo_csv_sheet_cell(
            from, (size_t)(other - from->records), key->column->number);
        if (text.size == 0 || iwmo_text_same(row->cells[sheet->keys[i]], text))
            continue; /* without a value there, one may be made */
        struct iwmo_csv_remark *made =
            remark(tables, sheet, IWMO_CSV_NOT_PARENT, row->number, key->name);
        if (made != NULL) {
            made->other = other->row->number;
            made->other_file = from->file;
        }
    }
}

/* ---- a table ---- */

static void
check_row(struct iwmo_csv_tables *tables, const struct iwmo_csv_sheet *sheet,
          const struct iwmo_csv_row *row)
{
    for (size_t i = sheet->csv.rows->count; i < row->count; i++)
        if (row->cells[i].size > 0) {
            remark(tables, sheet, IWMO_CSV_EXTRA_CELL, row->number, "");
            return;
        }
}

static enum iwmo_status
take_records(struct iwmo_csv_tables *tables, struct iwmo_csv_sheet *sheet)
{
    size_t size = sheet->count * sizeof(*sheet->records), cell = IWMO_CSV_NOWHERE;
    const struct iwmo_csv_key *key = parent_key(sheet, &cell);
    int64_t number = 0;

    sheet->records = iwmo_arena_alloc(tables->arena, size);
    sheet->numbers = iwmo_arena_alloc(tables->arena,
                                      sheet->count * sizeof(struct iwmo_csv_record *));
    if (sheet->records == NULL || sheet->numbers == NULL)
        return IWMO_NO_MEMORY;
    if (key != NULL && cell == IWMO_CSV_NOWHERE &&
        tables->sheets[key->table->number].count > 1)
        remark(tables, sheet, IWMO_CSV_MISSING_COLUMN, sheet->csv.rows->number,
               key->name);
    struct iwmo_csv_record *record = sheet->records;
    for (const struct iwmo_csv_row *row = sheet->csv.rows->next; row != NULL;
         row = row->next, record++) {
        *record = (struct iwmo_csv_record){.row = row};
        check_row(tables, sheet, row);
        record->number = number_in(tables, sheet, row, sheet->number, "Nr", ++number);
        find_parent(tables, sheet, record);
        check_keys(tables, sheet, record);
    }
    return tables->remarks.failed ? IWMO_NO_MEMORY : IWMO_OK;
}

static void
sort_records(struct iwmo_csv_tables *tables, struct iwmo_csv_sheet *sheet)
{
    qsort(sheet->records, sheet->count, sizeof(*sheet->records), by_parent);
    for (size_t i = 0; i < sheet->count; i++)
        sheet->numbers[i] = &sheet->records[i];
    qsort(sheet->numbers, sheet->count, sizeof(struct iwmo_csv_record *), by_number);
    for (size_t i = 1; i < sheet->count; i++) {
        const struct iwmo_csv_record *before = sheet->numbers[i - 1];
        const struct iwmo_csv_record *record = sheet->numbers[i];
        if (sheet->number == IWMO_CSV_NOWHERE || before->number != record->number)
            continue;
        struct iwmo_csv_remark *made =
            remark(tables, sheet, IWMO_CSV_TWICE, record->row->number, "Nr");
        if (made != NULL)
            made->other = before->row->number;
    }
}

enum iwmo_status
iwmo_csv_tables_link(struct iwmo_csv_tables *tables)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < tables->plan.table_count && status == IWMO_OK; i++) {
        struct iwmo_csv_sheet *sheet = &tables->sheets[i];
        if (sheet->count == 0)
            continue;
        status = take_records(tables, sheet);
        if (status == IWMO_OK)
            sort_records(tables, sheet);
        if (status == IWMO_OK && sheet->table->element->max <= 1 && sheet->count > 1)
            remark(tables, sheet, IWMO_CSV_SECOND_ROW, sheet->records[1].row->number,
                   "");
    }
    return tables->remarks.failed ? IWMO_NO_MEMORY : status;
}

/* ---- which message ---- */

static bool
fits_header(const struct iwmo_element *header, const struct iwmo_csv *csv)
{
    const struct iwmo_csv_row *names = csv->rows, *row = names->next;
    struct iwmo_value value;
    size_t known = 0;

    for (size_t i = 0; i < names->count && i < row->count; i++)
        for (size_t k = 0; k < header->type->child_count; k++) {
            const struct iwmo_element *child = &header->type->children[k];
            if (strncmp(child->name, "Bericht", 7) != 0 ||
                child->type->kind == IWMO_GROUP ||
                !iwmo_text_equals(iwmo_text_trim(names->cells[i]), child->name))
                continue;
            if (iwmo_type_check(child->type, row->cells[i], &value) != IWMO_FACET_NONE)
                return false;
            known++;
        }
    return known >= 2; /* BerichtCode and BerichtVersie */
}

const struct iwmo_message_kind *
iwmo_csv_tables_message(const struct iwmo_schema *schema, const struct iwmo_csv *header)
{
    if (header->count < 2)
        return NULL;
    for (size_t i = schema->message_count; i > 0; i--) {
        const struct iwmo_message_kind *message = &schema->messages[i - 1];
        const struct iwmo_type *root = message->root->type;
        if (root->child_count > 0 && fits_header(&root->children[0], header))
            return message;
    }
    return NULL;
}
