#include "retour/docket.h"

#include <stdlib.h>
#include <string.h>

#include "base/set.h"
#include "retour/rejection.h"

#define NONE UINT32_MAX

struct iwmo_docket {
    const struct iwmo_decisions *decisions;
    uint32_t *first;  /* by hash; `room` of them, a power of two */
    uint32_t *next;   /* of a decision, the next in its place */
    uint64_t *hash;   /* of what it stands under */
    uint32_t *record; /* at which it was found last */
    uint32_t *found;
    size_t room, found_count;
    uint32_t at; /* number of the record at hand */
};

/* ---- what a decision stands under ---- */

static uint64_t
hash_value(const char *name, struct iwmo_text value)
{
    return iwmo_fingerprint(iwmo_fingerprint(1, iwmo_text(name)), value);
}

/* A missing index is 1, so "[1]" does not count. */
static uint64_t
hash_place(struct iwmo_text place)
{
    uint64_t hash = 2;

    while (place.size > 0) {
        const char *one = memmem(place.at, place.size, "[1]", 3);
        size_t size = one != NULL ? (size_t)(one - place.at) : place.size;
        for (size_t i = 0; i < size; i++) /* a part may end anywhere */
            hash = (hash ^ (unsigned char)place.at[i]) * UINT64_C(0x100000001B3);
        size += one != NULL ? 3 : 0;
        place.at += size;
        place.size -= size;
    }
    return hash;
}

/* How many decisions ask for each name and value. */
static bool
count_keys(const struct iwmo_decisions *decisions, struct iwmo_set *counts)
{
    for (size_t i = 0; i < decisions->count; i++)
        for (size_t k = 0; k < decisions->rows[i].key_count; k++) {
            const struct iwmo_decision_key *key = &decisions->rows[i].keys[k];
            uint64_t *count = iwmo_set_put(
                counts, hash_value(key->name, iwmo_text(key->value)), NULL);
            if (count == NULL)
                return false;
            ++*count;
        }
    return true;
}

static uint64_t
choose(const struct iwmo_decision *decision, struct iwmo_set *counts)
{
    uint64_t fewest = UINT64_MAX, hash = 0;

    if (decision->path != NULL)
        return hash_place(iwmo_text(decision->path));
    if (decision->key_count == 0)
        return hash_place(iwmo_text(IWMO_HEADER_PLACE));
    for (size_t k = 0; k < decision->key_count; k++) {
        const struct iwmo_decision_key *key = &decision->keys[k];
        uint64_t one = hash_value(key->name, iwmo_text(key->value));
        uint64_t count = *iwmo_set_get(counts, one);
        if (count < fewest) {
            fewest = count;
            hash = one;
        }
    }
    return hash;
}

/* ---- making ---- */

static bool
fill(struct iwmo_docket *docket)
{
    struct iwmo_set *counts = iwmo_set_new(0);
    bool is_filled = counts != NULL && count_keys(docket->decisions, counts);

    for (size_t i = docket->decisions->count; is_filled && i-- > 0;) {
        docket->hash[i] = choose(&docket->decisions->rows[i], counts);
        uint32_t *first = &docket->first[docket->hash[i] & (docket->room - 1)];
        docket->next[i] = *first;
        *first = (uint32_t)i;
    }
    iwmo_set_free(counts);
    return is_filled;
}

struct iwmo_docket *
iwmo_docket_new(const struct iwmo_decisions *decisions)
{
    struct iwmo_docket *docket = calloc(1, sizeof(*docket));
    size_t count = decisions->count;

    if (docket == NULL)
        return NULL;
    docket->decisions = decisions;
    for (docket->room = 4; docket->room < count;)
        docket->room *= 2;
    docket->first = malloc(docket->room * sizeof(*docket->first));
    docket->next = calloc(count + 1, sizeof(*docket->next));
    docket->hash = calloc(count + 1, sizeof(*docket->hash));
    docket->record = calloc(count + 1, sizeof(*docket->record));
    docket->found = calloc(count + 1, sizeof(*docket->found));
    if (docket->first != NULL)
        memset(docket->first, 0xff, docket->room * sizeof(*docket->first)); /* NONE */
    if (docket->first == NULL || docket->next == NULL || docket->hash == NULL ||
        docket->record == NULL || docket->found == NULL || count >= NONE ||
        !fill(docket)) {
        iwmo_docket_free(docket);
        return NULL;
    }
    return docket;
}

void
iwmo_docket_free(struct iwmo_docket *docket)
{
    if (docket == NULL)
        return;
    free(docket->first);
    free(docket->next);
    free(docket->hash);
    free(docket->record);
    free(docket->found);
    free(docket);
}

/* ---- a record ---- */

static void
look(struct iwmo_docket *docket, uint64_t hash)
{
    for (uint32_t i = docket->first[hash & (docket->room - 1)]; i != NONE;
         i = docket->next[i])
        if (docket->hash[i] == hash && docket->record[i] != docket->at) {
            docket->record[i] = docket->at;
            docket->found[docket->found_count++] = i;
        }
}

void
iwmo_docket_begin(struct iwmo_docket *docket, struct iwmo_text place)
{
    docket->found_count = 0;
    docket->at++;
    look(docket, hash_place(place));
}

void
iwmo_docket_value(struct iwmo_docket *docket, const char *name, struct iwmo_text value)
{
    look(docket, hash_value(name, value));
}

static int
compare(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

const uint32_t *
iwmo_docket_found(struct iwmo_docket *docket, size_t *count)
{
    if (docket->found_count > 1)
        qsort(docket->found, docket->found_count, sizeof(*docket->found), compare);
    *count = docket->found_count;
    return docket->found;
}
