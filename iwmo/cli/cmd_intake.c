#include <inttypes.h>
#include <stdio.h>

#include "cli/intake_hand.h"
#include "cli/overdrachtsblad.h"
#include "report/json.h"

struct settings {
    struct iwmo_consult consult; /* first */
    const char *client, *folder, *aanbieder;
    struct iwmo_guard *guard;
    bool done, not_needed, open, needed_only;
    struct iwmo_intake_options options;
    struct iwmo_registers *registers;
    struct iwmo_buffer refused; /* what could not be done, a line each */
};

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)

static const struct iwmo_option rows[] = {
    {.name = "client",
     .argument = "-|KEY",
     .help = "only this client: - takes the BSN from standard input",
     TEXT(client)},
    {.name = "needed",
     .help = "only clients who wait for an intake",
     FLAG(needed_only)},
    {.name = "done",
     .help = "the intake of each client whose BSN is on standard input was held, on\n"
             "the day of --date",
     FLAG(done)},
    {.name = "not-needed",
     .help = "the open intake of each client on standard input will not take place",
     FLAG(not_needed)},
    {.name = "open",
     .help = "open an intake by hand for each client whose BSN is on standard input",
     FLAG(open)},
    {.name = "aanbieder",
     .argument = "AGB",
     .help = "--done, --not-needed, --open: whose client file, when there are several",
     TEXT(aanbieder)},
    {.name = "overdracht",
     .argument = "DIR",
     .help = "write the overdrachtsblad (HTML, not masked) of each open intake there",
     TEXT(folder),
     .use = IWMO_USE_OUTPUT},
    {.name = "output-dir",
     .argument = "DIR",
     .help = "the same as --overdracht",
     TEXT(folder),
     .letter = 'd',
     .use = IWMO_USE_OUTPUT},
    IWMO_INTAKE_OPTION_ROWS(struct settings, options),
    IWMO_CONSULT_REPORT_ROW,
    IWMO_CONSULT_SHOW_ROW,
    IWMO_CONSULT_ROWS,
    {.name = NULL},
};

const struct iwmo_command iwmo_intake_command = {
    "intake",
    "[OPTION]...",
    "Tell which clients need an intake, and why",
    "Per client of the provider and per received allocation: what it is (new client,\n"
    "continuation, change, repeat, ...), whether an intake is needed and from which\n"
    "earlier message that follows.  A client has at most one open intake.\n",
    "  iwmo intake --needed --overdracht overdracht/\n"
    "  echo 999900006 | iwmo intake --done\n",
    rows,
    NULL,
    .keeps_guard = true,
    .guard = offsetof(struct settings, guard)};

/* ---- text and JSON ---- */

static const char *
closing_name(const struct iwmo_intake *intake)
{
    if (intake->is_open)
        return "";
    return intake->closing == 'S' ? "start" : intake->is_needed ? "held" : "not-needed";
}

static void
print_json_item(struct iwmo_consult *consult, const struct iwmo_intake_item *item)
{
    struct iwmo_buffer *out = &consult->out;

    iwmo_buffer_char(out, '{');
    iwmo_consult_json_text(out, "gemeente", item->gemeente);
    iwmo_consult_json_number(out, "nummer", item->nummer);
    iwmo_consult_json_text(out, "outcome", item->note.outcome);
    iwmo_consult_json_text(out, "intake",
                           iwmo_intake_strength_name(item->note.strength));
    iwmo_consult_json_date(out, "date", item->day);
    iwmo_consult_json_number(out, "message", (int64_t)item->note.message);
    if (item->note.because != 0)
        iwmo_consult_json_number(out, "because", (int64_t)item->note.because);
    iwmo_consult_json_text(
        out, "text", iwmo_intake_words(item->note.outcome, consult->lang == IWMO_NL));
    iwmo_buffer_char(out, '}');
}

/* Items that belong to `intake`; `takes_rest`: and those that belong to none. */
static void
print_json_items(struct iwmo_consult *consult, const struct iwmo_intake_client *client,
                 const struct iwmo_intake *intake, bool takes_rest)
{
    struct iwmo_buffer *out = &consult->out;
    size_t printed = 0;

    iwmo_json_key(out, "items");
    iwmo_buffer_char(out, '[');
    for (size_t i = 0; i < client->count; i++) {
        const uint64_t of = client->items[i].note.intake;
        const bool is_its_own = intake != NULL && of == intake->id;

        if (!is_its_own && (of != 0 || !takes_rest))
            continue;
        iwmo_buffer_text(out, printed++ == 0 ? "" : ",");
        print_json_item(consult, &client->items[i]);
    }
    iwmo_buffer_char(out, ']');
}

