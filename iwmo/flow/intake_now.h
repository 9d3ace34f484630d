#ifndef IWMO_FLOW_INTAKE_NOW_H
#define IWMO_FLOW_INTAKE_NOW_H

/*
 * Intake now: intakes as they stand today, for whoever asks and writes nothing.
 *
 * The ledger has an intake as the last message about its client left it.  With time
 * alone it may be over: nothing is left to start (decisions, Intake 2).  Everybody who
 * shows, counts or keeps intakes reads them here, so that no two commands disagree.
 */
#include "flow/intake.h"
#include "registers/registers.h"

/* How intakes are looked at; the same for all commands of one organisation. */
struct iwmo_intake_policy {
    struct iwmo_intake_settings settings;
    const struct iwmo_registers *registers; /* of organisations; NULL: none */
    struct iwmo_date today;
};

/* The client file of `aanbieder` about the client; lives in `arena`. */
enum iwmo_status
iwmo_intake_matter_of(const struct iwmo_intake_policy *policy,
                      const struct iwmo_history *history, const struct iwmo_key *client,
                      const char *aanbieder, struct iwmo_arena *arena,
                      struct iwmo_intake_matter *matter, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* One intake that the ledger has, made as it stands today. */
enum iwmo_status iwmo_intake_make_current(struct iwmo_ledger *ledger,
                                          const struct iwmo_intake_policy *policy,
                                          struct iwmo_arena *arena,
                                          struct iwmo_intake *intake,
                                          struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Those of `client` (NULL: of all), in `arena`. */
enum iwmo_status
iwmo_intakes_now(struct iwmo_ledger *ledger, const struct iwmo_intake_policy *policy,
                 const struct iwmo_key *client, struct iwmo_arena *arena,
                 struct iwmo_intakes *intakes, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
