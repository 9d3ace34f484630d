/* libxml2's schema validator is the other judge, on every simple type of the XSDs. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>

#include "schema/facet.h"
#include "schema/random.h"
#include "xsdc/compile.h"

#define ROUNDS 3000

static const char *const seeds[] = {
    "",
    " ",
    "\n",
    "\t",
    "a",
    "ab",
    " a",
    "a ",
    "\r",
    "0",
    "00",
    "1",
    "-1",
    "+1",
    "-0",
    "+",
    "-",
    "+-1",
    "1.0",
    "1e3",
    "0x1",
    "99",
    "100",
    "099",
    "0000000000000000000000000099",
    "99999",
    "100000",
    "99999999",
    "100000000",
    "999999999",
    "1000000000",
    "999999999999",
    "1000000000000",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "1234567890123456789012345",
    "-1234567890123456789012345",
    " 5 ",
    "\t5\n",
    "5 5",
    "12345678",
    "123456789",
    "2023-02-28",
    "2023-02-29",
    "2024-02-29",
    "1900-02-29",
    "2000-02-29",
    "2023-13-01",
    "2023-00-10",
    "2023-01-00",
    "2023-01-32",
    "2023-1-01",
    "23-01-01",
    "02023-01-01",
    "12023-01-01",
    "-2023-01-01",
    "-0001-01-01",
    "0000-01-01",
    "+2023-01-01",
    "2023-01-01Z",
    "2023-01-01+01:00",
    "2023-01-01-01:00",
    "2023-01-01+14:00",
    "2023-01-01T00:00:00",
    " 2023-04-30",
    "2023-04-31",
    "2023-01-01 ",
    "99999-12-31",
    "00:00:00",
    "23:59:59",
    "24:00:00",
    "24:00:01",
    "23:59:60",
    "23:60:00",
    "1:00:00",
    "12:00",
    "12:00:00.5",
    "12:00:00.",
    "12:00:00Z",
    "12:00:00+02:00",
    "24:00:00.0",
    "12:00:0",
    " 12:30:00 ",
    "12:30:00.123456789012",
    "-12:00:00",
    "1.0.0",
    "1.0",
    "01.0.0",
    "1.0.0.0",
    "10.20.30",
    "NL123456789B01",
    "414",
    "3",
    "2",
    "À",
    "ỳ",
    "Ỵ",
    "AB",
    "01",
    "NL",
    "0200",
    "0001",
    "x@y.nl",
    "1012AB",
    "1012 AB",
    "0612345678",
};

static const uint32_t letters[] = {
    ' ',    '\t', '\n', '\r',   '0',     '1',      '9', '-',  '+',
    ':',    'Z',  'T',  '.',    'a',     'z',      'A', 0xC0, 0x1EF3,
    0x1EF4, 0xBF, 0xA0, 0x20AC, 0x1F600, 0x10FFFF, 'N', 'L',  'B',
};

struct judge {
    struct iwmo_buffer source;
    xmlSchema *schema;
    xmlSchemaValidCtxt *context;
};

static void
silent(void *context, const char *fmt, ...)
{
    (void)context, (void)fmt;
}

/* The facets of a local restriction; repeating those of the base changes nothing. */
static void
add_own_facets(struct iwmo_buffer *out, const struct iwmo_type *type)
{
    if (type->kind == IWMO_STRING && type->max_length != IWMO_UNBOUNDED)
        iwmo_buffer_printf(out, "<xs:maxLength value='%" PRIu32 "'/>",
                           type->max_length);
    if (type->has_min_inclusive)
        iwmo_buffer_printf(out, "<xs:minInclusive value='%" PRId64 "'/>",
                           type->min_inclusive);
    if (type->has_max_inclusive)
        iwmo_buffer_printf(out, "<xs:maxInclusive value='%" PRId64 "'/>",
                           type->max_inclusive);
    if (type->pattern_count > type->base->pattern_count)
        iwmo_buffer_printf(out, "<xs:pattern value='%s'/>",
                           type->patterns[type->pattern_count - 1]->source);
}

/* A tiny schema: one element of the type (or of its base, with one more pattern). */
static void
judge_open(struct judge *judge, const struct iwmo_type *type, const char *space,
           const char *release)
{
    bool is_local = type->name[0] == '\0';
    iwmo_buffer_printf(
        &judge->source,
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:b='%s'>"
        "<xs:import namespace='%s' schemaLocation='xsd/%s/basisschema.xsd'/>",
        space, space, release);
    if (is_local) {
        iwmo_buffer_printf(&judge->source,
                           "<xs:element name='v'><xs:simpleType><xs:restriction "
                           "base='b:%s'>",
                           type->base->name);
        add_own_facets(&judge->source, type);
        iwmo_buffer_text(&judge->source, "</xs:restriction></xs:simpleType>"
                                         "</xs:element></xs:schema>");
    } else
        iwmo_buffer_printf(&judge->source,
                           "<xs:element name='v' type='b:%s'/></xs:schema>",
                           type->name);
    xmlSchemaParserCtxt *parser =
        xmlSchemaNewMemParserCtxt(judge->source.at, (int)judge->source.size);
    judge->schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    cr_assert_not_null(judge->schema, "%s", judge->source.at);
    judge->context = xmlSchemaNewValidCtxt(judge->schema);
    xmlSchemaSetValidErrors(judge->context, silent, silent, NULL);
}

