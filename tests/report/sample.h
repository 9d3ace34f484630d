#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

/*
 * Sample: a made-up result with findings of every shape, for the tests of the reports.
 */
#include "model/result.h"

struct sample {
    struct iwmo_arena *arena;
    struct iwmo_result result;
};

/* A result about `file` that keeps at most `max` findings. */
struct sample sample_make(const char *file, size_t max);
void sample_free(struct sample *sample);

/* Strings that break a careless printer. */
extern const char *const sample_hostile[];
extern const size_t sample_hostile_count;

#endif
