#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "crypto/digest.h"
#include "generate/draft.h"
#include "generate/fill.h"
#include "generate/lines.h"
#include "names.h"
#include "schema/lookup.h"
#include "xml/writer.h"

struct build {
    const struct iwmo_lines *lines;
    const struct iwmo_lines_order *order;
    struct iwmo_draft *draft;
    char derived[IWMO_FILL_IDENTIFICATIE]; /* from the content */
    struct iwmo_money total;
    bool failed;
};

/* ---- values ---- */

static struct iwmo_node *
child_of(struct iwmo_draft *draft, struct iwmo_node *node, uint16_t id)
{
    struct iwmo_node *child = iwmo_draft_child(node, id);

    if (child != NULL)
        return child;
    return iwmo_draft_add(draft, node, iwmo_type_child(node->decl->type, id));
}

static struct iwmo_node *
place_of(struct build *build, struct iwmo_node *node,
         const struct iwmo_lines_column *column)
{
    for (size_t i = 0; i < column->depth && !build->draft->failed; i++)
        node = child_of(build->draft, node, column->path[i]->id);
    return node;
}

/* The node of the column `name`, when it has no value yet; else NULL. */
static struct iwmo_node *
vacancy(struct build *build, struct iwmo_node *node, const char *name)
{
    const struct iwmo_lines_form *form = &build->lines->form;
    size_t number = iwmo_lines_form_find(form, iwmo_text(name));

    if (number == IWMO_LINES_NONE || build->draft->failed)
        return NULL;
    struct iwmo_node *place = place_of(build, node, &form->columns[number]);
    return place->value.text.size == 0 ? place : NULL;
}

static void
put_cells(struct build *build, struct iwmo_node *node, const struct iwmo_csv_row *row,
          enum iwmo_lines_level level)
{
    const struct iwmo_lines_form *form = &build->lines->form;
    struct iwmo_value value;

    for (size_t i = 0; i < form->count && !build->draft->failed; i++) {
        const struct iwmo_lines_column *column = &form->columns[i];
        struct iwmo_text text = iwmo_lines_cell(build->lines, row, i);
        if (column->level != level || !column->is_element || text.size == 0)
            continue;
        iwmo_type_check(column->type, text, &value);
        struct iwmo_node *place = place_of(build, node, column);
        place->value.text = value.text;
        place->at.line = row->number;
    }
}

/* ---- lines ---- */

static void
put_amounts(struct build *build, struct iwmo_node *node, const struct iwmo_csv_row *row,
            size_t number)
{
    struct iwmo_text uurtarief = iwmo_lines_named(build->lines, row, "Uurtarief");
    enum iwmo_csv_wrong wrong;
    const char *column;
    int64_t cents = 0, tarief;
    bool fits;

    if (!iwmo_lines_bedrag(build->lines, row, &cents, &wrong, &column))
        build->failed = true;
    iwmo_draft_print(build->draft,
                     vacancy(build, node, "ProductReferentie.ReferentieNummer"),
                     "%s%06zu", build->derived, number);
    iwmo_draft_print(build->draft, vacancy(build, node, "IngediendBedrag.Bedrag"),
                     "%" PRId64, cents);
    struct iwmo_node *place = vacancy(build, node, "IngediendBedrag.DebetCredit");
    iwmo_draft_set(build->draft, place, "D");
    if (iwmo_integer_parse(iwmo_text_trim(uurtarief), &tarief, &fits) && fits)
        iwmo_draft_print(build->draft, vacancy(build, node, "ProductTarief"),
                         "%" PRId64, (tarief + 30) / 60); /* IV081 */
    bool is_credit = iwmo_text_equals(
        iwmo_lines_named(build->lines, row, "IngediendBedrag.DebetCredit"), "C");
    if (!iwmo_money_add(build->total, iwmo_money_of(cents, is_credit), &build->total))
        build->failed = true;
}

/* Where the line goes; `is_same` Client as the line before it. */
static struct iwmo_node *
line_node(struct build *build, bool is_same, struct iwmo_node **client)
{
    const struct iwmo_lines_form *form = &build->lines->form;
    struct iwmo_draft *draft = build->draft;
    struct iwmo_node *node = draft->root;

    for (size_t i = 0; i < form->line_depth && !draft->failed; i++) {
        const struct iwmo_element *element = form->lines[i];
        bool is_client = element->id == EL_Client && element->max > 1;
        if (element->max <= 1) {
            node = child_of(draft, node, element->id);
        } else if (is_client && is_same) {
            node = node->last;
        } else {
            struct iwmo_node *made = iwmo_draft_node(draft, element);
            if (!draft->failed)
                iwmo_draft_link(node, node->last, made);
            node = made;
        }
        if (is_client)
            *client = node;
    }
    return node;
}

static void
put_lines(struct build *build)
{
    const struct iwmo_lines_order *order = build->order;
    struct iwmo_node *client = NULL;

    for (size_t i = order->first; i < order->end && !build->draft->failed; i++) {
        const struct iwmo_line *line = &build->lines->lines[i];
        bool is_same = i > order->first && iwmo_text_same(line[-1].bsn, line->bsn);
        struct iwmo_node *node = line_node(build, is_same, &client);
        if (build->draft->failed)
            return;
        node->at.line = line->row->number;
        if (client != NULL && !is_same)
            client->at.line = line->row->number;
        if (client != NULL && !is_same)
            put_cells(build, client, line->row, IWMO_LINES_CLIENT);
        put_cells(build, node, line->row, IWMO_LINES_LINE);
        if (build->lines->form.message->bericht == WMO323)
            put_amounts(build, node, line->row, i - order->first + 1);
    }
}

