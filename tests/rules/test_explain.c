#include "rules/explain.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>
#include <string.h>

#include "across/across.h"
#include "base/text.h"
#include "names.h"
#include "rules/rule.h"
#include "schema/facet.h"
#include "schema/lookup.h"

#define MAX_DEPTH   12
#define MAX_COLUMNS 76 /* of a snippet: it is indented by 4 on a line of 80 */

/* ---- finding ---- */

Test(explain, every_code_of_a_register_has_an_explanation)
{
    struct iwmo_explanation explanation;

    for (size_t i = 0; i < iwmo_rule_count; i++) {
        const char *code = iwmo_rules[i].fault.code;
        cr_assert(iwmo_explanation_find(code, &explanation), "%s", code);
        cr_assert(iwmo_explanation_is_of(&explanation, code), "%s", code);
    }
    for (size_t i = 0; iwmo_across_rule(i) != NULL; i++) {
        const char *code = iwmo_across_rule(i)->fault.code;
        cr_assert(iwmo_explanation_find(code, &explanation), "%s", code);
        cr_assert_str_eq(explanation.code, code);
    }
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const char *code = iwmo_faults[i].code;
        cr_assert(iwmo_explanation_find(code, &explanation), "%s", code);
        cr_assert_str_eq(explanation.code, code);
    }
}

Test(explain, upper_and_lower_case_are_alike)
{
    struct iwmo_explanation explanation;

    cr_assert(iwmo_explanation_find("tr018", &explanation));
    cr_assert_str_eq(explanation.code, "TR018");
    cr_assert(iwmo_explanation_find("iw-s01", &explanation));
    cr_assert_str_eq(explanation.code, "IW-S01");
    cr_assert(iwmo_explanation_find("Iw-r-d23-FactuurDeel", &explanation));
    cr_assert_str_eq(explanation.code, "IW-R-D23-FACTUURDEEL");
}

Test(explain, an_old_name_explains_still)
{
    struct iwmo_explanation explanation;

    cr_assert(iwmo_explanation_find("IW-R-D23-TOTAAL", &explanation));
    cr_assert_str_eq(explanation.code, "TR312");
    cr_assert(iwmo_explanation_find("iw-r-d23-retourtotaal", &explanation));
    cr_assert_str_eq(explanation.code, "TR320");
}

Test(explain, the_warning_of_a_rule_is_explained_by_the_rule)
{
    struct iwmo_explanation explanation;

    cr_assert(iwmo_explanation_find("iw-r-cs139", &explanation));
    cr_assert_str_eq(explanation.code, "CS139");
    cr_assert(iwmo_explanation_is_of(&explanation, "IW-R-CS139"));
    cr_assert(iwmo_explanation_is_of(&explanation, "CS139"));
    cr_assert_not(iwmo_explanation_is_of(&explanation, "CS002"));
    cr_assert_not(iwmo_explanation_is_of(&explanation, "IW-R-CS002"));
}

Test(explain, what_no_report_has_is_not_found)
{
    static const char *const codes[] = {"",       "TR",         "TR0180",     "TR999",
                                        "IW-R-",  "IW-R-CD041", "IW-R-TR999", "R-CS139",
                                        "IW-S99", "CS13",       "IW-R-IW-S01"};
    struct iwmo_explanation explanation;

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        cr_assert_not(iwmo_explanation_find(codes[i], &explanation), "%s", codes[i]);
}

Test(explain, no_code_is_explained_twice)
{
    struct iwmo_explanation one, other;
    const char *cursor = NULL;
    size_t count = 0;

    for (; iwmo_explanation_next(&cursor, &one); count++) {
        cr_assert(iwmo_explanation_find(one.code, &other));
        cr_assert_eq(one.remark[1], other.remark[1], "%s", one.code);
    }
    cr_assert_gt(count, 100);
}

/* ---- texts ---- */

static void
assert_text(const char *code, const char *text, bool is_sentence)
{
    size_t size = strlen(text);

    cr_assert_gt(size, 0, "%s", code);
    cr_assert_null(strstr(text, "  "), "%s: %s", code, text);
    cr_assert_null(strpbrk(text, "{}\n\t"), "%s: %s", code, text);
    cr_assert_null(strstr(text, "TODO"), "%s: %s", code, text);
    cr_assert_null(strstr(text, ".md"), "%s: %s", code, text);
    cr_assert_neq(text[size - 1], ' ', "%s: %s", code, text);
    cr_assert_eq(text[size - 1] == '.', is_sentence, "%s: %s", code, text);
}

Test(explain, texts_are_whole_in_both_languages)
{
    struct iwmo_explanation explanation;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation)) {
        const char *code = explanation.code;
        for (int lang = 0; lang < 2; lang++) {
            assert_text(code, explanation.title[lang], false);
            cr_assert_leq(strlen(explanation.title[lang]), 72, "%s", code);
            assert_text(code, explanation.asks[lang], true);
            assert_text(code, explanation.why[lang], true);
            if (explanation.remark[lang][0] != '\0')
                assert_text(code, explanation.remark[lang], true);
        }
        cr_assert_str_neq(explanation.asks[0], explanation.asks[1], "%s", code);
        cr_assert_str_neq(explanation.why[0], explanation.why[1], "%s", code);
        cr_assert_eq(explanation.remark[0][0] == '\0', explanation.remark[1][0] == '\0',
                     "%s", code);
        cr_assert_str_neq(explanation.conforming, explanation.violating, "%s", code);
    }
}

