#include "model/finding.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct iwmo_location nowhere;

Test(finding, comes_in_order_of_discovery)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;

    iwmo_findings_init(&findings, arena, 10);
    struct iwmo_finding *first =
        iwmo_findings_add(&findings, &iwmo_faults[FAULT_MISSING], nowhere);
    struct iwmo_finding *second =
        iwmo_findings_add(&findings, &iwmo_faults[FAULT_XSD_VERSION], nowhere);
    cr_expect_eq(findings.first, first);
    cr_expect_eq(first->next, second);
    cr_expect_eq(findings.last, second);
    cr_expect_eq(findings.errors, 1);
    cr_expect_eq(findings.warnings, 1);
    cr_expect_eq(second->severity, IWMO_SEVERITY_WARNING);
    iwmo_arena_free(arena);
}

Test(finding, above_the_maximum_is_counted_only)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;

    iwmo_findings_init(&findings, arena, 2);
    for (int i = 0; i < 5; i++)
        iwmo_findings_add(&findings, &iwmo_faults[FAULT_MISSING], nowhere);
    cr_expect_eq(findings.kept, 2);
    cr_expect_eq(findings.errors, 5);
    cr_expect_not(findings.failed);
    cr_expect_null(findings.last->next);
    iwmo_arena_free(arena);
}

/* A row with this retourcode. */
static struct iwmo_fault
rule_of(const char *retourcode)
{
    return (struct iwmo_fault){"TR", retourcode, IWMO_KIND_TR, IWMO_SEVERITY_ERROR,
                               "",   ""};
}

Test(finding, with_a_retourcode_of_its_own_has_a_maximum_of_its_own)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_fault own = rule_of("9319"), whole = rule_of("0001");
    struct iwmo_findings findings;

    iwmo_findings_init(&findings, arena, 2);
    findings.max_own = 4;
    for (int i = 0; i < 3; i++)
        iwmo_findings_add(&findings, &whole, nowhere);
    cr_expect_eq(findings.kept, 2);
    cr_expect(findings.lost_whole);
    for (int i = 0; i < 2; i++)
        cr_expect_not_null(iwmo_findings_add(&findings, &own, nowhere));
    cr_expect_not(findings.lost_own);
    cr_expect_null(iwmo_findings_add(&findings, &own, nowhere));
    cr_expect(findings.lost_own);
    cr_expect_not(findings.lost_structure);
    cr_expect_eq(findings.errors, 6);
    iwmo_arena_free(arena);
}

Test(finding, of_the_structure_that_was_only_counted_is_told)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;

    iwmo_findings_init(&findings, arena, 1);
    iwmo_findings_count(&findings, &iwmo_faults[FAULT_XSD_VERSION], 3);
    cr_expect_eq(findings.warnings, 3);
    cr_expect_not(findings.lost_structure);
    iwmo_findings_count(&findings, &iwmo_faults[FAULT_MISSING], 2);
    cr_expect(findings.lost_structure);
    cr_expect_not(findings.lost_whole);
    cr_expect_eq(findings.errors, 2);
    iwmo_arena_free(arena);
}

Test(finding, without_memory_the_list_has_failed)
{
    struct iwmo_arena *arena = iwmo_arena_new(1);
    struct iwmo_findings findings;

    iwmo_findings_init(&findings, arena, 2);
    cr_expect_null(iwmo_findings_add(&findings, &iwmo_faults[FAULT_MISSING], nowhere));
    cr_expect(findings.failed);
    cr_expect_eq(findings.errors, 1);
    iwmo_arena_free(arena);
}

Test(finding, words_are_cut_between_characters)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;
    char text[IWMO_FOUND_BYTES + 10];

    iwmo_findings_init(&findings, arena, 2);
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = i == 0 ? 'x' : i % 2 ? '\xC3' : '\xA9';
    const char *words =
        iwmo_findings_words(&findings, (struct iwmo_text){text, sizeof(text)});
    cr_expect_eq(strlen(words), (size_t)IWMO_FOUND_BYTES - 1);
    cr_expect_str_eq(iwmo_findings_words(&findings, (struct iwmo_text){NULL, 0}), "");
    iwmo_arena_free(arena);
}

Test(finding, every_code_is_used_once_and_speaks_two_languages)
{
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        cr_expect_gt(strlen(iwmo_faults[i].nl), 10u);
        cr_expect_gt(strlen(iwmo_faults[i].en), 10u);
        for (size_t j = 0; j + 1 < i; j++) /* two ways to say one thing stand together */
            cr_expect_str_neq(iwmo_faults[i].code, iwmo_faults[j].code);
        if (i > 0 && strcmp(iwmo_faults[i].code, iwmo_faults[i - 1].code) == 0)
            cr_expect(iwmo_faults[i].kind == iwmo_faults[i - 1].kind &&
                      iwmo_faults[i].severity == iwmo_faults[i - 1].severity);
    }
}
