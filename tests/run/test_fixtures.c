/*
 * Fixtures: every file in fixtures/ gets the verdict, codes and places beside it.
 *
 * valid.findings, say, belongs to valid.xml:
 *   verdict valid|invalid|undetermined
 *   CODE PLACE...         a finding, in the order of the report; "/": the file as a
 * whole CODE@LINE:COLUMN PLACE...   the same, with its position # words for the reader
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "support.h"
#include "xml/builder.h"
#include "xml/sniff.h"

#define FOLDER_SIZE 64
#define MAX_FOLDERS 64

struct folder {
    char path[FOLDER_SIZE];
};

static size_t
add_folders(struct folder *folders, size_t count, const char *pattern)
{
    char path[FOLDER_SIZE];
    DIR *directory = opendir(pattern);
    const struct dirent *entry;

    cr_assert_not_null(directory, "%s", pattern);
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.' || count == MAX_FOLDERS)
            continue;
        snprintf(path, sizeof(path), "%s/%.40s", pattern, entry->d_name);
        strcpy(folders[count++].path, path);
    }
    closedir(directory);
    return count;
}

/* One folder is one test: some of them are large, and a test is a process. */
static struct criterion_test_params
all_folders(void)
{
    static struct folder folders[MAX_FOLDERS];
    size_t count = add_folders(folders, 0, "fixtures/2.3");

    count = add_folders(folders, count, "fixtures/3.2");
    strcpy(folders[count++].path, "fixtures/hostile");
    return cr_make_param_array(struct folder, folders, count);
}

/* Calls `check` for each fixture of a folder. */
static void
each_fixture(const char *folder,
             void (*check)(struct iwmo_judge *judge, const char *path,
                           struct iwmo_text bytes))
{
    struct iwmo_judge *judge = test_judge();
    char **paths = test_paths(folder, ".xml");

    for (size_t i = 0; paths[i] != NULL; i++) {
        char expected[512];
        snprintf(expected, sizeof(expected), "%.*s.findings", (int)strlen(paths[i]) - 4,
                 paths[i]);
        cr_assert_eq(access(expected, R_OK), 0, "%s: nobody says what it is", expected);
        struct iwmo_buffer bytes = test_read(paths[i]);
        check(judge, paths[i], (struct iwmo_text){bytes.at, bytes.size});
        iwmo_buffer_release(&bytes);
    }
    test_free_paths(paths);
    iwmo_judge_free(judge);
}

/* ---- verdict, codes and places ---- */

static void
print_line(const struct iwmo_finding *finding, bool has_position,
           struct iwmo_buffer *out)
{
    iwmo_buffer_text(out, finding->fault->code);
    if (has_position)
        iwmo_buffer_printf(out, "@%" PRIu64 ":%" PRIu64, finding->where.at.line,
                           finding->where.at.column);
    iwmo_buffer_char(out, ' ');
    test_print_place(&finding->where, out);
    for (size_t i = 0; i < finding->also_count; i++) {
        iwmo_buffer_char(out, ' ');
        test_print_place(&finding->also[i], out);
    }
}

/* The next line that says something, without its end, or NULL. */
static char *
next_line(char **rest)
{
    char *line;

    while ((line = strsep(rest, "\n")) != NULL) {
        line[strcspn(line, "\r")] = '\0';
        if (line[0] != '\0' && line[0] != '#')
            return line;
    }
    return NULL;
}

static void
expect_result(const char *path, const struct iwmo_result *result, char *expected)
{
    char *rest = expected, *line = next_line(&rest);
    struct iwmo_buffer said = {0};

    iwmo_buffer_printf(&said, "verdict %s", iwmo_verdict_name(result->verdict));
    cr_expect_str_eq(said.at, line ? line : "", "%s: %s", path, said.at);
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next) {
        line = next_line(&rest);
        const char *at = line ? strpbrk(line, "@ ") : NULL;
        iwmo_buffer_reset(&said);
        print_line(finding, at != NULL && *at == '@', &said);
        cr_expect_str_eq(said.at, line ? line : "", "%s: %s, expected %s", path,
                         said.at, line ? line : "nothing more");
    }
    line = next_line(&rest);
    cr_expect_null(line, "%s: expected also %s", path, line ? line : "");
    iwmo_buffer_release(&said);
}

static void
check_findings(struct iwmo_judge *judge, const char *path, struct iwmo_text bytes)
{
    char name[512];

    snprintf(name, sizeof(name), "%.*s.findings", (int)strlen(path) - 4, path);
    struct iwmo_buffer expected = test_read(name);
    expect_result(path, test_judge_chunks(judge, path, bytes, 65536), expected.at);
    iwmo_buffer_release(&expected);
}

ParameterizedTestParameters(fixtures, get_their_verdict_codes_and_places)
{
    return all_folders();
}

ParameterizedTest(const struct folder *folder, fixtures,
                  get_their_verdict_codes_and_places, .timeout = 600)
{
    each_fixture(folder->path, check_findings);
}

/* ---- chunks ---- */

static void
check_chunks(struct iwmo_judge *judge, const char *path, struct iwmo_text bytes)
{
    static const size_t chunks[] = {1, 2, 3, 7, 512, 4096};
    struct iwmo_buffer whole = {0}, parts = {0};

    test_print_result(test_judge_chunks(judge, path, bytes, bytes.size), &whole);
    for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
        if (bytes.size > 50000 * chunks[i])
            continue; /* libxml2 begins a long comment anew with each */
        iwmo_buffer_reset(&parts);
        test_print_result(test_judge_chunks(judge, path, bytes, chunks[i]), &parts);
        cr_expect_str_eq(parts.at, whole.at, "%s in chunks of %zu:\n%s\nwhole:\n%s",
                         path, chunks[i], parts.at, whole.at);
    }
    iwmo_buffer_release(&whole);
    iwmo_buffer_release(&parts);
}

