#ifndef IWMO_SCHEMA_CODE_H
#define IWMO_SCHEMA_CODE_H

/*
 * Code: a value looked up in the enumeration of its type.
 *
 * Codes of at most four bytes have a key each: their bytes as one number, the first on
 * top, so that keys are in the order of the codes.
 */
#include <stdbool.h>

#include "base/text.h"
#include "schema/schema.h"

#define IWMO_NO_CODE   UINT16_MAX
#define IWMO_KEY_BYTES sizeof(uint32_t)

/* Fill keys[0..count) for type->keys.  False: a code is too long for one. */
bool iwmo_code_keys(const struct iwmo_code *codes, size_t count, uint32_t *keys);

/* Of at most IWMO_KEY_BYTES. */
static inline uint32_t
iwmo_code_key(struct iwmo_text text)
{
    uint32_t key = 0;

    if (text.size > 0)
        key = (uint32_t)(unsigned char)text.at[0] << 24;
    if (text.size > 1)
        key |= (uint32_t)(unsigned char)text.at[1] << 16;
    if (text.size > 2)
        key |= (uint32_t)(unsigned char)text.at[2] << 8;
    if (text.size > 3)
        key |= (unsigned char)text.at[3];
    return key;
}

/* As iwmo_code_find(), without keys. */
uint16_t iwmo_code_find_long(const struct iwmo_type *type, struct iwmo_text text);

/* Index into type->codes, IWMO_NO_CODE when it is none of them.  Here, because it is
 * asked for every code of a message. */
static inline uint16_t
iwmo_code_find(const struct iwmo_type *type, struct iwmo_text text)
{
    const uint32_t *low = type->keys;

    if (low == NULL)
        return iwmo_code_find_long(type, text);
    /* a key does not tell a NUL at the end from nothing */
    if (text.size > IWMO_KEY_BYTES || (text.size > 0 && text.at[text.size - 1] == '\0'))
        return IWMO_NO_CODE;
    uint32_t key = iwmo_code_key(text);
    for (size_t count = type->code_count; count > 1;) {
        size_t half = count / 2;
        low += low[half] <= key ? half : 0;
        count -= half;
    }
    return *low == key ? (uint16_t)(low - type->keys) : IWMO_NO_CODE;
}

#endif
