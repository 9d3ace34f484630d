/*
 * SARIF 2.1.0: findings for code scanning tools and editors.
 *
 * One run; one result per finding.  The rules follow the results, for only at the end
 * is known which there were.  A file without findings leaves no trace.
 */
#include <string.h>

#include "report/json.h"
#include "report/layouts.h"
#include "rules/explain.h"

#define INFORMATION "https://www.istandaarden.nl/iwmo" /* what is judged */

#ifndef IWMO_VERSION
#define IWMO_VERSION "0"
#endif

static void
add_text(struct iwmo_buffer *out, const char *key, const char *text)
{
    iwmo_json_key(out, key);
    iwmo_json_string(out, iwmo_text(text));
}

static void
add_number(struct iwmo_buffer *out, const char *key, uint64_t number)
{
    iwmo_json_key(out, key);
    iwmo_json_number(out, number);
}

static const char *
level_of(unsigned severity)
{
    return severity == IWMO_SEVERITY_ERROR ? "error" : "warning";
}

/* ---- places ---- */

static bool
is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~/", c) != NULL);
}

/* RFC 3986: relative as given, or a file: URI. */
static void
add_uri(struct iwmo_buffer *out, const char *path)
{
    iwmo_json_key(out, "uri");
    iwmo_buffer_text(out, path[0] == '/' ? "\"file://" : "\"");
    for (; *path != '\0'; path++)
        if (is_unreserved(*path))
            iwmo_buffer_char(out, *path);
        else
            iwmo_buffer_printf(out, "%%%02X", (unsigned char)*path);
    iwmo_buffer_char(out, '"');
}

static void
add_location(struct iwmo_buffer *out, const char *file,
             const struct iwmo_location *where, bool show_values)
{
    iwmo_buffer_text(out, "{\"physicalLocation\":{\"artifactLocation\":{");
    add_uri(out, file);
    iwmo_buffer_char(out, '}');
    if (where->at.line > 0) {
        iwmo_buffer_text(out, ",\"region\":{");
        add_number(out, "startLine", where->at.line);
        add_number(out, "startColumn", where->at.column);
        add_number(out, "byteOffset", where->at.offset);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_char(out, '}');
    if (where->step != NULL) {
        iwmo_buffer_text(out, ",\"logicalLocations\":[{\"fullyQualifiedName\":");
        size_t begin = iwmo_json_begin_string(out);
        iwmo_report_path(out, where, show_values);
        iwmo_json_end_string(out, begin);
        iwmo_buffer_text(out, ",\"kind\":\"element\"}]");
    }
    iwmo_buffer_char(out, '}');
}

static void
add_places(struct iwmo_buffer *out, const char *file,
           const struct iwmo_finding *finding, bool show_values)
{
    iwmo_buffer_text(out, ",\"locations\":[");
    add_location(out, file, &finding->where, show_values);
    iwmo_buffer_char(out, ']');
    for (size_t i = 0; i < finding->also_count; i++) {
        iwmo_buffer_text(out, i == 0 ? ",\"relatedLocations\":[" : ",");
        add_location(out, file, &finding->also[i], show_values);
    }
    if (finding->also_count > 0)
        iwmo_buffer_char(out, ']');
}

/* ---- one finding ---- */

/* Brackets would make a link (SARIF 3.11.6), so they get a backslash. */
static void
add_message(struct iwmo_buffer *out, const struct iwmo_finding *finding,
            const struct iwmo_report_options *options)
{
    struct iwmo_buffer text = {0};

    iwmo_wording_print(finding, options->lang, options->show_values, &text);
    iwmo_buffer_text(out, ",\"message\":{\"text\":");
    size_t begin = iwmo_json_begin_string(out);
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '[' || text.at[i] == ']' || text.at[i] == '\\')
            iwmo_buffer_char(out, '\\');
        iwmo_buffer_char(out, text.at[i]);
    }
    iwmo_json_end_string(out, begin);
    iwmo_buffer_char(out, '}');
    if (text.failed != IWMO_OK)
        out->failed = text.failed;
    iwmo_buffer_release(&text);
}

/* A policy outside the message took it out of the verdict. */
static void
add_suppression(struct iwmo_buffer *out, const struct iwmo_finding *finding)
{
    if (!iwmo_finding_is_suppressed(finding))
        return;
    iwmo_buffer_text(out, ",\"suppressions\":[{");
    add_text(out, "kind", "external");
    add_text(out, "status", "accepted");
    add_text(out, "justification", finding->measure->reason);
    iwmo_buffer_text(out, "}]");
}

