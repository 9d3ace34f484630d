#include "xml/stream.h"

#include <stdlib.h>
#include <string.h>

bool
iwmo_stream_init(struct iwmo_stream *stream, size_t window_bytes, uint64_t max_bytes)
{
    *stream =
        (struct iwmo_stream){.window_bytes = window_bytes, .max_bytes = max_bytes};
    stream->window = malloc(window_bytes + IWMO_BLOCK_PAD);
    stream->end = stream->window;
    return stream->window != NULL;
}

void
iwmo_stream_release(struct iwmo_stream *stream)
{
    free(stream->window);
    *stream = (struct iwmo_stream){0};
}

/* Fill the window behind its first `size` bytes. */
static bool
fill(struct iwmo_stream *stream, size_t size)
{
    const struct iwmo_source *source = stream->source;
    bool is_good = true;

    while (is_good && !stream->is_last && size < stream->window_bytes) {
        ptrdiff_t more = source->read(source->self, stream->window + size,
                                      stream->window_bytes - size);
        stream->is_last = more == 0;
        is_good = more >= 0;
        size += is_good ? (size_t)more : 0;
    }
    stream->end = stream->window + size;
    stream->safe = stream->end;
    if (!stream->is_last)
        stream->safe =
            size > IWMO_STREAM_AHEAD ? stream->end - IWMO_STREAM_AHEAD : stream->window;
    stream->base = stream->start - (uintptr_t)stream->window;
    memset(stream->window + size, 0, IWMO_BLOCK_PAD);
    return is_good && stream->start + size <= stream->max_bytes;
}

bool
iwmo_stream_begin(struct iwmo_stream *stream, const struct iwmo_source *source)
{
    stream->source = source;
    stream->is_last = false;
    stream->start = 0;
    stream->first_lf = (struct iwmo_position){0};
    return fill(stream, 0);
}

bool
iwmo_stream_refill(struct iwmo_stream *stream, struct iwmo_spot *spot)
{
    const struct iwmo_source *source = stream->source;
    size_t gone = (size_t)(spot->at - stream->window);
    size_t left = (size_t)(stream->end - spot->at);

    if (gone == 0 || stream->is_last ||
        (stream->start == 0 && !source->can_rewind(source->self)))
        return false;
    memmove(stream->window, spot->at, left);
    spot->at -= gone;
    spot->column_base -= gone;
    stream->start += gone;
    return fill(stream, left);
}

bool
iwmo_stream_skip_any_white(struct iwmo_stream *stream, struct iwmo_spot *spot)
{
    for (;;) {
        char byte = *spot->at;
        bool is_cut = spot->at + 1 == stream->end && !stream->is_last;
        if (byte == '\n' || (byte == '\r' && spot->at[1] == '\n')) {
            spot->at += byte == '\r';
            iwmo_stream_end_line(stream, spot, byte == '\r');
        } else if (byte == ' ' || byte == '\t' || (byte == '\r' && !is_cut)) {
            spot->at++;
        } else {
            return byte == '<';
        }
    }
}

void
iwmo_stream_walk(struct iwmo_stream *stream, struct iwmo_spot *spot, const char *to)
{
    const char *newline;

    while ((newline = memchr(spot->at, '\n', (size_t)(to - spot->at))) != NULL) {
        bool has_cr = newline > stream->window && newline[-1] == '\r';
        spot->at = newline;
        iwmo_stream_end_line(stream, spot, has_cr);
    }
    spot->at = to;
}