ParameterizedTestParameters(fixtures, are_the_same_in_chunks_of_any_size)
{
    return all_folders();
}

ParameterizedTest(const struct folder *folder, fixtures,
                  are_the_same_in_chunks_of_any_size, .timeout = 600)
{
    each_fixture(folder->path, check_chunks);
}

/* ---- positions ---- */

/* Line and column of an offset, counted from the first byte. */
static struct iwmo_position
naive_position(struct iwmo_text bytes, uint64_t offset)
{
    struct iwmo_position at = {offset, 1, 1};

    for (uint64_t i = 0; i < offset && i < bytes.size; i++) {
        if (i == 0 && offset >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
            i = 2;
        else if (bytes.at[i] == '\n')
            at = (struct iwmo_position){offset, at.line + 1, 1};
        else if (((unsigned char)bytes.at[i] & 0xC0) != 0x80)
            at.column++;
    }
    return at;
}

static void
expect_position(const char *path, struct iwmo_text bytes, struct iwmo_position at)
{
    struct iwmo_position naive = naive_position(bytes, at.offset);

    cr_expect_leq(at.offset, bytes.size, "%s: offset %" PRIu64, path, at.offset);
    cr_expect(at.line == naive.line && at.column == naive.column,
              "%s: offset %" PRIu64 " is %" PRIu64 ":%" PRIu64 ", not %" PRIu64
              ":%" PRIu64,
              path, at.offset, naive.line, naive.column, at.line, at.column);
}

static void
check_finding_positions(struct iwmo_judge *judge, const char *path,
                        struct iwmo_text bytes)
{
    struct iwmo_sniff sniff = iwmo_sniff(bytes.at, bytes.size);

    const struct iwmo_result *result = test_judge_chunks(judge, path, bytes, 4096);
    /* positions in another encoding are those in the decoded text */
    for (const struct iwmo_finding *finding = result->findings.first;
         finding && sniff.reads_as_utf8; finding = finding->next) {
        if (finding->where.at.line != 0)
            expect_position(path, bytes, finding->where.at);
        for (size_t i = 0; i < finding->also_count; i++) {
            if (finding->also[i].at.line != 0)
                expect_position(path, bytes, finding->also[i].at);
        }
    }
}

struct watcher {
    const char *path;
    struct iwmo_text bytes;
    size_t nodes;
};

static void
expect_node(struct watcher *watcher, const struct iwmo_node *node)
{
    struct iwmo_text bytes = watcher->bytes;

    watcher->nodes++;
    cr_assert_lt(node->at.offset, bytes.size, "%s", watcher->path);
    cr_expect_eq(bytes.at[node->at.offset], '<', "%s: %s at %" PRIu64, watcher->path,
                 node->decl->name, node->at.offset);
    struct iwmo_text rest = {bytes.at + node->at.offset, bytes.size - node->at.offset};
    cr_expect_lt((size_t)(strstr(rest.at, node->decl->name) - rest.at), 20, "%s: %s",
                 watcher->path, node->decl->name);
    expect_position(watcher->path, bytes, node->at);
    for (const struct iwmo_node *child = node->first; child; child = child->next)
        expect_node(watcher, child);
}

static enum iwmo_status
on_unit(void *self, struct iwmo_node *unit)
{
    expect_node(self, unit);
    return IWMO_OK;
}

static void
check_node_positions(const char *path, struct iwmo_text bytes)
{
    struct watcher watcher = {path, bytes, 0};
    struct iwmo_units units = {on_unit, on_unit, &watcher};
    struct iwmo_limits limits = {0};
    struct iwmo_findings findings;
    struct iwmo_events events;

    if (!iwmo_sniff(bytes.at, bytes.size).reads_as_utf8 || bytes.size == 0)
        return;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_reader *reader = iwmo_reader_new(&limits);
    struct iwmo_builder *builder =
        iwmo_builder_new(reader, &iwmo_schema_builtin, &limits);
    iwmo_findings_init(&findings, arena, 1000);
    cr_assert_eq(iwmo_builder_begin(builder, &findings, R_none, units, &events),
                 IWMO_OK);
    cr_assert_eq(iwmo_reader_begin(reader, events), IWMO_OK);
    iwmo_reader_feed(reader, bytes.at, bytes.size);
    iwmo_reader_finish(reader);
    bool is_good = strstr(path, "/valid") != NULL || strstr(path, "/minimal") != NULL;
    cr_expect(watcher.nodes > 3 || !is_good, "%s", path);
    iwmo_builder_free(builder);
    iwmo_reader_free(reader);
    iwmo_arena_free(arena);
}

static void
check_positions(struct iwmo_judge *judge, const char *path, struct iwmo_text bytes)
{
    check_finding_positions(judge, path, bytes);
    check_node_positions(path, bytes);
}

ParameterizedTestParameters(fixtures, have_findings_and_nodes_where_they_say)
{
    return all_folders();
}

ParameterizedTest(const struct folder *folder, fixtures,
                  have_findings_and_nodes_where_they_say, .timeout = 600)
{
    each_fixture(folder->path, check_positions);
}
