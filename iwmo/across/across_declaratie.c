#include "across/across_work.h"

void
iwmo_across_prepare_declaratie(struct iwmo_across_work *work)
{
    iwmo_across_collect(work, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));
    iwmo_across_load_numbers(work, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), false);
    iwmo_across_load_claims(work);
    iwmo_across_sort_lines(work, &work->across->records);
    iwmo_across_sort_debits(work);
}

void
iwmo_across_settle_declaratie(struct iwmo_across_work *work,
                              const struct iwmo_record *record)
{
    if (record->kind != IWMO_RECORD_PRESTATIE)
        return;
    iwmo_across_claim(iwmo_across_number(work, record), record);
    if (record->status != 'C')
        iwmo_across_note_debit(work, record);
}

static bool
is_credit(const struct iwmo_record *prestatie)
{
    return prestatie->status == 'C';
}

/* ---- the claim ---- */

/* TR333: a DeclaratieNummer is used once by a provider. */
bool
iwmo_across_TR333(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return iwmo_across_referring(work, IWMO_BY_REFERENTIE,
                                 IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE),
                                 &record->referentie)
               .count > 0;
}

const struct iwmo_record *
iwmo_across_previous(struct iwmo_across_work *work)
{
    struct iwmo_question question =
        iwmo_across_about(work, IWMO_BY_PARTIES, IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE));

    if (!work->has_previous) {
        struct iwmo_records last = iwmo_across_ask(work, &question);
        work->previous = last.count > 0 ? &last.rows[last.count - 1] : NULL;
        work->has_previous = true;
    }
    return work->previous;
}

/* TR318: not over a month before the last one (IV090).  The same month, the next one,
 * or a gap are right: whether there was care in a gap no message tells. */
bool
iwmo_across_TR318(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *last = iwmo_across_previous(work);

    return last != NULL && iwmo_date_before(iwmo_date_month_start(record->begin),
                                            iwmo_date_month_start(last->begin));
}

/* OP284: months are skipped; right when there was no care in them. */
bool
iwmo_across_skips_month(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *last = iwmo_across_previous(work);

    return last != NULL &&
           iwmo_date_before(iwmo_date_add_months(iwmo_date_month_start(last->begin), 1),
                            iwmo_date_month_start(record->begin));
}

/* ---- the client ---- */

/*
 * TR304: the client has an allocation at this provider, and no line is on one of
 * somebody else (process 11: one of the two is wrong, so nothing of this client is
 * granted).
 */
bool
iwmo_across_TR304(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_records *records = &work->across->records;
    const struct iwmo_record *end = records->rows + records->count;
    struct iwmo_question question =
        iwmo_across_about(work, IWMO_BY_CLIENT, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
    bool is_known = false;

    for (const struct iwmo_record *line = record + 1;
         line < end && line->parent == record->ordinal; line++) {
        const struct iwmo_record *toewijzing =
            iwmo_across_number(work, line)->toewijzing;
        if (toewijzing == NULL)
            continue;
        if (!iwmo_key_equal(&toewijzing->client, &record->client))
            return true;
        is_known = true;
    }
    question.client = record->client;
    question.most = 1;
    return !is_known && iwmo_across_ask(work, &question).count == 0;
}

/* ---- references ---- */

/* TR314: a ReferentieNummer is used once by a provider, also when the line was refused;
 * within the message the first one may have it. */
bool
iwmo_across_TR314(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return iwmo_across_line(work, &record->referentie) != record ||
           iwmo_across_referring(work, IWMO_BY_REFERENTIE,
                                 IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE),
                                 &record->referentie)
                   .count > 0;
}

bool
iwmo_across_repeats(const struct iwmo_record *line, const struct iwmo_record *other)
{
    return line->nummer == other->nummer && iwmo_record_same_product(line, other) &&
           iwmo_date_equal(line->begin, other->begin) &&
           iwmo_date_equal(line->eind, other->eind) && line->volume == other->volume &&
           strcmp(line->eenheid, other->eenheid) == 0 && line->tarief == other->tarief;
}

