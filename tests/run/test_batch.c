#include "run/batch.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH];
static char root[4096]; /* where the fixtures are */

static void
enter_folder(void)
{
    xmlInitParser();
    cr_assert_not_null(getcwd(root, sizeof(root)));
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

static void
leave_folder(void)
{
    test_remove_folder(folder);
}

TestSuite(batch, .init = enter_folder, .fini = leave_folder);

static void
put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

/* A list of `count` paths: valid, empty, missing, broken, in turn. */
static void
put_list(int count)
{
    FILE *list = fopen("list", "w");

    put("empty.xml", "");
    put("broken.xml", "<a><b></a>");
    for (int i = 0; i < count; i++) {
        if (i % 4 == 0)
            fprintf(list, "%s/fixtures/3.2/WMO301/valid.xml\n", root);
        else if (i % 4 == 1)
            fputs("empty.xml\n", list);
        else if (i % 4 == 2)
            fprintf(list, "missing-%d.xml\n", i);
        else
            fputs("broken.xml\n", list);
    }
    fclose(list);
}

struct run {
    char *reports[3]; /* text, json, jsonl */
    struct iwmo_summary summary;
};

static char *
slurp(const char *path)
{
    struct iwmo_buffer text = {0};
    char part[4096];
    FILE *file = fopen(path, "r");

    cr_assert_not_null(file, "%s", path);
    iwmo_buffer_text(&text, "");
    for (size_t size; (size = fread(part, 1, sizeof(part), file)) > 0;)
        iwmo_buffer_add(&text, part, size);
    fclose(file);
    return text.at;
}

/* Judge the list with three reports. */
static struct run
run_list(unsigned workers)
{
    static const char *const names[] = {"text", "json", "jsonl"};
    const struct iwmo_inputs_options from = {.list = "list"};
    struct iwmo_batch_report reports[3];
    struct iwmo_batch batch = {
        .workers = workers, .reports = reports, .report_count = 3};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&from, NULL);
    struct iwmo_error err = {0};
    struct run run = {0};

    batch.judge.wants_sha256 = true;
    for (int i = 0; i < 3; i++)
        reports[i] = (struct iwmo_batch_report){iwmo_format_by_name(names[i]),
                                                {.lang = IWMO_NL, .verbose = true},
                                                iwmo_output_open(names[i], NULL),
                                                NULL};
    cr_assert_eq(iwmo_batch_run(&batch, inputs, &run.summary, &err), IWMO_OK, "%s",
                 err.text);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(iwmo_output_commit(reports[i].output, NULL), IWMO_OK);
        iwmo_output_close(reports[i].output);
        run.reports[i] = slurp(names[i]);
    }
    iwmo_inputs_close(inputs);
    return run;
}

static void
free_run(struct run *run)
{
    for (int i = 0; i < 3; i++)
        free(run->reports[i]);
    iwmo_summary_release(&run->summary);
}

static void
assert_same(int count)
{
    put_list(count);
    struct run alone = run_list(1);
    cr_assert_eq(alone.summary.messages, (uint64_t)count);
    for (unsigned workers = 2; workers <= 8; workers += 3) {
        struct run many = run_list(workers);
        for (int i = 0; i < 3; i++)
            cr_assert_str_eq(many.reports[i], alone.reports[i]);
        cr_assert_eq(many.summary.messages, alone.summary.messages);
        cr_assert_eq(many.summary.undetermined, alone.summary.undetermined);
        free_run(&many);
    }
    free_run(&alone);
}

Test(batch, results_are_equal_and_in_order_whatever_the_workers)
{
    assert_same(0);
    assert_same(1);
    assert_same(2);
    assert_same(7);
    assert_same(1500);
}

Test(batch, results_keep_the_order_of_the_inputs)
{
    put_list(40);
    struct run run = run_list(4);
    const char *at = run.reports[2];

    for (int i = 2; i < 40; i += 4) {
        char name[40];
        snprintf(name, sizeof(name), "{\"file\":\"missing-%d.xml\"", i);
        at = strstr(at, name);
        cr_assert_not_null(at, "%s", name);
    }
    free_run(&run);
}

