#include "retour/grounds.h"

#include <string.h>

#include "retour/classes.h"

/* The type in the answer of the element at `step`; NULL: it is not there. */
static const struct iwmo_type *
answer_type(const struct iwmo_step *step, const struct iwmo_message_kind *answer)
{
    if (step->parent == NULL)
        return answer->root->type;
    const struct iwmo_type *parent = answer_type(step->parent, answer);
    for (uint16_t i = 0; parent && i < parent->child_count; i++) {
        const char *name = parent->children[i].name;
        bool is_same =
            strcmp(name, step->name) == 0 || (strcmp(name, "DeclaratieAntwoord") == 0 &&
                                              strcmp(step->name, "Declaratie") == 0);
        if (is_same)
            return parent->children[i].type;
    }
    return NULL;
}

static void
print_place(const struct iwmo_step *step, struct iwmo_buffer *out)
{
    if (step->parent == NULL) {
        iwmo_buffer_printf(out, "/%s", step->name);
        return;
    }
    print_place(step->parent, out);
    iwmo_buffer_printf(out, "/%s[%u]", step->name, step->index);
}

static enum iwmo_status
reject(const struct iwmo_finding *finding, const struct iwmo_message_kind *answer,
       struct iwmo_rejections *rejections)
{
    struct iwmo_buffer place = {0};
    const struct iwmo_location *last = finding->also_count > 0
                                           ? &finding->also[finding->also_count - 1]
                                           : &finding->where;
    const struct iwmo_step *step = last->step;

    if (strcmp(finding->fault->retourcode, "0001") == 0)
        step = NULL;
    while (step != NULL && !iwmo_class_has_codes(answer_type(step, answer)))
        step = step->parent;
    if (step == NULL)
        iwmo_buffer_text(&place, IWMO_HEADER_PLACE);
    else
        print_place(step, &place);
    enum iwmo_status status = place.failed;
    if (status == IWMO_OK)
        status =
            iwmo_rejections_add(rejections, (struct iwmo_text){place.at, place.size},
                                finding->fault->retourcode);
    iwmo_buffer_release(&place);
    return status;
}

enum iwmo_status
iwmo_grounds_collect(const struct iwmo_findings *findings,
                     const struct iwmo_message_kind *answer,
                     struct iwmo_rejections *rejections)
{
    if (findings->lost_whole &&
        iwmo_rejections_add(rejections, iwmo_text(IWMO_HEADER_PLACE), "0001") !=
            IWMO_OK)
        return IWMO_NO_MEMORY;
    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next) {
        bool is_rule = finding->fault->kind >= IWMO_KIND_CD;
        if (!is_rule || finding->severity != IWMO_SEVERITY_ERROR ||
            finding->fault->retourcode[0] == '\0')
            continue;
        enum iwmo_status status = reject(finding, answer, rejections);
        if (status != IWMO_OK)
            return status;
    }
    return IWMO_OK;
}
