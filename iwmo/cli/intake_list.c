#include "cli/intake_list.h"

#include <stdlib.h>

#include "flow/ask.h"

/* Received 301s, to be asked about when the walk is over. */
struct walk {
    const struct iwmo_intake_asked *asked;
    struct iwmo_entry *entries;
    size_t count, room;
};

struct items {
    struct iwmo_intake_item *rows;
    size_t count, room;
};

static int
compare_keys(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct iwmo_key));
}

static bool
is_asked(const struct iwmo_intake_asked *asked, const struct iwmo_key *client)
{
    return asked->clients == NULL || bsearch(client, asked->clients, asked->count,
                                             sizeof(*client), compare_keys) != NULL;
}

static enum iwmo_status
see_entry(void *self, const struct iwmo_entry *entry)
{
    struct walk *walk = self;

    if (entry->side != IWMO_SIDE_AANBIEDER || entry->direction != IWMO_IN ||
        entry->state != IWMO_ENTRY_PROCESSED || strcmp(entry->message, "WMO301") != 0 ||
        !is_asked(walk->asked, &entry->client))
        return IWMO_OK;
    if (walk->count == walk->room) {
        const size_t room = walk->room > 0 ? 2 * walk->room : 64;
        struct iwmo_entry *grown = realloc(walk->entries, room * sizeof(*grown));

        if (grown == NULL)
            return IWMO_NO_MEMORY;
        walk->entries = grown;
        walk->room = room;
    }
    walk->entries[walk->count++] = *entry;
    return IWMO_OK;
}

static enum iwmo_status
add_item(struct items *items, const struct iwmo_intake_item *item,
         struct iwmo_error *err)
{
    if (items->count == items->room) {
        const size_t room = items->room > 0 ? 2 * items->room : 64;
        struct iwmo_intake_item *grown = realloc(items->rows, room * sizeof(*grown));

        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        items->rows = grown;
        items->room = room;
    }
    items->rows[items->count++] = *item;
    return IWMO_OK;
}

/* What was decided on the records of one 301. */
static enum iwmo_status
gather_message(struct iwmo_consult *consult, const struct iwmo_entry *entry,
               struct items *items, struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(consult->ledger);
    const struct iwmo_ask ask = {&history, consult->arena, IWMO_SIDE_AANBIEDER, 0};
    struct iwmo_intake_note *notes = NULL;
    struct iwmo_records records = {0};
    size_t count = 0;
    enum iwmo_status status = iwmo_ledger_intake_notes(
        consult->ledger, entry->id, consult->arena, &notes, &count, err);

    if (status == IWMO_OK && count > 0)
        status = iwmo_ask_message(&ask, entry->id,
                                  IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &records, err);
    for (size_t i = 0; status == IWMO_OK && i < records.count; i++)
        for (size_t j = 0; status == IWMO_OK && j < count; j++) {
            struct iwmo_intake_item item = {
                .client = records.rows[i].client,
                .note = notes[j],
                .nummer = records.rows[i].nummer,
                .day = entry->day,
            };

            if (notes[j].record != records.rows[i].id)
                continue;
            memcpy(item.gemeente, records.rows[i].gemeente, sizeof(item.gemeente));
            status = add_item(items, &item, err);
        }
    return status;
}

static enum iwmo_status
gather_items(struct iwmo_consult *consult, const struct iwmo_intake_asked *asked,
             struct items *items, struct iwmo_error *err)
{
    struct walk walk = {.asked = asked};
    enum iwmo_status status =
        iwmo_ledger_each_entry(consult->ledger, 0, see_entry, &walk, err);

    for (size_t i = 0; status == IWMO_OK && i < walk.count; i++) {
        const struct iwmo_arena_mark mark = iwmo_arena_mark(consult->arena);

        status = gather_message(consult, &walk.entries[i], items, err);
        iwmo_arena_rewind(consult->arena, mark);
    }
    free(walk.entries);
    return status;
}

static int
compare_items(const void *left, const void *right)
{
    const struct iwmo_intake_item *a = left, *b = right;
    const int by_client = memcmp(&a->client, &b->client, sizeof(a->client));

    if (by_client != 0)
        return by_client;
    if (a->note.message != b->note.message)
        return a->note.message < b->note.message ? -1 : 1;
    return a->note.record < b->note.record ? -1 : a->note.record > b->note.record;
}

static bool
is_open(const struct iwmo_intake_client *client)
{
    return client->intake != NULL && client->intake->is_open;
}

static int
compare_clients(const void *left, const void *right)
{
    const struct iwmo_intake_client *a = left, *b = right;

    if (is_open(a) != is_open(b))
        return is_open(a) ? -1 : 1;
    if (is_open(a) && a->intake->opened.days != b->intake->opened.days)
        return a->intake->opened.days < b->intake->opened.days ? -1 : 1;
    return memcmp(&a->client, &b->client, sizeof(a->client));
}

