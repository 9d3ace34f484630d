#ifndef IWMO_RULES_FACTS_H
#define IWMO_RULES_FACTS_H

/*
 * Facts: all that a rule may know besides its anchor, and how it reports.
 *
 * A rule is a question about an element whose end tag was read: it looks at that
 * element, at what is inside and around it, at the header, and, for questions about the
 * whole message, at the tally.  It keeps nothing and reads no clock.  It answers by
 * blaming elements; most rules blame once or not at all.
 */
#include <stdbool.h>

#include "base/date.h"
#include "model/finding.h"
#include "schema/schema.h"

struct iwmo_rule;  /* rules/rule.h */
struct iwmo_tally; /* rules/tally.h */

struct iwmo_facts {
    const struct iwmo_message_kind *message;
    const struct iwmo_node *header; /* NULL when there is none */
    const struct iwmo_node
        *dagtekening; /* of the message or invoice; NULL when absent */
    struct iwmo_date today;
    const struct iwmo_node *clienten; /* of a declaration, at the end of the message */
    struct iwmo_tally *tally;
    struct iwmo_arena *scratch; /* emptied after each unit */
    struct { /* the line at hand, for the tally: see rules/declaratie.h */
        const struct iwmo_node *bedrag; /* IngediendBedrag; NULL when absent */
        struct iwmo_reference {         /* a number, and its fingerprint */
            struct iwmo_text nummer;
            uint64_t fingerprint;
        } own, credited; /* ReferentieNummer; VorigReferentieNummer, trimmed */
        uint64_t debet;  /* fingerprint, when it is one */
        bool is_debet;
    } line;
    bool wants_debet; /* a rule of this message asks for it */

    /* set by the engine for each question */
    const struct iwmo_rule *rule;
    const struct iwmo_node *anchor; /* gives a finding its place in the order */
    struct iwmo_findings *findings;
    size_t max_places; /* locations kept per finding; the rest is counted */
    bool is_follow_on; /* the structure around the anchor is at fault already */
};

/* More places than this are counted, not kept, unless the user asks for all. */
#define IWMO_MAX_PLACES 100

#define IWMO_MAX_BLAMED 8

/*
 * Blame at most IWMO_MAX_BLAMED elements; NULL entries (absent elements) are left out
 * and the others are put in document order.  The first is the finding's place; when all
 * are absent that is the anchor.
 */
void iwmo_blame_nodes(struct iwmo_facts *facts, size_t count,
                      const struct iwmo_node *const nodes[]);

#define iwmo_blame(facts, ...)                                                         \
    iwmo_blame_nodes(facts,                                                            \
                     sizeof((const struct iwmo_node *[]){__VA_ARGS__}) /               \
                         sizeof(struct iwmo_node *),                                   \
                     (const struct iwmo_node *const[]){__VA_ARGS__})

/*
 * Blame places that may no longer be in memory.  `total` is how many there are, of
 * which `count` are given.  The array is copied.
 */
void iwmo_blame_places(struct iwmo_facts *facts, size_t count,
                       const struct iwmo_location places[], size_t total);

/* There is no room for further findings: blaming only counts. */
bool iwmo_facts_are_full(const struct iwmo_facts *facts);

/* Count `count` findings that will not be kept. */
void iwmo_blame_unseen(struct iwmo_facts *facts, uint64_t count);

#endif
