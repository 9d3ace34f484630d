#include "translate/release.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "schema/lookup.h"
#include "support.h"
#include "xml/writer.h"

#define CASES   "fixtures/convert"
#define SAMPLES "/work/shared/samples/2.3"
#define MAX_GIVEN 32

/* ---- one conversion ---- */

struct run {
    struct iwmo_judge *judge;
    struct iwmo_arena *arena;
    struct iwmo_release_given given[MAX_GIVEN];
    size_t given_count;
    const struct iwmo_message *message; /* of the source */
    struct iwmo_buffer source, out;
    struct iwmo_loss loss;
};

static struct run
run_new(void)
{
    return (struct run){.judge = test_judge(),
                        .arena = iwmo_arena_new(IWMO_RELEASE_MAX_REPORT)};
}

static void
run_free(struct run *run)
{
    iwmo_judge_free(run->judge);
    iwmo_arena_free(run->arena);
    iwmo_buffer_release(&run->source);
    iwmo_buffer_release(&run->out);
}

static void
give(struct run *run, const char *text)
{
    cr_assert_lt(run->given_count, MAX_GIVEN);
    cr_assert_eq(iwmo_release_given_parse(text, run->arena,
                                          &run->given[run->given_count++], NULL),
                 IWMO_OK, "%s", text);
}

/* Is its structure valid?  Notes what message it is. */
static bool
obeys_schema(struct run *run, struct iwmo_text bytes, const struct iwmo_message **message)
{
    const struct iwmo_result *result =
        test_judge_chunks(run->judge, "message.xml", bytes, bytes.size);

    *message = result->message;
    if (result->message == NULL || result->verdict == IWMO_UNDETERMINED)
        return false;
    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        if (finding->fault->kind <= IWMO_KIND_XSD &&
            finding->severity == IWMO_SEVERITY_ERROR)
            return false;
    return true;
}

/* Convert run->source.  False: it is no message at all. */
static bool
convert(struct run *run)
{
    struct iwmo_text bytes = {run->source.at, run->source.size};
    bool is_valid = obeys_schema(run, bytes, &run->message);
    struct iwmo_error err = {0};

    if (run->message == NULL)
        return false;
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&run->out));
    struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
    struct iwmo_release_job job = {
        .message = run->message,
        .is_valid = is_valid,
        .to = run->message->release == R_2_3 ? R_3_2 : R_2_3,
        .source = bytes,
        .given = run->given,
        .given_count = run->given_count,
    };
    iwmo_loss_init(&run->loss, run->arena);
    iwmo_buffer_reset(&run->out);
    cr_assert_eq(iwmo_release_convert(&job, &run->loss, &visitor, &err), IWMO_OK, "%s",
                 err.text);
    cr_assert(run->loss.errors == 0 || run->out.size == 0, "an error, and output");
    iwmo_writer_free(writer);
    return true;
}

/* ---- sorted lists of lines ---- */

struct lines {
    char **at;
    size_t count;
};

static void
lines_add(struct lines *lines, const char *path, const char *value)
{
    char *line = NULL;

    cr_assert_geq(asprintf(&line, "%s\t%s", path, value), 0);
    lines->at = realloc(lines->at, (lines->count + 1) * sizeof(*lines->at));
    lines->at[lines->count++] = line;
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
lines_assert_same(struct lines *a, struct lines *b, const char *name)
{
    if (a->count > 0)
        qsort(a->at, a->count, sizeof(*a->at), compare);
    if (b->count > 0)
        qsort(b->at, b->count, sizeof(*b->at), compare);
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        const char *in_a = i < a->count ? a->at[i] : "nothing";
        const char *in_b = i < b->count ? b->at[i] : "nothing";
        cr_assert_str_eq(in_a, in_b, "%s: expected %s, got %s", name, in_a, in_b);
    }
}

static void
lines_release(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->at[i]);
    free(lines->at);
}

/* ---- the mapping ---- */

struct row {
    char *from, *source, *target, *kind; /* from: "2.3 WMO301" */
    bool is_covered;
};

struct mapping {
    struct row *rows;
    size_t count;
};

