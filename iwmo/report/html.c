/*
 * HTML: one page per run, without scripts and without anything from elsewhere.
 *
 * Parts are XML; the page is that XML, with the summary, through report-html.xsl.  At
 * most MAX_FINDINGS per file get a place and an excerpt, and at most MAX_PARTS bytes of
 * parts (some 2 000 findings) a page; the page says what is left out.  libxslt is not
 * touched before that.
 */
#include <inttypes.h>
#include <string.h>

#include "report/excerpt.h"
#include "report/layouts.h"
#include "report/markup.h"
#include "xml/stylesheet.h"

#ifndef IWMO_VERSION
#define IWMO_VERSION "0"
#endif

#define MAX_FINDINGS 100
#define MAX_PLACES   10 /* further places of one finding */
#define MAX_CODES    10
#define MAX_PARTS    ((size_t)4 << 20)

/* transforms/report-html.xsl */
static const char *const stylesheet[] = {
#include "report-html.inc"
    NULL,
};
static const struct iwmo_stylesheet_limits limits = {3000, 15000, 4000000000UL};

/* ---- one message ---- */

static void
add_scratch(struct iwmo_buffer *out, struct iwmo_buffer *scratch)
{
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    else
        iwmo_markup_text(out, (struct iwmo_text){scratch->at, scratch->size});
    iwmo_buffer_reset(scratch);
}

static void
add_path(struct iwmo_buffer *out, const struct iwmo_location *where, bool show_values,
         struct iwmo_buffer *scratch)
{
    if (where->step == NULL)
        return;
    iwmo_buffer_text(out, "<path");
    if (where->at.line > 0) {
        iwmo_markup_number(out, "line", where->at.line);
        iwmo_markup_number(out, "column", where->at.column);
    }
    iwmo_buffer_char(out, '>');
    iwmo_report_path(scratch, where, show_values);
    add_scratch(out, scratch);
    iwmo_buffer_text(out, "</path>");
}

static void
add_places(struct iwmo_buffer *out, const struct iwmo_finding *finding,
           bool show_values, struct iwmo_buffer *scratch)
{
    size_t count = finding->also_count < MAX_PLACES ? finding->also_count : MAX_PLACES;

    add_path(out, &finding->where, show_values, scratch);
    if (finding->also_count == 0)
        return;
    iwmo_buffer_text(out, "<also");
    iwmo_markup_number(out, "more", finding->also_total - count);
    iwmo_buffer_char(out, '>');
    for (size_t i = 0; i < count; i++)
        add_path(out, &finding->also[i], show_values, scratch);
    iwmo_buffer_text(out, "</also>");
}

static void
add_finding(struct iwmo_buffer *out, const struct iwmo_finding *finding,
            struct iwmo_source *source, const struct iwmo_report_options *options,
            struct iwmo_buffer *scratch)
{
    const struct iwmo_fault *fault = finding->fault;
    bool is_error = finding->severity == IWMO_SEVERITY_ERROR;

    iwmo_buffer_text(out, "<finding");
    iwmo_markup_attribute(out, "code", fault->code);
    iwmo_markup_attribute(out, "severity", is_error ? "error" : "warning");
    if (iwmo_finding_is_suppressed(finding))
        iwmo_markup_attribute(out, "suppressed", "yes");
    if (finding->measure != NULL) {
        iwmo_markup_attribute(out, "reason", finding->measure->reason);
        iwmo_markup_attribute(out, "until", finding->measure->until);
    }
    if (fault->retourcode[0] != '\0')
        iwmo_markup_attribute(out, "retourcode", fault->retourcode);
    if (finding->follow_on)
        iwmo_markup_attribute(out, "follow-on", "yes");
    if (finding->where.at.line > 0) {
        iwmo_markup_number(out, "line", finding->where.at.line);
        iwmo_markup_number(out, "column", finding->where.at.column);
    }
    iwmo_buffer_text(out, "><text>");
    iwmo_wording_print(finding, options->lang, options->show_values, scratch);
    add_scratch(out, scratch);
    iwmo_buffer_text(out, "</text>");
    add_places(out, finding, options->show_values, scratch);
    iwmo_source_excerpt(source, finding->where.at, options->show_values, out);
    iwmo_buffer_text(out, "</finding>\n");
}

