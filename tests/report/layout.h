#ifndef TESTS_REPORT_LAYOUT_H
#define TESTS_REPORT_LAYOUT_H

/*
 * Layout: results laid out as a batch does it, in memory; and what to make of that.
 */
#include <libxml/tree.h>

#include "report/report.h"

/* The report `format` of `count` results, complete.  Release it. */
struct iwmo_buffer layout_print(const char *format,
                                const struct iwmo_report_options *options, size_t count,
                                const struct iwmo_result *const results[]);

/* Well-formed XML, or the test fails.  Free it. */
xmlDocPtr layout_parse(const struct iwmo_buffer *text);

/* How often `part` occurs. */
size_t layout_count(const struct iwmo_buffer *text, const char *part);

/* Call `each` with the result of every fixture, both releases. */
void layout_each_fixture(void (*each)(const struct iwmo_result *result,
                                      struct iwmo_text bytes));

#endif
