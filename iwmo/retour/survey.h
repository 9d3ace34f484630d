#ifndef IWMO_RETOUR_SURVEY_H
#define IWMO_RETOUR_SURVEY_H

/*
 * Survey: a walk over the message to be answered, before the answer is written.
 *
 * Finds the records that the user's decisions are about, and adds up what the rejected
 * lines of a declaration claim, which the answer tells before it lists them.
 */
#include "base/money.h"
#include "model/visitor.h"
#include "retour/decision.h"
#include "retour/rejection.h"

struct iwmo_survey;

/* What a survey works with; all borrowed. */
struct iwmo_survey_task {
    const struct iwmo_message_kind *answer; /* the schema row of the retour message */
    const struct iwmo_decisions *decisions;
    struct iwmo_rejections *rejections; /* added to */
};

/* NULL: out of memory.  Free with iwmo_survey_free(). */
struct iwmo_survey *iwmo_survey_new(struct iwmo_survey_task task);

struct iwmo_visitor iwmo_survey_visitor(struct iwmo_survey *survey);

/* How often decision `index` matched a record. */
size_t iwmo_survey_matches(const struct iwmo_survey *survey, size_t index);

/* Signed sum of the lines that are rejected, by themselves or with their Client or the
 * whole declaration.  False: it does not fit. */
bool iwmo_survey_rejected(const struct iwmo_survey *survey, struct iwmo_money *sum);

void iwmo_survey_free(struct iwmo_survey *survey); /* NULL is allowed */

#endif
