#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "oracle/oracle.h"

/* ---- the declaration ---- */

/* TR333: the provider used this DeclaratieNummer before. */
static bool
is_number_used(const struct oracle_book *book, const struct tale_message *message)
{
    for (int i = 0; i < book->count; i++)
        if (book->entries[i].counts && book->entries[i].message->dn == message->dn)
            return true;
    return false;
}

/* TR318: over a month before the last one to this gemeente. */
static bool
is_too_early(const struct oracle_book *book, const struct tale_message *message)
{
    for (int i = 0; i < book->count; i++) {
        const struct tale_message *other = book->entries[i].message;
        if (book->entries[i].counts && strcmp(other->kind, "323") == 0 &&
            other->gemeente == message->gemeente && message->month < other->month)
            return true;
    }
    return false;
}

/* ---- the client ---- */

/* TR304: not a client, or a line on an allocation of another. */
static bool
is_not_of_client(const struct oracle_book *book, const struct tale_message *message,
                 int client)
{
    struct oracle_walk walk = oracle_walk(book, "TP");
    bool is_known = false;

    while (oracle_next(&walk)) {
        if (walk.message->gemeente != message->gemeente)
            continue;
        if (walk.message->client == client)
            is_known = true;
        else
            for (int i = 0; i < message->count; i++)
                if (message->items[i].client == client &&
                    message->items[i].nummer == walk.item->nummer)
                    return true;
    }
    return !is_known;
}

/* ---- volumes ---- */

static int
month_of(int day)
{
    struct iwmo_day split = iwmo_date_split((struct iwmo_date){day});

    return split.year * 12 + split.month;
}

/* Calendar weeks of which a day lies in it: a Monday begins one. */
static int
weeks(int from, int to)
{
    int count = 1;

    for (int day = from + 1; day <= to; day++)
        count += iwmo_date_weekday((struct iwmo_date){day}) == 1;
    return count;
}

static long
most_in_period(const struct tale_item *allocation, const struct tale_item *line)
{
    long volume = allocation->volume;

    if (allocation->frequentie != '2')
        return volume;
    return volume * (strncmp(allocation->product, "01", 2) == 0
                         ? 6
                         : weeks(line->begin, line->eind));
}

/* -1: not known. */
static long
most_in_all(const struct tale_item *allocation)
{
    if (allocation->frequentie == '6')
        return allocation->volume;
    if (allocation->eind == NEVER)
        return -1;
    return (long)allocation->volume *
           (allocation->frequentie == '2'
                ? weeks(allocation->begin, allocation->eind)
                : month_of(allocation->eind) - month_of(allocation->begin) + 1);
}

/* ---- lines ---- */

/* The line with this reference, of this provider. */
static bool
find_line(const struct oracle_book *book, int ref, struct oracle_walk *walk)
{
    *walk = oracle_walk(book, "PR");
    while (oracle_next(walk))
        if (walk->item->ref == ref)
            return true;
    return false;
}

/* Which credit is on a debit, other than a refused one? */
static bool
has_credit(const struct oracle_book *book, int ref)
{
    struct oracle_walk walk = oracle_walk(book, "PR");

    while (oracle_next(&walk))
        if (walk.item->vorig == ref && walk.uitkomst != ORACLE_AFGEWEZEN)
            return true;
    return false;
}

static void
judge_credit(const struct oracle_book *book, const struct tale_message *message,
             const struct tale_item *item, struct oracle_codes *codes)
{
    struct oracle_walk debit;
    bool is_found = find_line(book, item->vorig, &debit) && debit.item->status == 'D' &&
                    debit.uitkomst == ORACLE_GOED &&
                    debit.message->gemeente == message->gemeente;

    if (!is_found || debit.item->client != item->client ||
        debit.item->nummer != item->nummer || debit.item->begin != item->begin ||
        debit.item->eind != item->eind || debit.item->volume != item->volume ||
        debit.item->bedrag != item->bedrag ||
        !oracle_same_product(debit.item->product, item->product))
        oracle_code(codes, "8017");
    if (has_credit(book, item->vorig))
        oracle_code(codes, "9390");
}

/* TR389: declared before, and neither refused nor credited. */
static bool
is_declared(const struct oracle_book *book, const struct tale_message *message,
            const struct tale_item *item)
{
    struct oracle_walk walk = oracle_walk(book, "PR");

    while (oracle_next(&walk))
        if (walk.item->status == 'D' && walk.uitkomst != ORACLE_AFGEWEZEN &&
            walk.message->gemeente == message->gemeente &&
            walk.item->client == item->client && walk.item->nummer == item->nummer &&
            oracle_same_product(walk.item->product, item->product) &&
            walk.item->begin == item->begin && walk.item->eind == item->eind &&
            !has_credit(book, walk.item->ref))
            return true;
    return false;
}

static int
first_of_month(int day)
{
    return iwmo_date_month_start((struct iwmo_date){day}).days;
}

