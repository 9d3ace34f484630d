/*
 * What other programs and people read from us, as it stands: severities, directions,
 * facets, places, headings, and the sentences of findings.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/program.h"

#define F "$FIXTURES/3.2/"

TestSuite(contracts, .init = program_enter_folder, .fini = program_leave_folder);

/* The severity of the first finding of .out, which is one object or a list of them. */
static void
expect_severity(const char *wanted)
{
    json_error_t err;
    json_t *root = json_load_file(".out", JSON_DISABLE_EOF_CHECK, &err);
    const json_t *messages, *first;

    cr_assert_not_null(root, "%s", err.text);
    messages = json_object_get(root, "messages");
    first = messages != NULL ? json_array_get(messages, 0) : root;
    const char *severity = json_string_value(json_object_get(
        json_array_get(json_object_get(first, "findings"), 0), "severity"));
    cr_assert_not_null(severity);
    cr_expect_str_eq(severity, wanted);
    json_decref(root);
}

Test(contracts, an_error_is_an_error_and_a_warning_a_warning)
{
    static const char *const forms[] = {"json", "jsonl"};
    char line[200];

    for (size_t i = 0; i < 2; i++) {
        snprintf(line, sizeof(line),
                 "$IWMO validate --report %s " F "WMO307/TR018-both-records.xml",
                 forms[i]);
        program_assert(line, 1, NULL, "");
        expect_severity("error");
        snprintf(line, sizeof(line),
                 "$IWMO validate --report %s " F "WMO305/IW-W01-both-versions.xml",
                 forms[i]);
        program_assert(line, 0, NULL, "");
        expect_severity("warning");
    }
}

Test(contracts, an_export_says_what_came_in_and_what_went_out)
{
    program_assert("mkdir out; $IWMO generate WMO301 --from "
                   "$FIXTURES/story/1-allocation.json --date 2026-01-05 -o a.xml && "
                   "$IWMO receive -o out --ledger p.db --date 2026-01-05 a.xml",
                   0, "verwerkt", "");
    program_assert("$IWMO ledger export --ledger p.db >rows; grep '\"WMO301\"' rows | "
                   "grep -c '\"direction\":\"in\"'; grep '\"WMO302\"' rows | grep -c "
                   "'\"direction\":\"out\"'",
                   0, "1\n1\n", "");
}

Test(contracts, a_schema_as_text_says_order_number_and_type)
{
    program_assert("$IWMO schema WMO305", 0,
                   "Bericht                                        1     \n"
                   "  Header                                       1     \n"
                   "    BerichtCode                                1     precies 418\n",
                   "");
    program_assert("$IWMO schema WMO305", 0, "LDT_AgbCode: precies 8 cijfers\n", "");
}

/* The facets of one element, wherever it stands below `node`. */
static json_t *
find_property(json_t *node, const char *name)
{
    json_t *found = NULL, *child;
    const char *key;
    size_t index;

    if (json_is_object(node) && json_object_get(node, "properties") != NULL)
        found = json_object_get(json_object_get(node, "properties"), name);
    if (json_is_object(node))
        json_object_foreach(node, key, child)
        {
            if (found == NULL)
                found = find_property(child, name);
        }
    json_array_foreach(node, index, child)
    {
        if (found == NULL)
            found = find_property(child, name);
    }
    return found;
}

Test(contracts, a_JSON_Schema_has_the_facets_of_the_schema)
{
    json_error_t err;

    program_assert("$IWMO schema --json-schema WMO305", 0, NULL, "");
    json_t *root = json_load_file(".out", 0, &err);
    cr_assert_not_null(root, "%s", err.text);
    const json_t *code = find_property(root, "BerichtCode");
    const json_t *version = find_property(root, "BerichtVersie");
    cr_assert_not_null(code);
    cr_assert_not_null(version);
    cr_expect_eq(json_integer_value(json_object_get(code, "maxLength")), 3);
    cr_expect_str_eq(json_string_value(json_object_get(code, "pattern")), "^(?:418)$");
    cr_expect_eq(json_integer_value(json_object_get(version, "maximum")), 99);
    cr_expect_eq(json_integer_value(json_object_get(version, "minimum")), 0);
    cr_expect_eq(
        json_integer_value(json_array_get(json_object_get(version, "enum"), 0)), 3);
    json_decref(root);
}

