#ifndef IWMO_RETOUR_TRAIL_H
#define IWMO_RETOUR_TRAIL_H

/*
 * Trail: the place of the element that a walk has come to, every step with its index.
 *
 * "/Bericht/Client[1]/StartProducten[1]/StartProduct[2]": unlike the standard's form an
 * index is never left out, so that a stream can print it and two places are equal
 * when their texts are.
 */
#include <stdint.h>

#include "base/text.h"
#include "schema/schema.h"

#define IWMO_TRAIL_DEPTH 32
#define IWMO_TRAIL_ROWS  64 /* children of one group */

struct iwmo_trail {
    struct iwmo_buffer place;
    unsigned depth;
    struct {
        const struct iwmo_element *group;
        size_t place_size;                /* before this step */
        uint32_t counts[IWMO_TRAIL_ROWS]; /* children seen, per row */
    } steps[IWMO_TRAIL_DEPTH];
};

/* Start at the root of `message`.  The struct may be reused; zero it the first time. */
enum iwmo_status iwmo_trail_begin(struct iwmo_trail *trail,
                                  const struct iwmo_message_kind *message);

/* Step into `group`, a child of the group at hand.  IWMO_LIMIT: deeper or wider than
 * any message of the standard. */
enum iwmo_status iwmo_trail_open(struct iwmo_trail *trail,
                                 const struct iwmo_element *group);
void iwmo_trail_close(struct iwmo_trail *trail);

/* The place now; valid until the next step. */
struct iwmo_text iwmo_trail_place(const struct iwmo_trail *trail);

void iwmo_trail_release(struct iwmo_trail *trail);

#endif
