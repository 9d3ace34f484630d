#include "regex/regex_parser.h"

#include <string.h>

#include "base/utf8.h"

/* Category Nd of Unicode 4.0, as libxml2 has it. */
static const struct iwmo_span digits[] = {
    {0x30, 0x39},     {0x660, 0x669},     {0x6F0, 0x6F9},     {0x966, 0x96F},
    {0x9E6, 0x9EF},   {0xA66, 0xA6F},     {0xAE6, 0xAEF},     {0xB66, 0xB6F},
    {0xBE7, 0xBEF},   {0xC66, 0xC6F},     {0xCE6, 0xCEF},     {0xD66, 0xD6F},
    {0xE50, 0xE59},   {0xED0, 0xED9},     {0xF20, 0xF29},     {0x1040, 0x1049},
    {0x1369, 0x1371}, {0x17E0, 0x17E9},   {0x1810, 0x1819},   {0x1946, 0x194F},
    {0xFF10, 0xFF19}, {0x104A0, 0x104A9}, {0x1D7CE, 0x1D7FF},
};

static const struct iwmo_span spaces[] = {{0x9, 0xA}, {0xD, 0xD}, {0x20, 0x20}};
static const struct iwmo_span line_ends[] = {{0xA, 0xA}, {0xD, 0xD}};

struct class_escape {
    char letter;
    bool inverted;
    const struct iwmo_span *spans;
    size_t count;
};

#define SPANS(array) array, sizeof(array) / sizeof((array)[0])
static const struct class_escape class_escapes[] = {
    {'s', false, SPANS(spaces)},
    {'S', true, SPANS(spaces)},
    {'d', false, SPANS(digits)},
    {'D', true, SPANS(digits)},
};
static const struct class_escape any_character = {'.', true, SPANS(line_ends)};

static enum iwmo_status
take_code_point(struct iwmo_regex_parser *parser, uint32_t *code_point)
{
    struct iwmo_text rest = {parser->at, (size_t)(parser->end - parser->at)};

    if (rest.size == 0)
        return iwmo_regex_refuse(parser, "ends too early");
    if (!iwmo_utf8_next(&rest, code_point))
        return iwmo_regex_refuse(parser, "is no UTF-8");
    parser->at = rest.at;
    return IWMO_OK;
}

static enum iwmo_status
add_class(struct iwmo_regex_parser *parser, struct iwmo_charset *set,
          const struct class_escape *escape)
{
    struct iwmo_charset part = {0};

    for (size_t i = 0; i < escape->count; i++) {
        const struct iwmo_span *span = &escape->spans[i];
        if (!iwmo_charset_add(&part, span->first, span->last, parser->arena))
            return iwmo_regex_no_memory(parser);
    }
    if (escape->inverted && !iwmo_charset_invert(&part, parser->arena))
        return iwmo_regex_no_memory(parser);
    if (!iwmo_charset_join(set, &part, parser->arena))
        return iwmo_regex_no_memory(parser);
    return IWMO_OK;
}

static const struct class_escape *
class_escape(char letter)
{
    for (size_t i = 0; i < sizeof(class_escapes) / sizeof(class_escapes[0]); i++) {
        if (class_escapes[i].letter == letter)
            return &class_escapes[i];
    }
    return NULL;
}

/* After a backslash: the character that \n, \., ... stands for. */
static enum iwmo_status
parse_single_escape(struct iwmo_regex_parser *parser, uint32_t *code_point)
{
    static const char letters[] = "nrt\\|.?*+(){}-[]^";
    static const char meant[] = "\n\r\t\\|.?*+(){}-[]^";
    const char *found = parser->at < parser->end && *parser->at != '\0'
                            ? strchr(letters, *parser->at)
                            : NULL;
    if (found == NULL)
        return iwmo_regex_refuse(parser, "this escape is not known");
    parser->at++;
    *code_point = (unsigned char)meant[found - letters];
    return IWMO_OK;
}

