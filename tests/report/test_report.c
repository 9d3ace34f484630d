#include "report/report.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "report/sample.h"

Test(report, formats_have_names)
{
    cr_assert_str_eq(iwmo_format_by_name("json")->media_type, "application/json");
    cr_assert_null(iwmo_format_by_name("xml"));
    cr_assert_null(iwmo_format_by_name(""));
}

Test(report, merging_parts_is_adding_up)
{
    struct sample one = sample_make("one.xml", 100), two = sample_make("two.xml", 3);
    const struct iwmo_result none = {.file = "none.xml", .verdict = IWMO_UNDETERMINED};
    struct iwmo_summary whole = {0}, part = {0}, sum = {0};

    for (int round = 0; round < 2; round++) {
        const struct iwmo_result *results[] = {&one.result, &two.result, &none};
        for (int i = 0; i < 3; i++) {
            cr_assert_eq(iwmo_summary_add(&whole, results[i]), IWMO_OK);
            cr_assert_eq(iwmo_summary_add(&part, results[i]), IWMO_OK);
        }
        cr_assert_eq(iwmo_summary_merge(&sum, &part), IWMO_OK);
        cr_assert_eq(part.messages + part.code_count + part.failing_count, 0);
    }
    iwmo_summary_sort(&whole);
    iwmo_summary_sort(&sum);
    cr_assert_eq(sum.messages, 6);
    cr_assert_eq(sum.undetermined, 2);
    cr_assert_eq(sum.errors, whole.errors);
    cr_assert_eq(sum.size_bytes, whole.size_bytes);
    cr_assert_eq(sum.code_count, whole.code_count);
    for (size_t i = 0; i < sum.code_count; i++) {
        cr_assert_eq(sum.codes[i].fault, whole.codes[i].fault);
        cr_assert_eq(sum.codes[i].count, whole.codes[i].count);
        cr_assert(i == 0 || sum.codes[i - 1].count >= sum.codes[i].count);
    }
    cr_assert_eq(sum.failing_count, 6);
    cr_assert_str_eq(sum.failing[0], "one.xml");
    cr_assert_str_eq(sum.failing[5], "none.xml");
    iwmo_summary_release(&whole);
    iwmo_summary_release(&part);
    iwmo_summary_release(&sum);
    sample_free(&one);
    sample_free(&two);
}

Test(report, names_of_failing_files_are_limited)
{
    struct iwmo_summary whole = {0}, part = {0};
    char name[20];

    for (int i = 0; i < 1500; i++) {
        const struct iwmo_result result = {.file = name, .verdict = IWMO_INVALID};
        snprintf(name, sizeof(name), "%d.xml", i);
        cr_assert_eq(iwmo_summary_add(&part, &result), IWMO_OK);
        if (i % 400 == 0)
            cr_assert_eq(iwmo_summary_merge(&whole, &part), IWMO_OK);
    }
    cr_assert_eq(iwmo_summary_merge(&whole, &part), IWMO_OK);
    cr_assert_eq(whole.invalid, 1500);
    cr_assert_eq(whole.failing_count, IWMO_MAX_FAILING);
    cr_assert_str_eq(whole.failing[999], "999.xml");
    iwmo_summary_release(&whole);
    iwmo_summary_release(&part);
}

Test(report, releasing_nothing_does_nothing)
{
    struct iwmo_summary summary = {0};

    iwmo_summary_sort(&summary);
    iwmo_summary_release(&summary);
    iwmo_summary_release(&summary);
}
