#include "flow/herkenning.h"

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

enum iwmo_status
iwmo_herkenning_run(const struct iwmo_herkenning_task *task,
                    struct iwmo_herkenning *verdicts, struct iwmo_error *err)
{
    const struct iwmo_herkenner herkenner = {
        .task = task,
        .ask = {task->history, task->scratch, task->side, task->entry->id},
    };
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < task->records.count; i++) {
        const struct iwmo_record *record = &task->records.rows[i];

        verdicts[i] = (struct iwmo_herkenning){0};
        if (tables[record->kind] != NULL)
            status = tables[record->kind](&herkenner, record, &verdicts[i], err);
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

static bool
is_at(const struct iwmo_finding *finding, const struct iwmo_record *record)
{
    return finding->where.step == record->where.step &&
           finding->where.at.offset == record->where.at.offset;
}

bool
iwmo_herkenning_has_code(const struct iwmo_herkenning_task *task,
                         const struct iwmo_record *record, const char *code)
{
    if (task->findings == NULL)
        return false;
    for (const struct iwmo_finding *finding = task->findings->first; finding != NULL;
         finding = finding->next)
        if (is_at(finding, record) && (strcmp(finding->fault->retourcode, code) == 0 ||
                                       strcmp(finding->fault->code, code) == 0))
            return true;
    return false;
}

const char *
iwmo_herkenning_any_code(const struct iwmo_herkenning_task *task,
                         const struct iwmo_record *record)
{
    if (task->findings == NULL)
        return NULL;
    for (const struct iwmo_finding *finding = task->findings->first; finding != NULL;
         finding = finding->next)
        if (is_at(finding, record) && finding->severity == IWMO_SEVERITY_ERROR)
            return finding->fault->retourcode;
    return NULL;
}

const struct iwmo_record *
iwmo_herkenning_parent(const struct iwmo_herkenning_task *task,
                       const struct iwmo_record *record)
{
    for (size_t i = 0; record->parent != 0 && i < task->records.count; i++)
        if (task->records.rows[i].ordinal == record->parent)
            return &task->records.rows[i];
    return NULL;
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
