#ifndef IWMO_FLOW_INTAKE_BOOKS_H
#define IWMO_FLOW_INTAKE_BOOKS_H

/*
 * Intake books: what the provider knows of one client, laid out for table 6.2.
 *
 * Numbers (gemeente + ToewijzingNummer) with all their versions, and deliveries, from
 * the records of one client in any order: equal records give equal books.  Internal to
 * flow/intake.
 */
#include "flow/intake.h"

struct iwmo_intake_talk;

/* One gemeente + ToewijzingNummer. */
struct iwmo_intake_number {
    struct iwmo_records versions;    /* ascending: moment, then as registered */
    const struct iwmo_record *first; /* oldest that is no removal; NULL: it never was */
    const struct iwmo_record *arrived; /* the one that was registered first */
    int64_t moment;                    /* of first */
    struct iwmo_date soonest, latest;  /* Einddatum over all versions */
    bool is_started;                   /* a delivery on it stands */
    bool was_removed;                  /* one of the versions says so */
    struct iwmo_key beschikking;       /* of the oldest version that names one (2.3) */

    /* what is decided about it (flow/intake_fold.h) */
    struct iwmo_intake_decision decision;
    struct iwmo_intake_talk *talk;   /* the intake that it belongs to; NULL: none */
    struct iwmo_intake_number *next; /* of that intake */
};

/* One start that stands, with its definitive stop. */
struct iwmo_intake_delivery {
    const struct iwmo_record *start;   /* when it was never seen: the stop */
    const struct iwmo_record *stop;    /* NULL: it runs, or is paused */
    struct iwmo_intake_number *number; /* NULL: none that the books know */
    int64_t moment;                    /* on which it counts: Begindatum, or when its
                                          number came, if that was later */
};

struct iwmo_intake_books {
    struct iwmo_intake_number *numbers; /* ascending: gemeente, nummer */
    size_t number_count;
    struct iwmo_intake_delivery *deliveries; /* ascending: moment */
    size_t delivery_count;
    struct iwmo_records requests; /* AANVRAAG and VERZOEK */
    struct iwmo_date *asked;      /* Dagtekening of each; filled by the fold */
};

/* Lives in `arena`, and borrows nothing from `known`. */
enum iwmo_status
iwmo_intake_lay_books(const struct iwmo_records *known, struct iwmo_arena *arena,
                      struct iwmo_intake_books *books, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* NULL: not in the books. */
struct iwmo_intake_number *
iwmo_intake_find_number(const struct iwmo_intake_books *books, const char *gemeente,
                        int64_t nummer);

/* A number as it stood at a moment; INT64_MAX: as it stands. */
struct iwmo_intake_sight {
    const struct iwmo_record *current;  /* NULL: there was nothing yet */
    const struct iwmo_record *previous; /* last version with other content; or NULL */
    const char *reden; /* RedenWijziging with which the current content came; "" */
    bool is_removed;
};

struct iwmo_intake_sight iwmo_intake_see(const struct iwmo_intake_number *number,
                                         int64_t moment);

/* Did a 301 shorten it, for a reason that it gave? */
bool iwmo_intake_was_ended(const struct iwmo_intake_sight *sight);

struct iwmo_date iwmo_intake_day(int64_t moment);

/* Which was registered first?  What stands in the message at hand comes last. */
int iwmo_intake_compare_registered(const struct iwmo_record *a,
                                   const struct iwmo_record *b);

#endif
