#ifndef IWMO_MODEL_SINK_H
#define IWMO_MODEL_SINK_H

/*
 * Sink: who sees the units of a message while it is judged, after the rules saw them.
 *
 * A unit's nodes are gone when `unit` returns: copy what you want to keep.  A Prestatie
 * comes before the Client that it stands in (and is no longer in it when that comes);
 * Header comes first.  `begin` may come twice for one message: then what was seen
 * before counts for nothing.  A status other than IWMO_OK (IWMO_NO_MEMORY) stops the
 * reading.  Each may be NULL.
 */
#include "model/finding.h"
#include "schema/schema.h"

struct iwmo_sink {
    void (*begin)(void *self);
    /* `findings` is the list of the message, to add to and to make places in. */
    enum iwmo_status (*unit)(void *self, const struct iwmo_message_kind *message,
                             const struct iwmo_node *unit,
                             struct iwmo_findings *findings);
    /* The root, at the end of a message that was read to the end; its units are gone.
     */
    enum iwmo_status (*end)(void *self, const struct iwmo_message_kind *message,
                            const struct iwmo_node *root,
                            struct iwmo_findings *findings);
    void *self;
};

#endif
