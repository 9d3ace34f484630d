#include "xsdc/compiler.h"

#include <stdlib.h>
#include <string.h>

#include "schema/facet.h"
#include "xsdc/construct.h"

/* The children of one group while they are being collected. */
struct children {
    struct iwmo_element at[IWMO_XSD_MAX_CHILDREN];
    size_t count;
};

enum iwmo_status
iwmo_compiler_remember(struct iwmo_compiler *compiler, struct iwmo_element *elements,
                       size_t count)
{
    struct iwmo_compiler_run *run = iwmo_arena_alloc(compiler->scratch, sizeof(*run));

    if (run == NULL)
        return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    *run = (struct iwmo_compiler_run){elements, count, compiler->runs};
    compiler->runs = run;
    return IWMO_OK;
}

const struct iwmo_type *
iwmo_compiler_entry(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                    struct iwmo_xsd_entry *entry)
{
    if (entry->type != NULL)
        return entry->type;
    if (entry->is_open) {
        iwmo_xsd_fail(xsd, entry->node, compiler->err, "type %s holds itself",
                      entry->name);
        return NULL;
    }
    if (compiler->nesting == IWMO_XSD_MAX_NESTING) {
        iwmo_xsd_fail(xsd, entry->node, compiler->err, "types are nested too deep");
        return NULL;
    }
    entry->is_open = true;
    compiler->nesting++;
    if (iwmo_construct_is(entry->node, "simpleType"))
        entry->type = iwmo_compiler_simple(compiler, xsd, entry->node, entry->name);
    else
        entry->type = iwmo_compiler_group(compiler, xsd, entry->node, entry->name);
    compiler->nesting--;
    entry->is_open = false;
    return entry->type;
}

static const struct iwmo_type *
find_type(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd, const xmlNode *node,
          const char *space, const char *name)
{
    struct iwmo_xsd *home = NULL;

    if (strcmp(space, IWMO_XSD_SPACE) == 0) {
        const struct iwmo_type *type = iwmo_compiler_builtin(compiler, name);
        if (type == NULL)
            iwmo_xsd_fail(xsd, node, compiler->err, "type xs:%s is not known", name);
        return type;
    }
    if (strcmp(space, xsd->space) == 0)
        home = xsd;
    else if (xsd->base != NULL && strcmp(space, xsd->base->space) == 0)
        home = xsd->base;
    struct iwmo_xsd_entry *entry = home == NULL ? NULL : iwmo_xsd_find(home, name);
    if (entry == NULL) {
        iwmo_xsd_fail(xsd, node, compiler->err, "type {%s}%s is not there", space,
                      name);
        return NULL;
    }
    return iwmo_compiler_entry(compiler, home, entry);
}

const struct iwmo_type *
iwmo_compiler_reference(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                        const xmlNode *node, const char *attribute)
{
    const char *value;

    if (iwmo_xsd_token(node, attribute, compiler->scratch, &value, compiler->err) !=
        IWMO_OK)
        return NULL;
    const char *colon = strchr(value, ':');
    const char *prefix = colon == NULL ? NULL
                                       : iwmo_arena_copy(compiler->scratch, value,
                                                         (size_t)(colon - value));
    if (colon != NULL && prefix == NULL) {
        iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
        return NULL;
    }
    /* libxml2 only reads; its signature does not say so */
    const xmlNs *space =
        xmlSearchNs(node->doc, (xmlNode *)(uintptr_t)node, (const xmlChar *)prefix);
    if (space == NULL || space->href == NULL) {
        iwmo_xsd_fail(xsd, node, compiler->err, "type %s has no namespace", value);
        return NULL;
    }
    return find_type(compiler, xsd, node, (const char *)space->href,
                     colon == NULL ? value : colon + 1);
}

