/*
 * Fit: products, allocated, requested, started, stopped and changed.
 */
#include <string.h>

#include "generate/fit.h"
#include "generate/grow.h"
#include "names.h"
#include "rules/shape.h"

static struct iwmo_date
later(struct iwmo_draft *draft, struct iwmo_date date, int32_t least, int32_t most)
{
    date.days += iwmo_dice_between(&draft->dice, least, most);
    return date;
}

/* ---- the decision, in 2.3 ---- */

/* TR134: decided before the message; CS003: it does not end before it starts. */
void
iwmo_fit_Beschikking(struct iwmo_draft *draft, struct iwmo_node *beschikking)
{
    struct iwmo_date start = later(draft, draft->day, -90, 30);

    iwmo_grow_date(draft, beschikking, EL_Afgiftedatum,
                   later(draft, draft->day, -60, 0));
    iwmo_grow_date(draft, beschikking, EL_Ingangsdatum, start);
    iwmo_draft_set_date(draft, iwmo_draft_child(beschikking, EL_Einddatum),
                        later(draft, start, 0, 1500));
}

/* The codes of `id` in the records of `list` become different ones of the code list. */
static void
make_different(struct iwmo_draft *draft, struct iwmo_node *list, uint16_t id)
{
    uint64_t first = 0, number = 0;

    for (struct iwmo_node *record = list->first; record; record = record->next) {
        struct iwmo_node *code =
            record->decl->id == id ? record : iwmo_draft_child(record, id);
        if (code == NULL || code->decl->type->code_count == 0)
            continue;
        uint64_t count = code->decl->type->code_count;
        if (number == 0)
            first = iwmo_dice_roll(&draft->dice, count);
        iwmo_draft_set(draft, code,
                       code->decl->type->codes[(first + number++) % count].value);
    }
}

void
iwmo_fit_Grondslagen(struct iwmo_draft *draft, struct iwmo_node *grondslagen)
{
    struct iwmo_node *second = iwmo_draft_child(grondslagen, EL_Grondslag02);

    if (second != NULL &&
        iwmo_text_same(second->value.text, grondslagen->first->value.text))
        iwmo_draft_set(draft, second, iwmo_node_equals(second, "01") ? "02" : "01");
}

/* TR101 of 2.3: each Categorie once. */
void
iwmo_fit_Beperkingen(struct iwmo_draft *draft, struct iwmo_node *beperkingen)
{
    make_different(draft, beperkingen, EL_Categorie);
}

void
iwmo_fit_BeperkingScores(struct iwmo_draft *draft, struct iwmo_node *scores)
{
    make_different(draft, scores, EL_Vraag);
}

/* ---- records with a period: allocations, requests, new products ---- */

/* Days around the Dagtekening on which the records of a list start. */
static const struct span {
    uint16_t list;
    uint16_t start, end;
    int32_t least, most;
} spans[] = {
    {EL_ToegewezenProducten, EL_Ingangsdatum, EL_Einddatum, -120, 60},
    {EL_AangevraagdeProducten, EL_ToewijzingIngangsdatum, EL_ToewijzingEinddatum, -30,
     60},
    {EL_NieuweProducten, EL_GewensteIngangsdatum, EL_Einddatum, 1, 60}, /* TR380 */
};

/* What earlier records of the list leave free (TR302, TR386, TR410). */
struct calendar {
    const struct span *span;
    struct iwmo_node *list;
    int32_t busy_until; /* last day of all; INT32_MAX: one has no end */
    int32_t fence;      /* last day of a record that matches every product */
};

/* CS338, CS343: these units do not go per day. */
void
iwmo_fit_Omvang(struct iwmo_draft *draft, struct iwmo_node *omvang)
{
    struct iwmo_node *frequentie = iwmo_draft_child(omvang, EL_Frequentie);

    if (iwmo_one_of(iwmo_draft_child(omvang, EL_Eenheid), "14 16 83 84") &&
        iwmo_node_equals(frequentie, "1"))
        iwmo_draft_set(draft, frequentie, "4");
}

static bool
is_used(const struct calendar *calendar, const struct iwmo_node *record,
        const char *categorie)
{
    for (const struct iwmo_node *other = calendar->list->first; other != record;
         other = other->next)
        if (iwmo_node_equals(
                iwmo_draft_child(iwmo_draft_child(other, EL_Product), EL_Categorie),
                categorie))
            return true;
    return false;
}

/* A Categorie of its own; or, for a record after all others, sometimes a used one.
 * Returns whether it must come after them. */
static bool
fit_categorie(struct iwmo_draft *draft, const struct calendar *calendar,
              struct iwmo_node *record)
{
    struct iwmo_node *product = iwmo_draft_child(record, EL_Product);
    struct iwmo_node *categorie = iwmo_draft_child(product, EL_Categorie);
    const struct iwmo_type *type = categorie->decl->type;
    bool may_follow =
        calendar->busy_until != INT32_MAX && iwmo_dice_chance(&draft->dice, 40);

