/*
 * Inputs of the benches, made once in build/bench/ and reused: all conform to the
 * schema and to every rule, all persons are invented, and a seed gives the same bytes
 * each time.
 *
 *   301/00001.xml ...   10 000 different allocations of 8 to 12 KB
 *   323-<n>.xml         a declaration of <n> MB, Clients with 1 to 8 Prestaties
 *   323-one.xml         22 MB, all Prestaties in one Client
 *
 * BIG=1 in the environment also makes 323 of 200, 400 and 800 MB.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIR          "build/bench"
#define MESSAGES     10000
#define MEGABYTE     ((uint64_t)1000000)
#define BASE         "http://www.istandaarden.nl/iwmo/3_2/"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- chance ---- */

struct dice {
    uint64_t state;
};

static uint64_t
roll(struct dice *dice, uint64_t sides) /* splitmix64 */
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (z ^ z >> 31) % sides;
}

#define PICK(dice, list) ((list)[roll(dice, COUNT(list))])

/* The next number from `*number` on that passes the eleven test. */
static uint32_t
next_bsn(uint32_t *number)
{
    for (;;) {
        uint32_t digits = ++*number, sum = 0;
        for (uint32_t weight = 2; weight <= 9; weight++, digits /= 10)
            sum += weight * (digits % 10);
        if (sum % 11 < 10)
            return *number * 10 + sum % 11;
    }
}

/* ---- a file, half made ones never found ---- */

struct file {
    FILE *stream;
    uint64_t size;
    char path[128], made[136];
};

static void
die(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(1);
}

static bool
is_there(const char *path)
{
    return access(path, R_OK) == 0;
}

static struct file
begin(const char *path)
{
    struct file file = {0};

    snprintf(file.path, sizeof(file.path), "%s", path);
    snprintf(file.made, sizeof(file.made), "%s.new", path);
    file.stream = fopen(file.made, "wb");
    if (file.stream == NULL)
        die(file.made);
    return file;
}

static void
finish(struct file *file)
{
    if (fclose(file->stream) != 0 || rename(file->made, file->path) != 0)
        die(file->path);
}

__attribute__((format(printf, 2, 3))) static void
put(struct file *file, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int size = vfprintf(file->stream, fmt, args);
    va_end(args);
    if (size < 0)
        die(file->path);
    file->size += (uint64_t)size;
}

#define L "\r\n" /* the line ends of the standard */

/* Up to the end of Header; wants one number. */
#define HEADER(PREFIX, CODE, PARTIES)                                                  \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" L "<" PREFIX                          \
    ":Bericht xmlns:iwmo=\"" BASE "basisschema/schema\" xmlns:" PREFIX                 \
    "=\"" BASE PREFIX "/schema\">" L "\t<" PREFIX ":Header>" L "\t\t<" PREFIX          \
    ":BerichtCode>" CODE "</" PREFIX ":BerichtCode>" L "\t\t<" PREFIX                  \
    ":BerichtVersie>3</" PREFIX ":BerichtVersie>" L "\t\t<" PREFIX                     \
    ":BerichtSubversie>2</" PREFIX ":BerichtSubversie>" L PARTIES "\t\t<" PREFIX       \
    ":BerichtIdentificatie>" L "\t\t\t<iwmo:Identificatie>B%010" PRIu64                \
    "</iwmo:Identificatie>" L                                                          \
    "\t\t\t<iwmo:Dagtekening>2025-05-06</iwmo:Dagtekening>" L "\t\t</" PREFIX          \
    ":BerichtIdentificatie>" L "\t\t<" PREFIX ":XsdVersie>" L                          \
    "\t\t\t<iwmo:BasisschemaXsdVersie>1.0.0</iwmo:BasisschemaXsdVersie>" L             \
    "\t\t\t<iwmo:BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie>" L "\t\t</" PREFIX     \
    ":XsdVersie>" L "\t</" PREFIX ":Header>" L

/* ---- 323: declarations ---- */

struct amounts {
    int64_t total; /* cents, debit minus credit */
    uint64_t lines;
};

