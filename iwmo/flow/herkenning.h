#ifndef IWMO_FLOW_HERKENNING_H
#define IWMO_FLOW_HERKENNING_H

/*
 * Herkenning: is what a record says new, said before, put right, or not possible?
 *
 * Every record of a message gets one verdict, from the books as they were before the
 * message and from what the rules across messages found.  The rules refuse; this names.
 * For a 301 it goes by the books alone, and does so at both ends: what the provider
 * takes a record for, the gemeente can know before it sends.  Pure questions: nothing
 * is written, and what is current is so on the Dagtekening of the message.
 * Source: duplicates 5.2 to 5.7, of which `row` is the number.
 */
#include "base/arena.h"
#include "model/finding.h"
#include "model/history.h"

enum iwmo_herkend {
    IWMO_HERKEND_NONE, /* a record without a table: CLIENT, DECLARATIE's totals */
    IWMO_HERKEND_NEW,
    IWMO_HERKEND_DUPLICATE,
    IWMO_HERKEND_RESEND,
    IWMO_HERKEND_CORRECTION,
    IWMO_HERKEND_CONFLICT
};

/* What kind of new, of correction or of conflict. */
enum iwmo_herkenning_kind {
    IWMO_HERKENNING_OTHER,        /* the verdict says all */
    IWMO_HERKENNING_FIRST,        /* B1 */
    IWMO_HERKENNING_GRANT,        /* B1 that grants a request and does not say so */
    IWMO_HERKENNING_MISSED_FIRST, /* B2: an earlier version was never seen */
    IWMO_HERKENNING_VOID,         /* B3 */
    IWMO_HERKENNING_REPEAT,       /* B4 */
    IWMO_HERKENNING_SAME_VERSION, /* B5: same moment, other content */
    IWMO_HERKENNING_STALE,        /* B6 */
    IWMO_HERKENNING_EXTEND,       /* B7 */
    IWMO_HERKENNING_SHORTEN,      /* B7; with another volume or budget too */
    IWMO_HERKENNING_VOLUME,       /* B7 */
    IWMO_HERKENNING_BUDGET,       /* B7 */
    IWMO_HERKENNING_REMOVE,       /* B7 */
    IWMO_HERKENNING_REASON_ONLY,  /* B7: only RedenWijziging says that something changed
                                   */
    IWMO_HERKENNING_NEWER_MOMENT, /* B8 */
    IWMO_HERKENNING_OTHER_SUBJECT, /* B9a: other Bsn or Product */
    IWMO_HERKENNING_OTHER_FIXED,   /* B9b */
    IWMO_HERKENNING_RETURNED,   /* B7 that brings back a removed number (process 7.9) */
    IWMO_HERKENNING_OVERLAP,    /* B10 */
    IWMO_HERKENNING_RESTART,    /* C4 after a stop */
    IWMO_HERKENNING_WITHDRAWAL, /* C9 */
    IWMO_HERKENNING_CREDIT,     /* G5 */
    IWMO_HERKENNING_AFTER_CREDIT, /* G9 */
    IWMO_HERKENNING_KINDS
};

struct iwmo_herkenning {
    enum iwmo_herkend verdict;
    enum iwmo_herkenning_kind kind;
    char row[4];     /* "B7", "B9a", "C10" */
    bool is_refused; /* the record itself is refused, with this code */
    char code[5];    /* "9332"; "": none */
    bool is_late; /* B4, B6: yet it brings what was not seen: an older version, or the
                     RedenWijziging of this one */
    uint64_t against; /* record in the books that it is judged against; 0: none */
    uint64_t because; /* the message of that record */
};

struct iwmo_herkenning_task {
    enum iwmo_side side;
    const struct iwmo_entry *entry;     /* of the message; id 0: not in the books yet */
    struct iwmo_records records;        /* all of the message, document order */
    const struct iwmo_history *history; /* records of entry->id, if any, are left out */
    const struct iwmo_findings *findings; /* of the rules across messages; NULL: none */
    bool refuses_fixed;                   /* vaste_velden = weiger: B9b is 9332 */
    struct iwmo_arena *scratch;
};

/* One verdict per record, in `verdicts`, which has room for task->records.count. */
enum iwmo_status iwmo_herkenning_run(const struct iwmo_herkenning_task *task,
                                     struct iwmo_herkenning *verdicts,
                                     struct iwmo_error *err)
    __attribute__((warn_unused_result));

/*
 * Table 5.2 for one TOEWIJZING against the versions of its number that are in the books
 * (any order; none: unknown).  Overlap with other numbers (B10) is not looked at.
 */
struct iwmo_herkenning iwmo_herkenning_of_version(const struct iwmo_record *record,
                                                  const struct iwmo_records *versions,
                                                  bool refuses_fixed);

/* What the whole message is taken for, for its entry: the weightiest of its records
 * (conflict, correction, new, resend, duplicate). */
enum iwmo_herkend iwmo_herkenning_weightiest(const struct iwmo_herkenning *verdicts,
                                             size_t count);

const char *iwmo_herkend_name(enum iwmo_herkend verdict); /* "NEW"; "" for NONE */
char iwmo_herkend_letter(enum iwmo_herkend verdict); /* of iwmo_entry; NUL for NONE */
const char *iwmo_herkenning_kind_name(enum iwmo_herkenning_kind kind); /* "extend" */

#endif
