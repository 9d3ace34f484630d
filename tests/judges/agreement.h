#ifndef IWMO_TESTS_JUDGES_AGREEMENT_H
#define IWMO_TESTS_JUDGES_AGREEMENT_H

/*
 * Agreement: the two readers on the same bytes, for a test and a fuzz target.
 *
 * Three judges that differ in nothing but the reader: the scan, the scan with a window
 * so small that everything falls on its border, and libxml2 alone.  All that a result
 * says must be equal, and when the scan accepts also every node: names, values,
 * positions.
 */
#include <inttypes.h>
#include <string.h>

#include "judge/judge.h"
#include "model/wording.h"
#include "xml/builder.h"
#include "xml/scan.h"

struct agreement {
    struct iwmo_judge *fast, *narrow, *slow;
    struct iwmo_reader *reader; /* below: nodes only */
    struct iwmo_builder *builder;
    struct iwmo_scan *scan;
    struct iwmo_arena *arena;
    struct iwmo_buffer ours, theirs;
    uint64_t accepted;
};

/* ---- all that a result says ---- */

static inline void
agreement_add_words(struct iwmo_buffer *out, const char *words)
{
    iwmo_buffer_printf(out, "|%s", words != NULL ? words : "-");
}

static inline void
agreement_add_place(struct iwmo_buffer *out, const struct iwmo_location *where)
{
    iwmo_buffer_printf(out, " %" PRIu64 "@%" PRIu64 ":%" PRIu64 " ", where->at.offset,
                       where->at.line, where->at.column);
    iwmo_path_print(where->step, out);
    agreement_add_words(out, where->attribute);
}

static inline void
agreement_add_finding(struct iwmo_buffer *out, const struct iwmo_finding *finding)
{
    iwmo_buffer_printf(out, "%s %d %" PRIu64 " %u %d", finding->fault->code,
                       (int)finding->severity, finding->order, finding->rank,
                       finding->follow_on);
    agreement_add_place(out, &finding->where);
    iwmo_buffer_printf(out, " %zu", finding->also_total);
    for (size_t i = 0; i < finding->also_count; i++)
        agreement_add_place(out, &finding->also[i]);
    agreement_add_words(out, finding->name);
    agreement_add_words(out, finding->other);
    agreement_add_words(out, finding->expected);
    agreement_add_words(out, finding->found);
    iwmo_wording_print(finding, IWMO_EN, true, out);
    iwmo_buffer_char(out, '\n');
}

static inline void
agreement_add_result(struct iwmo_buffer *out, const struct iwmo_result *result)
{
    const struct iwmo_heading *heading = &result->heading;

    iwmo_buffer_printf(out, "%s %s %d %s %" PRIu64, iwmo_verdict_name(result->verdict),
                       result->message ? result->message->name : "-",
                       result->is_bericht, result->sha256, result->size_bytes);
    for (int layer = 0; layer < IWMO_LAYER_COUNT; layer++)
        iwmo_buffer_printf(out, " %s", iwmo_layer_state_name(result->layers[layer]));
    agreement_add_words(out, heading->bericht_code);
    agreement_add_words(out, heading->bericht_versie);
    agreement_add_words(out, heading->bericht_subversie);
    agreement_add_words(out, heading->identificatie);
    agreement_add_words(out, heading->dagtekening);
    agreement_add_words(out, heading->afzender);
    iwmo_buffer_printf(out, " %" PRIu64 " errors %" PRIu64 " warnings\n",
                       result->findings.errors, result->findings.warnings);
    for (const struct iwmo_finding *finding = result->findings.first; finding;
         finding = finding->next)
        agreement_add_finding(out, finding);
}

static inline bool
agreement_judge(struct iwmo_judge *judge, const void *bytes, size_t size,
                struct iwmo_buffer *out)
{
    const struct iwmo_result *result;

    iwmo_buffer_reset(out);
    if (iwmo_judge_bytes(judge, "a.xml", bytes, size, &result, NULL) != IWMO_OK)
        return false; /* memory is not short here */
    agreement_add_result(out, result);
    return out->failed == IWMO_OK;
}

/* ---- all nodes ---- */

static inline void
agreement_add_node(struct iwmo_buffer *out, const struct iwmo_node *node)
{
    const struct iwmo_value *value = &node->value;

    iwmo_buffer_printf(out, "%s[%" PRIu32 "] %" PRIu64 "@%" PRIu64 ":%" PRIu64,
                       node->decl->name, node->index, node->at.offset, node->at.line,
                       node->at.column);
    iwmo_buffer_printf(out, " #%" PRIu64 " %d %zu:", node->order, node->fits,
                       value->text.size);
    iwmo_buffer_add(out, value->text.at, value->text.size);
    if (node->decl->type->kind == IWMO_INTEGER)
        iwmo_buffer_printf(out, " =%" PRId64, value->integer);
    else if (node->decl->type->kind != IWMO_GROUP)
        iwmo_buffer_printf(out, " =%d",
                           node->decl->type->kind == IWMO_STRING ? (int)value->code
                                                                 : value->seconds);
    iwmo_buffer_char(out, '\n');
    for (const struct iwmo_node *child = node->first; child; child = child->next)
        agreement_add_node(out, child);
    if (node->last != NULL && (node->last->next != NULL || node->last->parent != node))
        iwmo_buffer_text(out, "torn\n");
}

