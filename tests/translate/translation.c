#include "translate/translation.h"

#include <criterion/criterion.h>

#include "translate/json_writer.h"
#include "xml/walker.h"
#include "xml/writer.h"

static void
walk(struct iwmo_text xml, size_t chunk, struct iwmo_visitor visitor,
     struct iwmo_buffer *out)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    enum iwmo_status status = IWMO_OK;

    cr_assert_not_null(walker);
    while (xml.size > 0 && status == IWMO_OK) {
        size_t part = chunk < xml.size ? chunk : xml.size;
        status = iwmo_walker_feed(walker, xml.at, part);
        xml.at += part;
        xml.size -= part;
    }
    status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    if (status != IWMO_OK)
        iwmo_buffer_reset(out);
    cr_assert_eq(out->failed, IWMO_OK);
}

struct iwmo_buffer
translation_fmt(struct iwmo_text xml, size_t chunk)
{
    struct iwmo_buffer out = {0};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&out));

    cr_assert_not_null(writer);
    walk(xml, chunk, iwmo_writer_visitor(writer), &out);
    iwmo_writer_free(writer);
    return out;
}

struct iwmo_buffer
translation_to_json(struct iwmo_text xml)
{
    struct iwmo_buffer out = {0};
    struct iwmo_json_writer *writer = iwmo_json_writer_new(iwmo_drain_buffer(&out));

    cr_assert_not_null(writer);
    walk(xml, xml.size, iwmo_json_writer_visitor(writer), &out);
    iwmo_json_writer_free(writer);
    return out;
}

struct translation
translation_to_xml(const struct iwmo_message_kind *message, struct iwmo_filler filler,
                   struct iwmo_text json)
{
    struct translation made = {.arena = iwmo_arena_new(0), .form = {message, false}};
    struct iwmo_json_order order = {&iwmo_schema_builtin, message, filler};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_drain_buffer(&made.xml));
    struct iwmo_error err = {0};

    cr_assert(made.arena != NULL && writer != NULL);
    iwmo_findings_init(&made.findings, made.arena, 100);
    struct iwmo_json_document *document =
        iwmo_json_document_parse(json, &made.findings, &err);
    cr_assert_eq(err.status, IWMO_OK, "%s", err.text);
    if (document != NULL) {
        enum iwmo_status status = iwmo_json_reader_read(
            document, &order, iwmo_writer_visitor(writer), &made.findings, &made.form);
        cr_assert_eq(status, IWMO_OK);
    }
    iwmo_json_document_free(document);
    iwmo_writer_free(writer);
    return made;
}

struct iwmo_buffer
translation_findings(const struct translation *translation)
{
    struct iwmo_buffer out = {0};

    iwmo_buffer_text(&out, "");
    for (const struct iwmo_finding *finding = translation->findings.first;
         finding != NULL; finding = finding->next) {
        iwmo_buffer_printf(&out, "%s ", finding->fault->code);
        iwmo_json_path_print(&translation->form, finding->where.step, &out);
        iwmo_buffer_char(&out, '\n');
    }
    return out;
}

void
translation_release(struct translation *translation)
{
    iwmo_buffer_release(&translation->xml);
    iwmo_arena_free(translation->arena);
}
