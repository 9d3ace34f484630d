#ifndef IWMO_XML_BUILDER_H
#define IWMO_XML_BUILDER_H

/*
 * Builder: events of the reader + the schema table -> nodes and structural findings.
 *
 * Walks the rows of the message in step with the events: order, occurrence, namespaces,
 * facets, code lists.  All faults are found in one pass: after a fault it goes on at
 * the next sibling that is acceptable, and reports each fault once.  The nodes of a
 * unit are handed over when its end tag is read (xml/assembly).  Source: XSD 1.0, 3.3.4
 * and 3.4.4 (validity of elements and complex types).
 */
#include "model/finding.h"
#include "schema/schema.h"
#include "xml/assembly.h"
#include "xml/reader.h"

struct iwmo_builder;

/* `reader` and `schema` are borrowed.  NULL: out of memory. */
struct iwmo_builder *iwmo_builder_new(struct iwmo_reader *reader,
                                      const struct iwmo_schema *schema,
                                      const struct iwmo_limits *limits);

/*
 * Start a new message.  Findings go to `findings`, borrowed until the next begin.
 * `release` R_none takes any; otherwise a message of another release is a finding.
 * The events to read with are in `*events`.
 */
enum iwmo_status iwmo_builder_begin(struct iwmo_builder *builder,
                                    struct iwmo_findings *findings,
                                    enum iwmo_release release, struct iwmo_units units,
                                    struct iwmo_events *events);

/* There is no message at hand: the answers below are NULL and false until the next
 * begin. */
void iwmo_builder_forget(struct iwmo_builder *builder);

/* The message that was recognised by the namespace of its root; NULL: not (yet). */
const struct iwmo_message_kind *
iwmo_builder_message(const struct iwmo_builder *builder);

/* The root was seen and its content can be judged. */
bool iwmo_builder_is_judging(const struct iwmo_builder *builder);

/* Header, NULL until it was read. */
const struct iwmo_node *iwmo_builder_header(const struct iwmo_builder *builder);

/* The innermost element that is open, or NULL. */
struct iwmo_node *iwmo_builder_open_node(const struct iwmo_builder *builder);

/* What it builds in; another reader of the same messages may do so too, between a
 * forget and a begin. */
struct iwmo_assembly *iwmo_builder_assembly(struct iwmo_builder *builder);

void iwmo_builder_free(struct iwmo_builder *builder); /* NULL is allowed */

#endif
