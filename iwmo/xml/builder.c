#include "xml/builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/set.h"
#include "schema/lookup.h"
#include "xml/content.h"
#include "xml/identity.h"

#define MAX_STRANGERS 65536 /* names outside the schema whose number is kept */

struct iwmo_builder {
    struct iwmo_reader *reader;
    const struct iwmo_schema *schema;
    struct iwmo_assembly assembly;
    const char **names;         /* interned, by element id */
    unsigned generation;        /* of those names */
    struct iwmo_buffer text;    /* of the value at hand */
    struct iwmo_position loose; /* text where none may be, not told yet; line 0: none */

    /* the message at hand */
    struct iwmo_content content;
    enum iwmo_release release;
    unsigned skip_depth;        /* open elements that the schema does not know */
    struct iwmo_set *strangers; /* (parent, name) -> struct iwmo_siblings */
};

/* ---- life ---- */

struct iwmo_builder *
iwmo_builder_new(struct iwmo_reader *reader, const struct iwmo_schema *schema,
                 const struct iwmo_limits *limits)
{
    struct iwmo_builder *builder = calloc(1, sizeof(*builder));
    if (builder == NULL)
        return NULL;
    builder->reader = reader;
    builder->schema = schema;
    bool is_made = iwmo_assembly_init(&builder->assembly, limits);
    builder->names = calloc(schema->name_count, sizeof(*builder->names));
    iwmo_buffer_init(&builder->text,
                     limits->text_bytes ? limits->text_bytes : IWMO_MAX_TEXT_BYTES);
    if (!is_made || builder->names == NULL) {
        iwmo_builder_free(builder);
        return NULL;
    }
    return builder;
}

void
iwmo_builder_free(struct iwmo_builder *builder)
{
    if (builder == NULL)
        return;
    iwmo_assembly_release(&builder->assembly);
    iwmo_set_free(builder->strangers);
    iwmo_buffer_release(&builder->text);
    free(builder->names);
    free(builder);
}

/* Not before the reader has begun: it may have thrown the names away then. */
static enum iwmo_status
intern_names(struct iwmo_builder *builder)
{
    unsigned generation = iwmo_reader_generation(builder->reader);

    if (builder->generation == generation)
        return IWMO_OK;
    for (size_t i = 1; i < builder->schema->name_count; i++) {
        builder->names[i] =
            iwmo_reader_intern(builder->reader, builder->schema->names[i]);
        if (builder->names[i] == NULL)
            return IWMO_NO_MEMORY;
    }
    builder->generation = generation;
    return IWMO_OK;
}

/* ---- places of elements that are not in the schema ---- */

/* By the step of the parent: its node may be given back and its memory used again. */
static struct iwmo_siblings *
strangers_of(struct iwmo_builder *builder, const struct iwmo_step *parent,
             const char *name)
{
    struct iwmo_arena *arena = builder->content.findings->arena;
    struct {
        const void *parent, *name;
    } key = {parent, name};

    if (builder->strangers == NULL)
        builder->strangers = iwmo_set_new(MAX_STRANGERS);
    if (builder->strangers == NULL)
        return NULL;
    uint64_t fingerprint =
        iwmo_fingerprint(0, (struct iwmo_text){(const char *)&key, sizeof(key)});
    uint64_t *value = iwmo_set_put(builder->strangers, fingerprint, NULL);
    if (value != NULL && *value == 0)
        *value =
            (uint64_t)(uintptr_t)iwmo_arena_alloc(arena, sizeof(struct iwmo_siblings));
    if (value != NULL)
        return (struct iwmo_siblings *)(uintptr_t)*value;
    bool is_full = iwmo_set_count(builder->strangers) >= MAX_STRANGERS;
    return is_full ? iwmo_arena_alloc(arena, sizeof(struct iwmo_siblings)) : NULL;
}

/* Place of `tag`, a child of `parent` that has no row. */
static struct iwmo_location
stranger_place(struct iwmo_builder *builder, struct iwmo_node *parent,
               const struct iwmo_tag *tag)
{
    struct iwmo_findings *findings = builder->content.findings;
    struct iwmo_location where = {.at = tag->at};

    if (findings->kept >= findings->max)
        return where;
    struct iwmo_step *step = iwmo_arena_alloc(findings->arena, sizeof(*step));
    const char *name = iwmo_findings_words(findings, iwmo_text(tag->name));
    if (step == NULL || name == NULL) {
        findings->failed = true;
        return where;
    }
    struct iwmo_siblings *siblings = NULL;
    if (parent != NULL) {
        step->parent = iwmo_path_step(parent, findings->arena);
        siblings = strangers_of(builder, step->parent, tag->name);
        if (step->parent == NULL || siblings == NULL) {
            findings->failed = true;
            return where;
        }
    }
    step->name = name;
    step->index = siblings ? ++siblings->count : 1;
    step->siblings = siblings;
    where.step = step;
    return where;
}

