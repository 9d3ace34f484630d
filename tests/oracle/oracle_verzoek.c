#include <string.h>

#include "oracle/oracle.h"

/* ---- requests and what was said of them ---- */

bool
oracle_is_granted(const struct oracle_book *book, int gemeente, int ref)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk))
        if (walk.item->ref == ref && walk.message->gemeente == gemeente)
            return true;
    return false;
}

/* Is there an answer with this value ('1' refused, '2' under investigation; 0: any)? */
static bool
is_answered(const struct oracle_book *book, int gemeente, int ref, char value)
{
    struct oracle_walk walk = oracle_walk(book, "AN");

    while (oracle_next(&walk))
        if (walk.item->ref == ref && walk.message->gemeente == gemeente &&
            (value == 0 || walk.item->status == value))
            return true;
    return false;
}

static bool
is_final(const struct oracle_book *book, int gemeente, int ref)
{
    return oracle_is_granted(book, gemeente, ref) ||
           is_answered(book, gemeente, ref, '1');
}

/* Was it asked, of this gemeente (-1: of any)? */
static bool
is_asked(const struct oracle_book *book, int gemeente, int ref)
{
    struct oracle_walk walk = oracle_walk(book, "AP");

    while (oracle_next(&walk))
        if (walk.item->ref == ref &&
            (gemeente < 0 || walk.message->gemeente == gemeente))
            return true;
    for (int i = 0; i < book->count; i++) {
        const struct tale_message *message = book->entries[i].message;
        if (book->entries[i].counts && strcmp(message->kind, "317") == 0 &&
            message->ref == ref && (gemeente < 0 || message->gemeente == gemeente))
            return true;
    }
    return false;
}

/* TR374: a request of the client waits for its end. */
static bool
has_open_request(const struct oracle_book *book, const struct tale_message *about)
{
    struct oracle_walk walk = oracle_walk(book, "AP");

    while (oracle_next(&walk))
        if (walk.message->gemeente == about->gemeente &&
            walk.message->client == about->client &&
            !is_final(book, about->gemeente, walk.item->ref))
            return true;
    for (int i = 0; i < book->count; i++) {
        const struct tale_message *message = book->entries[i].message;
        if (book->entries[i].counts && strcmp(message->kind, "317") == 0 &&
            message->gemeente == about->gemeente && message->client == about->client &&
            !is_final(book, about->gemeente, message->ref))
            return true;
    }
    return false;
}

const char *
oracle_request(const struct oracle_book *book, int ref)
{
    int gemeente = -1;

    for (int i = 0; i < 2 && gemeente < 0; i++)
        if (is_asked(book, i, ref))
            gemeente = i;
    if (gemeente < 0)
        return "NONE";
    bool is_refused = is_answered(book, gemeente, ref, '1');
    if (is_refused)
        return "REFUSED"; /* final: a grant after it is for a person */
    if (oracle_is_granted(book, gemeente, ref))
        return "GRANTED";
    return is_answered(book, gemeente, ref, '2') ? "INVESTIGATION" : "OPEN";
}

/* ---- 319 ---- */

void
oracle_judge_319(const struct oracle_book *book, const struct tale_message *message,
                 struct oracle_verdict *verdict)
{
    int gemeente = message->gemeente;

    for (int i = 0; i < message->count; i++) {
        const struct tale_item *item = &message->items[i];
        struct oracle_codes codes = {0};

        if (!is_asked(book, gemeente, item->ref))
            oracle_code(&codes, "9355");
        if (oracle_is_granted(book, gemeente, item->ref))
            oracle_code(&codes, "9359");
        if (item->status == '2' && is_answered(book, gemeente, item->ref, 0))
            oracle_code(&codes, "9360");
        if (is_answered(book, gemeente, item->ref, '1'))
            oracle_code(&codes, "9365");
        oracle_class(verdict, "Antwoord", &codes);
    }
}

/* ---- 315 and 317 ---- */

/* The allocation with the number as it was on the Dagtekening, removed or not; or NULL.
 */
static const struct tale_item *
known_of(const struct oracle_book *book, const struct tale_message *message,
         long nummer)
{
    return oracle_current(book, message->gemeente, nummer, message->client,
                          message->day);
}

static bool
is_removed(const struct oracle_book *book, const struct tale_message *message,
           const struct tale_item *current)
{
    return oracle_is_removed(book, message->gemeente, current->nummer, message->day);
}

/* The allocation that a record names, when it is current on the Dagtekening; or NULL.
 */
static const struct tale_item *
allocation_of(const struct oracle_book *book, const struct tale_message *message,
              long nummer)
{
    const struct tale_item *current = known_of(book, message, nummer);

    return current != NULL && !is_removed(book, message, current) &&
                   (current->eind >= message->day || current->begin > message->day)
               ? current
               : NULL;
}

/* TR349: a current allocation that the request does not name. */
static bool
omits(const struct oracle_book *book, const struct tale_message *message)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk)) {
        bool is_named = false;
        if (walk.message->gemeente != message->gemeente ||
            walk.message->client != message->client ||
            allocation_of(book, message, walk.item->nummer) == NULL)
            continue;
        for (int i = 0; i < message->count; i++)
            is_named = is_named || message->items[i].nummer == walk.item->nummer;
        if (!is_named)
            return true;
    }
    return false;
}