static inline enum iwmo_status
agreement_on_node(void *self, struct iwmo_node *node)
{
    agreement_add_node(self, node);
    iwmo_buffer_text(self, "--\n");
    return IWMO_OK;
}

/* Bytes for the scan. */
struct agreement_bytes {
    const char *at;
    size_t left;
};

static inline ptrdiff_t
agreement_read(void *self, char *at, size_t room)
{
    struct agreement_bytes *bytes = self;
    size_t size = room < bytes->left ? room : bytes->left;

    if (size > 7) /* as pipes do: now more, now less */
        size -= size / 3;
    if (size > 0)
        memcpy(at, bytes->at, size);
    bytes->at += size;
    bytes->left -= size;
    return (ptrdiff_t)size;
}

static inline bool
agreement_rewinds(void *self)
{
    (void)self;
    return true;
}

static inline bool
agreement_scan(struct agreement *agreement, const void *bytes, size_t size)
{
    struct agreement_bytes from = {bytes, size};
    struct iwmo_source source = {agreement_read, agreement_rewinds, &from};
    struct iwmo_units units = {agreement_on_node, agreement_on_node, &agreement->ours};

    iwmo_buffer_reset(&agreement->ours);
    iwmo_builder_forget(agreement->builder);
    return iwmo_scan_read(agreement->scan, &source, R_none, units);
}

static inline bool
agreement_read_nodes(struct agreement *agreement, const void *bytes, size_t size)
{
    struct iwmo_units units = {agreement_on_node, agreement_on_node,
                               &agreement->theirs};
    struct iwmo_findings findings;
    struct iwmo_events events;

    iwmo_buffer_reset(&agreement->theirs);
    iwmo_arena_reset(agreement->arena);
    iwmo_findings_init(&findings, agreement->arena, 10);
    iwmo_builder_begin(agreement->builder, &findings, R_none, units, &events);
    iwmo_reader_begin(agreement->reader, events);
    iwmo_reader_feed(agreement->reader, bytes, size);
    iwmo_reader_finish(agreement->reader);
    return iwmo_reader_state(agreement->reader) == IWMO_READING_COMPLETE &&
           findings.errors == 0;
}

/* ---- both ---- */

static inline struct iwmo_judge *
agreement_new_judge(enum iwmo_judge_reader reader, size_t window_bytes)
{
    struct iwmo_judge_options options = {.reader = reader,
                                         .window_bytes = window_bytes,
                                         .max_findings = 200,
                                         .wants_sha256 = true,
                                         .seed = 7,
                                         .today = iwmo_date_of(2025, 6, 1)};
    return iwmo_judge_new(&options, NULL);
}

/* False: out of memory. */
static inline bool
agreement_init(struct agreement *agreement)
{
    struct iwmo_limits limits = {0};
    struct iwmo_scan_options options = {.schema = &iwmo_schema_builtin,
                                        .window_bytes = 2000};

    *agreement = (struct agreement){
        .fast = agreement_new_judge(IWMO_READER_FAST, 0),
        .narrow = agreement_new_judge(IWMO_READER_FAST, IWMO_SCAN_LEAST_BYTES),
        .slow = agreement_new_judge(IWMO_READER_LIBXML2, 0),
        .reader = iwmo_reader_new(&limits),
        .arena = iwmo_arena_new(0),
    };
    if (agreement->reader != NULL)
        agreement->builder =
            iwmo_builder_new(agreement->reader, &iwmo_schema_builtin, &limits);
    if (agreement->builder != NULL)
        agreement->scan =
            iwmo_scan_new(iwmo_builder_assembly(agreement->builder), &options);
    return agreement->fast != NULL && agreement->narrow != NULL &&
           agreement->slow != NULL && agreement->arena != NULL &&
           agreement->scan != NULL;
}

static inline void
agreement_release(struct agreement *agreement)
{
    iwmo_judge_free(agreement->fast);
    iwmo_judge_free(agreement->narrow);
    iwmo_judge_free(agreement->slow);
    iwmo_scan_free(agreement->scan);
    iwmo_builder_free(agreement->builder);
    iwmo_reader_free(agreement->reader);
    iwmo_arena_free(agreement->arena);
    iwmo_buffer_release(&agreement->ours);
    iwmo_buffer_release(&agreement->theirs);
}

static inline bool
agreement_is_same(const struct agreement *agreement)
{
    const struct iwmo_buffer *ours = &agreement->ours, *theirs = &agreement->theirs;

    return ours->size == theirs->size &&
           (ours->size == 0 || memcmp(ours->at, theirs->at, ours->size) == 0);
}

/* What differs, in `ours` and `theirs`; NULL: nothing. */
static inline const char *
agreement_check(struct agreement *agreement, const void *bytes, size_t size)
{
    struct iwmo_buffer *ours = &agreement->ours, *theirs = &agreement->theirs;

    if (!agreement_judge(agreement->slow, bytes, size, theirs))
        return "out of memory";
    if (!agreement_judge(agreement->narrow, bytes, size, ours) ||
        !agreement_is_same(agreement))
        return "the result, in a narrow window";
    if (!agreement_judge(agreement->fast, bytes, size, ours) ||
        !agreement_is_same(agreement))
        return "the result";
    if (!agreement_scan(agreement, bytes, size))
        return NULL;
    agreement->accepted++;
    if (!agreement_read_nodes(agreement, bytes, size))
        return "libxml2 finds it at fault";
    return agreement_is_same(agreement) ? NULL : "the nodes";
}

#endif
