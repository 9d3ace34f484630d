#include "xml/prolog.h"

#include <criterion/criterion.h>
#include <string.h>

static bool
reads(const char *text, struct iwmo_prolog *prolog)
{
    return iwmo_prolog_read(text, text + strlen(text), prolog);
}

Test(prolog, reads_declaration_root_and_namespaces)
{
    const char *text =
        "<?xml version=\"1.0\" encoding='utf-8' standalone=\"yes\" ?>\r\n"
        "<a:Bericht xmlns:a=\"urn:a\" xmlns='urn:b'\n>x";
    struct iwmo_prolog prolog;

    cr_assert(reads(text, &prolog));
    cr_expect_eq(prolog.root, strchr(text, '\n') + 1);
    cr_expect_str_eq(prolog.end, "x");
    cr_expect(iwmo_text_equals(prolog.prefix, "a"));
    cr_expect(iwmo_text_equals(prolog.name, "Bericht"));
    cr_expect(iwmo_text_equals(iwmo_prolog_space(&prolog, prolog.prefix), "urn:a"));
    cr_expect(iwmo_text_equals(iwmo_prolog_space(&prolog, iwmo_text("")), "urn:b"));
    cr_expect_null(iwmo_prolog_space(&prolog, iwmo_text("c")).at);
    cr_expect(iwmo_text_equals(iwmo_prolog_prefix(&prolog, "urn:a"), "a"));
    cr_expect_eq(iwmo_prolog_prefix(&prolog, "urn:b").size, 0);
    cr_expect_not_null(iwmo_prolog_prefix(&prolog, "urn:b").at);
    cr_expect_null(iwmo_prolog_prefix(&prolog, "urn:c").at);
    cr_expect_eq(prolog.attribute_count, 0);
}

#define XSI "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"

Test(prolog, takes_what_programs_write)
{
    static const char *const texts[] = {
        "<a>",
        "<a xmlns='b'>",
        "<a\n>",
        "<?xml version='1.0'?><a>",
        "<?xml version='1.0' standalone='no'?>\n\n <a>",
        "<a " XSI " xsi:schemaLocation='a b'>",
        "<a xsi:schemaLocation='a b' xsi:noNamespaceSchemaLocation='c' " XSI ">",
    };
    struct iwmo_prolog prolog;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        cr_expect(reads(texts[i], &prolog), "%s", texts[i]);
}

Test(prolog, leaves_all_else_to_the_reader)
{
    static const char *const texts[] = {
        "",
        " <a>",
        "a",
        "<",
        "<a",
        "<a ",
        "<a/>",
        "<:a>",
        "<a:>",
        "<a:b:c>",
        "<1>",
        "<\xC3\xA9>",
        "\xEF\xBB\xBF<a>",
        "<!-- --><a>",
        "<!DOCTYPE a><a>",
        "<?xml version='1.1'?><a>",
        "<?xml version='1.0' encoding='latin1'?><a>",
        "<?xml encoding='UTF-8'?><a>",
        "<?xml version='1.0'encoding='UTF-8'?><a>",
        "<?xml version='1.0' standalone='maybe'?><a>",
        "<?xml version='1.0' standalone='no' encoding='UTF-8'?><a>",
        "<?xml version='1.0'><a>",
        "<?xml version='1.0'?><?b?><a>",
        "<a b='c'>",
        "<a xmlns:b=''>",
        "<a xmlns=''>",
        "<a xmlns:b='c' xmlns:b='d'>",
        "<a xmlns='b' xmlns='b'>",
        "<a xmlns='b'xmlns:c='d'>",
        "<a xmlns:xml='b'>",
        "<a xmlns:xmlns='b'>",
        "<a xmlns:b='http://www.w3.org/2000/xmlns/'>",
        "<a xmlns:b='http://www.w3.org/XML/1998/namespace'>",
        "<a xmlns='a&amp;b'>",
        "<a xmlns='a<b'>",
        "<a xmlns='a\tb'>",
        "<a xmlns='a",
        "<a xmlns=a>",
        "<a xmlns = 'a'>",
        "<a xsi:schemaLocation='b c'>",
        "<a " XSI " xsi:type='b'>",
        "<a " XSI " xsi:schemaLocation='b' xsi:schemaLocation='b'>",
        "<a xmlns:b='c' b:schemaLocation='d'>",
        "<a xml:lang='nl'>",
    };
    struct iwmo_prolog prolog;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        cr_expect_not(reads(texts[i], &prolog), "%s", texts[i]);
}
