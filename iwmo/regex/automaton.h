#ifndef IWMO_REGEX_AUTOMATON_H
#define IWMO_REGEX_AUTOMATON_H

/*
 * Automaton: a deterministic automaton over character classes.
 *
 * Built from a regular expression by way of a non-deterministic one (Thompson) and the
 * subset construction, then minimised.  Each step counts against a budget, so that
 * a hostile expression ends in an error and not in a long wait.
 * State 0 is dead, state 1 the start; the others are numbered as a breadth-first walk
 * in order of class finds them, so equal languages over equal classes have equal
 * tables.
 */
#include "base/arena.h"
#include "base/error.h"
#include "regex/regex.h"

#define IWMO_AUTOMATON_MAX_STATES  4096
#define IWMO_AUTOMATON_MAX_CLASSES 256

struct iwmo_automaton {
    size_t state_count;
    size_t class_count;
    uint16_t *next;   /* [state * class_count + class] */
    uint8_t *accepts; /* [state]: 0 or 1 */
};

/*
 * Which classes belong to which set: has[set * class_count + class].  Class 0 holds
 * the code points that are in no set.
 */
struct iwmo_class_table {
    size_t class_count;
    const uint8_t *has;
};

/* Build and minimise.  All memory, also the result, comes from `scratch`. */
enum iwmo_status iwmo_automaton_build(struct iwmo_automaton *automaton,
                                      const struct iwmo_regex *regex,
                                      const struct iwmo_class_table *classes,
                                      struct iwmo_arena *scratch,
                                      struct iwmo_error *err);

/* Merge states that nothing tells apart and number them anew.  As above. */
enum iwmo_status iwmo_automaton_minimise(struct iwmo_automaton *automaton,
                                         struct iwmo_arena *scratch,
                                         struct iwmo_error *err);

#endif
