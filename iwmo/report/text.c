#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "model/privacy.h"
#include "report/layouts.h"

/* The words of the layout itself. */
static const struct words {
    const char *severities[2], *suppressed, *was, *until;
    const char *verdicts[3];
    const char *states[3]; /* in the order skipped, ran, failed */
    const char *layers[IWMO_LAYER_COUNT];
    const char *message, *messages, *error, *errors, *warning, *warnings;
    const char *first_of, *shown, *see_also, *follow_on;
    const char *failing, *and_more, *most_frequent, *skipped_file, *skipped_files;
} all_words[] = {
    [IWMO_NL] = {{"fout", "waarschuwing"},
                 "onderdrukt",
                 "was",
                 "tot en met",
                 {"geldig", "ongeldig", "niet te beoordelen"},
                 {"overgeslagen", "getoetst", "mislukt"},
                 {"bestand", "xml", "schema", "regels", "historie"},
                 "bericht",
                 "berichten",
                 "fout",
                 "fouten",
                 "waarschuwing",
                 "waarschuwingen",
                 "de eerste",
                 "getoond",
                 "zie ook",
                 "mogelijk een gevolg van een fout in de structuur",
                 "Niet geldig:",
                 "en nog",
                 "Meest voorkomend:",
                 "bestand in een map overgeslagen: geen .xml",
                 "bestanden in mappen overgeslagen: geen .xml"},
    [IWMO_EN] = {{"error", "warning"},
                 "suppressed",
                 "was",
                 "until",
                 {"valid", "invalid", "undetermined"},
                 {"skipped", "checked", "failed"},
                 {"file", "xml", "schema", "rules", "history"},
                 "message",
                 "messages",
                 "error",
                 "errors",
                 "warning",
                 "warnings",
                 "the first",
                 "shown",
                 "see also",
                 "may follow from a fault in the structure",
                 "Not valid:",
                 "and",
                 "Most frequent:",
                 "file in a directory skipped: not .xml",
                 "files in directories skipped: not .xml"},
};

#define RED    "\033[31m"
#define GREEN  "\033[32m"
#define YELLOW "\033[33m"
#define BOLD   "\033[1m"
#define PLAIN  "\033[0m"

static void
add_colored(struct iwmo_buffer *out, const struct iwmo_report_options *options,
            const char *color, const char *text)
{
    iwmo_buffer_text(out, options->color ? color : "");
    iwmo_buffer_text(out, text);
    iwmo_buffer_text(out, options->color ? PLAIN : "");
}

static const char *
color_of(enum iwmo_verdict verdict)
{
    static const char *const colors[] = {GREEN, RED, YELLOW};

    return colors[verdict];
}

/* Could it break the line, or tell a terminal or an editor to do something? */
static bool
is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0x200E && code_point <= 0x200F) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void
iwmo_report_safely(struct iwmo_buffer *out, struct iwmo_text text)
{
    uint32_t code_point;

    while (text.size > 0) {
        struct iwmo_text rest = text;
        if (!iwmo_utf8_next(&rest, &code_point)) {
            iwmo_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
            rest = (struct iwmo_text){text.at + 1, text.size - 1};
        } else if (!is_control(code_point)) {
            iwmo_buffer_add(out, text.at, text.size - rest.size);
        } else {
            bool is_space =
                code_point == '\t' || code_point == '\n' || code_point == '\r';
            iwmo_buffer_text(out, is_space ? " " : "\xEF\xBF\xBD");
        }
        text = rest;
    }
}

static void
add_count(struct iwmo_buffer *out, uint64_t count, const char *one, const char *more)
{
    iwmo_buffer_printf(out, "%" PRIu64 " %s", count, count == 1 ? one : more);
}

/* ---- one finding, one line ---- */

/* What is in `scratch`; when it could not hold all, `out` is not complete either. */
static struct iwmo_text
held(const struct iwmo_buffer *scratch, struct iwmo_buffer *out)
{
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    return (struct iwmo_text){scratch->at, scratch->size};
}

/* `scratch` is empty. */
static void
add_path(struct iwmo_buffer *out, const struct iwmo_location *where, bool show_values,
         struct iwmo_buffer *scratch)
{
    iwmo_path_print(where->step, scratch);
    if (where->attribute != NULL) {
        iwmo_buffer_text(scratch, "/@");
        iwmo_buffer_text(scratch, where->attribute);
    }
    iwmo_buffer_char(out, ' ');
    iwmo_privacy_digits((struct iwmo_text){scratch->at, scratch->size}, show_values,
                        out);
    iwmo_buffer_reset(scratch);
}

