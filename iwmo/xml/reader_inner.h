#ifndef IWMO_XML_READER_INNER_H
#define IWMO_XML_READER_INNER_H

/*
 * Inner: what the parts of xml/reader share; for these files only.
 *
 * reader_events.c hears what libxml2 says and makes our events and faults of it;
 * reader.c feeds it.
 */
#include <libxml/parser.h>
#include <libxml/xmlversion.h>

#include "xml/reader.h"
#include "xml/window.h"

#define IWMO_READER_WORDS 256 /* of a fault */
#define IWMO_READER_CARRY 4   /* bytes of a character in UTF-8 */

/* A namespace that is declared at the moment. */
struct iwmo_reader_binding {
    const char *prefix; /* NULL: the one without prefix */
    const char *space;  /* "": taken back */
    unsigned depth;     /* of the element that declares it */
};

struct iwmo_reader {
    xmlParserCtxtPtr parser;
    struct iwmo_limits limits;
    struct iwmo_events events;
    enum iwmo_status status; /* what an event said */
    enum iwmo_reading state;
    unsigned generation;
    unsigned depth;
    bool has_begun; /* the parser got its first bytes */
    bool has_root;
    size_t bom_size;               /* kept from the parser */
    uint64_t fed_bytes;            /* the byte order mark included */
    uint64_t text_from;            /* offset after the last tag */
    int code;                      /* libxml2's, of the fault */
    bool is_in_opening;            /* it stands in part of a <![CDATA[ or <!-- */
    char carry[IWMO_READER_CARRY]; /* what is not complete yet */
    size_t carry_size;
    struct iwmo_window window;
    struct iwmo_attribute *attributes;
    struct iwmo_reader_binding *bindings; /* names of the parser, as are `open` */
    size_t binding_count, binding_max;
    const char **open; /* names of the open elements, `depth` of them */
    struct iwmo_reader_fault fault;
    char name[IWMO_READER_WORDS], other[IWMO_READER_WORDS];
};

/* A parser that tells `reader`.  NULL: out of memory. */
xmlParserCtxtPtr iwmo_reader_make_parser(struct iwmo_reader *reader);

/* Is this an error of libxml2's after which the message goes on? */
bool iwmo_reader_lets_pass(int code);

/* How far libxml2 is, in bytes of the message. */
uint64_t iwmo_reader_offset(const struct iwmo_reader *reader);

/* Keep a fault, here, unless the message has ended; it ends with this one. */
void iwmo_reader_refuse(struct iwmo_reader *reader, int fault, const char *other);

/* End the message with this status, unless it is IWMO_OK or it has ended. */
void iwmo_reader_heed(struct iwmo_reader *reader, enum iwmo_status status);

/* As much of `words` as there is room for, without white space at the end; NULL for
 * NULL.  Returns room. */
const char *iwmo_reader_keep_words(char room[IWMO_READER_WORDS], const char *words);

#endif