static void
put_prestatie(struct file *file, struct dice *dice, struct amounts *amounts)
{
    static const char *const units[] = {"01", "04", "14", "16", "82", "84", "83"};
    uint64_t line = ++amounts->lines;
    const char *unit = PICK(dice, units);
    bool is_euro = strcmp(unit, "83") == 0;
    bool is_credit = roll(dice, 10) == 0;
    uint64_t volume = 1 + roll(dice, 900), tariff = is_euro ? 1 : 50 + roll(dice, 200);
    uint64_t category = 1 + roll(dice, 18);
    unsigned month = is_credit ? 3 : 4, first = 1 + (unsigned)roll(dice, 14);

    put(file,
        "\t\t\t\t\t<wmo323:Prestatie>" L "\t\t\t\t\t\t<wmo323:ProductReferentie>" L
        "\t\t\t\t\t\t\t<iwmo:ReferentieNummer>P%03" PRIu64 "-%010" PRIu64
        "</iwmo:ReferentieNummer>" L,
        roll(dice, 1000), line);
    if (is_credit)
        put(file,
            "\t\t\t\t\t\t\t<iwmo:VorigReferentieNummer>V%010" PRIu64
            "</iwmo:VorigReferentieNummer>" L,
            line);
    put(file,
        "\t\t\t\t\t\t</wmo323:ProductReferentie>" L
        "\t\t\t\t\t\t<wmo323:ToewijzingNummer>%" PRIu64 "</wmo323:ToewijzingNummer>" L
        "\t\t\t\t\t\t<wmo323:ProductCategorie>%02" PRIu64 "</wmo323:ProductCategorie>" L
        "\t\t\t\t\t\t<wmo323:ProductCode>%02" PRIu64 "A%02" PRIu64
        "</wmo323:ProductCode>" L "\t\t\t\t\t\t<wmo323:ProductPeriode>" L
        "\t\t\t\t\t\t\t<iwmo:Begindatum>2025-%02u-%02u</iwmo:Begindatum>" L
        "\t\t\t\t\t\t\t<iwmo:Einddatum>2025-%02u-%02u</iwmo:Einddatum>" L
        "\t\t\t\t\t\t</wmo323:ProductPeriode>" L
        "\t\t\t\t\t\t<wmo323:GeleverdVolume>%" PRIu64 "</wmo323:GeleverdVolume>" L
        "\t\t\t\t\t\t<wmo323:Eenheid>%s</wmo323:Eenheid>" L,
        100000 + line, category, category, 1 + roll(dice, 12), month, first, month,
        first + (unsigned)roll(dice, 16), volume, unit);
    if (!is_euro)
        put(file,
            "\t\t\t\t\t\t<wmo323:ProductTarief>%" PRIu64 "</wmo323:ProductTarief>" L,
            tariff);
    put(file,
        "\t\t\t\t\t\t<wmo323:IngediendBedrag>" L "\t\t\t\t\t\t\t<iwmo:Bedrag>%" PRIu64
        "</iwmo:Bedrag>" L "\t\t\t\t\t\t\t<iwmo:DebetCredit>%c</iwmo:DebetCredit>" L
        "\t\t\t\t\t\t</wmo323:IngediendBedrag>" L "\t\t\t\t\t</wmo323:Prestatie>" L,
        volume * tariff, is_credit ? 'C' : 'D');
    amounts->total += (is_credit ? -1 : 1) * (int64_t)(volume * tariff);
}

/* Clients up to `size` bytes of the file. */
static struct amounts
put_clienten(struct file *file, uint64_t size, bool is_one)
{
    struct dice dice = {323};
    struct amounts amounts = {0};
    uint32_t number = 90000000;

    put(file, "\t\t<wmo323:Clienten>" L);
    while (file->size < size) {
        uint64_t left = is_one ? UINT64_MAX : 1 + roll(&dice, 8);
        put(file,
            "\t\t\t<wmo323:Client>" L "\t\t\t\t<wmo323:Bsn>%09" PRIu32 "</wmo323:Bsn>" L
            "\t\t\t\t<wmo323:Prestaties>" L,
            next_bsn(&number));
        do
            put_prestatie(file, &dice, &amounts);
        while (--left > 0 && file->size < size);
        put(file, "\t\t\t\t</wmo323:Prestaties>" L "\t\t\t</wmo323:Client>" L);
    }
    put(file, "\t\t</wmo323:Clienten>" L);
    return amounts;
}

