#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

/* Unicode 15, table 3-7: what may follow a first byte in first..last.  The range of the
 * second byte is what keeps out overlong forms, surrogates and the too large. */
static const struct lead {
    unsigned char first, last;
    unsigned char size;
    unsigned char second_min, second_max;
} leads[] = {
    {0x00, 0x7F, 1, 0, 0},       {0xC2, 0xDF, 2, 0x80, 0xBF},
    {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static const struct lead *
lead_of(unsigned char byte)
{
    if (byte < 0x80) /* by far the most */
        return &leads[0];
    for (size_t i = 1; i < sizeof(leads) / sizeof(leads[0]); i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

static bool
continues(const unsigned char *at, const struct lead *lead)
{
    if (lead->size > 1 && (at[1] < lead->second_min || at[1] > lead->second_max))
        return false;
    for (size_t i = 2; i < lead->size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return false;
    return true;
}

bool
iwmo_utf8_next(struct iwmo_text *rest, uint32_t *code_point)
{
    const unsigned char *at = (const unsigned char *)rest->at;
    const struct lead *lead = rest->size > 0 ? lead_of(at[0]) : NULL;

    if (lead == NULL || rest->size < lead->size || !continues(at, lead))
        return false;
    uint32_t point = lead->size == 1 ? at[0] : at[0] & (0x7FU >> lead->size);
    for (size_t i = 1; i < lead->size; i++)
        point = point << 6 | (at[i] & 0x3FU);
    *code_point = point;
    rest->at += lead->size;
    rest->size -= lead->size;
    return true;
}

/* Nearly all that we read is ASCII: step over it eight bytes at a time. */
static const char *
skip_ascii(const char *at, const char *end)
{
    uint64_t eight;

    for (; end - at >= 8; at += 8) {
        memcpy(&eight, at, sizeof(eight));
        if ((eight & 0x8080808080808080U) != 0)
            break;
    }
    while (at != end && (unsigned char)*at < 0x80)
        at++;
    return at;
}

/* Nearly all that is left has two bytes. */
static inline bool
has_two(const char *at, const char *end)
{
    unsigned char first = (unsigned char)at[0];

    return first >= 0xC2 && first <= 0xDF && end - at >= 2 &&
           ((unsigned char)at[1] & 0xC0) == 0x80;
}

bool
iwmo_utf8_valid(struct iwmo_text text)
{
    uint32_t ignored;

    if (text.size == 0)
        return true;
    for (const char *at = text.at, *end = at + text.size;;) {
        at = skip_ascii(at, end);
        if (at == end)
            return true;
        if (has_two(at, end)) {
            at += 2;
            continue;
        }
        struct iwmo_text rest = {at, (size_t)(end - at)};
        if (!iwmo_utf8_next(&rest, &ignored))
            return false;
        at = rest.at;
    }
}
