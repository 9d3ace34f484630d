#include "generate/people.h"

#include <assert.h>
#include <stdio.h>

void
iwmo_people_bsn(struct iwmo_dice *dice, unsigned block, char out[IWMO_BSN_TEXT])
{
    uint32_t number =
        99990000U + block % 5 * 2000 + (uint32_t)iwmo_dice_roll(dice, 1990);

    for (;; number++) { /* CS002: nine in ten have a ninth digit that fits */
        uint32_t sum = 0, digits = number;
        for (uint32_t weight = 2; weight <= 9; weight++, digits /= 10)
            sum += weight * (digits % 10);
        if (sum % 11 == 10)
            continue;
        snprintf(out, IWMO_BSN_TEXT, "%08u%u", (unsigned)number, (unsigned)(sum % 11));
        return;
    }
}

static const char *const achternamen[] = {
    "Aalbers", "Bakker",   "Bergström",     "Bos",        "Brouwer",    "Çelik",
    "Dekker",  "Dijkstra", "Drost-Vermeer", "El Idrissi", "Fortuin",    "Groen",
    "Haan",    "Hoekstra", "Jansen",        "Kaya",       "Koster",     "Kuiper",
    "Lange",   "Meijer",   "Müller",        "Nguyễn",     "Oosterhuis", "Peters",
    "Postma",  "Ruijter",  "Smit",          "Tol",        "Veenstra",   "Visser",
    "Vries",   "Wal",      "Wit",           "Yılmaz",     "IJzerman",   "Zijlstra"};
static const char *const voornamen[] = {
    "Aaltje",   "Abdel Karim", "Anna Maria", "Bart",    "Bouchra",   "Cornelis",
    "Daniël",   "Eefje",       "Fatima",     "Geertje", "Hendrik",   "Ilse",
    "Johannes", "José",        "Klaas",      "Lotte",   "Mohammed",  "Neeltje",
    "Pieter",   "Renée",       "Sanne",      "Teunis",  "Willemijn", "Zoë Françoise"};
static const char *const voorvoegsels[] = {"van", "de",     "van de", "van der", "ter",
                                           "'t",  "van 't", "den",    "von",     "el"};
static const char *const voorletters[] = {"A",  "BJ", "C",   "DE", "E",   "FHM",
                                          "G",  "HJ", "IJ",  "K",  "LMA", "M",
                                          "NP", "R",  "STW", "W"};
static const char *const straten[] = {"Kerkstraat",     "Dorpsplein",  "Beatrixlaan",
                                      "Lange Voorhout", "Molenweg",    "Stationsplein",
                                      "Waterkant",      "Oude Gracht", "Burg. Roëllweg",
                                      "Tulpstraat",     "Zuiderdiep",  "'s-Gravenweg"};
static const char *const plaatsen[] = {
    "Utrecht", "Groningen", "Zwolle",   "Sneek",    "Almere", "Middelburg",
    "Breda",   "Emmen",     "Den Haag", "Roermond", "Assen",  "Curaçaodorp"};
static const char *const organisaties[] = {"Thuiszorg De Linde", "Zorg & Zo",
                                           "Stichting Dichtbij", "Woonzorg 't Anker",
                                           "Bewind <Veilig> BV", "Mentorschap Noord"};
static const char *const verwijzers[] = {"Huisartsenpraktijk De Brink", "Wijkteam Oost",
                                         "Dr. A. Verzonnen", "Praktijk Vliet & Co",
                                         "Ziekenhuis Zuiderzee"};
static const char *const talen[] = {"Arabisch", "Deens", "Engels",  "Pools",
                                    "Spaans",   "Turks", "Tigrinya"};
static const char *const mails[] = {"post@example.nl", "familie.jansen@example.nl",
                                    "a.b+zorg@example.nl", "info@zorg.example.nl"};
static const char *const commentaren[] = {
    "Graag eerst bellen.",
    "Cliënt is 's ochtends het best te bereiken.",
    "Afgestemd met mantelzorger & wijkteam.",
    "Let op: sleutelkluis naast de voordeur.\nCode is bekend bij de aanbieder.",
    "Geen bijzonderheden.",
    "Vervolg op een eerdere toewijzing (>1 jaar)."};
static const char *const gemeenten[] = {"0014", "0034", "0080", "0090", "0106", "0114",
                                        "0153", "0193", "0200", "0268", "0344", "0361",
                                        "0363", "0518", "0599", "0687", "0758", "0772",
                                        "0855", "0935", "0957", "1680", "1709", "1900"};
static const char *const toevoegingen[] = {"bis", "hs", "2", "III", "rood", "1-A"};
static const char *const landnummers[] = {"0031", "31", "+31", "0032"};
static const char *const landen[] = {"BE", "DE", "FR", "ES", "MA", "TR", "SR", "PL"};

#define LIST(array)                                                                    \
    {                                                                                  \
        array, sizeof(array) / sizeof((array)[0])                                      \
    }

static const struct {
    const char *const *strings;
    size_t count;
} lists[] = {
    [IWMO_PEOPLE_ACHTERNAAM] = LIST(achternamen),
    [IWMO_PEOPLE_VOORNAMEN] = LIST(voornamen),
    [IWMO_PEOPLE_VOORVOEGSEL] = LIST(voorvoegsels),
    [IWMO_PEOPLE_VOORLETTERS] = LIST(voorletters),
    [IWMO_PEOPLE_STRAATNAAM] = LIST(straten),
    [IWMO_PEOPLE_PLAATSNAAM] = LIST(plaatsen),
    [IWMO_PEOPLE_ORGANISATIE] = LIST(organisaties),
    [IWMO_PEOPLE_VERWIJZER] = LIST(verwijzers),
    [IWMO_PEOPLE_TAAL] = LIST(talen),
    [IWMO_PEOPLE_EMAILADRES] = LIST(mails),
    [IWMO_PEOPLE_COMMENTAAR] = LIST(commentaren),
    [IWMO_PEOPLE_GEMEENTE] = LIST(gemeenten),
    [IWMO_PEOPLE_TOEVOEGING] = LIST(toevoegingen),
    [IWMO_PEOPLE_LANDNUMMER] = LIST(landnummers),
    [IWMO_PEOPLE_BUITENLAND] = LIST(landen),
};

const char *
iwmo_people_pick(struct iwmo_dice *dice, enum iwmo_people_kind kind)
{
    assert(kind < sizeof(lists) / sizeof(lists[0]));
    return iwmo_dice_pick(dice, lists[kind].strings, lists[kind].count);
}
