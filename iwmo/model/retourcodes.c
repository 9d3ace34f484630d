#include "model/retourcodes.h"

#include <string.h>

static bool
has(const char *list, struct iwmo_text code)
{
    for (size_t size; *list != '\0'; list += size + (list[size] == ' ')) {
        size = strcspn(list, " ");
        if (iwmo_text_same((struct iwmo_text){list, size}, code))
            return true;
    }
    return false;
}

void
iwmo_retourcodes_add(char list[static IWMO_RETOURCODES_TEXT], struct iwmo_text code)
{
    size_t size = strlen(list), gap = size > 0;

    if (code.size == 0 || has(list, code) ||
        code.size >= IWMO_RETOURCODES_TEXT - size - gap)
        return;
    if (gap > 0)
        list[size] = ' ';
    memcpy(list + size + gap, code.at, code.size);
    list[size + gap + code.size] = '\0';
}

void
iwmo_retourcodes_add_finding(char list[static IWMO_RETOURCODES_TEXT],
                             const struct iwmo_finding *finding)
{
    if (finding->severity == IWMO_SEVERITY_ERROR)
        iwmo_retourcodes_add(list, iwmo_text(finding->fault->retourcode));
}
