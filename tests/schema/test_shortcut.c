/*
 * The quick ways of iwmo_type_check() against the long way: every pattern is walked
 * code point by code point, every list is searched from the front.  Values, failing
 * facets and verdicts must be the same on any bytes.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/facet.h"
#include "schema/lookup.h"
#include "schema/match.h"
#include "schema/random.h"
#include "xsdc/compile.h"

#define ROUNDS 4000

/* ---- the long way ---- */

static size_t
long_class(const struct iwmo_pattern *pattern, uint32_t code_point)
{
    if (code_point < 0x80)
        return pattern->ascii[code_point];
    for (size_t i = 0; i < pattern->range_count; i++)
        if (code_point >= pattern->ranges[i].first &&
            code_point <= pattern->ranges[i].last)
            return pattern->ranges[i].class;
    return 0;
}

static bool
long_matches(const struct iwmo_pattern *pattern, struct iwmo_text text)
{
    size_t state = 1;
    uint32_t code_point;

    while (iwmo_utf8_next(&text, &code_point))
        state =
            pattern
                ->next[state * pattern->class_count + long_class(pattern, code_point)];
    return text.size == 0 && pattern->accepts[state];
}

static uint16_t
long_code(const struct iwmo_type *type, struct iwmo_text text)
{
    for (size_t i = 0; i < type->code_count; i++)
        if (iwmo_text_same(iwmo_text(type->codes[i].value), text))
            return (uint16_t)i;
    return UINT16_MAX;
}

static enum iwmo_facet
long_string(const struct iwmo_type *type, struct iwmo_value *value)
{
    size_t length = iwmo_text_length(value->text);

    if (type->code_count > 0)
        value->code = long_code(type, value->text);
    if (length < type->min_length)
        return IWMO_FACET_MIN_LENGTH;
    if (length > type->max_length)
        return IWMO_FACET_MAX_LENGTH;
    return type->code_count > 0 && value->code == UINT16_MAX ? IWMO_FACET_ENUMERATION
                                                             : IWMO_FACET_NONE;
}

