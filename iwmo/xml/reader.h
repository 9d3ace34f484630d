#ifndef IWMO_XML_READER_H
#define IWMO_XML_READER_H

/*
 * Reader: bytes in, three events out.
 *
 * Wraps libxml2's SAX2 push parser: no tree, no network, no DTD (DOCTYPE and so own
 * entities are refused), limits on bytes, depth and attributes.  Names and namespaces
 * in events are interned, so that callers compare pointers.  Positions count from the
 * first byte fed and are right in files of any length.  The bytes fed must be UTF-8
 * or wrong: other encodings are converted before they come here (xml/source).
 * Not thread-safe; one message at a time; reused for the next.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "model/node.h"
#include "xml/limits.h"

struct iwmo_reader;

struct iwmo_attribute {
    const char *name;  /* local name, interned */
    const char *space; /* namespace, interned; NULL: none */
    struct iwmo_text value;
};

struct iwmo_tag {
    const char *name;   /* local name, interned */
    const char *space;  /* namespace, interned; NULL: none, or an undeclared prefix */
    const char *prefix; /* as written, NULL: none */
    const struct iwmo_attribute *attributes; /* namespace declarations left out */
    size_t attribute_count;
    struct iwmo_position at; /* of the < */
};

/*
 * Who receives.  All is borrowed for the call.  A status other than IWMO_OK stops the
 * reading; iwmo_reader_feed() then returns it.  Text comes in pieces of any size, white
 * space and CDATA included.
 */
struct iwmo_events {
    enum iwmo_status (*start)(void *self, const struct iwmo_tag *tag);
    enum iwmo_status (*text)(void *self, const char *at, size_t size);
    enum iwmo_status (*end)(void *self);
    void *self;
};

/* How the reading of a message ended. */
enum iwmo_reading {
    IWMO_READING_OPEN,      /* not at the end yet */
    IWMO_READING_COMPLETE,  /* well-formed to the last byte */
    IWMO_READING_MALFORMED, /* see iwmo_reader_fault() */
    IWMO_READING_REFUSED,   /* DOCTYPE or a limit: see iwmo_reader_fault() */
    IWMO_READING_STOPPED    /* an event said so */
};

/* NULL: out of memory.  Zero members of `limits` take the defaults; it is copied. */
struct iwmo_reader *iwmo_reader_new(const struct iwmo_limits *limits);

/*
 * Interned form of `name`, the same pointer as in events; after the first begin.  Valid
 * as long as iwmo_reader_generation() stays the same.  NULL: out of memory.
 */
const char *iwmo_reader_intern(struct iwmo_reader *reader, const char *name);

/* Changes when the names were thrown away, which happens only in iwmo_reader_begin().
 */
unsigned iwmo_reader_generation(const struct iwmo_reader *reader);

/* Start a new message. */
enum iwmo_status iwmo_reader_begin(struct iwmo_reader *reader,
                                   struct iwmo_events events);

/*
 * Read on.  Events happen inside.  After anything but IWMO_READING_OPEN the rest is
 * ignored.  Returns IWMO_OK also when the message turns out malformed: that is a
 * finding; other statuses come from an event or are IWMO_NO_MEMORY.
 */
enum iwmo_status iwmo_reader_feed(struct iwmo_reader *reader, const char *bytes,
                                  size_t size);

/* There are no more bytes. */
enum iwmo_status iwmo_reader_finish(struct iwmo_reader *reader);

enum iwmo_reading iwmo_reader_state(const struct iwmo_reader *reader);

/*
 * What went wrong: a FAULT_XML_... id (model/finding.h), its place, and the words for
 * {name} and {other} (NULL when there are none), valid until the next begin.
 */
struct iwmo_reader_fault {
    int fault;
    struct iwmo_position at;
    const char *name, *other;
};
const struct iwmo_reader_fault *iwmo_reader_fault(const struct iwmo_reader *reader);

/* Where the reading stands: near the event at hand, exact for a start tag. */
struct iwmo_position iwmo_reader_position(struct iwmo_reader *reader);

/* In a text event: the first character since the last tag that is not white space. */
struct iwmo_position iwmo_reader_text_position(struct iwmo_reader *reader);

/*
 * Namespace that `prefix` stands for at the element at hand, interned, or NULL; an
 * empty prefix asks for the default namespace.
 */
const char *iwmo_reader_space(struct iwmo_reader *reader, struct iwmo_text prefix);

/* Line ends seen so far, and the first LF without CR (line 0: none). */
struct iwmo_line_ends {
    uint64_t crlf, lf;
    struct iwmo_position first_lf;
};
struct iwmo_line_ends iwmo_reader_line_ends(const struct iwmo_reader *reader);

void iwmo_reader_free(struct iwmo_reader *reader); /* NULL is allowed */

#endif
