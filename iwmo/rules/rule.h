#ifndef IWMO_RULES_RULE_H
#define IWMO_RULES_RULE_H

/*
 * Rule: one row of the register, rules/rules.def, with the function that judges.
 *
 * The table stands in the order in which the standard asks the rules at one element
 * (Rapport 1.1), release by release.
 */
#include <stddef.h>
#include <stdint.h>

#include "model/finding.h"
#include "rules/facts.h"
#include "schema/schema.h"

/* Judge the rule at `anchor`; blame through `facts`. */
typedef void iwmo_check(const struct iwmo_node *anchor, struct iwmo_facts *facts);

/* One bit per message, over all releases. */
enum iwmo_message_bit {
    M301 = 1 << 0,
    M302 = 1 << 1,
    M303 = 1 << 2,
    M304 = 1 << 3,
    M305 = 1 << 4,
    M306 = 1 << 5,
    M307 = 1 << 6,
    M308 = 1 << 7,
    M315 = 1 << 8,
    M316 = 1 << 9,
    M317 = 1 << 10,
    M318 = 1 << 11,
    M319 = 1 << 12,
    M320 = 1 << 13,
    M323 = 1 << 14,
    M325 = 1 << 15
};

struct iwmo_rule {
    struct iwmo_fault fault; /* code, kind, severity, retourcode, texts */
    iwmo_check *check;
    uint16_t anchor;         /* EL_x: asked when its end tag was read */
    uint32_t messages;       /* enum iwmo_message_bit */
    enum iwmo_release release;
};

extern const struct iwmo_rule iwmo_rules[];
extern const size_t iwmo_rule_count;

/* The bit of message `number` (301), 0 when it has none. */
uint32_t iwmo_message_bit(unsigned number);

#define RULE(function, code, kind, anchor, messages, release, severity, retourcode, nl,  \
             en)                                                                         \
    iwmo_check iwmo_check_##function;
#include "rules/rules.def"
#undef RULE

#endif
