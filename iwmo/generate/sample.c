#include "generate/sample.h"

#include <string.h>

#define MAX_STATES 512
#define FAR        UINT16_MAX

static uint16_t
next_state(const struct iwmo_pattern *pattern, uint16_t state, int c)
{
    return pattern->next[state * pattern->class_count + pattern->ascii[c]];
}

/* How many characters each state is from acceptance; FAR: it cannot get there. */
static void
measure(const struct iwmo_pattern *pattern, uint16_t far[MAX_STATES])
{
    bool changes = true;

    for (uint16_t state = 0; state < pattern->state_count; state++)
        far[state] = state > 0 && pattern->accepts[state] ? 0 : FAR;
    while (changes) {
        changes = false;
        for (uint16_t state = 1; state < pattern->state_count; state++)
            for (int c = 0x20; c < 0x7F; c++) {
                uint16_t after = far[next_state(pattern, state, c)];
                if (after != FAR && after + 1 < far[state]) {
                    far[state] = (uint16_t)(after + 1);
                    changes = true;
                }
            }
    }
}

/* A character that leads one step nearer. */
static char
choose(const struct iwmo_pattern *pattern, const uint16_t far[MAX_STATES],
       uint16_t state, struct iwmo_dice *dice)
{
    char able[0x7F];
    size_t count = 0;

    for (int c = '0'; c < 0x7F; c++) /* digits and letters where that is possible */
        if (far[next_state(pattern, state, c)] < far[state])
            able[count++] = (char)c;
    for (int c = 0x20; count == 0 && c < '0'; c++)
        if (far[next_state(pattern, state, c)] < far[state])
            able[count++] = (char)c;
    return able[iwmo_dice_roll(dice, count)];
}

const char *
iwmo_sample(const struct iwmo_type *type, struct iwmo_dice *dice,
            char out[IWMO_SAMPLE_TEXT])
{
    uint16_t far[MAX_STATES] = {0}, state = 1;
    size_t size = 0;

    if (type->pattern_count == 0) {
        size = type->min_length < IWMO_SAMPLE_TEXT ? type->min_length : 0;
        memset(out, 'x', size);
        out[size] = '\0';
        return out;
    }
    const struct iwmo_pattern *pattern = type->patterns[type->pattern_count - 1];
    out[0] = '\0';
    if (pattern->state_count < 2 || pattern->state_count > MAX_STATES)
        return out;
    measure(pattern, far);
    if (far[1] == FAR || far[1] >= IWMO_SAMPLE_TEXT)
        return out;
    while (far[state] > 0) {
        out[size] = choose(pattern, far, state, dice);
        state = next_state(pattern, state, out[size++]);
    }
    out[size] = '\0';
    return out;
}
