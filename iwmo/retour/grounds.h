#ifndef IWMO_RETOUR_GROUNDS_H
#define IWMO_RETOUR_GROUNDS_H

/*
 * Grounds: what the findings of rules mean for the answer.
 *
 * A rule with retourcode 0001 rejects the message as a whole, in its header.  A rule
 * with a code of its own (TR319: 9319) rejects the class in which its last place lies.
 * Warnings reject nothing.  Source: process 4.1, 4.2.
 */
#include "model/finding.h"
#include "retour/rejection.h"
#include "schema/schema.h"

/* Add what `findings` reject to `rejections`.  `answer` is the retour message's row. */
enum iwmo_status iwmo_grounds_collect(const struct iwmo_findings *findings,
                                      const struct iwmo_message_kind *answer,
                                      struct iwmo_rejections *rejections);

#endif