/* A credit equals its debit in all but the reference (IV091). */
static bool
undoes(const struct iwmo_record *credit, const struct iwmo_record *debit)
{
    return iwmo_key_equal(&credit->client, &debit->client) &&
           iwmo_across_repeats(credit, debit) &&
           credit->bedrag.cents == -debit->bedrag.cents;
}

/* TR323: an approved debit of this provider stands behind a credit. */
bool
iwmo_across_TR323(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_claim *claim;

    if (!is_credit(record))
        return false;
    claim = iwmo_across_claim_of(iwmo_across_number(work, record), &record->vorig);
    return claim == NULL || !iwmo_across_is_approved(work, claim->debit) ||
           claim->debit->release == R_2_3 || /* a 323 credits a 323 (D28) */
           !undoes(record, claim->debit);
}

/* TR390: and it was not credited before. */
bool
iwmo_across_TR390(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_claim *claim;

    if (!is_credit(record))
        return false;
    claim = iwmo_across_claim_of(iwmo_across_number(work, record), &record->vorig);
    return claim != NULL && claim->credit != NULL;
}

/* TR389: the same was not declared before, unless that was credited; a line that was
 * rejected does not count. */
bool
iwmo_across_TR389(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return !is_credit(record) &&
           (iwmo_across_is_claimed(iwmo_across_number(work, record), record) ||
            iwmo_across_has_debit(work, record));
}

/* ---- fit with the allocation ---- */

/* TR338: the number is known. */
bool
iwmo_across_TR338(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return iwmo_across_number(work, record)->toewijzing == NULL;
}

static bool
is_removed(const struct iwmo_record *toewijzing)
{
    return strcmp(toewijzing->reden, "13") == 0 || iwmo_record_is_removal(toewijzing);
}

/* TR384: nothing is declared on what was removed. */
bool
iwmo_across_TR384(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_number(work, record)->toewijzing;

    return !is_credit(record) && toewijzing != NULL && is_removed(toewijzing);
}

const struct iwmo_record *
iwmo_across_allocation(const struct iwmo_across_work *work,
                       const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_number(work, record)->toewijzing;

    return !is_credit(record) && toewijzing != NULL && !is_removed(toewijzing)
               ? toewijzing
               : NULL;
}

/* TR307: not before the allocation. */
bool
iwmo_across_TR307(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && iwmo_date_before(record->begin, toewijzing->begin);
}

/* TR308: nor after it. */
bool
iwmo_across_TR308(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && iwmo_date_before(toewijzing->eind, record->eind);
}

/* TR339: the Categorie of the allocation, when it has one. */
bool
iwmo_across_TR339(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && toewijzing->categorie[0] != '\0' &&
           strcmp(toewijzing->categorie, record->categorie) != 0;
}

/* TR340: and its Code. */
bool
iwmo_across_TR340(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);

    return toewijzing != NULL && toewijzing->code[0] != '\0' &&
           strcmp(toewijzing->code, record->code) != 0;
}

/* TR387: it begins with the month or with the allocation. */
bool
iwmo_across_TR387(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);
    struct iwmo_date first = iwmo_date_month_start(record->begin);

    if (toewijzing == NULL)
        return false;
    if (iwmo_date_before(first, toewijzing->begin))
        first = toewijzing->begin;
    return !iwmo_date_equal(record->begin, first);
}

/* TR388: and ends with one of them. */
bool
iwmo_across_TR388(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_allocation(work, record);
    struct iwmo_date last = iwmo_date_month_end(record->eind);

    if (toewijzing == NULL)
        return false;
    if (iwmo_date_before(toewijzing->eind, last))
        last = toewijzing->eind;
    return !iwmo_date_equal(record->eind, last);
}

/* Months without care are not declared (process 10.4). */
bool
iwmo_across_nothing_delivered(struct iwmo_across_work *work,
                              const struct iwmo_record *record)
{
    (void)work;
    return !is_credit(record) && record->volume == 0;
}
