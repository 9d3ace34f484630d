#include "across/across_work.h"
#include "model/levensloop.h"

void
iwmo_across_prepare_levering(struct iwmo_across_work *work)
{
    static const uint32_t kinds =
        IWMO_KIND_BIT(IWMO_RECORD_START) | IWMO_KIND_BIT(IWMO_RECORD_STOP);

    iwmo_across_collect(work, kinds);
    iwmo_across_load_deliveries(work, kinds | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
}

void
iwmo_across_settle_levering(struct iwmo_across_work *work,
                            const struct iwmo_record *record)
{
    if (record->kind != IWMO_RECORD_START && record->kind != IWMO_RECORD_STOP)
        return;
    if (record->status == '3')
        iwmo_across_withdraw(iwmo_across_number(work, record), record);
    else
        iwmo_across_stand(work, iwmo_across_number(work, record), record);
}

static bool
is_withdrawal(const struct iwmo_record *record)
{
    return record->status == '3';
}

/* Does a record of `kind` with the key of this one stand? */
static bool
has_standing(const struct iwmo_across_work *work, const struct iwmo_record *record,
             enum iwmo_record_kind kind)
{
    uint32_t cursor;

    return iwmo_across_standing_of(iwmo_across_number(work, record), record, kind,
                                   &cursor) != NULL;
}

/* The allocation it is on; NULL: none, or it was removed. */
static const struct iwmo_record *
allocation_of(const struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing =
        record->nummer != IWMO_ABSENT ? iwmo_across_number(work, record)->toewijzing
                                      : NULL;

    return toewijzing != NULL && !iwmo_record_is_removal(toewijzing) ? toewijzing
                                                                     : NULL;
}

/* TR019: the gemeente allocated this number to this provider for this client; without
 * a number only where that was agreed (taakgericht). */
bool
iwmo_across_TR019(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    if (is_withdrawal(record))
        return false;
    if (record->nummer == IWMO_ABSENT)
        return !work->across->is_taakgericht;
    return allocation_of(work, record) == NULL;
}

/* TR063: what is withdrawn was said, and was not withdrawn before. */
bool
iwmo_across_TR063(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return is_withdrawal(record) && !has_standing(work, record, record->kind);
}

/* TR071: a start that was stopped is not withdrawn: first the stop. */
bool
iwmo_across_TR071(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return is_withdrawal(record) && has_standing(work, record, IWMO_RECORD_STOP);
}

/* TR074: a first delivery has a new key. */
bool
iwmo_across_TR074(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return !is_withdrawal(record) && has_standing(work, record, record->kind);
}

/* TR326: no start while one of the same number and Product runs; any stop on that one,
 * also a temporary one, ends that.  Without allocation (taakgericht) the same start
 * again is only that (C21). */
bool
iwmo_across_TR326(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across_number *number = iwmo_across_number(work, record);
    const struct iwmo_record *one;
    uint32_t cursor = IWMO_ACROSS_NONE;

    if (is_withdrawal(record))
        return false;
    while ((one = iwmo_across_standing(number, record, &cursor)) != NULL)
        if (one->kind == IWMO_RECORD_START &&
            !has_standing(work, one, IWMO_RECORD_STOP))
            return record->nummer != IWMO_ABSENT || !iwmo_across_TR074(work, record);
    return false;
}

/* TR382: a stop names its start by number, Product and Begindatum: that one is there.
 * Whether it was stopped before is for TR413 to TR415. */
bool
iwmo_across_TR382(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return !is_withdrawal(record) && !has_standing(work, record, IWMO_RECORD_START);
}

/* The next stop that stands on the start which this one names; NULL: no more. */
static const struct iwmo_record *
next_stop(const struct iwmo_across_work *work, const struct iwmo_record *record,
          uint32_t *cursor)
{
    const struct iwmo_across_number *number = iwmo_across_number(work, record);
    const struct iwmo_record *stop;
    struct iwmo_record start = *record;

    start.kind = IWMO_RECORD_START; /* Einddatum and reason are not in its key */
    while ((stop = iwmo_across_standing(number, record, cursor)) != NULL)
        if (stop->kind == IWMO_RECORD_STOP && iwmo_record_same_key(&start, stop))
            return stop;
    return NULL;
}

/* TR069 (release 2.3): a stop is of a start that runs, or is paused and ends later for
 * good (D15).  The same stop again is TR074. */
bool
iwmo_across_TR069(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *stop;
    uint32_t cursor = IWMO_ACROSS_NONE;

    if (is_withdrawal(record) || iwmo_across_TR074(work, record))
        return false;
    if (!has_standing(work, record, IWMO_RECORD_START))
        return true;
    while ((stop = next_stop(work, record, &cursor)) != NULL)
        if (!iwmo_levering_is_temporary(stop) || iwmo_levering_is_temporary(record) ||
            !iwmo_date_before(stop->eind, record->eind))
            return true;
    return false;
}

/* D9 (release 2.3): the status of the client withdraws no product. */
bool
iwmo_across_client_withdrawn(struct iwmo_across_work *work,
                             const struct iwmo_record *record)
{
    const struct iwmo_records *records = &work->across->records;

    for (size_t i = 0; i < records->count; i++)
        if (&records->rows[i] != record && is_withdrawal(&records->rows[i]))
            return false;
    return is_withdrawal(record);
}

/* TR413: no second temporary stop without a new start. */
bool
iwmo_across_TR413(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *stop;
    uint32_t cursor = IWMO_ACROSS_NONE;

    if (is_withdrawal(record) || !iwmo_levering_is_temporary(record))
        return false;
    while ((stop = next_stop(work, record, &cursor)) != NULL)
        if (iwmo_levering_is_temporary(stop))
            return true;
    return false;
}

/* TR414: a later stop does not end earlier; the same day will do. */
bool
iwmo_across_TR414(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *stop;
    uint32_t cursor = IWMO_ACROSS_NONE;

    if (is_withdrawal(record))
        return false;
    while ((stop = next_stop(work, record, &cursor)) != NULL)
        if (iwmo_date_before(record->eind, stop->eind))
            return true;
    return false;
}

/* TR415: nothing after a definitive stop. */
bool
iwmo_across_TR415(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *stop;
    uint32_t cursor = IWMO_ACROSS_NONE;

    if (is_withdrawal(record))
        return false;
    while ((stop = next_stop(work, record, &cursor)) != NULL)
        if (!iwmo_levering_is_temporary(stop))
            return true;
    return false;
}

/* ---- what a person should know ---- */

/* A start repeats the Product of its allocation (IV075); no code says otherwise. */
bool
iwmo_across_other_product(struct iwmo_across_work *work,
                          const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = allocation_of(work, record);

    return toewijzing != NULL && !is_withdrawal(record) &&
           !iwmo_record_same_product(toewijzing, record);
}

bool
iwmo_across_begins_outside(struct iwmo_across_work *work,
                           const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = allocation_of(work, record);

    return toewijzing != NULL && !is_withdrawal(record) &&
           (iwmo_date_before(record->begin, toewijzing->begin) ||
            iwmo_date_before(toewijzing->eind, record->begin));
}

/* Folded once for all records that change nothing. */
static bool
has_older_open(struct iwmo_across_number *number)
{
    if (!number->is_folded) {
        struct iwmo_levering levering = iwmo_levering_of(&number->standing);
        number->has_older_open =
            levering.open > (levering.state == IWMO_LEVERING_RUNNING);
        number->is_folded = true;
    }
    return number->has_older_open;
}

/* Process 8.4, property 4: at most one start is open, and it is the last one.  What
 * this message opened beside that is told once per number. */
bool
iwmo_across_two_open(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_across_number *number = iwmo_across_number(work, record);
    bool opens = is_withdrawal(record) == (record->kind == IWMO_RECORD_STOP);

    if (!opens || number->is_told || !has_older_open(number))
        return false;
    number->is_told = true;
    return true;
}

/* Nothing refuses an Einddatum after the end of the allocation. */
bool
iwmo_across_ends_outside(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = allocation_of(work, record);

    return toewijzing != NULL && !is_withdrawal(record) &&
           iwmo_date_before(toewijzing->eind, record->eind);
}
