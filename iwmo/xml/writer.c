#include "xml/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "xml/limits.h"

#define BASE_PREFIX "iwmo"
#define MAX_PREFIX  32

struct iwmo_writer {
    struct iwmo_drain drain;
    struct iwmo_buffer kept;
    enum iwmo_status failed; /* the first failure; later calls do nothing */
    const struct iwmo_message_kind *message;
    char prefix[MAX_PREFIX]; /* of the message's namespace */
    unsigned depth;          /* open elements */
    bool is_empty;           /* the innermost has no child yet */
    const struct iwmo_element *open[IWMO_MAX_DEPTH];
};

struct iwmo_writer *
iwmo_writer_new(struct iwmo_drain drain)
{
    struct iwmo_writer *writer = calloc(1, sizeof(*writer));

    if (writer != NULL)
        writer->drain = drain;
    return writer;
}

void
iwmo_writer_free(struct iwmo_writer *writer)
{
    if (writer == NULL)
        return;
    iwmo_buffer_release(&writer->kept);
    free(writer);
}

/* ---- pieces ---- */

/* XML 1.0, production Char, for UTF-8 that is known to be valid. */
static bool
is_forbidden(struct iwmo_text rest)
{
    unsigned char byte = (unsigned char)rest.at[0];

    if (byte < 0x20)
        return byte != '\t' && byte != '\n' && byte != '\r';
    return byte == 0xEF && rest.size >= 3 && (unsigned char)rest.at[1] == 0xBF &&
           (unsigned char)rest.at[2] >= 0xBE;
}

bool
iwmo_writer_accepts(struct iwmo_text text)
{
    if (!iwmo_utf8_valid(text))
        return false;
    for (; text.size > 0; text.at++, text.size--)
        if (is_forbidden(text))
            return false;
    return true;
}

static enum iwmo_status
settle(struct iwmo_writer *writer, bool is_end)
{
    if (writer->failed == IWMO_OK && writer->kept.failed != IWMO_OK)
        writer->failed = writer->kept.failed;
    if (writer->failed == IWMO_OK && (is_end || writer->kept.size >= IWMO_DRAIN_BYTES))
        writer->failed = iwmo_drain_empty(&writer->drain, &writer->kept);
    return writer->failed;
}

static void
add_line(struct iwmo_writer *writer)
{
    iwmo_buffer_add(&writer->kept, "\r\n", 2);
    for (unsigned i = 0; i < writer->depth; i++)
        iwmo_buffer_char(&writer->kept, '\t');
}

static void
add_tag(struct iwmo_writer *writer, const char *before,
        const struct iwmo_element *element)
{
    iwmo_buffer_text(&writer->kept, before);
    iwmo_buffer_text(&writer->kept,
                     element->space == IWMO_SPACE_BASE ? BASE_PREFIX : writer->prefix);
    iwmo_buffer_char(&writer->kept, ':');
    iwmo_buffer_text(&writer->kept, element->name);
}

static const char *
escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '\n':
        return "\r\n";
    default:
        return NULL;
    }
}

static void
add_value(struct iwmo_writer *writer, struct iwmo_text text)
{
    size_t plain = 0; /* where what is not written yet begins */

    for (size_t i = 0; i < text.size; i++) {
        const char *escape = escape_of(text.at[i]);
        if (escape == NULL)
            continue;
        iwmo_buffer_add(&writer->kept, text.at + plain, i - plain);
        iwmo_buffer_text(&writer->kept, escape);
        plain = i + 1;
        if (settle(writer, false) != IWMO_OK)
            return;
    }
    iwmo_buffer_add(&writer->kept, text.at + plain, text.size - plain);
}

/* ---- a message ---- */

static void
set_prefix(struct iwmo_writer *writer, const char *name)
{
    size_t i = 0;

    for (; i < MAX_PREFIX - 1 && name[i] != '\0'; i++)
        writer->prefix[i] =
            (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 'a' - 'A' : name[i]);
    writer->prefix[i] = '\0';
}

enum iwmo_status
iwmo_writer_begin(struct iwmo_writer *writer, const struct iwmo_message_kind *message)
{
    writer->message = message;
    writer->failed = IWMO_OK;
    writer->depth = 0;
    writer->is_empty = true;
    iwmo_buffer_reset(&writer->kept);
    set_prefix(writer, message->name);
    iwmo_buffer_text(&writer->kept, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
    add_tag(writer, "<", message->root);
    iwmo_buffer_printf(&writer->kept, " xmlns:" BASE_PREFIX "=\"%s\" xmlns:%s=\"%s\">",
                       message->base_space, writer->prefix, message->space);
    writer->open[writer->depth++] = message->root;
    return settle(writer, false);
}

enum iwmo_status
iwmo_writer_open(struct iwmo_writer *writer, const struct iwmo_element *group)
{
    assert(writer->depth > 0);
    if (writer->failed == IWMO_OK && writer->depth == IWMO_MAX_DEPTH)
        writer->failed = IWMO_LIMIT;
    if (writer->failed != IWMO_OK)
        return writer->failed;
    add_line(writer);
    add_tag(writer, "<", group);
    iwmo_buffer_char(&writer->kept, '>');
    writer->open[writer->depth++] = group;
    writer->is_empty = true;
    return settle(writer, false);
}

enum iwmo_status
iwmo_writer_value(struct iwmo_writer *writer, const struct iwmo_element *element,
                  struct iwmo_text text)
{
    assert(writer->depth > 0);
    if (writer->failed == IWMO_OK && !iwmo_writer_accepts(text))
        writer->failed = IWMO_MALFORMED;
    if (writer->failed != IWMO_OK)
        return writer->failed;
    add_line(writer);
    add_tag(writer, "<", element);
    iwmo_buffer_char(&writer->kept, '>');
    add_value(writer, text);
    add_tag(writer, "</", element);
    iwmo_buffer_char(&writer->kept, '>');
    writer->is_empty = false;
    return settle(writer, false);
}

enum iwmo_status
iwmo_writer_close(struct iwmo_writer *writer)
{
    assert(writer->depth > 0);
    if (writer->failed != IWMO_OK)
        return writer->failed;
    writer->depth--;
    if (!writer->is_empty)
        add_line(writer);
    add_tag(writer, "</", writer->open[writer->depth]);
    iwmo_buffer_char(&writer->kept, '>');
    writer->is_empty = false;
    return settle(writer, false);
}

enum iwmo_status
iwmo_writer_end(struct iwmo_writer *writer)
{
    assert(writer->failed != IWMO_OK || writer->depth == 1);
    if (iwmo_writer_close(writer) == IWMO_OK)
        iwmo_buffer_text(&writer->kept, "\r\n");
    return settle(writer, true);
}

/* ---- as a visitor ---- */

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    return iwmo_writer_begin(self, message);
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    return iwmo_writer_open(self, group);
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    return iwmo_writer_value(self, element, text);
}

static enum iwmo_status
on_close(void *self)
{
    return iwmo_writer_close(self);
}

static enum iwmo_status
on_end(void *self)
{
    return iwmo_writer_end(self);
}

struct iwmo_visitor
iwmo_writer_visitor(struct iwmo_writer *writer)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, writer};
}
