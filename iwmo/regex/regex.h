#ifndef IWMO_REGEX_REGEX_H
#define IWMO_REGEX_REGEX_H

/*
 * Regex: a regular expression of XSD 1.0 (part 2, appendix F) as a tree.
 *
 * Refused, because it cannot be had exactly equal to other implementations or is not
 * needed: \p \P \i \I \c \C \w \W, class subtraction, bare braces.
 * Expressions are limited in length, nesting, repeat count and number of different
 * sets, so what comes after can be bounded.
 */
#include "base/arena.h"
#include "base/error.h"
#include "regex/charset.h"

#define IWMO_REGEX_MAX_BYTES   4096
#define IWMO_REGEX_MAX_NESTING 64
#define IWMO_REGEX_MAX_REPEAT  1000
#define IWMO_REGEX_MAX_SETS    256
#define IWMO_REGEX_UNBOUNDED   UINT32_MAX

enum iwmo_regex_kind {
    IWMO_REGEX_SET,   /* one code point of a set */
    IWMO_REGEX_ALL,   /* children one after another */
    IWMO_REGEX_ANY,   /* one of the children */
    IWMO_REGEX_REPEAT /* its only child, min to max times */
};

struct iwmo_regex_node {
    enum iwmo_regex_kind kind;
    uint32_t set;                 /* IWMO_REGEX_SET: index into the sets */
    uint32_t min, max;            /* IWMO_REGEX_REPEAT */
    struct iwmo_regex_node *last; /* last child */
    struct iwmo_regex_node *prev; /* the sibling before this one */
};

struct iwmo_regex {
    const struct iwmo_regex_node *root;
    struct iwmo_charset sets[IWMO_REGEX_MAX_SETS]; /* sealed, all different */
    size_t set_count;
};

/* Parse `source` into `regex`; nodes and sets live in `arena`. */
enum iwmo_status iwmo_regex_parse(struct iwmo_regex *regex, const char *source,
                                  struct iwmo_arena *arena, struct iwmo_error *err);

#endif
