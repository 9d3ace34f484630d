#include "across/across_work.h"
#include "model/levensloop.h"

void
iwmo_across_prepare_toewijzing(struct iwmo_across_work *work)
{
    static const uint32_t kinds = IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING);
    const struct iwmo_records *records = &work->across->records;

    iwmo_across_collect(work, kinds);
    iwmo_across_load_numbers(work, kinds, true);
    iwmo_across_load_client(work, kinds | IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |
                                      IWMO_KIND_BIT(IWMO_RECORD_TE_WIJZIGEN) |
                                      IWMO_KIND_BIT(IWMO_RECORD_NIEUW));
    for (size_t i = 0; work->status == IWMO_OK && i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_TOEWIJZING)
            iwmo_across_number(work, &records->rows[i])->granted = &records->rows[i];
}

/* Numbers are compared as numbers, so one that the chain's rules take for another
 * (0100) can be that of an earlier record of the message. */
void
iwmo_across_settle_toewijzing(struct iwmo_across_work *work,
                              const struct iwmo_record *record)
{
    if (record->kind != IWMO_RECORD_TOEWIJZING)
        return;
    struct iwmo_across_number *number = iwmo_across_number(work, record);
    if (number->said == NULL)
        number->said = record;
}

/* ---- the number ---- */

static bool
is_other_allocation(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return !iwmo_key_equal(&a->client, &b->client) ||
           strcmp(a->aanbieder, b->aanbieder) != 0 || !iwmo_record_same_product(a, b);
}

/* The version on the books, when it is one of this allocation; NULL: none. */
static const struct iwmo_record *
stored(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *current = iwmo_across_number(work, record)->toewijzing;

    return current != NULL && !is_other_allocation(current, record) ? current : NULL;
}

/* OP033x1: what belongs to a number for life (process 7.2), product and client apart.
 */
static bool
changes_fixed(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *old = stored(work, record);

    if (old == NULL || record->moment <= old->moment)
        return false;
    return !iwmo_date_equal(old->begin, record->begin) ||
           iwmo_record_has_omvang(old) != iwmo_record_has_omvang(record) ||
           (old->budget == IWMO_ABSENT) != (record->budget == IWMO_ABSENT) ||
           strcmp(old->eenheid, record->eenheid) != 0 ||
           strcmp(old->frequentie, record->frequentie) != 0 ||
           (old->volume != record->volume && strcmp(old->frequentie, "6") != 0);
}

/* TR332: one number is one allocation. */
bool
iwmo_across_TR332(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_number *number = iwmo_across_number(work, record);
    const struct iwmo_records *history = &number->history;

    for (size_t i = 0; i < history->count; i++)
        if (is_other_allocation(&history->rows[i], record))
            return true;
    return number->said != NULL && is_other_allocation(number->said, record);
}

/* Other fields that may not change have no code of their own; a party may refuse them
 * as another allocation, or be warned. */
bool
iwmo_across_TR332_fixed(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return work->across->refuses_fixed && changes_fixed(work, record);
}

bool
iwmo_across_OP033x1(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return !work->across->refuses_fixed && changes_fixed(work, record);
}

/* ---- the request ---- */

/* Was the number known before this request came? */
static bool
is_older_than(const struct iwmo_records *versions, const struct iwmo_record *request)
{
    for (size_t i = 0; i < versions->count; i++)
        if (versions->rows[i].message < request->message)
            return true;
    return false;
}

/* TR379: a reference belongs to a request for this client.  One product of a 315 is
 * granted under a new number, so an older one cannot carry it. */
bool
iwmo_across_TR379(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_records *versions = &iwmo_across_number(work, record)->history;

    if (iwmo_key_is_absent(&record->referentie))
        return false;
    iwmo_across_relate(work, &record->referentie);
    for (size_t i = 0; i < work->related.count; i++) {
        const struct iwmo_record *request = &work->related.rows[i];
        bool is_request = request->kind == IWMO_RECORD_AANVRAAG ||
                          request->kind == IWMO_RECORD_VERZOEK;
        if (!is_request || !iwmo_across_is_ours(work, request) ||
            !iwmo_key_equal(&request->client, &record->client))
            continue;
        return request->kind == IWMO_RECORD_AANVRAAG &&
               is_older_than(versions, request);
    }
    return true;
}

/* A refusal is final, and now there is a grant (process 9.6). */
bool
iwmo_across_after_refusal(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    if (iwmo_key_is_absent(&record->referentie))
        return false;
    iwmo_across_relate(work, &record->referentie);
    return iwmo_verzoek_state_of(&work->related) == IWMO_VERZOEK_REFUSED;
}

/* ---- removal ---- */

/* Approved, and no credit on it was. */
static bool
is_paid(const struct iwmo_across_work *work, const struct iwmo_across_claim *claim)
{
    return iwmo_across_is_approved(work, claim->debit) &&
           (claim->credit == NULL || !iwmo_across_is_approved(work, claim->credit));
}

/* TR385: what was paid on cannot be removed. */
bool
iwmo_across_TR385(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_TOEWIJZING, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));
    struct iwmo_across_number number = {.nummer = record->nummer};

    if (strcmp(record->reden, "13") != 0 &&
        (record->release != R_2_3 || !iwmo_record_is_removal(record)))
        return false;
    question.nummer = record->nummer;
    number.history = iwmo_across_ask(work, &question);
    iwmo_across_fill_claims(work, &number);
    for (size_t i = 0; work->status == IWMO_OK && i < number.claim_count; i++)
        if (is_paid(work, &number.claims[i]) &&
            iwmo_key_equal(&number.claims[i].debit->client, &record->client))
            return true;
    return false;
}

