#ifndef IWMO_TRANSLATE_RELEASE_SOURCE_H
#define IWMO_TRANSLATE_RELEASE_SOURCE_H

/*
 * Release source: a message as the stylesheets between releases want it.
 *
 * Its elements and values only: no namespaces, attributes, comments or layout. Elements
 * that have brothers of the same name carry their number, so that a path costs no
 * counting.  See transforms/release.xsl.
 */
#include <libxml/tree.h>

#include "translate/release.h"

#define IWMO_RELEASE_SPACE "urn:iwmo:release"

/* NULL: err says why.  Free with xmlFreeDoc(). */
xmlDocPtr iwmo_release_source_read(const struct iwmo_release_job *job,
                                   struct iwmo_error *err);

#endif