static enum iwmo_status
read_occurs(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
            const xmlNode *node, const char *name, uint32_t *count)
{
    const char *value;
    int64_t number = 0;
    bool fits = true;
    enum iwmo_status status =
        iwmo_xsd_token(node, name, compiler->scratch, &value, compiler->err);

    *count = 1;
    if (status != IWMO_OK || value == NULL)
        return status;
    if (strcmp(name, "maxOccurs") == 0 && strcmp(value, "unbounded") == 0) {
        *count = IWMO_UNBOUNDED;
        return IWMO_OK;
    }
    if (!iwmo_integer_parse(iwmo_text(value), &number, &fits) || number < 0 ||
        number >= IWMO_UNBOUNDED)
        return iwmo_xsd_fail(xsd, node, compiler->err, "%s=\"%.40s\" is not known",
                             name, value);
    *count = (uint32_t)number;
    return IWMO_OK;
}

static enum iwmo_status
read_occurrence(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
                const xmlNode *node, struct iwmo_element *element)
{
    enum iwmo_status status =
        read_occurs(compiler, xsd, node, "minOccurs", &element->min);

    if (status == IWMO_OK)
        status = read_occurs(compiler, xsd, node, "maxOccurs", &element->max);
    if (status != IWMO_OK)
        return status;
    if (element->max == 0)
        return iwmo_xsd_fail(xsd, node, compiler->err, "maxOccurs=\"0\" is not known");
    if (element->max < element->min)
        return iwmo_xsd_fail(xsd, node, compiler->err, "maxOccurs is below minOccurs");
    return IWMO_OK;
}

/* Local elements have no namespace unless something says that they are qualified. */
static enum iwmo_status
check_form(struct iwmo_compiler *compiler, const struct iwmo_xsd *xsd,
           const xmlNode *node)
{
    const char *form;
    enum iwmo_status status =
        iwmo_xsd_token(node, "form", compiler->scratch, &form, compiler->err);

    if (status != IWMO_OK)
        return status;
    if (form == NULL ? xsd->is_qualified : strcmp(form, "qualified") == 0)
        return IWMO_OK;
    if (form == NULL && node->parent == xsd->root)
        return IWMO_OK;
    return iwmo_xsd_fail(xsd, node, compiler->err,
                         "an unqualified element is not known");
}

static const struct iwmo_type *
element_type(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd, const xmlNode *node)
{
    const xmlNode *inner = iwmo_xsd_child(node, NULL);
    bool has_type = xmlHasProp((xmlNode *)(uintptr_t)node, (const xmlChar *)"type");
    const struct iwmo_type *type = NULL;

    if (has_type == (inner != NULL) ||
        (inner != NULL && iwmo_xsd_next(inner, NULL) != NULL)) {
        iwmo_xsd_fail(xsd, node, compiler->err, "an element has not exactly one type");
        return NULL;
    }
    if (has_type)
        return iwmo_compiler_reference(compiler, xsd, node, "type");
    if (compiler->nesting == IWMO_XSD_MAX_NESTING) {
        iwmo_xsd_fail(xsd, node, compiler->err, "types are nested too deep");
        return NULL;
    }
    compiler->nesting++;
    if (iwmo_construct_is(inner, "simpleType"))
        type = iwmo_compiler_simple(compiler, xsd, inner, "");
    else
        type = iwmo_compiler_group(compiler, xsd, inner, "");
    compiler->nesting--;
    return type;
}

enum iwmo_status
iwmo_compiler_element(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                      const xmlNode *node, struct iwmo_element *element)
{
    enum iwmo_status status =
        iwmo_xsd_token(node, "name", compiler->arena, &element->name, compiler->err);

    if (status != IWMO_OK)
        return status;
    if (element->name == NULL ||
        xmlValidateNCName((const xmlChar *)element->name, 0) != 0)
        return iwmo_xsd_fail(xsd, node, compiler->err, "an element has no proper name");
    element->space = xsd->is_base ? IWMO_SPACE_BASE : IWMO_SPACE_MESSAGE;
    status = check_form(compiler, xsd, node);
    if (status == IWMO_OK)
        status = read_occurrence(compiler, xsd, node, element);
    if (status != IWMO_OK)
        return status;
    element->type = element_type(compiler, xsd, node);
    if (element->type == NULL)
        return iwmo_xsd_fail(xsd, node, compiler->err, "type of %s failed",
                             element->name); /* a failure was noted already */
    return IWMO_OK;
}

