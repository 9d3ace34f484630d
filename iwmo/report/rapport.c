/*
 * Rapport 1.1: the report of the chain's own stylesheets, one document per message.
 *
 * It knows only the rules of the standard, and gives the reader of a message what its
 * sender must mend: so header texts and paths stand there as in the original.  Masked
 * is only what does not belong there: a header text that does not fit its type, and an
 * Identificatie that is a BSN or a day.
 * A policy is the receiver's own affair: what it suppresses stands here all the same.
 * Nothing is printed when the original would print nothing: not well-formed, no
 * Bericht; nor when the message could not be judged, for an empty Fouten means that it
 * conforms.
 */
#include <string.h>

#include "model/number.h"
#include "model/privacy.h"
#include "report/layouts.h"
#include "report/markup.h"
#include "rules/engine.h"
#include "schema/facet.h"

#define NAMESPACE "http://www.istandaarden.nl/validatie/1_1/rapport/schema"

/* A line with an element; nothing when `text` is NULL. */
static void
add_element(struct iwmo_buffer *out, const char *indent, const char *name,
            const char *text)
{
    if (text == NULL)
        return;
    iwmo_buffer_printf(out, "%s<n4:%s", indent, name);
    if (text[0] == '\0') {
        iwmo_buffer_text(out, "/>\n");
        return;
    }
    iwmo_buffer_char(out, '>');
    iwmo_markup_exact(out, iwmo_text(text));
    iwmo_buffer_printf(out, "</n4:%s>\n", name);
}

/* Is the whole text, which need not say so, a BSN or the day of a birth? */
static bool
is_personal(const struct iwmo_type *type, struct iwmo_text text)
{
    struct iwmo_number number = iwmo_number_find(text, 0, true);
    bool is_day = number.is_date && number.begin == 0 && number.end == text.size;

    return type->kind == IWMO_STRING && (is_day || iwmo_number_is_bsn(text));
}

/* The same with a text of the message's own header, of the element `of`. */
static void
add_own(struct iwmo_buffer *out, const char *indent, const char *name, const char *text,
        const struct iwmo_element *of, bool show_values)
{
    struct iwmo_buffer masked = {0};
    struct iwmo_value value;

    if (text == NULL || show_values ||
        (iwmo_type_check(of->type, iwmo_text(text), &value) == IWMO_FACET_NONE &&
         !is_personal(of->type, iwmo_text(text)))) {
        add_element(out, indent, name, text);
        return;
    }
    iwmo_privacy_print(of, iwmo_text(text), false, &masked);
    if (masked.failed != IWMO_OK)
        out->failed = masked.failed;
    else
        add_element(out, indent, name, masked.at != NULL ? masked.at : "");
    iwmo_buffer_release(&masked);
}

static void
add_identificatie(struct iwmo_buffer *out, const struct iwmo_heading *heading,
                  bool show_values)
{
    if (!heading->has_identificatie)
        return;
    if (heading->identificatie == NULL && heading->dagtekening == NULL) {
        iwmo_buffer_text(out, "    <n4:BerichtIdentificatie/>\n");
        return;
    }
    iwmo_buffer_text(out, "    <n4:BerichtIdentificatie>\n");
    add_own(out, "      ", "Identificatie", heading->identificatie,
            heading->of.identificatie, show_values);
    add_own(out, "      ", "Dagtekening", heading->dagtekening, heading->of.dagtekening,
            show_values);
    iwmo_buffer_text(out, "    </n4:BerichtIdentificatie>\n");
}

static void
add_header(struct iwmo_buffer *out, const struct iwmo_heading *heading,
           bool show_values)
{
    iwmo_buffer_text(out, "  <n4:Header>\n");
    add_own(out, "    ", "BerichtCode", heading->bericht_code, heading->of.bericht_code,
            show_values);
    add_own(out, "    ", "BerichtVersie", heading->bericht_versie,
            heading->of.bericht_versie, show_values);
    add_own(out, "    ", "BerichtSubversie", heading->bericht_subversie,
            heading->of.bericht_subversie, show_values);
    add_identificatie(out, heading, show_values);
    add_element(out, "    ", "XSLTVersie", IWMO_RULES_VERSION);
    iwmo_buffer_text(out, "  </n4:Header>\n");
}

static void
add_locatie(struct iwmo_buffer *out, const struct iwmo_location *where,
            struct iwmo_buffer *scratch)
{
    if (where->step == NULL)
        return;
    iwmo_buffer_reset(scratch);
    iwmo_path_print(where->step, scratch);
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    else
        add_element(out, "      ", "Locatie", scratch->at);
}

static void
add_details(struct iwmo_buffer *out, const struct iwmo_finding *finding,
            bool show_values, struct iwmo_buffer *scratch)
{
    iwmo_buffer_reset(scratch);
    iwmo_wording_print(finding, IWMO_NL, show_values, scratch);
    if (scratch->failed != IWMO_OK)
        out->failed = scratch->failed;
    else
        add_element(out, "      ", "Details", scratch->at);
}

/* Is it about a rule of the standard?  Those of our own have codes of our own. */
static bool
is_of_standard(const struct iwmo_fault *fault)
{
    bool is_rule = fault->kind == IWMO_KIND_CD || fault->kind == IWMO_KIND_CS ||
                   fault->kind == IWMO_KIND_TR;

    return is_rule && strncmp(fault->code, "IW-", 3) != 0;
}

static void
add_fout(struct iwmo_buffer *out, const struct iwmo_finding *finding,
         const struct iwmo_report_options *options, struct iwmo_buffer *scratch)
{
    const struct iwmo_fault *fault = finding->fault;

    iwmo_buffer_text(out, "    <n4:Fout>\n");
    add_element(out, "      ", "Code", fault->code);
    if (strcmp(fault->code, "TR342") == 0) /* the only one that says it */
        add_element(out, "      ", "Retourcode", "0001");
    add_locatie(out, &finding->where, scratch);
    for (size_t i = 0; i < finding->also_count; i++)
        add_locatie(out, &finding->also[i], scratch);
    add_details(out, finding, options->show_values, scratch);
    iwmo_buffer_text(out, "    </n4:Fout>\n");
}

static void
add_fouten(struct iwmo_buffer *out, const struct iwmo_result *result,
           const struct iwmo_report_options *options)
{
    struct iwmo_buffer scratch = {0};
    bool is_empty = true;

    for (const struct iwmo_finding *finding = result->findings.first; finding != NULL;
         finding = finding->next) {
        if (!is_of_standard(finding->fault))
            continue;
        if (is_empty)
            iwmo_buffer_text(out, "  <n4:Fouten>\n");
        is_empty = false;
        add_fout(out, finding, options, &scratch);
    }
    iwmo_buffer_text(out, is_empty ? "  <n4:Fouten/>\n" : "  </n4:Fouten>\n");
    iwmo_buffer_release(&scratch);
}

void
iwmo_report_rapport_message(struct iwmo_buffer *out, const struct iwmo_result *result,
                            const struct iwmo_report_options *options)
{
    if (!result->is_bericht || result->verdict == IWMO_UNDETERMINED ||
        result->layers[IWMO_LAYER_XML] != IWMO_RAN)
        return;
    iwmo_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<n4:Rapport xmlns:n4=\"" NAMESPACE "\">\n");
    add_header(out, &result->heading, options->show_values);
    add_fouten(out, result, options);
    iwmo_buffer_text(out, "</n4:Rapport>\n");
}
