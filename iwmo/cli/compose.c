#include "cli/compose.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "generate/fill.h"
#include "run/produce.h"
#include "translate/json_reader.h"
#include "xml/writer.h"

#define MAX_FINDINGS 1000
#define PART_BYTES   65536

/* What one run works with. */
struct work {
    const struct iwmo_compose *compose;
    const char *from; /* file with the JSON */
    struct iwmo_arena *arena;
    struct iwmo_findings findings;
    struct iwmo_json_document *document;
    struct iwmo_spool *spool;
    struct iwmo_json_form form;
};

/* ---- in ---- */

static void
report_file(struct work *work, int fault, const char *other)
{
    struct iwmo_finding *finding = iwmo_findings_add(
        &work->findings, &iwmo_faults[fault], (struct iwmo_location){0});

    if (finding != NULL)
        finding->other = iwmo_findings_words(&work->findings, iwmo_text(other));
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

/* work->document, or findings, or an error. */
static enum iwmo_status
read_document(struct work *work, struct iwmo_error *err)
{
    struct iwmo_buffer bytes;

    iwmo_buffer_init(&bytes, IWMO_MAX_JSON_BYTES);
    int error = read_file(work->from, &bytes);
    if (error != 0)
        report_file(work, FAULT_FILE_UNREADABLE, strerror(error));
    else if (bytes.failed == IWMO_LIMIT)
        report_file(work, FAULT_XML_LIMIT, "JSON, 256 MB");
    else if (bytes.failed != IWMO_OK)
        iwmo_fail(err, bytes.failed, "out of memory");
    else
        work->document = iwmo_json_document_parse(
            (struct iwmo_text){bytes.at, bytes.size}, &work->findings, err);
    iwmo_buffer_release(&bytes);
    return err->status;
}

/* ---- through ---- */

static enum iwmo_status
translate(struct work *work, struct iwmo_filler filler, struct iwmo_error *err)
{
    struct iwmo_json_order order = {.schema = &iwmo_schema_builtin,
                                    .message = work->compose->message,
                                    .filler = filler};
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(work->spool));
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (writer != NULL)
        status =
            iwmo_json_reader_read(work->document, &order, iwmo_writer_visitor(writer),
                                  &work->findings, &work->form);
    iwmo_writer_free(writer);
    if (status != IWMO_OK && iwmo_spool_failure(work->spool, err) == IWMO_OK)
        iwmo_fail(err, status, "out of memory");
    return status;
}

static enum iwmo_status
translate_filled(struct work *work, struct iwmo_error *err)
{
    struct iwmo_fill fill = {.message = work->compose->message,
                             .date = work->compose->date,
                             .identificatie = work->compose->identificatie};
    char hex[65], identificatie[IWMO_FILL_IDENTIFICATIE];

    if (!work->compose->is_filled)
        return translate(work, (struct iwmo_filler){0}, err);
    if (fill.identificatie == NULL) {
        if (iwmo_json_document_digest(work->document, hex, err) != IWMO_OK)
            return err->status;
        iwmo_fill_identify(hex, fill.date, identificatie);
        fill.identificatie = identificatie;
    }
    return translate(work, iwmo_fill_filler(&fill), err);
}

/* ---- out ---- */

static enum iwmo_exit
produce(struct work *work, const char *path)
{
    struct iwmo_judge_options options = {.today = work->compose->date,
                                         .skips_rules = !work->compose->wants_rules};
    const struct iwmo_tell *tell = &work->compose->tell;
    struct iwmo_produced produced = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (getrandom(&options.seed, sizeof(options.seed), 0) < 0)
        options.seed = (uint64_t)(uintptr_t)work->spool;
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);
    if (judge == NULL ||
        iwmo_produce(work->spool, judge, path, &produced, &err) != IWMO_OK)
        exit_status = iwmo_tell_failure(tell, produced.lost_reader, &err);
    else
        exit_status =
            iwmo_tell_json(tell, work->from, &produced.result->findings, &work->form);
    iwmo_judge_free(judge);
    return exit_status;
}

static enum iwmo_exit
run(struct work *work, const char *path)
{
    const struct iwmo_tell *tell = &work->compose->tell;
    struct iwmo_error err = {0};

    if (read_document(work, &err) != IWMO_OK ||
        (work->document != NULL && translate_filled(work, &err) != IWMO_OK))
        return iwmo_tell_failure(tell, false, &err);
    if (work->findings.errors > 0)
        return iwmo_tell_json(tell, work->from, &work->findings, &work->form);
    iwmo_json_document_free(work->document); /* the largest part of our memory */
    work->document = NULL;
    return produce(work, path);
}

enum iwmo_exit
iwmo_compose(const struct iwmo_compose *compose, const char *from, const char *path)
{
    struct work work = {.compose = compose, .from = from};
    enum iwmo_exit exit_status;

    work.form.message = compose->message;
    work.arena = iwmo_arena_new(0);
    work.spool = iwmo_spool_new();
    if (work.arena == NULL || work.spool == NULL) {
        struct iwmo_error err = {IWMO_NO_MEMORY, "out of memory"};
        exit_status = iwmo_tell_failure(&compose->tell, false, &err);
    } else {
        iwmo_findings_init(&work.findings, work.arena, MAX_FINDINGS);
        exit_status = run(&work, path);
    }
    iwmo_json_document_free(work.document);
    iwmo_spool_free(work.spool);
    iwmo_arena_free(work.arena);
    return exit_status;
}
