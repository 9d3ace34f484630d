#include <criterion/criterion.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#include "report/layout.h"
#include "report/sample.h"

static void
assert_obeys_schema(const struct iwmo_buffer *out)
{
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt("tests/report/junit.xsd");
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    cr_assert_not_null(schema);
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    xmlDocPtr document = layout_parse(out);

    cr_assert_eq(xmlSchemaValidateDoc(context, document), 0, "%s", out->at);
    xmlFreeDoc(document);
    xmlSchemaFreeValidCtxt(context);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
}

Test(junit, a_run_is_a_suite_and_a_file_a_case)
{
    const struct iwmo_report_options options = {.lang = IWMO_NL};
    struct sample bad = sample_make("bad.xml", 2);
    const struct iwmo_result good = {.file = "good.xml", .verdict = IWMO_VALID};
    const struct iwmo_result lost = {.file = "lost.xml", .verdict = IWMO_UNDETERMINED};
    const struct iwmo_result *results[] = {&bad.result, &good, &lost};
    struct iwmo_buffer out = layout_print("junit", &options, 3, results);

    assert_obeys_schema(&out);
    cr_assert_eq(layout_count(&out, " tests=\"3\" failures=\"1\" errors=\"1\">"), 2);
    cr_assert_not_null(strstr(out.at, "<testcase name=\"bad.xml\" "
                                      "classname=\"iwmo.WMO301\">\n<failure "
                                      "type=\"invalid\" message=\"9 fouten: TR018 "
                                      "Einddatum ligt voor Begindatum.\">"),
                       "%s", out.at);
    cr_assert_not_null(
        strstr(out.at, "<testcase name=\"good.xml\" classname=\"iwmo\"/>\n"));
    cr_assert_not_null(strstr(out.at, "<error type=\"undetermined\" message=\"niet te "
                                      "beoordelen\">lost.xml: niet te beoordelen"));
    iwmo_buffer_release(&out);
    sample_free(&bad);
}

Test(junit, hostile_words_break_nothing)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN, .show_values = true};

    for (size_t i = 0; i < sample_hostile_count; i++) {
        struct sample sample = sample_make(sample_hostile[i], 100);
        const struct iwmo_result *results[] = {&sample.result, &sample.result};
        struct iwmo_buffer out = layout_print("junit", &options, 2, results);
        assert_obeys_schema(&out);
        iwmo_buffer_release(&out);
        sample_free(&sample);
    }
}

Test(junit, cases_that_are_left_out_are_counted)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    const struct iwmo_summary summary = {.messages = 5, .valid = 5};
    const char part[] = "<testcase name=\"a\" classname=\"iwmo\"/>\n";
    struct iwmo_buffer out = {0};

    iwmo_format_by_name("junit")->page(&out, iwmo_text(part), &summary, &options);
    assert_obeys_schema(&out);
    cr_assert_not_null(strstr(out.at, "<error>4 messages are not in this report"));
    iwmo_buffer_release(&out);
}

static void
assert_case(const struct iwmo_result *result, struct iwmo_text bytes)
{
    const struct iwmo_report_options options = {.lang = IWMO_EN};
    struct iwmo_buffer out = layout_print("junit", &options, 1, &result);

    (void)bytes;
    assert_obeys_schema(&out);
    cr_assert_eq(layout_count(&out, "<failure"), result->verdict == IWMO_INVALID);
    cr_assert_eq(layout_count(&out, "<error"), result->verdict == IWMO_UNDETERMINED);
    iwmo_buffer_release(&out);
}

Test(junit, every_fixture_is_a_case)
{
    layout_each_fixture(assert_case);
}
