/*
 * Pairs and groups of records in one parent: TR101, TR302, TR383, TR386, TR410.
 *
 * The stylesheets compare every record with every other; here records are sorted by the
 * fingerprint of their key, or swept by date, so the cost follows the findings.
 */
#include <stdlib.h>
#include <string.h>

#include "base/set.h"
#include "names.h"
#include "rules/declaratie.h"
#include "rules/overlap.h"
#include "rules/rule.h"
#include "rules/shape.h"
#include "rules/tally.h"

/* ---- keys ---- */

#define MAX_KEY     8
#define FEW_MEMBERS 16

/* What makes a record unique in its parent.  Source: Keys of TR101. */
struct key {
    uint16_t parent, record;
    struct {
        uint16_t child, grandchild; /* grandchild 0: the child itself */
    } parts[MAX_KEY];
};

static const struct key keys[] = {
    {EL_Contactgegevens, EL_Contact, {{EL_Soort, 0}}},
    {EL_Relaties, EL_Relatie, {{EL_Nummer, 0}}},
    {EL_ToegewezenProducten, EL_ToegewezenProduct, {{EL_ToewijzingNummer, 0}}},
    {EL_StartProducten,
     EL_StartProduct,
     {{EL_Begindatum, 0},
      {EL_Product, EL_Categorie},
      {EL_Product, EL_Code},
      {EL_ToewijzingNummer, 0}}},
    {EL_StopProducten,
     EL_StopProduct,
     {{EL_Begindatum, 0},
      {EL_Einddatum, 0},
      {EL_Product, EL_Categorie},
      {EL_Product, EL_Code},
      {EL_RedenBeeindiging, 0},
      {EL_ToewijzingNummer, 0}}},
    {EL_AangevraagdeProducten, EL_AangevraagdProduct, {{EL_ReferentieAanbieder, 0}}},
    {EL_OngewijzigdeProducten, EL_OngewijzigdProduct, {{EL_ToewijzingNummer, 0}}},
    {EL_TeWijzigenProducten, EL_TeWijzigenProduct, {{EL_ToewijzingNummer, 0}}},
    {EL_NieuweProducten,
     EL_NieuwProduct,
     {{EL_GewensteIngangsdatum, 0}, {EL_Product, EL_Categorie}, {EL_Product, EL_Code}}},
};

/* Release 2.3.  With a ToewijzingNummer a key ends before its BeschikkingNummer. */
static const struct key keys_2_3[] = {
    {EL_ToegewezenProducten, EL_ToegewezenProduct, {{EL_ToewijzingNummer, 0}}},
    {EL_Beperkingen, EL_Beperking, {{EL_Categorie, 0}}},
    {EL_StartProducten,
     EL_StartProduct,
     {{EL_ToewijzingNummer, 0},
      {EL_Product, EL_Categorie},
      {EL_Product, EL_Code},
      {EL_Begindatum, 0},
      {EL_BeschikkingNummer, 0},
      {EL_ToewijzingIngangsdatum, 0}}},
    {EL_StopProducten,
     EL_StopProduct,
     {{EL_ToewijzingNummer, 0},
      {EL_Product, EL_Categorie},
      {EL_Product, EL_Code},
      {EL_Begindatum, 0},
      {EL_Einddatum, 0},
      {EL_BeschikkingNummer, 0},
      {EL_ToewijzingIngangsdatum, 0}}},
    {EL_AangevraagdeProducten,
     EL_AangevraagdProduct,
     {{EL_Product, EL_Categorie},
      {EL_Product, EL_Code},
      {EL_ToewijzingIngangsdatum, 0}}},
};

/* ---- groups of equal keys ---- */

struct member {
    uint64_t fingerprint;
    const struct iwmo_node *record;
};

struct group {
    const struct member *members; /* in document order */
    size_t count;
};

