#ifndef IWMO_FLOW_INTAKE_BOOKS_H
#define IWMO_FLOW_INTAKE_BOOKS_H

/*
 * Intake books: what the provider knows of one client, laid out for table 6.2.
 *
 * A row per allocation (with what the message at hand makes of it) and a row per
 * delivery.  Internal to flow/intake.
 */
#include "flow/ask.h"
#include "flow/intake.h"
#include "model/levensloop.h"

/* One gemeente + ToewijzingNummer. */
struct iwmo_intake_number {
    const struct iwmo_record *current; /* after this message; never NULL */
    const struct iwmo_record
        *previous;     /* last version with other content; may be NULL */
    const char *reden; /* RedenWijziging with which the current content came; "" */
    bool is_known;     /* was in the books before this message */
    bool is_removed;
    bool is_removed_now; /* by this message */
};

struct iwmo_intake_delivery {
    const struct iwmo_record *start;
    bool has_ended;
    struct iwmo_date end;
    uint64_t because; /* message that shows its end, or its start */
};

struct iwmo_intake_books {
    struct iwmo_intake_number *numbers;
    size_t number_count;
    struct iwmo_intake_delivery *deliveries; /* with a start; one per allocation */
    size_t delivery_count;
    struct iwmo_records starts; /* of the client, withdrawn ones left out */
    uint64_t request;           /* message of an own request; 0: none */
};

/* Those of the client of task->records; lives in task->scratch. */
enum iwmo_status iwmo_intake_open_books(const struct iwmo_intake_task *task,
                                        struct iwmo_intake_books *books,
                                        struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* NULL: not in the books, nor in the message. */
const struct iwmo_intake_number *
iwmo_intake_find_number(const struct iwmo_intake_books *books, const char *gemeente,
                        int64_t nummer);

/* Did a 301 shorten it, for a reason that it gave? */
bool iwmo_intake_was_ended(const struct iwmo_intake_number *number);

/* The allocation that a new one follows, by I9 to I12; *outcome says how.  NULL: none.
 */
const struct iwmo_intake_number *iwmo_intake_succeeded(
    const struct iwmo_intake_task *task, const struct iwmo_intake_books *books,
    const struct iwmo_record *record, enum iwmo_intake_outcome *outcome);

#endif
