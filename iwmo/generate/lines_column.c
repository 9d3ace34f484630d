#include "generate/lines_column.h"

#include <stdio.h>
#include <string.h>

#include "names.h"

/* Made when absent; the others that must be there must be given. */
static const struct derived {
    const char *name, *nl, *en;
} derived[] = {
    {"BerichtIdentificatie.Identificatie", "volgt uit de inhoud", "from the content"},
    {"BerichtIdentificatie.Dagtekening", "--date of vandaag", "--date or today"},
    {"DeclaratieNummer", "volgt uit de inhoud", "from the content"},
    {"DeclaratiePeriode.Begindatum", "de maand van ProductPeriode.Begindatum",
     "the month of ProductPeriode.Begindatum"},
    {"DeclaratiePeriode.Einddatum", "het einde van die maand", "the end of that month"},
    {"DeclaratieDagtekening", "--date of vandaag", "--date or today"},
    {"ProductReferentie.ReferentieNummer", "volgt uit de inhoud", "from the content"},
    {"ProductTarief", "alleen afgeleid uit Uurtarief; niet bij Eenheid 83",
     "only from Uurtarief; not with Eenheid 83"},
    {"IngediendBedrag.Bedrag",
     "GeleverdVolume x ProductTarief; bij Eenheid 83 GeleverdVolume; met Uurtarief "
     "GeleverdVolume x Uurtarief / 60",
     "GeleverdVolume x ProductTarief; with Eenheid 83 GeleverdVolume; with Uurtarief "
     "GeleverdVolume x Uurtarief / 60"},
    {"IngediendBedrag.DebetCredit", "D", "D"},
    {"Uurtarief", "eurocent per uur, als Eenheid 01 (minuten) is",
     "eurocents an hour, when Eenheid is 01 (minutes)"},
};

static const struct derived *
find_derived(const char *name)
{
    for (size_t i = 0; i < sizeof(derived) / sizeof(derived[0]); i++)
        if (strcmp(derived[i].name, name) == 0)
            return &derived[i];
    return NULL;
}

/* What we make ourselves. */
static bool
is_left_out(const struct iwmo_element *parent, const struct iwmo_element *element)
{
    if (parent->id == EL_Header)
        return element->id != EL_Afzender && element->id != EL_Ontvanger &&
               element->id != EL_BerichtIdentificatie;
    return element->id == EL_TotaalIngediendBedrag;
}

struct walk {
    struct iwmo_lines_form *form;
    const struct iwmo_element
        *path[IWMO_LINES_MAX_PATH * 2]; /* from the root's child */
    size_t depth;
    size_t start; /* where the level at hand begins in it */
    size_t named; /* where names begin in it */
    enum iwmo_lines_level level;
};

static void
add_column(struct walk *walk)
{
    struct iwmo_lines_form *form = walk->form;

    if (form->count == IWMO_LINES_MAX_COLUMNS)
        return;
    struct iwmo_lines_column *column = &form->columns[form->count++];
    for (size_t i = walk->named, size = 0; i < walk->depth; i++)
        size +=
            (size_t)snprintf(column->name + size, sizeof(column->name) - size, "%s%s",
                             i > walk->named ? "." : "", walk->path[i]->name);
    column->level = walk->level;
    column->type = walk->path[walk->depth - 1]->type;
    column->is_derived = find_derived(column->name) != NULL;
    column->is_element = true;
    column->depth = walk->depth - walk->start;
    memcpy(column->path, walk->path + walk->start,
           column->depth * sizeof(column->path[0]));
}

static void visit(struct walk *walk, const struct iwmo_element *parent,
                  const struct iwmo_element *element);

static void
visit_children(struct walk walk, const struct iwmo_element *element)
{
    bool is_client = element->id == EL_Client;

    if (element->max > 1) {
        walk.level = is_client ? IWMO_LINES_CLIENT : IWMO_LINES_LINE;
        walk.start = walk.depth;
    }
    if (walk.level == IWMO_LINES_LINE && element->max > 1) {
        memcpy(walk.form->lines, walk.path, walk.depth * sizeof(walk.path[0]));
        walk.form->line_depth = walk.depth;
    }
    if (walk.depth == 1 || element->max > 1)
        walk.named = walk.depth;
    for (size_t i = 0; i < element->type->child_count; i++)
        visit(&walk, element, &element->type->children[i]);
}

