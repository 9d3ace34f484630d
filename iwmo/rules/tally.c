#include "rules/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/set.h"

#define IS_GROUP         ((uint32_t)1 << 31) /* a number is that of a group */
#define CLIENT_KEYS_KEPT 256 /* then those of earlier Clients are thrown away */

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
        struct iwmo_index *index; /* fingerprint -> number of a line or group */
        struct list groups;
    } keys[IWMO_KEY_COUNT];
    struct iwmo_arena *arena; /* groups; reset with the message */
    struct group **groups;    /* by number */
    size_t group_room, group_count;
    struct iwmo_sum sums[IWMO_SUM_COUNT];
    uint32_t *first_lines; /* per Client: lines of the message before its own */
    size_t client_room;
    uint32_t client_count;
    uint8_t *marks; /* per line: a bit for each sum that it has an amount for */
    size_t mark_room, line_count;
    struct waiting { /* per line of one Client: its RECORD key, 0 once it is added */
        uint64_t *keys;
        size_t room;
        uint32_t client, count;
        bool is_over;
    } waiting;
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
        tally->keys[i].index = iwmo_index_new();
        is_complete = is_complete && tally->keys[i].index != NULL;
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
        iwmo_index_free(tally->keys[i].index);
    iwmo_arena_free(tally->arena);
    free(tally->first_lines);
    free(tally->groups);
    free(tally->waiting.keys);
    free(tally->marks);
    free(tally);
}

void
iwmo_tally_reset(struct iwmo_tally *tally)
{
    for (size_t i = 0; i < IWMO_KEY_COUNT; i++) {
        iwmo_index_reset(tally->keys[i].index);
        tally->keys[i].groups = (struct list){0};
    }
    iwmo_arena_reset(tally->arena);
    memset(tally->sums, 0, sizeof(tally->sums));
    tally->client_count = 0;
    tally->waiting.client = 0;
    tally->waiting.count = 0;
    tally->line_count = 0;
    tally->group_count = 0;
    tally->failed = false;
}

bool
iwmo_tally_failed(const struct iwmo_tally *tally)
{
    return tally->failed;
}

/* ---- lines ---- */

/* `at`, with room for `count` things of `size` bytes; as it was when memory runs out.
 */
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
    tally->first_lines = with_room(tally, tally->first_lines, &tally->client_room,
                                   client, sizeof(*tally->first_lines));
    if (tally->client_room < client)
        return;
    for (uint32_t i = tally->client_count; i < client; i++)
        tally->first_lines[i] = (uint32_t)tally->line_count;
    tally->client_count = client;
    tally->waiting.client = client;
    tally->waiting.count = 0;
    tally->waiting.is_over = false;
    for (size_t i = IWMO_KEY_RECORD; i <= IWMO_KEY_DEBET; i++) {
        tally->keys[i].groups = (struct list){0};
        if (iwmo_index_count(tally->keys[i].index) > CLIENT_KEYS_KEPT)
            iwmo_index_reset(tally->keys[i].index);
    }
}

void
iwmo_tally_start(struct iwmo_tally *tally, const struct iwmo_node *prestatie)
{
    uint32_t client = prestatie->parent->parent->index;

    if (client > tally->client_count)
        start_client(tally, client);
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
iwmo_tally_is_marked(const struct iwmo_tally *tally, enum iwmo_tally_sum sum,
                     size_t line)
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
    if (client > tally->client_count)
        return 0;
    uint32_t end = client < tally->client_count ? tally->first_lines[client]
                                                : (uint32_t)tally->line_count;
    return end - tally->first_lines[client - 1];
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
    uint64_t client = is_of_client(key) ? tally->client_count : 0;

    return iwmo_fingerprint_all(tally->seed ^ client << 20, count, values);
}

/* A line as its number in the message, a Client as its own. */
static uint32_t
packed(const struct iwmo_tally *tally, struct iwmo_line line)
{
    if (line.prestatie == 0)
        return line.client;
    uint32_t before =
        line.client <= tally->client_count ? tally->first_lines[line.client - 1] : 0;
    return before + line.prestatie;
}

static struct iwmo_line
unpacked(const struct iwmo_tally *tally, enum iwmo_tally_key key, uint32_t number)
{
    uint32_t low = 0,
             high = tally->client_count; /* the last Client that starts before */

    if (key == IWMO_KEY_BSN)
        return (struct iwmo_line){number, 0};
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (tally->first_lines[middle] < number)
            low = middle;
        else
            high = middle;
    }
    uint32_t before = low < tally->client_count ? tally->first_lines[low] : 0;
    return (struct iwmo_line){low + 1, number - before};
}

