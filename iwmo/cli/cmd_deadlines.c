#include <inttypes.h>
#include <stdio.h>

#include "cli/consult.h"
#include "flow/deadline.h"
#include "report/json.h"

#define HORIZON_DAYS 30
#define PAUSED_DAYS  60

struct settings {
    struct iwmo_consult consult; /* first */
    const char *calendar;
    unsigned long horizon, paused;
};

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define NUMBER(name) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = 10000

static const struct iwmo_option rows[] = {
    {.name = "calendar",
     .argument = "FILE",
     .help = "holidays; default: those of the Netherlands by rule",
     TEXT(calendar)},
    {.name = "horizon",
     .argument = "DAYS",
     .help = "tell of allocations that end within so many days; default: 30",
     NUMBER(horizon)},
    {.name = "paused",
     .argument = "DAYS",
     .help = "tell of pauses longer than so many days; default: 60",
     NUMBER(paused)},
    IWMO_CONSULT_REPORT_ROW,
    IWMO_CONSULT_ROWS,
    {.name = NULL},
};

const struct iwmo_command iwmo_deadlines = {
    "deadlines",
    "[OPTION]...",
    "Tell what is due: answers, starts, stops, decisions",
    "A line for everything that must be done or is missing, by day: retour messages\n"
    "within 3 working days, the 325 within 10, 305 and 307 within 5, answers to\n"
    "requests within 5 and after an investigation within 8 weeks.  Allocations that\n"
    "end and long pauses are told as a notice and are never late.\n"
    "Exit status: 0 nothing is late, 1 something is.\n",
    "  iwmo deadlines --role gemeente\n"
    "  iwmo deadlines --report json --date 2026-04-08 --calendar holidays.txt\n",
    rows,
    NULL};

static void
print_json_row(const struct iwmo_consult *consult, const struct iwmo_deadline *row,
               struct iwmo_buffer *out)
{
    static const char *const parties[] = {"gemeente", "aanbieder"};
    char client[IWMO_CONSULT_CLIENT];

    iwmo_consult_json_text(out, "kind", iwmo_deadline_name(row->kind));
    iwmo_consult_json_text(out, "party", parties[row->side]);
    iwmo_consult_json_text(out, "actor", parties[row->actor]);
    iwmo_consult_json_date(out, "since", row->since);
    iwmo_consult_json_date(out, "due", row->due);
    iwmo_consult_json_bool(out, "overdue", row->is_overdue);
    iwmo_consult_json_text(out, "message", row->message);
    iwmo_consult_json_number(out, "id", (int64_t)row->entry);
    iwmo_consult_json_text(out, "gemeente", row->gemeente);
    iwmo_consult_json_text(out, "aanbieder", row->aanbieder);
    iwmo_consult_json_text(out, "client",
                           iwmo_consult_print_client(&row->client, client));
    iwmo_json_key(out, "about");
    if (row->nummer != IWMO_ABSENT)
        iwmo_buffer_printf(out, "\"%s/%" PRId64 "\"", row->gemeente, row->nummer);
    else
        iwmo_buffer_printf(out, "\"%s #%" PRIu64 "\"", row->message, row->entry);
    iwmo_consult_json_date(out, "einddatum", row->end);
    iwmo_consult_json_text(out, "text",
                           iwmo_deadline_words(row->kind, consult->lang == IWMO_NL));
}

/* Notices, or all else.  How many there were. */
static size_t
print_json_rows(struct iwmo_consult *consult, const struct iwmo_deadlines *deadlines,
                bool are_notices)
{
    struct iwmo_buffer *out = &consult->out;
    size_t printed = 0;

    for (size_t i = 0; i < deadlines->count; i++) {
        if (iwmo_deadline_is_notice(deadlines->rows[i].kind) != are_notices)
            continue;
        iwmo_buffer_text(out, printed++ == 0 ? "{" : ",\n{");
        print_json_row(consult, &deadlines->rows[i], out);
        iwmo_buffer_char(out, '}');
    }
    return printed;
}

