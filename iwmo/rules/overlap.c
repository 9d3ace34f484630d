#include "rules/overlap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FEW_RECORDS 16

/* A record that the sweep has passed and that may still run. */
struct active {
    struct active *next;
    const struct iwmo_overlap_record *record;
};

/* Records that match one product, a Categorie with a Code, by start date. */
struct list {
    struct list *next; /* in its bucket */
    struct iwmo_text categorie, code;
    uint32_t number;
    struct active *first, **last; /* in order of start */
};

/* A record, the lists with all that it matches, and the lists where others find it. */
struct stop {
    struct iwmo_overlap_record record;
    struct list *meets[3], *joins[3];
};

struct sweep {
    struct iwmo_arena *arena;
    struct list **buckets;
    size_t bucket_mask;
    uint32_t list_count;
    struct stop *stops; /* by start date */
    size_t stop_count;
    struct iwmo_pair *pairs;
    size_t count, room, max;
    bool failed;
};

/* Texts that no message has. */
static const struct iwmo_text all = {"\xFF", 1}, none = {"\xFE", 1};

static void *
take(struct sweep *sweep, size_t size)
{
    void *memory = iwmo_arena_alloc(sweep->arena, size);

    if (memory == NULL)
        sweep->failed = true;
    return memory;
}

/* A period that ends before it starts overlaps what covers both its dates. */
static bool
is_inverted(const struct iwmo_overlap_record *record)
{
    return record->end < record->start;
}

/* ---- lists ---- */

static size_t
hash(struct iwmo_text a, struct iwmo_text b)
{
    size_t value = 5381;

    for (size_t i = 0; i < a.size; i++)
        value = value * 33 + (unsigned char)a.at[i];
    value = value * 33 + 256;
    for (size_t i = 0; i < b.size; i++)
        value = value * 33 + (unsigned char)b.at[i];
    return value ^ value >> 15;
}

/* The list of this Categorie and Code; NULL: out of memory. */
static struct list *
list_of(struct sweep *sweep, struct iwmo_text categorie, struct iwmo_text code)
{
    struct list **bucket = &sweep->buckets[hash(categorie, code) & sweep->bucket_mask];

    for (struct list *list = *bucket; list; list = list->next)
        if (iwmo_text_same(list->categorie, categorie) &&
            iwmo_text_same(list->code, code))
            return list;
    struct list *list = take(sweep, sizeof(*list));
    if (list == NULL)
        return NULL;
    *list = (struct list){.next = *bucket,
                          .categorie = categorie,
                          .code = code,
                          .number = sweep->list_count++,
                          .last = &list->first};
    *bucket = list;
    return list;
}

/*
 * Lists: by Categorie and Code (`none`: no Code), all of a Categorie (`all` as Code),
 * all there are (`all` twice), and all that have no product (`all` with `none`).  A
 * Code without Categorie matches only what has nothing.
 */
static void
choose_lists(struct sweep *sweep, struct stop *stop)
{
    const struct iwmo_node *categorie = stop->record.categorie,
                           *code = stop->record.code;
    bool has_nothing = categorie == NULL && code == NULL;

    stop->meets[0] = list_of(sweep, all, has_nothing ? all : none);
    stop->joins[0] = list_of(sweep, all, all);
    if (has_nothing)
        stop->joins[1] = list_of(sweep, all, none);
    if (categorie == NULL)
        return;
    struct iwmo_text first = categorie->value.text;
    struct iwmo_text second = code != NULL ? code->value.text : none;
    stop->meets[1] = list_of(sweep, first, code != NULL ? second : all);
    stop->meets[2] = code != NULL ? list_of(sweep, first, none) : NULL;
    stop->joins[1] = list_of(sweep, first, second);
    stop->joins[2] = list_of(sweep, first, all);
}

/* ---- pairs ---- */

static void
add_pair(struct sweep *sweep, const struct iwmo_node *a, const struct iwmo_node *b)
{
    if (sweep->count == sweep->room) {
        size_t room = sweep->room ? 2 * sweep->room : 16;
        struct iwmo_pair *pairs = take(sweep, room * sizeof(*pairs));
        if (pairs == NULL)
            return;
        if (sweep->count > 0)
            memcpy(pairs, sweep->pairs, sweep->count * sizeof(*pairs));
        sweep->pairs = pairs;
        sweep->room = room;
    }
    bool is_first = a->at.offset < b->at.offset;
    sweep->pairs[sweep->count++] =
        (struct iwmo_pair){is_first ? a : b, is_first ? b : a};
}

