#include "cases/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

struct writer {
    struct iwmo_buffer *out;
    const struct case_step *step;
    const struct message_header *header;
    int depth;
    bool is_old; /* release 2.3 */
};

static void
indent(struct writer *writer)
{
    for (int i = 0; i < writer->depth; i++)
        iwmo_buffer_char(writer->out, '\t');
}

static void
open(struct writer *writer, const char *name)
{
    indent(writer);
    iwmo_buffer_printf(writer->out, "<m:%s>\r\n", name);
    writer->depth++;
}

static void
close(struct writer *writer, const char *name)
{
    writer->depth--;
    indent(writer);
    iwmo_buffer_printf(writer->out, "</m:%s>\r\n", name);
}

static void
leaf_of(struct writer *writer, char prefix, const char *name, const char *value)
{
    if (value == NULL)
        return;
    indent(writer);
    iwmo_buffer_printf(writer->out, "<%c:%s>%s</%c:%s>\r\n", prefix, name, value,
                       prefix, name);
}

/* Nothing when the value is absent. */
static void
leaf(struct writer *writer, const char *name, const char *value)
{
    leaf_of(writer, 'm', name, value);
}

static void
base(struct writer *writer, const char *name, const char *value)
{
    leaf_of(writer, 'i', name, value);
}

/* ---- composites ---- */

static void
put_product(struct writer *writer, const struct case_record *record)
{
    if (!case_has(record, "categorie"))
        return;
    open(writer, "Product");
    base(writer, "Categorie", case_get(record, "categorie"));
    base(writer, "Code", case_get(record, "code"));
    close(writer, "Product");
}

static void
put_omvang(struct writer *writer, const struct case_record *record)
{
    if (!case_has(record, "frequentie"))
        return;
    open(writer, "Omvang");
    base(writer, "Volume", case_get(record, "volume"));
    base(writer, "Eenheid", case_get(record, "eenheid"));
    base(writer, "Frequentie", case_get(record, "frequentie"));
    close(writer, "Omvang");
}

static void
put_period(struct writer *writer, const char *name, const char *from, const char *to)
{
    open(writer, name);
    base(writer, "Begindatum", from);
    base(writer, "Einddatum", to);
    close(writer, name);
}

/* An amount with its sign: "62550C"; D is the default. */
static void
put_amount(struct writer *writer, const char *name, const char *total,
           const char *amount)
{
    char digits[24] = {0};
    size_t size = strspn(amount, "0123456789");

    memcpy(digits, amount, size < sizeof(digits) ? size : 0);
    open(writer, name);
    base(writer, total, digits);
    base(writer, "DebetCredit", amount[size] == 'C' ? "C" : "D");
    close(writer, name);
}

/* The same, of a composite that stands in another one: all of the basisschema. */
static void
put_base_amount(struct writer *writer, const char *name, const char *amount)
{
    size_t size = strspn(amount, "0123456789");

    indent(writer);
    iwmo_buffer_printf(
        writer->out,
        "<i:%s><i:Bedrag>%.*s</i:Bedrag><i:DebetCredit>%c</i:DebetCredit>"
        "</i:%s>\r\n",
        name, (int)size, amount, amount[size] == 'C' ? 'C' : 'D', name);
}

static void
put_header(struct writer *writer)
{
    static const struct {
        const char *message, *code;
    } codes[] = {{"301", "414"}, {"305", "418"}, {"307", "420"}, {"315", "444"},
                 {"317", "480"}, {"319", "482"}, {"323", "484"}, {"303", "416"}};
    const char *code = "000";

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (strcmp(codes[i].message, writer->step->message) == 0)
            code = codes[i].code;
    open(writer, "Header");
    leaf(writer, "BerichtCode", code);
    leaf(writer, "BerichtVersie", writer->is_old ? "2" : "3");
    leaf(writer, "BerichtSubversie", writer->is_old ? "3" : "2");
    leaf(writer, "Afzender", writer->header->afzender);
    leaf(writer, "Ontvanger", writer->header->ontvanger);
    open(writer, "BerichtIdentificatie");
    base(writer, "Identificatie", writer->header->identificatie);
    base(writer, "Dagtekening", writer->header->dagtekening);
    close(writer, "BerichtIdentificatie");
    if (!writer->is_old) {
        open(writer, "XsdVersie");
        base(writer, "BasisschemaXsdVersie", "1.0.0");
        base(writer, "BerichtXsdVersie", "1.0.0");
        close(writer, "XsdVersie");
    }
    close(writer, "Header");
}

