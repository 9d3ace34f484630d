#include "translate/page_text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

/* ---- escaping ---- */

static bool
is_shown(uint32_t point)
{
    return point == '\t' || point == '\n' ||
           (point >= 0x20 && point != 0x7F && (point < 0x80 || point >= 0xA0) &&
            (point < 0x200E || point > 0x200F) && (point < 0x202A || point > 0x202E) &&
            (point < 0x2066 || point > 0x2069) && point != 0xFFFE && point != 0xFFFF);
}

static void
add_char(struct iwmo_buffer *out, uint32_t point, struct iwmo_text bytes)
{
    if (point == '<' || point == '>' || point == '&' || point == '"' || point == '\t' ||
        point == '\n')
        iwmo_buffer_printf(out, "&#%u;", (unsigned)point);
    else if (is_shown(point))
        iwmo_buffer_add(out, bytes.at, bytes.size);
    else
        iwmo_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
}

void
iwmo_page_text(struct iwmo_buffer *out, struct iwmo_text text)
{
    while (text.size > 0) {
        struct iwmo_text rest = text;
        uint32_t point;
        if (!iwmo_utf8_next(&rest, &point)) {
            point = 0;
            rest = (struct iwmo_text){text.at + 1, text.size - 1};
        }
        add_char(out, point, (struct iwmo_text){text.at, text.size - rest.size});
        text = rest;
    }
}

void
iwmo_page_attribute(struct iwmo_buffer *out, const char *name, const char *value)
{
    iwmo_buffer_printf(out, " %s=\"", name);
    iwmo_page_text(out, iwmo_text(value));
    iwmo_buffer_char(out, '"');
}

/* ---- labels ---- */

/* Where words of their own do not make good Dutch. */
static const struct {
    const char *name, *label;
} labels[] = {
    {"AanduidingWoonadres", "Aanduiding bij huisnummer"},
    {"BasisschemaXsdVersie", "Versie van het basisschema"},
    {"BeperkingScore", "Score van de beperking"},
    {"BerichtCode", "Berichtcode"},
    {"BerichtIdentificatie", "Identificatie van het bericht"},
    {"BerichtSubversie", "Subversie van het bericht"},
    {"BerichtVersie", "Versie van het bericht"},
    {"BerichtXsdVersie", "Versie van het berichtschema"},
    {"BeschikkingIngangsdatum", "Ingangsdatum van de beschikking"},
    {"BeschikkingNummer", "Beschikkingsnummer"},
    {"BetalingAanID", "Betaling aan"},
    {"Bsn", "BSN"},
    {"BtwIDNummer", "Btw-nummer"},
    {"BtwBedrag", "Btw-bedrag"},
    {"BtwPercentage", "Btw-percentage"},
    {"BtwTotaalBedrag", "Btw in totaal"},
    {"BtwVrijstellingIndicatie", "Btw-vrijstelling"},
    {"Client", "Cliënt"},
    {"Commentaar", "Opmerking"},
    {"Contact", "Contactgegevens"},
    {"DagtekeningRetour", "Dagtekening van de retour"},
    {"DebetCredit", "Debet of credit"},
    {"DeclarantFactuurNummer", "Factuurnummer van de declarant"},
    {"DeclaratieAntwoord", "Antwoord op de declaratie"},
    {"DeclaratieDagtekening", "Dagtekening van de declaratie"},
    {"DeclaratieFactuurBedrag", "Gedeclareerd bedrag"},
    {"DeclaratieFactuurBedragen", "Gedeclareerde bedragen"},
    {"DeclaratieFactuurIdentificatie", "Declaratie of factuur"},
    {"DeclaratieFactuurTotaalBedrag", "Gedeclareerd totaal"},
    {"DeclaratieIdentificatie", "Identificatie van de declaratie"},
    {"DeclaratieNummer", "Declaratienummer"},
    {"DeclaratiePeriode", "Declaratieperiode"},
    {"Emailadres", "E-mailadres"},
    {"FactuurDagtekening", "Dagtekening van de factuur"},
    {"GeleverdVolume", "Geleverd volume"},
    {"GemeenteBerekendBedrag", "Bedrag volgens de gemeente"},
    {"GemeenteReferentieNummer", "Referentie van de gemeente"},
    {"GewensteIngangsdatum", "Gewenste ingangsdatum"},
    {"Grondslag01", "Eerste grondslag"},
    {"Grondslag02", "Tweede grondslag"},
    {"Header", "Gegevens van het bericht zelf"},
    {"IdentificatieRetour", "Identificatie van de retour"},
    {"IngediendTotaalBedrag", "Ingediend totaal"},
    {"IngediendeBedragPrestatie", "Ingediend bedrag van de prestatie"},
    {"LandCode", "Land"},
    {"NaamGebruik", "Naamgebruik"},
    {"ProductCategorie", "Productcategorie"},
    {"ProductCode", "Productcode"},
    {"ProductPeriode", "Productperiode"},
    {"ProductReferentie", "Referentie van de prestatie"},
    {"ProductTarief", "Tarief"},
    {"RedenAfwijzingVerzoek", "Reden van afwijzing"},
    {"RedenBeeindiging", "Reden van beëindiging"},
    {"RedenVerzoek", "Reden van het verzoek"},
    {"RedenWijziging", "Reden van wijziging"},
    {"ReferentieAanbieder", "Referentie van de aanbieder"},
    {"ReferentieNummer", "Referentienummer"},
    {"RetourBedragen", "Bedragen van de retour"},
    {"RetourCode", "Retourcode"},
    {"RetourCodes", "Retourcodes"},
    {"RetourDagtekening", "Dagtekening van de retour"},
    {"RetourHeader", "Retour"},
    {"StatusAanlevering", "Status van aanlevering"},
    {"TeWijzigenProduct", "Te wijzigen product"},
    {"ToegekendTotaalBedrag", "Toegekend totaal"},
    {"ToegekendeBedragPrestatie", "Toegekend bedrag van de prestatie"},
    {"ToewijzingEinddatum", "Einddatum van de toewijzing"},
    {"ToewijzingIngangsdatum", "Ingangsdatum van de toewijzing"},
    {"ToewijzingNummer", "Toewijzingsnummer"},
    {"TotaalBedrag", "Totaalbedrag"},
    {"TotaalIngediendBedrag", "Totaal ingediend"},
    {"TotaalToegekendBedrag", "Totaal toegekend"},
    {"ValutaCode", "Valuta"},
    {"VerzoekAntwoord", "Antwoord op het verzoek"},
    {"VorigReferentieNummer", "Vorig referentienummer"},
    {"XsdVersie", "Versie van het schema"},
    {"XsdVersieDeclaratie", "Schema van de declaratie"},
    {"XsdVersieRetour", "Schema van de retour"},
    {"XsltVersie", "Versie van de controles"},
    {"ZorgverlenerCode", "Code van de zorgverlener"},
};

