#include "files/output.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH];

static void
enter_folder(void)
{
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

static void
leave_folder(void)
{
    test_remove_folder(folder);
}

TestSuite(output, .init = enter_folder, .fini = leave_folder);

static void
assert_holds(const char *path, const char *expected)
{
    char text[100] = "";
    FILE *file = fopen(path, "r");

    cr_assert_not_null(file, "%s", path);
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    cr_assert_str_eq(text, expected);
}

static size_t
files_here(void)
{
    size_t count = 0;
    DIR *here = opendir(".");

    for (const struct dirent *entry; (entry = readdir(here)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(here);
    return count;
}

static void
put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

Test(output, a_file_gets_its_name_when_complete)
{
    struct iwmo_output *output = iwmo_output_open("report", NULL);

    cr_assert_not_null(output);
    iwmo_output_write(output, iwmo_text("one "));
    iwmo_output_flush(output);
    cr_assert_neq(access("report", F_OK), 0);
    iwmo_output_write(output, iwmo_text("two"));
    cr_assert_eq(iwmo_output_commit(output, NULL), IWMO_OK);
    iwmo_output_close(output);
    assert_holds("report", "one two");
    cr_assert_eq(files_here(), 1);
}

Test(output, without_commit_the_old_file_stays)
{
    put("report", "old");
    struct iwmo_output *output = iwmo_output_open("report", NULL);
    iwmo_output_write(output, iwmo_text("new"));
    iwmo_output_close(output);
    assert_holds("report", "old");
    cr_assert_eq(files_here(), 1);
}

Test(output, a_replaced_file_keeps_its_mode_and_its_links)
{
    struct stat about;

    put("report", "old");
    cr_assert_eq(chmod("report", 0640), 0);
    cr_assert_eq(symlink("report", "link"), 0);
    struct iwmo_output *output = iwmo_output_open("link", NULL);
    iwmo_output_write(output, iwmo_text("new"));
    cr_assert_eq(iwmo_output_commit(output, NULL), IWMO_OK);
    iwmo_output_close(output);
    assert_holds("report", "new");
    cr_assert_eq(lstat("link", &about), 0);
    cr_assert(S_ISLNK(about.st_mode));
    cr_assert_eq(stat("report", &about), 0);
    cr_assert_eq(about.st_mode & 0777, 0640);
}

Test(output, much_text_arrives_in_order)
{
    struct iwmo_output *output = iwmo_output_open("report", NULL);
    static char large[200000];
    struct stat about;

    memset(large, 'x', sizeof(large));
    for (int i = 0; i < 10000; i++)
        iwmo_output_write(output, iwmo_text("0123456789"));
    iwmo_output_write(output, (struct iwmo_text){large, sizeof(large)});
    cr_assert_eq(iwmo_output_commit(output, NULL), IWMO_OK);
    iwmo_output_close(output);
    cr_assert_eq(stat("report", &about), 0);
    cr_assert_eq(about.st_size, 300000);
}

Test(output, a_full_disk_is_told)
{
    struct iwmo_error err = {0};
    struct iwmo_output *output = iwmo_output_open("/dev/full", &err);

    cr_assert_not_null(output);
    iwmo_output_write(output, iwmo_text("text"));
    cr_assert_not(iwmo_output_has_failed(output));
    iwmo_output_flush(output);
    cr_assert(iwmo_output_has_failed(output));
    cr_assert_not(iwmo_output_lost_reader(output));
    cr_assert_eq(iwmo_output_commit(output, &err), IWMO_IO);
    cr_assert_str_eq(err.text, "/dev/full: No space left on device");
    iwmo_output_close(output);
}

Test(output, a_lost_reader_is_known)
{
    int ends[2];
    char path[40];

    signal(SIGPIPE, SIG_IGN);
    cr_assert_eq(pipe(ends), 0);
    snprintf(path, sizeof(path), "/dev/fd/%d", ends[1]);
    struct iwmo_output *output = iwmo_output_open(path, NULL);
    cr_assert_not_null(output);
    close(ends[0]);
    iwmo_output_write(output, iwmo_text("text"));
    iwmo_output_flush(output);
    cr_assert(iwmo_output_lost_reader(output));
    cr_assert_eq(iwmo_output_commit(output, NULL), IWMO_IO);
    iwmo_output_close(output);
    close(ends[1]);
}

Test(output, a_place_that_does_not_exist_is_told)
{
    struct iwmo_error err = {0};

    cr_assert_null(iwmo_output_open("no/such/folder", &err));
    cr_assert_eq(err.status, IWMO_IO);
    cr_assert_str_eq(err.text, "no/such/folder: No such file or directory");
    err = (struct iwmo_error){0};
    cr_assert_null(iwmo_output_open(".", &err));
    cr_assert_eq(err.status, IWMO_IO);
}

/* ---- what others left ---- */

/* Another process, which writes to `path` when it is made, and gives the file its name
 * when it is told to.  It ends only when it is killed. */
struct elsewhere {
    pid_t process;
    int to, from;
};

static void
wait_elsewhere(const struct elsewhere *elsewhere)
{
    char byte;

    cr_assert_eq(read(elsewhere->from, &byte, 1), 1);
}

static void
act_elsewhere(const char *path, int in, int out)
{
    struct iwmo_output *output = iwmo_output_open(path, NULL);
    char byte;

    iwmo_output_write(output, iwmo_text("elsewhere"));
    iwmo_output_flush(output);
    if (write(out, "x", 1) == 1 && read(in, &byte, 1) == 1 &&
        iwmo_output_commit(output, NULL) == IWMO_OK && write(out, "x", 1) == 1)
        pause();
    kill(getpid(), SIGKILL);
}

static struct elsewhere
begin_elsewhere(const char *path)
{
    int to[2], from[2];

    cr_assert_eq(pipe(to), 0);
    cr_assert_eq(pipe(from), 0);
    struct elsewhere elsewhere = {fork(), to[1], from[0]};
    cr_assert_geq(elsewhere.process, 0);
    if (elsewhere.process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        act_elsewhere(path, to[0], from[1]);
    }
    close(to[0]);
    close(from[1]);
    wait_elsewhere(&elsewhere);
    return elsewhere;
}

static void
end_elsewhere(const struct elsewhere *elsewhere)
{
    kill(elsewhere->process, SIGKILL);
    cr_assert_eq(waitpid(elsewhere->process, NULL, 0), elsewhere->process);
    close(elsewhere->to);
    close(elsewhere->from);
}

static void
write_here(const char *path, const char *text)
{
    struct iwmo_error err = {0};
    struct iwmo_output *output = iwmo_output_open(path, &err);

    cr_assert_not_null(output, "%s", err.text);
    iwmo_output_write(output, iwmo_text(text));
    cr_assert_eq(iwmo_output_commit(output, &err), IWMO_OK, "%s", err.text);
    iwmo_output_close(output);
}

Test(output, what_a_killed_process_left_is_removed)
{
    for (int i = 0; i < 3; i++) {
        struct elsewhere elsewhere = begin_elsewhere("report");
        end_elsewhere(&elsewhere);
    }
    cr_assert_neq(access("report", F_OK), 0);
    cr_assert_eq(files_here(), 1);
    write_here("report", "new");
    assert_holds("report", "new");
    cr_assert_eq(files_here(), 1);
}

Test(output, what_a_living_process_writes_is_left_alone)
{
    struct elsewhere elsewhere = begin_elsewhere("report");

    for (int i = 0; i < 3; i++)
        write_here("report", "here");
    assert_holds("report", "here");
    cr_assert_eq(write(elsewhere.to, "x", 1), 1);
    wait_elsewhere(&elsewhere);
    end_elsewhere(&elsewhere);
    assert_holds("report", "elsewhere");
    cr_assert_eq(files_here(), 1);
}

Test(output, one_process_may_write_to_one_name_twice)
{
    struct iwmo_output *first = iwmo_output_open("report", NULL);
    struct iwmo_output *second = iwmo_output_open("report", NULL);

    iwmo_output_write(first, iwmo_text("first"));
    iwmo_output_write(second, iwmo_text("second"));
    cr_assert_eq(iwmo_output_finish(first, NULL), IWMO_OK);
    cr_assert_eq(iwmo_output_commit(second, NULL), IWMO_OK);
    iwmo_output_close(second);
    write_here("report", "third"); /* the first has all it needs but its name */
    cr_assert_eq(iwmo_output_commit(first, NULL), IWMO_OK);
    iwmo_output_close(first);
    assert_holds("report", "first");
    cr_assert_eq(files_here(), 1);
}

/* A name that others can foresee: what they put there is not written to. */
Test(output, what_stands_in_the_way_is_not_written_to)
{
    put("victim", "old");
    cr_assert_eq(symlink("victim", ".a.iwmo-0.tmp"), 0);
    cr_assert_eq(link("victim", ".b.iwmo-0.tmp"), 0);
    cr_assert_eq(mkfifo(".c.iwmo-0.tmp", 0600), 0);
    cr_assert_eq(mkdir(".d.iwmo-0.tmp", 0700), 0);
    write_here("a", "new a");
    write_here("b", "new b");
    write_here("c", "new c");
    write_here("d", "new d");
    assert_holds("victim", "old");
    assert_holds("a", "new a");
    assert_holds("b", "new b");
    assert_holds("c", "new c");
    assert_holds("d", "new d");
}

Test(output, who_could_read_what_was_left_cannot_read_what_comes)
{
    char bytes[10];
    struct stat about;

    put(".report.iwmo-0.tmp", "");
    int reader = open(".report.iwmo-0.tmp", O_RDONLY);
    cr_assert_geq(reader, 0);
    umask(077);
    write_here("report", "secret");
    cr_assert_eq(read(reader, bytes, sizeof(bytes)), 0);
    cr_assert_eq(stat("report", &about), 0);
    cr_assert_eq(about.st_mode & 0777, 0600);
    cr_assert_eq(files_here(), 1);
    close(reader);
}

Test(output, closing_nothing_does_nothing)
{
    iwmo_output_close(NULL);
}
