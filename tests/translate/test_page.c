#include "translate/page.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support.h"
#include "translate/page_text.h"
#include "xml/walker.h"

static struct iwmo_buffer
page_of(struct iwmo_text xml, enum iwmo_page_language language)
{
    struct iwmo_buffer html = {0};
    struct iwmo_page *page = iwmo_page_new(iwmo_drain_buffer(&html), language);
    struct iwmo_walker *walker =
        iwmo_walker_new(&iwmo_schema_builtin, iwmo_page_visitor(page));

    cr_assert_eq(iwmo_walker_feed(walker, xml.at, xml.size), IWMO_OK);
    cr_assert_eq(iwmo_walker_finish(walker), IWMO_OK);
    iwmo_walker_free(walker);
    iwmo_page_free(page);
    cr_assert_gt(html.size, 0);
    return html;
}

static struct iwmo_buffer
page_of_file(const char *path, enum iwmo_page_language language)
{
    struct iwmo_buffer xml = test_read(path);
    struct iwmo_buffer html = page_of((struct iwmo_text){xml.at, xml.size}, language);

    iwmo_buffer_release(&xml);
    return html;
}

static void
assert_says_in(const char *path, enum iwmo_page_language language,
               const char *const *phrases)
{
    struct iwmo_buffer html = page_of_file(path, language);

    for (; *phrases != NULL; phrases++)
        cr_expect(strstr(html.at, *phrases), "%s: no '%s'", path, *phrases);
    iwmo_buffer_release(&html);
}

static void
assert_says(const char *path, const char *const *phrases)
{
    assert_says_in(path, IWMO_PAGE_NL, phrases);
}

/* `from` in `text` replaced by `to`, once. */
static struct iwmo_buffer
with(struct iwmo_buffer *text, const char *from, const char *to)
{
    struct iwmo_buffer changed = {0};
    const char *at = strstr(text->at, from);

    cr_assert(at != NULL, "%s", from);
    iwmo_buffer_add(&changed, text->at, (size_t)(at - text->at));
    iwmo_buffer_text(&changed, to);
    iwmo_buffer_text(&changed, at + strlen(from));
    iwmo_buffer_release(text);
    return changed;
}

Test(page, every_valid_fixture_becomes_a_page_that_stands_alone, .timeout = 120)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;

    for (size_t i = 0; i < schema->message_count; i++) {
        char path[100];
        snprintf(path, sizeof(path), "fixtures/%s/%s/valid.xml",
                 schema->messages[i].release_name, schema->messages[i].name);
        for (int language = IWMO_PAGE_NL; language <= IWMO_PAGE_EN; language++) {
            struct iwmo_buffer html =
                page_of_file(path, (enum iwmo_page_language)language);
            cr_expect(strstr(html.at, schema->messages[i].name), "%s", path);
            cr_expect(strstr(html.at, "</html>"), "%s", path);
            cr_expect_null(strstr(html.at, "://"), "%s", path);
            cr_expect_null(strstr(html.at, "<script"), "%s", path);
            cr_expect_null(strstr(html.at, "NaN"), "%s", path);
            cr_expect_null(strstr(html.at, "<dt></dt>"), "%s", path);
            iwmo_buffer_release(&html);
        }
    }
}

Test(page, an_assignment_has_an_overdrachtsblad_in_words)
{
    assert_says("fixtures/3.2/WMO301/valid.xml",
                (const char *const[]){
                    "Overdrachtsblad: dit heeft de gemeente al verteld",
                    "Zoë Françoise van den Bergström-von Müller", "juni 1951",
                    "180 minuten per week", "€\u00A012.500,00", "gemeente 0344",
                    "van 17 maart 2025 tot en met 31 december 2025",
                    "3511\u00A0AB Utrecht", "+49 2211234567",
                    "Tolk taal <small>(1)</small>", NULL});
    assert_says("fixtures/2.3/WMO301/valid.xml",
                (const char *const[]){"Overdrachtsblad", "8 uur per vier weken",
                                      "Traplopen lukt niet.", NULL});
}

Test(page, a_claim_has_totals_per_client_in_euros)
{
    assert_says("fixtures/3.2/WMO323/valid.xml",
                (const char *const[]){"Totaal van deze cliënt", "€\u00A01.115,00",
                                      "770 minuten", "12 dagdelen (van 4 uur)",
                                      "<small>credit</small>", NULL});
    assert_says("fixtures/2.3/WMO303/valid.xml",
                (const char *const[]){"€\u00A0935,00", "100,00%", "21,00%", NULL});
}

Test(page, a_retour_says_first_what_was_decided)
{
    assert_says("fixtures/3.2/WMO325/valid.xml",
                (const char *const[]){"Afgekeurde onderdelen in dit bericht",
                                      "<span class=\"badge bad\">9321</span> Het "
                                      "ingediende volume",
                                      NULL});
    assert_says("fixtures/3.2/WMO302/valid.xml",
                (const char *const[]){"aanbieder 55550017", "11 maart 2025", NULL});
}

