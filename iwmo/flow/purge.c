#include "flow/purge.h"

#include <string.h>

#include "flow/ask.h"
#include "ledger/forget.h"
#include "model/levensloop.h"
#include "standard/bericht.h"

enum { CREDITABLE_MONTHS = 60 }; /* TR335 */

const char *
iwmo_purge_words(enum iwmo_purge_keep keep, bool is_dutch)
{
    static const char *const words[IWMO_PURGE_KEEPS][2] = {
        [IWMO_PURGE_NOT] = {"closed", "gesloten"},
        [IWMO_PURGE_RECENT] = {"something on or after that day",
                               "iets van op of na die dag"},
        [IWMO_PURGE_UNANSWERED] = {"a message without answer",
                                   "een bericht zonder antwoord"},
        [IWMO_PURGE_TOEWIJZING] = {"an allocation that is planned or active",
                                   "een toewijzing die gepland of actief is"},
        [IWMO_PURGE_LEVERING] = {"a delivery that runs or pauses",
                                 "een levering die loopt of pauzeert"},
        [IWMO_PURGE_VERZOEK] = {"an open request", "een open verzoek"},
        [IWMO_PURGE_PRESTATIE] = {"a declared line without answer or still creditable",
                                  "een prestatie zonder antwoord of nog te crediteren"},
        [IWMO_PURGE_INTAKE] = {"an open intake", "een open intake"},
    };

    return words[keep][is_dutch];
}

/* ---- one case ---- */

struct judging {
    struct iwmo_ledger *ledger;
    const struct iwmo_purge_options *options;
    struct iwmo_history history;
    struct iwmo_ask ask;
    struct iwmo_purge_case *answer;
    size_t room;
};

static bool
may_add(const struct iwmo_purge_case *answer, uint64_t message)
{
    for (size_t i = 0; i < answer->message_count; i++)
        if (answer->messages[i] == message)
            return false;
    return message != 0;
}

static enum iwmo_status
add_message(struct judging *judging, uint64_t message, struct iwmo_error *err)
{
    struct iwmo_purge_case *answer = judging->answer;

    if (!may_add(answer, message))
        return IWMO_OK;
    if (answer->message_count == judging->room) {
        const size_t room = judging->room == 0 ? 16 : 2 * judging->room;
        uint64_t *grown = iwmo_arena_alloc(judging->ask.arena, room * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        if (judging->room > 0)
            memcpy(grown, answer->messages, answer->message_count * sizeof(*grown));
        answer->messages = grown;
        judging->room = room;
    }
    answer->messages[answer->message_count++] = message;
    return IWMO_OK;
}

/* The messages that name the client, and those with a record about it. */
static enum iwmo_status
gather_messages(struct judging *judging, struct iwmo_error *err)
{
    struct iwmo_entry_question question = {.by = IWMO_ENTRY_BY_CLIENT};
    struct iwmo_entries entries;
    uint64_t *messages;
    size_t count;
    enum iwmo_status status =
        iwmo_ledger_messages_about(judging->ledger, &judging->answer->client,
                                   judging->ask.arena, &messages, &count, err);

    for (size_t i = 0; status == IWMO_OK && i < count; i++)
        status = add_message(judging, messages[i], err);
    question.like.client = judging->answer->client;
    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        question.like.side = (enum iwmo_side)side;
        if (status == IWMO_OK)
            status = judging->history.entries(judging->history.self, &question,
                                              judging->ask.arena, &entries, err);
        for (size_t i = 0; status == IWMO_OK && i < entries.count; i++)
            status = add_message(judging, entries.rows[i].id, err);
    }
    return status;
}

/* What one message says about keeping it; its answer belongs to the case. */
static enum iwmo_purge_keep
judge_entry(const struct iwmo_entry *entry, const struct iwmo_purge_options *options)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);
    const bool waits = bericht != NULL && iwmo_bericht_answer(bericht) != NULL;

    if (!iwmo_date_before(entry->day, options->before))
        return IWMO_PURGE_RECENT;
    if (entry->state == IWMO_ENTRY_RECEIVED ||
        (entry->direction == IWMO_OUT && entry->state == IWMO_ENTRY_SENT && waits))
        return IWMO_PURGE_UNANSWERED;
    return IWMO_PURGE_NOT;
}

