#ifndef IWMO_MODEL_LEVENSLOOP_H
#define IWMO_MODEL_LEVENSLOOP_H

/*
 * Levensloop: where an allocation, a delivery, a request or a declared line stands.
 *
 * States are never stored: they are folded from the records that count (history.h), so
 * the order in which messages came does not matter (OP080) and a refused message leaves
 * nothing to undo (OP286).  Pure functions; lists in any order.
 * Source: process 7.9, 8.4, 9.6, 10.8.
 */
#include "model/record.h"

/* ---- allocation: the versions of one gemeente + ToewijzingNummer ---- */

enum iwmo_toewijzing_state {
    IWMO_TOEWIJZING_NONE,
    IWMO_TOEWIJZING_PLANNED,
    IWMO_TOEWIJZING_ACTIVE,
    IWMO_TOEWIJZING_ENDED,
    IWMO_TOEWIJZING_REMOVED
};

/*
 * The version that holds: a removal, whatever came after it, until a person restored
 * the number; else the version with the latest moment, and of equal moments the one
 * registered first (B5).  NULL: there is none.  Other kinds in the list are passed
 * over.
 */
const struct iwmo_record *iwmo_toewijzing_current(const struct iwmo_records *versions);

/* The same as if there were no removals: what restoring brings back.  NULL: nothing. */
const struct iwmo_record *iwmo_toewijzing_latest(const struct iwmo_records *versions);

/* Did a person put this removal aside (uitkomst AFGEWEZEN)? */
bool iwmo_toewijzing_is_restored(const struct iwmo_record *version);

/* `version` may be NULL. */
enum iwmo_toewijzing_state iwmo_toewijzing_state(const struct iwmo_record *version,
                                                 struct iwmo_date today);

/* Valid on or after `day`, or starting later, and not removed (TR349, OP087). */
bool iwmo_toewijzing_is_actual(const struct iwmo_record *version, struct iwmo_date day);

/* Two products overlap in time and are the same (OP259, TR302; categories 11 to 14 are
 * exempt, touching days overlap). */
bool iwmo_toewijzing_stacks(const struct iwmo_record *a, const struct iwmo_record *b);

/* ---- delivery: starts and stops of one allocation (or client and product) ---- */

enum iwmo_levering_state {
    IWMO_LEVERING_IDLE,
    IWMO_LEVERING_RUNNING,
    IWMO_LEVERING_PAUSED,
    IWMO_LEVERING_STOPPED
};

/* Of the start with the latest Begindatum; each start has a state of its own. */
struct iwmo_levering {
    enum iwmo_levering_state state;
    const struct iwmo_record *start; /* the last; NULL when IDLE */
    const struct iwmo_record *stop;  /* the last on that start; NULL when RUNNING */
    size_t starts;                   /* that stand */
    size_t open;                     /* of those: without any stop */
};

struct iwmo_levering iwmo_levering_of(const struct iwmo_records *records);

/* Was this start or stop (status 1) withdrawn by one of the records (status 3)? */
bool iwmo_levering_is_withdrawn(const struct iwmo_record *record,
                                const struct iwmo_records *records);

/* RedenBeeindiging 20. */
bool iwmo_levering_is_temporary(const struct iwmo_record *stop);

/* ---- request: one ReferentieAanbieder ---- */

enum iwmo_verzoek_state {
    IWMO_VERZOEK_NONE,
    IWMO_VERZOEK_OPEN,
    IWMO_VERZOEK_INVESTIGATION,
    IWMO_VERZOEK_GRANTED, /* final */
    IWMO_VERZOEK_REFUSED  /* final */
};

/* From all records with this reference: AANVRAAG or VERZOEK, ANTWOORD, TOEWIJZING. */
enum iwmo_verzoek_state iwmo_verzoek_state_of(const struct iwmo_records *records);

/* ---- declared line: one debit and the credits on it ---- */

enum iwmo_prestatie_state {
    IWMO_PRESTATIE_SUBMITTED,
    IWMO_PRESTATIE_APPROVED,
    IWMO_PRESTATIE_REJECTED, /* final */
    IWMO_PRESTATIE_CREDIT_SUBMITTED,
    IWMO_PRESTATIE_CREDITED /* final */
};

/* `credits`: lines of which it is the vorig; rejected ones do not count. */
enum iwmo_prestatie_state iwmo_prestatie_state_of(const struct iwmo_record *debit,
                                                  const struct iwmo_records *credits);

/* "ACTIVE", "RUNNING", "OPEN", "APPROVED": as programs read them. */
const char *iwmo_toewijzing_state_name(enum iwmo_toewijzing_state state);
const char *iwmo_levering_state_name(enum iwmo_levering_state state);
const char *iwmo_verzoek_state_name(enum iwmo_verzoek_state state);
const char *iwmo_prestatie_state_name(enum iwmo_prestatie_state state);

/* As people read them: "geldig", "loopt", "open", "goedgekeurd"; in English the name.
 */
const char *iwmo_toewijzing_state_words(enum iwmo_toewijzing_state state,
                                        bool is_dutch);
const char *iwmo_levering_state_words(enum iwmo_levering_state state, bool is_dutch);
const char *iwmo_verzoek_state_words(enum iwmo_verzoek_state state, bool is_dutch);
const char *iwmo_prestatie_state_words(enum iwmo_prestatie_state state, bool is_dutch);

#endif
