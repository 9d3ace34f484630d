/*
 * JUnit XML: a run as a test suite, a file as a test case, for CI systems.
 *
 * An invalid message is a failure, one that could not be judged an error; warnings
 * alone leave a test passed and go to its output.  What failed is told in the lines of
 * the text report.  Only the elements and attributes that all readers of JUnit files
 * share.
 */
#include <inttypes.h>
#include <string.h>

#include "report/layouts.h"
#include "report/markup.h"

#define TESTCASE "<testcase" /* in values < is escaped, so this is the tag */

static const struct words {
    const char *error, *errors, *unread, *left_out, *too_large;
} all_words[] = {
    [IWMO_NL] = {"fout", "fouten", "niet te beoordelen", "niet in dit verslag",
                 "berichten staan niet in dit verslag: het zou te groot worden"},
    [IWMO_EN] = {"error", "errors", "could not be judged", "not in this report",
                 "messages are not in this report: it would be too large"},
};

/* ---- one message ---- */

/* What is in `scratch`, as content; then it is empty. */
static void
add_scratch(struct iwmo_buffer *out, struct iwmo_buffer *scratch)
{
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    else
        iwmo_markup_text(out, (struct iwmo_text){scratch->at, scratch->size});
    iwmo_buffer_reset(scratch);
}

/* The first error in words, and how many there are. */
static void
add_gist(struct iwmo_buffer *out, const struct iwmo_result *result,
         const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    const struct words *words = &all_words[options->lang];
    const struct iwmo_finding *finding = result->findings.first;

    while (finding != NULL && (finding->severity != IWMO_SEVERITY_ERROR ||
                               iwmo_finding_is_suppressed(finding)))
        finding = finding->next;
    if (result->verdict == IWMO_UNDETERMINED)
        iwmo_buffer_text(scratch, words->unread);
    else
        iwmo_buffer_printf(scratch, "%" PRIu64 " %s", result->findings.errors,
                           result->findings.errors == 1 ? words->error : words->errors);
    if (finding != NULL) {
        iwmo_buffer_printf(scratch, ": %s ", finding->fault->code);
        iwmo_wording_print(finding, options->lang, options->show_values, scratch);
    }
    add_scratch(out, scratch);
}

static void
add_lines(struct iwmo_buffer *out, const struct iwmo_result *result,
          const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    struct iwmo_report_options plain = *options;

    plain.color = plain.verbose = false;
    iwmo_report_text_message(scratch, result, &plain);
    add_scratch(out, scratch);
}

static void
add_outcome(struct iwmo_buffer *out, const struct iwmo_result *result,
            const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    static const char *const tags[] = {"system-out", "failure", "error"};
    const char *tag = tags[result->verdict];

    iwmo_buffer_printf(out, ">\n<%s", tag);
    if (result->verdict != IWMO_VALID) {
        iwmo_markup_attribute(out, "type", iwmo_verdict_name(result->verdict));
        iwmo_buffer_text(out, " message=\"");
        add_gist(out, result, options, scratch);
        iwmo_buffer_char(out, '"');
    }
    iwmo_buffer_char(out, '>');
    add_lines(out, result, options, scratch);
    iwmo_buffer_printf(out, "</%s>\n</testcase>\n", tag);
}

void
iwmo_report_junit_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                          const struct iwmo_report_options *options)
{
    const struct iwmo_message_kind *message = result->message;
    struct iwmo_buffer scratch = {0};

    iwmo_buffer_text(out, TESTCASE);
    iwmo_markup_attribute(out, "name", result->file);
    iwmo_buffer_text(out, " classname=\"iwmo");
    if (message != NULL)
        iwmo_buffer_printf(out, ".%s", message->name);
    iwmo_buffer_char(out, '"');
    if (result->verdict == IWMO_VALID && result->findings.first == NULL)
        iwmo_buffer_text(out, "/>\n");
    else
        add_outcome(out, result, options, &scratch);
    iwmo_buffer_release(&scratch);
}

/* ---- the page ---- */

static uint64_t
count_testcases(struct iwmo_text parts)
{
    const char *at = parts.at, *end = parts.at + parts.size;
    uint64_t count = 0;

    if (parts.size == 0)
        return 0;
    while ((at = memmem(at, (size_t)(end - at), TESTCASE, strlen(TESTCASE))) != NULL) {
        count++;
        at += strlen(TESTCASE);
    }
    return count;
}

static void
add_counts(struct iwmo_buffer *out, const struct iwmo_summary *summary, bool is_cut)
{
    iwmo_markup_number(out, "tests", summary->messages + is_cut);
    iwmo_markup_number(out, "failures", summary->invalid);
    iwmo_markup_number(out, "errors", summary->undetermined + is_cut);
}

void
iwmo_report_junit_page(struct iwmo_buffer *out, struct iwmo_text parts,
                       const struct iwmo_summary *summary,
                       const struct iwmo_report_options *options)
{
    const struct words *words = &all_words[options->lang];
    uint64_t left_out = summary->messages - count_testcases(parts);

    iwmo_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites name=\"iwmo\"");
    add_counts(out, summary, left_out > 0);
    iwmo_buffer_text(out, ">\n<testsuite name=\"iwmo validate\"");
    add_counts(out, summary, left_out > 0);
    iwmo_buffer_text(out, ">\n");
    iwmo_buffer_add(out, parts.at, parts.size);
    if (left_out > 0) {
        iwmo_buffer_printf(out,
                           TESTCASE " name=\"%s\" classname=\"iwmo\">\n"
                                    "<error>%" PRIu64 " %s</error>\n</testcase>\n",
                           words->left_out, left_out, words->too_large);
    }
    iwmo_buffer_text(out, "</testsuite>\n</testsuites>\n");
}
