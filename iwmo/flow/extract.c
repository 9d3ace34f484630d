#include "flow/extract.h"

#include <stdlib.h>

#include "crypto/digest.h"
#include "names.h"

struct iwmo_extract {
    struct iwmo_pseudonyms *pseudonyms;
    struct iwmo_extracted out;
    struct iwmo_record *rows; /* grows; out.records shows it */
    size_t count, room;
    uint32_t client;            /* ordinal of the CLIENT at hand; 0: none */
    uint32_t client_index;      /* of that element among its siblings */
    bool has_clients;           /* many in one message: a declaration or its answer */
    bool has_unchecked;         /* 0233 occurred */
    struct iwmo_digest *digest; /* of the content */
    struct iwmo_error err;
};

/* ---- values ---- */

static struct iwmo_text
text_of(const struct iwmo_node *parent, uint16_t id)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL ? iwmo_text_trim(node->value.text) : (struct iwmo_text){0};
}

/* What does not fit was refused by the schema; it is cut all the same. */
static void
copy_text(struct iwmo_text text, char *to, size_t room)
{
    size_t size = text.size < room - 1 ? text.size : room - 1;

    memcpy(to, text.at != NULL ? text.at : "", size);
    to[size] = '\0';
}

#define COPY(node, id, to) copy_text(text_of(node, id), to, sizeof(to))

static int64_t
integer_of(const struct iwmo_node *parent, uint16_t id)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL && node->fits ? node->value.integer : IWMO_ABSENT;
}

static struct iwmo_date
date_of(const struct iwmo_node *parent, uint16_t id, struct iwmo_date absent)
{
    const struct iwmo_node *node = iwmo_child(parent, id);

    return node != NULL && node->fits ? node->value.date : absent;
}

static char
letter_of(const struct iwmo_node *parent, uint16_t id)
{
    struct iwmo_text text = text_of(parent, id);

    return text.size > 0 ? text.at[0] : '\0';
}

static struct iwmo_key
key_of(struct iwmo_extract *extract, const char *kind, const struct iwmo_node *parent,
       uint16_t id)
{
    struct iwmo_key key = {0};
    struct iwmo_text text = text_of(parent, id);

    if (text.size > 0)
        (void)!iwmo_pseudonym_make(extract->pseudonyms, kind, text, &key,
                                   &extract->err);
    return key;
}

static struct iwmo_money
money_of(const struct iwmo_node *group)
{
    int64_t bedrag = integer_of(group, EL_Bedrag);

    if (bedrag == IWMO_ABSENT)
        bedrag = integer_of(group, EL_TotaalBedrag);
    return iwmo_money_of(bedrag > 0 ? bedrag : 0,
                         letter_of(group, EL_DebetCredit) == 'C');
}

/* ---- the list ---- */

static struct iwmo_record *
add_record(struct iwmo_extract *extract, enum iwmo_record_kind kind)
{
    if (extract->count == extract->room) {
        size_t room = extract->room > 0 ? 2 * extract->room : 16;
        struct iwmo_record *rows = realloc(extract->rows, room * sizeof(*rows));
        if (rows == NULL) {
            iwmo_fail(&extract->err, IWMO_NO_MEMORY, "out of memory");
            return NULL;
        }
        extract->rows = rows;
        extract->room = room;
    }
    struct iwmo_record *record = &extract->rows[extract->count++];
    const struct iwmo_entry *entry = &extract->out.entry;
    *record = iwmo_record_of(kind);
    record->ordinal = (uint32_t)extract->count;
    record->parent = extract->client;
    if (extract->client > 0)
        record->client = extract->rows[extract->client - 1].client;
    memcpy(record->gemeente, entry->gemeente, sizeof(record->gemeente));
    memcpy(record->aanbieder, entry->aanbieder, sizeof(record->aanbieder));
    return record;
}

static struct iwmo_record *
add_at(struct iwmo_extract *extract, enum iwmo_record_kind kind,
       const struct iwmo_node *node, struct iwmo_findings *findings)
{
    struct iwmo_record *record = add_record(extract, kind);

    if (record != NULL)
        record->where = iwmo_findings_place(findings, node);
    return record;
}

static void
add_client(struct iwmo_extract *extract, const struct iwmo_node *client,
           struct iwmo_findings *findings)
{
    extract->client = 0;
    struct iwmo_record *record = add_at(extract, IWMO_RECORD_CLIENT, client, findings);
    if (record == NULL)
        return;
    record->client = key_of(extract, "bsn", client, EL_Bsn);
    extract->client = record->ordinal;
    extract->client_index = client->index;
    if (!extract->has_clients)
        extract->out.entry.client = record->client;
}

