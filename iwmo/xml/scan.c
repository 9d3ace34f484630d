#include "xml/scan.h"

#include <stdlib.h>
#include <string.h>

#include "xml/opening.h"

/* How the reading of something ended. */
enum outcome {
    TAKEN,
    CUT,    /* at the end of the window; nothing was taken */
    UNUSUAL /* not for us */
};

struct iwmo_scan {
    struct iwmo_assembly *assembly;
    struct iwmo_opening opening;
    struct iwmo_stream stream;
    iwmo_block_stop *find_stop;
    char *value; /* a value that differs from how it is written */
    struct iwmo_limits limits;
    struct iwmo_spot spot;
    uint64_t taken; /* tags, when the window was filled last */
};

/* ---- life ---- */

static void
fill_limits(struct iwmo_limits *limits)
{
    if (limits->message_bytes == 0)
        limits->message_bytes = IWMO_MAX_MESSAGE_BYTES;
    if (limits->text_bytes == 0)
        limits->text_bytes = IWMO_MAX_TEXT_BYTES;
    if (limits->attributes == 0)
        limits->attributes = IWMO_MAX_ATTRIBUTES;
}

struct iwmo_scan *
iwmo_scan_new(struct iwmo_assembly *assembly, const struct iwmo_scan_options *options)
{
    size_t bytes = options->window_bytes ? options->window_bytes : IWMO_SCAN_BYTES;
    struct iwmo_scan *scan = calloc(1, sizeof(*scan));
    if (scan == NULL)
        return NULL;
    scan->assembly = assembly;
    scan->limits = options->limits;
    fill_limits(&scan->limits);
    scan->find_stop = iwmo_block_choose_stop();
    scan->value = malloc(bytes);
    bool is_opened =
        iwmo_opening_init(&scan->opening, options->schema, scan->limits.attributes);
    bool is_made = iwmo_stream_init(&scan->stream, bytes, scan->limits.message_bytes);
    if (is_made && is_opened && scan->value != NULL)
        return scan;
    iwmo_scan_free(scan);
    return NULL;
}

void
iwmo_scan_free(struct iwmo_scan *scan)
{
    if (scan == NULL)
        return;
    iwmo_opening_release(&scan->opening);
    iwmo_stream_release(&scan->stream);
    free(scan->value);
    free(scan);
}

/* ---- values that are not plain ASCII ---- */

/* The character that a predefined entity stands for; 0: another reference. */
static char
entity(const char *at, size_t *size)
{
    static const struct {
        const char *name;
        char stands_for;
    } rows[] = {{"&amp;", '&'},
                {"&lt;", '<'},
                {"&gt;", '>'},
                {"&apos;", '\''},
                {"&quot;", '"'}};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        *size = strlen(rows[i].name);
        if (strncmp(at, rows[i].name, *size) == 0)
            return rows[i].stands_for;
    }
    return '\0';
}

/* The byte at `spot`, a stop other than <, to `*out`.  `from`: where the value starts.
 * False: it is not for us, or lies at the end of the window. */
static bool
take_stop(struct iwmo_scan *scan, struct iwmo_spot *spot, const char *from, char **out)
{
    const char *at = spot->at;
    char byte = *at;
    size_t size = 1;

    if (byte == '\n' || (byte == '\r' && at[1] == '\n')) {
        spot->at += byte == '\r';
        iwmo_stream_end_line(&scan->stream, spot, byte == '\r');
        *(*out)++ = '\n'; /* XML 1.0, 2.11 */
        return true;
    }
    if ((unsigned char)byte >= 0x80) {
        size = iwmo_block_character(at);
        spot->column_base += size - 1;
        memcpy(*out, at, size);
        *out += size;
    } else if (byte == '&') {
        byte = entity(at, &size);
        *(*out)++ = byte;
        size = byte == '\0' ? 0 : size;
    } else { /* ]]> may not stand in text: XML 1.0, 2.4 */
        bool is_end = at - from >= 2 && at[-1] == ']' && at[-2] == ']';
        *(*out)++ = byte;
        size = byte == '\t' || (byte == '>' && !is_end) ? 1 : 0;
    }
    spot->at += size;
    return size > 0;
}