static size_t
digits_at(struct iwmo_text text, size_t at)
{
    size_t from = at;

    while (at < text.size && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at - from;
}

static enum iwmo_facet
long_integer(const struct iwmo_type *type, struct iwmo_value *value)
{
    struct iwmo_text text = value->text;
    size_t sign = text.size > 0 && (text.at[0] == '-' || text.at[0] == '+');
    char copy[256] = "";

    if (digits_at(text, sign) == 0 || sign + digits_at(text, sign) != text.size)
        return IWMO_FACET_TYPE;
    cr_assert(text.size < sizeof(copy));
    memcpy(copy, text.at, text.size);
    errno = 0;
    value->integer = strtoll(copy, NULL, 10);
    bool is_beyond = errno == ERANGE;
    if (type->has_min_inclusive && (value->integer < type->min_inclusive ||
                                    (is_beyond && value->integer == INT64_MIN)))
        return IWMO_FACET_MIN_INCLUSIVE;
    if (type->has_max_inclusive && (value->integer > type->max_inclusive ||
                                    (is_beyond && value->integer == INT64_MAX)))
        return IWMO_FACET_MAX_INCLUSIVE;
    return IWMO_FACET_NONE;
}

static int
two(struct iwmo_text text, size_t at)
{
    return (text.at[at] - '0') * 10 + text.at[at + 1] - '0';
}

static bool
is_zone(struct iwmo_text text)
{
    if (text.size != 6)
        return text.size == 0 || (text.size == 1 && text.at[0] == 'Z');
    return (text.at[0] == '+' || text.at[0] == '-') && digits_at(text, 1) == 2 &&
           text.at[3] == ':' && digits_at(text, 4) == 2 && two(text, 4) < 60 &&
           two(text, 1) * 60 + two(text, 4) <= 840;
}

static struct iwmo_text
cut(struct iwmo_text text, size_t at)
{
    return (struct iwmo_text){text.at + at, text.size - at};
}

/* iwmo_date_parse() knows no zone and has no quick way. */
static bool
long_date(struct iwmo_text text, struct iwmo_date *date)
{
    static const size_t zones[] = {0, 1, 6};

    for (size_t i = 0; i < 3 && zones[i] <= text.size; i++) {
        size_t size = text.size - zones[i];
        if (is_zone(cut(text, size)) &&
            iwmo_date_parse((struct iwmo_text){text.at, size}, date))
            return true;
    }
    return false;
}

static bool
long_time(struct iwmo_text text, int32_t *seconds)
{
    bool is_whole = true;

    if (digits_at(text, 0) != 2 || text.size < 8 || text.at[2] != ':' ||
        digits_at(text, 3) != 2 || text.at[5] != ':' || digits_at(text, 6) != 2)
        return false;
    size_t end = 8;
    if (end < text.size && text.at[end] == '.') {
        size_t digits = digits_at(text, 9);
        if (digits == 0)
            return false;
        for (size_t i = 0; i < digits; i++)
            is_whole = is_whole && text.at[9 + i] == '0';
        end += 1 + digits;
    }
    int hour = two(text, 0), minute = two(text, 3), second = two(text, 6);
    bool is_end = hour == 24 && minute == 0 && second == 0 && is_whole;
    if ((hour > 23 && !is_end) || minute > 59 || second > 59 ||
        !is_zone(cut(text, end)))
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

static enum iwmo_facet
long_kind(const struct iwmo_type *type, struct iwmo_value *value)
{
    if (type->kind == IWMO_STRING)
        return long_string(type, value);
    value->text = iwmo_text_trim_ends(value->text);
    if (type->kind == IWMO_INTEGER)
        return long_integer(type, value);
    bool is_read = type->kind == IWMO_DATE ? long_date(value->text, &value->date)
                                           : long_time(value->text, &value->seconds);
    return is_read ? IWMO_FACET_NONE : IWMO_FACET_TYPE;
}

static enum iwmo_facet
long_check(const struct iwmo_type *type, struct iwmo_text text,
           struct iwmo_value *value)
{
    *value = (struct iwmo_value){.text = text};
    enum iwmo_facet failed = long_kind(type, value);

    for (size_t i = 0; failed == IWMO_FACET_NONE && i < type->pattern_count; i++)
        if (!long_matches(type->patterns[i], value->text))
            failed = IWMO_FACET_PATTERN;
    return failed;
}

/* ---- texts ---- */

static const char *const seeds[] = {
    "2024-02-29",
    "2023-02-29",
    "2024-12-31",
    "0000-01-01",
    "9999-12-31",
    "00:00:00",
    "23:59:59",
    "24:00:00",
    "12:30:00.50",
    "12:34:56",
    "0",
    "1",
    "-1",
    "+17",
    "00",
    "99999999",
    "9223372036854775",
    "12345678",
    "123456789",
    "0612345678",
    "1.0.0",
    "10.200.3",
    "414",
    "3",
    "A",
    "Zoë Ayşe",
    "Súdwest-Fryslân",
    "van den",
    "€ 5",
    "a@b.nl",
    " ",
    "",
    "NL123456789B01",
    "regel\nregel",
    "\tx",
};

/* Bytes that make a difference, many of them no UTF-8 where they come. */
static const unsigned char bytes[] = {
    0,    '\t', '\n', '\r', 0x1F, ' ',  '!',  '+',  '-',  '.',  '/',  '0',
    '1',  '9',  ':',  ';',  'A',  'Z',  'a',  'z',  0x7E, 0x7F, 0x80, 0xBF,
    0xC0, 0xC2, 0xC3, 0xA9, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0xFF,
};

static void
add_run(struct iwmo_buffer *out, struct test_random *random)
{
    static const uint32_t letters[] = {'x', '7', ' ', 0xE9, 0x20AC, 0x1F600};
    uint32_t kind = test_random_below(random, 7);

    for (uint32_t i = test_random_below(random, 34); i > 0; i--)
        test_add_code_point(out,
                            letters[kind < 6 ? kind : test_random_below(random, 6)]);
}

static void
add_seed(struct iwmo_buffer *out, const struct iwmo_type *type,
         struct test_random *random)
{
    uint32_t count = sizeof(seeds) / sizeof(seeds[0]);
    uint32_t what = test_random_below(random, 4);

    if (what == 0 && type->code_count > 0)
        iwmo_buffer_text(
            out, type->codes[test_random_below(random, type->code_count)].value);
    else if (what == 1)
        add_run(out, random);
    else
        iwmo_buffer_text(out, seeds[test_random_below(random, count)]);
}

/* Put, drop or replace one byte, wherever it is. */
static void
mutate(struct iwmo_buffer *text, struct test_random *random)
{
    size_t at = test_random_below(random, (uint32_t)text->size + 1);
    char byte = (char)bytes[test_random_below(random, sizeof(bytes))];
    uint32_t what = test_random_below(random, 3);

    if (what == 0 || at == text->size) {
        iwmo_buffer_char(text, byte);
        memmove(text->at + at + 1, text->at + at, text->size - 1 - at);
    } else if (what == 1) {
        text->size--;
        memmove(text->at + at, text->at + at + 1, text->size - at);
        return;
    }
    text->at[at] = byte;
}

static void
make_text(struct iwmo_buffer *out, const struct iwmo_type *type,
          struct test_random *random)
{
    iwmo_buffer_reset(out);
    iwmo_buffer_text(out, "");
    add_seed(out, type, random);
    if (test_random_below(random, 6) == 0)
        add_seed(out, type, random);
    for (uint32_t i = test_random_below(random, 5); i > 1; i--)
        mutate(out, random);
}

/* ---- the comparison ---- */

static void
compare_text(const struct iwmo_type *type, struct iwmo_text text)
{
    struct iwmo_value quick, slow;

    memset(&quick, 0xA5, sizeof(quick));
    enum iwmo_facet ours = iwmo_type_check(type, text, &quick);
    enum iwmo_facet theirs = long_check(type, text, &slow);
    if (ours != theirs || quick.text.at != slow.text.at ||
        quick.text.size != slow.text.size || quick.integer != slow.integer)
        cr_assert(false, "%s \"%.*s\" (%zu bytes): facet %d and %d", type->name,
                  (int)text.size, text.at, text.size, ours, theirs);
    for (size_t i = 0; i < type->pattern_count; i++)
        if (iwmo_pattern_matches(type->patterns[i], text) !=
            long_matches(type->patterns[i], text))
            cr_assert(false, "pattern %s, \"%.*s\" (%zu bytes)",
                      type->patterns[i]->source, (int)text.size, text.at, text.size);
}

/* The text in memory of exactly its size, so that sanitizers see a look beside it. */
static void
compare(const struct iwmo_type *type, uint64_t seed)
{
    struct test_random random = {seed};
    struct iwmo_buffer text = {0};

    for (size_t i = 0; i < ROUNDS; i++) {
        make_text(&text, type, &random);
        char *exact = malloc(text.size > 0 ? text.size : 1);
        cr_assert_not_null(exact);
        memcpy(exact, text.at, text.size);
        compare_text(type, (struct iwmo_text){exact, text.size});
        free(exact);
    }
    compare_text(type, (struct iwmo_text){NULL, 0});
    iwmo_buffer_release(&text);
}

static size_t
compare_children(const struct iwmo_type *group, uint64_t seed, bool with_named)
{
    size_t count = 0;

    for (size_t i = 0; i < group->child_count; i++) {
        const struct iwmo_type *type = group->children[i].type;
        if (type->kind == IWMO_GROUP) {
            count += compare_children(type, seed + i, with_named);
        } else if (with_named || type->name[0] == '\0') {
            compare(type, seed + 31 * i);
            count++;
        }
    }
    return count;
}

Test(shortcut, decides_on_all_types_as_the_long_way, .timeout = 300)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;

    for (size_t i = 0; i < schema->type_count; i++)
        if (schema->types[i]->kind != IWMO_GROUP)
            compare(schema->types[i], 1000003 + i);
}

Test(shortcut, decides_on_local_restrictions_as_the_long_way, .timeout = 300)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;
    size_t count = 0;

    for (size_t i = 0; i < schema->message_count; i++)
        count += compare_children(schema->messages[i].root->type, 77 + i, false);
    cr_expect(count > 0);
}

