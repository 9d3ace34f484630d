#ifndef IWMO_TRANSLATE_RELEASE_SHEET_H
#define IWMO_TRANSLATE_RELEASE_SHEET_H

/*
 * Release sheet: the stylesheets between releases, which the program carries, at work.
 *
 * Through xml/stylesheet, with the limits below.
 */
#include <libxml/tree.h>

#include "base/error.h"
#include "schema/schema.h"

#define IWMO_RELEASE_MAX_DEPTH     200 /* templates within templates */
#define IWMO_RELEASE_MAX_VARIABLES 10000
#define IWMO_RELEASE_MAX_STEPS     400000000UL /* of XPath; 32 MiB take a tenth */

/*
 * Transform `source`, which stays as it is but for white space, to release `to`.
 * `*result` is for xmlFreeDoc().  IWMO_LIMIT: too much work; IWMO_IO: no libxslt.
 */
enum iwmo_status iwmo_release_sheet_run(enum iwmo_release to, xmlDocPtr source,
                                        xmlDocPtr *result, struct iwmo_error *err);

#endif
