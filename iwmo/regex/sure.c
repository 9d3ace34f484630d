#include "regex/sure.h"

#include <string.h>

#include "regex/automaton.h"
#include "schema/match.h"

/* A hostile XSD has thousands of types with thousands of codes; those are not asked. */
#define MAX_LOOKS  4096
#define FORM_LOOKS 64 /* what one plain form counts for */

/* The states in which an automaton may be. */
struct states {
    bool has[IWMO_AUTOMATON_MAX_STATES];
};

/* Where the automaton may go on `c`; a 0 stands for any digit. */
static void
add_targets(const struct iwmo_pattern *pattern, size_t state, char c,
            struct states *targets)
{
    const uint16_t *row = pattern->next + state * pattern->class_count;
    char last = c == '0' ? '9' : c;

    for (; c <= last; c++)
        targets->has[row[pattern->ascii[(unsigned char)c]]] = true;
}

static bool
all_match(const struct iwmo_pattern *pattern, const char *form)
{
    struct states now = {.has = {[1] = true}};

    for (; *form != '\0'; form++) {
        struct states next = {0};
        for (size_t state = 0; state < pattern->state_count; state++)
            if (now.has[state])
                add_targets(pattern, state, *form, &next);
        now = next;
    }
    for (size_t state = 0; state < pattern->state_count; state++)
        if (now.has[state] && !pattern->accepts[state])
            return false;
    return true;
}

static bool
codes_match(const struct iwmo_type *type, const struct iwmo_pattern *pattern)
{
    for (size_t i = 0; i < type->code_count; i++)
        if (!iwmo_pattern_matches(pattern, iwmo_text(type->codes[i].value)))
            return false;
    return true;
}

/* Shortest date or time, so that the size tells them from the others. */
static const char *
plain_form(enum iwmo_kind kind)
{
    switch (kind) {
    case IWMO_DATE:
        return "0000-00-00";
    case IWMO_TIME:
        return "00:00:00";
    case IWMO_STRING:
    case IWMO_INTEGER:
    case IWMO_GROUP:
        break;
    }
    return NULL;
}

uint32_t
iwmo_sure_below(const struct iwmo_type *type)
{
    const char *form = plain_form(type->kind);

    if (type->pattern_count == 0)
        return IWMO_UNBOUNDED;
    size_t looks = form != NULL ? FORM_LOOKS : type->code_count;
    if (looks == 0 || looks * type->pattern_count > MAX_LOOKS)
        return 0;
    for (size_t i = 0; i < type->pattern_count; i++) {
        const struct iwmo_pattern *pattern = type->patterns[i];
        if (form != NULL ? !all_match(pattern, form) : !codes_match(type, pattern))
            return 0;
    }
    return form != NULL ? (uint32_t)strlen(form) + 1 : IWMO_UNBOUNDED;
}