static uint64_t
fingerprint(const struct iwmo_node *record, const struct key *key)
{
    static const struct iwmo_text absent = {"\xFF", 1}; /* no text of a message */
    uint64_t value = record->parent->order;

    for (size_t i = 0; i < MAX_KEY && key->parts[i].child != 0; i++) {
        if (key->parts[i].child == EL_BeschikkingNummer &&
            iwmo_child(record, EL_ToewijzingNummer) != NULL)
            break;
        const struct iwmo_node *part = iwmo_child(record, key->parts[i].child);
        if (key->parts[i].grandchild != 0)
            part = iwmo_child(part, key->parts[i].grandchild);
        value = iwmo_fingerprint(value, part != NULL ? part->value.text : absent);
    }
    return value;
}

static int
by_fingerprint(const void *a, const void *b)
{
    const struct member *left = a, *right = b;

    if (left->fingerprint != right->fingerprint)
        return left->fingerprint < right->fingerprint ? -1 : 1;
    return left->record->at.offset < right->record->at.offset ? -1 : 1;
}

/* Most parents have a few records: for those a call per comparison is too much. */
static void
sort_members(struct member *members, size_t count)
{
    if (count > FEW_MEMBERS) {
        qsort(members, count, sizeof(*members), by_fingerprint);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct member member = members[i];
        size_t at = i;
        for (; at > 0 && by_fingerprint(&members[at - 1], &member) > 0; at--)
            members[at] = members[at - 1];
        members[at] = member;
    }
}

static int
by_last_member(const void *a, const void *b)
{
    const struct group *left = a, *right = b;
    const struct iwmo_node *one = left->members[left->count - 1].record;
    const struct iwmo_node *other = right->members[right->count - 1].record;

    return one->at.offset < other->at.offset ? -1 : 1;
}

/* Memory that is not zeroed: all of it is filled. */
static void *
take(struct iwmo_facts *facts, size_t size)
{
    void *memory = iwmo_arena_take(facts->scratch, size);

    if (memory == NULL)
        facts->findings->failed = true;
    return memory;
}

/* The records of `parent`, sorted by key. */
static struct member *
sorted_members(const struct iwmo_node *parent, const struct key *key, bool is_optional,
               struct iwmo_facts *facts, size_t *count)
{
    size_t room = 0;

    *count = 0;
    for (const struct iwmo_node *node = parent->first; node; node = node->next)
        room += node->decl->id == key->record;
    if (room < 2)
        return NULL;
    struct member *members = take(facts, room * sizeof(*members));
    if (members == NULL)
        return NULL;
    for (const struct iwmo_node *node = parent->first; node; node = node->next) {
        if (node->decl->id != key->record)
            continue;
        if (is_optional && iwmo_child(node, key->parts[0].child) == NULL)
            continue; /* absent numbers are not compared */
        members[(*count)++] = (struct member){fingerprint(node, key), node};
    }
    sort_members(members, *count);
    return members;
}

/* Groups of two and more, ordered by their last members. */
static struct group *
find_groups(const struct member *members, size_t count, struct iwmo_facts *facts,
            size_t *group_count)
{
    struct group *groups = NULL;

    *group_count = 0;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count; to++)
            if (members[to].fingerprint != members[from].fingerprint)
                break;
        if (to - from < 2)
            continue;
        if (groups == NULL)
            groups = take(facts, count / 2 * sizeof(*groups));
        if (groups == NULL)
            return NULL;
        groups[(*group_count)++] = (struct group){members + from, to - from};
    }
    if (*group_count > 1)
        qsort(groups, *group_count, sizeof(*groups), by_last_member);
    return groups;
}

static void
blame_group(struct iwmo_facts *facts, const struct group *group)
{
    size_t kept = group->count < facts->max_places ? group->count : facts->max_places;
    struct iwmo_location *places = take(facts, kept * sizeof(*places));

    if (places == NULL)
        return;
    for (size_t i = 0; i < kept; i++)
        places[i] = iwmo_findings_place(facts->findings, group->members[i].record);
    iwmo_blame_places(facts, kept, places, group->count);
}

