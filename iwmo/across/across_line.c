#include <stdlib.h>

#include "across/across_work.h"

static int
by_reference(const void *a, const void *b)
{
    const struct iwmo_record *left = *(const struct iwmo_record *const *)a;
    const struct iwmo_record *right = *(const struct iwmo_record *const *)b;
    int difference =
        memcmp(&left->referentie, &right->referentie, sizeof(left->referentie));

    if (difference != 0)
        return difference;
    return left < right ? -1 : left > right;
}

void
iwmo_across_sort_lines(struct iwmo_across_work *work,
                       const struct iwmo_records *records)
{
    const struct iwmo_record **lines =
        iwmo_across_take(work, records->count, sizeof(*lines));
    size_t count = 0;

    for (size_t i = 0; lines != NULL && i < records->count; i++)
        if (records->rows[i].kind == IWMO_RECORD_PRESTATIE)
            lines[count++] = &records->rows[i];
    if (count > 0)
        qsort(lines, count, sizeof(*lines), by_reference);
    work->by_reference = lines;
    work->line_count = count;
}

const struct iwmo_record *
iwmo_across_line(const struct iwmo_across_work *work, const struct iwmo_key *referentie)
{
    size_t low = 0, high = work->line_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(&work->by_reference[middle]->referentie, referentie,
                   sizeof(*referentie)) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < work->line_count &&
                   iwmo_key_equal(&work->by_reference[low]->referentie, referentie)
               ? work->by_reference[low]
               : NULL;
}
