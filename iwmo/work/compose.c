#include "work/compose.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/seed.h"
#include "generate/fill.h"
#include "translate/json_reader.h"
#include "xml/writer.h"

#define MAX_FINDINGS 1000
#define PART_BYTES   65536

struct iwmo_composing {
    struct iwmo_composing_options options;
    struct iwmo_arena *arena;
    struct iwmo_findings findings;
    struct iwmo_json_document *document;
    struct iwmo_spool *spool;
    struct iwmo_json_form form;
    struct iwmo_judge *judge; /* of the last message */
};

struct iwmo_composing *
iwmo_composing_new(const struct iwmo_composing_options *options)
{
    struct iwmo_composing *composing = calloc(1, sizeof(*composing));

    if (composing == NULL)
        return NULL;
    composing->options = *options;
    composing->arena = iwmo_arena_new(0);
    composing->spool = iwmo_spool_new();
    if (composing->arena != NULL && composing->spool != NULL)
        return composing;
    iwmo_composing_free(composing);
    return NULL;
}

void
iwmo_composing_free(struct iwmo_composing *composing)
{
    if (composing == NULL)
        return;
    iwmo_json_document_free(composing->document);
    iwmo_judge_free(composing->judge);
    iwmo_spool_free(composing->spool);
    iwmo_arena_free(composing->arena);
    free(composing);
}

/* ---- in ---- */

static void
report_file(struct iwmo_composing *composing, int fault, const char *other)
{
    struct iwmo_finding *finding = iwmo_findings_add(
        &composing->findings, &iwmo_faults[fault], (struct iwmo_location){0});

    if (finding != NULL)
        finding->other = iwmo_findings_words(&composing->findings, iwmo_text(other));
}

/* Everything from `path` into `bytes`.  Returns 0, or errno. */
static int
read_file(const char *path, struct iwmo_buffer *bytes)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int error = fd < 0 ? errno : 0;
    char part[PART_BYTES];

    while (error == 0 && bytes->failed == IWMO_OK) {
        ssize_t size = read(fd, part, sizeof(part));
        if (size == 0)
            break;
        if (size > 0)
            iwmo_buffer_add(bytes, part, (size_t)size);
        else if (errno != EINTR)
            error = errno;
    }
    if (fd >= 0 && !is_stdin)
        close(fd);
    return error;
}

/* composing->document, or findings, or an error. */
static enum iwmo_status
read_document(struct iwmo_composing *composing, const struct iwmo_take_source *input,
              struct iwmo_error *err)
{
    struct iwmo_buffer bytes;
    int error = 0;

    iwmo_buffer_init(&bytes, IWMO_MAX_JSON_BYTES);
    if (input->bytes.at != NULL)
        iwmo_buffer_add(&bytes, input->bytes.at, input->bytes.size);
    else
        error = read_file(input->name, &bytes);
    if (error != 0)
        report_file(composing, FAULT_FILE_UNREADABLE, strerror(error));
    else if (bytes.failed == IWMO_LIMIT)
        report_file(composing, FAULT_XML_LIMIT, "JSON, 256 MB");
    else if (bytes.failed != IWMO_OK)
        iwmo_fail(err, bytes.failed, "out of memory");
    else
        composing->document = iwmo_json_document_parse(
            (struct iwmo_text){bytes.at, bytes.size}, &composing->findings, err);
    iwmo_buffer_release(&bytes);
    return err->status;
}

/* ---- through ---- */

static enum iwmo_status
translate(struct iwmo_composing *composing, struct iwmo_filler filler,
          struct iwmo_error *err)
{
    struct iwmo_json_order order = {.schema = &iwmo_schema_builtin,
                                    .message = composing->options.message,
                                    .filler = filler};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(composing->spool));
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (writer != NULL)
        status = iwmo_json_reader_read(composing->document, &order,
                                       iwmo_writer_visitor(writer),
                                       &composing->findings, &composing->form);
    iwmo_writer_free(writer);
    if (status != IWMO_OK && iwmo_spool_failure(composing->spool, err) == IWMO_OK)
        iwmo_fail(err, status, "out of memory");
    return status;
}

static enum iwmo_status
translate_filled(struct iwmo_composing *composing, struct iwmo_error *err)
{
    struct iwmo_fill fill = {.message = composing->options.message,
                             .date = composing->options.date,
                             .identificatie = composing->options.identificatie};
    char hex[65], identificatie[IWMO_FILL_IDENTIFICATIE];

    if (!composing->options.is_filled)
        return translate(composing, (struct iwmo_filler){0}, err);
    if (fill.identificatie == NULL) {
        if (iwmo_json_document_digest(composing->document, hex, err) != IWMO_OK)
            return err->status;
        iwmo_fill_identify(hex, fill.date, identificatie);
        fill.identificatie = identificatie;
    }
    return translate(composing, iwmo_fill_filler(&fill), err);
}

/* ---- out ---- */

static enum iwmo_status
judge(struct iwmo_composing *composing, struct iwmo_composed *composed,
      struct iwmo_error *err)
{
    const struct iwmo_judge_options options = {.today = composing->options.date,
                                               .skips_rules =
                                                   !composing->options.wants_rules,
                                               .seed = iwmo_seed()};
    const char *name = composing->options.name;
    const struct iwmo_result *result;

    iwmo_judge_free(composing->judge);
    composing->judge = iwmo_judge_new(&options, err);
    if (composing->judge == NULL)
        return err->status;
    enum iwmo_status status = iwmo_spool_judge(composing->spool, composing->judge,
                                               name != NULL ? name : "-", &result, err);
    if (status != IWMO_OK)
        return status;
    composed->findings = &result->findings;
    composed->message = result->verdict == IWMO_VALID ? composing->spool : NULL;
    return IWMO_OK;
}

static void
forget_last(struct iwmo_composing *composing)
{
    iwmo_json_document_free(composing->document);
    composing->document = NULL;
    iwmo_arena_reset(composing->arena);
    iwmo_spool_reset(composing->spool);
    iwmo_findings_init(&composing->findings, composing->arena, MAX_FINDINGS);
    composing->form = (struct iwmo_json_form){.message = composing->options.message};
}

enum iwmo_status
iwmo_composing_run(struct iwmo_composing *composing,
                   const struct iwmo_take_source *input, struct iwmo_composed *composed,
                   struct iwmo_error *err)
{
    *composed = (struct iwmo_composed){.findings = &composing->findings};
    forget_last(composing);
    enum iwmo_status status = read_document(composing, input, err);
    if (status == IWMO_OK && composing->document != NULL)
        status = translate_filled(composing, err);
    composed->form = composing->form;
    if (status != IWMO_OK || composing->findings.errors > 0)
        return status;
    iwmo_json_document_free(composing->document); /* the largest part of our memory */
    composing->document = NULL;
    return judge(composing, composed, err);
}
