#include "flow/deadline.h"

#include <stdlib.h>

static const struct {
    const char *name, *nl, *en;
    bool is_notice;
} kinds[IWMO_DEADLINE_KINDS] = {
    [IWMO_DEADLINE_MAKE_RETOUR] = {"retour", "Maak het retourbericht.",
                                   "Make the retour message.", false},
    [IWMO_DEADLINE_RETOUR_MISSING] =
        {"retour", "Er kwam geen retourbericht. Neem contact op.",
         "No retour message came. Contact the other party.", false},
    [IWMO_DEADLINE_MAKE_325] = {"325", "Beantwoord de declaratie met een 325.",
                                "Answer the declaration with a 325.", false},
    [IWMO_DEADLINE_325_MISSING] =
        {"325", "Er kwam geen 325 op de declaratie. Neem contact op.",
         "No 325 came on the declaration. Contact the gemeente.", false},
    [IWMO_DEADLINE_MAKE_304] = {"304", "Beantwoord de declaratie met een 304.",
                                "Answer the declaration with a 304.", false},
    [IWMO_DEADLINE_304_MISSING] =
        {"304", "Er kwam geen 304 op de declaratie. Neem contact op.",
         "No 304 came on the declaration. Contact the gemeente.", false},
    [IWMO_DEADLINE_REQUEST] = {"answer", "Beantwoord het verzoek met een 301 of 319.",
                               "Answer the request with a 301 or 319.", false},
    [IWMO_DEADLINE_INVESTIGATION] = {"decision",
                                     "Rond het onderzoek af met een 301 of 319.",
                                     "Close the investigation with a 301 or 319.",
                                     false},
    [IWMO_DEADLINE_START] = {"305", "Toegewezen en nog niet gestart: stuur een 305.",
                             "Allocated and not started: send a 305.", false},
    [IWMO_DEADLINE_START_AWAITED] =
        {"305",
         "Toegewezen en nog niet gestart. Is de zorg begonnen, stuur dan een 305.",
         "Allocated and not started. If care has begun, send a 305.", true},
    [IWMO_DEADLINE_REQUEST_QUIET] =
        {"answer",
         "Op het verzoek kwam nog geen toewijzing. Neem contact op met de gemeente.",
         "No allocation came on the request yet. Contact the gemeente.", true},
    [IWMO_DEADLINE_STOP] =
        {"307", "De toewijzing is voorbij en de levering loopt nog: stuur een 307.",
         "The allocation is over and delivery still runs: send a 307.", false},
    [IWMO_DEADLINE_WITHDRAW] = {"withdraw",
                                "De toewijzing is verwijderd: trek start en stop in.",
                                "The allocation was removed: withdraw start and stop.",
                                false},
    [IWMO_DEADLINE_ENDS_SOON] =
        {"ends", "De toewijzing eindigt. Gaat de zorg door, stuur op tijd een 317.",
         "The allocation ends. If care goes on, send a 317 in time.", true},
    [IWMO_DEADLINE_PAUSED_LONG] =
        {"paused", "Al lang onderbroken. Komt er geen herstart, stuur een 307.",
         "Paused for long. If it will not resume, send a 307.", true},
};

/* ---- the ledger ---- */

static enum iwmo_status
see_entry(void *self, const struct iwmo_entry *entry)
{
    return iwmo_deadline_fold_entry(self, entry);
}

static enum iwmo_status
see_record(void *self, const struct iwmo_record *record)
{
    return iwmo_deadline_fold_record(self, record);
}

enum iwmo_status
iwmo_deadlines_collect(struct iwmo_ledger *ledger,
                       const struct iwmo_deadline_options *options,
                       struct iwmo_deadlines *deadlines, struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_deadline_fold *fold = iwmo_deadline_fold_new(options, deadlines, err);
    enum iwmo_status status =
        fold != NULL ? iwmo_ledger_each_entry(ledger, 0, see_entry, fold, err)
                     : IWMO_NO_MEMORY;

    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        if (status != IWMO_OK || (options->has_side && (int)options->side != side))
            continue;
        iwmo_deadline_fold_side(fold, (enum iwmo_side)side);
        status = iwmo_ledger_each_record(ledger, (enum iwmo_side)side,
                                         IWMO_DEADLINE_RECORDS, see_record, fold, err);
        if (status == IWMO_OK)
            status = iwmo_deadline_fold_finish(fold, &history, err);
    }
    iwmo_deadline_fold_free(fold);
    iwmo_deadlines_sort(deadlines);
    return status;
}

static int
compare(const void *left, const void *right)
{
    const struct iwmo_deadline *a = left, *b = right;

    if (a->due.days != b->due.days)
        return a->due.days < b->due.days ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->nummer != b->nummer)
        return a->nummer < b->nummer ? -1 : 1;
    if (strcmp(a->gemeente, b->gemeente) != 0)
        return strcmp(a->gemeente, b->gemeente);
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

void
iwmo_deadlines_sort(struct iwmo_deadlines *deadlines)
{
    if (deadlines->count > 1)
        qsort(deadlines->rows, deadlines->count, sizeof(*deadlines->rows), compare);
}

void
iwmo_deadlines_release(struct iwmo_deadlines *deadlines)
{
    free(deadlines->rows);
    *deadlines = (struct iwmo_deadlines){0};
}

bool
iwmo_deadline_is_notice(enum iwmo_deadline_kind kind)
{
    return kinds[kind].is_notice;
}

const char *
iwmo_deadline_name(enum iwmo_deadline_kind kind)
{
    return kinds[kind].name;
}

const char *
iwmo_deadline_words(enum iwmo_deadline_kind kind, bool is_dutch)
{
    return is_dutch ? kinds[kind].nl : kinds[kind].en;
}
