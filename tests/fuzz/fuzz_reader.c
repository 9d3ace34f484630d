/*
 * Any bytes as a message: the whole judge, rules included, whole and in chunks of a
 * size that the bytes choose.  Both must say the same, and what is valid has no errors.
 */
#include <inttypes.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "judge/judge.h"
#include "model/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
print_finding(const struct iwmo_finding *finding, struct iwmo_buffer *out)
{
    iwmo_buffer_printf(out, "%s %" PRIu64 "@%" PRIu64 ":%" PRIu64 " ",
                       finding->fault->code, finding->where.at.offset,
                       finding->where.at.line, finding->where.at.column);
    iwmo_path_print(finding->where.step, out);
    for (size_t i = 0; i < finding->also_count; i++)
        iwmo_path_print(finding->also[i].step, out);
    iwmo_wording_print(finding, IWMO_NL, false, out);
    iwmo_wording_print(finding, IWMO_EN, true, out);
    iwmo_buffer_char(out, '\n');
}

static void
judge_chunks(struct iwmo_judge *judge, const uint8_t *data, size_t size, size_t chunk,
             struct iwmo_buffer *out)
{
    const struct iwmo_result *result;

    iwmo_buffer_reset(out);
    if (iwmo_judge_chunks(judge, "a.xml", data, size, chunk, &result, NULL) != IWMO_OK)
        abort(); /* memory is not short here */
    iwmo_buffer_text(out, iwmo_verdict_name(result->verdict));
    for (int layer = 0; layer < IWMO_LAYER_COUNT; layer++)
        iwmo_buffer_text(out, iwmo_layer_state_name(result->layers[layer]));
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        print_finding(finding, out);
    if ((result->findings.errors == 0) != (result->verdict == IWMO_VALID))
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct iwmo_judge_options options = {.max_findings = 200};
    struct iwmo_buffer whole = {0}, parts = {0};
    size_t chunk = size > 0 ? 1 + data[size / 2] % 13u : 1;

    xmlInitParser();
    options.today = iwmo_date_of(2025, 6, 1);
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    if (judge == NULL)
        abort();
    judge_chunks(judge, data, size, size > 0 ? size : 1, &whole);
    judge_chunks(judge, data, size, chunk, &parts);
    if (strcmp(whole.at, parts.at) != 0) {
        fprintf(stderr, "whole:\n%s\nin chunks of %zu:\n%s\n", whole.at, chunk,
                parts.at);
        abort();
    }
    iwmo_judge_free(judge);
    iwmo_buffer_release(&whole);
    iwmo_buffer_release(&parts);
    return 0;
}
