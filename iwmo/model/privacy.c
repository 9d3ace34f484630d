#include "model/privacy.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "model/number.h"
#include "names.h"
#include "schema/facet.h"

#define DIGITS_SHOWN  4 /* of a BSN or another long number */
#define CENTURY_SHOWN 2 /* digits of a birth date */
#define CODE_LETTERS  2 /* longer runs of letters in a field for codes may be a name */
#define CODE_LENGTH   4 /* longer values that do not fit are free text */

/* How the values of an element are shown; CODE: also a reference.  What has no row is
 * free text. */
enum sensitivity { FREE_TEXT, BSN, NAME, BIRTH_DATE, PERSONAL, CODE };

static const uint8_t sensitivities[EL_COUNT] = {
    [EL_Aanbieder] = CODE,
    [EL_AanduidingWoonadres] = CODE,
    [EL_Achternaam] = NAME,
    [EL_Afgiftedatum] = CODE,
    [EL_Afzender] = CODE,
    [EL_BasisschemaXsdVersie] = CODE,
    [EL_Bedrag] = CODE,
    [EL_Begindatum] = CODE,
    [EL_BerichtCode] = CODE,
    [EL_BerichtSubversie] = CODE,
    [EL_BerichtVersie] = CODE,
    [EL_BerichtXsdVersie] = CODE,
    [EL_BeschikkingIngangsdatum] = CODE,
    [EL_BeschikkingNummer] = CODE,
    [EL_BetalingAanID] = CODE,
    [EL_Bsn] = BSN,
    [EL_BtwIDNummer] = CODE,
    [EL_BtwPercentage] = CODE,
    [EL_BtwVrijstellingIndicatie] = CODE,
    [EL_Budget] = CODE,
    [EL_Categorie] = CODE,
    [EL_Code] = CODE,
    [EL_Dagtekening] = CODE,
    [EL_DagtekeningRetour] = CODE,
    [EL_Datum] = BIRTH_DATE, /* only in CDT_Geboortedatum */
    [EL_DatumGebruik] = CODE,
    [EL_DebetCredit] = CODE,
    [EL_DeclarantFactuurNummer] = CODE,
    [EL_DeclaratieDagtekening] = CODE,
    [EL_DeclaratieNummer] = CODE,
    [EL_Duur] = CODE,
    [EL_Eenheid] = CODE,
    [EL_Einddatum] = CODE,
    [EL_Emailadres] = PERSONAL,
    [EL_FactuurDagtekening] = CODE,
    [EL_Frequentie] = CODE,
    [EL_GeleverdVolume] = CODE,
    [EL_Gemeente] = CODE,
    [EL_GemeenteReferentieNummer] = CODE,
    [EL_Geslacht] = CODE,
    [EL_GewensteIngangsdatum] = CODE,
    [EL_Grondslag01] = CODE,
    [EL_Grondslag02] = CODE,
    [EL_Huisletter] = PERSONAL,
    [EL_Huisnummer] = PERSONAL,
    [EL_HuisnummerToevoeging] = PERSONAL,
    [EL_Identificatie] = CODE,
    [EL_IdentificatieRetour] = CODE,
    [EL_Ingangsdatum] = CODE,
    [EL_JuridischeStatus] = CODE,
    [EL_LandCode] = CODE,
    [EL_Landnummer] = CODE,
    [EL_Naam] = NAME, /* of a Verwijzer */
    [EL_NaamGebruik] = CODE,
    [EL_Nummer] = PERSONAL, /* of a Relatie */
    [EL_Ontvanger] = CODE,
    [EL_Organisatie] = NAME,
    [EL_Postcode] = PERSONAL,
    [EL_ProductCategorie] = CODE,
    [EL_ProductCode] = CODE,
    [EL_ProductTarief] = CODE,
    [EL_Raamcontract] = CODE,
    [EL_RedenAfwijzingVerzoek] = CODE,
    [EL_RedenBeeindiging] = CODE,
    [EL_RedenVerzoek] = CODE,
    [EL_RedenWijziging] = CODE,
    [EL_ReferentieAanbieder] = CODE,
    [EL_ReferentieNummer] = CODE,
    [EL_RetourCode] = CODE,
    [EL_RetourDagtekening] = CODE,
    [EL_Score] = CODE,
    [EL_Servicebureau] = CODE,
    [EL_Soort] = CODE,
    [EL_StatusAanlevering] = CODE,
    [EL_Telefoonnummer] = PERSONAL,
    [EL_ToewijzingEinddatum] = CODE,
    [EL_ToewijzingIngangsdatum] = CODE,
    [EL_ToewijzingNummer] = CODE,
    [EL_Toewijzingsdatum] = CODE,
    [EL_Toewijzingstijd] = CODE,
    [EL_TotaalBedrag] = CODE,
    [EL_Type] = CODE,
    [EL_ValutaCode] = CODE,
    [EL_Verrekenpercentage] = CODE,
    [EL_VerzoekAntwoord] = CODE,
    [EL_Volgorde] = CODE,
    [EL_Volume] = CODE,
    [EL_Voorletters] = NAME,
    [EL_Voornamen] = NAME,
    [EL_Voorvoegsel] = NAME,
    [EL_VorigReferentieNummer] = CODE,
    [EL_Vorm] = CODE,
    [EL_Vraag] = CODE,
    [EL_WettelijkeVertegenwoordiging] = CODE,
    [EL_XsltVersie] = CODE,
    [EL_ZorgverlenerCode] = CODE,
};

