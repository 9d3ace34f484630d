#include "model/node.h"

const struct iwmo_node *
iwmo_next_same(const struct iwmo_node *node)
{
    for (const struct iwmo_node *next = node->next; next; next = next->next)
        if (next->decl->id == node->decl->id)
            return next;
    return NULL;
}