static void
add_code(struct iwmo_buffer *out, const struct iwmo_fault *fault)
{
    iwmo_buffer_text(out, " [");
    iwmo_buffer_text(out, fault->code);
    if (fault->retourcode[0] != '\0')
        iwmo_buffer_char(out, ' ');
    iwmo_buffer_text(out, fault->retourcode);
    iwmo_buffer_char(out, ']');
}

static void
add_places(struct iwmo_buffer *out, const struct iwmo_finding *finding,
           const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    const struct words *words = &all_words[options->lang];

    if (finding->where.step != NULL)
        add_path(out, &finding->where, options->show_values, scratch);
    for (size_t i = 0; i < finding->also_count; i++) {
        if (i == 0)
            iwmo_buffer_printf(out, " (%s", words->see_also);
        add_path(out, &finding->also[i], options->show_values, scratch);
    }
    if (finding->also_count > 0)
        iwmo_buffer_text(out, finding->also_total > finding->also_count ? " …)" : ")");
    if (finding->follow_on)
        iwmo_buffer_printf(out, " (%s)", words->follow_on);
}

/* " (was fout: reden; tot en met 2026-12-31)" */
static void
add_measure(struct iwmo_buffer *out, const struct iwmo_finding *finding,
            const struct words *words)
{
    const struct iwmo_measure *measure = finding->measure;
    bool is_suppressed = iwmo_finding_is_suppressed(finding);

    if (!is_suppressed && finding->severity == finding->fault->severity)
        return;
    iwmo_buffer_printf(out, " (%s %s: ", words->was,
                       words->severities[finding->fault->severity]);
    iwmo_report_safely(out, iwmo_text(measure->reason));
    iwmo_buffer_printf(out, "; %s %s)", words->until, measure->until);
}

static void
add_finding(struct iwmo_buffer *out, const struct iwmo_result *result,
            const struct iwmo_finding *finding,
            const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    const struct words *words = &all_words[options->lang];
    bool is_error = finding->severity == IWMO_SEVERITY_ERROR;

    iwmo_report_safely(out, iwmo_text(result->file));
    if (finding->where.at.line > 0)
        iwmo_buffer_printf(out, ":%" PRIu64 ":%" PRIu64, finding->where.at.line,
                           finding->where.at.column);
    iwmo_buffer_text(out, ": ");
    add_colored(out, options, is_error ? BOLD RED : BOLD YELLOW,
                iwmo_finding_is_suppressed(finding)
                    ? words->suppressed
                    : words->severities[finding->severity]);
    iwmo_buffer_text(out, ": ");
    iwmo_wording_print(finding, options->lang, options->show_values, scratch);
    iwmo_report_safely(out, held(scratch, out));
    iwmo_buffer_reset(scratch);
    add_code(out, finding->fault);
    add_places(out, finding, options, scratch);
    if (finding->measure != NULL)
        add_measure(out, finding, words);
    iwmo_buffer_char(out, '\n');
}

/* ---- one file, one line ---- */

/* "; getoetst: bestand, xml" */
static void
add_layers(struct iwmo_buffer *out, const struct iwmo_result *result,
           enum iwmo_layer_state state, const struct words *words)
{
    bool is_first = true;

    for (size_t i = 0; i < IWMO_LAYER_COUNT; i++) {
        if (result->layers[i] != state)
            continue;
        if (is_first)
            iwmo_buffer_printf(out, "; %s: ", words->states[state]);
        iwmo_buffer_printf(out, "%s%s", is_first ? "" : ", ", words->layers[i]);
        is_first = false;
    }
}

static void
add_totals(struct iwmo_buffer *out, uint64_t errors, uint64_t warnings,
           uint64_t suppressed, const struct words *words)
{
    add_count(out, errors, words->error, words->errors);
    iwmo_buffer_text(out, ", ");
    add_count(out, warnings, words->warning, words->warnings);
    if (suppressed > 0)
        iwmo_buffer_printf(out, ", %" PRIu64 " %s", suppressed, words->suppressed);
}

