#include "report/mask.h"

#include <criterion/criterion.h>
#include <string.h>

#include "report/sample.h"

static void
assert_masked(const char *piece, const char *expected)
{
    struct iwmo_buffer out = {0};

    iwmo_buffer_text(&out, "");
    iwmo_mask_xml(iwmo_text(piece), SIZE_MAX, false, &out);
    cr_assert_str_eq(out.at, expected);
    iwmo_buffer_release(&out);
}

/* What is marked when the place is where `at` begins in `piece`. */
static void
assert_marked(const char *piece, const char *at, const char *expected)
{
    struct iwmo_buffer out = {0};
    size_t place = (size_t)(strstr(piece, at) - piece);
    struct iwmo_span span = iwmo_mask_xml(iwmo_text(piece), place, false, &out);

    cr_assert_eq(span.end - span.begin, strlen(expected), "%s", out.at);
    cr_assert_eq(memcmp(out.at + span.begin, expected, strlen(expected)), 0, "%s",
                 out.at + span.begin);
    iwmo_buffer_release(&out);
}

Test(mask, a_value_is_shown_as_its_element_allows)
{
    assert_masked("<w:Bsn>999912345</w:Bsn>", "<w:Bsn>9999*****</w:Bsn>");
    assert_masked("<iwmo:Datum>1960-02-03</iwmo:Datum>",
                  "<iwmo:Datum>19**-**-**</iwmo:Datum>");
    assert_masked("<Achternaam>de Boer</Achternaam>", "<Achternaam>d. B.</Achternaam>");
    assert_masked("<Soort>04</Soort>\r\n\t<Soort/>", "<Soort>04</Soort>\r\n\t<Soort/>");
    assert_masked("<Commentaar>Jan belt</Commentaar>", "<Commentaar>J…</Commentaar>");
}

Test(mask, what_is_not_known_is_denied)
{
    assert_masked("Jansen</Achternaam>", "…</Achternaam>");
    assert_masked("<Soort>Jan", "<Soort>…");
    assert_masked("<Soort>1</Soort>Jan Jansen<Soort>", "<Soort>1</Soort>… …<Soort>");
    assert_masked("<jansen@x.nl>Jan</jansen@x.nl>", "<…>…</…>");
    assert_masked("<!-- Jan <b>\n Piet --> x<!-- Jan", "<!-- … …\n … --> …<!-- …");
    assert_masked("<Soort><![CDATA[Jan]]></Soort>", "<Soort><![CDATA[…]]></Soort>");
    assert_masked("<?xml version='1'?><?Jan?>", "<?… …?><?…?>");
    assert_masked("<Bsn>&#57;&#57;</Bsn>", "<Bsn>…</Bsn>");
    assert_masked("<Bsn>9999\n06123</Bsn>", "<Bsn>…\n…</Bsn>");
    assert_masked("a < b <", "… < … <");
}

Test(mask, of_attributes_only_our_namespaces_are_shown)
{
    assert_masked("<Soort x='Jan' xmlns:w=\"Jan\ny\" xmlns="
                  "'http://www.istandaarden.nl/iwmo/3_2/wmo301/schema'/>",
                  "<Soort …='…' xmlns:w=\"…\n…\" xmlns="
                  "'http://www.istandaarden.nl/iwmo/3_2/wmo301/schema'/>");
    assert_masked("<Soort x='a>b' y", "<… … …");
}

Test(mask, the_mark_is_the_tag_and_its_value)
{
    assert_marked("<Soort>04</Soort><Adres>", "<Soort", "<Soort>04</Soort>");
    assert_marked("<Soort>04</Soort><Adres>\n</Adres>", "<Adres", "<Adres>");
    assert_marked("<Adres><Onbekend x='1'>5</Onbekend>", "<Onb",
                  "<Onbekend x='…'>…</…>");
    assert_marked("<Adres>los</Adres>", "los", "l…");
}

Test(mask, lines_stay_and_any_bytes_will_do)
{
    static const char alphabet[] = "<>/!?-[]CDATA \n\r\t'\"=:xBsn9&;\xC3\xFF";
    unsigned random = 1;

    for (int round = 0; round < 20000; round++) {
        char piece[40];
        size_t size = (random >> 8) % sizeof(piece), lines = 0, after = 0;
        for (size_t i = 0; i < size; i++) {
            random = random * 1103515245 + 12345;
            piece[i] = alphabet[(random >> 16) % (sizeof(alphabet) - 1)];
            lines += piece[i] == '\n';
        }
        random = random * 1103515245 + 12345;
        struct iwmo_buffer out = {0};
        struct iwmo_span span =
            iwmo_mask_xml((struct iwmo_text){piece, size}, random % 40, false, &out);
        for (size_t i = 0; i < out.size; i++)
            after += out.at[i] == '\n';
        cr_assert_eq(lines, after, "%.*s", (int)size, piece);
        cr_assert(span.begin <= span.end && span.end <= out.size);
        iwmo_buffer_release(&out);
    }
}
