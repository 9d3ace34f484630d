#include "translate/page.h"

#include <inttypes.h>
#include <stdlib.h>

#include "names.h"
#include "translate/page_text.h"
#include "xml/stylesheet.h"

#ifndef IWMO_VERSION
#define IWMO_VERSION "0"
#endif

/* transforms/message-html.xsl; the Makefile makes the lines */
static const char *const stylesheet[] = {
#include "message-html.inc"
    NULL,
};
static const struct iwmo_stylesheet_limits limits = {200, 10000, 4000000000UL};

struct iwmo_page {
    struct iwmo_drain drain;
    struct iwmo_buffer tree;
    enum iwmo_page_language language;
    uint64_t prestaties;  /* so far */
    unsigned left_out;    /* groups open in and with one that is not shown; 0: none */
    uint64_t cut_here;    /* prestaties of the client at hand that are not shown */
    uint64_t cut;         /* prestaties that are not shown */
    uint64_t cut_clients; /* clients of whom nothing is shown */
};

struct iwmo_page *
iwmo_page_new(struct iwmo_drain drain, enum iwmo_page_language language)
{
    struct iwmo_page *page = calloc(1, sizeof(*page));

    if (page == NULL)
        return NULL;
    page->drain = drain;
    page->language = language;
    iwmo_buffer_init(&page->tree, IWMO_PAGE_BYTES);
    return page;
}

void
iwmo_page_free(struct iwmo_page *page)
{
    if (page == NULL)
        return;
    iwmo_buffer_release(&page->tree);
    free(page);
}

/* ---- words ---- */

/* The words of the sheet. */
static const struct {
    const char *key, *words[2];
} phrases[] = {
    {"from", {"Van", "From"}},
    {"to", {"Aan", "To"}},
    {"date", {"Datum", "Date"}},
    {"reference", {"Kenmerk", "Reference"}},
    {"release", {"Standaard", "Standard"}},
    {"municipality", {"gemeente", "municipality"}},
    {"provider", {"aanbieder", "provider"}},
    {"skip", {"Naar de inhoud", "Skip to the content"}},
    {"sheet",
     {"Overdrachtsblad: dit heeft de gemeente al verteld",
      "Handover sheet: what the municipality has told already"}},
    {"sheet-why",
     {"De cliënt hoeft dit niet nog eens te vertellen.",
      "The client need not tell this again."}},
    {"message", {"Het hele bericht", "The whole message"}},
    {"relations", {"Relaties", "Relations"}},
    {"contacts", {"Bereikbaar op", "Contact details"}},
    {"products", {"Toegewezen ondersteuning", "Assigned support"}},
    {"remark", {"Opmerking", "Remark"}},
    {"communication", {"Communicatie", "Communication"}},
    {"representation", {"Vertegenwoordiging", "Representation"}},
    {"not-told", {"Niet vermeld", "Not told"}},
    {"accepted", {"Geaccepteerd: geen opmerkingen", "Accepted: no remarks"}},
    {"rejected", {"Het hele bericht is afgekeurd", "The whole message is rejected"}},
    {"partly",
     {"Afgekeurde onderdelen in dit bericht", "Rejected parts in this message"}},
    {"rejections", {"Wat is afgekeurd, en waarom", "What is rejected, and why"}},
    {"more-rejections",
     {"Meer staat bij de onderdelen zelf.", "More is with the parts themselves."}},
    {"prestaties", {"Prestaties", "Services"}},
    {"product", {"Product", "Product"}},
    {"assignment", {"Toewijzing", "Assignment"}},
    {"period", {"Periode", "Period"}},
    {"volume", {"Volume", "Volume"}},
    {"tariff", {"Tarief", "Tariff"}},
    {"amount", {"Bedrag", "Amount"}},
    {"total", {"Totaal van deze cliënt", "Total of this client"}},
    {"total-shown", {"Totaal van wat hier staat", "Total of what is shown"}},
    {"cut-here",
     {"prestaties van deze cliënt staan hier niet.",
      "services of this client are not shown."}},
    {"cut",
     {"prestaties staan niet op deze pagina; het bericht bevat ze wel.",
      "services are not on this page; the message does hold them."}},
    {"cut-clients", {"Cliënten die hier helemaal niet staan:", "Clients left out:"}},
    {"on", {"op ", "on "}},
    {"between", {"van ", "from "}},
    {"until", {"tot en met ", "up to and including "}},
    {"since", {"vanaf ", "from "}},
    {"no-day", {"dag onbekend", "day unknown"}},
    {"no-month", {"dag en maand onbekend", "day and month unknown"}},
    {"unknown", {"onbekend", "unknown"}},
    {"language", {"taal", "language"}},
    {"telephone", {"Telefoon", "Telephone"}},
    {"debit", {"debet", "debit"}},
    {"in-all",
     {"in totaal, over de hele looptijd", "in total, over the whole assignment"}},
    {"minute", {"minuut", "minute"}},
    {"minutes", {"minuten", "minutes"}},
    {"hour", {"uur", "hour"}},
    {"hours", {"uur", "hours"}},
    {"day", {"etmaal", "period of 24 hours"}},
    {"days", {"etmalen", "periods of 24 hours"}},
    {"half-day", {"dagdeel (van 4 uur)", "half-day (of 4 hours)"}},
    {"half-days", {"dagdelen (van 4 uur)", "half-days (of 4 hours)"}},
    {"week", {"week", "week"}},
    {"weeks", {"weken", "weeks"}},
    {"piece", {"stuk", "piece"}},
    {"pieces", {"stuks", "pieces"}},
    {"privacy",
     {"Deze pagina bevat persoonsgegevens: deel haar niet verder dan nodig is.",
      "This page holds personal data: share it no further than needed."}},
    {"made-by", {"Gemaakt met", "Made by"}},
};

