#include "rules/across_work.h"

/* Does this earlier message take the Identificatie?  What was refused as a whole counts
 * as not sent (OP286), unless that was agreed otherwise. */
static bool
takes(const struct iwmo_across *across, const struct iwmo_entry *entry)
{
    if (across->entry->id != 0 && entry->id == across->entry->id)
        return false;
    return iwmo_entry_counts(entry->state) ||
           (across->is_strict_identificatie && entry->state == IWMO_ENTRY_REFUSED);
}

/* TR056: per sender and kind of message an Identificatie is used once. */
bool
iwmo_across_TR056(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_entry_question question = {IWMO_ENTRY_BY_IDENTIFICATIE, *across->entry};
    struct iwmo_entries found = {0};

    (void)record;
    work->status = across->history->entries(across->history->self, &question,
                                            across->scratch, &found, work->err);
    for (size_t i = 0; work->status == IWMO_OK && i < found.count; i++)
        if (takes(across, &found.rows[i]))
            return true;
    return false;
}

/* TR135: Dagtekening not after the day of the receiver. */
bool
iwmo_across_TR135(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    (void)record;
    return iwmo_date_before(work->across->today, work->across->entry->dagtekening);
}
