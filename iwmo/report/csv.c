/*
 * CSV: one row per finding, for spreadsheets.
 *
 * RFC 4180: commas, CR LF, UTF-8 without BOM, a header row; every cell of text is
 * quoted. A spreadsheet takes a cell that begins with = + - @, a tab or a line end for
 * a formula, so such a cell gets an apostrophe in front; a program that reads the file
 * takes off one apostrophe that is followed by such a character.  Other control
 * characters and what is no UTF-8 become U+FFFD.
 */
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "report/layouts.h"

void
iwmo_report_csv_begin(struct iwmo_buffer *out,
                      const struct iwmo_report_options *options)
{
    (void)options;
    iwmo_buffer_text(out, "file,message,release,verdict,code,kind,severity,retourcode,"
                          "text,line,column,offset,path,also,also_total,follow_on,"
                          "suppressed,reason\r\n");
}

static bool
starts_formula(struct iwmo_text text)
{
    return text.size > 0 && text.at[0] != '\0' &&
           strchr("=+-@\t\r\n", text.at[0]) != NULL;
}

static void
add_cell(struct iwmo_buffer *out, struct iwmo_text text)
{
    iwmo_buffer_text(out, starts_formula(text) ? "\"'" : "\"");
    while (text.size > 0) {
        struct iwmo_text rest = text;
        uint32_t code_point = 0;
        bool is_text = iwmo_utf8_next(&rest, &code_point);
        if (!is_text)
            rest = (struct iwmo_text){text.at + 1, text.size - 1};
        bool is_white = code_point == '\t' || code_point == '\n' || code_point == '\r';
        if (!is_text || (code_point < 0x20 && !is_white) || code_point == 0x7F)
            iwmo_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
        else
            iwmo_buffer_add(out, text.at, text.size - rest.size);
        if (code_point == '"')
            iwmo_buffer_char(out, '"');
        text = rest;
    }
    iwmo_buffer_text(out, "\",");
}

static void
add_text(struct iwmo_buffer *out, const char *text)
{
    add_cell(out, iwmo_text(text != NULL ? text : ""));
}

/* The cell that stands in `scratch`; then it is empty. */
static void
add_scratch(struct iwmo_buffer *out, struct iwmo_buffer *scratch)
{
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    add_cell(out, (struct iwmo_text){scratch->at, scratch->size});
    iwmo_buffer_reset(scratch);
}

static void
add_also(struct iwmo_buffer *out, const struct iwmo_finding *finding,
         const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    for (size_t i = 0; i < finding->also_count; i++) {
        if (i > 0)
            iwmo_buffer_char(scratch, ' ');
        iwmo_report_path(scratch, &finding->also[i], options->show_values);
    }
    add_scratch(out, scratch);
}

static void
add_fault(struct iwmo_buffer *out, const struct iwmo_finding *finding)
{
    bool is_error = finding->severity == IWMO_SEVERITY_ERROR;

    add_text(out, finding->fault->code);
    add_text(out, iwmo_kind_name((enum iwmo_finding_kind)finding->fault->kind));
    add_text(out, is_error ? "error" : "warning");
    add_text(out, finding->fault->retourcode);
}

static void
add_row(struct iwmo_buffer *out, const struct iwmo_result *result,
        const struct iwmo_finding *finding, const struct iwmo_report_options *options,
        struct iwmo_buffer *scratch)
{
    const struct iwmo_message_kind *message = result->message;
    const struct iwmo_position *at = &finding->where.at;

    add_text(out, result->file);
    add_text(out, message != NULL ? message->name : NULL);
    add_text(out, message != NULL ? message->release_name : NULL);
    add_text(out, iwmo_verdict_name(result->verdict));
    add_fault(out, finding);
    iwmo_wording_print(finding, options->lang, options->show_values, scratch);
    add_scratch(out, scratch);
    if (at->line > 0)
        iwmo_buffer_printf(out, "%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",", at->line,
                           at->column, at->offset);
    else
        iwmo_buffer_text(out, ",,,");
    iwmo_report_path(scratch, &finding->where, options->show_values);
    add_scratch(out, scratch);
    add_also(out, finding, options, scratch);
    iwmo_buffer_printf(out, "%zu,%d,%d,", finding->also_total, finding->follow_on,
                       iwmo_finding_is_suppressed(finding));
    add_text(out, finding->measure != NULL ? finding->measure->reason : NULL);
    out->size -= out->failed == IWMO_OK; /* no comma behind the last cell */
    iwmo_buffer_text(out, "\r\n");
}

void
iwmo_report_csv_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                        const struct iwmo_report_options *options)
{
    struct iwmo_buffer scratch = {0};

    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next)
        add_row(out, result, finding, options, &scratch);
    iwmo_buffer_release(&scratch);
}
