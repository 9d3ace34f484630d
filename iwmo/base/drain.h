#ifndef IWMO_BASE_DRAIN_H
#define IWMO_BASE_DRAIN_H

/*
 * Drain: where bytes go, one piece after the other.
 *
 * What makes bytes (xml/writer, translate/json_writer) need not know whether they end
 * in memory, in a spool or in a file.
 */
#include "base/error.h"
#include "base/text.h"

struct iwmo_drain {
    /* `bytes` is borrowed for the call.  A status other than IWMO_OK stops the maker,
     * which hands it on. */
    enum iwmo_status (*write)(void *self, struct iwmo_text bytes);
    void *self;
};

/* Into `buffer`, which is borrowed; its limit holds. */
struct iwmo_drain iwmo_drain_buffer(struct iwmo_buffer *buffer);

#define IWMO_DRAIN_BYTES 65536 /* a maker keeps so much, then drains it */

/* Hand `kept` on and empty it.  A failure to keep is a failure to hand on. */
enum iwmo_status iwmo_drain_empty(const struct iwmo_drain *drain,
                                  struct iwmo_buffer *kept);

#endif
