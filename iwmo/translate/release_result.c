#include "translate/release_result.h"

#include <string.h>

#include "schema/lookup.h"
#include "translate/release_source.h"

/* ---- elements ---- */

/* A line of the report or an error: no part of the message. */
static bool
is_note(const xmlNode *node)
{
    return node->ns != NULL &&
           strcmp((const char *)node->ns->href, IWMO_RELEASE_SPACE) == 0;
}

static bool
is_part(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && !is_note(node);
}

/* The root of the target, or NULL. */
static xmlNodePtr
root_of(xmlDocPtr result)
{
    xmlNodePtr root = xmlDocGetRootElement(result);
    xmlNodePtr node = root != NULL ? root->children : NULL;

    while (node != NULL && !is_part(node))
        node = node->next;
    return node;
}

static const struct iwmo_element *
child_row(const struct iwmo_schema *schema, const struct iwmo_element *parent,
          struct iwmo_text name)
{
    uint16_t id = iwmo_name_id(schema, name);

    if (parent == NULL || parent->type->kind != IWMO_GROUP || id == 0)
        return NULL;
    return iwmo_type_child(parent->type, id);
}

/* The element at a path like /Bericht/Client[2]/Bsn; NULL when there is none. */
static const struct iwmo_element *
row_at(const struct iwmo_schema *schema, const struct iwmo_message_kind *message,
       const char *path)
{
    const struct iwmo_element *row = message->root;

    path += strcspn(path + 1, "/") + 1; /* /Bericht */
    while (*path == '/' && row != NULL) {
        path++;
        row = child_row(schema, row, (struct iwmo_text){path, strcspn(path, "[/")});
        path += strcspn(path, "/");
    }
    return row;
}

/* ---- the report ---- */

struct reading {
    const struct iwmo_schema *schema;
    struct iwmo_loss *loss;
    struct iwmo_buffer path; /* of the element at hand in the target */
    struct iwmo_error *err;
};

static const char *
attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *found = node->properties; found != NULL; found = found->next)
        if (strcmp((const char *)found->name, name) == 0)
            return found->children != NULL ? (const char *)found->children->content
                                           : "";
    return NULL;
}

static void
step_back(struct reading *reading, size_t size)
{
    reading->path.size = size;
    reading->path.at[size] = '\0';
}

/* A note in `leaf`, NULL: in a group. */
static enum iwmo_status
read_line(struct reading *reading, const xmlNode *note, const struct iwmo_element *leaf)
{
    struct iwmo_loss *loss = reading->loss;
    const char *kind = attribute(note, "kind"), *reason = attribute(note, "reason");
    struct iwmo_loss_line line = {.technical = attribute(note, "technical") != NULL,
                                  .rule = attribute(note, "rule"),
                                  .source = attribute(note, "source"),
                                  .before = attribute(note, "old"),
                                  .after = attribute(note, "new")};

    line.kind = kind != NULL ? iwmo_loss_kind_of(kind) : IWMO_LOSS_KINDS;
    line.reason = reason != NULL ? iwmo_loss_reason(reason) : NULL;
    if (line.kind == IWMO_LOSS_KINDS || line.reason == NULL || line.rule == NULL ||
        (leaf == NULL) != (line.after == NULL))
        return iwmo_fail(reading->err, IWMO_MALFORMED,
                         "the stylesheet made a wrong line (%s)",
                         reason != NULL ? reason : "");
    if (leaf != NULL)
        line.target = reading->path.at;
    line.into = leaf;
    if (line.source != NULL)
        line.from = row_at(reading->schema, loss->source, line.source);
    return iwmo_loss_add(loss, &line, reading->err);
}

/* An error is about a place in the source, or about what is missing here. */
static enum iwmo_status
read_error(struct reading *reading, const xmlNode *note)
{
    const char *reason = attribute(note, "reason"),
               *missing = attribute(note, "missing");
    size_t size = reading->path.size;
    struct iwmo_loss_error error = {.id = attribute(note, "id"),
                                    .path = attribute(note, "source"),
                                    .value = attribute(note, "old")};

    if (missing != NULL) {
        iwmo_buffer_printf(&reading->path, "/%s", missing);
        error.path = reading->path.at;
    } else if (error.path != NULL) {
        error.subject = row_at(reading->schema, reading->loss->source, error.path);
    }
    error.reason = reason != NULL ? iwmo_loss_reason(reason) : NULL;
    if (error.reason == NULL || error.id == NULL || error.path == NULL)
        return iwmo_fail(reading->err, IWMO_MALFORMED,
                         "the stylesheet made a wrong error (%s)",
                         reason != NULL ? reason : "");
    enum iwmo_status status = iwmo_loss_add_error(reading->loss, &error, reading->err);
    if (missing != NULL)
        step_back(reading, size);
    return status;
}

static enum iwmo_status
read_note(struct reading *reading, const xmlNode *note, const struct iwmo_element *row)
{
    if (strcmp((const char *)note->name, "fout") == 0)
        return read_error(reading, note);
    bool is_leaf = row != NULL && row->type->kind != IWMO_GROUP;
    return read_line(reading, note, is_leaf ? row : NULL);
}

