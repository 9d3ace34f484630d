#include "flow/intake_books.h"

/*
 * Rows I9 to I12 of table 6.2: which allocation does a new one follow?
 *
 * I9 to I11 look at the same gemeente: what another gemeente allocates is I12, also
 * when municipalities were redrawn (D).
 */
struct view {
    const struct iwmo_record *record;
    const struct iwmo_intake_settings *settings;
    struct iwmo_date today;
};

/* Days from the last day of `from` to the first of `to`. */
static int64_t
gap(const struct iwmo_record *from, const struct iwmo_record *to)
{
    return (int64_t)to->begin.days - from->eind.days;
}

static bool
is_within_gap(const struct view *view, const struct iwmo_record *from)
{
    const int64_t days = gap(from, view->record);

    return days >= 1 && days <= (int64_t)view->settings->gap_days;
}

static bool
same_categorie(const struct iwmo_record *a, const struct iwmo_record *b)
{
    return strcmp(a->categorie, b->categorie) == 0;
}

static bool
is_replaced(const struct view *view, const struct iwmo_intake_number *number)
{
    static const char *const reasons[] = {"03", "05", "10", "11", "12", "14"};

    if (number->is_removed)
        return number->is_removed_now;
    if (!same_categorie(number->current, view->record) ||
        !is_within_gap(view, number->current) || !iwmo_intake_was_ended(number))
        return false;
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (strcmp(number->reden, reasons[i]) == 0)
            return true;
    return false;
}

static bool
is_continued(const struct view *view, const struct iwmo_intake_number *number)
{
    return !number->is_removed && same_categorie(number->current, view->record) &&
           is_within_gap(view, number->current) && !iwmo_intake_was_ended(number);
}

static bool
is_preceded(const struct view *view, const struct iwmo_intake_number *number)
{
    return !number->is_removed && same_categorie(number->current, view->record) &&
           strcmp(number->current->code, view->record->code) == 0 &&
           gap(view->record, number->current) == 1;
}

static bool
is_moved_from(const struct view *view, const struct iwmo_intake_number *number)
{
    const struct iwmo_record *current = number->current;

    return !number->is_removed && same_categorie(current, view->record) &&
           !iwmo_date_before(view->today, current->begin) &&
           (int64_t)view->today.days - current->eind.days <=
               (int64_t)view->settings->recent_days;
}

static const struct {
    bool (*fits)(const struct view *view, const struct iwmo_intake_number *number);
    enum iwmo_intake_outcome outcome;
    bool is_of_other_gemeente;
} rows[] = {
    {is_replaced, IWMO_INTAKE_REPLACEMENT, false},
    {is_continued, IWMO_INTAKE_CONTINUATION, false},
    {is_preceded, IWMO_INTAKE_EARLIER_START, false},
    {is_moved_from, IWMO_INTAKE_MOVED_CLIENT, true},
};

const struct iwmo_intake_number *
iwmo_intake_succeeded(const struct iwmo_intake_task *task,
                      const struct iwmo_intake_books *books,
                      const struct iwmo_record *record,
                      enum iwmo_intake_outcome *outcome)
{
    const struct view view = {record, &task->settings, task->today};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (size_t j = 0; j < books->number_count; j++) {
            const struct iwmo_intake_number *number = &books->numbers[j];
            const bool is_other =
                strcmp(number->current->gemeente, record->gemeente) != 0;

            if (!number->is_known || is_other != rows[i].is_of_other_gemeente ||
                number->current == record || !rows[i].fits(&view, number))
                continue;
            *outcome = rows[i].outcome;
            return number;
        }
    return NULL;
}
