#include "retour/rejection.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/set.h"

#define MAX_BYTES ((size_t)512 << 20)

struct rejection {
    struct iwmo_code_list *first;
};

struct iwmo_rejections {
    struct iwmo_arena *arena;
    struct iwmo_set *places; /* place -> struct rejection */
    size_t count;            /* of codes */
};

struct iwmo_rejections *
iwmo_rejections_new(void)
{
    struct iwmo_rejections *rejections = calloc(1, sizeof(*rejections));
    if (rejections == NULL)
        return NULL;
    rejections->arena = iwmo_arena_new(MAX_BYTES);
    rejections->places = iwmo_set_new(0);
    if (rejections->arena == NULL || rejections->places == NULL) {
        iwmo_rejections_free(rejections);
        return NULL;
    }
    return rejections;
}

void
iwmo_rejections_free(struct iwmo_rejections *rejections)
{
    if (rejections == NULL)
        return;
    iwmo_arena_free(rejections->arena);
    iwmo_set_free(rejections->places);
    free(rejections);
}

static struct rejection *
find(const struct iwmo_rejections *rejections, struct iwmo_text place)
{
    const uint64_t *value =
        iwmo_set_get(rejections->places, iwmo_fingerprint(0, place));

    return value ? (struct rejection *)(uintptr_t)*value : NULL;
}

/* The entry of `place`, and of all places around it. */
static struct rejection *
make(struct iwmo_rejections *rejections, struct iwmo_text place)
{
    struct rejection *entry = find(rejections, place);
    if (entry != NULL)
        return entry;
    entry = iwmo_arena_alloc(rejections->arena, sizeof(*entry));
    uint64_t *value =
        entry ? iwmo_set_put(rejections->places, iwmo_fingerprint(0, place), NULL)
              : NULL;
    if (value == NULL)
        return NULL;
    *value = (uint64_t)(uintptr_t)entry;
    const char *slash = memrchr(place.at, '/', place.size);
    if (slash > place.at &&
        make(rejections, (struct iwmo_text){place.at, (size_t)(slash - place.at)}) ==
            NULL)
        return NULL;
    return entry;
}

enum iwmo_status
iwmo_rejections_add(struct iwmo_rejections *rejections, struct iwmo_text place,
                    const char *code)
{
    struct rejection *entry = make(rejections, place);
    if (entry == NULL)
        return IWMO_NO_MEMORY;
    struct iwmo_code_list **end = &entry->first;
    for (; *end != NULL; end = (struct iwmo_code_list **)&(*end)->next)
        if (strcmp((*end)->code, code) == 0)
            return IWMO_OK;
    struct iwmo_code_list *item = iwmo_arena_alloc(rejections->arena, sizeof(*item));
    char *copy = iwmo_arena_copy(rejections->arena, code, strlen(code));
    if (item == NULL || copy == NULL)
        return IWMO_NO_MEMORY;
    item->code = copy;
    *end = item;
    rejections->count++;
    return IWMO_OK;
}

bool
iwmo_rejections_touch(const struct iwmo_rejections *rejections, struct iwmo_text place)
{
    return find(rejections, place) != NULL;
}

const struct iwmo_code_list *
iwmo_rejections_at(const struct iwmo_rejections *rejections, struct iwmo_text place)
{
    const struct rejection *entry = find(rejections, place);

    return entry ? entry->first : NULL;
}

size_t
iwmo_rejections_count(const struct iwmo_rejections *rejections)
{
    return rejections->count;
}
