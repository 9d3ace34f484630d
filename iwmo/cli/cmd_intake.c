#include <inttypes.h>
#include <stdio.h>

#include "cli/overdrachtsblad.h"
#include "flow/ask.h"
#include "report/json.h"

struct settings {
    struct iwmo_consult consult; /* first */
    const char *client, *folder, *aanbieder;
    struct iwmo_guard *guard;
    bool done, open, needed_only;
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
     .help = "the intake of the client whose BSN is on standard input was held",
     FLAG(done)},
    {.name = "open",
     .help = "open an intake by hand for the client whose BSN is on standard input",
     FLAG(open)},
    {.name = "aanbieder",
     .argument = "AGB",
     .help = "--done, --open: whose client file, when there are several",
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

/* ---- by hand ---- */

static bool
is_of(const struct settings *settings, const struct iwmo_intake *intake)
{
    return settings->aanbieder == NULL ||
           strcmp(settings->aanbieder, intake->aanbieder) == 0;
}

static enum iwmo_status
close_intake(struct settings *settings, const struct iwmo_intakes *intakes,
             struct iwmo_error *err)
{
    for (size_t i = 0; i < intakes->count; i++) {
        struct iwmo_intake intake = intakes->rows[i];

        if (!intake.is_open || !is_of(settings, &intake))
            continue;
        intake.is_open = false;
        intake.closed = settings->consult.today;
        return iwmo_ledger_put_intake(settings->consult.ledger, &intake, err);
    }
    return iwmo_fail(err, IWMO_USAGE, "--done: this client has no open intake");
}

/* Whose client file: as named, else that of the client's own allocations. */
static enum iwmo_status
find_aanbieder(struct settings *settings, const struct iwmo_key *client,
               char aanbieder[9], struct iwmo_error *err)
{
    const struct iwmo_history history = iwmo_ledger_history(settings->consult.ledger);
    const struct iwmo_ask ask = {&history, settings->consult.arena, IWMO_SIDE_AANBIEDER,
                                 0};
    struct iwmo_records records;

    aanbieder[0] = '\0';
    if (settings->aanbieder != NULL && strlen(settings->aanbieder) == 8) {
        memcpy(aanbieder, settings->aanbieder, 9);
        return IWMO_OK;
    }
    enum iwmo_status status = iwmo_ask_client(
        &ask, client, "", "", IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING), &records, err);
    if (status == IWMO_OK && records.count > 0)
        memcpy(aanbieder, records.rows[0].aanbieder, 9);
    if (status == IWMO_OK && aanbieder[0] == '\0')
        return iwmo_fail(err, IWMO_USAGE,
                         "--open: --aanbieder says whose client this is, an AGB code");
    return status;
}

static enum iwmo_status
open_intake(struct settings *settings, const struct iwmo_key *client,
            const struct iwmo_intakes *intakes, struct iwmo_error *err)
{
    struct iwmo_intake intake = {
        .client = *client,
        .is_open = true,
        .is_needed = true,
        .strength = 'F',
        .outcome = "BY_HAND",
        .opened = settings->consult.today,
        .closed = IWMO_DATE_OPEN_END,
    };

    for (size_t i = 0; i < intakes->count; i++)
        if (intakes->rows[i].is_open && is_of(settings, &intakes->rows[i]))
            return IWMO_OK; /* at most one */
    enum iwmo_status status = find_aanbieder(settings, client, intake.aanbieder, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_put_intake(settings->consult.ledger, &intake, err);
    return status;
}

static enum iwmo_status
change(struct settings *settings, const struct iwmo_key *client, struct iwmo_error *err)
{
    struct iwmo_ledger *ledger = settings->consult.ledger;
    struct iwmo_intakes intakes;
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);

    if (status == IWMO_OK)
        status = iwmo_ledger_intakes(ledger, client, "", settings->consult.arena,
                                     &intakes, err);
    if (status == IWMO_OK && settings->done)
        status = close_intake(settings, &intakes, err);
    else if (status == IWMO_OK)
        status = open_intake(settings, client, &intakes, err);
    if (status == IWMO_OK)
        return iwmo_ledger_commit(ledger, err);
    iwmo_ledger_rollback(ledger);
    return status;
}

/* ---- command ---- */

static enum iwmo_status
work(struct settings *settings, struct iwmo_error *err)
{
    const bool changes = settings->done || settings->open;
    const char *name = changes ? "-" : settings->client;
    struct iwmo_intake_list list;
    struct iwmo_key client;
    enum iwmo_status status = IWMO_OK;

    if (name != NULL)
        status = iwmo_consult_client(&settings->consult, name, &client, err);
    if (status == IWMO_OK && changes)
        status = change(settings, &client, err);
    if (status == IWMO_OK)
        status = iwmo_intake_list_gather(&settings->consult,
                                         name != NULL ? &client : NULL, &list, err);
    if (status == IWMO_OK && settings->folder != NULL)
        status = iwmo_overdrachtsblad_write(&settings->consult, &list, settings->folder,
                                            settings->guard, err);
    if (status == IWMO_OK && settings->consult.format == 1)
        print_json(settings, &list);
    else if (status == IWMO_OK)
        print_text(settings, &list);
    return status;
}

enum iwmo_exit
iwmo_command_intake(char **argv)
{
    struct settings settings = {.consult.command = "intake"};
    struct iwmo_error err = {0};
    const enum iwmo_parsed parsed =
        iwmo_options_parse(&iwmo_intake_command, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_intake_command, stdout);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED && settings.done && settings.open)
        iwmo_fail(&err, IWMO_USAGE, "only one of --done and --open");
    if (parsed == IWMO_PARSED_WRONG || err.status != IWMO_OK) {
        iwmo_guard_free(settings.guard);
        return iwmo_complain("intake", &err);
    }
    if (iwmo_consult_open(&settings.consult, &err) == IWMO_OK)
        (void)!work(&settings, &err);
    iwmo_guard_free(settings.guard);
    return iwmo_consult_finish(&settings.consult, IWMO_EXIT_OK, &err);
}
