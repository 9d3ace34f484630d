#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "schema/facet.h"
#include "schema/lookup.h"
#include "support.h"
#include "xsdc/compile.h"

#define HEAD                                                                           \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "                          \
    "xmlns:b='urn:x/iwmo/3_2/basisschema/schema' "                                     \
    "xmlns:m='urn:x/iwmo/3_2/wmo301/schema' "                                          \
    "targetNamespace='urn:x/iwmo/3_2/wmo301/schema' elementFormDefault='qualified'>\n"
#define ROOT         "<xs:element name='Bericht' type='m:Root'/>\n"
#define SIMPLE(body) "<xs:simpleType name='S'>" body "</xs:simpleType>"
#define SEQUENCE(body)                                                                 \
    HEAD ROOT "<xs:complexType name='Root'><xs:sequence>\n" body                       \
              "\n</xs:sequence></xs:complexType></xs:schema>"
#define STRING(body)                                                                   \
    SEQUENCE(                                                                          \
        "<xs:element name='a'><xs:simpleType><xs:restriction base='xs:string'>\n" body \
        "</xs:restriction></xs:simpleType></xs:element>")
#define INTEGER(body)                                                                  \
    SEQUENCE("<xs:element name='a'><xs:simpleType><xs:restriction "                    \
             "base='xs:integer'>\n" body                                               \
             "</xs:restriction></xs:simpleType></xs:element>")

