#ifndef IWMO_CLI_INTAKE_HAND_H
#define IWMO_CLI_INTAKE_HAND_H

/*
 * Intake hand: what a person says of intakes: held, not needed, opened.
 *
 * Of each client whose BSN is on standard input, one per line.  A line that is no BSN
 * refuses all of it; a client for whom it cannot be done is told by the number of its
 * line, and the others are done.  No BSN is ever printed.
 */
#include "cli/consult.h"
#include "cli/intake_options.h"

#define IWMO_INTAKE_HAND_LINES 1000000 /* at most, of standard input */

enum iwmo_intake_word {
    IWMO_INTAKE_HELD,       /* the open intake took place, on the day of today */
    IWMO_INTAKE_NOT_NEEDED, /* the open intake will not take place */
    IWMO_INTAKE_OPEN        /* there must be one */
};

struct iwmo_intake_hand {
    struct iwmo_consult *consult;
    struct iwmo_intake_policy policy;
    const char *aanbieder; /* whose client file; NULL: not said */
    enum iwmo_intake_word word;
    const char *flag; /* "--done", for errors */
};

struct iwmo_intake_clients {
    struct iwmo_key *keys; /* in the arena of the consult, ascending, each once */
    uint32_t *lines;       /* where each stood first */
    size_t count;
};

/* Read the BSNs. */
enum iwmo_status iwmo_intake_hand_read(struct iwmo_consult *consult,
                                       struct iwmo_intake_clients *clients,
                                       struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Do it, in one transaction.  `refused` gets a line for each client for whom it cannot
 * be done. */
enum iwmo_status iwmo_intake_hand_do(const struct iwmo_intake_hand *hand,
                                     const struct iwmo_intake_clients *clients,
                                     struct iwmo_buffer *refused,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
