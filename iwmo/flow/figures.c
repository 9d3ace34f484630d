#include "flow/figures.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "flow/ruimte.h"
#include "flow/spread.h"
#include "model/levensloop.h"

#define RECORDS                                                                        \
    (IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) | IWMO_KIND_BIT(IWMO_RECORD_START) |        \
     IWMO_KIND_BIT(IWMO_RECORD_STOP) | IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE))

static const struct {
    int64_t most; /* days */
    const char *name;
} ages[] = {{14, "0-14"},  {28, "15-28"}, {42, "29-42"},
            {60, "43-60"}, {90, "61-90"}, {INT64_MAX, "91-"}};

#define LATER "later" /* its Ingangsdatum is still to come */

/* ---- counting ---- */

static void merge(struct iwmo_figures *figures, bool keeps_leads);

/* Room for one more.  Rows of the same figure become one now and then, so that there
 * are never many more rows than figures; leads are needed one by one. */
static bool
make_room(struct iwmo_figures *figures)
{
    if (figures->count < figures->room)
        return true;
    merge(figures, true);
    if (figures->room > 0 && figures->count <= figures->room / 2)
        return true;
    const size_t room = figures->room > 0 ? 2 * figures->room : 256;
    struct iwmo_figure *grown = realloc(figures->rows, room * sizeof(*grown));

    if (grown == NULL)
        return false;
    figures->rows = grown;
    figures->room = room;
    return true;
}

static void
put(struct iwmo_figures *figures, const struct iwmo_figure *figure)
{
    if (make_room(figures))
        figures->rows[figures->count++] = *figure;
    else
        figures->failed = true;
}

static bool
is_in_months(const struct iwmo_figures_filter *filter, int32_t month)
{
    return month == 0 || ((filter->first == 0 || month >= filter->first) &&
                          (filter->last == 0 || month <= filter->last));
}

/* For the month and the provider, and over all of either. */
static void
count(struct iwmo_figures *figures, struct iwmo_figure figure)
{
    const int32_t month = figure.month;

    if (!is_in_months(&figures->filter, month))
        return;
    put(figures, &figure);
    if (month != 0) {
        figure.month = 0;
        put(figures, &figure);
    }
    memset(figure.aanbieder, 0, sizeof(figure.aanbieder));
    put(figures, &figure);
    if (month != 0) {
        figure.month = month;
        put(figures, &figure);
    }
}

static int32_t
month_of(struct iwmo_date date)
{
    const struct iwmo_day day = iwmo_date_split(date);

    return day.year * 100 + day.month;
}

/* Down, so that a month before year 1 is a month of its year too. */
struct iwmo_day
iwmo_figures_month_split(int32_t month)
{
    const int32_t place = (month % 100 + 100) % 100;

    return (struct iwmo_day){.year = (month - place) / 100, .month = (uint8_t)place};
}

static struct iwmo_figure
figure_of(enum iwmo_figure_kind kind, const char *aanbieder)
{
    struct iwmo_figure figure = {.kind = kind, .count = 1};

    memccpy(figure.aanbieder, aanbieder, '\0', sizeof(figure.aanbieder) - 1);
    return figure;
}

/* Tells this entry of a refusal?  That of a declaration in part is in its answer, which
 * the provider keeps. */
static bool
is_refusal(const struct iwmo_entry *entry)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);
    const bool is_answer = bericht != NULL && bericht->form == BERICHT_ANTWOORD;

    return entry->state == IWMO_ENTRY_REFUSED || entry->state == IWMO_ENTRY_PARTIAL ||
           (is_answer && entry->direction == IWMO_IN &&
            entry->state == IWMO_ENTRY_PROCESSED);
}

static bool
is_of_provider(const struct iwmo_figures_filter *filter, const char *aanbieder)
{
    return filter->aanbieder[0] == '\0' || strcmp(filter->aanbieder, aanbieder) == 0;
}

void
iwmo_figures_entry(struct iwmo_figures *figures, const struct iwmo_entry *entry)
{
    struct iwmo_figure figure = figure_of(IWMO_FIGURE_REFUSED, entry->aanbieder);

    if (!is_refusal(entry) || figures->filter.categorie[0] != '\0' ||
        !is_of_provider(&figures->filter, entry->aanbieder))
        return;
    figure.month = month_of(entry->day);
    for (const char *at = entry->codes; *at != '\0';) {
        const size_t size = strcspn(at, " ");

        memset(figure.name, 0, sizeof(figure.name));
        if (size > 0 && size < sizeof(figure.name)) {
            memcpy(figure.name, at, size);
            count(figures, figure);
        }
        at += size;
        at += *at == ' ';
    }
}

/* ---- one allocation ---- */

static struct iwmo_date
toewijzingsdatum(const struct iwmo_records *group)
{
    int64_t first = INT64_MAX;

    for (size_t i = 0; i < group->count; i++)
        if (group->rows[i].kind == IWMO_RECORD_TOEWIJZING &&
            group->rows[i].moment < first)
            first = group->rows[i].moment;
    return (struct iwmo_date){(int32_t)(first / 86400)};
}

