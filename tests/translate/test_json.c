#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "schema/lookup.h"
#include "support.h"
#include "translate/json_text.h"
#include "translate/translation.h"

static const struct iwmo_filler nothing = {0};

static struct iwmo_text
text_of(const struct iwmo_buffer *buffer)
{
    return (struct iwmo_text){buffer->at, buffer->size};
}

/* ---- there and back ---- */

static void
assert_lossless(const char *path, struct iwmo_text xml)
{
    struct iwmo_buffer tidy = translation_fmt(xml, xml.size);
    struct iwmo_buffer again = translation_fmt(text_of(&tidy), 7);
    struct iwmo_buffer json = translation_to_json(xml);
    struct translation back = translation_to_xml(NULL, nothing, text_of(&json));

    cr_assert(tidy.size > 0 && iwmo_text_same(text_of(&tidy), text_of(&again)), "%s",
              path);
    cr_assert_eq(back.findings.errors, 0, "%s", path);
    cr_assert(iwmo_text_same(text_of(&tidy), text_of(&back.xml)), "%s", path);
    translation_release(&back);
    iwmo_buffer_release(&tidy);
    iwmo_buffer_release(&again);
    iwmo_buffer_release(&json);
}

static size_t
assert_folder_lossless(struct iwmo_judge *judge, const char *folder)
{
    char **paths = test_paths(folder, ".xml");
    size_t count = 0;

    for (size_t i = 0; paths[i] != NULL; i++) {
        struct iwmo_buffer bytes = test_read(paths[i]);
        const struct iwmo_result *result =
            test_judge_chunks(judge, paths[i], text_of(&bytes), bytes.size);
        bool obeys_schema = result->layers[IWMO_LAYER_SCHEMA] == IWMO_RAN &&
                            result->layers[IWMO_LAYER_XML] == IWMO_RAN;
        for (const struct iwmo_finding *at = result->findings.first; at; at = at->next)
            if (at->fault->severity == IWMO_SEVERITY_ERROR &&
                at->fault->kind <= IWMO_KIND_XSD)
                obeys_schema = false;
        if (obeys_schema)
            assert_lossless(paths[i], text_of(&bytes));
        count += obeys_schema;
        iwmo_buffer_release(&bytes);
    }
    test_free_paths(paths);
    return count;
}

Test(json_form, every_fixture_that_obeys_its_schema_comes_back_byte_for_byte,
     .timeout = 120)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;
    struct iwmo_judge *judge = test_judge();

    for (size_t i = 0; i < schema->message_count; i++) {
        char folder[100];
        snprintf(folder, sizeof(folder), "fixtures/%s/%s",
                 schema->messages[i].release_name, schema->messages[i].name);
        cr_assert_gt(assert_folder_lossless(judge, folder), 1, "%s", folder);
    }
    assert_folder_lossless(judge, "fixtures/hostile");
    iwmo_judge_free(judge);
}

Test(json_form, integers_are_numbers_only_when_a_number_gives_their_text_back)
{
    static const char *const numbers[] = {"0", "7", "120", "9007199254740991"};
    static const char *const others[] = {"",
                                         "007",
                                         "+5",
                                         "-5",
                                         "00",
                                         "5 ",
                                         "1.0",
                                         "9007199254740992",
                                         "99999999999999999999"};

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        cr_assert(iwmo_json_text_is_number(iwmo_text(numbers[i])), "%s", numbers[i]);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        cr_assert(!iwmo_json_text_is_number(iwmo_text(others[i])), "%s", others[i]);
}

Test(json_form, strings_are_escaped_as_json_wants)
{
    struct iwmo_buffer out = {0};

    iwmo_json_text_quote(&out, (struct iwmo_text){"a\"\\\n\x01\x7F\xC3\xA9", 8});
    cr_assert_str_eq(out.at, "\"a\\\"\\\\\\n\\u0001\\u007f\xC3\xA9\"");
    iwmo_buffer_release(&out);
}

/* ---- what is wrong ---- */

/* The findings in `json`, read as WMO305 of 3.2, or as it says. */
static void
assert_findings(bool is_305, const char *json, const char *expected)
{
    const struct iwmo_message_kind *message =
        is_305 ? iwmo_message_by_name(&iwmo_schema_builtin, "305", R_3_2) : NULL;
    struct translation made = translation_to_xml(message, nothing, iwmo_text(json));
    struct iwmo_buffer findings = translation_findings(&made);

    cr_assert_str_eq(findings.at, expected, "%s: %s", json, findings.at);
    iwmo_buffer_release(&findings);
    translation_release(&made);
}

