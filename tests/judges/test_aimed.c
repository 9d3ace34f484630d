/*
 * Aimed: our rules beside a stylesheet, on messages aimed at them.
 *
 * Values of valid messages get spellings that the schema allows and that XPath 1.0
 * reads in its own way: references with white space, plus signs, years with a sign.
 * Judged by us and by tests/run/sheets/rules.xsl, written after the texts of the rules;
 * each difference must be one that rules/deviation.def and fixtures/differences.txt
 * name. IWMO_AIMED: messages per type.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "judges/tree.h"
#include "rules/deviation.h"
#include "schema/random.h"
#include "support.h"

#define AIMED     100
#define MAX_EDITS 6

/* The rules of the sheet. */
static const char judged[] = " CS003 CS139 CS325 CS335 CS339 TR002 TR018 TR101 TR315 "
                             "TR316 TR342 TR358 TR383 ";

static const char *const references[] = {"A",    "A ",    " A",          "A B", "A  B",
                                         "A\tB", " A B ", "P2025040001", "B"};
static const char *const numbers[] = {"0",  "+0", "-0",  "5",     "+5",
                                      "05", " 5", "5\n", "62000", "+62000"};
static const char *const totals[] = {"0",           "-0",         "+165500",
                                     " 165500",     "165500",     "10049987656",
                                     "10000000001", "2147483648", "0165500"};
static const char *const dates[] = {"2025-03-17",  "2025-03-17 ", "\n2025-03-17",
                                    "2025-12-31",  "1900-01-01",  " 1900-01-01",
                                    "-0044-03-15", "12026-06-01", "0099-01-01",
                                    "1951-01-01",  "1889-06-01",  "2025<!--x-->-03-17"};
static const char *const uses[] = {"1", "2", "3"};
static const char *const signs[] = {"C", "D"};
static const char *const units[] = {"83", "04"};
static const char *const reasons[] = {"13", "04"};
static const char *const codes[] = {"0200", "8001", "9321"};

#define POOL(values) values, sizeof(values) / sizeof((values)[0])

/* Ends of names of elements, and what they may become. */
static const struct {
    const char *name;
    const char *const *values;
    size_t count;
} aims[] = {
    {"ReferentieAanbieder", POOL(references)},
    {"ReferentieNummer", POOL(references)},
    {"TotaalBedrag", POOL(totals)},
    {":Bedrag", POOL(numbers)},
    {"GeleverdVolume", POOL(numbers)},
    {"ToewijzingNummer", POOL(numbers)},
    {"datum", POOL(dates)},
    {":Datum", POOL(dates)},
    {"Dagtekening", POOL(dates)},
    {"DatumGebruik", POOL(uses)},
    {"DebetCredit", POOL(signs)},
    {"Eenheid", POOL(units)},
    {"RedenWijziging", POOL(reasons)},
    {"RetourCode", POOL(codes)},
};

static int
aim_of(const struct tree_item *item)
{
    size_t size = item->tag != NULL ? strlen(item->tag) : 0;

    if (item->first == NULL || item->first->text == NULL || item->first->next != NULL)
        return -1;
    for (int i = 0; i < (int)(sizeof(aims) / sizeof(aims[0])); i++) {
        size_t length = strlen(aims[i].name);
        if (size >= length && strcmp(item->tag + size - length, aims[i].name) == 0)
            return i;
    }
    return -1;
}

struct bench {
    struct iwmo_judge *judge;
    struct iwmo_arena *bases, *arena;
    struct tree_item *base;
    struct test_random random;
    struct iwmo_buffer bytes, listed;
    unsigned valid, same, known, shown;
};

static void
make_message(struct bench *bench)
{
    size_t count;

    iwmo_arena_reset(bench->arena);
    struct tree_item *root = tree_copy(bench->base, bench->arena);
    struct tree_item **items = tree_elements(root, bench->arena, &count);
    for (unsigned edits = 1 + test_random_below(&bench->random, MAX_EDITS);
         edits > 0;) {
        struct tree_item *item =
            items[test_random_below(&bench->random, (unsigned)count)];
        int aim = aim_of(item);
        if (aim < 0)
            continue;
        unsigned pick = test_random_below(&bench->random, (unsigned)aims[aim].count);
        item->first->text = aims[aim].values[pick];
        edits--;
    }
    iwmo_buffer_reset(&bench->bytes);
    tree_print(root, &bench->bytes);
}

