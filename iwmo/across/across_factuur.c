#include "across/across_work.h"

/*
 * Declarations and invoices of release 2.3 (303).  Source: 2.3 process 3.4, 4.1, 5.5.
 *
 * A refused line of a declaration (416) is dead; that of an invoice (448) stands until
 * it is credited.
 */

#define PRESTATIE IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE)
#define TERUG     IWMO_KIND_BIT(IWMO_RECORD_TERUG)

static bool
is_credit(const struct iwmo_record *prestatie)
{
    return prestatie->status == 'C';
}

/* 8847: it is not about days that are still to come. */
bool
iwmo_across_claims_ahead(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    return iwmo_date_before(work->across->today, record->begin);
}

/* ---- what was agreed (D16) ---- */

/* On the last day of a claim period. */
static struct iwmo_afspraak
agreed(const struct iwmo_across_work *work, struct iwmo_date day)
{
    const struct iwmo_entry *entry = work->across->entry;
    struct iwmo_afspraak afspraak;

    (void)iwmo_registers_afspraak(work->across->registers, entry->gemeente,
                                  entry->aanbieder, day, &afspraak);
    return afspraak;
}

/* 8855: a declaration where invoices were agreed (OP278). */
bool
iwmo_across_no_factuur(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const enum iwmo_afspraak_soort soort = agreed(work, record->eind).soort;

    if (soort == IWMO_AFSPRAAK_GEEN_SOORT)
        return iwmo_across_skip(work, "IW-R-D23-8855");
    return soort == IWMO_AFSPRAAK_FACTUUR && record->status != 'F';
}

/* 8856: and the reverse. */
bool
iwmo_across_no_declaratie(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    return agreed(work, record->eind).soort == IWMO_AFSPRAAK_DECLARATIE &&
           record->status == 'F';
}

#define BLOCK 28 /* days */

/* Is it one period as it was agreed? */
static bool
is_whole(const struct iwmo_record *record, enum iwmo_afspraak_periode periode)
{
    switch (periode) {
    case IWMO_AFSPRAAK_MAAND:
        return iwmo_date_equal(record->begin, iwmo_date_month_start(record->begin)) &&
               iwmo_date_equal(record->eind, iwmo_date_month_end(record->begin));
    case IWMO_AFSPRAAK_VIER_WEKEN:
        return (int64_t)record->eind.days - record->begin.days + 1 == BLOCK;
    default:
        return true;
    }
}

/* TR318: periods join, those without care are skipped whole, the last one may be
 * claimed again and none before it (OP284, IV064). */
bool
iwmo_across_TR318_factuur(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const enum iwmo_afspraak_periode periode = agreed(work, record->eind).periode;
    const struct iwmo_record *last = iwmo_across_previous(work);

    if (!is_whole(record, periode))
        return true;
    if (last == NULL || last->release != R_2_3)
        return false;
    return iwmo_date_before(record->begin, last->begin) ||
           (periode == IWMO_AFSPRAAK_VIER_WEKEN &&
            ((int64_t)record->begin.days - last->begin.days) % BLOCK != 0);
}

/* The block of four weeks that `day` is in; the one that begins on `zero` is 0. */
static int64_t
block_of(struct iwmo_date day, struct iwmo_date zero)
{
    const int64_t days = (int64_t)day.days - zero.days;

    return (days < 0 ? days - (BLOCK - 1) : days) / BLOCK;
}

/* TR319: a ProductPeriode lies in one period (IV061).  That it ends with the claim
 * period is asked inside the message. */
bool
iwmo_across_TR319_factuur(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const struct iwmo_date claimed = work->across->records.rows[0].begin;

    if (record->status == 'C')
        return false;
    switch (agreed(work, record->eind).periode) {
    case IWMO_AFSPRAAK_MAAND:
        return !iwmo_date_equal(iwmo_date_month_start(record->begin),
                                iwmo_date_month_start(record->eind));
    case IWMO_AFSPRAAK_VIER_WEKEN: /* blocks before and after that of the claim */
        return block_of(record->begin, claimed) != block_of(record->eind, claimed);
    default:
        return false;
    }
}