static void
put_declaratie(struct file *file, int64_t total)
{
    put(file,
        HEADER("wmo323", "484",
               "\t\t<wmo323:Afzender>55550017</wmo323:Afzender>" L
               "\t\t<wmo323:Ontvanger>0344</wmo323:Ontvanger>" L),
        (uint64_t)323);
    put(file,
        "\t<wmo323:Declaratie>" L
        "\t\t<wmo323:DeclaratieNummer>DN2025004</wmo323:DeclaratieNummer>" L
        "\t\t<wmo323:DeclaratiePeriode>" L
        "\t\t\t<iwmo:Begindatum>2025-04-01</iwmo:Begindatum>" L
        "\t\t\t<iwmo:Einddatum>2025-04-30</iwmo:Einddatum>" L
        "\t\t</wmo323:DeclaratiePeriode>" L
        "\t\t<wmo323:DeclaratieDagtekening>2025-05-06</wmo323:DeclaratieDagtekening>" L
        "\t\t<wmo323:TotaalIngediendBedrag>" L "\t\t\t<iwmo:TotaalBedrag>%" PRId64
        "</iwmo:TotaalBedrag>" L "\t\t\t<iwmo:DebetCredit>D</iwmo:DebetCredit>" L
        "\t\t</wmo323:TotaalIngediendBedrag>" L,
        total);
}

/* The total stands before the lines, so they are made twice. */
static void
make_323(const char *path, uint64_t size, bool is_one)
{
    struct file file, draft = {.path = "/dev/null"};

    if (is_there(path))
        return;
    draft.stream = fopen(draft.path, "wb");
    if (draft.stream == NULL)
        die(draft.path);
    struct amounts amounts = put_clienten(&draft, size, is_one);
    fclose(draft.stream);

    file = begin(path);
    put_declaratie(&file, amounts.total);
    file.size = 0;
    put_clienten(&file, size, is_one);
    put(&file, "\t</wmo323:Declaratie>" L "</wmo323:Bericht>" L);
    finish(&file);
}

/* ---- 301: allocations ---- */

static const char *const surnames[] = {
    "Bergström", "Çelik",      "de Graaf", "Jansen", "Müller", "Nuñez",
    "O'Brien",   "Özdemir",    "Peeters",  "Šimić",  "Smit",   "Vandenbroucke",
    "Visser",    "Wiśniewska", "Yılmaz",   "Ågren",
};
static const char *const names[] = {
    "Ayşe", "Bram",   "Chloé", "Daniël", "Eva",   "Françoise", "Gijs",  "Hülya",
    "Ilse", "Jürgen", "Kees",  "Léon",   "Maria", "Noor",      "Sanne", "Zoë",
};
static const char *const streets[] = {"Oudegracht", "Maliesingel",
                                      "Domstraat",  "Lange Nieuwstraat",
                                      "Kerkplein",  "Prins Hendriklaan"};
static const char *const towns[] = {"Utrecht", "Zeist", "'s-Hertogenbosch",
                                    "Súdwest-Fryslân"};

static void
put_naam(struct file *file, struct dice *dice, const char *tabs)
{
    const char *first = PICK(dice, names), *second = PICK(dice, names);

    put(file,
        "%s<wmo301:Geslacht>%" PRIu64 "</wmo301:Geslacht>" L "%s<wmo301:Naam>" L
        "%s\t<iwmo:Geslachtsnaam>" L "%s\t\t<iwmo:Achternaam>%s-%s</iwmo:Achternaam>" L
        "%s\t\t<iwmo:Voorvoegsel>van den</iwmo:Voorvoegsel>" L
        "%s\t</iwmo:Geslachtsnaam>" L "%s\t<iwmo:Voornamen>%s %s</iwmo:Voornamen>" L
        "%s\t<iwmo:Voorletters>%c</iwmo:Voorletters>" L
        "%s\t<iwmo:NaamGebruik>1</iwmo:NaamGebruik>" L "%s</wmo301:Naam>" L,
        tabs, 1 + roll(dice, 2), tabs, tabs, tabs, PICK(dice, surnames),
        PICK(dice, surnames), tabs, tabs, tabs, first, second, tabs, first[0], tabs,
        tabs);
}

