#include "files/folder.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static char place[TEST_PATH];

static void
enter(void)
{
    test_make_folder(place);
    cr_assert_eq(chdir(place), 0);
}

static void
leave(void)
{
    test_remove_folder(place);
}

TestSuite(folder, .init = enter, .fini = leave);

static void
assert_file(const char *path, const char *text)
{
    struct iwmo_buffer bytes = test_read(path);

    cr_assert_str_eq(bytes.at, text, "%s", path);
    iwmo_buffer_release(&bytes);
}

Test(folder, equal_names_get_numbers)
{
    static const char *const inputs[][2] = {
        {"a/x.xml", "x.r"},   {"b/x.xml", "x-2.r"}, {"x-2.XML", "x-2-2.r"},
        {"c/X.xml", "X-3.r"}, {"x", "x-4.r"},       {"-", "stdin.r"},
    };
    struct iwmo_folder *folder = iwmo_folder_open("out/", ".r", NULL);
    char path[100];

    cr_assert_not_null(folder);
    for (size_t i = 0; i < 6; i++)
        iwmo_folder_write(folder, inputs[i][0], iwmo_text(inputs[i][0]));
    cr_assert_eq(iwmo_folder_finish(folder, NULL), IWMO_OK);
    for (size_t i = 0; i < 6; i++) {
        snprintf(path, sizeof(path), "out/%s", inputs[i][1]);
        assert_file(path, inputs[i][0]);
    }
    iwmo_folder_close(folder);
}

Test(folder, no_name_leads_out_of_it)
{
    static const char *const inputs[][2] = {
        {"../../etc/x.xml", "x.r"}, {"..", "_..r"},           {"a/..xml", "_.r"},
        {"a/.xml", "_xml.r"},       {"a\n\\b.xml", "a__b.r"}, {"a/", ".r"},
    };
    struct iwmo_folder *folder = iwmo_folder_open("out", ".r", NULL);
    char path[100];

    for (size_t i = 0; i < 6; i++)
        iwmo_folder_write(folder, inputs[i][0], iwmo_text("it"));
    cr_assert_eq(iwmo_folder_finish(folder, NULL), IWMO_OK);
    for (size_t i = 0; i < 6; i++) {
        snprintf(path, sizeof(path), "out/%s", inputs[i][1]);
        assert_file(path, "it");
    }
    iwmo_folder_close(folder);
}

Test(folder, long_names_are_cut)
{
    struct iwmo_folder *folder = iwmo_folder_open("out", ".rapport.xml", NULL);
    char name[4000];

    memset(name, 'a', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    for (int i = 0; i < 3; i++)
        iwmo_folder_write(folder, name, iwmo_text("it"));
    cr_assert_eq(iwmo_folder_finish(folder, NULL), IWMO_OK);
    iwmo_folder_close(folder);
}

Test(folder, a_failure_stays)
{
    struct iwmo_error err = {0};

    test_write("file", "x", 1);
    cr_assert_null(iwmo_folder_open("file", ".r", &err));
    cr_assert_eq(err.status, IWMO_IO);
    struct iwmo_folder *folder = iwmo_folder_open("out", ".r", NULL);
    cr_assert_eq(rmdir("out"), 0);
    iwmo_folder_write(folder, "a.xml", iwmo_text("it"));
    cr_assert(iwmo_folder_has_failed(folder));
    err = (struct iwmo_error){0};
    cr_assert_eq(iwmo_folder_finish(folder, &err), IWMO_IO);
    iwmo_folder_close(folder);
}