static bool
judge_accepts(struct judge *judge, const char *text)
{
    xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *root = xmlNewNode(NULL, (const xmlChar *)"v");

    xmlDocSetRootElement(document, root);
    if (*text != '\0')
        xmlAddChild(root, xmlNewDocText(document, (const xmlChar *)text));
    int verdict = xmlSchemaValidateDoc(judge->context, document);
    xmlFreeDoc(document);
    cr_assert_geq(verdict, 0);
    return verdict == 0;
}

static void
judge_close(struct judge *judge)
{
    xmlSchemaFreeValidCtxt(judge->context);
    xmlSchemaFree(judge->schema);
    iwmo_buffer_release(&judge->source);
}

/* Text of a length at the border, of code points of one to four bytes. */
static void
add_long(struct iwmo_buffer *out, const struct iwmo_type *type,
         struct test_random *random)
{
    static const uint32_t sizes[] = {'x', 0xE9, 0x20AC, 0x1F600};
    uint32_t around = type->max_length == IWMO_UNBOUNDED ? 200 : type->max_length;
    uint32_t length = around + test_random_below(random, 3);
    uint32_t kind = test_random_below(random, 5);

    for (uint32_t i = 1; i < length; i++)
        test_add_code_point(out, kind < 4 ? sizes[kind]
                                          : sizes[test_random_below(random, 4)]);
}

static void
add_bound(struct iwmo_buffer *out, const struct iwmo_type *type,
          struct test_random *random)
{
    bool is_max = test_random_below(random, 2) == 1;
    int64_t bound = is_max ? type->max_inclusive : type->min_inclusive;

    if (test_random_below(random, 4) == 0)
        iwmo_buffer_text(out, "+");
    for (uint32_t i = test_random_below(random, 30); i > 25; i--)
        iwmo_buffer_text(out, "000000");
    iwmo_buffer_printf(out, "%" PRId64,
                       bound + (int64_t)test_random_below(random, 5) - 2);
}

static void
mutate(struct iwmo_buffer *out, struct iwmo_text from, struct test_random *random)
{
    uint32_t letter =
        letters[test_random_below(random, sizeof(letters) / sizeof(*letters))];
    size_t at = from.size == 0 ? 0 : test_random_below(random, (uint32_t)from.size + 1);

    while (at > 0 && at < from.size && ((unsigned char)from.at[at] & 0xC0) == 0x80)
        at--;
    iwmo_buffer_add(out, from.at, at);
    if (test_random_below(random, 3) > 0)
        test_add_code_point(out, letter);
    if (at < from.size && test_random_below(random, 3) == 0)
        for (at++; at < from.size && ((unsigned char)from.at[at] & 0xC0) == 0x80;)
            at++;
    iwmo_buffer_add(out, from.at + at, from.size - at);
}

static void
make_text(struct iwmo_buffer *out, const struct iwmo_type *type, size_t round,
          struct test_random *random)
{
    size_t count = sizeof(seeds) / sizeof(seeds[0]);
    const char *seed =
        seeds[round < count ? round : test_random_below(random, (uint32_t)count)];

    iwmo_buffer_reset(out);
    if (type->code_count > 0 && round >= count && test_random_below(random, 3) == 0)
        seed = type->codes[test_random_below(random, type->code_count)].value;
    if (round < count)
        iwmo_buffer_text(out, seed);
    else if (type->kind == IWMO_STRING && test_random_below(random, 4) == 0)
        add_long(out, type, random);
    else if (type->kind == IWMO_INTEGER && test_random_below(random, 3) == 0)
        add_bound(out, type, random);
    else
        mutate(out, iwmo_text(seed), random);
}

/* See fixtures/differences.txt: libxml2 reads the - in [^Z+-] as allowed. */
static bool
is_known_difference(const struct iwmo_type *type, const char *text)
{
    return type->kind == IWMO_TIME && strchr(text, '-') != NULL;
}

static size_t
compare(const struct iwmo_type *type, const struct iwmo_message_kind *message,
        uint64_t seed)
{
    struct judge judge = {0};
    struct test_random random = {seed};
    struct iwmo_buffer text = {0};
    size_t accepted = 0;

    judge_open(&judge, type, message->base_space, message->release_name);
    for (size_t i = 0; i < ROUNDS; i++) {
        struct iwmo_value value;
        make_text(&text, type, i, &random);
        const char *at = text.size == 0 ? "" : text.at;
        enum iwmo_facet failed =
            iwmo_type_check(type, (struct iwmo_text){at, text.size}, &value);
        bool theirs = judge_accepts(&judge, at);
        if (theirs && failed == IWMO_FACET_PATTERN && is_known_difference(type, at))
            continue;
        cr_expect_eq(failed == IWMO_FACET_NONE, theirs,
                     "%s %s \"%s\": facet %d, libxml2 %d", message->name, type->name,
                     at, failed, theirs);
        accepted += theirs;
    }
    iwmo_buffer_release(&text);
    judge_close(&judge);
    return accepted;
}

