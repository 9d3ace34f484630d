#include <jansson.h>

#include "cli/late/late.h"

#define ROWS(FUNCTION, PROCEDURE)                                                      \
    FUNCTION(2, json_t *, json_array_get, const json_t *, size_t)                      \
    FUNCTION(1, size_t, json_array_size, const json_t *)                               \
    PROCEDURE(1, json_delete, json_t *)                                                \
    FUNCTION(4, int, json_dump_callback, const json_t *, json_dump_callback_t, void *, \
             size_t)                                                                   \
    FUNCTION(1, json_int_t, json_integer_value, const json_t *)                        \
    FUNCTION(4, json_t *, json_loadb, const char *, size_t, size_t, json_error_t *)    \
    FUNCTION(2, json_t *, json_object_get, const json_t *, const char *)               \
    FUNCTION(1, void *, json_object_iter, json_t *)                                    \
    FUNCTION(1, const char *, json_object_iter_key, void *)                            \
    FUNCTION(2, void *, json_object_iter_next, json_t *, void *)                       \
    FUNCTION(1, json_t *, json_object_iter_value, void *)                              \
    FUNCTION(1, void *, json_object_key_to_iter, const char *)                         \
    FUNCTION(1, size_t, json_object_size, const json_t *)                              \
    FUNCTION(1, size_t, json_string_length, const json_t *)                            \
    FUNCTION(1, const char *, json_string_value, const json_t *)

IWMO_LATE(ROWS, IWMO_SONAME_jansson)

static void
prepare(void)
{
}
