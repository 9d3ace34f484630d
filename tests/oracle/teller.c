#include <string.h>

#include "base/date.h"
#include "oracle/tale.h"

/*
 * Teller: makes tales up.  It remembers what it told, not what was accepted: most of
 * what it tells makes sense, and enough does not.
 */

enum { MOST = 40 };

struct told {
    struct tale_item item;
    int gemeente, client;
};

struct teller {
    uint64_t state; /* of the dice */
    struct tale *tale;
    int today, files, lines, requests;
    struct told allocations[MOST], starts[MOST], stops[MOST], debits[MOST];
    int allocation_count, start_count, stop_count, debit_count;
};

static const struct {
    const char *name, *eenheid;
    char frequentie;
    int volume, budget, tarief;
} products[] = {
    {"02/02A03", "04", '4', 8, NEVER, 6255},
    {"07/07A12", "16", '2', 3, NEVER, 5150},
    {"01/01A03", "04", '6', 30, NEVER, 1250},
    {"02/-", "04", '\0', NEVER, 60000, 8730},
};

enum { PRODUCTS = sizeof(products) / sizeof(products[0]) };

/* splitmix64 */
static int
roll(struct teller *teller, int sides)
{
    uint64_t z = teller->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int)((z ^ (z >> 31)) % (uint64_t)sides);
}

static struct tale_message *
begin(struct teller *teller, const char *kind)
{
    struct tale_message *message = &teller->tale->messages[teller->tale->count++];

    memset(message, 0, sizeof(*message));
    strcpy(message->kind, kind);
    message->day = message->received = teller->today;
    message->gemeente = roll(teller, 6) == 0;
    message->client = roll(teller, TALE_CLIENTS);
    message->file = ++teller->files;
    message->ident =
        roll(teller, 25) == 0 ? 1 + roll(teller, teller->files) : teller->files;
    message->is_by_hand = roll(teller, 20) == 0;
    message->insists = roll(teller, 2) == 0;
    message->is_lost = roll(teller, 30) == 0;
    if (roll(teller, 6) == 0)
        message->answer_after = roll(teller, 6) == 0 ? NEVER : 1 + roll(teller, 4);
    return message;
}

static struct tale_item *
add(struct tale_message *message, const char *kind)
{
    struct tale_item *item = &message->items[message->count++];

    memset(item, 0, sizeof(*item));
    strcpy(item->kind, kind);
    item->begin = item->eind = item->ingang = item->budget = item->volume = NEVER;
    item->reden = "";
    return item;
}

static bool
is_full(const struct tale_message *message)
{
    return message->count == TALE_ITEMS;
}

/* Remember; the oldest makes room. */
static void
keep(struct told *list, int *count, const struct tale_item *item,
     const struct tale_message *message)
{
    if (*count == MOST)
        memmove(list, list + 1, (size_t)-- * count * sizeof(*list));
    list[*count].item = *item;
    list[*count].gemeente = message->gemeente;
    list[(*count)++].client = message->client;
}

/* One that was told of the client, or now and then of anybody; NULL: none. */
static struct told *
pick(struct teller *teller, struct told *list, int count,
     const struct tale_message *message)
{
    int first = count > 0 ? roll(teller, count) : 0;
    bool is_any = roll(teller, 25) == 0;

    for (int i = 0; i < count; i++) {
        struct told *told = &list[(first + i) % count];
        if (is_any ||
            (told->gemeente == message->gemeente && told->client == message->client))
            return told;
    }
    return NULL;
}

/* ---- 301 ---- */

static int64_t
moment_of(const struct teller *teller)
{
    return (int64_t)teller->today * 86400 + 36000 + teller->tale->count;
}

