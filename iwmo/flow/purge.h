#ifndef IWMO_FLOW_PURGE_H
#define IWMO_FLOW_PURGE_H

/*
 * Purge: which cases are closed, so that they may be forgotten?
 *
 * A case is all that is on the books of one client.  It is kept whole as long as
 * anything in it is open or could still be answered, corrected or credited.  A message
 * about several clients is kept whole when one of them is.
 * Source: process 7.9, 8.4, 9.6, 10.8, TR335 (60 months).
 */
#include "base/arena.h"
#include "flow/intake_now.h"

/* Why a case is kept: one reason of perhaps several. */
enum iwmo_purge_keep {
    IWMO_PURGE_NOT,        /* it is closed */
    IWMO_PURGE_RECENT,     /* a message on or after the day, or an intake closed then */
    IWMO_PURGE_UNANSWERED, /* sent and not answered, or received and not decided */
    IWMO_PURGE_TOEWIJZING, /* an allocation is planned or active */
    IWMO_PURGE_LEVERING,   /* a delivery runs or pauses */
    IWMO_PURGE_VERZOEK,    /* a request is open or examined */
    IWMO_PURGE_PRESTATIE,  /* a line waits for its answer, or can still be credited */
    IWMO_PURGE_INTAKE,     /* an intake is open */
    IWMO_PURGE_KEEPS
};

/* "an allocation that is planned or active", Dutch or English. */
const char *iwmo_purge_words(enum iwmo_purge_keep keep, bool is_dutch);

struct iwmo_purge_options {
    struct iwmo_date before; /* IWMO_DATE_OPEN_END: nothing is recent */
    struct iwmo_intake_policy
        intake; /* whether one is open; its today is that of all */
};

/* All that is on the books of one client. */
struct iwmo_purge_case {
    struct iwmo_key client;
    uint64_t *messages; /* of it, or with a record about it, or answering one of them */
    size_t message_count;
    enum iwmo_purge_keep keep;
};

/* Judge it; lives in `arena`. */
enum iwmo_status
iwmo_purge_judge(struct iwmo_ledger *ledger, const struct iwmo_purge_options *options,
                 const struct iwmo_key *client, struct iwmo_arena *arena,
                 struct iwmo_purge_case *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* What is closed, and how much of it. */
struct iwmo_purge_plan {
    uint64_t *messages; /* to forget, ascending */
    uint64_t *intakes;
    size_t message_count, intake_count;
    size_t clients, kept[IWMO_PURGE_KEEPS]; /* cases; those kept, by why */
};

enum iwmo_status
iwmo_purge_plan_make(struct iwmo_ledger *ledger,
                     const struct iwmo_purge_options *options, struct iwmo_arena *arena,
                     struct iwmo_purge_plan *plan, struct iwmo_error *err)
    __attribute__((warn_unused_result));

#endif