static const struct iwmo_record *
first_start(const struct iwmo_records *group)
{
    const struct iwmo_record *first = NULL;

    for (size_t i = 0; i < group->count; i++) {
        const struct iwmo_record *start = &group->rows[i];

        if (start->kind == IWMO_RECORD_START && start->status != '3' &&
            !iwmo_levering_is_withdrawn(start, group) &&
            (first == NULL || iwmo_date_before(start->begin, first->begin)))
            first = start;
    }
    return first;
}

static void
count_wait(struct iwmo_figures *figures, const struct iwmo_record *current,
           struct iwmo_date since, struct iwmo_date today)
{
    struct iwmo_figure figure = figure_of(IWMO_FIGURE_WAITING, current->aanbieder);
    size_t age = 0;

    figure.oldest = (int64_t)today.days - since.days;
    while (figure.oldest > ages[age].most)
        age++;
    memccpy(figure.name,
            iwmo_date_before(today, current->begin) ? LATER : ages[age].name, '\0',
            sizeof(figure.name) - 1);
    count(figures, figure);
}

static void
count_lines(struct iwmo_figures *figures, const struct iwmo_records *group,
            const struct iwmo_record *current, struct iwmo_figure figure)
{
    for (size_t i = 0; i < group->count; i++) {
        const struct iwmo_record *line = &group->rows[i];

        if (line->kind != IWMO_RECORD_PRESTATIE || line->status == 'C')
            continue;
        const enum iwmo_prestatie_state state = iwmo_prestatie_state_of(line, group);
        if (state == IWMO_PRESTATIE_REJECTED || state == IWMO_PRESTATIE_CREDITED)
            continue;
        figure.count = 1;
        figure.month = month_of(line->begin);
        figure.cents = line->has_bedrag ? line->bedrag.cents : 0;
        figure.declared = iwmo_spread_is_budget(current)          ? figure.cents
                          : line->volume == IWMO_ABSENT           ? 0
                          : iwmo_ruimte_in_minutes(line, current) ? line->volume / 60
                                                                  : line->volume;
        count(figures, figure);
    }
}

/* What is allocated, month by month. */
static void
count_allocated(struct iwmo_figures *figures, const struct iwmo_record *current,
                struct iwmo_date today, struct iwmo_figure figure)
{
    const struct iwmo_date last = iwmo_date_month_end(today);
    struct iwmo_date day =
        iwmo_date_month_start(iwmo_date_add_months(today, -IWMO_FIGURES_MONTHS));

    if (iwmo_date_before(day, current->begin))
        day = iwmo_date_month_start(current->begin);
    figure.count = 0;
    while (!iwmo_date_before(last, day) && !iwmo_date_before(current->eind, day)) {
        if (!iwmo_spread_month(current, day, &figure.allocated))
            return;
        figure.month = month_of(day);
        count(figures, figure);
        day.days = iwmo_date_month_end(day).days + 1;
    }
}

static void
count_production(struct iwmo_figures *figures, const struct iwmo_records *group,
                 const struct iwmo_record *current, struct iwmo_date today)
{
    struct iwmo_figure figure = figure_of(IWMO_FIGURE_PRODUCTION, current->aanbieder);

    if (current->categorie[0] != '\0')
        snprintf(figure.name, sizeof(figure.name), "%s%s%s", current->categorie,
                 current->code[0] != '\0' ? "/" : "", current->code);
    memcpy(figure.eenheid, current->eenheid, sizeof(figure.eenheid));
    if (iwmo_spread_is_budget(current))
        memcpy(figure.eenheid, "83", sizeof("83"));
    count_allocated(figures, current, today, figure);
    count_lines(figures, group, current, figure);
}

static bool
is_asked(const struct iwmo_figures_filter *filter, const struct iwmo_record *current)
{
    return is_of_provider(filter, current->aanbieder) &&
           (filter->categorie[0] == '\0' ||
            strcmp(filter->categorie, current->categorie) == 0) &&
           (filter->code[0] == '\0' || strcmp(filter->code, current->code) == 0);
}

void
iwmo_figures_number(struct iwmo_figures *figures, const struct iwmo_records *group,
                    struct iwmo_date today)
{
    const struct iwmo_record *current = iwmo_toewijzing_current(group);
    const struct iwmo_record *start = first_start(group);
    const enum iwmo_toewijzing_state state = iwmo_toewijzing_state(current, today);

    if (current == NULL || state == IWMO_TOEWIJZING_REMOVED ||
        !is_asked(&figures->filter, current))
        return;
    const struct iwmo_date since = toewijzingsdatum(group);
    if (start != NULL) {
        struct iwmo_figure lead = figure_of(IWMO_FIGURE_LEAD, current->aanbieder);

        lead.month = month_of(start->begin);
        lead.median = (int64_t)start->begin.days - since.days;
        count(figures, lead);
    } else if (state != IWMO_TOEWIJZING_ENDED)
        count_wait(figures, current, since, today);
    count_production(figures, group, current, today);
}

/* ---- the sum ---- */

