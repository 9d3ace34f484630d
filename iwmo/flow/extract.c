#include "flow/extract_inner.h"

#include <stdlib.h>

#include "crypto/digest.h"
#include "names.h"

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
    record->release = iwmo_release_of(entry->release);
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
    record->client = iwmo_extract_key(extract, "bsn", client, EL_Bsn);
    record->status = iwmo_extract_letter(client, EL_StatusAanlevering); /* 2.3 */
    extract->client = record->ordinal;
    extract->client_index = client->index;
    if (!extract->has_clients)
        extract->out.entry.client = record->client;
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
    record->referentie =
        iwmo_extract_key(extract, "referentie", verzoek, EL_ReferentieAanbieder);
    IWMO_COPY(verzoek, EL_RedenVerzoek, record->reden);
    struct iwmo_key referentie = record->referentie;
    uint32_t ordinal = record->ordinal;
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
        add_rows(extract, iwmo_child(verzoek, groups[i].group), groups[i].kind,
                 iwmo_extract_wens, findings);
    for (size_t i = ordinal; i < extract->count; i++) {
        extract->rows[i].referentie = referentie;
        extract->rows[i].parent = ordinal;
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

bool
iwmo_extract_is_claim(const struct iwmo_message_kind *message)
{
    const struct iwmo_bericht *bericht = iwmo_bericht(message->bericht);

    return bericht != NULL && bericht->unit == BERICHT_DECLARATIE;
}

/* 303, 323; else it answers one. */
static bool
declares(const struct iwmo_extract *extract)
{
    return extract->out.bericht->form == BERICHT_HEEN;
}

static void
read_client(struct iwmo_extract *extract, const struct iwmo_node *client,
            struct iwmo_findings *findings)
{
    const struct iwmo_node *beschikking = iwmo_child(client, EL_Beschikking); /* 2.3 */

    add_client(extract, client, findings);
    add_rows(
        extract,
        iwmo_child(beschikking != NULL ? beschikking : client, EL_ToegewezenProducten),
        IWMO_RECORD_TOEWIJZING, iwmo_extract_toewijzing, findings);
    add_rows(extract, iwmo_child(client, EL_StartProducten), IWMO_RECORD_START,
             iwmo_extract_levering, findings);
    add_rows(extract, iwmo_child(client, EL_StopProducten), IWMO_RECORD_STOP,
             iwmo_extract_levering, findings);
    add_rows(extract, iwmo_child(client, EL_AangevraagdeProducten),
             IWMO_RECORD_AANVRAAG, iwmo_extract_aanvraag, findings);
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
        iwmo_extract_prestatie(extract, prestatie, record);
}

static void
read_unit(struct iwmo_extract *extract, const struct iwmo_message_kind *message,
          const struct iwmo_node *unit, struct iwmo_findings *findings)
{
    bool is_claim = declares(extract);

    if (extract->out.bericht->form == BERICHT_RETOUR) {
        iwmo_extract_codes_below(extract, unit, true);
        return;
    }
    if (extract->count == 0 && iwmo_extract_is_claim(message)) /* filled at the end */
        (void)add_record(extract,
                         is_claim ? IWMO_RECORD_DECLARATIE : IWMO_RECORD_TOEKENNING);
    if (iwmo_node_is(unit, EL_Prestatie))
        read_line(extract, unit, is_claim ? IWMO_RECORD_PRESTATIE : IWMO_RECORD_TERUG,
                  findings);
    else if (iwmo_node_is(unit, EL_Client) && iwmo_extract_is_claim(message))
        iwmo_extract_codes(extract, unit, NULL);
    else if (iwmo_node_is(unit, EL_Client))
        read_client(extract, unit, findings);
    else if (iwmo_node_is(unit, EL_Antwoord)) {
        struct iwmo_record *record =
            add_at(extract, IWMO_RECORD_ANTWOORD, unit, findings);
        if (record != NULL)
            iwmo_extract_antwoord(extract, unit, record);
    }
}

static enum iwmo_status
on_unit(void *self, const struct iwmo_message_kind *message,
        const struct iwmo_node *unit, struct iwmo_findings *findings)
{
    struct iwmo_extract *extract = self;

    if (iwmo_node_is(unit, EL_Header)) {
        iwmo_extract_header(extract, message, unit, findings);
    } else if (extract->out.bericht != NULL) {
        hash_node(extract, unit);
        read_unit(extract, message, unit, findings);
    }
    return extract->err.status == IWMO_NO_MEMORY ? IWMO_NO_MEMORY : IWMO_OK;
}

static enum iwmo_status
on_end(void *self, const struct iwmo_message_kind *message,
       const struct iwmo_node *root, struct iwmo_findings *findings)
{
    struct iwmo_extract *extract = self;
    const struct iwmo_node *claim = iwmo_child(root, EL_Declaratie);

    if (extract->out.bericht == NULL)
        return IWMO_OK;
    if (claim == NULL)
        claim = iwmo_child(root, EL_DeclaratieAntwoord);
    if (claim != NULL)
        hash_node(extract, claim);
    if (message->release == R_2_3) /* all about the whole stands in the Header */
        claim = iwmo_child(root, EL_Header);
    if (claim == NULL || !iwmo_extract_is_claim(message))
        return IWMO_OK;
    if (extract->count == 0 &&
        !add_record(extract, declares(extract) ? IWMO_RECORD_DECLARATIE
                                               : IWMO_RECORD_TOEKENNING))
        return IWMO_NO_MEMORY;
    extract->rows[0].where = iwmo_findings_place(findings, claim);
    if (message->release == R_2_3) {
        iwmo_extract_factuur(extract, claim, &extract->rows[0]);
        return IWMO_OK; /* its codes were seen with the header */
    }
    iwmo_extract_declaratie(extract, claim, &extract->rows[0]);
    const struct iwmo_node *codes = iwmo_child(claim, EL_RetourCodes);
    if (codes != NULL)
        iwmo_extract_codes_below(extract, codes, true);
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
