#include "translate/json_text.h"

#include <stdint.h>

#define MAX_EXACT ((uint64_t)1 << 53) /* beyond it, doubles have gaps */

static void
add_escape(struct iwmo_buffer *out, char c)
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

void
iwmo_json_text_quote(struct iwmo_buffer *out, struct iwmo_text text)
{
    size_t plain = 0; /* where what is not written yet begins */

    iwmo_buffer_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if ((unsigned char)c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        iwmo_buffer_add(out, text.at + plain, i - plain);
        add_escape(out, c);
        plain = i + 1;
    }
    if (text.size > plain)
        iwmo_buffer_add(out, text.at + plain, text.size - plain);
    iwmo_buffer_char(out, '"');
}

bool
iwmo_json_text_is_number(struct iwmo_text text)
{
    uint64_t number = 0;

    if (text.size == 0 || text.size > 16 || (text.at[0] == '0' && text.size > 1))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    return number < MAX_EXACT;
}
