#include "xml/scan.h"

#include <stdlib.h>
#include <string.h>

#include "schema/lookup.h"
#include "xml/prolog.h"
#include "xml/vocabulary.h"

#define AHEAD 256 /* two tags and what stands between them, when that is not text */

/* How the reading of something ended. */
enum outcome {
    TAKEN,
    CUT,    /* at the end of the window; nothing was taken */
    UNUSUAL /* not for us */
};

struct iwmo_scan {
    struct iwmo_assembly *assembly;
    const struct iwmo_schema *schema;
    struct iwmo_vocabulary *vocabulary;
    struct iwmo_stream stream;
    iwmo_block_stop *find_stop;
    const struct iwmo_word **open; /* words of the frames of the assembly */
    char *value;                   /* a value that differs from how it is written */
    struct iwmo_limits limits;
    struct iwmo_spot spot;
    const struct iwmo_message *message; /* of the last document; NULL: none */
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
    scan->schema = options->schema;
    scan->limits = options->limits;
    fill_limits(&scan->limits);
    scan->find_stop = iwmo_block_choose_stop();
    scan->vocabulary = iwmo_vocabulary_new(options->schema);
    scan->open = calloc(assembly->frame_max, sizeof(*scan->open));
    scan->value = malloc(bytes);
    bool is_made = iwmo_stream_init(&scan->stream, bytes, scan->limits.message_bytes);
    if (is_made && scan->vocabulary != NULL && scan->open != NULL &&
        scan->value != NULL)
        return scan;
    iwmo_scan_free(scan);
    return NULL;
}

void
iwmo_scan_free(struct iwmo_scan *scan)
{
    if (scan == NULL)
        return;
    iwmo_vocabulary_free(scan->vocabulary);
    iwmo_stream_release(&scan->stream);
    free(scan->open);
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
    uint64_t lf = stream->lf;
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
        stream->lf = lf; /* the first one is found again */
        /* no reference or character is longer than this */
        return stream->end - stop < 8 && !stream->is_last ? CUT : UNUSUAL;
    }
    *value = (struct iwmo_text){scan->value, (size_t)(out - scan->value)};
    return TAKEN;
}

/* ---- elements ---- */

/* A simple element: both tags and the value between them. */
static inline enum outcome
read_simple(struct iwmo_scan *scan, struct iwmo_spot *spot, struct iwmo_frame *frame,
            uint32_t row, const struct iwmo_word *word)
{
    const char *from = spot->at + 1 + word->size;
    unsigned plain = iwmo_block_plain(from);
    const char *stop = plain < 16 ? from + plain : scan->find_stop(from + 16);
    struct iwmo_position at = iwmo_stream_position(&scan->stream, spot);
    struct iwmo_text value = {from, (size_t)(stop - from)};
    struct iwmo_spot after = {stop, spot->line, spot->column_base};

    if (__builtin_expect(*stop != '<', 0)) {
        struct iwmo_spot walker = {from, spot->line, spot->column_base};
        enum outcome outcome = read_value(scan, &walker, &value);
        if (outcome != TAKEN)
            return outcome;
        after = walker;
    }
    if (after.at[1] != '/' || !iwmo_word_is_at(word, after.at + 2))
        return scan->stream.end - after.at < AHEAD && !scan->stream.is_last ? CUT
                                                                            : UNUSUAL;
    spot->at = after.at + 2 + word->size;
    spot->line = after.line;
    spot->column_base = after.column_base;
    return value.size <= scan->limits.text_bytes &&
                   iwmo_assembly_simple(scan->assembly, frame, row, at, value) != NULL
               ? TAKEN
               : UNUSUAL;
}

/* The start tag of a group; `frame` NULL: of the root. */
static bool
open_group(struct iwmo_scan *scan, struct iwmo_spot *spot, struct iwmo_frame *frame,
           uint32_t row, const struct iwmo_word *word)
{
    struct iwmo_assembly *assembly = scan->assembly;
    struct iwmo_arena_mark mark = iwmo_arena_mark(assembly->arena);
    struct iwmo_node *before = frame != NULL ? frame->node->last : NULL;

    if (assembly->frame_count + 1 >= assembly->frame_max) /* with room for a child */
        return false;
    struct iwmo_node *node = iwmo_assembly_node(
        assembly, frame, word->decl, row, iwmo_stream_position(&scan->stream, spot));
    if (node == NULL)
        return false;
    if (frame != NULL) {
        frame->rows[row].count++;
        frame->cursor = row;
    }
    scan->open[assembly->frame_count] = word;
    spot->at += 1 + word->size;
    return iwmo_assembly_open(assembly, node, mark, before) != NULL;
}

/* The end tag of the innermost group. */
static bool
close_group(struct iwmo_scan *scan, struct iwmo_spot *spot, struct iwmo_frame *frame,
            const struct iwmo_word *word)
{
    if (!iwmo_word_is_at(word, spot->at + 2))
        return false;
    for (uint32_t row = frame->cursor; row < frame->type->child_count; row++)
        if (frame->rows[row].count < word->below[row].decl->min)
            return false;
    spot->at += 2 + word->size;
    iwmo_assembly_close(scan->assembly);
    return iwmo_assembly_deliver(scan->assembly, frame) == IWMO_OK;
}