/* ---- parts that several records have ---- */

static void
read_product(const struct iwmo_node *node, struct iwmo_record *record)
{
    const struct iwmo_node *product = iwmo_child(node, EL_Product);

    COPY(product, EL_Categorie, record->categorie);
    COPY(product, EL_Code, record->code);
}

static void
read_omvang(const struct iwmo_node *node, struct iwmo_record *record)
{
    const struct iwmo_node *omvang = iwmo_child(node, EL_Omvang);

    if (omvang != NULL) {
        record->volume = integer_of(omvang, EL_Volume);
        COPY(omvang, EL_Eenheid, record->eenheid);
        COPY(omvang, EL_Frequentie, record->frequentie);
    }
    record->budget = integer_of(node, EL_Budget);
}

static void
read_period(const struct iwmo_node *node, uint16_t begin, uint16_t eind,
            struct iwmo_record *record)
{
    record->begin = date_of(node, begin, IWMO_DATE_OPEN_BEGIN);
    record->eind = date_of(node, eind, IWMO_DATE_OPEN_END);
}

/* ---- one function per kind ---- */

static void
read_toewijzing(struct iwmo_extract *extract, const struct iwmo_node *node,
                struct iwmo_record *record)
{
    const struct iwmo_node *tijd = iwmo_child(node, EL_Toewijzingstijd);

    record->nummer = integer_of(node, EL_ToewijzingNummer);
    record->referentie = key_of(extract, "referentie", node, EL_ReferentieAanbieder);
    read_product(node, record);
    read_period(node, EL_Ingangsdatum, EL_Einddatum, record);
    read_omvang(node, record);
    COPY(node, EL_RedenWijziging, record->reden);
    int64_t day = date_of(node, EL_Toewijzingsdatum, IWMO_DATE_OPEN_BEGIN).days;
    record->moment = day * 86400 + (tijd != NULL ? tijd->value.seconds : 0);
}

static void
read_levering(struct iwmo_extract *extract, const struct iwmo_node *node,
              struct iwmo_record *record)
{
    (void)extract;
    record->nummer = integer_of(node, EL_ToewijzingNummer);
    read_product(node, record);
    record->ingang = date_of(node, EL_ToewijzingIngangsdatum, IWMO_DATE_OPEN_BEGIN);
    read_period(node, EL_Begindatum, EL_Einddatum, record);
    COPY(node, EL_RedenBeeindiging, record->reden);
    record->status = letter_of(node, EL_StatusAanlevering);
}

static void
read_aanvraag(struct iwmo_extract *extract, const struct iwmo_node *node,
              struct iwmo_record *record)
{
    record->referentie = key_of(extract, "referentie", node, EL_ReferentieAanbieder);
    read_product(node, record);
    read_period(node, EL_ToewijzingIngangsdatum, EL_ToewijzingEinddatum, record);
    read_omvang(node, record);
}

/* A product inside a Verzoek; the reference is that of the Verzoek. */
static void
read_wens(struct iwmo_extract *extract, const struct iwmo_node *node,
          struct iwmo_record *record)
{
    (void)extract;
    record->nummer = integer_of(node, EL_ToewijzingNummer);
    read_product(node, record);
    read_period(node, EL_GewensteIngangsdatum, EL_Einddatum, record);
    read_omvang(node, record);
}

static void
read_antwoord(struct iwmo_extract *extract, const struct iwmo_node *node,
              struct iwmo_record *record)
{
    record->referentie = key_of(extract, "referentie", node, EL_ReferentieAanbieder);
    record->status = letter_of(node, EL_VerzoekAntwoord);
    COPY(node, EL_RedenAfwijzingVerzoek, record->reden);
}

static void read_codes(struct iwmo_extract *extract, const struct iwmo_node *node,
                       struct iwmo_record *record);

static void
read_prestatie(struct iwmo_extract *extract, const struct iwmo_node *node,
               struct iwmo_record *record)
{
    const struct iwmo_node *reference = iwmo_child(node, EL_ProductReferentie);
    const struct iwmo_node *bedrag = iwmo_child(node, EL_IngediendBedrag);

