#include "judge/judge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "judge/heading.h"
#include "judge/remarks.h"
#include "judge/tap.h"
#include "names.h"
#include "rules/engine.h"
#include "xml/builder.h"
#include "xml/decoder.h"
#include "xml/reader.h"
#include "xml/scan.h"
#include "xml/sniff.h"

#define READ_BYTES 65536

struct iwmo_judge {
    struct iwmo_judge_options options;
    struct iwmo_arena *message; /* findings of the message at hand */
    struct iwmo_reader *reader;
    struct iwmo_builder *builder;
    struct iwmo_scan *scan;     /* NULL: not wanted */
    struct iwmo_engine *engine; /* NULL: structure only */
    struct iwmo_digest *digest; /* NULL: not wanted */
    struct iwmo_buffer decoded;
    struct iwmo_buffer sent; /* the bytes as sent, for a stylesheet */
    struct iwmo_judge
        *thorough; /* without maxima, for comparing; NULL: not needed yet */
    struct iwmo_comparison comparison;
    struct iwmo_result result;

    /* the message at hand */
    struct iwmo_decoder *decoder; /* NULL: it is UTF-8 */
    bool is_scanned;              /* and accepted: the reader has no part in it */
    bool is_open;                 /* the reader has begun */
    bool is_fatal; /* this is no XML: the rest is only counted and hashed */
    char head[IWMO_SNIFF_BYTES]; /* the first bytes, until there are enough to tell */
    size_t head_size;
    char bytes[READ_BYTES];
};

/* ---- life ---- */

static void
fill_defaults(struct iwmo_judge_options *options)
{
    if (options->schema == NULL)
        options->schema = &iwmo_schema_builtin;
    if (options->max_findings == 0)
        options->max_findings = IWMO_MAX_FINDINGS;
    if (options->max_own < options->max_findings)
        options->max_own = options->max_findings;
    if (options->limits.finding_bytes == 0)
        options->limits.finding_bytes = IWMO_MAX_FINDING_BYTES;
}

static bool
make_engine(struct iwmo_judge *judge)
{
    struct iwmo_engine_options options = {.today = judge->options.today,
                                          .seed = judge->options.seed,
                                          .max_places = judge->options.max_places};
    if (judge->options.skips_rules)
        return true;
    judge->engine = iwmo_engine_new(judge->options.schema, &options);
    return judge->engine != NULL;
}

static bool
make_scan(struct iwmo_judge *judge)
{
    struct iwmo_scan_options options = {.schema = judge->options.schema,
                                        .limits = judge->options.limits,
                                        .window_bytes = judge->options.window_bytes};
    if (judge->options.reader == IWMO_READER_LIBXML2)
        return true;
    judge->scan = iwmo_scan_new(iwmo_builder_assembly(judge->builder), &options);
    return judge->scan != NULL;
}

struct iwmo_judge *
iwmo_judge_new(const struct iwmo_judge_options *options, struct iwmo_error *err)
{
    struct iwmo_judge *judge = calloc(1, sizeof(*judge));
    if (judge == NULL)
        goto no_memory;
    judge->options = *options;
    fill_defaults(&judge->options);
    judge->message = iwmo_arena_new(judge->options.limits.finding_bytes);
    judge->reader = iwmo_reader_new(&judge->options.limits);
    if (judge->message == NULL || judge->reader == NULL)
        goto no_memory;
    judge->builder =
        iwmo_builder_new(judge->reader, judge->options.schema, &judge->options.limits);
    if (judge->builder == NULL || !make_scan(judge) || !make_engine(judge))
        goto no_memory;
    if (options->against != NULL)
        iwmo_buffer_init(&judge->sent, iwmo_against_limit(options->against));
    if (options->wants_sha256) {
        judge->digest = iwmo_digest_new(err);
        if (judge->digest == NULL)
            goto no_memory;
    }
    return judge;

no_memory:
    iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_judge_free(judge);
    return NULL;
}

void
iwmo_judge_free(struct iwmo_judge *judge)
{
    if (judge == NULL)
        return;
    iwmo_decoder_free(judge->decoder);
    iwmo_digest_free(judge->digest);
    iwmo_engine_free(judge->engine);
    iwmo_scan_free(judge->scan);
    iwmo_builder_free(judge->builder);
    iwmo_reader_free(judge->reader);
    iwmo_judge_free(judge->thorough);
    iwmo_arena_free(judge->message);
    iwmo_buffer_release(&judge->decoded);
    iwmo_buffer_release(&judge->sent);
    free(judge);
}

