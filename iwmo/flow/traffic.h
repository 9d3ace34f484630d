#ifndef IWMO_FLOW_TRAFFIC_H
#define IWMO_FLOW_TRAFFIC_H

/*
 * Traffic: who sends which message to whom, and which message answers it.
 *
 * A retour message carries the header of what it answers, so Afzender and Ontvanger in
 * it are not who sends and gets it; this table is.  Source: process 2 and 3.
 */
#include <stdbool.h>

#include "model/record.h"
#include "schema/schema.h"

struct iwmo_traffic {
    const char *message; /* "WMO301" */
    enum iwmo_side sender;
    const char *answers; /* of a retour: "WMO301"; of a 325: "WMO323"; else NULL */
    const char *answer;  /* the message that answers it; NULL: none */
    bool is_retour; /* its header is a copy, so its parties are the other way round */
    unsigned answer_days; /* working days in which the answer is due; 0: none is due */
};

/* NULL: not in any release we know. */
const struct iwmo_traffic *iwmo_traffic_of(const struct iwmo_message *message);
const struct iwmo_traffic *iwmo_traffic_named(const char *message);

/* The side that gets it. */
enum iwmo_side iwmo_traffic_receiver(const struct iwmo_traffic *traffic);

const char *iwmo_side_name(enum iwmo_side side); /* "gemeente" */

#endif
