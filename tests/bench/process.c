/*
 * Bench of whole processes: the program beside xmllint, with the same files.  With
 * SHEET_301 or SHEET_323 in the environment, the stylesheet of the chain for a WMO301
 * or WMO323 of release 3.2, also beside what the chain does: the schema, and then the
 * stylesheet with xsltproc.
 *
 * Wall and CPU time and peak memory of each process as the kernel counts them.  Peak
 * memory of a child includes what this process had when it forked: keep it small.
 * The program has no way to leave the rules out, so for the structural part this bench
 * is its own child: `process structure FILE` judges one file through the library.
 */
#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.h"
#include "judge/judge.h"

#define MESSAGES 10000
#define DIR      "build/bench/"

static void
die(const char *what)
{
    fprintf(stderr, "process: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* ---- a process ---- */

struct contestant {
    const char *name;
    const char *const *argv; /* ended by NULL */
    bool has_list;           /* and then all 301 files */
    struct times wall, cpu;
    long peak_kib;
};

static char *list[MESSAGES];

static void
become(const struct contestant *who)
{
    static const char *argv[MESSAGES + 16];
    size_t count = 0;
    int null = open("/dev/null", O_RDWR);

    while (who->argv[count] != NULL) {
        argv[count] = who->argv[count];
        count++;
    }
    for (size_t i = 0; who->has_list && i < MESSAGES; i++)
        argv[count++] = list[i];
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execvp(argv[0], (char **)argv);
    _exit(127);
}

static double
seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void
run(struct contestant *who)
{
    struct rusage usage;
    int status;
    double start = clock_seconds(CLOCK_MONOTONIC);
    pid_t child = fork();

    if (child == 0)
        become(who);
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        die("fork");
    times_add(&who->wall, clock_seconds(CLOCK_MONOTONIC) - start);
    times_add(&who->cpu, seconds(usage.ru_utime) + seconds(usage.ru_stime));
    if (usage.ru_maxrss > who->peak_kib)
        who->peak_kib = usage.ru_maxrss;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "process: %s: status %d\n", who->name, status);
        exit(1);
    }
}

/* ---- benches ---- */

#define ARGV(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
race(struct table *table, const char *title, struct contestant *all, size_t count,
     int rounds)
{
    char name[96];

    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < count; i++)
            run(&all[i]);
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof(name), "%s: %s", title, all[i].name);
        table_row(table, name, times_median(&all[i].wall) * 1e3, "ms",
                  times_spread(&all[i].wall), NO_AIM, 0);
        snprintf(name, sizeof(name), "%s: %s, CPU", title, all[i].name);
        table_row(table, name, times_median(&all[i].cpu) * 1e3, "ms",
                  times_spread(&all[i].cpu), NO_AIM, 0);
        snprintf(name, sizeof(name), "%s: %s, peak", title, all[i].name);
        table_row(table, name, (double)all[i].peak_kib / 1024, "MiB", 0, NO_AIM, 0);
    }
}

/* One thread each, so CPU time compares them best on a machine that has other work. */
static void
large(struct table *table, const char *self, const char *iwmo)
{
    const char *xsd = "xsd/3.2/wmo323.xsd", *file = DIR "323-22.xml";
    struct contestant all[] = {
        {.name = "iwmo, structure", .argv = ARGV(self, "structure", file)},
        {.name = "iwmo", .argv = ARGV(iwmo, "validate", file)},
        {.name = "xmllint --stream --schema",
         .argv = ARGV("xmllint", "--noout", "--stream", "--schema", xsd, file)},
        {.name = "xmllint --schema",
         .argv = ARGV("xmllint", "--noout", "--schema", xsd, file)},
        {.name = "xmllint --sax", .argv = ARGV("xmllint", "--noout", "--sax", file)},
    };

    race(table, "323 of 22 MB", all, 5, 9);
    table_ratio(table, "323: xmllint --stream --schema / structure", &all[2].cpu,
                &all[0].cpu, AT_LEAST, 2.5);
    table_ratio(table, "323: xmllint --stream --schema / iwmo", &all[2].cpu,
                &all[1].cpu, NO_AIM, 0);
    table_ratio(table, "323: xmllint --schema / iwmo", &all[3].cpu, &all[1].cpu, NO_AIM,
                0);
    table_ratio(table, "323: xmllint --sax / iwmo", &all[4].cpu, &all[1].cpu, NO_AIM,
                0);
}

static void
batch(struct table *table, const char *iwmo)
{
    const char *xsd = "xsd/3.2/wmo301.xsd";
    struct contestant all[] = {
        {.name = "iwmo -j 2",
         .argv = ARGV(iwmo, "validate", "-j", "2"),
         .has_list = true},
        {.name = "iwmo -j 1",
         .argv = ARGV(iwmo, "validate", "-j", "1"),
         .has_list = true},
        {.name = "xmllint --schema",
         .argv = ARGV("xmllint", "--noout", "--schema", xsd),
         .has_list = true},
        {.name = "xmllint --sax",
         .argv = ARGV("xmllint", "--noout", "--sax"),
         .has_list = true},
    };

    for (int i = 0; i < MESSAGES; i++)
        if (asprintf(&list[i], DIR "301/%05d.xml", i + 1) < 0)
            die("list");
    race(table, "10 000 x 301", all, 4, 15);
    table_ratio(table, "301: xmllint --schema / iwmo -j 2", &all[2].wall, &all[0].wall,
                AT_LEAST, 20);
    table_ratio(table, "301: xmllint --schema / iwmo -j 1", &all[2].wall, &all[1].wall,
                NO_AIM, 0);
    table_ratio(table, "301: xmllint --sax / iwmo -j 1", &all[3].wall, &all[1].wall,
                NO_AIM, 0);
}