static int
compare_client_keys(const void *left, const void *right)
{
    const struct iwmo_intake_client *a = left, *b = right;

    return memcmp(&a->client, &b->client, sizeof(a->client));
}

/* The open intake wins, else the last one that was needed, else the last. */
static void
note_intake(struct iwmo_intake_client *client, const struct iwmo_intake *intake)
{
    const struct iwmo_intake *known = client->intake;

    if (known == NULL || intake->is_open ||
        (!known->is_open && (intake->is_needed || !known->is_needed)))
        client->intake = intake;
}

static void
count_intakes(struct iwmo_intake_list *list)
{
    for (size_t i = 0; i < list->intakes.count; i++) {
        const struct iwmo_intake *intake = &list->intakes.rows[i];

        if (!intake->is_open && !intake->is_needed)
            continue;
        list->total++;
        list->open += intake->is_open;
        list->full += intake->strength == 'F';
        list->renewed += intake->strength == 'R';
        list->short_ += intake->strength == 'S';
    }
}

/* Clients of the items, then those who only have an intake. */
static void
group(struct iwmo_intake_list *list, const struct iwmo_intake_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !iwmo_key_equal(&items[i].client, &items[i - 1].client))
            list->clients[list->count++] = (struct iwmo_intake_client){
                .client = items[i].client, .items = &items[i]};
        list->clients[list->count - 1].count++;
    }
    const size_t with_items = list->count;
    for (size_t i = 0; i < list->intakes.count; i++) {
        const struct iwmo_intake *intake = &list->intakes.rows[i];
        const struct iwmo_intake_client wanted = {.client = intake->client};
        struct iwmo_intake_client *client =
            with_items == 0 ? NULL
                            : bsearch(&wanted, list->clients, with_items,
                                      sizeof(wanted), compare_client_keys);

        for (size_t j = with_items; j < list->count && client == NULL; j++)
            if (iwmo_key_equal(&list->clients[j].client, &intake->client))
                client = &list->clients[j];
        if (client == NULL) {
            client = &list->clients[list->count++];
            *client = wanted;
        }
        note_intake(client, intake);
    }
}

/* Into the arena, and in order. */
static enum iwmo_status
lay_out(struct iwmo_consult *consult, const struct items *items,
        struct iwmo_intake_list *list, struct iwmo_error *err)
{
    struct iwmo_intake_item *rows =
        iwmo_arena_alloc(consult->arena, (items->count + 1) * sizeof(*rows));

    list->clients =
        iwmo_arena_alloc(consult->arena, (items->count + list->intakes.count + 1) *
                                             sizeof(*list->clients));
    if (rows == NULL || list->clients == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (items->count > 0) {
        memcpy(rows, items->rows, items->count * sizeof(*rows));
        qsort(rows, items->count, sizeof(*rows), compare_items);
    }
    group(list, rows, items->count);
    if (list->count > 1)
        qsort(list->clients, list->count, sizeof(*list->clients), compare_clients);
    count_intakes(list);
    return IWMO_OK;
}

/* Those of the clients, as they stand today. */
static enum iwmo_status
gather_intakes(struct iwmo_consult *consult, const struct iwmo_intake_asked *asked,
               struct iwmo_intakes *intakes, struct iwmo_error *err)
{
    const struct iwmo_key *only = asked->count == 1 ? asked->clients : NULL;
    enum iwmo_status status =
        iwmo_ledger_intakes(consult->ledger, only, "", consult->arena, intakes, err);
    size_t kept = 0;

    for (size_t i = 0; status == IWMO_OK && i < intakes->count; i++)
        if (is_asked(asked, &intakes->rows[i].client))
            intakes->rows[kept++] = intakes->rows[i];
    intakes->count = kept;
    for (size_t i = 0; status == IWMO_OK && i < kept; i++)
        status = iwmo_intake_make_current(consult->ledger, &asked->policy,
                                          consult->arena, &intakes->rows[i], err);
    return status;
}

enum iwmo_status
iwmo_intake_list_gather(struct iwmo_consult *consult,
                        const struct iwmo_intake_asked *asked,
                        struct iwmo_intake_list *list, struct iwmo_error *err)
{
    struct items items = {0};

    *list = (struct iwmo_intake_list){0};
    enum iwmo_status status = gather_items(consult, asked, &items, err);
    if (status == IWMO_OK)
        status = gather_intakes(consult, asked, &list->intakes, err);
    if (status == IWMO_OK)
        status = lay_out(consult, &items, list, err);
    free(items.rows);
    return status;
}
