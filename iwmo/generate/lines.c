#include "generate/lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "generate/lines_group.h"
#include "model/volume.h"

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

static struct iwmo_csv_remark *
remark(struct iwmo_lines *lines, enum iwmo_csv_wrong wrong, size_t row,
       struct iwmo_text column)
{
    return iwmo_csv_remarks_add(&lines->remarks, wrong, lines->file, row, column);
}

/* ---- names ---- */

/* A column of translate/csv_writer that only tells rows of other tables apart? */
static bool
is_passed_over(struct iwmo_text name)
{
    return name.size > 3 && memcmp(name.at + name.size - 3, ".Nr", 3) == 0;
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
        if (column == IWMO_LINES_NONE && is_passed_over(name))
            continue;
        if (column == IWMO_LINES_NONE)
            remark(lines, IWMO_CSV_UNKNOWN_COLUMN, row->number, name);
        else if (lines->at[column] != IWMO_LINES_NONE)
            remark(lines, IWMO_CSV_DOUBLE_COLUMN, row->number, name);
        else
            lines->at[column] = i;
    }
    for (size_t i = 0; i < form->count; i++)
        if (lines->at[i] == IWMO_LINES_NONE &&
            iwmo_lines_column_is_mandatory(&form->columns[i]))
            remark(lines, IWMO_CSV_MISSING_COLUMN, row->number,
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

    if (lines->at[number] == IWMO_LINES_NONE && iwmo_lines_column_is_mandatory(column))
        return false; /* told of the name */
    if (column->level != IWMO_LINES_LINE)
        return iwmo_lines_column_is_mandatory(column) &&
               iwmo_lines_column_is_key(column);
    if (!column->is_element || column->is_derived ||
        column->path[column->depth - 1]->min == 0)
        return false;
    return iwmo_lines_column_is_mandatory(column) || has_group(lines, row, column);
}

static void
check_row(struct iwmo_lines *lines, const struct iwmo_csv_row *row)
{
    struct iwmo_value value;

    for (size_t i = lines->csv.rows->count; i < row->count; i++)
        if (row->cells[i].size > 0) {
            remark(lines, IWMO_CSV_EXTRA_CELL, row->number, iwmo_text(""));
            break;
        }
    for (size_t i = 0; i < lines->form.count; i++) {
        const struct iwmo_lines_column *column = &lines->form.columns[i];
        struct iwmo_text text = iwmo_lines_cell(lines, row, i);
        if (text.size == 0) {
            if (must_have(lines, row, i))
                remark(lines, IWMO_CSV_MISSING, row->number, iwmo_text(column->name));
            continue;
        }
        if (iwmo_type_check(column->type, text, &value) == IWMO_FACET_NONE)
            continue;
        struct iwmo_csv_remark *made =
            remark(lines, IWMO_CSV_WRONG, row->number, iwmo_text(column->name));
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
                  int64_t *cents, enum iwmo_csv_wrong *wrong, const char **column)
{
    struct iwmo_geleverd levering = {
        .eenheid = iwmo_eenheid_of(iwmo_lines_named(lines, row, "Eenheid"))};
    struct iwmo_money money = {0};

    if (number_of(lines, row, "IngediendBedrag.Bedrag", cents))
        return true;
    number_of(lines, row, "GeleverdVolume", &levering.volume);
    levering.is_hourly = levering.eenheid != IWMO_EENHEID_EURO &&
                         number_of(lines, row, "Uurtarief", &levering.tarief_cents);
    *column = "Uurtarief";
    *wrong = IWMO_CSV_NO_MINUTES;
    if (levering.is_hourly && levering.eenheid != IWMO_EENHEID_MINUUT)
        return false;
    *column = "ProductTarief"; /* CD087 */
    *wrong = IWMO_CSV_MISSING;
    if (!levering.is_hourly && levering.eenheid != IWMO_EENHEID_EURO &&
        !number_of(lines, row, "ProductTarief", &levering.tarief_cents))
        return false;
    bool fits = iwmo_volume_bedrag(&levering, &money);
    *cents = money.cents;
    *column = "IngediendBedrag.Bedrag";
    *wrong = IWMO_CSV_TOO_MUCH;
    size_t bedrag = iwmo_lines_form_find(&lines->form, iwmo_text(*column));
    return fits && *cents <= lines->form.columns[bedrag].type->max_inclusive;
}

enum iwmo_status
iwmo_lines_read(struct iwmo_lines *lines, char *bytes, size_t size,
                struct iwmo_arena *arena)
{
    enum iwmo_csv_wrong wrong;
    const char *column;
    size_t number;
    int64_t cents;

    lines->arena = lines->remarks.arena = arena;
    enum iwmo_csv_fault csv = iwmo_csv_read(&lines->csv, bytes, size, arena, &number);
    if (csv == IWMO_CSV_NO_MEMORY)
        return IWMO_NO_MEMORY;
    if (csv != IWMO_CSV_FINE) {
        struct iwmo_csv_remark *made =
            remark(lines, IWMO_CSV_UNREAD, number, iwmo_text(""));
        if (made != NULL)
            made->fault = csv;
        return lines->failed || lines->remarks.failed ? IWMO_NO_MEMORY : IWMO_OK;
    }
    check_names(lines);
    for (const struct iwmo_csv_row *row = lines->csv.rows->next; row; row = row->next) {
        size_t before = lines->remarks.count;
        check_row(lines, row);
        if (lines->form.message->bericht == WMO323 && lines->remarks.count == before &&
            !iwmo_lines_bedrag(lines, row, &cents, &wrong, &column))
            remark(lines, wrong, row->number, iwmo_text(column));
    }
    iwmo_lines_group(lines);
    return lines->failed || lines->remarks.failed ? IWMO_NO_MEMORY : IWMO_OK;
}
