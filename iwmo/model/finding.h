#ifndef IWMO_MODEL_FINDING_H
#define IWMO_MODEL_FINDING_H

/*
 * Finding: a fact about somebody's message.
 *
 * A fault is a row that says what can be wrong (model/faults.def, rules/rules.def); a
 * finding is one occurrence with its place and the words to fill in.  Severity,
 * retourcode and text come from the row; a report only lays out.  Values are kept as
 * found and are masked when printed (model/privacy.h).  Findings live in the arena of
 * the message.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/measure.h"
#include "model/node.h"
#include "model/path.h"

enum iwmo_finding_kind {
    IWMO_KIND_FILE,
    IWMO_KIND_XML,
    IWMO_KIND_XSD,
    IWMO_KIND_CD,
    IWMO_KIND_CS,
    IWMO_KIND_TR,
    IWMO_KIND_FLOW
};

enum iwmo_severity { IWMO_SEVERITY_ERROR, IWMO_SEVERITY_WARNING };

struct iwmo_fault {
    const char *code;       /* "IW-S01", "TR018" */
    const char *retourcode; /* "0001", "" when there is none */
    uint8_t kind;           /* enum iwmo_finding_kind */
    uint8_t severity;       /* enum iwmo_severity */
    const char *nl, *en;    /* text with {name}, {found}, {expected}, {other} */
};

/* The rows of model/faults.def. */
enum iwmo_fault_id {
#define FAULT(id, code, kind, severity, nl, en) FAULT_##id,
#include "model/faults.def"
#undef FAULT
    FAULT_COUNT
};
extern const struct iwmo_fault iwmo_faults[FAULT_COUNT];

struct iwmo_location {
    const struct iwmo_step *step; /* NULL: the file as a whole */
    const char *attribute;        /* local name, or NULL: the element itself */
    struct iwmo_position at;      /* line 0: no place in the file */
};

struct iwmo_finding {
    struct iwmo_finding *next;
    const struct iwmo_fault *fault;
    enum iwmo_severity severity;        /* the row's, unless a policy says otherwise */
    const struct iwmo_measure *measure; /* of the policy, taken for it; NULL: none */
    uint64_t
        order;     /* of the element at which a rule was asked, in post-order; else 0 */
    uint16_t rank; /* of the rule among those asked at one element */
    bool follow_on; /* a rule that may have failed only because the structure did */
    struct iwmo_location where;       /* the first place */
    const struct iwmo_location *also; /* further places, in document order */
    size_t also_count;                /* places in `also` */
    size_t also_total;    /* places there were; more than also_count when capped */
    const char *name;     /* {name}; NULL prints as nothing */
    const char *other;    /* {other} */
    const char *expected; /* {expected}; NULL: described from `type` */
    const char *found;    /* {found}, unmasked; at most IWMO_FOUND_BYTES */
    const struct iwmo_element
        *subject;                 /* whose value `found` is: decides the masking */
    const struct iwmo_type *type; /* whose facets are expected */
};

#define IWMO_FOUND_BYTES 200

/* The findings of one message, in order of discovery until iwmo_findings_sort(). */
struct iwmo_findings {
    struct iwmo_arena *arena; /* of the message; borrowed */
    struct iwmo_finding *first, *last;
    size_t max;     /* how many may be kept; the rest is only counted */
    size_t max_own; /* the same for errors with a retourcode of their own: none of these
                       may be lost when an answer is made of them; `max` or more */
    size_t kept;
    bool lost_own;   /* of such an error one was only counted */
    bool lost_whole; /* of those that refuse the message as a whole (0001) one was */
    bool lost_structure; /* and of those of the file, the XML or the schema */
    uint64_t errors;     /* all, kept or not */
    uint64_t warnings;
    uint64_t suppressed; /* by a policy: neither errors nor warnings */
    bool failed;         /* out of memory: the list is incomplete */
};

/* Start an empty list in `arena` that keeps at most `max` findings of any kind (max_own
 * is the same, and may be set higher). */
void iwmo_findings_init(struct iwmo_findings *findings, struct iwmo_arena *arena,
                        size_t max);

/*
 * Add a finding of this row at `where`.  Returns it to fill in the words, or NULL when
 * the list is full or out of memory: counted all the same.
 */
struct iwmo_finding *iwmo_findings_add(struct iwmo_findings *findings,
                                       const struct iwmo_fault *fault,
                                       struct iwmo_location where);

/* Does one of them, kept or not, break the file, the XML or the schema (level 1)? */
bool iwmo_findings_break_schema(const struct iwmo_findings *findings);

/* Would a finding of this row be kept? */
bool iwmo_findings_has_room(const struct iwmo_findings *findings,
                            const struct iwmo_fault *fault);

/* Count `count` findings of this row that will not be kept. */
void iwmo_findings_count(struct iwmo_findings *findings, const struct iwmo_fault *fault,
                         uint64_t count);

/* A policy took it out of the verdict; it keeps its severity. */
bool iwmo_finding_is_suppressed(const struct iwmo_finding *finding);

/* All there were: errors, warnings and suppressed ones, kept or not. */
uint64_t iwmo_findings_total(const struct iwmo_findings *findings);

/* Put the findings of rules, which come to light late, in the order of the standard's
 * Rapport (order, rank, discovery), after those of the structure. */
void iwmo_findings_sort(struct iwmo_findings *findings);

/* The place of `node`.  Makes its step in the arena of `findings`, unless that is full:
 * then the place has no step and is of no use but to be counted. */
struct iwmo_location iwmo_findings_place(struct iwmo_findings *findings,
                                         const struct iwmo_node *node);

/* Copy of text for a finding's words, cut at IWMO_FOUND_BYTES between characters.  NULL
 * when out of memory. */
const char *iwmo_findings_words(struct iwmo_findings *findings, struct iwmo_text text);

/* "FILE", "XML", ... as reports print it. */
const char *iwmo_kind_name(enum iwmo_finding_kind kind);

#endif