static const struct refused {
    const char *xsd;
    const char *said; /* what the error must hold */
} refused[] = {
    {SEQUENCE("<xs:choice/>"), "test.xsd:4: xs:choice is not known"},
    {SEQUENCE("<xs:any/>"), "test.xsd:4: xs:any is not known"},
    {SEQUENCE("<xs:group ref='m:g'/>"), "test.xsd:4: xs:group is not known"},
    {SEQUENCE("<xs:element ref='m:g'/>"), "test.xsd:4: attribute ref"},
    {SEQUENCE("<xs:element name='a' type='xs:string' fixed='1'/>"),
     "test.xsd:4: attribute fixed"},
    {SEQUENCE("<xs:element name='a' type='xs:string' default='1'/>"),
     "test.xsd:4: attribute default"},
    {SEQUENCE("<xs:element name='a' type='xs:string' nillable='true'/>"),
     "test.xsd:4: attribute nillable"},
    {SEQUENCE("<xs:element name='a' type='xs:string' form='unqualified'/>"),
     "test.xsd:4: an unqualified element"},
    {SEQUENCE("<xs:element name='a'/>"), "test.xsd:4: an element has not exactly one"},
    {SEQUENCE("<xs:element type='xs:string'/>"),
     "test.xsd:4: an element has no proper"},
    {SEQUENCE("<xs:element name='a' type='xs:decimal'/>"),
     "test.xsd:4: type xs:decimal is not known"},
    {SEQUENCE("<xs:element name='a' type='xs:unsignedLong'/>"), "test.xsd:4: type"},
    {SEQUENCE("<xs:element name='a' type='m:None'/>"), "test.xsd:4: type"},
    {SEQUENCE("<xs:element name='a' type='nowhere:None'/>"), "test.xsd:4: type"},
    {SEQUENCE("<xs:element name='a' type='m:Root'/>"), "type Root holds itself"},
    {SEQUENCE("<xs:element name='a' type='xs:string'/>\n"
              "<xs:element name='a' type='xs:string'/>"),
     "test.xsd:5: a stands twice"},
    {SEQUENCE("<xs:sequence minOccurs='0'/>"),
     "test.xsd:4: an xs:sequence that is not"},
    {SEQUENCE("<xs:element name='a' type='xs:string' minOccurs='2'/>"),
     "test.xsd:4: max"},
    {SEQUENCE("<xs:element name='a' type='xs:string' minOccurs='-1'/>"),
     "test.xsd:4: min"},
    {SEQUENCE("<xs:element name='a' type='xs:string' minOccurs='0' maxOccurs='0'/>"),
     "test.xsd:4: maxOccurs=\"0\""},
    {SEQUENCE("text"), "test.xsd:3: text"},
    {SEQUENCE("<foreign/>"), "test.xsd:4: foreign is not known"},
    {SEQUENCE("<xs:pattern value='a'/>"), "test.xsd:4: xs:pattern cannot stand here"},
    {HEAD ROOT "<xs:complexType name='Root'><xs:all/></xs:complexType></xs:schema>",
     "test.xsd:3: xs:all is not known"},
    {HEAD ROOT "<xs:complexType name='Root'>\n<xs:attribute name='x'/></xs:complexType>"
               "</xs:schema>",
     "test.xsd:4: xs:attribute is not known"},
    {HEAD ROOT "<xs:complexType name='Root' mixed='true'/></xs:schema>",
     "test.xsd:3: attribute mixed"},
    {HEAD ROOT "<xs:complexType name='Root'>\n<xs:complexContent/></xs:complexType>"
               "</xs:schema>",
     "test.xsd:4: xs:complexContent is not known"},
    {HEAD ROOT SIMPLE("<xs:list itemType='xs:string'/>") "</xs:schema>",
     "test.xsd:3: xs:list is not known"},
    {HEAD ROOT SIMPLE("<xs:union/>") "</xs:schema>",
     "test.xsd:3: xs:union is not known"},
    {HEAD "<xs:include schemaLocation='x'/></xs:schema>",
     "test.xsd:2: xs:include is not known"},
    {HEAD "<xs:redefine/></xs:schema>", "test.xsd:2: xs:redefine is not known"},
    {HEAD "<xs:attributeGroup/></xs:schema>", "test.xsd:2: xs:attributeGroup"},
    {HEAD "<xs:notation/></xs:schema>", "test.xsd:2: xs:notation"},
    {HEAD "<xs:import namespace='urn:gone'/>" ROOT "</xs:schema>",
     "test.xsd:2: no file has namespace urn:gone"},
    {HEAD ROOT "</xs:schema>", "test.xsd:2: type"},
    {HEAD "</xs:schema>", "no XSD of a message"},
    {HEAD ROOT SIMPLE("") "</xs:schema>", "test.xsd:3: a simple type has not"},
    {STRING("<xs:pattern value='[a'/>"), "test.xsd:4: pattern"},
    {STRING("<xs:pattern/>"), "test.xsd:5: xs:pattern has no value"},
    {STRING("<xs:maxLength value='x'/>"), "test.xsd:5: xs:maxLength cannot be"},
    {STRING("<xs:minLength value='-1'/>"), "test.xsd:5: xs:minLength cannot be"},
    {STRING("<xs:minLength value='2'/><xs:maxLength value='1'/>"), "no value can fit"},
    {STRING("<xs:minInclusive value='2'/>"),
     "test.xsd:5: xs:minInclusive is not known"},
    {STRING("<xs:fractionDigits value='2'/>"), "test.xsd:5: xs:fractionDigits is not"},
    {STRING("<xs:whiteSpace value='collapse'/>"),
     "test.xsd:5: xs:whiteSpace cannot be"},
    {INTEGER("<xs:enumeration value='2'/>"), "test.xsd:5: xs:enumeration is not known"},
    {INTEGER("<xs:maxLength value='2'/>"), "test.xsd:5: xs:maxLength is not known"},
    {INTEGER("<xs:maxInclusive value='99999999999999999999'/>"), "cannot be"},
    {INTEGER("<xs:totalDigits value='19'/>"), "test.xsd:5: xs:totalDigits cannot be"},
    {"<!DOCTYPE x [<!ENTITY a 'b'>]>\n" SEQUENCE(""), "a DOCTYPE is not known"},
    {"<xs:schema", "test.xsd:1: "},
    {"", "test.xsd:1: "},
    {"<a/>", "test.xsd:1: a is not known"},
    {"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "target namespace"},
    {"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x'/>",
     "neither namespace nor appinfo"},
};

static const struct iwmo_schema *
compile(const char *xsd, struct iwmo_arena *arena, struct iwmo_error *err)
{
    const struct iwmo_xsd_source source = {"test.xsd", {xsd, strlen(xsd)}};

    return iwmo_schema_compile_memory(&source, 1, NULL, arena, err);
}

Test(compile, names_file_and_line_of_what_it_does_not_know)
{
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct iwmo_arena *arena = iwmo_arena_new(0);
        struct iwmo_error err = {0};
        cr_expect_null(compile(refused[i].xsd, arena, &err), "%s", refused[i].xsd);
        cr_expect_not_null(strstr(err.text, refused[i].said), "\"%s\" lacks \"%s\"",
                           err.text, refused[i].said);
        iwmo_arena_free(arena);
    }
}

static const struct iwmo_type *
child(const struct iwmo_schema *schema, const char *name)
{
    const struct iwmo_element *found = iwmo_type_child(
        schema->messages[0].root->type, iwmo_name_id(schema, iwmo_text(name)));

    cr_assert_not_null(found, "%s", name);
    return found->type;
}

static const struct iwmo_schema *
must_compile(const char *xsd, struct iwmo_arena *arena)
{
    struct iwmo_error err = {0};
    const struct iwmo_schema *schema = compile(xsd, arena, &err);

    cr_assert_not_null(schema, "%s", err.text);
    return schema;
}

