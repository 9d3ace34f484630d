#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct iwmo_text
iwmo_text(const char *string)
{
    return (struct iwmo_text){string, strlen(string)};
}

bool
iwmo_text_equals(struct iwmo_text text, const char *string)
{
    for (size_t i = 0; i < text.size; i++)
        if (string[i] == '\0' || string[i] != text.at[i])
            return false;
    return string[text.size] == '\0';
}

bool
iwmo_text_same(struct iwmo_text a, struct iwmo_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

size_t
iwmo_text_length(struct iwmo_text text)
{
    uint32_t ignored;
    size_t length = 0;

    for (; text.size > 0; length++) {
        bool is_ascii = (unsigned char)text.at[0] < 0x80;
        if (!is_ascii && iwmo_utf8_next(&text, &ignored))
            continue;
        text.at++;
        text.size--;
    }
    return length;
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct iwmo_text
iwmo_text_trim_ends(struct iwmo_text text)
{
    while (text.size > 0 && is_space(text.at[text.size - 1]))
        text.size--;
    while (text.size > 0 && is_space(text.at[0])) {
        text.at++;
        text.size--;
    }
    return text;
}

bool
iwmo_text_is_collapsed(struct iwmo_text text)
{
    bool was_space = true;

    for (size_t i = 0; i < text.size; i++) {
        bool is_other = text.at[i] != ' ' && is_space(text.at[i]);
        if (is_other || (was_space && text.at[i] == ' '))
            return false;
        was_space = text.at[i] == ' ';
    }
    return text.size == 0 || !was_space;
}

struct iwmo_text
iwmo_text_collapse(struct iwmo_text text, char *room)
{
    struct iwmo_text result = {room, 0};

    text = iwmo_text_trim_ends(text);
    for (size_t i = 0; i < text.size; i++) {
        bool is_white = is_space(text.at[i]);
        if (!is_white || !is_space(text.at[i - 1])) /* the first is none */
            room[result.size++] = is_white ? ' ' : text.at[i];
    }
    return result;
}

void
iwmo_buffer_init(struct iwmo_buffer *buffer, size_t limit_bytes)
{
    *buffer = (struct iwmo_buffer){.limit_bytes = limit_bytes};
}

/* At least `size` more bytes and a NUL, or note why not. */
static bool
make_room(struct iwmo_buffer *buffer, size_t size)
{
    size_t limit = buffer->limit_bytes != 0 ? buffer->limit_bytes : SIZE_MAX / 4;

    if (buffer->failed != IWMO_OK)
        return false;
    if (size > limit - buffer->size) {
        buffer->failed = buffer->limit_bytes != 0 ? IWMO_LIMIT : IWMO_NO_MEMORY;
        return false;
    }
    size_t needed = buffer->size + size + 1;
    if (needed <= buffer->room)
        return true;

    size_t room = buffer->room < 32 ? 64 : 2 * buffer->room;
    if (room < needed)
        room = needed;
    char *at = realloc(buffer->at, room);
    if (at == NULL) {
        buffer->failed = IWMO_NO_MEMORY;
        return false;
    }
    buffer->at = at;
    buffer->room = room;
    return true;
}

void
iwmo_buffer_add(struct iwmo_buffer *buffer, const char *at, size_t size)
{
    if (!make_room(buffer, size))
        return;
    if (size > 0)
        memcpy(buffer->at + buffer->size, at, size);
    buffer->size += size;
    buffer->at[buffer->size] = '\0';
}

void
iwmo_buffer_text(struct iwmo_buffer *buffer, const char *string)
{
    iwmo_buffer_add(buffer, string, strlen(string));
}

void
iwmo_buffer_char(struct iwmo_buffer *buffer, char c)
{
    iwmo_buffer_add(buffer, &c, 1);
}

void
iwmo_buffer_printf(struct iwmo_buffer *buffer, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int size = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (size < 0 && buffer->failed == IWMO_OK)
        buffer->failed = IWMO_LIMIT; /* longer than INT_MAX */
    if (size < 0 || !make_room(buffer, (size_t)size))
        return;
    va_start(args, fmt);
    vsnprintf(buffer->at + buffer->size, (size_t)size + 1, fmt, args);
    va_end(args);
    buffer->size += (size_t)size;
}

void
iwmo_buffer_reset(struct iwmo_buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = IWMO_OK;
    if (buffer->at != NULL)
        buffer->at[0] = '\0';
}

void
iwmo_buffer_release(struct iwmo_buffer *buffer)
{
    free(buffer->at);
    iwmo_buffer_init(buffer, buffer->limit_bytes);
}
