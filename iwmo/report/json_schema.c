#include <stddef.h>

#include "report/json.h"

/* The lines of report/result.schema.json as C strings; the Makefile makes it. */
const char *const iwmo_json_schema[] = {
#include "result.schema.inc"
    NULL,
};