/* An invented person; the family name follows from the number. */
static void
put_person_of(struct writer *writer, const char *bsn, bool is_full)
{
    static const char *const names[] = {"Bakker", "Visser", "Smit", "Mulder", "Bos"};

    leaf(writer, "Bsn", bsn);
    if (strcmp(writer->step->message, "317") == 0)
        return;
    open(writer, "Geboortedatum");
    base(writer, "Datum", "1948-03-17");
    close(writer, "Geboortedatum");
    leaf(writer, "Geslacht", "2");
    open(writer, "Naam");
    indent(writer);
    iwmo_buffer_printf(
        writer->out,
        "<i:Geslachtsnaam><i:Achternaam>%s</i:Achternaam></i:Geslachtsnaam>\r\n",
        names[strtol(bsn, NULL, 10) / 10 % 5]);
    base(writer, "Voornamen", is_full ? "Anna Maria" : NULL);
    base(writer, "Voorletters", "AM");
    base(writer, "NaamGebruik", is_full ? "1" : NULL);
    close(writer, "Naam");
}

static void
put_person(struct writer *writer, bool is_full)
{
    const char *bsn = case_get(&writer->step->words, "bsn");

    put_person_of(writer, bsn != NULL ? bsn : writer->header->bsn, is_full);
}

static void
put_contact(struct writer *writer)
{
    open(writer, "Contactgegevens");
    open(writer, "Contact");
    leaf(writer, "Soort", "01");
    open(writer, "Adres");
    indent(writer);
    iwmo_buffer_text(writer->out,
                     "<i:Huis><i:Huisnummer>12</i:Huisnummer></i:Huis>\r\n");
    base(writer, "Postcode", "1111AA");
    base(writer, "LandCode", "NL");
    close(writer, "Adres");
    close(writer, "Contact");
    close(writer, "Contactgegevens");
}

/* ---- records ---- */

static void
put_toewijzing(struct writer *writer, const struct case_record *record)
{
    const char *moment = case_get(record, "t");
    char date[11] = {0};

    memcpy(date, moment != NULL ? moment : writer->step->date, 10);
    open(writer, "ToegewezenProduct");
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    leaf(writer, "ReferentieAanbieder", case_get(record, "ref"));
    put_product(writer, record);
    leaf(writer, "Toewijzingsdatum", date);
    leaf(writer, "Toewijzingstijd",
         moment != NULL && strlen(moment) > 11 ? moment + 11 : "10:00:00");
    leaf(writer, "Ingangsdatum", case_get(record, "van"));
    leaf(writer, "Einddatum", case_get(record, "tot"));
    leaf(writer, "RedenWijziging", case_get(record, "rw"));
    put_omvang(writer, record);
    leaf(writer, "Budget", case_get(record, "budget"));
    close(writer, "ToegewezenProduct");
}

static void
put_delivery(struct writer *writer, const struct case_record *record, const char *name)
{
    const char *status = case_get(record, "st");

    open(writer, name);
    if (writer->is_old)
        leaf(writer, "BeschikkingNummer", case_get(record, "b"));
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    put_product(writer, record);
    leaf(writer, "ToewijzingIngangsdatum", case_get(record, "in"));
    leaf(writer, "Begindatum", case_get(record, "begin"));
    leaf(writer, "RedenBeeindiging", case_get(record, "reden"));
    leaf(writer, "Einddatum", case_get(record, "eind"));
    leaf(writer, "StatusAanlevering", status != NULL ? status : "1");
    close(writer, name);
}

static void
put_start(struct writer *writer, const struct case_record *record)
{
    put_delivery(writer, record, "StartProduct");
}

static void
put_stop(struct writer *writer, const struct case_record *record)
{
    put_delivery(writer, record, "StopProduct");
}

static void
put_aanvraag(struct writer *writer, const struct case_record *record)
{
    const char *type = case_get(record, "verwijzer");

    open(writer, "AangevraagdProduct");
    leaf(writer, "ReferentieAanbieder", case_get(record, "ref"));
    leaf(writer, "BeschikkingNummer", case_get(record, "beschikking"));
    put_product(writer, record);
    leaf(writer, "BeschikkingIngangsdatum", case_get(record, "vanaf"));
    leaf(writer, "ToewijzingIngangsdatum", case_get(record, "van"));
    leaf(writer, "ToewijzingEinddatum", case_get(record, "tot"));
    put_omvang(writer, record);
    leaf(writer, "Budget", case_get(record, "budget"));
    open(writer, "Verwijzer");
    base(writer, "Type", type != NULL ? type : "01");
    close(writer, "Verwijzer");
    close(writer, "AangevraagdProduct");
}

