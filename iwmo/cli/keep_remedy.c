#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intake_options.h"
#include "cli/keep.h"
#include "flow/remedy.h"
#include "model/levensloop.h"
#include "standard/bericht.h"

/*
 * What a person decides: a removed number is restored, an open request is granted.
 */
struct settings {
    struct iwmo_consult consult; /* first */
    const char *allocation, *request, *reason;
    struct iwmo_intake_options options; /* of restore */
};

#define TEXT(word, form, words, member)                                                \
    {                                                                                  \
        .name = word, .argument = form, .help = words, .kind = IWMO_OPTION_TEXT,       \
        .offset = offsetof(struct settings, member)                                    \
    }
#define REASON TEXT("reason", "TEXT", "why, in a few words; it is sealed", reason)
#define ROLE                                                                           \
    {                                                                                  \
        .name = "role", .argument = "ROLE",                                            \
        .help = "gemeente or aanbieder: only these books; default: both",              \
        .kind = IWMO_OPTION_CHOICE, .offset = offsetof(struct iwmo_consult, role),     \
        .choices = iwmo_consult_roles                                                  \
    }

static const struct iwmo_option restore_rows[] = {
    TEXT("allocation", "GEMEENTE/NUMBER", "the removed allocation: 0384/667899",
         allocation),
    REASON,
    ROLE,
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_INTAKE_OPTION_ROWS(struct settings, options),
    {.name = NULL},
};

static const struct iwmo_option granted_rows[] = {
    TEXT("request", "AANBIEDER/REFERENCE",
         "the request: AGB code and ReferentieAanbieder, 65656055/V-001", request),
    REASON,
    ROLE,
    IWMO_CONSULT_LEDGER_ROWS,
    {.name = NULL},
};

