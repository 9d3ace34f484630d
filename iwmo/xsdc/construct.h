#ifndef IWMO_XSDC_CONSTRUCT_H
#define IWMO_XSDC_CONSTRUCT_H

/*
 * Construct: the parts of XSD 1.0 that we know, as a table.
 *
 * A file that passes holds only known elements in places where they may stand, with
 * known attributes; what annotations hold is free.  So the compiler proper may assume
 * it. Internal to schema/: the only place beside xsd.h where a libxml2 type is named.
 */
#include <libxml/tree.h>
#include <stdbool.h>

#include "base/error.h"

#define IWMO_XSD_SPACE "http://www.w3.org/2001/XMLSchema"

/* Check a whole tree, from xs:schema down; `file` is for the error. */
enum iwmo_status iwmo_construct_check(const char *file, const xmlNode *root,
                                      struct iwmo_error *err);

/* Is this node an element <xs:name>? */
bool iwmo_construct_is(const xmlNode *node, const char *name);

#endif
