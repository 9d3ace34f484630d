#ifndef IWMO_RUN_DELIVERY_H
#define IWMO_RUN_DELIVERY_H

/*
 * Delivery: the parts that lots bring, on their way to the reports of a batch.
 *
 * Most parts are written as they come; those of a report whose page starts with the
 * summary are gathered until the end (at most IWMO_MAX_GATHERED_BYTES each, what comes
 * later is left out), and those of a format with a document per message go to files of
 * their own.  Belongs to the thread that runs the batch.
 */
#include "run/lot.h"

struct iwmo_delivery;

/* `batch` is borrowed.  NULL: out of memory. */
struct iwmo_delivery *iwmo_delivery_new(const struct iwmo_batch *batch);

/* Before the first lot, for each lot in its order, and after the last; err, the
 * caller's, gets a lack of memory.  Outputs keep their failures themselves. */
void iwmo_delivery_begin(struct iwmo_delivery *delivery, struct iwmo_error *err);
void iwmo_delivery_add(struct iwmo_delivery *delivery, const struct iwmo_lot *lot,
                       struct iwmo_error *err);
void iwmo_delivery_end(struct iwmo_delivery *delivery,
                       const struct iwmo_summary *summary, struct iwmo_error *err);

/* Hand on what outputs have kept. */
void iwmo_delivery_flush(struct iwmo_delivery *delivery);

/* Is there an output that has not failed, or none at all to fail? */
bool iwmo_delivery_works(const struct iwmo_delivery *delivery);

void iwmo_delivery_free(struct iwmo_delivery *delivery); /* NULL is allowed */

#endif