/* ---- message ---- */

static void
put_declaratie(struct build *build)
{
    struct iwmo_draft *draft = build->draft;
    struct iwmo_date maand = build->lines->lines[build->order->first].maand;
    struct iwmo_node *root = draft->root;

    if (build->lines->form.message->bericht != WMO323)
        return;
    iwmo_draft_set(draft, vacancy(build, root, "DeclaratieNummer"), build->derived);
    iwmo_draft_set_date(draft, vacancy(build, root, "DeclaratiePeriode.Begindatum"),
                        maand);
    iwmo_draft_set_date(draft, vacancy(build, root, "DeclaratiePeriode.Einddatum"),
                        iwmo_date_month_end(maand));
    iwmo_draft_set_date(draft, vacancy(build, root, "DeclaratieDagtekening"),
                        build->order->date);
    struct iwmo_node *totaal =
        child_of(draft, child_of(draft, root, EL_Declaratie), EL_TotaalIngediendBedrag);
    if (draft->failed)
        return;
    iwmo_draft_print(draft, child_of(draft, totaal, EL_TotaalBedrag), "%" PRIu64,
                     iwmo_money_bedrag(build->total));
    iwmo_draft_set(draft, child_of(draft, totaal, EL_DebetCredit),
                   iwmo_money_is_credit(build->total) ? "C" : "D");
}

/* What must stand in `node` and does not, in so far as it can be derived. */
static void
complete(struct iwmo_draft *draft, struct iwmo_node *node, struct iwmo_filler filler)
{
    const struct iwmo_type *type = node->decl->type;

    for (size_t i = 0; i < type->child_count && !draft->failed; i++) {
        const struct iwmo_element *element = &type->children[i];
        struct iwmo_node *child = iwmo_draft_child(node, element->id);
        struct iwmo_buffer text = {0};
        if (element->min > 0 && child == NULL &&
            filler.fill(filler.self, node->decl, element, &text)) {
            child = iwmo_draft_add(draft, node, element);
            if (text.size > 0)
                iwmo_draft_set(draft, child, text.at);
        }
        draft->failed = draft->failed || text.failed != IWMO_OK;
        iwmo_buffer_release(&text);
        if (child != NULL && element->type->kind == IWMO_GROUP)
            complete(draft, child, filler);
    }
}

static enum iwmo_status
identify(struct build *build, struct iwmo_error *err)
{
    const struct iwmo_lines *lines = build->lines;
    struct iwmo_digest *digest = iwmo_digest_new(err);
    char hex[IWMO_DIGEST_TEXT];

    if (digest == NULL)
        return err->status;
    iwmo_digest_add(digest, lines->form.message->name, 7);
    for (size_t i = build->order->first; i < build->order->end; i++)
        for (size_t k = 0; k < lines->form.count; k++) {
            struct iwmo_text text = iwmo_lines_cell(lines, lines->lines[i].row, k);
            iwmo_digest_add(digest, text.at, text.size);
            iwmo_digest_add(digest, "", 1);
        }
    enum iwmo_status status = iwmo_digest_finish(digest, hex, err);
    iwmo_digest_free(digest);
    if (status == IWMO_OK)
        iwmo_fill_identify(hex, build->order->date, build->derived);
    return status;
}

static enum iwmo_status
build_draft(const struct iwmo_lines *lines, const struct iwmo_lines_order *order,
            struct iwmo_draft *draft, struct iwmo_error *err)
{
    struct build build = {.lines = lines, .order = order, .draft = draft};
    struct iwmo_fill fill = {lines->form.message, order->date, order->identificatie};

    if (identify(&build, err) != IWMO_OK)
        return err->status;
    if (fill.identificatie == NULL)
        fill.identificatie = build.derived;
    draft->message = lines->form.message;
    draft->root = iwmo_draft_add(draft, NULL, draft->message->root);
    draft->root->at.line = lines->lines[order->first].row->number;
    for (size_t i = order->first; i < order->end; i++)
        put_cells(&build, draft->root, lines->lines[i].row, IWMO_LINES_MESSAGE);
    put_lines(&build);
    if (!draft->failed)
        put_declaratie(&build);
    if (!draft->failed)
        complete(draft, child_of(draft, draft->root, EL_Header),
                 iwmo_fill_filler(&fill));
    if (draft->failed)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (build.failed)
        return iwmo_fail(err, IWMO_LIMIT, "an amount does not fit");
    return IWMO_OK;
}

enum iwmo_status
iwmo_lines_write(const struct iwmo_lines *lines, const struct iwmo_lines_order *order,
                 struct iwmo_arena *arena, struct iwmo_drain drain,
                 const struct iwmo_node **root, struct iwmo_error *err)
{
    struct iwmo_draft draft = {.arena = arena};

    if (build_draft(lines, order, &draft, err) != IWMO_OK)
        return err->status;
    *root = draft.root;
    struct iwmo_writer *writer = iwmo_writer_new(drain);
    if (writer == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    const struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
    enum iwmo_status status = iwmo_draft_visit(&draft, &visitor);
    iwmo_writer_free(writer);
    if (status == IWMO_OK)
        return IWMO_OK;
    return iwmo_fail(err, status, "%s",
                     status == IWMO_MALFORMED ? "a value that XML cannot carry"
                     : status == IWMO_IO      ? "the temporary file cannot be written"
                                              : "out of memory");
}
