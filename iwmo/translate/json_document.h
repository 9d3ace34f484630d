#ifndef IWMO_TRANSLATE_JSON_DOCUMENT_H
#define IWMO_TRANSLATE_JSON_DOCUMENT_H

/*
 * JSON document: a JSON text, read and in memory.
 *
 * Refused are: what is not UTF-8 (a byte order mark is passed over), duplicate keys,
 * NUL in strings, nesting beyond jansson's limit of 2048, whole numbers beyond 64 bits.
 * Memory is some ten times the text.
 */
#include "base/error.h"
#include "base/text.h"
#include "model/finding.h"

#define IWMO_MAX_JSON_BYTES ((size_t)256 << 20)

struct iwmo_json_document;
struct json_t;

/*
 * Read `bytes`, which may be freed afterwards.  NULL: with a finding, the text is no
 * JSON (or not as above); without one, out of memory (err).
 */
struct iwmo_json_document *iwmo_json_document_parse(struct iwmo_text bytes,
                                                    struct iwmo_findings *findings,
                                                    struct iwmo_error *err);

/* Its outermost value, for the files of this folder. */
struct json_t *iwmo_json_document_root(const struct iwmo_json_document *document);

/*
 * SHA-256 of its content, in hexadecimal, into `hex` with room for 65 bytes.  The order
 * of keys and the layout do not count.
 */
enum iwmo_status iwmo_json_document_digest(const struct iwmo_json_document *document,
                                           char hex[65], struct iwmo_error *err);

void iwmo_json_document_free(struct iwmo_json_document *document); /* NULL is allowed */

#endif
