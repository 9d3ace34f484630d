#include <stdlib.h>
#include <string.h>

#include "across/across.h"
#include "books/books_inner.h"

/* ---- questions about a judged message ---- */

/* Does the message obey its schema (level 1)? */
bool
iwmo_books_obeys_schema(const struct iwmo_result *result)
{
    return result->layers[IWMO_LAYER_SCHEMA] == IWMO_RAN &&
           !iwmo_findings_break_schema(&result->findings);
}

/* Does a rule inside the message refuse it as a whole (level 2)? */
bool
iwmo_books_breaks_rule(const struct iwmo_result *result)
{
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        if (finding->severity == IWMO_SEVERITY_ERROR &&
            strcmp(finding->fault->retourcode, "0001") == 0)
            return true;
    return result->findings.lost_whole; /* it may be one of those that were not kept */
}

void
iwmo_books_gather_codes(const struct iwmo_findings *findings,
                        char codes[static IWMO_RETOURCODES_TEXT])
{
    codes[0] = '\0';
    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next)
        iwmo_retourcodes_add_finding(codes, finding);
}

/* ---- the rules across messages ---- */

enum iwmo_status
iwmo_books_ask_across(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    const struct iwmo_extracted *extracted = &booked->extracted;
    struct iwmo_across across = {
        .schema = books->result.message,
        .entry = &booked->entry,
        .records = extracted->records,
        .history = &books->history,
        .registers = books->options.registers,
        .today = books->options.today,
        .is_taakgericht = books->options.is_taakgericht,
        .refuses_fixed = books->options.refuses_fixed,
        .is_strict_identificatie = books->options.is_strict_identificatie,
        .header = extracted->header,
        .findings = &books->result.findings,
        .scratch = books->arena,
    };

    enum iwmo_status status = iwmo_across_run(&across, err);
    if (status == IWMO_OK &&
        (books->result.findings.lost_own || books->result.findings.failed))
        status = iwmo_fail(err, IWMO_LIMIT, "too much is wrong to answer it");
    booked->skipped = across.skipped;
    books->result.layers[IWMO_LAYER_HISTORY] =
        status != IWMO_OK ? IWMO_FAILED : IWMO_RAN;
    if (books->result.findings.errors > 0 && books->result.verdict == IWMO_VALID)
        books->result.verdict = IWMO_INVALID;
    return status;
}

/* ---- what rules inside the message said of single records (TR319) ---- */

struct spot {
    const struct iwmo_step *step;
    size_t index;
};

static int
compare_spots(const void *a, const void *b)
{
    const struct spot *one = a, *other = b;

    return (one->step > other->step) - (one->step < other->step);
}

static const struct spot *
find_spot(const struct spot *spots, size_t count, const struct iwmo_step *step)
{
    for (; step != NULL; step = step->parent) {
        struct spot key = {.step = step};
        const struct spot *found =
            bsearch(&key, spots, count, sizeof(*spots), compare_spots);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* Records that a rule with a code of its own blames do not get into the books. */
enum iwmo_status
iwmo_books_mark_blamed(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_records records = books->booked.extracted.records;

    if (books->result.findings.errors == 0 || records.count == 0)
        return IWMO_OK;
    struct spot *spots = iwmo_arena_alloc(books->arena, records.count * sizeof(*spots));
    if (spots == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < records.count; i++)
        spots[i] = (struct spot){records.rows[i].where.step, i};
    qsort(spots, records.count, sizeof(*spots), compare_spots);
    for (const struct iwmo_finding *finding = books->result.findings.first; finding;
         finding = finding->next) {
        const struct iwmo_location *last = finding->also_count > 0
                                               ? &finding->also[finding->also_count - 1]
                                               : &finding->where;
        const struct spot *spot =
            finding->severity == IWMO_SEVERITY_ERROR && last->step != NULL
                ? find_spot(spots, records.count, last->step)
                : NULL;
        if (spot != NULL)
            records.rows[spot->index].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    }
    return IWMO_OK;
}

/* ---- recognising ---- */

enum iwmo_status
iwmo_books_recognise(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_records records = booked->extracted.records;
    struct iwmo_herkenning_task task = {
        .side = booked->entry.side,
        .entry = &booked->entry,
        .records = records,
        .history = &books->history,
        .findings = &books->result.findings,
        .refuses_fixed = books->options.refuses_fixed,
        .scratch = books->arena,
    };
    struct iwmo_herkenning *verdicts =
        iwmo_arena_alloc(books->arena, (records.count + 1) * sizeof(*verdicts));

    if (verdicts == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = iwmo_herkenning_run(&task, verdicts, err);
    if (status != IWMO_OK)
        return status;
    booked->verdicts = verdicts;
    booked->verdict = iwmo_herkenning_weightiest(verdicts, records.count);
    return IWMO_OK;
}

/* The Identificatie was used before by a message that counts (A2, A3). */
enum iwmo_status
iwmo_books_recognise_message(struct iwmo_books *books, struct iwmo_error *err)
{
    struct iwmo_booked *booked = &books->booked;
    struct iwmo_entries same;
    enum iwmo_status status = iwmo_books_entries(books, IWMO_ENTRY_BY_IDENTIFICATIE,
                                                 &booked->entry, &same, err);

    for (size_t i = 0; status == IWMO_OK && i < same.count; i++) {
        const struct iwmo_entry *row = &same.rows[i];
        if (row->direction != booked->entry.direction || !iwmo_entry_counts(row->state))
            continue;
        bool is_equal = iwmo_key_equal(&row->content, &booked->entry.content);
        booked->earlier = row->id;
        booked->verdict = is_equal ? IWMO_HERKEND_DUPLICATE : IWMO_HERKEND_CONFLICT;
        return IWMO_OK;
    }
    if (status != IWMO_OK || booked->verdict == IWMO_HERKEND_CONFLICT)
        return status;
    status =
        iwmo_books_entries(books, IWMO_ENTRY_BY_CONTENT, &booked->entry, &same, err);
    for (size_t i = 0; status == IWMO_OK && i < same.count; i++) {
        const struct iwmo_entry *row = &same.rows[i];
        if (row->direction != booked->entry.direction || !iwmo_entry_counts(row->state))
            continue;
        booked->earlier = row->id;
        if (booked->verdict == IWMO_HERKEND_NONE ||
            booked->verdict == IWMO_HERKEND_DUPLICATE)
            booked->verdict = IWMO_HERKEND_RESEND; /* A5 */
    }
    return status;
}
