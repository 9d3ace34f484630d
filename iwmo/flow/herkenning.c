#include "flow/herkenning.h"

#include <stdlib.h>
#include <string.h>

#include "flow/herkenning_tables.h"

static const struct {
    const char *name;
    char letter;
    unsigned weight;
} verdicts_by_number[] = {
    [IWMO_HERKEND_NONE] = {"", '\0', 0},
    [IWMO_HERKEND_NEW] = {"NEW", 'N', 3},
    [IWMO_HERKEND_DUPLICATE] = {"DUPLICATE", 'D', 1},
    [IWMO_HERKEND_RESEND] = {"RESEND", 'R', 2},
    [IWMO_HERKEND_CORRECTION] = {"CORRECTION", 'C', 4},
    [IWMO_HERKEND_CONFLICT] = {"CONFLICT", 'X', 5},
};

static const char *const kind_names[IWMO_HERKENNING_KINDS] = {
    [IWMO_HERKENNING_OTHER] = "",
    [IWMO_HERKENNING_FIRST] = "first",
    [IWMO_HERKENNING_GRANT] = "grant",
    [IWMO_HERKENNING_MISSED_FIRST] = "missed-first",
    [IWMO_HERKENNING_VOID] = "void",
    [IWMO_HERKENNING_REPEAT] = "repeat",
    [IWMO_HERKENNING_SAME_VERSION] = "same-version",
    [IWMO_HERKENNING_STALE] = "stale",
    [IWMO_HERKENNING_EXTEND] = "extend",
    [IWMO_HERKENNING_SHORTEN] = "shorten",
    [IWMO_HERKENNING_VOLUME] = "volume",
    [IWMO_HERKENNING_BUDGET] = "budget",
    [IWMO_HERKENNING_REMOVE] = "remove",
    [IWMO_HERKENNING_REASON_ONLY] = "reason-only",
    [IWMO_HERKENNING_NEWER_MOMENT] = "newer-moment",
    [IWMO_HERKENNING_OTHER_SUBJECT] = "other-subject",
    [IWMO_HERKENNING_OTHER_FIXED] = "other-fixed-field",
    [IWMO_HERKENNING_RETURNED] = "returned",
    [IWMO_HERKENNING_OVERLAP] = "overlap",
    [IWMO_HERKENNING_RESTART] = "restart",
    [IWMO_HERKENNING_WITHDRAWAL] = "withdrawal",
    [IWMO_HERKENNING_CREDIT] = "credit",
    [IWMO_HERKENNING_AFTER_CREDIT] = "after-credit",
};

static iwmo_herkenning_table *const tables[IWMO_RECORD_KINDS] = {
    [IWMO_RECORD_TOEWIJZING] = iwmo_herkenning_toewijzing,
    [IWMO_RECORD_START] = iwmo_herkenning_levering,
    [IWMO_RECORD_STOP] = iwmo_herkenning_levering,
    [IWMO_RECORD_AANVRAAG] = iwmo_herkenning_verzoek,
    [IWMO_RECORD_VERZOEK] = iwmo_herkenning_verzoek,
    [IWMO_RECORD_ONGEWIJZIGD] = iwmo_herkenning_deel,
    [IWMO_RECORD_TE_WIJZIGEN] = iwmo_herkenning_deel,
    [IWMO_RECORD_NIEUW] = iwmo_herkenning_deel,
    [IWMO_RECORD_ANTWOORD] = iwmo_herkenning_antwoord,
    [IWMO_RECORD_DECLARATIE] = iwmo_herkenning_declaratie,
    [IWMO_RECORD_PRESTATIE] = iwmo_herkenning_prestatie,
    [IWMO_RECORD_TOEKENNING] = iwmo_herkenning_toekenning,
    [IWMO_RECORD_TERUG] = iwmo_herkenning_terug,
};

/* ---- the message, in order ---- */

/* A place comes before another: by offset, then by step, which tells empty elements at
 * one offset apart. */