static void
compare_local(const struct iwmo_type *group, const struct iwmo_message_kind *message)
{
    for (size_t i = 0; i < group->child_count; i++) {
        const struct iwmo_type *type = group->children[i].type;
        if (type->kind == IWMO_GROUP)
            compare_local(type, message);
        else if (type->name[0] == '\0')
            compare(type, message, 99 + i);
    }
}

static const struct iwmo_schema *
open_schema(struct iwmo_arena *arena)
{
    struct iwmo_error err = {0};
    const struct iwmo_schema *schema = iwmo_schema_compile("xsd", NULL, arena, &err);

    cr_assert_not_null(schema, "%s", err.text);
    return schema;
}

static const struct iwmo_message_kind *
message_of(const struct iwmo_schema *schema, enum iwmo_release release)
{
    for (size_t i = 0; i < schema->message_count; i++) {
        if (schema->messages[i].release == release)
            return &schema->messages[i];
    }
    return NULL;
}

Test(facet, of_all_types_judges_as_libxml2_does, .timeout = 600)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *schema = open_schema(arena);

    for (size_t i = 0; i < schema->type_count; i++) {
        const struct iwmo_type *type = schema->types[i];
        if (type->kind != IWMO_GROUP)
            cr_expect(compare(type, message_of(schema, type->release), 1234567 + i) > 0,
                      "nothing fits %s", type->name);
    }
    iwmo_arena_free(arena);
}

Test(facet, of_local_restrictions_judges_as_libxml2_does, .timeout = 600)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *schema = open_schema(arena);

    for (size_t i = 0; i < schema->message_count; i++)
        compare_local(schema->messages[i].root->type, &schema->messages[i]);
    iwmo_arena_free(arena);
}

static enum iwmo_facet
check(const struct iwmo_type *type, const char *text, struct iwmo_value *value)
{
    return iwmo_type_check(type, iwmo_text(text), value);
}

Test(facet, integers_beyond_64_bits_are_saturated)
{
    const struct iwmo_type type = {.kind = IWMO_INTEGER,
                                   .has_max_inclusive = true,
                                   .max_inclusive = INT64_MAX,
                                   .has_min_inclusive = true,
                                   .min_inclusive = INT64_MIN};
    struct iwmo_value value;

    cr_expect_eq(check(&type, "9223372036854775807", &value), IWMO_FACET_NONE);
    cr_expect_eq(value.integer, INT64_MAX);
    cr_expect_eq(check(&type, "9223372036854775808", &value), IWMO_FACET_MAX_INCLUSIVE);
    cr_expect_eq(value.integer, INT64_MAX);
    cr_expect_eq(check(&type, "-9223372036854775808", &value), IWMO_FACET_NONE);
    cr_expect_eq(value.integer, INT64_MIN);
    cr_expect_eq(check(&type, "-9223372036854775809", &value),
                 IWMO_FACET_MIN_INCLUSIVE);
    cr_expect_eq(check(&type, "-000000000000000000000000000007", &value),
                 IWMO_FACET_NONE);
    cr_expect_eq(value.integer, -7);
}

Test(facet, names_the_first_facet_that_fails)
{
    static const struct iwmo_code codes[] = {{"aa", ""}, {"bb", ""}};
    const struct iwmo_type type = {.kind = IWMO_STRING,
                                   .min_length = 1,
                                   .max_length = 2,
                                   .code_count = 2,
                                   .codes = codes};
    struct iwmo_value value;

    cr_expect_eq(check(&type, "", &value), IWMO_FACET_MIN_LENGTH);
    cr_expect_eq(check(&type, "abc", &value), IWMO_FACET_MAX_LENGTH);
    cr_expect_eq(check(&type, "éé", &value), IWMO_FACET_ENUMERATION);
    cr_expect_eq(value.code, UINT16_MAX);
    cr_expect_eq(check(&type, "bb", &value), IWMO_FACET_NONE);
    cr_expect_eq(value.code, 1);
}

Test(facet, text_of_a_value_is_a_slice_of_the_input)
{
    const struct iwmo_type type = {.kind = IWMO_INTEGER};
    const char *text = " \t12\n";
    struct iwmo_value value;

    cr_expect_eq(check(&type, text, &value), IWMO_FACET_NONE);
    cr_expect_eq(value.text.at, text + 2);
    cr_expect_eq(value.text.size, (size_t)2);
    cr_expect_eq(check(&type, "x", &value), IWMO_FACET_TYPE);
}
