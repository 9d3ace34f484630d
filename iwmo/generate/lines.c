#include "generate/lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/volume.h"

#define MAX_REMARKS 1000 /* kept */

bool
iwmo_lines_are_in(const char *path)
{
    size_t size = path != NULL ? strlen(path) : 0;

    return size > 4 && strcasecmp(path + size - 4, ".csv") == 0;
}

struct iwmo_text
iwmo_lines_cell(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
                size_t column)
{
    struct iwmo_text none = {"", 0};

    if (column == IWMO_LINES_NONE || lines->at[column] >= row->count)
        return none;
    struct iwmo_text cell = row->cells[lines->at[column]];
    return iwmo_text_trim(cell).size == 0 ? none : cell;
}

struct iwmo_text
iwmo_lines_named(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
                 const char *name)
{
    return iwmo_lines_cell(lines, row,
                           iwmo_lines_form_find(&lines->form, iwmo_text(name)));
}

static struct iwmo_lines_remark *
remark(struct iwmo_lines *lines, enum iwmo_lines_fault fault, size_t row,
       struct iwmo_text column)
{
    if (lines->remark_count++ >= MAX_REMARKS)
        return NULL;
    struct iwmo_lines_remark *made = iwmo_arena_alloc(lines->arena, sizeof(*made));
    if (made == NULL) {
        lines->failed = true;
        return NULL;
    }
    made->fault = fault;
    made->row = row;
    made->column = column;
    *lines->last_remark = made;
    lines->last_remark = &made->next;
    return made;
}

/* ---- names ---- */

static bool
is_required(const struct iwmo_lines_column *column)
{
    bool must = column->is_element && !column->is_derived;

    for (size_t i = 0; i < column->depth; i++)
        must = must && column->path[i]->min > 0;
    return must;
}

static void
check_names(struct iwmo_lines *lines)
{
    const struct iwmo_csv_row *row = lines->csv.rows;
    const struct iwmo_lines_form *form = &lines->form;

    for (size_t i = 0; i < form->count; i++)
        lines->at[i] = IWMO_LINES_NONE;
    for (size_t i = 0; i < row->count; i++) {
        struct iwmo_text name = iwmo_text_trim(row->cells[i]);
        size_t column = iwmo_lines_form_find(form, name);
        if (column == IWMO_LINES_NONE)
            remark(lines, IWMO_LINES_UNKNOWN_COLUMN, row->number, name);
        else if (lines->at[column] != IWMO_LINES_NONE)
            remark(lines, IWMO_LINES_DOUBLE_COLUMN, row->number, name);
        else
            lines->at[column] = i;
    }
    for (size_t i = 0; i < form->count; i++)
        if (lines->at[i] == IWMO_LINES_NONE && is_required(&form->columns[i]))
            remark(lines, IWMO_LINES_MISSING_COLUMN, row->number,
                   iwmo_text(form->columns[i].name));
}

/* ---- values ---- */

/* Has `row` a value in the innermost optional group that `column` stands in? */
static bool
has_group(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
          const struct iwmo_lines_column *column)
{
    size_t depth = column->depth - 1; /* of that group */

    while (depth > 0 && column->path[depth - 1]->min > 0)
        depth--;
    for (size_t i = 0; i < lines->form.count; i++) {
        const struct iwmo_lines_column *other = &lines->form.columns[i];
        if (other->level == column->level && other->depth > depth &&
            memcmp(other->path, column->path, depth * sizeof(other->path[0])) == 0 &&
            iwmo_lines_cell(lines, row, i).size > 0)
            return true;
    }
    return false;
}

static bool
must_have(const struct iwmo_lines *lines, const struct iwmo_csv_row *row, size_t number)
{
    const struct iwmo_lines_column *column = &lines->form.columns[number];

    if (lines->at[number] == IWMO_LINES_NONE && is_required(column))
        return false; /* told of the name */
    if (column->level != IWMO_LINES_LINE)
        return is_required(column) && (strcmp(column->name, "Afzender") == 0 ||
                                       strcmp(column->name, "Ontvanger") == 0 ||
                                       strcmp(column->name, "Bsn") == 0);
    if (!column->is_element || column->is_derived ||
        column->path[column->depth - 1]->min == 0)
        return false;
    return is_required(column) || has_group(lines, row, column);
}

