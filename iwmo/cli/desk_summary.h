#ifndef IWMO_CLI_DESK_SUMMARY_H
#define IWMO_CLI_DESK_SUMMARY_H

/*
 * Desk summary: what became of all messages of a run, in a few lines for people.
 */
#include "view/booked.h"

#define IWMO_DESK_RULES 64 /* bits of struct iwmo_booked.skipped */

struct iwmo_desk_summary {
    size_t messages, answers;
    size_t by_booking[IWMO_BOOKINGS];
    size_t skipped_rules[IWMO_DESK_RULES]; /* messages in which a rule was skipped */
};

/* One more message; `is_answered`: its answer was written. */
void iwmo_desk_summary_note(struct iwmo_desk_summary *summary,
                            const struct iwmo_booked *booked, bool is_answered);

/*
 * How many there were of each, which files were skipped, and which rules for want of a
 * register.  Nothing for one message of which nothing was skipped.
 */
void iwmo_desk_summary_print(const struct iwmo_desk_summary *summary,
                             uint64_t skipped_files, const struct iwmo_booked_way *way,
                             struct iwmo_buffer *out);

#endif