Test(contracts, a_page_has_its_headings)
{
    program_assert("$IWMO convert --to html " F "WMO301/valid.xml", 0,
                   "<h2 id=\"sheet\">Overdrachtsblad: dit heeft de gemeente al verteld"
                   "</h2>",
                   "");
    program_assert("$IWMO convert --to html " F "WMO301/valid.xml", 0,
                   "<h2 id=\"message\">Het hele bericht</h2>", "");
}

/* One fixture per kind: the line as a person reads it. */
Test(contracts, findings_say_what_was_expected_and_what_was_found)
{
    static const struct {
        const char *file, *says;
    } cases[] = {
        {"hostile/bom-utf8.xml",
         "bom-utf8.xml: waarschuwing: Het bestand begint met een byte order mark; die "
         "hoort er niet te staan. Sla op als UTF-8 zonder BOM. [IW-F11]\n"},
        {"hostile/ampersand-bare.xml", "ampersand-bare.xml:19:18: fout: Hier staat een "
                                       "los & of < in de tekst; schrijf "
                                       "&amp; of &lt;. [IW-X09] /Bericht/Client/Bsn\n"},
        {"hostile/cdata-markup-in-code.xml",
         ":23:3: fout: Geslacht heeft waarde \"<2\" van 2 tekens; verwacht: een van 0, "
         "1, "
         "2. [IW-S22] /Bericht/Client/Geslacht\n"},
        {"3.2/WMO301/CD005-landcode-without-postcode.xml",
         ":175:6: fout: De landcode is gevuld, maar de postcode ontbreekt. [CD005 "
         "0001] "
         "/Bericht/Client/Contactgegevens/Contact[2]/Adres/LandCode\n"},
        {"3.2/WMO301/CS050-no-partner-name-with-use-2.xml",
         ":32:4: fout: Het naamgebruik klopt niet: zonder partnernaam is het 1, met "
         "een "
         "partnernaam 1, 2, 3 of 4. [CS050 0001] /Bericht/Client/Naam/NaamGebruik\n"},
        {"3.2/WMO307/TR018-both-records.xml",
         ":41:5: fout: De levering eindigt voor zij begint. [TR018 0001] "
         "/Bericht/Client/StopProducten/StopProduct[1]/Begindatum (zie ook "
         "/Bericht/Client/StopProducten/StopProduct[1]/Einddatum)\n"},
    };
    char line[200];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        snprintf(line, sizeof(line), "$IWMO validate --fail-on never $FIXTURES/%s",
                 cases[i].file);
        program_assert(line, 0, cases[i].says, "");
    }
}

Test(contracts, a_finding_of_the_flow_says_what_was_expected)
{
    program_assert(
        "sed -e 's/Dagtekening>[0-9-]*/Dagtekening>2026-01-15/' " F
        "WMO305/valid.xml >s.xml; $IWMO receive --role gemeente --ledger p.db "
        "--date 2030-01-15 s.xml",
        1,
        "fout: Er is geen toewijzing met dit nummer voor deze cliënt bij deze "
        "aanbieder. [TR019 9019] /Bericht/Client/StartProducten/StartProduct[1]",
        "");
}

Test(contracts, a_table_with_a_wrong_heading_is_told_at_its_first_line)
{
    program_assert("printf 'Afzender;Onbekend\\n65656055;x\\n' >l.csv; $IWMO generate "
                   "WMO305 --from l.csv -o x.xml",
                   1, NULL, "l.csv:1: Onbekend: fout: deze kolom is onbekend\n");
}
