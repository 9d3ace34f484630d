#include "files/inputs.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "support.h"

static char folder[TEST_PATH];

static void
put(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "w");

    cr_assert_not_null(file, "%s", path);
    fwrite(text, 1, size, file);
    fclose(file);
}

static void
touch(const char *path)
{
    put(path, "", 0);
}

static void
enter_folder(void)
{
    test_make_folder(folder);
    cr_assert_eq(chdir(folder), 0);
    cr_assert_eq(mkdir("in", 0777) | mkdir("in/b", 0777) | mkdir("in/.d", 0777), 0);
    touch("in/c.xml");
    touch("in/a.XML");
    touch("in/note.txt");
    touch("in/.hidden.xml");
    touch("in/.d/x.xml");
    touch("in/b/2.xml");
    touch("in/b/1.xml");
    touch("in/.xml");
}

static void
leave_folder(void)
{
    test_remove_folder(folder);
}

TestSuite(inputs, .init = enter_folder, .fini = leave_folder);

/* All paths, each with a space behind it. */
static void
assert_gives(struct iwmo_inputs_options options, const char *expected, uint64_t skipped)
{
    struct iwmo_buffer paths = {0};
    struct iwmo_error err = {0};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&options, &err);
    const char *path;

    cr_assert_not_null(inputs, "%s", err.text);
    iwmo_buffer_text(&paths, "");
    while (iwmo_inputs_next(inputs, &path, &err) == IWMO_OK && path != NULL)
        iwmo_buffer_printf(&paths, "%s ", path);
    cr_assert_eq(err.status, IWMO_OK, "%s", err.text);
    cr_assert_str_eq(paths.at, expected, "got %s", paths.at);
    cr_assert_eq(iwmo_inputs_skipped(inputs), skipped);
    cr_assert_eq(iwmo_inputs_next(inputs, &path, &err), IWMO_OK);
    cr_assert_null(path);
    iwmo_inputs_close(inputs);
    iwmo_buffer_release(&paths);
}

Test(inputs, arguments_keep_their_order)
{
    const char *paths[] = {"z.xml", "-", "missing", "in/note.txt"};

    assert_gives((struct iwmo_inputs_options){.paths = paths, .path_count = 4},
                 "z.xml - missing in/note.txt ", 0);
    assert_gives((struct iwmo_inputs_options){0}, "", 0);
}

Test(inputs, a_directory_gives_its_messages_in_order_of_name)
{
    const char *paths[] = {"in", "z.xml", "in/"};

    assert_gives((struct iwmo_inputs_options){.paths = paths, .path_count = 3},
                 "in/a.XML in/c.xml z.xml in/a.XML in/c.xml ", 2);
}

Test(inputs, recursion_goes_down)
{
    const char *paths[] = {"in"};

    assert_gives((struct iwmo_inputs_options){.paths = paths,
                                              .path_count = 1,
                                              .recursive = true},
                 "in/a.XML in/b/1.xml in/b/2.xml in/c.xml ", 1);
}

Test(inputs, links_make_no_loop)
{
    const char *paths[] = {"in"};

    cr_assert_eq(symlink("..", "in/b/up.xml"), 0);
    cr_assert_eq(symlink("../c.xml", "in/b/link.xml"), 0);
    cr_assert_eq(symlink("nowhere", "in/b/loose.xml"), 0);
    cr_assert_eq(mkfifo("in/b/pipe.xml", 0666), 0);
    assert_gives(
        (struct iwmo_inputs_options){
            .paths = paths, .path_count = 1, .recursive = true},
        "in/a.XML in/b/1.xml in/b/2.xml in/b/link.xml in/b/loose.xml in/c.xml ", 3);
}

Test(inputs, a_list_has_one_path_a_line)
{
    const char *paths[] = {"first.xml"};
    static const char lines[] = "\none.xml\r\n\ntwo words.xml\n-\nin\nlast.xml";

    put("list", lines, strlen(lines));
    assert_gives(
        (struct iwmo_inputs_options){.paths = paths, .path_count = 1, .list = "list"},
        "first.xml one.xml two words.xml ./- in/a.XML in/c.xml last.xml ", 1);
}

Test(inputs, a_list_may_begin_with_a_mark)
{
    static const char lines[] = "\xEF\xBB\xBFone.xml\n\xEF\xBB\xBF"
                                "two.xml\n";

    put("list", lines, strlen(lines));
    assert_gives((struct iwmo_inputs_options){.list = "list"},
                 "one.xml \xEF\xBB\xBF"
                 "two.xml ",
                 0);
    put("list", "\xEF\xBB\xBF\nb.xml", 9);
    assert_gives((struct iwmo_inputs_options){.list = "list"}, "b.xml ", 0);
}

Test(inputs, a_list_may_be_separated_by_nul)
{
    static const char names[] = "a\nb.xml\0\0c\r.xml";

    put("list", names, sizeof(names));
    assert_gives((struct iwmo_inputs_options){.list = "list", .is_nul_separated = true},
                 "a\nb.xml c\r.xml ", 0);
}

Test(inputs, a_list_from_standard_input)
{
    put("list", "one.xml\n", 8);
    cr_assert_not_null(freopen("list", "r", stdin));
    assert_gives((struct iwmo_inputs_options){.list = "-"}, "one.xml ", 0);
}

Test(inputs, a_list_that_cannot_be_read_is_told)
{
    struct iwmo_inputs_options options = {.list = "nowhere"};
    struct iwmo_error err = {0};
    const char *path;

    cr_assert_null(iwmo_inputs_open(&options, &err));
    cr_assert_str_eq(err.text, "nowhere: No such file or directory");
    err = (struct iwmo_error){0};
    options.list = "in";
    struct iwmo_inputs *inputs = iwmo_inputs_open(&options, &err);
    cr_assert_not_null(inputs);
    cr_assert_eq(iwmo_inputs_next(inputs, &path, &err), IWMO_IO);
    cr_assert_null(path);
    cr_assert_str_eq(err.text, "in: Is a directory");
    iwmo_inputs_close(inputs);
}

Test(inputs, closing_half_way_frees_all)
{
    const char *paths[] = {"in"};
    struct iwmo_inputs_options options = {
        .paths = paths, .path_count = 1, .recursive = true};
    struct iwmo_inputs *inputs = iwmo_inputs_open(&options, NULL);
    const char *path;

    cr_assert_eq(iwmo_inputs_next(inputs, &path, NULL), IWMO_OK);
    cr_assert_eq(iwmo_inputs_next(inputs, &path, NULL), IWMO_OK);
    cr_assert_str_eq(path, "in/b/1.xml");
    iwmo_inputs_close(inputs);
    iwmo_inputs_close(NULL);
}
