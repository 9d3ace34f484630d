#include "judge/expectation.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_SHOWN 20 /* lines of each kind in a difference */

void
iwmo_expectation_path(const char *path, struct iwmo_buffer *out)
{
    size_t size = strlen(path);
    bool has_ending = size > 4 && strcasecmp(path + size - 4, ".xml") == 0;

    iwmo_buffer_add(out, path, has_ending ? size - 4 : size);
    iwmo_buffer_text(out, IWMO_EXPECTATION_ENDING);
}

/* ---- a finding as a line ---- */

static void
print_place(const struct iwmo_location *location, struct iwmo_buffer *out)
{
    iwmo_buffer_char(out, ' ');
    iwmo_path_print(location->step, out);
    if (location->attribute != NULL)
        iwmo_buffer_printf(out, "/@%s", location->attribute);
}

static void
print_line(const struct iwmo_finding *finding, bool has_position,
           struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, finding->fault->code);
    if (has_position)
        iwmo_buffer_printf(out, "@%" PRIu64 ":%" PRIu64, finding->where.at.line,
                           finding->where.at.column);
    print_place(&finding->where, out);
    for (size_t i = 0; i < finding->also_count; i++)
        print_place(&finding->also[i], out);
}

static void
print_verdict(const struct iwmo_result *result, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "verdict %s", iwmo_verdict_name(result->verdict));
}

void
iwmo_expectation_print(const struct iwmo_result *result, struct iwmo_buffer *out)
{
    print_verdict(result, out);
    iwmo_buffer_char(out, '\n');
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next) {
        print_line(finding, false, out);
        iwmo_buffer_char(out, '\n');
    }
}

/* ---- comparing ---- */

/* An expected line, and a line that was found, in both forms. */
struct line {
    struct iwmo_text text, with_position;
    bool is_matched;
};

struct lines {
    struct line *lines;
    size_t count;
};

/* The next line that says something, without its end; false: no more. */
static bool
next_line(struct iwmo_text *rest, struct iwmo_text *line)
{
    while (rest->size > 0) {
        const char *end = memchr(rest->at, '\n', rest->size);
        size_t size = end != NULL ? (size_t)(end - rest->at) : rest->size;
        *line = (struct iwmo_text){rest->at, size};
        size_t step = size + (end != NULL);
        rest->at += step;
        rest->size -= step;
        while (line->size > 0 && strchr("\r \t", line->at[line->size - 1]) != NULL)
            line->size--;
        if (line->size > 0 && line->at[0] != '#')
            return true;
    }
    return false;
}

static size_t
count_lines(struct iwmo_text text)
{
    struct iwmo_text line;
    size_t count = 0;

    while (next_line(&text, &line))
        count++;
    return count;
}

static bool
take_expected(struct iwmo_text text, struct lines *lines)
{
    struct iwmo_text line;

    lines->lines = calloc(count_lines(text) + 1, sizeof(*lines->lines));
    while (lines->lines != NULL && next_line(&text, &line))
        lines->lines[lines->count++].text = line;
    return lines->lines != NULL;
}

/* The lines of what was found; their text lives in `room`. */
static bool
take_found(const struct iwmo_result *result, struct iwmo_buffer *room,
           struct lines *lines)
{
    lines->lines = calloc(result->findings.kept + 1, sizeof(*lines->lines));
    if (lines->lines == NULL)
        return false;
    print_verdict(result, room);
    lines->lines[lines->count++].text.size = room->size;
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next) {
        struct line *line = &lines->lines[lines->count++];
        size_t before = room->size;
        print_line(finding, false, room);
        line->text.size = room->size - before;
        print_line(finding, true, room);
        line->with_position.size = room->size - before - line->text.size;
    }
    if (room->failed != IWMO_OK)
        return false;
    const char *at = room->at; /* it stays there now */
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->lines[i];
        line->text.at = at;
        line->with_position.at = at + line->text.size;
        at = line->with_position.at + line->with_position.size;
    }
    return true;
}

static bool
matches(const struct line *expected, const struct line *found)
{
    const char *blank = memchr(expected->text.at, ' ', expected->text.size);
    size_t code =
        blank != NULL ? (size_t)(blank - expected->text.at) : expected->text.size;
    bool has_position = memchr(expected->text.at, '@', code) != NULL;

    return iwmo_text_same(expected->text,
                          has_position ? found->with_position : found->text);
}

static bool
is_same(const struct lines *expected, const struct lines *found)
{
    if (expected->count != found->count)
        return false;
    for (size_t i = 0; i < expected->count; i++)
        if (!matches(&expected->lines[i], &found->lines[i]))
            return false;
    return true;
}

static void
pair_off(struct lines *expected, struct lines *found)
{
    for (size_t i = 0; i < expected->count; i++)
        for (size_t j = 0; j < found->count && !expected->lines[i].is_matched; j++)
            if (!found->lines[j].is_matched &&
                matches(&expected->lines[i], &found->lines[j]))
                expected->lines[i].is_matched = found->lines[j].is_matched = true;
}

/* The lines without a partner; returns how many there are. */
static size_t
show(const struct lines *lines, const char *sign, struct iwmo_buffer *out)
{
    size_t count = 0;

    for (size_t i = 0; i < lines->count; i++) {
        if (lines->lines[i].is_matched || count++ >= MAX_SHOWN)
            continue;
        iwmo_buffer_text(out, sign);
        iwmo_buffer_add(out, lines->lines[i].text.at, lines->lines[i].text.size);
        iwmo_buffer_char(out, '\n');
    }
    if (count > MAX_SHOWN)
        iwmo_buffer_printf(out, "%s... and %zu more\n", sign, count - MAX_SHOWN);
    return count;
}

static void
explain(struct lines *expected, struct lines *found, struct iwmo_buffer *out)
{
    if (expected->count == 0 || expected->lines[0].text.size < 8 ||
        memcmp(expected->lines[0].text.at, "verdict ", 8) != 0)
        iwmo_buffer_text(out, "the expectation does not begin with a verdict\n");
    pair_off(expected, found);
    size_t missing = show(expected, "- ", out);
    if (show(found, "+ ", out) + missing == 0)
        iwmo_buffer_text(out, "the findings come in another order\n");
}

enum iwmo_status
iwmo_expectation_compare(struct iwmo_text expected, const struct iwmo_result *result,
                         bool *is_met, struct iwmo_buffer *difference)
{
    struct lines wanted = {0}, found = {0};
    struct iwmo_buffer room = {0};
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (take_expected(expected, &wanted) && take_found(result, &room, &found)) {
        *is_met = is_same(&wanted, &found);
        if (!*is_met)
            explain(&wanted, &found, difference);
        status = difference->failed;
    }
    free(wanted.lines);
    free(found.lines);
    iwmo_buffer_release(&room);
    return status;
}
