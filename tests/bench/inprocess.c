/*
 * Bench in process: our judge beside the parsers below it, on the same bytes in memory.
 *
 * CPU time of this process, so other programs matter little.  All read chunks of 64
 * KiB, but for libxml2's reader, which takes memory as a whole.  BIG=1: growth up to
 * 800 MB.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/measure.h"
#include "judge/judge.h"

#define CHUNK    65536
#define MESSAGES 500 /* different 301 files */

struct input {
    char *at;
    size_t size;
};

static void
die(const char *what)
{
    fprintf(stderr, "inprocess: %s\n", what);
    exit(1);
}

static struct input
open_input(const char *path)
{
    int fd = open(path, O_RDONLY);
    struct stat stat;

    if (fd < 0 || fstat(fd, &stat) != 0)
        die(path);
    struct input input = {.size = (size_t)stat.st_size};
    input.at = mmap(NULL, input.size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    close(fd);
    if (input.at == MAP_FAILED)
        die(path);
    return input;
}

static void
close_input(struct input *input)
{
    munmap(input->at, input->size);
}

/* ---- contestants ---- */

struct bench {
    xmlSchemaPtr schema_301, schema_323;
    struct iwmo_judge
        *judges[3]; /* structure only, with rules, those by libxml2 alone */
};

static void
on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
         int namespace_count, const xmlChar **namespaces, int attribute_count,
         int defaulted_count, const xmlChar **attributes)
{
    (void)self, (void)name, (void)prefix, (void)space, (void)namespace_count;
    (void)namespaces, (void)attribute_count, (void)defaulted_count, (void)attributes;
}

static void
on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    (void)self, (void)name, (void)prefix, (void)space;
}

static void
on_text(void *self, const xmlChar *at, int size)
{
    (void)self, (void)at, (void)size;
}

static void
run_sax(struct bench *bench, const struct input *input)
{
    xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
    };
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handlers, NULL, NULL, 0, NULL);
    (void)bench;

    for (size_t at = 0; at < input->size; at += CHUNK) {
        size_t part = input->size - at < CHUNK ? input->size - at : CHUNK;
        xmlParseChunk(parser, input->at + at, (int)part, 0);
    }
    if (xmlParseChunk(parser, NULL, 0, 1) != 0)
        die("libxml2 finds it malformed");
    xmlFreeParserCtxt(parser);
}

static void
run_reader(struct bench *bench, const struct input *input)
{
    xmlTextReaderPtr reader =
        xmlReaderForMemory(input->at, (int)input->size, NULL, NULL, XML_PARSE_NONET);
    bool is_301 = strstr(input->at, "wmo301") != NULL; /* within the first lines */

    xmlTextReaderSetSchema(reader, is_301 ? bench->schema_301 : bench->schema_323);
    while (xmlTextReaderRead(reader) == 1)
        continue;
    if (xmlTextReaderIsValid(reader) != 1)
        die("libxml2 finds it invalid");
    xmlFreeTextReader(reader);
}

static void
judge(struct iwmo_judge *judge, const struct input *input)
{
    const struct iwmo_result *result;

    if (iwmo_judge_bytes(judge, "bench.xml", input->at, input->size, &result, NULL) !=
        0)
        die("out of memory");
    if (result->verdict != IWMO_VALID) /* above 25 MB there is a warning */
        die("we find it invalid");
}

static void
run_structure(struct bench *bench, const struct input *input)
{
    judge(bench->judges[0], input);
}

static void
run_rules(struct bench *bench, const struct input *input)
{
    judge(bench->judges[1], input);
}

static void
run_slow(struct bench *bench, const struct input *input)
{
    judge(bench->judges[2], input);
}

/* expat is no dependency of ours: it takes part when the system has its library. */
static struct {
    void *(*new)(const char *, char);
    void (*set_elements)(void *, void (*)(void *, const char *, const char **),
                         void (*)(void *, const char *));
    void (*set_text)(void *, void (*)(void *, const char *, int));
    int (*parse)(void *, const char *, int, int);
    void (*free)(void *);
} expat;

