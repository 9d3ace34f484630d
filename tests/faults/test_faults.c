/*
 * Faults: memory that runs out at step n, for all n, and reads that fail.
 *
 * Judging never crashes and never leaks; it says IWMO_NO_MEMORY, or what it says when
 * nothing fails.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults/memory.h"
#include "support.h"

#define MAX_STEPS 5000

struct trial {
    const char *path;
    enum iwmo_judge_reader reader;
    struct iwmo_buffer bytes;
    struct iwmo_buffer expected; /* what is said when nothing fails */
};

/* One whole life of a judge while memory fails.  `said` may be NULL. */
static enum iwmo_status
judge_once(const struct trial *trial, unsigned step, enum memory_failure failure,
           struct iwmo_buffer *said, struct memory_tally *tally)
{
    struct iwmo_judge_options options = {
        0}; /* no digest: OpenSSL tells no memory badly */
    const struct iwmo_result *result = NULL;
    struct iwmo_error err = {0};

    options.today = iwmo_date_of(2025, 6, 1);
    options.reader = trial->reader;
    ERR_clear_error();
    memory_begin(step, failure);
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);
    enum iwmo_status status = err.status;
    if (judge != NULL)
        status = iwmo_judge_bytes(judge, trial->path, trial->bytes.at,
                                  trial->bytes.size, &result, &err);
    if (status == IWMO_OK && said != NULL) {
        *tally = memory_end(); /* printing is not what is tested */
        test_print_result(result, said);
        iwmo_judge_free(judge);
        return status;
    }
    iwmo_judge_free(judge);
    ERR_clear_error(); /* the words of OpenSSL's last errors are no leak */
    *tally = memory_end();
    return status;
}

static void
expect_no_leak(const struct trial *trial, unsigned step, enum memory_failure failure)
{
    struct memory_tally tally;

    /* the second time: what libraries keep for ever they have by now */
    judge_once(trial, step, failure, NULL, &tally);
    judge_once(trial, step, failure, NULL, &tally);
    cr_assert_leq(tally.kept, 0, "%s: step %u keeps %ld blocks", trial->path, step,
                  tally.kept);
}

/* Returns whether there was anything left to fail. */
static bool
fail_at(const struct trial *trial, unsigned step, enum memory_failure failure)
{
    struct iwmo_buffer said = {0};
    struct memory_tally tally;

    enum iwmo_status status = judge_once(trial, step, failure, &said, &tally);
    if (status == IWMO_OK)
        cr_assert_str_eq(said.at, trial->expected.at, "%s: step %u: %s", trial->path,
                         step, said.at);
    else
        cr_assert_eq(status, IWMO_NO_MEMORY, "%s: step %u: status %d", trial->path,
                     step, status);
    iwmo_buffer_release(&said);
    expect_no_leak(trial, step, failure);
    return tally.has_failed;
}

static void
fail_everywhere_with(const char *path, enum iwmo_judge_reader reader)
{
    struct trial trial = {.path = path, .reader = reader, .bytes = test_read(path)};
    struct memory_tally tally;
    unsigned step;

    cr_assert_eq(judge_once(&trial, 0, MEMORY_FAILS_ONCE, &trial.expected, &tally),
                 IWMO_OK);
    for (step = 1; step < MAX_STEPS; step++)
        if (!fail_at(&trial, step, MEMORY_FAILS_ONCE))
            break;
    cr_assert_lt(step, MAX_STEPS);
    if (memory_is_all_watched()) /* libxml2 itself may have no part in it */
        cr_assert_gt(step, 5);
    for (unsigned i = 1; i < step; i++)
        fail_at(&trial, i, MEMORY_FAILS_FROM_THERE);
    iwmo_buffer_release(&trial.bytes);
    iwmo_buffer_release(&trial.expected);
}

static void
fail_everywhere(const char *path)
{
    fail_everywhere_with(path, IWMO_READER_FAST);
    fail_everywhere_with(path, IWMO_READER_LIBXML2);
}

static void
begin_faults(void)
{
    memory_watch_libxml2();
    xmlInitParser();
}

TestSuite(faults, .init = begin_faults, .timeout = 600);

