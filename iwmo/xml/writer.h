#ifndef IWMO_XML_WRITER_H
#define IWMO_XML_WRITER_H

/*
 * Writer: elements of a message -> its canonical XML.
 *
 * XML declaration; UTF-8 without byte order mark; the prefix iwmo for the basisschema
 * and the message's name in lower case for its own namespace, both declared on the
 * root; one element a line, indented by tabs; CR LF.  Elements come in the order they
 * are given.  Escaped are & < > and CR; a line end inside a value is written as CR LF
 * too, which every XML reader gives back as the LF that it was. Memory is bounded:
 * bytes are drained as they come.  Not thread-safe. Source: process 14 (OP192, OP179);
 * the standard's sample messages for the prefixes.
 */
#include <stdbool.h>

#include "base/drain.h"
#include "model/visitor.h"

struct iwmo_writer;

/* `drain` is copied.  NULL: out of memory.  Free with iwmo_writer_free(). */
struct iwmo_writer *iwmo_writer_new(struct iwmo_drain drain);

/*
 * Can XML carry `text`: UTF-8 without the characters that XML 1.0 excludes (NUL and
 * most other control characters, U+FFFE, U+FFFF)?
 */
bool iwmo_writer_accepts(struct iwmo_text text);

/* Start a message, and open its root. */
enum iwmo_status iwmo_writer_begin(struct iwmo_writer *writer,
                                   const struct iwmo_message_kind *message);

/* Open a group.  IWMO_LIMIT: deeper than IWMO_MAX_DEPTH. */
enum iwmo_status iwmo_writer_open(struct iwmo_writer *writer,
                                  const struct iwmo_element *group);

/* An element with a value.  IWMO_MALFORMED: it is not accepted, and nothing is written.
 */
enum iwmo_status iwmo_writer_value(struct iwmo_writer *writer,
                                   const struct iwmo_element *element,
                                   struct iwmo_text text);

/* Close the group opened last. */
enum iwmo_status iwmo_writer_close(struct iwmo_writer *writer);

/* Close the root and drain what is left.  The writer is ready for another message. */
enum iwmo_status iwmo_writer_end(struct iwmo_writer *writer);

/* The same calls, for who knows visitors only. */
struct iwmo_visitor iwmo_writer_visitor(struct iwmo_writer *writer);

void iwmo_writer_free(struct iwmo_writer *writer); /* NULL is allowed */

#endif