static bool
find_expat(void)
{
    void *library = dlopen("libexpat.so.1", RTLD_NOW);
    const struct {
        const char *name;
        void *to;
    } rows[] = {
        {"XML_ParserCreateNS", &expat.new},
        {"XML_SetElementHandler", &expat.set_elements},
        {"XML_SetCharacterDataHandler", &expat.set_text},
        {"XML_Parse", &expat.parse},
        {"XML_ParserFree", &expat.free},
    };

    for (size_t i = 0; library != NULL && i < sizeof(rows) / sizeof(rows[0]); i++) {
        void *symbol = dlsym(library, rows[i].name);
        if (symbol == NULL)
            return false;
        memcpy(rows[i].to, &symbol, sizeof(symbol));
    }
    return library != NULL;
}

static void
on_expat_start(void *self, const char *name, const char **attributes)
{
    (void)self, (void)name, (void)attributes;
}

static void
on_expat_end(void *self, const char *name)
{
    (void)self, (void)name;
}

static void
on_expat_text(void *self, const char *at, int size)
{
    (void)self, (void)at, (void)size;
}

static void
run_expat(struct bench *bench, const struct input *input)
{
    void *parser = expat.new(NULL, ' ');
    (void)bench;

    expat.set_elements(parser, on_expat_start, on_expat_end);
    expat.set_text(parser, on_expat_text);
    for (size_t at = 0; at < input->size; at += CHUNK) {
        size_t part = input->size - at < CHUNK ? input->size - at : CHUNK;
        if (expat.parse(parser, input->at + at, (int)part, at + part == input->size) !=
            1)
            die("expat finds it malformed");
    }
    expat.free(parser);
}

enum { SAX, EXPAT, READER, STRUCTURE, RULES, SLOW, CONTESTANTS };

static struct {
    const char *name;
    void (*run)(struct bench *bench, const struct input *input);
} contestants[] = {
    [SAX] = {"libxml2 SAX2, empty handlers", run_sax},
    [EXPAT] = {"expat, empty handlers", run_expat},
    [READER] = {"libxml2 reader with schema", run_reader},
    [STRUCTURE] = {"iwmo, structure", run_structure},
    [RULES] = {"iwmo, structure and rules", run_rules},
    [SLOW] = {"iwmo, the same by libxml2 alone", run_slow},
};

/* ---- benches ---- */

static double
time_of(struct bench *bench, int who, const struct input *inputs, size_t count)
{
    double start = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);

    for (size_t i = 0; i < count; i++)
        contestants[who].run(bench, &inputs[i]);
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
}

static void
race(struct bench *bench, const struct input *inputs, size_t count, int rounds,
     struct times times[CONTESTANTS])
{
    for (int round = 0; round < rounds; round++)
        for (int who = 0; who < CONTESTANTS; who++)
            if (who != EXPAT || expat.new != NULL)
                times_add(&times[who], time_of(bench, who, inputs, count));
}

static void
large(struct bench *bench, struct table *table, const char *title, const char *path)
{
    struct times times[CONTESTANTS] = {0};
    struct input input = open_input(path);
    char name[96];

    race(bench, &input, 1, 7, times);
    for (int who = 0; who < CONTESTANTS; who++) {
        if (times[who].count == 0)
            continue;
        snprintf(name, sizeof(name), "%s: %s", title, contestants[who].name);
        table_row(table, name, (double)input.size / 1e6 / times_median(&times[who]),
                  "MB/s", times_spread(&times[who]), NO_AIM, 0);
    }
    static const struct {
        const char *name;
        int slow, fast;
        enum aim aim;
        double target;
    } ratios[] = {
        {"rules / structure", RULES, STRUCTURE, NO_AIM, 0},
        {"libxml2 alone / scan", SLOW, RULES, NO_AIM, 0},
        {"bare SAX2 / structure", SAX, STRUCTURE, NO_AIM, 0},
        {"bare SAX2 / rules", SAX, RULES, AT_LEAST, 1.5},
        {"expat / rules", EXPAT, RULES, NO_AIM, 0},
        {"reader with schema / rules", READER, RULES, AT_LEAST, 8},
    };
    for (size_t i = 0; i < sizeof(ratios) / sizeof(ratios[0]); i++) {
        snprintf(name, sizeof(name), "%s: %s", title, ratios[i].name);
        if (times[ratios[i].slow].count > 0)
            table_ratio(table, name, &times[ratios[i].slow], &times[ratios[i].fast],
                        ratios[i].aim, ratios[i].target);
    }
    close_input(&input);
}

