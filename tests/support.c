#include "support.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct iwmo_buffer
test_read(const char *path)
{
    struct iwmo_buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    char room[65536];
    size_t size;

    cr_assert_not_null(file, "%s: %s", path, strerror(errno));
    while ((size = fread(room, 1, sizeof(room), file)) > 0)
        iwmo_buffer_add(&bytes, room, size);
    cr_assert_eq(ferror(file), 0, "%s", path);
    fclose(file);
    iwmo_buffer_text(&bytes, "");
    cr_assert_eq(bytes.failed, IWMO_OK);
    return bytes;
}

void
test_write(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");

    cr_assert_not_null(file, "%s: %s", path, strerror(errno));
    cr_assert_eq(fwrite(bytes, 1, size, file), size);
    cr_assert_eq(fclose(file), 0);
}

static void
fill_template(char path[TEST_PATH])
{
    const char *folder = getenv("TMPDIR");
    bool has_one = folder != NULL && folder[0] == '/';

    /* What is left behind says whose it was. */
    int size =
        snprintf(path, TEST_PATH, "%s/iwmo-%s-%.16s-XXXXXX", has_one ? folder : "/tmp",
                 criterion_current_suite->name, criterion_current_test->name);
    cr_assert(size > 0 && size < TEST_PATH, "TMPDIR is too long for the tests");
}

void
test_make_folder(char path[TEST_PATH])
{
    fill_template(path);
    cr_assert_not_null(mkdtemp(path), "%s: %s", path, strerror(errno));
}

void
test_make_file(char path[TEST_PATH])
{
    fill_template(path);
    int file = mkstemp(path);
    cr_assert_geq(file, 0, "%s: %s", path, strerror(errno));
    close(file);
}

void
test_remove_folder(const char *path)
{
    setenv("TEST_FOLDER", path, 1); /* so that no shell reads it */
    int ended = system("chmod -R u+rwX \"$TEST_FOLDER\" && rm -rf \"$TEST_FOLDER\"");
    cr_assert_eq(ended, 0, "%s", path);
}

struct iwmo_judge *
test_judge(void)
{
    struct iwmo_error err = {0};
    struct iwmo_judge_options options = {.wants_sha256 = true};

    options.today = iwmo_date_of(2025, 6, 1);
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);
    cr_assert_not_null(judge, "%s", err.text);
    return judge;
}

const struct iwmo_result *
test_judge_chunks(struct iwmo_judge *judge, const char *name, struct iwmo_text bytes,
                  size_t chunk)
{
    struct iwmo_error err = {0};
    const struct iwmo_result *result = NULL;

    enum iwmo_status status = iwmo_judge_chunks(judge, name, bytes.at, bytes.size,
                                                chunk ? chunk : 1, &result, &err);
    cr_assert_eq(status, IWMO_OK, "%s: status %d, %s", name, status, err.text);
    return result;
}

void
test_print_place(const struct iwmo_location *location, struct iwmo_buffer *out)
{
    iwmo_path_print(location->step, out);
    if (location->attribute != NULL)
        iwmo_buffer_printf(out, "/@%s", location->attribute);
}

static void
print_location(const struct iwmo_location *location, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, " %" PRIu64 "@%" PRIu64 ":%" PRIu64 " ",
                       location->at.offset, location->at.line, location->at.column);
    test_print_place(location, out);
}

static void
print_words(const char *label, const char *words, struct iwmo_buffer *out)
{
    if (words != NULL)
        iwmo_buffer_printf(out, " %s='%s'", label, words);
}

static void
print_finding(const struct iwmo_finding *finding, struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, finding->fault->code);
    print_location(&finding->where, out);
    for (size_t i = 0; i < finding->also_count; i++)
        print_location(&finding->also[i], out);
    print_words("name", finding->name, out);
    print_words("other", finding->other, out);
    print_words("expected", finding->expected, out);
    print_words("found", finding->found, out);
    iwmo_buffer_char(out, '\n');
}

void
test_print_result(const struct iwmo_result *result, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "verdict %s\n", iwmo_verdict_name(result->verdict));
    if (result->message != NULL)
        iwmo_buffer_printf(out, "message %s %s\n", result->message->name,
                           result->message->release_name);
    for (enum iwmo_layer layer = 0; layer < IWMO_LAYER_COUNT; layer++)
        iwmo_buffer_printf(out, "%s %s\n", iwmo_layer_name(layer),
                           iwmo_layer_state_name(result->layers[layer]));
    iwmo_buffer_printf(out, "sha256 %s size %" PRIu64 "\n", result->sha256,
                       result->size_bytes);
    iwmo_buffer_printf(out, "errors %" PRIu64 " warnings %" PRIu64 "\n",
                       result->findings.errors, result->findings.warnings);
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        print_finding(finding, out);
    cr_assert_eq(out->failed, IWMO_OK);
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
ends_in(const char *name, const char *ending)
{
    size_t size = strlen(name), end = strlen(ending);

    return size > end && strcmp(name + size - end, ending) == 0;
}

char **
test_paths(const char *folder, const char *ending)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    char **paths = calloc(1, sizeof(*paths));
    size_t count = 0;

    cr_assert_not_null(directory, "%s: %s", folder, strerror(errno));
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, ending))
            continue;
        size_t size = strlen(folder) + strlen(entry->d_name) + 2;
        paths = realloc(paths, (count + 2) * sizeof(*paths));
        paths[count] = malloc(size);
        snprintf(paths[count], size, "%s/%s", folder, entry->d_name);
        paths[++count] = NULL;
    }
    closedir(directory);
    /* a loop over nothing proves nothing */
    cr_assert(count > 0 || ending[0] == '\0', "%s: no file ends in %s", folder, ending);
    qsort(paths, count, sizeof(*paths), compare_paths);
    return paths;
}

void
test_free_paths(char **paths)
{
    for (size_t i = 0; paths[i] != NULL; i++)
        free(paths[i]);
    free(paths);
}
