#ifndef IWMO_REGEX_REGEX_PARSER_H
#define IWMO_REGEX_REGEX_PARSER_H

/*
 * Regex parser: where a parse of a regular expression stands.
 *
 * Inside of regex.c (the tree) and regex_set.c (which code points one atom means);
 * nobody else needs it.
 */
#include "regex/regex.h"

struct iwmo_regex_parser {
    struct iwmo_regex *regex;
    const char *source; /* NUL-terminated */
    const char *at;
    const char *end;
    struct iwmo_arena *arena;
    struct iwmo_error *err;
    unsigned nesting;
};

/* Fail with `what`, naming the pattern and the byte. */
enum iwmo_status iwmo_regex_refuse(const struct iwmo_regex_parser *parser,
                                   const char *what);
enum iwmo_status iwmo_regex_no_memory(const struct iwmo_regex_parser *parser);

/* Is `byte` next?  _eat also steps over it. */
bool iwmo_regex_sees(const struct iwmo_regex_parser *parser, char byte);
bool iwmo_regex_eat(struct iwmo_regex_parser *parser, char byte);

/* One character, escape, class or `.`: add what it means to `set`, not yet sealed. */
enum iwmo_status iwmo_regex_parse_set(struct iwmo_regex_parser *parser,
                                      struct iwmo_charset *set);

#endif
