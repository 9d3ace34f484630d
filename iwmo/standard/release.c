#include "standard/release.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {[R_2_3] = "2.3", [R_3_2] = "3.2"};

#define NAMES (sizeof(names) / sizeof(names[0]))

enum iwmo_release
iwmo_release_of(const char *name)
{
    for (size_t i = R_none + 1; i < NAMES; i++)
        if (strcmp(names[i], name) == 0)
            return (enum iwmo_release)i;
    return R_none;
}

const char *
iwmo_release_name(enum iwmo_release release)
{
    return release > R_none && release < NAMES ? names[release] : "";
}
