#include "flow/deadline.h"

#include <stdlib.h>

#include "flow/ask.h"

#define REQUEST_DAYS  5  /* OP274, OP346 */
#define INVESTIGATION 56 /* days: 8 weeks; OP274, OP346 */
#define DELIVERY_DAYS 5  /* OP271, OP272 */

/* What must be known of a message when its records come by. */
struct seen {
    struct iwmo_date day, dagtekening;
    char message[16];
};

struct iwmo_deadline_fold {
    struct iwmo_deadline_options options;
    struct iwmo_deadlines *deadlines;
    enum iwmo_side side;
    struct seen *seen; /* by entry id */
    size_t seen_room;
    struct iwmo_records group, requests; /* of one number; of all */
    size_t group_room, request_room;
    struct iwmo_deadline *starts; /* that may be due: allocations without one */
    size_t start_count, start_room;
};

/* ---- lists ---- */

/* `rows` with room for one more of `size` bytes; NULL: out of memory. */
static void *
grow(void *rows, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return rows;
    const size_t wanted = count < 32 ? 64 : 2 * count;
    void *grown = realloc(rows, wanted * size);
    if (grown == NULL)
        return NULL;
    memset((char *)grown + *room * size, 0, (wanted - *room) * size);
    *room = wanted;
    return grown;
}

static enum iwmo_status
add(struct iwmo_deadline_fold *fold, struct iwmo_deadline deadline)
{
    struct iwmo_deadlines *list = fold->deadlines;

    struct iwmo_deadline *rows =
        grow(list->rows, &list->room, list->count, sizeof(*rows));
    if (rows == NULL)
        return IWMO_NO_MEMORY;
    list->rows = rows;
    deadline.side = fold->side;
    deadline.is_overdue = !iwmo_deadline_is_notice(deadline.kind) &&
                          iwmo_date_before(deadline.due, fold->options.today);
    list->overdue += deadline.is_overdue;
    list->rows[list->count++] = deadline;
    return IWMO_OK;
}

static const struct seen *
seen_of(const struct iwmo_deadline_fold *fold, uint64_t message)
{
    static const struct seen nothing;

    return message < fold->seen_room ? &fold->seen[message] : &nothing;
}

static struct iwmo_date
working_days(const struct iwmo_deadline_fold *fold, struct iwmo_date from, unsigned n)
{
    return iwmo_calendar_after(fold->options.calendar, from, n);
}

static struct iwmo_date
later(struct iwmo_date a, struct iwmo_date b)
{
    return iwmo_date_before(a, b) ? b : a;
}

/* ---- messages ---- */

/* Is an answer to it due? */
static bool
is_to_answer(const struct iwmo_bericht *bericht)
{
    return bericht != NULL && bericht->answer_days > 0;
}

static enum iwmo_status
remember(struct iwmo_deadline_fold *fold, const struct iwmo_entry *entry)
{
    struct seen *grown =
        grow(fold->seen, &fold->seen_room, entry->id, sizeof(*fold->seen));
    if (grown == NULL)
        return IWMO_NO_MEMORY;
    fold->seen = grown;
    struct seen *seen = &fold->seen[entry->id];
    seen->day = entry->day;
    seen->dagtekening = entry->dagtekening;
    memcpy(seen->message, entry->message, sizeof(seen->message));
    return IWMO_OK;
}

static enum iwmo_deadline_kind
kind_of(const struct iwmo_bericht *bericht, bool is_out)
{
    switch (bericht->id) {
    case WMO303:
        return is_out ? IWMO_DEADLINE_304_MISSING : IWMO_DEADLINE_MAKE_304;
    case WMO323:
        return is_out ? IWMO_DEADLINE_325_MISSING : IWMO_DEADLINE_MAKE_325;
    default:
        return is_out ? IWMO_DEADLINE_RETOUR_MISSING : IWMO_DEADLINE_MAKE_RETOUR;
    }
}

