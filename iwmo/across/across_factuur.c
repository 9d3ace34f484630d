#include "across/across_work.h"

/*
 * Declarations and invoices of release 2.3 (303).  Source: 2.3 process 3.4, 4.1, 5.5.
 *
 * A refused line of a declaration (416) is dead; that of an invoice (448) stands until
 * it is credited.
 */

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

/* TR303: there is an allocation, and it was not removed. */
bool
iwmo_across_TR303(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return record->nummer == IWMO_ABSENT || iwmo_across_TR338(work, record) ||
           iwmo_across_TR384(work, record);
}

/* ---- credits ---- */

static struct iwmo_records
lines_by(struct iwmo_across_work *work, enum iwmo_asked_by by,
         const struct iwmo_key *referentie, enum iwmo_record_kind kind)
{
    struct iwmo_question question = iwmo_across_about(work, by, IWMO_KIND_BIT(kind));

    question.gemeente[0] = '\0';
    question.referentie = *referentie;
    return iwmo_across_ask(work, &question);
}

/* The debit that a credit names, of this gemeente and of a 303; NULL: none. */
static const struct iwmo_record *
debit_of(struct iwmo_across_work *work, const struct iwmo_record *credit)
{
    const struct iwmo_records found =
        lines_by(work, IWMO_BY_REFERENTIE, &credit->vorig, IWMO_RECORD_PRESTATIE);

    for (size_t i = 0; i < found.count; i++)
        if (!is_credit(&found.rows[i]) && found.rows[i].release == R_2_3 &&
            iwmo_across_is_ours(work, &found.rows[i]))
            return &found.rows[i];
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
        lines_by(work, IWMO_BY_REFERENTIE, &debit->referentie, IWMO_RECORD_TERUG);

    for (size_t i = 0; i < back.count; i++)
        if (back.rows[i].bedrag.cents != 0)
            return back.rows[i].bedrag.cents;
    return debit->bedrag.cents;
}

/* Equal in all but the references and the amount (IV054). */
static bool
repeats(const struct iwmo_record *credit, const struct iwmo_record *debit)
{
    return iwmo_key_equal(&credit->client, &debit->client) &&
           credit->nummer == debit->nummer &&
           strcmp(credit->categorie, debit->categorie) == 0 &&
           strcmp(credit->code, debit->code) == 0 &&
           iwmo_date_equal(credit->begin, debit->begin) &&
           iwmo_date_equal(credit->eind, debit->eind) &&
           credit->volume == debit->volume &&
           strcmp(credit->eenheid, debit->eenheid) == 0 &&
           credit->tarief == debit->tarief;
}

/* TR323: of a debit of this declarant that it equals; of a declaration one that was
 * granted, for what was granted. */
bool
iwmo_across_TR323_factuur(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const struct iwmo_record *debit;

    if (!is_credit(record))
        return false;
    debit = debit_of(work, record);
    if (debit == NULL || !repeats(record, debit))
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
        lines_by(work, IWMO_BY_VORIG, &record->vorig, IWMO_RECORD_PRESTATIE);
    for (size_t i = 0; i < credits.count; i++) {
        const struct iwmo_record *credit = &credits.rows[i];
        if (credit->uitkomst != IWMO_UITKOMST_AFGEWEZEN ||
            lines_by(work, IWMO_BY_REFERENTIE, &credit->referentie, IWMO_RECORD_TERUG)
                    .count == 0)
            return true;
    }
    return false;
}
