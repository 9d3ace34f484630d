#include "registers/register.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- order ---- */

static const char *
key_text(const struct iwmo_register_form *form, const void *row, size_t column)
{
    const char *text;

    memcpy(&text, (const char *)row + form->columns[column].offset, sizeof(text));
    return text;
}

static const void *
row_at(const struct iwmo_register_form *form, const void *rows, size_t number)
{
    return (const char *)rows + number * form->row_size;
}

static int
compare_keys(const struct iwmo_register_form *form, const void *left, const void *right)
{
    int order = 0;

    for (size_t i = 0; order == 0 && i < form->key_count; i++)
        order = strcmp(key_text(form, left, i), key_text(form, right, i));
    return order;
}

static int
compare_rows(const void *left, const void *right, void *form)
{
    const struct iwmo_term *a = left, *b = right;
    int order = compare_keys(form, left, right);

    if (order != 0)
        return order;
    if (a->begin.days != b->begin.days)
        return a->begin.days < b->begin.days ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

bool
iwmo_register_sort(const struct iwmo_register_form *form, void *rows, size_t count,
                   const struct iwmo_term *pair[2])
{
    qsort_r(rows, count, form->row_size, compare_rows, (void *)form);
    for (size_t i = 1; i < count; i++) { /* sorted: what overlaps first is adjacent */
        pair[0] = row_at(form, rows, i - 1);
        pair[1] = row_at(form, rows, i);
        if (compare_keys(form, pair[0], pair[1]) == 0 &&
            !iwmo_date_before(pair[0]->end, pair[1]->begin))
            return false;
    }
    return true;
}

/* ---- looking up ---- */

static int
compare_to_key(const struct iwmo_register_form *form, const void *row,
               const struct iwmo_text *key, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct iwmo_text text = iwmo_text(key_text(form, row, i));
        size_t size = text.size < key[i].size ? text.size : key[i].size;
        int order = size > 0 ? memcmp(text.at, key[i].at, size) : 0;
        if (order == 0)
            order = (text.size > key[i].size) - (text.size < key[i].size);
        if (order != 0)
            return order;
    }
    return 0;
}

/* Number of the first row that is not before the key, or, with a `day`, that begins
 * behind it. */
static size_t
find_bound(const struct iwmo_register *reg, const struct iwmo_text *key, size_t count,
           const struct iwmo_date *day)
{
    size_t low = 0, high = reg->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct iwmo_term *term = row_at(reg->form, reg->rows, middle);
        int order = compare_to_key(reg->form, term, key, count);
        if (order < 0 ||
            (order == 0 && day != NULL && !iwmo_date_before(*day, term->begin)))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const void *
iwmo_register_find(const struct iwmo_register *reg, const struct iwmo_text *key,
                   struct iwmo_date day)
{
    size_t count = reg->form != NULL ? reg->form->key_count : 0;
    size_t behind = count > 0 ? find_bound(reg, key, count, &day) : 0;

    if (behind == 0)
        return NULL;
    const struct iwmo_term *term = row_at(reg->form, reg->rows, behind - 1);
    return compare_to_key(reg->form, term, key, count) == 0 &&
                   !iwmo_date_before(term->end, day)
               ? term
               : NULL;
}

bool
iwmo_register_has(const struct iwmo_register *reg, const struct iwmo_text *key,
                  size_t count)
{
    if (reg->form == NULL)
        return false;
    assert(count <= reg->form->key_count);
    size_t at = find_bound(reg, key, count, NULL);
    return at < reg->count &&
           compare_to_key(reg->form, row_at(reg->form, reg->rows, at), key, count) == 0;
}
