#include "model/node.h"

const struct iwmo_node *
iwmo_next_same(const struct iwmo_node *node)
{
    for (const struct iwmo_node *next = node->next; next; next = next->next)
        if (next->decl->id == node->decl->id)
            return next;
    return NULL;
}

bool
iwmo_node_is(const struct iwmo_node *node, uint16_t id)
{
    return node != NULL && node->decl->id == id;
}

bool
iwmo_node_blank(const struct iwmo_node *node)
{
    return node == NULL || iwmo_text_trim(node->value.text).size == 0;
}

bool
iwmo_node_equals(const struct iwmo_node *node, const char *text)
{
    return node != NULL && iwmo_text_equals(iwmo_text_trim(node->value.text), text);
}