/* ---- findings of this layer ---- */

static void
report(struct iwmo_judge *judge, int fault, struct iwmo_position at, const char *name,
       const char *other)
{
    struct iwmo_findings *findings = &judge->result.findings;
    struct iwmo_node *open = iwmo_builder_open_node(judge->builder);
    struct iwmo_location where = {.at = at};

    if (open != NULL && at.line != 0)
        where.step = iwmo_findings_place(findings, open).step;
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_faults[fault], where);
    if (finding == NULL)
        return;
    if (name != NULL)
        finding->name = iwmo_findings_words(findings, iwmo_text(name));
    if (other != NULL)
        finding->other = iwmo_findings_words(findings, iwmo_text(other));
}

static void
report_file(struct iwmo_judge *judge, int fault, const char *other)
{
    report(judge, fault, (struct iwmo_position){0}, NULL, other);
}

/* ---- the message's own layers ---- */

static enum iwmo_status
on_unit(void *self, struct iwmo_node *unit)
{
    struct iwmo_judge *judge = self;
    const struct iwmo_message_kind *message = iwmo_builder_message(judge->builder);

    if (iwmo_node_is(unit, EL_Header)) {
        iwmo_remarks_versions(unit, message, &judge->result.findings);
        judge->result.heading = iwmo_heading_read(unit, &judge->result.findings);
    }
    enum iwmo_status status = IWMO_OK;
    if (judge->engine != NULL)
        status = iwmo_engine_unit(judge->engine, message, unit);
    const struct iwmo_sink *sink = &judge->options.sink;
    if (status == IWMO_OK && sink->unit != NULL)
        status = sink->unit(sink->self, message, unit, &judge->result.findings);
    return status;
}

static enum iwmo_status
on_end(void *self, struct iwmo_node *root)
{
    struct iwmo_judge *judge = self;
    const struct iwmo_message_kind *message = iwmo_builder_message(judge->builder);
    const struct iwmo_sink *sink = &judge->options.sink;
    enum iwmo_status status = IWMO_OK;

    if (judge->engine != NULL)
        status = iwmo_engine_end(judge->engine, message, root);
    if (status == IWMO_OK && sink->end != NULL)
        status = sink->end(sink->self, message, root, &judge->result.findings);
    return status;
}

/* Who reads hands the units to these, from the start of the message. */
static struct iwmo_units
begin_units(struct iwmo_judge *judge)
{
    if (judge->engine != NULL)
        iwmo_engine_begin(judge->engine, &judge->result.findings);
    if (judge->options.sink.begin != NULL)
        judge->options.sink.begin(judge->options.sink.self);
    return (struct iwmo_units){.unit = on_unit, .end = on_end, .self = judge};
}

/* The first bytes are there: is this XML, and in which encoding? */
static enum iwmo_status
open_document(struct iwmo_judge *judge)
{
    struct iwmo_sniff sniff = iwmo_sniff(judge->head, judge->head_size);

    judge->is_open = true;
    if (sniff.has_bom)
        report_file(judge, FAULT_FILE_BOM, NULL);
    if (!sniff.is_utf8) {
        report_file(judge, FAULT_FILE_ENCODING, sniff.encoding);
        if (!sniff.reads_as_utf8)
            judge->decoder = iwmo_decoder_new(sniff.encoding);
        if (!sniff.reads_as_utf8 && judge->decoder == NULL && errno == ENOMEM)
            return IWMO_NO_MEMORY;
    }
    if (sniff.fault >= 0)
        report_file(judge, sniff.fault, sniff.what);
    if (sniff.fault >= 0 || (!sniff.reads_as_utf8 && judge->decoder == NULL)) {
        judge->is_fatal = true;
        judge->result.layers[IWMO_LAYER_FILE] = IWMO_FAILED;
        return IWMO_OK;
    }
    struct iwmo_events events;
    enum iwmo_status status =
        iwmo_builder_begin(judge->builder, &judge->result.findings,
                           judge->options.release, begin_units(judge), &events);
    if (status == IWMO_OK)
        status = iwmo_reader_begin(judge->reader, events);
    return status;
}

