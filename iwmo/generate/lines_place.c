#include <string.h>

#include "generate/lines.h"

/* The deepest node on the way to `step`. */
static const struct iwmo_node *
follow(const struct iwmo_node *root, const struct iwmo_step *step, bool *is_whole)
{
    if (step->parent == NULL) {
        *is_whole = strcmp(step->name, root->decl->name) == 0;
        return root;
    }
    const struct iwmo_node *parent = follow(root, step->parent, is_whole);
    uint32_t left = step->index > 0 ? step->index : 1;
    if (!*is_whole)
        return parent;
    for (const struct iwmo_node *node = parent->first; node; node = node->next)
        if (strcmp(node->decl->name, step->name) == 0 && --left == 0)
            return node;
    *is_whole = false; /* it is missing */
    return parent;
}

/* Does the path of `column` end in `node`? */
static bool
is_of(const struct iwmo_lines_column *column, const struct iwmo_node *node)
{
    size_t depth = column->is_element ? column->depth : 0;

    for (size_t i = depth; i > 0 && node != NULL; i--, node = node->parent)
        if (column->path[i - 1] != node->decl)
            return false;
    return depth > 0 && node != NULL;
}

static const char *
column_of(const struct iwmo_lines_form *form, const struct iwmo_node *node)
{
    for (size_t i = 0; i < form->count; i++)
        if (is_of(&form->columns[i], node))
            return form->columns[i].name;
    return NULL;
}

size_t
iwmo_lines_place(const struct iwmo_lines *lines, const struct iwmo_node *root,
                 const struct iwmo_step *step, struct iwmo_buffer *column)
{
    bool is_whole;
    const struct iwmo_node *node = follow(root, step, &is_whole);
    const char *name = is_whole ? column_of(&lines->form, node) : step->name;

    if (name == NULL && node->decl->type->kind != IWMO_GROUP)
        name = node->decl->name;
    if (name != NULL)
        iwmo_buffer_text(column, name);
    while (node->at.line == 0 && node->parent != NULL)
        node = node->parent;
    return (size_t)node->at.line;
}
