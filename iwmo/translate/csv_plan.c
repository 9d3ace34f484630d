#include "translate/csv_plan.h"

#include <string.h>

#include "base/text.h"

/* What rows of inner tables repeat, so that they can be joined and stand alone. */
static const char *const keys[] = {
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie.Identificatie",
    "BerichtIdentificatie.Dagtekening",
    "DeclaratieNummer",
    "DeclaratiePeriode.Begindatum",
    "DeclaratiePeriode.Einddatum",
    "DeclaratieDagtekening",
    "Bsn",
};

struct maker {
    struct iwmo_csv_plan *plan;
    struct iwmo_arena *arena;
    struct iwmo_csv_table **last;
    bool failed;
};

static void *
take(struct maker *maker, size_t size)
{
    void *memory = iwmo_arena_alloc(maker->arena, size);

    maker->failed = maker->failed || memory == NULL;
    return memory;
}

/* "left.right", or only right when left is "". */
static const char *
join(struct maker *maker, const char *left, const char *right)
{
    size_t left_size = strlen(left), right_size = strlen(right);
    char *name = take(maker, left_size + right_size + 2);

    if (name == NULL)
        return "";
    memcpy(name, left, left_size);
    if (left_size > 0)
        name[left_size++] = '.';
    memcpy(name + left_size, right, right_size);
    return name;
}

/* ---- tables and columns ---- */

static bool
is_taken(const struct iwmo_csv_plan *plan, const char *name)
{
    for (const struct iwmo_csv_table *table = plan->tables; table; table = table->next)
        if (strcmp(table->name, name) == 0)
            return true;
    return false;
}

static struct iwmo_csv_table *
add_table(struct maker *maker, const struct iwmo_element *element,
          struct iwmo_csv_table *parent)
{
    struct iwmo_csv_table *table = take(maker, sizeof(*table));

    if (table == NULL)
        return NULL;
    table->name = element->name;
    if (parent != NULL && is_taken(maker->plan, table->name))
        table->name = join(maker, parent->name, element->name);
    table->element = element;
    table->parent = parent;
    table->number = maker->plan->table_count++;
    *maker->last = table;
    maker->last = &table->next;
    return table;
}

static void
add_column(struct maker *maker, struct iwmo_csv_node *node, const char *prefix)
{
    struct iwmo_csv_column *column = take(maker, sizeof(*column));
    struct iwmo_csv_table *table = node->table;

    if (column == NULL || table == NULL)
        return;
    column->name = join(maker, prefix, node->element->name);
    column->number = node->column = table->column_count++;
    *(table->columns == NULL ? &table->columns : &table->last_column->next) = column;
    table->last_column = column;
}

static struct iwmo_csv_node *make_node(struct maker *maker,
                                       const struct iwmo_element *element,
                                       struct iwmo_csv_table *table, const char *prefix,
                                       unsigned depth);

static void
make_children(struct maker *maker, struct iwmo_csv_node *node, const char *prefix,
              unsigned depth)
{
    const struct iwmo_type *type = node->element->type;
    struct iwmo_csv_node **link = &node->first;

    for (size_t i = 0; i < type->child_count && !maker->failed; i++) {
        *link = make_node(maker, &type->children[i], node->table, prefix, depth + 1);
        if (*link != NULL)
            link = &(*link)->next;
    }
}

/* May `element` be there with nothing in it? */
static bool
may_be_blank(const struct iwmo_element *element)
{
    const struct iwmo_type *type = element->type;

    for (size_t i = 0; i < type->child_count; i++)
        if (type->children[i].min > 0 || type->children[i].max > 1)
            return false;
    return element->min == 0;
}

/* The root has depth 0. */
static struct iwmo_csv_node *
make_node(struct maker *maker, const struct iwmo_element *element,
          struct iwmo_csv_table *table, const char *prefix, unsigned depth)
{
    struct iwmo_csv_node *node = take(maker, sizeof(*node));
    bool is_group = element->type->kind == IWMO_GROUP;

    if (node == NULL)
        return NULL;
    node->element = element;
    node->is_row = element->max > 1 || (depth == 1 && is_group);
    node->table = node->is_row ? add_table(maker, element, table) : table;
    if (maker->failed)
        return node;
    node->is_marked = is_group && !node->is_row && depth > 0 && may_be_blank(element);
    if (!is_group || node->is_marked)
        add_column(maker, node, node->is_row ? "" : prefix);
    if (is_group)
        make_children(maker, node,
                      node->is_row || depth == 0 ? ""
                                                 : join(maker, prefix, element->name),
                      depth);
    return node;
}

/* ---- keys ---- */

static bool
is_key(const char *name)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (strcmp(keys[i], name) == 0)
            return true;
    return false;
}

static struct iwmo_csv_key **
add_key(struct maker *maker, struct iwmo_csv_key **link,
        const struct iwmo_csv_table *from, const struct iwmo_csv_column *column)
{
    struct iwmo_csv_key *key = take(maker, sizeof(*key));

    if (key == NULL)
        return link;
    key->name = column != NULL ? column->name : join(maker, from->name, "Nr");
    key->table = from;
    key->column = column;
    *link = key;
    return &key->next;
}

static bool
encloses(const struct iwmo_csv_table *outer, const struct iwmo_csv_table *table)
{
    for (table = table->parent; table != NULL; table = table->parent)
        if (table == outer)
            return true;
    return false;
}

static void
add_keys(struct maker *maker, struct iwmo_csv_table *table)
{
    struct iwmo_csv_key **link = &table->keys;

    for (struct iwmo_csv_table *from = maker->plan->tables; from != table;
         from = from->next) {
        if (strcmp(from->name, "Header") != 0 && !encloses(from, table))
            continue;
        for (struct iwmo_csv_column *column = from->columns; column != NULL;
             column = column->next)
            if (is_key(column->name))
                link = add_key(maker, link, from, column);
        if (from->is_numbered)
            link = add_key(maker, link, from, NULL);
    }
}

/* Two Clienten may have the same Bsn: so they have a number too. */
static void
number_parents(struct iwmo_csv_plan *plan)
{
    for (struct iwmo_csv_table *table = plan->tables; table; table = table->next) {
        struct iwmo_csv_table *parent = table->parent;
        if (parent != NULL && parent->element->max > 1)
            parent->is_numbered = true;
    }
}

enum iwmo_status
iwmo_csv_plan_make(struct iwmo_csv_plan *plan, const struct iwmo_message_kind *message,
                   struct iwmo_arena *arena)
{
    struct maker maker = {plan, arena, &plan->tables, false};

    *plan = (struct iwmo_csv_plan){0};
    plan->root = make_node(&maker, message->root, NULL, "", 0);
    number_parents(plan);
    for (struct iwmo_csv_table *table = plan->tables; table && !maker.failed;
         table = table->next)
        add_keys(&maker, table);
    return maker.failed ? IWMO_NO_MEMORY : IWMO_OK;
}
