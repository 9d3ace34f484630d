#include "regex/automaton.h"

#include <string.h>

#include "regex/nfa.h"

/* About half a second on a slow machine; the patterns of iWmo need a thousandth. */
#define MAX_STEPS 20000000
#define SLOTS     (IWMO_AUTOMATON_MAX_STATES * 2)

/* The subset construction: a state of the automaton is a set of NFA states, kept as
 * bits; only states that read or accept are in it. */
struct subsets {
    struct iwmo_nfa nfa;
    const struct iwmo_class_table *classes;
    struct iwmo_automaton *automaton;
    struct iwmo_arena *scratch;
    struct iwmo_error *err;
    size_t words;    /* in one set */
    uint64_t **sets; /* [state] */
    uint16_t *slots; /* hash table of states; 0 = free, for no set but the empty is 0 */
    uint64_t *target; /* the set being made */
    uint64_t *seen;   /* NFA states already walked for it */
    uint32_t *stack;
    size_t steps;
};

static enum iwmo_status
subsets_init(struct subsets *subsets)
{
    struct iwmo_arena *scratch = subsets->scratch;
    struct iwmo_automaton *automaton = subsets->automaton;
    size_t states = IWMO_AUTOMATON_MAX_STATES;

    subsets->words = subsets->nfa.count / 64 + 1;
    subsets->sets = iwmo_arena_alloc(scratch, states * sizeof(*subsets->sets));
    subsets->slots = iwmo_arena_alloc(scratch, SLOTS * sizeof(*subsets->slots));
    subsets->target = iwmo_arena_alloc(scratch, subsets->words * 8);
    subsets->seen = iwmo_arena_alloc(scratch, subsets->words * 8);
    /* a state is pushed at most once for each edge to it */
    subsets->stack = iwmo_arena_alloc(scratch, (subsets->nfa.count * 2 + 2) * 4);
    automaton->class_count = subsets->classes->class_count;
    automaton->next =
        iwmo_arena_alloc(scratch, states * automaton->class_count * sizeof(uint16_t));
    automaton->accepts = iwmo_arena_alloc(scratch, states);
    if (subsets->sets == NULL || subsets->slots == NULL || subsets->target == NULL ||
        subsets->seen == NULL || subsets->stack == NULL || automaton->next == NULL ||
        automaton->accepts == NULL)
        return iwmo_fail(subsets->err, IWMO_NO_MEMORY, "pattern: out of memory");
    return IWMO_OK;
}

static void
target_clear(struct subsets *subsets)
{
    memset(subsets->target, 0, subsets->words * 8);
    memset(subsets->seen, 0, subsets->words * 8);
    subsets->steps += subsets->words;
}

/* Add `from` and all that it reaches without reading. */
static void
target_add(struct subsets *subsets, uint32_t from)
{
    size_t depth = 0;

    subsets->stack[depth++] = from;
    while (depth > 0) {
        uint32_t number = subsets->stack[--depth];
        uint64_t bit = (uint64_t)1 << (number % 64);
        const struct iwmo_nfa_state *state = &subsets->nfa.states[number];

        subsets->steps++;
        if (subsets->seen[number / 64] & bit)
            continue;
        subsets->seen[number / 64] |= bit;
        if (state->kind == IWMO_NFA_SPLIT) {
            subsets->stack[depth++] = state->other;
            subsets->stack[depth++] = state->out;
        } else {
            subsets->target[number / 64] |= bit;
        }
    }
}

static size_t
target_slot(const struct subsets *subsets)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < subsets->words; i++) {
        hash = (hash ^ subsets->target[i]) * 1099511628211u;
        hash ^= hash >> 29;
    }
    return (size_t)(hash % SLOTS);
}

/* The number of the state for the target, made when new. */
static enum iwmo_status
target_state(struct subsets *subsets, uint16_t *number)
{
    struct iwmo_automaton *automaton = subsets->automaton;
    size_t size = subsets->words * 8;
    size_t slot = target_slot(subsets);

    for (; subsets->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
        *number = subsets->slots[slot];
        if (memcmp(subsets->sets[*number], subsets->target, size) == 0)
            return IWMO_OK;
    }
    if (automaton->state_count == IWMO_AUTOMATON_MAX_STATES)
        return iwmo_fail(subsets->err, IWMO_LIMIT, "pattern: more than %d states",
                         IWMO_AUTOMATON_MAX_STATES);
    *number = (uint16_t)automaton->state_count++;
    subsets->slots[slot] = *number;
    subsets->sets[*number] = iwmo_arena_alloc(subsets->scratch, size);
    if (subsets->sets[*number] == NULL)
        return iwmo_fail(subsets->err, IWMO_NO_MEMORY, "pattern: out of memory");
    memcpy(subsets->sets[*number], subsets->target, size);
    automaton->accepts[*number] = subsets->target[0] & 1; /* IWMO_NFA_ACCEPT */
    return IWMO_OK;
}

static bool
target_is_empty(const struct subsets *subsets)
{
    for (size_t i = 0; i < subsets->words; i++) {
        if (subsets->target[i] != 0)
            return false;
    }
    return true;
}

/* Fill the target with where `state` goes on a character of `class`. */
static void
step(struct subsets *subsets, size_t state, size_t class)
{
    const struct iwmo_class_table *classes = subsets->classes;

    target_clear(subsets);
    for (size_t word = 0; word < subsets->words; word++) {
        uint64_t bits = subsets->sets[state][word];
        for (size_t bit = 0; bits != 0; bit++, bits >>= 1) {
            const struct iwmo_nfa_state *from = &subsets->nfa.states[word * 64 + bit];
            subsets->steps++;
            if ((bits & 1) != 0 && from->kind == IWMO_NFA_READ &&
                classes->has[from->set * classes->class_count + class])
                target_add(subsets, from->out);
        }
    }
}

static enum iwmo_status
expand(struct subsets *subsets, size_t state)
{
    struct iwmo_automaton *automaton = subsets->automaton;

    for (size_t class = 0; class < automaton->class_count; class ++) {
        uint16_t number = 0;
        enum iwmo_status status = IWMO_OK;

        step(subsets, state, class);
        if (!target_is_empty(subsets))
            status = target_state(subsets, &number);
        if (status != IWMO_OK)
            return status;
        automaton->next[state * automaton->class_count + class] = number;
        if (subsets->steps > MAX_STEPS)
            return iwmo_fail(subsets->err, IWMO_LIMIT, "pattern: too complex");
    }
    return IWMO_OK;
}

enum iwmo_status
iwmo_automaton_build(struct iwmo_automaton *automaton, const struct iwmo_regex *regex,
                     const struct iwmo_class_table *classes, struct iwmo_arena *scratch,
                     struct iwmo_error *err)
{
    struct subsets subsets = {
        .classes = classes, .automaton = automaton, .scratch = scratch, .err = err};
    uint16_t start;
    enum iwmo_status status = iwmo_nfa_build(&subsets.nfa, regex, scratch, err);

    if (status == IWMO_OK)
        status = subsets_init(&subsets);
    if (status != IWMO_OK)
        return status;
    automaton->state_count = 1; /* the dead state */
    target_clear(&subsets);
    target_add(&subsets, subsets.nfa.start);
    status = target_state(&subsets, &start);
    for (size_t i = 1; status == IWMO_OK && i < automaton->state_count; i++)
        status = expand(&subsets, i);
    if (status != IWMO_OK)
        return status;
    return iwmo_automaton_minimise(automaton, scratch, err);
}
