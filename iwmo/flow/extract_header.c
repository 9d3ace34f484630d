#include "flow/extract_inner.h"
#include "names.h"

/*
 * Extract: who sends what to whom, and the codes that an answer brings.
 */

/* ---- retour codes ---- */

static void
note_code(struct iwmo_extract *extract, struct iwmo_text code, bool is_about_all)
{
    struct iwmo_extracted *out = &extract->out;

    if (iwmo_text_equals(code, "0233"))
        extract->has_unchecked = true;
    if (iwmo_text_equals(code, "0200") || iwmo_text_equals(code, "0233") ||
        iwmo_text_equals(code, "8001"))
        return;
    out->is_rejecting = true;
    out->rejects_all |= is_about_all;
    iwmo_retourcodes_add(out->entry.codes, code);
}

void
iwmo_extract_codes(struct iwmo_extract *extract, const struct iwmo_node *node,
                   struct iwmo_record *record)
{
    const struct iwmo_node *codes = iwmo_child(node, EL_RetourCodes);
    size_t count = 0;

    for (const struct iwmo_node *code = codes ? codes->first : NULL; code;
         code = code->next) {
        struct iwmo_text text = iwmo_text_trim(code->value.text);
        note_code(extract, text, false);
        if (record != NULL && count < IWMO_RECORD_CODES)
            iwmo_extract_copy(text, record->retourcodes[count++],
                              sizeof(record->retourcodes[0]));
    }
}

/* All codes in and below `node`. */
void
iwmo_extract_codes_below(struct iwmo_extract *extract, const struct iwmo_node *node,
                         bool is_about_all)
{
    for (const struct iwmo_node *child = node->first; child; child = child->next) {
        if (iwmo_node_is(child, EL_RetourCode))
            note_code(extract, iwmo_text_trim(child->value.text), is_about_all);
        iwmo_extract_codes_below(extract, child, is_about_all);
    }
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
    const struct iwmo_bericht *bericht = extract->out.bericht;
    struct iwmo_entry *entry = &extract->out.entry;

    IWMO_COPY(header, EL_Afzender, entry->afzender);
    IWMO_COPY(header, EL_Ontvanger, entry->ontvanger);
    if (entry->afzender[0] == '\0') { /* 303, 304 */
        IWMO_COPY(header, EL_Aanbieder, entry->afzender);
        IWMO_COPY(header, EL_Gemeente, entry->ontvanger);
        if (bericht->sender == IWMO_SIDE_GEMEENTE)
            goto swap;
    }
    if (bericht->form == BERICHT_RETOUR) {
    swap:;
        char first[sizeof(entry->afzender)];
        memcpy(first, entry->afzender, sizeof(first));
        memcpy(entry->afzender, entry->ontvanger, sizeof(first));
        memcpy(entry->ontvanger, first, sizeof(first));
    }
    bool from_gemeente = bericht->sender == IWMO_SIDE_GEMEENTE;
    const char *gemeente = from_gemeente ? entry->afzender : entry->ontvanger;
    const char *aanbieder = from_gemeente ? entry->ontvanger : entry->afzender;
    iwmo_extract_copy(iwmo_text(gemeente), entry->gemeente, sizeof(entry->gemeente));
    iwmo_extract_copy(iwmo_text(aanbieder), entry->aanbieder, sizeof(entry->aanbieder));
}

/* "1.0.0/1.0.0" */
static void
read_versions(const struct iwmo_node *versions, char *to, size_t room)
{
    if (versions == NULL)
        return;
    iwmo_extract_copy(iwmo_extract_text(versions, EL_BasisschemaXsdVersie), to, room);
    size_t size = strlen(to);
    if (size + 1 < room) {
        to[size++] = '/';
        iwmo_extract_copy(iwmo_extract_text(versions, EL_BerichtXsdVersie), to + size,
                          room - size);
    }
}

