#include "across/across_work.h"

/* ---- TR378 ---- */

/* The day on which what the record is about begins. */
static struct iwmo_date
begin_of(const struct iwmo_record *record)
{
    return record->kind == IWMO_RECORD_START || record->kind == IWMO_RECORD_STOP
               ? record->ingang
               : record->begin;
}

/*
 * TR378: the gemeente exists, now or on the day an allocation or request begins: an
 * older list may be used for what began under it.  Not known on one of these days is no
 * reason to refuse.
 */
bool
iwmo_across_TR378(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_text code = iwmo_text(across->entry->gemeente);
    enum iwmo_registered best = IWMO_REGISTERED_NO;

    (void)record;
    if (across->registers == NULL)
        return iwmo_across_skip(work, "TR378");
    for (size_t i = 0; i <= across->records.count && best != IWMO_REGISTERED_YES; i++) {
        struct iwmo_date day = i == 0 ? across->entry->dagtekening
                                      : begin_of(&across->records.rows[i - 1]);
        if (iwmo_date_equal(day, IWMO_DATE_OPEN_BEGIN))
            continue;
        enum iwmo_registered is_there =
            iwmo_registers_has_gemeente(across->registers, code, day);
        if (is_there != IWMO_REGISTERED_NO)
            best = is_there;
    }
    if (best == IWMO_REGISTERED_UNKNOWN)
        return iwmo_across_skip(work, "TR378");
    return best == IWMO_REGISTERED_NO;
}

/* ---- TR381 ---- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A Code names its Categorie in its first two digits; this one names another. */
static bool
is_of_other_categorie(const struct iwmo_record *record)
{
    return is_digit(record->code[0]) && is_digit(record->code[1]) &&
           memcmp(record->code, record->categorie, 2) != 0;
}

/* TR381: the list of products has this pair of Categorie and Code.  A credit repeats
 * what was approved; a withdrawal is asked nothing (TR063). */
bool
iwmo_across_TR381(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    enum iwmo_registered is_there = IWMO_REGISTERED_UNKNOWN;

    if (record->code[0] == '\0' || record->status == '3' || record->status == 'C')
        return false;
    if (work->across->registers != NULL)
        is_there = iwmo_registers_has_product(work->across->registers,
                                              iwmo_text(record->categorie),
                                              iwmo_text(record->code), record->begin);
    if (is_there != IWMO_REGISTERED_UNKNOWN)
        return is_there == IWMO_REGISTERED_NO;
    return is_of_other_categorie(record) || iwmo_across_skip(work, "TR381");
}
