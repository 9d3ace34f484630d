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

void iwmo_report_rapport_message(struct iwmo_buffer *out,
                                 const struct iwmo_result *result,
                                 const struct iwmo_report_options *options);

void iwmo_report_junit_message(struct iwmo_buffer *out,
                               const struct iwmo_result *result,
                               const struct iwmo_report_options *options);
void iwmo_report_junit_page(struct iwmo_buffer *out, struct iwmo_text parts,
                            const struct iwmo_summary *summary,
                            const struct iwmo_report_options *options);

void iwmo_report_sarif_begin(struct iwmo_buffer *out,
                             const struct iwmo_report_options *options);
void iwmo_report_sarif_message(struct iwmo_buffer *out,
                               const struct iwmo_result *result,
                               const struct iwmo_report_options *options);
void iwmo_report_sarif_end(struct iwmo_buffer *out, const struct iwmo_summary *summary,
                           const struct iwmo_report_options *options);

void iwmo_report_html_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                              const struct iwmo_report_options *options);
void iwmo_report_html_page(struct iwmo_buffer *out, struct iwmo_text parts,
                           const struct iwmo_summary *summary,
                           const struct iwmo_report_options *options);

void iwmo_report_csv_begin(struct iwmo_buffer *out,
                           const struct iwmo_report_options *options);
void iwmo_report_csv_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                             const struct iwmo_report_options *options);

/* ---- what layouts share ---- */

/* What a row is about: its first sentence with "…" for what differs per finding. */
void iwmo_report_gist(struct iwmo_buffer *out, const struct iwmo_fault *fault,
                      enum iwmo_lang lang);

/* The path of a place, long numbers in it masked unless `show_values`. */
void iwmo_report_path(struct iwmo_buffer *out, const struct iwmo_location *where,
                      bool show_values);

/* Text from outside, on one line and harmless to a terminal. */
void iwmo_report_safely(struct iwmo_buffer *out, struct iwmo_text text);

/* The comparison of a result with a stylesheet, for people and as a JSON value. */
void iwmo_report_text_against(struct iwmo_buffer *out, const struct iwmo_result *result,
                              const struct iwmo_report_options *options);
void iwmo_report_json_against(struct iwmo_buffer *out,
                              const struct iwmo_comparison *against, bool show_values);

/* One line about all comparisons of a run; nothing when there were none. */
void iwmo_report_text_against_end(struct iwmo_buffer *out,
                                  const struct iwmo_summary *summary,
                                  enum iwmo_lang lang);

/* Members of a finding that a measure was taken for, and of the summary of a run with a
 * policy or a stylesheet. */
void iwmo_report_json_measure(struct iwmo_buffer *out,
                              const struct iwmo_finding *finding);
void iwmo_report_json_beside(struct iwmo_buffer *out,
                             const struct iwmo_summary *summary);

#endif
