#ifndef IWMO_RULES_SHAPE_H
#define IWMO_RULES_SHAPE_H

/*
 * Shape: questions that many rules have in common.
 *
 * Words as in the standard's register: filled, blank, present, absent; a comparison
 * with something that is absent or cannot be read is false.  Values are compared
 * without the white space around them, which the schema allows (the stylesheets do not
 * trim: see fixtures/differences.txt).
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "model/node.h"
#include "rules/facts.h"

/* Child of a child; NULL when either is absent. */
static inline const struct iwmo_node *
iwmo_grandchild(const struct iwmo_node *node, uint16_t child, uint16_t grandchild)
{
    return iwmo_child(iwmo_child(node, child), grandchild);
}

static inline bool
iwmo_filled(const struct iwmo_node *node)
{
    return !iwmo_node_blank(node);
}

/* Is the value the first of the words in `words`? */
static inline bool
iwmo_is_first(struct iwmo_text value, const char *words)
{
    const char *end = strchr(words, ' ');
    size_t size = end != NULL ? (size_t)(end - words) : strlen(words);

    return size > 0 && value.size == size && memcmp(value.at, words, size) == 0;
}

static inline const char *
iwmo_words_after_first(const char *words)
{
    const char *end = strchr(words, ' ');

    return end != NULL ? end + 1 : "";
}

/* Is the value one of the words in `words`, at most four, which are parted by spaces?
 * Of a literal the compiler knows where they are. */
__attribute__((always_inline)) static inline bool
iwmo_one_of(const struct iwmo_node *node, const char *words)
{
    const char *second = iwmo_words_after_first(words);
    const char *third = iwmo_words_after_first(second);
    const char *fourth = iwmo_words_after_first(third);

    if (node == NULL)
        return false;
    struct iwmo_text value = iwmo_text_trim(node->value.text);
    return iwmo_is_first(value, words) || iwmo_is_first(value, second) ||
           iwmo_is_first(value, third) || iwmo_is_first(value, fourth);
}

/* Is the value a date that could be read? */
static inline bool
iwmo_is_date(const struct iwmo_node *node)
{
    return node != NULL && node->fits && node->decl->type->kind == IWMO_DATE;
}

/* a > b, as dates. */
static inline bool
iwmo_after(const struct iwmo_node *a, const struct iwmo_node *b)
{
    return iwmo_is_date(a) && iwmo_is_date(b) &&
           a->value.date.days > b->value.date.days;
}

/* The date as the number yyyymmdd. */
int64_t iwmo_date_number(struct iwmo_date date);

/* Does the date lie before 1 January 2021? */
bool iwmo_is_before_2021(struct iwmo_date date);

/* Is the value a date after 31 December 2020, or absent?  (CD080, CS338 and their
 * twins: periods that ended before 2021 follow the old agreements.) */
bool iwmo_runs_after_2020(const struct iwmo_node *end);

/* Is the value a number that could be read? */
static inline bool
iwmo_is_number(const struct iwmo_node *node)
{
    return node != NULL && node->fits && node->decl->type->kind == IWMO_INTEGER;
}

/*
 * Is the value a number to XPath 1.0 too?  That knows no plus sign, so to the
 * stylesheets "+5" is no number: where they compare, that decides.
 */
static inline bool
iwmo_is_plain_number(const struct iwmo_node *node)
{
    return iwmo_is_number(node) && iwmo_text_trim(node->value.text).at[0] != '+';
}

/*
 * The value as XPath's normalize-space() has it; when that is not as it was sent it
 * lives in `facts->scratch`.  An absent element, and no memory (the findings have
 * failed), are empty.
 */
struct iwmo_text iwmo_collapsed(const struct iwmo_node *node, struct iwmo_facts *facts);

/* Cents of an amount (Bedrag or TotaalBedrag with DebetCredit), negative for a credit;
 * false when it cannot be read. */
bool iwmo_signed_cents(const struct iwmo_node *bedrag, int64_t *cents);

/* Einddatum or ToewijzingEinddatum, and the start date, of a record with a period. */
const struct iwmo_node *iwmo_record_end(const struct iwmo_node *record);
const struct iwmo_node *iwmo_record_start(const struct iwmo_node *record);

/* The nearest element around `node` with this name, or NULL. */
const struct iwmo_node *iwmo_around(const struct iwmo_node *node, uint16_t id);

#endif