/* ---- start tags ---- */

/* Is this the root of a message that can be judged here? */
static bool
recognise(struct iwmo_builder *builder, const struct iwmo_tag *tag)
{
    struct iwmo_content *content = &builder->content;
    const struct iwmo_message_kind *message =
        tag->space ? iwmo_message_by_space(builder->schema, iwmo_text(tag->space))
                   : NULL;

    if (message == NULL) {
        iwmo_identity_report(tag, builder->schema, stranger_place(builder, NULL, tag),
                             content->findings);
        return false;
    }
    builder->assembly.message = message;
    int fault = FAULT_WRONG_ROOT;
    if (builder->release != R_none && builder->release != message->release)
        fault = FAULT_NOT_ASKED_RELEASE;
    else if (strcmp(tag->name, message->root->name) == 0)
        return true;

    struct iwmo_finding *finding = iwmo_findings_add(
        content->findings, &iwmo_faults[fault], stranger_place(builder, NULL, tag));
    if (finding != NULL) {
        finding->name = iwmo_findings_words(content->findings, iwmo_text(tag->name));
        finding->other = message->release_name;
        finding->expected = iwmo_release_name(builder->release);
    }
    return false;
}

static enum iwmo_status
open_node(struct iwmo_builder *builder, struct iwmo_node *node,
          struct iwmo_arena_mark mark, struct iwmo_node *before, bool is_alien)
{
    struct iwmo_frame *frame =
        iwmo_assembly_open(&builder->assembly, node, mark, before);

    builder->text.size = 0;
    if (frame == NULL)
        return iwmo_assembly_failure(&builder->assembly);
    frame->is_alien = is_alien;
    return IWMO_OK;
}

static enum iwmo_status
start_root(struct iwmo_builder *builder, const struct iwmo_tag *tag)
{
    if (!recognise(builder, tag))
        return IWMO_MALFORMED; /* nothing more to be learnt from this document */

    if (intern_names(builder) != IWMO_OK)
        return IWMO_NO_MEMORY;
    struct iwmo_assembly *assembly = &builder->assembly;
    const struct iwmo_message_kind *message = assembly->message;
    struct iwmo_content *content = &builder->content;
    content->spaces[IWMO_SPACE_MESSAGE] = tag->space;
    content->spaces[IWMO_SPACE_BASE] =
        iwmo_reader_intern(builder->reader, message->base_space);
    struct iwmo_node *root =
        iwmo_assembly_node(assembly, NULL, message->root, 0, tag->at);
    if (root == NULL || content->spaces[IWMO_SPACE_BASE] == NULL)
        return IWMO_NO_MEMORY;
    assembly->is_judging = true;
    iwmo_content_attributes(content, builder->reader, root, tag);
    return open_node(builder, root, iwmo_arena_mark(assembly->arena), NULL, false);
}

static void
report_element_in_value(struct iwmo_builder *builder, struct iwmo_frame *frame,
                        const struct iwmo_tag *tag)
{
    struct iwmo_findings *findings = builder->content.findings;

    if (frame->has_element)
        return;
    frame->has_element = true;
    struct iwmo_location where = iwmo_findings_place(findings, frame->node);
    where.at = tag->at;
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_faults[FAULT_ELEMENT_IN_VALUE], where);
    if (finding != NULL) {
        finding->name = frame->node->decl->name;
        finding->other = iwmo_findings_words(findings, iwmo_text(tag->name));
    }
    iwmo_content_spoil(frame->node);
}

/* Loose text is told at the next tag: whether libxml2 tells of text before a fatal
 * fault depends on chunks. */
static void
report_loose_text(struct iwmo_builder *builder, struct iwmo_frame *frame)
{
    struct iwmo_findings *findings = builder->content.findings;
    struct iwmo_location where = iwmo_findings_place(findings, frame->node);

    where.at = builder->loose;
    builder->loose.line = 0;
    struct iwmo_finding *finding =
        iwmo_findings_add(findings, &iwmo_faults[FAULT_TEXT_IN_GROUP], where);
    if (finding != NULL)
        finding->name = frame->node->decl->name;
    iwmo_content_spoil(frame->node);
}

static enum iwmo_status
start_child(struct iwmo_builder *builder, struct iwmo_frame *frame, uint32_t row,
            const struct iwmo_tag *tag)
{
    struct iwmo_content *content = &builder->content;
    struct iwmo_assembly *assembly = &builder->assembly;
    struct iwmo_arena_mark mark = iwmo_arena_mark(assembly->arena);
    struct iwmo_node *before = frame->node->last;

    struct iwmo_node *node =
        iwmo_assembly_node(assembly, frame, &frame->type->children[row], row, tag->at);
    if (node == NULL)
        return iwmo_assembly_failure(assembly);
    bool is_alien = iwmo_content_accept(content, frame, row, node, tag->space);
    if (tag->attribute_count > 0)
        iwmo_content_attributes(content, builder->reader, node, tag);
    return open_node(builder, node, mark, before, is_alien);
}

