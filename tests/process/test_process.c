/*
 * Process: the program as built, on hostile files and on large ones.
 *
 * IWMO_BIN names the program; else the one that was built with these tests.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

#define MAX_ARGUMENTS 1000
#define MAX_KIB       (32 * 1024) /* rules, and what this test had when it forked */
#define MAX_MORE_KIB  4096        /* for a large message than for a small one */
#define MEBIBYTE      ((size_t)1 << 20)
#define PATH_ROOM     (TEST_PATH + 40)

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#endif

static char folder[TEST_PATH];

static void
make_folder(void)
{
    test_make_folder(folder);
}

static void
remove_folder(void)
{
    char **paths = test_paths(folder, "");

    for (size_t i = 0; paths[i] != NULL; i++)
        unlink(paths[i]);
    test_free_paths(paths);
    rmdir(folder);
}

TestSuite(process, .init = make_folder, .fini = remove_folder, .timeout = 600);

struct outcome {
    int status; /* exit status; -1: ended by a signal */
    long peak_kib;
};

/* Run the program; standard output goes to `path`. */
static struct outcome
run(const char *const *arguments, const char *path)
{
    const char *program = getenv("IWMO_BIN") ? getenv("IWMO_BIN") : IWMO_PROGRAM;
    const char *vector[MAX_ARGUMENTS + 2] = {program};
    struct rusage usage;
    int status;

    for (size_t i = 0; arguments[i] != NULL && i < MAX_ARGUMENTS; i++)
        vector[i + 1] = arguments[i];
    pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
            _exit(126);
        execv(program, (char *const *)vector);
        _exit(127);
    }
    cr_assert_eq(wait4(child, &status, 0, &usage), child);
    return (struct outcome){WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                            usage.ru_maxrss};
}

static const char *
in_folder(const char *name, char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/%s", folder, name);
    return path;
}

/* ---- a batch of hostile files ---- */

Test(process, a_hostile_file_never_stops_the_batch)
{
    const char *arguments[MAX_ARGUMENTS] = {"validate", "--report", "jsonl"};
    char **hostile = test_paths("fixtures/hostile", ".xml");
    char path[PATH_ROOM], file[512];
    size_t count = 3, line = 0, valid = 0;

    for (size_t i = 0; hostile[i] != NULL && count + 3 < MAX_ARGUMENTS; i++) {
        arguments[count++] = hostile[i];
        if (i % 10 == 0)
            arguments[count++] = "fixtures/3.2/WMO301/valid.xml";
    }
    struct outcome outcome = run(arguments, in_folder("out.jsonl", path));
    cr_expect_eq(outcome.status, 3);

    struct iwmo_buffer out = test_read(path);
    char *rest = out.at, *at;
    while ((at = strsep(&rest, "\n")) != NULL && at[0] != '\0') {
        cr_assert_lt(3 + line, count);
        snprintf(file, sizeof(file), "\"%s\"", arguments[3 + line]);
        cr_expect_not_null(strstr(at, file), "line %zu is not about %s", line, file);
        valid += strstr(file, "WMO301") && strstr(at, "\"valid\"");
        line++;
    }
    cr_expect_eq(line, count - 3, "%zu lines for %zu files", line, count - 3);
    cr_expect_eq(valid, (count - 3 + 10) / 11);
    iwmo_buffer_release(&out);
    test_free_paths(hostile);
}

/* ---- large files ---- */

static void
write_prestatie(FILE *file, unsigned long number)
{
    fprintf(file,
            "<wmo323:Prestatie><wmo323:ProductReferentie><iwmo:ReferentieNummer>P%015lu"
            "</iwmo:ReferentieNummer></wmo323:ProductReferentie>"
            "<wmo323:ToewijzingNummer>%lu</wmo323:ToewijzingNummer>"
            "<wmo323:ProductCategorie>02</wmo323:ProductCategorie>"
            "<wmo323:ProductCode>02A05</wmo323:ProductCode><wmo323:ProductPeriode>"
            "<iwmo:Begindatum>2025-04-01</iwmo:Begindatum>"
            "<iwmo:Einddatum>2025-04-30</iwmo:Einddatum></wmo323:ProductPeriode>"
            "<wmo323:GeleverdVolume>1</wmo323:GeleverdVolume>"
            "<wmo323:Eenheid>83</wmo323:Eenheid><wmo323:IngediendBedrag>"
            "<iwmo:Bedrag>0</iwmo:Bedrag><iwmo:DebetCredit>D</iwmo:DebetCredit>"
            "</wmo323:IngediendBedrag></wmo323:Prestatie>\r\n",
            number, 1 + number % 899999);
}

