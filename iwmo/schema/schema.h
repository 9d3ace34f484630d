#ifndef IWMO_SCHEMA_SCHEMA_H
#define IWMO_SCHEMA_SCHEMA_H

/*
 * Schema: what the XSDs of the standard say, as constant tables.
 *
 * The tables are made from xsd/<release>/ by xsdc/compile: at build time by xsdc, as
 * C source (iwmo_schema_builtin), and at run time for --xsd DIR, in memory.
 * Both have exactly these rows.  Everything here is read-only and may be shared by
 * threads.  Facets of base types are already merged into the rows of derived types.
 * Source: the model tables of releases 2.3 and 3.2; XSD 1.0 for what a facet means.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "standard/bericht.h"

/*
 * Element names have one number over all releases: names.h, made by xsdc, has EL_none
 * (0), EL_Aanbieder, EL_Begindatum, ... EL_COUNT.  A schema loaded at run time numbers
 * names that are new to it from EL_COUNT up.  This header does without names.h, because
 * xsdc itself is built on it.
 */

#define IWMO_UNBOUNDED UINT32_MAX

enum iwmo_kind {
    IWMO_GROUP,   /* element with child elements */
    IWMO_STRING,  /* xs:string, white space preserved */
    IWMO_INTEGER, /* xs:integer */
    IWMO_DATE,    /* xs:date */
    IWMO_TIME     /* xs:time */
};

/* Code points first..last belong to character class `class`. */
struct iwmo_pattern_range {
    uint32_t first, last;
    uint8_t class;
};

/* Which code points leave a state of a pattern as it is; each more than the one before.
 */
enum iwmo_rest {
    IWMO_REST_NONE,      /* not all of those below */
    IWMO_REST_PRINTABLE, /* 0x20 to 0x7F */
    IWMO_REST_ABOVE,     /* 0x20 and all above */
    IWMO_REST_ALL
};

/*
 * One xs:pattern as a deterministic automaton over character classes.
 * State 0 is dead, state 1 the start.
 */
struct iwmo_pattern {
    const char *source; /* as it stands in the XSD */
    uint16_t state_count;
    uint16_t class_count;
    uint16_t range_count;
    const uint8_t *ascii;                    /* [128]: code point -> class */
    const struct iwmo_pattern_range *ranges; /* above 127, ascending; others: class 0 */
    const uint16_t *next;                    /* [state * class_count + class] */
    const uint8_t *accepts;                  /* [state] */
    const uint8_t *rests;                    /* [state]: enum iwmo_rest */
};

/* One value of an enumeration with its label in the code list ("" when unknown). */
struct iwmo_code {
    const char *value;
    const char *label;
};

struct iwmo_type {
    const char
        *name; /* "LDT_Datum", "CDT_Adres", "Client"; "" for a local restriction */
    const char *documentation; /* Dutch, one sentence; "" when there is none */
    enum iwmo_kind kind;
    enum iwmo_release release;    /* of the XSD it stands in; R_none: built into XSD */
    const struct iwmo_type *base; /* what it restricts, NULL when that is built in */

    /* simple types; absent facets have the widest value */
    uint32_t min_length, max_length; /* code points; max IWMO_UNBOUNDED = none */
    int64_t min_inclusive, max_inclusive;
    bool has_min_inclusive, has_max_inclusive;
    uint16_t pattern_count; /* every one must match (one per derivation step) */
    uint16_t code_count;    /* 0 = no enumeration */
    uint32_t sure_below;    /* a value that no other facet refuses and of fewer bytes
                               matches every pattern; 0: none, IWMO_UNBOUNDED: each */
    const struct iwmo_pattern *const *patterns;
    const struct iwmo_code *codes; /* ascending by value (strcmp) */
    const uint32_t *keys; /* [code_count]: see code.h; NULL: a code is too long */

    /* groups: an xs:sequence */
    uint16_t child_count;
    const struct iwmo_element *children;

    uint8_t space; /* enum iwmo_space: the namespace of its name */
};

enum iwmo_space {
    IWMO_SPACE_MESSAGE, /* namespace of the message */
    IWMO_SPACE_BASE     /* namespace of the basisschema */
};

/* One element declaration at one place in a content model. */
struct iwmo_element {
    const char *name;
    uint16_t id;   /* EL_<name> */
    uint8_t space; /* enum iwmo_space */
    const struct iwmo_type *type;
    uint32_t min, max; /* max IWMO_UNBOUNDED = no maximum */
};

/* The version block of an XSD; "" where it has none. */
struct iwmo_versions {
    const char *bericht, *bericht_min, *bericht_max;
    const char *basisschema, *basisschema_min, *basisschema_max;
};

/* A kind of message in one release, as its XSD has it. */
struct iwmo_message_kind {
    const char *name; /* "WMO301" */
    uint16_t number;  /* 301 */
    enum iwmo_bericht_id bericht;
    const char *release_name; /* "3.2" */
    enum iwmo_release release;
    const char *documentation;
    const char *space;      /* its namespace */
    const char *base_space; /* namespace of the basisschema */
    struct iwmo_versions versions;
    const struct iwmo_element *root; /* Bericht */
};

struct iwmo_schema {
    const struct iwmo_message_kind *messages; /* ascending by release, number */
    size_t message_count;
    const struct iwmo_type *const *types; /* all named simple and composite types of the
                                             base schemas, by release, then name */
    size_t type_count;
    const char *const *names; /* [name_count]: name of an element by id; [0] is "" */
    const uint16_t *by_name;  /* [name_count]: ids, ascending by name (strcmp) */
    size_t name_count;        /* >= EL_COUNT */
};

extern const struct iwmo_schema iwmo_schema_builtin;

#endif
