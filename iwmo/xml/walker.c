#include "xml/walker.h"

#include <stdlib.h>
#include <string.h>

#include "schema/lookup.h"
#include "xml/reader.h"

struct iwmo_walker {
    const struct iwmo_schema *schema;
    struct iwmo_visitor visitor;
    struct iwmo_reader *reader;
    enum iwmo_status failed;
    const struct iwmo_message_kind *message;
    struct iwmo_buffer text; /* of the value at hand */
    unsigned depth;
    const struct iwmo_element *open[IWMO_MAX_DEPTH];
};

/* ---- events ---- */

static enum iwmo_status
start_root(struct iwmo_walker *walker, const struct iwmo_tag *tag)
{
    if (tag->space != NULL)
        walker->message = iwmo_message_by_space(walker->schema, iwmo_text(tag->space));
    if (walker->message == NULL || strcmp(tag->name, walker->message->root->name) != 0)
        return IWMO_MALFORMED;
    walker->open[walker->depth++] = walker->message->root;
    return walker->visitor.begin(walker->visitor.self, walker->message);
}

static bool
is_in_space(const struct iwmo_walker *walker, const struct iwmo_element *element,
            const char *space)
{
    const char *own = element->space == IWMO_SPACE_BASE ? walker->message->base_space
                                                        : walker->message->space;

    return space != NULL && strcmp(space, own) == 0;
}

static enum iwmo_status
on_start(void *self, const struct iwmo_tag *tag)
{
    struct iwmo_walker *walker = self;

    if (walker->depth == 0)
        return start_root(walker, tag);
    if (walker->depth == IWMO_MAX_DEPTH)
        return IWMO_LIMIT;
    const struct iwmo_type *parent = walker->open[walker->depth - 1]->type;
    uint16_t id = iwmo_name_id(walker->schema, iwmo_text(tag->name));
    const struct iwmo_element *element =
        parent->kind == IWMO_GROUP ? iwmo_type_child(parent, id) : NULL;
    if (element == NULL || !is_in_space(walker, element, tag->space))
        return IWMO_MALFORMED;
    walker->open[walker->depth++] = element;
    iwmo_buffer_reset(&walker->text);
    if (element->type->kind != IWMO_GROUP)
        return IWMO_OK;
    return walker->visitor.open(walker->visitor.self, element);
}

static enum iwmo_status
on_text(void *self, const char *at, size_t size)
{
    struct iwmo_walker *walker = self;

    if (walker->depth == 0)
        return IWMO_OK;
    if (walker->open[walker->depth - 1]->type->kind == IWMO_GROUP) {
        bool is_white = iwmo_text_trim((struct iwmo_text){at, size}).size == 0;
        return is_white ? IWMO_OK : IWMO_MALFORMED;
    }
    iwmo_buffer_add(&walker->text, at, size);
    return walker->text.failed;
}

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_walker *walker = self;
    const struct iwmo_visitor *visitor = &walker->visitor;
    const struct iwmo_element *element = walker->open[--walker->depth];
    struct iwmo_text text = {walker->text.at ? walker->text.at : "", walker->text.size};

    if (walker->depth == 0)
        return visitor->end(visitor->self);
    if (element->type->kind == IWMO_GROUP)
        return visitor->close(visitor->self);
    if (element->type->kind != IWMO_STRING)
        text = iwmo_text_trim(text);
    return visitor->value(visitor->self, element, text);
}

/* ---- life and bytes ---- */

struct iwmo_walker *
iwmo_walker_new(const struct iwmo_schema *schema, struct iwmo_visitor visitor)
{
    struct iwmo_walker *walker = calloc(1, sizeof(*walker));

    if (walker == NULL)
        return NULL;
    walker->schema = schema;
    walker->visitor = visitor;
    iwmo_buffer_init(&walker->text, IWMO_MAX_TEXT_BYTES);
    walker->reader = iwmo_reader_new(&(struct iwmo_limits){0});
    struct iwmo_events events = {on_start, on_text, on_end, walker};
    if (walker->reader == NULL ||
        iwmo_reader_begin(walker->reader, events) != IWMO_OK) {
        iwmo_walker_free(walker);
        return NULL;
    }
    return walker;
}

enum iwmo_status
iwmo_walker_feed(struct iwmo_walker *walker, const char *bytes, size_t size)
{
    if (walker->failed == IWMO_OK)
        walker->failed = iwmo_reader_feed(walker->reader, bytes, size);
    return walker->failed;
}

enum iwmo_status
iwmo_walker_finish(struct iwmo_walker *walker)
{
    if (walker->failed == IWMO_OK)
        walker->failed = iwmo_reader_finish(walker->reader);
    if (walker->failed == IWMO_OK &&
        iwmo_reader_state(walker->reader) != IWMO_READING_COMPLETE)
        walker->failed = IWMO_MALFORMED;
    return walker->failed;
}

void
iwmo_walker_free(struct iwmo_walker *walker)
{
    if (walker == NULL)
        return;
    iwmo_reader_free(walker->reader);
    iwmo_buffer_release(&walker->text);
    free(walker);
}
