#ifndef IWMO_ACROSS_ACROSS_H
#define IWMO_ACROSS_ACROSS_H

/*
 * Across: the rules that look beyond the message (levels 3 and 4): at earlier messages
 * through model/history.h, and at registers (registers/registers.h).
 *
 * They run after a message passed everything inside it, on its records, at both ends:
 * the receiver refuses by them, the sender does not send what would be refused.  Each
 * blames a class with its own retourcode; all classes are asked, so that all codes are
 * found in one pass, but for what stands below a class that has one ("not checked",
 * 0233). A rule whose register is not there is skipped, and said to be.  Findings stand
 * in document order, those of the message first.  The release of the message decides
 * which rules are asked; the books are one for all releases.
 * Source: rules.md 6 and 7; process 4.3; 8 to 11; 2.3 process 4.1.
 */
#include "base/arena.h"
#include "base/calendar.h"
#include "model/history.h"
#include "registers/registers.h"
#include "rules/rule.h"

struct iwmo_across {
    const struct iwmo_message_kind *schema; /* which message this is */
    const struct iwmo_entry *entry;         /* its header; id 0: not in the books */
    struct iwmo_records records;            /* in document order; uitkomst is set to
                                               IWMO_UITKOMST_AFGEWEZEN where a rule blames the
                                               record or, for a PRESTATIE, its CLIENT or the
                                               DECLARATIE */
    const struct iwmo_history *history;
    const struct iwmo_registers *registers; /* NULL: none at all */
    const struct iwmo_calendar *calendar;   /* NULL: the holidays by rule */
    struct iwmo_date today;
    bool is_taakgericht; /* starts and stops without ToewijzingNummer were agreed */
    bool refuses_fixed;  /* vaste_velden = weiger: another fixed field is 9332 */
    bool is_strict_identificatie; /* 9056 also after a refused message */
    struct iwmo_location header;  /* of the message, for what is wrong with it */
    struct iwmo_findings *findings;
    struct iwmo_arena *scratch;

    uint64_t skipped; /* out: bit per rule of iwmo_across_skippable() */
};

/* Ask all rules of this message. */
enum iwmo_status iwmo_across_run(struct iwmo_across *across, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Code of the rule that bit `bit` of `skipped` stands for; NULL: no more. */
const char *iwmo_across_skippable(unsigned bit);

/* Row `i` of the register, across/across.def; NULL: no more.  Its `check` is NULL:
 * these rules are not asked of nodes. */
const struct iwmo_rule *iwmo_across_rule(size_t i);

#endif