static struct mapping
mapping_read(void)
{
    struct iwmo_buffer text = test_read(CASES "/mapping.tsv");
    struct mapping mapping = {0};
    char *line = text.at;

    for (strsep(&line, "\n"); line != NULL && *line != '\0';) {
        char *rest = strsep(&line, "\n"), *column[7] = {0};
        for (int i = 0; i < 7; i++)
            column[i] = strsep(&rest, "\t");
        struct row row = {.source = strdup(column[3]), .target = strdup(column[4]),
                          .kind = strdup(column[5])};
        cr_assert_geq(asprintf(&row.from, "%.3s %s", column[0], column[1]), 0);
        mapping.rows = realloc(mapping.rows, (mapping.count + 1) * sizeof(row));
        mapping.rows[mapping.count++] = row;
    }
    iwmo_buffer_release(&text);
    return mapping;
}

static void
mapping_release(struct mapping *mapping)
{
    for (size_t i = 0; i < mapping->count; i++) {
        free(mapping->rows[i].from);
        free(mapping->rows[i].source);
        free(mapping->rows[i].target);
        free(mapping->rows[i].kind);
    }
    free(mapping->rows);
}

/* `path` without its indexes, in `out`; "" for NULL. */
static const char *
plain(const char *path, char out[500])
{
    size_t size = 0;

    for (bool inside = false; path != NULL && *path != '\0'; path++) {
        inside = *path == '[' || (inside && *path != ']');
        if (!inside && *path != ']' && size < 499)
            out[size++] = *path;
    }
    out[size] = '\0';
    return out;
}

/* A row of this message; NULL `target` or `source`: any. */
static struct row *
mapping_find(struct mapping *mapping, const struct iwmo_message *message,
             const char *source, const char *target)
{
    char from[32];

    snprintf(from, sizeof(from), "%s %s", message->release_name, message->name);
    for (size_t i = 0; i < mapping->count; i++) {
        struct row *row = &mapping->rows[i];
        if (strcmp(row->from, from) == 0 &&
            (source == NULL || strcmp(row->source, source) == 0) &&
            (target == NULL || strcmp(row->target, target) == 0))
            return row;
    }
    return NULL;
}

/* ---- is the report the whole truth? ---- */

typedef void leaf_fn(void *self, const char *path, const char *value);

static void
walk(const xmlNode *node, const char *above, leaf_fn *found, void *self)
{
    char path[1000];

    snprintf(path, sizeof(path), "%s/%s", above, (const char *)node->name);
    size_t before = 0, after = 0, size = strlen(path);
    for (const xmlNode *n = node->prev; n != NULL; n = n->prev)
        before += n->name != NULL && xmlStrEqual(n->name, node->name);
    for (const xmlNode *n = node->next; n != NULL; n = n->next)
        after += n->name != NULL && xmlStrEqual(n->name, node->name);
    if (before + after > 0)
        snprintf(path + size, sizeof(path) - size, "[%zu]", before + 1);
    bool is_value = xmlChildElementCount((xmlNode *)(uintptr_t)node) == 0 &&
                    !xmlStrEqual(node->name, (const xmlChar *)"Periode");
    if (is_value) { /* a Periode may be empty, and is a group all the same */
        xmlChar *value = xmlNodeGetContent(node);
        found(self, path, (const char *)value);
        xmlFree(value);
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            walk(child, path, found, self);
}

static void
walk_bytes(const struct iwmo_buffer *bytes, leaf_fn *found, void *self)
{
    xmlDocPtr document = xmlReadMemory(bytes->at, (int)bytes->size, NULL, NULL, 0);

    cr_assert_not_null(document);
    walk(xmlDocGetRootElement(document), "", found, self);
    xmlFreeDoc(document);
}

struct check {
    const struct run *run;
    struct mapping *mapping;
    struct lines expected, got; /* values that no line mentions, by place in the target */
};

/* A value of the source is taken by one line of the report, or stands in the target where
 * the mapping says. */
static void
check_source(void *self, const char *path, const char *value)
{
    struct check *check = self;
    char from[500];
    size_t takers = 0;

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        if (line->before == NULL || strcmp(line->source, path) != 0)
            continue;
        cr_assert_str_eq(line->before, value, "%s", path);
        takers++;
    }
    cr_assert_leq(takers, 1, "%s: taken twice", path);
    if (takers == 1)
        return;
    plain(path, from);
    struct row *row = mapping_find(check->mapping, check->run->message, from, NULL);
    struct row *end = check->mapping->rows + check->mapping->count;
    while (row != NULL && row < end && strcmp(row->source, from) == 0 &&
           (row->target[0] == '\0' || strcmp(row->kind, "DERIVE") == 0))
        row++; /* rows with one source need not stand together, but do */
    cr_assert(row != NULL && row < end && strcmp(row->source, from) == 0,
              "%s: disappeared", path);
    row->is_covered = true;
    lines_add(&check->expected, row->target, value);
}

