#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/json.h"

static bool
is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7F && c != '"' && c != '\\';
}

static void
escape_ascii(struct iwmo_buffer *out, char c)
{
    static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* character, letter */

    for (size_t i = 0; shorts[i] != '\0'; i += 2) {
        if (shorts[i] == c) {
            iwmo_buffer_char(out, '\\');
            iwmo_buffer_char(out, shorts[i + 1]);
            return;
        }
    }
    iwmo_buffer_printf(out, "\\u%04x", (unsigned char)c);
}

/* Some readers of lines take these for the end of one. */
static bool
ends_a_line(uint32_t code_point)
{
    return code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029;
}

static void
escape(struct iwmo_buffer *out, struct iwmo_text text)
{
    while (text.size > 0) {
        size_t plain = 0;
        while (plain < text.size && is_plain(text.at[plain]))
            plain++;
        iwmo_buffer_add(out, text.at, plain);
        text.at += plain;
        text.size -= plain;
        if (text.size == 0)
            return;

        uint32_t code_point;
        struct iwmo_text rest = text;
        if ((unsigned char)text.at[0] < 0x80) {
            escape_ascii(out, text.at[0]);
        } else if (iwmo_utf8_next(&rest, &code_point)) {
            if (ends_a_line(code_point))
                iwmo_buffer_printf(out, "\\u%04x", (unsigned)code_point);
            else
                iwmo_buffer_add(out, text.at, text.size - rest.size);
            text = rest;
            continue;
        } else {
            iwmo_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
        }
        text.at++;
        text.size--;
    }
}

void
iwmo_json_string(struct iwmo_buffer *out, struct iwmo_text text)
{
    iwmo_buffer_char(out, '"');
    escape(out, text);
    iwmo_buffer_char(out, '"');
}

size_t
iwmo_json_begin_string(struct iwmo_buffer *out)
{
    iwmo_buffer_char(out, '"');
    return out->size;
}

void
iwmo_json_end_string(struct iwmo_buffer *out, size_t begin)
{
    size_t plain = begin;

    while (plain < out->size && is_plain(out->at[plain]))
        plain++;
    if (plain < out->size) {
        size_t size = out->size - plain;
        char *rest = malloc(size);
        if (rest == NULL) {
            out->failed = IWMO_NO_MEMORY;
            return;
        }
        memcpy(rest, out->at + plain, size);
        out->size = plain;
        escape(out, (struct iwmo_text){rest, size});
        free(rest);
    }
    iwmo_buffer_char(out, '"');
}

void
iwmo_json_key(struct iwmo_buffer *out, const char *key)
{
    if (out->size > 0 && out->at[out->size - 1] != '{')
        iwmo_buffer_char(out, ',');
    iwmo_buffer_char(out, '"');
    iwmo_buffer_text(out, key);
    iwmo_buffer_text(out, "\":");
}

void
iwmo_json_number(struct iwmo_buffer *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    iwmo_buffer_add(out, digits + at, sizeof(digits) - at);
}
