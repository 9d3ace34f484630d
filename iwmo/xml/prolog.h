#ifndef IWMO_XML_PROLOG_H
#define IWMO_XML_PROLOG_H

/*
 * Prolog: a document up to and including the start tag of its root, read by the scan.
 *
 * Takes only what a program would write: an XML declaration or none, white space, a
 * start tag with declarations of namespaces and at most the xsi attributes that say
 * where a schema is.  Anything else is for the reader.  Everything points into the
 * bytes.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define IWMO_PROLOG_SPACES 16

struct iwmo_prolog {
    const char *root, *end;        /* its <, and after its > */
    struct iwmo_text prefix, name; /* of the root; prefix size 0: none */
    struct {
        struct iwmo_text prefix, space; /* prefix size 0: the default namespace */
    } spaces[IWMO_PROLOG_SPACES];
    size_t space_count;
    size_t attribute_count; /* xsi:schemaLocation and the like */
};

/* The bytes from `at` are followed by one that is 0, at `end`.  False: not for us. */
bool iwmo_prolog_read(const char *at, const char *end, struct iwmo_prolog *prolog);

/* The namespace that `prefix` stands for; at NULL: it is not declared. */
struct iwmo_text iwmo_prolog_space(const struct iwmo_prolog *prolog,
                                   struct iwmo_text prefix);

/* The first prefix that stands for `space`; at NULL: there is none. */
struct iwmo_text iwmo_prolog_prefix(const struct iwmo_prolog *prolog,
                                    const char *space);

#endif
