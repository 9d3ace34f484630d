#include "report/json.h"

#include <criterion/criterion.h>
#include <string.h>

#include "report/json_checker.h"
#include "report/report.h"
#include "report/sample.h"

static json_t *
parse(const struct iwmo_buffer *text)
{
    json_error_t error;

    cr_assert_eq(text->failed, IWMO_OK);
    json_t *value =
        json_loadb(text->at, text->size,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    cr_assert_not_null(value, "%s at %d in %s", error.text, error.position, text->at);
    return value;
}

static void
assert_obeys(const char *name, json_t *value)
{
    json_t *schema = json_checker_schema();
    char why[400];

    cr_assert_not_null(schema);
    cr_assert(json_checker_obeys(schema, name, value, why, sizeof(why)), "%s", why);
    json_decref(schema);
}

static json_t *
report(const char *format, const struct iwmo_result *result)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct iwmo_buffer out = {0};

    iwmo_format_by_name(format)->message(&out, result, &options);
    json_t *value = parse(&out);
    iwmo_buffer_release(&out);
    return value;
}

Test(json, strings_survive_a_round_trip)
{
    static const char all[] = "a\"\\/\b\f\n\r\t\x01\x1F\x7F \xC3\xA9\xF0\x9F\x98\x80";
    struct iwmo_buffer out = {0};

    iwmo_json_string(&out, (struct iwmo_text){all, sizeof(all)}); /* with a NUL */
    json_t *value = parse(&out);
    cr_assert_eq(json_string_length(value), sizeof(all));
    cr_assert_eq(memcmp(json_string_value(value), all, sizeof(all)), 0);
    json_decref(value);
    iwmo_buffer_release(&out);
}

Test(json, bytes_that_are_no_utf8_become_replacement_characters)
{
    struct iwmo_buffer out = {0};

    iwmo_json_string(&out, iwmo_text("a\xFF\xC3z\xED\xA0\x80"));
    cr_assert_str_eq(out.at, "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD"
                             "\xEF\xBF\xBD\"");
    iwmo_buffer_release(&out);
}

Test(json, a_string_in_parts_is_the_same_string)
{
    for (size_t i = 0; i < sample_hostile_count; i++) {
        struct iwmo_buffer whole = {0}, parts = {0};
        iwmo_buffer_text(&whole, "[");
        iwmo_buffer_text(&parts, "[");
        iwmo_json_string(&whole, iwmo_text(sample_hostile[i]));
        size_t begin = iwmo_json_begin_string(&parts);
        iwmo_buffer_text(&parts, sample_hostile[i]);
        iwmo_json_end_string(&parts, begin);
        cr_assert_str_eq(parts.at, whole.at);
        iwmo_buffer_release(&whole);
        iwmo_buffer_release(&parts);
    }
}

Test(json, numbers_of_64_bits)
{
    struct iwmo_buffer out = {0};

    iwmo_json_number(&out, 0);
    iwmo_buffer_char(&out, ' ');
    iwmo_json_number(&out, UINT64_MAX);
    cr_assert_str_eq(out.at, "0 18446744073709551615");
    iwmo_buffer_release(&out);
}

Test(json, a_hostile_message_obeys_the_published_schema)
{
    for (size_t i = 0; i < sample_hostile_count; i++) {
        struct sample sample = sample_make(sample_hostile[i], 100);
        json_t *value = report("jsonl", &sample.result);
        assert_obeys("message", value);
        cr_assert_eq(json_array_size(json_object_get(value, "findings")),
                     sample.result.findings.kept);
        json_decref(value);
        sample_free(&sample);
    }
}

Test(json, a_message_has_the_members_of_the_contract)
{
    struct sample sample = sample_make("in/a.xml", 100);
    json_t *value = report("json", &sample.result);
    json_t *findings = json_object_get(value, "findings");
    const char *file, *message, *release, *verdict, *xml;
    json_int_t bytes;

    cr_assert_eq(json_unpack(value, "{s:s,s:s,s:s,s:s,s:n,s:I,s:{s:s}}", "file", &file,
                             "message", &message, "release", &release, "verdict",
                             &verdict, "sha256", "bytes", &bytes, "layers", "xml",
                             &xml),
                 0);
    cr_assert_str_eq(file, "in/a.xml");
    cr_assert_str_eq(message, "WMO301");
    cr_assert_str_eq(release, "3.2");
    cr_assert_str_eq(verdict, "invalid");
    cr_assert_str_eq(xml, "failed");
    cr_assert_eq(bytes, 5000000000);
    cr_assert_null(json_object_get(value, "cut"));

    json_t *whole = json_array_get(findings, 0), *rule = json_array_get(findings, 1);
    cr_assert_null(json_object_get(whole, "line"));
    cr_assert_null(json_object_get(whole, "retourcode"));
    cr_assert_null(json_object_get(whole, "follow_on"));
    cr_assert_str_eq(json_string_value(json_object_get(whole, "path")), "/");
    cr_assert_str_eq(json_string_value(json_object_get(rule, "retourcode")), "0001");
    cr_assert_str_eq(json_string_value(json_object_get(rule, "path")),
                     "/Bericht/Client[2]");
    cr_assert_eq(json_integer_value(json_object_get(rule, "offset")), 6000000000);
    cr_assert_eq(json_integer_value(json_object_get(rule, "line")), 70000);
    cr_assert_eq(json_integer_value(json_object_get(rule, "also_total")), 5);
    cr_assert(json_is_true(json_object_get(rule, "follow_on")));
    cr_assert_str_eq(
        json_string_value(json_array_get(json_object_get(rule, "also"), 1)),
        "/Bericht/Client[2]/@x\"y");
    json_decref(value);
    sample_free(&sample);
}

