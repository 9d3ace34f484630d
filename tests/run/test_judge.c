#include "run/judge.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support.h"

#define VALID "fixtures/3.2/WMO301/valid.xml"

static struct iwmo_judge *
new_judge(const struct iwmo_judge_options *options)
{
    struct iwmo_judge *judge = iwmo_judge_new(options, NULL);

    cr_assert_not_null(judge);
    return judge;
}

static const struct iwmo_result *
judge_file(struct iwmo_judge *judge, const char *path)
{
    const struct iwmo_result *result;

    cr_assert_eq(iwmo_judge_file(judge, path, &result, NULL), IWMO_OK);
    return result;
}

Test(judge, says_per_layer_what_was_done)
{
    struct iwmo_judge_options options = {.skips_rules = true};
    struct iwmo_judge *judge = new_judge(&options);

    const struct iwmo_result *result = judge_file(judge, VALID);
    cr_expect_eq(result->verdict, IWMO_VALID);
    cr_expect_eq(result->layers[IWMO_LAYER_FILE], IWMO_RAN);
    cr_expect_eq(result->layers[IWMO_LAYER_XML], IWMO_RAN);
    cr_expect_eq(result->layers[IWMO_LAYER_SCHEMA], IWMO_RAN);
    cr_expect_eq(result->layers[IWMO_LAYER_HISTORY], IWMO_SKIPPED);
    cr_expect_str_eq(result->message->name, "WMO301");
    cr_expect_str_eq(result->file, VALID);
    cr_expect_str_eq(result->sha256, "");
    iwmo_judge_free(judge);
}

Test(judge, a_layer_that_could_not_run_never_yields_valid)
{
    static const char *const names[] = {
        "truncated-in-tag", "entity-bomb", "empty",
        "other-xml",        "zip",         "deep-unknown-300"};
    struct iwmo_judge_options options = {.skips_rules = true};
    struct iwmo_judge *judge = new_judge(&options);
    char path[100];

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "fixtures/hostile/%s.xml", names[i]);
        const struct iwmo_result *result = judge_file(judge, path);
        cr_expect_neq(result->verdict, IWMO_VALID, "%s", path);
        cr_expect_neq(result->layers[IWMO_LAYER_SCHEMA], IWMO_RAN, "%s", path);
    }
    iwmo_judge_free(judge);
}

Test(judge, one_message_leaves_no_trace_in_the_next)
{
    static const char *const before[] = {
        "fixtures/hostile/entity-bomb.xml",
        "fixtures/hostile/utf16-le-bom.xml",
        "fixtures/hostile/zip.xml",
        "fixtures/hostile/deep-unknown-300.xml",
        "fixtures/hostile/truncated-in-tag.xml",
        "fixtures/3.2/WMO301/IW-several-faults.xml",
        "fixtures/hostile/other-xml.xml",
        "nothing-here.xml",
    };
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer alone = {0}, after = {0};

    test_print_result(judge_file(judge, VALID), &alone);
    for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
        judge_file(judge, before[i]);
        iwmo_buffer_reset(&after);
        test_print_result(judge_file(judge, VALID), &after);
        cr_expect_str_eq(after.at, alone.at, "after %s: %s", before[i], after.at);
    }
    iwmo_buffer_release(&alone);
    iwmo_buffer_release(&after);
    iwmo_judge_free(judge);
}

Test(judge, another_release_than_asked_is_a_finding)
{
    struct iwmo_judge_options options = {.release = R_2_3, .skips_rules = true};
    struct iwmo_judge *judge = new_judge(&options);

    const struct iwmo_result *result = judge_file(judge, VALID);
    cr_expect_eq(result->verdict, IWMO_INVALID);
    cr_assert_not_null(result->findings.first);
    cr_expect_str_eq(result->findings.first->fault->code, "IW-N06");
    cr_expect_eq(judge_file(judge, "fixtures/2.3/WMO301/valid.xml")->verdict,
                 IWMO_VALID);
    iwmo_judge_free(judge);
}

Test(judge, hashes_the_bytes_as_sent)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result =
        test_judge_chunks(judge, "a.xml", iwmo_text("abc"), 1);

    cr_expect_str_eq(
        result->sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    cr_expect_eq(result->size_bytes, 3);
    iwmo_judge_free(judge);
}

Test(judge, the_name_of_a_file_should_end_in_xml)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_buffer bytes = test_read(VALID);
    struct iwmo_text text = {bytes.at, bytes.size};

    cr_expect_eq(test_judge_chunks(judge, "a.XML", text, 4096)->findings.warnings, 0);
    cr_expect_eq(test_judge_chunks(judge, "-", text, 4096)->findings.warnings, 0);
    const struct iwmo_result *result = test_judge_chunks(judge, "b/a.txt", text, 4096);
    cr_expect_eq(result->verdict, IWMO_VALID);
    cr_assert_not_null(result->findings.first);
    cr_expect_str_eq(result->findings.first->fault->code, "IW-F13");
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}

Test(judge, the_place_of_limits_is_told)
{
    struct iwmo_judge_options options = {.skips_rules = true,
                                         .limits = {.text_bytes = 10}};
    struct iwmo_judge *judge = new_judge(&options);

    const struct iwmo_result *result = judge_file(judge, VALID);
    cr_expect_eq(result->verdict, IWMO_UNDETERMINED);
    cr_assert_not_null(result->findings.last);
    cr_expect_str_eq(result->findings.last->fault->code, "IW-X05");
    cr_expect_not_null(result->findings.last->where.step);
    iwmo_judge_free(judge);
}
