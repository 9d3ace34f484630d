#ifndef IWMO_SCHEMA_FACET_H
#define IWMO_SCHEMA_FACET_H

/*
 * Facet: does this text fit this simple type?
 *
 * As XSD 1.0 part 2 says: white space is collapsed for integer, date and time and kept
 * for strings; lengths count code points; patterns match the whole normalised value;
 * xs:integer takes a sign and leading zeros.  Allocates nothing.
 */
#include "base/date.h"
#include "base/text.h"
#include "schema/schema.h"

/* What is wrong with a value: the first facet that fails, in this order. */
enum iwmo_facet {
    IWMO_FACET_NONE, /* it fits */
    IWMO_FACET_TYPE, /* not an integer, date or time at all */
    IWMO_FACET_MIN_LENGTH,
    IWMO_FACET_MAX_LENGTH,
    IWMO_FACET_MIN_INCLUSIVE,
    IWMO_FACET_MAX_INCLUSIVE,
    IWMO_FACET_ENUMERATION,
    IWMO_FACET_PATTERN
};

/* A value after parsing.  `text` is the normalised text (a slice of the input). */
struct iwmo_value {
    struct iwmo_text text;
    union {
        int64_t integer;       /* IWMO_INTEGER; saturated beyond 64 bits */
        struct iwmo_date date; /* IWMO_DATE */
        int32_t seconds;       /* IWMO_TIME: since 00:00:00 */
        uint16_t code;         /* IWMO_STRING with codes: index into type->codes,
                                  UINT16_MAX when it is none of them */
    };
};

/*
 * Check `text` (valid UTF-8, borrowed) against the simple type.  Fills `value` in so
 * far as the text can be read, also when a facet fails; value->text points into `text`.
 */
enum iwmo_facet iwmo_type_check(const struct iwmo_type *type, struct iwmo_text text,
                                struct iwmo_value *value);

/*
 * Parse the lexical form of xs:integer, white space already removed.  Beyond 64 bits
 * the value is saturated and `*fits` false.  Returns false when it is no integer.
 */
bool iwmo_integer_parse(struct iwmo_text text, int64_t *integer, bool *fits);

#endif
