#include <stdlib.h>
#include <string.h>

#include "report/report.h"

/* Room for one more item of `size` bytes.  false: out of memory, nothing changed. */
static bool
make_room(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    size_t more = *room == 0 ? 16 : 2 * *room;
    void *moved = realloc(*items, more * size);
    if (moved == NULL)
        return false;
    *items = moved;
    *room = more;
    return true;
}

static bool
add_code(struct iwmo_summary *summary, const struct iwmo_fault *fault, uint64_t count)
{
    for (size_t i = 0; i < summary->code_count; i++) {
        if (summary->codes[i].fault == fault) {
            summary->codes[i].count += count;
            return true;
        }
    }
    void *codes = summary->codes;
    if (!make_room(&codes, summary->code_count, &summary->code_room,
                   sizeof(*summary->codes)))
        return false;
    summary->codes = codes;
    summary->codes[summary->code_count++] = (struct iwmo_summary_code){fault, count};
    return true;
}

static bool
add_uses(struct iwmo_summary *summary, size_t number, uint64_t count)
{
    if (number >= summary->use_count) {
        uint64_t *uses = realloc(summary->uses, (number + 1) * sizeof(*uses));
        if (uses == NULL)
            return false;
        memset(uses + summary->use_count, 0,
               (number + 1 - summary->use_count) * sizeof(*uses));
        summary->uses = uses;
        summary->use_count = number + 1;
    }
    summary->uses[number] += count;
    return true;
}

uint64_t
iwmo_summary_uses(const struct iwmo_summary *summary,
                  const struct iwmo_measure *measure)
{
    return measure->number < summary->use_count ? summary->uses[measure->number] : 0;
}

static bool
add_finding(struct iwmo_summary *summary, const struct iwmo_finding *finding)
{
    const struct iwmo_measure *measure = finding->measure;
    bool is_complete = measure == NULL || add_uses(summary, measure->number, 1);

    if (!iwmo_finding_is_suppressed(finding))
        is_complete = add_code(summary, finding->fault, 1) && is_complete;
    return is_complete;
}

static void
add_against(struct iwmo_summary_against *into, const struct iwmo_comparison *comparison)
{
    if (comparison == NULL)
        return;
    into->compared += comparison->state == IWMO_COMPARED;
    into->failed += iwmo_comparison_failed(comparison);
    if (comparison->state != IWMO_COMPARED)
        return;
    into->different += comparison->only_ours + comparison->only_theirs > 0;
    into->only_ours += comparison->only_ours;
    into->only_theirs += comparison->only_theirs;
}

static void
merge_against(struct iwmo_summary_against *into,
              const struct iwmo_summary_against *from)
{
    into->compared += from->compared;
    into->different += from->different;
    into->failed += from->failed;
    into->only_ours += from->only_ours;
    into->only_theirs += from->only_theirs;
}

/* Takes `file` when it returns true. */
static bool
add_failing(struct iwmo_summary *summary, char *file)
{
    void *failing = summary->failing;

    if (file == NULL || !make_room(&failing, summary->failing_count,
                                   &summary->failing_room, sizeof(*summary->failing)))
        return false;
    summary->failing = failing;
    summary->failing[summary->failing_count++] = file;
    return true;
}

static bool
add_failing_copy(struct iwmo_summary *summary, const char *file)
{
    if (summary->failing_count >= IWMO_MAX_FAILING)
        return true;
    char *copy = strdup(file);
    if (add_failing(summary, copy))
        return true;
    free(copy);
    return false;
}

enum iwmo_status
iwmo_summary_add(struct iwmo_summary *summary, const struct iwmo_result *result)
{
    bool is_complete = true;

    summary->messages++;
    summary->valid += result->verdict == IWMO_VALID;
    summary->invalid += result->verdict == IWMO_INVALID;
    summary->undetermined += result->verdict == IWMO_UNDETERMINED;
    summary->errors += result->findings.errors;
    summary->warnings += result->findings.warnings;
    summary->size_bytes += result->size_bytes;
    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        is_complete = add_finding(summary, finding) && is_complete;
    summary->suppressed += result->findings.suppressed;
    add_against(&summary->against, result->against);
    if (result->verdict != IWMO_VALID)
        is_complete = add_failing_copy(summary, result->file) && is_complete;
    return is_complete ? IWMO_OK : IWMO_NO_MEMORY;
}

static bool
move_failing(struct iwmo_summary *into, struct iwmo_summary *from)
{
    bool is_complete = true;

    for (size_t i = 0; i < from->failing_count; i++) {
        bool is_wanted = into->failing_count < IWMO_MAX_FAILING;
        if (is_wanted && add_failing(into, from->failing[i]))
            continue;
        free(from->failing[i]);
        is_complete = is_complete && !is_wanted;
    }
    from->failing_count = 0;
    return is_complete;
}

enum iwmo_status
iwmo_summary_merge(struct iwmo_summary *into, struct iwmo_summary *from)
{
    bool is_complete = true;

    into->messages += from->messages;
    into->valid += from->valid;
    into->invalid += from->invalid;
    into->undetermined += from->undetermined;
    into->errors += from->errors;
    into->warnings += from->warnings;
    into->size_bytes += from->size_bytes;
    into->skipped_files += from->skipped_files;
    for (size_t i = 0; i < from->code_count; i++)
        is_complete =
            add_code(into, from->codes[i].fault, from->codes[i].count) && is_complete;
    is_complete = move_failing(into, from) && is_complete;
    into->suppressed += from->suppressed;
    merge_against(&into->against, &from->against);
    for (size_t i = 0; i < from->use_count; i++)
        is_complete = add_uses(into, i, from->uses[i]) && is_complete;
    free(from->uses);
    *from = (struct iwmo_summary){.codes = from->codes,
                                  .code_room = from->code_room,
                                  .failing = from->failing,
                                  .failing_room = from->failing_room};
    return is_complete ? IWMO_OK : IWMO_NO_MEMORY;
}

static int
compare_codes(const void *left, const void *right)
{
    const struct iwmo_summary_code *a = left, *b = right;

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->fault->code, b->fault->code);
}

void
iwmo_summary_sort(struct iwmo_summary *summary)
{
    if (summary->code_count > 0)
        qsort(summary->codes, summary->code_count, sizeof(*summary->codes),
              compare_codes);
}

void
iwmo_summary_release(struct iwmo_summary *summary)
{
    for (size_t i = 0; i < summary->failing_count; i++)
        free(summary->failing[i]);
    free(summary->failing);
    free(summary->codes);
    free(summary->uses);
    *summary = (struct iwmo_summary){0};
}