/* A 323 of about `size` bytes: minimal.xml, with another content of Prestaties. */
static void
write_323(const char *path, size_t size)
{
    struct iwmo_buffer minimal = test_read("fixtures/3.2/WMO323/minimal.xml");
    const char *begin = strstr(minimal.at, "<wmo323:Prestatie>");
    const char *end = strstr(minimal.at, "</wmo323:Prestaties>");
    FILE *file = fopen(path, "wb");

    cr_assert(begin != NULL && end != NULL && file != NULL);
    fwrite(minimal.at, 1, (size_t)(begin - minimal.at), file);
    for (unsigned long number = 1; (size_t)ftell(file) < size; number++)
        write_prestatie(file, number);
    fputs(end, file);
    cr_assert_eq(fclose(file), 0);
    iwmo_buffer_release(&minimal);
}

/* Peak of a process that judges the structure of one file, in KiB. */
static long
peak_of(const char *path)
{
    struct rusage usage;
    int status;
    pid_t child = fork();

    cr_assert_geq(child, 0);
    if (child == 0) {
        struct iwmo_judge_options options = {.skips_rules = true};
        const struct iwmo_result *result;
        struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
        _exit(judge == NULL || iwmo_judge_file(judge, path, &result, NULL) != IWMO_OK ||
              result->verdict != IWMO_VALID);
    }
    cr_assert_eq(wait4(child, &status, 0, &usage), child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", path);
    return usage.ru_maxrss;
}

static long
peak_of_323(size_t mebibytes)
{
    char path[PATH_ROOM];

    write_323(in_folder("large.xml", path), mebibytes * MEBIBYTE);
    long peak = peak_of(path);
    unlink(path);
    return peak;
}

/* The rules keep every reference, for uniqueness; the structure keeps nothing. */
Test(process, memory_for_the_structure_does_not_grow_with_the_message)
{
    long none = peak_of("fixtures/3.2/WMO323/minimal.xml");
    long small = peak_of_323(10), large = peak_of_323(100);

    fprintf(stderr,
            "peak memory: %ld KiB for a small file, %ld for 10 MiB, %ld for 100\n",
            none, small, large);
#ifndef IS_SANITIZED
    cr_expect_leq(large - none, MAX_MORE_KIB, "%ld KiB more", large - none);
    cr_expect_leq(large, small + small / 10, "%ld KiB, then %ld KiB", small, large);
#endif
}

/* Peak of the program, with all that it carries. */
Test(process, a_323_of_100_MB_is_judged_in_little_memory)
{
    char path[PATH_ROOM], out[PATH_ROOM];
    const char *arguments[] = {"validate", "-q", "--max-findings=10",
                               in_folder("large.xml", path), NULL};

    write_323(path, 100 * MEBIBYTE);
    struct outcome outcome = run(arguments, in_folder("large.txt", out));
    fprintf(stderr, "peak memory of the program: %ld KiB\n", outcome.peak_kib);
    cr_expect_leq(outcome.status, 1, "exit status %d", outcome.status);
#ifndef IS_SANITIZED
    cr_expect_leq(outcome.peak_kib, MAX_KIB, "%ld KiB", outcome.peak_kib);
#endif
}

/* ---- what is too large to keep as a fixture ---- */

/* minimal.xml of 301 with `count` times `text` before the element `tag`. */
static void
write_stuffed(const char *path, const char *tag, const char *text, size_t count)
{
    struct iwmo_buffer minimal = test_read("fixtures/3.2/WMO301/minimal.xml");
    const char *at = strstr(minimal.at, tag);
    FILE *file = fopen(path, "wb");

    cr_assert(at != NULL && file != NULL);
    fwrite(minimal.at, 1, (size_t)(at - minimal.at), file);
    for (size_t i = 0; i < count; i++)
        fputs(text, file);
    fputs(at, file);
    cr_assert_eq(fclose(file), 0);
    iwmo_buffer_release(&minimal);
}

static const struct iwmo_result *
judge_stuffed(struct iwmo_judge *judge, const char *tag, const char *text, size_t count)
{
    const struct iwmo_result *result;
    char path[PATH_ROOM];

    write_stuffed(in_folder("stuffed.xml", path), tag, text, count);
    cr_assert_eq(iwmo_judge_file(judge, path, &result, NULL), IWMO_OK);
    return result;
}

static void
expect_limit(const struct iwmo_result *result)
{
    cr_assert_not_null(result->findings.last);
    cr_expect_eq(result->verdict, IWMO_UNDETERMINED);
    bool is_told = false;
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        is_told = is_told || strcmp(finding->fault->code, "IW-X05") == 0;
    cr_expect(is_told);
}

Test(process, text_of_100_MB_in_one_element_hits_a_limit)
{
    struct iwmo_judge *judge = test_judge();

    expect_limit(judge_stuffed(judge, "</wmo301:Bsn>", "0123456789", 10 * MEBIBYTE));
    iwmo_judge_free(judge);
}

Test(process, cdata_and_tags_of_20_MB_hit_a_limit)
{
    struct iwmo_judge *judge = test_judge();

    expect_limit(
        judge_stuffed(judge, "</wmo301:Bsn>", "<![CDATA[12345678]]>", 2 * MEBIBYTE));
    expect_limit(judge_stuffed(judge, ">9999", "          ", 2 * MEBIBYTE));
    iwmo_judge_free(judge);
}

Test(process, a_million_unknown_siblings_are_counted_and_cut)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result =
        judge_stuffed(judge, "<wmo301:Bsn>", "<x/>", 1000000);

    cr_expect_eq(result->verdict, IWMO_INVALID);
    cr_expect_eq(result->findings.errors, 1000000);
    cr_expect_eq(result->findings.kept, IWMO_MAX_FINDINGS);
    iwmo_judge_free(judge);
}

