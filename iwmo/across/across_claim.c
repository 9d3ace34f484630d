#include <stdlib.h>

#include "across/across_work.h"
#include "model/volume.h"

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

/* ---- lines of the message ---- */

struct iwmo_across_debit {
    const struct iwmo_record *line;
    bool is_taken; /* of the first of its content: one of them was found right */
};

static int
by_line(const void *a, const void *b)
{
    const struct iwmo_record *left = ((const struct iwmo_across_debit *)a)->line;
    const struct iwmo_record *right = ((const struct iwmo_across_debit *)b)->line;

    if (left->nummer != right->nummer)
        return left->nummer < right->nummer ? -1 : 1;
    return by_content(left, right);
}

void
iwmo_across_sort_debits(struct iwmo_across_work *work)
{
    const struct iwmo_records *records = &work->across->records;

    work->debits = iwmo_across_take(work, records->count, sizeof(*work->debits));
    for (size_t i = 0; work->debits != NULL && i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_PRESTATIE &&
            records->rows[i].status != 'C')
            work->debits[work->debit_count++].line = &records->rows[i];
    if (work->debits != NULL && work->debit_count > 0)
        qsort(work->debits, work->debit_count, sizeof(*work->debits), by_line);
}

/* The first with the content of this one. */
static struct iwmo_across_debit *
first_debit(const struct iwmo_across_work *work, const struct iwmo_record *line)
{
    const struct iwmo_across_debit sought = {.line = line};
    size_t low = 0, high = work->debit_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_line(&work->debits[middle], &sought) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < work->debit_count && by_line(&work->debits[low], &sought) == 0
               ? &work->debits[low]
               : NULL;
}

void
iwmo_across_note_debit(struct iwmo_across_work *work, const struct iwmo_record *debit)
{
    struct iwmo_across_debit *first = first_debit(work, debit);

    if (first != NULL)
        first->is_taken = true;
}

bool
iwmo_across_has_debit(const struct iwmo_across_work *work,
                      const struct iwmo_record *debit)
{
    const struct iwmo_across_debit *first = first_debit(work, debit);

    return first != NULL && first->is_taken;
}

/* ---- filling ---- */

/* Hours count in minutes when the allocation is in hours: what one unit is worth. */
static int64_t
worth_of(const struct iwmo_across_number *number, const char *eenheid)
{
    const struct iwmo_record *toewijzing = number->toewijzing;
    bool is_hours = toewijzing != NULL &&
                    iwmo_eenheid_of(iwmo_text(toewijzing->eenheid)) == IWMO_EENHEID_UUR;

    return is_hours && iwmo_eenheid_of(iwmo_text(eenheid)) == IWMO_EENHEID_UUR ? 60 : 1;
}

int64_t
iwmo_across_volume(const struct iwmo_across_number *number,
                   const struct iwmo_record *prestatie)
{
    if (prestatie->volume == IWMO_ABSENT)
        return 0;
    return prestatie->volume * worth_of(number, prestatie->eenheid);
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
iwmo_across_fill_claims(struct iwmo_across_work *work,
                        struct iwmo_across_number *number)
{
    list_debits(work, number);
    for (size_t i = 0; i < number->history.count && work->status == IWMO_OK; i++)
        if (counts(&number->history.rows[i]) && number->history.rows[i].status == 'C')
            set_credit(iwmo_across_claim_of(number, &number->history.rows[i].vorig),
                       &number->history.rows[i]);
}

/* ---- asking ---- */

/* A number and a day of which the lines are wanted. */
struct wanted {
    struct iwmo_across_number *number;
    struct iwmo_date day;
};

static int
by_number_and_day(const void *a, const void *b)
{
    const struct wanted *left = a, *right = b;

    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    return by_day(left->day, right->day);
}

/* The day on which the debit that a credit names begins; false: it is not there. */
static bool
day_of_debit(struct iwmo_across_work *work, const struct iwmo_record *credit,
             struct iwmo_date *day)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_REFERENTIE, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));

    question.referentie = credit->vorig;
    struct iwmo_records found = iwmo_across_ask(work, &question);
    for (size_t i = 0; i < found.count; i++)
        if (found.rows[i].nummer == credit->nummer &&
            iwmo_across_is_ours(work, &found.rows[i])) {
            *day = found.rows[i].begin;
            return true;
        }
    return false;
}