Test(json_form, text_that_is_no_json_is_one_finding)
{
    assert_findings(false, "", "IW-J08 $\n");
    assert_findings(false, " \n", "IW-J08 $\n");
    assert_findings(false, "<Bericht/>", "IW-J01 $\n");
    assert_findings(false, "{\"a\":1,\"a\":1}", "IW-J03 $\n");
    assert_findings(false, "{\"a\":\"\\u0000\"}", "IW-J04 $\n");
    assert_findings(false, "{\"a\":\"\xE9\"}", "IW-J02 $\n");
    assert_findings(false, "\xFF\xFE{", "IW-J02 $\n");
    assert_findings(false, "{\"a\":92233720368547758080}", "IW-J06 $\n");
    assert_findings(false, "{\"a\":", "IW-J07 $\n");
    assert_findings(false, "{} {}", "IW-J01 $\n");
}

Test(json_form, deep_nesting_is_refused)
{
    struct iwmo_buffer deep = {0};

    for (int i = 0; i < 100000; i++)
        iwmo_buffer_char(&deep, '[');
    assert_findings(false, deep.at, "IW-J05 $\n");
    iwmo_buffer_release(&deep);
}

Test(json_form, a_byte_order_mark_is_passed_over)
{
    assert_findings(false, "\xEF\xBB\xBF[]", "IW-J10 $\n");
}

Test(json_form, the_wrapper_says_which_message_it_is)
{
    assert_findings(false, "{}",
                    "IW-S02 $.message\nIW-S02 $.release\nIW-S02 $.Bericht\n");
    assert_findings(false,
                    "{\"message\":\"WMO999\",\"release\":\"3.2\",\"Bericht\":{}}",
                    "IW-J11 $.message\n");
    assert_findings(false, "{\"message\":\"WMO302\",\"release\":\"\",\"Bericht\":{}}",
                    "IW-J11 $.message\n");
    assert_findings(false, "{\"message\":\"\",\"release\":\"3.2\",\"Bericht\":{}}",
                    "IW-J11 $.message\n");
    assert_findings(false, "{\"message\":3,\"release\":\"3.2\",\"Bericht\":{}}",
                    "IW-J10 $.message\n");
    assert_findings(true, "{\"message\":\"WMO301\",\"x y\":1,\"Bericht\":[]}",
                    "IW-J12 $.message\nIW-S04 $['x y']\nIW-J10 $.Bericht\n");
}

Test(json_form, all_that_is_wrong_is_told_in_one_run_with_its_place)
{
    assert_findings(
        true,
        "{\"Header\":{\"Afzender\":\"5555001\",\"Foo\":{},\"BerichtVersie\":3.5},"
        "\"Client\":{\"Bsn\":1,\"StartProducten\":{\"StartProduct\":"
        "[{},{\"ToewijzingNummer\":\"12a\"}]}}}",
        "IW-S02 $.Header.BerichtCode\n"
        "IW-J10 $.Header.BerichtVersie\n"
        "IW-S02 $.Header.BerichtSubversie\n"
        "IW-S25 $.Header.Afzender\n"
        "IW-S02 $.Header.Ontvanger\n"
        "IW-S02 $.Header.BerichtIdentificatie\n"
        "IW-S02 $.Header.XsdVersie\n"
        "IW-S04 $.Header.Foo\n"
        "IW-J10 $.Client.Bsn\n"
        "IW-S02 $.Client.Geboortedatum\n"
        "IW-S02 $.Client.Geslacht\n"
        "IW-S02 $.Client.Naam\n"
        "IW-S02 $.Client.StartProducten.StartProduct[0].Begindatum\n"
        "IW-S02 $.Client.StartProducten.StartProduct[0].StatusAanlevering\n"
        "IW-S21 $.Client.StartProducten.StartProduct[1].ToewijzingNummer\n"
        "IW-S02 $.Client.StartProducten.StartProduct[1].Begindatum\n"
        "IW-S02 $.Client.StartProducten.StartProduct[1].StatusAanlevering\n");
}

Test(json_form, an_element_that_may_repeat_is_an_array_and_no_other_is)
{
    assert_findings(
        true, "{\"Header\":[],\"Client\":{\"StartProducten\":{\"StartProduct\":{}}}}",
        "IW-J10 $.Header\n"
        "IW-S02 $.Client.Bsn\n"
        "IW-S02 $.Client.Geboortedatum\n"
        "IW-S02 $.Client.Geslacht\n"
        "IW-S02 $.Client.Naam\n"
        "IW-J10 $.Client.StartProducten.StartProduct\n");
}