/* In English; NULL: there is none. */
static const char *
english_element(const char *name)
{
    static const char *const words[][2] = {
#define ELEMENT(name, label) {name, label},
#define CODE(dutch, english)
#include "translate/page_words.def"
#undef ELEMENT
#undef CODE
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(words[i][0], name) == 0)
            return words[i][1];
    return NULL;
}

static const char *
english_code(const char *dutch)
{
    static const char *const words[][2] = {
#define ELEMENT(name, label)
#define CODE(dutch, english) {dutch, english},
#include "translate/page_words.def"
#undef ELEMENT
#undef CODE
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(words[i][0], dutch) == 0)
            return words[i][1];
    return NULL;
}

static void
dutch_label(struct iwmo_buffer *out, const char *name)
{
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
        if (strcmp(labels[i].name, name) == 0) {
            iwmo_buffer_text(out, labels[i].label);
            return;
        }
    for (const char *at = name; *at != '\0'; at++) {
        bool begins_word =
            at > name && isupper((unsigned char)*at) && islower((unsigned char)at[-1]);
        if (begins_word)
            iwmo_buffer_char(out, ' ');
        iwmo_page_text(
            out,
            begins_word
                ? (struct iwmo_text){(char[]){(char)tolower((unsigned char)*at)}, 1}
                : (struct iwmo_text){at, 1});
    }
}

void
iwmo_page_label(struct iwmo_buffer *out, const char *name,
                enum iwmo_page_language language)
{
    const char *english = language == IWMO_PAGE_EN ? english_element(name) : NULL;

    if (english != NULL)
        iwmo_buffer_text(out, english);
    else
        dutch_label(out, name);
}

/* ---- values ---- */

