#include <stdlib.h>
#include <string.h>

#include "across/across_work.h"
#include "base/set.h"
#include "model/levensloop.h"

/* ---- order ---- */

/* By number; what has none, by product (IV096). */
static int
compare(int64_t nummer, const char *categorie, const char *code,
        const struct iwmo_across_number *number)
{
    if (nummer != number->nummer)
        return nummer < number->nummer ? -1 : 1;
    if (nummer != IWMO_ABSENT)
        return 0;
    int difference = strcmp(categorie, number->categorie);
    return difference != 0 ? difference : strcmp(code, number->code);
}

static int
by_number(const void *a, const void *b)
{
    const struct iwmo_across_number *left = a;

    return compare(left->nummer, left->categorie, left->code, b);
}

static int
by_said(const void *a, const void *b)
{
    const struct iwmo_record *left = a, *right = b;

    if (left->nummer != right->nummer)
        return left->nummer < right->nummer ? -1 : 1;
    int difference =
        left->nummer != IWMO_ABSENT ? 0 : strcmp(left->categorie, right->categorie);
    if (difference == 0 && left->nummer == IWMO_ABSENT)
        difference = strcmp(left->code, right->code);
    if (difference != 0)
        return difference;
    if (left->message != right->message)
        return left->message < right->message ? -1 : 1;
    return left->ordinal < right->ordinal ? -1 : left->ordinal > right->ordinal;
}