    for (uint16_t i = 0; i < type->code_count; i++) {
        const char *code = type->codes[i].value;
        if (!is_used(calendar, record, categorie->value.text.at))
            break;
        if (may_follow)
            return true;
        if (!is_used(calendar, record, code))
            iwmo_draft_set(draft, categorie, code);
    }
    struct iwmo_node *code = iwmo_draft_child(product, EL_Code);
    if (code != NULL)
        iwmo_draft_print(draft, code, "%.2s%.3s", categorie->value.text.at,
                         code->value.text.at + 2);
    return false;
}

/* One of three: a specific product with a volume, a category with or without a budget,
 * or a budget alone (CD041, CD077 to CD080, CD095, CD096). */
static void
fit_form(struct iwmo_draft *draft, const struct calendar *calendar,
         struct iwmo_node *record)
{
    struct iwmo_node *product = iwmo_draft_child(record, EL_Product);

    if (product == NULL && calendar->busy_until == INT32_MAX) /* no room for a budget */
        product = iwmo_grow_child(draft, record, EL_Product);
    if (product == NULL)
        iwmo_grow_child(draft, record, EL_Budget);
    if (iwmo_draft_child(product, EL_Code) != NULL) {
        iwmo_grow_child(draft, record, EL_Omvang);
        iwmo_draft_drop_all(record, EL_Budget);
    } else {
        iwmo_draft_drop_all(record, EL_Omvang);
    }
}

/* CD075, CD076: a budget and a volume per week have an end; CS335, CS336: what is
 * removed ends when it starts. */
static void
fit_end(struct iwmo_draft *draft, struct calendar *calendar, struct iwmo_node *record,
        struct iwmo_date start)
{
    struct iwmo_node *omvang = iwmo_draft_child(record, EL_Omvang);
    struct iwmo_node *reden = iwmo_draft_child(record, EL_RedenWijziging);
    bool is_3_2 = draft->message->release != R_2_3;
    struct iwmo_date end = later(draft, start, 0, 400);

    if (is_3_2 && iwmo_node_equals(reden, "01"))
        iwmo_draft_set(draft, reden, "14");
    if (iwmo_node_equals(reden, "13"))
        end = start;
    if (iwmo_draft_child(record, EL_Budget) != NULL || iwmo_node_equals(reden, "13") ||
        iwmo_node_equals(iwmo_draft_child(omvang, EL_Frequentie), "2"))
        iwmo_grow_child(draft, record, calendar->span->end);
    struct iwmo_node *node = iwmo_draft_child(record, calendar->span->end);
    iwmo_draft_set_date(draft, node, end);
    int32_t last = node != NULL ? end.days : INT32_MAX;
    if (last > calendar->busy_until)
        calendar->busy_until = last;
    if (iwmo_draft_child(record, EL_Product) == NULL)
        calendar->fence = end.days;
}

/* CD043: number and date of the decision come together. */
static void
fit_decision(struct iwmo_draft *draft, struct iwmo_node *record)
{
    if (iwmo_draft_child(record, EL_BeschikkingNummer) == NULL)
        iwmo_draft_drop_all(record, EL_BeschikkingIngangsdatum);
    else
        iwmo_grow_child(draft, record, EL_BeschikkingIngangsdatum);
}

static void
fit_record(struct iwmo_draft *draft, struct calendar *calendar,
           struct iwmo_node *record)
{
    const struct span *span = calendar->span;

    fit_form(draft, calendar, record);
    if (draft->failed)
        return;
    bool has_product = iwmo_draft_child(record, EL_Product) != NULL;
    bool follows = has_product ? fit_categorie(draft, calendar, record) : true;
    struct iwmo_date start = later(draft, draft->day, span->least, span->most);
    int32_t free_from = (follows ? calendar->busy_until : calendar->fence) + 1;
    if (start.days < free_from) {
        start.days = free_from;
        start = later(draft, start, 0, 30);
    }
    iwmo_grow_date(draft, record, span->start, start);
    fit_end(draft, calendar, record, start);
    if (span->list == EL_AangevraagdeProducten)
        fit_decision(draft, record);
    if (span->list == EL_ToegewezenProducten) /* TR134 */
        iwmo_grow_date(draft, record, EL_Toewijzingsdatum,
                       later(draft, draft->day, -10, 0));
}

void
iwmo_fit_products(struct iwmo_draft *draft, struct iwmo_node *list)
{
    struct calendar calendar = {spans, list, INT32_MIN, INT32_MIN};

    while (calendar.span->list != list->decl->id)
        calendar.span++;
    for (struct iwmo_node *record = list->first; record && !draft->failed;
         record = record->next)
        fit_record(draft, &calendar, record);
}

/* ---- start, stop, change, answer ---- */

/* CS058: 1 or 3; a product that was started on another day than the others (TR101), and
 * not after the message (TR134). */