static void
add_new(struct teller *teller, struct tale_message *message)
{
    struct tale_item *item = add(message, "TP");
    int product = roll(teller, PRODUCTS);

    item->nummer = 800001 + teller->allocation_count + (message->gemeente ? 0 : 100);
    item->product = products[product].name;
    item->begin = teller->today - 20 + roll(teller, 30);
    item->eind = item->begin + 20 + roll(teller, 150);
    item->eenheid = products[product].eenheid;
    item->frequentie = products[product].frequentie;
    item->budget = products[product].budget;
    item->volume = products[product].volume;
    if (item->frequentie == '4' && roll(teller, 8) == 0)
        item->eind = NEVER;
    item->moment = moment_of(teller);
    if (teller->requests > 0 && roll(teller, 4) == 0)
        item->ref = 1 + roll(teller, teller->requests);
    keep(teller->allocations, &teller->allocation_count, item, message);
    teller->allocations[teller->allocation_count - 1].item.ref = 0;
}

/* Another version of one that was told. */
static void
change(struct teller *teller, struct tale_item *item)
{
    static const char *const reasons[] = {"03", "04", "05", "14", ""};

    item->reden = reasons[roll(teller, 5)];
    item->moment = moment_of(teller);
    switch (roll(teller, 8)) {
    case 0:
    case 1:
        item->eind = (item->eind == NEVER ? item->begin : item->eind) + 30;
        break;
    case 2:
    case 3:
        item->eind = item->begin + roll(teller, 40);
        break;
    case 4:
        if (item->frequentie == '6')
            item->volume = 10 + roll(teller, 40);
        if (item->budget != NEVER)
            item->budget = 20000 + 1000 * roll(teller, 60);
        break;
    case 5:
        item->reden = "13";
        item->eind = item->begin;
        break;
    case 6: /* nothing, but a new moment */
        break;
    default:
        item->eind = teller->today + roll(teller, 20);
        if (item->eind < item->begin)
            item->eind = item->begin;
        break;
    }
}

/* What should not be. */
static void
spoil(struct teller *teller, struct tale_item *item)
{
    switch (roll(teller, 4)) {
    case 0:
        item->product = item->budget == NEVER ? "01/01A04" : "01/-";
        break;
    case 1:
        item->ref = 900;
        break;
    case 2: /* the same moment with other words */
        item->eind = item->begin + 11;
        break;
    default: /* of before */
        item->moment -= 86400 * 3;
        item->eind = item->begin + 5;
        break;
    }
}

static void
tell_301(struct teller *teller)
{
    struct tale_message *message = begin(teller, "301");

    for (int i = 0; i < teller->allocation_count && message->count < 4; i++) {
        struct told *told = &teller->allocations[i];
        bool is_own = told->client == message->client &&
                      told->gemeente == message->gemeente &&
                      told->item.eind >= teller->today - 40;
        if (roll(teller, is_own ? 8 : 80) == (is_own ? 1 : 0) || (!is_own))
            continue;
        struct tale_item *item = add(message, "TP");
        *item = told->item;
        if (roll(teller, 4) == 0) {
            change(teller, item);
            told->item = *item;
            told->item.reden = strcmp(item->reden, "13") == 0 ? "13" : "";
        } else if (roll(teller, 20) == 0) {
            spoil(teller, item);
        }
    }
    if (message->count == 0 || roll(teller, 3) == 0)
        add_new(teller, message);
    if (roll(teller, 4) == 0 && !is_full(message))
        add_new(teller, message);
    if (roll(teller, 40) == 0 && teller->allocation_count > 0)
        message->items[0].nummer =
            teller->allocations[roll(teller, teller->allocation_count)].item.nummer;
}

/* ---- 305, 307 ---- */

static void
add_start(struct teller *teller, struct tale_message *message)
{
    struct told *told =
        pick(teller, teller->allocations, teller->allocation_count, message);
    struct tale_item *item = add(message, "SP");

    item->nummer = told != NULL ? told->item.nummer : 700001;
    item->product = told != NULL ? told->item.product : "02/02A03";
    item->ingang = told != NULL ? told->item.begin : teller->today;
    item->begin = teller->today - roll(teller, 12);
    item->status = '1';
    if (roll(teller, 60) == 0)
        item->product = "01/01A04";
    keep(teller->starts, &teller->start_count, item, message);
}