/* Pair `record` with all in the list that still run; forget those that do not. */
static void
meet(struct sweep *sweep, struct list *list, const struct iwmo_overlap_record *record)
{
    if (list == NULL)
        return;
    struct active **link = &list->first;
    while (*link != NULL && sweep->count < sweep->max && !sweep->failed) {
        const struct iwmo_overlap_record *other = (*link)->record;
        if (other->start > record->end)
            return; /* and so do all behind it */
        if (other->end >= record->start) {
            add_pair(sweep, other->node, record->node);
            link = &(*link)->next;
            continue;
        }
        if (list->last == &(*link)->next)
            list->last = link;
        *link = (*link)->next;
    }
}

static void
join(struct sweep *sweep, struct list *list, const struct iwmo_overlap_record *record)
{
    struct active *active = list != NULL ? take(sweep, sizeof(*active)) : NULL;

    if (active == NULL)
        return;
    active->record = record;
    *list->last = active;
    list->last = &active->next;
}

static void
collect_pairs(struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->stop_count && sweep->count < sweep->max; i++) {
        const struct stop *stop = &sweep->stops[i];
        for (size_t j = 0; j < 3; j++)
            meet(sweep, stop->meets[j], &stop->record);
        for (size_t j = 0; j < 3 && !is_inverted(&stop->record); j++)
            join(sweep, stop->joins[j], &stop->record);
    }
}

/* ---- counting, when there are too many to collect ---- */

/* At `at` of a list: a record that runs until `end` joins, or one meets all that joined
 * before and run until `end` at least. */
struct event {
    uint32_t list, turn; /* turn: among those at one date */
    int32_t at, end;
    bool is_meeting;
};

/* Ends of the records that joined: how many are there below the n-th of `ends`?  (A
 * binary indexed tree.) */
struct census {
    int32_t *ends; /* of all records, ascending */
    uint32_t *sums;
    size_t count;
};

static int
by_list(const void *a, const void *b)
{
    const struct event *left = a, *right = b;

    if (left->list != right->list)
        return left->list < right->list ? -1 : 1;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->turn < right->turn ? -1 : left->turn > right->turn;
}

static int
by_number(const void *a, const void *b)
{
    const int32_t *left = a, *right = b;

    return *left < *right ? -1 : *left > *right;
}

