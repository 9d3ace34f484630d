#include "cli/intake_hand.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "flow/ask.h"

/* ---- who ---- */

struct named {
    struct iwmo_key key;
    uint32_t line;
};

static int
compare_named(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    const int by_key = memcmp(&a->key, &b->key, sizeof(a->key));

    return by_key != 0 ? by_key : (a->line > b->line) - (a->line < b->line);
}

/* A line of standard input without what surrounds it; false: there is none.  A line
 * that is too long comes out longer than a BSN is. */
static bool
read_line(char line[32], struct iwmo_text *text)
{
    if (fgets(line, 32, stdin) == NULL)
        return false;
    const bool is_whole = strchr(line, '\n') != NULL || feof(stdin);

    *text = iwmo_text_trim((struct iwmo_text){line, strlen(line)});
    if (!is_whole)
        text->size = 31;
    return true;
}

static bool
is_bsn(struct iwmo_text text)
{
    bool is_digits = text.size == IWMO_CONSULT_BSN - 1;

    for (size_t i = 0; is_digits && i < text.size; i++)
        is_digits = isdigit((unsigned char)text.at[i]) != 0;
    return is_digits;
}

struct list {
    struct named *rows;
    size_t count, room;
};

static enum iwmo_status
add(struct iwmo_consult *consult, struct list *list, struct iwmo_text bsn,
    uint32_t line, struct iwmo_error *err)
{
    if (list->count == list->room) {
        const size_t room = list->room > 0 ? 2 * list->room : 64;
        struct named *grown = realloc(list->rows, room * sizeof(*grown));

        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        list->rows = grown;
        list->room = room;
    }
    list->rows[list->count].line = line;
    return iwmo_consult_make_key(consult, "bsn", bsn, &list->rows[list->count++].key,
                                 err);
}

static enum iwmo_status
read_all(struct iwmo_consult *consult, struct list *list, struct iwmo_error *err)
{
    char line[32];
    struct iwmo_text text;
    enum iwmo_status status = IWMO_OK;

    for (uint32_t number = 1; status == IWMO_OK && read_line(line, &text); number++) {
        if (number == 1)
            text = iwmo_file_without_mark(text);
        if (text.size == 0)
            continue;
        if (number > IWMO_INTAKE_HAND_LINES)
            status = iwmo_fail(err, IWMO_LIMIT, "standard input: more than %d lines",
                               IWMO_INTAKE_HAND_LINES);
        else if (!is_bsn(text))
            status = iwmo_fail(err, IWMO_USAGE,
                               "standard input, line %u: one BSN, nine digits",
                               (unsigned)number);
        else
            status = add(consult, list, text, number, err);
    }
    explicit_bzero(line, sizeof(line));
    if (status == IWMO_OK && list->count == 0)
        status = iwmo_fail(err, IWMO_USAGE, "standard input: one BSN, nine digits");
    return status;
}

enum iwmo_status
iwmo_intake_hand_read(struct iwmo_consult *consult, struct iwmo_intake_clients *clients,
                      struct iwmo_error *err)
{
    struct list list = {0};
    enum iwmo_status status = read_all(consult, &list, err);

    *clients = (struct iwmo_intake_clients){
        .keys =
            iwmo_arena_alloc(consult->arena, (list.count + 1) * sizeof(*clients->keys)),
        .lines = iwmo_arena_alloc(consult->arena,
                                  (list.count + 1) * sizeof(*clients->lines)),
    };
    const bool has_room = clients->keys != NULL && clients->lines != NULL;
    if (status == IWMO_OK && !has_room)
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (status == IWMO_OK && list.count > 1)
        qsort(list.rows, list.count, sizeof(*list.rows), compare_named);
    for (size_t i = 0; status == IWMO_OK && has_room && i < list.count; i++) {
        if (i > 0 && iwmo_key_equal(&list.rows[i].key, &list.rows[i - 1].key))
            continue;
        clients->keys[clients->count] = list.rows[i].key;
        clients->lines[clients->count++] = list.rows[i].line;
    }
    free(list.rows);
    return status;
}

/* ---- what ---- */

static bool
is_of(const struct iwmo_intake_hand *hand, const struct iwmo_intake *intake)
{
    return hand->aanbieder == NULL || strcmp(hand->aanbieder, intake->aanbieder) == 0;
}

/* Who says that it was held knows better than the start that settled it. */
static bool
may_be_said_of(const struct iwmo_intake_hand *hand, const struct iwmo_intake *intake)
{
    return hand->word == IWMO_INTAKE_HELD && !intake->is_open && intake->closing == 'S';
}

/* The open intake of the client, or to be held the last that a start settled; id 0:
 * there is none. */
static enum iwmo_status
find_open(const struct iwmo_intake_hand *hand, const struct iwmo_key *client,
          struct iwmo_intake *open, struct iwmo_error *err)
{
    struct iwmo_consult *consult = hand->consult;
    struct iwmo_intakes intakes;
    const struct iwmo_intake *settled = NULL;
    enum iwmo_status status =
        iwmo_ledger_intakes(consult->ledger, client, "", consult->arena, &intakes, err);