static void
check_target(void *self, const char *path, const char *value)
{
    struct check *check = self;
    char to[500];

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        if (line->target == NULL || strcmp(line->target, path) != 0)
            continue;
        cr_assert_str_eq(line->after, value, "%s", path);
        return;
    }
    lines_add(&check->got, plain(path, to), value);
}

/* Mark the rows that the lines of the report are about. */
static void
cover_lines(struct check *check)
{
    const struct iwmo_message *message = check->run->message;
    char from[500], to[500];

    for (const struct iwmo_loss_line *line = check->run->loss.first; line != NULL;
         line = line->next) {
        plain(line->source, from);
        plain(line->target, to);
        struct row *row = mapping_find(check->mapping, message, from, to);
        if (row == NULL && line->target != NULL)
            row = mapping_find(check->mapping, message, "", to);
        if (row != NULL)
            row->is_covered = true;
        else
            cr_assert_not_null(mapping_find(check->mapping, message, from, NULL),
                               "no row for %s -> %s", from, to);
    }
    for (const struct iwmo_loss_error *error = check->run->loss.first_error;
         error != NULL; error = error->next) {
        struct row *row =
            mapping_find(check->mapping, message, plain(error->path, from), NULL);
        if (row != NULL && strcmp(row->kind, "ERROR") == 0)
            row->is_covered = true;
    }
}

/* Check one conversion against the mapping, value by value. */
static void
check_run(struct run *run, struct mapping *mapping, const char *name)
{
    struct check check = {.run = run, .mapping = mapping};

    cover_lines(&check);
    if (run->loss.errors == 0) {
        const struct iwmo_message *message;
        walk_bytes(&run->source, check_source, &check);
        walk_bytes(&run->out, check_target, &check);
        lines_assert_same(&check.expected, &check.got, name);
        struct iwmo_text out = {run->out.at, run->out.size};
        cr_assert(obeys_schema(run, out, &message), "%s: result breaks its schema", name);
        cr_assert_eq(message, run->loss.target);
    }
    lines_release(&check.expected);
    lines_release(&check.got);
}

/* ---- cases: an input, what is given, and what must come of it ---- */

/* Give the lines of the file beside `path`, when there is one. */
static void
give_file(struct run *run, const char *path)
{
    char name[1000];

    snprintf(name, sizeof(name), "%.*s.given", (int)strlen(path) - 4, path);
    if (access(name, R_OK) != 0)
        return;
    struct iwmo_buffer text = test_read(name);
    for (char *rest = text.at, *line; (line = strsep(&rest, "\n")) != NULL;)
        if (*line != '\0')
            give(run, line);
    iwmo_buffer_release(&text);
}

/* IWMO_EXPECT=write in the environment writes what is expected. */
static void
assert_file(const char *path, const char *ending, const struct iwmo_buffer *got)
{
    char name[1000];

    snprintf(name, sizeof(name), "%.*s%s", (int)strlen(path) - 4, path, ending);
    if (getenv("IWMO_EXPECT") != NULL && got->size > 0)
        test_write(name, got->at, got->size);
    if (access(name, R_OK) != 0) {
        cr_assert_eq(got->size, 0, "%s is not expected", name);
        return;
    }
    struct iwmo_buffer expected = test_read(name);
    cr_assert_eq(expected.size, got->size, "%s", name);
    cr_assert_eq(memcmp(expected.at, got->at, got->size), 0, "%s", name);
    iwmo_buffer_release(&expected);
}

static void
run_case(const char *path, struct mapping *mapping)
{
    const struct iwmo_loss_options options = {IWMO_NL, true};
    struct iwmo_buffer report = {0};
    struct run run = run_new();

    run.source = test_read(path);
    give_file(&run, path);
    cr_assert(convert(&run), "%s", path);
    check_run(&run, mapping, path);
    iwmo_loss_json(&run.loss, &options, &report);
    assert_file(path, ".target", &run.out);
    assert_file(path, ".loss.json", &report);
    iwmo_buffer_release(&report);
    run_free(&run);
}

