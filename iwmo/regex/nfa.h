#ifndef IWMO_REGEX_NFA_H
#define IWMO_REGEX_NFA_H

/*
 * NFA: a regular expression as a non-deterministic automaton (Thompson).
 *
 * A state either reads one code point of a set and goes on to `out`, or splits
 * without reading to `out` and `other`, or is the one accepting state.
 */
#include "base/arena.h"
#include "base/error.h"
#include "regex/regex.h"

#define IWMO_NFA_MAX_STATES 8192
#define IWMO_NFA_ACCEPT     0 /* number of the accepting state */

enum iwmo_nfa_kind { IWMO_NFA_END, IWMO_NFA_READ, IWMO_NFA_SPLIT };

struct iwmo_nfa_state {
    enum iwmo_nfa_kind kind;
    uint32_t set; /* IWMO_NFA_READ */
    uint32_t out, other;
};

struct iwmo_nfa {
    struct iwmo_nfa_state *states; /* [IWMO_NFA_MAX_STATES], lives in the arena */
    size_t count;
    uint32_t start;
};

enum iwmo_status iwmo_nfa_build(struct iwmo_nfa *nfa, const struct iwmo_regex *regex,
                                struct iwmo_arena *arena, struct iwmo_error *err);

#endif
