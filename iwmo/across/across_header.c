#include "across/across_work.h"

/* Does this earlier message take the Identificatie?  What was refused as a whole counts
 * as not sent (OP286), unless that was agreed otherwise; the network remembers what was
 * handed to it (BRS20), so a strict sender takes none again. */
static bool
takes(const struct iwmo_across *across, const struct iwmo_entry *entry)
{
    if (iwmo_entry_counts(entry->state))
        return true;
    return across->is_strict_identificatie &&
           (entry->state == IWMO_ENTRY_REFUSED || entry->direction == IWMO_OUT);
}

/* The earlier messages with this Identificatie, of this kind, sender and direction. */
static struct iwmo_entries
namesakes(struct iwmo_across_work *work)
{
    const struct iwmo_across *across = work->across;
    struct iwmo_entry_question question = {IWMO_ENTRY_BY_IDENTIFICATIE, *across->entry};
    struct iwmo_entries found = {0};
    size_t kept = 0;

    work->status = across->history->entries(across->history->self, &question,
                                            across->scratch, &found, work->err);
    for (size_t i = 0; work->status == IWMO_OK && i < found.count; i++)
        if (across->entry->id == 0 || found.rows[i].id != across->entry->id)
            found.rows[kept++] = found.rows[i];
    found.count = kept;
    return found;
}

/* TR056: per sender and kind of message an Identificatie is used once. */
bool
iwmo_across_TR056(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_entries found = namesakes(work);

    (void)record;
    for (size_t i = 0; i < found.count; i++)
        if (takes(work->across, &found.rows[i]))
            return true;
    return false;
}

/* The sender is told what TR056 forgives and the network does not. */
bool
iwmo_across_used_identificatie(struct iwmo_across_work *work,
                               const struct iwmo_record *record)
{
    (void)record;
    return work->across->entry->direction == IWMO_OUT &&
           !iwmo_across_TR056(work, record) && namesakes(work).count > 0;
}

/* TR135: Dagtekening not after the day of the receiver. */
bool
iwmo_across_TR135(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    (void)record;
    return iwmo_date_before(work->across->today, work->across->entry->dagtekening);
}