static void
add_properties(struct iwmo_buffer *out, const struct iwmo_result *result,
               const struct iwmo_finding *finding)
{
    const struct iwmo_fault *fault = finding->fault;

    iwmo_buffer_text(out, ",\"properties\":{");
    add_text(out, "verdict", iwmo_verdict_name(result->verdict));
    add_text(out, "kind", iwmo_kind_name((enum iwmo_finding_kind)fault->kind));
    if (fault->retourcode[0] != '\0')
        add_text(out, "retourcode", fault->retourcode);
    if (result->message != NULL) {
        add_text(out, "message", result->message->name);
        add_text(out, "release", result->message->release_name);
    }
    if (finding->also_total > finding->also_count)
        add_number(out, "also_total", finding->also_total);
    if (finding->follow_on)
        iwmo_buffer_text(out, ",\"follow_on\":true");
    iwmo_buffer_char(out, '}');
}

void
iwmo_report_sarif_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                          const struct iwmo_report_options *options)
{
    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next) {
        if (finding != result->findings.first)
            iwmo_buffer_text(out, ",\n");
        iwmo_buffer_char(out, '{');
        add_text(out, "ruleId", finding->fault->code);
        add_text(out, "level", level_of(finding->severity));
        add_message(out, finding, options);
        add_places(out, result->file, finding, options->show_values);
        add_suppression(out, finding);
        add_properties(out, result, finding);
        iwmo_buffer_char(out, '}');
    }
}

/* ---- the log ---- */

void
iwmo_report_sarif_begin(struct iwmo_buffer *out,
                        const struct iwmo_report_options *options)
{
    iwmo_buffer_text(out,
                     "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                     "\"version\":\"2.1.0\",\"runs\":[{");
    add_text(out, "columnKind", "unicodeCodePoints");
    add_text(out, "language", options->lang == IWMO_EN ? "en" : "nl");
    iwmo_buffer_text(out, ",\"results\":[\n");
}

static void
add_gist(struct iwmo_buffer *out, const char *key, const struct iwmo_fault *fault,
         enum iwmo_lang lang)
{
    iwmo_json_key(out, key);
    size_t begin = iwmo_json_begin_string(out);
    iwmo_report_gist(out, fault, lang);
    iwmo_json_end_string(out, begin);
}

/* What the rule asks, as `iwmo explain` says it. */
static void
add_full_description(struct iwmo_buffer *out, const struct iwmo_fault *fault,
                     enum iwmo_lang lang)
{
    struct iwmo_explanation explanation;

    if (!iwmo_explanation_find(fault->code, &explanation) ||
        explanation.asks[lang][0] == '\0')
        return;
    iwmo_buffer_text(out, "},\"fullDescription\":{");
    add_text(out, "text", explanation.asks[lang]);
}

static void
add_rule(struct iwmo_buffer *out, const struct iwmo_fault *fault, enum iwmo_lang lang)
{
    iwmo_buffer_char(out, '{');
    add_text(out, "id", fault->code);
    iwmo_buffer_text(out, ",\"shortDescription\":{");
    add_gist(out, "text", fault, lang);
    add_full_description(out, fault, lang);
    iwmo_buffer_text(out, "},\"defaultConfiguration\":{");
    add_text(out, "level", level_of(fault->severity));
    iwmo_buffer_text(out, "},\"properties\":{");
    add_gist(out, "nl", fault, IWMO_NL);
    add_gist(out, "en", fault, IWMO_EN);
    iwmo_buffer_text(out, "}}");
}

/* One code may have several rows; the most frequent describes it. */
static bool
is_first_of_code(const struct iwmo_summary *summary, size_t row)
{
    for (size_t i = 0; i < row; i++)
        if (strcmp(summary->codes[i].fault->code, summary->codes[row].fault->code) == 0)
            return false;
    return true;
}

static void
add_driver(struct iwmo_buffer *out, const struct iwmo_summary *summary,
           enum iwmo_lang lang)
{
    bool is_first = true;

    iwmo_buffer_text(out, ",\"tool\":{\"driver\":{\"name\":\"iwmo\",\"version\":\"" //
                     IWMO_VERSION "\",\"informationUri\":\"" INFORMATION
                          "\",\"rules\":[");
    for (size_t i = 0; i < summary->code_count; i++) {
        if (!is_first_of_code(summary, i))
            continue;
        iwmo_buffer_text(out, is_first ? "\n" : ",\n");
        add_rule(out, summary->codes[i].fault, lang);
        is_first = false;
    }
    iwmo_buffer_text(out, "]}}");
}

void
iwmo_report_sarif_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                      const struct iwmo_report_options *options)
{
    iwmo_buffer_text(out, "\n]");
    add_driver(out, summary, options->lang);
    iwmo_buffer_text(out, ",\"properties\":{");
    add_number(out, "messages", summary->messages);
    add_number(out, "valid", summary->valid);
    add_number(out, "invalid", summary->invalid);
    add_number(out, "undetermined", summary->undetermined);
    add_number(out, "errors", summary->errors);
    add_number(out, "warnings", summary->warnings);
    iwmo_buffer_text(out, "}}]}\n");
}
