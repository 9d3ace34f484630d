#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/intake_options.h"
#include "cli/keep.h"
#include "flow/purge.h"
#include "ledger/forget.h"

struct settings {
    struct iwmo_consult consult; /* first */
    bool force;
    struct iwmo_intake_options intake;
    struct iwmo_registers *registers; /* of organisations */
};

static const struct iwmo_option rows[] = {
    {.name = "force",
     .help = "also when the client has open cases",
     .kind = IWMO_OPTION_FLAG,
     .offset = offsetof(struct settings, force)},
    IWMO_CONSULT_LEDGER_ROWS,
    IWMO_INTAKE_OPTION_ROWS(struct settings, intake),
    {.name = NULL},
};

static const struct iwmo_command command = {
    "ledger erase",
    "[OPTION]...",
    "Erase one client, whose BSN is on standard input",
    "Sealed messages, records, intakes, notes and block of the client go.  Of a "
    "message\n"
    "about several clients (323, 325) the sealed file goes, and of its records only "
    "those\n"
    "of this client.  Messages that were refused are opened to see whether they hold "
    "the\n"
    "BSN.  The audit trail gets a line that proves it, which is printed.\n",
    "  iwmo ledger erase <bsn.txt >proof.txt\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

struct erasing {
    struct iwmo_consult *consult;
    struct iwmo_key client;
    char bsn[IWMO_CONSULT_BSN];
    struct iwmo_forgotten forgotten;
    uint64_t shared; /* messages about others too, whose sealed file went */
    uint64_t *nameless;
    size_t nameless_count;
    struct iwmo_error *err;
};

/* ---- messages that name no client in the books ---- */

struct search {
    const char *bsn;
    char tail[IWMO_CONSULT_BSN]; /* the last digits that came by */
    size_t size;
    bool is_found;
};

/* NULs are passed over, so that UTF-16 is read too. */
static enum iwmo_status
look_for_bsn(void *self, struct iwmo_text bytes)
{
    struct search *search = self;

    for (size_t i = 0; i < bytes.size && !search->is_found; i++) {
        const char c = bytes.at[i];
        if (c == '\0')
            continue;
        if (c < '0' || c > '9') {
            search->size = 0;
            continue;
        }
        if (search->size == IWMO_CONSULT_BSN - 1)
            memmove(search->tail, search->tail + 1, --search->size);
        search->tail[search->size++] = c;
        search->is_found = search->size == IWMO_CONSULT_BSN - 1 &&
                           memcmp(search->tail, search->bsn, search->size) == 0;
    }
    return IWMO_OK;
}

static enum iwmo_status
hear_nameless(void *self, const struct iwmo_entry *entry)
{
    struct erasing *erasing = self;
    struct search search = {.bsn = erasing->bsn};

    if (!iwmo_key_is_absent(&entry->client))
        return IWMO_OK;
    enum iwmo_status status =
        iwmo_ledger_unseal(erasing->consult->ledger, entry->id, "file",
                           (struct iwmo_drain){look_for_bsn, &search}, erasing->err);
    explicit_bzero(search.tail, sizeof(search.tail));
    if (status != IWMO_OK || !search.is_found)
        return status;
    if ((erasing->nameless_count & (erasing->nameless_count + 1)) == 0) {
        uint64_t *grown =
            iwmo_arena_alloc(erasing->consult->arena,
                             2 * (erasing->nameless_count + 1) * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(erasing->err, IWMO_NO_MEMORY, "out of memory");
        if (erasing->nameless_count > 0)
            memcpy(grown, erasing->nameless, erasing->nameless_count * sizeof(*grown));
        erasing->nameless = grown;
    }
    erasing->nameless[erasing->nameless_count++] = entry->id;
    return IWMO_OK;
}

/* ---- erasing ---- */

static bool
is_shared(const struct iwmo_entry *entry)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);

    return bericht != NULL && bericht->unit == BERICHT_DECLARATIE;
}

static enum iwmo_status
erase_message(struct erasing *erasing, uint64_t message)
{
    struct iwmo_ledger *ledger = erasing->consult->ledger;
    struct iwmo_history history = iwmo_ledger_history(ledger);
    struct iwmo_entry_question question = {.by = IWMO_ENTRY_BY_ID, .like.id = message};
    struct iwmo_entries found;
    bool is_sealed = false;
    enum iwmo_status status = history.entries(
        history.self, &question, erasing->consult->arena, &found, erasing->err);

    if (status != IWMO_OK || found.count == 0)
        return status;
    if (!is_shared(&found.rows[0]))
        return iwmo_ledger_forget_message(ledger, message, &erasing->forgotten,
                                          erasing->err);
    status = iwmo_ledger_is_sealed(ledger, message, &is_sealed, erasing->err);
    erasing->shared += is_sealed;
    return status == IWMO_OK
               ? iwmo_ledger_forget_client(ledger, message, &erasing->client,
                                           &erasing->forgotten, erasing->err)
               : status;
}

