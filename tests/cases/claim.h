#ifndef TESTS_CASES_CLAIM_H
#define TESTS_CASES_CLAIM_H

/*
 * Claim: what a case says of the books of a party, held against what the program tells.
 */
#include "cases/play.h"

/* Judge one claim of the step at hand, one that begins with a party ("P: ..."). */
void claim_judge(struct play *play, const struct case_claim *claim);

/* The claim on the answer to a message ("306: ..."), or NULL; `*text` is what follows.
 */
const struct case_claim *claim_on_answer(const struct case_step *step,
                                         const char **text);

/* "no retour" */
bool claim_has_none(const struct case_step *step);

/* "own check: ..." or NULL */
const struct case_claim *claim_own_check(const struct case_step *step,
                                         const char **text);

#endif
