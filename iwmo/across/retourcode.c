#include "across/retourcode.h"

#include <string.h>
#include <strings.h>

#include "across/across.h"
#include "rules/rule.h"

static const struct iwmo_retourcode retourcodes[] = {
#define RETOURCODE(code, meaning_nl, meaning_en, action_nl, action_en)                 \
    {code, {meaning_nl, meaning_en}, {action_nl, action_en}},
#include "across/retourcode.def"
#undef RETOURCODE
};

const struct iwmo_retourcode *
iwmo_retourcode_at(size_t i)
{
    return i < sizeof(retourcodes) / sizeof(retourcodes[0]) ? &retourcodes[i] : NULL;
}

const struct iwmo_retourcode *
iwmo_retourcode_find(const char *code)
{
    const struct iwmo_retourcode *row;

    for (size_t i = 0; (row = iwmo_retourcode_at(i)) != NULL; i++)
        if (strcasecmp(row->code, code) == 0)
            return row;
    return NULL;
}

/* Row number `i` of both registers; NULL: no more. */
static const struct iwmo_rule *
rule_at(size_t i)
{
    return i < iwmo_rule_count ? &iwmo_rules[i] : iwmo_across_rule(i - iwmo_rule_count);
}

/* Has an earlier row the same code and the same answer? */
static bool
is_repeated(size_t place)
{
    const struct iwmo_fault *fault = &rule_at(place)->fault;

    for (size_t i = 0; i < place; i++) {
        const struct iwmo_fault *earlier = &rule_at(i)->fault;

        if (strcmp(earlier->code, fault->code) == 0 &&
            strcmp(earlier->retourcode, fault->retourcode) == 0)
            return true;
    }
    return false;
}

const char *
iwmo_retourcode_next_rule(const struct iwmo_retourcode *retourcode, size_t *cursor)
{
    const struct iwmo_rule *rule;

    while ((rule = rule_at(*cursor)) != NULL) {
        const size_t place = (*cursor)++;

        if (strcmp(rule->fault.retourcode, retourcode->code) == 0 &&
            !is_repeated(place))
            return rule->fault.code;
    }
    return NULL;
}
