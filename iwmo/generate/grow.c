#include "generate/grow.h"

#include "generate/fit.h"
#include "generate/invent.h"
#include "names.h"
#include "schema/lookup.h"

/* What an answer is about: also in a lean draft, which would be an empty one else. */
static bool
is_content(uint16_t id)
{
    return id == EL_Client || id == EL_Antwoord || id == EL_DeclaratieAntwoord ||
           id == EL_Clienten;
}

static uint32_t
how_many(struct iwmo_draft *draft, const struct iwmo_element *element)
{
    uint32_t count = element->min;

    if (draft->is_lean)
        return count == 0 && is_content(element->id) ? 1 : count;
    if (count == 0 && iwmo_dice_chance(&draft->dice, 50))
        count = 1;
    while (count > 0 && count < element->max && count < 5 &&
           iwmo_dice_chance(&draft->dice, 40))
        count++;
    return count;
}

struct iwmo_node *
iwmo_grow(struct iwmo_draft *draft, struct iwmo_node *parent,
          const struct iwmo_element *element)
{
    struct iwmo_node *node = iwmo_draft_add(draft, parent, element);
    const struct iwmo_type *type = element->type;

    if (parent == NULL)
        draft->root = node;
    if (draft->failed)
        return node;
    if (type->kind != IWMO_GROUP) {
        iwmo_invent(draft, node);
        return node;
    }
    for (uint16_t i = 0; i < type->child_count; i++) {
        const struct iwmo_element *child = &type->children[i];
        for (uint32_t count = how_many(draft, child); count > 0; count--)
            iwmo_grow(draft, node, child);
    }
    iwmo_fit(draft, node);
    return node;
}

struct iwmo_node *
iwmo_grow_child(struct iwmo_draft *draft, struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_node *child = iwmo_draft_child(parent, id);

    if (child != NULL || parent == NULL)
        return child;
    const struct iwmo_element *element = iwmo_type_child(parent->decl->type, id);
    return element != NULL ? iwmo_grow(draft, parent, element) : NULL;
}

void
iwmo_grow_value(struct iwmo_draft *draft, struct iwmo_node *parent, uint16_t id,
                const char *text)
{
    iwmo_draft_set(draft, iwmo_grow_child(draft, parent, id), text);
}

void
iwmo_grow_date(struct iwmo_draft *draft, struct iwmo_node *parent, uint16_t id,
               struct iwmo_date date)
{
    iwmo_draft_set_date(draft, iwmo_grow_child(draft, parent, id), date);
}