static void
put_unchanged(struct writer *writer, const struct case_record *record)
{
    open(writer, "OngewijzigdProduct");
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    close(writer, "OngewijzigdProduct");
}

static void
put_changed(struct writer *writer, const struct case_record *record)
{
    open(writer, "TeWijzigenProduct");
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    leaf(writer, "GewensteIngangsdatum", case_get(record, "from"));
    leaf(writer, "Einddatum", case_get(record, "eind"));
    put_omvang(writer, record);
    leaf(writer, "Budget", case_get(record, "budget"));
    close(writer, "TeWijzigenProduct");
}

static void
put_new(struct writer *writer, const struct case_record *record)
{
    open(writer, "NieuwProduct");
    put_product(writer, record);
    leaf(writer, "GewensteIngangsdatum", case_get(record, "van"));
    leaf(writer, "Einddatum", case_get(record, "tot"));
    put_omvang(writer, record);
    leaf(writer, "Budget", case_get(record, "budget"));
    close(writer, "NieuwProduct");
}

/* Of a 303: what is claimed, at a tariff if there is one. */
static void
put_old_amounts(struct writer *writer, const struct case_record *record)
{
    const char *kind = case_get(&writer->step->words, "kind");
    const char *amount = case_get(record, "bedrag");
    const char *computed = case_get(record, "berekend");
    const char *exempt = case_get(record, "btw");

    if (exempt == NULL && kind != NULL && strcmp(kind, "448") == 0)
        exempt = "1";
    open(writer, "IngediendeBedragPrestatie");
    base(writer, "GeleverdVolume", case_get(record, "volume"));
    base(writer, "Eenheid", case_get(record, "eenheid"));
    base(writer, "ProductTarief", case_get(record, "tarief"));
    if (computed != NULL)
        put_base_amount(writer, "BerekendBedrag", computed);
    base(writer, "BtwVrijstellingIndicatie", exempt);
    base(writer, "BtwPercentage", case_get(record, "percentage"));
    put_base_amount(writer, "DeclaratieFactuurBedrag", amount != NULL ? amount : "0D");
    close(writer, "IngediendeBedragPrestatie");
}

static void
put_old_prestatie(struct writer *writer, const struct case_record *record)
{
    open(writer, "Prestatie");
    leaf(writer, "BeschikkingNummer", case_get(record, "b"));
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    leaf(writer, "ProductCategorie", case_get(record, "categorie"));
    leaf(writer, "ProductCode", case_get(record, "code"));
    put_period(writer, "ProductPeriode", case_get(record, "van"),
               case_get(record, "tot"));
    put_old_amounts(writer, record);
    open(writer, "ProductReferentie");
    base(writer, "ReferentieNummer", case_get(record, "ref"));
    base(writer, "VorigReferentieNummer", case_get(record, "vorig"));
    close(writer, "ProductReferentie");
    close(writer, "Prestatie");
}

static void
put_prestatie(struct writer *writer, const struct case_record *record)
{
    const char *amount = case_get(record, "bedrag");

    if (writer->is_old) {
        put_old_prestatie(writer, record);
        return;
    }
    open(writer, "Prestatie");
    open(writer, "ProductReferentie");
    base(writer, "ReferentieNummer", case_get(record, "ref"));
    base(writer, "VorigReferentieNummer", case_get(record, "vorig"));
    close(writer, "ProductReferentie");
    leaf(writer, "ToewijzingNummer", case_get(record, "nummer"));
    leaf(writer, "ProductCategorie", case_get(record, "categorie"));
    leaf(writer, "ProductCode", case_get(record, "code"));
    put_period(writer, "ProductPeriode", case_get(record, "van"),
               case_get(record, "tot"));
    leaf(writer, "GeleverdVolume", case_get(record, "volume"));
    leaf(writer, "Eenheid", case_get(record, "eenheid"));
    leaf(writer, "ProductTarief", case_get(record, "tarief"));
    put_amount(writer, "IngediendBedrag", "Bedrag", amount != NULL ? amount : "0D");
    close(writer, "Prestatie");
}

/* ---- bodies ---- */

static void
put_group(struct writer *writer, const char *group, const char *kind,
          void (*put)(struct writer *writer, const struct case_record *record))
{
    bool is_open = false;

    for (const struct case_record *record = writer->step->records; record != NULL;
         record = record->next) {
        if (strcmp(record->kind, kind) != 0)
            continue;
        if (!is_open)
            open(writer, group);
        is_open = true;
        put(writer, record);
    }
    if (is_open)
        close(writer, group);
}