Test(process, a_line_beyond_65535_is_told_right)
{
    struct iwmo_judge *judge = test_judge();
    const struct iwmo_result *result =
        judge_stuffed(judge, "<wmo301:Bsn>", "\r\n", 200000);
    uint64_t line;

    cr_expect_eq(result->verdict, IWMO_VALID);
    char path[PATH_ROOM];
    write_stuffed(in_folder("stuffed.xml", path), "<wmo301:Bsn>", "\r\n", 200000);
    struct iwmo_buffer bytes = test_read(path);
    char *at = strstr(bytes.at, "<wmo301:Geslacht>");
    at[strlen("<wmo301:Geslacht>")] = 'X';
    line = 1;
    for (const char *c = bytes.at; c < at; c++)
        line += *c == '\n';
    result = test_judge_chunks(judge, "a.xml", (struct iwmo_text){bytes.at, bytes.size},
                               65536);
    cr_assert_not_null(result->findings.first);
    cr_expect_str_eq(result->findings.first->fault->code, "IW-S24");
    cr_expect_eq(result->findings.first->where.at.line, line);
    cr_expect_gt(line, 200000);
    cr_expect_eq(result->findings.first->where.at.offset, (uint64_t)(at - bytes.at));
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}

/* A hundred thousand names fill the parser's dictionary; the next file gets a new one.
 */
static void
fill_names(struct iwmo_judge *judge, const struct iwmo_buffer *bytes, unsigned count,
           int size)
{
    const char *at = strstr(bytes->at, "<wmo301:Bsn>");
    struct iwmo_buffer named = {0};

    iwmo_buffer_add(&named, bytes->at, (size_t)(at - bytes->at));
    for (unsigned i = 0; i < count; i++)
        iwmo_buffer_printf(&named, "<n%0*u/>", size, i);
    iwmo_buffer_text(&named, at);
    const struct iwmo_result *result = test_judge_chunks(
        judge, "a.xml", (struct iwmo_text){named.at, named.size}, 65536);
    cr_expect_neq(result->verdict, IWMO_VALID);
    iwmo_buffer_release(&named);
}

Test(process, many_names_in_one_file_leave_the_next_alone)
{
    struct iwmo_buffer bytes = test_read("fixtures/3.2/WMO301/minimal.xml");
    struct iwmo_judge *judge = test_judge();

    static const struct {
        unsigned count;
        int size;
    } rounds[] = {{20000, 10}, {100, 40000}, {20000, 4000}, {10, 10}};

    for (size_t round = 0; round < sizeof(rounds) / sizeof(rounds[0]); round++) {
        fill_names(judge, &bytes, rounds[round].count, rounds[round].size);
        const struct iwmo_result *result = test_judge_chunks(
            judge, "a.xml", (struct iwmo_text){bytes.at, bytes.size}, 65536);
        cr_expect_eq(result->verdict, IWMO_VALID, "round %zu", round);
    }
    iwmo_buffer_release(&bytes);
    iwmo_judge_free(judge);
}