Test(page, in_english_labels_dates_amounts_and_codes_are_english)
{
    assert_says_in("fixtures/3.2/WMO301/valid.xml", IWMO_PAGE_EN,
                   (const char *const[]){
                       "Assignment number", "180 minutes per week",
                       "from 17 March 2025 up to and including 31 "
                       "December 2025",
                       "€\u00A012,500.00", "Language interpreter <small>(1)</small>",
                       "<span lang=\"nl\">Mentorschap</span>", "municipality 0344",
                       "language: Zweeds", NULL});
    assert_says_in("fixtures/3.2/WMO323/valid.xml", IWMO_PAGE_EN,
                   (const char *const[]){"Total of this client", "€\u00A01,115.00",
                                         "12 half-days (of 4 hours)",
                                         "<small>debit</small>", NULL});
}

/* Every element of every message has English words of its own. */
static void
expect_english(const struct iwmo_element *element)
{
    struct iwmo_buffer label = {0}, dutch = {0};

    iwmo_page_label(&label, element->name, IWMO_PAGE_EN);
    iwmo_page_label(&dutch, element->name, IWMO_PAGE_NL);
    cr_expect(strcmp(label.at, dutch.at) != 0 ||
                  strstr(" BSN Budget Code Product Score Type Volume ", label.at),
              "%s: %s", element->name, label.at);
    iwmo_buffer_release(&label);
    iwmo_buffer_release(&dutch);
    for (size_t i = 0; i < element->type->child_count; i++)
        expect_english(&element->type->children[i]);
}

Test(page, every_element_has_a_label_in_english)
{
    for (size_t i = 0; i < iwmo_schema_builtin.message_count; i++)
        expect_english(iwmo_schema_builtin.messages[i].root);
}

Test(page, hostile_text_is_text)
{
    struct iwmo_buffer xml = test_read("fixtures/3.2/WMO301/valid.xml");

    xml = with(&xml, "Graag in de ochtend.",
               "&lt;script src=\"x\"&gt;alert(1)&lt;/script&gt; ]]&gt; \xE2\x80\xAE");
    struct iwmo_buffer html =
        page_of((struct iwmo_text){xml.at, xml.size}, IWMO_PAGE_NL);
    cr_expect_null(strstr(html.at, "<script"));
    cr_expect(strstr(html.at, "&lt;script src="));
    cr_expect_null(strstr(html.at, "\xE2\x80\xAE"));
    iwmo_buffer_release(&html);
    iwmo_buffer_release(&xml);
}

Test(page, a_retour_without_rejections_is_accepted)
{
    struct iwmo_buffer xml = test_read("fixtures/2.3/WMO302/valid.xml");
    static const char open[] = "RetourCode>";

    for (char *at = xml.at; (at = strstr(at, open)) != NULL; at += strlen(open))
        if ((unsigned char)at[strlen(open)] > ' ') /* no end tag */
            memcpy(at + strlen(open), "8001", 4);  /* has no label in 2.3 */
    struct iwmo_buffer html =
        page_of((struct iwmo_text){xml.at, xml.size}, IWMO_PAGE_NL);
    cr_expect(strstr(html.at, "Geaccepteerd: geen opmerkingen"));
    cr_expect_null(strstr(html.at, "Wat is afgekeurd"));
    iwmo_buffer_release(&html);
    iwmo_buffer_release(&xml);
}

/* ---- large claims ---- */

/* The claim of the fixture with its first prestatie `extra` times more. */
static struct iwmo_buffer
large_claim(unsigned extra)
{
    struct iwmo_buffer xml = test_read("fixtures/3.2/WMO323/valid.xml");
    struct iwmo_buffer large = {0};
    static const char end[] = "</wmo323:Prestatie>";
    const char *first = strstr(xml.at, "<wmo323:Prestatie>");
    const char *after = strstr(first, end) + strlen(end);

    iwmo_buffer_add(&large, xml.at, (size_t)(after - xml.at));
    for (unsigned i = 0; i < extra; i++)
        iwmo_buffer_add(&large, first, (size_t)(after - first));
    iwmo_buffer_text(&large, after);
    iwmo_buffer_release(&xml);
    return large;
}

Test(page, a_large_claim_is_cut_and_says_so)
{
    struct iwmo_buffer xml = large_claim(2000); /* and four that were there */
    struct iwmo_buffer html =
        page_of((struct iwmo_text){xml.at, xml.size}, IWMO_PAGE_NL);
    size_t shown = 0;

    for (const char *at = html.at; (at = strstr(at, "<tbody")) != NULL; at++)
        shown++;
    cr_expect_eq(shown, IWMO_PAGE_PRESTATIES);
    cr_expect(strstr(html.at, "1004 prestaties staan niet op deze pagina"));
    cr_expect(strstr(html.at, "1003 prestaties van deze cliënt staan hier niet"));
    cr_expect(strstr(html.at, "helemaal niet staan: 1."));
    cr_expect(strstr(html.at, "Totaal van wat hier staat"));
    iwmo_buffer_release(&html);
    iwmo_buffer_release(&xml);
}

Test(page, names_of_elements_become_words)
{
    static const char *const pairs[][2] = {
        {"ToewijzingNummer", "Toewijzingsnummer"},
        {"JuridischeStatus", "Juridische status"},
        {"Bsn", "BSN"},
        {"Telefoon01", "Telefoon01"},
    };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct iwmo_buffer label = {0};
        iwmo_page_label(&label, pairs[i][0], IWMO_PAGE_NL);
        cr_expect_str_eq(label.at, pairs[i][1]);
        iwmo_buffer_release(&label);
    }
}
