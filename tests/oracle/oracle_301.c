#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "oracle/oracle.h"

/* ---- versions of an allocation ---- */

bool
oracle_is_removal(const struct tale_item *item)
{
    return strcmp(item->reden, "13") == 0 && item->eind == item->begin;
}

/* Was this moment of the number told before, in whatever words?  Then those stay (B5).
 */
static bool
is_second_telling(const struct oracle_walk *walk)
{
    struct oracle_walk earlier = oracle_walk(walk->book, "TP");

    while (oracle_next(&earlier) && earlier.item != walk->item)
        if (earlier.message->gemeente == walk->message->gemeente &&
            earlier.item->nummer == walk->item->nummer &&
            earlier.item->moment == walk->item->moment)
            return true;
    return false;
}

const struct tale_item *
oracle_current(const struct oracle_book *book, int gemeente, long nummer, int client,
               int day)
{
    struct oracle_walk walk = oracle_walk(book, "TP");
    const struct tale_item *current = NULL;

    while (oracle_next(&walk))
        if (walk.message->gemeente == gemeente && walk.item->nummer == nummer &&
            (client < 0 || walk.message->client == client) &&
            !is_second_telling(&walk) && walk.item->moment / 86400 <= day &&
            (current == NULL || walk.item->moment > current->moment))
            current = walk.item;
    return current;
}

/* Removed stays removed, whatever comes after it. */
bool
oracle_is_removed(const struct oracle_book *book, int gemeente, long nummer, int day)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk))
        if (walk.message->gemeente == gemeente && walk.item->nummer == nummer &&
            !is_second_telling(&walk) && walk.item->moment / 86400 <= day &&
            oracle_is_removal(walk.item))
            return true;
    return false;
}

void
oracle_allocation(const struct oracle_book *book, int gemeente, long nummer, int today,
                  char out[120])
{
    const struct tale_item *current = oracle_current(book, gemeente, nummer, -1, NEVER);
    char begin[IWMO_DATE_TEXT], eind[IWMO_DATE_TEXT];

    if (current == NULL) {
        snprintf(out, 120, "NONE");
        return;
    }
    if (oracle_is_removed(book, gemeente, nummer, NEVER)) {
        snprintf(out, 120, "REMOVED");
        return;
    }
    snprintf(out, 120, "%s %s..%s %d %d",
             current->begin > today  ? "PLANNED"
             : current->eind < today ? "ENDED"
                                     : "ACTIVE",
             iwmo_date_print((struct iwmo_date){current->begin}, begin),
             current->eind == NEVER
                 ? ""
                 : iwmo_date_print((struct iwmo_date){current->eind}, eind),
             current->frequentie != '\0' ? current->volume : -1,
             current->budget != NEVER ? current->budget : -1);
}

/* ---- the rules ---- */

/* TR332: the number was said of another client or product. */
static bool
is_other_allocation(const struct oracle_book *book, const struct tale_message *message,
                    const struct tale_item *item)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk))
        if (walk.message->gemeente == message->gemeente &&
            walk.item->nummer == item->nummer &&
            (walk.message->client != message->client ||
             !oracle_same_product(walk.item->product, item->product)))
            return true;
    return false;
}

/* Was the number told in a message before this one? */
static bool
is_known_before(const struct oracle_book *book, const struct oracle_entry *request,
                int gemeente, long nummer)
{
    struct oracle_walk walk = oracle_walk(book, "TP");

    while (oracle_next(&walk) && walk.entry < request)
        if (walk.message->gemeente == gemeente && walk.item->nummer == nummer)
            return true;
    return false;
}

/* TR379: the reference is that of a request for this client; that of a product of a 315
 * comes with a number that is new. */