/* Schema and then stylesheet, of each file; beside all of it in one go. */
static void
chain(struct table *table, const char *iwmo, const char *number, const char *sheet,
      const char *file)
{
    static const char script[] =
        "xmllint --noout --schema \"$0\" \"$@\" && xsltproc --nonet \"$SHEET\" \"$@\"";
    char xsd[64], name[64];

    if (sheet == NULL)
        return;
    snprintf(xsd, sizeof(xsd), "xsd/3.2/wmo%s.xsd", number);
    snprintf(name, sizeof(name), "%s in the chain", number);
    setenv("SHEET", sheet, 1);
    struct contestant all[] = {
        {.name = "iwmo -j 1",
         .argv = file ? ARGV(iwmo, "validate", "-j", "1", file)
                      : ARGV(iwmo, "validate", "-j", "1"),
         .has_list = file == NULL},
        {.name = "xmllint, xsltproc",
         .argv =
             file ? ARGV("sh", "-c", script, xsd, file) : ARGV("sh", "-c", script, xsd),
         .has_list = file == NULL},
    };
    race(table, name, all, 2, 5);
    snprintf(name, sizeof(name), "%s: the chain / iwmo -j 1", number);
    table_ratio(table, name, &all[1].cpu, &all[0].cpu, NO_AIM, 0);
}

static void
cold(struct table *table, const char *iwmo)
{
    struct contestant who = {.name = "iwmo",
                             .argv = ARGV(iwmo, "validate", DIR "301/00001.xml")};

    for (int round = 0; round < MAX_ROUNDS; round++)
        run(&who);
    table_row(table, "one cold 301", times_median(&who.wall) * 1e3, "ms",
              times_spread(&who.wall), AT_MOST, 2);
    table_row(table, "one cold 301, CPU", times_median(&who.cpu) * 1e3, "ms",
              times_spread(&who.cpu), NO_AIM, 0);
}

/* Keys to remember: BSNs and both kinds of references, of which the inputs have none
 * twice, and a line each. */
static size_t
count_keys(const char *path)
{
    static const char *const names[] = {"ReferentieNummer>", "Bsn>"};
    size_t count = 0, room = 0;
    char *line = NULL;
    FILE *file = fopen(path, "r");

    if (file == NULL)
        die(path);
    while (getline(&line, &room, file) > 0)
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
            count += strstr(line, names[i]) != NULL;
    free(line);
    fclose(file);
    return count;
}

/* Structure: as much for 10 MB as for 100.  Rules: 16 bytes for each key besides. */
static void
memory(struct table *table, const char *self, const char *iwmo)
{
    static const char *const files[] = {DIR "323-10.xml", DIR "323-100.xml",
                                        DIR "323-800.xml"};
    static const char *const sizes[] = {"10", "100", "800"};
    size_t count = getenv("BIG") != NULL ? 3 : 2;
    char name[64];
    long first = 0;

    for (size_t i = 0; i < count; i++) {
        struct contestant structure = {.name = "structure",
                                       .argv = ARGV(self, "structure", files[i])};
        struct contestant rules = {.name = "rules",
                                   .argv = ARGV(iwmo, "validate", files[i])};
        run(&structure);
        run(&rules);
        first = i == 0 ? structure.peak_kib : first;
        snprintf(name, sizeof(name), "peak of 323 of %s MB, structure", sizes[i]);
        table_row(table, name, (double)structure.peak_kib / 1024, "MiB", 0, AT_MOST,
                  16);
        snprintf(name, sizeof(name), "peak of 323 of %s MB, with rules", sizes[i]);
        table_row(table, name, (double)rules.peak_kib / 1024, "MiB", 0, AT_MOST,
                  16 + 16.0 * (double)count_keys(files[i]) / (1 << 20));
        snprintf(name, sizeof(name), "peak of 323 of %s MB / of 10 MB", sizes[i]);
        if (i > 0)
            table_row(table, name, (double)structure.peak_kib / (double)first, "x", 0,
                      AT_MOST, 1.05);
    }
}

/* ---- being the child ---- */

static int
judge_structure(const char *path)
{
    struct iwmo_judge_options options = {.skips_rules = true};
    const struct iwmo_result *result;

    xmlInitParser();
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    if (judge == NULL || iwmo_judge_file(judge, path, &result, NULL) != IWMO_OK)
        return 4;
    int status = result->verdict == IWMO_VALID ? 0 : 1;
    iwmo_judge_free(judge);
    xmlCleanupParser();
    return status;
}

int
main(int argc, char **argv)
{
    const char *iwmo = getenv("IWMO");

    if (argc == 3 && strcmp(argv[1], "structure") == 0)
        return judge_structure(argv[2]);
    if (iwmo == NULL)
        iwmo = "build/plain/iwmo";
    struct table table = table_open("process");
    memory(&table, argv[0], iwmo);
    cold(&table, iwmo);
    large(&table, argv[0], iwmo);
    batch(&table, iwmo);
    chain(&table, iwmo, "301", getenv("SHEET_301"), NULL);
    chain(&table, iwmo, "323", getenv("SHEET_323"), DIR "323-1.xml");
    table_close(&table);
    for (size_t i = 0; i < MESSAGES; i++)
        free(list[i]);
    return 0;
}
