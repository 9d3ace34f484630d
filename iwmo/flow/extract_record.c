#include "flow/extract_inner.h"
#include "names.h"

/*
 * Extract: one record out of its element.
 */

/* ---- values ---- */

struct iwmo_text
iwmo_extract_text(const struct iwmo_node *parent, uint16_t id)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL ? iwmo_text_trim(node->value.text) : (struct iwmo_text){0};
}

/* What does not fit was refused by the schema; it is cut all the same. */
void
iwmo_extract_copy(struct iwmo_text text, char *to, size_t room)
{
    size_t size = text.size < room - 1 ? text.size : room - 1;

    memcpy(to, text.at != NULL ? text.at : "", size);
    to[size] = '\0';
}

int64_t
iwmo_extract_integer(const struct iwmo_node *parent, uint16_t id)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL && node->fits ? node->value.integer : IWMO_ABSENT;
}

struct iwmo_date
iwmo_extract_date(const struct iwmo_node *parent, uint16_t id, struct iwmo_date absent)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL && node->fits ? node->value.date : absent;
}

char
iwmo_extract_letter(const struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_text text = iwmo_extract_text(parent, id);

    return text.size > 0 ? text.at[0] : '\0';
}

struct iwmo_key
iwmo_extract_key(struct iwmo_extract *extract, const char *kind,
                 const struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_key key = {0};
    struct iwmo_text text = iwmo_extract_text(parent, id);

    if (text.size > 0)
        (void)!iwmo_pseudonym_make(extract->pseudonyms, kind, text, &key,
                                   &extract->err);
    return key;
}

struct iwmo_money
iwmo_extract_money(const struct iwmo_node *group)
{
    int64_t bedrag = iwmo_extract_integer(group, EL_Bedrag);

    if (bedrag == IWMO_ABSENT)
        bedrag = iwmo_extract_integer(group, EL_TotaalBedrag);
    return iwmo_money_of(bedrag > 0 ? bedrag : 0,
                         iwmo_extract_letter(group, EL_DebetCredit) == 'C');
}

/* ---- parts that several records have ---- */

static void
read_product(const struct iwmo_node *node, struct iwmo_record *record)
{
    const struct iwmo_node *product = iwmo_child(node, EL_Product);

    IWMO_COPY(product, EL_Categorie, record->categorie);
    IWMO_COPY(product, EL_Code, record->code);
}

static void
read_omvang(const struct iwmo_node *node, struct iwmo_record *record)
{
    const struct iwmo_node *omvang = iwmo_child(node, EL_Omvang);

    if (omvang != NULL) {
        record->volume = iwmo_extract_integer(omvang, EL_Volume);
        IWMO_COPY(omvang, EL_Eenheid, record->eenheid);
        IWMO_COPY(omvang, EL_Frequentie, record->frequentie);
    }
    record->budget = iwmo_extract_integer(node, EL_Budget);
}

static void
read_period(const struct iwmo_node *node, uint16_t begin, uint16_t eind,
            struct iwmo_record *record)
{
    record->begin = iwmo_extract_date(node, begin, IWMO_DATE_OPEN_BEGIN);
    record->eind = iwmo_extract_date(node, eind, IWMO_DATE_OPEN_END);
}

/* ---- one function per kind ---- */

/* Of release 2.3: in a 301 the products stand in it, elsewhere they name it. */
static void
read_beschikking(struct iwmo_extract *extract, const struct iwmo_node *node,
                 struct iwmo_record *record)
{
    const struct iwmo_node *holder =
        record->kind == IWMO_RECORD_TOEWIJZING && node->parent != NULL
            ? node->parent->parent
            : node;

    if (record->release == R_2_3)
        record->vorig =
            iwmo_extract_key(extract, "beschikking", holder, EL_BeschikkingNummer);
}

void
iwmo_extract_toewijzing(struct iwmo_extract *extract, const struct iwmo_node *node,
                        struct iwmo_record *record)
{
    const struct iwmo_node *tijd = iwmo_child(node, EL_Toewijzingstijd);

    record->nummer = iwmo_extract_integer(node, EL_ToewijzingNummer);
    record->referentie =
        iwmo_extract_key(extract, "referentie", node, EL_ReferentieAanbieder);
    read_beschikking(extract, node, record);
    read_product(node, record);
    read_period(node, EL_Ingangsdatum, EL_Einddatum, record);
    read_omvang(node, record);
    IWMO_COPY(node, EL_RedenWijziging, record->reden);
    int64_t day =
        iwmo_extract_date(node, EL_Toewijzingsdatum, IWMO_DATE_OPEN_BEGIN).days;
    record->moment = day * 86400 + (tijd != NULL ? tijd->value.seconds : 0);
}

void
iwmo_extract_levering(struct iwmo_extract *extract, const struct iwmo_node *node,
                      struct iwmo_record *record)
{
    record->nummer = iwmo_extract_integer(node, EL_ToewijzingNummer);
    read_beschikking(extract, node, record);
    read_product(node, record);
    record->ingang =
        iwmo_extract_date(node, EL_ToewijzingIngangsdatum, IWMO_DATE_OPEN_BEGIN);
    read_period(node, EL_Begindatum, EL_Einddatum, record);
    IWMO_COPY(node, EL_RedenBeeindiging, record->reden);
    record->status = iwmo_extract_letter(node, EL_StatusAanlevering);
}

void
iwmo_extract_aanvraag(struct iwmo_extract *extract, const struct iwmo_node *node,
                      struct iwmo_record *record)
{
    record->referentie =
        iwmo_extract_key(extract, "referentie", node, EL_ReferentieAanbieder);
    read_product(node, record);
    read_period(node, EL_ToewijzingIngangsdatum, EL_ToewijzingEinddatum, record);
    read_omvang(node, record);
}

