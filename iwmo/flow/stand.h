#ifndef IWMO_FLOW_STAND_H
#define IWMO_FLOW_STAND_H

/*
 * Stand: where an allocation stands, what was declared on it and what is left.
 *
 * Folded from the records of one gemeente + ToewijzingNummer; nothing is stored.
 * Declared is what was not refused and not credited: what waits for an answer counts.
 * Volumes are in the unit of the allocation; minutes on hours are rounded up.
 * Source: process 7.9, 8.4, 10.5, 10.8.
 */
#include "flow/ask.h"
#include "model/levensloop.h"

/* One debit. */
struct iwmo_stand_line {
    const struct iwmo_record *debit;
    enum iwmo_prestatie_state state;
};

struct iwmo_stand {
    struct iwmo_records records;       /* all of the number, by message */
    const struct iwmo_record *current; /* NULL: no such allocation */
    enum iwmo_toewijzing_state state;
    struct iwmo_levering levering;
    struct iwmo_stand_line *lines;
    size_t line_count;
    int64_t declared_volume;
    struct iwmo_money declared;
    bool has_volume_left; /* a maximum over the whole allocation is known */
    int64_t volume_left;  /* negative: more was declared than allocated */
    bool has_budget_left;
    int64_t budget_left; /* eurocent */
    bool is_over;        /* one of them is negative */
};

/* In ask->arena. */
enum iwmo_status iwmo_stand_of(const struct iwmo_ask *ask, const char *gemeente,
                               int64_t nummer, struct iwmo_date today,
                               struct iwmo_stand *stand, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* What one record says, in a few words without a value that names anybody, Dutch or
 * English. */
void iwmo_stand_words(const struct iwmo_record *record, bool is_dutch,
                      struct iwmo_buffer *out);

#endif
