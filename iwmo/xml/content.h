#ifndef IWMO_XML_CONTENT_H
#define IWMO_XML_CONTENT_H

/*
 * Content: the children of one open element against the rows of its type.
 *
 * Part of the builder.  Every check adds findings and says how to go on; the
 * place of a finding is where XSD 1.0 has its first error too: a missing element is
 * reported at the sibling that came instead, or at the parent when nothing came.
 */
#include "model/finding.h"
#include "xml/assembly.h"
#include "xml/reader.h"

#define IWMO_NO_ROW UINT32_MAX

/* What the checks need to know; all borrowed. */
struct iwmo_content {
    struct iwmo_findings *findings;
    struct iwmo_assembly *assembly;
    const char *const *names; /* interned, by element id */
    const char *spaces[2];    /* interned, by enum iwmo_space */
    const struct iwmo_schema *schema;
};

/* Row of the child `name` (interned) in the group of `frame`, or IWMO_NO_ROW. */
uint32_t iwmo_content_row(const struct iwmo_content *content,
                          const struct iwmo_frame *frame, const char *name);

/*
 * A child node was made for row `row`: count it, check its order and number and the
 * namespace `space`.  Returns whether it stands in a wrong namespace.
 */
bool iwmo_content_accept(const struct iwmo_content *content, struct iwmo_frame *frame,
                         uint32_t row, struct iwmo_node *child, const char *space);

/* A child came that has no row; `where` is its place. */
void iwmo_content_reject(const struct iwmo_content *content, struct iwmo_frame *frame,
                         const struct iwmo_tag *tag, struct iwmo_location where);

/* The element ends: is anything still missing? */
void iwmo_content_close(const struct iwmo_content *content, struct iwmo_frame *frame);

/* Attributes: there are none in the standard, but those of XML Schema instances. */
void iwmo_content_attributes(const struct iwmo_content *content,
                             struct iwmo_reader *reader, struct iwmo_node *node,
                             const struct iwmo_tag *tag);

/* The value of a simple element: check it and keep what can be read. */
void iwmo_content_value(const struct iwmo_content *content, struct iwmo_node *node,
                        struct iwmo_text text);

/* Mark `node` and all around it as not obeying the schema. */
void iwmo_content_spoil(struct iwmo_node *node);

#endif