static void
visit(struct walk *walk, const struct iwmo_element *parent,
      const struct iwmo_element *element)
{
    if (is_left_out(parent, element) || walk->depth == IWMO_LINES_MAX_PATH)
        return;
    walk->path[walk->depth++] = element;
    if (element->type->kind == IWMO_GROUP)
        visit_children(*walk, element);
    else
        add_column(walk);
    walk->depth--;
}

bool
iwmo_lines_form_make(struct iwmo_lines_form *form,
                     const struct iwmo_message_kind *message)
{
    struct walk walk = {.form = form};

    *form = (struct iwmo_lines_form){.message = message};
    if (message->bericht != WMO305 && message->bericht != WMO307 &&
        message->bericht != WMO323)
        return false;
    for (size_t i = 0; i < message->root->type->child_count; i++)
        visit(&walk, message->root, &message->root->type->children[i]);
    size_t tarief = iwmo_lines_form_find(form, iwmo_text("ProductTarief"));
    if (tarief != IWMO_LINES_NONE && form->count < IWMO_LINES_MAX_COLUMNS) {
        struct iwmo_lines_column *column = &form->columns[form->count++];
        strcpy(column->name, "Uurtarief");
        column->level = IWMO_LINES_LINE;
        column->type = form->columns[tarief].type;
        column->is_derived = true;
    }
    return form->line_depth > 0;
}

size_t
iwmo_lines_form_find(const struct iwmo_lines_form *form, struct iwmo_text name)
{
    for (size_t i = 0; i < form->count; i++)
        if (iwmo_text_equals(name, form->columns[i].name))
            return i;
    return IWMO_LINES_NONE;
}

bool
iwmo_lines_column_is_mandatory(const struct iwmo_lines_column *column)
{
    bool must = column->is_element && !column->is_derived;

    for (size_t i = 0; i < column->depth; i++)
        must = must && column->path[i]->min > 0;
    return must;
}

bool
iwmo_lines_column_is_key(const struct iwmo_lines_column *column)
{
    return strcmp(column->name, "Afzender") == 0 ||
           strcmp(column->name, "Ontvanger") == 0 || strcmp(column->name, "Bsn") == 0;
}

/* ---- template ---- */

static void
print_word(const struct iwmo_lines_column *column, enum iwmo_lang lang,
           struct iwmo_buffer *out)
{
    const struct derived *row = find_derived(column->name);
    bool is_dutch = lang == IWMO_NL;
    struct iwmo_buffer word = {0};

    iwmo_wording_type(column->type, lang, &word);
    iwmo_buffer_printf(out, "\"# %s: %s", column->name,
                       iwmo_lines_column_is_mandatory(column)
                           ? (is_dutch ? "verplicht" : "mandatory")
                       : is_dutch ? "mag leeg"
                                  : "may be empty");
    if (row != NULL)
        iwmo_buffer_printf(out, " (%s)", is_dutch ? row->nl : row->en);
    iwmo_buffer_text(out, "; ");
    for (size_t i = 0; i < word.size; i++) {
        if (word.at[i] == '"')
            iwmo_buffer_char(out, '"');
        iwmo_buffer_char(out, word.at[i]);
    }
    iwmo_buffer_text(out, "\"\r\n");
    iwmo_buffer_release(&word);
}

void
iwmo_lines_form_print(const struct iwmo_lines_form *form, enum iwmo_lang lang,
                      struct iwmo_buffer *out)
{
    for (size_t i = 0; i < form->count; i++)
        iwmo_buffer_printf(out, "%s%s", i > 0 ? "," : "", form->columns[i].name);
    iwmo_buffer_text(out, "\r\n");
    for (size_t i = 0; i < form->count; i++)
        print_word(&form->columns[i], lang, out);
}