/* What a 325 says of its 323. */
static void
read_about(struct iwmo_extract *extract, const struct iwmo_node *header,
           const struct iwmo_node *about)
{
    struct iwmo_entry *entry = &extract->out.entry;

    entry->about = iwmo_extract_key(extract, "identificatie", about, EL_Identificatie);
    entry->about_dagtekening =
        iwmo_extract_date(about, EL_Dagtekening, IWMO_DATE_OPEN_BEGIN);
    read_versions(iwmo_child(header, EL_XsdVersieDeclaratie), entry->about_xsd_versie,
                  sizeof(entry->about_xsd_versie));
}

/* What a 304 says of its 303, whose number and date it repeats. */
static void
read_about_factuur(struct iwmo_extract *extract, const struct iwmo_node *header)
{
    struct iwmo_entry *entry = &extract->out.entry;
    const struct iwmo_node *own = iwmo_child(header, EL_RetourHeader);

    entry->about = entry->identificatie;
    entry->about_dagtekening = entry->dagtekening;
    entry->identificatie =
        iwmo_extract_key(extract, "identificatie", own, EL_GemeenteReferentieNummer);
    entry->dagtekening =
        iwmo_extract_date(own, EL_RetourDagtekening, entry->dagtekening);
}

void
iwmo_extract_header(struct iwmo_extract *extract,
                    const struct iwmo_message_kind *message,
                    const struct iwmo_node *header, struct iwmo_findings *findings)
{
    struct iwmo_extracted *out = &extract->out;
    struct iwmo_entry *entry = &out->entry;
    const struct iwmo_node *own = iwmo_child(header, EL_BerichtIdentificatie);
    const struct iwmo_node *about = iwmo_child(header, EL_DeclaratieIdentificatie);
    const struct iwmo_node *claim =
        iwmo_child(header, EL_DeclaratieFactuurIdentificatie); /* 303 */

    if (message != NULL)
        out->bericht = iwmo_bericht(message->bericht);
    if (message == NULL || out->bericht == NULL)
        return;
    extract->has_clients = out->bericht->unit == BERICHT_DECLARATIE;
    iwmo_extract_copy(iwmo_text(message->name), entry->message, sizeof(entry->message));
    iwmo_extract_copy(iwmo_text(message->release_name), entry->release,
                      sizeof(entry->release));
    read_parties(extract, header);
    read_versions(iwmo_child(header, EL_XsdVersie), entry->xsd_versie,
                  sizeof(entry->xsd_versie));
    entry->dagtekening =
        claim != NULL
            ? iwmo_extract_date(claim, EL_FactuurDagtekening, IWMO_DATE_OPEN_BEGIN)
            : iwmo_extract_date(own, EL_Dagtekening, IWMO_DATE_OPEN_BEGIN);
    entry->identificatie =
        claim != NULL
            ? iwmo_extract_key(extract, "identificatie", claim,
                               EL_DeclarantFactuurNummer)
            : iwmo_extract_key(extract, "identificatie", own, EL_Identificatie);
    if (claim != NULL && out->bericht->form == BERICHT_ANTWOORD) {
        read_about_factuur(extract, header);
    } else if (out->bericht->form == BERICHT_RETOUR) {
        entry->about = entry->identificatie;
        entry->identificatie =
            iwmo_extract_key(extract, "identificatie", header, EL_IdentificatieRetour);
        entry->dagtekening =
            iwmo_extract_date(header, EL_DagtekeningRetour, entry->dagtekening);
    } else if (about != NULL) {
        read_about(extract, header, about);
    }
    out->header = iwmo_findings_place(findings, header);
    out->identificatie = claim != NULL
                             ? place_of(claim, EL_DeclarantFactuurNummer, findings)
                             : place_of(own, EL_Identificatie, findings);
    out->dagtekening = claim != NULL ? place_of(claim, EL_FactuurDagtekening, findings)
                                     : place_of(own, EL_Dagtekening, findings);
    out->afzender = place_of(header, EL_Afzender, findings);
    out->ontvanger = place_of(header, EL_Ontvanger, findings);
    if (iwmo_bericht_answered(out->bericht) != NULL)
        iwmo_extract_codes_below(extract, header, true);
}
