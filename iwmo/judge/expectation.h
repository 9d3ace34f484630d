#ifndef IWMO_JUDGE_EXPECTATION_H
#define IWMO_JUDGE_EXPECTATION_H

/*
 * Expectation: the verdict, codes and places that a message should get, as text.
 *
 * valid.findings, say, belongs to valid.xml:
 *   verdict valid|invalid|undetermined
 *   CODE PLACE...               a finding, in the order of the report; / is the file
 *   CODE@LINE:COLUMN PLACE...   the same, with its position
 *   # words                     for the reader
 * Every finding counts, also a warning, and one of a rule that failed only because the
 * structure did.
 */
#include <stdbool.h>

#include "base/text.h"
#include "model/result.h"

#define IWMO_EXPECTATION_ENDING ".findings"

/* Append the path of the expectation of the message at `path`: .findings instead of
 * .xml, or behind another name. */
void iwmo_expectation_path(const char *path, struct iwmo_buffer *out);

/* Append what `result` says, as an expectation. */
void iwmo_expectation_print(const struct iwmo_result *result, struct iwmo_buffer *out);

/*
 * Does `result` meet the expectation?  If not, `difference` gets lines that say why: "-
 * " and what was expected, "+ " and what was found, or words. IWMO_NO_MEMORY, and then
 * `*is_met` is not set.
 */
enum iwmo_status iwmo_expectation_compare(struct iwmo_text expected,
                                          const struct iwmo_result *result,
                                          bool *is_met, struct iwmo_buffer *difference)
    __attribute__((warn_unused_result));

#endif
