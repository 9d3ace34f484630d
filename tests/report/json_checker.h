#ifndef TESTS_REPORT_JSON_CHECKER_H
#define TESTS_REPORT_JSON_CHECKER_H

/*
 * JSON checker: just enough of JSON Schema 2020-12 to hold our reports against their
 * published schema.  A keyword that it does not know fails the test.
 */
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The published schema.  Release with json_decref(). */
json_t *json_checker_schema(void);

/* Does `value` obey #/$defs/`name`?  Fills `why` (of `size` bytes) when not. */
bool json_checker_obeys(json_t *schema, const char *name, json_t *value, char *why,
                        size_t size);

#endif
