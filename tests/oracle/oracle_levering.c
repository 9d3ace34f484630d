#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "oracle/oracle.h"

/* What stands: said with StatusAanlevering 1 and not taken back with 3. */
struct standing {
    struct {
        const struct tale_item *item;
        int gemeente, client;
    } rows[ORACLE_MOST * TALE_ITEMS];
    int count;
};

static bool
is_same_key(const struct tale_item *a, const struct tale_item *b)
{
    return strcmp(a->kind, b->kind) == 0 && a->nummer == b->nummer &&
           oracle_same_product(a->product, b->product) && a->begin == b->begin &&
           (strcmp(a->kind, "SP") == 0 ||
            (a->eind == b->eind && strcmp(a->reden, b->reden) == 0));
}

static void
say(struct standing *standing, const struct tale_item *item, int gemeente, int client)
{
    if (item->status == '1') {
        standing->rows[standing->count].item = item;
        standing->rows[standing->count].gemeente = gemeente;
        standing->rows[standing->count++].client = client;
        return;
    }
    for (int i = 0; i < standing->count; i++)
        if (standing->rows[i].gemeente == gemeente &&
            standing->rows[i].client == client &&
            is_same_key(standing->rows[i].item, item)) {
            standing->rows[i] = standing->rows[--standing->count];
            return;
        }
}

/* In a message the withdrawals (3) count first. */
static void
say_all(struct standing *standing, const struct tale_message *message)
{
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < message->count; i++)
            if ((message->items[i].status == '3') == (round == 0))
                say(standing, &message->items[i], message->gemeente, message->client);
}

static void
look(struct standing *standing, const struct oracle_book *book)
{
    standing->count = 0;
    for (int i = 0; i < book->count; i++) {
        const struct oracle_entry *entry = &book->entries[i];
        if (entry->counts && (strcmp(entry->message->kind, "305") == 0 ||
                              strcmp(entry->message->kind, "307") == 0))
            say_all(standing, entry->message);
    }
}

/* The n-th record of a kind that stands on the allocation of `like`; NULL: no more. */
static const struct tale_item *
next(const struct standing *standing, const struct tale_message *message,
     const char *kind, const struct tale_item *like, int *cursor)
{
    while (*cursor < standing->count) {
        int at = (*cursor)++;
        const struct tale_item *item = standing->rows[at].item;
        if (standing->rows[at].gemeente == message->gemeente &&
            standing->rows[at].client == message->client &&
            strcmp(item->kind, kind) == 0 && item->nummer == like->nummer)
            return item;
    }
    return NULL;
}

static bool
has_key(const struct standing *standing, const struct tale_message *message,
        const struct tale_item *like)
{
    const struct tale_item *item;
    int cursor = 0;

    while ((item = next(standing, message, like->kind, like, &cursor)) != NULL)
        if (is_same_key(item, like))
            return true;
    return false;
}

/* Does a record of `kind` on the same product and Begindatum stand? */
static bool
has_on_start(const struct standing *standing, const struct tale_message *message,
             const char *kind, const struct tale_item *like)
{
    const struct tale_item *item;
    int cursor = 0;

    while ((item = next(standing, message, kind, like, &cursor)) != NULL)
        if (item->begin == like->begin &&
            oracle_same_product(item->product, like->product))
            return true;
    return false;
}

/* TR326: a start without a stop. */
static bool
is_running(const struct standing *standing, const struct tale_message *message,
           const struct tale_item *like)
{
    const struct tale_item *start;
    int cursor = 0;

    while ((start = next(standing, message, "SP", like, &cursor)) != NULL)
        if (oracle_same_product(start->product, like->product) &&
            !has_on_start(standing, message, "ST", start))
            return true;
    return false;
}

/* TR413, TR414, TR415: what stops on this start (number and Begindatum) say. */
static void
judge_order(const struct standing *standing, const struct tale_message *message,
            const struct tale_item *item, struct oracle_codes *codes)
{
    const struct tale_item *stop;
    int cursor = 0;

    while ((stop = next(standing, message, "ST", item, &cursor)) != NULL) {
        if (stop->begin != item->begin)
            continue;
        if (strcmp(stop->reden, "20") == 0 && strcmp(item->reden, "20") == 0)
            oracle_code(codes, "9413");
        if (item->eind < stop->eind)
            oracle_code(codes, "9414");
        if (strcmp(stop->reden, "20") != 0)
            oracle_code(codes, "9415");
    }
}

