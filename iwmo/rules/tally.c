#include "rules/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/set.h"
#include "model/path.h"
#include "names.h"

#define IS_GROUP ((uint64_t)1 << 63) /* a set's value is a pointer to a group */
#define CLIENT_KEYS_KEPT 256         /* then those of earlier Clients are thrown away */

struct group {
    struct group *next; /* in its list; order of the last line */
    struct group *before;
    size_t count, room;
    struct iwmo_line *lines;
};

struct list {
    struct group *first, *last;
};

struct iwmo_tally {
    uint64_t seed;
    struct keys {
        struct iwmo_set *set; /* fingerprint -> line or group */
        struct list groups;
    } keys[IWMO_KEY_COUNT];
    struct iwmo_arena *arena; /* groups; reset with the message */
    struct iwmo_sum sums[IWMO_SUM_COUNT];
    uint32_t *prestaties; /* per Client, how many */
    size_t client_room;
    uint32_t client_count;
    uint8_t *marks; /* per line: a bit for each sum that it has an amount for */
    size_t mark_room, line_count;
    bool failed;
};

/* ---- life ---- */

struct iwmo_tally *
iwmo_tally_new(uint64_t seed)
{
    struct iwmo_tally *tally = calloc(1, sizeof(*tally));
    if (tally == NULL)
        return NULL;
    tally->seed = seed;
    tally->arena = iwmo_arena_new(0);
    bool is_complete = tally->arena != NULL;
    for (size_t i = 0; i < IWMO_KEY_COUNT; i++) {
        tally->keys[i].set = iwmo_set_new(0);
        is_complete = is_complete && tally->keys[i].set != NULL;
    }
    if (is_complete)
        return tally;
    iwmo_tally_free(tally);
    return NULL;
}

void
iwmo_tally_free(struct iwmo_tally *tally)
{
    if (tally == NULL)
        return;
    for (size_t i = 0; i < IWMO_KEY_COUNT; i++)
        iwmo_set_free(tally->keys[i].set);
    iwmo_arena_free(tally->arena);
    free(tally->prestaties);
    free(tally->marks);
    free(tally);
}

void
iwmo_tally_reset(struct iwmo_tally *tally)
{
    for (size_t i = 0; i < IWMO_KEY_COUNT; i++) {
        if (iwmo_set_count(tally->keys[i].set) > 0)
            iwmo_set_reset(tally->keys[i].set);
        tally->keys[i].groups = (struct list){0};
    }
    iwmo_arena_reset(tally->arena);
    memset(tally->sums, 0, sizeof(tally->sums));
    tally->client_count = 0;
    tally->line_count = 0;
    tally->failed = false;
}

bool
iwmo_tally_failed(const struct iwmo_tally *tally)
{
    return tally->failed;
}

/* ---- lines ---- */

/* `at`, with room for `count` things of `size` bytes; as it was when memory runs out. */
static void *
with_room(struct iwmo_tally *tally, void *at, size_t *room, size_t count, size_t size)
{
    size_t wanted = *room ? *room : 256;

    if (count <= *room)
        return at;
    while (wanted < count)
        wanted *= 2;
    void *larger = realloc(at, wanted * size);
    if (larger == NULL) {
        tally->failed = true;
        return at;
    }
    *room = wanted;
    return larger;
}

static void
start_client(struct iwmo_tally *tally, uint32_t client)
{
    tally->prestaties = with_room(tally, tally->prestaties, &tally->client_room, client,
                                  sizeof(*tally->prestaties));
    if (tally->client_room < client)
        return;
    memset(tally->prestaties + tally->client_count, 0,
           (client - tally->client_count) * sizeof(*tally->prestaties));
    tally->client_count = client;
    for (size_t i = IWMO_KEY_RECORD; i <= IWMO_KEY_DEBET; i++) {
        tally->keys[i].groups = (struct list){0};
        if (iwmo_set_count(tally->keys[i].set) > CLIENT_KEYS_KEPT)
            iwmo_set_reset(tally->keys[i].set);
    }
}

void
iwmo_tally_start(struct iwmo_tally *tally, const struct iwmo_node *prestatie)
{
    uint32_t client = prestatie->parent->parent->index;

    if (client > tally->client_count)
        start_client(tally, client);
    if (client <= tally->client_count)
        tally->prestaties[client - 1] = prestatie->index;
    tally->marks = with_room(tally, tally->marks, &tally->mark_room,
                             tally->line_count + 1, sizeof(*tally->marks));
    if (tally->line_count < tally->mark_room)
        tally->marks[tally->line_count++] = 0;
}