static void
take_back(struct teller *teller, struct tale_message *message, struct told *list,
          int count)
{
    struct told *told = pick(teller, list, count, message);

    if (told == NULL || is_full(message))
        return;
    message->items[message->count] = told->item;
    message->items[message->count++].status = '3';
}

static void
tell_305(struct teller *teller)
{
    struct tale_message *message = begin(teller, "305");

    if (roll(teller, 5) == 0)
        take_back(teller, message, teller->starts, teller->start_count);
    if (message->count == 0 || roll(teller, 3) > 0)
        add_start(teller, message);
    while (roll(teller, 5) == 0 && !is_full(message))
        add_start(teller, message);
    if (roll(teller, 20) == 0)
        take_back(teller, message, teller->starts, teller->start_count);
}

static void
add_stop(struct teller *teller, struct tale_message *message)
{
    static const char *const reasons[] = {"20", "20", "19", "36", "02"};
    struct told *told = pick(teller, teller->starts, teller->start_count, message);
    struct tale_item *item = add(message, "ST");

    item->nummer = told != NULL ? told->item.nummer : 700001;
    item->product = told != NULL ? told->item.product : "02/02A03";
    item->ingang = told != NULL ? told->item.ingang : teller->today;
    item->begin = told != NULL ? told->item.begin : teller->today;
    if (roll(teller, 20) == 0)
        item->begin--;
    item->eind = teller->today - roll(teller, 6);
    if (item->eind < item->begin && roll(teller, 10) > 0)
        item->eind = item->begin;
    item->reden = reasons[roll(teller, 5)];
    item->status = '1';
    keep(teller->stops, &teller->stop_count, item, message);
}

static void
tell_307(struct teller *teller)
{
    struct tale_message *message = begin(teller, "307");

    if (roll(teller, 4) == 0)
        take_back(teller, message, teller->stops, teller->stop_count);
    if (message->count == 0 || roll(teller, 3) > 0)
        add_stop(teller, message);
    while (roll(teller, 5) == 0 && !is_full(message))
        add_stop(teller, message);
    if (roll(teller, 20) == 0)
        take_back(teller, message, teller->stops, teller->stop_count);
}

/* ---- 323 ---- */

static int
month_before(int day, int months)
{
    struct iwmo_date first = iwmo_date_month_start((struct iwmo_date){day});

    return iwmo_date_month_start(iwmo_date_add_months(first, -months)).days;
}

static int
month_end(int day)
{
    return iwmo_date_month_end((struct iwmo_date){day}).days;
}

static int
tarief_of(const char *product)
{
    for (int i = 0; i < PRODUCTS; i++)
        if (strncmp(products[i].name, product, 2) == 0)
            return products[i].tarief;
    return 5000;
}

/* Over the month, as far as the allocation lies in it; false: it does not. */
static bool
add_debit(struct teller *teller, struct tale_message *message, const struct told *told,
          int month)
{
    int begin = told->item.begin > month ? told->item.begin : month;
    int eind = told->item.eind < month_end(month) ? told->item.eind : month_end(month);

    if (begin > eind)
        return false;
    struct tale_item *item = add(message, "PR");
    item->client = told->client;
    item->nummer = told->item.nummer;
    item->product = told->item.product[3] == '-'
                        ? (roll(teller, 2) == 0 ? "02/02A03" : "02/02A04")
                        : told->item.product;
    item->begin = begin + (roll(teller, 30) == 0);
    item->eind = eind < item->begin ? item->begin : eind;
    item->volume = 1 + roll(teller, 9);
    item->eenheid = told->item.eenheid;
    item->tarief = tarief_of(told->item.product);
    item->bedrag = item->volume * item->tarief + (roll(teller, 40) == 0);
    item->status = 'D';
    item->ref =
        roll(teller, 30) == 0 && teller->lines > 0 ? teller->lines : ++teller->lines;
    if (roll(teller, 40) == 0)
        item->nummer = 700001;
    if (roll(teller, 40) == 0)
        item->product = "01/01A04";
    return true;
}