static void
add_findings(struct iwmo_buffer *out, const struct iwmo_result *result,
             const struct iwmo_report_options *options)
{
    struct iwmo_source *source = NULL;
    struct iwmo_buffer scratch = {0};
    size_t shown = 0;

    if (options->reads_sources && result->findings.first != NULL)
        source = iwmo_source_open(result->file, result->size_bytes);
    for (const struct iwmo_finding *finding = result->findings.first;
         finding != NULL && shown < MAX_FINDINGS; finding = finding->next, shown++)
        add_finding(out, finding, source, options, &scratch);
    iwmo_buffer_release(&scratch);
    iwmo_source_close(source);
}

void
iwmo_report_html_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                         const struct iwmo_report_options *options)
{
    const struct iwmo_message_kind *message = result->message;

    iwmo_buffer_text(out, "<file");
    iwmo_markup_attribute(out, "name", result->file);
    iwmo_markup_attribute(out, "message", message ? message->name : NULL);
    iwmo_markup_attribute(out, "release", message ? message->release_name : NULL);
    iwmo_markup_attribute(out, "verdict", iwmo_verdict_name(result->verdict));
    iwmo_markup_number(out, "errors", result->findings.errors);
    iwmo_markup_number(out, "warnings", result->findings.warnings);
    iwmo_markup_number(out, "total", iwmo_findings_total(&result->findings));
    iwmo_buffer_char(out, '>');
    for (int i = 0; i < IWMO_LAYER_COUNT; i++)
        iwmo_buffer_printf(out, "<layer name=\"%s\" state=\"%s\"/>",
                           iwmo_layer_name((enum iwmo_layer)i),
                           iwmo_layer_state_name(result->layers[i]));
    iwmo_buffer_char(out, '\n');
    add_findings(out, result, options);
    iwmo_buffer_text(out, "</file>\n");
}

/* ---- the page ---- */

/* As many whole files as fit. */
static struct iwmo_text
fitting(struct iwmo_text parts)
{
    static const char end[] = "</file>\n"; /* in values < is escaped */

    if (parts.size <= MAX_PARTS)
        return parts;
    for (size_t size = MAX_PARTS; size >= strlen(end); size--)
        if (memcmp(parts.at + size - strlen(end), end, strlen(end)) == 0)
            return (struct iwmo_text){parts.at, size};
    return (struct iwmo_text){parts.at, 0};
}

static void
add_summary(struct iwmo_buffer *out, const struct iwmo_summary *summary,
            enum iwmo_lang lang)
{
    struct iwmo_buffer scratch = {0};

    iwmo_buffer_text(out, "<summary");
    iwmo_markup_number(out, "messages", summary->messages);
    iwmo_markup_number(out, "valid", summary->valid);
    iwmo_markup_number(out, "invalid", summary->invalid);
    iwmo_markup_number(out, "undetermined", summary->undetermined);
    iwmo_markup_number(out, "errors", summary->errors);
    iwmo_markup_number(out, "warnings", summary->warnings);
    iwmo_markup_number(out, "suppressed", summary->suppressed);
    iwmo_buffer_text(out, ">\n");
    for (size_t i = 0; i < summary->code_count && i < MAX_CODES; i++) {
        const struct iwmo_fault *fault = summary->codes[i].fault;
        iwmo_buffer_text(out, "<code");
        iwmo_markup_attribute(out, "code", fault->code);
        iwmo_markup_number(out, "count", summary->codes[i].count);
        iwmo_markup_attribute(out, "severity",
                              fault->severity == IWMO_SEVERITY_ERROR ? "error"
                                                                     : "warning");
        iwmo_buffer_char(out, '>');
        iwmo_report_gist(&scratch, fault, lang);
        add_scratch(out, &scratch);
        iwmo_buffer_text(out, "</code>\n");
    }
    iwmo_buffer_text(out, "</summary>\n");
    iwmo_buffer_release(&scratch);
}

void
iwmo_report_html_page(struct iwmo_buffer *out, struct iwmo_text parts,
                      const struct iwmo_summary *summary,
                      const struct iwmo_report_options *options)
{
    struct iwmo_buffer text = {0};

    parts = fitting(parts);
    iwmo_buffer_printf(
        &text, "<run lang=\"%s\" version=\"" IWMO_VERSION "\" masked=\"%s\">\n",
        options->lang == IWMO_EN ? "en" : "nl", options->show_values ? "no" : "yes");
    add_summary(&text, summary, options->lang);
    iwmo_buffer_add(&text, parts.at, parts.size);
    iwmo_buffer_text(&text, "</run>\n");

    enum iwmo_status status = text.failed;
    if (status == IWMO_OK)
        status = iwmo_stylesheet_text(
            stylesheet, (struct iwmo_text){text.at, text.size}, &limits, out);
    if (status != IWMO_OK)
        out->failed = status;
    iwmo_buffer_release(&text);
}