static int
compare_places(const struct iwmo_location *a, const struct iwmo_location *b)
{
    if (a->at.offset != b->at.offset)
        return a->at.offset < b->at.offset ? -1 : 1;
    return (a->step > b->step) - (a->step < b->step);
}

static int
compare_blames(const void *a, const void *b)
{
    const struct iwmo_herkenning_blame *one = a, *other = b;
    int difference = compare_places(&one->finding->where, &other->finding->where);

    if (difference != 0)
        return difference;
    return (one->turn > other->turn) - (one->turn < other->turn);
}

static enum iwmo_status
order_findings(struct iwmo_herkenner *herkenner, struct iwmo_error *err)
{
    const struct iwmo_findings *findings = herkenner->task->findings;
    struct iwmo_herkenning_blame *blames;
    size_t count = 0;

    if (findings == NULL || findings->kept == 0)
        return IWMO_OK;
    blames =
        iwmo_arena_alloc(herkenner->task->scratch, findings->kept * sizeof(*blames));
    if (blames == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (const struct iwmo_finding *finding = findings->first;
         finding != NULL && count < findings->kept; finding = finding->next, count++)
        blames[count] = (struct iwmo_herkenning_blame){finding, count};
    qsort(blames, count, sizeof(*blames), compare_blames);
    herkenner->blames = blames;
    herkenner->blame_count = count;
    return IWMO_OK;
}

static int
compare_credits(const void *a, const void *b)
{
    const struct iwmo_record *one = *(const struct iwmo_record *const *)a;
    const struct iwmo_record *other = *(const struct iwmo_record *const *)b;

    return memcmp(&one->vorig, &other->vorig, sizeof(one->vorig));
}

static enum iwmo_status
order_credits(struct iwmo_herkenner *herkenner, struct iwmo_error *err)
{
    const struct iwmo_records *records = &herkenner->task->records;
    size_t count = 0;

    for (size_t i = 0; i < records->count; i++)
        count += records->rows[i].kind == IWMO_RECORD_PRESTATIE &&
                 records->rows[i].status == 'C';
    if (count == 0)
        return IWMO_OK;
    herkenner->credits =
        iwmo_arena_alloc(herkenner->task->scratch, count * sizeof(*herkenner->credits));
    if (herkenner->credits == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_PRESTATIE &&
            records->rows[i].status == 'C')
            herkenner->credits[herkenner->credit_count++] = &records->rows[i];
    qsort(herkenner->credits, count, sizeof(*herkenner->credits), compare_credits);
    return IWMO_OK;
}

static void
find_withdrawn(struct iwmo_herkenner *herkenner)
{
    const struct iwmo_records *records = &herkenner->task->records;

    for (size_t i = 0; i < records->count; i++) {
        const struct iwmo_record *record = &records->rows[i];
        struct iwmo_herkenning_withdrawn *withdrawn =
            &herkenner->withdrawn[record->kind];

        if (record->status != '3')
            continue;
        if (withdrawn->one == NULL)
            withdrawn->one = record;
        else if (withdrawn->other == NULL &&
                 !iwmo_record_same_key(withdrawn->one, record))
            withdrawn->other = record;
    }
}

enum iwmo_status
iwmo_herkenning_run(const struct iwmo_herkenning_task *task,
                    struct iwmo_herkenning *verdicts, struct iwmo_error *err)
{
    struct iwmo_herkenner herkenner = {
        .task = task,
        .ask = {task->history, task->scratch, task->side, task->entry->id},
        .verdicts = verdicts,
    };
    enum iwmo_status status = order_findings(&herkenner, err);

    if (status == IWMO_OK)
        status = order_credits(&herkenner, err);
    find_withdrawn(&herkenner);
    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++) {
        const struct iwmo_record *record = &task->records.rows[i];
        struct iwmo_arena_mark mark = iwmo_arena_mark(task->scratch);

        verdicts[i] = (struct iwmo_herkenning){0};
        if (tables[record->kind] != NULL)
            status = tables[record->kind](&herkenner, record, &verdicts[i], err);
        iwmo_arena_rewind(task->scratch, mark); /* a verdict points to nothing */
    }
    return status;
}