    record->referentie = key_of(extract, "prestatie", reference, EL_ReferentieNummer);
    record->vorig = key_of(extract, "prestatie", reference, EL_VorigReferentieNummer);
    record->nummer = integer_of(node, EL_ToewijzingNummer);
    COPY(node, EL_ProductCategorie, record->categorie);
    COPY(node, EL_ProductCode, record->code);
    read_period(iwmo_child(node, EL_ProductPeriode), EL_Begindatum, EL_Einddatum,
                record);
    record->volume = integer_of(node, EL_GeleverdVolume);
    COPY(node, EL_Eenheid, record->eenheid);
    record->tarief = integer_of(node, EL_ProductTarief);
    record->has_bedrag = bedrag != NULL;
    record->bedrag = money_of(bedrag);
    record->status = letter_of(bedrag, EL_DebetCredit);
    read_codes(extract, node, record);
}

/* The rows of a group (StartProducten), each a record. */
static void
add_rows(struct iwmo_extract *extract, const struct iwmo_node *group,
         enum iwmo_record_kind kind,
         void (*read)(struct iwmo_extract *, const struct iwmo_node *,
                      struct iwmo_record *),
         struct iwmo_findings *findings)
{
    for (const struct iwmo_node *node = group ? group->first : NULL; node;
         node = node->next) {
        struct iwmo_record *record = add_at(extract, kind, node, findings);
        if (record != NULL)
            read(extract, node, record);
    }
}

static void
add_verzoek(struct iwmo_extract *extract, const struct iwmo_node *verzoek,
            struct iwmo_findings *findings)
{
    static const struct {
        uint16_t group;
        enum iwmo_record_kind kind;
    } groups[] = {
        {EL_OngewijzigdeProducten, IWMO_RECORD_ONGEWIJZIGD},
        {EL_TeWijzigenProducten, IWMO_RECORD_TE_WIJZIGEN},
        {EL_NieuweProducten, IWMO_RECORD_NIEUW},
    };
    struct iwmo_record *record =
        add_at(extract, IWMO_RECORD_VERZOEK, verzoek, findings);

    if (record == NULL)
        return;
    record->referentie = key_of(extract, "referentie", verzoek, EL_ReferentieAanbieder);
    COPY(verzoek, EL_RedenVerzoek, record->reden);
    struct iwmo_key referentie = record->referentie;
    uint32_t ordinal = record->ordinal;
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
        add_rows(extract, iwmo_child(verzoek, groups[i].group), groups[i].kind,
                 read_wens, findings);
    for (size_t i = ordinal; i < extract->count; i++) {
        extract->rows[i].referentie = referentie;
        extract->rows[i].parent = ordinal;
    }
}

/* ---- retour codes ---- */

static void
note_code(struct iwmo_extract *extract, struct iwmo_text code, bool is_about_all)
{
    struct iwmo_extracted *out = &extract->out;
    size_t size = strlen(out->entry.codes);

    if (iwmo_text_equals(code, "0233"))
        extract->has_unchecked = true;
    if (iwmo_text_equals(code, "0200") || iwmo_text_equals(code, "0233") ||
        iwmo_text_equals(code, "8001"))
        return;
    out->is_rejecting = true;
    out->rejects_all |= is_about_all;
    if (code.size == 0 || size + code.size + 2 > sizeof(out->entry.codes) ||
        memmem(out->entry.codes, size, code.at, code.size) != NULL)
        return;
    if (size > 0)
        out->entry.codes[size++] = ' ';
    copy_text(code, out->entry.codes + size, sizeof(out->entry.codes) - size);
}

static void
read_codes(struct iwmo_extract *extract, const struct iwmo_node *node,
           struct iwmo_record *record)
{
    const struct iwmo_node *codes = iwmo_child(node, EL_RetourCodes);
    const size_t room = sizeof(record->retourcodes) / sizeof(record->retourcodes[0]);
    size_t count = 0;

    for (const struct iwmo_node *code = codes ? codes->first : NULL; code;
         code = code->next) {
        struct iwmo_text text = iwmo_text_trim(code->value.text);
        note_code(extract, text, false);
        if (record != NULL && count < room)
            copy_text(text, record->retourcodes[count++],
                      sizeof(record->retourcodes[0]));
    }
}

/* All codes in and below `node`. */
static void
note_codes_below(struct iwmo_extract *extract, const struct iwmo_node *node,
                 bool is_about_all)
{
    for (const struct iwmo_node *child = node->first; child; child = child->next) {
        if (iwmo_node_is(child, EL_RetourCode))
            note_code(extract, iwmo_text_trim(child->value.text), is_about_all);
        note_codes_below(extract, child, is_about_all);
    }
}