Test(json, a_cut_is_reported)
{
    struct sample sample = sample_make("a.xml", 2);
    json_t *value = report("jsonl", &sample.result);

    assert_obeys("message", value);
    cr_assert(json_is_true(json_object_get(value, "cut")));
    cr_assert_eq(json_integer_value(json_object_get(value, "findings_total")),
                 (json_int_t)(2 + sample_hostile_count));
    json_decref(value);
    sample_free(&sample);
}

Test(json, what_is_not_recognised_is_null)
{
    struct iwmo_result result = {.file = "x", .verdict = IWMO_UNDETERMINED};
    json_t *value = report("jsonl", &result);

    assert_obeys("message", value);
    cr_assert(json_is_null(json_object_get(value, "message")));
    cr_assert(json_is_null(json_object_get(value, "release")));
    json_decref(value);
}

Test(json, jsonl_is_one_line)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN, .show_values = true};
    struct sample sample = sample_make("a\nb.xml", 100);
    struct iwmo_buffer out = {0};

    iwmo_format_by_name("jsonl")->message(&out, &sample.result, &options);
    cr_assert_eq(memchr(out.at, '\n', out.size), out.at + out.size - 1);
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

Test(json, a_document_obeys_the_published_schema)
{
    const struct iwmo_format *format = iwmo_format_by_name("json");
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a.xml", 100);

    for (int messages = 0; messages < 3; messages++) {
        struct iwmo_buffer out = {0};
        struct iwmo_summary summary = {0};
        format->begin(&out, &options);
        for (int i = 0; i < messages; i++) {
            iwmo_buffer_text(&out, i > 0 ? format->separator : "");
            format->message(&out, &sample.result, &options);
            cr_assert_eq(iwmo_summary_add(&summary, &sample.result), IWMO_OK);
        }
        iwmo_summary_sort(&summary);
        format->end(&out, &summary, &options);
        json_t *value = parse(&out);
        assert_obeys("document", value);
        cr_assert_eq(json_array_size(json_object_get(value, "messages")),
                     (size_t)messages);
        json_decref(value);
        iwmo_buffer_release(&out);
        iwmo_summary_release(&summary);
    }
    sample_free(&sample);
}

Test(json, personal_data_is_masked_in_names_and_paths)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct iwmo_buffer out = {0};
    const struct iwmo_step step = {.name = "x999900006", .index = 1};
    struct sample sample = sample_make("a.xml", 100);

    iwmo_findings_add(&sample.result.findings, &iwmo_faults[FAULT_UNKNOWN],
                      (struct iwmo_location){.step = &step, .at = {1, 1, 1}});
    iwmo_format_by_name("json")->message(&out, &sample.result, &options);
    cr_assert_null(strstr(out.at, "99990"));
    cr_assert_not_null(strstr(out.at, "/x9999*****"));
    iwmo_buffer_release(&out);
    sample_free(&sample);
}

/* A buffer that is full fails, and never writes half of an escape beyond it. */
Test(json, a_full_buffer_is_noticed)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample sample = sample_make("a\"b.xml", 100);

    for (size_t limit = 1; limit < 1500; limit += 7) {
        struct iwmo_buffer out;
        iwmo_buffer_init(&out, limit);
        iwmo_format_by_name("json")->message(&out, &sample.result, &options);
        cr_assert_eq(out.failed, IWMO_LIMIT);
        cr_assert_leq(out.size, limit);
        iwmo_buffer_release(&out);
    }
    sample_free(&sample);
}

Test(json, what_may_end_a_line_is_escaped)
{
    struct iwmo_buffer out = {0};

    iwmo_json_string(&out, iwmo_text("a\xC2\x85"
                                     "b\xE2\x80\xA8"
                                     "c\xE2\x80\xA9"
                                     "d\xC2\x86"));
    cr_assert_str_eq(out.at, "\"a\\u0085b\\u2028c\\u2029d\xC2\x86\"");
    iwmo_buffer_release(&out);
}
