#include "cli/program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char folder[TEST_PATH];

void
program_enter_folder(void)
{
    char here[4096], path[8192];
    const char *program = getenv("IWMO_BIN");

    cr_assert_not_null(getcwd(here, sizeof(here)));
    if (program == NULL)
        program = IWMO_PROGRAM;
    snprintf(path, sizeof(path), "%s%s%s", program[0] == '/' ? "" : here,
             program[0] == '/' ? "" : "/", program);
    setenv("IWMO", path, 1);
    snprintf(path, sizeof(path), "%s/fixtures", here);
    setenv("FIXTURES", path, 1);
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
}

void
program_leave_folder(void)
{
    test_remove_folder(folder);
}

static void
assert_part(const char *line, const char *path, const char *part)
{
    struct iwmo_buffer text = test_read(path);

    if (part != NULL && part[0] == '\0')
        cr_assert_str_eq(text.at, "", "%s: %s: %s", line, path, text.at);
    else if (part != NULL)
        cr_assert_not_null(strstr(text.at, part), "%s: %s: %s", line, path, text.at);
    iwmo_buffer_release(&text);
}

void
program_assert(const char *line, int status, const char *out_part, const char *err_part)
{
    char command[2000];

    /* so that $IWMO is one word, whatever folder it is in */
    snprintf(command, sizeof(command), "IFS='\n'; { %s ; } >.out 2>.err </dev/null",
             line);
    int ended = system(command);
    cr_assert(WIFEXITED(ended), "%s", line);
    struct iwmo_buffer err = test_read(".err");
    cr_assert_eq(WEXITSTATUS(ended), status, "%s: %d, %s", line, WEXITSTATUS(ended),
                 err.at);
    iwmo_buffer_release(&err);
    assert_part(line, ".out", out_part);
    assert_part(line, ".err", err_part);
}