/* The value from `spot`, which moves to the < behind it. */
static enum outcome
read_value(struct iwmo_scan *scan, struct iwmo_spot *spot, struct iwmo_text *value)
{
    struct iwmo_stream *stream = &scan->stream;
    const char *from = spot->at;
    char *out = scan->value;

    for (;;) {
        const char *stop = scan->find_stop(spot->at);
        memcpy(out, spot->at, (size_t)(stop - spot->at));
        out += stop - spot->at;
        spot->at = stop;
        if (*stop == '<')
            break;
        if (take_stop(scan, spot, from, &out))
            continue;
        /* no reference or character is longer than this */
        return stream->end - stop < 8 && !stream->is_last ? CUT : UNUSUAL;
    }
    *value = (struct iwmo_text){scan->value, (size_t)(out - scan->value)};
    return TAKEN;
}

/* ---- elements ---- */

/* The word of the tag at `at`, its < left out, which becomes the row at hand; NULL: it
 * may not come now. */
static inline const struct iwmo_word *
find_word(struct iwmo_frame *frame, const char *at)
{
    const struct iwmo_word *row = frame->row;
    uint32_t seen = frame->seen;

    if (seen >= row->max) { /* names are different: then it is none of the others */
        row++;
        seen = 0;
    }
    while (!iwmo_word_is_at(row, at)) {
        if (seen < row->min)
            return NULL;
        row++;
        seen = 0;
    }
    frame->row = row;
    frame->seen = seen + 1;
    return row;
}

/* A simple element: both tags and the value between them. */
static inline enum outcome
read_simple(struct iwmo_scan *scan, struct iwmo_spot *spot, struct iwmo_frame *frame,
            const struct iwmo_word *word)
{
    const char *from = spot->at + 1 + word->size;
    unsigned plain = iwmo_block_plain(from);
    const char *stop = plain < 16 ? from + plain : scan->find_stop(from + 16);
    struct iwmo_position at = iwmo_stream_position(&scan->stream, spot);
    struct iwmo_text value = {from, (size_t)(stop - from)};
    struct iwmo_spot after = {stop, spot->line, spot->column_base, spot->crlf};

    if (__builtin_expect(*stop != '<', 0)) {
        struct iwmo_spot walker = {from, spot->line, spot->column_base, spot->crlf};
        enum outcome outcome = read_value(scan, &walker, &value);
        if (outcome != TAKEN)
            return outcome;
        after = walker;
    }
    if (after.at[1] != '/' || !iwmo_word_is_at(word, after.at + 2))
        return after.at > scan->stream.safe ? CUT : UNUSUAL;
    *spot = after;
    spot->at += 2 + word->size;
    if (value.size > scan->limits.text_bytes)
        return UNUSUAL;
    struct iwmo_node *node =
        iwmo_assembly_simple(scan->assembly, word->decl, at, value);
    if (node == NULL)
        return UNUSUAL;
    iwmo_assembly_link(node, frame->node, word->row, frame->seen);
    return TAKEN;
}

/* The group `node` is open from now on, in `frame`. */
static inline void
enter(struct iwmo_assembly *assembly, struct iwmo_frame *frame, struct iwmo_node *node,
      const struct iwmo_word *word)
{
    assembly->frame_count++;
    frame->node = node;
    frame->word = word;
    frame->row = word->below;
    frame->seen = 0;
}

/* The start tag of a group at `at`.  NULL: not for us. */
static inline struct iwmo_frame *
open_group(struct iwmo_assembly *assembly, struct iwmo_frame *parent,
           const struct iwmo_word *word, struct iwmo_position at)
{
    struct iwmo_frame *frame = parent + 1;

    if (assembly->frame_count + 1 >= assembly->frame_max) /* with room for a child */
        return NULL;
    if (word->is_unit) {
        frame->mark = iwmo_arena_mark(assembly->arena);
        frame->before = parent->node->last;
    }
    struct iwmo_node *node = iwmo_assembly_group(assembly, word->decl, at);
    if (node == NULL)
        return NULL;
    iwmo_assembly_link(node, parent->node, word->row, parent->seen);
    enter(assembly, frame, node, word);
    return frame;
}

/* The end tag of `frame`, the innermost group, `</` left out, is at `at`. */
static inline bool
close_group(struct iwmo_assembly *assembly, const struct iwmo_frame *frame,
            const char *at)
{
    const struct iwmo_word *word = frame->word;

    if (!iwmo_word_is_at(word, at) || frame->seen < frame->row->end_min)
        return false;
    iwmo_assembly_close(assembly);
    return !word->is_unit || iwmo_assembly_deliver(assembly, frame) == IWMO_OK;
}