Test(compile, reads_what_is_equal_in_meaning)
{
    static const char xsd[] =
        "<?xml version='1.0'?><!-- any prefix, annotations anywhere -->"
        "<schema xmlns='http://www.w3.org/2001/XMLSchema' xmlns:q='urn:y/wmo999/schema'"
        " targetNamespace='urn:y/wmo999/schema' elementFormDefault='qualified'"
        " version='1' xmlns:z='urn:z' z:mark='1' xml:lang='nl'>"
        "<annotation id='n'><appinfo><z:release> 9.1 "
        "</z:release><z:deep><z:a/></z:deep>"
        "<z:BerichtXsdMinVersie>1.2.3</z:BerichtXsdMinVersie></appinfo>"
        "<documentation>Een\n  <b>\"bericht\"</b>  </documentation></annotation>"
        "<element name='Other' type='string'/>"
        "<complexType name='Leeg'/>"
        "<complexType name='Leeg2'><sequence/></complexType>"
        "<element name='Bericht'><annotation/><complexType mixed='false'><sequence>"
        "<annotation><documentation/></annotation>"
        "<element name='een' type=' string ' nillable='false' z:x='1'/>"
        "<sequence><element name='twee' type='q:Leeg' minOccurs='0'/>"
        "<sequence minOccurs='1' maxOccurs='1'>"
        "<element name='drie' type='q:Leeg2' "
        "maxOccurs='unbounded'/></sequence></sequence>"
        "<element name='vier'><simpleType><restriction><simpleType><restriction"
        " base='positiveInteger'><totalDigits value='3'/></restriction></simpleType>"
        "<maxExclusive value=' +0100 '/><whiteSpace value='collapse' fixed='true'/>"
        "</restriction></simpleType></element>"
        "</sequence></complexType></element></schema>";
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *schema = must_compile(xsd, arena);
    const struct iwmo_message_kind *message = &schema->messages[0];

    cr_expect_str_eq(message->name, "WMO999");
    cr_expect_eq(message->number, 999);
    cr_expect_str_eq(message->release_name, "9.1");
    cr_expect_eq(message->release, R_other);
    cr_expect_str_eq(message->documentation, "Een \"bericht\"");
    cr_expect_str_eq(message->versions.bericht_min, "1.2.3");
    cr_expect_str_eq(message->versions.bericht, "");
    cr_expect_str_eq(message->base_space, "");
    cr_expect_str_eq(message->root->name, "Bericht");
    cr_assert_eq(message->root->type->child_count, 4);
    cr_expect_eq(message->root->type->children[2].max, IWMO_UNBOUNDED);
    cr_expect_eq(message->root->type->children[1].min, 0u);
    const struct iwmo_type *vier = child(schema, "vier");
    cr_expect_eq(vier->min_inclusive, 1);
    cr_expect_eq(vier->max_inclusive, 99);
    cr_expect_not_null(vier->base);
    cr_expect_null(vier->base->base);
    iwmo_arena_free(arena);
}

Test(compile, merges_the_facets_of_several_steps)
{
    static const char xsd[] = HEAD ROOT
        "<xs:simpleType name='A'><xs:restriction base='xs:string'>"
        "<xs:maxLength value='9'/><xs:minLength value='1'/>"
        "<xs:enumeration "
        "value='b'><xs:annotation><xs:documentation>B</xs:documentation>"
        "</xs:annotation></xs:enumeration><xs:enumeration value='aa'/>"
        "<xs:enumeration value='c'/><xs:enumeration value='b'/>"
        "<xs:pattern value='a+'/><xs:pattern value='b|c'/></xs:restriction>"
        "</xs:simpleType>"
        "<xs:simpleType name='B'><xs:restriction base='m:A'><xs:maxLength value='4'/>"
        "<xs:enumeration value='aa'/><xs:enumeration value='b'/><xs:pattern value='.'/>"
        "</xs:restriction></xs:simpleType>"
        "<xs:complexType name='Root'><xs:sequence><xs:element name='a' type='m:A'/>"
        "<xs:element name='b' type='m:B'/></xs:sequence></xs:complexType></xs:schema>";
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_schema *schema = must_compile(xsd, arena);
    const struct iwmo_type *a = child(schema, "a"), *b = child(schema, "b");
    struct iwmo_value value;

    cr_expect_eq(b->base, a);
    cr_expect_eq(a->code_count, 3);
    cr_expect_str_eq(a->codes[1].label, "B");
    cr_expect_str_eq(a->patterns[0]->source, "a+|b|c");
    cr_expect_eq(b->max_length, 4u);
    cr_expect_eq(b->min_length, 1u);
    cr_expect_eq(b->pattern_count, 2);
    cr_expect_eq(iwmo_type_check(a, iwmo_text("aa"), &value), IWMO_FACET_NONE);
    cr_expect_eq(iwmo_type_check(b, iwmo_text("aa"), &value), IWMO_FACET_PATTERN);
    cr_expect_eq(iwmo_type_check(b, iwmo_text("b"), &value), IWMO_FACET_NONE);
    cr_expect_eq(iwmo_type_check(b, iwmo_text("c"), &value), IWMO_FACET_ENUMERATION);
    iwmo_arena_free(arena);
}

