#include "rules/rule.h"

#include <criterion/criterion.h>
#include <string.h>

#include "schema/lookup.h"

#define MAX_DEPTH 12

static bool
has_element(const struct iwmo_element *element, uint16_t id, int depth)
{
    if (element->id == id)
        return true;
    for (size_t i = 0; depth < MAX_DEPTH && i < element->type->child_count; i++)
        if (has_element(&element->type->children[i], id, depth + 1))
            return true;
    return false;
}

static bool
begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* A rule that is asked at an element that the message does not have is never asked. */
Test(rule, every_anchor_is_an_element_of_its_messages)
{
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const struct iwmo_rule *rule = &iwmo_rules[i];
        uint32_t left = rule->messages;
        for (size_t j = 0; j < iwmo_schema_builtin.message_count; j++) {
            const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[j];
            uint32_t bit = iwmo_bericht_bit(message->bericht);
            if (!iwmo_releases_have(rule->releases, message->release) ||
                (rule->messages & bit) == 0)
                continue;
            left &= ~bit;
            cr_assert(has_element(message->root, rule->anchor, 0), "%s: no %s in %s %s",
                      rule->fault.code, iwmo_schema_builtin.names[rule->anchor],
                      message->name, message->release_name);
        }
        cr_assert_eq(left, 0, "%s: a message that its release does not have",
                     rule->fault.code);
    }
}

Test(rule, no_message_asks_the_same_twice)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct iwmo_rule *a = &iwmo_rules[i], *b = &iwmo_rules[j];
            cr_assert(a->check != b->check || a->anchor != b->anchor ||
                          a->releases.until < b->releases.since ||
                          b->releases.until < a->releases.since ||
                          (a->messages & b->messages) == 0,
                      "%s at %s", a->fault.code, iwmo_schema_builtin.names[a->anchor]);
        }
}

Test(rule, only_what_refuses_a_message_has_a_retourcode)
{
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const struct iwmo_fault *fault = &iwmo_rules[i].fault;
        bool is_error = fault->severity == IWMO_SEVERITY_ERROR;
        cr_assert_eq(strlen(fault->retourcode), is_error ? 4 : 0, "%s", fault->code);
        cr_assert(is_error || begins(fault->code, "IW-R-"), "%s", fault->code);
        cr_assert(!is_error || !begins(fault->code, "IW-R-") ||
                      begins(fault->code, "IW-R-D23-"),
                  "%s", fault->code);
    }
}

Test(rule, kind_and_code_agree)
{
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const struct iwmo_fault *fault = &iwmo_rules[i].fault;
        const char *code = fault->code;
        if (begins(code, "IW-R-"))
            code += strlen("IW-R-");
        cr_assert(begins(code, "D23-") ||
                      begins(code, iwmo_kind_name((enum iwmo_finding_kind)fault->kind)),
                  "%s", fault->code);
    }
}

static void
assert_sentence(const char *code, const char *text)
{
    size_t size = strlen(text);

    cr_assert_geq(size, 20, "%s", code);
    cr_assert_leq(size, 160, "%s: %s", code, text);
    cr_assert_eq(text[size - 1], '.', "%s: %s", code, text);
    cr_assert(text[0] >= 'A' && text[0] <= 'Z', "%s: %s", code, text);
    cr_assert_null(strstr(text, "  "), "%s: %s", code, text);
    cr_assert_null(strpbrk(text, "{}<>&\n"), "%s: %s", code, text);
    cr_assert_null(strstr(text, "TODO"), "%s", code);
}

Test(rule, what_a_finding_says_is_a_sentence_in_both_languages)
{
    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const struct iwmo_fault *fault = &iwmo_rules[i].fault;
        assert_sentence(fault->code, fault->nl);
        assert_sentence(fault->code, fault->en);
        cr_assert_str_neq(fault->nl, fault->en);
    }
}