static const struct iwmo_command restore = {
    "ledger restore",
    "--allocation GEMEENTE/NUMBER --reason TEXT [OPTION]...",
    "Take back the removal of an allocation",
    "A removed number stays removed, whatever comes after it.  When that was a "
    "mistake,\n"
    "this puts the removal aside: the last version holds again, and whether an intake "
    "is\n"
    "needed is decided now.  The audit trail gets a line; the reason is sealed.  Exit\n"
    "status: 0 restored, 1 it was not removed.\n",
    "  iwmo ledger restore --allocation 0384/667899 --reason 'removed by mistake'\n",
    restore_rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static const struct iwmo_command granted = {
    "ledger granted",
    "--request AANBIEDER/REFERENCE --reason TEXT [OPTION]...",
    "Take an open request as granted",
    "A grant that does not name its request leaves that open, and no next request of "
    "the\n"
    "client is taken.  This closes it.  The audit trail gets a line; the reason is\n"
    "sealed.  Exit status: 0 closed, 1 there is no such open request.\n",
    "  iwmo ledger granted --request 65656055/V-001 --reason 'granted as "
    "0384/667899'\n",
    granted_rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

/* "0384/667899" in two; false: it is not. */
static bool
split(const char *text, char *before, size_t room, const char **after)
{
    const char *slash = text != NULL ? strchr(text, '/') : NULL;
    size_t size = slash != NULL ? (size_t)(slash - text) : 0;

    if (size == 0 || size >= room || slash[1] == '\0')
        return false;
    memcpy(before, text, size);
    before[size] = '\0';
    *after = slash + 1;
    return true;
}

static enum iwmo_status
check_reason(const struct settings *settings, struct iwmo_error *err)
{
    const char *reason = settings->reason;

    if (reason == NULL || reason[0] == '\0' ||
        strlen(reason) > IWMO_REMEDY_REASON_BYTES)
        return iwmo_fail(err, IWMO_USAGE, "--reason says why, in at most %d bytes",
                         IWMO_REMEDY_REASON_BYTES);
    return IWMO_OK;
}

/* On the books of one side; `*is_done`: something changed. */
typedef enum iwmo_status act(struct settings *settings,
                             const struct iwmo_remedy *remedy, bool *is_done,
                             struct iwmo_error *err);

static enum iwmo_status
restore_side(struct settings *settings, const struct iwmo_remedy *remedy, bool *is_done,
             struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    const struct iwmo_record *current;
    const char *nummer = NULL;
    char gemeente[5], *end = NULL;

    if (!split(settings->allocation, gemeente, sizeof(gemeente), &nummer))
        return iwmo_fail(err, IWMO_USAGE,
                         "--allocation: gemeente and number, as in 0384/667899");
    long long number = strtoll(nummer, &end, 10);
    if (*end != '\0' || number < 0)
        return iwmo_fail(err, IWMO_USAGE,
                         "--allocation: gemeente and number, as in 0384/667899");
    enum iwmo_status status =
        iwmo_remedy_restore(remedy, gemeente, number, &current, err);
    if (status != IWMO_OK || current == NULL)
        return status;
    *is_done = true;
    if (remedy->side == IWMO_SIDE_AANBIEDER) { /* as of an allocation that is new */
        iwmo_ledger_set_day(consult->ledger, consult->today);
        status = iwmo_intake_options_review(&settings->options, consult,
                                            &current->client, err);
    }
    if (status != IWMO_OK)
        return status;
    iwmo_buffer_printf(
        &consult->out, "%s/%lld (%s): %s\n", gemeente, number,
        iwmo_side_name(remedy->side),
        iwmo_toewijzing_state_words(iwmo_toewijzing_state(current, consult->today),
                                    consult->lang == IWMO_NL));
    return IWMO_OK;
}

static enum iwmo_status
grant_side(struct settings *settings, const struct iwmo_remedy *remedy, bool *is_done,
           struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    struct iwmo_key referentie;
    const char *reference = NULL;
    char aanbieder[9];
    bool is_done_here = false;

    if (!split(settings->request, aanbieder, sizeof(aanbieder), &reference))
        return iwmo_fail(err, IWMO_USAGE,
                         "--request: provider and reference, as in 65656055/V-001");
    enum iwmo_status status = iwmo_consult_make_key(
        consult, "referentie", iwmo_text(reference), &referentie, err);
    if (status == IWMO_OK)
        status = iwmo_remedy_grant(remedy, aanbieder, &referentie, &is_done_here, err);
    if (status != IWMO_OK || !is_done_here)
        return status;
    *is_done = true;
    iwmo_buffer_printf(
        &consult->out, "%s (%s): %s\n", settings->request, iwmo_side_name(remedy->side),
        iwmo_verzoek_state_words(IWMO_VERZOEK_GRANTED, consult->lang == IWMO_NL));
    return IWMO_OK;
}

static enum iwmo_status
work(struct settings *settings, act *do_side, bool *is_done, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    struct iwmo_remedy remedy = {
        .ledger = consult->ledger, .reason = settings->reason, .arena = consult->arena};
    enum iwmo_status status = iwmo_ledger_begin(consult->ledger, err);

    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        remedy.side = (enum iwmo_side)side;
        if (status == IWMO_OK && iwmo_consult_has_side(consult, remedy.side))
            status = do_side(settings, &remedy, is_done, err);
    }
    return status == IWMO_OK ? iwmo_ledger_commit(consult->ledger, err) : status;
}

static enum iwmo_exit
run(const struct iwmo_command *command, act *do_side, char **argv)
{
    struct settings settings = {.consult.command = command->name,
                                .options = IWMO_INTAKE_OPTIONS_DEFAULTS};
    struct iwmo_consult *consult = &settings.consult;
    struct iwmo_error err = {0};
    enum iwmo_exit done;
    bool is_done = false;

    if (!iwmo_command_parse(command, argv, &settings, &done))
        return done;
    if (check_reason(&settings, &err) != IWMO_OK)
        return iwmo_complain(command->name, &err);
    if (iwmo_consult_open(consult, &err) == IWMO_OK &&
        work(&settings, do_side, &is_done, &err) == IWMO_OK && !is_done)
        iwmo_buffer_text(
            &consult->out,
            iwmo_consult_words(consult, "er verandert niets\n", "nothing changes\n"));
    return iwmo_consult_finish(consult,
                               is_done ? IWMO_EXIT_OK : IWMO_EXIT_NOT_ACCEPTABLE, &err);
}

static enum iwmo_exit
run_restore(char **argv)
{
    return run(&restore, restore_side, argv);
}

static enum iwmo_exit
run_granted(char **argv)
{
    return run(&granted, grant_side, argv);
}

const struct iwmo_keep iwmo_keep_restore = {&restore, run_restore};
const struct iwmo_keep iwmo_keep_granted = {&granted, run_granted};