static void
put_verzoek(struct writer *writer)
{
    const char *reason = case_get(&writer->step->words, "reden");

    open(writer, "Verzoek");
    leaf(writer, "ReferentieAanbieder", case_get(&writer->step->words, "ref"));
    leaf(writer, "RedenVerzoek", reason != NULL ? reason : "1");
    put_group(writer, "OngewijzigdeProducten", "OD", put_unchanged);
    put_group(writer, "TeWijzigenProducten", "TW", put_changed);
    put_group(writer, "NieuweProducten", "NW", put_new);
    close(writer, "Verzoek");
}

/* Afgiftedatum and Ingangsdatum: those of the first product. */
static void
begin_beschikking(struct writer *writer)
{
    const char *nummer = case_get(&writer->step->words, "b");
    const struct case_record *first = writer->step->records;
    const char *day = first != NULL ? case_get(first, "van") : writer->step->date;

    open(writer, "Beschikking");
    leaf(writer, "BeschikkingNummer", nummer != NULL ? nummer : "700");
    leaf(writer, "Afgiftedatum", writer->header->dagtekening);
    leaf(writer, "Ingangsdatum", day);
}

static void
put_client(struct writer *writer)
{
    bool is_301 = strcmp(writer->step->message, "301") == 0;
    const char *status = case_get(&writer->step->words, "client");

    open(writer, "Client");
    put_person(writer, is_301);
    if (is_301)
        put_contact(writer);
    if (writer->is_old && strcmp(writer->step->message, "315") != 0 && !is_301)
        leaf(writer, "StatusAanlevering", status != NULL ? status : "1");
    if (writer->is_old && is_301)
        begin_beschikking(writer);
    put_group(writer, "ToegewezenProducten", "TP", put_toewijzing);
    if (writer->is_old && is_301)
        close(writer, "Beschikking");
    put_group(writer, "StartProducten", "SP", put_start);
    put_group(writer, "StopProducten", "ST", put_stop);
    put_group(writer, "AangevraagdeProducten", "AP", put_aanvraag);
    if (strcmp(writer->step->message, "317") == 0)
        put_verzoek(writer);
    close(writer, "Client");
}

static void
put_answer(struct writer *writer)
{
    for (const struct case_record *record = writer->step->records; record != NULL;
         record = record->next) {
        open(writer, "Antwoord");
        leaf(writer, "ReferentieAanbieder", case_get(record, "ref"));
        leaf(writer, "VerzoekAntwoord", case_get(record, "antwoord"));
        leaf(writer, "RedenAfwijzingVerzoek", case_get(record, "reden"));
        close(writer, "Antwoord");
    }
}

static const char *
bsn_of(const struct writer *writer, const struct case_record *record)
{
    const char *bsn = case_get(record, "bsn");

    if (bsn == NULL)
        bsn = case_get(&writer->step->words, "bsn");
    return bsn != NULL ? bsn : writer->header->bsn;
}

/* Records of one client stand together. */
static void
put_clients(struct writer *writer)
{
    const char *bsn = NULL;

    open(writer, "Clienten");
    for (const struct case_record *record = writer->step->records; record != NULL;
         record = record->next) {
        if (bsn == NULL || strcmp(bsn, bsn_of(writer, record)) != 0) {
            if (bsn != NULL) {
                close(writer, "Prestaties");
                close(writer, "Client");
            }
            bsn = bsn_of(writer, record);
            open(writer, "Client");
            if (writer->is_old)
                put_person_of(writer, bsn, false);
            else
                leaf(writer, "Bsn", bsn);
            open(writer, "Prestaties");
        }
        put_prestatie(writer, record);
    }
    close(writer, "Prestaties");
    close(writer, "Client");
    close(writer, "Clienten");
}

/* "2026-04" or a period that is meant to be wrong */
static void
declared_period(const char *over, char from[40], char to[40])
{
    char text[IWMO_DATE_TEXT];
    struct iwmo_date first;

    from[0] = to[0] = '\0';
    if (over == NULL || strlen(over) > 22)
        return;
    if (strlen(over) > 10) {
        memcpy(from, over, 10);
        from[10] = '\0';
        strcpy(to, over + 12);
        return;
    }
    strcpy(from, over);
    strcat(from, "-01");
    if (iwmo_date_parse(iwmo_text(from), &first))
        strcpy(to, iwmo_date_print(iwmo_date_month_end(first), text));
}

static void
put_declared_period(struct writer *writer)
{
    char from[40], to[40];

    declared_period(case_get(&writer->step->words, "over"), from, to);
    if (from[0] != '\0')
        put_period(writer, "DeclaratiePeriode", from, to);
}

