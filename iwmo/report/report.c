#include "report/report.h"

#include <string.h>

#include "report/layouts.h"

const struct iwmo_format iwmo_formats[] = {
    {"text", "text/plain", "", iwmo_report_no_begin, iwmo_report_text_message,
     iwmo_report_text_end},
    {"json", "application/json", ",\n", iwmo_report_json_begin,
     iwmo_report_json_message, iwmo_report_json_end},
    {"jsonl", "application/jsonl", "", iwmo_report_no_begin, iwmo_report_jsonl_message,
     iwmo_report_no_end},
    {NULL, NULL, NULL, NULL, NULL, NULL},
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
