#include "retour/trail.h"

#include <string.h>

static enum iwmo_status
push(struct iwmo_trail *trail, const struct iwmo_element *group)
{
    if (trail->depth == IWMO_TRAIL_DEPTH || group->type->child_count > IWMO_TRAIL_ROWS)
        return IWMO_LIMIT;
    trail->steps[trail->depth].group = group;
    trail->steps[trail->depth].place_size = trail->place.size;
    memset(trail->steps[trail->depth].counts, 0, sizeof(trail->steps[0].counts));
    trail->depth++;
    return IWMO_OK;
}

enum iwmo_status
iwmo_trail_begin(struct iwmo_trail *trail, const struct iwmo_message_kind *message)
{
    trail->depth = 0;
    iwmo_buffer_reset(&trail->place);
    enum iwmo_status status = push(trail, message->root);
    iwmo_buffer_printf(&trail->place, "/%s", message->root->name);
    return status != IWMO_OK ? status : trail->place.failed;
}

enum iwmo_status
iwmo_trail_open(struct iwmo_trail *trail, const struct iwmo_element *group)
{
    size_t row = (size_t)(group - trail->steps[trail->depth - 1].group->type->children);
    uint32_t index = ++trail->steps[trail->depth - 1].counts[row];
    enum iwmo_status status = push(trail, group);

    if (status == IWMO_OK) {
        iwmo_buffer_printf(&trail->place, "/%s[%u]", group->name, index);
        status = trail->place.failed;
    }
    return status;
}

void
iwmo_trail_close(struct iwmo_trail *trail)
{
    trail->place.size = trail->steps[--trail->depth].place_size;
    trail->place.at[trail->place.size] = '\0';
}

struct iwmo_text
iwmo_trail_place(const struct iwmo_trail *trail)
{
    return (struct iwmo_text){trail->place.at, trail->place.size};
}

void
iwmo_trail_release(struct iwmo_trail *trail)
{
    iwmo_buffer_release(&trail->place);
}
