#ifndef IWMO_XSDC_XSD_H
#define IWMO_XSDC_XSD_H

/*
 * XSD: one schema file as a libxml2 tree, checked and indexed.
 *
 * Internal to xsdc/compile.  The tree is owned by the struct; texts taken from it are
 * copied to the arena.  A DOCTYPE is refused before its entities are looked at.
 */
#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "schema/schema.h"
#include "xsdc/compile.h"

/* A named type: a global xs:simpleType or xs:complexType. */
struct iwmo_xsd_entry {
    const char *name;
    const xmlNode *node;
    const struct iwmo_type *type; /* NULL as long as it is not compiled */
    bool is_open;                 /* being compiled: seen again, it is recursive */
};

struct iwmo_xsd {
    const char *file; /* borrowed */
    xmlDoc *document;
    const xmlNode *root;
    const char *space;        /* target namespace */
    const char *import_space; /* NULL: it imports nothing */
    const xmlNode *import_node;
    struct iwmo_xsd *base; /* what it imports */
    bool is_base;          /* imported by another */
    bool is_qualified;     /* elementFormDefault */
    const char *release_name;
    enum iwmo_release release;
    struct iwmo_xsd_entry *entries; /* ascending by name */
    size_t entry_count;
};

/* Parse, check and index.  Close it, also after a failure. */
enum iwmo_status iwmo_xsd_open(struct iwmo_xsd *xsd,
                               const struct iwmo_xsd_source *source,
                               struct iwmo_arena *arena, struct iwmo_error *err);
void iwmo_xsd_close(struct iwmo_xsd *xsd); /* zeroed: nothing happens */

struct iwmo_xsd_entry *iwmo_xsd_find(struct iwmo_xsd *xsd, const char *name);

/* Fail with "file:line: ...". */
enum iwmo_status iwmo_xsd_fail(const struct iwmo_xsd *xsd, const xmlNode *node,
                               struct iwmo_error *err, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* First or next child element <xs:name>, or of any name (NULL) except annotation. */
const xmlNode *iwmo_xsd_child(const xmlNode *parent, const char *name);
const xmlNode *iwmo_xsd_next(const xmlNode *node, const char *name);

/*
 * Attribute without namespace.  IWMO_OK and NULL: there is none.  `_token` collapses
 * white space at both ends, `_text` keeps it (patterns, enumerations).
 */
enum iwmo_status iwmo_xsd_token(const xmlNode *node, const char *name,
                                struct iwmo_arena *arena, const char **value,
                                struct iwmo_error *err);
enum iwmo_status iwmo_xsd_text(const xmlNode *node, const char *name,
                               struct iwmo_arena *arena, const char **value,
                               struct iwmo_error *err);

/* First xs:documentation of the node's annotations, white space collapsed; "" if none.
 */
enum iwmo_status iwmo_xsd_documentation(const xmlNode *node, struct iwmo_arena *arena,
                                        const char **text, struct iwmo_error *err);

/* Element of the schema's own appinfo by local name; "" when there is none. */
enum iwmo_status iwmo_xsd_appinfo(const struct iwmo_xsd *xsd, const char *name,
                                  struct iwmo_arena *arena, const char **text,
                                  struct iwmo_error *err);

#endif
