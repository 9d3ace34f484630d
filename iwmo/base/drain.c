#include "base/drain.h"

static enum iwmo_status
write_buffer(void *self, struct iwmo_text bytes)
{
    struct iwmo_buffer *buffer = self;

    iwmo_buffer_add(buffer, bytes.at, bytes.size);
    return buffer->failed;
}

struct iwmo_drain
iwmo_drain_buffer(struct iwmo_buffer *buffer)
{
    return (struct iwmo_drain){write_buffer, buffer};
}

enum iwmo_status
iwmo_drain_empty(const struct iwmo_drain *drain, struct iwmo_buffer *kept)
{
    enum iwmo_status status = kept->failed;

    if (status == IWMO_OK && kept->size > 0)
        status = drain->write(drain->self, (struct iwmo_text){kept->at, kept->size});
    iwmo_buffer_reset(kept);
    return status;
}
