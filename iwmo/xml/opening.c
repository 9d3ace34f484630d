#include "xml/opening.h"

#include <string.h>

#include "schema/lookup.h"
#include "xml/prolog.h"

bool
iwmo_opening_init(struct iwmo_opening *opening, const struct iwmo_schema *schema,
                  size_t max_attributes)
{
    *opening = (struct iwmo_opening){
        .schema = schema,
        .vocabulary = iwmo_vocabulary_new(schema),
        .max_attributes = max_attributes,
    };
    return opening->vocabulary != NULL;
}

void
iwmo_opening_release(struct iwmo_opening *opening)
{
    iwmo_vocabulary_free(opening->vocabulary);
    *opening = (struct iwmo_opening){0};
}

/* ---- the same bytes again ---- */

static bool
is_same(const struct iwmo_opening *opening, const struct iwmo_stream *stream)
{
    return opening->size > 0 &&
           opening->size <= (size_t)(stream->end - stream->window) &&
           memcmp(opening->bytes, stream->window, opening->size) == 0;
}

static void
keep(struct iwmo_opening *opening, const struct iwmo_stream *stream,
     const struct iwmo_spot *end)
{
    size_t size = (size_t)(end->at - stream->window);

    if (size > sizeof(opening->bytes))
        return;
    memcpy(opening->bytes, stream->window, size);
    opening->size = size;
    opening->end = *end;
    opening->end.column_base -= (uintptr_t)stream->window;
    opening->first_lf = stream->first_lf;
}

static void
repeat(const struct iwmo_opening *opening, struct iwmo_stream *stream,
       struct iwmo_spot *spot)
{
    *spot = opening->end;
    spot->at = stream->window + opening->size;
    spot->column_base += (uintptr_t)stream->window;
    stream->first_lf = opening->first_lf;
}

/* ---- others ---- */

/* Messages of one kind tend to come together. */
static const struct iwmo_message_kind *
find_message(const struct iwmo_opening *opening, const struct iwmo_prolog *prolog)
{
    struct iwmo_text space = iwmo_prolog_space(prolog, prolog->prefix);
    const struct iwmo_message_kind *last = opening->message;

    if (space.at == NULL)
        return NULL;
    if (last != NULL && iwmo_text_equals(space, last->space))
        return last;
    return iwmo_message_by_space(opening->schema, space);
}

static bool
learn(struct iwmo_opening *opening, const struct iwmo_prolog *prolog)
{
    const struct iwmo_message_kind *message = find_message(opening, prolog);

    if (message == NULL || !iwmo_text_equals(prolog->name, message->root->name))
        return false;
    struct iwmo_text prefixes[] = {
        [IWMO_SPACE_MESSAGE] = prolog->prefix,
        [IWMO_SPACE_BASE] = iwmo_prolog_prefix(prolog, message->base_space),
    };
    opening->message = message;
    opening->root = iwmo_vocabulary_root(opening->vocabulary, message, prefixes);
    return opening->root != NULL && opening->root->size > 0 &&
           opening->root->below != NULL;
}

bool
iwmo_opening_read(struct iwmo_opening *opening, struct iwmo_stream *stream,
                  struct iwmo_spot *spot)
{
    struct iwmo_prolog prolog;

    *spot = iwmo_stream_first(stream);
    if (is_same(opening, stream)) {
        repeat(opening, stream, spot);
        return true;
    }
    opening->size = 0; /* the words may change */
    if (!iwmo_prolog_read(stream->window, stream->end, &prolog) ||
        prolog.attribute_count > opening->max_attributes || !learn(opening, &prolog))
        return false;
    iwmo_stream_walk(stream, spot, prolog.root);
    opening->at = iwmo_stream_position(stream, spot);
    iwmo_stream_walk(stream, spot, prolog.end);
    keep(opening, stream, spot);
    return true;
}