static enum iwmo_status
erase_intakes(struct erasing *erasing)
{
    struct iwmo_consult *consult = erasing->consult;
    struct iwmo_intakes intakes;
    enum iwmo_status status = iwmo_ledger_intakes(
        consult->ledger, &erasing->client, "", consult->arena, &intakes, erasing->err);

    for (size_t i = 0; status == IWMO_OK && i < intakes.count; i++)
        status = iwmo_ledger_forget_intake(consult->ledger, intakes.rows[i].id,
                                           &erasing->forgotten, erasing->err);
    return status;
}

static enum iwmo_status
prove(struct erasing *erasing)
{
    struct iwmo_consult *consult = erasing->consult;
    const struct iwmo_forgotten *forgotten = &erasing->forgotten;
    char detail[200], proof[IWMO_DIGEST_TEXT], day[IWMO_DATE_TEXT];

    snprintf(detail, sizeof(detail),
             "%" PRIu64 " messages, %" PRIu64 " shared files, %" PRIu64
             " records, %" PRIu64 " notes, %" PRIu64 " pieces, %" PRIu64 " intakes",
             forgotten->messages, erasing->shared, forgotten->records, forgotten->notes,
             forgotten->pieces, forgotten->intakes);
    enum iwmo_status status = iwmo_ledger_note_act(
        consult->ledger, "erased", detail, &erasing->client, proof, erasing->err);
    if (status == IWMO_OK)
        iwmo_buffer_printf(&consult->out, "%s %s: %s; %s\n",
                           iwmo_consult_words(consult, "gewist op", "erased on"),
                           iwmo_date_print(consult->today, day), proof, detail);
    if (status == IWMO_OK && erasing->shared > 0)
        iwmo_buffer_printf(
            &consult->out, "%s: %" PRIu64 "\n",
            iwmo_consult_words(consult,
                               "berichten over meer cliënten waarvan het verzegelde "
                               "bestand weg is",
                               "messages about other clients too, whose sealed file is "
                               "gone"),
            erasing->shared);
    return status;
}

static enum iwmo_status
erase(struct erasing *erasing, const struct iwmo_purge_case *one)
{
    struct iwmo_consult *consult = erasing->consult;
    enum iwmo_status status = iwmo_ledger_each_entry(consult->ledger, 0, hear_nameless,
                                                     erasing, erasing->err);

    for (size_t i = 0; status == IWMO_OK && i < one->message_count; i++)
        status = erase_message(erasing, one->messages[i]);
    for (size_t i = 0; status == IWMO_OK && i < erasing->nameless_count; i++)
        status = erase_message(erasing, erasing->nameless[i]);
    if (status == IWMO_OK)
        status = erase_intakes(erasing);
    if (status == IWMO_OK)
        status = iwmo_ledger_block(consult->ledger, &erasing->client, false,
                                   consult->today, erasing->err);
    return status == IWMO_OK ? prove(erasing) : status;
}

static enum iwmo_status
work(struct settings *settings, struct erasing *erasing)
{
    struct iwmo_consult *consult = &settings->consult;
    const struct iwmo_purge_options options = {
        IWMO_DATE_OPEN_END,
        iwmo_intake_options_policy(&settings->intake, settings->registers,
                                   consult->today)};
    struct iwmo_purge_case one;
    struct iwmo_error *err = erasing->err;
    enum iwmo_status status = iwmo_consult_read_bsn(erasing->bsn, err);

    if (status == IWMO_OK)
        status = iwmo_consult_make_key(consult, "bsn", iwmo_text(erasing->bsn),
                                       &erasing->client, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_begin(consult->ledger, err);
    if (status != IWMO_OK)
        return status;
    status = iwmo_purge_judge(consult->ledger, &options, &erasing->client,
                              consult->arena, &one, err);
    if (status == IWMO_OK && one.keep != IWMO_PURGE_NOT && !settings->force)
        status = iwmo_fail(err, IWMO_USAGE,
                           "not erased: the client has %s; --force erases all the same",
                           iwmo_purge_words(one.keep, false));
    if (status == IWMO_OK)
        status = erase(erasing, &one);
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
    struct iwmo_error err = {0};
    struct erasing erasing = {.consult = &settings.consult, .err = &err};
    enum iwmo_exit done;

    if (!iwmo_command_parse(&command, argv, &settings, &done))
        return done;
    enum iwmo_status status = iwmo_consult_open(&settings.consult, &err);
    if (status == IWMO_OK)
        status = iwmo_intake_options_load(&settings.intake, settings.consult.lang,
                                          &settings.registers, &err);
    if (status == IWMO_OK)
        status = work(&settings, &erasing);
    explicit_bzero(erasing.bsn, sizeof(erasing.bsn));
    if (status != IWMO_OK)
        iwmo_fail(&err, status, "the client was not erased");
    iwmo_registers_free(settings.registers);
    return iwmo_consult_finish(&settings.consult, IWMO_EXIT_OK, &err);
}

const struct iwmo_keep iwmo_keep_erase = {&command, run};
