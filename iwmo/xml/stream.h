#ifndef IWMO_XML_STREAM_H
#define IWMO_XML_STREAM_H

/*
 * Stream: a document passing through a window of fixed size, with lines counted.
 *
 * Part of the scan.  The bytes in the window are followed by a byte 0 and room that may
 * be read (xml/block).  A spot is a place in the window; callers copy it to a variable
 * of their own in loops, so that it can live in registers.  Lines end in LF, as in
 * xml/window; columns count characters.
 */
#include "base/text.h"
#include "xml/block.h"
#include "xml/reader.h"

/* Where bytes come from. */
struct iwmo_source {
    /* Up to `room` bytes to `at`; 0: there are no more; negative: cannot be read. */
    ptrdiff_t (*read)(void *self, char *at, size_t room);
    /* May bytes be forgotten, because they can be read again?  Asked before the first
     * are. */
    bool (*can_rewind)(void *self);
    void *self;
};

/* Two tags and what stands between them, when that is not text. */
#define IWMO_STREAM_AHEAD 256

struct iwmo_spot {
    const char *at;
    uint64_t line;
    uintptr_t column_base; /* an address in this line minus this is its column */
    uint64_t crlf;         /* of the lines before, those that end with CR */
};

struct iwmo_stream {
    char *window; /* window_bytes, and IWMO_BLOCK_PAD */
    size_t window_bytes;
    uint64_t max_bytes; /* of a document */

    const struct iwmo_source *source;
    const char *end; /* of the bytes in the window; a byte 0 */
    const char
        *safe;    /* up to here nothing is cut: the end, or IWMO_STREAM_AHEAD before */
    bool is_last; /* there are no more behind them */
    uint64_t start; /* offset of the window */
    uint64_t base;  /* an address in the window plus this is its offset */
    struct iwmo_position first_lf; /* first line end without; line 0: none */
};

/* False: out of memory; release it. */
bool iwmo_stream_init(struct iwmo_stream *stream, size_t window_bytes,
                      uint64_t max_bytes);
void iwmo_stream_release(struct iwmo_stream *stream);

/* Start a document, borrowing `source`, and fill the window.  False: the source failed,
 * or it is too large. */
bool iwmo_stream_begin(struct iwmo_stream *stream, const struct iwmo_source *source);

/* Where a document begins. */
static inline struct iwmo_spot
iwmo_stream_first(const struct iwmo_stream *stream)
{
    return (struct iwmo_spot){stream->window, 1, (uintptr_t)stream->window - 1, 0};
}

/* Forget what is before `spot`, which moves along, and read on.  False: that brings
 * nothing, or as above. */
bool iwmo_stream_refill(struct iwmo_stream *stream, struct iwmo_spot *spot);

static inline uint64_t
iwmo_stream_offset(const struct iwmo_stream *stream, const char *at)
{
    return stream->base + (uintptr_t)at;
}

static inline struct iwmo_position
iwmo_stream_position(const struct iwmo_stream *stream, const struct iwmo_spot *spot)
{
    return (struct iwmo_position){iwmo_stream_offset(stream, spot->at), spot->line,
                                  (uintptr_t)spot->at - spot->column_base};
}

/* The LF at `spot` ends a line. */
static inline void
iwmo_stream_end_line(struct iwmo_stream *stream, struct iwmo_spot *spot, bool has_cr)
{
    if (has_cr)
        spot->crlf++;
    else if (__builtin_expect(stream->first_lf.line == 0, 0))
        stream->first_lf = iwmo_stream_position(stream, spot);
    spot->column_base = (uintptr_t)spot->at;
    spot->at++;
    spot->line++;
}

/* Over white space, up to something else or a CR whose next byte is not there yet.
 * True: that is a <. */
bool iwmo_stream_skip_any_white(struct iwmo_stream *stream, struct iwmo_spot *spot);

/* Over the LF at `lf`, with a CR before it or not, and an indent.  False: no < follows
 * that, and nothing is done. */
static inline bool
iwmo_stream_take_line(struct iwmo_stream *stream, struct iwmo_spot *spot,
                      const char *lf, bool has_cr)
{
    const char *tag = lf + 1 + iwmo_block_indent(lf + 1);

    if (__builtin_expect(*tag != '<', 0))
        return false;
    spot->at = lf;
    iwmo_stream_end_line(stream, spot, has_cr);
    spot->at = tag;
    return true;
}

/* The same; quick for what nearly always comes: one line end, and an indent. */
static inline bool
iwmo_stream_skip_white(struct iwmo_stream *stream, struct iwmo_spot *spot)
{
    const char *at = spot->at;

    if (*at == '\n') {
        if (iwmo_stream_take_line(stream, spot, at, false))
            return true;
    } else if (*at == '\r' && at[1] == '\n') {
        if (iwmo_stream_take_line(stream, spot, at + 1, true))
            return true;
    } else if (*at == '<') {
        return true;
    }
    struct iwmo_spot copy = *spot; /* so that the spot itself can stay in registers */
    bool is_tag = iwmo_stream_skip_any_white(stream, &copy);
    *spot = copy;
    return is_tag;
}

/* Over ASCII that is in the window. */
void iwmo_stream_walk(struct iwmo_stream *stream, struct iwmo_spot *spot,
                      const char *to);

#endif
