/*
 * Messages that nearly or wholly obey the schema, judged by the rules.
 *
 * The bytes choose a fixture and then edits to it: another value for an element, a
 * record once more, an element less, two elements swapped.  Values come from a small
 * list and from the message itself, so that dates meet, numbers repeat and sums fail.
 * What holds for every message is checked: the order of the findings, that each has its
 * places, that the verdict follows from them, and that caps on findings and places
 * change no count.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_EDITS 40
#define MAX_BYTES 200000

/* ---- the bytes to choose by ---- */

struct choices {
    const uint8_t *at;
    size_t left;
};

/* A number below `most`, 0 when the bytes are used up. */
static size_t
choose(struct choices *choices, size_t most)
{
    size_t number = 0;

    for (size_t reach = 1; reach < most && choices->left > 0; reach *= 256) {
        number = number * 256 + *choices->at++;
        choices->left--;
    }
    return most > 0 ? number % most : 0;
}

/* ---- fixtures ---- */

static void
load(const char *path, struct iwmo_buffer *bytes)
{
    char room[65536];
    FILE *file = fopen(path, "rb");
    size_t size;

    if (file == NULL) {
        fprintf(stderr, "fuzz_rules: run it where %s is\n", path);
        exit(2);
    }
    while ((size = fread(room, 1, sizeof(room), file)) > 0)
        iwmo_buffer_add(bytes, room, size);
    fclose(file);
}

static struct iwmo_buffer
choose_fixture(struct choices *choices)
{
    static const char *const names[] = {
        "3.2/WMO301", "3.2/WMO305", "3.2/WMO307", "3.2/WMO315", "3.2/WMO317",
        "3.2/WMO319", "3.2/WMO323", "3.2/WMO325", "3.2/WMO302", "2.3/WMO301",
        "2.3/WMO303", "2.3/WMO304", "2.3/WMO305", "2.3/WMO307", "2.3/WMO315",
    };
    struct iwmo_buffer bytes = {0};
    char path[100];

    snprintf(path, sizeof(path), "fixtures/%s/%s.xml",
             names[choose(choices, sizeof(names) / sizeof(names[0]))],
             choose(choices, 4) == 3 ? "minimal" : "valid");
    load(path, &bytes);
    return bytes;
}

/* ---- elements ---- */

/* From the < of the start tag to behind the end tag. */
struct element {
    size_t begin, end;
    size_t text, text_end; /* between its tags */
    bool is_leaf;
};

/* Behind the end tag that goes with the start tag at `begin`. */
static void
measure(const struct iwmo_buffer *bytes, size_t begin, struct element *element)
{
    int depth = 0;
    size_t count = 0;

    element->begin = begin;
    for (const char *at = bytes->at + begin; (at = strchr(at, '<')) != NULL; at++) {
        const char *close = strchr(at, '>');
        if (close == NULL)
            break;
        size_t behind = (size_t)(close - bytes->at) + 1;
        if (count++ == 0)
            element->text = behind;
        if (at[1] != '/' && close[-1] != '/')
            depth++;
        else if (at[1] == '/')
            depth--;
        element->text_end = (size_t)(at - bytes->at);
        element->end = behind;
        element->is_leaf = count <= 2;
        if (depth <= 0)
            return;
    }
    element->end = element->text_end = element->text = bytes->size;
}

/* The nth start tag inside the root, or one of the leaves only. */
static bool
choose_element(const struct iwmo_buffer *bytes, struct choices *choices, bool is_leaf,
               struct element *element)
{
    size_t count = 0, chosen = 0;

    for (int round = 0; round < 2; round++) {
        size_t number = 0;
        for (const char *at = bytes->at + 200; (at = strchr(at, '<')) != NULL; at++) {
            if (at[1] == '/' || at[1] == '?')
                continue;
            measure(bytes, (size_t)(at - bytes->at), element);
            if (is_leaf && !element->is_leaf)
                continue;
            if (round == 1 && number == chosen)
                return true;
            number++;
        }
        count = number;
        if (count == 0)
            return false;
        chosen = choose(choices, count);
    }
    return false;
}

/* ---- edits ---- */

static void
splice(struct iwmo_buffer *bytes, size_t begin, size_t end, const char *text,
       size_t size)
{
    struct iwmo_buffer edited = {0};

    iwmo_buffer_add(&edited, bytes->at, begin);
    iwmo_buffer_add(&edited, text, size);
    iwmo_buffer_add(&edited, bytes->at + end, bytes->size - end);
    iwmo_buffer_release(bytes);
    *bytes = edited;
}

static void
set_value(struct iwmo_buffer *bytes, struct choices *choices)
{
    static const char *const values[] = {
        "2020-12-31", "2021-01-01", "2024-02-29", "2025-04-01", "2025-04-30",
        "1900-01-01", "1905-05-06", "9999-12-31", "0001-01-01", "0",
        "1",          "2",          "3",          "4",          "6",
        "01",         "04",         "13",         "14",         "83",
        "C",          "D",          "00",         "99999999",   "+1",
        "-1",         " ",          "",           "  1  ",      "x",
        "999900006",  "000000000",  "NL",         "BE",         "1234AB",
        "0200",
    };
    struct element element;

    if (!choose_element(bytes, choices, true, &element))
        return;
    const char *value = values[choose(choices, sizeof(values) / sizeof(values[0]))];
    splice(bytes, element.text, element.text_end, value, strlen(value));
}

