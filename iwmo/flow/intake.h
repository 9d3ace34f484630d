#ifndef IWMO_FLOW_INTAKE_H
#define IWMO_FLOW_INTAKE_H

/*
 * Intake: must the provider have a conversation with the client because of this 301?
 *
 * An indication is registered once and never leads to a second intake.  For each
 * TOEWIJZING of an accepted, received 301 the first row that fits of the table in
 * duplicates 6.2 says so.  Deciding reads only; applying writes through the ledger, and
 * twice is once.  At most one intake of a client at one provider is open.  A start
 * settles it; when nothing is left to start it is not needed any more.
 * Source: duplicates 6 as amended (decisions, Intake); C46.
 *
 * The order in which messages come does not count: decisions are a fold over all that
 * is known of the client (flow/intake_fold.h), made again with each message about him.
 *
 * The order of work in a transaction, for a received 301 that is not a duplicate of a
 * whole message and not refused:
 *
 *     iwmo_herkenning_run(...)            before its records are added
 *     iwmo_intake_read_dossier(...)
 *     iwmo_intake_decide(...)
 *     iwmo_ledger_add_entry(), iwmo_ledger_add_record() of each
 *     iwmo_intake_apply(...)
 *
 * and when something else changed what is known of a client (a start or stop was sent
 * or refused, a block was lifted): iwmo_intake_review().
 */
#include "flow/herkenning.h"
#include "ledger/ledger.h"

/* In the order of table 6.2. */
enum iwmo_intake_outcome {
    IWMO_INTAKE_NONE,            /* a record that is no TOEWIJZING */
    IWMO_INTAKE_BLOCKED,         /* I1 */
    IWMO_INTAKE_NO_ACTION,       /* I2 */
    IWMO_INTAKE_VOID,            /* I3 */
    IWMO_INTAKE_CONFLICT,        /* I4 */
    IWMO_INTAKE_CHANGE,          /* I5 */
    IWMO_INTAKE_ENDING,          /* I6 */
    IWMO_INTAKE_GRANTED_REQUEST, /* I7 */
    IWMO_INTAKE_GRANTED_CHANGE,  /* I8 */
    IWMO_INTAKE_REPLACEMENT,     /* I9 */
    IWMO_INTAKE_SAME_DECISION,   /* I9c: release 2.3 */
    IWMO_INTAKE_CONTINUATION,    /* I10 */
    IWMO_INTAKE_EARLIER_START,   /* I11 */
    IWMO_INTAKE_MOVED_CLIENT,    /* I12 */
    IWMO_INTAKE_IN_CARE,         /* I12b */
    IWMO_INTAKE_ADDED_PRODUCT,   /* I13 */
    IWMO_INTAKE_LINK_TO_INTAKE,  /* I14 */
    IWMO_INTAKE_RETURNING,       /* I15 */
    IWMO_INTAKE_RETURNING_LONG,  /* I16 */
    IWMO_INTAKE_NEW_CLIENT,      /* I17 */
    IWMO_INTAKE_OUTCOMES
};

struct iwmo_intake_settings {
    unsigned recent_days, gap_days, valid_days;
    bool leaves_open; /* a start does not settle the open intake (start_settles_intake)
                       */
};

#define IWMO_INTAKE_DEFAULTS                                                           \
    ((struct iwmo_intake_settings){                                                    \
        .recent_days = 365, .gap_days = 31, .valid_days = 365})

/* The AGB codes of one organisation, which have one client file. */
struct iwmo_intake_house {
    const char *const *codes;
    size_t count;
};

/* The numbers that one intake is for. */
struct iwmo_intake_links {
    const struct iwmo_intake_link *rows;
    size_t count;
};

/* What the provider's own client file says of one client. */
struct iwmo_intake_dossier {
    bool is_blocked;
    struct iwmo_intakes intakes;
    const struct iwmo_intake_links *links; /* one per intake */
};