static void
put_contact(struct file *file, struct dice *dice, const char *tabs, int kind)
{
    put(file,
        "%s<wmo301:Contact>" L "%s\t<wmo301:Soort>%02d</wmo301:Soort>" L
        "%s\t<wmo301:Adres>" L "%s\t\t<iwmo:Huis>" L "%s\t\t\t<iwmo:Huisnummer>%" PRIu64
        "</iwmo:Huisnummer>" L "%s\t\t\t<iwmo:Huisletter>%c</iwmo:Huisletter>" L
        "%s\t\t</iwmo:Huis>" L "%s\t\t<iwmo:Postcode>%" PRIu64 "A%c</iwmo:Postcode>" L
        "%s\t\t<iwmo:Straatnaam>%s</iwmo:Straatnaam>" L
        "%s\t\t<iwmo:Plaatsnaam>%s</iwmo:Plaatsnaam>" L
        "%s\t\t<iwmo:LandCode>NL</iwmo:LandCode>" L "%s\t</wmo301:Adres>" L,
        tabs, tabs, kind, tabs, tabs, tabs, 1 + roll(dice, 400), tabs,
        (char)('A' + roll(dice, 26)), tabs, tabs, 1000 + roll(dice, 8000),
        (char)('A' + roll(dice, 26)), tabs, PICK(dice, streets), tabs,
        PICK(dice, towns), tabs, tabs);
    put(file,
        "%s\t<wmo301:Telefoon>" L "%s\t\t<iwmo:Telefoon01>" L
        "%s\t\t\t<iwmo:Telefoonnummer>06%08" PRIu64 "</iwmo:Telefoonnummer>" L
        "%s\t\t\t<iwmo:Landnummer>0031</iwmo:Landnummer>" L "%s\t\t</iwmo:Telefoon01>" L
        "%s\t</wmo301:Telefoon>" L "%s\t<wmo301:Emailadres>a%" PRIu64
        "@voorbeeld.example</wmo301:Emailadres>" L "%s</wmo301:Contact>" L,
        tabs, tabs, tabs, roll(dice, 100000000), tabs, tabs, tabs, tabs,
        roll(dice, 1000000), tabs);
}

static void
put_relatie(struct file *file, struct dice *dice, uint64_t number)
{
    static const char *const kinds[] = {"12", "15"};

    put(file,
        "\t\t\t<wmo301:Relatie>" L "\t\t\t\t<wmo301:Nummer>%" PRIu64
        "</wmo301:Nummer>" L "\t\t\t\t<wmo301:Volgorde>%" PRIu64 "</wmo301:Volgorde>" L
        "\t\t\t\t<wmo301:Soort>%s</wmo301:Soort>" L,
        number, number, PICK(dice, kinds));
    put_naam(file, dice, "\t\t\t\t");
    put_contact(file, dice, "\t\t\t\t", 1);
    put(file, "\t\t\t</wmo301:Relatie>" L);
}

/* Of another category each time, so that no two overlap. */
static void
put_product(struct file *file, struct dice *dice, uint64_t number)
{
    put(file,
        "\t\t\t<wmo301:ToegewezenProduct>" L "\t\t\t\t<wmo301:ToewijzingNummer>%" PRIu64
        "</wmo301:ToewijzingNummer>" L
        "\t\t\t\t<wmo301:ReferentieAanbieder>VOT-2025-%06" PRIu64
        "</wmo301:ReferentieAanbieder>" L "\t\t\t\t<wmo301:Product>" L
        "\t\t\t\t\t<iwmo:Categorie>%02" PRIu64 "</iwmo:Categorie>" L
        "\t\t\t\t\t<iwmo:Code>%02" PRIu64 "A%02" PRIu64 "</iwmo:Code>" L
        "\t\t\t\t</wmo301:Product>" L
        "\t\t\t\t<wmo301:Toewijzingsdatum>2025-03-%02" PRIu64
        "</wmo301:Toewijzingsdatum>" L
        "\t\t\t\t<wmo301:Toewijzingstijd>12:34:%02" PRIu64 "</wmo301:Toewijzingstijd>" L
        "\t\t\t\t<wmo301:Ingangsdatum>2025-04-%02" PRIu64 "</wmo301:Ingangsdatum>" L
        "\t\t\t\t<wmo301:Einddatum>2026-0%" PRIu64 "-28</wmo301:Einddatum>" L
        "\t\t\t\t<wmo301:Omvang>" L "\t\t\t\t\t<iwmo:Volume>%" PRIu64 "</iwmo:Volume>" L
        "\t\t\t\t\t<iwmo:Eenheid>01</iwmo:Eenheid>" L
        "\t\t\t\t\t<iwmo:Frequentie>2</iwmo:Frequentie>" L "\t\t\t\t</wmo301:Omvang>" L
        "\t\t\t\t<wmo301:Commentaar>Graag op een vaste ochtend; cliënt is op dag "
        "%" PRIu64 " niet thuis.</wmo301:Commentaar>" L
        "\t\t\t</wmo301:ToegewezenProduct>" L,
        300000 + number, roll(dice, 1000000), number, number, 1 + roll(dice, 9),
        10 + roll(dice, 20), roll(dice, 60), 10 + roll(dice, 20), 1 + roll(dice, 9),
        1 + roll(dice, 500), 1 + roll(dice, 7));
}