/* "15-28": 15; who is to begin later comes last. */
static int
age_of(const char *name)
{
    return strcmp(name, LATER) == 0 ? INT_MAX : (int)strtol(name, NULL, 10);
}

static int
compare_group(const struct iwmo_figure *a, const struct iwmo_figure *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(a->aanbieder, b->aanbieder);
    if (order == 0 && a->month != b->month)
        order = a->month < b->month ? -1 : 1;
    if (order == 0 && a->kind == IWMO_FIGURE_WAITING)
        order = age_of(a->name) - age_of(b->name);
    if (order == 0)
        order = strcmp(a->name, b->name);
    return order != 0 ? order : strcmp(a->eenheid, b->eenheid);
}

static int
compare(const void *left, const void *right)
{
    const struct iwmo_figure *a = left, *b = right;
    const int order = compare_group(a, b);

    if (order != 0)
        return order;
    return a->median < b->median ? -1 : a->median > b->median;
}

/* One row of the rows of a group, which stand in order of `median`. */
static struct iwmo_figure
sum_group(const struct iwmo_figure *rows, size_t size)
{
    struct iwmo_figure sum = rows[0];

    for (size_t i = 1; i < size; i++) {
        sum.count += rows[i].count;
        sum.allocated += rows[i].allocated;
        sum.declared += rows[i].declared;
        sum.cents += rows[i].cents;
        if (rows[i].oldest > sum.oldest)
            sum.oldest = rows[i].oldest;
    }
    /* nearest rank: the smallest value that so many are not above */
    sum.median = rows[(size * 50 + 99) / 100 - 1].median;
    sum.p90 = rows[(size * 90 + 99) / 100 - 1].median;
    return sum;
}

static void
merge(struct iwmo_figures *figures, bool keeps_leads)
{
    size_t kept = 0, next = 0;

    if (figures->count > 1)
        qsort(figures->rows, figures->count, sizeof(*figures->rows), compare);
    for (size_t i = 0; i < figures->count; i = next) {
        next = i + 1;
        while (next < figures->count &&
               !(keeps_leads && figures->rows[i].kind == IWMO_FIGURE_LEAD) &&
               compare_group(&figures->rows[i], &figures->rows[next]) == 0)
            next++;
        figures->rows[kept++] = sum_group(&figures->rows[i], next - i);
    }
    figures->count = kept;
}

void
iwmo_figures_sum(struct iwmo_figures *figures)
{
    merge(figures, false);
}

/* ---- the ledger ---- */

struct walk {
    struct iwmo_figures *figures;
    enum iwmo_side side;
    struct iwmo_date today;
    struct iwmo_records group;
    size_t room;
};

static enum iwmo_status
see_entry(void *self, const struct iwmo_entry *entry)
{
    struct walk *walk = self;

    if (entry->side == walk->side)
        iwmo_figures_entry(walk->figures, entry);
    return walk->figures->failed ? IWMO_NO_MEMORY : IWMO_OK;
}

static void
end_group(struct walk *walk)
{
    if (walk->group.count > 0)
        iwmo_figures_number(walk->figures, &walk->group, walk->today);
    walk->group.count = 0;
}

static enum iwmo_status
see_record(void *self, const struct iwmo_record *record)
{
    struct walk *walk = self;

    if (record->nummer == IWMO_ABSENT)
        return IWMO_OK;
    if (walk->group.count > 0 &&
        (walk->group.rows[0].nummer != record->nummer ||
         strcmp(walk->group.rows[0].gemeente, record->gemeente) != 0))
        end_group(walk);
    if (walk->group.count == walk->room) {
        const size_t room = walk->room > 0 ? 2 * walk->room : 64;
        struct iwmo_record *grown = realloc(walk->group.rows, room * sizeof(*grown));

        if (grown == NULL)
            return IWMO_NO_MEMORY;
        walk->group.rows = grown;
        walk->room = room;
    }
    walk->group.rows[walk->group.count++] = *record;
    return walk->figures->failed ? IWMO_NO_MEMORY : IWMO_OK;
}

enum iwmo_status
iwmo_figures_collect(struct iwmo_ledger *ledger, enum iwmo_side side,
                     struct iwmo_date today, const struct iwmo_figures_filter *filter,
                     struct iwmo_figures *figures, struct iwmo_error *err)
{
    struct walk walk = {.figures = figures, .side = side, .today = today};

    *figures = (struct iwmo_figures){0};
    if (filter != NULL)
        figures->filter = *filter;
    enum iwmo_status status = iwmo_ledger_each_entry(ledger, 0, see_entry, &walk, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_each_record(ledger, side, RECORDS, see_record, &walk, err);
    end_group(&walk);
    free(walk.group.rows);
    iwmo_figures_sum(figures);
    if (status == IWMO_NO_MEMORY || figures->failed)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return status;
}

void
iwmo_figures_release(struct iwmo_figures *figures)
{
    free(figures->rows);
    *figures = (struct iwmo_figures){0};
}

const char *
iwmo_figure_kind_name(enum iwmo_figure_kind kind)
{
    static const char *const names[IWMO_FIGURE_KINDS] = {"lead", "waiting",
                                                         "production", "refused"};

    return names[kind];
}