static void
check_row(struct iwmo_lines *lines, const struct iwmo_csv_row *row)
{
    struct iwmo_value value;

    for (size_t i = lines->csv.rows->count; i < row->count; i++)
        if (row->cells[i].size > 0) {
            remark(lines, IWMO_LINES_EXTRA_CELL, row->number, iwmo_text(""));
            break;
        }
    for (size_t i = 0; i < lines->form.count; i++) {
        const struct iwmo_lines_column *column = &lines->form.columns[i];
        struct iwmo_text text = iwmo_lines_cell(lines, row, i);
        if (text.size == 0) {
            if (must_have(lines, row, i))
                remark(lines, IWMO_LINES_MISSING, row->number, iwmo_text(column->name));
            continue;
        }
        if (iwmo_type_check(column->type, text, &value) == IWMO_FACET_NONE)
            continue;
        struct iwmo_lines_remark *made =
            remark(lines, IWMO_LINES_WRONG, row->number, iwmo_text(column->name));
        if (made != NULL)
            made->type = column->type;
    }
}

/* ---- amounts ---- */

static bool
number_of(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
          const char *name, int64_t *number)
{
    bool fits;

    return iwmo_integer_parse(iwmo_text_trim(iwmo_lines_named(lines, row, name)),
                              number, &fits) &&
           fits;
}

bool
iwmo_lines_bedrag(const struct iwmo_lines *lines, const struct iwmo_csv_row *row,
                  int64_t *cents, enum iwmo_lines_fault *fault, const char **column)
{
    struct iwmo_levering levering = {
        .eenheid = iwmo_eenheid_of(iwmo_lines_named(lines, row, "Eenheid"))};
    struct iwmo_money money = {0};

    if (number_of(lines, row, "IngediendBedrag.Bedrag", cents))
        return true;
    number_of(lines, row, "GeleverdVolume", &levering.volume);
    levering.is_hourly = levering.eenheid != IWMO_EENHEID_EURO &&
                         number_of(lines, row, "Uurtarief", &levering.tarief_cents);
    *column = "Uurtarief";
    *fault = IWMO_LINES_NO_MINUTES;
    if (levering.is_hourly && levering.eenheid != IWMO_EENHEID_MINUUT)
        return false;
    *column = "ProductTarief"; /* CD087 */
    *fault = IWMO_LINES_MISSING;
    if (!levering.is_hourly && levering.eenheid != IWMO_EENHEID_EURO &&
        !number_of(lines, row, "ProductTarief", &levering.tarief_cents))
        return false;
    bool fits = iwmo_volume_bedrag(&levering, &money);
    *cents = money.cents;
    *column = "IngediendBedrag.Bedrag";
    *fault = IWMO_LINES_TOO_MUCH;
    size_t bedrag = iwmo_lines_form_find(&lines->form, iwmo_text(*column));
    return fits && *cents <= lines->form.columns[bedrag].type->max_inclusive;
}

/* ---- groups ---- */

