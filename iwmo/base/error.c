#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

enum iwmo_status
iwmo_fail(struct iwmo_error *err, enum iwmo_status status, const char *fmt, ...)
{
    if (err == NULL || err->status != IWMO_OK)
        return status;

    va_list args;
    va_start(args, fmt);
    err->status = status;
    vsnprintf(err->text, sizeof(err->text), fmt, args);
    va_end(args);
    return status;
}
