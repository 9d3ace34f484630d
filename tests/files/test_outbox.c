#include "files/outbox.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH];

/* What goes to standard output goes to the file "said". */
static void
enter(void)
{
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    int fd = open("said", O_WRONLY | O_CREAT | O_APPEND, 0600);
    cr_assert_geq(fd, 0);
    cr_assert_eq(dup2(fd, STDOUT_FILENO), STDOUT_FILENO);
    cr_assert_eq(mkdir("out", 0700), 0);
    signal(SIGPIPE, SIG_IGN);
}

static void
leave(void)
{
    test_remove_folder(folder);
}

TestSuite(outbox, .init = enter, .fini = leave);

static void
put(struct iwmo_outbox *outbox, const char *name, const char *bytes, size_t times)
{
    struct iwmo_drain drain;

    cr_assert_eq(iwmo_outbox_add(outbox, name, &drain, NULL), IWMO_OK);
    for (size_t i = 0; i < times; i++)
        cr_assert_eq(drain.write(drain.self, iwmo_text(bytes)), IWMO_OK);
    iwmo_buffer_printf(iwmo_outbox_lines(outbox), "%s\n", name);
}

static void
expect_file(const char *path, const char *content)
{
    cr_assert_eq(access(path, F_OK), 0, "%s", path);
    struct iwmo_buffer bytes = test_read(path);
    cr_expect_str_eq(bytes.size > 0 ? bytes.at : "", content, "%s", path);
    iwmo_buffer_release(&bytes);
}

static void
send_two_parcels(bool with_thread)
{
    struct iwmo_error err = {0};
    struct iwmo_outbox *outbox = iwmo_outbox_new("out", with_thread, &err);

    put(outbox, "1", "one", 1);
    put(outbox, "2", "two", 2);
    cr_expect_neq(access("out/1", F_OK), 0); /* nothing before the handing over */
    expect_file("said", "");
    cr_assert_eq(iwmo_outbox_send(outbox, &err), IWMO_OK, "%s", err.text);
    put(outbox, "3", "three", 1);
    cr_assert_eq(iwmo_outbox_send(outbox, &err), IWMO_OK, "%s", err.text);
    cr_assert_eq(iwmo_outbox_finish(outbox, &err), IWMO_OK, "%s", err.text);
    expect_file("said", "1\n2\n3\n");
    expect_file("out/1", "one");
    expect_file("out/2", "twotwo");
    expect_file("out/3", "three");
    put(outbox, "4", "four", 1);
    iwmo_outbox_free(outbox);
    cr_expect_neq(access("out/4", F_OK), 0);
    expect_file("said", "1\n2\n3\n");
}

Test(outbox, parcels_go_out_in_order)
{
    send_two_parcels(false);
}

Test(outbox, parcels_go_out_in_order_from_a_thread)
{
    send_two_parcels(true);
}

Test(outbox, what_was_handed_over_goes_out_before_the_end)
{
    struct iwmo_outbox *outbox = iwmo_outbox_new("out", true, NULL);
    char name[16];

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof(name), "%d", i);
        put(outbox, name, "x", 1);
    }
    cr_assert_eq(iwmo_outbox_send(outbox, NULL), IWMO_OK);
    iwmo_outbox_free(outbox);
    char **paths = test_paths("out", "");
    size_t count = 0;
    while (paths[count] != NULL)
        count++;
    cr_expect_eq(count, 300);
    test_free_paths(paths);
}

Test(outbox, answers_larger_than_its_memory)
{
    struct iwmo_outbox *outbox = iwmo_outbox_new("out", true, NULL);
    struct stat about;

    put(outbox, "small", "x", 1);
    put(outbox, "large", "0123456789", 300000);
    put(outbox, "last", "y", 1);
    cr_assert_eq(iwmo_outbox_send(outbox, NULL), IWMO_OK);
    cr_assert_eq(iwmo_outbox_finish(outbox, NULL), IWMO_OK);
    iwmo_outbox_free(outbox);
    expect_file("out/small", "x");
    expect_file("out/last", "y");
    cr_assert_eq(stat("out/large", &about), 0);
    cr_expect_eq(about.st_size, 3000000);
}

Test(outbox, nothing_is_said_of_what_cannot_be_written)
{
    struct iwmo_error err = {0};
    struct iwmo_outbox *outbox = iwmo_outbox_new("nowhere", true, &err);

    put(outbox, "1", "one", 1);
    cr_assert_eq(iwmo_outbox_send(outbox, &err), IWMO_OK);
    put(outbox, "2", "two", 1); /* while the first one fails */
    cr_expect_eq(iwmo_outbox_send(outbox, &err), IWMO_IO);
    cr_expect_not_null(strstr(err.text, "nowhere/1"), "%s", err.text);
    cr_expect_eq(iwmo_outbox_finish(outbox, NULL), IWMO_IO);
    cr_expect_not(iwmo_outbox_lost_reader(outbox));
    iwmo_outbox_free(outbox);
    expect_file("said", "");
}

Test(outbox, a_reader_that_went_away)
{
    struct iwmo_error err = {0};
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
    close(ends[0]);
    struct iwmo_outbox *outbox = iwmo_outbox_new("out", true, &err);
    put(outbox, "1", "one", 1);
    cr_assert_eq(iwmo_outbox_send(outbox, &err), IWMO_OK);
    cr_expect_eq(iwmo_outbox_finish(outbox, &err), IWMO_IO);
    cr_expect(iwmo_outbox_lost_reader(outbox));
    iwmo_outbox_free(outbox);
    expect_file("out/1", "one");
}
