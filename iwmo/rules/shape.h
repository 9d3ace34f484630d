#ifndef IWMO_RULES_SHAPE_H
#define IWMO_RULES_SHAPE_H

/*
 * Shape: questions that many rules have in common.
 *
 * Words as in the standard's register: filled, blank, present, absent; a comparison with
 * something that is absent or cannot be read is false.  Values are compared without the
 * white space around them, which the schema allows (the stylesheets do not trim: see
 * fixtures/differences.txt).
 */
#include <stdbool.h>
#include <stdint.h>

#include "model/node.h"
#include "rules/facts.h"

/* Child of a child; NULL when either is absent. */
const struct iwmo_node *iwmo_grandchild(const struct iwmo_node *node, uint16_t child,
                                        uint16_t grandchild);

bool iwmo_filled(const struct iwmo_node *node);

/* Is the value one of the words in `words`, which are parted by spaces? */
bool iwmo_one_of(const struct iwmo_node *node, const char *words);

/* Is the value a date that could be read? */
bool iwmo_is_date(const struct iwmo_node *node);

/* a > b, as dates. */
bool iwmo_after(const struct iwmo_node *a, const struct iwmo_node *b);

/* The date as the number yyyymmdd. */
int64_t iwmo_date_number(struct iwmo_date date);

/* Does the date lie before 1 January 2021? */
bool iwmo_is_before_2021(struct iwmo_date date);

/* Is the value a date after 31 December 2020, or absent?  (CD080, CS338 and their twins:
 * periods that ended before 2021 follow the old agreements.) */
bool iwmo_runs_after_2020(const struct iwmo_node *end);

/* Is the value a number that could be read? */
bool iwmo_is_number(const struct iwmo_node *node);

/* Cents of an amount (Bedrag or TotaalBedrag with DebetCredit), negative for a credit;
 * false when it cannot be read. */
bool iwmo_signed_cents(const struct iwmo_node *bedrag, int64_t *cents);

/* Einddatum or ToewijzingEinddatum, and the start date, of a record with a period. */
const struct iwmo_node *iwmo_record_end(const struct iwmo_node *record);
const struct iwmo_node *iwmo_record_start(const struct iwmo_node *record);

/* The nearest element around `node` with this name, or NULL. */
const struct iwmo_node *iwmo_around(const struct iwmo_node *node, uint16_t id);

#endif