/* TR303: there is an allocation, and it was not removed. */
bool
iwmo_across_TR303(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return record->nummer == IWMO_ABSENT || iwmo_across_TR338(work, record) ||
           iwmo_across_TR384(work, record);
}

/* ---- credits ---- */

/* The debit that a credit names, of this gemeente and of a 303; NULL: none. */
static const struct iwmo_record *
debit_of(struct iwmo_across_work *work, const struct iwmo_record *credit)
{
    const struct iwmo_records found =
        iwmo_across_referring(work, IWMO_BY_REFERENTIE, PRESTATIE, &credit->vorig);

    for (size_t i = 0; i < found.count; i++) {
        const struct iwmo_record *debit = found.rows + i;
        if (!is_credit(debit) && debit->release == R_2_3 &&
            iwmo_across_is_ours(work, debit))
            return debit;
    }
    return NULL;
}

/* Was it claimed in an invoice? */
static bool
is_of_factuur(struct iwmo_across_work *work, const struct iwmo_record *debit)
{
    struct iwmo_question question =
        iwmo_across_about(work, IWMO_BY_MESSAGE, IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE));

    question.message = debit->message;
    const struct iwmo_records whole = iwmo_across_ask(work, &question);
    return whole.count > 0 && whole.rows[0].status == 'F';
}

/* What was granted of it: all, unless it came back with less. */
static int64_t
granted_of(struct iwmo_across_work *work, const struct iwmo_record *debit)
{
    const struct iwmo_records back =
        iwmo_across_referring(work, IWMO_BY_REFERENTIE, TERUG, &debit->referentie);

    for (size_t i = 0; i < back.count; i++)
        if (back.rows[i].bedrag.cents != 0)
            return back.rows[i].bedrag.cents;
    return debit->bedrag.cents;
}

/* TR323: of a debit of this declarant that it equals in all but the references (IV054);
 * of a declaration one that was granted, for what was granted. */
bool
iwmo_across_TR323_factuur(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const struct iwmo_record *debit;

    if (!is_credit(record))
        return false;
    debit = debit_of(work, record);
    if (debit == NULL || !iwmo_key_equal(&record->client, &debit->client) ||
        !iwmo_across_repeats(record, debit))
        return true;
    if (is_of_factuur(work, debit))
        return record->bedrag.cents != -debit->bedrag.cents;
    if (debit->uitkomst == IWMO_UITKOMST_AFGEWEZEN)
        return false; /* 8853 */
    return !iwmo_across_is_approved(work, debit) ||
           record->bedrag.cents != -granted_of(work, debit);
}

/* 8853: a line of a declaration that was refused is dead. */
bool
iwmo_across_credits_refused(struct iwmo_across_work *work,
                            const struct iwmo_record *record)
{
    const struct iwmo_record *debit = is_credit(record) ? debit_of(work, record) : NULL;

    return debit != NULL && debit->uitkomst == IWMO_UITKOMST_AFGEWEZEN &&
           !is_of_factuur(work, debit);
}

/* 8854: and it was not credited before.  A credit that was refused came back. */
bool
iwmo_across_credits_again(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    if (!is_credit(record))
        return false;
    const struct iwmo_records credits =
        iwmo_across_referring(work, IWMO_BY_VORIG, PRESTATIE, &record->vorig);
    for (size_t i = 0; i < credits.count; i++) {
        const struct iwmo_record *credit = &credits.rows[i];
        if (credit->uitkomst != IWMO_UITKOMST_AFGEWEZEN ||
            iwmo_across_referring(work, IWMO_BY_REFERENTIE, TERUG, &credit->referentie)
                    .count == 0)
            return true;
    }
    return false;
}