void
iwmo_tally_expect(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                  uint64_t fingerprint)
{
    iwmo_index_expect(tally->keys[key].index, fingerprint);
}

bool
iwmo_tally_has(const struct iwmo_tally *tally, enum iwmo_tally_key key)
{
    return iwmo_index_count(tally->keys[key].index) > 0;
}

struct iwmo_lines
iwmo_tally_find(const struct iwmo_tally *tally, enum iwmo_tally_key key,
                uint64_t fingerprint)
{
    const uint32_t *number = iwmo_index_get(tally->keys[key].index, fingerprint);

    if (number == NULL)
        return (struct iwmo_lines){0};
    if (*number & IS_GROUP) {
        const struct group *group = tally->groups[*number & ~IS_GROUP];
        return (struct iwmo_lines){group->count, group->lines, {0, 0}};
    }
    return (struct iwmo_lines){.count = 1, .one = unpacked(tally, key, *number)};
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

/* A group that begins with the line `number`, and its own number; NULL: no memory. */
static struct group *
start_group(struct iwmo_tally *tally, enum iwmo_tally_key key, uint32_t *number)
{
    struct group *group = iwmo_arena_alloc(tally->arena, sizeof(*group));

    tally->groups = with_room(tally, tally->groups, &tally->group_room,
                              tally->group_count + 1, sizeof(struct group *));
    if (group == NULL || tally->group_count == tally->group_room ||
        !group_add(tally, group, unpacked(tally, key, *number)))
        return NULL;
    tally->groups[tally->group_count] = group;
    *number = (uint32_t)tally->group_count++ | IS_GROUP;
    return group;
}

struct iwmo_lines
iwmo_tally_add(struct iwmo_tally *tally, enum iwmo_tally_key key, uint64_t fingerprint,
               struct iwmo_line line)
{
    static const struct iwmo_lines none = {0};
    struct list *list = &tally->keys[key].groups;
    bool is_new;
    uint32_t *number = iwmo_index_put(tally->keys[key].index, fingerprint, &is_new);

    if (number == NULL) {
        tally->failed = true;
        return none;
    }
    if (is_new) {
        *number = packed(tally, line);
        return none;
    }
    struct group *group;
    if (*number & IS_GROUP) {
        group = tally->groups[*number & ~IS_GROUP];
        take_out(list, group);
    } else {
        group = start_group(tally, key, number);
    }
    bool is_added = group != NULL && group_add(tally, group, line);
    if (group != NULL)
        append(list, group);
    if (is_added)
        return (struct iwmo_lines){group->count - 1, group->lines, {0, 0}};
    tally->failed = true;
    return none;
}

/* Of two fingerprints that nobody can foretell, and the Client; not 0. */
static uint64_t
record_key(const struct iwmo_tally *tally, uint64_t first, uint64_t second)
{
    uint64_t key =
        first + 3 * second + tally->client_count * UINT64_C(0x9E3779B97F4A7C15);

    return key != 0 ? key : 1;
}

static void
add_waiting(struct iwmo_tally *tally, uint32_t prestatie)
{
    struct waiting *waiting = &tally->waiting;
    uint64_t key = waiting->keys[prestatie - 1];

    if (key == 0)
        return;
    waiting->keys[prestatie - 1] = 0;
    iwmo_tally_add(tally, IWMO_KEY_RECORD, key,
                   (struct iwmo_line){waiting->client, prestatie});
}

void
iwmo_tally_add_record(struct iwmo_tally *tally, uint64_t first, uint64_t second,
                      struct iwmo_line line, const struct iwmo_lines *before)
{
    struct waiting *waiting = &tally->waiting;
    uint32_t count = waiting->count;
    uint64_t key = record_key(tally, first, second);

    if (line.client != waiting->client || line.prestatie != count + 1) {
        for (uint32_t i = 1; i <= count; i++) /* their numbers are used again */
            add_waiting(tally, i);
        waiting->count = 0;
        waiting->is_over = true;
    }
    if (waiting->is_over) {
        iwmo_tally_add(tally, IWMO_KEY_RECORD, key, line);
        return;
    }
    waiting->keys = with_room(tally, waiting->keys, &waiting->room, count + 1,
                              sizeof(*waiting->keys));
    if (count == waiting->room)
        return;
    waiting->keys[waiting->count++] = key;
    if (before != NULL && before->count == 0)
        return;
    if (before != NULL && before->count == 1 && before->lines[0].client == line.client)
        add_waiting(tally, before->lines[0].prestatie);
    add_waiting(tally, line.prestatie);
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
