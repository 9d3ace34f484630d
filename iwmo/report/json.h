#ifndef IWMO_REPORT_JSON_H
#define IWMO_REPORT_JSON_H

/*
 * JSON: values written straight into a buffer.
 *
 * By hand, for a batch writes thousands of messages a second.  Whatever bytes come,
 * what goes out is JSON in UTF-8: control characters are escaped, and a byte that is no
 * UTF-8 becomes U+FFFD.
 */
#include <stdint.h>

#include "base/text.h"

/* Append `text` as a string, in quotes. */
void iwmo_json_string(struct iwmo_buffer *out, struct iwmo_text text);

/* A string that is written in parts: begin, append anything to `out`, end.  What begin
 * returns goes to end. */
size_t iwmo_json_begin_string(struct iwmo_buffer *out);
void iwmo_json_end_string(struct iwmo_buffer *out, size_t begin);

/* Append `,"key":` or, right after an opening brace, `"key":`.  Keys need no escaping.
 */
void iwmo_json_key(struct iwmo_buffer *out, const char *key);

void iwmo_json_number(struct iwmo_buffer *out, uint64_t number);

/* The published JSON Schema (2020-12) of the json and jsonl reports: lines, then NULL.
 */
extern const char *const iwmo_json_schema[];

#endif