static int
last_of_month(int day)
{
    return iwmo_date_month_end((struct iwmo_date){day}).days;
}

static void
judge_fit(const struct tale_item *allocation, const struct tale_item *item,
          struct oracle_codes *codes)
{
    int first = first_of_month(item->begin), last = last_of_month(item->eind);

    if (item->begin < allocation->begin)
        oracle_code(codes, "9307");
    if (item->eind > allocation->eind)
        oracle_code(codes, "9308");
    if (item->begin != (first > allocation->begin ? first : allocation->begin))
        oracle_code(codes, "9387");
    if (item->eind != (last < allocation->eind ? last : allocation->eind))
        oracle_code(codes, "9388");
    if (allocation->product != NULL &&
        strncmp(allocation->product, item->product, 2) != 0)
        oracle_code(codes, "9339");
    if (oracle_has_code(allocation->product) &&
        strcmp(allocation->product + 3, item->product + 3) != 0)
        oracle_code(codes, "9340");
    if (allocation->frequentie != '\0' &&
        strcmp(allocation->eenheid, item->eenheid) != 0)
        oracle_code(codes, "9341");
}

/* What was declared on the number and is neither refused nor taken back. */
static void
sum(const struct oracle_book *book, int gemeente, long nummer, long *volume,
    long *cents)
{
    struct oracle_walk walk = oracle_walk(book, "PR");

    *volume = *cents = 0;
    while (oracle_next(&walk))
        if (walk.message->gemeente == gemeente && walk.item->nummer == nummer &&
            walk.uitkomst != ORACLE_AFGEWEZEN) {
            *volume +=
                walk.item->status == 'C' ? -walk.item->volume : walk.item->volume;
            *cents += walk.item->status == 'C' ? -walk.item->bedrag : walk.item->bedrag;
        }
}

static void
judge_amount(const struct oracle_book *book, const struct tale_message *message,
             const struct tale_item *allocation, const struct tale_item *item,
             struct oracle_codes *codes)
{
    long volume, cents;

    sum(book, message->gemeente, item->nummer, &volume, &cents);
    if (allocation->frequentie != '\0') {
        if (item->volume > most_in_period(allocation, item))
            oracle_code(codes, "9321");
        if (most_in_all(allocation) >= 0 &&
            volume + item->volume > most_in_all(allocation))
            oracle_code(codes, "9322");
    }
    if (allocation->budget != NEVER && cents + item->bedrag > allocation->budget)
        oracle_code(codes, "9369");
}

static void
judge_debit(const struct oracle_book *book, const struct tale_message *message,
            const struct tale_item *item, struct oracle_codes *codes)
{
    const struct tale_item *allocation =
        oracle_current(book, message->gemeente, item->nummer, item->client, NEVER);

    if (item->bedrag != item->volume * item->tarief)
        oracle_code(codes, "9346");
    if (is_declared(book, message, item))
        oracle_code(codes, "9389");
    if (allocation == NULL)
        return;
    if (oracle_is_removed(book, message->gemeente, item->nummer, NEVER)) {
        oracle_code(codes, "9384");
        return;
    }
    judge_fit(allocation, item, codes);
    judge_amount(book, message, allocation, item, codes);
}

/* `book` ends with the message itself, in which lines that are good count. */
static void
judge_line(const struct oracle_book *book, const struct tale_message *message, int at,
           struct oracle_codes *codes)
{
    const struct tale_item *item = &message->items[at];
    struct oracle_walk walk;

    for (int i = 0; i < at; i++)
        if (message->items[i].ref == item->ref)
            oracle_code(codes, "8021");
    struct oracle_book before = *book;
    before.count--;
    if (find_line(&before, item->ref, &walk))
        oracle_code(codes, "8021");
    if (item->eind > last_of_month(message->month))
        oracle_code(codes, "9319");
    if (oracle_current(book, message->gemeente, item->nummer, -1, NEVER) == NULL)
        oracle_code(codes, "9338");
    if (item->status == 'C')
        judge_credit(book, message, item, codes);
    else
        judge_debit(book, message, item, codes);
}

