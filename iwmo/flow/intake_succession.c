#include "flow/intake_fold.h"

/*
 * Rows I9 to I12 of table 6.2: which allocation does a new one follow?
 *
 * Asked of each other number that came before: as it stood then, or as it stands now.
 * Looking ahead makes the order of "this number ends" and "that number begins" not
 * matter.  I9 to I11 look at the same gemeente: what another gemeente allocates is I12,
 * also when municipalities were redrawn (D).  Between two AGB codes of one organisation
 * care is continued, and not replaced.
 */
struct view {
    const struct iwmo_intake_number *number; /* the new one */
    const struct iwmo_record *record;        /* its first version */
    const struct iwmo_intake_settings *settings;
    struct iwmo_date day;
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

/* A budget without Categorie is for all of them. */
static bool
covers(const struct iwmo_record *record, const struct iwmo_record *other)
{
    return strcmp(record->categorie, other->categorie) == 0 ||
           (record->categorie[0] == '\0' && record->budget != IWMO_ABSENT);
}

/* Do the removal and the new number stand in one 301?  A number that is only repeated
 * there was allocated on another day. */
static bool
stands_beside(const struct view *view, const struct iwmo_record *removal)
{
    const struct iwmo_records *versions = &view->number->versions;

    for (size_t i = 0; i < versions->count; i++)
        if (versions->rows[i].message == removal->message)
            return true;
    return false;
}

static bool
replaces_removed(const struct view *view, const struct iwmo_record *removal)
{
    const int64_t days = (int64_t)iwmo_intake_day(view->record->moment).days -
                         iwmo_intake_day(removal->moment).days;

    if (days == 0 && stands_beside(view, removal))
        return true;
    return covers(view->record, removal) &&
           (days < 0 ? -days : days) <= (int64_t)view->settings->gap_days;
}

static bool
is_replaced(const struct view *view, const struct iwmo_intake_sight *sight)
{
    static const char *const reasons[] = {"03", "05", "10", "11", "12", "14"};

    if (sight->is_removed)
        return replaces_removed(view, sight->current);
    if (!covers(view->record, sight->current) || !is_within_gap(view, sight->current) ||
        !iwmo_intake_was_ended(sight))
        return false;
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (strcmp(sight->reden, reasons[i]) == 0)
            return true;
    return false;
}

static bool
is_continued(const struct view *view, const struct iwmo_intake_sight *sight)
{
    return !sight->is_removed && covers(view->record, sight->current) &&
           is_within_gap(view, sight->current) && !iwmo_intake_was_ended(sight);
}

static bool
is_preceded(const struct view *view, const struct iwmo_intake_sight *sight)
{
    return !sight->is_removed &&
           iwmo_record_same_product(sight->current, view->record) &&
           gap(view->record, sight->current) == 1;
}

static bool
is_moved_from(const struct view *view, const struct iwmo_intake_sight *sight)
{
    const struct iwmo_record *current = sight->current;

    return !sight->is_removed && covers(view->record, current) &&
           !iwmo_date_before(view->day, current->begin) &&
           (int64_t)view->day.days - current->eind.days <=
               (int64_t)view->settings->recent_days;
}

static const struct {
    bool (*fits)(const struct view *view, const struct iwmo_intake_sight *sight);
    enum iwmo_intake_outcome outcome;
    bool is_of_other_gemeente;
} rows[] = {
    {is_replaced, IWMO_INTAKE_REPLACEMENT, false},
    {is_continued, IWMO_INTAKE_CONTINUATION, false},
    {is_preceded, IWMO_INTAKE_EARLIER_START, false},
    {is_moved_from, IWMO_INTAKE_MOVED_CLIENT, true},
};

/* Can it be at all?  Most numbers of a client are far away. */
static bool
may_be_followed(const struct view *view, const struct iwmo_intake_number *number)
{
    const struct iwmo_record *record = view->record;

    if (number->first == NULL || number == view->number ||
        number->moment >= view->number->moment)
        return false;
    if (number->was_removed || strcmp(number->first->gemeente, record->gemeente) != 0)
        return true;
    return covers(record, number->first) &&
           (gap(record, number->first) == 1 ||
            ((int64_t)record->begin.days - number->soonest.days >= 1 &&
             (int64_t)record->begin.days - number->latest.days <=
                 (int64_t)view->settings->gap_days));
}

/* As it stood then, and as it stands now. */
static bool
fits(size_t row, const struct view *view, const struct iwmo_intake_number *number,
     struct iwmo_intake_sight *sight)
{
    const bool is_other = strcmp(number->first->gemeente, view->record->gemeente) != 0;

    if (is_other != rows[row].is_of_other_gemeente)
        return false;
    *sight = iwmo_intake_see(number, view->number->moment);
    if (sight->current != NULL && rows[row].fits(view, sight))
        return true;
    *sight = iwmo_intake_see(number, INT64_MAX);
    return rows[row].fits(view, sight);
}

struct iwmo_intake_number *
iwmo_intake_succeeded(const struct iwmo_intake_desk *desk,
                      enum iwmo_intake_outcome *outcome,
                      struct iwmo_intake_sight *sight)
{
    const struct view view = {desk->number, desk->number->first,
                              &desk->matter->settings, desk->day};
    const struct iwmo_intake_books *books = &desk->fold->books;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (size_t j = 0; j < books->number_count; j++) {
            struct iwmo_intake_number *number = &books->numbers[j];

            if (number->first == NULL || !may_be_followed(&view, number) ||
                !fits(i, &view, number, sight))
                continue;
            *outcome = rows[i].outcome;
            if (*outcome == IWMO_INTAKE_REPLACEMENT &&
                strcmp(number->first->aanbieder, view.record->aanbieder) != 0)
                *outcome = IWMO_INTAKE_CONTINUATION;
            return number;
        }
    return NULL;
}
