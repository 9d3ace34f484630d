#include "schema/facet.h"

#include <assert.h>

#include "schema/code.h"
#include "schema/match.h"

/* So that the common way does not keep registers for it. */
#define NOT_INLINE __attribute__((noinline))

#define SURE_DIGITS 18 /* fit in 64 bits whatever they are */

/* False as well when it is too long to be sure. */
static inline bool
parse_short(struct iwmo_text text, int64_t *integer)
{
    int64_t sum = 0;

    if (text.size == 0 || text.size > SURE_DIGITS)
        return false;
    const char *at = text.at, *end = at + text.size;
    bool is_negative = *at == '-';
    at += is_negative || *at == '+';
    if (at == end)
        return false;
    for (; at != end; at++) {
        unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit > 9)
            return false;
        sum = sum * 10 + digit;
    }
    *integer = is_negative ? -sum : sum;
    return true;
}

bool
iwmo_integer_parse(struct iwmo_text text, int64_t *integer, bool *fits)
{
    bool has_sign = text.size > 0 && (text.at[0] == '-' || text.at[0] == '+');
    bool is_negative = has_sign && text.at[0] == '-';
    int64_t sum = 0; /* kept negative: there is one more number on that side */

    *fits = true;
    if (text.size <= SURE_DIGITS)
        return parse_short(text, integer);
    for (size_t i = has_sign ? 1 : 0; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        int digit = text.at[i] - '0';
        if (sum < (INT64_MIN + digit) / 10)
            *fits = false;
        else
            sum = sum * 10 - digit;
    }
    if (!is_negative && sum == INT64_MIN)
        *fits = false;
    if (!*fits)
        *integer = is_negative ? INT64_MIN : INT64_MAX;
    else
        *integer = is_negative ? sum : -sum;
    return true;
}

NOT_INLINE static enum iwmo_facet
check_each_pattern(const struct iwmo_type *type, struct iwmo_text text)
{
    for (size_t i = 0; i < type->pattern_count; i++)
        if (!iwmo_pattern_matches(type->patterns[i], text))
            return IWMO_FACET_PATTERN;
    return IWMO_FACET_NONE;
}

static inline enum iwmo_facet
check_patterns(const struct iwmo_type *type, struct iwmo_text text)
{
    if (text.size < type->sure_below)
        return IWMO_FACET_NONE;
    if (type->pattern_count != 1)
        return check_each_pattern(type, text);
    return iwmo_pattern_matches(type->patterns[0], text) ? IWMO_FACET_NONE
                                                         : IWMO_FACET_PATTERN;
}

/* Anything but a short integer: one beyond 64 bits is beyond every bound on that side.
 */
NOT_INLINE static enum iwmo_facet
check_long_integer(const struct iwmo_type *type, struct iwmo_value *value)
{
    bool fits;

    if (!iwmo_integer_parse(value->text, &value->integer, &fits))
        return IWMO_FACET_TYPE;
    bool is_below = !fits && value->integer < 0, is_above = !fits && !is_below;
    if (type->has_min_inclusive && (is_below || value->integer < type->min_inclusive))
        return IWMO_FACET_MIN_INCLUSIVE;
    if (type->has_max_inclusive && (is_above || value->integer > type->max_inclusive))
        return IWMO_FACET_MAX_INCLUSIVE;
    return check_patterns(type, value->text);
}

static inline enum iwmo_facet
check_integer(const struct iwmo_type *type, struct iwmo_value *value)
{
    int64_t integer;

    if (!parse_short(value->text, &integer))
        return check_long_integer(type, value);
    value->integer = integer;
    if (type->has_min_inclusive && integer < type->min_inclusive)
        return IWMO_FACET_MIN_INCLUSIVE;
    if (type->has_max_inclusive && integer > type->max_inclusive)
        return IWMO_FACET_MAX_INCLUSIVE;
    return check_patterns(type, value->text);
}

NOT_INLINE static enum iwmo_facet
count_length(const struct iwmo_type *type, struct iwmo_text text)
{
    size_t length = iwmo_text_length(text);

    if (length < type->min_length)
        return IWMO_FACET_MIN_LENGTH;
    return length > type->max_length ? IWMO_FACET_MAX_LENGTH
                                     : check_patterns(type, text);
}

/* A code point takes 1 to 4 bytes, so most texts need no counting. */
static inline enum iwmo_facet
check_string(const struct iwmo_type *type, struct iwmo_text text)
{
    size_t least = (text.size + 3) / 4;

    if (least >= type->min_length && text.size <= type->max_length)
        return check_patterns(type, text);
    return count_length(type, text);
}

NOT_INLINE static enum iwmo_facet
check_code(const struct iwmo_type *type, struct iwmo_value *value)
{
    value->code = iwmo_code_find(type, value->text);
    enum iwmo_facet failed = check_string(type, value->text);

    if (value->code != IWMO_NO_CODE)
        return failed;
    return failed == IWMO_FACET_NONE || failed == IWMO_FACET_PATTERN
               ? IWMO_FACET_ENUMERATION
               : failed;
}

/* An integer, a date or a time: what is collapsed. */
NOT_INLINE static enum iwmo_facet
check_token(const struct iwmo_type *type, struct iwmo_value *value)
{
    bool is_read = false;

    value->text = iwmo_text_trim(value->text);
    if (type->kind == IWMO_INTEGER)
        return check_integer(type, value);
    if (type->kind == IWMO_DATE)
        is_read = iwmo_date_parse_zoned(value->text, &value->date);
    else if (type->kind == IWMO_TIME)
        is_read = iwmo_time_parse_zoned(value->text, &value->seconds);
    else
        assert(type->kind != IWMO_GROUP); /* a group has no text */
    return is_read ? check_patterns(type, value->text) : IWMO_FACET_TYPE;
}

enum iwmo_facet
iwmo_type_check(const struct iwmo_type *type, struct iwmo_text text,
                struct iwmo_value *value)
{
    value->integer = 0; /* all of the union */
    value->text = text;
    if (type->kind == IWMO_STRING && type->code_count == 0)
        return check_string(type, text);
    if (type->kind == IWMO_STRING)
        return check_code(type, value);
    return check_token(type, value);
}
