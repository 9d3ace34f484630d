#include "report/json.h"

#include "report/layouts.h"

#ifndef IWMO_VERSION
#define IWMO_VERSION "0"
#endif

static void
add_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    if (text == NULL)
        iwmo_buffer_text(out, "null");
    else
        iwmo_json_string(out, iwmo_text(text));
}

static void
add_number(struct iwmo_buffer *out, const char *key, uint64_t number)
{
    iwmo_json_key(out, key);
    iwmo_json_number(out, number);
}

/* ---- one finding ---- */

static void
add_path(struct iwmo_buffer *out, const struct iwmo_location *where, bool show_values)
{
    size_t begin = iwmo_json_begin_string(out);

    iwmo_report_path(out, where, show_values);
    iwmo_json_end_string(out, begin);
}

static void
add_place(struct iwmo_buffer *out, const struct iwmo_location *where, bool show_values)
{
    if (where->at.line > 0) {
        add_number(out, "line", where->at.line);
        add_number(out, "column", where->at.column);
        add_number(out, "offset", where->at.offset);
    }
    iwmo_json_key(out, "path");
    add_path(out, where, show_values);
}

static void
add_also(struct iwmo_buffer *out, const struct iwmo_finding *finding, bool show_values)
{
    iwmo_json_key(out, "also");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < finding->also_count; i++) {
        if (i > 0)
            iwmo_buffer_char(out, ',');
        add_path(out, &finding->also[i], show_values);
    }
    iwmo_buffer_char(out, ']');
    if (finding->also_total > finding->also_count)
        add_number(out, "also_total", finding->also_total);
}

static void
add_finding(struct iwmo_buffer *out, const struct iwmo_finding *finding,
            const struct iwmo_report_options *options)
{
    const struct iwmo_fault *fault = finding->fault;
    bool is_error = finding->severity == IWMO_SEVERITY_ERROR;

    iwmo_buffer_char(out, '{');
    add_text(out, "code", fault->code);
    add_text(out, "kind", iwmo_kind_name((enum iwmo_finding_kind)fault->kind));
    add_text(out, "severity", is_error ? "error" : "warning");
    if (fault->retourcode[0] != '\0')
        add_text(out, "retourcode", fault->retourcode);
    iwmo_json_key(out, "text");
    size_t begin = iwmo_json_begin_string(out);
    iwmo_wording_print(finding, options->lang, options->show_values, out);
    iwmo_json_end_string(out, begin);
    add_place(out, &finding->where, options->show_values);
    add_also(out, finding, options->show_values);
    if (finding->measure != NULL)
        iwmo_report_json_measure(out, finding);
    if (finding->follow_on)
        iwmo_buffer_text(out, ",\"follow_on\":true");
    iwmo_buffer_char(out, '}');
}

/* ---- one message ---- */

static void
add_layers(struct iwmo_buffer *out, const struct iwmo_result *result)
{
    iwmo_json_key(out, "layers");
    iwmo_buffer_char(out, '{');
    for (size_t i = 0; i < IWMO_LAYER_COUNT; i++)
        add_text(out, iwmo_layer_name((enum iwmo_layer)i),
                 iwmo_layer_state_name(result->layers[i]));
    iwmo_buffer_char(out, '}');
}

static void
add_findings(struct iwmo_buffer *out, const struct iwmo_result *result,
             const struct iwmo_report_options *options)
{
    const struct iwmo_findings *findings = &result->findings;
    uint64_t total = iwmo_findings_total(findings);

    iwmo_json_key(out, "findings");
    iwmo_buffer_char(out, '[');
    for (const struct iwmo_finding *finding = findings->first; finding != NULL;
         finding = finding->next) {
        if (finding != findings->first)
            iwmo_buffer_char(out, ',');
        add_finding(out, finding, options);
    }
    iwmo_buffer_char(out, ']');
    if (total > findings->kept) {
        add_number(out, "findings_total", total);
        iwmo_buffer_text(out, ",\"cut\":true");
    }
}

/* What a message of a release that is not known calls itself; NULL: it does not. */
static const struct iwmo_finding *
find_claim(const struct iwmo_result *result)
{
    const struct iwmo_finding *finding = result->findings.first;

    while (finding != NULL && finding->fault != &iwmo_faults[FAULT_NOT_RELEASE])
        finding = finding->next;
    return finding;
}

static void
add_message(struct iwmo_buffer *out, const struct iwmo_result *result)
{
    const struct iwmo_message_kind *message = result->message;
    const struct iwmo_finding *claim = find_claim(result);
    bool is_claim = message == NULL && claim != NULL;

    add_text(out, "message", message ? message->name : is_claim ? claim->other : NULL);
    add_text(out, "release",
             message    ? message->release_name
             : is_claim ? claim->name
                        : NULL);
}

void
iwmo_report_json_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                         const struct iwmo_report_options *options)
{
    iwmo_buffer_char(out, '{');
    add_text(out, "file", result->file);
    add_message(out, result);
    add_text(out, "verdict", iwmo_verdict_name(result->verdict));
    add_text(out, "sha256", result->sha256[0] != '\0' ? result->sha256 : NULL);
    add_number(out, "bytes", result->size_bytes);
    add_layers(out, result);
    add_findings(out, result, options);
    if (result->against != NULL) {
        iwmo_json_key(out, "against");
        iwmo_report_json_against(out, result->against, options->show_values);
    }
    iwmo_buffer_char(out, '}');
}

void
iwmo_report_jsonl_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                          const struct iwmo_report_options *options)
{
    iwmo_report_json_message(out, result, options);
    iwmo_buffer_char(out, '\n');
}

/* ---- the document ---- */

void
iwmo_report_json_begin(struct iwmo_buffer *out,
                       const struct iwmo_report_options *options)
{
    (void)options;
    iwmo_buffer_text(out, "{\"iwmo\":\"" IWMO_VERSION "\",\"messages\":[\n");
}

static void
add_codes(struct iwmo_buffer *out, const struct iwmo_summary *summary)
{
    iwmo_json_key(out, "codes");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < summary->code_count; i++) {
        iwmo_buffer_text(out, i > 0 ? ",{" : "{");
        add_text(out, "code", summary->codes[i].fault->code);
        add_number(out, "count", summary->codes[i].count);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, ']');
}

static void
add_failing(struct iwmo_buffer *out, const struct iwmo_summary *summary)
{
    iwmo_json_key(out, "failing");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < summary->failing_count; i++) {
        if (i > 0)
            iwmo_buffer_char(out, ',');
        iwmo_json_string(out, iwmo_text(summary->failing[i]));
    }
    iwmo_buffer_char(out, ']');
}

void
iwmo_report_json_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                     const struct iwmo_report_options *options)
{
    (void)options;
    iwmo_buffer_text(out, "\n],\"summary\":{");
    add_number(out, "messages", summary->messages);
    add_number(out, "valid", summary->valid);
    add_number(out, "invalid", summary->invalid);
    add_number(out, "undetermined", summary->undetermined);
    add_number(out, "errors", summary->errors);
    add_number(out, "warnings", summary->warnings);
    add_number(out, "bytes", summary->size_bytes);
    add_number(out, "skipped_files", summary->skipped_files);
    add_codes(out, summary);
    add_failing(out, summary);
    iwmo_report_json_beside(out, summary);
    iwmo_buffer_text(out, "}}\n");
}