static enum iwmo_status
add_child(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd, const xmlNode *node,
          struct children *children)
{
    struct iwmo_element element = {0};

    if (children->count == IWMO_XSD_MAX_CHILDREN)
        return iwmo_xsd_fail(xsd, node, compiler->err, "a group has over %d children",
                             IWMO_XSD_MAX_CHILDREN);
    enum iwmo_status status = iwmo_compiler_element(compiler, xsd, node, &element);
    for (size_t i = 0; status == IWMO_OK && i < children->count; i++) {
        if (strcmp(children->at[i].name, element.name) == 0)
            return iwmo_xsd_fail(xsd, node, compiler->err,
                                 "%s stands twice in one sequence", element.name);
    }
    children->at[children->count++] = element;
    return status;
}

/* A sequence inside a sequence, both exactly once, is one longer sequence. */
static enum iwmo_status
add_sequence(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd, const xmlNode *node,
             struct children *children)
{
    struct iwmo_element occurs = {0};
    enum iwmo_status status = read_occurrence(compiler, xsd, node, &occurs);

    if (status == IWMO_OK && (occurs.min != 1 || occurs.max != 1))
        return iwmo_xsd_fail(
            xsd, node, compiler->err,
            "an xs:sequence that is not there exactly once is not known");
    for (const xmlNode *child = iwmo_xsd_child(node, NULL);
         status == IWMO_OK && child != NULL; child = iwmo_xsd_next(child, NULL)) {
        if (iwmo_construct_is(child, "sequence"))
            status = add_sequence(compiler, xsd, child, children);
        else
            status = add_child(compiler, xsd, child, children);
    }
    return status;
}

static enum iwmo_status
fill_group(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd, const xmlNode *node,
           struct iwmo_type *type)
{
    const xmlNode *sequence = iwmo_xsd_child(node, NULL);

    if (sequence == NULL)
        return IWMO_OK;
    if (iwmo_xsd_next(sequence, NULL) != NULL)
        return iwmo_xsd_fail(xsd, iwmo_xsd_next(sequence, NULL), compiler->err,
                             "a second xs:sequence is not known");

    struct children *children = calloc(1, sizeof(*children));
    if (children == NULL)
        return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    enum iwmo_status status = add_sequence(compiler, xsd, sequence, children);
    if (status == IWMO_OK && children->count > 0) {
        size_t size = children->count * sizeof(*children->at);
        struct iwmo_element *kept = iwmo_compiler_alloc(compiler, size);
        if (kept != NULL) {
            memcpy(kept, children->at, size);
            type->children = kept;
            type->child_count = (uint16_t)children->count;
        }
        status = kept == NULL ? IWMO_NO_MEMORY
                              : iwmo_compiler_remember(compiler, kept, children->count);
    }
    free(children);
    return status;
}

const struct iwmo_type *
iwmo_compiler_group(struct iwmo_compiler *compiler, struct iwmo_xsd *xsd,
                    const xmlNode *node, const char *name)
{
    struct iwmo_type *type = iwmo_compiler_alloc(compiler, sizeof(*type));

    if (type == NULL)
        return NULL;
    type->kind = IWMO_GROUP;
    type->release = xsd->release;
    type->space = xsd->is_base ? IWMO_SPACE_BASE : IWMO_SPACE_MESSAGE;
    type->name = name;
    type->max_length = IWMO_UNBOUNDED;
    if (iwmo_xsd_documentation(node, compiler->arena, &type->documentation,
                               compiler->err) != IWMO_OK ||
        fill_group(compiler, xsd, node, type) != IWMO_OK)
        return NULL;
    return type;
}
