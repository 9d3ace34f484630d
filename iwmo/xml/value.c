#include "xml/content.h"

#include <stdio.h>
#include <string.h>

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* ---- values ---- */

static int
fault_of(enum iwmo_facet facet, struct iwmo_text text)
{
    static const int faults[] = {
        [IWMO_FACET_TYPE] = FAULT_VALUE_TYPE,
        [IWMO_FACET_MIN_LENGTH] = FAULT_VALUE_LENGTH,
        [IWMO_FACET_MAX_LENGTH] = FAULT_VALUE_LENGTH,
        [IWMO_FACET_MIN_INCLUSIVE] = FAULT_VALUE_RANGE,
        [IWMO_FACET_MAX_INCLUSIVE] = FAULT_VALUE_RANGE,
        [IWMO_FACET_ENUMERATION] = FAULT_VALUE_CODE,
        [IWMO_FACET_PATTERN] = FAULT_VALUE_PATTERN,
    };
    return iwmo_text_trim(text).size == 0 ? FAULT_VALUE_EMPTY : faults[facet];
}

static void
report_value(const struct iwmo_content *content, struct iwmo_node *node,
             enum iwmo_facet facet, struct iwmo_text text)
{
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[fault_of(facet, text)],
                          iwmo_findings_place(content->findings, node));
    if (finding == NULL)
        return;
    finding->name = node->decl->name;
    finding->subject = node->decl;
    finding->type = node->decl->type;
    finding->found = iwmo_findings_words(content->findings, text);
    if (finding->fault == &iwmo_faults[FAULT_VALUE_LENGTH]) {
        char length[24];
        snprintf(length, sizeof(length), "%zu", iwmo_text_length(text));
        finding->other = iwmo_findings_words(content->findings, iwmo_text(length));
    }
}

void
iwmo_content_value(const struct iwmo_content *content, struct iwmo_node *node,
                   struct iwmo_text text)
{
    enum iwmo_facet facet;

    if (!iwmo_assembly_value(content->assembly, node, text, &facet))
        content->findings->failed = true;
    if (facet == IWMO_FACET_NONE)
        return;
    report_value(content, node, facet, text);
    iwmo_content_spoil(node);
}

/* ---- attributes ---- */

/* Does the QName in xsi:type name the element's own type?  XSD 1.0, 3.3.4. */
static bool
names_own_type(const struct iwmo_content *content, struct iwmo_reader *reader,
               const struct iwmo_type *type, struct iwmo_text name)
{
    struct iwmo_text prefix = {NULL, 0};

    name = iwmo_text_trim(name);
    const char *colon = memchr(name.at, ':', name.size);
    if (colon != NULL) {
        prefix = (struct iwmo_text){name.at, (size_t)(colon - name.at)};
        name.size -= prefix.size + 1;
        name.at = colon + 1;
    }
    const char *space = iwmo_reader_space(reader, prefix);
    return type->name[0] != '\0' && space == content->spaces[type->space] &&
           iwmo_text_equals(name, type->name);
}

static void
report_attribute(const struct iwmo_content *content, struct iwmo_node *node, int fault,
                 const struct iwmo_attribute *attribute)
{
    struct iwmo_location where = iwmo_findings_place(content->findings, node);

    where.attribute =
        iwmo_findings_words(content->findings, iwmo_text(attribute->name));
    struct iwmo_finding *finding =
        iwmo_findings_add(content->findings, &iwmo_faults[fault], where);
    if (finding != NULL) {
        finding->name = node->decl->name;
        finding->other = fault == FAULT_WRONG_TYPE
                             ? iwmo_findings_words(content->findings, attribute->value)
                             : where.attribute;
    }
    iwmo_content_spoil(node);
}

void
iwmo_content_attributes(const struct iwmo_content *content, struct iwmo_reader *reader,
                        struct iwmo_node *node, const struct iwmo_tag *tag)
{
    for (size_t i = 0; i < tag->attribute_count; i++) {
        const struct iwmo_attribute *attribute = &tag->attributes[i];
        bool is_xsi = attribute->space != NULL && strcmp(attribute->space, XSI) == 0;

        if (is_xsi && (strcmp(attribute->name, "schemaLocation") == 0 ||
                       strcmp(attribute->name, "noNamespaceSchemaLocation") == 0))
            continue;
        if (!is_xsi || strcmp(attribute->name, "type") != 0)
            report_attribute(content, node, FAULT_ATTRIBUTE, attribute);
        else if (!names_own_type(content, reader, node->decl->type, attribute->value))
            report_attribute(content, node, FAULT_WRONG_TYPE, attribute);
    }
}
