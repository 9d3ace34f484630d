#include "schema/facet.h"

#include <assert.h>

#include "schema/match.h"

#define SURE_DIGITS 18 /* fit in 64 bits whatever they are */

static bool
parse_short(struct iwmo_text text, bool has_sign, int64_t *integer)
{
    int64_t sum = 0;

    for (size_t i = has_sign; i < text.size; i++) {
        unsigned digit = (unsigned)(unsigned char)text.at[i] - '0';
        if (digit > 9)
            return false;
        sum = sum * 10 + digit;
    }
    *integer = text.at[0] == '-' ? -sum : sum;
    return true;
}

bool
iwmo_integer_parse(struct iwmo_text text, int64_t *integer, bool *fits)
{
    bool has_sign = text.size > 0 && (text.at[0] == '-' || text.at[0] == '+');
    bool is_negative = has_sign && text.at[0] == '-';
    int64_t sum = 0; /* kept negative: there is one more number on that side */

    *fits = true;
    if (text.size == (has_sign ? 1u : 0u))
        return false;
    if (text.size <= SURE_DIGITS)
        return parse_short(text, has_sign, integer);
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

static enum iwmo_facet
check_integer(const struct iwmo_type *type, struct iwmo_value *value)
{
    bool fits;

    if (!iwmo_integer_parse(value->text, &value->integer, &fits))
        return IWMO_FACET_TYPE;
    /* beyond 64 bits is beyond every bound on that side */
    bool is_below = !fits && value->integer < 0, is_above = !fits && !is_below;
    if (type->has_min_inclusive && (is_below || value->integer < type->min_inclusive))
        return IWMO_FACET_MIN_INCLUSIVE;
    if (type->has_max_inclusive && (is_above || value->integer > type->max_inclusive))
        return IWMO_FACET_MAX_INCLUSIVE;
    return IWMO_FACET_NONE;
}

/* A code point takes 1 to 4 bytes, so most texts need no counting. */
static enum iwmo_facet
check_length(const struct iwmo_type *type, struct iwmo_text text)
{
    bool may_be_short = text.size / 4 < type->min_length;
    bool may_be_long = text.size > type->max_length;

    if (text.size < type->min_length)
        return IWMO_FACET_MIN_LENGTH;
    if (!may_be_short && !may_be_long)
        return IWMO_FACET_NONE;
    size_t length = iwmo_text_length(text);
    if (length < type->min_length)
        return IWMO_FACET_MIN_LENGTH;
    return length > type->max_length ? IWMO_FACET_MAX_LENGTH : IWMO_FACET_NONE;
}

/* By hand: codes have two or three bytes. */
static int
compare_code(const struct iwmo_code *code, struct iwmo_text text)
{
    const unsigned char *value = (const unsigned char *)code->value;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (value[i] == '\0' || value[i] != byte)
            return value[i] == '\0' ? -1 : value[i] - byte;
    }
    return value[text.size] != '\0';
}

/* Index of the code in the list, UINT16_MAX when it is not in it. */
static uint16_t
find_code(const struct iwmo_type *type, struct iwmo_text text)
{
    size_t low = 0, high = type->code_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_code(&type->codes[middle], text);
        if (order == 0)
            return (uint16_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT16_MAX;
}

static enum iwmo_facet
check_string(const struct iwmo_type *type, struct iwmo_value *value)
{
    enum iwmo_facet failed = check_length(type, value->text);

    if (type->code_count == 0)
        return failed;
    value->code = find_code(type, value->text);
    if (failed == IWMO_FACET_NONE && value->code == UINT16_MAX)
        return IWMO_FACET_ENUMERATION;
    return failed;
}

static enum iwmo_facet
check_kind(const struct iwmo_type *type, struct iwmo_value *value)
{
    switch (type->kind) {
    case IWMO_STRING:
        return check_string(type, value);
    case IWMO_INTEGER:
        return check_integer(type, value);
    case IWMO_DATE:
        return iwmo_date_parse_zoned(value->text, &value->date) ? IWMO_FACET_NONE
                                                                : IWMO_FACET_TYPE;
    case IWMO_TIME:
        return iwmo_time_parse_zoned(value->text, &value->seconds) ? IWMO_FACET_NONE
                                                                   : IWMO_FACET_TYPE;
    case IWMO_GROUP:
        break;
    }
    assert(type->kind != IWMO_GROUP); /* a group has no text */
    return IWMO_FACET_TYPE;
}

enum iwmo_facet
iwmo_type_check(const struct iwmo_type *type, struct iwmo_text text,
                struct iwmo_value *value)
{
    bool is_collapsed = type->kind != IWMO_STRING;

    *value = (struct iwmo_value){.text = is_collapsed ? iwmo_text_trim(text) : text};
    enum iwmo_facet failed = check_kind(type, value);
    if (failed != IWMO_FACET_NONE)
        return failed;
    for (size_t i = 0; i < type->pattern_count; i++) {
        if (!iwmo_pattern_matches(type->patterns[i], value->text))
            return IWMO_FACET_PATTERN;
    }
    return IWMO_FACET_NONE;
}