/* The next or previous part of the message, in direction `next`. */
static const xmlNode *
neighbour(const xmlNode *node, bool next)
{
    do
        node = next ? node->next : node->prev;
    while (node != NULL && !is_part(node));
    return node;
}

/* Add the step of `node`, number `index` among its like, to the path. */
static void
step_into(struct reading *reading, const xmlNode *node, size_t index)
{
    const xmlNode *next = neighbour(node, true);

    iwmo_buffer_printf(&reading->path, "/%s", (const char *)node->name);
    if (index > 1 || (next != NULL && xmlStrEqual(next->name, node->name)))
        iwmo_buffer_printf(&reading->path, "[%zu]", index);
}

static enum iwmo_status
read_children(struct reading *reading, const xmlNode *element,
              const struct iwmo_element *row)
{
    const xmlNode *before = NULL;
    enum iwmo_status status = IWMO_OK;
    size_t index = 0, size = reading->path.size;

    for (const xmlNode *child = element->children; child != NULL && status == IWMO_OK;
         child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (is_note(child)) {
            status = read_note(reading, child, row);
            continue;
        }
        struct iwmo_text name = iwmo_text((const char *)child->name);
        index =
            before != NULL && xmlStrEqual(before->name, child->name) ? index + 1 : 1;
        before = child;
        step_into(reading, child, index);
        if (reading->path.failed != IWMO_OK)
            return iwmo_fail(reading->err, reading->path.failed, "out of memory");
        status = read_children(reading, child, child_row(reading->schema, row, name));
        step_back(reading, size);
    }
    return status;
}

enum iwmo_status
iwmo_release_result_report(xmlDocPtr result, const struct iwmo_schema *schema,
                           struct iwmo_loss *loss, struct iwmo_error *err)
{
    struct reading reading = {.schema = schema, .loss = loss, .err = err};
    xmlNodePtr top = xmlDocGetRootElement(result), root = root_of(result);
    enum iwmo_status status = IWMO_OK;

    for (xmlNodePtr node = top != NULL ? top->children : NULL;
         node != NULL && status == IWMO_OK; node = node->next)
        if (node->type == XML_ELEMENT_NODE && is_note(node))
            status = read_note(&reading, node, NULL);
    if (status == IWMO_OK && root != NULL) {
        iwmo_buffer_text(&reading.path, "/Bericht");
        status = reading.path.failed != IWMO_OK
                     ? iwmo_fail(err, reading.path.failed, "out of memory")
                     : read_children(&reading, root, loss->target->root);
    }
    iwmo_buffer_release(&reading.path);
    return status;
}

/* ---- the message ---- */

struct visit {
    const struct iwmo_schema *schema;
    const struct iwmo_visitor *visitor;
    struct iwmo_buffer value;
    struct iwmo_error *err;
};

static enum iwmo_status
visit_value(struct visit *visit, const xmlNode *element, const struct iwmo_element *row)
{
    iwmo_buffer_reset(&visit->value);
    for (const xmlNode *child = element->children; child != NULL; child = child->next)
        if (child->type == XML_TEXT_NODE)
            iwmo_buffer_text(&visit->value, (const char *)child->content);
    if (visit->value.failed != IWMO_OK)
        return iwmo_fail(visit->err, visit->value.failed, "out of memory");
    struct iwmo_text text = {visit->value.at != NULL ? visit->value.at : "",
                             visit->value.size};
    return visit->visitor->value(visit->visitor->self, row, text);
}

static enum iwmo_status
visit_children(struct visit *visit, const xmlNode *group,
               const struct iwmo_element *row)
{
    const struct iwmo_visitor *visitor = visit->visitor;
    enum iwmo_status status = IWMO_OK;

    for (const xmlNode *child = group->children; child != NULL && status == IWMO_OK;
         child = child->next) {
        if (!is_part(child))
            continue;
        struct iwmo_text name = iwmo_text((const char *)child->name);
        const struct iwmo_element *element = child_row(visit->schema, row, name);
        if (element == NULL)
            return iwmo_fail(visit->err, IWMO_MALFORMED, "the stylesheet made %s",
                             (const char *)child->name);
        if (element->type->kind != IWMO_GROUP) {
            status = visit_value(visit, child, element);
            continue;
        }
        status = visitor->open(visitor->self, element);
        if (status == IWMO_OK)
            status = visit_children(visit, child, element);
        if (status == IWMO_OK)
            status = visitor->close(visitor->self);
    }
    return status;
}

enum iwmo_status
iwmo_release_result_visit(xmlDocPtr result, const struct iwmo_schema *schema,
                          const struct iwmo_message_kind *message,
                          const struct iwmo_visitor *visitor, struct iwmo_error *err)
{
    struct visit visit = {.schema = schema, .visitor = visitor, .err = err};
    xmlNodePtr root = root_of(result);

    if (root == NULL)
        return iwmo_fail(err, IWMO_MALFORMED, "the stylesheet made no message");
    enum iwmo_status status = visitor->begin(visitor->self, message);
    if (status == IWMO_OK)
        status = visit_children(&visit, root, message->root);
    if (status == IWMO_OK)
        status = visitor->end(visitor->self);
    iwmo_buffer_release(&visit.value);
    return status == IWMO_OK ? IWMO_OK
                             : iwmo_fail(err, status, "the message cannot be written");
}