static void
small(struct bench *bench, struct table *table)
{
    static struct input inputs[MESSAGES];
    struct times times[CONTESTANTS] = {0};
    char text[64];

    for (int i = 0; i < MESSAGES; i++) {
        snprintf(text, sizeof(text), "build/bench/301/%05d.xml", i + 1);
        inputs[i] = open_input(text);
    }
    race(bench, inputs, MESSAGES, 11, times);
    for (int who = 0; who < CONTESTANTS; who++) {
        if (times[who].count == 0)
            continue;
        snprintf(text, sizeof(text), "warm 301: %s", contestants[who].name);
        table_row(table, text, times_median(&times[who]) / MESSAGES * 1e6, "us",
                  times_spread(&times[who]), who == RULES ? AT_MOST : NO_AIM, 20);
    }
    for (int i = 0; i < MESSAGES; i++)
        close_input(&inputs[i]);
}

static void
growth(struct bench *bench, struct table *table)
{
    static const unsigned sizes[] = {50, 100, 200, 400, 800};
    size_t count = getenv("BIG") != NULL ? sizeof(sizes) / sizeof(sizes[0]) : 2;
    struct times times[sizeof(sizes) / sizeof(sizes[0])] = {0};
    char text[64];

    for (int round = 0; round < 5; round++)
        for (size_t i = 0; i < count; i++) {
            snprintf(text, sizeof(text), "build/bench/323-%u.xml", sizes[i]);
            struct input input = open_input(text);
            times_add(&times[i], time_of(bench, RULES, &input, 1));
            close_input(&input);
        }
    for (size_t i = 1; i < count; i++) {
        snprintf(text, sizeof(text), "growth with rules: t(%u MB) / t(%u MB)", sizes[i],
                 sizes[i - 1]);
        table_ratio(table, text, &times[i], &times[i - 1], AT_MOST, 2.1);
    }
}

static xmlSchemaPtr
load_schema(const char *path)
{
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
    xmlSchemaPtr schema = xmlSchemaParse(parser);

    xmlSchemaFreeParserCtxt(parser);
    if (schema == NULL)
        die(path);
    return schema;
}

static struct iwmo_judge *
new_judge(bool skips_rules, enum iwmo_judge_reader reader)
{
    struct iwmo_judge_options options = {
        .skips_rules = skips_rules, .reader = reader, .seed = 1};
    iwmo_date_parse((struct iwmo_text){"2025-06-01", 10}, &options.today);
    struct iwmo_judge *made = iwmo_judge_new(&options, NULL);

    if (made == NULL)
        die("out of memory");
    return made;
}

/* Judge one file many times, for who counts instructions: see tests/count.sh. */
static int
repeat(const char *path, const char *times, enum iwmo_judge_reader reader)
{
    struct input input = open_input(path);
    struct iwmo_judge *one = new_judge(false, reader);
    const struct iwmo_result *result;

    for (long i = strtol(times, NULL, 10); i > 0; i--)
        if (iwmo_judge_bytes(one, "bench.xml", input.at, input.size, &result, NULL) !=
            0)
            die("out of memory");
    iwmo_judge_free(one);
    close_input(&input);
    return 0;
}

int
main(int argc, char **argv)
{
    xmlInitParser();
    if (argc == 4)
        return repeat(argv[1], argv[2],
                      strcmp(argv[3], "libxml2") == 0 ? IWMO_READER_LIBXML2
                                                      : IWMO_READER_FAST);
    if (!find_expat())
        memset(&expat, 0, sizeof(expat));
    struct bench bench = {
        .schema_301 = load_schema("xsd/3.2/wmo301.xsd"),
        .schema_323 = load_schema("xsd/3.2/wmo323.xsd"),
        .judges = {new_judge(true, IWMO_READER_FAST),
                   new_judge(false, IWMO_READER_FAST),
                   new_judge(false, IWMO_READER_LIBXML2)},
    };
    struct table table = table_open("inprocess");
    large(&bench, &table, "323 of 100 MB", "build/bench/323-100.xml");
    large(&bench, &table, "323 with one Client", "build/bench/323-one.xml");
    small(&bench, &table);
    growth(&bench, &table);
    table_close(&table);

    for (int i = 0; i < 3; i++)
        iwmo_judge_free(bench.judges[i]);
    xmlSchemaFree(bench.schema_301);
    xmlSchemaFree(bench.schema_323);
    xmlCleanupParser();
    return 0;
}