static void
add_file(struct iwmo_buffer *out, const struct iwmo_result *result,
         const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];
    const struct iwmo_findings *findings = &result->findings;
    uint64_t total = iwmo_findings_total(findings);

    iwmo_report_safely(out, iwmo_text(result->file));
    iwmo_buffer_text(out, ": ");
    add_colored(out, options, color_of(result->verdict),
                words->verdicts[result->verdict]);
    if (result->message != NULL)
        iwmo_buffer_printf(out, " (%s %s)", result->message->name,
                           result->message->release_name);
    iwmo_buffer_text(out, ": ");
    add_totals(out, findings->errors, findings->warnings, findings->suppressed, words);
    if (total > findings->kept)
        iwmo_buffer_printf(out, " (%s %zu %s)", words->first_of, findings->kept,
                           words->shown);
    add_layers(out, result, IWMO_RAN, words);
    add_layers(out, result, IWMO_FAILED, words);
    add_layers(out, result, IWMO_SKIPPED, words);
    iwmo_buffer_char(out, '\n');
}

void
iwmo_report_text_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                         const struct iwmo_report_options *options)
{
    struct iwmo_buffer scratch = {0};

    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        if (options->verbose || !iwmo_finding_is_suppressed(finding))
            add_finding(out, result, finding, options, &scratch);
    if (options->verbose || result->verdict != IWMO_VALID ||
        result->findings.first != NULL)
        add_file(out, result, options);
    if (result->against != NULL)
        iwmo_report_text_against(out, result, options);
    iwmo_buffer_release(&scratch);
}

/* ---- the summary ---- */

void
iwmo_report_gist(struct iwmo_buffer *out, const struct iwmo_fault *fault,
                 enum iwmo_lang lang)
{
    const char *text = lang == IWMO_EN ? fault->en : fault->nl;

    while (*text != '\0' && strncmp(text, ". ", 2) != 0 && strcmp(text, ".") != 0) {
        size_t size = 1;
        if (*text == '{')
            size = strcspn(text, "}") + 1;
        if (size > 1)
            iwmo_buffer_text(out, "…");
        else
            iwmo_buffer_char(out, *text);
        text += size;
    }
}

static void
add_failing(struct iwmo_buffer *out, const struct iwmo_summary *summary,
            const struct words *words)
{
    uint64_t total = summary->invalid + summary->undetermined;

    if (total == 0)
        return;
    iwmo_buffer_printf(out, "%s\n", words->failing);
    for (size_t i = 0; i < summary->failing_count; i++) {
        iwmo_buffer_text(out, "  ");
        iwmo_report_safely(out, iwmo_text(summary->failing[i]));
        iwmo_buffer_char(out, '\n');
    }
    if (total > summary->failing_count)
        iwmo_buffer_printf(out, "  … %s %" PRIu64 "\n", words->and_more,
                           total - summary->failing_count);
}

static void
add_frequent(struct iwmo_buffer *out, const struct iwmo_summary *summary,
             const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];

    for (size_t i = 0; i < summary->code_count && i < 10; i++) {
        if (i == 0)
            iwmo_buffer_printf(out, "%s\n", words->most_frequent);
        iwmo_buffer_printf(out, "%8" PRIu64 "  %s  ", summary->codes[i].count,
                           summary->codes[i].fault->code);
        iwmo_report_gist(out, summary->codes[i].fault, options->lang);
        iwmo_buffer_char(out, '\n');
    }
}

void
iwmo_report_text_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                     const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];
    const uint64_t counts[] = {summary->valid, summary->invalid, summary->undetermined};

    if (options->quiet)
        return;
    if (summary->messages > 1) {
        add_failing(out, summary, words);
        add_frequent(out, summary, options);
    }
    if (summary->skipped_files > 0) {
        add_count(out, summary->skipped_files, words->skipped_file,
                  words->skipped_files);
        iwmo_buffer_char(out, '\n');
    }
    add_count(out, summary->messages, words->message, words->messages);
    for (size_t i = 0; i < 3; i++) {
        if (counts[i] == 0)
            continue;
        iwmo_buffer_printf(out, ", %" PRIu64 " ", counts[i]);
        add_colored(out, options, color_of((enum iwmo_verdict)i), words->verdicts[i]);
    }
    iwmo_buffer_text(out, "; ");
    add_totals(out, summary->errors, summary->warnings, summary->suppressed, words);
    iwmo_buffer_char(out, '\n');
    iwmo_report_text_against_end(out, summary, options->lang);
}
