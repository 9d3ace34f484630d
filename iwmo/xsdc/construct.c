#include "xsdc/construct.h"

#include <string.h>

struct construct {
    const char *name;
    const char *attributes; /* each between spaces */
    const char *children;   /* each between spaces; NULL: anything */
};

#define FACET(name)                                                                    \
    {                                                                                  \
        name, " value fixed id ", " annotation "                                       \
    }
static const struct construct constructs[] = {
    {"schema", " targetNamespace elementFormDefault attributeFormDefault version id ",
     " annotation import element complexType simpleType "},
    {"import", " namespace schemaLocation id ", " annotation "},
    {"annotation", " id ", NULL},
    {"element", " name type minOccurs maxOccurs form id ",
     " annotation simpleType complexType "},
    {"complexType", " name id ", " annotation sequence "},
    {"sequence", " minOccurs maxOccurs id ", " annotation element sequence "},
    {"simpleType", " name id ", " annotation restriction "},
    {"restriction", " base id ",
     " annotation simpleType length minLength maxLength pattern enumeration "
     "minInclusive "
     "maxInclusive minExclusive maxExclusive totalDigits whiteSpace "},
    FACET("length"),
    FACET("minLength"),
    FACET("maxLength"),
    FACET("pattern"),
    FACET("enumeration"),
    FACET("minInclusive"),
    FACET("maxInclusive"),
    FACET("minExclusive"),
    FACET("maxExclusive"),
    FACET("totalDigits"),
    FACET("whiteSpace"),
};

/* Attributes that say nothing new with this value. */
static const struct default_value {
    const char *element, *attribute, *value;
} default_values[] = {
    {"element", "nillable", "false"},     {"element", "nillable", "0"},
    {"element", "abstract", "false"},     {"element", "abstract", "0"},
    {"complexType", "mixed", "false"},    {"complexType", "mixed", "0"},
    {"complexType", "abstract", "false"}, {"complexType", "abstract", "0"},
};

static const struct construct *
find(const xmlChar *name)
{
    for (size_t i = 0; i < sizeof(constructs) / sizeof(constructs[0]); i++) {
        if (strcmp(constructs[i].name, (const char *)name) == 0)
            return &constructs[i];
    }
    return NULL;
}

/* Is `name` one of the words in `list`? */
static bool
lists(const char *list, const xmlChar *name)
{
    size_t size = strlen((const char *)name);
    const char *at = list;

    while ((at = strstr(at, (const char *)name)) != NULL) {
        if (at[-1] == ' ' && at[size] == ' ')
            return true;
        at += size;
    }
    return false;
}

static bool
is_default(const xmlNode *node, const xmlAttr *attribute)
{
    const xmlNode *text = attribute->children;
    bool is_equal = false;

    for (size_t i = 0; i < sizeof(default_values) / sizeof(default_values[0]); i++) {
        const struct default_value *row = &default_values[i];
        is_equal |= text != NULL && text->next == NULL && text->content != NULL &&
                    strcmp(row->element, (const char *)node->name) == 0 &&
                    strcmp(row->attribute, (const char *)attribute->name) == 0 &&
                    strcmp(row->value, (const char *)text->content) == 0;
    }
    return is_equal;
}

static enum iwmo_status
refuse_attribute(const char *file, const xmlAttr *attribute, struct iwmo_error *err)
{
    const xmlNode *node = attribute->parent;

    return iwmo_fail(err, IWMO_MALFORMED,
                     "%s:%ld: attribute %s of xs:%s is not known with this value", file,
                     xmlGetLineNo(node), (const char *)attribute->name,
                     (const char *)node->name);
}

static enum iwmo_status
check_attributes(const char *file, const xmlNode *node, const struct construct *row,
                 struct iwmo_error *err)
{
    for (const xmlAttr *at = node->properties; at != NULL; at = at->next) {
        if (at->ns != NULL) {
            if (strcmp((const char *)at->ns->href, IWMO_XSD_SPACE) == 0)
                return refuse_attribute(file, at, err);
            continue;
        }
        if (!lists(row->attributes, at->name) && !is_default(node, at))
            return refuse_attribute(file, at, err);
    }
    return IWMO_OK;
}

/* Comments, processing instructions and white space mean nothing. */
static enum iwmo_status
check_other(const char *file, const xmlNode *node, struct iwmo_error *err)
{
    switch (node->type) {
    case XML_COMMENT_NODE:
    case XML_PI_NODE:
        return IWMO_OK;
    case XML_TEXT_NODE:
        if (xmlIsBlankNode(node))
            return IWMO_OK;
        break;
    default:
        break;
    }
    return iwmo_fail(err, IWMO_MALFORMED, "%s:%ld: text between elements", file,
                     xmlGetLineNo(node->parent));
}

static enum iwmo_status
check_element(const char *file, const xmlNode *node, const char *allowed,
              struct iwmo_error *err)
{
    const struct construct *row = find(node->name);
    bool is_xsd =
        node->ns != NULL && strcmp((const char *)node->ns->href, IWMO_XSD_SPACE) == 0;

    if (!is_xsd || row == NULL)
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%ld: %s%s is not known", file,
                         xmlGetLineNo(node), is_xsd ? "xs:" : "",
                         (const char *)node->name);
    if (!lists(allowed, node->name))
        return iwmo_fail(err, IWMO_MALFORMED, "%s:%ld: xs:%s cannot stand here", file,
                         xmlGetLineNo(node), (const char *)node->name);
    return check_attributes(file, node, row, err);
}

/* The next node of the tree after `node` and its children, NULL after `root`. */
static const xmlNode *
after(const xmlNode *node, const xmlNode *root)
{
    while (node != root && node->next == NULL)
        node = node->parent;
    return node == root ? NULL : node->next;
}

enum iwmo_status
iwmo_construct_check(const char *file, const xmlNode *root, struct iwmo_error *err)
{
    const xmlNode *node = root;

    while (node != NULL) {
        bool is_element = node->type == XML_ELEMENT_NODE;
        const struct construct *parent = node == root ? NULL : find(node->parent->name);
        const char *allowed = parent == NULL ? " schema " : parent->children;
        enum iwmo_status status = is_element ? check_element(file, node, allowed, err)
                                             : check_other(file, node, err);
        if (status != IWMO_OK)
            return status;
        bool is_free = !is_element || find(node->name)->children == NULL;
        if (!is_free && node->children != NULL)
            node = node->children;
        else
            node = after(node, root);
    }
    return IWMO_OK;
}

bool
iwmo_construct_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->ns->href, IWMO_XSD_SPACE) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}