static struct iwmo_across_number *
find(const struct iwmo_across_work *work, int64_t nummer, const char *categorie,
     const char *code)
{
    size_t low = 0, high = work->number_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int difference = compare(nummer, categorie, code, &work->numbers[middle]);
        if (difference == 0)
            return &work->numbers[middle];
        if (difference > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct iwmo_across_number *
iwmo_across_number(const struct iwmo_across_work *work,
                   const struct iwmo_record *record)
{
    return find(work, record->nummer, record->categorie, record->code);
}

bool
iwmo_across_mentions(const struct iwmo_across_work *work, int64_t nummer)
{
    return find(work, nummer, "", "") != NULL;
}

/* ---- collecting ---- */

static size_t
drop_doubles(struct iwmo_across_number *numbers, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (kept == 0 || by_number(&numbers[kept - 1], &numbers[i]) != 0)
            numbers[kept++] = numbers[i];
    return kept;
}

void
iwmo_across_collect(struct iwmo_across_work *work, uint32_t kinds)
{
    const struct iwmo_records *records = &work->across->records;
    struct iwmo_across_number *numbers =
        iwmo_across_take(work, records->count, sizeof(*numbers));
    size_t count = 0;

    for (size_t i = 0; numbers != NULL && i < records->count; i++) {
        const struct iwmo_record *record = &records->rows[i];
        bool has_nummer = record->nummer != IWMO_ABSENT;
        if ((kinds & IWMO_KIND_BIT(record->kind)) == 0)
            continue;
        numbers[count++] = (struct iwmo_across_number){
            .nummer = record->nummer,
            .categorie = has_nummer ? "" : record->categorie,
            .code = has_nummer ? "" : record->code,
        };
    }
    if (count > 0)
        qsort(numbers, count, sizeof(*numbers), by_number);
    work->numbers = numbers;
    work->number_count = drop_doubles(numbers, count);
}

/* ---- what stands ---- */

static uint32_t *
chain_of(const struct iwmo_across_number *number, const struct iwmo_record *record)
{
    uint64_t hash =
        iwmo_fingerprint(0, (struct iwmo_text){record->code, strlen(record->code)});

    return &number->first[hash & (number->room - 1)];
}

static void
link_row(struct iwmo_across_number *number, uint32_t row)
{
    uint32_t *chain = chain_of(number, &number->standing.rows[row]);

    number->next[row] = *chain;
    *chain = row;
}

static void
unlink_row(struct iwmo_across_number *number, uint32_t row)
{
    uint32_t *link = chain_of(number, &number->standing.rows[row]);

    while (*link != row)
        link = &number->next[*link];
    *link = number->next[row];
}

static bool
grow(struct iwmo_across_work *work, struct iwmo_across_number *number)
{
    size_t room = number->room > 0 ? 2 * number->room : 4,
           count = number->standing.count;
    struct iwmo_record *rows = iwmo_across_take(work, room, sizeof(*rows));
    uint32_t *next = iwmo_across_take(work, room, sizeof(*next));
    uint32_t *first = iwmo_across_take(work, room, sizeof(*first));

    if (rows == NULL || next == NULL || first == NULL)
        return false;
    if (count > 0)
        memcpy(rows, number->standing.rows, count * sizeof(*rows));
    number->standing.rows = rows;
    number->next = next;
    number->first = first;
    number->room = room;
    memset(first, 0xff, room * sizeof(*first)); /* IWMO_ACROSS_NONE */
    for (uint32_t row = 0; row < count; row++)
        link_row(number, row);
    return true;
}

static void
stand_empty(struct iwmo_across_number *number)
{
    number->standing.count = 0;
    if (number->room > 0)
        memset(number->first, 0xff, number->room * sizeof(*number->first));
}

const struct iwmo_record *
iwmo_across_standing(const struct iwmo_across_number *number,
                     const struct iwmo_record *record, uint32_t *cursor)
{
    if (number->room == 0)
        return NULL;
    uint32_t row =
        *cursor == IWMO_ACROSS_NONE ? *chain_of(number, record) : number->next[*cursor];
    while (row != IWMO_ACROSS_NONE) {
        const struct iwmo_record *standing = &number->standing.rows[row];
        *cursor = row;
        if (iwmo_record_same_product(standing, record))
            return standing;
        row = number->next[row];
    }
    return NULL;
}

const struct iwmo_record *
iwmo_across_standing_of(const struct iwmo_across_number *number,
                        const struct iwmo_record *record, enum iwmo_record_kind kind,
                        uint32_t *cursor)
{
    const struct iwmo_record *one;

    *cursor = IWMO_ACROSS_NONE;
    while ((one = iwmo_across_standing(number, record, cursor)) != NULL)
        if (one->kind == kind && iwmo_record_same_key(one, record))
            return one;
    return NULL;
}

void
iwmo_across_stand(struct iwmo_across_work *work, struct iwmo_across_number *number,
                  const struct iwmo_record *record)
{
    struct iwmo_records *standing = &number->standing;

    if (standing->count == number->room && !grow(work, number))
        return;
    standing->rows[standing->count] = *record;
    link_row(number, (uint32_t)standing->count++);
    number->is_folded = false;
}

void
iwmo_across_withdraw(struct iwmo_across_number *number,
                     const struct iwmo_record *record)
{
    struct iwmo_records *standing = &number->standing;
    uint32_t cursor;

    if (iwmo_across_standing_of(number, record, record->kind, &cursor) == NULL)
        return;
    uint32_t last = (uint32_t)standing->count - 1;
    unlink_row(number, cursor);
    if (cursor != last) {
        unlink_row(number, last);
        standing->rows[cursor] = standing->rows[last];
        link_row(number, cursor);
    }
    standing->count--;
    number->is_folded = false;
}

/* All that was sent first, then what was withdrawn: as model/levensloop folds it. */
static void
fold(struct iwmo_across_work *work, struct iwmo_across_number *number)
{
    for (int is_withdrawal = 0; is_withdrawal < 2; is_withdrawal++)
        for (size_t i = 0; i < number->history.count; i++) {
            const struct iwmo_record *record = &number->history.rows[i];
            if ((record->kind != IWMO_RECORD_START &&
                 record->kind != IWMO_RECORD_STOP) ||
                (record->status == '3') != is_withdrawal)
                continue;
            if (is_withdrawal)
                iwmo_across_withdraw(number, record);
            else
                iwmo_across_stand(work, number, record);
        }
}

/* ---- loading ---- */

static void
load_part(struct iwmo_across_work *work, struct iwmo_across_number *number)
{
    number->toewijzing = iwmo_toewijzing_current(&number->history);
    fold(work, number);
}

void
iwmo_across_load_client(struct iwmo_across_work *work, uint32_t kinds)
{
    struct iwmo_question question = iwmo_across_about(work, IWMO_BY_CLIENT, kinds);

    question.client = work->across->entry->client;
    work->client = iwmo_across_ask(work, &question);
    if (work->client.count > 0)
        qsort(work->client.rows, work->client.count, sizeof(*work->client.rows),
              by_said);
}

void
iwmo_across_share_client(struct iwmo_across_work *work)
{
    size_t at = 0;

    for (size_t i = 0; i < work->number_count; i++) { /* both ascend */
        struct iwmo_across_number *number = &work->numbers[i];
        const struct iwmo_record *rows = work->client.rows;
        while (at < work->client.count &&
               compare(rows[at].nummer, rows[at].categorie, rows[at].code, number) < 0)
            at++;
        size_t first = at;
        while (at < work->client.count &&
               compare(rows[at].nummer, rows[at].categorie, rows[at].code, number) == 0)
            at++;
        if (at > first)
            number->history =
                (struct iwmo_records){&work->client.rows[first], at - first};
        load_part(work, number);
    }
}

void
iwmo_across_load_numbers(struct iwmo_across_work *work, uint32_t kinds,
                         bool is_any_aanbieder)
{
    struct iwmo_question question = iwmo_across_about(work, IWMO_BY_TOEWIJZING, kinds);

    if (is_any_aanbieder)
        question.aanbieder[0] = '\0';
    for (size_t i = 0; i < work->number_count && work->status == IWMO_OK; i++) {
        struct iwmo_across_number *number = &work->numbers[i];
        question.nummer = number->nummer;
        number->history = iwmo_across_ask(work, &question);
        number->toewijzing = iwmo_toewijzing_current(&number->history);
    }
}

void
iwmo_across_load_deliveries(struct iwmo_across_work *work, uint32_t kinds)
{
    struct iwmo_question question = iwmo_across_about(work, IWMO_BY_TOEWIJZING, kinds);

    question.client = work->across->entry->client;
    if (work->number_count > 0 && work->numbers[0].nummer == IWMO_ABSENT)
        iwmo_across_load_client(work, kinds); /* taakgericht: by product */
    iwmo_across_share_client(work);
    for (size_t i = 0; i < work->number_count && work->status == IWMO_OK; i++) {
        struct iwmo_across_number *number = &work->numbers[i];
        if (number->nummer == IWMO_ABSENT)
            continue;
        question.nummer = number->nummer;
        number->history = iwmo_across_ask(work, &question);
        stand_empty(number);
        load_part(work, number);
    }
}

const struct iwmo_record *
iwmo_across_next_toewijzing(const struct iwmo_across_work *work, size_t *cursor)
{
    const struct iwmo_records *client = &work->client;

    while (*cursor < client->count) {
        struct iwmo_records versions = {&client->rows[*cursor], 0};
        int64_t nummer = versions.rows->nummer;
        while (*cursor < client->count && client->rows[*cursor].nummer == nummer) {
            versions.count++;
            ++*cursor;
        }
        const struct iwmo_record *current = iwmo_toewijzing_current(&versions);
        if (current != NULL)
            return current;
    }
    return NULL;
}
