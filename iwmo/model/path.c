#include "model/path.h"

static struct iwmo_siblings *
siblings_of(struct iwmo_node *node, struct iwmo_arena *arena)
{
    struct iwmo_node *parent = node->parent;
    const struct iwmo_type *group = parent->decl->type;
    size_t row = (size_t)(node->decl - group->children);

    if (parent->siblings == NULL)
        parent->siblings =
            iwmo_arena_alloc(arena, group->child_count * sizeof(*parent->siblings));
    if (parent->siblings == NULL)
        return NULL;
    struct iwmo_siblings *siblings = parent->siblings[row];
    if (siblings != NULL)
        return siblings; /* the builder keeps it up to date */

    siblings = iwmo_arena_alloc(arena, sizeof(*siblings));
    if (siblings == NULL)
        return NULL;
    for (const struct iwmo_node *child = parent->first; child; child = child->next)
        if (child->decl == node->decl)
            siblings->count = child->index;
    parent->siblings[row] = siblings;
    return siblings;
}

struct iwmo_step *
iwmo_path_step(struct iwmo_node *node, struct iwmo_arena *arena)
{
    if (node->step != NULL)
        return node->step;

    struct iwmo_step *parent = NULL;
    struct iwmo_siblings *siblings = NULL;
    if (node->parent != NULL) {
        parent = iwmo_path_step(node->parent, arena);
        siblings = siblings_of(node, arena);
        if (parent == NULL || siblings == NULL)
            return NULL;
    }
    struct iwmo_step *step = iwmo_arena_alloc(arena, sizeof(*step));
    if (step == NULL)
        return NULL;
    *step = (struct iwmo_step){parent, node->decl->name, node->index, siblings};
    node->step = step;
    return step;
}

void
iwmo_path_print(const struct iwmo_step *step, struct iwmo_buffer *out)
{
    if (step == NULL) {
        iwmo_buffer_char(out, '/');
        return;
    }
    if (step->parent != NULL)
        iwmo_path_print(step->parent, out);
    iwmo_buffer_char(out, '/');
    iwmo_buffer_text(out, step->name);
    if (step->siblings != NULL && step->siblings->count > 1)
        iwmo_buffer_printf(out, "[%u]", step->index);
}