/* ---- fingerprint F3: names and trimmed texts, in order ---- */

static void
hash_node(struct iwmo_extract *extract, const struct iwmo_node *node)
{
    struct iwmo_digest *digest = extract->digest;
    const char *name = node->decl->name;

    iwmo_digest_add(digest, name, strlen(name) + 1);
    if (node->first == NULL) {
        struct iwmo_text text = iwmo_text_trim(node->value.text);
        iwmo_digest_add(digest, text.at, text.size);
    }
    for (const struct iwmo_node *child = node->first; child; child = child->next)
        hash_node(extract, child);
    iwmo_digest_add(digest, "", 1);
}

/* ---- the sink ---- */

static void
on_begin(void *self)
{
    struct iwmo_extract *extract = self;

    extract->out = (struct iwmo_extracted){0};
    extract->count = 0;
    extract->client = extract->client_index = 0;
    extract->has_clients = extract->has_unchecked = false;
    iwmo_digest_reset(extract->digest);
    extract->err = (struct iwmo_error){0};
}

/* Of release 3.2. */
static bool
is_declaration(const struct iwmo_message *message)
{
    return message->number == 323 || message->number == 325;
}

static struct iwmo_location
place_of(const struct iwmo_node *group, uint16_t id, struct iwmo_findings *findings)
{
    const struct iwmo_node *node = iwmo_child(group, id);

    return node != NULL ? iwmo_findings_place(findings, node)
                        : (struct iwmo_location){0};
}

static void
read_parties(struct iwmo_extract *extract, const struct iwmo_node *header)
{
    const struct iwmo_traffic *traffic = extract->out.traffic;
    struct iwmo_entry *entry = &extract->out.entry;

    COPY(header, EL_Afzender, entry->afzender);
    COPY(header, EL_Ontvanger, entry->ontvanger);
    if (entry->afzender[0] == '\0') { /* 303, 304 */
        COPY(header, EL_Aanbieder, entry->afzender);
        COPY(header, EL_Gemeente, entry->ontvanger);
        if (traffic->sender == IWMO_SIDE_GEMEENTE)
            goto swap;
    }
    if (traffic->is_retour) {
    swap:;
        char first[sizeof(entry->afzender)];
        memcpy(first, entry->afzender, sizeof(first));
        memcpy(entry->afzender, entry->ontvanger, sizeof(first));
        memcpy(entry->ontvanger, first, sizeof(first));
    }
    bool from_gemeente = traffic->sender == IWMO_SIDE_GEMEENTE;
    const char *gemeente = from_gemeente ? entry->afzender : entry->ontvanger;
    const char *aanbieder = from_gemeente ? entry->ontvanger : entry->afzender;
    copy_text(iwmo_text(gemeente), entry->gemeente, sizeof(entry->gemeente));
    copy_text(iwmo_text(aanbieder), entry->aanbieder, sizeof(entry->aanbieder));
}

/* "1.0.0/1.0.0" */
static void
read_versions(const struct iwmo_node *versions, char *to, size_t room)
{
    if (versions == NULL)
        return;
    copy_text(text_of(versions, EL_BasisschemaXsdVersie), to, room);
    size_t size = strlen(to);
    if (size + 1 < room) {
        to[size++] = '/';
        copy_text(text_of(versions, EL_BerichtXsdVersie), to + size, room - size);
    }
}

/* What a 325 says of its 323. */
static void
read_about(struct iwmo_extract *extract, const struct iwmo_node *header,
           const struct iwmo_node *about)
{
    struct iwmo_entry *entry = &extract->out.entry;

    entry->about = key_of(extract, "identificatie", about, EL_Identificatie);
    entry->about_dagtekening = date_of(about, EL_Dagtekening, IWMO_DATE_OPEN_BEGIN);
    read_versions(iwmo_child(header, EL_XsdVersieDeclaratie), entry->about_xsd_versie,
                  sizeof(entry->about_xsd_versie));
}

