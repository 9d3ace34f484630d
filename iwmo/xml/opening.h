#ifndef IWMO_XML_OPENING_H
#define IWMO_XML_OPENING_H

/*
 * Opening: what the scan learns from a document up to and including the start tag of
 * its root: which message it is, and how it writes its tags.
 *
 * The documents of a batch mostly begin with the same bytes.  So those of the last one
 * are kept with what was learnt, and compared before anything is read again.
 */
#include "xml/stream.h"
#include "xml/vocabulary.h"

#define IWMO_OPENING_BYTES 1024 /* a longer one is not kept */

struct iwmo_opening {
    const struct iwmo_schema *schema;
    struct iwmo_vocabulary *vocabulary;
    size_t max_attributes;

    /* of the last document */
    const struct iwmo_message_kind *message; /* NULL: none yet */
    const struct iwmo_word *root;
    struct iwmo_position at; /* of the start tag of the root */

    /* and when it was kept */
    size_t size; /* 0: it was not */
    char bytes[IWMO_OPENING_BYTES];
    struct iwmo_spot end; /* behind it; addresses as if the window began at 0 */
    struct iwmo_position first_lf;
};

/* `schema` is borrowed; at most `max_attributes` on the root, other than declarations
 * of namespaces.  False: out of memory; release it. */
bool iwmo_opening_init(struct iwmo_opening *opening, const struct iwmo_schema *schema,
                       size_t max_attributes);
void iwmo_opening_release(struct iwmo_opening *opening);

/*
 * Read the opening of a document of which `stream` has just begun; `spot` comes to
 * stand behind it.  False: it is not for the scan, or memory ran out.  The words are
 * valid until the next call.
 */
bool iwmo_opening_read(struct iwmo_opening *opening, struct iwmo_stream *stream,
                       struct iwmo_spot *spot);

#endif
