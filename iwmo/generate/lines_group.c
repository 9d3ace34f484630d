#include "generate/lines_group.h"

#include <stdlib.h>
#include <string.h>

static int
compare_text(struct iwmo_text a, struct iwmo_text b)
{
    int order = memcmp(a.at, b.at, a.size < b.size ? a.size : b.size);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static int
compare_number(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static size_t
number_of(const struct iwmo_line *line)
{
    return line->row != NULL ? line->row->number : 0;
}

/* ---- messages ---- */

static int
compare_sender(const struct iwmo_line *a, const struct iwmo_line *b)
{
    int order = compare_text(a->afzender, b->afzender);

    if (order == 0)
        order = compare_text(a->ontvanger, b->ontvanger);
    if (order == 0)
        order = (a->maand.days > b->maand.days) - (a->maand.days < b->maand.days);
    return order;
}

static int
by_bsn(const void *left, const void *right)
{
    const struct iwmo_line *a = left, *b = right;
    int order = compare_sender(a, b);

    if (order == 0)
        order = compare_text(a->bsn, b->bsn);
    return order != 0 ? order : compare_number(a->row->number, b->row->number);
}

static int
by_client(const void *left, const void *right)
{
    const struct iwmo_line *a = left, *b = right;
    int order = compare_sender(a, b);

    if (order == 0)
        order = compare_number(a->client, b->client);
    return order != 0 ? order : compare_number(a->row->number, b->row->number);
}

size_t
iwmo_lines_next(const struct iwmo_lines *lines, size_t from)
{
    const struct iwmo_line *first = &lines->lines[from];
    bool has_clients = lines->form.message->bericht == WMO323;

    for (size_t i = from + 1; i < lines->count; i++)
        if (compare_sender(first, &lines->lines[i]) != 0 ||
            (!has_clients && first->client != lines->lines[i].client))
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

/* A Client has the number of the first row that has its Bsn. */
static void
order_lines(struct iwmo_lines *lines)
{
    struct iwmo_line *line = lines->lines;

    qsort(line, lines->count, sizeof(*line), by_bsn);
    for (size_t i = 0; i < lines->count; i++) {
        bool is_same = i > 0 && compare_sender(&line[i - 1], &line[i]) == 0 &&
                       iwmo_text_same(line[i - 1].bsn, line[i].bsn);
        line[i].client = is_same ? line[i - 1].client : line[i].row->number;
    }
    qsort(line, lines->count, sizeof(*line), by_client);
    for (size_t i = 0, end; i < lines->count; i = end) {
        end = iwmo_lines_next(lines, i);
        for (size_t k = i; k < end; k++)
            line[k].message = i;
    }
}

static bool
collect(struct iwmo_lines *lines)
{
    lines->count = lines->csv.count - 1;
    lines->lines = iwmo_arena_alloc(lines->arena, lines->count * sizeof(*lines->lines));
    if (lines->lines == NULL)
        return false;
    struct iwmo_line *line = lines->lines;
    for (const struct iwmo_csv_row *row = lines->csv.rows->next; row != NULL;
         row = row->next, line++) {
        line->row = row;
        line->afzender = iwmo_lines_named(lines, row, "Afzender");
        line->ontvanger = iwmo_lines_named(lines, row, "Ontvanger");
        line->bsn = iwmo_lines_named(lines, row, "Bsn");
        if (lines->form.message->bericht == WMO323)
            line->maand = maand_of(lines, row);
    }
    return true;
}

/* ---- what belongs to the message ---- */

static struct iwmo_csv_remark *
remark(struct iwmo_lines *lines, enum iwmo_csv_wrong wrong, size_t row,
       struct iwmo_text column)
{
    return iwmo_csv_remarks_add(&lines->remarks, wrong, lines->file, row, column);
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
        struct iwmo_csv_remark *made =
            remark(lines, IWMO_CSV_DIFFERS, row->number, iwmo_text(column->name));
        if (made != NULL)
            made->other = given->number;
    }
    if (given == NULL && iwmo_lines_column_is_mandatory(column) &&
        !iwmo_lines_column_is_key(column) && lines->at[number] != IWMO_LINES_NONE)
        remark(lines, IWMO_CSV_MISSING, number_of(&lines->lines[first]),
               iwmo_text(column->name));
}

/* ---- what is unique ---- */

struct given {
    struct iwmo_text text;
    const struct iwmo_line *line;
};

static int
by_text(const void *left, const void *right)
{
    const struct given *a = left, *b = right;
    int order = compare_text(a->line->afzender, b->line->afzender);

    if (order == 0)
        order = compare_text(a->text, b->text);
    if (order == 0)
        order = compare_number(a->line->message, b->line->message);
    return order != 0 ? order
                      : compare_number(a->line->row->number, b->line->row->number);
}

/* Remark on those whose text an earlier one of the same Afzender has. */
static void
compare_given(struct iwmo_lines *lines, const struct given *given, size_t count,
              const struct iwmo_lines_column *column)
{
    const struct given *first = given;

    for (size_t i = 1; i < count; i++) {
        const struct given *one = &given[i];
        if (!iwmo_text_same(first->text, one->text) ||
            !iwmo_text_same(first->line->afzender, one->line->afzender)) {
            first = one;
            continue;
        }
        if (column->level == IWMO_LINES_MESSAGE &&
            one[-1].line->message == one->line->message)
            continue; /* the same message says it again */
        struct iwmo_csv_remark *made = remark(
            lines, IWMO_CSV_TWICE, one->line->row->number, iwmo_text(column->name));
        if (made != NULL)
            made->other = first->line->row->number;
    }
}

static void
check_unique(struct iwmo_lines *lines, const char *name)
{
    size_t column = iwmo_lines_form_find(&lines->form, iwmo_text(name)), count = 0;

    if (column == IWMO_LINES_NONE || lines->at[column] == IWMO_LINES_NONE ||
        lines->count == 0)
        return;
    struct given *given = calloc(lines->count, sizeof(*given));
    if (given == NULL) {
        lines->failed = true;
        return;
    }
    for (size_t i = 0; i < lines->count; i++) {
        struct iwmo_text text = iwmo_lines_cell(lines, lines->lines[i].row, column);
        if (text.size > 0)
            given[count++] = (struct given){iwmo_text_trim(text), &lines->lines[i]};
    }
    qsort(given, count, sizeof(*given), by_text);
    compare_given(lines, given, count, &lines->form.columns[column]);
    free(given);
}

void
iwmo_lines_group(struct iwmo_lines *lines)
{
    static const char *const unique[] = {"BerichtIdentificatie.Identificatie",
                                         "DeclaratieNummer",
                                         "ProductReferentie.ReferentieNummer"};

    if (!collect(lines)) {
        lines->failed = true;
        return;
    }
    order_lines(lines);
    for (size_t i = 0, end; i < lines->count; i = end) {
        end = iwmo_lines_next(lines, i);
        for (size_t k = 0; k < lines->form.count; k++)
            if (lines->form.columns[k].level == IWMO_LINES_MESSAGE)
                check_shared(lines, i, end, k);
    }
    for (size_t i = 0; i < sizeof(unique) / sizeof(unique[0]) && !lines->failed; i++)
        check_unique(lines, unique[i]);
}