static void
blame_duplicates(const struct iwmo_node *parent, const struct key *key,
                 bool is_optional, struct iwmo_facts *facts)
{
    size_t count, group_count;
    struct member *members = sorted_members(parent, key, is_optional, facts, &count);
    struct group *groups = find_groups(members, count, facts, &group_count);

    for (size_t i = 0; i < group_count; i++)
        blame_group(facts, &groups[i]);
}

/* TR101: no two records with the same key in one parent; one finding per group.  The
 * records of a declaration are gone by now: see declaratie.c. */
void
iwmo_check_TR101(const struct iwmo_node *parent, struct iwmo_facts *facts)
{
    if (iwmo_node_is(parent, EL_Clienten) || iwmo_node_is(parent, EL_Prestaties)) {
        iwmo_declaratie_TR101(parent, facts);
        return;
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (iwmo_node_is(parent, keys[i].parent))
            blame_duplicates(parent, &keys[i], false, facts);
}

/* TR101 in 2.3, where ToewijzingNummer is optional and keys are others. */
void
iwmo_check_D23_TR101(const struct iwmo_node *parent, struct iwmo_facts *facts)
{
    for (size_t i = 0; i < sizeof(keys_2_3) / sizeof(keys_2_3[0]); i++)
        if (iwmo_node_is(parent, keys_2_3[i].parent))
            blame_duplicates(parent, &keys_2_3[i],
                             keys_2_3[i].parent == EL_ToegewezenProducten, facts);
}

/* ---- pairs ---- */

/* A rule about pairs is asked once, at the last record, and blames for all of them. */
static bool
is_last_record(const struct iwmo_node *record)
{
    return iwmo_next_same(record) == NULL;
}

/* The first of the sorted `members` with this fingerprint, or where it would stand. */
static size_t
find_member(const struct member *members, size_t count, uint64_t fingerprint)
{
    size_t from = 0;

    while (count > 0) {
        size_t half = count / 2;
        bool is_behind = members[from + half].fingerprint < fingerprint;
        from += is_behind ? half + 1 : 0;
        count = is_behind ? count - half - 1 : half;
    }
    return from;
}

/* One finding for each of `members` that stands before `record` and has its reference.
 */
static void
blame_earlier(const struct iwmo_node *record, const struct member *members,
              size_t count, struct iwmo_facts *facts)
{
    const struct iwmo_node *nummer = iwmo_child(record, EL_ReferentieAanbieder);

    if (nummer == NULL)
        return;
    uint64_t wanted =
        iwmo_fingerprint(record->parent->order, iwmo_collapsed(nummer, facts));
    size_t first = find_member(members, count, wanted), last = first;
    while (last < count && members[last].fingerprint == wanted &&
           members[last].record->at.offset < record->at.offset)
        last++;
    facts->anchor = record;
    for (size_t i = first; i < last; i++) {
        if (iwmo_facts_are_full(facts)) {
            iwmo_blame_unseen(facts, last - i);
            return;
        }
        iwmo_blame(facts, iwmo_child(members[i].record, EL_ReferentieAanbieder));
    }
}

/*
 * TR383: ReferentieAanbieder is used once.  One finding per earlier match; only the
 * earlier one is located, as in the stylesheet.  White space of the later one is
 * collapsed, that of the earlier one stands: after "A" breaks "A " it, and "A  B" twice
 * does not.  One that is absent is not used twice.
 */
void
iwmo_check_TR383(const struct iwmo_node *record, struct iwmo_facts *facts)
{
    static const struct key key = {
        EL_AangevraagdeProducten, EL_AangevraagdProduct, {{EL_ReferentieAanbieder, 0}}};
    size_t count;

    if (!is_last_record(record))
        return;
    struct member *members = sorted_members(record->parent, &key, true, facts, &count);
    if (members == NULL)
        return;
    for (const struct iwmo_node *node = record->parent->first; node; node = node->next)
        if (node->decl->id == key.record)
            blame_earlier(node, members, count, facts);
}

/* removed(): such an allocation counts as never sent. */
static bool
is_removed(const struct iwmo_node *product)
{
    const struct iwmo_node *start = iwmo_record_start(product);
    const struct iwmo_node *end = iwmo_record_end(product);

    return iwmo_one_of(iwmo_child(product, EL_RedenWijziging), "01 13") &&
           iwmo_is_date(start) && iwmo_is_date(end) &&
           iwmo_date_equal(start->value.date, end->value.date);
}

static bool
is_aid(const struct iwmo_node *record)
{
    return iwmo_one_of(iwmo_grandchild(record, EL_Product, EL_Categorie),
                       "11 12 13 14");
}

/* The records like `last` in its parent that have a period. */
static size_t
collect(const struct iwmo_node *last, struct iwmo_overlap_record *records)
{
    size_t count = 0;

    for (const struct iwmo_node *node = last->parent->first; node; node = node->next) {
        if (node->decl != last->decl)
            continue;
        const struct iwmo_node *start = iwmo_record_start(node);
        const struct iwmo_node *end = iwmo_record_end(node);
        if (!iwmo_is_date(start) || (end != NULL && !iwmo_is_date(end)))
            continue;
        const struct iwmo_node *product = iwmo_child(node, EL_Product);
        records[count++] = (struct iwmo_overlap_record){
            .node = node,
            .start = start->value.date.days,
            .end = end != NULL ? end->value.date.days : INT32_MAX,
            .categorie = iwmo_child(product, EL_Categorie),
            .code = iwmo_child(product, EL_Code),
        };
    }
    return count;
}

/* Of those the ones that are compared, in place. */
static size_t
leave_out(struct iwmo_overlap_record *records, size_t count, bool skips_removed)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!is_aid(records[i].node) && !(skips_removed && is_removed(records[i].node)))
            records[kept++] = records[i];
    return kept;
}