static void
print_json(struct settings *settings, const struct iwmo_deadlines *deadlines)
{
    struct iwmo_buffer *out = &settings->consult.out;

    iwmo_buffer_text(out, "{\"tasks\":[");
    const size_t total = print_json_rows(&settings->consult, deadlines, false);
    iwmo_buffer_text(out, "],\"notices\":[");
    (void)print_json_rows(&settings->consult, deadlines, true);
    iwmo_buffer_printf(out, "],\"overdue\":%zu,\"total\":%zu}\n", deadlines->overdue,
                       total);
}

static void
print_line(struct settings *settings, const struct iwmo_deadline *row)
{
    const struct iwmo_consult *consult = &settings->consult;
    struct iwmo_buffer *out = &settings->consult.out;
    char due[IWMO_DATE_TEXT], client[IWMO_CONSULT_CLIENT];
    const char *when = iwmo_deadline_is_notice(row->kind)
                           ? iwmo_consult_words(consult, "let op ", "notice ")
                       : row->is_overdue
                           ? iwmo_consult_words(consult, "te laat", "late   ")
                           : "       ";

    iwmo_buffer_printf(out, "%s  %s  %-9s  ", iwmo_date_print(row->due, due), when,
                       row->actor == IWMO_SIDE_GEMEENTE ? "gemeente" : "aanbieder");
    if (row->nummer != IWMO_ABSENT)
        iwmo_buffer_printf(out, "%s/%" PRId64, row->gemeente, row->nummer);
    else
        iwmo_buffer_printf(out, "%s", row->gemeente);
    iwmo_buffer_printf(out, " %s  %s  [%s #%" PRIu64, row->aanbieder,
                       iwmo_deadline_words(row->kind, consult->lang == IWMO_NL),
                       row->message, row->entry);
    if (!iwmo_key_is_absent(&row->client))
        iwmo_buffer_printf(out, ", %s %s",
                           iwmo_consult_words(consult, "cliënt", "client"),
                           iwmo_consult_print_client(&row->client, client));
    iwmo_buffer_text(out, "]\n");
}

static void
print_text(struct settings *settings, const struct iwmo_deadlines *deadlines)
{
    for (size_t i = 0; i < deadlines->count; i++)
        print_line(settings, &deadlines->rows[i]);
    iwmo_buffer_printf(&settings->consult.out, "%zu %s, %zu %s\n", deadlines->overdue,
                       iwmo_consult_words(&settings->consult, "te laat", "late"),
                       deadlines->count,
                       iwmo_consult_words(&settings->consult, "in totaal", "in all"));
}

static enum iwmo_exit
tell(struct settings *settings)
{
    struct iwmo_consult *consult = &settings->consult;
    struct iwmo_deadlines deadlines = {0};
    struct iwmo_calendar *calendar = NULL;
    struct iwmo_error err = {0};

    if (settings->calendar != NULL)
        calendar = iwmo_calendar_open(settings->calendar, &err);
    if (err.status == IWMO_OK && iwmo_consult_open(consult, &err) == IWMO_OK) {
        const struct iwmo_deadline_options options = {
            .calendar = calendar,
            .today = consult->today,
            .horizon_days = (unsigned)settings->horizon,
            .paused_days = (unsigned)settings->paused,
            .has_side = consult->role != 0,
            .side = consult->role == 1 ? IWMO_SIDE_GEMEENTE : IWMO_SIDE_AANBIEDER,
        };
        if (iwmo_deadlines_collect(consult->ledger, &options, &deadlines, &err) ==
            IWMO_OK) {
            if (consult->format == 1)
                print_json(settings, &deadlines);
            else
                print_text(settings, &deadlines);
        }
    }
    const enum iwmo_exit answer =
        deadlines.overdue > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_OK;
    iwmo_calendar_close(calendar);
    iwmo_deadlines_release(&deadlines);
    return iwmo_consult_finish(consult, answer, &err);
}

enum iwmo_exit
iwmo_command_deadlines(char **argv)
{
    struct settings settings = {
        .consult.command = "deadlines", .horizon = HORIZON_DAYS, .paused = PAUSED_DAYS};
    struct iwmo_error err = {0};

    switch (iwmo_options_parse(&iwmo_deadlines, argv, &settings, &err)) {
    case IWMO_PARSED_HELP:
        iwmo_options_help(&iwmo_deadlines, stdout);
        return IWMO_EXIT_OK;
    case IWMO_PARSED_WRONG:
        return iwmo_complain("deadlines", &err);
    default:
        return tell(&settings);
    }
}
