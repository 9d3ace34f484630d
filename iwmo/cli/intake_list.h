#ifndef IWMO_CLI_INTAKE_LIST_H
#define IWMO_CLI_INTAKE_LIST_H

/*
 * Intake list: per client of the provider what was decided on each received allocation.
 *
 * Read from the notes that receiving left and from the intakes; lives in the arena of
 * `consult`.
 */
#include "cli/consult.h"
#include "cli/intake_options.h"
#include "flow/intake.h"

struct iwmo_intake_item {
    struct iwmo_key client;
    struct iwmo_intake_note note;
    char gemeente[5];
    int64_t nummer;
    struct iwmo_date day; /* on which the 301 came */
};

struct iwmo_intake_client {
    struct iwmo_key client;
    const struct iwmo_intake *intake;     /* the open one, else the last; NULL: none */
    const struct iwmo_intake_item *items; /* by message */
    size_t count;
};

struct iwmo_intake_list {
    struct iwmo_intake_client *clients; /* those with an open intake first */
    size_t count;
    struct iwmo_intakes intakes;
    size_t open, total;           /* of intakes that are or were needed */
    size_t full, renewed, short_; /* of total */
};

/* Which clients, and how open intakes are looked at. */
struct iwmo_intake_asked {
    const struct iwmo_key *clients; /* ascending; NULL: all */
    size_t count;
    struct iwmo_intake_policy policy;
};

/* Intakes are as they stand today: one that is settled or not needed any more is not
 * open, also when no message about the client came since. */
enum iwmo_status iwmo_intake_list_gather(struct iwmo_consult *consult,
                                         const struct iwmo_intake_asked *asked,
                                         struct iwmo_intake_list *list,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