static void
keep(struct judging *judging, enum iwmo_purge_keep why)
{
    if (judging->answer->keep == IWMO_PURGE_NOT)
        judging->answer->keep = why;
}

static enum iwmo_status
judge_messages(struct judging *judging, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < judging->answer->message_count; i++) {
        const struct iwmo_entry *entry;
        status =
            iwmo_ask_entry(&judging->ask, judging->answer->messages[i], &entry, err);
        if (status != IWMO_OK || entry == NULL)
            continue;
        keep(judging, judge_entry(entry, judging->options));
        status = add_message(judging, entry->answer, err);
    }
    return status;
}

/* ---- what the records say ---- */

/* Those of `records` for which `is_like` holds, for a fold. */
static enum iwmo_status
pick(struct judging *judging, const struct iwmo_records *records,
     const struct iwmo_record *like,
     bool (*is_like)(const struct iwmo_record *a, const struct iwmo_record *b),
     struct iwmo_records *picked, struct iwmo_error *err)
{
    *picked = (struct iwmo_records){
        iwmo_arena_alloc(judging->ask.arena, records->count * sizeof(*records->rows)),
        0};
    if (picked->rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < records->count; i++)
        if (is_like(like, &records->rows[i]))
            picked->rows[picked->count++] = records->rows[i];
    return IWMO_OK;
}

static bool
same_number(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return b->kind == IWMO_RECORD_TOEWIJZING && a->nummer == b->nummer &&
           strcmp(a->gemeente, b->gemeente) == 0 &&
           strcmp(a->aanbieder, b->aanbieder) == 0;
}

static bool
is_delivery_of(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return (b->kind == IWMO_RECORD_START || b->kind == IWMO_RECORD_STOP) &&
           iwmo_record_same_key(a, b);
}

static enum iwmo_status
judge_toewijzing(struct judging *judging, const struct iwmo_records *records,
                 const struct iwmo_record *record, struct iwmo_error *err)
{
    struct iwmo_records versions;
    enum iwmo_status status =
        pick(judging, records, record, same_number, &versions, err);

    if (status != IWMO_OK)
        return status;
    const enum iwmo_toewijzing_state state = iwmo_toewijzing_state(
        iwmo_toewijzing_current(&versions), judging->options->intake.today);
    if (state == IWMO_TOEWIJZING_PLANNED || state == IWMO_TOEWIJZING_ACTIVE)
        keep(judging, IWMO_PURGE_TOEWIJZING);
    return IWMO_OK;
}

static enum iwmo_status
judge_levering(struct judging *judging, const struct iwmo_records *records,
               const struct iwmo_record *start, struct iwmo_error *err)
{
    struct iwmo_records own;
    enum iwmo_status status = pick(judging, records, start, is_delivery_of, &own, err);

    if (status != IWMO_OK)
        return status;
    const enum iwmo_levering_state state = iwmo_levering_of(&own).state;
    if (state == IWMO_LEVERING_RUNNING || state == IWMO_LEVERING_PAUSED)
        keep(judging, IWMO_PURGE_LEVERING);
    return IWMO_OK;
}

/* An answer (319) names no client: it belongs to the case by its reference. */
static enum iwmo_status
judge_verzoek(struct judging *judging, const struct iwmo_record *request,
              struct iwmo_error *err)
{
    const uint32_t kinds =
        IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK) |
        IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING);
    struct iwmo_records records;
    enum iwmo_status status =
        iwmo_ask_referentie(&judging->ask, IWMO_BY_REFERENTIE, request->aanbieder,
                            &request->referentie, kinds, &records, err);

    if (status != IWMO_OK)
        return status;
    const enum iwmo_verzoek_state state = iwmo_verzoek_state_of(&records);
    if (state == IWMO_VERZOEK_OPEN || state == IWMO_VERZOEK_INVESTIGATION)
        keep(judging, IWMO_PURGE_VERZOEK);
    for (size_t i = 0; status == IWMO_OK && i < records.count; i++)
        if (records.rows[i].kind == IWMO_RECORD_ANTWOORD)
            status = add_message(judging, records.rows[i].message, err);
    return status;
}

