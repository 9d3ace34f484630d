#include "across/across.h"

#include <stdlib.h>

#include "across/across_work.h"
#include "names.h"

/* ---- tables ---- */

struct row {
    struct iwmo_rule rule;
    unsigned kind; /* of the records at which it is asked, or one of across_work.h */
    iwmo_across_check *check;
};

#define ACROSS(function, code, kind, record, anchor, messages, since, until, severity, \
               retourcode, nl, en)                                                     \
    {{{code, retourcode, IWMO_KIND_##kind, IWMO_SEVERITY_##severity, nl, en},          \
      NULL,                                                                            \
      EL_##anchor,                                                                     \
      messages,                                                                        \
      {since, until}},                                                                 \
     IWMO_RECORD_##record,                                                             \
     iwmo_across_##function},
static const struct row rows[] = {
#include "across/across.def"
};
#undef ACROSS

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

/* What is asked of the history beforehand, and what a record that is right changes. */
static const struct family {
    uint32_t messages;
    iwmo_across_prepare *prepare;
    iwmo_across_settle *settle;
} families[] = {
    {M301, iwmo_across_prepare_toewijzing, iwmo_across_settle_toewijzing},
    {M305 | M307, iwmo_across_prepare_levering, iwmo_across_settle_levering},
    {M315, iwmo_across_prepare_verzoek, NULL},
    {M317, iwmo_across_prepare_wijziging, NULL},
    {M323 | M303, iwmo_across_prepare_declaratie, iwmo_across_settle_declaratie},
};

static const char *const skippable[] = {"TR341", "TR346", "TR378",
                                        "TR381", "TR418", "IW-R-D23-8855"};

const struct iwmo_rule *
iwmo_across_rule(size_t i)
{
    return i < ROW_COUNT ? &rows[i].rule : NULL;
}

const char *
iwmo_across_skippable(unsigned bit)
{
    return bit < sizeof(skippable) / sizeof(skippable[0]) ? skippable[bit] : NULL;
}

bool
iwmo_across_skip(struct iwmo_across_work *work, const char *code)
{
    for (unsigned bit = 0; iwmo_across_skippable(bit) != NULL; bit++)
        if (strcmp(skippable[bit], code) == 0)
            work->across->skipped |= (uint64_t)1 << bit;
    return false;
}

/* ---- blame ---- */

struct iwmo_across_blame {
    size_t record; /* 0: the message; else 1 more than where it stands */
    size_t row;
    const char *other;
};

static void
add_blame(struct iwmo_across_work *work, size_t record, size_t row)
{
    if (work->blame_count == work->blame_room) {
        size_t room = work->blame_room > 0 ? 2 * work->blame_room : 16;
        struct iwmo_across_blame *blames =
            iwmo_across_take(work, room, sizeof(*blames));
        if (blames == NULL)
            return;
        if (work->blame_count > 0)
            memcpy(blames, work->blames, work->blame_count * sizeof(*blames));
        work->blames = blames;
        work->blame_room = room;
    }
    work->blames[work->blame_count++] =
        (struct iwmo_across_blame){record, row, work->other};
}

static int
by_place(const void *a, const void *b)
{
    const struct iwmo_across_blame *left = a, *right = b;

    if (left->record != right->record)
        return left->record < right->record ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* Records are asked in the order in which they count; findings stand where they are. */
static void
report(struct iwmo_across_work *work)
{
    struct iwmo_across *across = work->across;

    if (work->blame_count > 0)
        qsort(work->blames, work->blame_count, sizeof(*work->blames), by_place);
    for (size_t i = 0; i < work->blame_count; i++) {
        const struct iwmo_across_blame *blame = &work->blames[i];
        struct iwmo_finding *finding = iwmo_findings_add(
            across->findings, &rows[blame->row].rule.fault,
            blame->record == 0 ? across->header
                               : across->records.rows[blame->record - 1].where);
        if (finding != NULL && blame->other != NULL)
            finding->other =
                iwmo_findings_words(across->findings, iwmo_text(blame->other));
    }
}

/* ---- asking ---- */

/* Ask the rules of `kind` at one record (0: the message).  Returns whether it is
 * refused. */
static bool
ask(struct iwmo_across_work *work, size_t record, unsigned kind)
{
    const struct iwmo_message_kind *schema = work->across->schema;
    uint32_t bit = iwmo_bericht_bit(schema->bericht);
    struct iwmo_record *at =
        record > 0 ? &work->across->records.rows[record - 1] : NULL;
    bool is_refused = false;

    for (size_t i = 0; i < ROW_COUNT && work->status == IWMO_OK; i++) {
        if (rows[i].kind != kind || (rows[i].rule.messages & bit) == 0 ||
            !iwmo_releases_have(rows[i].rule.releases, schema->release))
            continue;
        work->other = NULL;
        if (!rows[i].check(work, at) || work->status != IWMO_OK)
            continue;
        add_blame(work, record, i);
        is_refused |= rows[i].rule.fault.severity == IWMO_SEVERITY_ERROR;
    }
    if (is_refused && at != NULL)
        at->uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    return is_refused;
}

/* When a record is asked: what others stand in first, withdrawals and credits before
 * what replaces them. */
static int
phase_of(const struct iwmo_record *record)
{
    switch (record->kind) {
    case IWMO_RECORD_DECLARATIE:
    case IWMO_RECORD_TOEKENNING:
        return 0;
    case IWMO_RECORD_CLIENT:
        return 1;
    case IWMO_RECORD_VERZOEK:
        return 2;
    case IWMO_RECORD_PRESTATIE:
        return record->status == 'C' ? 3 : 4;
    default:
        return record->status == '3' ? 3 : 4;
    }
}

/* Debits go by the begin of their ProductPeriode (process 10.5). */
static int
by_turn(const void *a, const void *b)
{
    const struct iwmo_record *left = *(struct iwmo_record *const *)a;
    const struct iwmo_record *right = *(struct iwmo_record *const *)b;
    int difference = phase_of(left) - phase_of(right);

    if (difference != 0)
        return difference;
    if (left->kind == IWMO_RECORD_PRESTATIE && left->status != 'C' &&
        !iwmo_date_equal(left->begin, right->begin))
        return iwmo_date_before(left->begin, right->begin) ? -1 : 1;
    return left < right ? -1 : left > right;
}

static struct iwmo_record **
take_turns(struct iwmo_across_work *work)
{
    const struct iwmo_records *records = &work->across->records;
    struct iwmo_record **turns = iwmo_across_take(work, records->count, sizeof(*turns));

    for (size_t i = 0; turns != NULL && i < records->count; i++)
        turns[i] = &records->rows[i];
    if (turns != NULL)
        qsort(turns, records->count, sizeof(*turns), by_turn);
    return turns;
}

/* The record with this ordinal, in document order; NULL: none. */
static struct iwmo_record *
record_at(const struct iwmo_records *records, uint32_t ordinal)
{
    size_t low = 0, high = records->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (records->rows[middle].ordinal < ordinal)
            low = middle + 1;
        else
            high = middle;
    }
    return low < records->count && records->rows[low].ordinal == ordinal
               ? &records->rows[low]
               : NULL;
}

/* Below a class with a code of its own: not checked (0233).  The lines of a client that
 * is refused are not granted either. */
static bool
is_out_of_reach(struct iwmo_across_work *work, struct iwmo_record *record)
{
    const struct iwmo_record *parent =
        record->parent != 0 ? record_at(&work->across->records, record->parent) : NULL;

    /* a VERZOEK stands in a CLIENT, and what it holds in the VERZOEK */
    while (parent != NULL && parent->uitkomst != IWMO_UITKOMST_AFGEWEZEN)
        parent = parent->parent != 0 && parent->parent < parent->ordinal
                     ? record_at(&work->across->records, parent->parent)
                     : NULL;
    if (parent != NULL && record->kind == IWMO_RECORD_PRESTATIE)
        record->uitkomst = IWMO_UITKOMST_AFGEWEZEN;
    return parent != NULL;
}

/* A claim, or the answer to one, that is refused takes all below it along. */
static void
refuse_all(struct iwmo_records *records)
{
    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_PRESTATIE)
            records->rows[i].uitkomst = IWMO_UITKOMST_AFGEWEZEN;
}

static void
ask_records(struct iwmo_across_work *work, const struct family *family)
{
    struct iwmo_records *records = &work->across->records;
    struct iwmo_record **turns = records->count > 0 ? take_turns(work) : NULL;
    bool is_prepared = family == NULL;

    for (size_t i = 0; i < records->count && work->status == IWMO_OK; i++) {
        struct iwmo_record *record = turns[i];
        if (is_out_of_reach(work, record))
            continue;
        if (!is_prepared && phase_of(record) > 0) {
            family->prepare(work); /* a claim that is refused costs no more questions */
            is_prepared = true;
        }
        bool is_refused = ask(work, (size_t)(record - records->rows) + 1, record->kind);
        if (is_refused && phase_of(record) == 0) {
            refuse_all(records);
            return;
        }
        /* a rule inside the message may have refused it already (TR319) */
        if (record->uitkomst != IWMO_UITKOMST_AFGEWEZEN && family != NULL &&
            family->settle != NULL)
            family->settle(work, record);
    }
    for (size_t i = 0; i < records->count && work->status == IWMO_OK; i++)
        if (records->rows[i].uitkomst != IWMO_UITKOMST_AFGEWEZEN &&
            (records->rows[i].kind == IWMO_RECORD_START ||
             records->rows[i].kind == IWMO_RECORD_STOP))
            ask(work, i + 1, IWMO_RECORD_LEVERING);
}

enum iwmo_status
iwmo_across_run(struct iwmo_across *across, struct iwmo_error *err)
{
    struct iwmo_across_work work = {.across = across, .err = err};
    uint32_t bit = iwmo_bericht_bit(across->schema->bericht);
    const struct family *family = NULL;

    across->skipped = 0;
    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
        if ((families[i].messages & bit) != 0)
            family = &families[i];
    if (bit == M325 || bit == M304) /* its header is about the claim it answers */
        iwmo_across_prepare_retour(&work);
    if (!ask(&work, 0, IWMO_RECORD_HEADER) && work.status == IWMO_OK)
        ask_records(&work, family);
    if (work.status == IWMO_OK)
        report(&work);
    return work.status;
}