Test(batch, a_failed_output_does_not_stop_the_others)
{
    const char *paths[] = {"missing.xml", "missing-too.xml"};
    const struct iwmo_inputs_options from = {.paths = paths, .path_count = 2};
    struct iwmo_batch_report reports[] = {
        {iwmo_format_by_name("jsonl"), {0}, iwmo_output_open("/dev/full", NULL), NULL},
        {iwmo_format_by_name("jsonl"), {0}, iwmo_output_open("good", NULL), NULL},
    };
    struct iwmo_batch batch = {.workers = 2, .reports = reports, .report_count = 2};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&from, NULL);
    struct iwmo_summary summary = {0};

    cr_assert_eq(iwmo_batch_run(&batch, inputs, &summary, NULL), IWMO_OK);
    cr_assert_eq(summary.messages, 2);
    cr_assert_eq(iwmo_output_commit(reports[0].output, NULL), IWMO_IO);
    cr_assert_eq(iwmo_output_commit(reports[1].output, NULL), IWMO_OK);
    iwmo_output_close(reports[0].output);
    iwmo_output_close(reports[1].output);
    char *text = slurp("good");
    cr_assert_not_null(strstr(text, "missing-too.xml"));
    free(text);
    iwmo_summary_release(&summary);
    iwmo_inputs_close(inputs);
}

/* What a run over `count` paths says as text, and how many files it skipped. */
static char *
run_paths(const char *const *paths, size_t count, bool trusts_names, unsigned workers,
          uint64_t *skipped)
{
    const struct iwmo_inputs_options from = {
        .paths = paths, .path_count = count, .trusts_names = trusts_names};
    struct iwmo_batch_report report = {iwmo_format_by_name("text"),
                                       {.lang = IWMO_NL, .verbose = true},
                                       iwmo_output_open("said", NULL),
                                       NULL};
    struct iwmo_batch batch = {
        .workers = workers, .reports = &report, .report_count = 1};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&from, NULL);
    struct iwmo_summary summary = {0};

    cr_assert_eq(iwmo_batch_run(&batch, inputs, &summary, NULL), IWMO_OK);
    cr_assert_eq(iwmo_output_commit(report.output, NULL), IWMO_OK);
    iwmo_output_close(report.output);
    *skipped = summary.skipped_files;
    iwmo_summary_release(&summary);
    iwmo_inputs_close(inputs);
    return slurp("said");
}

Test(batch, a_directory_with_the_name_of_a_message_is_entered)
{
    const char *paths[203] = {"map.xml", "broken.xml", "leeg.XML"};
    uint64_t skipped, skipped_before;

    put_list(1);
    cr_assert_eq(mkdir("map.xml", 0777) + mkdir("leeg.XML", 0777), 0);
    put("map.xml/1.xml", "<a>");
    put("map.xml/2.xml", "<Bericht/>");
    put("map.xml/2.txt", "");
    for (size_t i = 3; i < 203; i++)
        paths[i] = i % 50 == 0 ? "map.xml" : i % 7 == 0 ? "missing.xml" : "broken.xml";
    char *before = run_paths(paths, 203, false, 1, &skipped_before);
    cr_assert_not_null(strstr(before, "map.xml/2.xml"));
    cr_assert_eq(skipped_before, 5);
    for (unsigned workers = 1; workers <= 3; workers++) {
        char *text = run_paths(paths, 203, true, workers, &skipped);
        cr_expect_str_eq(text, before);
        cr_expect_eq(skipped, skipped_before);
        free(text);
    }
    free(before);
}

static void
count_call(void *self, const struct iwmo_summary *so_far)
{
    uint64_t *last = self;

    cr_assert_gt(so_far->messages, *last);
    *last = so_far->messages;
}

Test(batch, a_watcher_sees_how_far_it_is)
{
    uint64_t last = 0;
    const struct iwmo_inputs_options from = {.list = "list"};
    struct iwmo_batch batch = {.workers = 2,
                               .watcher = {.show = count_call, .self = &last}};
    struct iwmo_summary summary = {0};

    put_list(100);
    struct iwmo_inputs *inputs = iwmo_inputs_open(&from, NULL);
    cr_assert_eq(iwmo_batch_run(&batch, inputs, &summary, NULL), IWMO_OK);
    cr_assert_eq(last, 100);
    iwmo_summary_release(&summary);
    iwmo_inputs_close(inputs);
}

Test(batch, a_list_that_fails_half_way_is_told_and_the_rest_is_done)
{
    const char *paths[] = {"missing.xml"};
    const struct iwmo_inputs_options from = {
        .paths = paths, .path_count = 1, .list = "."};
    struct iwmo_batch batch = {.workers = 2};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&from, NULL);
    struct iwmo_summary summary = {0};
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_batch_run(&batch, inputs, &summary, &err), IWMO_IO);
    cr_assert_str_eq(err.text, ".: Is a directory");
    cr_assert_eq(summary.messages, 1);
    iwmo_summary_release(&summary);
    iwmo_inputs_close(inputs);
}