/* How many of `ends` are below `end`. */
static size_t
rank_of(const struct census *census, int32_t end)
{
    size_t low = 0, high = census->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (census->ends[middle] < end)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
census_add(struct census *census, int32_t end, uint32_t change)
{
    for (size_t i = rank_of(census, end) + 1; i <= census->count; i += i & -i)
        census->sums[i] += change;
}

static uint64_t
census_below(const struct census *census, int32_t end)
{
    uint64_t sum = 0;

    for (size_t i = rank_of(census, end); i > 0; i -= i & -i)
        sum += census->sums[i];
    return sum;
}

static size_t
list_events(const struct sweep *sweep, struct event *events)
{
    size_t count = 0;

    for (size_t i = 0; i < sweep->stop_count; i++) {
        const struct stop *stop = &sweep->stops[i];
        const struct iwmo_overlap_record *record = &stop->record;
        uint32_t turn = (uint32_t)(2 * i);
        bool inverted = is_inverted(record);
        for (size_t j = 0; j < 3; j++)
            if (stop->meets[j] != NULL)
                events[count++] = (struct event){
                    stop->meets[j]->number, inverted ? UINT32_MAX : turn,
                    inverted ? record->end : record->start, record->start, true};
        for (size_t j = 0; j < 3 && !inverted; j++)
            if (stop->joins[j] != NULL)
                events[count++] = (struct event){stop->joins[j]->number, turn + 1,
                                                 record->start, record->end, false};
    }
    qsort(events, count, sizeof(*events), by_list);
    return count;
}

/* All pairs, found or not. */
static uint64_t
count_pairs(struct sweep *sweep)
{
    size_t count = sweep->stop_count, from = 0;
    struct event *events = take(sweep, 6 * count * sizeof(*events));
    struct census census = {take(sweep, count * sizeof(*census.ends)),
                            take(sweep, (count + 1) * sizeof(*census.sums)), count};
    uint64_t total = 0, joined = 0;

    if (sweep->failed)
        return 0;
    for (size_t i = 0; i < count; i++)
        census.ends[i] = sweep->stops[i].record.end;
    qsort(census.ends, count, sizeof(*census.ends), by_number);
    size_t event_count = list_events(sweep, events);
    for (size_t i = 0; i < event_count; i++) {
        if (events[i].list != events[from].list) {
            for (; from < i; from++) /* the next list starts empty */
                if (!events[from].is_meeting)
                    census_add(&census, events[from].end, UINT32_MAX); /* -1 */
            joined = 0;
        }
        if (events[i].is_meeting) {
            total += joined - census_below(&census, events[i].end);
        } else {
            census_add(&census, events[i].end, 1);
            joined++;
        }
    }
    return total;
}

/* ---- all of it ---- */

static int
by_start(const void *a, const void *b)
{
    const struct iwmo_overlap_record *left = &((const struct stop *)a)->record;
    const struct iwmo_overlap_record *right = &((const struct stop *)b)->record;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->node->at.offset < right->node->at.offset ? -1 : 1;
}

static int
by_later(const void *a, const void *b)
{
    const struct iwmo_pair *left = a, *right = b;

    if (left->later != right->later)
        return left->later->at.offset < right->later->at.offset ? -1 : 1;
    if (left->earlier == right->earlier)
        return 0;
    return left->earlier->at.offset < right->earlier->at.offset ? -1 : 1;
}

/* Codes of one list mostly differ in their last character. */
static inline bool
is_same(const struct iwmo_node *a, const struct iwmo_node *b)
{
    struct iwmo_text one = a->value.text, other = b->value.text;

    if (one.size != other.size || one.size == 0)
        return one.size == other.size;
    return one.at[one.size - 1] == other.at[one.size - 1] &&
           memcmp(one.at, other.at, one.size) == 0;
}

/* Can these be a pair at all?  Says yes too often, never no. */
static inline bool
may_pair(const struct iwmo_overlap_record *a, const struct iwmo_overlap_record *b)
{
    if (a->categorie != NULL && b->categorie != NULL) {
        if (!is_same(a->categorie, b->categorie))
            return false;
        if (a->code != NULL && b->code != NULL && !is_same(a->code, b->code))
            return false;
    }
    int32_t last_a = is_inverted(a) ? a->start : a->end;
    int32_t last_b = is_inverted(b) ? b->start : b->end;
    int32_t first_a = is_inverted(a) ? a->end : a->start;
    int32_t first_b = is_inverted(b) ? b->end : b->start;
    return first_a <= last_b && first_b <= last_a;
}

bool
iwmo_overlap_is_possible(const struct iwmo_overlap_record *records, size_t count)
{
    if (count > FEW_RECORDS)
        return true;
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (may_pair(&records[i], &records[j]))
                return true;
    return false;
}

size_t
iwmo_overlap_pairs(const struct iwmo_overlap_record *records, size_t count, size_t max,
                   struct iwmo_arena *arena, struct iwmo_pair **pairs, uint64_t *total)
{
    struct sweep sweep = {.arena = arena, .bucket_mask = 15, .max = max};

    *pairs = NULL;
    *total = 0;
    if (count < 2 || !iwmo_overlap_is_possible(records, count))
        return 0;
    while (sweep.bucket_mask < count)
        sweep.bucket_mask = 2 * sweep.bucket_mask + 1;
    sweep.buckets = take(&sweep, (sweep.bucket_mask + 1) * sizeof(struct list *));
    sweep.stops = take(&sweep, count * sizeof(*sweep.stops));
    if (sweep.failed)
        return SIZE_MAX;
    sweep.stop_count = count;
    for (size_t i = 0; i < count; i++) {
        sweep.stops[i].record = records[i];
        choose_lists(&sweep, &sweep.stops[i]);
    }
    qsort(sweep.stops, count, sizeof(*sweep.stops), by_start);
    collect_pairs(&sweep);
    *total = sweep.count < max || sweep.failed ? sweep.count : count_pairs(&sweep);
    if (sweep.failed)
        return SIZE_MAX;
    if (sweep.count > 1)
        qsort(sweep.pairs, sweep.count, sizeof(*sweep.pairs), by_later);
    *pairs = sweep.pairs;
    return sweep.count;
}
