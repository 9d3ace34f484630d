#include "report/sample.h"

#include "schema/lookup.h"

const char *const sample_hostile[] = {
    "",
    "\"quoted\" \\ \\u0041 /",
    "\x01\x02\t\r\n\b\f\x1B[31m\x7F",
    "\xFF\xFE bad \xC3",
    "\xED\xA0\x80 \xC0\x80 \xF5\x80\x80\x80 \xE2\x82",
    "\xE2\x80\xA8\xE2\x80\xAE\xC2\x85 \xF0\x9F\x98\x80",
    "%s%n{name}{found}",
    "999900006 en 1234567890",
};
const size_t sample_hostile_count = sizeof(sample_hostile) / sizeof(sample_hostile[0]);

static const struct iwmo_fault rule = {
    .code = "TR018",
    .retourcode = "0001",
    .kind = IWMO_KIND_TR,
    .severity = IWMO_SEVERITY_ERROR,
    .nl = "Einddatum ligt voor Begindatum.",
    .en = "Einddatum lies before Begindatum.",
};

static void
add_rule(struct iwmo_findings *findings, struct iwmo_location where)
{
    struct iwmo_location *also = iwmo_arena_alloc(findings->arena, 2 * sizeof(*also));
    struct iwmo_finding *finding = iwmo_findings_add(findings, &rule, where);

    if (finding == NULL || also == NULL)
        return;
    also[0] = also[1] = where;
    also[1].attribute = "x\"y";
    finding->also = also;
    finding->also_count = 2;
    finding->also_total = 5;
    finding->follow_on = true;
}

static void
add_hostile(struct iwmo_findings *findings, const char *words,
            struct iwmo_location where)
{
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_faults[FAULT_VALUE_LENGTH], where);

    if (finding != NULL)
        finding->name = finding->other = finding->expected = finding->found = words;
}

struct sample
sample_make(const char *file, size_t max)
{
    struct sample sample = {.arena = iwmo_arena_new(0)};
    struct iwmo_result *result = &sample.result;
    struct iwmo_step *root = iwmo_arena_alloc(sample.arena, 2 * sizeof(*root));
    struct iwmo_siblings *siblings = iwmo_arena_alloc(sample.arena, sizeof(*siblings));

    siblings->count = 3;
    root[0] = (struct iwmo_step){NULL, "Bericht", 1, NULL};
    root[1] = (struct iwmo_step){&root[0], "Client", 2, siblings};
    result->file = file;
    result->message = iwmo_message_by_name(&iwmo_schema_builtin, "301", R_3_2);
    result->verdict = IWMO_INVALID;
    result->layers[IWMO_LAYER_FILE] = IWMO_RAN;
    result->layers[IWMO_LAYER_XML] = IWMO_FAILED;
    result->size_bytes = 5000000000;
    iwmo_findings_init(&result->findings, sample.arena, max);
    iwmo_findings_add(&result->findings, &iwmo_faults[FAULT_FILE_BOM],
                      (struct iwmo_location){0});
    struct iwmo_location where = {&root[1], NULL, {6000000000, 70000, 13}};
    add_rule(&result->findings, where);
    for (size_t i = 0; i < sample_hostile_count; i++)
        add_hostile(&result->findings, sample_hostile[i], where);
    return sample;
}

void
sample_free(struct sample *sample)
{
    iwmo_arena_free(sample->arena);
}