/* An element that must be left out is exercised by a result without it. */
static bool
is_omitted(const struct mapping *mapping, const struct row *row)
{
    bool is_made = false;

    if (strcmp(row->kind, "OMIT") != 0)
        return false;
    for (size_t i = 0; i < mapping->count; i++)
        is_made |= strcmp(mapping->rows[i].from, row->from) == 0 &&
                   mapping->rows[i].target[0] != '\0' && mapping->rows[i].is_covered;
    return is_made;
}

Test(release, cases_give_what_is_expected_and_exercise_every_row_of_the_mapping)
{
    struct mapping mapping = mapping_read();
    char **paths = test_paths(CASES, ".xml");
    size_t missing = 0;

    for (char **path = paths; *path != NULL; path++)
        run_case(*path, &mapping);
    for (size_t i = 0; i < mapping.count; i++) {
        const struct row *row = &mapping.rows[i];
        if (row->is_covered || is_omitted(&mapping, row))
            continue;
        fprintf(stderr, "not exercised: %s %s %s -> %s\n", row->from, row->kind,
                row->source, row->target);
        missing++;
    }
    cr_expect_eq(missing, 0, "%zu rows are not exercised", missing);
    test_free_paths(paths);
    mapping_release(&mapping);
}

Test(release, every_error_of_the_mapping_has_a_case)
{
    static const char *const ids[] = {
        "E-BRON",       "E-GEEN-TEGENHANGER", "E-FACTUUR",   "E-TOEWIJZINGNUMMER",
        "E-EENHEID",    "E-FREQUENTIE",       "E-VERWIJZER", "E-RETOURCODE",
        "E-DEELS",      "E-LENGTE",           "E-BESCHIKKING", "E-PERSOON",
        "E-PERIODE",    "E-TOTAAL",           "E-PRODUCT",   "E-BUDGET",
        "E-REDENWIJZIGING", "E-REDENBEEINDIGING"};

    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        char quoted[64];
        bool is_found = false;
        char **paths = test_paths(CASES, ".loss.json");
        snprintf(quoted, sizeof(quoted), "{\"id\":\"%s\"", ids[i]);
        for (char **path = paths; *path != NULL && !is_found; path++) {
            struct iwmo_buffer report = test_read(*path);
            is_found = strstr(report.at, quoted) != NULL;
            iwmo_buffer_release(&report);
        }
        test_free_paths(paths);
        cr_expect(is_found, "%s", ids[i]);
    }
}

/* ---- properties over all fixtures ---- */

/* What makes most messages convertible. */
static void
give_all(struct run *run)
{
    static const char *const values[] = {
        "ToewijzingNummer=1",   "Frequentie[3]=2",     "Frequentie[5]=6",
        "Verwijzer[07]=06",     "RetourCode=0001",     "Identificatie=ID1",
        "BeschikkingNummer=9",  "Afgiftedatum=2020-01-01", "Ingangsdatum=2020-01-01",
        "RedenWijziging[12]=weglaten", "RedenBeeindiging=31", "Budget=omvang",
        "DeclarantFactuurNummer=F1", "Begindatum=2021-01-01", "Einddatum=2021-01-31",
        "TotaalBedrag=0",       "DebetCredit=D",       "GemeenteBerekendBedrag=0",
        "Geboortedatum=1900-01-01", "DatumGebruik=3", "Geslacht=0", "Achternaam=X"};

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        give(run, values[i]);
}

/* Convert, and when that succeeds back again; every value must be accounted for, so the
 * losses of both ways are exactly what a round trip loses. */
static void
there_and_back(const char *path, bool gives, struct mapping *mapping)
{
    struct run there = run_new();

    there.source = test_read(path);
    if (gives)
        give_all(&there);
    bool is_message = convert(&there);
    if (is_message)
        check_run(&there, mapping, path);
    if (is_message && there.loss.errors == 0) {
        struct run back = run_new();
        iwmo_buffer_add(&back.source, there.out.at, there.out.size);
        give_all(&back);
        cr_assert(convert(&back), "%s", path);
        check_run(&back, mapping, path);
        run_free(&back);
    }
    run_free(&there);
}

