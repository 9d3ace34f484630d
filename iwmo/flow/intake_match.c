#include "flow/intake_fold.h"

/*
 * Intake match: which intake of the ledger is which of the fold.
 */

struct iwmo_intake_number *
iwmo_intake_first_number(const struct iwmo_intake_desk *desk, size_t place)
{
    const struct iwmo_intake_links *links = &desk->dossier->links[place];
    struct iwmo_intake_number *first = NULL;

    for (size_t i = 0; i < links->count; i++) {
        struct iwmo_intake_number *number = iwmo_intake_find_number(
            &desk->fold->books, links->rows[i].gemeente, links->rows[i].nummer);

        if (number != NULL && number->first != NULL &&
            (first == NULL || number->moment < first->moment))
            first = number;
    }
    return first;
}

bool
iwmo_intake_is_foreign(const struct iwmo_intake *row,
                       const struct iwmo_intake_number *first)
{
    return row->message == 0 || first == NULL;
}

static void
keep_row(struct iwmo_intake_talk *talk, const struct iwmo_intake *row)
{
    talk->stored = row;
    talk->row.id = row->id;
    talk->row.opened = row->opened;
}

static bool
is_taken(const struct iwmo_intake_fold *fold, const struct iwmo_intake *row)
{
    for (size_t i = 0; i < fold->talk_count; i++)
        if (fold->talks[i].stored == row)
            return true;
    return false;
}

/* The one that a number is in which the ledger links to this row; NULL: none. */
static struct iwmo_intake_talk *
talk_of(const struct iwmo_intake_desk *desk, size_t place)
{
    const struct iwmo_intake_links *links = &desk->dossier->links[place];

    for (size_t i = 0; i < links->count; i++) {
        const struct iwmo_intake_number *number = iwmo_intake_find_number(
            &desk->fold->books, links->rows[i].gemeente, links->rows[i].nummer);

        if (number != NULL && number->talk != NULL && number->talk->stored == NULL)
            return number->talk;
    }
    return NULL;
}

/* First what is for the same number, then in order. */
void
iwmo_intake_match(struct iwmo_intake_desk *desk)
{
    struct iwmo_intake_fold *fold = desk->fold;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < desk->dossier->intakes.count; i++) {
            const struct iwmo_intake *row = &desk->dossier->intakes.rows[i];
            const struct iwmo_intake_number *first = iwmo_intake_first_number(desk, i);
            struct iwmo_intake_talk *talk = first != NULL ? talk_of(desk, i) : NULL;

            if (iwmo_intake_is_foreign(row, first) || is_taken(fold, row))
                continue;
            for (size_t j = 0; pass == 1 && j < fold->talk_count; j++)
                if ((talk == NULL || talk->stored != NULL) &&
                    fold->talks[j].stored == NULL)
                    talk = &fold->talks[j];
            if (talk != NULL && talk->stored == NULL)
                keep_row(talk, row);
        }
    for (size_t i = 0; i < fold->talk_count; i++) {
        struct iwmo_intake_talk *talk = &fold->talks[i];

        if (talk->stored != NULL)
            talk->row.opened = talk->stored->opened;
    }
}

void
iwmo_intake_tell_first(struct iwmo_intake_fold *fold)
{
    for (size_t i = 0; i < fold->talk_count; i++) {
        struct iwmo_intake_number *opener = fold->talks[i].opener, *first = opener;

        for (struct iwmo_intake_number *number = fold->talks[i].numbers;
             opener != NULL && number != NULL; number = number->next)
            if (number->moment == opener->moment &&
                number->decision.outcome == IWMO_INTAKE_LINK_TO_INTAKE &&
                iwmo_intake_compare_registered(number->first, first->first) < 0)
                first = number;
        if (first == opener)
            continue;
        const struct iwmo_intake_decision decision = opener->decision;
        opener->decision = first->decision;
        first->decision = decision;
    }
}