Test(faults, memory_may_run_out_in_a_valid_message)
{
    fail_everywhere("fixtures/3.2/WMO323/valid.xml");
    fail_everywhere("fixtures/2.3/WMO301/minimal.xml");
}

Test(faults, memory_may_run_out_in_a_message_with_many_faults)
{
    fail_everywhere("fixtures/3.2/WMO301/IW-several-faults.xml");
    fail_everywhere("fixtures/2.3/WMO303/IW-several-faults.xml");
    fail_everywhere("fixtures/3.2/WMO323/IW-S04-unknown-in-each-prestatie.xml");
}

Test(faults, memory_may_run_out_in_another_encoding)
{
    fail_everywhere("fixtures/hostile/utf16-le-bom.xml");
    fail_everywhere("fixtures/hostile/latin1.xml");
    fail_everywhere("fixtures/hostile/encoding-unknown.xml");
}

/* Not with more than ten attributes on an element: there libxml2 2.9.14 itself reads
 * what it gave back, when its second table of attributes cannot grow after the first
 * did. */
Test(faults, memory_may_run_out_in_hostile_files)
{
    static const char *const names[] = {
        "xsd",
        "deep-unknown-300",
        "entity-bomb",
        "truncated-in-tag",
        "end-tag-mismatch",
        "utf8-surrogate",
        "long-name",
        "default-namespace-per-element",
        "cdata-two-parts",
        "comment-everywhere",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[200];
        snprintf(path, sizeof(path), "fixtures/hostile/%s.xml", names[i]);
        fail_everywhere(path);
    }
}

/* ---- reads that fail ---- */

static void
expect_unreadable(const char *path)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result;

    cr_assert_eq(iwmo_judge_file(judge, path, &result, NULL), IWMO_OK);
    cr_expect_eq(result->verdict, IWMO_UNDETERMINED, "%s", path);
    cr_expect_eq(result->layers[IWMO_LAYER_FILE], IWMO_FAILED);
    cr_assert_not_null(result->findings.first);
    bool is_told = false;
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        is_told = is_told || strcmp(finding->fault->code, "IW-F01") == 0;
    cr_expect(is_told, "%s", path);
    /* and the next file is judged as if nothing happened */
    cr_assert_eq(iwmo_judge_file(judge, "fixtures/3.2/WMO301/valid.xml", &result, NULL),
                 IWMO_OK);
    cr_expect_eq(result->verdict, IWMO_VALID);
    iwmo_judge_free(judge);
}

Test(faults, a_file_that_is_not_there_is_undetermined)
{
    expect_unreadable("fixtures/3.2/WMO301/nothing-here.xml");
    expect_unreadable("fixtures/3.2/WMO301/valid.xml/x.xml");
}

Test(faults, a_directory_is_undetermined)
{
    expect_unreadable("fixtures/3.2");
}

Test(faults, a_path_that_is_too_long_is_undetermined)
{
    static char path[10000];

    memset(path, 'a', sizeof(path) - 1);
    expect_unreadable(path);
}

/* A process may not read its own memory at address 0: EIO. */
Test(faults, a_read_error_is_undetermined)
{
    expect_unreadable("/proc/self/mem");
}

Test(faults, a_closed_standard_input_is_undetermined)
{
    close(STDIN_FILENO);
    expect_unreadable("-");
}

Test(faults, a_standard_input_that_cannot_be_read_is_undetermined)
{
    int fd = open("/dev/null", O_WRONLY);

    cr_assert_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    expect_unreadable("-");
    close(fd);
}

Test(faults, a_pipe_may_come_in_parts)
{
    struct iwmo_buffer bytes = test_read("fixtures/3.2/WMO305/valid.xml");
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result;
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        for (size_t i = 0; i < bytes.size; i += 100) {
            size_t size = bytes.size - i < 100 ? bytes.size - i : 100;
            if (write(ends[1], bytes.at + i, size) < 0)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    cr_assert_eq(iwmo_judge_file(judge, "-", &result, NULL), IWMO_OK);
    cr_expect_eq(result->verdict, IWMO_VALID);
    cr_expect_eq(result->size_bytes, bytes.size);
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}