/* ---- what a person should know ---- */

/* In release 2.3 a 301 is about one Beschikking, and says nothing of another (D10). */
static bool
is_of_other_beschikking(const struct iwmo_across_work *work,
                        const struct iwmo_record *current)
{
    const struct iwmo_records *records = &work->across->records;

    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_TOEWIJZING)
            return records->rows[i].release == R_2_3 &&
                   !iwmo_key_equal(&records->rows[i].vorig, &current->vorig);
    return false;
}

/* OP087: a 301 names every current allocation of the client. */
bool
iwmo_across_OP087(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_date day = work->across->entry->dagtekening;
    const struct iwmo_record *current;
    bool is_omitted = false;
    size_t cursor = 0;

    (void)record;
    while ((current = iwmo_across_next_toewijzing(work, &cursor)) != NULL)
        if (iwmo_toewijzing_is_actual(current, day) &&
            !iwmo_across_mentions(work, current->nummer) &&
            !is_of_other_beschikking(work, current)) {
            iwmo_across_name(work, current->nummer);
            is_omitted = true;
        }
    return is_omitted;
}

/* OP259: nor may it overlap with one that the message does not name; TR302 looks at
 * those that it names. */
bool
iwmo_across_OP259(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_date day = work->across->entry->dagtekening;
    const struct iwmo_record *current;
    bool is_double = false;
    size_t cursor = 0;

    while ((current = iwmo_across_next_toewijzing(work, &cursor)) != NULL)
        if (iwmo_toewijzing_is_actual(current, day) &&
            iwmo_toewijzing_stacks(current, record) &&
            !iwmo_across_mentions(work, current->nummer)) {
            iwmo_across_name(work, current->nummer);
            is_double = true;
        }
    return is_double;
}

/* B2: a change of what was never seen. */
bool
iwmo_across_first_unseen(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    return iwmo_across_number(work, record)->history.count == 0 &&
           record->reden[0] != '\0' && !iwmo_record_is_removal(record);
}

/* Do both say the same of the allocation? */
static bool
is_equal(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return iwmo_record_same_content(a, b) &&
           iwmo_record_is_removal(a) == iwmo_record_is_removal(b);
}

/* B5: the same version with two contents; the first one stays. */
bool
iwmo_across_same_moment(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_number *number = iwmo_across_number(work, record);
    const struct iwmo_records *history = &number->history;

    for (size_t i = 0; i < history->count; i++) {
        const struct iwmo_record *version = &history->rows[i];
        if (version->moment == record->moment && !is_other_allocation(version, record))
            return !is_equal(version, record);
    }
    return number->said != NULL && number->said->moment == record->moment &&
           !is_other_allocation(number->said, record) &&
           !is_equal(number->said, record);
}

bool
iwmo_across_said_twice(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return iwmo_across_number(work, record)->said != NULL;
}

/* IV099: a change has a RedenWijziging. */
bool
iwmo_across_no_reason(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *old = stored(work, record);

    return old != NULL && record->moment > old->moment && record->reden[0] == '\0' &&
           !iwmo_record_is_removal(old) && !is_equal(old, record);
}

/* IV099: what does not change has none; the same version with the same reason is only
 * sent again. */
bool
iwmo_across_no_change(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *old = stored(work, record);

    return old != NULL && record->moment >= old->moment && record->reden[0] != '\0' &&
           is_equal(old, record) &&
           (record->moment != old->moment || strcmp(record->reden, old->reden) != 0);
}

/* A removed number does not return, whichever of the two came first (process 7.9). */
bool
iwmo_across_returns(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *old = stored(work, record);

    if (old == NULL || iwmo_record_is_removal(old) == iwmo_record_is_removal(record))
        return false;
    return iwmo_record_is_removal(old) ? record->moment > old->moment
                                       : record->moment < old->moment;
}

/* D12: in release 2.3 removed is 01 with Einddatum = Ingangsdatum, and no other. */
bool
iwmo_across_removal_with_days(struct iwmo_across_work *work,
                              const struct iwmo_record *record)
{
    (void)work;
    return strcmp(record->reden, "01") == 0 && !iwmo_record_is_removal(record);
}

/* Lines that wait for their 325 lose their ground with the allocation; what was paid is
 * TR385. */
bool
iwmo_across_removes_claimed(struct iwmo_across_work *work,
                            const struct iwmo_record *record)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_TOEWIJZING, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));

    if (!iwmo_record_is_removal(record) ||
        work->across->entry->side != IWMO_SIDE_AANBIEDER)
        return false; /* a gemeente decides on lines when it gets them */
    question.nummer = record->nummer;
    struct iwmo_records lines = iwmo_across_ask(work, &question);
    for (size_t i = 0; i < lines.count; i++)
        if (lines.rows[i].uitkomst == IWMO_UITKOMST_OPEN)
            return true;
    return false;
}

/* OP380 is about what has not ended: an extension after that asks for a new number. */
bool
iwmo_across_extends_ended(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    struct iwmo_date day = work->across->entry->dagtekening;
    const struct iwmo_record *old = stored(work, record);

    return old != NULL && record->moment > old->moment &&
           !iwmo_record_is_removal(old) && iwmo_date_before(old->eind, day) &&
           !iwmo_date_before(record->eind, day);
}
