#include "rules/shape.h"

#include "names.h"

int64_t
iwmo_date_number(struct iwmo_date date)
{
    struct iwmo_day day = iwmo_date_split(date);

    return (int64_t)day.year * 10000 + day.month * 100 + day.day;
}

bool
iwmo_is_before_2021(struct iwmo_date date)
{
    static const struct iwmo_date first = {18628}; /* 2021-01-01 */

    return iwmo_date_before(date, first);
}

bool
iwmo_runs_after_2020(const struct iwmo_node *end)
{
    if (end == NULL)
        return true;
    return iwmo_is_date(end) && !iwmo_is_before_2021(end->value.date);
}

struct iwmo_text
iwmo_collapsed(const struct iwmo_node *node, struct iwmo_facts *facts)
{
    static const struct iwmo_text nothing = {0};
    struct iwmo_text text = node != NULL ? node->value.text : nothing;

    if (iwmo_text_is_collapsed(text))
        return text;
    char *room = iwmo_arena_alloc(facts->scratch, text.size);
    if (room == NULL) {
        facts->findings->failed = true;
        return nothing;
    }
    return iwmo_text_collapse(text, room);
}

bool
iwmo_signed_cents(const struct iwmo_node *bedrag, int64_t *cents)
{
    const struct iwmo_node *value = iwmo_child(bedrag, EL_Bedrag);
    const struct iwmo_node *teken = iwmo_child(bedrag, EL_DebetCredit);

    if (value == NULL)
        value = iwmo_child(bedrag, EL_TotaalBedrag);
    if (!iwmo_is_number(value) || !iwmo_one_of(teken, "C D"))
        return false;
    bool is_credit = iwmo_node_equals(teken, "C");
    *cents = is_credit ? -value->value.integer : value->value.integer;
    return true;
}

static const struct iwmo_node *
first_child_of(const struct iwmo_node *record, const uint16_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct iwmo_node *child = iwmo_child(record, ids[i]);
        if (child != NULL)
            return child;
    }
    return NULL;
}

const struct iwmo_node *
iwmo_record_end(const struct iwmo_node *record)
{
    const struct iwmo_node *end = iwmo_child(record, EL_Einddatum);

    return end != NULL ? end : iwmo_child(record, EL_ToewijzingEinddatum);
}

const struct iwmo_node *
iwmo_record_start(const struct iwmo_node *record)
{
    static const uint16_t ids[] = {EL_Ingangsdatum, EL_ToewijzingIngangsdatum,
                                   EL_GewensteIngangsdatum, EL_Begindatum};

    return first_child_of(record, ids, 4);
}

const struct iwmo_node *
iwmo_around(const struct iwmo_node *node, uint16_t id)
{
    do
        node = node->parent;
    while (node != NULL && node->decl->id != id);
    return node;
}