static void
judge_first(const struct standing *standing, const struct oracle_book *book,
            const struct tale_message *message, const struct tale_item *item,
            struct oracle_codes *codes)
{
    if (oracle_current(book, message->gemeente, item->nummer, message->client, NEVER) ==
            NULL ||
        oracle_is_removed(book, message->gemeente, item->nummer, NEVER))
        oracle_code(codes, "9019");
    if (has_key(standing, message, item))
        oracle_code(codes, "9074");
    if (strcmp(item->kind, "SP") == 0) {
        if (is_running(standing, message, item))
            oracle_code(codes, "9326");
        return;
    }
    if (!has_on_start(standing, message, "SP", item))
        oracle_code(codes, "9069");
    judge_order(standing, message, item, codes);
}

static void
judge_withdrawal(const struct standing *standing, const struct tale_message *message,
                 const struct tale_item *item, struct oracle_codes *codes)
{
    if (!has_key(standing, message, item))
        oracle_code(codes, "9063");
    if (strcmp(item->kind, "SP") == 0 && has_on_start(standing, message, "ST", item))
        oracle_code(codes, "9071");
}

void
oracle_judge_levering(const struct oracle_book *book,
                      const struct tale_message *message,
                      struct oracle_verdict *verdict)
{
    static struct standing standing;
    struct oracle_codes codes[TALE_ITEMS] = {0}, none = {0};

    look(&standing, book);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < message->count; i++) {
            const struct tale_item *item = &message->items[i];
            if ((item->status == '3') != (round == 0))
                continue;
            if (round == 0)
                judge_withdrawal(&standing, message, item, &codes[i]);
            else
                judge_first(&standing, book, message, item, &codes[i]);
            if (codes[i].count == 0) /* a refused record counts as not sent */
                say(&standing, item, message->gemeente, message->client);
        }
    oracle_class(verdict, "Client", &none);
    for (int i = 0; i < message->count; i++)
        oracle_class(verdict,
                     strcmp(message->kind, "305") == 0 ? "StartProduct" : "StopProduct",
                     &codes[i]);
}

/* ---- where a delivery stands ---- */

/* The stop that says how a start ended: a definitive one, or else the latest; NULL:
 * none. */
static const struct tale_item *
stop_on(const struct standing *standing, const struct tale_message *message,
        const struct tale_item *start)
{
    const struct tale_item *stop, *found = NULL;
    int cursor = 0;

    while ((stop = next(standing, message, "ST", start, &cursor)) != NULL)
        if (stop->begin == start->begin &&
            (found == NULL || strcmp(found->reden, "20") == 0))
            found = stop;
    return found;
}

/* That of the latest Begindatum. */
void
oracle_delivery(const struct oracle_book *book, int gemeente, long nummer,
                char out[120])
{
    static struct standing standing;
    const struct tale_item *last = NULL;
    struct tale_message about = {.gemeente = gemeente};
    char begin[IWMO_DATE_TEXT], eind[IWMO_DATE_TEXT];

    look(&standing, book);
    for (int i = 0; i < standing.count; i++)
        if (standing.rows[i].gemeente == gemeente &&
            standing.rows[i].item->nummer == nummer &&
            strcmp(standing.rows[i].item->kind, "SP") == 0 &&
            (last == NULL || standing.rows[i].item->begin > last->begin)) {
            last = standing.rows[i].item;
            about.client = standing.rows[i].client;
        }
    if (last == NULL) {
        snprintf(out, 120, "IDLE");
        return;
    }
    const struct tale_item *stop = stop_on(&standing, &about, last);
    iwmo_date_print((struct iwmo_date){last->begin}, begin);
    if (stop == NULL)
        snprintf(out, 120, "RUNNING %s", begin);
    else
        snprintf(out, 120, "%s %s..%s",
                 strcmp(stop->reden, "20") == 0 ? "PAUSED" : "STOPPED", begin,
                 iwmo_date_print((struct iwmo_date){stop->eind}, eind));
}
