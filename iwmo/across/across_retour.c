#include <stdlib.h>

#include "across/across_work.h"

/* ---- the claim that is answered ---- */

/* Was it sent, by this provider, with this Identificatie and Dagtekening?  A refused
 * one was too: a second answer may come. */
static bool
is_claim(const struct iwmo_entry *entry, const struct iwmo_entry *answer)
{
    return entry->state != IWMO_ENTRY_FAILED && entry->state != IWMO_ENTRY_REFUSED_L1 &&
           entry->state != IWMO_ENTRY_DUPLICATE &&
           strcmp(entry->gemeente, answer->gemeente) == 0 &&
           (answer->about_dagtekening.days == 0 || /* not told */
            iwmo_date_equal(answer->about_dagtekening, IWMO_DATE_OPEN_BEGIN) ||
            iwmo_date_equal(entry->dagtekening, answer->about_dagtekening));
}

void
iwmo_across_prepare_retour(struct iwmo_across_work *work)
{
    const struct iwmo_across *across = work->across;
    const struct iwmo_entry *answer = across->entry;
    struct iwmo_entry_question question = {
        IWMO_ENTRY_BY_IDENTIFICATIE,
        {.side = answer->side, .identificatie = answer->about}};
    const struct iwmo_bericht *bericht = iwmo_bericht(across->schema->bericht);
    struct iwmo_entries found = {0};

    memccpy(question.like.message, iwmo_bericht_answered(bericht)->name, '\0',
            sizeof(question.like.message) - 1);
    memcpy(question.like.afzender, answer->aanbieder, sizeof(answer->aanbieder));
    work->status = across->history->entries(across->history->self, &question,
                                            across->scratch, &found, work->err);
    for (size_t i = 0; work->status == IWMO_OK && i < found.count; i++) {
        const struct iwmo_entry *entry = found.rows + i;
        if (is_claim(entry, answer))
            work->claimed = entry; /* the last, when it was sent again */
    }
}

/* TR337: the answer belongs to a claim. */
bool
iwmo_across_TR337(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    (void)record;
    return work->claimed == NULL;
}

/* TR371: it repeats the versions of the schemas the claim was made with. */
bool
iwmo_across_TR371(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const char *repeated = work->across->entry->about_xsd_versie;

    (void)record;
    return work->claimed != NULL && repeated[0] != '\0' &&
           work->claimed->xsd_versie[0] != '\0' &&
           strcmp(repeated, work->claimed->xsd_versie) != 0;
}

/* ---- its lines ---- */

static int
by_client(const void *a, const void *b)
{
    const struct iwmo_record *left = *(const struct iwmo_record *const *)a;
    const struct iwmo_record *right = *(const struct iwmo_record *const *)b;

    return memcmp(&left->client, &right->client, sizeof(left->client));
}

/* Asked once.  False: there are none; a claim that was refused as a whole has left
 * nothing to compare with. */
static bool
load_lines(struct iwmo_across_work *work)
{
    struct iwmo_question question = iwmo_across_about(
        work, IWMO_BY_MESSAGE,
        IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE) | IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));

    if (work->claimed == NULL || work->lines.rows != NULL)
        return work->lines.count > 0;
    question.message = work->claimed->id;
    work->lines = iwmo_across_ask(work, &question);
    iwmo_across_sort_lines(work, &work->lines);
    work->by_client =
        iwmo_across_take(work, work->line_count, sizeof(struct iwmo_record *));
    if (work->by_client == NULL)
        return false;
    memcpy(work->by_client, work->by_reference,
           work->line_count * sizeof(struct iwmo_record *));
    qsort(work->by_client, work->line_count, sizeof(struct iwmo_record *), by_client);
    return true;
}

/* TR376: the DeclaratieNummer is that of the claim. */
bool
iwmo_across_TR376(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    if (!load_lines(work))
        return false;
    for (size_t i = 0; i < work->lines.count; i++)
        if (work->lines.rows[i].kind == IWMO_RECORD_DECLARATIE)
            return !iwmo_key_equal(&work->lines.rows[i].referentie,
                                   &record->referentie);
    return false;
}

/* TR304: the client was in it. */
bool
iwmo_across_TR304_retour(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    return load_lines(work) && bsearch(&record, work->by_client, work->line_count,
                                       sizeof(struct iwmo_record *), by_client) == NULL;
}

/* ---- release 2.3 (its process 5.6) ---- */

/* H5, H6: of a declaration or an invoice as that was, and about its total. */
bool
iwmo_across_retour_total(struct iwmo_across_work *work,
                         const struct iwmo_record *record)
{
    if (!load_lines(work))
        return false;
    for (size_t i = 0; i < work->lines.count; i++)
        if (work->lines.rows[i].kind == IWMO_RECORD_DECLARATIE)
            return work->lines.rows[i].status != record->status ||
                   work->lines.rows[i].bedrag.cents != record->ingediend.cents;
    return false;
}

static bool
is_more(int64_t granted, int64_t claimed)
{
    return claimed < 0 ? granted < claimed || granted > 0
                       : granted > claimed || granted < 0;
}

/* H5, H6: a line of it, as it was, granted no more than was claimed; of an invoice
 * nothing of a line that comes back. */
bool
iwmo_across_retour_line(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *line;
    const bool is_factuur =
        work->across->records.count > 0 && work->across->records.rows[0].status == 'F';

    if (!load_lines(work))
        return false;
    line = iwmo_across_line(work, &record->referentie);
    return line == NULL || !iwmo_key_equal(&line->client, &record->client) ||
           line->nummer != record->nummer ||
           line->bedrag.cents != record->ingediend.cents ||
           is_more(record->bedrag.cents, record->ingediend.cents) ||
           (is_factuur && record->bedrag.cents != 0);
}

/* TR366: the line was in it. */
bool
iwmo_across_TR366(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *line;

    if (!load_lines(work))
        return false;
    line = iwmo_across_line(work, &record->referentie);
    return line == NULL || !iwmo_key_equal(&line->vorig, &record->vorig);
}

/* TR367: and comes back as it was. */
bool
iwmo_across_TR367(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *line;

    if (!load_lines(work))
        return false;
    line = iwmo_across_line(work, &record->referentie);
    return line != NULL && (!iwmo_across_repeats(line, record) ||
                            line->bedrag.cents != record->bedrag.cents);
}
