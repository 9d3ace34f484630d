#include "generate/draft.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct iwmo_node *
iwmo_draft_child(const struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_node *child = parent != NULL ? parent->first : NULL;

    while (child != NULL && child->decl->id != id)
        child = child->next;
    return child;
}

struct iwmo_node *
iwmo_draft_next(const struct iwmo_node *node)
{
    struct iwmo_node *next = node->next;

    while (next != NULL && next->decl->id != node->decl->id)
        next = next->next;
    return next;
}

struct iwmo_node *
iwmo_draft_node(struct iwmo_draft *draft, const struct iwmo_element *element)
{
    struct iwmo_node *node = iwmo_arena_alloc(draft->arena, sizeof(*node));

    if (node == NULL) {
        draft->failed = true;
        draft->spare = (struct iwmo_node){0};
        node = &draft->spare;
    }
    node->decl = element;
    node->value.text = iwmo_text("");
    return node;
}

void
iwmo_draft_link(struct iwmo_node *parent, struct iwmo_node *before,
                struct iwmo_node *node)
{
    struct iwmo_node **link = before != NULL ? &before->next : &parent->first;

    node->parent = parent;
    node->next = *link;
    *link = node;
    if (node->next == NULL)
        parent->last = node;
}

struct iwmo_node *
iwmo_draft_add(struct iwmo_draft *draft, struct iwmo_node *parent,
               const struct iwmo_element *element)
{
    struct iwmo_node *node = iwmo_draft_node(draft, element);
    struct iwmo_node *before = NULL;

    if (parent == NULL || node == &draft->spare || parent == &draft->spare)
        return node;
    for (struct iwmo_node *child = parent->first; child; child = child->next)
        if (child->decl <= element) /* rows of one content model */
            before = child;
    iwmo_draft_link(parent, before, node);
    return node;
}

void
iwmo_draft_drop(struct iwmo_node *node)
{
    struct iwmo_node *before = NULL;

    if (node == NULL || node->parent == NULL)
        return;
    for (struct iwmo_node *child = node->parent->first; child != node;
         child = child->next)
        before = child;
    *(before != NULL ? &before->next : &node->parent->first) = node->next;
    if (node->next == NULL)
        node->parent->last = before;
    node->parent = NULL;
    node->next = NULL;
}

void
iwmo_draft_drop_all(struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_node *child;

    while ((child = iwmo_draft_child(parent, id)) != NULL)
        iwmo_draft_drop(child);
}

static struct iwmo_node *
copy_of(struct iwmo_draft *draft, const struct iwmo_node *node)
{
    struct iwmo_node *copy = iwmo_draft_node(draft, node->decl);

    copy->value.text = node->value.text;
    if (draft->failed)
        return copy;
    for (const struct iwmo_node *child = node->first; child; child = child->next) {
        struct iwmo_node *inner = copy_of(draft, child);
        if (draft->failed)
            return inner;
        iwmo_draft_link(copy, copy->last, inner);
    }
    return copy;
}

struct iwmo_node *
iwmo_draft_copy(struct iwmo_draft *draft, struct iwmo_node *node)
{
    struct iwmo_node *copy = copy_of(draft, node);

    if (!draft->failed && node->parent != NULL)
        iwmo_draft_link(node->parent, node, copy);
    return copy;
}

/* ---- values ---- */

static void
set_value(struct iwmo_draft *draft, struct iwmo_node *node, struct iwmo_text text)
{
    const char *copy = iwmo_arena_copy(draft->arena, text.at, text.size);

    if (copy == NULL)
        draft->failed = true;
    else
        node->value.text = (struct iwmo_text){copy, text.size};
}

void
iwmo_draft_set(struct iwmo_draft *draft, struct iwmo_node *node, const char *text)
{
    if (node != NULL)
        set_value(draft, node, iwmo_text(text));
}

void
iwmo_draft_print(struct iwmo_draft *draft, struct iwmo_node *node, const char *fmt, ...)
{
    char text[256];
    va_list arguments;

    if (node == NULL)
        return;
    va_start(arguments, fmt);
    int size = vsnprintf(text, sizeof(text), fmt, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof(text))
        draft->failed = true;
    else
        set_value(draft, node, iwmo_text(text));
}

void
iwmo_draft_set_date(struct iwmo_draft *draft, struct iwmo_node *node,
                    struct iwmo_date date)
{
    char text[IWMO_DATE_TEXT];

    iwmo_draft_set(draft, node, iwmo_date_print(date, text));
}

int64_t
iwmo_draft_number(const struct iwmo_node *node)
{
    int64_t number = 0;
    bool fits;

    if (node == NULL || !iwmo_integer_parse(node->value.text, &number, &fits))
        return 0;
    return number;
}

struct iwmo_date
iwmo_draft_date(const struct iwmo_draft *draft, const struct iwmo_node *node)
{
    struct iwmo_date date;

    if (node == NULL || !iwmo_date_parse(node->value.text, &date))
        return draft->day;
    return date;
}

uint32_t
iwmo_draft_unique(struct iwmo_draft *draft)
{
    uint32_t high = (uint32_t)iwmo_dice_roll(&draft->dice, 100000);

    return high * 1000 + draft->serial++ % 1000;
}

/* ---- visiting ---- */

static enum iwmo_status
visit(const struct iwmo_node *node, const struct iwmo_visitor *visitor)
{
    enum iwmo_status status;

    if (node->decl->type->kind != IWMO_GROUP && node->first == NULL)
        return visitor->value(visitor->self, node->decl, node->value.text);
    if ((status = visitor->open(visitor->self, node->decl)) != IWMO_OK)
        return status;
    for (const struct iwmo_node *child = node->first; child; child = child->next)
        if ((status = visit(child, visitor)) != IWMO_OK)
            return status;
    return visitor->close(visitor->self);
}

enum iwmo_status
iwmo_draft_visit(const struct iwmo_draft *draft, const struct iwmo_visitor *visitor)
{
    enum iwmo_status status;

    if (draft->failed)
        return IWMO_NO_MEMORY;
    if ((status = visitor->begin(visitor->self, draft->message)) != IWMO_OK)
        return status;
    for (const struct iwmo_node *child = draft->root->first; child; child = child->next)
        if ((status = visit(child, visitor)) != IWMO_OK)
            return status;
    return visitor->end(visitor->self);
}
