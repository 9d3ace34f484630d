#ifndef IWMO_TRANSLATE_RELEASE_RESULT_H
#define IWMO_TRANSLATE_RELEASE_RESULT_H

/*
 * Release result: what a stylesheet between releases made, read.
 *
 * The elements of the target, and between them the lines of the loss report, see
 * transforms/release.xsl.  A line inside an element with a value is about that value;
 * so its place in the target needs no saying.
 */
#include <libxml/tree.h>

#include "model/visitor.h"
#include "translate/release_loss.h"

/* Add its lines and errors to `loss`, which knows source and target. */
enum iwmo_status iwmo_release_result_report(xmlDocPtr result,
                                            const struct iwmo_schema *schema,
                                            struct iwmo_loss *loss,
                                            struct iwmo_error *err);

/* Tell `visitor` of its elements.  IWMO_MALFORMED: it has one that `message` has not.
 */
enum iwmo_status iwmo_release_result_visit(xmlDocPtr result,
                                           const struct iwmo_schema *schema,
                                           const struct iwmo_message_kind *message,
                                           const struct iwmo_visitor *visitor,
                                           struct iwmo_error *err);

#endif
