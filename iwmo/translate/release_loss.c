#include "translate/release_loss.h"

#include <string.h>

static const struct iwmo_loss_reason reasons[] = {
#define REASON(id, nl, en) {id, nl, en},
#include "translate/release_reasons.def"
#undef REASON
};

static const char *const kind_names[IWMO_LOSS_KINDS] = {"lost", "changed", "derived",
                                                        "supplied"};

void
iwmo_loss_init(struct iwmo_loss *loss, struct iwmo_arena *arena)
{
    *loss = (struct iwmo_loss){.arena = arena};
}

const struct iwmo_loss_reason *
iwmo_loss_reason(const char *id)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (strcmp(reasons[i].id, id) == 0)
            return &reasons[i];
    return NULL;
}

const char *
iwmo_loss_kind_name(enum iwmo_loss_kind kind)
{
    return kind_names[kind];
}

enum iwmo_loss_kind
iwmo_loss_kind_of(const char *name)
{
    int kind = 0;

    while (kind < IWMO_LOSS_KINDS && strcmp(kind_names[kind], name) != 0)
        kind++;
    return (enum iwmo_loss_kind)kind;
}

/* Make *string a copy in the arena.  False: no room. */
static bool
keep(struct iwmo_arena *arena, const char **string)
{
    if (*string != NULL)
        *string = iwmo_arena_copy(arena, *string, strlen(*string));
    return *string != NULL;
}

static enum iwmo_status
no_room(struct iwmo_arena *arena, struct iwmo_error *err)
{
    if (iwmo_arena_is_full(arena))
        return iwmo_fail(err, IWMO_LIMIT, "the loss report is too large");
    return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
}

enum iwmo_status
iwmo_loss_add(struct iwmo_loss *loss, const struct iwmo_loss_line *line,
              struct iwmo_error *err)
{
    struct iwmo_loss_line *kept = iwmo_arena_alloc(loss->arena, sizeof(*kept));

    if (kept == NULL)
        return no_room(loss->arena, err);
    *kept = *line;
    kept->next = NULL;
    if (!keep(loss->arena, &kept->rule) ||
        (line->source != NULL && !keep(loss->arena, &kept->source)) ||
        (line->target != NULL && !keep(loss->arena, &kept->target)) ||
        (line->before != NULL && !keep(loss->arena, &kept->before)) ||
        (line->after != NULL && !keep(loss->arena, &kept->after)))
        return no_room(loss->arena, err);
    if (loss->last != NULL)
        loss->last->next = kept;
    else
        loss->first = kept;
    loss->last = kept;
    if (line->technical)
        loss->technical++;
    else
        loss->counts[line->kind]++;
    return IWMO_OK;
}

enum iwmo_status
iwmo_loss_add_error(struct iwmo_loss *loss, const struct iwmo_loss_error *error,
                    struct iwmo_error *err)
{
    struct iwmo_loss_error *kept = iwmo_arena_alloc(loss->arena, sizeof(*kept));

    if (kept == NULL)
        return no_room(loss->arena, err);
    *kept = *error;
    kept->next = NULL;
    if (!keep(loss->arena, &kept->id) || !keep(loss->arena, &kept->path) ||
        (error->value != NULL && !keep(loss->arena, &kept->value)))
        return no_room(loss->arena, err);
    if (loss->last_error != NULL)
        loss->last_error->next = kept;
    else
        loss->first_error = kept;
    loss->last_error = kept;
    loss->errors++;
    return IWMO_OK;
}
