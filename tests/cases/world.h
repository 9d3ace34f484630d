#ifndef TESTS_CASES_WORLD_H
#define TESTS_CASES_WORLD_H

/*
 * World: a gemeente, a provider and three clients about whom anything may be said.
 *
 * Makes up messages as the text of a step (case.h): sensible ones and, now and then,
 * ones that should be refused.  Equal seeds give equal stories.  It remembers what was
 * accepted, as a second opinion on the books.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/text.h"

enum { WORLD_CLIENTS = 3, WORLD_MAX = 60 };

struct world_allocation {
    int client;
    long nummer;
    int product; /* of the few that there are */
    int volume;
    struct iwmo_date begin, end, moment;
    bool is_accepted;
    int open_starts; /* accepted starts without an accepted stop */
    struct iwmo_date start;
    int approved[12];   /* debits less credits, by month of 2026 */
    char debit[12][24]; /* the last debit of the month */
};

struct world {
    uint64_t state; /* of the dice */
    struct iwmo_date today;
    struct world_allocation allocations[WORLD_MAX];
    int count, messages;
    struct {          /* what the message at hand is about */
        char kind[4]; /* "305" */
        int allocation, month, request;
        bool is_withdrawal, is_credit;
    } at_hand;
    int requests;
};

void world_begin(struct world *world, uint64_t seed);

/* Another day, another message: text of a step for `out`. */
void world_tell(struct world *world, struct iwmo_buffer *out);

/* What it told was accepted. */
void world_accept(struct world *world);

const char *world_bsn(int client);
unsigned world_roll(struct world *world, unsigned sides); /* 0 .. sides - 1 */

#endif
