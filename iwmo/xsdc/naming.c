#include "xsdc/naming.h"

#include <stdlib.h>
#include <string.h>

#include "schema/lookup.h"

static int
by_text(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

/* Names that `known` does not have, ascending, once; `*count` tells how many. */
static const char **
new_names(const struct iwmo_compiler *compiler, size_t *count)
{
    size_t room = 1, kept = 0;

    for (const struct iwmo_compiler_run *run = compiler->runs; run; run = run->next)
        room += run->count;
    const char **names = iwmo_arena_alloc(compiler->scratch, room * sizeof(*names));
    if (names == NULL)
        return NULL;
    *count = 0;
    for (const struct iwmo_compiler_run *run = compiler->runs; run; run = run->next) {
        for (size_t i = 0; i < run->count; i++) {
            const char *name = run->elements[i].name;
            if (compiler->known == NULL ||
                iwmo_name_id(compiler->known, iwmo_text(name)) == 0)
                names[(*count)++] = name;
        }
    }
    qsort(names, *count, sizeof(*names), by_text);
    for (size_t i = 0; i < *count; i++) {
        if (i == 0 || strcmp(names[kept - 1], names[i]) != 0)
            names[kept++] = names[i];
    }
    *count = kept;
    return names;
}

struct numbered {
    const char *name;
    uint16_t id;
};

static int
by_name(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static bool
sort_names(struct iwmo_compiler *compiler, struct iwmo_schema *schema)
{
    size_t count = schema->name_count;
    struct numbered *sorted =
        iwmo_arena_alloc(compiler->scratch, count * sizeof(*sorted));
    uint16_t *by = iwmo_compiler_alloc(compiler, count * sizeof(*by));

    if (sorted == NULL || by == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct numbered){schema->names[i], (uint16_t)i};
    qsort(sorted, count, sizeof(*sorted), by_name);
    for (size_t i = 0; i < count; i++)
        by[i] = sorted[i].id;
    schema->by_name = by;
    return true;
}

/* Copy the names of `known`, so that the new schema stands on its own arena. */
static bool
fill_names(struct iwmo_compiler *compiler, const char **names, const char **added,
           size_t known_count, size_t added_count)
{
    names[0] = "";
    for (size_t i = 1; i < known_count; i++) {
        const char *name = compiler->known->names[i];
        names[i] = iwmo_arena_copy(compiler->arena, name, strlen(name));
        if (names[i] == NULL)
            return false;
    }
    for (size_t i = 0; i < added_count; i++)
        names[known_count + i] = added[i];
    return true;
}

enum iwmo_status
iwmo_compiler_names(struct iwmo_compiler *compiler, struct iwmo_schema *schema)
{
    size_t known_count = compiler->known == NULL ? 1 : compiler->known->name_count;
    size_t added_count = 0;
    const char **added = new_names(compiler, &added_count);
    size_t count = known_count + added_count;

    if (count > UINT16_MAX)
        return iwmo_fail(compiler->err, IWMO_LIMIT, "schema: too many element names");
    const char **names =
        added == NULL ? NULL : iwmo_compiler_alloc(compiler, count * sizeof(*names));
    if (names == NULL || !fill_names(compiler, names, added, known_count, added_count))
        return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    schema->names = names;
    schema->name_count = count;
    if (!sort_names(compiler, schema))
        return iwmo_fail(compiler->err, IWMO_NO_MEMORY, "schema: out of memory");
    for (struct iwmo_compiler_run *run = compiler->runs; run != NULL; run = run->next) {
        for (size_t i = 0; i < run->count; i++)
            run->elements[i].id =
                iwmo_name_id(schema, iwmo_text(run->elements[i].name));
    }
    return IWMO_OK;
}