static struct wanted *
list_wanted(struct iwmo_across_work *work, size_t *count)
{
    const struct iwmo_records *records = &work->across->records;
    struct wanted *wanted = iwmo_across_take(work, 2 * records->count, sizeof(*wanted));

    *count = 0;
    for (size_t i = 0; wanted != NULL && i < records->count; i++) {
        const struct iwmo_record *line = &records->rows[i];
        if (line->kind != IWMO_RECORD_PRESTATIE)
            continue;
        struct wanted *next = &wanted[(*count)++];
        *next = (struct wanted){iwmo_across_number(work, line), line->begin};
        if (line->status == 'C' && day_of_debit(work, line, &next[1].day)) {
            next[1].number = next->number;
            ++*count;
        }
    }
    if (*count > 0)
        qsort(wanted, *count, sizeof(*wanted), by_number_and_day);
    return wanted;
}

/* Put `lines` behind the history of a number, for which there is room for `*room`. */
static void
add_lines(struct iwmo_across_work *work, struct iwmo_records *history, size_t *room,
          const struct iwmo_records *lines)
{
    size_t total = history->count + lines->count;

    if (total > *room) {
        size_t larger = total > 2 * *room ? total : 2 * *room;
        struct iwmo_record *rows = iwmo_across_take(work, larger, sizeof(*rows));
        if (rows == NULL)
            return;
        if (history->count > 0)
            memcpy(rows, history->rows, history->count * sizeof(*rows));
        history->rows = rows;
        *room = larger;
    }
    if (lines->count > 0)
        memcpy(history->rows + history->count, lines->rows,
               lines->count * sizeof(*lines->rows));
    history->count = total;
}

/* The lines of one number that begin on these days become its history. */
static void
load_days(struct iwmo_across_work *work, const struct wanted *wanted, size_t count)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_TOEWIJZING, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));
    struct iwmo_records history = {0};
    size_t room = 0;

    question.nummer = wanted->number->nummer;
    question.has_day = true;
    for (size_t i = 0; i < count && work->status == IWMO_OK; i++) {
        if (i > 0 && iwmo_date_equal(wanted[i].day, wanted[i - 1].day))
            continue;
        question.day = wanted[i].day;
        struct iwmo_records lines = iwmo_across_ask(work, &question);
        add_lines(work, &history, &room, &lines);
    }
    wanted->number->history = history;
}

static void
load_declared(struct iwmo_across_work *work, struct iwmo_across_number *number)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_question question = iwmo_across_about(work, IWMO_BY_TOEWIJZING, 0);
    struct iwmo_declared_list declared = {0};

    if (work->status != IWMO_OK)
        return;
    question.nummer = number->nummer;
    question.without = across->entry->id;
    work->status = across->history->declared(across->history->self, &question,
                                             across->scratch, &declared, work->err);
    for (size_t i = 0; work->status == IWMO_OK && i < declared.count; i++) {
        number->volume +=
            declared.rows[i].volume * worth_of(number, declared.rows[i].eenheid);
        number->cents += declared.rows[i].cents;
    }
}

void
iwmo_across_load_claims(struct iwmo_across_work *work)
{
    size_t count;
    struct wanted *wanted = list_wanted(work, &count);

    for (size_t first = 0, next; first < count && work->status == IWMO_OK;
         first = next) {
        struct iwmo_across_number *number = wanted[first].number;
        for (next = first + 1; next < count && wanted[next].number == number; next++)
            ;
        load_days(work, wanted + first, next - first);
        iwmo_across_fill_claims(work, number);
        load_declared(work, number);
    }
}

bool
iwmo_across_is_approved(const struct iwmo_across_work *work,
                        const struct iwmo_record *prestatie)
{
    return prestatie->uitkomst == IWMO_UITKOMST_GOED ||
           (prestatie->uitkomst == IWMO_UITKOMST_OPEN &&
            work->across->entry->side == IWMO_SIDE_GEMEENTE);
}
