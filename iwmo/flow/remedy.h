#ifndef IWMO_FLOW_REMEDY_H
#define IWMO_FLOW_REMEDY_H

/*
 * Remedy: what a person decides where the books may not.
 *
 * A removed ToewijzingNummer stays removed and a request stays open until somebody says
 * otherwise; what was said stands in the audit trail with its reason, which is sealed
 * beside the message that it is about.  Inside a transaction.
 * Source: process 7.9; decisions, Removed numbers and Requests.
 */
#include "base/arena.h"
#include "ledger/ledger.h"

#define IWMO_REMEDY_REASON_BYTES 500

struct iwmo_remedy {
    struct iwmo_ledger *ledger;
    enum iwmo_side side; /* whose books */
    const char *reason;  /* why; not empty */
    struct iwmo_arena *arena;
};

/*
 * Put the removals of an allocation aside: the version with the latest moment holds
 * again.  `*current` is that version; NULL: the number is not removed on these books,
 * and nothing was done.  IWMO_USAGE: there is no version to go back to.
 */
enum iwmo_status iwmo_remedy_restore(const struct iwmo_remedy *remedy,
                                     const char *gemeente, int64_t nummer,
                                     const struct iwmo_record **current,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Take an open request as granted.  `*is_done` is false when these books have no open
 * request of this provider with this reference. */
enum iwmo_status iwmo_remedy_grant(const struct iwmo_remedy *remedy,
                                   const char *aanbieder,
                                   const struct iwmo_key *referentie, bool *is_done,
                                   struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
