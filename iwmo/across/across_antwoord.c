#include "across/across_work.h"

/* The next of what was said of the request of this answer; NULL: no more. */
static const struct iwmo_record *
next_said(struct iwmo_across_work *work, const struct iwmo_record *antwoord,
          uint32_t kinds, size_t *cursor)
{
    iwmo_across_relate(work, &antwoord->referentie);
    while (*cursor < work->related.count) {
        const struct iwmo_record *said = &work->related.rows[(*cursor)++];
        if ((kinds & IWMO_KIND_BIT(said->kind)) != 0 && iwmo_across_is_ours(work, said))
            return said;
    }
    return NULL;
}

static bool
was_said(struct iwmo_across_work *work, const struct iwmo_record *antwoord,
         uint32_t kinds)
{
    size_t cursor = 0;

    return next_said(work, antwoord, kinds, &cursor) != NULL;
}

/* TR355: the provider asked for it, of this gemeente. */
bool
iwmo_across_TR355(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return !was_said(work, record,
                     IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |
                         IWMO_KIND_BIT(IWMO_RECORD_VERZOEK));
}

/* TR359: it was not granted before. */
bool
iwmo_across_TR359(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return was_said(work, record, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
}

/* TR360: "under investigation" is the first answer or none. */
bool
iwmo_across_TR360(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    return record->status == '2' &&
           was_said(work, record, IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD));
}

/* TR365: nothing after a refusal. */
bool
iwmo_across_TR365(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *said;
    size_t cursor = 0;

    while ((said = next_said(work, record, IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD),
                             &cursor)) != NULL)
        if (said->status != '2')
            return true;
    return false;
}
