#include "xml/stylesheet.h"

#include <criterion/criterion.h>
#include <string.h>

#define SHEET(body)                                                                    \
    "<xsl:stylesheet version='1.0' "                                                   \
    "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>",                               \
        "<xsl:output method='text'/>", body, "</xsl:stylesheet>", NULL

static const struct iwmo_stylesheet_limits limits = {200, 10000, 1000000};

static enum iwmo_status
run(const char *const *lines, const char *source, struct iwmo_buffer *out)
{
    return iwmo_stylesheet_text(lines, iwmo_text(source), &limits, out);
}

Test(stylesheet, gives_the_text_of_a_transformation)
{
    static const char *const lines[] = {
        SHEET("<xsl:template match='/'><xsl:value-of select='a'/>!</xsl:template>")};
    struct iwmo_buffer out = {0};

    cr_assert_eq(run(lines, "<a>b</a>", &out), IWMO_OK);
    cr_assert_str_eq(out.at, "b!");
    iwmo_buffer_release(&out);
}

Test(stylesheet, gives_the_tree_of_a_transformation)
{
    static const char *const lines[] = {
        SHEET("<xsl:template match='/'><x/></xsl:template>")};
    static const char *const source[] = {"<a/>", NULL};
    xmlDocPtr document = iwmo_stylesheet_parse(source), result = NULL;

    cr_assert_eq(
        iwmo_stylesheet_tree(iwmo_stylesheet_parse(lines), document, &limits, &result),
        IWMO_OK);
    cr_assert_str_eq((const char *)xmlDocGetRootElement(result)->name, "x");
    xmlFreeDoc(result);
    xmlFreeDoc(document);
}

Test(stylesheet, may_not_read_or_write)
{
    static const char *const reads[] = {
        SHEET("<xsl:template match='/'>[<xsl:value-of "
              "select=\"document('/etc/passwd')\"/>]</xsl:template>")};
    struct iwmo_buffer out = {0};

    cr_expect_neq(run(reads, "<a/>", &out), IWMO_OK);
    cr_expect_null(out.at);
    iwmo_buffer_release(&out);
}

Test(stylesheet, stops_at_its_limits)
{
    static const char *const deep[] = {
        SHEET("<xsl:template match='/'><xsl:apply-templates select='/'/>"
              "</xsl:template>")};
    static const char *const slow[] = {
        SHEET("<xsl:template match='/'><xsl:for-each select='//b'><xsl:for-each "
              "select='//b'><xsl:value-of select='count(//b)'/></xsl:for-each>"
              "</xsl:for-each></xsl:template>")};
    struct iwmo_buffer source = {0}, out = {0};

    cr_expect_eq(run(deep, "<a/>", &out), IWMO_MALFORMED);
    iwmo_buffer_text(&source, "<a>");
    for (int i = 0; i < 1000; i++)
        iwmo_buffer_text(&source, "<b/>");
    iwmo_buffer_text(&source, "</a>");
    cr_expect_eq(run(slow, source.at, &out), IWMO_LIMIT);
    iwmo_buffer_release(&source);
    iwmo_buffer_release(&out);
}

Test(stylesheet, what_is_no_xml_or_no_sheet_is_refused)
{
    static const char *const wrong[] = {"<a>", NULL}, *const no_sheet[] = {"<b:c/>",
                                                                           NULL};
    struct iwmo_buffer out = {0};

    cr_expect_eq(run(wrong, "<a/>", &out), IWMO_NO_MEMORY);
    cr_expect_eq(run(no_sheet, "<a/>", &out), IWMO_NO_MEMORY);
    cr_expect_eq(run((const char *const[]){SHEET("")}, "", &out), IWMO_NO_MEMORY);
    iwmo_buffer_release(&out);
}