    *open = (struct iwmo_intake){0};
    for (size_t i = 0; status == IWMO_OK && open->id == 0 && i < intakes.count; i++) {
        struct iwmo_intake *intake = &intakes.rows[i];

        if (is_of(hand, intake) && may_be_said_of(hand, intake))
            settled = intake;
        if (!intake->is_open || !is_of(hand, intake))
            continue;
        status = iwmo_intake_make_current(consult->ledger, &hand->policy,
                                          consult->arena, intake, err);
        if (status == IWMO_OK && !intake->is_open)
            status = iwmo_ledger_put_intake(consult->ledger, intake, err);
        else if (status == IWMO_OK)
            *open = *intake;
        if (status == IWMO_OK && may_be_said_of(hand, intake))
            settled = intake;
    }
    if (status == IWMO_OK && open->id == 0 && settled != NULL)
        *open = *settled;
    return status;
}

static void
refuse(const struct iwmo_intake_hand *hand, uint32_t line, struct iwmo_buffer *refused,
       const char *why)
{
    iwmo_buffer_printf(refused, "%s: standard input, line %u: %s\n", hand->flag,
                       (unsigned)line, why);
}

static enum iwmo_status
close_intake(const struct iwmo_intake_hand *hand, const struct iwmo_key *client,
             uint32_t line, struct iwmo_buffer *refused, struct iwmo_error *err)
{
    char opened[IWMO_DATE_TEXT], why[80];
    struct iwmo_intake intake;
    enum iwmo_status status = find_open(hand, client, &intake, err);

    if (status != IWMO_OK)
        return status;
    if (intake.id == 0) {
        refuse(hand, line, refused, "this client has no open intake");
        return IWMO_OK;
    }
    if (iwmo_date_before(hand->consult->today, intake.opened)) {
        snprintf(why, sizeof(why), "this intake was opened later, on %s",
                 iwmo_date_print(intake.opened, opened));
        refuse(hand, line, refused, why);
        return IWMO_OK;
    }
    intake.is_open = false;
    intake.is_needed = hand->word == IWMO_INTAKE_HELD;
    intake.closed = hand->consult->today;
    intake.closing = 'P';
    intake.settled = 0;
    return iwmo_ledger_put_intake(hand->consult->ledger, &intake, err);
}

/* Whose client file: as named, else that of the client's own allocations. */
static enum iwmo_status
find_aanbieder(const struct iwmo_intake_hand *hand, const struct iwmo_key *client,
               char aanbieder[9], struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(hand->consult->ledger);
    const struct iwmo_ask ask = {&history, hand->consult->arena, IWMO_SIDE_AANBIEDER,
                                 0};
    struct iwmo_records records;

    aanbieder[0] = '\0';
    if (hand->aanbieder != NULL && strlen(hand->aanbieder) == 8) {
        memcpy(aanbieder, hand->aanbieder, 9);
        return IWMO_OK;
    }
    enum iwmo_status status = iwmo_ask_client(
        &ask, client, "", "", IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &records, err);
    if (status == IWMO_OK && records.count > 0)
        memcpy(aanbieder, records.rows[0].aanbieder, 9);
    return status;
}

static enum iwmo_status
open_intake(const struct iwmo_intake_hand *hand, const struct iwmo_key *client,
            uint32_t line, struct iwmo_buffer *refused, struct iwmo_error *err)
{
    struct iwmo_intake intake;
    enum iwmo_status status = find_open(hand, client, &intake, err);

    if (status != IWMO_OK || intake.id != 0) /* at most one */
        return status;
    intake = (struct iwmo_intake){
        .client = *client,
        .is_open = true,
        .is_needed = true,
        .strength = 'F',
        .outcome = "BY_HAND",
        .opened = hand->consult->today,
        .closed = IWMO_DATE_OPEN_END,
    };
    status = find_aanbieder(hand, client, intake.aanbieder, err);
    if (status != IWMO_OK)
        return status;
    if (intake.aanbieder[0] == '\0') {
        refuse(hand, line, refused,
               "--aanbieder says whose client this is, an AGB code");
        return IWMO_OK;
    }
    return iwmo_ledger_put_intake(hand->consult->ledger, &intake, err);
}

/* A day that is still to come is a slip of the pen. */
static enum iwmo_status
check_day(const struct iwmo_intake_hand *hand, struct iwmo_error *err)
{
    const struct iwmo_given_day none = {0};
    char day[IWMO_DATE_TEXT];

    if (!iwmo_date_before(iwmo_command_today(&none), hand->consult->today))
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE, "%s: %s is in the future", hand->flag,
                     iwmo_date_print(hand->consult->today, day));
}

static enum iwmo_status
do_each(const struct iwmo_intake_hand *hand, const struct iwmo_intake_clients *clients,
        struct iwmo_buffer *refused, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; status == IWMO_OK && i < clients->count; i++) {
        const struct iwmo_arena_mark mark = iwmo_arena_mark(hand->consult->arena);

        status =
            hand->word == IWMO_INTAKE_OPEN
                ? open_intake(hand, &clients->keys[i], clients->lines[i], refused, err)
                : close_intake(hand, &clients->keys[i], clients->lines[i], refused,
                               err);
        iwmo_arena_rewind(hand->consult->arena, mark);
    }
    return status;
}

enum iwmo_status
iwmo_intake_hand_do(const struct iwmo_intake_hand *hand,
                    const struct iwmo_intake_clients *clients,
                    struct iwmo_buffer *refused, struct iwmo_error *err)
{
    struct iwmo_ledger *ledger = hand->consult->ledger;
    enum iwmo_status status = check_day(hand, err);

    if (status == IWMO_OK)
        status = iwmo_ledger_begin(ledger, err);
    if (status != IWMO_OK)
        return status;
    iwmo_ledger_set_day(ledger, hand->consult->today);
    status = do_each(hand, clients, refused, err);
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}
