#include "translate/json_writer.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "translate/json_text.h"
#include "xml/limits.h"

/* An object that is open. */
struct frame {
    const struct iwmo_element *array; /* whose array is open in it; NULL: none */
    bool has_member;
};

struct iwmo_json_writer {
    struct iwmo_drain drain;
    struct iwmo_buffer kept;
    unsigned level; /* of indentation: objects and arrays that are open */
    unsigned depth;
    struct frame frames[IWMO_MAX_DEPTH];
};

struct iwmo_json_writer *
iwmo_json_writer_new(struct iwmo_drain drain)
{
    struct iwmo_json_writer *writer = calloc(1, sizeof(*writer));

    if (writer != NULL)
        writer->drain = drain;
    return writer;
}

void
iwmo_json_writer_free(struct iwmo_json_writer *writer)
{
    if (writer == NULL)
        return;
    iwmo_buffer_release(&writer->kept);
    free(writer);
}

/* ---- layout ---- */

static enum iwmo_status
settle(struct iwmo_json_writer *writer)
{
    if (writer->kept.failed != IWMO_OK)
        return writer->kept.failed;
    if (writer->kept.size < IWMO_DRAIN_BYTES)
        return IWMO_OK;
    return iwmo_drain_empty(&writer->drain, &writer->kept);
}

static void
add_line(struct iwmo_json_writer *writer)
{
    iwmo_buffer_char(&writer->kept, '\n');
    for (unsigned i = 0; i < writer->level; i++)
        iwmo_buffer_text(&writer->kept, "  ");
}

static void
close_array(struct iwmo_json_writer *writer, struct frame *frame)
{
    if (frame->array == NULL)
        return;
    writer->level--;
    add_line(writer);
    iwmo_buffer_char(&writer->kept, ']');
    frame->array = NULL;
}

static void
add_key(struct iwmo_json_writer *writer, const char *key)
{
    iwmo_buffer_char(&writer->kept, '"');
    iwmo_buffer_text(&writer->kept, key);
    iwmo_buffer_text(&writer->kept, "\": ");
}

/* All that comes before the value of `element`. */
static void
begin_member(struct iwmo_json_writer *writer, const struct iwmo_element *element)
{
    struct frame *frame = &writer->frames[writer->depth - 1];
    bool is_next_item = frame->array == element;

    if (!is_next_item)
        close_array(writer, frame);
    if (frame->has_member)
        iwmo_buffer_char(&writer->kept, ',');
    frame->has_member = true;
    add_line(writer);
    if (is_next_item)
        return;
    add_key(writer, element->name);
    if (element->max <= 1)
        return;
    iwmo_buffer_char(&writer->kept, '[');
    writer->level++;
    add_line(writer);
    frame->array = element;
}

static void
push(struct iwmo_json_writer *writer)
{
    iwmo_buffer_char(&writer->kept, '{');
    writer->frames[writer->depth++] = (struct frame){0};
    writer->level++;
}

/* ---- as a visitor ---- */

static void
add_identity(struct iwmo_json_writer *writer, const char *key, const char *value)
{
    add_line(writer);
    add_key(writer, key);
    iwmo_json_text_quote(&writer->kept, iwmo_text(value));
    iwmo_buffer_char(&writer->kept, ',');
}

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    struct iwmo_json_writer *writer = self;

    iwmo_buffer_reset(&writer->kept);
    writer->depth = 0;
    writer->level = 1;
    iwmo_buffer_char(&writer->kept, '{');
    add_identity(writer, "message", message->name);
    add_identity(writer, "release", message->release_name);
    add_line(writer);
    add_key(writer, message->root->name);
    push(writer);
    return settle(writer);
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct iwmo_json_writer *writer = self;

    assert(writer->depth > 0);
    if (writer->depth == IWMO_MAX_DEPTH)
        return IWMO_LIMIT;
    begin_member(writer, group);
    push(writer);
    return settle(writer);
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct iwmo_json_writer *writer = self;

    assert(writer->depth > 0);
    begin_member(writer, element);
    if (element->type->kind == IWMO_INTEGER && iwmo_json_text_is_number(text))
        iwmo_buffer_add(&writer->kept, text.at, text.size);
    else
        iwmo_json_text_quote(&writer->kept, text);
    return settle(writer);
}

static enum iwmo_status
on_close(void *self)
{
    struct iwmo_json_writer *writer = self;

    assert(writer->depth > 0);
    struct frame *frame = &writer->frames[--writer->depth];
    close_array(writer, frame);
    writer->level--;
    if (frame->has_member)
        add_line(writer);
    iwmo_buffer_char(&writer->kept, '}');
    return settle(writer);
}

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_json_writer *writer = self;
    enum iwmo_status status = on_close(self);

    iwmo_buffer_text(&writer->kept, "\n}\n");
    return status == IWMO_OK ? iwmo_drain_empty(&writer->drain, &writer->kept) : status;
}

struct iwmo_visitor
iwmo_json_writer_visitor(struct iwmo_json_writer *writer)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, writer};
}
