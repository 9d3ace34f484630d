#include "report/report.h"

#include <string.h>

#include "model/privacy.h"
#include "report/layouts.h"

const struct iwmo_format iwmo_formats[] = {
    {"text", "text/plain", "", iwmo_report_no_begin, iwmo_report_text_message,
     iwmo_report_text_end, .ending = NULL},
    {"json", "application/json", ",\n", iwmo_report_json_begin,
     iwmo_report_json_message, iwmo_report_json_end, .has_sha256 = true},
    {"jsonl", "application/jsonl", "", iwmo_report_no_begin, iwmo_report_jsonl_message,
     iwmo_report_no_end, .has_sha256 = true},
    {"rapport", "application/xml", "", iwmo_report_no_begin,
     iwmo_report_rapport_message, iwmo_report_no_end, .ending = ".rapport.xml"},
    {"junit", "application/xml", "", iwmo_report_no_begin, iwmo_report_junit_message,
     iwmo_report_no_end, .page = iwmo_report_junit_page},
    {"sarif", "application/sarif+json", ",\n", iwmo_report_sarif_begin,
     iwmo_report_sarif_message, iwmo_report_sarif_end, .ending = NULL},
    {"html", "text/html", "", iwmo_report_no_begin, iwmo_report_html_message,
     iwmo_report_no_end, .page = iwmo_report_html_page},
    {"csv", "text/csv", "", iwmo_report_csv_begin, iwmo_report_csv_message,
     iwmo_report_no_end, .ending = NULL},
    {.name = NULL},
};

const struct iwmo_format *
iwmo_format_by_name(const char *name)
{
    for (const struct iwmo_format *format = iwmo_formats; format->name != NULL;
         format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

void
iwmo_report_path(struct iwmo_buffer *out, const struct iwmo_location *where,
                 bool show_values)
{
    struct iwmo_buffer path = {0};

    iwmo_path_print(where->step, &path);
    if (where->attribute != NULL) {
        iwmo_buffer_text(&path, "/@");
        iwmo_buffer_text(&path, where->attribute);
    }
    if (path.failed == IWMO_OK)
        iwmo_privacy_digits((struct iwmo_text){path.at, path.size}, show_values, out);
    else
        out->failed = path.failed;
    iwmo_buffer_release(&path);
}

void
iwmo_report_no_begin(struct iwmo_buffer *out, const struct iwmo_report_options *options)
{
    (void)out;
    (void)options;
}

void
iwmo_report_no_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                   const struct iwmo_report_options *options)
{
    (void)out;
    (void)summary;
    (void)options;
}
