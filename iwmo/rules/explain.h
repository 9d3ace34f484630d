#ifndef IWMO_RULES_EXPLAIN_H
#define IWMO_RULES_EXPLAIN_H

/*
 * Explain: what every code in a report means, rules/explain.def.
 *
 * The texts are one constant block without pointers, so a program that does not explain
 * pays nothing for them: no relocation, no page read.  A code is found by walking
 * along.
 */
#include <stdbool.h>

#include "model/wording.h"

/* Texts are Dutch and English, by enum iwmo_lang; "" where there is nothing to say. */
struct iwmo_explanation {
    const char *code;
    const char *title[2];
    const char *asks[2]; /* what the rule asks */
    const char *why[2];
    const char *conforming, *violating; /* snippets of a message, several lines */
    const char *remark[2];
};

/* The next one, in the order of explain.def.  Start with `*cursor` NULL; false: no
 * more. */
bool iwmo_explanation_next(const char **cursor, struct iwmo_explanation *explanation);

/*
 * The explanation of `code`, upper and lower case alike; IW-R-CS139, the warning of a
 * rule, is explained by that rule, CS139, and the old name of a rule (IW-R-D23-TOTAAL)
 * by the rule (TR312).  False: no report has such a code.
 */
bool iwmo_explanation_find(const char *code, struct iwmo_explanation *explanation);

/* Does this explain findings with `code`, as it stands in a register? */
bool iwmo_explanation_is_of(const struct iwmo_explanation *explanation,
                            const char *code);

#endif
