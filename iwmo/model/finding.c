#include "model/finding.h"

#include <string.h>

const struct iwmo_fault iwmo_faults[FAULT_COUNT] = {
#define FAULT(id, code, kind, severity, nl, en)                                        \
    {code, "", IWMO_KIND_##kind, IWMO_SEVERITY_##severity, nl, en},
#include "model/faults.def"
#undef FAULT
};

void
iwmo_findings_init(struct iwmo_findings *findings, struct iwmo_arena *arena, size_t max)
{
    *findings = (struct iwmo_findings){.arena = arena, .max = max, .max_own = max};
}

static bool
refuses_whole(const struct iwmo_fault *fault)
{
    return strcmp(fault->retourcode, "0001") == 0;
}

static bool
is_own(const struct iwmo_fault *fault)
{
    return fault->severity == IWMO_SEVERITY_ERROR && fault->retourcode[0] != '\0' &&
           !refuses_whole(fault);
}

bool
iwmo_findings_has_room(const struct iwmo_findings *findings,
                       const struct iwmo_fault *fault)
{
    return findings->kept < (is_own(fault) ? findings->max_own : findings->max);
}

void
iwmo_findings_count(struct iwmo_findings *findings, const struct iwmo_fault *fault,
                    uint64_t count)
{
    if (count == 0)
        return;
    if (fault->severity != IWMO_SEVERITY_ERROR) {
        findings->warnings += count;
        return;
    }
    findings->errors += count;
    findings->lost_own |= is_own(fault);
    findings->lost_whole |= refuses_whole(fault);
    findings->lost_structure |= fault->kind <= IWMO_KIND_XSD;
}

struct iwmo_finding *
iwmo_findings_add(struct iwmo_findings *findings, const struct iwmo_fault *fault,
                  struct iwmo_location where)
{
    struct iwmo_finding *finding = NULL;

    if (iwmo_findings_has_room(findings, fault)) {
        finding = iwmo_arena_alloc(findings->arena, sizeof(*finding));
        findings->failed |= finding == NULL;
    }
    if (finding == NULL) {
        iwmo_findings_count(findings, fault, 1);
        return NULL;
    }
    if (fault->severity == IWMO_SEVERITY_ERROR)
        findings->errors++;
    else
        findings->warnings++;
    finding->fault = fault;
    finding->severity = fault->severity;
    finding->where = where;
    if (findings->last == NULL)
        findings->first = finding;
    else
        findings->last->next = finding;
    findings->last = finding;
    findings->kept++;
    return finding;
}

bool
iwmo_finding_is_suppressed(const struct iwmo_finding *finding)
{
    return finding->measure != NULL && finding->measure->action == IWMO_SUPPRESS;
}

uint64_t
iwmo_findings_total(const struct iwmo_findings *findings)
{
    return findings->errors + findings->warnings + findings->suppressed;
}

static bool
comes_after(const struct iwmo_finding *a, const struct iwmo_finding *b)
{
    return a->order != b->order ? a->order > b->order : a->rank > b->rank;
}

/* Merge two sorted lists; equals keep `a` before `b`. */
static struct iwmo_finding *
merge(struct iwmo_finding *a, struct iwmo_finding *b)
{
    struct iwmo_finding *first = NULL, **end = &first;

    while (a != NULL && b != NULL) {
        struct iwmo_finding **from = comes_after(a, b) ? &b : &a;
        *end = *from;
        *from = (*from)->next;
        end = &(*end)->next;
    }
    *end = a != NULL ? a : b;
    return first;
}

/* Merge sort of the first `count` findings of `list`; `*rest` are those behind them. */
static struct iwmo_finding *
sort(struct iwmo_finding *list, size_t count, struct iwmo_finding **rest)
{
    if (count <= 1) {
        *rest = list ? list->next : NULL;
        if (list != NULL)
            list->next = NULL;
        return list;
    }
    struct iwmo_finding *middle;
    struct iwmo_finding *a = sort(list, count / 2, &middle);
    struct iwmo_finding *b = sort(middle, count - count / 2, rest);
    return merge(a, b);
}

void
iwmo_findings_sort(struct iwmo_findings *findings)
{
    struct iwmo_finding *rest;

    findings->first = sort(findings->first, findings->kept, &rest);
    for (findings->last = findings->first; findings->last && findings->last->next;)
        findings->last = findings->last->next;
}

struct iwmo_location
iwmo_findings_place(struct iwmo_findings *findings, const struct iwmo_node *node)
{
    struct iwmo_location place = {.at = node->at};

    if (findings->kept >= findings->max_own)
        return place;
    /* a step is a note on the margin of a node, not a change to the message */
    place.step = iwmo_path_step((struct iwmo_node *)node, findings->arena);
    if (place.step == NULL)
        findings->failed = true;
    return place;
}

const char *
iwmo_findings_words(struct iwmo_findings *findings, struct iwmo_text text)
{
    size_t size = text.size;

    if (size > IWMO_FOUND_BYTES) {
        size = IWMO_FOUND_BYTES;
        while (size > 0 && ((unsigned char)text.at[size] & 0xC0) == 0x80)
            size--;
    }
    const char *copy = iwmo_arena_copy(findings->arena, text.at, size);
    if (copy == NULL)
        findings->failed = true;
    return copy;
}

const char *
iwmo_kind_name(enum iwmo_finding_kind kind)
{
    static const char *const names[] = {"FILE", "XML", "XSD", "CD", "CS", "TR", "FLOW"};

    return names[kind];
}

bool
iwmo_findings_break_schema(const struct iwmo_findings *findings)
{
    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next)
        if (finding->fault->kind <= IWMO_KIND_XSD &&
            finding->severity == IWMO_SEVERITY_ERROR)
            return true;
    return findings->lost_structure;
}
