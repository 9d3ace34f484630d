#include "flow/intake_books.h"

#include <stdlib.h>

#include "model/levensloop.h"

#define SECONDS_PER_DAY 86400

struct iwmo_date
iwmo_intake_day(int64_t moment)
{
    int64_t days = moment / SECONDS_PER_DAY;

    if (moment % SECONDS_PER_DAY < 0)
        days--;
    if (days > INT32_MAX - 1)
        return (struct iwmo_date){INT32_MAX - 1};
    return (struct iwmo_date){days < INT32_MIN + 1 ? INT32_MIN + 1 : (int32_t)days};
}

/* ---- order ---- */

static int
compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* What stands in the message at hand (message 0) was registered last. */
int
iwmo_intake_compare_registered(const struct iwmo_record *a, const struct iwmo_record *b)
{
    const uint64_t left = a->message - 1, right = b->message - 1;

    if (left != right)
        return left < right ? -1 : 1;
    return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

static int
compare_allocation(const struct iwmo_record *a, const struct iwmo_record *b)
{
    const int by_gemeente = strcmp(a->gemeente, b->gemeente);

    return by_gemeente != 0 ? by_gemeente : compare_numbers(a->nummer, b->nummer);
}

static int
compare_versions(const void *left, const void *right)
{
    const struct iwmo_record *a = *(const struct iwmo_record *const *)left;
    const struct iwmo_record *b = *(const struct iwmo_record *const *)right;
    int order = compare_allocation(a, b);

    if (order == 0)
        order = compare_numbers(a->moment, b->moment);
    return order != 0 ? order : iwmo_intake_compare_registered(a, b);
}

/* Those of one start stand together. */
static int
compare_start(const struct iwmo_record *a, const struct iwmo_record *b)
{
    int order = compare_allocation(a, b);

    if (order == 0)
        order = strcmp(a->categorie, b->categorie);
    if (order == 0)
        order = strcmp(a->code, b->code);
    if (order == 0)
        order = compare_numbers(a->begin.days, b->begin.days);
    return order != 0 ? order : strcmp(a->aanbieder, b->aanbieder);
}

static int
compare_leveringen(const void *left, const void *right)
{
    const struct iwmo_record *a = *(const struct iwmo_record *const *)left;
    const struct iwmo_record *b = *(const struct iwmo_record *const *)right;
    const int order = compare_start(a, b);

    return order != 0 ? order : iwmo_intake_compare_registered(a, b);
}

static int
compare_deliveries(const void *left, const void *right)
{
    const struct iwmo_intake_delivery *a = left, *b = right;
    const int order = compare_numbers(a->moment, b->moment);

    return order != 0 ? order : compare_start(a->start, b->start);
}

/* The records of these kinds, in order, as a list of their own. */
static enum iwmo_status
sort(const struct iwmo_records *known, uint32_t kinds,
     int (*compare)(const void *, const void *), struct iwmo_arena *arena,
     struct iwmo_records *sorted, struct iwmo_error *err)
{
    const struct iwmo_record **at =
        iwmo_arena_alloc(arena, (known->count + 1) * sizeof(*at));
    size_t count = 0;

    for (size_t i = 0; at != NULL && i < known->count; i++)
        if ((kinds & IWMO_KIND_BIT(known->rows[i].kind)) != 0)
            at[count++] = &known->rows[i];
    *sorted = (struct iwmo_records){
        iwmo_arena_alloc(arena, (count + 1) * sizeof(*sorted->rows)), count};
    if (at == NULL || sorted->rows == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (compare != NULL && count > 1)
        qsort(at, count, sizeof(*at), compare);
    for (size_t i = 0; i < count; i++)
        sorted->rows[i] = *at[i];
    return IWMO_OK;
}

/* ---- allocations ---- */

static void
add_version(struct iwmo_intake_number *number, const struct iwmo_record *version)
{
    if (iwmo_record_is_removal(version)) {
        number->was_removed |= !iwmo_toewijzing_is_restored(version);
    } else if (number->first == NULL) {
        number->first = version;
        number->moment = version->moment;
    }
    if (iwmo_intake_compare_registered(version, number->arrived) < 0)
        number->arrived = version;
    if (iwmo_key_is_absent(&number->beschikking))
        number->beschikking = version->vorig;
    if (iwmo_date_before(version->eind, number->soonest))
        number->soonest = version->eind;
    if (iwmo_date_before(number->latest, version->eind))
        number->latest = version->eind;
}

static void
fill_numbers(const struct iwmo_records *versions, struct iwmo_intake_books *books)
{
    struct iwmo_intake_number *number = NULL;

    for (size_t i = 0; i < versions->count; i++) {
        struct iwmo_record *version = &versions->rows[i];

        if (number == NULL || compare_allocation(number->versions.rows, version) != 0) {
            number = &books->numbers[books->number_count++];
            *number = (struct iwmo_intake_number){
                .versions = {version, 0},
                .arrived = version,
                .soonest = version->eind,
                .latest = version->eind,
            };
        }
        number->versions.count++;
        add_version(number, version);
    }
}

struct iwmo_intake_number *
iwmo_intake_find_number(const struct iwmo_intake_books *books, const char *gemeente,
                        int64_t nummer)
{
    struct iwmo_record wanted = {.nummer = nummer};
    size_t low = 0, high = books->number_count;

    memccpy(wanted.gemeente, gemeente, '\0', sizeof(wanted.gemeente) - 1);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order =
            compare_allocation(&wanted, books->numbers[middle].versions.rows);

        if (order == 0)
            return &books->numbers[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

struct iwmo_intake_sight
iwmo_intake_see(const struct iwmo_intake_number *number, int64_t moment)
{
    struct iwmo_records seen = number->versions;
    struct iwmo_intake_sight sight = {.reden = ""};

    while (seen.count > 0 && seen.rows[seen.count - 1].moment > moment)
        seen.count--;
    sight.current = iwmo_toewijzing_current(&seen);
    if (sight.current == NULL)
        return sight;
    sight.is_removed = iwmo_record_is_removal(sight.current);
    sight.reden = sight.current->reden;
    const struct iwmo_record *rows = number->versions.rows;
    for (size_t i = 0; i < seen.count && sight.reden[0] == '\0'; i++)
        if (rows[i].moment == sight.current->moment &&
            iwmo_record_same_content(&rows[i], sight.current))
            sight.reden = rows[i].reden; /* a repeat may have come before it */
    /* go back to where the content came from: a repeat has no RedenWijziging */
    for (size_t i = (size_t)(sight.current - rows); i-- > 0;) {
        const struct iwmo_record *before = &rows[i];

        if (before->moment == (before + 1)->moment)
            continue;
        if (!iwmo_record_same_content(before, sight.current)) {
            sight.previous = before;
            break;
        }
        if (sight.reden[0] == '\0')
            sight.reden = before->reden;
    }
    return sight;
}

bool
iwmo_intake_was_ended(const struct iwmo_intake_sight *sight)
{
    /* With the version before it unseen, only the reason can tell. */
    static const char *const endings[] = {"02", "03", "05", "06", "07", "08",
                                          "09", "10", "11", "12", "14"};

    if (sight->previous != NULL)
        return sight->reden[0] != '\0' &&
               iwmo_date_before(sight->current->eind, sight->previous->eind);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (strcmp(sight->reden, endings[i]) == 0)
            return true;
    return false;
}

/* ---- deliveries ---- */

static bool
stands(const struct iwmo_record *record, const struct iwmo_records *records)
{
    return record->status != '3' && !iwmo_levering_is_withdrawn(record, records);
}

/* The delivery of one start: `group` is all that names its number, product and
 * Begindatum. */
static void
add_delivery(struct iwmo_intake_books *books, const struct iwmo_records *group)
{
    struct iwmo_intake_delivery delivery = {0};
    const struct iwmo_record *stop = NULL;
    bool is_seen = false;

    for (size_t i = 0; i < group->count; i++) {
        const struct iwmo_record *record = &group->rows[i];

        is_seen |= record->kind == IWMO_RECORD_START;
        if (!stands(record, group))
            continue;
        if (record->kind == IWMO_RECORD_START && delivery.start == NULL)
            delivery.start = record;
        if (record->kind != IWMO_RECORD_STOP)
            continue;
        stop = record;
        if (!iwmo_levering_is_temporary(record) &&
            (delivery.stop == NULL ||
             iwmo_date_before(delivery.stop->eind, record->eind)))
            delivery.stop = record;
    }
    if (!is_seen)
        delivery.start = stop;
    if (delivery.start == NULL)
        return;
    delivery.moment = (int64_t)delivery.start->begin.days * SECONDS_PER_DAY;
    if (delivery.start->nummer != IWMO_ABSENT)
        delivery.number = iwmo_intake_find_number(books, delivery.start->gemeente,
                                                  delivery.start->nummer);
    if (delivery.number != NULL) {
        delivery.number->is_started = true;
        if (delivery.number->first != NULL && delivery.moment < delivery.number->moment)
            delivery.moment = delivery.number->moment;
    }
    books->deliveries[books->delivery_count++] = delivery;
}

static void
fill_deliveries(const struct iwmo_records *leveringen, struct iwmo_intake_books *books)
{
    for (size_t i = 0; leveringen->rows != NULL && i < leveringen->count;) {
        struct iwmo_records group = {&leveringen->rows[i], 1};

        while (i + group.count < leveringen->count &&
               compare_start(group.rows, &leveringen->rows[i + group.count]) == 0)
            group.count++;
        add_delivery(books, &group);
        i += group.count;
    }
    if (books->delivery_count > 1)
        qsort(books->deliveries, books->delivery_count, sizeof(*books->deliveries),
              compare_deliveries);
}

/* ---- all of it ---- */

enum iwmo_status
iwmo_intake_lay_books(const struct iwmo_records *known, struct iwmo_arena *arena,
                      struct iwmo_intake_books *books, struct iwmo_error *err)
{
    struct iwmo_records versions = {0}, leveringen = {0};
    enum iwmo_status status;

    *books = (struct iwmo_intake_books){0};
    status = sort(known, IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), compare_versions, arena,
                  &versions, err);
    if (status == IWMO_OK)
        status = sort(
            known, IWMO_KIND_BIT(IWMO_RECORD_START) | IWMO_KIND_BIT(IWMO_RECORD_STOP),
            compare_leveringen, arena, &leveringen, err);
    if (status == IWMO_OK)
        status = sort(known,
                      IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |
                          IWMO_KIND_BIT(IWMO_RECORD_VERZOEK),
                      NULL, arena, &books->requests, err);
    if (status != IWMO_OK)
        return status;
    books->numbers =
        iwmo_arena_alloc(arena, (versions.count + 1) * sizeof(*books->numbers));
    books->deliveries =
        iwmo_arena_alloc(arena, (leveringen.count + 1) * sizeof(*books->deliveries));
    books->asked =
        iwmo_arena_alloc(arena, (books->requests.count + 1) * sizeof(*books->asked));
    if (books->numbers == NULL || books->deliveries == NULL || books->asked == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    fill_numbers(&versions, books);
    fill_deliveries(&leveringen, books);
    return IWMO_OK;
}