/* Pairs grow with the square of the records: no more are made than findings can be
 * kept, by their number and by the memory of the message. */
static size_t
room_for_pairs(const struct iwmo_facts *facts)
{
    const struct iwmo_findings *findings = facts->findings;
    size_t left = iwmo_arena_left(findings->arena) / sizeof(struct iwmo_finding) + 1;

    if (findings->kept >= findings->max || findings->failed)
        return 0;
    return left < findings->max - findings->kept ? left
                                                 : findings->max - findings->kept;
}

static void
blame_overlaps(const struct iwmo_node *record, bool skips_removed,
               struct iwmo_facts *facts)
{
    if (record->index < 2 || !is_last_record(record))
        return;
    struct iwmo_overlap_record *records = take(facts, record->index * sizeof(*records));
    struct iwmo_pair *pairs;
    if (records == NULL)
        return;
    uint64_t total;
    size_t room = room_for_pairs(facts);
    size_t count = collect(record, records);
    if (!iwmo_overlap_is_possible(records, count))
        return;
    count = leave_out(records, count, skips_removed);
    count = iwmo_overlap_pairs(records, count, room, facts->scratch, &pairs, &total);
    if (count == SIZE_MAX) {
        facts->findings->failed = true;
        return;
    }
    size_t seen = 0;
    for (; seen < count && !iwmo_facts_are_full(facts); seen++) {
        facts->anchor = pairs[seen].later;
        iwmo_blame(facts, pairs[seen].earlier, pairs[seen].later);
    }
    iwmo_blame_unseen(facts, total - seen);
}

/* TR302: one product is not allocated twice at a time. */
void
iwmo_check_TR302(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    blame_overlaps(product, true, facts);
}

/* TR386: nor asked for twice at a time. */
void
iwmo_check_TR386(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    blame_overlaps(product, false, facts);
}

/* TR410: nor as a new product in a request for change. */
void
iwmo_check_TR410(const struct iwmo_node *product, struct iwmo_facts *facts)
{
    blame_overlaps(product, false, facts);
}
