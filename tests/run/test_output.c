#include "run/output.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/iwmo-output-XXXXXX";

static void
enter_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void
leave_folder(void)
{
    char command[100];

    snprintf(command, sizeof(command), "rm -rf %s", folder);
    cr_assert_eq(system(command), 0);
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

Test(output, closing_nothing_does_nothing)
{
    iwmo_output_close(NULL);
}
