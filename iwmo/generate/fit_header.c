/*
 * Fit: headers, and the codes of an answer.
 */
#include <string.h>

#include "generate/fit.h"
#include "generate/grow.h"
#include "names.h"
#include "rules/shape.h"
#include "schema/lookup.h"

void
iwmo_fit_BerichtIdentificatie(struct iwmo_draft *draft, struct iwmo_node *identificatie)
{
    iwmo_grow_date(draft, identificatie, EL_Dagtekening, draft->day);
}

/* An answer is a few days later than what it answers; in 2.3 a service bureau that is
 * paid has a code (CD058). */
void
iwmo_fit_Header(struct iwmo_draft *draft, struct iwmo_node *header)
{
    struct iwmo_node *retour = iwmo_draft_child(header, EL_RetourHeader);
    struct iwmo_node *heen = iwmo_draft_child(header, EL_DeclaratieIdentificatie);
    struct iwmo_date date = draft->day;

    date.days += iwmo_dice_between(&draft->dice, 0, 5);
    iwmo_draft_set_date(draft, iwmo_draft_child(header, EL_DagtekeningRetour), date);
    iwmo_draft_set_date(draft, iwmo_draft_child(retour, EL_RetourDagtekening), date);
    if (heen != NULL) {
        date.days -= 20;
        iwmo_grow_date(draft, heen, EL_Dagtekening, date);
        iwmo_draft_print(draft, iwmo_draft_child(heen, EL_Identificatie), "A%08u",
                         (unsigned)iwmo_draft_unique(draft));
    }
    if (iwmo_node_equals(iwmo_draft_child(header, EL_BetalingAanID), "01")) {
        struct iwmo_node *bureau = iwmo_grow_child(draft, header, EL_Servicebureau);
        iwmo_draft_print(draft, bureau, "98%06d",
                         iwmo_dice_between(&draft->dice, 1, 999999));
    }
}

/* ---- retourcodes ---- */

#define MAX_CODES 6

/* What may be wrong with a class of the message that is answered (codelists, WJ001). */
static const struct {
    enum iwmo_bericht_id bericht;
    const char *codes[MAX_CODES];
} reasons[] = {
    {WMO302, {"9332", "9379", "9385", "S329", "9300"}},
    {WMO304, {"0551", "9307", "9308", "8021", "1112"}},
    {WMO306, {"9019", "9063", "9071", "9074", "9326"}},
    {WMO308, {"9019", "9063", "9069", "9074", "9415"}},
    {WMO316, {"9347", "9374", "S329", "9309"}},
    {WMO318, {"9349", "9350", "9351", "9357", "9361"}},
    {WMO320, {"9355", "9359", "9360", "9365"}},
    {WMO325, {"9307", "9308", "9321", "9339", "9387"}},
};

static bool
is_known(const struct iwmo_type *type, const char *code)
{
    for (uint16_t i = 0; i < type->code_count; i++)
        if (strcmp(type->codes[i].value, code) == 0)
            return true;
    return false;
}

/* One that this release has; 9056 is in all. */
static const char *
pick_reason(struct iwmo_draft *draft, const struct iwmo_type *type)
{
    const char *known[MAX_CODES];
    size_t count = 0;

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        for (size_t j = 0; j < MAX_CODES && reasons[i].codes[j] != NULL; j++)
            if (reasons[i].bericht == draft->message->bericht &&
                is_known(type, reasons[i].codes[j]))
                known[count++] = reasons[i].codes[j];
    return count > 0 ? iwmo_dice_pick(&draft->dice, known, count) : "9056";
}

static void
set_codes(struct iwmo_draft *draft, struct iwmo_node *codes, const char *code)
{
    while (codes->first != NULL && codes->first->next != NULL)
        iwmo_draft_drop(codes->last);
    iwmo_grow_value(draft, codes, EL_RetourCode, code);
}

void
iwmo_fit_retourcode(struct iwmo_draft *draft, struct iwmo_node *parent,
                    const char *code)
{
    struct iwmo_node *codes = iwmo_grow_child(draft, parent, EL_RetourCodes);

    if (codes != NULL && !draft->failed)
        set_codes(draft, codes, code);
}

/* One or two codes of rules. */
static void
set_reasons(struct iwmo_draft *draft, struct iwmo_node *codes)
{
    bool wants_two = codes->first->next != NULL;
    const struct iwmo_type *type = codes->first->decl->type;
    const char *first = pick_reason(draft, type);

    set_codes(draft, codes, first);
    const char *second = pick_reason(draft, type);
    if (wants_two && strcmp(first, second) != 0)
        iwmo_draft_set(draft, iwmo_grow(draft, codes, codes->first->decl), second);
}

static size_t
count_codes(const struct iwmo_node *group)
{
    size_t count = 0;

    for (const struct iwmo_node *child = group->first; child; child = child->next)
        count += child->decl->id == EL_RetourCodes ? 1 : count_codes(child);
    return count;
}

/* `*culprit` RetourCodes from here is the class at fault. */
static void
spread_codes(struct iwmo_draft *draft, struct iwmo_node *group, size_t *culprit)
{
    for (struct iwmo_node *child = group->first; child && !draft->failed;
         child = child->next) {
        if (child->decl->id != EL_RetourCodes) {
            spread_codes(draft, child, culprit);
            continue;
        }
        if (*culprit == 0)
            set_reasons(draft, child);
        else
            set_codes(draft, child,
                      iwmo_dice_chance(&draft->dice, 75) ? "0200" : "0233");
        --*culprit;
    }
}

void
iwmo_fit_retourcodes(struct iwmo_draft *draft, struct iwmo_node *group)
{
    size_t count = count_codes(group);

    if (count == 0)
        return;
    size_t culprit = iwmo_dice_roll(&draft->dice, count);
    spread_codes(draft, group, &culprit);
}

/* An answer: a bare header when all was accepted, or when the message as a whole was
 * refused; else 0200 and the contents with their codes (retour-messages.md). */
static void
fit_answer(struct iwmo_draft *draft, struct iwmo_node *header,
           struct iwmo_node *content)
{
    static const char *const refusals[] = {"0001", "9056", "S300", "8848"};
    static const char *const results[] = {"8001", "0001", "0030", "8848"}; /* 304 */
    struct iwmo_node *codes = iwmo_draft_child(header, EL_RetourCodes);

    if (content != NULL)
        iwmo_fit_retourcode(draft, header, "0200");
    else if (codes != NULL && !draft->failed)
        set_codes(draft, codes,
                  draft->message->bericht == WMO304
                      ? IWMO_DICE_PICK(&draft->dice, results)
                      : IWMO_DICE_PICK(&draft->dice, refusals));
    if (content != NULL && content->decl->id != EL_DeclaratieAntwoord)
        iwmo_fit_retourcodes(draft, content);
}

void
iwmo_fit_Bericht(struct iwmo_draft *draft, struct iwmo_node *bericht)
{
    struct iwmo_node *header = iwmo_draft_child(bericht, EL_Header);

    if (header != NULL && iwmo_type_child(header->decl->type, EL_RetourCodes) != NULL)
        fit_answer(draft, header, header->next);
    iwmo_fit_totals_2_3(draft, bericht);
}