/* The label of code `text`; NULL: it has none. */
static const char *
label_of(const struct iwmo_type *type, struct iwmo_text text)
{
    for (size_t i = 0; i < type->code_count; i++)
        if (iwmo_text_equals(text, type->codes[i].value))
            return type->codes[i].label[0] != '\0' ? type->codes[i].label : NULL;
    return NULL;
}

static bool
add_date(struct iwmo_buffer *out, struct iwmo_text text,
         enum iwmo_page_language language)
{
    static const char *const months[][12] = {
        [IWMO_PAGE_NL] = {"januari", "februari", "maart", "april", "mei", "juni",
                          "juli", "augustus", "september", "oktober", "november",
                          "december"},
        [IWMO_PAGE_EN] = {"January", "February", "March", "April", "May", "June",
                          "July", "August", "September", "October", "November",
                          "December"}};
    struct iwmo_date date;

    if (!iwmo_date_parse_zoned(iwmo_text_trim(text), &date))
        return false;
    struct iwmo_day day = iwmo_date_split(date);
    if (day.year < 1 || day.year > 9999)
        return false;
    const char *month = months[language][day.month - 1];
    iwmo_buffer_printf(out, " k=\"date\" m=\"%s %d\" y=\"%d\">%d %s %d", month,
                       (int)day.year, (int)day.year, day.day, month, (int)day.year);
    return true;
}

/* Numbers up to 15 digits, which arithmetic in a stylesheet keeps exact. */
static bool
add_integer(struct iwmo_buffer *out, const struct iwmo_type *type,
            struct iwmo_text text)
{
    static const struct {
        const char *type, *kind;
    } kinds[] = {{"LDT_Bedrag", "money"},
                 {"LDT_TotaalBedrag", "money"},
                 {"LDT_Budget", "money"},
                 {"LDT_Percentage", "percent"}};
    int64_t number = 0;
    size_t i = 0;

    text = iwmo_text_trim(text);
    bool is_negative = text.size > 0 && text.at[0] == '-';
    if (text.size > 0 && (is_negative || text.at[0] == '+'))
        i++;
    if (i == text.size)
        return false;
    for (; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || number >= 100000000000000)
            return false;
        number = number * 10 + (text.at[i] - '0');
    }
    const char *kind = "integer";
    for (const struct iwmo_type *at = type; at != NULL; at = at->base)
        for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
            if (strcmp(at->name, kinds[k].type) == 0)
                kind = kinds[k].kind;
    iwmo_buffer_printf(out, " k=\"%s\">%" PRId64, kind, is_negative ? -number : number);
    return true;
}

static void
add_content(struct iwmo_buffer *out, const struct iwmo_type *type,
            struct iwmo_text text, enum iwmo_page_language language)
{
    const char *label = label_of(type, text);

    if (label != NULL && language == IWMO_PAGE_EN) {
        const char *english = english_code(label);
        if (english == NULL)
            iwmo_buffer_text(out, " t=\"nl\"");
        label = english != NULL ? english : label;
    }
    if (label != NULL) {
        iwmo_buffer_text(out, " k=\"code\" c=\"");
        iwmo_page_text(out, text);
        iwmo_buffer_text(out, "\">");
        iwmo_page_text(out, iwmo_text(label));
        return;
    }
    if (type->kind == IWMO_DATE && add_date(out, text, language))
        return;
    if (type->kind == IWMO_INTEGER && add_integer(out, type, text))
        return;
    if (type->code_count > 0) { /* a code without a label */
        iwmo_buffer_text(out, " c=\"");
        iwmo_page_text(out, text);
        iwmo_buffer_char(out, '"');
    }
    iwmo_buffer_text(out, type->kind == IWMO_TIME ? " k=\"time\">" : " k=\"text\">");
    iwmo_page_text(out, text);
}

void
iwmo_page_value(struct iwmo_buffer *out, const struct iwmo_element *element,
                struct iwmo_text text, enum iwmo_page_language language)
{
    iwmo_buffer_text(out, "<v");
    iwmo_page_attribute(out, "n", element->name);
    iwmo_buffer_text(out, " l=\"");
    iwmo_page_label(out, element->name, language);
    iwmo_buffer_char(out, '"');
    add_content(out, element->type, text, language);
    iwmo_buffer_text(out, "</v>");
}