/* ---- types that the standard has not ---- */

#define PATTERN(source) "<xs:pattern value='" source "'/>"
#define CODE(code)      "<xs:enumeration value='" code "'/>"

static const struct odd_type {
    const char *name, *base, *facets;
} odd_types[] = {
    {"AnyDay", "xs:date", PATTERN("[^:Z]*") PATTERN("x")},
    {"SomeDay", "xs:date", PATTERN("20[0-9]{2}-[0-9]{2}-.*")},
    {"NoNine", "xs:date", PATTERN("[0-8-]*")},
    {"DayTwice", "m:AnyDay", PATTERN("[0-9-]{10}")},
    {"DayThrice", "m:DayTwice", PATTERN(".*1")},
    {"AnyTime", "xs:time", PATTERN("[0-9:]{8}")},
    {"SomeTime", "xs:time", PATTERN("[0-9:]{7}0")},
    {"Number", "xs:integer", PATTERN("[0-9]{1,5}")},
    {"Sure", "xs:string", CODE("a") CODE("ab") CODE("b") PATTERN("[ab]+")},
    {"Unsure", "xs:string", CODE("a") CODE("ab") CODE("c") PATTERN("[ab]+")},
    {"SureAfter", "m:Unsure", CODE("a")},
    {"Empty", "xs:string", CODE("") CODE("a") CODE("NL12")},
    {"Long", "xs:string", CODE("A") CODE("ABCDE") CODE("ABCDF") CODE("B")},
    {"Short", "xs:string", CODE("A") CODE("ABC") "<xs:maxLength value='2'/>"},
    {"Accents", "xs:string", CODE("\xC3\xA9") CODE("e") CODE("\xE2\x82\xAC")},
    {"All", "xs:string", PATTERN("[\\s\\S]*")},
    {"Lines", "xs:string", PATTERN(".*")},
    {"Above", "xs:string", PATTERN("[ -\xF4\x8F\xBF\xBF]*")},
    {"Gap", "xs:string", PATTERN("[ -\x7F\xC3\xA9-\xF4\x8F\xBF\xBF]*")},
    {"Printable", "xs:string", PATTERN("x?[ -\x7F]*")},
    {"Graphic", "xs:string", PATTERN("x?[ -~]*")},
    {"NoE", "xs:string", PATTERN(".[^\xC3\xA9]*")},
    {"NoTab", "xs:string", PATTERN("[^\\t]*")},
    {"Sizes", "xs:string", "<xs:minLength value='3'/><xs:maxLength value='5'/>"},
};

