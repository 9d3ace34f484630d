#ifndef IWMO_GENERATE_RANDOM_H
#define IWMO_GENERATE_RANDOM_H

/*
 * Random: valid messages from a seed.
 *
 * Structure from the schema table, values that make sense, invented people with the
 * BSNs reserved for tests.  Every message obeys the schema and all rules within one
 * message, warnings included.  Equal seed, number and day give equal bytes on every
 * machine.
 */
#include "generate/draft.h"

/* The earliest day for messages: what is declared starts in 2021 (CS100). */
#define IWMO_RANDOM_FIRST_DAY "2021-06-01"
/* When no day is asked for: a fixed one, so that a seed alone fixes the bytes. */
#define IWMO_RANDOM_DAY "2025-06-01"

struct iwmo_random_options {
    const struct iwmo_message_kind *message;
    uint64_t seed;
    struct iwmo_date day; /* no message is dated later, nor four weeks earlier */
    bool is_lean;         /* only what must be there, lists of one */
};

/* IWMO_USAGE: not possible for that day. */
enum iwmo_status iwmo_random_check_day(struct iwmo_date day, struct iwmo_error *err);

/*
 * Make message `number` (from 1) of the run in `draft`, whatever that holds, with all
 * memory from `arena`.  IWMO_NO_MEMORY.
 */
enum iwmo_status iwmo_random_draft(struct iwmo_draft *draft,
                                   const struct iwmo_random_options *options,
                                   uint64_t number, struct iwmo_arena *arena)
    __attribute__((warn_unused_result));

/* The same, told to `visitor`; `arena` is reset first. */
enum iwmo_status iwmo_random_visit(const struct iwmo_random_options *options,
                                   uint64_t number, struct iwmo_arena *arena,
                                   const struct iwmo_visitor *visitor)
    __attribute__((warn_unused_result));

#endif
