#include "across/retourcode.h"

#include <criterion/criterion.h>
#include <string.h>

#include "across/across.h"
#include "rules/rule.h"

Test(retourcode, every_answer_of_a_rule_is_explained)
{
    for (size_t i = 0; i < iwmo_rule_count; i++)
        if (iwmo_rules[i].fault.retourcode[0] != '\0')
            cr_assert_not_null(iwmo_retourcode_find(iwmo_rules[i].fault.retourcode),
                               "%s", iwmo_rules[i].fault.retourcode);
    for (size_t i = 0; iwmo_across_rule(i) != NULL; i++)
        if (iwmo_across_rule(i)->fault.retourcode[0] != '\0')
            cr_assert_not_null(
                iwmo_retourcode_find(iwmo_across_rule(i)->fault.retourcode), "%s",
                iwmo_across_rule(i)->fault.retourcode);
}

Test(retourcode, every_refusing_code_has_a_rule_and_the_others_have_none)
{
    static const char *const without[] = {"0200", "0233", "8001"};
    const struct iwmo_retourcode *row;

    for (size_t i = 0; (row = iwmo_retourcode_at(i)) != NULL; i++) {
        size_t cursor = 0;
        bool is_without = false;

        for (size_t j = 0; j < sizeof(without) / sizeof(without[0]); j++)
            is_without |= strcmp(row->code, without[j]) == 0;
        cr_assert_eq(iwmo_retourcode_next_rule(row, &cursor) == NULL, is_without, "%s",
                     row->code);
    }
}

Test(retourcode, rules_are_named_once)
{
    const struct iwmo_retourcode *row = iwmo_retourcode_find("s300");
    size_t cursor = 0;

    cr_assert_not_null(row);
    cr_assert_str_eq(row->code, "S300");
    cr_assert_str_eq(iwmo_retourcode_next_rule(row, &cursor), "TR378");
    cr_assert_str_eq(iwmo_retourcode_next_rule(row, &cursor), "CS300");
    cr_assert_null(iwmo_retourcode_next_rule(row, &cursor));
    cr_assert_null(iwmo_retourcode_find("9020"));
}

Test(retourcode, texts_are_sentences_in_both_languages_and_codes_are_unique)
{
    const struct iwmo_retourcode *row;

    for (size_t i = 0; (row = iwmo_retourcode_at(i)) != NULL; i++) {
        cr_assert_eq(iwmo_retourcode_find(row->code), row, "%s", row->code);
        for (int lang = 0; lang < 2; lang++) {
            const char *texts[] = {row->meaning[lang], row->action[lang]};

            for (size_t j = 0; j < 2; j++) {
                const size_t size = strlen(texts[j]);

                cr_assert_gt(size, 20, "%s", row->code);
                cr_assert_eq(texts[j][size - 1], '.', "%s: %s", row->code, texts[j]);
                cr_assert_null(strstr(texts[j], "  "), "%s: %s", row->code, texts[j]);
            }
        }
        cr_assert_str_neq(row->meaning[0], row->meaning[1]);
        cr_assert_str_neq(row->action[0], row->action[1]);
    }
}