/* The signed sum of what the records claim: "62550D". */
static void
sum_up(const struct case_step *step, struct iwmo_buffer *amount)
{
    long long sum = 0;

    for (const struct case_record *record = step->records; record != NULL;
         record = record->next) {
        const char *bedrag = case_get(record, "bedrag");

        if (bedrag != NULL)
            sum += strchr(bedrag, 'C') != NULL ? -atoll(bedrag) : atoll(bedrag);
    }
    iwmo_buffer_printf(amount, "%lld%c", llabs(sum), sum < 0 ? 'C' : 'D');
}

static void
put_total(struct writer *writer)
{
    const char *given = case_get(&writer->step->words, "total");
    struct iwmo_buffer amount;

    iwmo_buffer_init(&amount, 0);
    sum_up(writer->step, &amount);
    put_amount(writer, "TotaalIngediendBedrag", "TotaalBedrag",
               given != NULL ? given : amount.at);
    iwmo_buffer_release(&amount);
}

static void
put_declaratie(struct writer *writer)
{
    open(writer, "Declaratie");
    leaf(writer, "DeclaratieNummer", case_get(&writer->step->words, "DN"));
    put_declared_period(writer);
    leaf(writer, "DeclaratieDagtekening", writer->header->dagtekening);
    put_total(writer);
    put_clients(writer);
    close(writer, "Declaratie");
}

/* The header of a 303 has all that is about the whole of it. */
static void
put_303(struct writer *writer)
{
    const struct case_record *words = &writer->step->words;
    const char *kind = case_get(words, "kind"), *over = case_get(words, "over");
    const char *given = case_get(words, "total");
    char from[40], to[40];
    struct iwmo_buffer total;

    declared_period(over, from, to);
    iwmo_buffer_init(&total, 0);
    sum_up(writer->step, &total);
    open(writer, "Header");
    leaf(writer, "BerichtCode", kind != NULL ? kind : "416");
    leaf(writer, "BerichtVersie", "2");
    leaf(writer, "BerichtSubversie", "3");
    leaf(writer, "Gemeente", writer->header->ontvanger);
    leaf(writer, "Servicebureau", case_get(words, "bureau"));
    leaf(writer, "Aanbieder", writer->header->afzender);
    leaf(writer, "BetalingAanID", "02");
    open(writer, "DeclaratieFactuurIdentificatie");
    indent(writer);
    iwmo_buffer_printf(writer->out,
                       "<i:DeclaratiePeriode><i:Begindatum>%s</i:Begindatum>"
                       "<i:Einddatum>%s</i:Einddatum></i:DeclaratiePeriode>\r\n",
                       from, to);
    base(writer, "DeclarantFactuurNummer", case_get(words, "DN"));
    base(writer, "FactuurDagtekening", writer->header->dagtekening);
    base(writer, "ValutaCode", "EUR");
    close(writer, "DeclaratieFactuurIdentificatie");
    open(writer, "DeclaratieFactuurBedragen");
    indent(writer);
    const char *amount = given != NULL ? given : total.at;
    iwmo_buffer_printf(
        writer->out,
        "<i:DeclaratieFactuurTotaalBedrag><i:TotaalBedrag>%.*s</i:TotaalBedrag>"
        "<i:DebetCredit>%c</i:DebetCredit></i:DeclaratieFactuurTotaalBedrag>\r\n",
        (int)strspn(amount, "0123456789"), amount,
        strchr(amount, 'C') != NULL ? 'C' : 'D');
    close(writer, "DeclaratieFactuurBedragen");
    close(writer, "Header");
    put_clients(writer);
    iwmo_buffer_release(&total);
}

void
message_write(const struct case_step *step, const struct message_header *header,
              struct iwmo_buffer *out)
{
    const bool is_old = header->release != NULL && strcmp(header->release, "2.3") == 0;
    const char *space = is_old ? "2_3" : "3_2";
    struct writer writer = {out, step, header, 1, is_old};

    iwmo_buffer_printf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<m:Bericht "
        "xmlns:m=\"http://www.istandaarden.nl/iwmo/%s/wmo%s/schema\" "
        "xmlns:i=\"http://www.istandaarden.nl/iwmo/%s/basisschema/schema\">\r\n",
        space, step->message, space);
    if (strcmp(step->message, "303") == 0) {
        put_303(&writer);
        iwmo_buffer_text(out, "</m:Bericht>\r\n");
        return;
    }
    put_header(&writer);
    if (strcmp(step->message, "319") == 0)
        put_answer(&writer);
    else if (strcmp(step->message, "323") == 0)
        put_declaratie(&writer);
    else
        put_client(&writer);
    iwmo_buffer_text(out, "</m:Bericht>\r\n");
}