static void
read_header(struct iwmo_extract *extract, const struct iwmo_message *message,
            const struct iwmo_node *header, struct iwmo_findings *findings)
{
    struct iwmo_extracted *out = &extract->out;
    struct iwmo_entry *entry = &out->entry;
    const struct iwmo_node *own = iwmo_child(header, EL_BerichtIdentificatie);
    const struct iwmo_node *about = iwmo_child(header, EL_DeclaratieIdentificatie);

    out->traffic = iwmo_traffic_of(message);
    if (out->traffic == NULL)
        return;
    extract->has_clients =
        is_declaration(message) || message->number == 303 || message->number == 304;
    copy_text(iwmo_text(message->name), entry->message, sizeof(entry->message));
    copy_text(iwmo_text(message->release_name), entry->release, sizeof(entry->release));
    read_parties(extract, header);
    read_versions(iwmo_child(header, EL_XsdVersie), entry->xsd_versie,
                  sizeof(entry->xsd_versie));
    entry->dagtekening = date_of(own, EL_Dagtekening, IWMO_DATE_OPEN_BEGIN);
    entry->identificatie = key_of(extract, "identificatie", own, EL_Identificatie);
    if (out->traffic->is_retour) {
        entry->about = entry->identificatie;
        entry->identificatie =
            key_of(extract, "identificatie", header, EL_IdentificatieRetour);
        entry->dagtekening = date_of(header, EL_DagtekeningRetour, entry->dagtekening);
    } else if (about != NULL) {
        read_about(extract, header, about);
    }
    out->header = iwmo_findings_place(findings, header);
    out->identificatie = place_of(own, EL_Identificatie, findings);
    out->dagtekening = place_of(own, EL_Dagtekening, findings);
    out->afzender = place_of(header, EL_Afzender, findings);
    out->ontvanger = place_of(header, EL_Ontvanger, findings);
    if (out->traffic->answers != NULL)
        note_codes_below(extract, header, true);
}

static void
read_client(struct iwmo_extract *extract, const struct iwmo_node *client,
            struct iwmo_findings *findings)
{
    add_client(extract, client, findings);
    add_rows(extract, iwmo_child(client, EL_ToegewezenProducten),
             IWMO_RECORD_TOEWIJZING, read_toewijzing, findings);
    add_rows(extract, iwmo_child(client, EL_StartProducten), IWMO_RECORD_START,
             read_levering, findings);
    add_rows(extract, iwmo_child(client, EL_StopProducten), IWMO_RECORD_STOP,
             read_levering, findings);
    add_rows(extract, iwmo_child(client, EL_AangevraagdeProducten),
             IWMO_RECORD_AANVRAAG, read_aanvraag, findings);
    const struct iwmo_node *verzoek = iwmo_child(client, EL_Verzoek);
    if (verzoek != NULL)
        add_verzoek(extract, verzoek, findings);
}

static void
read_line(struct iwmo_extract *extract, const struct iwmo_node *prestatie,
          enum iwmo_record_kind kind, struct iwmo_findings *findings)
{
    const struct iwmo_node *client =
        prestatie->parent ? prestatie->parent->parent : NULL;

    if (client == NULL)
        return;
    if (extract->client == 0 || extract->client_index != client->index)
        add_client(extract, client, findings);
    struct iwmo_record *record = add_at(extract, kind, prestatie, findings);
    if (record != NULL)
        read_prestatie(extract, prestatie, record);
}

static void
read_unit(struct iwmo_extract *extract, const struct iwmo_message *message,
          const struct iwmo_node *unit, struct iwmo_findings *findings)
{
    bool is_claim = message->number == 323;

    if (extract->out.traffic->is_retour) {
        note_codes_below(extract, unit, true);
        return;
    }
    if (message->release != R_3_2)
        return;
    if (extract->count == 0 && is_declaration(message)) /* filled at the end */
        (void)add_record(extract,
                         is_claim ? IWMO_RECORD_DECLARATIE : IWMO_RECORD_TOEKENNING);
    if (iwmo_node_is(unit, EL_Prestatie))
        read_line(extract, unit, is_claim ? IWMO_RECORD_PRESTATIE : IWMO_RECORD_TERUG,
                  findings);
    else if (iwmo_node_is(unit, EL_Client) && is_declaration(message))
        read_codes(extract, unit, NULL);
    else if (iwmo_node_is(unit, EL_Client))
        read_client(extract, unit, findings);
    else if (iwmo_node_is(unit, EL_Antwoord)) {
        struct iwmo_record *record =
            add_at(extract, IWMO_RECORD_ANTWOORD, unit, findings);
        if (record != NULL)
            read_antwoord(extract, unit, record);
    }
}