void
iwmo_fit_StartProducten(struct iwmo_draft *draft, struct iwmo_node *list)
{
    struct iwmo_date last = draft->day;

    for (struct iwmo_node *record = list->first; record; record = record->next) {
        struct iwmo_date begin = later(draft, last, -6, 0);
        iwmo_grow_date(draft, record, EL_Begindatum, begin);
        iwmo_draft_set_date(draft, iwmo_draft_child(record, EL_ToewijzingIngangsdatum),
                            later(draft, begin, -30, 0));
        iwmo_grow_value(draft, record, EL_StatusAanlevering,
                        iwmo_dice_chance(&draft->dice, 85) ? "1" : "3");
        last.days = begin.days - 1;
    }
}

/* TR018: and not before its start. */
void
iwmo_fit_StopProducten(struct iwmo_draft *draft, struct iwmo_node *list)
{
    struct iwmo_date last = draft->day;

    for (struct iwmo_node *record = list->first; record; record = record->next) {
        struct iwmo_date end = later(draft, last, -6, 0);
        struct iwmo_date begin = later(draft, end, -700, 0);
        iwmo_grow_date(draft, record, EL_Einddatum, end);
        iwmo_grow_date(draft, record, EL_Begindatum, begin);
        iwmo_draft_set_date(draft, iwmo_draft_child(record, EL_ToewijzingIngangsdatum),
                            later(draft, begin, -30, 0));
        iwmo_grow_value(draft, record, EL_StatusAanlevering,
                        iwmo_dice_chance(&draft->dice, 85) ? "1" : "3");
        last.days = end.days - 1;
    }
}

/* A volume or a budget, not both (CD077, CD078); the ends as above. */
void
iwmo_fit_TeWijzigenProduct(struct iwmo_draft *draft, struct iwmo_node *record)
{
    struct iwmo_node *omvang = iwmo_draft_child(record, EL_Omvang);
    struct iwmo_date start = later(draft, draft->day, -60, 60);

    if (omvang != NULL)
        iwmo_draft_drop_all(record,
                            iwmo_dice_chance(&draft->dice, 70) ? EL_Budget : EL_Omvang);
    omvang = iwmo_draft_child(record, EL_Omvang);
    if (omvang != NULL)
        iwmo_draft_drop_all(record, EL_Budget);
    iwmo_grow_date(draft, record, EL_GewensteIngangsdatum, start);
    if (iwmo_draft_child(record, EL_Budget) != NULL ||
        iwmo_node_equals(iwmo_draft_child(omvang, EL_Frequentie), "2"))
        iwmo_grow_child(draft, record, EL_Einddatum);
    iwmo_draft_set_date(draft, iwmo_draft_child(record, EL_Einddatum),
                        later(draft, start, 0, 400));
}

/* TR352, TR353: something existing, and something that changes. */
void
iwmo_fit_Verzoek(struct iwmo_draft *draft, struct iwmo_node *verzoek)
{
    bool has_change = iwmo_draft_child(verzoek, EL_TeWijzigenProducten) != NULL;
    bool has_new = iwmo_draft_child(verzoek, EL_NieuweProducten) != NULL;
    bool has_old = iwmo_draft_child(verzoek, EL_OngewijzigdeProducten) != NULL;

    if (has_change || (has_old && has_new))
        return;
    if (has_new && iwmo_dice_chance(&draft->dice, 50))
        iwmo_grow_child(draft, verzoek, EL_OngewijzigdeProducten);
    else if (has_old && iwmo_dice_chance(&draft->dice, 50))
        iwmo_grow_child(draft, verzoek, EL_NieuweProducten);
    else
        iwmo_grow_child(draft, verzoek, EL_TeWijzigenProducten);
}

/* CD066 to CD068: a care professional has a code or a name, another no code. */
void
iwmo_fit_Verwijzer(struct iwmo_draft *draft, struct iwmo_node *verwijzer)
{
    bool is_professional =
        iwmo_one_of(iwmo_draft_child(verwijzer, EL_Type), "02 03 04 05");

    if (!is_professional)
        iwmo_draft_drop_all(verwijzer, EL_ZorgverlenerCode);
    else if (iwmo_draft_child(verwijzer, EL_ZorgverlenerCode) != NULL)
        iwmo_draft_drop_all(verwijzer, EL_Naam);
    else
        iwmo_grow_child(draft, verwijzer, EL_Naam);
}

/* CD085, CD086: a refusal (1) has a reason, what is under investigation (2) none.
 * Reason 8 is for youth care only (codelists, WJ759). */
void
iwmo_fit_Antwoord(struct iwmo_draft *draft, struct iwmo_node *antwoord)
{
    struct iwmo_node *verzoek = iwmo_draft_child(antwoord, EL_VerzoekAntwoord);

    if (!iwmo_node_equals(verzoek, "1")) {
        iwmo_draft_drop_all(antwoord, EL_RedenAfwijzingVerzoek);
        return;
    }
    struct iwmo_node *reden =
        iwmo_grow_child(draft, antwoord, EL_RedenAfwijzingVerzoek);
    if (iwmo_node_equals(reden, "8"))
        iwmo_draft_set(draft, reden, "7");
}
