#ifndef IWMO_XML_IDENTITY_H
#define IWMO_XML_IDENTITY_H

/*
 * Identity: what a document is that is no message of a known release.
 *
 * A message is known by the namespace of its root alone.  When the schema has none of
 * that name, the user wants to know what came instead: another release, another family
 * of the same standards (iJw, iWlz), an envelope, a web page.
 */
#include "model/finding.h"
#include "schema/schema.h"
#include "xml/reader.h"

/* Add the finding that says what `root` is.  `where` is its place. */
void iwmo_identity_report(const struct iwmo_tag *root, const struct iwmo_schema *schema,
                          struct iwmo_location where, struct iwmo_findings *findings);

#endif