/* Whoever reads that a rule is a warning in a release or a message finds such a row. */
Test(explain, a_warning_that_a_remark_names_exists)
{
    struct iwmo_explanation explanation, warning;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation))
        for (int lang = 0; lang < 2; lang++)
            for (const char *at = explanation.remark[lang];
                 (at = strstr(at, "IW-R-")) != NULL; at++) {
                char code[20] = "";
                memcpy(code, at, strlen("IW-R-CS139"));
                cr_assert(iwmo_explanation_find(code, &warning), "%s in %s", code,
                          explanation.code);
                cr_assert_str_eq(warning.code, explanation.code);
            }
}

/* ---- snippets ---- */

static bool
is_of_standard(const char *code)
{
    return strncmp(code, "IW-", 3) != 0 || strncmp(code, "IW-R-", 5) == 0;
}

/* Indented by two spaces per level, as text that opens and closes elements. */
static void
assert_layout(const char *code, const char *snippet)
{
    int depth = 0;

    while (*snippet != '\0') {
        struct iwmo_text line = {snippet, strcspn(snippet, "\n")};
        size_t indent = strspn(snippet, " ");
        bool is_end = strncmp(snippet + indent, "</", 2) == 0;
        bool is_whole = memmem(line.at, line.size, "</", 2) != NULL;
        depth -= is_end;
        cr_assert_eq((int)indent, 2 * depth, "%s: %.*s", code, (int)line.size, line.at);
        cr_assert_leq(iwmo_text_length(line), MAX_COLUMNS, "%s", code);
        depth += !is_end && !is_whole;
        snippet += line.size;
        snippet += *snippet == '\n';
    }
    cr_assert_eq(depth, 0, "%s", code);
}

static xmlDoc *
parse(const char *snippet)
{
    struct iwmo_buffer text = {0};

    iwmo_buffer_printf(&text, "<snippet>%s</snippet>", snippet);
    xmlDoc *document = xmlReadMemory(text.at, (int)text.size, "snippet", NULL,
                                     XML_PARSE_NOERROR | XML_PARSE_NONET);
    iwmo_buffer_release(&text);
    return document;
}

Test(explain, snippets_of_the_standard_are_well_formed_and_laid_out)
{
    struct iwmo_explanation explanation;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation)) {
        const char *snippets[] = {explanation.conforming, explanation.violating};
        for (size_t i = 0; i < 2 && is_of_standard(explanation.code); i++) {
            xmlDoc *document = parse(snippets[i]);
            cr_assert_not_null(document, "%s", explanation.code);
            xmlFreeDoc(document);
            assert_layout(explanation.code, snippets[i]);
        }
    }
}

Test(explain, no_line_of_a_snippet_is_too_wide_for_a_terminal)
{
    struct iwmo_explanation explanation;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation)) {
        const char *snippets[] = {explanation.conforming, explanation.violating};
        for (size_t i = 0; i < 2; i++)
            for (const char *at = snippets[i]; *at != '\0';) {
                size_t size = strcspn(at, "\n");
                cr_assert_leq(iwmo_text_length((struct iwmo_text){at, size}),
                              MAX_COLUMNS, "%s: %.*s", explanation.code, (int)size, at);
                at += size + (at[size] == '\n');
            }
    }
}

/* An element of a snippet. */
struct piece {
    uint16_t parent; /* EL_none: any */
    uint16_t id;
    struct iwmo_text value; /* at NULL: whatever it is */
    bool is_group;
};

/* Has the schema such a piece below `element`? */
static bool
allows(const struct iwmo_element *element, const struct piece *piece, int depth)
{
    const struct iwmo_type *type = element->type;
    struct iwmo_value read;

    for (size_t i = 0; depth < MAX_DEPTH && i < type->child_count; i++) {
        const struct iwmo_element *child = &type->children[i];
        bool is_group = child->type->kind == IWMO_GROUP;
        bool is_it = child->id == piece->id && is_group == piece->is_group &&
                     (piece->parent == EL_none || piece->parent == element->id);
        if (is_it &&
            (is_group || piece->value.at == NULL ||
             iwmo_type_check(child->type, piece->value, &read) == IWMO_FACET_NONE))
            return true;
        if (allows(child, piece, depth + 1))
            return true;
    }
    return false;
}

static bool
is_known(const struct piece *piece)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        if (allows(iwmo_schema_builtin.messages[i].root, piece, 0))
            return true;
    return false;
}

static void
assert_known(const char *code, xmlNode *node, uint16_t parent, bool with_values)
{
    for (; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)node->name;
        bool is_group = xmlFirstElementChild(node) != NULL;
        xmlChar *value = xmlNodeGetContent(node);
        struct piece piece = {parent,
                              iwmo_name_id(&iwmo_schema_builtin, iwmo_text(name)),
                              {NULL, 0},
                              is_group};
        if (with_values)
            piece.value = iwmo_text((const char *)value);
        cr_assert(is_known(&piece), "%s: no message has %s here, or not as %s", code,
                  name, (const char *)value);
        xmlFree(value);
        if (is_group)
            assert_known(code, node->children, piece.id, with_values);
    }
}

Test(explain, snippets_say_what_a_message_can_say)
{
    struct iwmo_explanation explanation;
    const char *cursor = NULL;

    while (iwmo_explanation_next(&cursor, &explanation)) {
        if (!is_of_standard(explanation.code))
            continue;
        xmlDoc *right = parse(explanation.conforming);
        xmlDoc *wrong = parse(explanation.violating);
        assert_known(explanation.code, xmlDocGetRootElement(right)->children, EL_none,
                     true);
        assert_known(explanation.code, xmlDocGetRootElement(wrong)->children, EL_none,
                     false);
        xmlFreeDoc(right);
        xmlFreeDoc(wrong);
    }
}
