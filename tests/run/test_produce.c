#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/produce.h"
#include "support.h"

#define VALID "fixtures/3.2/WMO301/valid.xml"

static char folder[TEST_PATH];
static char path[TEST_PATH + 20];

static void
make_folder(void)
{
    test_make_folder(folder);
    snprintf(path, sizeof(path), "%s/out.xml", folder);
}

static void
remove_folder(void)
{
    unlink(path);
    cr_assert_eq(rmdir(folder), 0, "something was left behind in %s", folder);
}

TestSuite(produce, .init = make_folder, .fini = remove_folder);

/* A spool with `size` bytes. */
static struct iwmo_spool *
spool_of(const char *bytes, size_t size)
{
    struct iwmo_spool *spool = iwmo_spool_new();

    cr_assert_not_null(spool);
    cr_assert_eq(iwmo_spool_write(spool, (struct iwmo_text){bytes, size}), IWMO_OK);
    return spool;
}

static struct iwmo_produced
produced(const char *bytes, size_t size, const char *to, enum iwmo_status expected)
{
    struct iwmo_judge *judge = test_judge();
    struct iwmo_spool *spool = spool_of(bytes, size);
    struct iwmo_produced made, same;
    struct iwmo_error err = {0};

    enum iwmo_status status = iwmo_produce(spool, judge, to, &made, &err);
    cr_assert_eq(status, expected, "%s", err.text);
    cr_assert_eq(
        iwmo_produce_bytes((struct iwmo_text){bytes, size}, judge, to, &same, NULL),
        expected);
    cr_assert_eq(made.is_written, same.is_written);
    made.result = NULL; /* gone with the judge */
    iwmo_spool_free(spool);
    iwmo_judge_free(judge);
    return made;
}

Test(produce, a_valid_message_is_written)
{
    struct iwmo_buffer bytes = test_read(VALID);

    cr_assert(produced(bytes.at, bytes.size, path, IWMO_OK).is_written);
    struct iwmo_buffer written = test_read(path);
    cr_assert(iwmo_text_same((struct iwmo_text){bytes.at, bytes.size},
                             (struct iwmo_text){written.at, written.size}));
    iwmo_buffer_release(&written);
    iwmo_buffer_release(&bytes);
}

Test(produce, an_invalid_message_is_not_written)
{
    struct iwmo_buffer bytes = test_read(VALID);
    char *geslacht = strstr(bytes.at, "Geslacht>2");

    cr_assert_not_null(geslacht);
    geslacht[9] = '7';
    cr_assert(!produced(bytes.at, bytes.size, path, IWMO_OK).is_written);
    cr_assert(!produced("no XML", 6, path, IWMO_OK).is_written);
    cr_assert_neq(access(path, F_OK), 0);
    iwmo_buffer_release(&bytes);
}

Test(produce, a_full_disk_is_an_error)
{
    struct iwmo_buffer bytes = test_read(VALID);

    cr_assert(!produced(bytes.at, bytes.size, "/dev/full", IWMO_IO).is_written);
    cr_assert(!produced(bytes.at, bytes.size, "/no/such/folder/x", IWMO_IO).is_written);
    iwmo_buffer_release(&bytes);
}

/* ---- the spool underneath ---- */

Test(produce, a_spool_gives_back_what_it_took_in_memory_and_in_a_file)
{
    static const size_t sizes[] = {0, 1, IWMO_SPOOL_BYTES, IWMO_SPOOL_BYTES + 1,
                                   3 * IWMO_SPOOL_BYTES + 7};

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct iwmo_buffer in = {0}, out = {0};
        struct iwmo_spool *spool = iwmo_spool_new();
        for (size_t at = 0; at < sizes[i]; at++)
            iwmo_buffer_char(&in, (char)(at * 7 % 251));
        for (size_t at = 0; at < sizes[i]; at += 1000) {
            size_t part = sizes[i] - at < 1000 ? sizes[i] - at : 1000;
            cr_assert_eq(iwmo_spool_write(spool, (struct iwmo_text){in.at + at, part}),
                         IWMO_OK);
        }
        cr_assert_eq(iwmo_spool_pour(spool, iwmo_drain_buffer(&out), NULL), IWMO_OK);
        cr_assert_eq(out.size, sizes[i]);
        cr_assert(sizes[i] == 0 || memcmp(in.at, out.at, sizes[i]) == 0);
        iwmo_spool_free(spool);
        iwmo_buffer_release(&in);
        iwmo_buffer_release(&out);
    }
}

Test(produce, a_message_in_a_file_is_judged_as_one_in_memory)
{
    struct iwmo_buffer bytes = test_read(VALID);
    struct iwmo_buffer padding = {0}, small = {0}, large = {0};
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result;

    for (size_t i = 0; i < IWMO_SPOOL_BYTES; i++)
        iwmo_buffer_char(&padding, ' ');
    struct iwmo_spool *spool = spool_of(bytes.at, bytes.size);
    cr_assert_eq(iwmo_spool_judge(spool, judge, "x.txt", &result, NULL), IWMO_OK);
    cr_assert_str_eq(result->file, "x.txt");
    iwmo_buffer_printf(&small, "%d %zu", result->verdict, result->findings.kept);
    cr_assert_eq(iwmo_spool_write(spool, (struct iwmo_text){padding.at, padding.size}),
                 IWMO_OK);
    cr_assert_eq(iwmo_spool_judge(spool, judge, "x.txt", &result, NULL), IWMO_OK);
    cr_assert_str_eq(result->file, "x.txt");
    iwmo_buffer_printf(&large, "%d %zu", result->verdict, result->findings.kept);
    cr_assert_str_eq(small.at, large.at);
    cr_assert_eq(result->size_bytes, bytes.size + padding.size);
    iwmo_spool_free(spool);
    iwmo_judge_free(judge);
    iwmo_buffer_release(&bytes);
    iwmo_buffer_release(&padding);
    iwmo_buffer_release(&small);
    iwmo_buffer_release(&large);
}

Test(produce, a_spool_without_a_place_for_its_file_says_so)
{
    struct iwmo_buffer padding = {0};
    struct iwmo_spool *spool = iwmo_spool_new();
    struct iwmo_error err = {0};

    setenv("TMPDIR", "/no/such/folder", 1);
    for (size_t i = 0; i <= IWMO_SPOOL_BYTES; i++)
        iwmo_buffer_char(&padding, ' ');
    cr_assert_eq(iwmo_spool_write(spool, (struct iwmo_text){padding.at, padding.size}),
                 IWMO_IO);
    cr_assert_eq(iwmo_spool_failure(spool, &err), IWMO_IO);
    cr_assert_not_null(strstr(err.text, "temporary file"), "%s", err.text);
    iwmo_spool_free(spool);
    iwmo_buffer_release(&padding);
}