/* One end of a range inside a class: a character or a single escape. */
static enum iwmo_status
parse_range_end(struct iwmo_regex_parser *parser, uint32_t *code_point)
{
    if (iwmo_regex_eat(parser, '\\'))
        return parse_single_escape(parser, code_point);
    if (iwmo_regex_sees(parser, '['))
        return iwmo_regex_refuse(parser, "[ inside a class is not known");
    return take_code_point(parser, code_point);
}

static enum iwmo_status
parse_range(struct iwmo_regex_parser *parser, struct iwmo_charset *set)
{
    uint32_t first = 0, last;
    bool is_dash = iwmo_regex_sees(parser, '-');
    const char *begin = parser->at;
    enum iwmo_status status = parse_range_end(parser, &first);

    if (status != IWMO_OK)
        return status;
    last = first;
    bool has_range = iwmo_regex_sees(parser, '-') && parser->at + 1 < parser->end &&
                     parser->at[1] != ']';
    if (is_dash && (has_range || (begin[-1] != '[' && begin[-1] != '^' &&
                                  !iwmo_regex_sees(parser, ']'))))
        return iwmo_regex_refuse(parser, "- stands first or last in a class only");
    if (has_range) {
        parser->at++;
        if (iwmo_regex_sees(parser, '['))
            return iwmo_regex_refuse(parser, "class subtraction is not known");
        if (iwmo_regex_sees(parser, '-'))
            return iwmo_regex_refuse(parser, "- cannot end a range");
        status = parse_range_end(parser, &last);
        if (status != IWMO_OK)
            return status;
        if (last < first)
            return iwmo_regex_refuse(parser, "the range runs backwards");
    }
    if (!iwmo_charset_add(set, first, last, parser->arena))
        return iwmo_regex_no_memory(parser);
    return IWMO_OK;
}

/* After "[": up to and with "]". */
static enum iwmo_status
parse_class(struct iwmo_regex_parser *parser, struct iwmo_charset *set)
{
    bool inverted = iwmo_regex_eat(parser, '^');
    enum iwmo_status status = IWMO_OK;

    if (iwmo_regex_sees(parser, ']'))
        return iwmo_regex_refuse(parser, "a class is empty");
    while (status == IWMO_OK && !iwmo_regex_eat(parser, ']')) {
        const struct class_escape *escape =
            iwmo_regex_sees(parser, '\\') && parser->at + 1 < parser->end
                ? class_escape(parser->at[1])
                : NULL;
        if (escape == NULL) {
            status = parse_range(parser, set);
            continue;
        }
        parser->at += 2;
        status = add_class(parser, set, escape);
    }
    if (status != IWMO_OK)
        return status;
    iwmo_charset_seal(set);
    if (inverted && !iwmo_charset_invert(set, parser->arena))
        return iwmo_regex_no_memory(parser);
    return IWMO_OK;
}

static enum iwmo_status
parse_escape(struct iwmo_regex_parser *parser, struct iwmo_charset *set)
{
    const struct class_escape *escape =
        parser->at < parser->end ? class_escape(*parser->at) : NULL;
    uint32_t code_point = 0;

    if (escape != NULL) {
        parser->at++;
        return add_class(parser, set, escape);
    }
    enum iwmo_status status = parse_single_escape(parser, &code_point);
    if (status == IWMO_OK &&
        !iwmo_charset_add(set, code_point, code_point, parser->arena))
        return iwmo_regex_no_memory(parser);
    return status;
}

enum iwmo_status
iwmo_regex_parse_set(struct iwmo_regex_parser *parser, struct iwmo_charset *set)
{
    uint32_t code_point = 0;

    if (iwmo_regex_eat(parser, '['))
        return parse_class(parser, set);
    if (iwmo_regex_eat(parser, '\\'))
        return parse_escape(parser, set);
    if (iwmo_regex_eat(parser, '.'))
        return add_class(parser, set, &any_character);
    if (parser->at < parser->end && strchr("?*+{}]", *parser->at) != NULL)
        return iwmo_regex_refuse(parser, "a special character stands where none can");
    enum iwmo_status status = take_code_point(parser, &code_point);
    if (status == IWMO_OK &&
        !iwmo_charset_add(set, code_point, code_point, parser->arena))
        return iwmo_regex_no_memory(parser);
    return status;
}