/* The row of the tag at `at`, its < left out, when it may come now; else past the end.
 */
static inline uint32_t
find_row(const struct iwmo_frame *frame, const struct iwmo_word *words, const char *at)
{
    uint32_t count = frame->type->child_count;

    for (uint32_t row = frame->cursor; row < count; row++) {
        uint32_t seen = frame->rows[row].count;
        if (seen >= words[row].decl->max)
            continue; /* names are different: then it is none of the others either */
        if (iwmo_word_is_at(&words[row], at))
            return row;
        if (seen < words[row].decl->min)
            return count;
    }
    return count;
}

/* ---- a document ---- */

/* What stands between the tags of the root, and its end tag. */
static bool
read_content(struct iwmo_scan *scan)
{
    struct iwmo_assembly *assembly = scan->assembly;
    struct iwmo_stream *stream = &scan->stream;
    struct iwmo_spot spot = scan->spot;
    uint64_t progress = 0;
    bool is_cut = false;

    while (assembly->frame_count > 0) {
        iwmo_stream_skip_white(stream, &spot);
        if (is_cut || (stream->end - spot.at < AHEAD && !stream->is_last)) {
            const char *at = spot.at; /* so that the spot itself stays in registers */
            uint64_t seen = 2 * assembly->order + assembly->frame_count;
            if (seen == progress || !iwmo_stream_refill(stream, &at))
                return false; /* a window without a tag, or a failure */
            progress = seen;
            spot.at = at;
            is_cut = false;
            continue;
        }
        if (*spot.at != '<')
            return false;
        struct iwmo_frame *frame = &assembly->frames[assembly->frame_count - 1];
        const struct iwmo_word *word = scan->open[assembly->frame_count - 1];
        if (spot.at[1] == '/') {
            struct iwmo_spot copy = spot;
            if (!close_group(scan, &copy, frame, word))
                return false;
            spot = copy;
            continue;
        }
        uint32_t row = find_row(frame, word->below, spot.at + 1);
        if (row == frame->type->child_count)
            return false;
        word = &word->below[row];
        if (word->below != NULL) {
            struct iwmo_spot copy = spot;
            if (!open_group(scan, &copy, frame, row, word))
                return false;
            spot = copy;
            continue;
        }
        enum outcome outcome = read_simple(scan, &spot, frame, row, word);
        if (outcome == UNUSUAL)
            return false;
        is_cut = outcome == CUT;
    }
    scan->spot = spot;
    return true;
}

/* Messages of one kind tend to come together. */
static const struct iwmo_message *
find_message(struct iwmo_scan *scan, const struct iwmo_prolog *prolog)
{
    struct iwmo_text space = iwmo_prolog_space(prolog, prolog->prefix);

    if (space.at == NULL)
        return NULL;
    if (scan->message == NULL || !iwmo_text_equals(space, scan->message->space))
        scan->message = iwmo_message_by_space(scan->schema, space);
    return scan->message;
}

/* Up to and including the start tag of the root. */
static bool
read_root(struct iwmo_scan *scan, enum iwmo_release release)
{
    struct iwmo_assembly *assembly = scan->assembly;
    struct iwmo_stream *stream = &scan->stream;
    struct iwmo_prolog prolog;

    scan->spot = (struct iwmo_spot){stream->window, 1, (uint64_t)-1};
    if (!iwmo_prolog_read(stream->window, stream->end, &prolog) ||
        prolog.attribute_count > scan->limits.attributes)
        return false;
    const struct iwmo_message *message = find_message(scan, &prolog);
    if (message == NULL || (release != R_none && release != message->release) ||
        !iwmo_text_equals(prolog.name, message->root->name))
        return false;
    struct iwmo_text prefixes[] = {
        [IWMO_SPACE_MESSAGE] = prolog.prefix,
        [IWMO_SPACE_BASE] = iwmo_prolog_prefix(&prolog, message->base_space),
    };
    const struct iwmo_word *word =
        iwmo_vocabulary_root(scan->vocabulary, message, prefixes);
    if (word == NULL || word->size == 0 || word->below == NULL)
        return false;
    assembly->message = message;
    assembly->is_judging = true;
    iwmo_stream_walk(stream, &scan->spot, prolog.root);
    if (!open_group(scan, &scan->spot, NULL, 0, word))
        return false;
    scan->spot.at = prolog.root;
    iwmo_stream_walk(stream, &scan->spot, prolog.end);
    return true;
}

/* Nothing but white space. */
static bool
read_rest(struct iwmo_scan *scan)
{
    struct iwmo_stream *stream = &scan->stream;

    do
        iwmo_stream_skip_white(stream, &scan->spot);
    while (!stream->is_last && iwmo_stream_refill(stream, &scan->spot.at));
    return stream->is_last && scan->spot.at == stream->end;
}

bool
iwmo_scan_read(struct iwmo_scan *scan, const struct iwmo_source *source,
               enum iwmo_release release, struct iwmo_units units)
{
    scan->assembly->units = units;
    return iwmo_stream_begin(&scan->stream, source) && read_root(scan, release) &&
           read_content(scan) && read_rest(scan);
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
        .crlf = scan->spot.line - 1 - stream->lf,
        .lf = stream->lf,
        .first_lf = stream->first_lf,
    };
}
