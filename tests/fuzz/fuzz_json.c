/*
 * Any bytes as the JSON form of a message: we refuse with a finding, or make XML that
 * obeys its schema and is the same again after a trip to JSON.
 *
 * The first byte chooses how it is read: as it says itself, or as one of the messages,
 * with what is absent derived.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "generate/fill.h"
#include "judge/judge.h"
#include "translate/json_reader.h"
#include "translate/json_writer.h"
#include "xml/walker.h"
#include "xml/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* false: there were findings. */
static bool
to_xml(struct iwmo_text json, const struct iwmo_message_kind *message,
       struct iwmo_buffer *xml)
{
    struct iwmo_fill fill = {message, iwmo_date_of(2025, 6, 1), "ID1"};
    struct iwmo_json_order order = {.schema = &iwmo_schema_builtin, .message = message};
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(xml));
    struct iwmo_findings findings;
    struct iwmo_json_form form;
    struct iwmo_buffer path = {0};

    iwmo_findings_init(&findings, arena, 50);
    struct iwmo_json_document *document =
        iwmo_json_document_parse(json, &findings, NULL);
    if (message != NULL)
        order.filler = iwmo_fill_filler(&fill);
    if (document == NULL && findings.errors == 0)
        abort();
    if (document != NULL &&
        iwmo_json_reader_read(document, &order, iwmo_writer_visitor(writer), &findings,
                              &form) != IWMO_OK)
        abort();
    for (const struct iwmo_finding *at = findings.first; document && at; at = at->next)
        iwmo_json_path_print(&form, at->where.step, &path);
    iwmo_buffer_release(&path);
    iwmo_json_document_free(document);
    iwmo_writer_free(writer);
    iwmo_arena_free(arena);
    return findings.errors == 0;
}

static void
to_json(const struct iwmo_buffer *xml, struct iwmo_buffer *json)
{
    struct iwmo_json_writer *writer = iwmo_json_writer_new(iwmo_drain_buffer(json));
    struct iwmo_walker *walker =
        iwmo_walker_new(&iwmo_schema_builtin, iwmo_json_writer_visitor(writer));

    if (iwmo_walker_feed(walker, xml->at, xml->size) != IWMO_OK ||
        iwmo_walker_finish(walker) != IWMO_OK)
        abort();
    iwmo_walker_free(walker);
    iwmo_json_writer_free(writer);
}

static void
check_schema(const struct iwmo_buffer *xml)
{
    struct iwmo_judge_options options = {.skips_rules = true};
    struct iwmo_judge *judge = iwmo_judge_new(&options, NULL);
    const struct iwmo_result *result;

    if (iwmo_judge_bytes(judge, "-", xml->at, xml->size, &result, NULL) != IWMO_OK ||
        result->verdict != IWMO_VALID)
        abort();
    iwmo_judge_free(judge);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct iwmo_buffer xml = {0}, json = {0}, again = {0};
    const struct iwmo_message_kind *message = NULL;

    if (size == 0)
        return 0;
    if (data[0] != '{')
        message =
            &iwmo_schema_builtin.messages[data[0] % iwmo_schema_builtin.message_count];
    size_t skipped = message != NULL ? 1 : 0;
    struct iwmo_text text = {(const char *)data + skipped, size - skipped};
    if (to_xml(text, message, &xml)) {
        check_schema(&xml);
        to_json(&xml, &json);
        if (!to_xml((struct iwmo_text){json.at, json.size}, NULL, &again) ||
            !iwmo_text_same((struct iwmo_text){xml.at, xml.size},
                            (struct iwmo_text){again.at, again.size}))
            abort();
    }
    iwmo_buffer_release(&xml);
    iwmo_buffer_release(&json);
    iwmo_buffer_release(&again);
    return 0;
}
