#include "judge/remarks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "names.h"

void
iwmo_remarks_name(const char *name, struct iwmo_findings *findings)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    const char *dot = strrchr(base, '.');

    if (strcmp(name, "-") == 0 || (dot != NULL && strcasecmp(dot, ".xml") == 0))
        return;
    struct iwmo_finding *finding = iwmo_findings_add(
        findings, &iwmo_faults[FAULT_FILE_EXTENSION], (struct iwmo_location){0});
    if (finding != NULL)
        finding->other = iwmo_findings_words(findings, iwmo_text(dot ? dot : base));
}

void
iwmo_remarks_text(uint64_t size_bytes, struct iwmo_line_ends ends,
                  struct iwmo_findings *findings)
{
    if (ends.lf > 0)
        iwmo_findings_add(findings, &iwmo_faults[FAULT_FILE_LINE_ENDS],
                          (struct iwmo_location){.at = ends.first_lf});
    if (size_bytes > IWMO_HUB_MAX_BYTES)
        iwmo_findings_add(findings, &iwmo_faults[FAULT_FILE_SIZE],
                          (struct iwmo_location){0});
}

/* Order of two versions of the form 1.2.3. */
static int
compare_versions(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return 0;
    for (;;) {
        char *end_a, *end_b;
        unsigned long part_a = strtoul(a, &end_a, 10);
        unsigned long part_b = strtoul(b, &end_b, 10);
        if (part_a != part_b)
            return part_a < part_b ? -1 : 1;
        if (*end_a != '.' || *end_b != '.')
            return 0;
        a = end_a + 1;
        b = end_b + 1;
    }
}

static void
judge_version(const struct iwmo_node *node, const char *min, const char *own,
              const char *max, struct iwmo_findings *findings)
{
    if (node == NULL || !node->fits || own[0] == '\0')
        return;
    const char *version = node->value.text.at;
    if (compare_versions(version, min[0] ? min : own) >= 0 &&
        compare_versions(version, max[0] ? max : own) <= 0)
        return;
    struct iwmo_finding *finding = iwmo_findings_add(
        findings, &iwmo_faults[FAULT_XSD_VERSION], iwmo_findings_place(findings, node));
    if (finding == NULL)
        return;
    finding->name = node->decl->name;
    finding->subject = node->decl;
    finding->found = iwmo_findings_words(findings, node->value.text);
    finding->expected = own;
}

void
iwmo_remarks_versions(const struct iwmo_node *header,
                      const struct iwmo_message_kind *message,
                      struct iwmo_findings *findings)
{
    const struct iwmo_versions *own = &message->versions;
    /* an answer has the versions of the answered message in XsdVersie; 325 has its own
     */
    uint16_t id =
        iwmo_child(header, EL_XsdVersieRetour) ? EL_XsdVersieRetour : EL_XsdVersie;
    const struct iwmo_node *versions = iwmo_child(header, id);

    judge_version(iwmo_child(versions, EL_BasisschemaXsdVersie), own->basisschema_min,
                  own->basisschema, own->basisschema_max, findings);
    judge_version(iwmo_child(versions, EL_BerichtXsdVersie), own->bericht_min,
                  own->bericht, own->bericht_max, findings);
}