/* A value that stands elsewhere. */
static void
copy_value(struct iwmo_buffer *bytes, struct choices *choices)
{
    struct element from, to;

    if (!choose_element(bytes, choices, true, &from) ||
        !choose_element(bytes, choices, true, &to))
        return;
    char *copy = strndup(bytes->at + from.text, from.text_end - from.text);
    if (copy != NULL)
        splice(bytes, to.text, to.text_end, copy, strlen(copy));
    free(copy);
}

static void
repeat(struct iwmo_buffer *bytes, struct choices *choices)
{
    struct element element;

    if (!choose_element(bytes, choices, false, &element))
        return;
    size_t times = 1 + choose(choices, 4), size = element.end - element.begin;
    char *copy = strndup(bytes->at + element.begin, size);
    for (size_t i = 0; copy != NULL && i < times && bytes->size + size < MAX_BYTES; i++)
        splice(bytes, element.end, element.end, copy, size);
    free(copy);
}

static void
drop(struct iwmo_buffer *bytes, struct choices *choices)
{
    struct element element;

    if (choose_element(bytes, choices, false, &element))
        splice(bytes, element.begin, element.end, "", 0);
}

static void
edit(struct iwmo_buffer *bytes, struct choices *choices)
{
    static void (*const edits[])(struct iwmo_buffer *, struct choices *) = {
        set_value, copy_value, set_value, repeat, copy_value, drop};

    for (int i = 0; i < MAX_EDITS && choices->left > 0 && bytes->at != NULL; i++)
        edits[choose(choices, sizeof(edits) / sizeof(edits[0]))](bytes, choices);
}

/* ---- what holds always ---- */

static void
expect(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_rules: %s\n", what);
    abort();
}

static void
check_place(const struct iwmo_location *place)
{
    struct iwmo_buffer path = {0};

    expect(place->step != NULL, "a place without a path");
    iwmo_path_print(place->step, &path);
    expect(path.at != NULL && strncmp(path.at, "/Bericht", 8) == 0,
           "a path from nowhere");
    iwmo_buffer_release(&path);
}

static void
check_finding(const struct iwmo_finding *finding, const struct iwmo_finding *before,
              bool is_sound)
{
    bool is_rule = finding->order > 0;

    if (before != NULL)
        expect(before->order < finding->order ||
                   (before->order == finding->order && before->rank <= finding->rank),
               "findings out of order");
    expect(finding->also_count <= finding->also_total, "more places than there are");
    expect(is_rule == (finding->fault->kind >= IWMO_KIND_CD), "a rule without order");
    expect(is_rule || !finding->follow_on, "structure that follows from itself");
    expect(!is_sound || !finding->follow_on, "follows from a fault that is not there");
    if (!is_rule)
        return;
    expect(finding->where.at.line > 0, "a rule without a line");
    check_place(&finding->where);
    for (size_t i = 0; i < finding->also_count; i++)
        check_place(&finding->also[i]);
}

static void
check(const struct iwmo_result *result)
{
    const struct iwmo_findings *findings = &result->findings;
    const struct iwmo_finding *before = NULL;
    bool is_sound = true;
    size_t count = 0;

    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next)
        is_sound &= finding->fault->kind != IWMO_KIND_XSD &&
                    finding->fault->kind != IWMO_KIND_XML;
    for (const struct iwmo_finding *finding = findings->first; finding;
         before = finding, finding = finding->next, count++)
        check_finding(finding, before, is_sound);
    expect(count == findings->kept, "findings lost");
    expect(count <= findings->errors + findings->warnings, "findings not counted");
    expect(findings->kept == findings->max ||
               count == findings->errors + findings->warnings,
           "findings counted that are not there");
    expect(result->verdict != IWMO_VALID || findings->errors == 0, "valid with errors");
    expect(result->verdict != IWMO_INVALID || findings->errors > 0,
           "invalid without errors");
}

static struct iwmo_judge *
new_judge(size_t max_findings, size_t max_places)
{
    struct iwmo_judge_options options = {
        .max_findings = max_findings, .max_places = max_places, .seed = max_findings};
    struct iwmo_error err = {0};
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);

    expect(judge != NULL, err.text);
    return judge;
}

static const struct iwmo_result *
judge_with(struct iwmo_judge *judge, const struct iwmo_buffer *bytes)
{
    const struct iwmo_result *result = NULL;
    struct iwmo_error err = {0};

    expect(iwmo_judge_bytes(judge, "fuzz.xml", bytes->at, bytes->size, &result, &err) ==
               IWMO_OK,
           err.text);
    check(result);
    return result;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct iwmo_judge *wide, *narrow; /* the fuzzer's, for its whole life */
    struct choices choices = {data, size};

    if (wide == NULL) {
        wide = new_judge(100000, 1000);
        narrow = new_judge(3, 2);
    }
    struct iwmo_buffer bytes = choose_fixture(&choices);
    edit(&bytes, &choices);
    const struct iwmo_result *all = judge_with(wide, &bytes);
    const struct iwmo_result *few = judge_with(narrow, &bytes);
    expect(all->findings.errors == few->findings.errors, "a cap changes the errors");
    expect(all->findings.warnings == few->findings.warnings,
           "a cap changes the warnings");
    expect(all->verdict == few->verdict, "a cap changes the verdict");
    iwmo_buffer_release(&bytes);
    return 0;
}