void
iwmo_tally_mark(struct iwmo_tally *tally, enum iwmo_tally_sum sum)
{
    if (tally->line_count > 0)
        tally->marks[tally->line_count - 1] |= (uint8_t)(1 << sum);
}

bool
iwmo_tally_is_marked(const struct iwmo_tally *tally, enum iwmo_tally_sum sum, size_t line)
{
    return line < tally->line_count && (tally->marks[line] & 1 << sum) != 0;
}

uint32_t
iwmo_tally_clients(const struct iwmo_tally *tally)
{
    return tally->client_count;
}

uint32_t
iwmo_tally_prestaties(const struct iwmo_tally *tally, uint32_t client)
{
    return client <= tally->client_count ? tally->prestaties[client - 1] : 0;
}

struct iwmo_sum *
iwmo_tally_sum(struct iwmo_tally *tally, enum iwmo_tally_sum sum)
{
    return &tally->sums[sum];
}

/* ---- keys ---- */

static bool
is_of_client(enum iwmo_tally_key key)
{
    return key == IWMO_KEY_RECORD || key == IWMO_KEY_DEBET;
}

uint64_t
iwmo_tally_fingerprint(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                       size_t count, const struct iwmo_text values[])
{
    static const struct iwmo_text absent = {"\xFF", 1}; /* no text of a message */
    uint64_t start = tally->seed;

    if (is_of_client(key))
        start ^= (uint64_t)tally->client_count << 20;
    for (size_t i = 0; i < count; i++)
        start = iwmo_fingerprint(start, values[i].at != NULL ? values[i] : absent);
    return start;
}

static uint64_t
packed(struct iwmo_line line)
{
    return (uint64_t)line.client << 32 | line.prestatie;
}

static struct iwmo_line
unpacked(uint64_t value)
{
    return (struct iwmo_line){(uint32_t)(value >> 32), (uint32_t)value};
}

static struct group *
group_of(uint64_t value)
{
    return (struct group *)(uintptr_t)(value & ~IS_GROUP);
}

bool
iwmo_tally_has(const struct iwmo_tally *tally, enum iwmo_tally_key key)
{
    return iwmo_set_count(tally->keys[key].set) > 0;
}

struct iwmo_lines
iwmo_tally_find(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                uint64_t fingerprint)
{
    const uint64_t *value = iwmo_set_get(tally->keys[key].set, fingerprint);

    if (value == NULL)
        return (struct iwmo_lines){0};
    if (*value & IS_GROUP)
        return (struct iwmo_lines){group_of(*value)->count, group_of(*value)->lines, {0, 0}};
    return (struct iwmo_lines){.count = 1, .one = unpacked(*value)};
}

static void
append(struct list *list, struct group *group)
{
    group->before = list->last;
    group->next = NULL;
    if (list->last == NULL)
        list->first = group;
    else
        list->last->next = group;
    list->last = group;
}

static void
take_out(struct list *list, struct group *group)
{
    *(group->before ? &group->before->next : &list->first) = group->next;
    *(group->next ? &group->next->before : &list->last) = group->before;
}

static bool
group_add(struct iwmo_tally *tally, struct group *group, struct iwmo_line line)
{
    if (group->count == group->room) {
        size_t room = group->room ? 2 * group->room : 4;
        struct iwmo_line *lines = iwmo_arena_alloc(tally->arena, room * sizeof(*lines));
        if (lines == NULL)
            return false;
        if (group->count > 0)
            memcpy(lines, group->lines, group->count * sizeof(*lines));
        group->lines = lines;
        group->room = room;
    }
    group->lines[group->count++] = line;
    return true;
}

void
iwmo_tally_add(struct iwmo_tally *tally, enum iwmo_tally_key key, uint64_t fingerprint,
               struct iwmo_line line)
{
    struct list *list = &tally->keys[key].groups;
    bool is_new;
    uint64_t *value = iwmo_set_put(tally->keys[key].set, fingerprint, &is_new);

