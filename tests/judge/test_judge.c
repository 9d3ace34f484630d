#include "judge/judge.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* ---- files through the scan, and back to the start ---- */

/* A 323 of more than one window, with `tail` before the end tag of its root. */
static void
write_large(const char *path, const char *tail)
{
    struct iwmo_buffer one = test_read("fixtures/3.2/WMO323/valid.xml"), all = {0};
    const char *client = strstr(one.at, "<wmo323:Client>");
    const char *end = strstr(client, "</wmo323:Clienten>");
    const char *root = strstr(end, "</wmo323:Bericht>");

    iwmo_buffer_add(&all, one.at, (size_t)(client - one.at));
    while (all.size < 3 * 131072)
        iwmo_buffer_add(&all, client, (size_t)(end - client));
    iwmo_buffer_add(&all, end, (size_t)(root - end));
    iwmo_buffer_text(&all, tail);
    iwmo_buffer_text(&all, root);
    test_write(path, all.at, all.size);
    iwmo_buffer_release(&all);
    iwmo_buffer_release(&one);
}

static void
expect_same_from_both(const char *path, bool is_scanned)
{
    struct iwmo_judge_options options = {.wants_sha256 = true, .max_findings = 50};
    struct iwmo_judge *fast = new_judge(&options);
    options.reader = IWMO_READER_LIBXML2;
    struct iwmo_judge *slow = new_judge(&options);
    struct iwmo_buffer ours = {0}, theirs = {0};

    test_print_result(judge_file(fast, path), &ours);
    test_print_result(judge_file(slow, path), &theirs);
    cr_expect_str_eq(ours.at, theirs.at, "%s", path);
    cr_expect_eq(iwmo_judge_gave_up(fast), !is_scanned, "%s", path);
    cr_expect(iwmo_judge_gave_up(slow));
    iwmo_buffer_release(&ours);
    iwmo_buffer_release(&theirs);
    iwmo_judge_free(fast);
    iwmo_judge_free(slow);
}

Test(judge, reads_a_large_file_again_when_the_scan_gives_up_late)
{
    const char *path = "build/judge-large.xml";

    write_large(path, "");
    expect_same_from_both(path, true);
    write_large(path, "<!-- late -->");
    expect_same_from_both(path, false);
    write_large(path, "<x/>");
    expect_same_from_both(path, false);
    remove(path);
}

Test(judge, reads_a_small_file_once)
{
    expect_same_from_both(VALID, true);
    expect_same_from_both("fixtures/hostile/comment-in-value.xml", false);
    expect_same_from_both("fixtures/hostile/empty.xml", false);
    expect_same_from_both("fixtures/hostile", false);
    expect_same_from_both("fixtures/no-such-file.xml", false);
}

/* From a pipe nothing can be read twice. */
static void
expect_from_pipe(const char *path, bool is_scanned)
{
    const char *pipe = "build/judge-pipe.xml";
    struct iwmo_judge_options options = {.wants_sha256 = true};
    struct iwmo_judge *judge = new_judge(&options);
    struct iwmo_buffer bytes = test_read(path), piped = {0}, whole = {0};

    remove(pipe);
    cr_assert_eq(mkfifo(pipe, 0600), 0);
    pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        FILE *file = fopen(pipe, "wb");
        _exit(file != NULL && fwrite(bytes.at, 1, bytes.size, file) == bytes.size &&
                      fclose(file) == 0
                  ? 0
                  : 1);
    }
    test_print_result(judge_file(judge, pipe), &piped);
    cr_expect_eq(iwmo_judge_gave_up(judge), !is_scanned);
    waitpid(child, NULL, 0);
    test_print_result(judge_file(judge, path), &whole);
    cr_expect_str_eq(piped.at, whole.at, "%s", path);
    remove(pipe);
    iwmo_buffer_release(&bytes);
    iwmo_buffer_release(&piped);
    iwmo_buffer_release(&whole);
    iwmo_judge_free(judge);
}

Test(judge, reads_pipes_of_any_size)
{
    const char *path = "build/judge-piped.xml";

    expect_from_pipe(VALID, true);
    expect_from_pipe("fixtures/hostile/comment-in-value.xml", false);
    write_large(path, "");
    expect_from_pipe(path, false);
    write_large(path, "<x/>");
    expect_from_pipe(path, false);
    remove(path);
}

/* A sink that forgets at begin sees one message, whoever read it. */
struct counter {
    unsigned begun, units, ends;
};

static void
count_begin(void *self)
{
    struct counter *counter = self;

    *counter = (struct counter){.begun = counter->begun + 1};
}

static enum iwmo_status
count_unit(void *self, const struct iwmo_message_kind *message,
           const struct iwmo_node *unit, struct iwmo_findings *findings)
{
    struct counter *counter = self;

    (void)message, (void)unit, (void)findings;
    counter->units++;
    return IWMO_OK;
}

static enum iwmo_status
count_end(void *self, const struct iwmo_message_kind *message,
          const struct iwmo_node *root, struct iwmo_findings *findings)
{
    struct counter *counter = self;

    (void)message, (void)root, (void)findings;
    counter->ends++;
    return IWMO_OK;
}

Test(judge, starts_its_sink_again_when_the_scan_gives_up)
{
    const char *path = "build/judge-sink.xml";
    struct counter counter = {0};
    struct iwmo_judge_options options = {
        .sink = {count_begin, count_unit, count_end, &counter}};
    struct iwmo_judge *judge = new_judge(&options);

    write_large(path, "");
    judge_file(judge, path);
    struct counter scanned = counter;
    write_large(path, "<!-- late -->");
    judge_file(judge, path);
    cr_expect_eq(scanned.begun, 1);
    cr_expect_eq(counter.begun, 3);
    cr_expect_eq(counter.units, scanned.units);
    cr_expect_eq(scanned.ends, 1);
    cr_expect_eq(counter.ends, 1);
    remove(path);
    iwmo_judge_free(judge);
}
