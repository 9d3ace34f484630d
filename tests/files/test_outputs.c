#include "files/outputs.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH];

static void
enter(void)
{
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

static void
leave(void)
{
    test_remove_folder(folder);
}

TestSuite(outputs, .init = enter, .fini = leave);

static bool
is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

Test(outputs, appear_together)
{
    struct iwmo_outputs *outputs = iwmo_outputs_new();
    struct iwmo_spool *spool = iwmo_spool_new();
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_spool_write(spool, iwmo_text("two")), IWMO_OK);
    cr_assert_eq(iwmo_outputs_folder(outputs, "a/b/", &err), IWMO_OK);
    cr_assert_eq(iwmo_outputs_write(outputs, "a/b/1", iwmo_text("one"), &err), IWMO_OK);
    cr_assert_eq(iwmo_outputs_pour(outputs, "a/b/2", spool, &err), IWMO_OK);
    cr_expect_not(is_there("a/b/1") || is_there("a/b/2"));
    cr_assert_eq(iwmo_outputs_commit(outputs, &err), IWMO_OK);
    iwmo_outputs_close(outputs);
    struct iwmo_buffer one = test_read("a/b/1"), two = test_read("a/b/2");
    cr_expect_str_eq(one.at, "one");
    cr_expect_str_eq(two.at, "two");
    iwmo_buffer_release(&one);
    iwmo_buffer_release(&two);
    iwmo_spool_free(spool);
}

Test(outputs, without_commit_no_file_and_no_new_folder_stays)
{
    struct iwmo_outputs *outputs = iwmo_outputs_new();
    struct iwmo_error err = {0};

    cr_assert_eq(mkdir("old", 0777), 0);
    test_write("old/1", "kept", 4);
    cr_assert_eq(iwmo_outputs_folder(outputs, "old/new", &err), IWMO_OK);
    cr_assert_eq(iwmo_outputs_write(outputs, "old/1", iwmo_text("x"), &err), IWMO_OK);
    cr_assert_eq(iwmo_outputs_write(outputs, "old/new/2", iwmo_text("x"), &err),
                 IWMO_OK);
    iwmo_outputs_close(outputs);
    struct iwmo_buffer one = test_read("old/1");
    cr_expect_str_eq(one.at, "kept");
    cr_expect_not(is_there("old/new"));
    iwmo_buffer_release(&one);
}

Test(outputs, a_commit_that_fails_halfway_takes_back_what_is_new)
{
    struct iwmo_outputs *outputs = iwmo_outputs_new();
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_outputs_write(outputs, "1", iwmo_text("x"), &err), IWMO_OK);
    cr_assert_eq(iwmo_outputs_write(outputs, "2", iwmo_text("x"), &err), IWMO_OK);
    cr_assert_eq(mkdir("1", 0777), 0); /* 2 gets its name first, 1 cannot */
    cr_assert_eq(iwmo_outputs_commit(outputs, &err), IWMO_IO);
    iwmo_outputs_close(outputs);
    cr_expect_not(is_there("2"));
}

Test(outputs, a_full_device_is_told)
{
    struct iwmo_outputs *outputs = iwmo_outputs_new();
    struct iwmo_error err = {0};

    cr_assert_eq(iwmo_outputs_write(outputs, "/dev/full", iwmo_text("x"), &err),
                 IWMO_IO);
    cr_expect_not(iwmo_outputs_lost_reader(outputs));
    iwmo_outputs_close(outputs);
    outputs = iwmo_outputs_new();
    cr_expect_eq(iwmo_outputs_folder(outputs, "/dev/null/x", &err), IWMO_IO);
    iwmo_outputs_close(outputs);
}

static size_t
files_in(const char *path)
{
    char command[100], count[20] = "";

    snprintf(command, sizeof(command), "ls -A %s | wc -l", path);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    cr_assert_not_null(fgets(count, sizeof(count), pipe));
    pclose(pipe);
    return strtoul(count, NULL, 10);
}

static struct iwmo_outputs *
write_many(unsigned count)
{
    struct iwmo_outputs *outputs = iwmo_outputs_new();
    struct iwmo_error err = {0};
    char path[20];

    cr_assert_eq(iwmo_outputs_folder(outputs, "many", &err), IWMO_OK);
    for (unsigned i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "many/%u", i);
        cr_assert_eq(iwmo_outputs_write(outputs, path, iwmo_text("x"), &err), IWMO_OK,
                     "%s", err.text);
    }
    return outputs;
}

Test(outputs, may_be_more_than_can_be_open)
{
    struct rlimit few;

    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &few), 0);
    few.rlim_cur = 120;
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    struct iwmo_outputs *outputs = write_many(1000);
    cr_assert_eq(iwmo_outputs_commit(outputs, NULL), IWMO_OK);
    iwmo_outputs_close(outputs);
    cr_expect_eq(files_in("many"), 1000);
}

Test(outputs, what_a_killed_process_left_is_removed)
{
    int ends[2];
    char byte;

    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        write_many(10);
        if (write(ends[1], "x", 1) == 1)
            pause();
    }
    cr_assert_eq(read(ends[0], &byte, 1), 1);
    kill(child, SIGKILL);
    cr_assert_eq(waitpid(child, NULL, 0), child);
    cr_assert_eq(files_in("many"), 10);
    struct iwmo_outputs *outputs = write_many(10);
    cr_assert_eq(iwmo_outputs_commit(outputs, NULL), IWMO_OK);
    iwmo_outputs_close(outputs);
    cr_expect_eq(files_in("many"), 10);
    cr_expect(is_there("many/0") && is_there("many/9"));
}
