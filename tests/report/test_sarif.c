#include <criterion/criterion.h>
#include <string.h>

#include "report/json_checker.h"
#include "report/layout.h"
#include "report/sample.h"

/* The report as JSON that obeys the schema. */
static json_t *
parse(const struct iwmo_buffer *out)
{
    json_error_t error;
    char why[400];
    json_t *schema = json_load_file("tests/report/sarif.schema.json", 0, &error);
    json_t *log = json_loadb(out->at, out->size, JSON_REJECT_DUPLICATES, &error);

    cr_assert_not_null(schema);
    cr_assert_not_null(log, "%s at %d in %s", error.text, error.position, out->at);
    cr_assert(json_checker_obeys(schema, "log", log, why, sizeof(why)), "%s", why);
    json_decref(schema);
    return log;
}

/* Follow members and, for numbers, items: "runs 0 results". */
static json_t *
follow(json_t *value, const char *path)
{
    char name[40];
    int size;

    while (sscanf(path, " %39s%n", name, &size) == 1) {
        path += size;
        value = json_is_array(value) ? json_array_get(value, (size_t)(name[0] - '0'))
                                     : json_object_get(value, name);
        cr_assert_not_null(value, "%s", name);
    }
    return value;
}

static const char *
string_at(json_t *value, const char *path)
{
    return json_string_value(follow(value, path));
}

Test(sarif, a_result_has_its_place_and_its_rule)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    struct sample sample = sample_make("in put/a#1.xml", 100);
    const struct iwmo_result good = {.file = "good.xml", .verdict = IWMO_VALID};
    const struct iwmo_result *results[] = {&good, &sample.result, &good,
                                           &sample.result};
    struct iwmo_buffer out = layout_print("sarif", &options, 4, results);
    json_t *log = parse(&out);
    json_t *result = follow(log, "runs 0 results 1");

    cr_assert_eq(json_array_size(follow(log, "runs 0 results")),
                 2 * sample.result.findings.kept);
    cr_assert_str_eq(string_at(result, "ruleId"), "TR018");
    cr_assert_str_eq(string_at(result, "level"), "error");
    cr_assert_str_eq(string_at(result, "locations 0 physicalLocation artifactLocation "
                                       "uri"),
                     "in%20put/a%231.xml");
    json_t *region = follow(result, "locations 0 physicalLocation region");
    cr_assert_eq(json_integer_value(follow(region, "startLine")), 70000);
    cr_assert_eq(json_integer_value(follow(region, "startColumn")), 13);
    cr_assert_eq(json_integer_value(follow(region, "byteOffset")), 6000000000);
    cr_assert_str_eq(
        string_at(result, "locations 0 logicalLocations 0 fullyQualifiedName"),
        "/Bericht/Client[2]");
    cr_assert_eq(json_array_size(follow(result, "relatedLocations")), 2);
    cr_assert_str_eq(string_at(result, "properties verdict"), "invalid");
    cr_assert_eq(json_array_size(follow(log, "runs 0 tool driver rules")), 3);
    cr_assert_eq(json_integer_value(follow(log, "runs 0 properties messages")), 4);
    json_decref(log);
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(sarif, a_run_without_findings_is_a_log)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    const struct iwmo_result good = {.file = "good.xml", .verdict = IWMO_VALID};
    const struct iwmo_result *results[] = {&good, &good};

    for (size_t count = 0; count <= 2; count++) {
        struct iwmo_buffer out = layout_print("sarif", &options, count, results);
        json_t *log = parse(&out);
        cr_assert_eq(json_array_size(follow(log, "runs 0 results")), 0);
        json_decref(log);
        iwmo_buffer_release(&out);
    }
}

Test(sarif, hostile_words_break_nothing_and_make_no_links)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN, .show_values = true};
    static const char *const link[] = {"[x](http://y)"};

    for (size_t i = 0; i <= sample_hostile_count; i++) {
        const char *name = i == 0 ? link[0] : sample_hostile[i - 1];
        struct sample sample = sample_make(name, 100);
        const struct iwmo_result *results[] = {&sample.result, &sample.result};
        sample.result.findings.last->name = name;
        struct iwmo_buffer out = layout_print("sarif", &options, 2, results);
        json_decref(parse(&out));
        cr_assert(i > 0 || strstr(out.at, "\"\\\\[x\\\\](") != NULL, "%s", out.at);
        iwmo_buffer_release(&out);
        sample_free(&sample);
    }
}

Test(sarif, an_absolute_path_is_a_file_uri)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("/a/\xFF.xml", 1);
    const struct iwmo_result *results[] = {&sample.result};
    struct iwmo_buffer out = layout_print("sarif", &options, 1, results);

    json_decref(parse(&out));
    cr_assert_not_null(strstr(out.at, "\"uri\":\"file:///a/%FF.xml\""));
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

static void
assert_log(const struct iwmo_result *result, struct iwmo_text bytes)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct iwmo_buffer out = layout_print("sarif", &options, 1, &result);
    json_t *log = parse(&out);

    (void)bytes;
    cr_assert_eq(json_array_size(follow(log, "runs 0 results")), result->findings.kept);
    json_decref(log);
    iwmo_buffer_release(&out);
}

Test(sarif, every_fixture_makes_a_log)
{
    layout_each_fixture(assert_log);
}

Test(sarif, the_tool_says_where_to_read_more_and_a_rule_what_it_asks)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    struct sample sample = sample_make("a.xml", 100);
    const struct iwmo_result *results[] = {&sample.result};
    struct iwmo_buffer out = layout_print("sarif", &options, 1, results);
    json_t *log = parse(&out);
    json_t *rules = follow(log, "runs 0 tool driver rules"), *rule;
    size_t i;

    cr_assert_eq(
        strncmp(string_at(log, "runs 0 tool driver informationUri"), "https://", 8), 0);
    cr_assert_gt(json_array_size(rules), 0);
    json_array_foreach(rules, i, rule)
        cr_assert_not_null(string_at(rule, "fullDescription text"));
    json_decref(log);
    iwmo_buffer_release(&out);
    sample_free(&sample);
}
