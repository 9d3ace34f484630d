#ifndef IWMO_RULES_DEVIATION_H
#define IWMO_RULES_DEVIATION_H

/*
 * Deviation: where our judgement differs from the chain's stylesheets on purpose.
 *
 * Each row is a spelling that the schema allows and a stylesheet does not read as what
 * it is: rules/deviation.def, and with its reason and fixtures
 * fixtures/differences.txt. A message that has such a spelling may be judged
 * differently by the rules of the row.
 */
#include <stdbool.h>

#include "base/text.h"

struct iwmo_deviation {
    const char *key;     /* begins its line in fixtures/differences.txt */
    const char *codes;   /* rules that it touches, a space around each; "*": all */
    const char *text[2]; /* Dutch, English */
};

/* The rows, ended by one with key NULL. */
extern const struct iwmo_deviation iwmo_deviations[];

/* Is the rule `code` one of them? */
bool iwmo_deviation_is_of(const struct iwmo_deviation *deviation, const char *code);

/*
 * Which rows the bytes of a message give cause for: bit i for row i.  The bytes are
 * looked at, not parsed: it may find more than there is, never less.
 */
unsigned iwmo_deviation_find(struct iwmo_text message);

#endif