static bool
has_wrong_reference(const struct oracle_book *book, const struct tale_message *message,
                    const struct tale_item *item)
{
    struct oracle_walk walk = oracle_walk(book, "AP");

    if (item->ref == 0)
        return false;
    while (oracle_next(&walk))
        if (walk.item->ref == item->ref &&
            walk.message->gemeente == message->gemeente &&
            walk.message->client == message->client)
            return is_known_before(book, walk.entry, message->gemeente, item->nummer);
    for (int i = 0; i < book->count; i++) {
        const struct tale_message *other = book->entries[i].message;
        if (book->entries[i].counts && strcmp(other->kind, "317") == 0 &&
            other->ref == item->ref && other->gemeente == message->gemeente &&
            other->client == message->client)
            return false;
    }
    return true;
}

static bool
is_credited(const struct oracle_book *book, int ref)
{
    struct oracle_walk walk = oracle_walk(book, "PR");

    while (oracle_next(&walk))
        if (walk.item->vorig == ref && walk.uitkomst == ORACLE_GOED)
            return true;
    return false;
}

/* TR385: what was approved and not credited keeps its ground. */
static bool
removes_what_was_paid(const struct oracle_book *book,
                      const struct tale_message *message, const struct tale_item *item)
{
    struct oracle_walk walk = oracle_walk(book, "PR");

    while (strcmp(item->reden, "13") == 0 && oracle_next(&walk))
        if (walk.message->gemeente == message->gemeente &&
            walk.item->client == message->client && walk.item->nummer == item->nummer &&
            walk.item->status == 'D' && walk.uitkomst == ORACLE_GOED &&
            !is_credited(book, walk.item->ref))
            return true;
    return false;
}

static bool
is_same_need(const struct tale_item *a, const struct tale_item *b)
{
    return oracle_same_product(a->product, b->product) && a->volume == b->volume &&
           a->frequentie == b->frequentie && a->budget == b->budget &&
           (a->frequentie == '\0' || strcmp(a->eenheid, b->eenheid) == 0);
}

/* Does the message say of the number something else than this? */
static bool
changes(const struct tale_message *message, const struct tale_item *old)
{
    for (int i = 0; i < message->count; i++) {
        const struct tale_item *item = &message->items[i];
        if (item->nummer == old->nummer &&
            (item->begin != old->begin || item->eind != old->eind ||
             !is_same_need(item, old)))
            return true;
    }
    return false;
}

bool
oracle_should_extend(const struct oracle_book *book, const struct tale_message *message)
{
    int gemeente = message->gemeente;

    for (int i = 0; i < message->count; i++) {
        const struct tale_item *item = &message->items[i];
        struct oracle_walk walk = oracle_walk(book, "TP");
        if (strcmp(item->kind, "TP") != 0 ||
            oracle_current(book, gemeente, item->nummer, -1, NEVER) != NULL)
            continue;
        while (oracle_next(&walk)) {
            const struct tale_item *old = walk.item;
            if (walk.message->gemeente == gemeente &&
                walk.message->client == message->client &&
                oracle_current(book, gemeente, old->nummer, -1, NEVER) == old &&
                !oracle_is_removed(book, gemeente, old->nummer, NEVER) &&
                old->frequentie != '6' && old->eind >= message->day &&
                old->eind != NEVER && item->begin == old->eind + 1 &&
                is_same_need(item, old) && !changes(message, old))
                return true;
        }
    }
    return false;
}

void
oracle_judge_301(const struct oracle_book *book, const struct tale_message *message,
                 struct oracle_verdict *verdict)
{
    static const struct oracle_codes none;

    oracle_class(verdict, "Client", &none);
    oracle_class(verdict, "Contact", &none);
    for (int i = 0; i < message->count; i++) {
        const struct tale_item *item = &message->items[i];
        struct oracle_codes codes = {0};

        if (is_other_allocation(book, message, item))
            oracle_code(&codes, "9332");
        if (has_wrong_reference(book, message, item))
            oracle_code(&codes, "9379");
        if (removes_what_was_paid(book, message, item))
            oracle_code(&codes, "9385");
        oracle_class(verdict, "ToegewezenProduct", &codes);
    }
}