static enum iwmo_status
on_unit(void *self, const struct iwmo_message *message, const struct iwmo_node *unit,
        struct iwmo_findings *findings)
{
    struct iwmo_extract *extract = self;

    if (iwmo_node_is(unit, EL_Header)) {
        read_header(extract, message, unit, findings);
    } else if (extract->out.traffic != NULL) {
        hash_node(extract, unit);
        read_unit(extract, message, unit, findings);
    }
    return extract->err.status == IWMO_NO_MEMORY ? IWMO_NO_MEMORY : IWMO_OK;
}

static void
read_declaratie(struct iwmo_extract *extract, const struct iwmo_node *node,
                struct iwmo_record *record)
{
    record->referentie = key_of(extract, "declaratie", node, EL_DeclaratieNummer);
    read_period(iwmo_child(node, EL_DeclaratiePeriode), EL_Begindatum, EL_Einddatum,
                record);
    record->ingang = date_of(node, EL_DeclaratieDagtekening, IWMO_DATE_OPEN_BEGIN);
    record->has_bedrag = true;
    record->ingediend = money_of(iwmo_child(node, EL_TotaalIngediendBedrag));
    record->bedrag = record->ingediend;
    const struct iwmo_node *granted = iwmo_child(node, EL_TotaalToegekendBedrag);
    if (granted != NULL)
        record->bedrag = money_of(granted);
}

static enum iwmo_status
on_end(void *self, const struct iwmo_message *message, const struct iwmo_node *root,
       struct iwmo_findings *findings)
{
    struct iwmo_extract *extract = self;
    const struct iwmo_node *claim = iwmo_child(root, EL_Declaratie);

    if (extract->out.traffic == NULL)
        return IWMO_OK;
    if (claim == NULL)
        claim = iwmo_child(root, EL_DeclaratieAntwoord);
    if (claim != NULL)
        hash_node(extract, claim);
    if (claim == NULL || !is_declaration(message) || message->release != R_3_2)
        return IWMO_OK;
    bool is_claim = message->number == 323;
    if (extract->count == 0 && !add_record(extract, is_claim ? IWMO_RECORD_DECLARATIE
                                                             : IWMO_RECORD_TOEKENNING))
        return IWMO_NO_MEMORY;
    extract->rows[0].where = iwmo_findings_place(findings, claim);
    read_declaratie(extract, claim, &extract->rows[0]);
    const struct iwmo_node *codes = iwmo_child(claim, EL_RetourCodes);
    if (codes != NULL)
        note_codes_below(extract, codes, true);
    return IWMO_OK;
}

/* ---- life ---- */

struct iwmo_extract *
iwmo_extract_new(struct iwmo_pseudonyms *pseudonyms)
{
    struct iwmo_extract *extract = calloc(1, sizeof(*extract));

    if (extract == NULL)
        return NULL;
    extract->pseudonyms = pseudonyms;
    extract->digest = iwmo_digest_new(NULL);
    if (extract->digest == NULL) {
        free(extract);
        return NULL;
    }
    return extract;
}

struct iwmo_sink
iwmo_extract_sink(struct iwmo_extract *extract)
{
    return (struct iwmo_sink){
        .begin = on_begin, .unit = on_unit, .end = on_end, .self = extract};
}

void
iwmo_extract_forget(struct iwmo_extract *extract)
{
    on_begin(extract);
}

enum iwmo_status
iwmo_extract_finish(struct iwmo_extract *extract, struct iwmo_extracted *extracted,
                    struct iwmo_error *err)
{
    char hex[IWMO_DIGEST_TEXT];

    if (extract->err.status == IWMO_OK &&
        iwmo_digest_finish(extract->digest, hex, &extract->err) == IWMO_OK)
        (void)!iwmo_pseudonym_make(extract->pseudonyms, "content", iwmo_text(hex),
                                   &extract->out.entry.content, &extract->err);
    extract->out.records = (struct iwmo_records){extract->rows, extract->count};
    extract->out.has_unchecked_only =
        extract->has_unchecked && !extract->out.is_rejecting;
    *extracted = extract->out;
    return extract->err.status == IWMO_OK
               ? IWMO_OK
               : iwmo_fail(err, extract->err.status, "%s", extract->err.text);
}

void
iwmo_extract_free(struct iwmo_extract *extract)
{
    if (extract == NULL)
        return;
    iwmo_digest_free(extract->digest);
    free(extract->rows);
    free(extract);
}