/* In `arena`. */
enum iwmo_status
iwmo_intake_read_dossier(struct iwmo_ledger *ledger, const struct iwmo_key *client,
                         const struct iwmo_intake_house *house,
                         struct iwmo_arena *arena, struct iwmo_intake_dossier *dossier,
                         struct iwmo_error *err) __attribute__((warn_unused_result));

/* About whom it is decided, and how. */
struct iwmo_intake_matter {
    const struct iwmo_history *history;
    struct iwmo_key client;
    struct iwmo_intake_house house;
    struct iwmo_intake_settings settings;
    struct iwmo_date today;
    struct iwmo_arena *scratch;
};

struct iwmo_intake_task {
    struct iwmo_intake_matter matter;
    const struct iwmo_entry *entry; /* the 301; its id counts when applying, and what
                                       the history has of it is left out */
    struct iwmo_records records;    /* all of it; their ids count when applying */
    const struct iwmo_herkenning *verdicts; /* one per record */
    struct iwmo_intake_dossier dossier;
    struct iwmo_intake_fold *before, *after; /* set by deciding, for applying */
};

struct iwmo_intake_decision {
    enum iwmo_intake_outcome outcome;
    char strength;   /* what this record asks: 'F', 'R', 'S'; '-': no intake */
    bool opens;      /* opens an intake, or adds its reason to the one that is open */
    uint64_t intake; /* known intake that it belongs to; 0: none, or the one it opens */
    uint64_t closes; /* intake that is not needed any more; 0: none */
    uint64_t because; /* earlier message from which it follows; 0: none */
    bool differs;     /* GRANTED_REQUEST: not all as it was asked */
    char reden[3];    /* ENDING, REPLACEMENT: RedenBeeindiging for the 307; "": free */
};

/* One decision per record of the task, in `decisions`, which has room for
 * task->records.count; those of other kinds stay empty. */
enum iwmo_status iwmo_intake_decide(struct iwmo_intake_task *task,
                                    struct iwmo_intake_decision *decisions,
                                    struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Write the decisions, and what they change in earlier ones, inside a transaction; the
 * entry and the records have their ids. */
enum iwmo_status
iwmo_intake_apply(struct iwmo_ledger *ledger, struct iwmo_intake_task *task,
                  const struct iwmo_intake_decision *decisions, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Decide again about a client from what the books hold now, and write what changed,
 * inside a transaction.  `message` is what changed: what was noted before it is written
 * again where it differs; 0: all of it.  Of a blocked client nothing changes. */
enum iwmo_status iwmo_intake_review(struct iwmo_ledger *ledger,
                                    const struct iwmo_intake_matter *matter,
                                    uint64_t message, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* What a review would make of `intake`, which is open and of the client of `matter`:
 * when it would be closed, it is closed.  Nothing is written. */
enum iwmo_status iwmo_intake_see_through(struct iwmo_ledger *ledger,
                                         const struct iwmo_intake_matter *matter,
                                         struct iwmo_intake *intake,
                                         struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* "NEW_CLIENT"; "" for NONE. */
const char *iwmo_intake_outcome_name(enum iwmo_intake_outcome outcome);

/* What it means and what to do, a sentence of each, Dutch or English.  Of a name that
 * no outcome has: "". */
const char *iwmo_intake_words(const char *outcome, bool is_dutch);

/* What an intake was opened for, in two or three words: "nieuwe cliënt"; in English,
 * and of an outcome that opens none, the outcome itself. */
const char *iwmo_intake_ground(const char *outcome, bool is_dutch);

/* 'F' -> "full", 'R' -> "renewed", 'S' -> "short", else "none". */
const char *iwmo_intake_strength_name(char strength);

/* RedenBeeindiging that answers a RedenWijziging (process 7.5): "05" -> "36"; "": free.
 */
const char *iwmo_intake_linked_reden(const char *reden_wijziging);

#endif