static enum iwmo_status
feed_reader(struct iwmo_judge *judge, const char *bytes, size_t size)
{
    if (judge->is_fatal || iwmo_reader_state(judge->reader) != IWMO_READING_OPEN)
        return IWMO_OK;
    if (judge->decoder != NULL) {
        enum iwmo_status status =
            iwmo_decoder_feed(judge->decoder, bytes, size, &judge->decoded);
        if (status != IWMO_OK)
            return status;
        bytes = judge->decoded.at;
        size = judge->decoded.size;
    }
    enum iwmo_status status = iwmo_reader_feed(judge->reader, bytes, size);
    /* an event that stops the reading is a finding, but for memory */
    return status == IWMO_NO_MEMORY ? status : IWMO_OK;
}

static enum iwmo_status
feed_head(struct iwmo_judge *judge)
{
    enum iwmo_status status = open_document(judge);

    return status == IWMO_OK ? feed_reader(judge, judge->head, judge->head_size)
                             : status;
}

/* What is done with all bytes, whoever reads them. */
static void
take(void *self, const char *bytes, size_t size)
{
    struct iwmo_judge *judge = self;

    judge->result.size_bytes += size;
    if (judge->options.against != NULL)
        iwmo_buffer_add(&judge->sent, bytes, size);
    if (judge->digest != NULL)
        iwmo_digest_add(judge->digest, bytes, size);
}

static enum iwmo_status
feed(struct iwmo_judge *judge, const char *bytes, size_t size)
{
    enum iwmo_status status = IWMO_OK;

    take(judge, bytes, size);
    if (judge->is_open)
        return feed_reader(judge, bytes, size);
    size_t part = sizeof(judge->head) - judge->head_size;
    bool is_whole = judge->head_size == 0 && part <= size; /* the usual case: no copy */
    part = part < size ? part : size;
    memcpy(judge->head + judge->head_size, bytes, part);
    judge->head_size += part;
    if (judge->head_size < sizeof(judge->head))
        return IWMO_OK;
    if (!is_whole) {
        status = feed_head(judge);
        bytes += part;
        size -= part;
    } else {
        status = open_document(judge);
    }
    return status == IWMO_OK && size > 0 ? feed_reader(judge, bytes, size) : status;
}

/* ---- verdict ---- */

/* Rules that are not known have not been obeyed: they could not be asked. */
static void
settle_rules(struct iwmo_judge *judge, bool is_complete)
{
    const struct iwmo_message_kind *message = judge->result.message;
    enum iwmo_layer_state *layer = &judge->result.layers[IWMO_LAYER_RULES];

    if (iwmo_engine_knows(message))
        *layer = is_complete ? IWMO_RAN : IWMO_FAILED;
    if (iwmo_engine_knows_release(message))
        return;
    *layer = IWMO_FAILED;
    report(judge, FAULT_NOT_RULES, (struct iwmo_position){.line = 1, .column = 1},
           message->name, message->release_name);
}

static void
settle_reading(struct iwmo_judge *judge)
{
    struct iwmo_result *result = &judge->result;
    const struct iwmo_reader_fault *fault = iwmo_reader_fault(judge->reader);
    enum iwmo_reading state =
        judge->is_scanned ? IWMO_READING_COMPLETE : iwmo_reader_state(judge->reader);

    if (state == IWMO_READING_MALFORMED || state == IWMO_READING_REFUSED)
        report(judge, fault->fault, fault->at, fault->name, fault->other);
    bool is_judging = iwmo_builder_is_judging(judge->builder);
    bool is_limit = state == IWMO_READING_STOPPED && is_judging;
    if (is_limit)
        report(judge, FAULT_XML_LIMIT, iwmo_reader_position(judge->reader), NULL,
               "unit");

    bool is_complete = state == IWMO_READING_COMPLETE;
    bool is_known = iwmo_builder_message(judge->builder) != NULL;
    result->message = iwmo_builder_message(judge->builder);
    result->is_bericht = is_judging;
    result->layers[IWMO_LAYER_XML] =
        is_complete || (state == IWMO_READING_STOPPED && !is_judging) ? IWMO_RAN
                                                                      : IWMO_FAILED;
    if (is_complete && is_judging)
        result->layers[IWMO_LAYER_SCHEMA] = IWMO_RAN;
    else if (is_known && !is_judging)
        result->layers[IWMO_LAYER_SCHEMA] = IWMO_RAN; /* wrong root: judged at once */
    else if (is_known || state == IWMO_READING_STOPPED)
        result->layers[IWMO_LAYER_SCHEMA] = IWMO_FAILED;
    if (is_judging && judge->engine != NULL)
        settle_rules(judge, is_complete);

    /* a known message that is broken is invalid; what could not be read is undetermined
     */
    bool is_broken = state == IWMO_READING_MALFORMED && is_known;
    if (!is_broken && result->layers[IWMO_LAYER_SCHEMA] != IWMO_RAN)
        result->verdict = IWMO_UNDETERMINED;
}

