#include <string.h>

#include "base/date.h"
#include "oracle/oracle.h"

/* The rules inside a message that a tale may break; each is 0001. */

static bool
is_kind(const struct tale_item *item, const char *kind)
{
    return strcmp(item->kind, kind) == 0;
}

/* TR101: two records of one kind with one key. */
static bool
has_same_key(const struct tale_item *a, const struct tale_item *b)
{
    if (!is_kind(a, b->kind))
        return false;
    if (is_kind(a, "TP") || is_kind(a, "OD") || is_kind(a, "TW"))
        return a->nummer == b->nummer;
    if (is_kind(a, "AP"))
        return a->ref == b->ref; /* TR383 too */
    if (is_kind(a, "NW"))
        return a->begin == b->begin && oracle_same_product(a->product, b->product);
    if (is_kind(a, "PR"))
        return a->client == b->client && a->ref == b->ref && a->vorig == b->vorig;
    if (a->nummer != b->nummer || a->begin != b->begin ||
        !oracle_same_product(a->product, b->product))
        return false;
    return is_kind(a, "SP") ||
           (is_kind(a, "ST") && a->eind == b->eind && strcmp(a->reden, b->reden) == 0);
}

/* TR302, TR386, TR410. */
static bool
stack(const struct tale_item *a, const struct tale_item *b)
{
    if (!is_kind(a, b->kind) ||
        !(is_kind(a, "TP") || is_kind(a, "AP") || is_kind(a, "NW")))
        return false;
    if (is_kind(a, "TP") && (oracle_is_removal(a) || oracle_is_removal(b)))
        return false;
    return oracle_stacks(a, b);
}

/* TR416: the same debit twice; TR315: two credits on one debit; TR316: a debit and its
 * credit. */
static bool
clash(const struct tale_item *a, const struct tale_item *b)
{
    if (!is_kind(a, "PR"))
        return false;
    if (a->vorig != 0 && (a->vorig == b->vorig || a->vorig == b->ref))
        return true;
    if (b->vorig != 0 && b->vorig == a->ref)
        return true;
    return a->status == 'D' && b->status == 'D' && a->client == b->client &&
           a->nummer == b->nummer && a->begin == b->begin && a->eind == b->eind &&
           oracle_same_product(a->product, b->product);
}

static int
month_of(int day)
{
    struct iwmo_day split = iwmo_date_split((struct iwmo_date){day});

    return split.year * 12 + split.month;
}

/* TR134, TR137, TR018, CS335, CS337, TR380. */
static bool
has_wrong_day(const struct tale_item *item, const struct tale_message *message)
{
    if (is_kind(item, "SP"))
        return item->begin > message->day;
    if (is_kind(item, "ST"))
        return item->eind > message->day || item->begin > item->eind;
    if (is_kind(item, "NW"))
        return item->begin <= message->day;
    if (is_kind(item, "TP"))
        return item->moment / 86400 > message->day ||
               (strcmp(item->reden, "13") == 0 && item->eind != NEVER &&
                item->eind != item->begin);
    return is_kind(item, "PR") &&
           (item->begin > item->eind || item->eind > message->day ||
            month_of(item->begin) != month_of(item->eind));
}

/* TR352, TR353: a request names what is, and what is to change. */
static bool
is_half_a_request(const struct tale_message *message)
{
    bool has_known = false, has_change = false;

    for (int i = 0; i < message->count; i++) {
        has_known = has_known || !is_kind(&message->items[i], "NW");
        has_change = has_change || !is_kind(&message->items[i], "OD");
    }
    return strcmp(message->kind, "317") == 0 && (!has_known || !has_change);
}

bool
oracle_breaks_rule(const struct tale_message *message)
{
    if (is_half_a_request(message))
        return true;
    for (int i = 0; i < message->count; i++) {
        if (has_wrong_day(&message->items[i], message))
            return true;
        for (int k = 0; k < i; k++) {
            const struct tale_item *a = &message->items[k], *b = &message->items[i];
            if (has_same_key(a, b) || stack(a, b) || clash(a, b))
                return true;
        }
    }
    return false;
}