enum iwmo_herkend
iwmo_herkenning_weightiest(const struct iwmo_herkenning *verdicts, size_t count)
{
    enum iwmo_herkend weightiest = IWMO_HERKEND_NONE;

    for (size_t i = 0; i < count; i++)
        if (verdicts_by_number[verdicts[i].verdict].weight >
            verdicts_by_number[weightiest].weight)
            weightiest = verdicts[i].verdict;
    return weightiest;
}

const char *
iwmo_herkend_name(enum iwmo_herkend verdict)
{
    return verdicts_by_number[verdict].name;
}

char
iwmo_herkend_letter(enum iwmo_herkend verdict)
{
    return verdicts_by_number[verdict].letter;
}

const char *
iwmo_herkenning_kind_name(enum iwmo_herkenning_kind kind)
{
    return kind_names[kind];
}

/* ---- what the tables share ---- */

/* The first finding at `record`, or where it would stand. */
static size_t
first_at(const struct iwmo_herkenner *herkenner, const struct iwmo_record *record)
{
    size_t low = 0, high = herkenner->blame_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(&herkenner->blames[middle].finding->where, &record->where) <
            0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
is_at(const struct iwmo_herkenner *herkenner, size_t i,
      const struct iwmo_record *record)
{
    return i < herkenner->blame_count &&
           compare_places(&herkenner->blames[i].finding->where, &record->where) == 0;
}

bool
iwmo_herkenning_has_code(const struct iwmo_herkenner *herkenner,
                         const struct iwmo_record *record, const char *code)
{
    for (size_t i = first_at(herkenner, record); is_at(herkenner, i, record); i++) {
        const struct iwmo_fault *fault = herkenner->blames[i].finding->fault;
        if (strcmp(fault->retourcode, code) == 0 || strcmp(fault->code, code) == 0)
            return true;
    }
    return false;
}

const char *
iwmo_herkenning_any_code(const struct iwmo_herkenner *herkenner,
                         const struct iwmo_record *record)
{
    for (size_t i = first_at(herkenner, record); is_at(herkenner, i, record); i++)
        if (herkenner->blames[i].finding->severity == IWMO_SEVERITY_ERROR)
            return herkenner->blames[i].finding->fault->retourcode;
    return NULL;
}

const struct iwmo_record *
iwmo_herkenning_parent(const struct iwmo_herkenning_task *task,
                       const struct iwmo_record *record)
{
    size_t low = 0, high = task->records.count;

    if (record->parent == 0)
        return NULL;
    while (low < high) { /* ordinals ascend */
        size_t middle = low + (high - low) / 2;
        if (task->records.rows[middle].ordinal < record->parent)
            low = middle + 1;
        else
            high = middle;
    }
    return low < task->records.count &&
                   task->records.rows[low].ordinal == record->parent
               ? &task->records.rows[low]
               : NULL;
}

struct iwmo_herkenning
iwmo_herkenning_taken(enum iwmo_herkend verdict, enum iwmo_herkenning_kind kind,
                      const char *row)
{
    struct iwmo_herkenning taken = {.verdict = verdict, .kind = kind};

    memccpy(taken.row, row, '\0', sizeof(taken.row) - 1);
    return taken;
}

struct iwmo_herkenning
iwmo_herkenning_refused(enum iwmo_herkend verdict, const char *row, const char *code)
{
    struct iwmo_herkenning refused =
        iwmo_herkenning_taken(verdict, IWMO_HERKENNING_OTHER, row);

    refused.is_refused = true;
    memccpy(refused.code, code, '\0', sizeof(refused.code) - 1);
    return refused;
}
