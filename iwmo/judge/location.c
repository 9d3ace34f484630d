#include "judge/location.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 256 /* more than the reader lets elements nest */

/* ---- reading ---- */

static bool
is_any_steps(const struct iwmo_measure_step *step)
{
    return strcmp(step->name, "**") == 0;
}

/* "Client[2]" */
static enum iwmo_status
parse_step(struct iwmo_text text, struct iwmo_arena *arena,
           struct iwmo_measure_step *step, struct iwmo_error *err)
{
    const char *open = memchr(text.at, '[', text.size);
    size_t size = open != NULL ? (size_t)(open - text.at) : text.size;

    step->name = iwmo_arena_copy(arena, text.at, size);
    if (step->name == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (strcspn(step->name, " \t@(){}\"'|]") != size || size == 0)
        return iwmo_fail(err, IWMO_MALFORMED, "'%.*s' is no name of an element",
                         (int)text.size, text.at);
    if (open == NULL)
        return IWMO_OK;
    char *end;
    unsigned long index = strtoul(open + 1, &end, 10);
    bool is_digit = open[1] >= '0' && open[1] <= '9';
    if (!is_digit || *end != ']' || end + 1 != text.at + text.size || index == 0 ||
        index > UINT32_MAX || is_any_steps(step))
        return iwmo_fail(err, IWMO_MALFORMED, "'%.*s' is no step like Client[2]",
                         (int)text.size, text.at);
    step->index = (uint32_t)index;
    return IWMO_OK;
}

enum iwmo_status
iwmo_location_parse(const char *text, struct iwmo_arena *arena,
                    struct iwmo_measure *measure, struct iwmo_error *err)
{
    size_t count = 0;

    if (text[0] != '/')
        return iwmo_fail(err, IWMO_MALFORMED, "'%s' does not begin with /", text);
    if (text[1] == '\0') { /* the file as a whole: no step, and yet a place */
        measure->steps = iwmo_arena_alloc(arena, sizeof(*measure->steps));
        return measure->steps != NULL ? IWMO_OK
                                      : iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    }
    for (const char *at = text; *at != '\0'; at++)
        count += *at == '/';
    if (count > MAX_STEPS)
        return iwmo_fail(err, IWMO_MALFORMED, "more than %d steps", MAX_STEPS);
    struct iwmo_measure_step *steps = iwmo_arena_alloc(arena, count * sizeof(*steps));
    if (steps == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    measure->steps = steps;
    for (const char *at = text; *at == '/';) {
        struct iwmo_text step = {at + 1, strcspn(at + 1, "/")};
        if (parse_step(step, arena, &steps[measure->step_count++], err) != IWMO_OK)
            return IWMO_MALFORMED;
        at = step.at + step.size;
    }
    return IWMO_OK;
}

/* ---- matching: after a mismatch, the last star takes one more ---- */

static bool
name_matches(const char *pattern, const char *name)
{
    const char *star = NULL, *resume = NULL;

    while (*name != '\0') {
        if (*pattern == '*') {
            star = pattern++;
            resume = name;
        } else if (*pattern == *name) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star + 1;
            name = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static bool
step_matches(const struct iwmo_measure_step *pattern, const struct iwmo_step *step)
{
    return (pattern->index == 0 || pattern->index == step->index) &&
           name_matches(pattern->name, step->name);
}

bool
iwmo_location_matches(const struct iwmo_measure *measure, const struct iwmo_step *step)
{
    const struct iwmo_step
        *path[MAX_STEPS]; /* from `first` to the end: from the root */
    size_t first = MAX_STEPS;
    const struct iwmo_measure_step *pattern = measure->steps;
    const struct iwmo_measure_step *end = pattern + measure->step_count;
    const struct iwmo_measure_step *star = NULL;
    size_t resume = 0;

    for (; step != NULL && first > 0; step = step->parent)
        path[--first] = step;
    while (first < MAX_STEPS) {
        if (pattern < end && is_any_steps(pattern)) {
            star = pattern++;
            resume = first;
        } else if (pattern < end && step_matches(pattern, path[first])) {
            pattern++;
            first++;
        } else if (star != NULL) {
            pattern = star + 1;
            first = ++resume;
        } else {
            return false;
        }
    }
    while (pattern < end && is_any_steps(pattern))
        pattern++;
    return pattern == end;
}