enum iwmo_status
iwmo_deadline_fold_entry(struct iwmo_deadline_fold *fold,
                         const struct iwmo_entry *entry)
{
    const bool is_out = entry->direction == IWMO_OUT;
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);
    const enum iwmo_entry_state waiting =
        is_out ? IWMO_ENTRY_SENT : IWMO_ENTRY_RECEIVED;

    if (remember(fold, entry) != IWMO_OK)
        return IWMO_NO_MEMORY;
    if (!is_to_answer(bericht) || entry->state != waiting || entry->answer != 0 ||
        (fold->options.has_side && fold->options.side != entry->side))
        return IWMO_OK;
    struct iwmo_deadline deadline = {
        .kind = kind_of(bericht, is_out),
        .since = entry->day,
        .due = working_days(fold, entry->day, bericht->answer_days),
        .entry = entry->id,
        .nummer = IWMO_ABSENT,
        .client = entry->client,
        .end = IWMO_DATE_OPEN_END,
    };
    deadline.actor = is_out == (entry->side == IWMO_SIDE_GEMEENTE) ? IWMO_SIDE_AANBIEDER
                                                                   : IWMO_SIDE_GEMEENTE;
    memcpy(deadline.message, entry->message, sizeof(deadline.message));
    memcpy(deadline.gemeente, entry->gemeente, sizeof(deadline.gemeente));
    memcpy(deadline.aanbieder, entry->aanbieder, sizeof(deadline.aanbieder));
    fold->side = entry->side;
    return add(fold, deadline);
}

/* ---- allocations ---- */

static struct iwmo_deadline
about(const struct iwmo_deadline_fold *fold, enum iwmo_deadline_kind kind,
      const struct iwmo_record *record)
{
    struct iwmo_deadline deadline = {
        .kind = kind,
        .actor = IWMO_SIDE_AANBIEDER,
        .entry = record->message,
        .nummer = record->nummer,
        .client = record->client,
        .end = IWMO_DATE_OPEN_END,
    };

    memcpy(deadline.message, seen_of(fold, record->message)->message,
           sizeof(deadline.message));
    memcpy(deadline.gemeente, record->gemeente, sizeof(deadline.gemeente));
    memcpy(deadline.aanbieder, record->aanbieder, sizeof(deadline.aanbieder));
    if (record->kind == IWMO_RECORD_TOEWIJZING)
        deadline.end = record->eind;
    return deadline;
}

/* Five working days after `day`, or after the message of `record` when that is later.
 */
static enum iwmo_status
add_after(struct iwmo_deadline_fold *fold, enum iwmo_deadline_kind kind,
          const struct iwmo_record *record, struct iwmo_date day)
{
    struct iwmo_deadline deadline = about(fold, kind, record);

    deadline.since = later(day, seen_of(fold, record->message)->day);
    deadline.due = working_days(fold, deadline.since, DELIVERY_DAYS);
    return add(fold, deadline);
}

/* The last day on which five working days are left up to and including `end`. */
static struct iwmo_date
in_time_for(const struct iwmo_deadline_fold *fold, struct iwmo_date end)
{
    struct iwmo_date day = {end.days - DELIVERY_DAYS};

    while (iwmo_date_before(end, working_days(fold, day, DELIVERY_DAYS)))
        day.days--;
    return day;
}

static enum iwmo_status
ends_soon(struct iwmo_deadline_fold *fold, const struct iwmo_record *current)
{
    struct iwmo_deadline deadline = about(fold, IWMO_DEADLINE_ENDS_SOON, current);
    const int64_t left = (int64_t)current->eind.days - fold->options.today.days;

    if (left > (int64_t)fold->options.horizon_days)
        return IWMO_OK;
    deadline.since = seen_of(fold, current->message)->day;
    deadline.due = in_time_for(fold, current->eind);
    return add(fold, deadline);
}

static enum iwmo_status
paused_long(struct iwmo_deadline_fold *fold, const struct iwmo_record *stop)
{
    struct iwmo_deadline deadline = about(fold, IWMO_DEADLINE_PAUSED_LONG, stop);
    const int64_t passed = (int64_t)fold->options.today.days - stop->eind.days;

    if (passed <= (int64_t)fold->options.paused_days)
        return IWMO_OK;
    deadline.since = stop->eind;
    deadline.due.days = stop->eind.days + (int32_t)fold->options.paused_days;
    return add(fold, deadline);
}

