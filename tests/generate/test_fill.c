#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "generate/fill.h"
#include "schema/lookup.h"
#include "translate/translation.h"

/* What `json` becomes as `name` of `release` on 2025-06-01. */
static struct translation
filled(const char *name, enum iwmo_release release, const char *json)
{
    struct iwmo_fill fill = {iwmo_message_by_name(&iwmo_schema_builtin, name, release),
                             iwmo_date_of(2025, 6, 1), "ID42"};

    cr_assert_not_null(fill.message);
    return translation_to_xml(fill.message, iwmo_fill_filler(&fill), iwmo_text(json));
}

static void
assert_missing(const char *name, enum iwmo_release release, const char *json,
               const char *expected)
{
    struct translation made = filled(name, release, json);
    struct iwmo_buffer findings = translation_findings(&made);

    cr_assert_str_eq(findings.at, expected, "%s: %s", name, findings.at);
    iwmo_buffer_release(&findings);
    translation_release(&made);
}

Test(fill, a_header_is_derived_but_for_the_parties)
{
    assert_missing("305", R_3_2, "{\"Client\":[]}",
                   "IW-S02 $.Header.Afzender\n"
                   "IW-S02 $.Header.Ontvanger\n"
                   "IW-J10 $.Client\n");
    assert_missing("305", R_2_3, "{\"Client\":[]}",
                   "IW-S02 $.Header.Afzender\n"
                   "IW-S02 $.Header.Ontvanger\n"
                   "IW-J10 $.Client\n");
}

Test(fill, an_answer_gets_its_own_marks_and_nothing_of_what_it_answers)
{
    assert_missing("302", R_3_2, "{\"Header\":{\"XsdVersie\":{}}}",
                   "IW-S02 $.Header.Afzender\n"
                   "IW-S02 $.Header.Ontvanger\n"
                   "IW-S02 $.Header.BerichtIdentificatie\n"
                   "IW-S02 $.Header.XsdVersie.BasisschemaXsdVersie\n"
                   "IW-S02 $.Header.XsdVersie.BerichtXsdVersie\n");
}

Test(fill, an_answer_to_a_declaration_has_a_header_of_its_own)
{
    assert_missing("325", R_3_2,
                   "{\"Header\":{\"RetourCodes\":{\"RetourCode\":[\"0001\"]}}}",
                   "IW-S02 $.Header.Afzender\n"
                   "IW-S02 $.Header.Ontvanger\n"
                   "IW-S02 $.Header.DeclaratieIdentificatie\n"
                   "IW-S02 $.Header.XsdVersieDeclaratie\n");
}

Test(fill, a_code_with_a_choice_is_not_derived)
{
    assert_missing("303", R_2_3,
                   "{\"Header\":{\"Gemeente\":\"0344\",\"Aanbieder\":\"55550017\","
                   "\"BetalingAanID\":\"02\",\"DeclaratieFactuurIdentificatie\":{},"
                   "\"DeclaratieFactuurBedragen\":null},\"Clienten\":1}",
                   "IW-S02 $.Header.BerichtCode\n"
                   "IW-S02 $.Header.DeclaratieFactuurIdentificatie.DeclaratiePeriode\n"
                   "IW-J10 $.Header.DeclaratieFactuurBedragen\n"
                   "IW-J10 $.Clienten\n");
}

Test(fill, what_is_given_is_kept)
{
    struct translation made =
        filled("302", R_3_2,
               "{\"Header\":{\"Afzender\":\"0344\",\"Ontvanger\":\"55550017\","
               "\"BerichtIdentificatie\":{\"Identificatie\":\"TW1\","
               "\"Dagtekening\":\"2025-01-02\"},\"XsdVersie\":{"
               "\"BasisschemaXsdVersie\":\"1.0.0\",\"BerichtXsdVersie\":\"1.0.1\"}}}");
    static const char *const parts[] = {
        ":BerichtCode>415<",       ":BerichtVersie>3<",
        ":Identificatie>TW1<",     ":Dagtekening>2025-01-02<",
        ":BerichtXsdVersie>1.0.1", ":IdentificatieRetour>ID42<",
        ":BerichtXsdVersie>1.0.0", ":DagtekeningRetour>2025-06-01<",
    };

    cr_assert_eq(made.findings.errors, 0);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        cr_assert_not_null(strstr(made.xml.at, parts[i]), "%s", parts[i]);
    translation_release(&made);
}

Test(fill, an_identificatie_follows_from_the_content_and_the_day)
{
    static const char one[] = "00112233445566778899aabbccddeeff";
    static const char other[] = "00112233445566768899aabbccddeeff";
    struct iwmo_date day = iwmo_date_of(2025, 6, 1), next = iwmo_date_of(2025, 6, 2);
    char a[IWMO_FILL_IDENTIFICATIE], b[IWMO_FILL_IDENTIFICATIE];

    iwmo_fill_identify(one, day, a);
    cr_assert_eq(strlen(a), 12);
    iwmo_fill_identify(one, day, b);
    cr_assert_str_eq(a, b);
    iwmo_fill_identify(one, next, b);
    cr_assert_str_neq(a, b);
    iwmo_fill_identify(other, day, b);
    cr_assert_str_neq(a, b);
}
