#include "judges/tree.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>
#include <string.h>

#include "schema/lookup.h"

static void *
alloc(struct iwmo_arena *arena, size_t size)
{
    void *at = iwmo_arena_alloc(arena, size);

    cr_assert_not_null(at);
    return at;
}

static const char *
keep(struct iwmo_arena *arena, const struct iwmo_buffer *text)
{
    const char *copy = iwmo_arena_copy(arena, text->at, text->size);

    cr_assert_not_null(copy);
    return copy;
}

struct tree_item *
tree_element(const char *tag, struct iwmo_arena *arena)
{
    struct tree_item *item = alloc(arena, sizeof(*item));

    item->tag = tag;
    item->attributes = "";
    return item;
}

struct tree_item *
tree_text(const char *text, struct iwmo_arena *arena)
{
    struct tree_item *item = alloc(arena, sizeof(*item));

    item->text = text;
    return item;
}

void
tree_remove(struct tree_item *item)
{
    struct tree_item *parent = item->parent;

    if (parent == NULL)
        return;
    if (item->before != NULL)
        item->before->next = item->next;
    else
        parent->first = item->next;
    if (item->next != NULL)
        item->next->before = item->before;
    else
        parent->last = item->before;
    item->parent = item->before = item->next = NULL;
}

void
tree_insert(struct tree_item *parent, struct tree_item *place, struct tree_item *item)
{
    item->parent = parent;
    item->next = place;
    item->before = place ? place->before : parent->last;
    if (item->before != NULL)
        item->before->next = item;
    else
        parent->first = item;
    if (place != NULL)
        place->before = item;
    else
        parent->last = item;
}

struct tree_item *
tree_copy(const struct tree_item *item, struct iwmo_arena *arena)
{
    struct tree_item *copy = alloc(arena, sizeof(*copy));

    *copy = *item;
    copy->parent = copy->first = copy->last = copy->before = copy->next = NULL;
    for (const struct tree_item *child = item->first; child; child = child->next)
        tree_insert(copy, NULL, tree_copy(child, arena));
    return copy;
}

static void
collect(struct tree_item *item, struct tree_item **all, size_t *count)
{
    if (item->tag == NULL)
        return;
    if (all != NULL)
        all[*count] = item;
    (*count)++;
    for (struct tree_item *child = item->first; child; child = child->next)
        collect(child, all, count);
}

struct tree_item **
tree_elements(struct tree_item *root, struct iwmo_arena *arena, size_t *count)
{
    *count = 0;
    collect(root, NULL, count);
    struct tree_item **all = alloc(arena, *count * sizeof(*all));
    *count = 0;
    collect(root, all, count);
    return all;
}

/* ---- reading ---- */

static const char *
qualified(const xmlNs *space, const xmlChar *name, struct iwmo_arena *arena)
{
    struct iwmo_buffer text = {0};

    if (space != NULL && space->prefix != NULL)
        iwmo_buffer_printf(&text, "%s:", (const char *)space->prefix);
    iwmo_buffer_text(&text, (const char *)name);
    const char *kept = keep(arena, &text);
    iwmo_buffer_release(&text);
    return kept;
}

static const char *
declarations(const xmlNode *node, struct iwmo_arena *arena)
{
    struct iwmo_buffer text = {0};

    for (const xmlNs *space = node->nsDef; space; space = space->next)
        iwmo_buffer_printf(&text, " xmlns%s%s=\"%s\"", space->prefix ? ":" : "",
                           space->prefix ? (const char *)space->prefix : "",
                           (const char *)space->href);
    const char *kept = keep(arena, &text);
    iwmo_buffer_release(&text);
    return kept;
}

static struct tree_item *
read_text(xmlNode *node, struct iwmo_arena *arena)
{
    xmlChar *escaped = xmlEncodeSpecialChars(node->doc, node->content);
    struct iwmo_buffer text = {0};

    iwmo_buffer_text(&text, (const char *)escaped);
    struct tree_item *item = tree_text(keep(arena, &text), arena);
    iwmo_buffer_release(&text);
    xmlFree(escaped);
    return item;
}

static const struct iwmo_element *
row_of(const struct iwmo_element *decl, const char *name)
{
    if (decl == NULL || decl->type->kind != IWMO_GROUP)
        return NULL;
    for (size_t i = 0; i < decl->type->child_count; i++)
        if (strcmp(decl->type->children[i].name, name) == 0)
            return &decl->type->children[i];
    return NULL;
}

static struct tree_item *
read_element(const xmlNode *node, const struct iwmo_element *decl,
             struct iwmo_arena *arena)
{
    struct tree_item *item =
        tree_element(qualified(node->ns, node->name, arena), arena);

    item->decl = decl;
    item->attributes = declarations(node, arena);
    bool is_group = decl != NULL && decl->type->kind == IWMO_GROUP;
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            tree_insert(
                item, NULL,
                read_element(child, row_of(decl, (const char *)child->name), arena));
        else if (child->type == XML_TEXT_NODE && !is_group)
            tree_insert(item, NULL, read_text(child, arena));
    }
    return item;
}

struct tree_item *
tree_read(const char *path, struct iwmo_arena *arena)
{
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET);

    cr_assert_not_null(document, "%s", path);
    const xmlNode *root = xmlDocGetRootElement(document);
    const struct iwmo_message_kind *message = iwmo_message_by_space(
        &iwmo_schema_builtin, iwmo_text((const char *)root->ns->href));
    cr_assert_not_null(message, "%s", path);
    struct tree_item *item = read_element(root, message->root, arena);
    xmlFreeDoc(document);
    return item;
}

/* ---- writing ---- */

static void
print_item(const struct tree_item *item, struct iwmo_buffer *out)
{
    if (item->tag == NULL) {
        iwmo_buffer_text(out, item->text);
        return;
    }
    iwmo_buffer_char(out, '<');
    iwmo_buffer_text(out, item->tag);
    iwmo_buffer_text(out, item->attributes);
    if (item->first == NULL) {
        iwmo_buffer_text(out, "/>");
        return;
    }
    iwmo_buffer_char(out, '>');
    for (const struct tree_item *child = item->first; child; child = child->next)
        print_item(child, out);
    iwmo_buffer_text(out, "</");
    iwmo_buffer_text(out, item->tag);
    iwmo_buffer_char(out, '>');
}

void
tree_print(const struct tree_item *root, struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
    print_item(root, out);
    iwmo_buffer_text(out, "\r\n");
}