static enum sensitivity
sensitivity_of(const struct iwmo_element *subject)
{
    if (subject == NULL || subject->id >= EL_COUNT || subject->type->kind == IWMO_GROUP)
        return FREE_TEXT; /* also names that only a schema of the user knows */
    return sensitivities[subject->id];
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters, and all that is not ASCII: who knows what it means. */
static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Take one character off `text`; a byte that is no UTF-8 is one. */
static struct iwmo_text
take(struct iwmo_text *text)
{
    uint32_t ignored;
    struct iwmo_text character = {text->at, 1};
    struct iwmo_text rest = *text;

    if (iwmo_utf8_next(&rest, &ignored))
        character.size = text->size - rest.size;
    text->at += character.size;
    text->size -= character.size;
    return character;
}

/* Take the run of letters at the start of `text`. */
static struct iwmo_text
take_letters(struct iwmo_text *text)
{
    struct iwmo_text run = {text->at, 0};

    while (run.size < text->size && is_letter(text->at[run.size]))
        run.size++;
    text->at += run.size;
    text->size -= run.size;
    return run;
}

static void
print_initial(struct iwmo_text word, struct iwmo_buffer *out)
{
    struct iwmo_text initial = take(&word);

    iwmo_buffer_add(out, initial.at, initial.size);
    if (word.size > 0)
        iwmo_buffer_char(out, '.');
}

/* The first `shown` digits, then stars; punctuation tells the form and stays. */
static void
print_form(struct iwmo_text value, size_t shown, struct iwmo_buffer *out)
{
    while (value.size > 0) {
        char c = *take(&value).at;
        bool is_shown = is_digit(c) && shown > 0;
        if (is_shown)
            shown--;
        iwmo_buffer_char(out, (is_digit(c) || is_letter(c)) && !is_shown ? '*' : c);
    }
}

/* A number that may be a BSN or the day of a birth, of which the century is shown. */
static void
print_number(struct iwmo_text text, const struct iwmo_number *number,
             struct iwmo_buffer *out)
{
    struct iwmo_text digits = {text.at + number->begin, number->end - number->begin};
    bool is_century = digits.size > 1 && (memcmp(digits.at, "19", 2) == 0 ||
                                          memcmp(digits.at, "20", 2) == 0);
    size_t shown = is_century ? CENTURY_SHOWN : 0;

    print_form(digits, number->is_date ? shown : DIGITS_SHOWN, out);
}

/* "Jan de Vries" -> "J. d. V."; digits do not belong in a name. */
static void
print_name(struct iwmo_text value, struct iwmo_buffer *out)
{
    while (value.size > 0) {
        if (is_letter(value.at[0]))
            print_initial(take_letters(&value), out);
        else
            print_form(take(&value), 0, out);
    }
}

static void
print_free_text(struct iwmo_text value, struct iwmo_buffer *out)
{
    value = iwmo_text_trim(value);
    if (value.size == 0)
        return;
    if (is_letter(value.at[0])) {
        struct iwmo_text initial = take(&value);
        iwmo_buffer_add(out, initial.at, initial.size);
    }
    iwmo_buffer_text(out, "…");
}

/* Letters are initials when they are more than a code has; all else is shown. */
static void
print_words(struct iwmo_text text, struct iwmo_buffer *out)
{
    while (text.size > 0) {
        struct iwmo_text letters = take_letters(&text);
        if (iwmo_text_length(letters) > CODE_LETTERS)
            print_initial(letters, out);
        else
            iwmo_buffer_add(out, letters.at, letters.size);
        if (text.size == 0)
            break;
        struct iwmo_text other = take(&text);
        iwmo_buffer_add(out, other.at, other.size);
    }
}

static void
print_reference(struct iwmo_text value, struct iwmo_buffer *out)
{
    for (size_t at = 0; at < value.size;) {
        struct iwmo_number number = iwmo_number_find(value, at, true);
        print_words((struct iwmo_text){value.at + at, number.begin - at}, out);
        print_number(value, &number, out);
        at = number.end;
    }
}

static bool
has_letters(struct iwmo_text value)
{
    for (size_t i = 0; i < value.size; i++)
        if (is_letter(value.at[i]))
            return true;
    return false;
}

/* A code or a reference.  What does not fit its type may be anything. */
static void
print_code(const struct iwmo_type *type, struct iwmo_text value,
           struct iwmo_buffer *out)
{
    struct iwmo_value read;
    bool fits = iwmo_type_check(type, value, &read) == IWMO_FACET_NONE;
    bool is_listed = type->kind == IWMO_DATE || type->kind == IWMO_TIME ||
                     (type->kind == IWMO_STRING && type->code_count > 0);

    if (fits && is_listed)
        iwmo_buffer_add(out, value.at, value.size);
    else if (fits || !has_letters(value) ||
             iwmo_text_length(iwmo_text_trim(value)) <= CODE_LENGTH)
        print_reference(value, out);
    else
        print_free_text(value, out);
}

void
iwmo_privacy_digits(struct iwmo_text text, bool show, struct iwmo_buffer *out)
{
    for (size_t at = 0; at < text.size;) {
        struct iwmo_number number = {text.size, text.size, false};
        if (!show)
            number = iwmo_number_find(text, at, false);
        iwmo_buffer_add(out, text.at + at, number.begin - at);
        print_number(text, &number, out);
        at = number.end;
    }
}

void
iwmo_privacy_print(const struct iwmo_element *subject, struct iwmo_text value,
                   bool show, struct iwmo_buffer *out)
{
    if (show) {
        iwmo_buffer_add(out, value.at, value.size);
        return;
    }
    switch (sensitivity_of(subject)) {
    case BSN:
        print_form(value, DIGITS_SHOWN, out);
        break;
    case BIRTH_DATE:
        print_form(value, CENTURY_SHOWN, out);
        break;
    case PERSONAL:
        print_form(value, 0, out);
        break;
    case NAME:
        print_name(value, out);
        break;
    case CODE:
        print_code(subject->type, value, out);
        break;
    case FREE_TEXT:
        print_free_text(value, out);
        break;
    }
}