/* The oldest version: from which message the allocation is known. */
static const struct iwmo_record *
first_version(const struct iwmo_records *group)
{
    const struct iwmo_record *first = NULL;

    for (size_t i = 0; i < group->count; i++)
        if (group->rows[i].kind == IWMO_RECORD_TOEWIJZING &&
            (first == NULL || group->rows[i].message < first->message))
            first = &group->rows[i];
    return first;
}

/* No start is there; whether one is due is asked when the side is complete. */
static enum iwmo_status
await_start(struct iwmo_deadline_fold *fold, const struct iwmo_record *current)
{
    const struct iwmo_record *first = first_version(&fold->group);
    struct iwmo_deadline deadline = about(fold, IWMO_DEADLINE_START_AWAITED, first);

    deadline.since = later(current->begin, seen_of(fold, first->message)->day);
    deadline.due = working_days(fold, deadline.since, DELIVERY_DAYS);
    if (fold->options.is_strict) {
        deadline.kind = IWMO_DEADLINE_START;
        return add(fold, deadline);
    }
    struct iwmo_deadline *rows =
        grow(fold->starts, &fold->start_room, fold->start_count, sizeof(*rows));
    if (rows == NULL)
        return IWMO_NO_MEMORY;
    fold->starts = rows;
    rows[fold->start_count++] = deadline;
    return IWMO_OK;
}

/* One gemeente + ToewijzingNummer is complete. */
static enum iwmo_status
end_group(struct iwmo_deadline_fold *fold)
{
    const struct iwmo_record *current = iwmo_toewijzing_current(&fold->group);
    const struct iwmo_levering levering = iwmo_levering_of(&fold->group);
    const bool is_idle = levering.state == IWMO_LEVERING_IDLE;
    const bool is_stopped = levering.state == IWMO_LEVERING_STOPPED;
    enum iwmo_status status = IWMO_OK;

    switch (iwmo_toewijzing_state(current, fold->options.today)) {
    case IWMO_TOEWIJZING_REMOVED:
        if (!is_idle)
            status = add_after(fold, IWMO_DEADLINE_WITHDRAW, current, current->begin);
        break;
    case IWMO_TOEWIJZING_ENDED:
        if (levering.open > 0 || (!is_idle && !is_stopped))
            status = add_after(fold, IWMO_DEADLINE_STOP, current, current->eind);
        break;
    case IWMO_TOEWIJZING_ACTIVE:
        if (is_idle && current->release != R_2_3) /* agreed at most there (D4) */
            status = await_start(fold, current);
        else if (!is_idle && !is_stopped)
            status = ends_soon(fold, current);
        if (status == IWMO_OK && levering.state == IWMO_LEVERING_PAUSED)
            status = paused_long(fold, levering.stop);
        break;
    default:
        break;
    }
    fold->group.count = 0;
    return status;
}

enum iwmo_status
iwmo_deadline_fold_record(struct iwmo_deadline_fold *fold,
                          const struct iwmo_record *record)
{
    const bool is_request =
        record->kind == IWMO_RECORD_AANVRAAG || record->kind == IWMO_RECORD_VERZOEK;
    struct iwmo_records *list = is_request ? &fold->requests : &fold->group;
    size_t *room = is_request ? &fold->request_room : &fold->group_room;

    if (!is_request && record->nummer == IWMO_ABSENT)
        return IWMO_OK; /* taakgericht: no allocation, no deadline */
    if (!is_request && list->count > 0 &&
        (list->rows[0].nummer != record->nummer ||
         strcmp(list->rows[0].gemeente, record->gemeente) != 0)) {
        enum iwmo_status status = end_group(fold);
        if (status != IWMO_OK)
            return status;
    }
    struct iwmo_record *rows = grow(list->rows, room, list->count, sizeof(*rows));
    if (rows == NULL)
        return IWMO_NO_MEMORY;
    list->rows = rows;
    list->rows[list->count++] = *record;
    return IWMO_OK;
}

void
iwmo_deadline_fold_side(struct iwmo_deadline_fold *fold, enum iwmo_side side)
{
    fold->side = side;
    fold->group.count = 0;
    fold->requests.count = 0;
    fold->start_count = 0;
}

/* ---- starts ---- */

