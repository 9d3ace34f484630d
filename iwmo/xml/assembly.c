#include "xml/assembly.h"

#include <stdlib.h>

#include "names.h"

bool
iwmo_assembly_init(struct iwmo_assembly *assembly, const struct iwmo_limits *limits)
{
    size_t bytes = limits->unit_bytes ? limits->unit_bytes : IWMO_MAX_UNIT_BYTES;

    *assembly = (struct iwmo_assembly){.frame_max = limits->depth ? limits->depth
                                                                  : IWMO_MAX_DEPTH};
    assembly->arena = iwmo_arena_new(bytes);
    assembly->frames = calloc(assembly->frame_max, sizeof(*assembly->frames));
    return assembly->arena != NULL && assembly->frames != NULL;
}

void
iwmo_assembly_release(struct iwmo_assembly *assembly)
{
    iwmo_arena_free(assembly->arena);
    free(assembly->frames);
    *assembly = (struct iwmo_assembly){0};
}

void
iwmo_assembly_reset(struct iwmo_assembly *assembly)
{
    iwmo_arena_reset(assembly->arena);
    assembly->message = NULL;
    assembly->header = NULL;
    assembly->is_judging = false;
    assembly->order = 0;
    assembly->frame_count = 0;
}

enum iwmo_status
iwmo_assembly_failure(const struct iwmo_assembly *assembly)
{
    return iwmo_arena_is_full(assembly->arena) ? IWMO_LIMIT : IWMO_NO_MEMORY;
}

struct iwmo_node *
iwmo_assembly_node(struct iwmo_assembly *assembly, const struct iwmo_frame *frame,
                   const struct iwmo_element *decl, uint32_t row,
                   struct iwmo_position at)
{
    struct iwmo_node *node = iwmo_arena_take(assembly->arena, sizeof(*node));

    if (node == NULL)
        return NULL;
    iwmo_node_init(node, decl, at);
    if (frame != NULL)
        iwmo_assembly_link(node, frame->node, row, frame->rows[row].count + 1);
    return node;
}

struct iwmo_frame *
iwmo_assembly_open(struct iwmo_assembly *assembly, struct iwmo_node *node,
                   struct iwmo_arena_mark mark, struct iwmo_node *before)
{
    struct iwmo_frame *frame = &assembly->frames[assembly->frame_count++];
    const struct iwmo_type *type = node->decl->type;

    *frame =
        (struct iwmo_frame){.node = node, .type = type, .mark = mark, .before = before};
    if (type->child_count == 0)
        return frame;
    frame->rows =
        iwmo_arena_alloc(assembly->arena, type->child_count * sizeof(*frame->rows));
    return frame->rows != NULL ? frame : NULL;
}

bool
iwmo_assembly_is_unit(uint16_t id)
{
    switch (id) {
    case EL_Header:
    case EL_Client:
    case EL_Antwoord:
    case EL_Prestatie:
        return true;
    default:
        return false;
    }
}

/* Hand a complete unit over and take its memory back. */
static enum iwmo_status
deliver_unit(struct iwmo_assembly *assembly, const struct iwmo_frame *frame)
{
    struct iwmo_node *unit = frame->node;
    struct iwmo_node *parent = unit->parent;
    enum iwmo_status status = IWMO_OK;

    if (unit->decl->id == EL_Header && assembly->header == NULL)
        assembly->header = unit;
    if (assembly->units.unit != NULL)
        status = assembly->units.unit(assembly->units.self, unit);
    if (assembly->header == unit)
        return status; /* stays */
    parent->last = frame->before;
    if (parent->last == NULL)
        parent->first = NULL;
    else
        parent->last->next = NULL;
    iwmo_arena_rewind(assembly->arena, frame->mark);
    return status;
}

enum iwmo_status
iwmo_assembly_deliver(struct iwmo_assembly *assembly, const struct iwmo_frame *frame)
{
    const struct iwmo_units *units = &assembly->units;

    if (frame->node->parent == NULL)
        return units->end != NULL ? units->end(units->self, frame->node) : IWMO_OK;
    return iwmo_assembly_is_unit(frame->node->decl->id) ? deliver_unit(assembly, frame)
                                                        : IWMO_OK;
}

bool
iwmo_assembly_value(struct iwmo_assembly *assembly, struct iwmo_node *node,
                    struct iwmo_text text, enum iwmo_facet *failed)
{
    *failed = iwmo_type_check(node->decl->type, text, &node->value);

    struct iwmo_text kept = node->value.text;
    char *copy = iwmo_arena_copy(assembly->arena, kept.at, kept.size);
    node->value.text = (struct iwmo_text){copy ? copy : "", copy ? kept.size : 0};
    return copy != NULL;
}
