#ifndef IWMO_XML_STYLESHEET_H
#define IWMO_XML_STYLESHEET_H

/*
 * Stylesheet: one that the program carries (transforms/), at work.
 *
 * It may read and write nothing, and its depth and steps are limited.  libxslt is
 * loaded here, when it is needed, so that other commands need not wait for it.  Not for
 * stylesheets of the user: against/transform.
 */
#include <libxml/tree.h>

#include "base/error.h"
#include "base/text.h"

/* How far a run may go. */
struct iwmo_stylesheet_limits {
    int depth; /* templates within templates */
    int variables;
    unsigned long steps; /* of XPath */
};

/* The document that `lines`, ended by NULL, hold.  NULL: out of memory, or no XML.  For
 * xmlFreeDoc(). */
xmlDocPtr iwmo_stylesheet_parse(const char *const *lines);

/*
 * Transform `source`, which stays as it is but for white space, by `sheet`, which is
 * taken.  `*result` is for xmlFreeDoc().  IWMO_LIMIT: too much work; IWMO_IO: no
 * libxslt; IWMO_MALFORMED: it failed; IWMO_NO_MEMORY.
 */
enum iwmo_status iwmo_stylesheet_tree(xmlDocPtr sheet, xmlDocPtr source,
                                      const struct iwmo_stylesheet_limits *limits,
                                      xmlDocPtr *result);

/* Append what the sheet in `lines` makes of the well-formed `source` to `out`, laid out
 * as its xsl:output says.  Statuses as above. */
enum iwmo_status iwmo_stylesheet_text(const char *const *lines, struct iwmo_text source,
                                      const struct iwmo_stylesheet_limits *limits,
                                      struct iwmo_buffer *out);

#endif
