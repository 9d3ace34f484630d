#ifndef IWMO_XML_WALKER_H
#define IWMO_XML_WALKER_H

/*
 * Walker: the bytes of a message -> a visitor, without findings and without nodes.
 *
 * For a message whose structure was judged before: the walker only follows the rows of
 * the schema.  White space between elements, comments and processing instructions are
 * passed over; so are attributes, for those that the schema allows carry nothing.
 * White space around a value is dropped where XSD collapses it (integer, date, time)
 * and kept in strings.  What has no place in the schema (an unknown element or
 * namespace, text between elements) ends the walk with IWMO_MALFORMED. Memory is
 * bounded by the largest value.  Not thread-safe.
 */
#include "base/error.h"
#include "model/visitor.h"
#include "schema/schema.h"

struct iwmo_walker;

/* `schema` is borrowed, `visitor` copied.  NULL: out of memory. */
struct iwmo_walker *iwmo_walker_new(const struct iwmo_schema *schema,
                                    struct iwmo_visitor visitor);

/* The next bytes.  After a failure nothing more happens and its status comes back. */
enum iwmo_status iwmo_walker_feed(struct iwmo_walker *walker, const char *bytes,
                                  size_t size);

/* There are no more.  IWMO_MALFORMED: that was no whole message. */
enum iwmo_status iwmo_walker_finish(struct iwmo_walker *walker);

void iwmo_walker_free(struct iwmo_walker *walker); /* NULL is allowed */

#endif
