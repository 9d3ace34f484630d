#ifndef IWMO_MODEL_MEASURE_H
#define IWMO_MODEL_MEASURE_H

/*
 * Measure: what the user decided about some findings, for a reason and for a time.
 *
 * One entry of a policy file (judge/policy.h reads and applies it).  Read-only and
 * shared by all workers; findings point to the measure that was taken, reports say so.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum iwmo_measure_action { IWMO_MAKE_ERROR, IWMO_MAKE_WARNING, IWMO_SUPPRESS };

/* One step of a location: a name with * for any letters; "**" is any number of steps.
 */
struct iwmo_measure_step {
    const char *name;
    uint32_t index; /* 0: any */
};

struct iwmo_measure {
    size_t number;        /* its place in the policy, from 0 */
    unsigned line;        /* where it begins in the file */
    const char *code;     /* as written; a * at the end stands for anything */
    const char *message;  /* "WMO301"; NULL: any */
    const char *release;  /* "3.2"; NULL: any */
    const char *sender;   /* NULL: any */
    const char *location; /* as written; NULL: anywhere */
    const struct iwmo_measure_step *steps; /* of the location */
    size_t step_count;
    const char *action_name; /* as written */
    enum iwmo_measure_action action;
    const char *reason;
    const char *until; /* the last day on which it has effect, "2026-12-31" */
    bool is_expired;   /* that day is over: without effect */
};

struct iwmo_measures {
    const char *file; /* as given */
    const struct iwmo_measure *rows;
    size_t count;
};

#endif
