#ifndef IWMO_TESTS_BENCH_MEASURE_H
#define IWMO_TESTS_BENCH_MEASURE_H

/*
 * Measure: repeated times, their median and spread, and the table and JSON of a bench.
 *
 * Contestants take turns, so that a busy machine slows all of them; a ratio is the
 * median of the ratios of the rounds.  A target that is missed is told, but does not
 * make the bench fail.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MAX_ROUNDS 64

struct times {
    double seconds[MAX_ROUNDS]; /* ascending */
    double rounds[MAX_ROUNDS];  /* the same as they came */
    size_t count;
};

static inline void
times_add(struct times *times, double seconds)
{
    size_t i = times->count++;

    times->rounds[i] = seconds;
    for (; i > 0 && times->seconds[i - 1] > seconds; i--)
        times->seconds[i] = times->seconds[i - 1];
    times->seconds[i] = seconds;
}

static inline double
times_median(const struct times *times)
{
    size_t half = times->count / 2;

    return times->count % 2 ? times->seconds[half]
                            : (times->seconds[half - 1] + times->seconds[half]) / 2;
}

/* Half of the times lie within this part of the median. */
static inline double
times_spread(const struct times *times)
{
    size_t quarter = times->count / 4;

    return (times->seconds[times->count - 1 - quarter] - times->seconds[quarter]) /
           times_median(times);
}

/* Round by round, how many times longer `a` takes than `b`. */
static inline struct times
times_ratio(const struct times *a, const struct times *b)
{
    struct times ratio = {.count = 0};

    for (size_t i = 0; i < a->count && i < b->count; i++)
        times_add(&ratio, a->rounds[i] / b->rounds[i]);
    return ratio;
}

static inline double
clock_seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- the table ---- */

struct table {
    FILE *json;
    unsigned rows;
};

enum aim { NO_AIM, AT_LEAST, AT_MOST };

static inline struct table
table_open(const char *name)
{
    struct table table = {0};
    char path[64];

    snprintf(path, sizeof(path), "build/bench/%s.json", name);
    table.json = fopen(path, "w");
    if (table.json == NULL) {
        perror(path);
        exit(1);
    }
    fprintf(table.json, "[");
    return table;
}

/* `spread` 0: not known.  `target` counts only with an aim. */
static inline void
table_row(struct table *table, const char *name, double value, const char *unit,
          double spread, enum aim aim, double target)
{
    bool is_met = aim == AT_LEAST ? value >= target : value <= target;

    printf("%-50s %9.2f %-5s", name, value, unit);
    printf(spread > 0 ? " +-%3.0f%%" : "      ", spread * 50);
    if (aim != NO_AIM)
        printf("  %s %g: %s", aim == AT_LEAST ? ">=" : "<=", target,
               is_met ? "met" : "NOT MET");
    printf("\n");
    fflush(stdout);
    fprintf(table->json, "%s\n  {\"name\": \"%s\", \"value\": %.4f, \"unit\": \"%s\"",
            table->rows++ ? "," : "", name, value, unit);
    if (spread > 0)
        fprintf(table->json, ", \"spread\": %.4f", spread);
    if (aim != NO_AIM)
        fprintf(table->json, ", \"%s\": %g, \"met\": %s",
                aim == AT_LEAST ? "at_least" : "at_most", target,
                is_met ? "true" : "false");
    fprintf(table->json, "}");
}

/* How many times longer `a` takes than `b`. */
static inline void
table_ratio(struct table *table, const char *name, const struct times *a,
            const struct times *b, enum aim aim, double target)
{
    struct times ratio = times_ratio(a, b);

    table_row(table, name, times_median(&ratio), "x", times_spread(&ratio), aim,
              target);
}

static inline void
table_close(struct table *table)
{
    fprintf(table->json, "\n]\n");
    fclose(table->json);
}

#endif
