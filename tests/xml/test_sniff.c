#include "xml/sniff.h"

#include <criterion/criterion.h>
#include <string.h>

#include "model/finding.h"

#define SNIFF(bytes) iwmo_sniff(bytes, sizeof(bytes) - 1)

Test(sniff, xml_without_declaration_is_utf8)
{
    struct iwmo_sniff sniff = SNIFF("<a/>");

    cr_expect_eq(sniff.fault, -1);
    cr_expect(sniff.is_utf8 && sniff.reads_as_utf8 && !sniff.has_bom);
}

Test(sniff, the_declaration_names_the_encoding)
{
    struct iwmo_sniff sniff =
        SNIFF("<?xml version='1.0'\r\n encoding = 'windows-1252' ?><a/>");

    cr_expect_str_eq(sniff.encoding, "windows-1252");
    cr_expect(!sniff.is_utf8 && !sniff.reads_as_utf8);
    cr_expect_eq(sniff.fault, -1);
}

Test(sniff, the_case_of_utf8_does_not_matter)
{
    cr_expect(SNIFF("<?xml version=\"1.0\" encoding=\"utf-8\"?>").is_utf8);
}

Test(sniff, an_encoding_after_the_declaration_is_none)
{
    cr_expect(SNIFF("<?xml version=\"1.0\"?><a encoding=\"UTF-16\"/>").is_utf8);
    cr_expect(SNIFF("<?xml-stylesheet encoding=\"UTF-16\"?><a/>").is_utf8);
}

Test(sniff, a_long_name_of_an_encoding_is_cut)
{
    char bytes[300] = "<?xml version=\"1.0\" encoding=\"";

    memset(bytes + strlen(bytes), 'x', 200);
    strcat(bytes, "\"?>");
    struct iwmo_sniff sniff = iwmo_sniff(bytes, strlen(bytes));
    cr_expect_lt(strlen(sniff.encoding), (size_t)IWMO_ENCODING_NAME);
}

Test(sniff, marks_tell_the_encoding)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *encoding;
        size_t bom_size;
    } rows[] = {
        {"\xEF\xBB\xBF<a/>", 7, "UTF-8", 3},
        {"\xFF\xFE<\0a\0", 6, "UTF-16LE", 2},
        {"\xFE\xFF\0<\0a", 6, "UTF-16BE", 2},
        {"\xFF\xFE\0\0<\0\0\0", 8, "UTF-32LE", 4},
        {"\0\0\xFE\xFF\0\0\0<", 8, "UTF-32BE", 4},
        {"<\0?\0x\0", 6, "UTF-16LE", 0},
        {"\0<\0?\0x", 6, "UTF-16BE", 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct iwmo_sniff sniff = iwmo_sniff(rows[i].bytes, rows[i].size);
        cr_expect_str_eq(sniff.encoding, rows[i].encoding);
        cr_expect_eq(sniff.bom_size, rows[i].bom_size, "%s", rows[i].encoding);
        cr_expect_eq(sniff.fault, -1, "%s", rows[i].encoding);
    }
}

Test(sniff, utf16_declared_in_bytes_is_not_utf16)
{
    struct iwmo_sniff sniff = SNIFF("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>");

    cr_expect(!sniff.is_utf8 && sniff.reads_as_utf8);
}

Test(sniff, tells_what_is_no_xml)
{
    static const struct {
        const char *bytes;
        size_t size;
        int fault;
    } rows[] = {
        {"", 0, FAULT_FILE_EMPTY},
        {" \r\n\t", 4, FAULT_FILE_EMPTY},
        {"\xEF\xBB\xBF", 3, FAULT_FILE_EMPTY},
        {"PK\x03\x04", 4, FAULT_FILE_BINARY},
        {"\x1F\x8B\x08", 3, FAULT_FILE_BINARY},
        {"%PDF-1.7", 8, FAULT_FILE_BINARY},
        {"<a>\0</a>", 8, FAULT_FILE_BINARY},
        {"<!DOCTYPE HTML><p>", 18, FAULT_FILE_HTML},
        {"  <html>", 8, FAULT_FILE_HTML},
        {"01414010020250310AFZENDER", 25, FAULT_FILE_EI},
        {"01 januari 2025, beste collega", 30, FAULT_FILE_NOT_XML},
        {"{}", 2, FAULT_FILE_NOT_XML},
        {"<", 1, -1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        cr_expect_eq(iwmo_sniff(rows[i].bytes, rows[i].size).fault, rows[i].fault,
                     "row %zu", i);
}

Test(sniff, white_space_that_fills_the_view_proves_nothing)
{
    char white[IWMO_SNIFF_BYTES];

    memset(white, ' ', sizeof(white));
    cr_expect_eq(iwmo_sniff(white, sizeof(white)).fault, -1);
    cr_expect_eq(iwmo_sniff(white, sizeof(white) - 1).fault, FAULT_FILE_EMPTY);
}
