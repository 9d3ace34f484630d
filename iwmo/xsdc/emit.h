#ifndef IWMO_XSDC_EMIT_H
#define IWMO_XSDC_EMIT_H

/*
 * Emit: schema tables -> C source.
 *
 * Writes names.h (enum iwmo_name), schema_parts.h, schema_patterns.c, one
 * schema_<release>.c per release and schema.c (iwmo_schema_builtin).  The
 * same schema always gives the same bytes.  Part of xsdc only.
 */
#include "base/error.h"
#include "schema/schema.h"

/* Write all files to `directory`, which exists. */
enum iwmo_status iwmo_emit(const struct iwmo_schema *schema, const char *directory,
                           struct iwmo_error *err);

#endif
