#include "retour/header.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "schema/facet.h"
#include "schema/lookup.h"

struct field {
    struct field *next;
    uint16_t group, element;
    struct iwmo_text text;
};

struct iwmo_header {
    struct iwmo_arena *arena;
    struct field *fields;
};

/* All that writing a header needs. */
struct job {
    const struct iwmo_header *header;
    const struct iwmo_answer_options *options;
    const struct iwmo_code_list *codes;
    struct iwmo_writer *writer;
    bool is_own_message; /* 325: not a copy with additions */
};

struct iwmo_header *
iwmo_header_new(struct iwmo_arena *arena)
{
    struct iwmo_header *header = iwmo_arena_alloc(arena, sizeof(*header));

    if (header != NULL)
        header->arena = arena;
    return header;
}

enum iwmo_status
iwmo_header_note(struct iwmo_header *header, const struct iwmo_element *group,
                 const struct iwmo_element *element, struct iwmo_text text)
{
    struct field *field = iwmo_arena_alloc(header->arena, sizeof(*field));
    char *copy = iwmo_arena_copy(header->arena, text.at, text.size);

    if (field == NULL || copy == NULL)
        return IWMO_NO_MEMORY;
    *field = (struct field){header->fields, group->id, element->id, {copy, text.size}};
    header->fields = field;
    return IWMO_OK;
}

static struct iwmo_text
noted(const struct iwmo_header *header, uint16_t group, uint16_t element)
{
    for (const struct field *field = header->fields; field; field = field->next)
        if (field->group == group && field->element == element)
            return field->text;
    return (struct iwmo_text){NULL, 0};
}

struct iwmo_money
iwmo_header_total(const struct iwmo_header *header)
{
    uint16_t group = EL_DeclaratieFactuurTotaalBedrag;
    struct iwmo_text text = noted(header, group, EL_TotaalBedrag);
    struct iwmo_money total = {0};
    bool fits;

    if (text.at != NULL)
        iwmo_integer_parse(iwmo_text_trim(text), &total.cents, &fits);
    if (iwmo_text_equals(noted(header, group, EL_DebetCredit), "C"))
        total.cents = -total.cents;
    return total;
}

/* ---- groups ---- */

enum iwmo_status
iwmo_header_amount(struct iwmo_writer *writer, const struct iwmo_element *row,
                   struct iwmo_money amount)
{
    char cents[24];
    const struct iwmo_element *rows = row->type->children; /* amount, DebetCredit */

    snprintf(cents, sizeof(cents), "%" PRIu64, iwmo_money_bedrag(amount));
    enum iwmo_status status = iwmo_writer_open(writer, row);
    if (status == IWMO_OK)
        status = iwmo_writer_value(writer, &rows[0], iwmo_text(cents));
    if (status == IWMO_OK)
        status = iwmo_writer_value(writer, &rows[1],
                                   iwmo_text(iwmo_money_is_credit(amount) ? "C" : "D"));
    return status == IWMO_OK ? iwmo_writer_close(writer) : status;
}

enum iwmo_status
iwmo_header_codes(struct iwmo_writer *writer, const struct iwmo_element *row,
                  const struct iwmo_code_list *codes)
{
    enum iwmo_status status = iwmo_writer_open(writer, row);

    for (; codes != NULL && status == IWMO_OK; codes = codes->next)
        status = iwmo_writer_value(writer, row->type->children, iwmo_text(codes->code));
    return status == IWMO_OK ? iwmo_writer_close(writer) : status;
}

/* An answer is not dated before what it answers (CS324), not even when that is dated in
 * the future and refused for it (8848). */
static struct iwmo_date
date_of_304(const struct job *job)
{
    const struct iwmo_text text =
        noted(job->header, EL_DeclaratieFactuurIdentificatie, EL_FactuurDagtekening);
    struct iwmo_date dagtekening;

    return text.at != NULL && iwmo_date_parse(iwmo_text_trim(text), &dagtekening) &&
                   iwmo_date_before(job->options->date, dagtekening)
               ? dagtekening
               : job->options->date;
}

/* The value that is the answer's own; NULL `at`: it has none of its own. */
static struct iwmo_text
own_value(const struct job *job, uint16_t group, uint16_t element, char date[])
{
    const struct iwmo_versions *versions = &job->options->answer->versions;
    bool is_own_group =
        group == EL_XsdVersieRetour || (job->is_own_message && group == EL_XsdVersie);

    switch (element) {
    case EL_IdentificatieRetour:
    case EL_GemeenteReferentieNummer:
        return iwmo_text(job->options->identificatie);
    case EL_DagtekeningRetour:
        return iwmo_text(iwmo_date_print(job->options->date, date));
    case EL_RetourDagtekening:
        return iwmo_text(iwmo_date_print(date_of_304(job), date));
    case EL_BasisschemaXsdVersie:
        return is_own_group ? iwmo_text(versions->basisschema) : (struct iwmo_text){0};
    case EL_BerichtXsdVersie:
        return is_own_group ? iwmo_text(versions->bericht) : (struct iwmo_text){0};
    default:
        break;
    }
    if (!job->is_own_message || group != EL_BerichtIdentificatie)
        return (struct iwmo_text){0};
    if (element == EL_Identificatie)
        return iwmo_text(job->options->identificatie);
    return iwmo_text(iwmo_date_print(job->options->date, date));
}