    if (value == NULL) {
        tally->failed = true;
        return;
    }
    if (is_new) {
        *value = packed(line);
        return;
    }
    struct group *group = *value & IS_GROUP ? group_of(*value) : NULL;
    if (group != NULL) {
        take_out(list, group);
    } else {
        group = iwmo_arena_alloc(tally->arena, sizeof(*group));
        if (group == NULL || !group_add(tally, group, unpacked(*value))) {
            tally->failed = true;
            return;
        }
        *value = (uint64_t)(uintptr_t)group | IS_GROUP;
    }
    if (!group_add(tally, group, line))
        tally->failed = true;
    append(list, group);
}

bool
iwmo_tally_next_group(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                      const void **cursor, struct iwmo_lines *lines)
{
    const struct group *group = *cursor;

    group = group == NULL ? tally->keys[key].groups.first : group->next;
    *cursor = group;
    if (group == NULL)
        return false;
    *lines = (struct iwmo_lines){.count = group->count, .lines = group->lines};
    return true;
}

/* ---- places ---- */

static const struct iwmo_step *
step_below(struct iwmo_facts *facts, const struct iwmo_step *parent, const char *name,
           uint32_t index, const struct iwmo_siblings *siblings)
{
    struct iwmo_step *step = iwmo_arena_alloc(facts->findings->arena, sizeof(*step));

    if (step == NULL) {
        facts->findings->failed = true;
        return NULL;
    }
    *step = (struct iwmo_step){parent, name, index, siblings};
    return step;
}

/* A number of siblings that is known, or at least two: all that a path asks. */
static const struct iwmo_siblings *
siblings(struct iwmo_facts *facts, uint32_t count)
{
    struct iwmo_siblings *made = iwmo_arena_alloc(facts->findings->arena, sizeof(*made));

    if (made == NULL)
        facts->findings->failed = true;
    else
        made->count = count;
    return made;
}

/* The Client at hand, when it is open, and the Prestatie at hand in it. */
static const struct iwmo_node *
open_client(const struct iwmo_node *clienten, uint32_t client)
{
    const struct iwmo_node *last = clienten->last;

    return last != NULL && last->index == client ? last : NULL;
}

static const struct iwmo_step *
client_step(struct iwmo_tally *tally, struct iwmo_facts *facts,
            const struct iwmo_node *clienten, uint32_t client)
{
    const struct iwmo_node *open = open_client(clienten, client);
    if (open != NULL)
        return iwmo_findings_place(facts->findings, open).step;

    const struct iwmo_step *parent = iwmo_findings_place(facts->findings, clienten).step;
    bool is_only = client == 1 && tally->client_count == 1 && clienten->last == NULL;
    return step_below(facts, parent, "Client", client, siblings(facts, is_only ? 1 : 2));
}

static const struct iwmo_step *
prestatie_step(struct iwmo_tally *tally, struct iwmo_facts *facts,
               const struct iwmo_node *clienten, struct iwmo_line line)
{
    const struct iwmo_step *parent = client_step(tally, facts, clienten, line.client);
    const struct iwmo_node *client = open_client(clienten, line.client);
    const struct iwmo_node *prestaties = iwmo_child(client, EL_Prestaties);

    if (prestaties != NULL && prestaties->last != NULL) { /* more may come: count along */
        const struct iwmo_step *hand =
            iwmo_findings_place(facts->findings, prestaties->last).step;
        return step_below(facts, hand ? hand->parent : NULL, "Prestatie", line.prestatie,
                          hand ? hand->siblings : NULL);
    }
    parent = step_below(facts, parent, "Prestaties", 1, NULL);
    uint32_t count = iwmo_tally_prestaties(tally, line.client);
    return step_below(facts, parent, "Prestatie", line.prestatie, siblings(facts, count));
}

struct iwmo_location
iwmo_tally_place(struct iwmo_tally *tally, struct iwmo_facts *facts,
                 const struct iwmo_node *clienten, struct iwmo_line line,
                 const char *const below[])
{
    struct iwmo_location where = {0};

    if (iwmo_facts_are_full(facts))
        return where;
    where.step = line.prestatie == 0
                     ? client_step(tally, facts, clienten, line.client)
                     : prestatie_step(tally, facts, clienten, line);
    for (size_t i = 0; below[i] != NULL; i++)
        where.step = step_below(facts, where.step, below[i], 1, NULL);
    return where;
}
