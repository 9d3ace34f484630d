#include "judge/heading.h"

#include "names.h"

#define DAGTEKENING_CHARACTERS 10 /* a date without its time zone */

/* NULL when the element is absent. */
static const char *
text_of(const struct iwmo_node *node, struct iwmo_findings *findings)
{
    return node != NULL ? iwmo_findings_words(findings, node->value.text) : NULL;
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without white space at the ends, and one space for each run inside. */
static const char *
normalised(const struct iwmo_node *node, struct iwmo_findings *findings)
{
    if (node == NULL)
        return NULL;
    struct iwmo_text text = iwmo_text_trim(node->value.text);
    if (text.size > IWMO_FOUND_BYTES)
        text.size = IWMO_FOUND_BYTES;
    char *copy = iwmo_arena_copy(findings->arena, text.at, text.size);
    size_t size = 0;

    if (copy == NULL) {
        findings->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < text.size; i++) {
        bool is_run = is_space(text.at[i]);
        if (!is_run || !is_space(text.at[i - 1]))
            copy[size++] = is_run ? ' ' : text.at[i];
    }
    copy[size] = '\0';
    return copy;
}

static const char *
first_characters(const struct iwmo_node *node, size_t count,
                 struct iwmo_findings *findings)
{
    if (node == NULL)
        return NULL;
    struct iwmo_text text = node->value.text;
    if (text.size > 4 * count) /* no character takes more bytes */
        text.size = 4 * count;
    while (iwmo_text_length(text) > count)
        text.size--;
    return iwmo_findings_words(findings, text);
}

static const struct iwmo_element *
row_of(const struct iwmo_node *node)
{
    return node != NULL ? node->decl : NULL;
}

struct iwmo_heading
iwmo_heading_read(const struct iwmo_node *header, struct iwmo_findings *findings)
{
    const struct iwmo_node *own = iwmo_child(header, EL_BerichtIdentificatie);
    const struct iwmo_node *invoice =
        iwmo_child(header, EL_DeclaratieFactuurIdentificatie);
    const struct iwmo_node *number =
        own != NULL ? iwmo_child(own, EL_Identificatie)
                    : iwmo_child(invoice, EL_DeclarantFactuurNummer);
    const struct iwmo_node *sender = iwmo_child(header, EL_Afzender);
    const struct iwmo_node *date = own != NULL
                                       ? iwmo_child(own, EL_Dagtekening)
                                       : iwmo_child(invoice, EL_FactuurDagtekening);

    const struct iwmo_node *code = iwmo_child(header, EL_BerichtCode);
    const struct iwmo_node *versie = iwmo_child(header, EL_BerichtVersie);
    const struct iwmo_node *subversie = iwmo_child(header, EL_BerichtSubversie);
    return (struct iwmo_heading){
        .bericht_code = text_of(code, findings),
        .bericht_versie = text_of(versie, findings),
        .bericht_subversie = text_of(subversie, findings),
        .has_identificatie = own != NULL || invoice != NULL,
        .identificatie = normalised(number, findings),
        .dagtekening = first_characters(date, DAGTEKENING_CHARACTERS, findings),
        .afzender =
            normalised(sender ? sender : iwmo_child(header, EL_Aanbieder), findings),
        .of = {row_of(code), row_of(versie), row_of(subversie), row_of(number),
               row_of(date)},
    };
}