/* What a record of the request wants to be: product and period (IV092). */
static bool
wants(const struct oracle_book *book, const struct tale_message *message,
      const struct tale_item *item, struct tale_item *wanted)
{
    const struct tale_item *allocation;

    *wanted = *item;
    if (strcmp(item->kind, "NW") == 0)
        return true;
    allocation = known_of(book, message, item->nummer);
    if (allocation == NULL)
        return false;
    wanted->product = allocation->product;
    if (strcmp(item->kind, "OD") == 0) {
        wanted->begin = allocation->begin;
        wanted->eind = allocation->eind;
    }
    return true;
}

/* TR361: two of them overlap; two new ones are TR410. */
static bool
overlaps(const struct oracle_book *book, const struct tale_message *message)
{
    struct tale_item a, b;

    for (int i = 0; i < message->count; i++)
        for (int k = 0; k < i; k++)
            if ((strcmp(message->items[i].kind, "NW") != 0 ||
                 strcmp(message->items[k].kind, "NW") != 0) &&
                wants(book, message, &message->items[i], &a) &&
                wants(book, message, &message->items[k], &b) && oracle_stacks(&a, &b))
                return true;
    return false;
}

/* TR373: what counts over the whole allocation changes from its begin. */
static bool
changes_total(const struct tale_item *item, const struct tale_item *allocation)
{
    if (item->begin == allocation->begin)
        return false;
    if (allocation->budget != NEVER && item->budget != NEVER &&
        item->budget != allocation->budget)
        return true;
    return allocation->frequentie == '6' && item->frequentie != '\0' &&
           (item->volume != allocation->volume || item->frequentie != '6' ||
            strcmp(item->eenheid, allocation->eenheid) != 0);
}

static void
judge_change(const struct oracle_book *book, const struct tale_message *message,
             const struct tale_item *item, struct oracle_codes *codes)
{
    const struct tale_item *allocation = known_of(book, message, item->nummer);

    if (allocation_of(book, message, item->nummer) == NULL)
        oracle_code(codes, "9351");
    if (allocation == NULL || is_removed(book, message, allocation))
        return;
    if (item->begin <= message->day && item->begin != allocation->begin)
        oracle_code(codes, "9357");
    if (changes_total(item, allocation))
        oracle_code(codes, "9373");
    if (oracle_has_code(allocation->product) && item->frequentie == '\0')
        oracle_code(codes, "9411");
    if (!oracle_has_code(allocation->product) && item->frequentie != '\0')
        oracle_code(codes, "9412");
}

/* The Verzoek and what stands in it. */
static void
judge_wish(const struct oracle_book *book, const struct tale_message *message,
           bool is_checked, struct oracle_verdict *verdict)
{
    static const struct {
        const char *kind, *name;
    } groups[] = {{"OD", "OngewijzigdProduct"},
                  {"TW", "TeWijzigenProduct"},
                  {"NW", "NieuwProduct"}};
    struct oracle_codes whole = {0}, unchecked = {.at = {"0233"}, .count = 1};

    if (is_asked(book, -1, message->ref))
        oracle_code(&whole, "9347");
    if (omits(book, message))
        oracle_code(&whole, "9349");
    if (overlaps(book, message))
        oracle_code(&whole, "9361");
    oracle_class(verdict, "Verzoek", is_checked ? &whole : &unchecked);
    for (int group = 0; group < 3; group++)
        for (int i = 0; i < message->count; i++) {
            const struct tale_item *item = &message->items[i];
            struct oracle_codes codes = {0};
            if (strcmp(item->kind, groups[group].kind) != 0)
                continue;
            if (group == 0 && allocation_of(book, message, item->nummer) == NULL)
                oracle_code(&codes, "9350");
            if (group == 1)
                judge_change(book, message, item, &codes);
            oracle_class(verdict, groups[group].name,
                         is_checked && whole.count == 0 ? &codes : &unchecked);
        }
}

static bool
is_client(const struct oracle_book *book, int gemeente, int client)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk))
        if (walk.message->gemeente == gemeente && walk.message->client == client)
            return true;
    return false;
}

void
oracle_judge_verzoek(const struct oracle_book *book, const struct tale_message *message,
                     struct oracle_verdict *verdict)
{
    bool is_wish = strcmp(message->kind, "317") == 0;
    struct oracle_codes client = {0}, unchecked = {.at = {"0233"}, .count = 1};

    if (is_wish && !is_client(book, message->gemeente, message->client))
        oracle_code(&client, "8187");
    if (has_open_request(book, message))
        oracle_code(&client, "9374");
    oracle_class(verdict, "Client", &client);
    if (is_wish) {
        judge_wish(book, message, client.count == 0, verdict);
        return;
    }
    for (int i = 0; i < message->count; i++) {
        struct oracle_codes codes = {0};
        if (is_asked(book, -1, message->items[i].ref))
            oracle_code(&codes, "9347");
        oracle_class(verdict, "AangevraagdProduct",
                     client.count == 0 ? &codes : &unchecked);
    }
}
