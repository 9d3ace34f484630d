#include "cli/kit.h"

#include <string.h>

#include "cli/words.h"

static size_t
tested(const struct iwmo_kit_totals *totals)
{
    return totals->count[IWMO_KIT_MET] + totals->count[IWMO_KIT_DIFFERS];
}

/* The lines of `difference`, each behind `before`. */
static void
indent(struct iwmo_buffer *out, const char *before, const char *difference)
{
    while (*difference != '\0') {
        size_t size = strcspn(difference, "\n");
        iwmo_buffer_text(out, before);
        iwmo_buffer_add(out, difference, size);
        iwmo_buffer_char(out, '\n');
        difference += size + (difference[size] == '\n');
    }
}

/* ---- text ---- */

static void
print_text(struct iwmo_buffer *out, const char *path, enum iwmo_kit_outcome outcome,
           const char *difference, const struct iwmo_kit_totals *totals)
{
    if (outcome != IWMO_KIT_DIFFERS)
        return;
    iwmo_buffer_printf(
        out, "%s: %s\n", path,
        iwmo_words("not as expected (- expected, + found)", totals->lang));
    indent(out, "    ", difference);
}

static void
end_text(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals)
{
    iwmo_buffer_printf(out, "%zu %s, %zu %s, %zu %s\n", totals->count[IWMO_KIT_MET],
                       iwmo_words("as expected", totals->lang),
                       totals->count[IWMO_KIT_DIFFERS], iwmo_words("not", totals->lang),
                       totals->count[IWMO_KIT_WITHOUT],
                       iwmo_words("without expectation", totals->lang));
}

/* ---- TAP 13 ---- */

/* A # would begin a directive. */
static void
print_description(struct iwmo_buffer *out, const char *path)
{
    for (; *path != '\0'; path++) {
        if (*path == '#' || *path == '\\')
            iwmo_buffer_char(out, '\\');
        iwmo_buffer_char(out, (unsigned char)*path < 0x20 ? '?' : *path);
    }
}

static void
begin_tap(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals)
{
    iwmo_buffer_printf(out, "TAP version 13\n1..%zu\n",
                       tested(totals) + totals->count[IWMO_KIT_WITHOUT]);
}

static void
print_tap(struct iwmo_buffer *out, const char *path, enum iwmo_kit_outcome outcome,
          const char *difference, const struct iwmo_kit_totals *totals)
{
    iwmo_buffer_printf(out, "%sok %zu - ", outcome == IWMO_KIT_DIFFERS ? "not " : "",
                       tested(totals) + totals->count[IWMO_KIT_WITHOUT]);
    print_description(out, path);
    iwmo_buffer_text(out,
                     outcome == IWMO_KIT_WITHOUT ? " # SKIP no expectation\n" : "\n");
    if (outcome != IWMO_KIT_DIFFERS)
        return;
    iwmo_buffer_text(out, "  ---\n  difference: |\n");
    indent(out, "    ", difference);
    iwmo_buffer_text(out, "  ...\n");
}

/* ---- JUnit ---- */

static void
print_escaped(struct iwmo_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            iwmo_buffer_text(out, "&amp;");
            break;
        case '<':
            iwmo_buffer_text(out, "&lt;");
            break;
        case '>':
            iwmo_buffer_text(out, "&gt;");
            break;
        case '"':
            iwmo_buffer_text(out, "&quot;");
            break;
        default:
            iwmo_buffer_char(out, (unsigned char)*text < 0x20 && *text != '\n' ? '?'
                                                                               : *text);
        }
    }
}

static void
begin_junit(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals)
{
    iwmo_buffer_printf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "<testsuite name=\"iwmo test\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
        "skipped=\"%zu\">\n",
        tested(totals) + totals->count[IWMO_KIT_WITHOUT],
        totals->count[IWMO_KIT_DIFFERS], totals->count[IWMO_KIT_WITHOUT]);
}

static void
print_junit(struct iwmo_buffer *out, const char *path, enum iwmo_kit_outcome outcome,
            const char *difference, const struct iwmo_kit_totals *totals)
{
    (void)totals;
    iwmo_buffer_text(out, "<testcase classname=\"iwmo\" name=\"");
    print_escaped(out, path);
    if (outcome == IWMO_KIT_MET) {
        iwmo_buffer_text(out, "\"/>\n");
        return;
    }
    iwmo_buffer_text(out, "\">");
    if (outcome == IWMO_KIT_WITHOUT) {
        iwmo_buffer_text(out, "<skipped message=\"no expectation\"/>");
    } else {
        iwmo_buffer_text(out, "<failure message=\"not as expected\">");
        print_escaped(out, difference);
        iwmo_buffer_text(out, "</failure>");
    }
    iwmo_buffer_text(out, "</testcase>\n");
}

static void
end_junit(struct iwmo_buffer *out, const struct iwmo_kit_totals *totals)
{
    (void)totals;
    iwmo_buffer_text(out, "</testsuite>\n</testsuites>\n");
}

const struct iwmo_kit_format iwmo_kit_formats[] = {
    {"text", print_text, NULL, end_text},
    {"tap", print_tap, begin_tap, NULL},
    {"junit", print_junit, begin_junit, end_junit},
    {.name = NULL},
};