/* A product inside a Verzoek; the reference is that of the Verzoek. */
void
iwmo_extract_wens(struct iwmo_extract *extract, const struct iwmo_node *node,
                  struct iwmo_record *record)
{
    (void)extract;
    record->nummer = iwmo_extract_integer(node, EL_ToewijzingNummer);
    read_product(node, record);
    read_period(node, EL_GewensteIngangsdatum, EL_Einddatum, record);
    read_omvang(node, record);
}

void
iwmo_extract_antwoord(struct iwmo_extract *extract, const struct iwmo_node *node,
                      struct iwmo_record *record)
{
    record->referentie =
        iwmo_extract_key(extract, "referentie", node, EL_ReferentieAanbieder);
    record->status = iwmo_extract_letter(node, EL_VerzoekAntwoord);
    IWMO_COPY(node, EL_RedenAfwijzingVerzoek, record->reden);
}

/* In release 2.3 the amounts stand together, and a line that comes back says what was
 * granted of it. */
static void
read_bedragen(const struct iwmo_node *node, struct iwmo_record *record)
{
    const bool is_old = record->release == R_2_3;
    const struct iwmo_node *holder =
        is_old ? iwmo_child(node, EL_IngediendeBedragPrestatie) : node;
    const struct iwmo_node *bedrag =
        iwmo_child(holder, is_old ? EL_DeclaratieFactuurBedrag : EL_IngediendBedrag);

    record->volume = iwmo_extract_integer(holder, EL_GeleverdVolume);
    IWMO_COPY(holder, EL_Eenheid, record->eenheid);
    record->tarief = iwmo_extract_integer(holder, EL_ProductTarief);
    record->has_bedrag = bedrag != NULL;
    record->bedrag = iwmo_extract_money(bedrag);
    record->status = iwmo_extract_letter(bedrag, EL_DebetCredit);
    if (is_old && record->kind == IWMO_RECORD_TERUG) {
        record->ingediend = record->bedrag;
        record->bedrag = iwmo_extract_money(iwmo_child(
            iwmo_child(node, EL_ToegekendeBedragPrestatie), EL_ToegekendBedrag));
    }
}

void
iwmo_extract_prestatie(struct iwmo_extract *extract, const struct iwmo_node *node,
                       struct iwmo_record *record)
{
    const struct iwmo_node *reference = iwmo_child(node, EL_ProductReferentie);

    record->referentie =
        iwmo_extract_key(extract, "prestatie", reference, EL_ReferentieNummer);
    record->vorig =
        iwmo_extract_key(extract, "prestatie", reference, EL_VorigReferentieNummer);
    record->nummer = iwmo_extract_integer(node, EL_ToewijzingNummer);
    IWMO_COPY(node, EL_ProductCategorie, record->categorie);
    IWMO_COPY(node, EL_ProductCode, record->code);
    read_period(iwmo_child(node, EL_ProductPeriode), EL_Begindatum, EL_Einddatum,
                record);
    iwmo_extract_codes(extract, node, record);
    read_bedragen(node, record);
}

/* The header of a 303 or 304. */
void
iwmo_extract_factuur(struct iwmo_extract *extract, const struct iwmo_node *header,
                     struct iwmo_record *record)
{
    const struct iwmo_node *whole =
        iwmo_child(header, EL_DeclaratieFactuurIdentificatie);
    const struct iwmo_node *claimed = iwmo_child(header, EL_DeclaratieFactuurBedragen);
    const struct iwmo_node *answered = iwmo_child(header, EL_RetourBedragen);
    const struct iwmo_text code = iwmo_extract_text(header, EL_BerichtCode);

    record->referentie =
        iwmo_extract_key(extract, "factuur", whole, EL_DeclarantFactuurNummer);
    read_period(iwmo_child(whole, EL_DeclaratiePeriode), EL_Begindatum, EL_Einddatum,
                record);
    record->ingang =
        iwmo_extract_date(whole, EL_FactuurDagtekening, IWMO_DATE_OPEN_BEGIN);
    record->status =
        iwmo_text_equals(code, "448") || iwmo_text_equals(code, "449") ? 'F' : 'D';
    record->has_bedrag = true;
    record->ingediend = iwmo_extract_money(
        claimed != NULL ? iwmo_child(claimed, EL_DeclaratieFactuurTotaalBedrag)
                        : iwmo_child(answered, EL_IngediendTotaalBedrag));
    record->bedrag = record->ingediend;
    if (answered != NULL)
        record->bedrag =
            iwmo_extract_money(iwmo_child(answered, EL_ToegekendTotaalBedrag));
}

void
iwmo_extract_declaratie(struct iwmo_extract *extract, const struct iwmo_node *node,
                        struct iwmo_record *record)
{
    record->referentie =
        iwmo_extract_key(extract, "declaratie", node, EL_DeclaratieNummer);
    read_period(iwmo_child(node, EL_DeclaratiePeriode), EL_Begindatum, EL_Einddatum,
                record);
    record->ingang =
        iwmo_extract_date(node, EL_DeclaratieDagtekening, IWMO_DATE_OPEN_BEGIN);
    record->has_bedrag = true;
    record->ingediend = iwmo_extract_money(iwmo_child(node, EL_TotaalIngediendBedrag));
    record->bedrag = record->ingediend;
    const struct iwmo_node *granted = iwmo_child(node, EL_TotaalToegekendBedrag);
    if (granted != NULL)
        record->bedrag = iwmo_extract_money(granted);
}