static void
put_301(struct file *file, struct dice *dice, uint64_t number, uint32_t bsn)
{
    uint64_t relations = 1 + roll(dice, 2), products = 4 + roll(dice, 4);

    put(file,
        HEADER("wmo301", "414",
               "\t\t<wmo301:Afzender>0344</wmo301:Afzender>" L
               "\t\t<wmo301:Ontvanger>55550017</wmo301:Ontvanger>" L),
        number);
    put(file,
        "\t<wmo301:Client>" L "\t\t<wmo301:Bsn>%09" PRIu32 "</wmo301:Bsn>" L
        "\t\t<wmo301:Geboortedatum>" L "\t\t\t<iwmo:Datum>19%02" PRIu64 "-06-%02" PRIu64
        "</iwmo:Datum>" L "\t\t</wmo301:Geboortedatum>" L,
        bsn, 30 + roll(dice, 70), 1 + roll(dice, 28));
    put_naam(file, dice, "\t\t");
    put(file,
        "\t\t<wmo301:Communicatie>" L "\t\t\t<iwmo:Vorm>1</iwmo:Vorm>" L
        "\t\t\t<iwmo:Taal>Zweeds</iwmo:Taal>" L "\t\t</wmo301:Communicatie>" L
        "\t\t<wmo301:Commentaar>Belt %" PRIu64
        " keer &amp; spreekt dan in.</wmo301:Commentaar>" L "\t\t<wmo301:Relaties>" L,
        1 + roll(dice, 20));
    for (uint64_t i = 1; i <= relations; i++)
        put_relatie(file, dice, i);
    put(file, "\t\t</wmo301:Relaties>" L "\t\t<wmo301:Contactgegevens>" L);
    put_contact(file, dice, "\t\t\t", 1);
    put_contact(file, dice, "\t\t\t", 2);
    put(file, "\t\t</wmo301:Contactgegevens>" L "\t\t<wmo301:ToegewezenProducten>" L);
    for (uint64_t i = 1; i <= products; i++)
        put_product(file, dice, i);
    put(file, "\t\t</wmo301:ToegewezenProducten>" L "\t</wmo301:Client>" L
              "</wmo301:Bericht>" L);
}

static void
make_301(void)
{
    char path[64];
    uint32_t number = 90000000;

    snprintf(path, sizeof(path), DIR "/301/%05d.xml", MESSAGES);
    if (is_there(path))
        return; /* the last one is made last */
    for (int i = 1; i <= MESSAGES; i++) {
        struct dice dice = {(uint64_t)i << 32};
        snprintf(path, sizeof(path), DIR "/301/%05d.xml", i);
        struct file file = begin(path);
        put_301(&file, &dice, (uint64_t)i, next_bsn(&number));
        finish(&file);
    }
}

static void
make_dir(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        die(path);
}

int
main(void)
{
    static const unsigned sizes[] = {1, 10, 22, 50, 100, 200, 400, 800};
    size_t count = getenv("BIG") != NULL ? COUNT(sizes) : 5;
    char path[64];

    make_dir("build");
    make_dir(DIR);
    make_dir(DIR "/301");
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof(path), DIR "/323-%u.xml", sizes[i]);
        make_323(path, sizes[i] * MEGABYTE, false);
    }
    make_323(DIR "/323-one.xml", 22 * MEGABYTE, true);
    make_301();
    printf("inputs in " DIR "\n");
    return 0;
}