static void
print_json_client(struct iwmo_consult *consult, const struct iwmo_intake_client *client,
                  const struct iwmo_intake *intake, bool takes_rest)
{
    const bool is_needed = intake != NULL && (intake->is_open || intake->is_needed);
    struct iwmo_buffer *out = &consult->out;

    iwmo_consult_json_client(consult, &client->client);
    iwmo_consult_json_text(out, "intake",
                           is_needed ? iwmo_intake_strength_name(intake->strength)
                                     : "none");
    iwmo_consult_json_bool(out, "open", intake != NULL && intake->is_open);
    if (intake != NULL) {
        iwmo_consult_json_text(out, "outcome", intake->outcome);
        iwmo_consult_json_date(out, "opened", intake->opened);
        iwmo_consult_json_date(out, "closed", intake->closed);
        iwmo_consult_json_text(out, "closing", closing_name(intake));
        if (intake->settled != 0)
            iwmo_consult_json_number(out, "settled", (int64_t)intake->settled);
    }
    print_json_items(consult, client, intake, takes_rest);
}

/* An object per intake; a client without one has an object too. */
static void
print_json(struct settings *settings, const struct iwmo_intake_list *list)
{
    struct iwmo_buffer *out = &settings->consult.out;
    size_t printed = 0;

    iwmo_buffer_text(out, "{\"clients\":[");
    for (size_t i = 0; i < list->count; i++) {
        const struct iwmo_intake_client *client = &list->clients[i];

        for (size_t j = 0; j < list->intakes.count; j++) {
            const struct iwmo_intake *intake = &list->intakes.rows[j];

            if (intake == client->intake ||
                (settings->needed_only && !intake->is_open) ||
                !iwmo_key_equal(&intake->client, &client->client))
                continue;
            iwmo_buffer_text(out, printed++ == 0 ? "{" : ",\n{");
            print_json_client(&settings->consult, client, intake, false);
            iwmo_buffer_char(out, '}');
        }
        if (settings->needed_only &&
            (client->intake == NULL || !client->intake->is_open))
            continue;
        iwmo_buffer_text(out, printed++ == 0 ? "{" : ",\n{");
        print_json_client(&settings->consult, client, client->intake, true);
        iwmo_buffer_char(out, '}');
    }
    iwmo_buffer_printf(out,
                       "],\"open\":%zu,\"total\":%zu,\"full\":%zu,\"renewed\":%zu,"
                       "\"short\":%zu}\n",
                       list->open, list->total, list->full, list->renewed,
                       list->short_);
}

static void
print_client(struct iwmo_consult *consult, const struct iwmo_intake_client *client)
{
    static const char *const nl[] = {"volledige", "vernieuwde", "korte"};
    static const char *const en[] = {"full", "renewed", "short"};
    const struct iwmo_intake *intake = client->intake;
    struct iwmo_buffer *out = &consult->out;
    char day[IWMO_DATE_TEXT];

    iwmo_consult_text_client(consult, "", &client->client);
    iwmo_buffer_text(out, ": ");
    if (intake == NULL || (!intake->is_open && !intake->is_needed)) {
        iwmo_buffer_text(out, iwmo_consult_words(consult, "geen intake nodig\n",
                                                 "no intake needed\n"));
        return;
    }
    const size_t kind = intake->strength == 'F' ? 0 : intake->strength == 'R' ? 1 : 2;
    iwmo_buffer_printf(
        out, "%s intake %s %s\n", iwmo_consult_words(consult, nl[kind], en[kind]),
        intake->is_open
            ? iwmo_consult_words(consult, "NODIG, open sinds", "NEEDED, open since")
        : intake->closing == 'S'
            ? iwmo_consult_words(consult, "afgerond met de start op",
                                 "settled by the start on")
            : iwmo_consult_words(consult, "gehouden op", "held on"),
        iwmo_date_print(intake->is_open ? intake->opened : intake->closed, day));
}

static void
print_text(struct settings *settings, const struct iwmo_intake_list *list)
{
    struct iwmo_consult *consult = &settings->consult;
    struct iwmo_buffer *out = &consult->out;

    for (size_t i = 0; i < list->count; i++) {
        const struct iwmo_intake_client *client = &list->clients[i];

        if (settings->needed_only &&
            (client->intake == NULL || !client->intake->is_open))
            continue;
        print_client(consult, client);
        for (size_t j = 0; j < client->count; j++) {
            const struct iwmo_intake_item *item = &client->items[j];
            char day[IWMO_DATE_TEXT];

            iwmo_buffer_printf(out, "  %s  %s/%" PRId64 "  ",
                               iwmo_date_print(item->day, day), item->gemeente,
                               item->nummer);
            if (consult->lang == IWMO_EN)
                iwmo_buffer_printf(out, "%s: ", item->note.outcome);
            iwmo_buffer_text(
                out, iwmo_intake_words(item->note.outcome, consult->lang == IWMO_NL));
            iwmo_buffer_printf(out, " [#%" PRIu64, item->note.message);
            if (item->note.because != 0)
                iwmo_buffer_printf(
                    out, ", %s #%" PRIu64,
                    iwmo_consult_words(consult, "volgt uit", "follows from"),
                    item->note.because);
            iwmo_buffer_text(out, "]\n");
        }
    }
    iwmo_buffer_printf(out, "%s: %zu, %s: %zu\n",
                       iwmo_consult_words(consult, "open intakes", "open intakes"),
                       list->open, iwmo_consult_words(consult, "in totaal", "in all"),
                       list->total);
}