static int
compare_text(struct iwmo_text a, struct iwmo_text b)
{
    int order = memcmp(a.at, b.at, a.size < b.size ? a.size : b.size);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static int
compare_group(const struct iwmo_line *a, const struct iwmo_line *b)
{
    int order = compare_text(a->afzender, b->afzender);

    if (order == 0)
        order = compare_text(a->ontvanger, b->ontvanger);
    if (order == 0)
        order = (a->maand.days > b->maand.days) - (a->maand.days < b->maand.days);
    return order;
}

static int
compare_lines(const void *left, const void *right)
{
    const struct iwmo_line *a = left, *b = right;
    int order = compare_group(a, b);

    if (order == 0)
        order = compare_text(a->bsn, b->bsn);
    if (order == 0)
        order = (a->row->number > b->row->number) - (a->row->number < b->row->number);
    return order;
}

size_t
iwmo_lines_next(const struct iwmo_lines *lines, size_t from)
{
    const struct iwmo_line *first = &lines->lines[from];
    bool has_clients = lines->form.message->number == 323;

    for (size_t i = from + 1; i < lines->count; i++)
        if (compare_group(first, &lines->lines[i]) != 0 ||
            (!has_clients && compare_text(first->bsn, lines->lines[i].bsn) != 0))
            return i;
    return lines->count;
}

static struct iwmo_date
maand_of(const struct iwmo_lines *lines, const struct iwmo_csv_row *row)
{
    struct iwmo_text text =
        iwmo_lines_named(lines, row, "DeclaratiePeriode.Begindatum");
    struct iwmo_date date = {0};

    if (text.size == 0)
        text = iwmo_lines_named(lines, row, "ProductPeriode.Begindatum");
    if (!iwmo_date_parse(iwmo_text_trim(text), &date))
        return (struct iwmo_date){0};
    return iwmo_date_month_start(date);
}

static void
group(struct iwmo_lines *lines)
{
    lines->count = lines->csv.count - 1;
    lines->lines = iwmo_arena_alloc(lines->arena, lines->count * sizeof(*lines->lines));
    if (lines->lines == NULL) {
        lines->failed = true;
        return;
    }
    struct iwmo_line *line = lines->lines;
    for (const struct iwmo_csv_row *row = lines->csv.rows->next; row != NULL;
         row = row->next, line++) {
        line->row = row;
        line->afzender = iwmo_lines_named(lines, row, "Afzender");
        line->ontvanger = iwmo_lines_named(lines, row, "Ontvanger");
        line->bsn = iwmo_lines_named(lines, row, "Bsn");
        if (lines->form.message->number == 323)
            line->maand = maand_of(lines, row);
    }
    qsort(lines->lines, lines->count, sizeof(*lines->lines), compare_lines);
}

/* What belongs to the message is there once, or the same every time. */
static void
check_shared(struct iwmo_lines *lines, size_t first, size_t end, size_t number)
{
    const struct iwmo_lines_column *column = &lines->form.columns[number];
    const struct iwmo_csv_row *given = NULL;

    for (size_t i = first; i < end; i++) {
        const struct iwmo_csv_row *row = lines->lines[i].row;
        struct iwmo_text text = iwmo_lines_cell(lines, row, number);
        if (text.size == 0)
            continue;
        if (given == NULL)
            given = row;
        if (iwmo_text_same(iwmo_lines_cell(lines, given, number), text))
            continue;
        struct iwmo_lines_remark *made =
            remark(lines, IWMO_LINES_DIFFERS, row->number, iwmo_text(column->name));
        if (made != NULL)
            made->other = given->number;
    }
    const struct iwmo_csv_row *row = lines->lines[first].row;
    if (given == NULL && is_required(column) && !must_have(lines, row, number) &&
        lines->at[number] != IWMO_LINES_NONE)
        remark(lines, IWMO_LINES_MISSING, row->number, iwmo_text(column->name));
}

static void
check_groups(struct iwmo_lines *lines)
{
    for (size_t i = 0, end; i < lines->count; i = end) {
        end = iwmo_lines_next(lines, i);
        for (size_t k = 0; k < lines->form.count; k++)
            if (lines->form.columns[k].level == IWMO_LINES_MESSAGE)
                check_shared(lines, i, end, k);
    }
}

enum iwmo_status
iwmo_lines_read(struct iwmo_lines *lines, char *bytes, size_t size,
                struct iwmo_arena *arena)
{
    enum iwmo_lines_fault fault;
    const char *column;
    size_t number;
    int64_t cents;

    lines->arena = arena;
    lines->last_remark = &lines->remarks;
    enum iwmo_csv_fault csv = iwmo_csv_read(&lines->csv, bytes, size, arena, &number);
    if (csv == IWMO_CSV_NO_MEMORY)
        return IWMO_NO_MEMORY;
    if (csv != IWMO_CSV_FINE) {
        struct iwmo_lines_remark *made =
            remark(lines, IWMO_LINES_CSV, number, iwmo_text(""));
        if (made != NULL)
            made->csv = csv;
        return lines->failed ? IWMO_NO_MEMORY : IWMO_OK;
    }
    check_names(lines);
    for (const struct iwmo_csv_row *row = lines->csv.rows->next; row; row = row->next) {
        size_t before = lines->remark_count;
        check_row(lines, row);
        if (lines->form.message->number == 323 && lines->remark_count == before &&
            !iwmo_lines_bedrag(lines, row, &cents, &fault, &column))
            remark(lines, fault, row->number, iwmo_text(column));
    }
    group(lines);
    if (!lines->failed)
        check_groups(lines);
    return lines->failed ? IWMO_NO_MEMORY : IWMO_OK;
}