static enum iwmo_status
finish_reader(struct iwmo_judge *judge)
{
    if (judge->decoder != NULL) {
        if (iwmo_decoder_finish(judge->decoder, &judge->decoded) != IWMO_OK)
            return IWMO_NO_MEMORY;
        iwmo_reader_feed(judge->reader, judge->decoded.at, judge->decoded.size);
    }
    return iwmo_reader_finish(judge->reader);
}

/* There are no more bytes. */
static enum iwmo_status
finish_reading(struct iwmo_judge *judge)
{
    enum iwmo_status status = IWMO_OK;

    if (judge->is_scanned)
        return status;
    if (!judge->is_open)
        status = feed_head(judge);
    if (status == IWMO_OK && !judge->is_fatal &&
        iwmo_reader_state(judge->reader) == IWMO_READING_OPEN)
        status = finish_reader(judge);
    return status;
}

static enum iwmo_status
finish(struct iwmo_judge *judge)
{
    struct iwmo_result *result = &judge->result;

    if (finish_reading(judge) == IWMO_NO_MEMORY)
        return IWMO_NO_MEMORY;
    result->verdict = IWMO_VALID;
    if (judge->is_fatal) {
        result->verdict = IWMO_UNDETERMINED;
    } else {
        settle_reading(judge);
        iwmo_remarks_text(result->size_bytes,
                          judge->is_scanned ? iwmo_scan_line_ends(judge->scan)
                                            : iwmo_reader_line_ends(judge->reader),
                          &result->findings);
    }
    iwmo_findings_sort(&result->findings);
    if (judge->options.policy != NULL)
        iwmo_policy_apply(judge->options.policy, result);
    if (judge->digest != NULL &&
        iwmo_digest_finish(judge->digest, result->sha256, NULL) != IWMO_OK)
        return IWMO_NO_MEMORY;
    if (result->verdict == IWMO_VALID && result->findings.errors > 0)
        result->verdict = IWMO_INVALID;
    if (result->verdict == IWMO_VALID &&
        result->layers[IWMO_LAYER_RULES] == IWMO_FAILED)
        result->verdict = IWMO_UNDETERMINED;
    return IWMO_OK;
}

static void
begin(struct iwmo_judge *judge, const char *name)
{
    iwmo_arena_reset(judge->message);
    iwmo_decoder_free(judge->decoder);
    judge->decoder = NULL;
    judge->is_scanned = judge->is_open = judge->is_fatal = false;
    judge->head_size = 0;
    judge->result = (struct iwmo_result){.file = name};
    judge->result.layers[IWMO_LAYER_FILE] = IWMO_RAN;
    iwmo_findings_init(&judge->result.findings, judge->message,
                       judge->options.max_findings);
    judge->result.findings.max_own = judge->options.max_own;
    iwmo_builder_forget(judge->builder);
    iwmo_buffer_reset(&judge->sent);
    if (judge->digest != NULL)
        iwmo_digest_reset(judge->digest);
    iwmo_remarks_name(name, &judge->result.findings);
}

/* What a stylesheet says of the same bytes. */
static enum iwmo_status
compare(struct iwmo_judge *judge)
{
    const struct iwmo_result *ours = &judge->result;
    const struct iwmo_buffer *sent = &judge->sent;

    if (sent->failed == IWMO_OK && !iwmo_against_is_complete(&ours->findings)) {
        struct iwmo_judge_options options = judge->options;
        options.max_findings = options.max_places = SIZE_MAX;
        options.wants_sha256 = false;
        options.policy = NULL;
        options.against = NULL;
        if (judge->thorough == NULL)
            judge->thorough = iwmo_judge_new(&options, NULL);
        if (judge->thorough == NULL ||
            iwmo_judge_bytes(judge->thorough, ours->file, sent->at, sent->size, &ours,
                             NULL) != IWMO_OK)
            return IWMO_NO_MEMORY;
    }
    judge->result.against = &judge->comparison;
    return iwmo_against_compare(judge->options.against, sent, ours, judge->message,
                                &judge->comparison);
}