/* A claim says that care began, at the latest when its period ended. */
static enum iwmo_status
judge_start(struct iwmo_deadline_fold *fold, const struct iwmo_ask *ask,
            struct iwmo_deadline *deadline, struct iwmo_error *err)
{
    struct iwmo_records lines;
    struct iwmo_date begun = IWMO_DATE_OPEN_END;
    enum iwmo_status status =
        iwmo_ask_toewijzing(ask, deadline->gemeente, deadline->nummer,
                            IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE), &lines, err);

    for (size_t i = 0; status == IWMO_OK && i < lines.count; i++)
        if (lines.rows[i].status != 'C' &&
            lines.rows[i].uitkomst != IWMO_UITKOMST_AFGEWEZEN &&
            iwmo_date_before(lines.rows[i].eind, begun))
            begun = lines.rows[i].eind;
    if (status != IWMO_OK || iwmo_date_equal(begun, IWMO_DATE_OPEN_END))
        return status == IWMO_OK ? add(fold, *deadline) : status;
    deadline->kind = IWMO_DEADLINE_START;
    deadline->since = later(begun, deadline->since);
    deadline->due = working_days(fold, deadline->since, DELIVERY_DAYS);
    return add(fold, *deadline);
}

/* ---- requests ---- */

static enum iwmo_status
judge_request(struct iwmo_deadline_fold *fold, const struct iwmo_ask *ask,
              const struct iwmo_record *request, struct iwmo_error *err)
{
    struct iwmo_deadline deadline = about(fold, IWMO_DEADLINE_REQUEST, request);
    const struct seen *seen = seen_of(fold, request->message);
    struct iwmo_records fate;
    enum iwmo_status status = iwmo_ask_referentie(
        ask, IWMO_BY_REFERENTIE, request->aanbieder, &request->referentie,
        IWMO_KIND_BIT(request->kind) | IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) |
            IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING),
        &fate, err);

    if (status != IWMO_OK)
        return status;
    if (request->release == R_2_3)
        deadline.kind = IWMO_DEADLINE_REQUEST_QUIET;
    deadline.actor = IWMO_SIDE_GEMEENTE;
    deadline.since = seen->day;
    deadline.due = working_days(fold, seen->day, REQUEST_DAYS);
    switch (iwmo_verzoek_state_of(&fate)) {
    case IWMO_VERZOEK_OPEN:
        return add(fold, deadline);
    case IWMO_VERZOEK_INVESTIGATION:
        deadline.kind = IWMO_DEADLINE_INVESTIGATION;
        deadline.due.days = seen->dagtekening.days + INVESTIGATION;
        return add(fold, deadline);
    default:
        return IWMO_OK;
    }
}

enum iwmo_status
iwmo_deadline_fold_finish(struct iwmo_deadline_fold *fold,
                          const struct iwmo_history *history, struct iwmo_error *err)
{
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_ask ask = {history, arena, fold->side, 0};
    enum iwmo_status status = arena != NULL ? end_group(fold) : IWMO_NO_MEMORY;

    for (size_t i = 0; status == IWMO_OK && i < fold->requests.count; i++) {
        status = judge_request(fold, &ask, &fold->requests.rows[i], err);
        iwmo_arena_reset(arena);
    }
    for (size_t i = 0; status == IWMO_OK && i < fold->start_count; i++) {
        status = judge_start(fold, &ask, &fold->starts[i], err);
        iwmo_arena_reset(arena);
    }
    iwmo_arena_free(arena);
    if (status == IWMO_NO_MEMORY)
        iwmo_fail(err, status, "out of memory");
    return status;
}

struct iwmo_deadline_fold *
iwmo_deadline_fold_new(const struct iwmo_deadline_options *options,
                       struct iwmo_deadlines *deadlines, struct iwmo_error *err)
{
    struct iwmo_deadline_fold *fold = calloc(1, sizeof(*fold));

    *deadlines = (struct iwmo_deadlines){0};
    if (fold == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    fold->options = *options;
    fold->deadlines = deadlines;
    return fold;
}

void
iwmo_deadline_fold_free(struct iwmo_deadline_fold *fold)
{
    if (fold == NULL)
        return;
    free(fold->seen);
    free(fold->group.rows);
    free(fold->requests.rows);
    free(fold->starts);
    free(fold);
}
