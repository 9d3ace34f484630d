#include "translate/json_path.h"

#include <string.h>

static bool
is_plain(const char *name)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

    return name[0] != '\0' && name[strspn(name, letters)] == '\0' &&
           (name[0] < '0' || name[0] > '9');
}

static void
add_member(const char *name, struct iwmo_buffer *out)
{
    if (is_plain(name))
        iwmo_buffer_printf(out, ".%s", name);
    else
        iwmo_buffer_printf(out, "['%s']", name);
}

static const struct iwmo_element *
child_named(const struct iwmo_element *parent, const char *name)
{
    if (parent == NULL)
        return NULL;
    for (size_t i = 0; i < parent->type->child_count; i++)
        if (strcmp(parent->type->children[i].name, name) == 0)
            return &parent->type->children[i];
    return NULL;
}

/* Returns the row of `step`, NULL when the schema does not know it. */
static const struct iwmo_element *
print(const struct iwmo_json_form *form, const struct iwmo_step *step,
      struct iwmo_buffer *out)
{
    const struct iwmo_element *root = form->message ? form->message->root : NULL;

    if (step->parent == NULL) {
        bool is_root = root != NULL && strcmp(step->name, root->name) == 0;
        iwmo_buffer_char(out, '$');
        if (!is_root || !form->is_bare)
            add_member(step->name, out);
        return is_root ? root : NULL;
    }
    const struct iwmo_element *parent = print(form, step->parent, out);
    const struct iwmo_element *element = child_named(parent, step->name);
    add_member(step->name, out);
    if (element != NULL && element->max > 1 && step->index > 0)
        iwmo_buffer_printf(out, "[%u]", step->index - 1);
    return element;
}

void
iwmo_json_path_print(const struct iwmo_json_form *form, const struct iwmo_step *step,
                     struct iwmo_buffer *out)
{
    if (step == NULL)
        iwmo_buffer_char(out, '$');
    else
        print(form, step, out);
}
