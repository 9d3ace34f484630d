#include "schema/code.h"

#include <string.h>

bool
iwmo_code_keys(const struct iwmo_code *codes, size_t count, uint32_t *keys)
{
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(codes[i].value);
        if (size > IWMO_KEY_BYTES)
            return false;
        keys[i] = iwmo_code_key((struct iwmo_text){codes[i].value, size});
    }
    return true;
}

static int
compare_code(const struct iwmo_code *code, struct iwmo_text text)
{
    const unsigned char *value = (const unsigned char *)code->value;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (value[i] == '\0' || value[i] != byte)
            return value[i] == '\0' ? -1 : value[i] - byte;
    }
    return value[text.size] != '\0';
}

uint16_t
iwmo_code_find_long(const struct iwmo_type *type, struct iwmo_text text)
{
    size_t low = 0, high = type->code_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_code(&type->codes[middle], text);
        if (order == 0)
            return (uint16_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return IWMO_NO_CODE;
}
