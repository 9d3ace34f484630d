#ifndef TESTS_ORDERS_TALE_H
#define TESTS_ORDERS_TALE_H

/*
 * Tale: messages about one client at one provider, and which of them must come before
 * which for all of them to be accepted.
 *
 * Allocations that are new, extended, shortened, removed, given under another number
 * and repeated; starts, stops and withdrawals.  A third of the tales is of release 3.2,
 * a third of 2.3, and a third switches on the way.  Equal seeds give equal tales.  A
 * 301 may come at any time; what the provider sends comes after a 301 that tells of its
 * number, and before the one that removes it.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/text.h"

enum { TALE_MAX = 16, TALE_NUMBERS = 8 };

struct tale_number {
    const char *product;
    struct iwmo_date begin, end, allocated; /* allocated: day of the current version */
    char reden[4];
    bool is_removed;
    int beschikking;        /* release 2.3 */
    struct iwmo_date start; /* of the delivery that runs, or ran last */
    bool runs;
    int start_message, stop_message; /* -1: none */
    uint32_t told;                   /* bits of the messages that tell of it as valid */
};

struct tale {
    uint64_t seed, state; /* of the dice */
    struct iwmo_date today;
    int old_count; /* so many messages are of release 2.3 */
    struct tale_number numbers[TALE_NUMBERS];
    int number_count;
    char text[TALE_MAX][1500]; /* a step, as tests/cases/case.h has them */
    bool is_sent[TALE_MAX];    /* by the provider */
    uint32_t after[TALE_MAX];  /* bits of messages that must come before it */
    int count;
};

void tale_begin(struct tale *tale, uint64_t seed);

unsigned tale_roll(struct tale *tale, unsigned sides); /* 0 .. sides - 1 */

/* An order in which all of them can come. */
void tale_shuffle(struct tale *tale, int order[TALE_MAX]);

#endif
