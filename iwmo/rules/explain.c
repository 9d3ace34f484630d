#include "rules/explain.h"

#include <string.h>
#include <strings.h>

#include "rules/rule.h"

/* What a rule's own code is preceded by when it is only a warning. */
#define AS_WARNING "IW-R-"

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)

/* The texts one behind the other, each with its NUL.  A row of explain.def is a member
 * named after its line. */
static const struct {
#define EXPLAIN(code, title_nl, title_en, asks_nl, asks_en, why_nl, why_en,            \
                conforming, violating, remark_nl, remark_en)                           \
    struct {                                                                           \
        char of_code[sizeof(code)];                                                    \
        char of_title_nl[sizeof(title_nl)], of_title_en[sizeof(title_en)];             \
        char of_asks_nl[sizeof(asks_nl)], of_asks_en[sizeof(asks_en)];                 \
        char of_why_nl[sizeof(why_nl)], of_why_en[sizeof(why_en)];                     \
        char of_conforming[sizeof(conforming)], of_violating[sizeof(violating)];       \
        char of_remark_nl[sizeof(remark_nl)], of_remark_en[sizeof(remark_en)];         \
    } JOIN(row, __LINE__);
#include "rules/explain.def"
#undef EXPLAIN
} texts = {
#define EXPLAIN(code, ...) {code, __VA_ARGS__},
#include "rules/explain.def"
#undef EXPLAIN
};

static const char *
take(const char **cursor)
{
    const char *text = *cursor;

    *cursor += strlen(text) + 1;
    return text;
}

bool
iwmo_explanation_next(const char **cursor, struct iwmo_explanation *explanation)
{
    const char *first = (const char *)&texts;

    if (*cursor == NULL)
        *cursor = first;
    if (*cursor == first + sizeof(texts))
        return false;
    explanation->code = take(cursor);
    for (int lang = 0; lang < 2; lang++)
        explanation->title[lang] = take(cursor);
    for (int lang = 0; lang < 2; lang++)
        explanation->asks[lang] = take(cursor);
    for (int lang = 0; lang < 2; lang++)
        explanation->why[lang] = take(cursor);
    explanation->conforming = take(cursor);
    explanation->violating = take(cursor);
    for (int lang = 0; lang < 2; lang++)
        explanation->remark[lang] = take(cursor);
    return true;
}

/* Has the register a rule that reports `code`? */
static bool
is_reported(const char *code)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (strcasecmp(iwmo_rules[i].fault.code, code) == 0)
            return true;
    return false;
}

static bool
find_exactly(const char *code, struct iwmo_explanation *explanation)
{
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, explanation))
        if (strcasecmp(explanation->code, code) == 0)
            return true;
    return false;
}

/* What a rule of 2.3 was called before its number was known. */
static const char *
renamed(const char *code)
{
    static const char *const names[][2] = {
        {"TOTAAL", "TR312"},       {"BTWTOTAAL", "TR313"},    {"BEREKEND", "TR317"},
        {"BEREKEND-PCT", "TR317"}, {"BEREKEND-MIN", "CS323"}, {"RETOURDATUM", "CS324"},
        {"DC-GELIJK", "CS327"},    {"BETALING", "CD058"},     {"FACTUUR-BTW", "CD059"},
        {"RETOURTOTAAL", "TR320"}};
    static const char before[] = AS_WARNING "D23-";

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strncasecmp(code, before, sizeof(before) - 1) == 0 &&
            strcasecmp(code + sizeof(before) - 1, names[i][0]) == 0)
            return names[i][1];
    return code;
}

bool
iwmo_explanation_find(const char *code, struct iwmo_explanation *explanation)
{
    size_t size = strlen(AS_WARNING);

    if (find_exactly(renamed(code), explanation))
        return true;
    return strncasecmp(code, AS_WARNING, size) == 0 && is_reported(code) &&
           find_exactly(code + size, explanation);
}

bool
iwmo_explanation_is_of(const struct iwmo_explanation *explanation, const char *code)
{
    size_t size = strlen(AS_WARNING);

    return strcmp(explanation->code, code) == 0 ||
           (strncmp(code, AS_WARNING, size) == 0 &&
            strcmp(explanation->code, code + size) == 0);
}
