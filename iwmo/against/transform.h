#ifndef IWMO_AGAINST_TRANSFORM_H
#define IWMO_AGAINST_TRANSFORM_H

/*
 * Transform: a stylesheet of the chain, and the findings in the Rapport that it makes.
 *
 * Only for a process of its own (against/sheet.h): it changes settings of libxml2 and
 * libxslt for the whole process, and a hostile stylesheet may hang or kill it.  libxslt
 * and libexslt are loaded here and nowhere else, so a run without stylesheet does not
 * wait for them.  The stylesheet reads files in its own directory and below, writes
 * nothing and reaches no network; DTDs of messages are not loaded.
 */
#include "base/error.h"
#include "base/text.h"
#include "model/comparison.h"

struct iwmo_transform;

/* Load the stylesheet at `path`.  NULL: err says why; IWMO_MALFORMED: it is none, or
 * asks for what it may not.  It lives as long as the process. */
struct iwmo_transform *iwmo_transform_new(const char *path, struct iwmo_error *err);

/*
 * Transform `message` and append the findings of its Rapport to `out`, a line for each:
 * code and places, each ended by a tab.
 */
enum iwmo_comparison_state iwmo_transform_run(struct iwmo_transform *transform,
                                              struct iwmo_text message,
                                              struct iwmo_buffer *out);

#endif
