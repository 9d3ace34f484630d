#include <inttypes.h>

#include "cli/keep.h"
#include "ledger/forget.h"
#include "ledger/keeping.h"

enum { BATCH = 64 }; /* pieces per commit */

struct settings {
    struct iwmo_consult consult; /* first */
    bool reseal;
};

static const struct iwmo_option rows[] = {
    {.name = "reseal",
     .help = "seal anew what older secrets sealed",
     .kind = IWMO_OPTION_FLAG,
     .offset = offsetof(struct settings, reseal)},
    IWMO_CONSULT_LEDGER_ROWS,
    {.name = NULL},
};

static const struct iwmo_command command = {
    "ledger rotate",
    "[OPTION]...",
    "Take a new secret to seal messages with",
    "It is added to the key file; older secrets stay in it, for what they sealed.\n"
    "--reseal seals all anew, a batch at a time; what was interrupted is finished by\n"
    "the next --reseal.  After it the older secrets leave the key file: keep the key\n"
    "file of their time with older backups.  Pseudonyms do not change: see the man "
    "page.\n",
    "  iwmo ledger rotate --reseal\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

static enum iwmo_status
reseal(struct iwmo_consult *consult, uint64_t *pieces, struct iwmo_error *err)
{
    enum iwmo_status status;
    uint64_t after = 0;
    size_t done;

    do {
        status = iwmo_ledger_reseal(consult->ledger, BATCH, &after, &done, err);
        *pieces += done;
    } while (status == IWMO_OK && done == BATCH);
    return status;
}

static enum iwmo_status
work(struct settings *settings, struct iwmo_error *err)
{
    struct iwmo_consult *consult = &settings->consult;
    uint64_t pieces = 0;
    size_t dropped = 0;
    enum iwmo_status status = IWMO_OK;

    status = iwmo_ledger_rotate(consult->ledger, err);
    if (status == IWMO_OK)
        iwmo_buffer_text(
            &consult->out,
            iwmo_consult_words(consult,
                               "nieuw geheim in het sleutelbestand; maak daar een "
                               "nieuwe back-up van, apart\n",
                               "a new secret is in the key file; make a new backup of "
                               "it, apart\n"));
    if (status == IWMO_OK && settings->reseal)
        status = reseal(consult, &pieces, err);
    if (status == IWMO_OK && settings->reseal)
        status = iwmo_ledger_drop_secrets(consult->ledger, &dropped, err);
    if (status == IWMO_OK && settings->reseal)
        iwmo_buffer_printf(&consult->out, "%s: %" PRIu64 "\n",
                           iwmo_consult_words(consult, "opnieuw verzegelde delen",
                                              "pieces sealed anew"),
                           pieces);
    if (status == IWMO_OK && dropped > 0)
        iwmo_buffer_printf(
            &consult->out, "%s: %zu\n",
            iwmo_consult_words(
                consult,
                "geheimen uit het sleutelbestand die niets meer openen "
                "(oudere back-ups hebben hun eigen sleutelbestand nodig)",
                "secrets dropped from the key file that open nothing any "
                "more (older backups need the key file of their time)"),
            dropped);
    if (status == IWMO_OK)
        iwmo_ledger_settle(consult->ledger);
    return status;
}

static enum iwmo_exit
run(char **argv)
{
    struct settings settings = {.consult.command = command.name};
    struct iwmo_error err = {0};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    if (iwmo_consult_open(&settings.consult, &err) == IWMO_OK)
        (void)!work(&settings, &err);
    return iwmo_consult_finish(&settings.consult, IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_rotate = {&command, run};
