#include "report/markup.h"

#include <inttypes.h>

#include "base/utf8.h"

static bool
is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7F && c != '<' &&
           c != '>' && c != '&' && c != '"' && c != '\'';
}

static bool
is_shown(uint32_t code_point)
{
    return code_point >= 0xA0 && (code_point < 0x200E || code_point > 0x200F) &&
           (code_point < 0x202A || code_point > 0x202E) &&
           (code_point < 0x2066 || code_point > 0x2069) && code_point != 0xFFFE &&
           code_point != 0xFFFF;
}

/* White space as numbers, or an attribute would turn it into spaces. */
static void
escape_ascii(struct iwmo_buffer *out, char c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        iwmo_buffer_printf(out, "&#%d;", c);
    else if (c == '<')
        iwmo_buffer_text(out, "&lt;");
    else if (c == '>')
        iwmo_buffer_text(out, "&gt;");
    else if (c == '&')
        iwmo_buffer_text(out, "&amp;");
    else if (c == '"')
        iwmo_buffer_text(out, "&quot;");
    else if (c == '\'')
        iwmo_buffer_text(out, "&apos;");
    else
        iwmo_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
}

/* What is not shown, though it is a character of XML 1.0. */
static bool
is_character(uint32_t code_point)
{
    return code_point == '\t' || code_point == '\n' || code_point == '\r' ||
           (code_point >= 0x20 && code_point < 0xFFFE);
}

/* Behind the plain bytes; `is_exact`: what is not shown is a number. */
static void
add_text(struct iwmo_buffer *out, struct iwmo_text text, bool is_exact)
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

        struct iwmo_text rest = text;
        uint32_t code_point;
        if (!iwmo_utf8_next(&rest, &code_point)) {
            rest = (struct iwmo_text){text.at + 1, text.size - 1};
            iwmo_buffer_text(out, "\xEF\xBF\xBD");
        } else if (is_exact && !is_shown(code_point) && is_character(code_point) &&
                   (code_point < 0x20 || code_point >= 0x7F)) {
            iwmo_buffer_printf(out, "&#%" PRIu32 ";", code_point);
        } else if (code_point < 0x80) {
            escape_ascii(out, text.at[0]);
        } else if (is_shown(code_point)) {
            iwmo_buffer_add(out, text.at, text.size - rest.size);
        } else {
            iwmo_buffer_text(out, "\xEF\xBF\xBD");
        }
        text = rest;
    }
}

void
iwmo_markup_text(struct iwmo_buffer *out, struct iwmo_text text)
{
    add_text(out, text, false);
}

void
iwmo_markup_exact(struct iwmo_buffer *out, struct iwmo_text text)
{
    add_text(out, text, true);
}

void
iwmo_markup_attribute(struct iwmo_buffer *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    iwmo_buffer_printf(out, " %s=\"", name);
    iwmo_markup_text(out, iwmo_text(value));
    iwmo_buffer_char(out, '"');
}

void
iwmo_markup_number(struct iwmo_buffer *out, const char *name, uint64_t value)
{
    iwmo_buffer_printf(out, " %s=\"%" PRIu64 "\"", name, value);
}
