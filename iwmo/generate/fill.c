#include "generate/fill.h"

#include <string.h>

#include "names.h"
#include "schema/facet.h"
#include "schema/lookup.h"

enum source { GROUP, IDENTIFICATIE, DATE, VERSION, BASE_VERSION };

/* What an answer copies from the message it answers is derived in the latter only. */
enum where { EVERYWHERE, NOT_IN_ANSWERS };

static const struct row {
    uint16_t parent, element;
    enum source source;
    enum where where;
} rows[] = {
    {EL_Bericht, EL_Header, GROUP, EVERYWHERE},
    {EL_Header, EL_BerichtIdentificatie, GROUP, NOT_IN_ANSWERS},
    {EL_BerichtIdentificatie, EL_Identificatie, IDENTIFICATIE, NOT_IN_ANSWERS},
    {EL_BerichtIdentificatie, EL_Dagtekening, DATE, NOT_IN_ANSWERS},
    {EL_Header, EL_XsdVersie, GROUP, NOT_IN_ANSWERS},
    {EL_XsdVersie, EL_BasisschemaXsdVersie, BASE_VERSION, NOT_IN_ANSWERS},
    {EL_XsdVersie, EL_BerichtXsdVersie, VERSION, NOT_IN_ANSWERS},
    {EL_Header, EL_IdentificatieRetour, IDENTIFICATIE, EVERYWHERE},
    {EL_Header, EL_DagtekeningRetour, DATE, EVERYWHERE},
    {EL_Header, EL_XsdVersieRetour, GROUP, EVERYWHERE},
    {EL_XsdVersieRetour, EL_BasisschemaXsdVersie, BASE_VERSION, EVERYWHERE},
    {EL_XsdVersieRetour, EL_BerichtXsdVersie, VERSION, EVERYWHERE},
    {EL_DeclaratieFactuurIdentificatie, EL_DeclarantFactuurNummer, IDENTIFICATIE,
     NOT_IN_ANSWERS},
    {EL_DeclaratieFactuurIdentificatie, EL_FactuurDagtekening, DATE, NOT_IN_ANSWERS},
    {EL_RetourHeader, EL_RetourDagtekening, DATE, EVERYWHERE},
};

/* 325 answers too, but its Header is its own. */
static bool
copies_header(const struct iwmo_message_kind *message)
{
    const struct iwmo_element *header = iwmo_type_child(message->root->type, EL_Header);

    return header != NULL &&
           (iwmo_type_child(header->type, EL_IdentificatieRetour) != NULL ||
            iwmo_type_child(header->type, EL_RetourHeader) != NULL);
}

static const struct row *
find_row(const struct iwmo_message_kind *message, uint16_t parent, uint16_t element)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (rows[i].parent != parent || rows[i].element != element)
            continue;
        bool is_copied = rows[i].where == NOT_IN_ANSWERS && copies_header(message);
        return is_copied ? NULL : &rows[i];
    }
    return NULL;
}

/* Letters and digits only: a pattern that is a value. */
static bool
is_literal(const char *pattern)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    return pattern[0] != '\0' && pattern[strspn(pattern, letters)] == '\0';
}

/* The only value that `type` can have, or NULL. */
static const char *
only_value(const struct iwmo_type *type)
{
    struct iwmo_value ignored;
    const char *value = type->code_count == 1 ? type->codes[0].value : NULL;

    for (size_t i = 0; i < type->pattern_count && value == NULL; i++)
        if (is_literal(type->patterns[i]->source))
            value = type->patterns[i]->source;
    if (value == NULL ||
        iwmo_type_check(type, iwmo_text(value), &ignored) != IWMO_FACET_NONE)
        return NULL;
    return value;
}

/* The text that `source` gives, or NULL. */
static const char *
text_from(const struct iwmo_fill *fill, enum source source, char date[IWMO_DATE_TEXT])
{
    switch (source) {
    case GROUP:
        return "";
    case IDENTIFICATIE:
        return fill->identificatie;
    case DATE:
        return iwmo_date_print(fill->date, date);
    case VERSION:
        return fill->message->versions.bericht;
    case BASE_VERSION:
        return fill->message->versions.basisschema;
    }
    return NULL;
}

static bool
fill_in(void *self, const struct iwmo_element *parent,
        const struct iwmo_element *element, struct iwmo_buffer *text)
{
    const struct iwmo_fill *fill = self;
    const struct row *row = find_row(fill->message, parent->id, element->id);
    bool is_group = element->type->kind == IWMO_GROUP;
    const char *value = is_group ? NULL : only_value(element->type);
    char date[IWMO_DATE_TEXT];

    if (row != NULL && is_group == (row->source == GROUP))
        value = text_from(fill, row->source, date);
    if (value == NULL || (!is_group && value[0] == '\0'))
        return false;
    iwmo_buffer_text(text, value);
    return true;
}

struct iwmo_filler
iwmo_fill_filler(struct iwmo_fill *fill)
{
    return (struct iwmo_filler){fill_in, fill};
}

static unsigned
digit_of(char c)
{
    return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0');
}

void
iwmo_fill_identify(const char *hex, struct iwmo_date date,
                   char identificatie[IWMO_FILL_IDENTIFICATIE])
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* no I L O U */
    uint64_t bits = 0;

    for (size_t i = 0; i < 16 && hex[i] != '\0'; i++)
        bits = bits << 4 | digit_of(hex[i]);
    bits ^= (uint64_t)(uint32_t)date.days * 0x9E3779B97F4A7C15U; /* odd: one to one */
    for (size_t i = 0; i < IWMO_FILL_IDENTIFICATIE - 1; i++, bits >>= 5)
        identificatie[i] = letters[bits & 31];
    identificatie[IWMO_FILL_IDENTIFICATIE - 1] = '\0';
}
