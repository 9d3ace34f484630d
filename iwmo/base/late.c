#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

bool
iwmo_late_load(const char *name, const struct iwmo_late_symbol *symbols, size_t count,
               void *table)
{
    void *library = dlopen(name, RTLD_NOW);

    for (size_t i = 0; i < count; i++) {
        void *symbol = library != NULL ? dlsym(library, symbols[i].name) : NULL;
        if (symbol == NULL)
            return false;
        memcpy((char *)table + symbols[i].offset, &symbol, sizeof(symbol));
    }
    return library != NULL;
}