static void
add_words(struct iwmo_page *page, const struct iwmo_message_kind *message)
{
    const struct iwmo_bericht *bericht = iwmo_bericht(message->bericht);

    iwmo_page_attribute(&page->tree, "title",
                        bericht != NULL ? bericht->title[page->language]
                                        : message->name);
    iwmo_buffer_text(&page->tree, "><words");
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        iwmo_page_attribute(&page->tree, phrases[i].key,
                            phrases[i].words[page->language]);
    iwmo_buffer_text(&page->tree, "/>\n");
}

/* ---- as a visitor ---- */

static enum iwmo_status
on_begin(void *self, const struct iwmo_message_kind *message)
{
    struct iwmo_page *page = self;
    const struct iwmo_bericht *bericht = iwmo_bericht(message->bericht);
    bool is_answer = bericht != NULL && bericht->form != BERICHT_HEEN;

    iwmo_buffer_reset(&page->tree);
    page->prestaties = page->cut = page->cut_here = page->cut_clients = 0;
    page->left_out = 0;
    iwmo_buffer_printf(&page->tree, "<page lang=\"%s\" number=\"%u\"",
                       page->language == IWMO_PAGE_EN ? "en" : "nl",
                       (unsigned)message->number);
    iwmo_page_attribute(&page->tree, "message", message->name);
    iwmo_page_attribute(&page->tree, "release", message->release_name);
    iwmo_page_attribute(&page->tree, "about", message->documentation);
    iwmo_page_attribute(&page->tree, "version", IWMO_VERSION);
    iwmo_page_attribute(&page->tree, "retour", is_answer ? "yes" : "no");
    add_words(page, message);
    iwmo_buffer_text(&page->tree, "<g n=\"Bericht\">");
    return page->tree.failed;
}

/* True: the group has no place on the page any more, and was counted. */
static bool
is_beyond(struct iwmo_page *page, const struct iwmo_element *group)
{
    if (group->id == EL_Prestatie && ++page->prestaties > IWMO_PAGE_PRESTATIES) {
        page->cut++;
        page->cut_here += page->left_out == 0;
        return true;
    }
    return false;
}

static enum iwmo_status
on_open(void *self, const struct iwmo_element *group)
{
    struct iwmo_page *page = self;
    bool is_cut = is_beyond(page, group); /* also when its client is left out */

    if (page->left_out > 0 || is_cut) {
        page->left_out++;
        return IWMO_OK;
    }
    if (group->id == EL_Client)
        page->cut_here = 0;
    if (group->id == EL_Client && page->prestaties >= IWMO_PAGE_PRESTATIES) {
        page->cut_clients++;
        page->left_out = 1;
        return IWMO_OK;
    }
    iwmo_buffer_text(&page->tree, "<g");
    iwmo_page_attribute(&page->tree, "n", group->name);
    iwmo_buffer_text(&page->tree, " l=\"");
    iwmo_page_label(&page->tree, group->name, page->language);
    iwmo_buffer_text(&page->tree, "\">");
    return page->tree.failed;
}

static enum iwmo_status
on_value(void *self, const struct iwmo_element *element, struct iwmo_text text)
{
    struct iwmo_page *page = self;

    if (page->left_out == 0)
        iwmo_page_value(&page->tree, element, text, page->language);
    return page->tree.failed;
}

static enum iwmo_status
on_close(void *self)
{
    struct iwmo_page *page = self;

    if (page->left_out > 0) {
        page->left_out--;
        return IWMO_OK;
    }
    if (page->cut_here > 0)
        iwmo_buffer_printf(&page->tree, "<cut n=\"%" PRIu64 "\"/>", page->cut_here);
    page->cut_here = 0;
    iwmo_buffer_text(&page->tree, "</g>\n");
    return page->tree.failed;
}

static enum iwmo_status
on_end(void *self)
{
    struct iwmo_page *page = self;
    struct iwmo_buffer html = {0};

    iwmo_buffer_text(&page->tree, "</g>\n");
    if (page->cut > 0)
        iwmo_buffer_printf(&page->tree,
                           "<rest n=\"%" PRIu64 "\" clients=\"%" PRIu64 "\"/>",
                           page->cut, page->cut_clients);
    iwmo_buffer_text(&page->tree, "</page>\n");
    if (page->tree.failed != IWMO_OK)
        return page->tree.failed;
    enum iwmo_status status = iwmo_stylesheet_text(
        stylesheet, (struct iwmo_text){page->tree.at, page->tree.size}, &limits, &html);
    if (status == IWMO_OK)
        status = iwmo_drain_empty(&page->drain, &html);
    iwmo_buffer_release(&html);
    return status;
}

struct iwmo_visitor
iwmo_page_visitor(struct iwmo_page *page)
{
    return (struct iwmo_visitor){on_begin, on_open, on_value, on_close, on_end, page};
}
