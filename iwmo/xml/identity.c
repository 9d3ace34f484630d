#include "xml/identity.h"

#include <string.h>
#include <strings.h>

#define STANDAARDEN "http://www.istandaarden.nl/"

static const struct {
    const char *space; /* a namespace starts with it */
    int fault;
    const char *name; /* {other} */
} families[] = {
    {STANDAARDEN "iwmo/", FAULT_NOT_RELEASE, NULL},
    {STANDAARDEN "ijw/", FAULT_NOT_IWMO, "iJw"},
    {STANDAARDEN "iwlz/", FAULT_NOT_IWMO, "iWlz"},
    {STANDAARDEN "ipgb/", FAULT_NOT_IWMO, "iPgb"},
    {STANDAARDEN "ieb/", FAULT_NOT_IWMO, "iEb"},
    {STANDAARDEN "validatie/", FAULT_NOT_IWMO, "validatie (Rapport)"},
    {STANDAARDEN, FAULT_NOT_IWMO, "iStandaarden"},
    {"http://schemas.xmlsoap.org/soap/envelope", FAULT_NOT_ENVELOPE, "SOAP"},
    {"http://www.w3.org/2003/05/soap-envelope", FAULT_NOT_ENVELOPE, "SOAP"},
    {"http://www.stufstandaarden.nl/sectormodel/ggk", FAULT_NOT_ENVELOPE, "GGK"},
    {"http://www.stufstandaarden.nl/koppelvlak/ggk", FAULT_NOT_ENVELOPE, "GGK"},
    {"http://www.stufstandaarden.nl/", FAULT_NOT_ENVELOPE, "StUF"},
    {"http://www.egem.nl/StUF", FAULT_NOT_ENVELOPE, "StUF"},
    {"urn:www-vecozo-nl:", FAULT_NOT_ENVELOPE, "VECOZO"},
    {"http://www.w3.org/1999/xhtml", FAULT_NOT_HTML, NULL},
};

/* Digits at `*at`, at most three, which moves behind them.  false: none. */
static bool
skip_number(const char **at)
{
    size_t size = strspn(*at, "0123456789");

    *at += size;
    return size > 0 && size <= 3;
}

/* "2_0/wmo305/schema": message WMO305 of release 2.0.  false: not of that form. */
static bool
fill_message(struct iwmo_finding *finding, const char *space,
             struct iwmo_findings *findings)
{
    char message[] = "WMO000", release[] = "000.000";
    const char *at = space, *number;

    if (!skip_number(&at) || *at++ != '_' || !skip_number(&at))
        return false;
    size_t size = (size_t)(at - space);
    if (strncmp(at, "/wmo", 4) != 0)
        return false;
    number = at += 4;
    if (!skip_number(&at) || at - number != 3 || strcmp(at, "/schema") != 0)
        return false;
    memcpy(message + 3, number, 3);
    memcpy(release, space, size);
    release[size] = '\0';
    *strchr(release, '_') = '.';
    finding->other = iwmo_findings_words(findings, iwmo_text(message));
    finding->name = iwmo_findings_words(findings, iwmo_text(release));
    return true;
}

static void
fill_releases(struct iwmo_finding *finding, const struct iwmo_schema *schema,
              const char *space, struct iwmo_findings *findings)
{
    struct iwmo_buffer known;
    const char *before = "";

    iwmo_buffer_init(&known, IWMO_FOUND_BYTES);
    for (size_t i = 0; i < schema->message_count; i++) {
        const char *release = schema->messages[i].release_name;
        if (strcmp(release, before) == 0)
            continue;
        iwmo_buffer_printf(&known, "%s%s", known.size > 0 ? ", " : "", release);
        before = release;
    }
    if (known.failed == IWMO_NO_MEMORY)
        findings->failed = true;
    finding->expected =
        iwmo_findings_words(findings, (struct iwmo_text){known.at, known.size});
    iwmo_buffer_release(&known);
    if (!fill_message(finding, space, findings)) {
        finding->fault = &iwmo_faults[FAULT_NOT_SCHEMA];
        finding->other = iwmo_findings_words(findings, iwmo_text(space));
    }
}

void
iwmo_identity_report(const struct iwmo_tag *root, const struct iwmo_schema *schema,
                     struct iwmo_location where, struct iwmo_findings *findings)
{
    int fault =
        strcasecmp(root->name, "html") == 0 ? FAULT_NOT_HTML : FAULT_NOT_MESSAGE;
    const char *other = NULL;

    for (size_t i = 0; root->space && i < sizeof(families) / sizeof(families[0]); i++) {
        if (strncasecmp(root->space, families[i].space, strlen(families[i].space)) != 0)
            continue;
        fault = families[i].fault;
        other = families[i].name;
        break;
    }
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_faults[fault], where);
    if (finding == NULL)
        return;
    finding->name = iwmo_findings_words(findings, iwmo_text(root->name));
    finding->other = other;
    if (fault == FAULT_NOT_RELEASE)
        fill_releases(finding, schema, root->space + strlen(STANDAARDEN "iwmo/"),
                      findings);
}