static enum iwmo_status
judge_prestatie(struct judging *judging, const struct iwmo_record *line,
                struct iwmo_error *err)
{
    struct iwmo_records credits = {0};
    enum iwmo_status status = IWMO_OK;

    if (line->status == 'C') {
        if (line->uitkomst == IWMO_UITKOMST_OPEN)
            keep(judging, IWMO_PURGE_PRESTATIE);
        return IWMO_OK;
    }
    if (!iwmo_key_is_absent(&line->referentie))
        status = iwmo_ask_referentie(
            &judging->ask, IWMO_BY_VORIG, line->aanbieder, &line->referentie,
            IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE), &credits, err);
    if (status != IWMO_OK)
        return status;
    const enum iwmo_prestatie_state state = iwmo_prestatie_state_of(line, &credits);
    const bool is_creditable =
        state == IWMO_PRESTATIE_APPROVED &&
        (iwmo_date_equal(line->eind, IWMO_DATE_OPEN_END) ||
         !iwmo_date_before(iwmo_date_add_months(line->eind, CREDITABLE_MONTHS),
                           judging->options->intake.today));
    if (is_creditable || state == IWMO_PRESTATIE_SUBMITTED ||
        state == IWMO_PRESTATIE_CREDIT_SUBMITTED)
        keep(judging, IWMO_PURGE_PRESTATIE);
    return IWMO_OK;
}

static enum iwmo_status
judge_record(struct judging *judging, const struct iwmo_records *records,
             const struct iwmo_record *record, struct iwmo_error *err)
{
    switch (record->kind) {
    case IWMO_RECORD_TOEWIJZING:
        return judge_toewijzing(judging, records, record, err);
    case IWMO_RECORD_START:
        return judge_levering(judging, records, record, err);
    case IWMO_RECORD_AANVRAAG:
    case IWMO_RECORD_VERZOEK:
        return judge_verzoek(judging, record, err);
    case IWMO_RECORD_PRESTATIE:
        return judge_prestatie(judging, record, err);
    default:
        return IWMO_OK;
    }
}

static enum iwmo_status
judge_records(struct judging *judging, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        struct iwmo_records records;
        judging->ask.side = (enum iwmo_side)side;
        if (status == IWMO_OK)
            status = iwmo_ask_client(&judging->ask, &judging->answer->client, "", "",
                                     UINT32_MAX, &records, err);
        for (size_t i = 0; status == IWMO_OK && i < records.count; i++)
            status = judge_record(judging, &records, &records.rows[i], err);
    }
    return status;
}

static enum iwmo_status
judge_intakes(struct judging *judging, struct iwmo_error *err)
{
    struct iwmo_intakes intakes;
    enum iwmo_status status =
        iwmo_intakes_now(judging->ledger, &judging->options->intake,
                         &judging->answer->client, judging->ask.arena, &intakes, err);

    for (size_t i = 0; status == IWMO_OK && i < intakes.count; i++) {
        if (intakes.rows[i].is_open)
            keep(judging, IWMO_PURGE_INTAKE);
        else if (!iwmo_date_before(intakes.rows[i].closed, judging->options->before))
            keep(judging, IWMO_PURGE_RECENT);
    }
    return status;
}

enum iwmo_status
iwmo_purge_judge(struct iwmo_ledger *ledger, const struct iwmo_purge_options *options,
                 const struct iwmo_key *client, struct iwmo_arena *arena,
                 struct iwmo_purge_case *answer, struct iwmo_error *err)
{
    struct judging judging = {
        .ledger = ledger,
        .options = options,
        .history = iwmo_ledger_history(ledger),
        .answer = answer,
    };

    *answer = (struct iwmo_purge_case){.client = *client};
    judging.ask = (struct iwmo_ask){&judging.history, arena, IWMO_SIDE_GEMEENTE, 0};
    enum iwmo_status status = gather_messages(&judging, err);
    if (status == IWMO_OK)
        status = judge_records(&judging, err);
    if (status == IWMO_OK)
        status = judge_messages(&judging, err);
    if (status == IWMO_OK)
        status = judge_intakes(&judging, err);
    return status;
}