/* ---- command ---- */

static enum iwmo_status
change(struct settings *settings, const struct iwmo_intake_clients *clients,
       struct iwmo_error *err)
{
    const struct iwmo_intake_hand hand = {
        .consult = &settings->consult,
        .policy = iwmo_intake_options_policy(&settings->options, settings->registers,
                                             settings->consult.today),
        .aanbieder = settings->aanbieder,
        .word = settings->done         ? IWMO_INTAKE_HELD
                : settings->not_needed ? IWMO_INTAKE_NOT_NEEDED
                                       : IWMO_INTAKE_OPEN,
        .flag = settings->done         ? "--done"
                : settings->not_needed ? "--not-needed"
                                       : "--open",
    };

    return iwmo_intake_hand_do(&hand, clients, &settings->refused, err);
}

/* Whom it is about; count 0: all. */
static enum iwmo_status
name_clients(struct settings *settings, struct iwmo_intake_clients *clients,
             struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;

    *clients = (struct iwmo_intake_clients){0};
    if (settings->done || settings->not_needed || settings->open)
        return iwmo_intake_hand_read(consult, clients, err);
    if (settings->client == NULL)
        return IWMO_OK;
    clients->keys = iwmo_arena_alloc(consult->arena, sizeof(*clients->keys));
    if (clients->keys == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    clients->count = 1;
    return iwmo_consult_client(consult, settings->client, clients->keys, err);
}

/* Nothing of it could be done. */
static bool
was_in_vain(const struct settings *settings, const struct iwmo_intake_clients *clients)
{
    size_t lines = 0;

    for (size_t i = 0; i < settings->refused.size; i++)
        lines += settings->refused.at[i] == '\n';
    return lines > 0 && lines == clients->count;
}

static enum iwmo_status
work(struct settings *settings, struct iwmo_error *err)
{
    struct iwmo_intake_clients clients;
    struct iwmo_intake_list list;
    enum iwmo_status status = iwmo_intake_options_load(
        &settings->options, settings->consult.lang, &settings->registers, err);

    if (status == IWMO_OK)
        status = name_clients(settings, &clients, err);
    if (status == IWMO_OK && (settings->done || settings->not_needed || settings->open))
        status = change(settings, &clients, err);
    if (status != IWMO_OK || was_in_vain(settings, &clients))
        return status;
    const struct iwmo_intake_asked asked = {
        clients.keys, clients.count,
        iwmo_intake_options_policy(&settings->options, settings->registers,
                                   settings->consult.today)};
    status = iwmo_intake_list_gather(&settings->consult, &asked, &list, err);
    if (status == IWMO_OK && settings->folder != NULL)
        status = iwmo_overdrachtsblad_write(&settings->consult, &list, settings->folder,
                                            settings->guard, err);
    if (status == IWMO_OK && settings->consult.format == 1)
        print_json(settings, &list);
    else if (status == IWMO_OK)
        print_text(settings, &list);
    return status;
}

/* What could not be done; the rest was. */
static enum iwmo_exit
tell_refused(struct settings *settings)
{
    const bool is_any = settings->refused.size > 0;
    struct iwmo_error err = {0};

    for (const char *at = settings->refused.at; is_any && *at != '\0';) {
        const size_t size = strcspn(at, "\n");

        err = (struct iwmo_error){0};
        iwmo_fail(&err, IWMO_USAGE, "%.*s", (int)size, at);
        iwmo_complain("intake", &err);
        at += size + (at[size] == '\n');
    }
    iwmo_buffer_release(&settings->refused);
    return is_any ? IWMO_EXIT_USAGE : IWMO_EXIT_OK;
}

enum iwmo_exit
iwmo_command_intake(char **argv)
{
    struct settings settings = {.consult.command = "intake",
                                .options = IWMO_INTAKE_OPTIONS_DEFAULTS};
    struct iwmo_error err = {0};
    const enum iwmo_parsed parsed =
        iwmo_options_parse(&iwmo_intake_command, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_intake_command, stdout);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED &&
        settings.done + settings.not_needed + settings.open > 1)
        iwmo_fail(&err, IWMO_USAGE, "only one of --done, --not-needed and --open");
    if (parsed == IWMO_PARSED_WRONG || err.status != IWMO_OK) {
        iwmo_guard_free(settings.guard);
        return iwmo_complain("intake", &err);
    }
    if (iwmo_consult_open(&settings.consult, &err) == IWMO_OK)
        (void)!work(&settings, &err);
    iwmo_guard_free(settings.guard);
    iwmo_registers_free(settings.registers);
    const enum iwmo_exit refused = tell_refused(&settings);
    return iwmo_consult_finish(&settings.consult, refused, &err);
}