static enum iwmo_status
on_start(void *self, const struct iwmo_tag *tag)
{
    struct iwmo_builder *builder = self;

    if (builder->skip_depth > 0) {
        builder->skip_depth++;
        return IWMO_OK;
    }
    struct iwmo_assembly *assembly = &builder->assembly;
    if (assembly->frame_count == 0)
        return start_root(builder, tag);

    struct iwmo_frame *frame = &assembly->frames[assembly->frame_count - 1];
    if (builder->loose.line != 0)
        report_loose_text(builder, frame);
    if (frame->type->kind != IWMO_GROUP) {
        report_element_in_value(builder, frame, tag);
        builder->skip_depth = 1;
        return IWMO_OK;
    }
    uint32_t row = iwmo_content_row(&builder->content, frame, tag->name);
    if (row != IWMO_NO_ROW)
        return start_child(builder, frame, row, tag);
    iwmo_content_reject(&builder->content, frame, tag,
                        stranger_place(builder, frame->node, tag));
    builder->skip_depth = 1;
    return IWMO_OK;
}

/* ---- text ---- */

static bool
is_white(const char *at, size_t size)
{
    const uint64_t white = 1ULL << ' ' | 1ULL << '\n' | 1ULL << '\t' | 1ULL << '\r';

    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)at[i];
        if (byte > ' ' || (white >> byte & 1) == 0)
            return false;
    }
    return true;
}

static enum iwmo_status
on_text(void *self, const char *at, size_t size)
{
    struct iwmo_builder *builder = self;
    struct iwmo_assembly *assembly = &builder->assembly;

    if (builder->skip_depth > 0 || assembly->frame_count == 0)
        return IWMO_OK;
    struct iwmo_frame *frame = &assembly->frames[assembly->frame_count - 1];
    if (frame->type->kind == IWMO_GROUP) {
        if (!frame->has_loose_text && !is_white(at, size)) {
            frame->has_loose_text = true;
            builder->loose = iwmo_reader_text_position(builder->reader);
        }
        return IWMO_OK;
    }
    iwmo_buffer_add(&builder->text, at, size);
    return builder->text.failed;
}

/* ---- end tags ---- */

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_builder *builder = self;

    if (builder->skip_depth > 0) {
        builder->skip_depth--;
        return IWMO_OK;
    }
    struct iwmo_assembly *assembly = &builder->assembly;
    struct iwmo_frame *frame = iwmo_assembly_close(assembly);
    if (builder->loose.line != 0)
        report_loose_text(builder, frame);
    if (frame->type->kind == IWMO_GROUP)
        iwmo_content_close(&builder->content, frame);
    else if (!frame->has_element)
        iwmo_content_value(&builder->content, frame->node,
                           (struct iwmo_text){builder->text.at, builder->text.size});
    if (builder->content.findings->failed)
        return iwmo_arena_is_full(builder->content.findings->arena)
                   ? IWMO_LIMIT
                   : iwmo_assembly_failure(assembly);
    return iwmo_assembly_deliver(assembly, frame);
}

/* ---- a message ---- */

void
iwmo_builder_forget(struct iwmo_builder *builder)
{
    iwmo_assembly_reset(&builder->assembly);
    if (builder->strangers != NULL)
        iwmo_set_reset(builder->strangers);
    builder->skip_depth = 0;
}

enum iwmo_status
iwmo_builder_begin(struct iwmo_builder *builder, struct iwmo_findings *findings,
                   enum iwmo_release release, struct iwmo_units units,
                   struct iwmo_events *events)
{
    iwmo_builder_forget(builder);
    builder->content = (struct iwmo_content){.findings = findings,
                                             .assembly = &builder->assembly,
                                             .names = builder->names,
                                             .schema = builder->schema};
    builder->assembly.units = units;
    builder->release = release;
    builder->text.size = 0;
    builder->text.failed = IWMO_OK;
    builder->loose.line = 0;
    *events = (struct iwmo_events){on_start, on_text, on_end, builder};
    return IWMO_OK;
}

const struct iwmo_message_kind *
iwmo_builder_message(const struct iwmo_builder *builder)
{
    return builder->assembly.message;
}

bool
iwmo_builder_is_judging(const struct iwmo_builder *builder)
{
    return builder->assembly.is_judging;
}

const struct iwmo_node *
iwmo_builder_header(const struct iwmo_builder *builder)
{
    return builder->assembly.header;
}

struct iwmo_node *
iwmo_builder_open_node(const struct iwmo_builder *builder)
{
    const struct iwmo_assembly *assembly = &builder->assembly;

    if (assembly->frame_count == 0)
        return NULL;
    return assembly->frames[assembly->frame_count - 1].node;
}

struct iwmo_assembly *
iwmo_builder_assembly(struct iwmo_builder *builder)
{
    return &builder->assembly;
}