static enum iwmo_status
settle(struct iwmo_judge *judge, enum iwmo_status status,
       const struct iwmo_result **result, struct iwmo_error *err)
{
    if (status == IWMO_OK)
        status = finish(judge);
    if (status == IWMO_OK && judge->result.findings.failed &&
        !iwmo_arena_is_full(judge->message))
        status = IWMO_NO_MEMORY;
    if (status == IWMO_OK && judge->options.against != NULL)
        status = compare(judge);
    *result = &judge->result;
    if (status != IWMO_OK)
        return iwmo_fail(err, status, "%s: out of memory", judge->result.file);
    return IWMO_OK;
}

/* ---- sources ---- */

enum iwmo_status
iwmo_judge_chunks(struct iwmo_judge *judge, const char *name, const void *bytes,
                  size_t size, size_t chunk, const struct iwmo_result **result,
                  struct iwmo_error *err)
{
    const char *at = bytes;
    enum iwmo_status status = IWMO_OK;

    begin(judge, name);
    while (size > 0 && status == IWMO_OK) {
        size_t part = chunk < size ? chunk : size;
        status = feed(judge, at, part);
        at += part;
        size -= part;
    }
    return settle(judge, status, result, err);
}

/* The scan reads it all.  False: it gave up, and nothing has happened. */
static bool
scan(struct iwmo_judge *judge, const struct iwmo_source *source)
{
    if (judge->scan == NULL)
        return false;
    bool is_read =
        iwmo_scan_read(judge->scan, source, judge->options.release, begin_units(judge));
    judge->is_scanned = is_read && !judge->result.findings.failed;
    if (!judge->is_scanned)
        begin(judge, judge->result.file);
    return judge->is_scanned;
}

bool
iwmo_judge_gave_up(const struct iwmo_judge *judge)
{
    return !judge->is_scanned;
}

enum iwmo_status
iwmo_judge_bytes(struct iwmo_judge *judge, const char *name, const void *bytes,
                 size_t size, const struct iwmo_result **result, struct iwmo_error *err)
{
    struct iwmo_tap tap = {.saw = take, .self = judge};
    struct iwmo_source source = iwmo_tap_bytes(&tap, bytes, size);

    begin(judge, name);
    if (scan(judge, &source))
        return settle(judge, IWMO_OK, result, err);
    return iwmo_judge_chunks(judge, name, bytes, size, READ_BYTES, result, err);
}

static void
report_unreadable(struct iwmo_judge *judge, int error)
{
    report_file(judge, FAULT_FILE_UNREADABLE, strerror(error));
    judge->result.layers[IWMO_LAYER_FILE] = IWMO_FAILED;
    judge->result.verdict = IWMO_UNDETERMINED;
}

/* Everything from `fd`.  Returns 0, or errno of a read that failed. */
static int
read_all(struct iwmo_judge *judge, int fd, enum iwmo_status *status)
{
    *status = IWMO_OK;
    while (*status == IWMO_OK) {
        ssize_t size = read(fd, judge->bytes, sizeof(judge->bytes));
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return errno;
        if (size == 0)
            break;
        *status = feed(judge, judge->bytes, (size_t)size);
    }
    return 0;
}

/* The same; what the scan read before it gave up is not read again when it still has
 * it. */
static int
scan_or_read_all(struct iwmo_judge *judge, int fd, enum iwmo_status *status)
{
    struct iwmo_tap tap = {.saw = take, .self = judge};
    struct iwmo_source source = iwmo_tap_file(&tap, fd);
    struct iwmo_text kept = {NULL, 0};
    int error = 0;

    *status = IWMO_OK;
    if (scan(judge, &source))
        return 0;
    if (judge->scan != NULL)
        kept = iwmo_scan_kept(judge->scan);
    if (kept.at != NULL)
        *status = feed(judge, kept.at, kept.size);
    else if (judge->scan != NULL)
        error = iwmo_tap_rewind(&tap);
    return *status == IWMO_OK && error == 0 ? read_all(judge, fd, status) : error;
}

enum iwmo_status
iwmo_judge_file(struct iwmo_judge *judge, const char *path,
                const struct iwmo_result **result, struct iwmo_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    enum iwmo_status status = IWMO_OK;

    begin(judge, path);
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int error = fd < 0 ? errno : scan_or_read_all(judge, fd, &status);
    if (fd >= 0 && !is_stdin)
        close(fd);
    if (error == 0)
        return settle(judge, status, result, err);
    report_unreadable(judge, error);
    *result = &judge->result;
    return IWMO_OK;
}
