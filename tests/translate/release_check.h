#ifndef IWMO_TESTS_RELEASE_CHECK_H
#define IWMO_TESTS_RELEASE_CHECK_H

/*
 * Release check: is a loss report the whole truth about a conversion?
 *
 * Every value of the source and the target is laid beside the report and the mapping
 * (fixtures/convert/mapping.tsv, a copy of the specification's).  Fails the test at
 * hand when a value disappears, appears or moves without a line or a row.
 */
#include <stdbool.h>

#include "support.h"
#include "translate/release.h"

#define MAX_GIVEN 32

struct run {
    struct iwmo_judge *judge;
    struct iwmo_arena *arena;
    struct iwmo_release_given given[MAX_GIVEN];
    size_t given_count;
    const struct iwmo_message_kind *message; /* of the source */
    struct iwmo_buffer source, out;
    struct iwmo_loss loss;
};

struct run run_new(void);
void run_free(struct run *run);
void run_give(struct run *run, const char *text);

/* Convert run->source to the other release.  False: it is no message at all. */
bool run_convert(struct run *run);

/* A row of the mapping. */
struct row {
    char *from, *source, *target, *kind; /* from: "2.3 WMO301" */
    bool is_covered;
};

struct mapping {
    struct row *rows;
    size_t count;
};

struct mapping mapping_read(const char *path);
void mapping_release(struct mapping *mapping);

/* Check one conversion value by value, and mark the rows that it exercised. */
void run_check(struct run *run, struct mapping *mapping, const char *name);

#endif
