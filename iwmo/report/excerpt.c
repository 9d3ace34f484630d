#include "report/excerpt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/markup.h"
#include "report/mask.h"

#define AROUND      8192 /* bytes read before a place, and as many behind it */
#define LINES       2    /* shown before the line of the place, and as many behind it */
#define WIDTH       160  /* characters of a line that are shown */
#define BEFORE_MARK 50   /* of them, at most so many before the mark */

struct iwmo_source {
    int fd;
    struct iwmo_buffer masked;
    char bytes[2 * AROUND];
};

struct iwmo_source *
iwmo_source_open(const char *path, uint64_t size_bytes)
{
    struct stat about;
    int fd = strcmp(path, "-") == 0
                 ? -1
                 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct iwmo_source *source = fd < 0 ? NULL : malloc(sizeof(*source));

    if (source == NULL || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
        (uint64_t)about.st_size != size_bytes) {
        if (fd >= 0)
            close(fd);
        free(source);
        return NULL;
    }
    source->fd = fd;
    source->masked = (struct iwmo_buffer){0};
    return source;
}

void
iwmo_source_close(struct iwmo_source *source)
{
    if (source == NULL)
        return;
    close(source->fd);
    iwmo_buffer_release(&source->masked);
    free(source);
}

/* ---- the piece of the file ---- */

/* Fill the bytes from `from`.  Returns how many there are. */
static size_t
read_bytes(struct iwmo_source *source, uint64_t from)
{
    size_t size = 0;

    while (size < sizeof(source->bytes)) {
        ssize_t part = pread(source->fd, source->bytes + size,
                             sizeof(source->bytes) - size, (off_t)(from + size));
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            break;
        size += (size_t)part;
    }
    return size;
}

/* The lines around offset `at` of `window`; `*above` of them before that of `at`. */
static struct iwmo_text
lines_around(struct iwmo_text window, size_t at, unsigned *above)
{
    size_t begin = at, end = at;
    unsigned breaks = 0;

    for (*above = 0; begin > 0; begin--) {
        if (window.at[begin - 1] != '\n')
            continue;
        if (*above == LINES)
            break;
        ++*above;
    }
    for (; end < window.size; end++)
        if (window.at[end] == '\n' && ++breaks > LINES)
            break;
    return (struct iwmo_text){window.at + begin, end - begin};
}

/* ---- lines ---- */

/* Where the character that holds or follows offset `at` starts. */
static size_t
character_at(struct iwmo_text line, size_t at)
{
    while (at < line.size && ((unsigned char)line.at[at] & 0xC0) == 0x80)
        at++;
    return at;
}

/* What is shown of a line: all, or WIDTH characters around `mark`. */
static struct iwmo_span
visible(struct iwmo_text line, size_t indent, struct iwmo_span mark)
{
    struct iwmo_span span = {indent, indent};

    if (mark.begin > indent + BEFORE_MARK &&
        iwmo_text_length((struct iwmo_text){line.at, line.size}) > WIDTH)
        span.begin = character_at(line, mark.begin - BEFORE_MARK);
    span.end = span.begin;
    for (unsigned shown = 0; shown < WIDTH && span.end < line.size; shown++)
        span.end = character_at(line, span.end + 1);
    return span;
}

static void
add_part(struct iwmo_buffer *out, struct iwmo_text line, size_t begin, size_t end)
{
    if (begin < end)
        iwmo_markup_text(out, (struct iwmo_text){line.at + begin, end - begin});
}

static size_t
between(size_t value, size_t least, size_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* `mark` is empty on all lines but one. */
static void
add_line(struct iwmo_buffer *out, struct iwmo_text line, uint64_t number, size_t indent,
         struct iwmo_span mark)
{
    indent = indent < line.size ? indent : line.size;
    struct iwmo_span shown = visible(line, indent, mark);

    mark.begin = between(mark.begin, shown.begin, shown.end);
    mark.end = between(mark.end, shown.begin, shown.end);
    iwmo_buffer_text(out, "<line");
    iwmo_markup_number(out, "number", number);
    iwmo_buffer_char(out, '>');
    iwmo_buffer_text(out, shown.begin > indent ? "…" : "");
    add_part(out, line, shown.begin, mark.begin);
    if (mark.begin < mark.end) {
        iwmo_buffer_text(out, "<mark>");
        add_part(out, line, mark.begin, mark.end);
        iwmo_buffer_text(out, "</mark>");
    }
    add_part(out, line, mark.end, shown.end);
    iwmo_buffer_text(out, shown.end < line.size ? "…</line>" : "</line>");
}

/* Take the first line off `text`, its end too. */
static struct iwmo_text
take_line(struct iwmo_text *text)
{
    const char *end = text->size > 0 ? memchr(text->at, '\n', text->size) : NULL;
    struct iwmo_text line = {text->at, end ? (size_t)(end - text->at) : text->size};
    size_t taken = end != NULL ? line.size + 1 : line.size;

    text->at += taken;
    text->size -= taken;
    if (line.size > 0 && line.at[line.size - 1] == '\r')
        line.size--;
    return line;
}

/* White space that all lines start with. */
static size_t
common_indent(struct iwmo_text text)
{
    size_t common = SIZE_MAX;

    while (text.size > 0) {
        struct iwmo_text line = take_line(&text);
        size_t indent = 0;
        while (indent < line.size &&
               (line.at[indent] == ' ' || line.at[indent] == '\t'))
            indent++;
        if (indent < line.size && indent < common)
            common = indent;
    }
    return common == SIZE_MAX ? 0 : common;
}

static void
add_lines(struct iwmo_buffer *out, struct iwmo_text text, struct iwmo_span mark,
          uint64_t first, uint64_t marked)
{
    const char *start = text.at;
    size_t indent = common_indent(text);

    for (uint64_t number = first; text.size > 0; number++) {
        size_t offset = (size_t)(text.at - start);
        struct iwmo_text line = take_line(&text);
        struct iwmo_span here = {0, 0};
        if (number == marked) {
            here.begin = mark.begin > offset ? mark.begin - offset : 0;
            here.end = mark.end > offset ? mark.end - offset : 0;
            while (here.begin < line.size &&
                   (line.at[here.begin] == ' ' || line.at[here.begin] == '\t'))
                here.begin++;
        }
        add_line(out, line, number, indent, here);
    }
}

void
iwmo_source_excerpt(struct iwmo_source *source, struct iwmo_position at,
                    bool show_values, struct iwmo_buffer *out)
{
    if (source == NULL || at.line == 0)
        return;
    uint64_t from = at.offset > AROUND ? at.offset - AROUND : 0;
    struct iwmo_text window = {source->bytes, read_bytes(source, from)};
    size_t place = (size_t)(at.offset - from);
    if (place > window.size || memchr(window.at, '\0', window.size) != NULL)
        return; /* cut short meanwhile, or UTF-16 */

    unsigned above;
    struct iwmo_text lines = lines_around(window, place, &above);
    iwmo_buffer_reset(&source->masked);
    struct iwmo_span mark = iwmo_mask_xml(lines, place - (size_t)(lines.at - window.at),
                                          show_values, &source->masked);
    if (source->masked.failed != IWMO_OK) {
        out->failed = source->masked.failed;
        return;
    }
    uint64_t first = at.line > above ? at.line - above : 1;
    iwmo_buffer_text(out, "<source>");
    add_lines(out, (struct iwmo_text){source->masked.at, source->masked.size}, mark,
              first, at.line);
    iwmo_buffer_text(out, "</source>");
}
