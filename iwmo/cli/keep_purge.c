#include <inttypes.h>
#include <stdio.h>

#include "cli/intake_options.h"
#include "cli/keep.h"
#include "flow/purge.h"
#include "ledger/forget.h"
#include "report/json.h"

struct settings {
    struct iwmo_consult consult; /* first */
    struct iwmo_given_day before;
    bool dry_run;
    struct iwmo_intake_options intake;
    struct iwmo_registers *registers; /* of organisations */
};

static const struct iwmo_option rows[] = {
    {.name = "before",
     .argument = "YYYY-MM-DD",
     .help = "forget closed cases in which nothing happened on or after this day",
     .kind = IWMO_OPTION_DAY,
     .offset = offsetof(struct settings, before)},
    {.name = "dry-run",
     .help = "only count",
     .kind = IWMO_OPTION_FLAG,
     .offset = offsetof(struct settings, dry_run)},
    IWMO_CONSULT_REPORT_ROW,
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_INTAKE_OPTION_ROWS(struct settings, intake),
    {.name = NULL},
};

static const struct iwmo_command command = {
    "ledger purge",
    "--before YYYY-MM-DD [OPTION]...",
    "Forget closed cases",
    "What is sealed and what is known of a client is removed when nothing of it is "
    "open:\n"
    "no allocation planned or active, no delivery running or paused, no open request, "
    "no\n"
    "message without answer, no declared line that can still be credited, no open "
    "intake.\n"
    "Of each message stay its kind, state, parties, day and fingerprints, so that a\n"
    "duplicate is still recognised.\n",
    "  iwmo ledger purge --before 2019-01-01 --dry-run\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

/* ---- telling ---- */

static void
print_text(const struct settings *settings, const struct iwmo_purge_plan *plan,
           const struct iwmo_forgotten *forgotten, struct iwmo_buffer *out)
{
    const struct iwmo_consult *consult = &settings->consult;
    const bool is_dutch = consult->lang == IWMO_NL;

    iwmo_buffer_printf(out, "%s: %zu %s %zu\n",
                       iwmo_consult_words(consult, "gesloten", "closed"),
                       plan->kept[IWMO_PURGE_NOT],
                       iwmo_consult_words(consult, "van", "of"), plan->clients);
    for (size_t why = IWMO_PURGE_NOT + 1; why < IWMO_PURGE_KEEPS; why++)
        if (plan->kept[why] > 0)
            iwmo_buffer_printf(
                out, "%s: %zu (%s)\n", iwmo_consult_words(consult, "bewaard", "kept"),
                plan->kept[why], iwmo_purge_words((enum iwmo_purge_keep)why, is_dutch));
    iwmo_buffer_printf(
        out, "%s: %zu %s, %zu intakes",
        settings->dry_run
            ? iwmo_consult_words(consult, "zou verwijderen", "would remove")
            : iwmo_consult_words(consult, "verwijderd", "removed"),
        plan->message_count, iwmo_consult_words(consult, "berichten", "messages"),
        plan->intake_count);
    if (!settings->dry_run)
        iwmo_buffer_printf(
            out, ", %" PRIu64 " %s, %" PRIu64 " %s", forgotten->records,
            iwmo_consult_words(consult, "gegevens", "records"), forgotten->pieces,
            iwmo_consult_words(consult, "verzegelde delen", "sealed pieces"));
    iwmo_buffer_char(out, '\n');
}

static void
print_json(const struct settings *settings, const struct iwmo_purge_plan *plan,
           const struct iwmo_forgotten *forgotten, struct iwmo_buffer *out)
{
    static const char *const names[IWMO_PURGE_KEEPS] = {
        NULL,           "keptRecent",  "keptUnanswered", "keptAllocation",
        "keptDelivery", "keptRequest", "keptDeclared",   "keptIntake"};

    iwmo_buffer_char(out, '{');
    iwmo_consult_json_bool(out, "dryRun", settings->dry_run);
    iwmo_consult_json_date(out, "before", settings->before.date);
    iwmo_consult_json_number(out, "clients", (int64_t)plan->clients);
    iwmo_consult_json_number(out, "closed", (int64_t)plan->kept[IWMO_PURGE_NOT]);
    for (size_t why = IWMO_PURGE_NOT + 1; why < IWMO_PURGE_KEEPS; why++)
        iwmo_consult_json_number(out, names[why], (int64_t)plan->kept[why]);
    iwmo_consult_json_number(out, "messages", (int64_t)plan->message_count);
    iwmo_consult_json_number(out, "intakes", (int64_t)plan->intake_count);
    if (!settings->dry_run) {
        iwmo_consult_json_number(out, "records", (int64_t)forgotten->records);
        iwmo_consult_json_number(out, "sealedPieces", (int64_t)forgotten->pieces);
    }
    iwmo_buffer_text(out, "}\n");
}

/* ---- forgetting ---- */

static enum iwmo_status
note_act(struct settings *settings, const struct iwmo_forgotten *forgotten,
         struct iwmo_error *err)
{
    char detail[200], day[IWMO_DATE_TEXT];

    snprintf(detail, sizeof(detail),
             "before %s: %" PRIu64 " messages, %" PRIu64 " records, %" PRIu64
             " pieces, %" PRIu64 " intakes",
             iwmo_date_print(settings->before.date, day), forgotten->messages,
             forgotten->records, forgotten->pieces, forgotten->intakes);
    return iwmo_ledger_note_act(settings->consult.ledger, "purged", detail, NULL, NULL,
                                err);
}

/* In one transaction: what is judged closed does not open meanwhile. */
static enum iwmo_status
purge(struct settings *settings, struct iwmo_purge_plan *plan,
      struct iwmo_forgotten *forgotten, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    const struct iwmo_purge_options options = {
        settings->before.date,
        iwmo_intake_options_policy(&settings->intake, settings->registers,
                                   consult->today)};
    enum iwmo_status status = iwmo_ledger_begin(consult->ledger, err);

    if (status != IWMO_OK)
        return status;
    status = iwmo_purge_plan_make(consult->ledger, &options, consult->arena, plan, err);
    if (status != IWMO_OK || settings->dry_run)
        return status; /* closing rolls back */
    for (size_t i = 0; status == IWMO_OK && i < plan->message_count; i++)
        status = iwmo_ledger_forget_message(consult->ledger, plan->messages[i],
                                            forgotten, err);
    for (size_t i = 0; status == IWMO_OK && i < plan->intake_count; i++)
        status = iwmo_ledger_forget_intake(consult->ledger, plan->intakes[i], forgotten,
                                           err);
    if (status == IWMO_OK && plan->message_count + plan->intake_count > 0)
        status = note_act(settings, forgotten, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_commit(consult->ledger, err);
    if (status == IWMO_OK)
        iwmo_ledger_settle(consult->ledger);
    return status;
}

static enum iwmo_exit
run(char **argv)
{
    struct settings settings = {.consult.command = command.name,
                                .intake = IWMO_INTAKE_OPTIONS_DEFAULTS};
    struct iwmo_consult *consult = &settings.consult;
    struct iwmo_purge_plan plan = {0};
    struct iwmo_forgotten forgotten = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    if (!settings.before.is_given) {
        iwmo_fail(&err, IWMO_USAGE, "--before says up to which day");
        return iwmo_complain(command.name, &err);
    }
    enum iwmo_status status = iwmo_consult_open(consult, &err);
    if (status == IWMO_OK && iwmo_date_before(consult->today, settings.before.date))
        status = iwmo_fail(&err, IWMO_USAGE, "--before: that day is still to come");
    if (status == IWMO_OK)
        status = iwmo_intake_options_load(&settings.intake, consult->lang,
                                          &settings.registers, &err);
    if (status == IWMO_OK)
        status = purge(&settings, &plan, &forgotten, &err);
    if (status == IWMO_OK && consult->format == 1)
        print_json(&settings, &plan, &forgotten, &consult->out);
    else if (status == IWMO_OK)
        print_text(&settings, &plan, &forgotten, &consult->out);
    iwmo_registers_free(settings.registers);
    return iwmo_consult_finish(consult, IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_purge = {&command, run};
