#include "xsdc/compile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "regex/automaton.h"
#include "regex/regex.h"

/* What one pattern may take on its way; the automaton itself is far smaller. */
#define SCRATCH_BYTES ((size_t)64 << 20)
#define SET_WORDS     (IWMO_REGEX_MAX_SETS / 64)

/* Code points that are in exactly the same sets are one class. */
struct classes {
    const struct iwmo_regex *regex;
    struct iwmo_arena *scratch;
    struct iwmo_arena *arena;
    struct iwmo_error *err;
    uint32_t *borders; /* first code points of intervals that no set divides */
    size_t border_count;
    uint64_t (*members)[SET_WORDS]; /* [class]: in which sets it is */
    size_t count;
    uint8_t *ascii;
    struct iwmo_pattern_range *ranges;
    size_t range_count;
};

static enum iwmo_status
no_memory(struct iwmo_error *err)
{
    return iwmo_fail(err, IWMO_NO_MEMORY, "pattern: out of memory");
}

static int
by_value(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static enum iwmo_status
find_borders(struct classes *classes)
{
    const struct iwmo_regex *regex = classes->regex;
    size_t count = 2, kept = 0;

    for (size_t i = 0; i < regex->set_count; i++)
        count += regex->sets[i].count * 2;
    classes->borders = iwmo_arena_alloc(classes->scratch, count * sizeof(uint32_t));
    if (classes->borders == NULL)
        return no_memory(classes->err);

    uint32_t *border = classes->borders;
    *border++ = 0;
    *border++ = 0x80; /* no interval is half in the table for ASCII */
    for (size_t i = 0; i < regex->set_count; i++) {
        for (size_t j = 0; j < regex->sets[i].count; j++) {
            *border++ = regex->sets[i].spans[j].first;
            *border++ = regex->sets[i].spans[j].last + 1;
        }
    }
    qsort(classes->borders, count, sizeof(uint32_t), by_value);
    for (size_t i = 1; i < count; i++) {
        if (classes->borders[i] != classes->borders[kept] &&
            classes->borders[i] <= IWMO_CODE_POINT_LAST)
            classes->borders[++kept] = classes->borders[i];
    }
    classes->border_count = kept + 1;
    return IWMO_OK;
}

static enum iwmo_status
class_of(struct classes *classes, uint32_t code_point, uint8_t *class)
{
    uint64_t members[SET_WORDS] = {0};
    size_t i = 0;

    for (size_t set = 0; set < classes->regex->set_count; set++) {
        if (iwmo_charset_has(&classes->regex->sets[set], code_point))
            members[set / 64] |= (uint64_t)1 << (set % 64);
    }
    while (i < classes->count &&
           memcmp(classes->members[i], members, sizeof(members)) != 0)
        i++;
    if (i == IWMO_AUTOMATON_MAX_CLASSES)
        return iwmo_fail(classes->err, IWMO_LIMIT,
                         "pattern: too many character classes");
    if (i == classes->count)
        memcpy(classes->members[classes->count++], members, sizeof(members));
    *class = (uint8_t)i;
    return IWMO_OK;
}

static void
add_interval(struct classes *classes, uint32_t first, uint32_t last, uint8_t class)
{
    assert(classes->ranges != NULL);
    struct iwmo_pattern_range *before =
        classes->range_count > 0 ? &classes->ranges[classes->range_count - 1] : NULL;

    if (last < 0x80)
        memset(classes->ascii + first, class, last - first + 1);
    else if (before != NULL && before->last + 1 == first && before->class == class)
        before->last = last;
    else if (class != 0)
        classes->ranges[classes->range_count++] =
            (struct iwmo_pattern_range){first, last, class};
}

static enum iwmo_status
find_classes(struct classes *classes)
{
    size_t room = IWMO_AUTOMATON_MAX_CLASSES * sizeof(*classes->members);
    enum iwmo_status status = find_borders(classes);

    if (status != IWMO_OK)
        return status;
    classes->members = iwmo_arena_alloc(classes->scratch, room);
    classes->ascii = iwmo_arena_alloc(classes->arena, 128);
    classes->ranges = iwmo_arena_alloc(classes->scratch, classes->border_count *
                                                             sizeof(*classes->ranges));
    if (classes->members == NULL || classes->ascii == NULL || classes->ranges == NULL)
        return no_memory(classes->err);
    classes->count = 1; /* class 0: in no set */
    for (size_t i = 0; status == IWMO_OK && i < classes->border_count; i++) {
        uint32_t first = classes->borders[i];
        uint32_t last = i + 1 < classes->border_count ? classes->borders[i + 1] - 1
                                                      : IWMO_CODE_POINT_LAST;
        uint8_t class = 0;
        status = class_of(classes, first, &class);
        if (status == IWMO_OK)
            add_interval(classes, first, last, class);
    }
    if (status == IWMO_OK && classes->range_count > UINT16_MAX)
        return iwmo_fail(classes->err, IWMO_LIMIT, "pattern: too many ranges");
    return status;
}

static enum iwmo_status
fill_class_table(const struct classes *classes, struct iwmo_class_table *table)
{
    size_t sets = classes->regex->set_count;
    uint8_t *has = iwmo_arena_alloc(classes->scratch, (sets + 1) * classes->count);

    if (has == NULL)
        return no_memory(classes->err);
    for (size_t set = 0; set < sets; set++) {
        for (size_t class = 0; class < classes->count; class ++)
            has[set * classes->count + class] =
                classes->members[class][set / 64] >> (set % 64) & 1;
    }
    *table = (struct iwmo_class_table){classes->count, has};
    return IWMO_OK;
}

static void *
keep(struct iwmo_arena *arena, const void *from, size_t size)
{
    void *copy = iwmo_arena_alloc(arena, size > 0 ? size : 1);

    if (copy != NULL && size > 0)
        memcpy(copy, from, size);
    return copy;
}

/* Does every code point above ASCII leave the state as it is?  Those between the ranges
 * are in class 0. */
static bool
stays_above(const struct iwmo_pattern *pattern, size_t state)
{
    const uint16_t *row = pattern->next + state * pattern->class_count;
    uint32_t expected = 0x80;

    for (size_t i = 0; i < pattern->range_count; i++) {
        const struct iwmo_pattern_range *range = &pattern->ranges[i];
        if (row[range->class] != state || (range->first != expected && row[0] != state))
            return false;
        expected = range->last + 1;
    }
    return expected > IWMO_CODE_POINT_LAST || row[0] == state;
}

static bool
stays(const struct iwmo_pattern *pattern, size_t state, int first, int last)
{
    for (int c = first; c <= last; c++)
        if (pattern->next[state * pattern->class_count + pattern->ascii[c]] != state)
            return false;
    return true;
}

static enum iwmo_rest
find_rest(const struct iwmo_pattern *pattern, size_t state)
{
    if (!stays(pattern, state, 0x20, 0x7F))
        return IWMO_REST_NONE;
    if (!stays_above(pattern, state))
        return IWMO_REST_PRINTABLE;
    return stays(pattern, state, 0, 0x1F) ? IWMO_REST_ALL : IWMO_REST_ABOVE;
}

static uint8_t *
find_rests(const struct iwmo_pattern *pattern, struct iwmo_arena *arena)
{
    uint8_t *rests = iwmo_arena_alloc(arena, pattern->state_count);

    for (size_t state = 0; rests != NULL && state < pattern->state_count; state++)
        rests[state] = (uint8_t)find_rest(pattern, state);
    return rests;
}

static const struct iwmo_pattern *
make_pattern(const char *source, const struct classes *classes,
             const struct iwmo_automaton *automaton, struct iwmo_arena *arena)
{
    struct iwmo_pattern *pattern = iwmo_arena_alloc(arena, sizeof(*pattern));
    size_t cells = automaton->state_count * automaton->class_count;

    if (pattern == NULL)
        return NULL;
    pattern->source = iwmo_arena_copy(arena, source, strlen(source));
    pattern->state_count = (uint16_t)automaton->state_count;
    pattern->class_count = (uint16_t)automaton->class_count;
    pattern->range_count = (uint16_t)classes->range_count;
    pattern->ascii = classes->ascii;
    pattern->ranges =
        keep(arena, classes->ranges, classes->range_count * sizeof(*classes->ranges));
    pattern->next = keep(arena, automaton->next, cells * sizeof(*automaton->next));
    pattern->accepts = keep(arena, automaton->accepts, automaton->state_count);
    if (pattern->source == NULL || pattern->ranges == NULL || pattern->next == NULL ||
        pattern->accepts == NULL)
        return NULL;
    pattern->rests = find_rests(pattern, arena);
    return pattern->rests != NULL ? pattern : NULL;
}

static const struct iwmo_pattern *
compile(const char *source, struct iwmo_arena *arena, struct iwmo_arena *scratch,
        struct iwmo_error *err)
{
    struct iwmo_regex *regex = iwmo_arena_alloc(scratch, sizeof(*regex));
    struct classes classes = {
        .regex = regex, .scratch = scratch, .arena = arena, .err = err};
    struct iwmo_class_table table;
    struct iwmo_automaton automaton = {0};

    if (regex == NULL) {
        no_memory(err);
        return NULL;
    }
    if (iwmo_regex_parse(regex, source, scratch, err) != IWMO_OK ||
        find_classes(&classes) != IWMO_OK ||
        fill_class_table(&classes, &table) != IWMO_OK ||
        iwmo_automaton_build(&automaton, regex, &table, scratch, err) != IWMO_OK)
        return NULL;

    const struct iwmo_pattern *pattern =
        make_pattern(source, &classes, &automaton, arena);
    if (pattern == NULL)
        no_memory(err);
    return pattern;
}

const struct iwmo_pattern *
iwmo_pattern_compile(const char *source, struct iwmo_arena *arena,
                     struct iwmo_error *err)
{
    struct iwmo_arena *scratch = iwmo_arena_new(SCRATCH_BYTES);
    const struct iwmo_pattern *pattern = NULL;

    if (scratch != NULL)
        pattern = compile(source, arena, scratch, err);
    else
        no_memory(err);
    iwmo_arena_free(scratch);
    return pattern;
}
