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

struct iwmo_rule {
    struct iwmo_fault fault; /* code, kind, severity, retourcode, texts */
    iwmo_check *check;
    uint16_t anchor;   /* EL_x: asked when its end tag was read */
    uint32_t messages; /* enum iwmo_bericht_bit */
    struct iwmo_releases releases;
};

extern const struct iwmo_rule iwmo_rules[];
extern const size_t iwmo_rule_count;

#define RULE(function, code, kind, anchor, messages, since, until, severity,           \
             retourcode, nl, en)                                                       \
    iwmo_check iwmo_check_##function;
#include "rules/rules.def"
#undef RULE

#endif
