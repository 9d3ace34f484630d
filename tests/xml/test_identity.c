#include "xml/identity.h"

#include <criterion/criterion.h>
#include <string.h>

#include "model/wording.h"

#define STANDAARDEN "http://www.istandaarden.nl/"

static const struct iwmo_finding *
identify(const char *name, const char *space, struct iwmo_findings *findings,
         struct iwmo_arena *arena)
{
    struct iwmo_tag tag = {.name = name, .space = space};

    iwmo_findings_init(findings, arena, 10);
    iwmo_identity_report(&tag, &iwmo_schema_builtin, (struct iwmo_location){0},
                         findings);
    cr_assert_not_null(findings->first);
    cr_assert_null(findings->first->next);
    return findings->first;
}

Test(identity, each_kind_has_its_own_answer)
{
    static const struct {
        const char *name, *space;
        int fault;
    } rows[] = {
        {"Bericht", STANDAARDEN "iwmo/3_0/wmo301/schema", FAULT_NOT_RELEASE},
        {"Bericht", STANDAARDEN "ijw/3_2/jw301/schema", FAULT_NOT_IWMO},
        {"Bericht", STANDAARDEN "iwlz/2_4/io31/schema", FAULT_NOT_IWMO},
        {"Rapport", STANDAARDEN "validatie/1_1/rapport", FAULT_NOT_IWMO},
        {"Bericht", STANDAARDEN "iets/nieuws", FAULT_NOT_IWMO},
        {"Envelope", "http://schemas.xmlsoap.org/soap/envelope/", FAULT_NOT_ENVELOPE},
        {"Di01", "http://www.egem.nl/StUF/StUF0301", FAULT_NOT_ENVELOPE},
        {"html", "http://www.w3.org/1999/xhtml", FAULT_NOT_HTML},
        {"HTML", NULL, FAULT_NOT_HTML},
        {"Bericht", NULL, FAULT_NOT_MESSAGE},
        {"note", "urn:x", FAULT_NOT_MESSAGE},
    };
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct iwmo_finding *finding =
            identify(rows[i].name, rows[i].space, &findings, arena);
        cr_expect_eq(finding->fault, &iwmo_faults[rows[i].fault], "row %zu: %s", i,
                     finding->fault->code);
        if (rows[i].fault != FAULT_NOT_RELEASE) /* that names the release */
            cr_expect_str_eq(finding->name, rows[i].name);
    }
    iwmo_arena_free(arena);
}

Test(identity, another_release_tells_which_are_known)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;
    const struct iwmo_finding *finding =
        identify("Bericht", STANDAARDEN "iwmo/2_4/wmo301/schema", &findings, arena);

    cr_expect_str_eq(finding->other, "WMO301");
    cr_expect_str_eq(finding->name, "2.4");
    cr_expect_str_eq(finding->expected, "2.3, 3.2");
    iwmo_arena_free(arena);
}

Test(identity, a_message_of_another_release_is_named_with_it)
{
    static const struct {
        const char *space, *message, *release;
    } rows[] = {
        {STANDAARDEN "iwmo/2_0/wmo305/schema", "WMO305", "2.0"},
        {STANDAARDEN "iwmo/3_12/wmo301/schema", "WMO301", "3.12"},
        {STANDAARDEN "iwmo/3_2/basisschema/schema", NULL, NULL},
        {STANDAARDEN "iwmo/3_2/wmo3010/schema", NULL, NULL},
        {STANDAARDEN "iwmo/3_2/wmo301/schema/x", NULL, NULL},
        {STANDAARDEN "iwmo/3333_2/wmo301/schema", NULL, NULL},
        {STANDAARDEN "iwmo/_/wmo301/schema", NULL, NULL},
    };
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_findings findings;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct iwmo_finding *finding =
            identify("Bericht", rows[i].space, &findings, arena);
        bool is_named = finding->fault == &iwmo_faults[FAULT_NOT_RELEASE];
        cr_assert_eq(is_named, rows[i].message != NULL, "%s", rows[i].space);
        cr_assert_str_eq(finding->fault->code, "IW-N01");
        if (!is_named)
            continue;
        cr_assert_str_eq(finding->other, rows[i].message);
        cr_assert_str_eq(finding->name, rows[i].release);
        struct iwmo_buffer text = {0};
        iwmo_wording_print(finding, IWMO_NL, false, &text);
        cr_assert_not_null(strstr(text.at, "hier bekend: 2.3 en 3.2."), "%s", text.at);
        iwmo_buffer_release(&text);
    }
    iwmo_arena_free(arena);
}
