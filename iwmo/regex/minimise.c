#include "regex/automaton.h"

#include <assert.h>
#include <string.h>

#define MAX_STEPS 50000000
#define SLOTS     (IWMO_AUTOMATON_MAX_STATES * 2)

/* Moore: states are in one block until something tells them apart. */
struct partition {
    const struct iwmo_automaton *automaton;
    uint16_t *block;  /* [state] */
    uint16_t *finer;  /* [state]: the next partition */
    uint16_t *sample; /* [block of finer]: one state of it */
    uint16_t *slots;  /* hash table of blocks of finer, + 1; 0 = free */
    size_t count;
};

static enum iwmo_status
partition_init(struct partition *partition, const struct iwmo_automaton *automaton,
               struct iwmo_arena *scratch, struct iwmo_error *err)
{
    size_t count = automaton->state_count;
    uint16_t *memory = iwmo_arena_alloc(scratch, (3 * count + SLOTS) * sizeof(*memory));

    if (memory == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "pattern: out of memory");
    *partition = (struct partition){.automaton = automaton,
                                    .block = memory,
                                    .finer = memory + count,
                                    .sample = memory + 2 * count,
                                    .slots = memory + 3 * count,
                                    .count = 1};
    for (size_t i = 0; i < count; i++) {
        partition->block[i] = automaton->accepts[i];
        if (automaton->accepts[i])
            partition->count = 2;
    }
    return IWMO_OK;
}

static uint16_t
block_after(const struct partition *partition, size_t state, size_t class)
{
    const struct iwmo_automaton *automaton = partition->automaton;

    return partition->block[automaton->next[state * automaton->class_count + class]];
}

static bool
same(const struct partition *partition, size_t a, size_t b)
{
    if (partition->block[a] != partition->block[b])
        return false;
    for (size_t class = 0; class < partition->automaton->class_count; class ++) {
        if (block_after(partition, a, class) != block_after(partition, b, class))
            return false;
    }
    return true;
}

static size_t
state_slot(const struct partition *partition, size_t state)
{
    uint64_t hash = 14695981039346656037u ^ partition->block[state];

    for (size_t class = 0; class < partition->automaton->class_count; class ++) {
        hash = (hash ^ block_after(partition, state, class)) * 1099511628211u;
        hash ^= hash >> 29;
    }
    return (size_t)(hash % SLOTS);
}

/* Split blocks once.  State 0 comes first, so the dead block is block 0. */
static size_t
refine(struct partition *partition)
{
    size_t count = 0;

    assert(partition->slots != NULL);
    memset(partition->slots, 0, SLOTS * sizeof(*partition->slots));
    for (size_t state = 0; state < partition->automaton->state_count; state++) {
        size_t slot = state_slot(partition, state);
        while (partition->slots[slot] != 0 &&
               !same(partition, state, partition->sample[partition->slots[slot] - 1u]))
            slot = (slot + 1) % SLOTS;
        if (partition->slots[slot] == 0) {
            partition->sample[count] = (uint16_t)state;
            partition->slots[slot] = (uint16_t)++count;
        }
        partition->finer[state] = (uint16_t)(partition->slots[slot] - 1u);
    }
    uint16_t *swap = partition->block;
    partition->block = partition->finer;
    partition->finer = swap;
    return count;
}

/* Blocks in the order in which a walk from the start finds them become states. */
static enum iwmo_status
renumber(const struct partition *partition, struct iwmo_automaton *automaton,
         struct iwmo_arena *scratch, struct iwmo_error *err)
{
    size_t classes = automaton->class_count, room = partition->count + 1, count = 2;
    uint16_t *number = iwmo_arena_alloc(scratch, room * sizeof(*number));
    uint16_t *member = iwmo_arena_alloc(scratch, room * sizeof(*member));
    uint16_t *next = iwmo_arena_alloc(scratch, room * classes * sizeof(*next));
    uint8_t *accepts = iwmo_arena_alloc(scratch, room);

    if (number == NULL || member == NULL || next == NULL || accepts == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "pattern: out of memory");
    member[1] = 1;
    if (partition->block[1] != 0) /* a pattern that nothing matches starts dead */
        number[partition->block[1]] = 1;
    for (size_t state = 1; state < count; state++) {
        accepts[state] = automaton->accepts[member[state]];
        for (size_t class = 0; class < classes; class ++) {
            uint16_t target = automaton->next[member[state] * classes + class];
            uint16_t block = partition->block[target];
            if (block != 0 && number[block] == 0) {
                member[count] = target;
                number[block] = (uint16_t)count++;
            }
            next[state * classes + class] = number[block];
        }
    }
    *automaton = (struct iwmo_automaton){count, classes, next, accepts};
    return IWMO_OK;
}

enum iwmo_status
iwmo_automaton_minimise(struct iwmo_automaton *automaton, struct iwmo_arena *scratch,
                        struct iwmo_error *err)
{
    struct partition partition = {0};
    size_t steps = 0;
    enum iwmo_status status = partition_init(&partition, automaton, scratch, err);

    if (status != IWMO_OK)
        return status;
    for (;;) {
        size_t count = refine(&partition);
        if (count == partition.count)
            break;
        partition.count = count;
        steps += automaton->state_count * automaton->class_count;
        if (steps > MAX_STEPS)
            return iwmo_fail(err, IWMO_LIMIT, "pattern: too complex");
    }
    return renumber(&partition, automaton, scratch, err);
}