static void
add_credit(struct teller *teller, struct tale_message *message)
{
    const struct told *told = teller->debit_count > 0
                                  ? &teller->debits[roll(teller, teller->debit_count)]
                                  : NULL;

    if (told == NULL || is_full(message) ||
        (told->gemeente != message->gemeente && roll(teller, 30) > 0))
        return;
    struct tale_item *item = &message->items[message->count++];
    *item = told->item;
    item->status = 'C';
    item->vorig = item->ref;
    item->ref = ++teller->lines;
    if (roll(teller, 20) == 0) {
        item->volume++;
        item->bedrag += item->tarief;
    }
    if (roll(teller, 2) == 0 && !is_full(message)) { /* and the right one */
        struct tale_item *again = &message->items[message->count++];
        *again = told->item;
        again->ref = ++teller->lines;
        again->volume = 1 + roll(teller, 9);
        again->bedrag = again->volume * again->tarief;
    }
}

/* Lines of one client stand together. */
static void
put_together(struct tale_message *message)
{
    for (int i = 1; i < message->count; i++)
        for (int k = i;
             k > 0 && message->items[k].client < message->items[k - 1].client; k--) {
            struct tale_item item = message->items[k];
            message->items[k] = message->items[k - 1];
            message->items[k - 1] = item;
        }
}

static void
keep_debits(struct teller *teller, const struct tale_message *message)
{
    for (int i = 0; i < message->count; i++) {
        const struct tale_item *item = &message->items[i];
        struct tale_message about = {.gemeente = message->gemeente,
                                     .client = item->client};
        if (item->status == 'D')
            keep(teller->debits, &teller->debit_count, item, &about);
    }
}

static bool
tell_323(struct teller *teller)
{
    struct tale_message *message = begin(teller, "323");
    int back = roll(teller, 15) == 0 ? 2 : 1;

    message->month = month_before(teller->today, back);
    message->dn = roll(teller, 30) == 0 && teller->files > 1
                      ? 1 + roll(teller, teller->files)
                      : teller->files;
    if (roll(teller, 3) == 0)
        add_credit(teller, message);
    for (int i = 1 + roll(teller, 3); i > 0 && !is_full(message); i--) {
        int earlier = roll(teller, 4) == 0 ? 1 + roll(teller, 2) : 0;
        if (back > 1 && roll(teller, 4) == 0)
            earlier = -1; /* later than what is declared */
        if (teller->allocation_count == 0)
            break;
        const struct told *told =
            &teller->allocations[roll(teller, teller->allocation_count)];
        if (told->gemeente == message->gemeente || roll(teller, 30) == 0)
            (void)!add_debit(teller, message, told,
                             month_before(teller->today, back + earlier));
    }
    put_together(message);
    keep_debits(teller, message);
    return message->count > 0;
}

/* ---- 315, 317, 319 ---- */

static void
add_wanted(struct teller *teller, struct tale_message *message, const char *kind)
{
    struct tale_item *item = add(message, kind);
    int product = roll(teller, PRODUCTS);

    item->product = products[product].name;
    item->begin = teller->today + 1 + roll(teller, 20);
    item->eind = item->begin + 20 + roll(teller, 100);
    item->eenheid = products[product].eenheid;
    item->frequentie = products[product].frequentie;
    item->budget = products[product].budget;
    item->volume = products[product].volume;
}

static int
reference(struct teller *teller)
{
    return teller->requests > 0 && roll(teller, 15) == 0
               ? 1 + roll(teller, teller->requests)
               : ++teller->requests;
}

