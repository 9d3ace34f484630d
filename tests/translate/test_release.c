#include "translate/release.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "release_check.h"
#include "schema/lookup.h"
#include "support.h"

#define CASES   "fixtures/convert"
#define MAPPING CASES "/mapping.tsv"

/* ---- cases: an input, what is given, and what must come of it ---- */

/* Give the lines of the file beside `path`, when there is one. */
static void
give_file(struct run *run, const char *path)
{
    char name[1000];

    snprintf(name, sizeof(name), "%.*s.given", (int)(strlen(path) - strlen(".source")),
             path);
    if (access(name, R_OK) != 0)
        return;
    struct iwmo_buffer text = test_read(name);
    for (char *rest = text.at, *line; (line = strsep(&rest, "\n")) != NULL;)
        if (*line != '\0')
            run_give(run, line);
    iwmo_buffer_release(&text);
}

/* IWMO_EXPECT=write in the environment writes what is expected. */
static void
assert_file(const char *path, const char *ending, const struct iwmo_buffer *got)
{
    char name[1000];

    snprintf(name, sizeof(name), "%.*s%s", (int)(strlen(path) - strlen(".source")),
             path, ending);
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
    cr_assert(run_convert(&run), "%s", path);
    run_check(&run, mapping, path);
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
    struct mapping mapping = mapping_read(MAPPING);
    char **paths = test_paths(CASES, ".source");
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
        "E-BRON",           "E-GEEN-TEGENHANGER", "E-FACTUUR",     "E-TOEWIJZINGNUMMER",
        "E-EENHEID",        "E-FREQUENTIE",       "E-VERWIJZER",   "E-RETOURCODE",
        "E-DEELS",          "E-LENGTE",           "E-BESCHIKKING", "E-PERSOON",
        "E-PERIODE",        "E-TOTAAL",           "E-PRODUCT",     "E-BUDGET",
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
    static const char *const values[] = {"ToewijzingNummer=1",
                                         "Frequentie[3]=2",
                                         "Frequentie[5]=6",
                                         "Verwijzer[07]=06",
                                         "RetourCode=0001",
                                         "Identificatie=ID1",
                                         "BeschikkingNummer=9",
                                         "Afgiftedatum=2020-01-01",
                                         "Ingangsdatum=2020-01-01",
                                         "RedenWijziging[12]=weglaten",
                                         "RedenBeeindiging=31",
                                         "Budget=omvang",
                                         "DeclarantFactuurNummer=F1",
                                         "Begindatum=2021-01-01",
                                         "Einddatum=2021-01-31",
                                         "TotaalBedrag=0",
                                         "DebetCredit=D",
                                         "GemeenteBerekendBedrag=0",
                                         "Geboortedatum=1900-01-01",
                                         "DatumGebruik=3",
                                         "Geslacht=0",
                                         "Achternaam=X"};

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        run_give(run, values[i]);
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
    bool is_message = run_convert(&there);
    if (is_message)
        run_check(&there, mapping, path);
    if (is_message && there.loss.errors == 0) {
        struct run back = run_new();
        iwmo_buffer_add(&back.source, there.out.at, there.out.size);
        give_all(&back);
        cr_assert(run_convert(&back), "%s", path);
        run_check(&back, mapping, path);
        run_free(&back);
    }
    run_free(&there);
}

static void
assert_folder(const char *folder)
{
    struct mapping mapping = mapping_read(MAPPING);
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

/* IWMO_SAMPLES names a folder with the samples of 2.3; without it nothing is proved. */
Test(release, the_samples_of_the_standard_convert)
{
    const char *folder = getenv("IWMO_SAMPLES");

    if (folder == NULL)
        cr_skip_test("IWMO_SAMPLES is not set");
    char **paths = test_paths(folder, ".xml");
    struct mapping mapping = mapping_read(MAPPING);
    for (char **path = paths; *path != NULL; path++)
        there_and_back(*path, true, &mapping);
    test_free_paths(paths);
    mapping_release(&mapping);
}

/* ---- the report, given values, limits ---- */

Test(release, reports_mask_personal_data)
{
    const struct iwmo_loss_options options = {IWMO_EN, false};
    struct iwmo_buffer text = {0}, json = {0};
    struct run run = run_new();

    run.source = test_read("fixtures/2.3/WMO303/valid.xml");
    cr_assert(run_convert(&run));
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
    static const char *const wrong[] = {"",
                                        "=1",
                                        "Achternaam",
                                        "Naam=X",
                                        "Bsn=1",
                                        "Budget[1]=omvang",
                                        "Eenheid[]=84",
                                        "Eenheid[82=84",
                                        "Achternaam=\xFF"};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_expect_eq(iwmo_release_given_parse(wrong[i], arena, &given, NULL),
                     IWMO_USAGE, "%s", wrong[i]);
    cr_assert_eq(
        iwmo_release_given_parse("ToewijzingNummer[a=b]=c=d", arena, &given, NULL),
        IWMO_OK);
    cr_expect_str_eq(given.name, "ToewijzingNummer[a=b]");
    cr_expect_str_eq(given.value, "c=d");
    iwmo_arena_free(arena);
}

Test(release, too_large_a_source_is_a_limit)
{
    const struct iwmo_message_kind *message =
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
