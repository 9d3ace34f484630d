#ifndef IWMO_XSDC_COMPILER_H
#define IWMO_XSDC_COMPILER_H

/*
 * Compiler: what one run of iwmo_schema_compile() works with.
 *
 * Internal to schema/: compile.c (the whole), simple.c (simple types and facets),
 * group.c (complex types and elements).
 */
#include "xsdc/xsd.h"

/* Elements whose id is not known before all names are. */
struct iwmo_compiler_run {
    struct iwmo_element *elements;
    size_t count;
    struct iwmo_compiler_run *next;
};

/* A pattern that was compiled already. */
struct iwmo_compiler_pattern {
    const struct iwmo_pattern *pattern;
    struct iwmo_compiler_pattern *next;
};

struct iwmo_compiler {
    struct iwmo_xsd *files;
    size_t file_count;
    const struct iwmo_schema *known;
    struct iwmo_arena *arena;   /* the result */
    struct iwmo_arena *scratch; /* until the run ends */
    struct iwmo_compiler_run *runs;
    struct iwmo_compiler_pattern *patterns;
    struct iwmo_type *builtins; /* rows of simple.c, made at first use */
    unsigned nesting;
    struct iwmo_error *err;
};

/* Zeroed memory of the result; NULL: noted as out of memory. */
void *iwmo_compiler_alloc(struct iwmo_compiler *compiler, size_t size);

/* xs:`name` as a row, with name "xs:..."; NULL: not known, or noted as out of memory.
 */
const struct iwmo_type *iwmo_compiler_builtin(struct iwmo_compiler *compiler,
                                              const char *name);
bool iwmo_compiler_is_builtin(const struct iwmo_compiler *compiler,
                              const struct iwmo_type *type);

/* Compile xs:simpleType, xs:complexType: `name` is "" when it has none. */
const struct iwmo_type *iwmo_compiler_simple(struct iwmo_compiler *compiler,
                                             struct iwmo_xsd *xsd, const xmlNode *node,
                                             const char *name);
const struct iwmo_type *iwmo_compiler_group(struct iwmo_compiler *compiler,
                                            struct iwmo_xsd *xsd, const xmlNode *node,
                                            const char *name);

/* A named type of a file, compiled once. */
const struct iwmo_type *iwmo_compiler_entry(struct iwmo_compiler *compiler,
                                            struct iwmo_xsd *xsd,
                                            struct iwmo_xsd_entry *entry);

/* The type that attribute `attribute` of `node` names; NULL: failed. */
const struct iwmo_type *iwmo_compiler_reference(struct iwmo_compiler *compiler,
                                                struct iwmo_xsd *xsd,
                                                const xmlNode *node,
                                                const char *attribute);

/* Fill `element` from a global or local xs:element.  The id comes later. */
enum iwmo_status iwmo_compiler_element(struct iwmo_compiler *compiler,
                                       struct iwmo_xsd *xsd, const xmlNode *node,
                                       struct iwmo_element *element);

/* Remember that these elements need their id. */
enum iwmo_status iwmo_compiler_remember(struct iwmo_compiler *compiler,
                                        struct iwmo_element *elements, size_t count);

/* The run of facets that one xs:restriction adds to a copy of its base. */
enum iwmo_status iwmo_compiler_facets(struct iwmo_compiler *compiler,
                                      const struct iwmo_xsd *xsd, const xmlNode *node,
                                      struct iwmo_type *type);

#endif