/* Credits first, then debits by ProductPeriode. */
static void
put_in_order(const struct tale_message *message, int order[TALE_ITEMS])
{
    for (int i = 0; i < message->count; i++) {
        int at = i;
        const struct tale_item *item = &message->items[i];
        while (at > 0) {
            const struct tale_item *other = &message->items[order[at - 1]];
            bool goes_before = (item->status == 'C' && other->status == 'D') ||
                               (item->status == 'D' && other->status == 'D' &&
                                item->begin < other->begin);
            if (!goes_before)
                break;
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

static void
judge_lines(const struct oracle_book *book, const struct tale_message *message,
            const bool is_refused_client[TALE_CLIENTS],
            struct oracle_codes codes[TALE_ITEMS])
{
    static struct oracle_book scratch;
    int order[TALE_ITEMS];

    scratch = *book;
    struct oracle_entry *own = &scratch.entries[scratch.count++];
    *own = (struct oracle_entry){.message = message, .counts = true};
    for (int i = 0; i < message->count; i++)
        own->uitkomst[i] = ORACLE_AFGEWEZEN;
    put_in_order(message, order);
    for (int i = 0; i < message->count; i++) {
        int at = order[i];
        if (is_refused_client[message->items[at].client])
            continue;
        judge_line(&scratch, message, at, &codes[at]);
        if (codes[at].count == 0)
            own->uitkomst[at] = ORACLE_GOED;
    }
}

/* ---- the answer ---- */

static void
say_lines(const struct tale_message *message, int client, bool is_refused_client,
          const struct oracle_codes codes[TALE_ITEMS], struct oracle_verdict *verdict)
{
    struct oracle_codes whole = {0}, unchecked = {.at = {"0233"}, .count = 1};
    bool has_bad = is_refused_client;
    char name[40];

    for (int i = 0; i < message->count; i++)
        has_bad = has_bad || (message->items[i].client == client && codes[i].count > 0);
    if (!has_bad)
        return;
    if (is_refused_client)
        oracle_code(&whole, "8187");
    oracle_class(verdict, "Client", &whole);
    for (int i = 0; i < message->count; i++) {
        if (message->items[i].client != client ||
            (!is_refused_client && codes[i].count == 0))
            continue;
        verdict->is_line_bad[i] = true;
        snprintf(name, sizeof(name), "Prestatie[R%d]", message->items[i].ref);
        oracle_class(verdict, name, is_refused_client ? &unchecked : &codes[i]);
    }
}

static void
say_total(struct oracle_verdict *verdict)
{
    size_t size = strlen(verdict->text);

    snprintf(verdict->text + size, sizeof(verdict->text) - size, ", toegekend %ld %c",
             labs(verdict->granted), verdict->granted < 0 ? 'C' : 'D');
}

void
oracle_judge_323(const struct oracle_book *book, const struct tale_message *message,
                 struct oracle_verdict *verdict)
{
    struct oracle_codes whole = {0}, codes[TALE_ITEMS] = {0};
    bool is_refused_client[TALE_CLIENTS] = {0}, is_said[TALE_CLIENTS] = {0};

    if (is_number_used(book, message))
        oracle_code(&whole, "9333");
    if (is_too_early(book, message))
        oracle_code(&whole, "8214");
    oracle_class(verdict, "DeclaratieAntwoord", &whole);
    if (whole.count > 0) {
        verdict->is_refused = true;
        say_total(verdict);
        return;
    }
    for (int i = 0; i < TALE_CLIENTS; i++)
        is_refused_client[i] = is_not_of_client(book, message, i);
    judge_lines(book, message, is_refused_client, codes);
    for (int i = 0; i < message->count; i++) {
        int client = message->items[i].client;
        if (!is_said[client])
            say_lines(message, client, is_refused_client[client], codes, verdict);
        is_said[client] = true;
    }
    for (int i = 0; i < message->count; i++)
        if (!verdict->is_line_bad[i])
            verdict->granted += message->items[i].status == 'C'
                                    ? -message->items[i].bedrag
                                    : message->items[i].bedrag;
    if (!verdict->is_faultless)
        say_total(verdict);
}

/* ---- what was declared ---- */

static const char *
state_of(const struct oracle_book *book, const struct oracle_walk *debit)
{
    struct oracle_walk walk = oracle_walk(book, "PR");
    const char *state = debit->uitkomst == ORACLE_GOED        ? "APPROVED"
                        : debit->uitkomst == ORACLE_AFGEWEZEN ? "REJECTED"
                                                              : "SUBMITTED";

    while (debit->uitkomst == ORACLE_GOED && oracle_next(&walk)) {
        if (walk.item->vorig != debit->item->ref || walk.uitkomst == ORACLE_AFGEWEZEN)
            continue;
        if (walk.uitkomst == ORACLE_GOED)
            return "CREDITED";
        state = "CREDIT_SUBMITTED";
    }
    return state;
}

void
oracle_declared(const struct oracle_book *book, int gemeente, long nummer, char *out,
                size_t room)
{
    struct oracle_walk walk = oracle_walk(book, "PR");
    long volume = 0, cents = 0;
    char lines[1000] = "";

    while (oracle_next(&walk)) {
        size_t size = strlen(lines);
        const char *state;
        if (walk.message->gemeente != gemeente || walk.item->nummer != nummer ||
            walk.item->status != 'D')
            continue;
        state = state_of(book, &walk);
        snprintf(lines + size, sizeof(lines) - size, " %s %d", state,
                 walk.item->bedrag);
        if (strcmp(state, "REJECTED") != 0 && strcmp(state, "CREDITED") != 0) {
            volume += walk.item->volume;
            cents += walk.item->bedrag;
        }
    }
    snprintf(out, room, "%ld %ld:%s", cents, volume, lines);
}
