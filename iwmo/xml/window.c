#include "xml/window.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define KEPT_BYTES ((size_t)1 << 20)

void
iwmo_window_reset(struct iwmo_window *window)
{
    char *at = window->at;
    size_t room = window->room;

    if (room > KEPT_BYTES) {
        free(at);
        at = NULL;
        room = 0;
    }
    *window = (struct iwmo_window){.at = at, .room = room, .here = {0, 1, 1}};
}

static void
drop_walked(struct iwmo_window *window)
{
    /* one byte stays: whether an LF has a CR before it may need it */
    uint64_t keep = window->here.offset > 0 ? window->here.offset - 1 : 0;
    if (keep <= window->start)
        return;
    size_t gone = (size_t)(keep - window->start);
    memmove(window->at, window->at + gone, window->size - gone);
    window->size -= gone;
    window->start = keep;
}

enum iwmo_status
iwmo_window_add(struct iwmo_window *window, const char *bytes, size_t size)
{
    if (size == 0)
        return IWMO_OK;
    drop_walked(window);
    if (size > window->room - window->size) {
        size_t room = window->room ? window->room : 4096;
        while (room - window->size < size)
            room *= 2;
        char *at = realloc(window->at, room);
        if (at == NULL)
            return IWMO_NO_MEMORY;
        window->at = at;
        window->room = room;
    }
    memcpy(window->at + window->size, bytes, size);
    window->size += size;
    return IWMO_OK;
}

static uint64_t
code_points(const char *at, size_t size)
{
    uint64_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)at[i] & 0xC0) != 0x80;
    return count;
}

/* An LF at `newline` ends the line at hand. */
static void
end_line(struct iwmo_window *window, const char *newline)
{
    uint64_t offset = window->start + (uint64_t)(newline - window->at);

    if (newline > window->at && newline[-1] == '\r') {
        window->crlf++;
    } else if (window->lf++ == 0) {
        size_t from = (size_t)(window->here.offset - window->start);
        const char *here = window->at + from;
        uint64_t column = window->here.column;
        column += code_points(here, (size_t)(newline - here));
        window->first_lf = (struct iwmo_position){offset, window->here.line, column};
    }
    window->here = (struct iwmo_position){offset + 1, window->here.line + 1, 1};
}

/* Lines begin with tabs or spaces, and most tags follow at once. */
static void
skip_indent(struct iwmo_window *window, uint64_t offset)
{
    const char *line = window->at + (window->here.offset - window->start);
    size_t left = (size_t)(offset - window->here.offset), size = 0;

    while (size < left && (line[size] == '\t' || line[size] == ' '))
        size++;
    window->here.offset += size;
    window->here.column += size;
}

struct iwmo_position
iwmo_window_walk(struct iwmo_window *window, uint64_t offset)
{
    uint64_t end = window->start + window->size;
    if (offset > end)
        offset = end;

    while (window->here.offset < offset) {
        const char *here = window->at + (window->here.offset - window->start);
        size_t left = (size_t)(offset - window->here.offset);
        const char *newline = memchr(here, '\n', left);
        if (newline == NULL) {
            window->here.column += code_points(here, left);
            window->here.offset = offset;
        } else {
            end_line(window, newline);
            skip_indent(window, offset);
        }
    }
    return window->here;
}

/* Size of the white space, or what stands for it, at the start of the text; 0: none. */
static size_t
white_size(const char *at, size_t size)
{
    static const struct iwmo_text marks[] = {{"<![CDATA[", 9}, {"]]>", 3}};

    if (size > 0 && strchr(" \t\r\n", at[0]) != NULL && at[0] != '\0')
        return 1;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (size >= marks[i].size && memcmp(at, marks[i].at, marks[i].size) == 0)
            return marks[i].size;
    if (size < 3 || memcmp(at, "&#", 2) != 0)
        return 0;
    const char *end = memchr(at, ';', size);
    if (end == NULL)
        return 0;
    unsigned long code =
        strtoul(at + (at[2] == 'x' ? 3 : 2), NULL, at[2] == 'x' ? 16 : 10);
    bool is_white = code == ' ' || code == '\t' || code == '\r' || code == '\n';
    return is_white ? (size_t)(end - at) + 1 : 0;
}

struct iwmo_position
iwmo_window_walk_white(struct iwmo_window *window, uint64_t offset)
{
    if (offset < window->here.offset)
        offset = window->here.offset;
    while (offset < window->start + window->size) {
        size_t from = (size_t)(offset - window->start);
        size_t white = white_size(window->at + from, window->size - from);
        if (white == 0)
            break;
        offset += white;
    }
    return iwmo_window_walk(window, offset);
}

struct iwmo_position
iwmo_window_walk_to(struct iwmo_window *window, uint64_t offset, const char *mark)
{
    if (offset < window->start || offset > window->start + window->size)
        return iwmo_window_walk(window, offset);
    size_t from = (size_t)(offset - window->start);
    const char *found =
        memmem(window->at + from, window->size - from, mark, strlen(mark));
    if (found != NULL)
        offset += (uint64_t)(found - (window->at + from));
    return iwmo_window_walk(window, offset);
}

void
iwmo_window_release(struct iwmo_window *window)
{
    free(window->at);
    *window = (struct iwmo_window){0};
}
