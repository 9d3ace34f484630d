#include "regex/nfa.h"

/* Repeats of the empty string make no states, so the walk has a limit of its own. */
#define MAX_STEPS 200000

struct builder {
    struct iwmo_nfa *nfa;
    size_t steps;
    bool is_full;
};

static uint32_t
add_state(struct builder *builder, struct iwmo_nfa_state state)
{
    struct iwmo_nfa *nfa = builder->nfa;

    if (nfa->count == IWMO_NFA_MAX_STATES) {
        builder->is_full = true;
        return IWMO_NFA_ACCEPT;
    }
    nfa->states[nfa->count] = state;
    return (uint32_t)nfa->count++;
}

static uint32_t
add_split(struct builder *builder, uint32_t out, uint32_t other)
{
    return add_state(builder, (struct iwmo_nfa_state){
                                  .kind = IWMO_NFA_SPLIT, .out = out, .other = other});
}

static uint32_t add(struct builder *builder, const struct iwmo_regex_node *node,
                    uint32_t next);

static uint32_t
add_repeat(struct builder *builder, const struct iwmo_regex_node *node, uint32_t next)
{
    uint32_t entry = next;

    if (node->max == IWMO_REGEX_UNBOUNDED) {
        entry = add_split(builder, next, next);
        uint32_t body = add(builder, node->last, entry);
        if (!builder->is_full)
            builder->nfa->states[entry].other = body;
    } else {
        for (uint32_t i = node->min; i < node->max && !builder->is_full; i++)
            entry = add_split(builder, add(builder, node->last, entry), next);
    }
    for (uint32_t i = 0; i < node->min && !builder->is_full; i++)
        entry = add(builder, node->last, entry);
    return entry;
}

static uint32_t
add_any(struct builder *builder, const struct iwmo_regex_node *node, uint32_t next)
{
    const struct iwmo_regex_node *child = node->last;
    uint32_t entry = add(builder, child, next);

    while ((child = child->prev) != NULL && !builder->is_full)
        entry = add_split(builder, add(builder, child, next), entry);
    return entry;
}

/* Add states for `node` that go on to `next`; returns where they begin. */
static uint32_t
add(struct builder *builder, const struct iwmo_regex_node *node, uint32_t next)
{
    uint32_t entry = next;

    if (++builder->steps > MAX_STEPS)
        builder->is_full = true;
    if (builder->is_full)
        return next;
    switch (node->kind) {
    case IWMO_REGEX_SET:
        return add_state(builder, (struct iwmo_nfa_state){
                                      .kind = IWMO_NFA_READ,
                                      .set = node->set,
                                      .out = next,
                                  });
    case IWMO_REGEX_ALL: /* from the last one backwards */
        for (const struct iwmo_regex_node *child = node->last; child != NULL;
             child = child->prev)
            entry = add(builder, child, entry);
        return entry;
    case IWMO_REGEX_ANY:
        return add_any(builder, node, next);
    case IWMO_REGEX_REPEAT:
        return add_repeat(builder, node, next);
    }
    return entry;
}

enum iwmo_status
iwmo_nfa_build(struct iwmo_nfa *nfa, const struct iwmo_regex *regex,
               struct iwmo_arena *arena, struct iwmo_error *err)
{
    struct builder builder = {.nfa = nfa};

    nfa->states = iwmo_arena_alloc(arena, IWMO_NFA_MAX_STATES * sizeof(*nfa->states));
    if (nfa->states == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "pattern: out of memory");
    nfa->count = 0;
    add_state(&builder, (struct iwmo_nfa_state){.kind = IWMO_NFA_END});
    nfa->start = add(&builder, regex->root, IWMO_NFA_ACCEPT);
    if (builder.is_full)
        return iwmo_fail(err, IWMO_LIMIT, "pattern: too large");
    return IWMO_OK;
}
