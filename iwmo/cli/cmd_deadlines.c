#include "cli/deadline_list.h"

#define HORIZON_DAYS 30
#define PAUSED_DAYS  60

static const char *const format_names[] = {"text", "json", "csv", "ics", NULL};

struct settings {
    struct iwmo_consult consult; /* first */
    const char *calendar;
    unsigned long horizon, paused;
    int actor; /* as a role: 0: both */
    bool is_strict;
};

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define NUMBER(name) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = 10000

static const struct iwmo_option rows[] = {
    {.name = "calendar",
     .argument = "FILE",
     .help = "holidays; default: those of the Netherlands by rule",
     TEXT(calendar),
     .use = IWMO_USE_FILE},
    {.name = "horizon",
     .argument = "DAYS",
     .help = "tell of allocations that end within so many days; default: 30",
     NUMBER(horizon)},
    {.name = "paused",
     .argument = "DAYS",
     .help = "tell of pauses longer than so many days; default: 60",
     NUMBER(paused)},
    {.name = "strict",
     .help = "a 305 is due after Ingangsdatum, also when no begin of care is known",
     .kind = IWMO_OPTION_FLAG,
     MEMBER(is_strict)},
    {.name = "actor",
     .argument = "WHO",
     .help = "gemeente or aanbieder: only what this party must do; default: both",
     .kind = IWMO_OPTION_CHOICE,
     MEMBER(actor),
     .choices = iwmo_consult_roles},
    {.name = "report",
     .argument = "FORMAT[:PATH]",
     .help = "text, json, csv or ics (for a calendar; names nobody); default: text",
     .kind = IWMO_OPTION_CHOICE,
     MEMBER(consult.format),
     .choices = format_names,
     .use = IWMO_USE_REPORT,
     .path = offsetof(struct settings, consult.output)},
    IWMO_CONSULT_SHOW_ROW,
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
    "end, long pauses, and allocations on which no care is known to have begun are\n"
    "told as a notice and are never late.\n"
    "Exit status: 0 nothing is late, 1 something is.\n",
    "  iwmo deadlines --role gemeente\n"
    "  iwmo deadlines --actor aanbieder --report ics -o tasks.ics\n"
    "  iwmo deadlines --report json --date 2026-04-08 --calendar holidays.txt\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static iwmo_deadline_layout *const layouts[] = {
    iwmo_deadlines_text, iwmo_deadlines_json, iwmo_deadlines_csv, iwmo_deadlines_ics};

/* Leave out what the other party must do. */
static void
keep_actor(const struct settings *settings, struct iwmo_deadlines *deadlines)
{
    const enum iwmo_side actor =
        settings->actor == 1 ? IWMO_SIDE_GEMEENTE : IWMO_SIDE_AANBIEDER;
    size_t kept = 0;

    if (settings->actor == 0)
        return;
    deadlines->overdue = 0;
    for (size_t i = 0; i < deadlines->count; i++) {
        if (deadlines->rows[i].actor != actor)
            continue;
        deadlines->overdue += deadlines->rows[i].is_overdue;
        deadlines->rows[kept++] = deadlines->rows[i];
    }
    deadlines->count = kept;
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
            .is_strict = settings->is_strict,
            .has_side = consult->role != 0,
            .side = consult->role == 1 ? IWMO_SIDE_GEMEENTE : IWMO_SIDE_AANBIEDER,
        };
        if (iwmo_deadlines_collect(consult->ledger, &options, &deadlines, &err) ==
            IWMO_OK) {
            keep_actor(settings, &deadlines);
            layouts[consult->format](consult, &deadlines);
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
