#ifndef IWMO_FLOW_DEADLINE_H
#define IWMO_FLOW_DEADLINE_H

/*
 * Deadline: after this message, that one within so many working days; the work list.
 *
 * Nothing is stored: the list is folded from all entries and records each time, so that
 * a message that came late takes its line away.  A deadline is the end of its day: late
 * is the day after.  A notice is worth knowing and never late.
 * Source: process 5 and 16; C47.
 */
#include "base/arena.h"
#include "base/calendar.h"
#include "ledger/ledger.h"
#include "model/levensloop.h"

enum iwmo_deadline_kind {
    IWMO_DEADLINE_MAKE_RETOUR,    /* a received message has no answer yet: 3 wd */
    IWMO_DEADLINE_RETOUR_MISSING, /* a sent message got no answer: 3 wd */
    IWMO_DEADLINE_MAKE_325,       /* a received 323: 10 wd */
    IWMO_DEADLINE_325_MISSING,    /* a sent 323: 10 wd */
    IWMO_DEADLINE_MAKE_304,       /* a received 303: 20 wd */
    IWMO_DEADLINE_304_MISSING,    /* a sent 303: 20 wd */
    IWMO_DEADLINE_REQUEST,        /* 301 or 319 on a request: 5 wd */
    IWMO_DEADLINE_INVESTIGATION,  /* 301 or 319 (1) after 319 (2): 8 weeks */
    IWMO_DEADLINE_START,       /* allocation active, no start, and care began as a claim
                                  says: 5 wd after the first claimed period; strict: 5 wd
                                  after Ingangsdatum, or after the 301 when that came later */
    IWMO_DEADLINE_STOP,        /* allocation over, delivery not stopped: 5 wd */
    IWMO_DEADLINE_WITHDRAW,    /* allocation removed, delivery not withdrawn: 5 wd */
    IWMO_DEADLINE_ENDS_SOON,   /* notice: delivery runs, the allocation ends; due is the
                                  last day on which a 317 leaves 5 wd */
    IWMO_DEADLINE_PAUSED_LONG, /* notice: since when */
    IWMO_DEADLINE_START_AWAITED, /* notice: allocation active, no start, and no begin is
                                    known; due as START when strict */
    IWMO_DEADLINE_REQUEST_QUIET, /* notice: a request of release 2.3, which knows no
                                    term, 5 wd without an allocation (D5) */
    IWMO_DEADLINE_KINDS
};

struct iwmo_deadline {
    enum iwmo_deadline_kind kind;
    enum iwmo_side side;  /* on whose books it was found */
    enum iwmo_side actor; /* who must do it */
    struct iwmo_date since, due;
    bool is_overdue;
    uint64_t entry;   /* message from which it follows */
    char message[16]; /* "WMO315" */
    char gemeente[5], aanbieder[9];
    int64_t nummer; /* IWMO_ABSENT: no allocation */
    struct iwmo_key client;
    struct iwmo_date end; /* of the allocation; IWMO_DATE_OPEN_END */
};

struct iwmo_deadlines {
    struct iwmo_deadline *rows; /* by due, then kind, gemeente, nummer */
    size_t count, room;
    size_t overdue;
};

struct iwmo_deadline_options {
    const struct iwmo_calendar *calendar; /* NULL: holidays by rule */
    struct iwmo_date today;
    unsigned horizon_days; /* allocations that end within so many days */
    unsigned paused_days;  /* pauses longer than this */
    bool is_strict; /* a 305 is due after Ingangsdatum, whether care began or not */
    bool has_side;
    enum iwmo_side side;
};

/* All of the ledger.  Lists live in memory of their own: release with
 * iwmo_deadlines_release(). */
enum iwmo_status iwmo_deadlines_collect(struct iwmo_ledger *ledger,
                                        const struct iwmo_deadline_options *options,
                                        struct iwmo_deadlines *deadlines,
                                        struct iwmo_error *err)
    __attribute__((warn_unused_result));
void iwmo_deadlines_release(struct iwmo_deadlines *deadlines);

/*
 * The same, piece by piece: all entries, then per side all records of the kinds of
 * IWMO_DEADLINE_RECORDS in the order of iwmo_ledger_each_record(), then finish, which
 * asks `history` what became of each request and what was claimed without a start.
 */
#define IWMO_DEADLINE_RECORDS                                                          \
    (IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) | IWMO_KIND_BIT(IWMO_RECORD_START) |        \
     IWMO_KIND_BIT(IWMO_RECORD_STOP) | IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |           \
     IWMO_KIND_BIT(IWMO_RECORD_VERZOEK))

struct iwmo_deadline_fold;

struct iwmo_deadline_fold *
iwmo_deadline_fold_new(const struct iwmo_deadline_options *options,
                       struct iwmo_deadlines *deadlines, struct iwmo_error *err);
enum iwmo_status iwmo_deadline_fold_entry(struct iwmo_deadline_fold *fold,
                                          const struct iwmo_entry *entry)
    __attribute__((warn_unused_result));
void iwmo_deadline_fold_side(struct iwmo_deadline_fold *fold, enum iwmo_side side);
enum iwmo_status iwmo_deadline_fold_record(struct iwmo_deadline_fold *fold,
                                           const struct iwmo_record *record)
    __attribute__((warn_unused_result));
/* After the records of a side. */
enum iwmo_status iwmo_deadline_fold_finish(struct iwmo_deadline_fold *fold,
                                           const struct iwmo_history *history,
                                           struct iwmo_error *err)
    __attribute__((warn_unused_result));
void iwmo_deadline_fold_free(struct iwmo_deadline_fold *fold);

/* Put them in order. */
void iwmo_deadlines_sort(struct iwmo_deadlines *deadlines);

bool iwmo_deadline_is_notice(enum iwmo_deadline_kind kind);
const char *iwmo_deadline_name(enum iwmo_deadline_kind kind); /* "305" */

/* What is to be done, a sentence in Dutch or English. */
const char *iwmo_deadline_words(enum iwmo_deadline_kind kind, bool is_dutch);

#endif