Test(compile, keeps_the_ids_of_a_known_schema)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_error err = {0};
    const struct iwmo_schema *known = iwmo_schema_compile("xsd", NULL, arena, &err);
    const char *xsd = SEQUENCE("<xs:element name='Client' type='xs:string'/>"
                               "<xs:element name='Aap' type='xs:string'/>"
                               "<xs:element name='Zzz' type='xs:string'/>");
    const struct iwmo_xsd_source source = {"test.xsd", {xsd, strlen(xsd)}};

    cr_assert_not_null(known, "%s", err.text);
    const struct iwmo_schema *more =
        iwmo_schema_compile_memory(&source, 1, known, arena, &err);
    cr_assert_not_null(more, "%s", err.text);
    cr_expect_eq(more->name_count, known->name_count + 2);
    for (size_t i = 0; i < known->name_count; i++) {
        cr_expect_str_eq(more->names[i], known->names[i]);
        cr_expect_eq(iwmo_name_id(more, iwmo_text(known->names[i])), (uint16_t)i);
    }
    cr_expect_eq(iwmo_name_id(more, iwmo_text("Aap")), known->name_count);
    cr_expect_eq(more->messages[0].root->type->children[0].id,
                 iwmo_name_id(known, iwmo_text("Client")));
    iwmo_arena_free(arena);
}

Test(compile, has_all_messages_of_both_releases)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_error err = {0};
    const struct iwmo_schema *schema = iwmo_schema_compile("xsd", NULL, arena, &err);

    cr_assert_not_null(schema, "%s", err.text);
    cr_expect_eq(schema->message_count, (size_t)24);
    cr_expect_str_eq(schema->messages[0].name, "WMO301");
    cr_expect_eq(schema->messages[0].release, R_2_3);
    cr_expect_str_eq(schema->messages[23].name, "WMO325");
    cr_expect_eq(schema->messages[23].release, R_3_2);
    for (size_t i = 1; i < schema->name_count; i++)
        cr_expect_lt(strcmp(schema->names[i - 1], schema->names[i]), 0);
    iwmo_arena_free(arena);
}

static void
write_file(const char *directory, const char *name, const char *text)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    FILE *stream = fopen(path, "w");
    cr_assert_not_null(stream);
    fputs(text, stream);
    fclose(stream);
}

Test(compile, reads_a_directory_and_names_the_file_that_is_wrong)
{
    char directory[TEST_PATH], path[512];
    struct iwmo_arena *arena = iwmo_arena_new(0);
    struct iwmo_error err = {0};

    test_make_folder(directory);
    cr_expect_null(iwmo_schema_compile(directory, NULL, arena, &err));
    cr_expect_eq(err.status, IWMO_IO);
    err = (struct iwmo_error){0};
    write_file(directory, "a.xsd", SEQUENCE("<xs:element name='a' type='xs:date'/>"));
    write_file(directory, "copy.xsd",
               SEQUENCE("<xs:element name='a' type='xs:date'/>"));
    write_file(directory, "note.txt", "<xs:choice/>");
    cr_expect_not_null(iwmo_schema_compile(directory, NULL, arena, &err), "%s",
                       err.text);
    write_file(directory, "b.xsd", SEQUENCE("<xs:choice/>"));
    cr_expect_null(iwmo_schema_compile(directory, NULL, arena, &err));
    cr_expect_not_null(strstr(err.text, "/b.xsd:4: xs:choice is not known"), "%s",
                       err.text);
    static const char *const files[] = {"a.xsd", "b.xsd", "copy.xsd", "note.txt"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof(path), "%s/%s", directory, files[i]);
        unlink(path);
    }
    rmdir(directory);
    iwmo_arena_free(arena);
}

Test(compile, fails_cleanly_at_every_memory_limit, .timeout = 120)
{
    const char *xsd = STRING("<xs:pattern value='a'/><xs:enumeration value='a'/>");
    const struct iwmo_xsd_source source = {"test.xsd", {xsd, strlen(xsd)}};
    size_t limit = 1;
    bool is_done = false;

    for (; !is_done && limit < 1u << 20; limit += 97) {
        struct iwmo_arena *arena = iwmo_arena_new(limit);
        struct iwmo_error err = {0};
        is_done = iwmo_schema_compile_memory(&source, 1, NULL, arena, &err) != NULL;
        cr_expect(is_done || err.status == IWMO_NO_MEMORY, "%zu: %d %s", limit,
                  err.status, err.text);
        iwmo_arena_free(arena);
    }
    cr_expect(is_done);
}
