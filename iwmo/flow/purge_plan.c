#include <stdlib.h>
#include <string.h>

#include "base/set.h"
#include "flow/purge.h"
#include "ledger/forget.h"
#include "standard/bericht.h"

enum { CLOSED = 1, KEPT = 2 }; /* of a case, or of the cases of a message */

struct planning {
    struct iwmo_ledger *ledger;
    const struct iwmo_purge_options *options;
    struct iwmo_arena *arena, *scratch; /* of the plan; of a case */
    struct iwmo_purge_plan *plan;
    struct iwmo_set *verdicts; /* of clients, by pseudonym */
    struct iwmo_key *clients;
    size_t client_count, client_room;
    unsigned char *marks; /* by message */
    uint64_t last;        /* message */
    struct iwmo_error *err;
};

/* A pseudonym is as good as random. */
static uint64_t
fingerprint(const struct iwmo_key *client)
{
    uint64_t print;

    memcpy(&print, client->bytes, sizeof(print));
    return print;
}

/* ---- which clients are there ---- */

static enum iwmo_status
add_client(struct planning *planning, const struct iwmo_key *client)
{
    bool is_new;

    if (iwmo_key_is_absent(client))
        return IWMO_OK;
    if (iwmo_set_put(planning->verdicts, fingerprint(client), &is_new) == NULL)
        return iwmo_fail(planning->err, IWMO_NO_MEMORY, "out of memory");
    if (!is_new)
        return IWMO_OK;
    if (planning->client_count == planning->client_room) {
        const size_t room = planning->client_room == 0 ? 64 : 2 * planning->client_room;
        struct iwmo_key *grown = realloc(planning->clients, room * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(planning->err, IWMO_NO_MEMORY, "out of memory");
        planning->clients = grown;
        planning->client_room = room;
    }
    planning->clients[planning->client_count++] = *client;
    return IWMO_OK;
}

static enum iwmo_status
hear_entry(void *self, const struct iwmo_entry *entry)
{
    struct planning *planning = self;

    planning->last = entry->id;
    return add_client(planning, &entry->client);
}

static enum iwmo_status
hear_record(void *self, const struct iwmo_record *record)
{
    return add_client(self, &record->client);
}

static enum iwmo_status
gather(struct planning *planning, struct iwmo_intakes *intakes)
{
    struct iwmo_ledger *ledger = planning->ledger;
    enum iwmo_status status =
        iwmo_ledger_each_entry(ledger, 0, hear_entry, planning, planning->err);

    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++)
        if (status == IWMO_OK)
            status = iwmo_ledger_each_record(ledger, (enum iwmo_side)side, UINT32_MAX,
                                             hear_record, planning, planning->err);
    if (status == IWMO_OK)
        status = iwmo_ledger_intakes(ledger, NULL, "", planning->arena, intakes,
                                     planning->err);
    for (size_t i = 0; status == IWMO_OK && i < intakes->count; i++)
        status = add_client(planning, &intakes->rows[i].client);
    if (status != IWMO_OK)
        return status;
    planning->marks = calloc(planning->last + 1, 1);
    return planning->marks != NULL
               ? IWMO_OK
               : iwmo_fail(planning->err, IWMO_NO_MEMORY, "out of memory");
}

/* ---- their cases ---- */

static enum iwmo_status
judge_clients(struct planning *planning)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < planning->client_count; i++) {
        struct iwmo_purge_case one;
        iwmo_arena_reset(planning->scratch);
        status =
            iwmo_purge_judge(planning->ledger, planning->options, &planning->clients[i],
                             planning->scratch, &one, planning->err);
        if (status != IWMO_OK)
            break;
        const unsigned char mark = one.keep == IWMO_PURGE_NOT ? CLOSED : KEPT;
        *iwmo_set_get(planning->verdicts, fingerprint(&one.client)) = mark;
        planning->plan->kept[one.keep]++;
        for (size_t j = 0; j < one.message_count; j++)
            if (one.messages[j] <= planning->last)
                planning->marks[one.messages[j]] |= mark;
    }
    planning->plan->clients = planning->client_count;
    return status;
}

/* ---- what goes ---- */

/* Does a message that names nobody go?  One that was never judged, or answered. */
static enum iwmo_status
judge_nameless(struct planning *planning, const struct iwmo_entry *entry, bool *goes)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);
    const bool waits =
        entry->state == IWMO_ENTRY_RECEIVED ||
        (entry->state == IWMO_ENTRY_SENT && bericht != NULL &&
         iwmo_bericht_answer(bericht) != NULL && entry->direction == IWMO_OUT);

    *goes = false;
    if (waits || !iwmo_date_before(entry->day, planning->options->before))
        return IWMO_OK;
    return iwmo_ledger_is_sealed(planning->ledger, entry->id, goes, planning->err);
}

static enum iwmo_status
choose_message(void *self, const struct iwmo_entry *entry)
{
    struct planning *planning = self;
    const unsigned char mark =
        entry->id <= planning->last ? planning->marks[entry->id] : KEPT;
    bool goes = mark == CLOSED;
    enum iwmo_status status = IWMO_OK;

    if (mark == 0)
        status = judge_nameless(planning, entry, &goes);
    if (status == IWMO_OK && goes)
        planning->plan->messages[planning->plan->message_count++] = entry->id;
    return status;
}

static enum iwmo_status
choose(struct planning *planning, const struct iwmo_intakes *intakes)
{
    struct iwmo_purge_plan *plan = planning->plan;

    plan->messages = iwmo_arena_alloc(planning->arena,
                                      (planning->last + 1) * sizeof(*plan->messages));
    plan->intakes = iwmo_arena_alloc(planning->arena,
                                     (intakes->count + 1) * sizeof(*plan->intakes));
    if (plan->messages == NULL || plan->intakes == NULL)
        return iwmo_fail(planning->err, IWMO_NO_MEMORY, "out of memory");
    for (size_t i = 0; i < intakes->count; i++) {
        const uint64_t *verdict =
            iwmo_set_get(planning->verdicts, fingerprint(&intakes->rows[i].client));
        if (verdict != NULL && *verdict == CLOSED)
            plan->intakes[plan->intake_count++] = intakes->rows[i].id;
    }
    return iwmo_ledger_each_entry(planning->ledger, 0, choose_message, planning,
                                  planning->err);
}

enum iwmo_status
iwmo_purge_plan_make(struct iwmo_ledger *ledger,
                     const struct iwmo_purge_options *options, struct iwmo_arena *arena,
                     struct iwmo_purge_plan *plan, struct iwmo_error *err)
{
    struct planning planning = {.ledger = ledger,
                                .options = options,
                                .arena = arena,
                                .scratch = iwmo_arena_new(0),
                                .plan = plan,
                                .verdicts = iwmo_set_new(0),
                                .err = err};
    struct iwmo_intakes intakes;
    enum iwmo_status status = IWMO_OK;

    *plan = (struct iwmo_purge_plan){0};
    if (planning.scratch == NULL || planning.verdicts == NULL)
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (status == IWMO_OK)
        status = gather(&planning, &intakes);
    if (status == IWMO_OK)
        status = judge_clients(&planning);
    if (status == IWMO_OK)
        status = choose(&planning, &intakes);
    iwmo_arena_free(planning.scratch);
    iwmo_set_free(planning.verdicts);
    free(planning.clients);
    free(planning.marks);
    return status;
}
