#include "across/across_work.h"
#include "model/levensloop.h"

/* The working days that a gemeente has to answer (OP346). */
#define ANSWER_DAYS 5

/* What the gemeente decided after the day of the request the provider could not know
 * when it asked, so it does not count against it (OP095). */
static void
leave_out_later(struct iwmo_across_work *work)
{
    const int64_t end = ((int64_t)work->across->entry->dagtekening.days + 1) * 86400;
    struct iwmo_records *client = &work->client;
    size_t kept = 0;

    for (size_t i = 0; i < client->count; i++)
        if (client->rows[i].kind != IWMO_RECORD_TOEWIJZING ||
            client->rows[i].moment < end)
            client->rows[kept++] = client->rows[i];
    client->count = kept;
}

void
iwmo_across_prepare_wijziging(struct iwmo_across_work *work)
{
    size_t cursor = 0;

    iwmo_across_collect(work, IWMO_KIND_BIT(IWMO_RECORD_ONGEWIJZIGD) |
                                  IWMO_KIND_BIT(IWMO_RECORD_TE_WIJZIGEN));
    iwmo_across_load_client(work, IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |
                                      IWMO_KIND_BIT(IWMO_RECORD_VERZOEK) |
                                      IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING));
    work->is_client = iwmo_across_next_toewijzing(work, &cursor) != NULL;
    leave_out_later(work);
    iwmo_across_share_client(work);
}

/* ---- client and request ---- */

/* TR304: the client has, or had, an allocation of this gemeente at this provider; one
 * that was decided after the request is one too. */
bool
iwmo_across_TR304_wijziging(struct iwmo_across_work *work,
                            const struct iwmo_record *record)
{
    (void)record;
    return !work->is_client;
}

/* TR349: the request names every allocation that is actual on its own day, whenever it
 * is read. */
bool
iwmo_across_TR349(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *current;
    bool is_omitted = false;
    size_t cursor = 0;

    (void)record;
    while ((current = iwmo_across_next_toewijzing(work, &cursor)) != NULL)
        if (iwmo_toewijzing_is_actual(current, work->across->entry->dagtekening) &&
            !iwmo_across_mentions(work, current->nummer)) {
            iwmo_across_name(work, current->nummer);
            is_omitted = true;
        }
    return is_omitted;
}

/* What the request wants with a known allocation: its Product, in the period of the
 * allocation or the one wished for (IV092).  False: there is none.  Whether it is
 * actual is for TR350 and TR351. */
static bool
wanted_of(const struct iwmo_across_work *work, const struct iwmo_record *record,
          struct iwmo_record *wanted)
{
    const struct iwmo_record *toewijzing = iwmo_across_number(work, record)->toewijzing;

    if (toewijzing == NULL)
        return false;
    *wanted = *record;
    memcpy(wanted->categorie, toewijzing->categorie, sizeof(wanted->categorie));
    memcpy(wanted->code, toewijzing->code, sizeof(wanted->code));
    if (record->kind == IWMO_RECORD_ONGEWIJZIGD) {
        wanted->begin = toewijzing->begin;
        wanted->eind = toewijzing->eind;
    }
    return true;
}

/* TR361: what is wanted does not overlap for one product; two new ones are TR410. */
bool
iwmo_across_TR361(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_records *records = &work->across->records;
    struct iwmo_record *known =
        iwmo_across_take(work, work->number_count * 2, sizeof(*known));
    size_t count = 0;

    (void)record;
    for (size_t i = 0; known != NULL && i < records->count; i++) {
        const struct iwmo_record *row = &records->rows[i];
        if ((row->kind == IWMO_RECORD_ONGEWIJZIGD ||
             row->kind == IWMO_RECORD_TE_WIJZIGEN) &&
            count < work->number_count * 2 && wanted_of(work, row, &known[count]))
            count++;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++)
            if (iwmo_toewijzing_stacks(&known[i], &known[j]))
                return true;
        for (size_t j = 0; j < records->count; j++)
            if (records->rows[j].kind == IWMO_RECORD_NIEUW &&
                iwmo_toewijzing_stacks(&known[i], &records->rows[j]))
                return true;
    }
    return false;
}

/* ---- products ---- */

/* TR350, TR351: what stays or changes is an actual allocation. */
bool
iwmo_across_TR350(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_number(work, record)->toewijzing;

    return !iwmo_toewijzing_is_actual(toewijzing, work->across->entry->dagtekening);
}

/* The allocation that is to change; NULL: none, or removed. */
static const struct iwmo_record *
changed(const struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = iwmo_across_number(work, record)->toewijzing;

    return toewijzing != NULL && !iwmo_record_is_removal(toewijzing) ? toewijzing
                                                                     : NULL;
}

/* TR357: a change from a day in the past covers the whole run. */
bool
iwmo_across_TR357(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = changed(work, record);

    return toewijzing != NULL &&
           !iwmo_date_before(work->across->entry->dagtekening, record->begin) &&
           !iwmo_date_equal(record->begin, toewijzing->begin);
}

/* What is not given does not change. */
static bool
changes_budget(const struct iwmo_record *record, const struct iwmo_record *toewijzing)
{
    return toewijzing->budget != IWMO_ABSENT && record->budget != IWMO_ABSENT &&
           record->budget != toewijzing->budget;
}

static bool
changes_total(const struct iwmo_record *record, const struct iwmo_record *toewijzing)
{
    return strcmp(toewijzing->frequentie, "6") == 0 && iwmo_record_has_omvang(record) &&
           (record->volume != toewijzing->volume ||
            strcmp(record->eenheid, toewijzing->eenheid) != 0 ||
            strcmp(record->frequentie, toewijzing->frequentie) != 0);
}

/* TR373: another Budget or total volume covers the whole run. */
bool
iwmo_across_TR373(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = changed(work, record);

    return toewijzing != NULL &&
           (changes_budget(record, toewijzing) || changes_total(record, toewijzing)) &&
           !iwmo_date_equal(record->begin, toewijzing->begin);
}

/* Omvang without a code was allowed until the end of 2020. */
static bool
has_omvang_after_2020(const struct iwmo_record *record)
{
    return iwmo_record_has_omvang(record) &&
           iwmo_date_before(iwmo_date_of(2020, 12, 31), record->eind);
}

/* TR375: no Omvang on an allocation without Product. */
bool
iwmo_across_TR375(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = changed(work, record);

    return toewijzing != NULL && toewijzing->categorie[0] == '\0' &&
           toewijzing->code[0] == '\0' && has_omvang_after_2020(record);
}

/* TR411: on one with a code Omvang is told, also when it stays. */
bool
iwmo_across_TR411(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = changed(work, record);

    return toewijzing != NULL && toewijzing->code[0] != '\0' &&
           !iwmo_record_has_omvang(record);
}

/* TR412: none on one without a code. */
bool
iwmo_across_TR412(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    const struct iwmo_record *toewijzing = changed(work, record);

    return toewijzing != NULL && toewijzing->code[0] == '\0' &&
           has_omvang_after_2020(record);
}

/* OP343: asked in time: the gemeente has its days before the wish comes.  A wish in the
 * past is TR357. */
bool
iwmo_across_OP343(struct iwmo_across_work *work, const struct iwmo_record *record)
{
    struct iwmo_date asked = work->across->entry->dagtekening;
    struct iwmo_date last = {record->begin.days - 1};

    return iwmo_date_before(asked, record->begin) &&
           iwmo_calendar_between(work->across->calendar, asked, last) < ANSWER_DAYS;
}
