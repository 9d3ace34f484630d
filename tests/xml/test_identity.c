#include "xml/identity.h"

#include <criterion/criterion.h>
#include <string.h>

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

    cr_expect_str_eq(finding->other, "2_4/wmo301/schema");
    cr_expect_str_eq(finding->expected, "2.3, 3.2");
    iwmo_arena_free(arena);
}