/* The value to be copied. */
static struct iwmo_text
copied_value(const struct job *job, uint16_t group, uint16_t element)
{
    if (job->is_own_message) {
        if (element == EL_Afzender || element == EL_Ontvanger)
            element = element == EL_Afzender ? EL_Ontvanger : EL_Afzender;
        if (group == EL_DeclaratieIdentificatie)
            group = EL_BerichtIdentificatie;
        if (group == EL_XsdVersieDeclaratie)
            group = EL_XsdVersie;
    }
    return noted(job->header, group, element);
}

static enum iwmo_status
write_value(const struct job *job, uint16_t group, const struct iwmo_element *row)
{
    char date[IWMO_DATE_TEXT], code[24];
    struct iwmo_text text = own_value(job, group, row->id, date);

    if (row->id == EL_XsltVersie) {
        if (job->options->xslt_versie == NULL)
            return IWMO_OK;
        text = iwmo_text(job->options->xslt_versie);
    }
    if (text.at == NULL)
        text = copied_value(job, group, row->id);
    if (text.at == NULL)
        return IWMO_OK;
    if (row->id == EL_BerichtCode) { /* every answer is one higher */
        int64_t number = 0;
        bool fits;
        iwmo_integer_parse(text, &number, &fits);
        snprintf(code, sizeof(code), "%" PRId64, number + 1);
        text = iwmo_text(code);
    }
    return iwmo_writer_value(job->writer, row, text);
}

static enum iwmo_status
write_amounts(const struct job *job, const struct iwmo_element *row)
{
    struct iwmo_money total = iwmo_header_total(job->header);
    struct iwmo_money granted = {0};
    bool is_refused = iwmo_rejections_at(job->options->rejections,
                                         iwmo_text(IWMO_HEADER_PLACE)) != NULL;

    if (!is_refused)
        granted.cents = total.cents - job->options->rejected.cents;
    enum iwmo_status status = iwmo_writer_open(job->writer, row);
    if (status == IWMO_OK)
        status = iwmo_header_amount(job->writer, &row->type->children[0], total);
    if (status == IWMO_OK)
        status = iwmo_header_amount(job->writer, &row->type->children[1], granted);
    return status == IWMO_OK ? iwmo_writer_close(job->writer) : status;
}

static bool
is_noted(const struct job *job, const struct iwmo_element *row)
{
    for (uint16_t i = 0; i < row->type->child_count; i++) {
        char date[IWMO_DATE_TEXT];
        uint16_t id = row->type->children[i].id;
        if (row->type->children[i].type->kind == IWMO_GROUP)
            return is_noted(job, &row->type->children[i]);
        if (own_value(job, row->id, id, date).at != NULL ||
            copied_value(job, row->id, id).at != NULL)
            return true;
    }
    return false;
}

static enum iwmo_status
write_group(const struct job *job, const struct iwmo_element *group)
{
    enum iwmo_status status = iwmo_writer_open(job->writer, group);

    for (uint16_t i = 0; i < group->type->child_count && status == IWMO_OK; i++) {
        const struct iwmo_element *row = &group->type->children[i];
        if (row->type->kind != IWMO_GROUP)
            status = write_value(job, group->id, row);
        else if (row->id == EL_RetourBedragen)
            status = write_amounts(job, row);
        else if (row->id == EL_RetourCodes)
            status =
                job->codes ? iwmo_header_codes(job->writer, row, job->codes) : IWMO_OK;
        else if (is_noted(job, row))
            status = write_group(job, row);
    }
    return status == IWMO_OK ? iwmo_writer_close(job->writer) : status;
}

enum iwmo_status
iwmo_header_write(const struct iwmo_header *header,
                  const struct iwmo_answer_options *options,
                  const struct iwmo_code_list *codes, struct iwmo_writer *writer)
{
    const struct iwmo_element *row =
        iwmo_type_child(options->answer->root->type, EL_Header);
    struct job job = {
        .header = header,
        .options = options,
        .codes = codes,
        .writer = writer,
        .is_own_message =
            iwmo_type_child(row->type, EL_DeclaratieIdentificatie) != NULL,
    };
    return write_group(&job, row);
}