static void
look_at(struct bench *bench, const struct iwmo_difference *difference)
{
    char code[24], path[80];

    snprintf(code, sizeof(code), " %s ", difference->code);
    if (strstr(judged, code) == NULL)
        return;
    if (difference->known != NULL && strstr(bench->listed.at, difference->known)) {
        bench->known++;
        return;
    }
    if (bench->shown++ >= 5)
        return;
    snprintf(path, sizeof(path), "build/aimed-%s-%u.xml", difference->code,
             bench->shown);
    test_write(path, bench->bytes.at, bench->bytes.size);
    cr_expect_fail("%s: only %s: %s %s", path, difference->is_ours ? "we" : "they",
                   difference->code, difference->places);
}

static void
try_message(struct bench *bench)
{
    const struct iwmo_result *result;

    make_message(bench);
    cr_assert_eq(iwmo_judge_bytes(bench->judge, "aimed.xml", bench->bytes.at,
                                  bench->bytes.size, &result, NULL),
                 IWMO_OK);
    const struct iwmo_comparison *against = result->against;
    if (!against->is_schema_valid)
        return;
    cr_assert_eq(against->state, IWMO_COMPARED);
    bench->valid++;
    bench->same += (unsigned)against->same;
    for (size_t i = 0; i < against->difference_count; i++)
        look_at(bench, &against->differences[i]);
}

Test(aimed, each_difference_is_one_that_is_named, .timeout = 3600)
{
    static const char *const messages[] = {"301", "305", "307", "315", "323", "325"};
    const char *wanted = getenv("IWMO_AIMED");
    unsigned long count = wanted ? strtoul(wanted, NULL, 10) : AIMED;
    struct iwmo_error err = {0};
    struct iwmo_against *against = iwmo_against_open(
        &(struct iwmo_against_options){.sheet = "tests/run/sheets/rules.xsl"}, &err);
    cr_assert_not_null(against, "%s", err.text);
    struct bench bench = {
        .judge = iwmo_judge_new(&(struct iwmo_judge_options){.against = against}, NULL),
        .bases = iwmo_arena_new(0),
        .arena = iwmo_arena_new(0),
        .listed = test_read("fixtures/differences.txt"),
        .random = {0x5EED},
    };

    for (size_t m = 0; m < sizeof(messages) / sizeof(messages[0]); m++) {
        char path[80];
        snprintf(path, sizeof(path), "fixtures/3.2/WMO%s/valid.xml", messages[m]);
        bench.base = tree_read(path, bench.bases);
        for (unsigned long i = 0; i < count; i++)
            try_message(&bench);
    }
    cr_log_info("%u valid, %u the same, %u known, %u not", bench.valid, bench.same,
                bench.known, bench.shown);
    cr_expect_eq(bench.shown, 0);
    cr_expect_gt(bench.valid, count * 2);
    cr_expect_gt(bench.same, count);
    cr_expect_gt(bench.known, count / 4);
    iwmo_judge_free(bench.judge);
    iwmo_against_close(against);
    iwmo_arena_free(bench.bases);
    iwmo_arena_free(bench.arena);
    iwmo_buffer_release(&bench.bytes);
    iwmo_buffer_release(&bench.listed);
}

/* ---- the list ---- */

/* Each row has its line; each line that names fixtures names files that are there. */
Test(aimed, the_list_names_each_row_and_its_fixtures)
{
    struct iwmo_buffer list = test_read("fixtures/differences.txt");
    size_t named = 0;

    for (size_t i = 0; iwmo_deviations[i].key != NULL; i++) {
        char line[120];
        snprintf(line, sizeof(line), "\n%s: ", iwmo_deviations[i].key);
        cr_assert_not_null(strstr(list.at, line), "%s", iwmo_deviations[i].key);
    }
    for (char *at = strstr(list.at, "fixtures/"); at; at = strstr(at, "fixtures/")) {
        char path[200];
        size_t size = strcspn(at, " ,;)\n");
        snprintf(path, sizeof(path), "%.*s", (int)size, at);
        struct iwmo_buffer file = test_read(path);
        iwmo_buffer_release(&file);
        at += size;
        named++;
    }
    cr_assert_geq(named, 15);
    iwmo_buffer_release(&list);
}