/* ---- a document ---- */

/* More bytes, when something was taken since the last time. */
static inline bool
read_on(struct iwmo_scan *scan, struct iwmo_spot *spot)
{
    uint64_t taken = 2 * scan->assembly->order + scan->assembly->frame_count;

    if (taken == scan->taken) /* a window without a tag */
        return false;
    scan->taken = taken;
    scan->spot = *spot; /* so that the spot itself can stay in registers */
    bool is_read = iwmo_stream_refill(&scan->stream, &scan->spot);
    *spot = scan->spot;
    return is_read;
}

/* What stands between the tags of the root, which is open, and its end tag. */
static bool
read_content(struct iwmo_scan *scan, struct iwmo_frame *frame)
{
    struct iwmo_assembly *assembly = scan->assembly;
    struct iwmo_stream *stream = &scan->stream;
    struct iwmo_spot spot = scan->spot;

    scan->taken = 0;
    for (;;) {
        bool is_tag = iwmo_stream_skip_white(stream, &spot);
        if (__builtin_expect(spot.at > stream->safe, 0)) {
            if (!read_on(scan, &spot))
                return false;
            continue;
        }
        if (!is_tag)
            return false;
        if (spot.at[1] == '/') {
            if (!close_group(assembly, frame, spot.at + 2))
                return false;
            spot.at += 2 + frame->word->size;
            if (assembly->frame_count == 0)
                break;
            frame--;
            continue;
        }
        const struct iwmo_word *word = find_word(frame, spot.at + 1);
        if (word == NULL)
            return false;
        if (word->below != NULL) {
            struct iwmo_position at = iwmo_stream_position(stream, &spot);
            frame = open_group(assembly, frame, word, at);
            if (frame == NULL)
                return false;
            spot.at += 1 + word->size;
            continue;
        }
        enum outcome outcome = read_simple(scan, &spot, frame, word);
        if (outcome == UNUSUAL)
            return false;
        if (outcome == CUT) {
            frame->seen--; /* it is found again */
            if (!read_on(scan, &spot))
                return false;
        }
    }
    scan->spot = spot;
    return true;
}

/* Up to and including the start tag of the root, which is open then; NULL: not for us.
 */
static struct iwmo_frame *
read_root(struct iwmo_scan *scan, enum iwmo_release release)
{
    struct iwmo_assembly *assembly = scan->assembly;
    struct iwmo_opening *opening = &scan->opening;

    if (!iwmo_opening_read(opening, &scan->stream, &scan->spot) ||
        (release != R_none && release != opening->message->release) ||
        assembly->frame_max < 2) /* with room for a child */
        return NULL;
    assembly->message = opening->message;
    assembly->is_judging = true;
    struct iwmo_node *node =
        iwmo_assembly_group(assembly, opening->root->decl, opening->at);
    if (node == NULL)
        return NULL;
    enter(assembly, assembly->frames, node, opening->root);
    return assembly->frames;
}

/* Nothing but white space. */
static bool
read_rest(struct iwmo_scan *scan)
{
    struct iwmo_stream *stream = &scan->stream;

    do
        iwmo_stream_skip_any_white(stream, &scan->spot);
    while (!stream->is_last && iwmo_stream_refill(stream, &scan->spot));
    return stream->is_last && scan->spot.at == stream->end;
}

bool
iwmo_scan_read(struct iwmo_scan *scan, const struct iwmo_source *source,
               enum iwmo_release release, struct iwmo_units units)
{
    scan->assembly->units = units;
    if (!iwmo_stream_begin(&scan->stream, source))
        return false;
    struct iwmo_frame *root = read_root(scan, release);
    return root != NULL && read_content(scan, root) && read_rest(scan);
}

struct iwmo_text
iwmo_scan_kept(const struct iwmo_scan *scan)
{
    const struct iwmo_stream *stream = &scan->stream;

    if (stream->start > 0)
        return (struct iwmo_text){0};
    return (struct iwmo_text){stream->window, (size_t)(stream->end - stream->window)};
}

struct iwmo_line_ends
iwmo_scan_line_ends(const struct iwmo_scan *scan)
{
    const struct iwmo_stream *stream = &scan->stream;

    return (struct iwmo_line_ends){
        .crlf = scan->spot.crlf,
        .lf = scan->spot.line - 1 - scan->spot.crlf,
        .first_lf = stream->first_lf,
    };
}
