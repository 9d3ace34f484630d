#include "translate/csv_reader.h"

#include <string.h>

struct reader {
    const struct iwmo_csv_tables *tables;
    struct iwmo_filler filler;
    const struct iwmo_visitor *visitor;
};

static const struct iwmo_csv_sheet *
sheet_of(const struct reader *reader, const struct iwmo_csv_node *node)
{
    return &reader->tables->sheets[node->table->number];
}

static bool
is_group(const struct iwmo_csv_node *node)
{
    return node->element->type->kind == IWMO_GROUP;
}

/* ---- what is there ---- */

/* The first record of `node` in the record at `position` of its parent, and the one
 * behind the last. */
static void
find_records(const struct reader *reader, const struct iwmo_csv_node *node,
             size_t position, size_t *first, size_t *end)
{
    const struct iwmo_csv_sheet *sheet = sheet_of(reader, node);

    *first = iwmo_csv_sheet_find(sheet, position);
    *end = iwmo_csv_sheet_find(sheet, position + 1);
}

static bool has_any(const struct reader *reader, const struct iwmo_csv_node *node,
                    size_t position);

static bool
has_content(const struct reader *reader, const struct iwmo_csv_node *node,
            size_t position)
{
    for (const struct iwmo_csv_node *child = node->first; child; child = child->next)
        if (has_any(reader, child, position))
            return true;
    return false;
}

static bool
has_any(const struct reader *reader, const struct iwmo_csv_node *node, size_t position)
{
    size_t first, end;

    if (node->is_row) {
        find_records(reader, node, position, &first, &end);
        return end > first || (node->element->max <= 1 && has_content(reader, node, 0));
    }
    if ((!is_group(node) || node->is_marked) &&
        iwmo_csv_sheet_cell(sheet_of(reader, node), position, node->column).size > 0)
        return true;
    return is_group(node) && has_content(reader, node, position);
}

/* ---- reading ---- */

static enum iwmo_status visit(const struct reader *reader,
                              const struct iwmo_csv_node *parent,
                              const struct iwmo_csv_node *node, size_t position);

static enum iwmo_status
visit_group(const struct reader *reader, const struct iwmo_csv_node *node,
            size_t position)
{
    const struct iwmo_visitor *visitor = reader->visitor;
    enum iwmo_status status = visitor->open(visitor->self, node->element);

    for (const struct iwmo_csv_node *child = node->first;
         child != NULL && status == IWMO_OK; child = child->next)
        status = visit(reader, node, child, position);
    return status == IWMO_OK ? visitor->close(visitor->self) : status;
}

static enum iwmo_status
visit_value(const struct reader *reader, const struct iwmo_csv_node *node,
            size_t position)
{
    return reader->visitor->value(
        reader->visitor->self, node->element,
        iwmo_csv_sheet_cell(sheet_of(reader, node), position, node->column));
}

static enum iwmo_status
visit_records(const struct reader *reader, const struct iwmo_csv_node *node,
              size_t position)
{
    enum iwmo_status status = IWMO_OK;
    size_t first, end;

    find_records(reader, node, position, &first, &end);
    if (end == first && node->element->max <= 1)
        return visit_group(reader, node, 0); /* it has rows below it only */
    for (; first < end && status == IWMO_OK; first++)
        status = is_group(node) ? visit_group(reader, node, first)
                                : visit_value(reader, node, first);
    return status;
}

static enum iwmo_status
fill(const struct reader *reader, const struct iwmo_csv_node *parent,
     const struct iwmo_csv_node *node, size_t position)
{
    const struct iwmo_visitor *visitor = reader->visitor;
    struct iwmo_buffer text = {0};
    enum iwmo_status status = IWMO_OK;

    if (node->element->min == 0 || reader->filler.fill == NULL ||
        !reader->filler.fill(reader->filler.self, parent->element, node->element,
                             &text))
        return IWMO_OK;
    if (text.failed != IWMO_OK)
        status = text.failed;
    else if (is_group(node))
        status = visit_group(reader, node, node->is_row ? 0 : position);
    else
        status = visitor->value(visitor->self, node->element,
                                (struct iwmo_text){text.at, text.size});
    iwmo_buffer_release(&text);
    return status;
}

/* `position` is that of the record that `parent` stands in. */
static enum iwmo_status
visit(const struct reader *reader, const struct iwmo_csv_node *parent,
      const struct iwmo_csv_node *node, size_t position)
{
    if (!has_any(reader, node, position))
        return fill(reader, parent, node, position);
    if (node->is_row)
        return visit_records(reader, node, position);
    return is_group(node) ? visit_group(reader, node, position)
                          : visit_value(reader, node, position);
}

enum iwmo_status
iwmo_csv_reader_read(const struct iwmo_csv_tables *tables, struct iwmo_filler filler,
                     const struct iwmo_visitor *visitor)
{
    const struct reader reader = {tables, filler, visitor};
    const struct iwmo_csv_node *root = tables->plan.root;
    enum iwmo_status status = visitor->begin(visitor->self, tables->message);

    for (const struct iwmo_csv_node *child = root->first;
         child != NULL && status == IWMO_OK; child = child->next)
        status = visit(&reader, root, child, 0);
    return status == IWMO_OK ? visitor->end(visitor->self) : status;
}

/* ---- places ---- */

/* Where a step leads to; `node` is the deepest one that is known. */
struct spot {
    const struct iwmo_csv_node *node;
    size_t position;
    const char *missing; /* name of a step below it */
};

static struct spot
follow(const struct reader *reader, const struct iwmo_step *step)
{
    struct spot spot = {reader->tables->plan.root, 0, NULL};
    size_t first, end;

    if (step->parent == NULL)
        return spot;
    spot = follow(reader, step->parent);
    const struct iwmo_csv_node *node = spot.node->first;
    while (node != NULL && strcmp(node->element->name, step->name) != 0)
        node = node->next;
    if (spot.missing != NULL || node == NULL) {
        spot.missing = spot.missing != NULL ? spot.missing : step->name;
        return spot;
    }
    if (node->is_row) {
        find_records(reader, node, spot.position, &first, &end);
        if (end == first && node->element->max > 1) {
            spot.missing = step->name;
            return spot;
        }
        spot.position = end > first ? first : 0;
        if (step->index > 0 && step->index - 1 < end - first)
            spot.position = first + step->index - 1;
    }
    spot.node = node;
    return spot;
}

struct iwmo_csv_place
iwmo_csv_reader_place(const struct iwmo_csv_tables *tables,
                      const struct iwmo_step *step)
{
    const struct reader reader = {.tables = tables};
    struct spot spot = follow(&reader, step);
    struct iwmo_csv_place place = {.column = spot.missing};

    if (spot.node->table == NULL)
        return place;
    const struct iwmo_csv_sheet *sheet = &tables->sheets[spot.node->table->number];
    if (spot.position < sheet->count)
        place.row = sheet->records[spot.position].row->number;
    place.file = sheet->file;
    bool has_column = !is_group(spot.node) || spot.node->is_marked;
    for (const struct iwmo_csv_column *column = spot.node->table->columns;
         column != NULL && has_column && spot.missing == NULL; column = column->next)
        if (column->number == spot.node->column)
            place.column = column->name;
    return place;
}