#define ODD_TYPES (sizeof(odd_types) / sizeof(odd_types[0]))

static const struct iwmo_type *
compile_types(struct iwmo_arena *arena)
{
    struct iwmo_buffer xsd = {0};
    struct iwmo_error err = {0};

    iwmo_buffer_text(
        &xsd, "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
              "xmlns:m='urn:x/iwmo/3_2/wmo301/schema' elementFormDefault='qualified' "
              "targetNamespace='urn:x/iwmo/3_2/wmo301/schema'>"
              "<xs:element name='Bericht' type='m:Root'/>");
    for (size_t i = 0; i < ODD_TYPES; i++)
        iwmo_buffer_printf(&xsd,
                           "<xs:simpleType name='%s'><xs:restriction base='%s'>%s"
                           "</xs:restriction></xs:simpleType>",
                           odd_types[i].name, odd_types[i].base, odd_types[i].facets);
    iwmo_buffer_text(&xsd, "<xs:complexType name='Root'><xs:sequence>");
    for (size_t i = 0; i < ODD_TYPES; i++)
        iwmo_buffer_printf(&xsd, "<xs:element name='e%s' type='m:%s'/>",
                           odd_types[i].name, odd_types[i].name);
    iwmo_buffer_text(&xsd, "</xs:sequence></xs:complexType></xs:schema>");
    const struct iwmo_xsd_source source = {"test.xsd", {xsd.at, xsd.size}};
    const struct iwmo_schema *schema =
        iwmo_schema_compile_memory(&source, 1, NULL, arena, &err);
    cr_assert_not_null(schema, "%s", err.text);
    iwmo_buffer_release(&xsd);
    return schema->messages[0].root->type;
}

