#ifndef IWMO_REPORT_LAYOUTS_H
#define IWMO_REPORT_LAYOUTS_H

/*
 * Layouts: the functions behind the rows of the table of formats.
 *
 * Each does what the member of struct iwmo_format of that name says.
 */
#include "report/report.h"

void iwmo_report_no_begin(struct iwmo_buffer *out,
                          const struct iwmo_report_options *options);
void iwmo_report_no_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                        const struct iwmo_report_options *options);

void iwmo_report_text_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                              const struct iwmo_report_options *options);
void iwmo_report_text_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                          const struct iwmo_report_options *options);

void iwmo_report_json_begin(struct iwmo_buffer *out,
                            const struct iwmo_report_options *options);
void iwmo_report_json_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                              const struct iwmo_report_options *options);
void iwmo_report_json_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                          const struct iwmo_report_options *options);
void iwmo_report_jsonl_message(struct iwmo_buffer *out,
                               const struct iwmo_result *result,
                               const struct iwmo_report_options *options);

#endif
