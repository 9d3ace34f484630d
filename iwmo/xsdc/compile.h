#ifndef IWMO_XSDC_COMPILE_H
#define IWMO_XSDC_COMPILE_H

/*
 * Compile: XSD files -> schema tables.
 *
 * Pairs each message schema with the base schema that it imports by namespace, and
 * stops on any XSD construct that it does not know: silently accepting less than a
 * schema says would make verdicts wrong.  Known: schema, import, annotation, element,
 * complexType, sequence, simpleType, restriction and the facets length, minLength,
 * maxLength, pattern, enumeration, minInclusive, maxInclusive, minExclusive,
 * maxExclusive, totalDigits, whiteSpace (the value that the base has already); bases
 * xs:string, xs:integer and those derived from it that fit in 64 bits, xs:date,
 * xs:time. Never touches the network: an import is looked up among the files that were
 * given. Used by xsdc at build time and for --xsd DIR at run time.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "schema/schema.h"

/* Limits, so that a hostile XSD ends in an error. */
#define IWMO_XSD_MAX_FILES    256
#define IWMO_XSD_MAX_BYTES    (16u << 20) /* of one file */
#define IWMO_XSD_MAX_CHILDREN 1000        /* of one group */
#define IWMO_XSD_MAX_NESTING  64          /* of types */

/* One XSD in memory; both borrowed for the time of the call. */
struct iwmo_xsd_source {
    const char *name; /* for errors */
    struct iwmo_text bytes;
};

/*
 * Compile *.xsd in `directory` and in its direct subdirectories.  The schema and all it
 * points to live in `arena`. `known` (may be NULL) is a schema whose name ids are kept,
 * so that EL_x means the same in both; new names are numbered after it. NULL: err says
 * which file and line, and what is wrong.
 */
const struct iwmo_schema *iwmo_schema_compile(const char *directory,
                                              const struct iwmo_schema *known,
                                              struct iwmo_arena *arena,
                                              struct iwmo_error *err);

/* As iwmo_schema_compile(), of `count` files that are in memory already. */
const struct iwmo_schema *
iwmo_schema_compile_memory(const struct iwmo_xsd_source *files, size_t count,
                           const struct iwmo_schema *known, struct iwmo_arena *arena,
                           struct iwmo_error *err);

/*
 * Compile one regular expression of XSD 1.0 (appendix F) to an automaton in `arena`.
 * Known: literals, `.`, classes with ranges and negation, \s \S
 * \d \D and escaped characters; groups, |, ?, *, +, {n}, {n,}, {n,m}.  NULL: not known,
 * more than 4096 states, or too much work (see regex.h and automaton.h for the limits).
 */
const struct iwmo_pattern *iwmo_pattern_compile(const char *source,
                                                struct iwmo_arena *arena,
                                                struct iwmo_error *err);

#endif
