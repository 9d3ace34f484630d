#include <stdlib.h>

#include "model/volume.h"
#include "rules/across_work.h"

/* ---- order ---- */

static int
by_day(struct iwmo_date a, struct iwmo_date b)
{
    return a.days < b.days ? -1 : a.days > b.days;
}

static int
by_key(const struct iwmo_key *a, const struct iwmo_key *b)
{
    return memcmp(a, b, sizeof(*a));
}

/* What may be declared once on a number: product and ProductPeriode (TR389). */
static int
by_content(const struct iwmo_record *a, const struct iwmo_record *b)
{
    int difference = strcmp(a->categorie, b->categorie);

    if (difference == 0)
        difference = strcmp(a->code, b->code);
    if (difference == 0)
        difference = by_day(a->begin, b->begin);
    if (difference == 0)
        difference = by_day(a->eind, b->eind);
    return difference != 0 ? difference : by_key(&a->client, &b->client);
}

static int
by_debit(const void *a, const void *b)
{
    const struct iwmo_record *left = ((const struct iwmo_across_claim *)a)->debit;
    const struct iwmo_record *right = ((const struct iwmo_across_claim *)b)->debit;
    int difference = by_content(left, right);

    return difference != 0 ? difference : by_key(&left->referentie, &right->referentie);
}

static int
by_reference(const void *a, const void *b, void *claims)
{
    const struct iwmo_across_claim *rows = claims;

    return by_key(&rows[*(const uint32_t *)a].debit->referentie,
                  &rows[*(const uint32_t *)b].debit->referentie);
}

struct iwmo_across_claim *
iwmo_across_claim_of(const struct iwmo_across_number *number,
                     const struct iwmo_key *referentie)
{
    size_t low = 0, high = number->claim_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct iwmo_across_claim *claim = &number->claims[number->by_reference[middle]];
        int difference = by_key(&claim->debit->referentie, referentie);
        if (difference == 0)
            return claim;
        if (difference < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool
iwmo_across_is_claimed(const struct iwmo_across_number *number,
                       const struct iwmo_record *debit)
{
    size_t low = 0, high = number->claim_count;

    while (low < high) { /* the first with this content */
        size_t middle = low + (high - low) / 2;
        if (by_content(number->claims[middle].debit, debit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (;
         low < number->claim_count && by_content(number->claims[low].debit, debit) == 0;
         low++)
        if (number->claims[low].credit == NULL)
            return true;
    return false;
}

/* ---- filling ---- */

int64_t
iwmo_across_volume(const struct iwmo_across_number *number,
                   const struct iwmo_record *prestatie)
{
    const struct iwmo_record *toewijzing = number->toewijzing;
    bool is_hours = toewijzing != NULL &&
                    iwmo_eenheid_of(iwmo_text(toewijzing->eenheid)) == IWMO_EENHEID_UUR;

    if (prestatie->volume == IWMO_ABSENT)
        return 0;
    if (is_hours && iwmo_eenheid_of(iwmo_text(prestatie->eenheid)) == IWMO_EENHEID_UUR)
        return prestatie->volume * 60;
    return prestatie->volume;
}

/* Approved goes before not answered yet. */
static void
set_credit(struct iwmo_across_claim *claim, const struct iwmo_record *credit)
{
    if (claim != NULL &&
        (claim->credit == NULL || credit->uitkomst == IWMO_UITKOMST_GOED))
        claim->credit = credit;
}

void
iwmo_across_claim(struct iwmo_across_number *number,
                  const struct iwmo_record *prestatie)
{
    bool is_credit = prestatie->status == 'C';
    int64_t volume = iwmo_across_volume(number, prestatie);

    /* in range: eight digits of volume and of cents, and no more lines than memory */
    number->volume += is_credit ? -volume : volume;
    number->cents += prestatie->bedrag.cents; /* a credit is negative */
    if (is_credit)
        set_credit(iwmo_across_claim_of(number, &prestatie->vorig), prestatie);
}

static bool
counts(const struct iwmo_record *record)
{
    return record->kind == IWMO_RECORD_PRESTATIE &&
           record->uitkomst != IWMO_UITKOMST_AFGEWEZEN;
}

static void
list_debits(struct iwmo_across_work *work, struct iwmo_across_number *number)
{
    size_t count = 0;

    for (size_t i = 0; i < number->history.count; i++)
        count += counts(&number->history.rows[i]);
    number->claims = iwmo_across_take(work, count, sizeof(*number->claims));
    number->by_reference = iwmo_across_take(work, count, sizeof(*number->by_reference));
    if (number->claims == NULL || number->by_reference == NULL)
        return;
    for (size_t i = 0; i < number->history.count; i++) {
        const struct iwmo_record *record = &number->history.rows[i];
        if (counts(record) && record->status != 'C')
            number->claims[number->claim_count++].debit = record;
    }
    qsort(number->claims, number->claim_count, sizeof(*number->claims), by_debit);
    for (uint32_t i = 0; i < number->claim_count; i++)
        number->by_reference[i] = i;
    qsort_r(number->by_reference, number->claim_count, sizeof(*number->by_reference),
            by_reference, number->claims);
}

void
iwmo_across_load_claims(struct iwmo_across_work *work,
                        struct iwmo_across_number *number)
{
    list_debits(work, number);
    for (size_t i = 0; i < number->history.count && work->status == IWMO_OK; i++)
        if (counts(&number->history.rows[i]))
            iwmo_across_claim(number, &number->history.rows[i]);
}

bool
iwmo_across_is_approved(const struct iwmo_across_work *work,
                        const struct iwmo_record *prestatie)
{
    return prestatie->uitkomst == IWMO_UITKOMST_GOED ||
           (prestatie->uitkomst == IWMO_UITKOMST_OPEN &&
            work->across->entry->side == IWMO_SIDE_GEMEENTE);
}
