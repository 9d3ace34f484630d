#include "against/against.h"

#include <stdlib.h>
#include <string.h>

#include "against/sheet.h"
#include "rules/deviation.h"

struct iwmo_against {
    struct iwmo_sheet *sheet;
    size_t message_bytes;
};

/* ---- life ---- */

struct iwmo_against *
iwmo_against_open(const struct iwmo_against_options *options, struct iwmo_error *err)
{
    struct iwmo_against *against = calloc(1, sizeof(*against));
    unsigned seconds = options->seconds ? options->seconds : IWMO_MAX_AGAINST_SECONDS;

    if (against == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    against->message_bytes = (size_t)(options->message_bytes ? options->message_bytes
                                                             : IWMO_MAX_AGAINST_BYTES);
    against->sheet = iwmo_sheet_open(options->sheet, seconds, err);
    if (against->sheet != NULL)
        return against;
    free(against);
    return NULL;
}

size_t
iwmo_against_limit(const struct iwmo_against *against)
{
    return against->message_bytes;
}

void
iwmo_against_close(struct iwmo_against *against)
{
    if (against == NULL)
        return;
    iwmo_sheet_close(against->sheet);
    free(against);
}

/* ---- our findings, in the form of theirs: a line of code and places, tabs behind ----
 */

bool
iwmo_against_is_complete(const struct iwmo_findings *findings)
{
    if (findings->failed || iwmo_findings_total(findings) > findings->kept)
        return false;
    for (const struct iwmo_finding *finding = findings->first; finding != NULL;
         finding = finding->next)
        if (finding->also_total > finding->also_count)
            return false;
    return true;
}

/* The standard's code of a finding; NULL: it has none. */
static const char *
standard_code(const struct iwmo_fault *fault)
{
    const char *code = fault->code;

    if (fault->kind != IWMO_KIND_CD && fault->kind != IWMO_KIND_CS &&
        fault->kind != IWMO_KIND_TR)
        return NULL;
    if (strncmp(code, "IW-R-", 5) == 0)
        code += 5;
    return strncmp(code, "D23-", 4) != 0 ? code : NULL;
}

static void
print_ours(const struct iwmo_findings *findings, struct iwmo_buffer *out)
{
    for (const struct iwmo_finding *finding = findings->first; finding != NULL;
         finding = finding->next) {
        const char *code = standard_code(finding->fault);
        if (code == NULL)
            continue;
        iwmo_buffer_text(out, code);
        iwmo_buffer_char(out, '\t');
        iwmo_path_print(finding->where.step, out);
        iwmo_buffer_char(out, '\t');
        for (size_t i = 0; i < finding->also_count; i++) {
            iwmo_path_print(finding->also[i].step, out);
            iwmo_buffer_char(out, '\t');
        }
        iwmo_buffer_char(out, '\n');
    }
}

/* ---- two sorted lists of lines ---- */

struct lines {
    struct iwmo_text *at; /* without their ends */
    size_t count;
};

static int
compare(const void *left, const void *right)
{
    const struct iwmo_text *a = left, *b = right;
    int order = memcmp(a->at, b->at, a->size < b->size ? a->size : b->size);

    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

/* false: out of memory. */
static bool
split(const struct iwmo_buffer *text, struct lines *lines)
{
    size_t count = 0;

    for (size_t i = 0; i < text->size; i++)
        count += text->at[i] == '\n';
    lines->at = calloc(count + 1, sizeof(*lines->at));
    if (lines->at == NULL)
        return false;
    for (const char *at = text->at; lines->count < count;) {
        const char *end = strchr(at, '\n');
        lines->at[lines->count++] = (struct iwmo_text){at, (size_t)(end - at)};
        at = end + 1;
    }
    if (count > 0)
        qsort(lines->at, count, sizeof(*lines->at), compare);
    return true;
}

/* What differs, while comparing. */
struct verdicts {
    struct iwmo_arena *arena;
    struct iwmo_comparison *comparison;
    struct iwmo_difference *rows;
    unsigned deviations; /* that the message gives cause for */
    bool has_room;
};

/* Does it differ so on purpose? */
static void
name_known(struct iwmo_difference *row, unsigned deviations)
{
    for (size_t i = 0; iwmo_deviations[i].key != NULL; i++) {
        if ((deviations >> i & 1) == 0 ||
            !iwmo_deviation_is_of(&iwmo_deviations[i], row->code))
            continue;
        row->known = iwmo_deviations[i].key;
        row->known_text[0] = iwmo_deviations[i].text[0];
        row->known_text[1] = iwmo_deviations[i].text[1];
        return;
    }
}

static void
add_difference(struct verdicts *verdicts, struct iwmo_text line, bool is_ours)
{
    struct iwmo_comparison *comparison = verdicts->comparison;
    char *copy = iwmo_arena_copy(verdicts->arena, line.at, line.size);

    verdicts->has_room = verdicts->has_room && copy != NULL;
    if (copy == NULL)
        return;
    struct iwmo_difference *row = &verdicts->rows[comparison->difference_count++];
    *row = (struct iwmo_difference){.is_ours = is_ours, .code = copy};
    for (char *tab = copy + strcspn(copy, "\t"); *tab == '\t';
         tab += strcspn(tab, "\t")) {
        *tab++ = '\0';
        if (row->places == NULL)
            row->places = tab; /* the code ends here */
        else
            row->place_count++;
    }
    name_known(row, verdicts->deviations);
}

/* What is in `a` more often than in `b`.  Returns how many they have in common. */
static uint64_t
add_differences(struct verdicts *verdicts, const struct lines *a, const struct lines *b,
                bool is_ours)
{
    uint64_t same = 0;

    for (size_t i = 0, j = 0; i < a->count; i++) {
        while (j < b->count && compare(&b->at[j], &a->at[i]) < 0)
            j++;
        bool is_same = j < b->count && compare(&b->at[j], &a->at[i]) == 0;
        if (!is_same && verdicts->rows != NULL)
            add_difference(verdicts, a->at[i], is_ours);
        same += is_same;
        j += is_same;
    }
    return same;
}

static enum iwmo_comparison_state
compare_lines(const struct lines *ours, const struct lines *theirs,
              struct iwmo_text sent, struct iwmo_arena *arena,
              struct iwmo_comparison *comparison)
{
    struct verdicts verdicts = {arena, comparison, NULL, 0, true};

    comparison->same = add_differences(&verdicts, ours, theirs, true);
    comparison->only_ours = ours->count - comparison->same;
    comparison->only_theirs = theirs->count - comparison->same;
    size_t count = (size_t)(comparison->only_ours + comparison->only_theirs);
    if (count == 0)
        return IWMO_COMPARED;
    verdicts.deviations = iwmo_deviation_find(sent);
    verdicts.rows = iwmo_arena_alloc(arena, count * sizeof(*verdicts.rows));
    if (verdicts.rows == NULL)
        return IWMO_FINDINGS_MANY;
    comparison->differences = verdicts.rows;
    add_differences(&verdicts, ours, theirs, true);
    add_differences(&verdicts, theirs, ours, false);
    return verdicts.has_room ? IWMO_COMPARED : IWMO_FINDINGS_MANY;
}

static bool
is_schema_valid(const struct iwmo_result *result)
{
    bool is_valid = result->layers[IWMO_LAYER_SCHEMA] == IWMO_RAN;

    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        if (finding->fault->kind <= IWMO_KIND_XSD &&
            finding->fault->severity == IWMO_SEVERITY_ERROR)
            is_valid = false;
    return is_valid;
}

enum iwmo_status
iwmo_against_compare(const struct iwmo_against *against, const struct iwmo_buffer *sent,
                     const struct iwmo_result *ours, struct iwmo_arena *arena,
                     struct iwmo_comparison *comparison)
{
    struct iwmo_buffer our_text = {0}, their_text = {0};
    struct lines our_lines = {0}, their_lines = {0};
    enum iwmo_status status = IWMO_OK;

    *comparison = (struct iwmo_comparison){.state = IWMO_MESSAGE_LARGE,
                                           .is_schema_valid = is_schema_valid(ours)};
    if (sent->failed != IWMO_OK)
        return sent->failed == IWMO_NO_MEMORY ? IWMO_NO_MEMORY : IWMO_OK;
    iwmo_buffer_init(&their_text, IWMO_MAX_ANSWER_BYTES + 1);
    iwmo_buffer_init(&our_text, IWMO_MAX_ANSWER_BYTES);
    comparison->state = iwmo_sheet_run(
        against->sheet, (struct iwmo_text){sent->at, sent->size}, &their_text);
    if (comparison->state == IWMO_COMPARED)
        print_ours(&ours->findings, &our_text);
    if (our_text.failed == IWMO_NO_MEMORY || their_text.failed == IWMO_NO_MEMORY)
        status = IWMO_NO_MEMORY;
    else if (our_text.failed != IWMO_OK || !iwmo_against_is_complete(&ours->findings))
        comparison->state = IWMO_FINDINGS_MANY;
    else if (comparison->state == IWMO_COMPARED &&
             (!split(&our_text, &our_lines) || !split(&their_text, &their_lines)))
        status = IWMO_NO_MEMORY;
    else if (comparison->state == IWMO_COMPARED)
        comparison->state =
            compare_lines(&our_lines, &their_lines,
                          (struct iwmo_text){sent->at, sent->size}, arena, comparison);
    free(our_lines.at);
    free(their_lines.at);
    iwmo_buffer_release(&our_text);
    iwmo_buffer_release(&their_text);
    return status;
}