static void
assert_folder(const char *folder)
{
    struct mapping mapping = mapping_read();
    char **paths = test_paths(folder, ".xml");

    for (char **path = paths; *path != NULL; path++) {
        there_and_back(*path, false, &mapping);
        there_and_back(*path, true, &mapping);
    }
    test_free_paths(paths);
    mapping_release(&mapping);
}

#define FOLDER(release_name, folder, name)                                             \
    Test(release, name, .timeout = 300)                                                \
    {                                                                                  \
        assert_folder("fixtures/" release_name "/" folder);                            \
    }
FOLDER("2.3", "WMO301", all_301_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO302", all_302_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO303", all_303_go_there_and_back)
FOLDER("2.3", "WMO304", all_304_go_there_and_back)
FOLDER("2.3", "WMO305", all_305_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO306", all_306_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO307", all_307_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO308", all_308_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO315", all_315_of_2_3_go_there_and_back)
FOLDER("2.3", "WMO316", all_316_of_2_3_go_there_and_back)
FOLDER("3.2", "WMO301", all_301_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO302", all_302_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO305", all_305_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO306", all_306_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO307", all_307_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO308", all_308_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO315", all_315_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO316", all_316_of_3_2_go_there_and_back)
FOLDER("3.2", "WMO323", all_323_go_there_and_back)
FOLDER("3.2", "WMO325", all_325_go_there_and_back)

Test(release, the_samples_of_the_standard_convert_when_they_are_there)
{
    if (access(SAMPLES, R_OK) == 0) {
        char **paths = test_paths(SAMPLES, ".xml");
        struct mapping mapping = mapping_read();
        for (char **path = paths; *path != NULL; path++)
            there_and_back(*path, true, &mapping);
        test_free_paths(paths);
        mapping_release(&mapping);
    }
}

/* ---- the report, given values, limits ---- */

Test(release, reports_mask_personal_data)
{
    const struct iwmo_loss_options options = {IWMO_EN, false};
    struct iwmo_buffer text = {0}, json = {0};
    struct run run = run_new();

    run.source = test_read("fixtures/2.3/WMO303/valid.xml");
    cr_assert(convert(&run));
    iwmo_loss_text(&run.loss, &options, &text);
    iwmo_loss_json(&run.loss, &options, &json);
    cr_assert_not_null(strstr(text.at, "Achternaam \""));
    for (const struct iwmo_loss_line *line = run.loss.first; line != NULL;
         line = line->next) {
        if (line->source == NULL || strstr(line->source, "/Achternaam") == NULL)
            continue;
        cr_assert_null(strstr(text.at, line->before), "a name");
        cr_assert_null(strstr(json.at, line->before), "a name");
    }
    iwmo_buffer_release(&text);
    iwmo_buffer_release(&json);
    run_free(&run);
}

Test(release, a_given_value_has_a_known_name)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_release_given given;
    static const char *const wrong[] = {"",         "=1",      "Achternaam",
                                        "Naam=X",   "Bsn=1",   "Budget[1]=omvang",
                                        "Eenheid[]=84", "Eenheid[82=84", "Achternaam=\xFF"};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_expect_eq(iwmo_release_given_parse(wrong[i], arena, &given, NULL),
                     IWMO_USAGE, "%s", wrong[i]);
    cr_assert_eq(iwmo_release_given_parse("ToewijzingNummer[a=b]=c=d", arena, &given,
                                          NULL),
                 IWMO_OK);
    cr_expect_str_eq(given.name, "ToewijzingNummer[a=b]");
    cr_expect_str_eq(given.value, "c=d");
    iwmo_arena_free(arena);
}

Test(release, too_large_a_source_is_a_limit)
{
    const struct iwmo_message *message =
        iwmo_message_by_name(&iwmo_schema_builtin, "WMO305", R_2_3);
    struct iwmo_release_job job = {.message = message,
                                   .is_valid = true,
                                   .to = R_3_2,
                                   .source = {"", IWMO_RELEASE_MAX_BYTES + 1}};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_loss loss;

    iwmo_loss_init(&loss, arena);
    cr_expect_eq(iwmo_release_convert(&job, &loss, NULL, NULL), IWMO_LIMIT);
    job.to = R_2_3;
    cr_expect_eq(iwmo_release_convert(&job, &loss, NULL, NULL), IWMO_USAGE);
    iwmo_arena_free(arena);
}