static void
tell_315(struct teller *teller)
{
    struct tale_message *message = begin(teller, "315");

    do {
        add_wanted(teller, message, "AP");
        message->items[message->count - 1].ref = reference(teller);
    } while (roll(teller, 4) == 0 && !is_full(message));
}

static void
add_change(struct teller *teller, struct tale_message *message, const struct told *told)
{
    struct tale_item *item = add(message, "TW");

    *item = told->item;
    strcpy(item->kind, "TW");
    item->product = NULL;
    item->reden = "";
    item->ref = 0;
    if (roll(teller, 3) == 0)
        item->begin = teller->today - 2 + roll(teller, 20);
    item->eind = (item->begin > teller->today ? item->begin : teller->today) + 30 +
                 roll(teller, 50);
    if (item->frequentie != '\0' && roll(teller, 2) == 0)
        item->volume += 1;
    if (item->budget != NEVER && roll(teller, 2) == 0)
        item->budget += 1000;
    if (roll(teller, 12) == 0) {
        item->frequentie = '\0';
        item->volume = NEVER;
    }
}

static bool
tell_317(struct teller *teller)
{
    struct tale_message *message = begin(teller, "317");

    message->ref = reference(teller);
    for (int i = 0; i < teller->allocation_count && message->count < 4; i++) {
        const struct told *told = &teller->allocations[i];
        bool is_own =
            told->client == message->client && told->gemeente == message->gemeente &&
            told->item.eind >= teller->today && strcmp(told->item.reden, "13") != 0;
        if (!is_own ? roll(teller, 60) > 0 : roll(teller, 12) == 0)
            continue;
        if (roll(teller, 2) == 0)
            add_change(teller, message, told);
        else
            add(message, "OD")->nummer = told->item.nummer;
    }
    if (roll(teller, 3) == 0)
        add_wanted(teller, message, "NW");
    return message->count > 0;
}

static void
tell_319(struct teller *teller)
{
    struct tale_message *message = begin(teller, "319");
    struct tale_item *item = add(message, "AN");

    item->ref = 1 + roll(teller, teller->requests + 1);
    item->status = roll(teller, 2) == 0 ? '1' : '2';
    item->reden = item->status == '1' ? "6" : "";
}

/* ---- again ---- */

static void
tell_again(struct teller *teller)
{
    struct tale *tale = teller->tale;
    struct tale_message *message = &tale->messages[tale->count];

    *message = tale->messages[roll(teller, tale->count)];
    tale->count++;
    message->is_lost = false;
    message->received = teller->today;
    switch (roll(teller, 3)) {
    case 0: /* the same delivery */
        message->is_by_hand = true;
        break;
    case 1: /* the same bytes as another file */
        message->is_by_hand = true;
        message->file = ++teller->files;
        break;
    default: /* the same content under another Identificatie */
        message->file = message->ident = ++teller->files;
        message->day = teller->today;
        break;
    }
}

/* ---- all ---- */

static void
tell(struct teller *teller)
{
    int before = teller->tale->count, what = roll(teller, 100);

    teller->today += roll(teller, 12);
    if (what < 8 && before > 0)
        tell_again(teller);
    else if (teller->allocation_count == 0 || what < 34)
        tell_301(teller);
    else if (what < 50)
        tell_305(teller);
    else if (what < 62)
        tell_307(teller);
    else if (what < 84 ? !tell_323(teller) : what < 89 ? !tell_317(teller) : false)
        teller->tale->count = before;
    else if (what >= 89 && what < 95)
        tell_315(teller);
    else if (what >= 95)
        tell_319(teller);
}

void
tale_make(struct tale *tale, uint64_t seed)
{
    struct teller teller = {.state = seed * 7919, .tale = tale};
    int length = 0;

    memset(tale, 0, sizeof(*tale));
    tale->seed = seed;
    teller.today = iwmo_date_of(2026, 2, 2).days;
    length = 8 + roll(&teller, TALE_MOST - 8);
    while (tale->count < length)
        tell(&teller);
}
