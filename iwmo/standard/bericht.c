#include "standard/bericht.h"

#include <stddef.h>
#include <string.h>

static const struct iwmo_bericht rows[BERICHT_COUNT] = {
#define BERICHT(name, number, since, until, sender, form, other, days, unit, nl, en)   \
    [name] = {name,           #name, number, {since, until}, IWMO_SIDE_##sender,       \
              BERICHT_##form, other, days,   BERICHT_##unit, {nl, en}},
#include "standard/berichten.def"
#undef BERICHT
};

const struct iwmo_bericht *
iwmo_bericht(enum iwmo_bericht_id id)
{
    return id > BERICHT_none && id < BERICHT_COUNT ? &rows[id] : NULL;
}

const struct iwmo_bericht *
iwmo_bericht_named(const char *name)
{
    for (size_t i = BERICHT_none + 1; i < BERICHT_COUNT; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

const struct iwmo_bericht *
iwmo_bericht_answer(const struct iwmo_bericht *bericht)
{
    return bericht->form == BERICHT_HEEN ? iwmo_bericht(bericht->other) : NULL;
}

const struct iwmo_bericht *
iwmo_bericht_answered(const struct iwmo_bericht *bericht)
{
    return bericht->form != BERICHT_HEEN ? iwmo_bericht(bericht->other) : NULL;
}

enum iwmo_side
iwmo_bericht_receiver(const struct iwmo_bericht *bericht)
{
    return bericht->sender == IWMO_SIDE_GEMEENTE ? IWMO_SIDE_AANBIEDER
                                                 : IWMO_SIDE_GEMEENTE;
}

const char *
iwmo_side_name(enum iwmo_side side)
{
    return side == IWMO_SIDE_GEMEENTE ? "gemeente" : "aanbieder";
}
