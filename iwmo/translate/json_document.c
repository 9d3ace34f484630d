#include "translate/json_document.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/digest.h"
#include "translate/json_fault.h"

struct iwmo_json_document {
    json_t *root;
};

static const struct {
    enum json_error_code code;
    enum iwmo_json_fault_id fault;
} causes[] = {
    {json_error_invalid_utf8, IWMO_JSON_FAULT_ENCODING},
    {json_error_duplicate_key, IWMO_JSON_FAULT_DUPLICATE},
    {json_error_null_character, IWMO_JSON_FAULT_NUL},
    {json_error_null_byte_in_key, IWMO_JSON_FAULT_NUL},
    {json_error_stack_overflow, IWMO_JSON_FAULT_DEPTH},
    {json_error_numeric_overflow, IWMO_JSON_FAULT_NUMBER},
    {json_error_premature_end_of_input, IWMO_JSON_FAULT_TRUNCATED},
};

/* The parser's words without the piece of the text that it shows: that is personal. */
static struct iwmo_text
words_of(const json_error_t *error)
{
    const char *near = strstr(error->text, " near '");

    if (near == NULL)
        return iwmo_text(error->text);
    return (struct iwmo_text){error->text, (size_t)(near - error->text)};
}

static void
report(struct iwmo_findings *findings, enum iwmo_json_fault_id fault,
       const json_error_t *error)
{
    struct iwmo_location where = {0};

    if (error != NULL && error->line > 0) {
        where.at.offset = error->position > 0 ? (uint64_t)error->position : 0;
        where.at.line = (uint64_t)error->line;
        where.at.column = error->column > 0 ? (uint64_t)error->column : 1;
    }
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_json_faults[fault], where);
    if (finding != NULL && error != NULL)
        finding->other = iwmo_findings_words(findings, words_of(error));
}

static void
report_parser(struct iwmo_findings *findings, const json_error_t *error)
{
    enum iwmo_json_fault_id fault = IWMO_JSON_FAULT_SYNTAX;

    for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
        if (causes[i].code == json_error_code(error))
            fault = causes[i].fault;
    report(findings, fault, error);
}

static struct iwmo_text
without_bom(struct iwmo_text bytes)
{
    if (bytes.size >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0)
        return (struct iwmo_text){bytes.at + 3, bytes.size - 3};
    return bytes;
}

/* UTF-16 or UTF-32: half of the first characters, or more, is NUL. */
static bool
is_wide(struct iwmo_text bytes)
{
    if (bytes.size >= 2 &&
        (memcmp(bytes.at, "\xFF\xFE", 2) == 0 || memcmp(bytes.at, "\xFE\xFF", 2) == 0))
        return true;
    return bytes.size >= 2 && (bytes.at[0] == '\0' || bytes.at[1] == '\0');
}

struct iwmo_json_document *
iwmo_json_document_parse(struct iwmo_text bytes, struct iwmo_findings *findings,
                         struct iwmo_error *err)
{
    struct iwmo_json_document *document = calloc(1, sizeof(*document));
    json_error_t error = {0};

    bytes = without_bom(bytes);
    if (document == NULL)
        goto no_memory;
    if (iwmo_text_trim(bytes).size == 0) {
        report(findings, IWMO_JSON_FAULT_EMPTY, NULL);
    } else if (is_wide(bytes)) {
        report(findings, IWMO_JSON_FAULT_ENCODING, NULL);
    } else {
        document->root =
            json_loadb(bytes.at, bytes.size, JSON_REJECT_DUPLICATES, &error);
        if (document->root != NULL)
            return document;
        if (json_error_code(&error) == json_error_out_of_memory)
            goto no_memory;
        report_parser(findings, &error);
    }
    free(document);
    return NULL;

no_memory:
    iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    free(document);
    return NULL;
}

struct json_t *
iwmo_json_document_root(const struct iwmo_json_document *document)
{
    return document->root;
}

static int
add_to_digest(const char *at, size_t size, void *digest)
{
    iwmo_digest_add(digest, at, size);
    return 0;
}

enum iwmo_status
iwmo_json_document_digest(const struct iwmo_json_document *document, char hex[65],
                          struct iwmo_error *err)
{
    struct iwmo_digest *digest = iwmo_digest_new(err);

    if (digest == NULL)
        return err != NULL ? err->status : IWMO_NO_MEMORY;
    enum iwmo_status status = IWMO_OK;
    if (json_dump_callback(document->root, add_to_digest, digest,
                           JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) != 0)
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    else
        status = iwmo_digest_finish(digest, hex, err);
    iwmo_digest_free(digest);
    return status;
}

void
iwmo_json_document_free(struct iwmo_json_document *document)
{
    if (document == NULL)
        return;
    json_decref(document->root);
    free(document);
}