Test(shortcut, decides_on_odd_types_as_the_long_way, .timeout = 300)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    size_t count = compare_children(compile_types(arena), 4711, true);

    cr_expect_eq(count, ODD_TYPES);
    iwmo_arena_free(arena);
}

static const struct iwmo_type *
type_of(const struct iwmo_type *root, const char *name)
{
    for (size_t i = 0; i < root->child_count; i++)
        if (strcmp(root->children[i].type->name, name) == 0)
            return root->children[i].type;
    cr_assert(false, "no type %s", name);
    return NULL;
}

Test(shortcut, is_taken_only_where_every_value_matches)
{
    static const struct expected {
        const char *name;
        uint32_t sure_below;
    } rows[] = {
        {"AnyDay", 11},
        {"SomeDay", 0},
        {"NoNine", 0},
        {"DayTwice", 11},
        {"DayThrice", 0},
        {"AnyTime", 9},
        {"SomeTime", 0},
        {"Number", 0},
        {"Unsure", 0},
        {"Sure", IWMO_UNBOUNDED},
        {"All", 0},
        {"Lines", 0},
        {"SureAfter", IWMO_UNBOUNDED},
        {"Sizes", IWMO_UNBOUNDED},
    };
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_type *root = compile_types(arena);

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cr_expect_eq(type_of(root, rows[i].name)->sure_below, rows[i].sure_below, "%s",
                     rows[i].name);
    iwmo_arena_free(arena);
}

Test(shortcut, knows_what_leaves_a_state_alone)
{
    static const struct expected {
        const char *name;
        enum iwmo_rest rest; /* of the start */
    } rows[] = {
        {"All", IWMO_REST_ALL},       {"Lines", IWMO_REST_ABOVE},
        {"Above", IWMO_REST_ABOVE},   {"NoTab", IWMO_REST_ABOVE},
        {"AnyDay", IWMO_REST_NONE},   {"NoE", IWMO_REST_NONE},
        {"Gap", IWMO_REST_PRINTABLE},
    };
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_type *root = compile_types(arena);

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cr_expect_eq(type_of(root, rows[i].name)->patterns[0]->rests[1], rows[i].rest,
                     "%s", rows[i].name);
    /* after the first character */
    const struct iwmo_pattern *printable = type_of(root, "Printable")->patterns[0];
    size_t state = printable->next[printable->class_count + printable->ascii['y']];
    cr_expect_eq(printable->rests[state], IWMO_REST_PRINTABLE);
    const struct iwmo_pattern *no_e = type_of(root, "NoE")->patterns[0];
    state = no_e->next[no_e->class_count + no_e->ascii['y']];
    cr_expect_eq(no_e->rests[state], IWMO_REST_PRINTABLE);
    iwmo_arena_free(arena);
}

Test(shortcut, to_a_code_is_there_when_all_codes_are_short)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_type *root = compile_types(arena);
    struct iwmo_value value;

    cr_expect_not_null(type_of(root, "Empty")->keys);
    cr_expect_null(type_of(root, "Long")->keys);
    cr_expect_eq(type_of(root, "Accents")->keys[2], 0xE282AC00u);
    const struct iwmo_text nul = {"a\0", 2};
    cr_expect_eq(iwmo_type_check(type_of(root, "Empty"), nul, &value),
                 IWMO_FACET_ENUMERATION);
    iwmo_arena_free(arena);
}
