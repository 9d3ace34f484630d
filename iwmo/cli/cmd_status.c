#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "cli/intake_options.h"
#include "cli/overview.h"

#define REQUEST_DAYS  5  /* working days; OP274, OP346 */
#define INVESTIGATION 56 /* days */

struct settings {
    struct iwmo_consult consult; /* first */
    const char *client, *allocation, *message, *request, *declaration;
    struct iwmo_intake_options intake;
    struct iwmo_registers *registers; /* of organisations */
};

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)

static const struct iwmo_option rows[] = {
    {.name = "client",
     .argument = "-|KEY",
     .help = "a client: - takes the BSN from standard input; KEY is its pseudonym, "
             "or its first 8 digits",
     TEXT(client)},
    {.name = "allocation",
     .argument = "GEMEENTE/NUMMER",
     .help = "an allocation: 0384/667899",
     TEXT(allocation)},
    {.name = "message",
     .argument = "PARTY/TYPE/ID",
     .help = "a message, by who sent it and its Identificatie: 0384/301/A1",
     TEXT(message)},
    {.name = "request",
     .argument = "AGB/REFERENCE",
     .help = "a request, by its ReferentieAanbieder: 65656055/V-001",
     TEXT(request)},
    {.name = "declaration",
     .argument = "AGB/NUMBER",
     .help = "a declaration, by its DeclaratieNummer or\n"
             "DeclarantFactuurNummer: 65656055/DN001",
     TEXT(declaration)},
    IWMO_CONSULT_REPORT_ROW,
    IWMO_CONSULT_SHOW_ROW,
    IWMO_CONSULT_ROWS,
    IWMO_INTAKE_OPTION_ROWS(struct settings, intake),
    {.name = NULL},
};

const struct iwmo_command iwmo_status_command = {
    "status",
    "[OPTION]...",
    "Tell where a client, allocation, request or message stands",
    "One of --client, --allocation, --message, --request and --declaration says of\n"
    "what.  Tells its state, its whole history and which message proves each step, "
    "and\n"
    "of an allocation what was declared on it and what is left.  A BSN is read from\n"
    "standard input only; none and no name is printed, unless --show-values is "
    "given.\n",
    "  echo 999900006 | iwmo status --client -\n"
    "  iwmo status --allocation 0384/667899 --report json\n",
    rows,
    NULL,
    .operand_use = IWMO_USE_NONE};

/* ---- gathering ---- */

struct work {
    struct settings *settings;
    struct iwmo_consult *consult;
    struct iwmo_history history;
    struct iwmo_key client; /* of --client */
    struct iwmo_ask asks[IWMO_OVERVIEW_SIDES];
    struct iwmo_overview overviews[IWMO_OVERVIEW_SIDES];
    struct iwmo_ask ask;            /* on the books of the side at hand */
    struct iwmo_overview *overview; /* of that side */
};

static enum iwmo_status
make_room(struct work *work, size_t count, struct iwmo_error *err)
{
    struct iwmo_overview *overview = work->overview;
    struct iwmo_arena *arena = work->consult->arena;

    overview->stands = iwmo_arena_alloc(arena, (count + 1) * sizeof(*overview->stands));
    overview->requests =
        iwmo_arena_alloc(arena, (count + 1) * sizeof(*overview->requests));
    if (overview->stands == NULL || overview->requests == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

static enum iwmo_status
add_stand(struct work *work, const char *gemeente, int64_t nummer,
          struct iwmo_error *err)
{
    struct iwmo_overview *overview = work->overview;
    struct iwmo_stand *stand = &overview->stands[overview->stand_count];
    enum iwmo_status status =
        iwmo_stand_of(&work->ask, gemeente, nummer, work->consult->today, stand, err);

    overview->stand_count += status == IWMO_OK && stand->current != NULL;
    return status;
}

static enum iwmo_status
add_request(struct work *work, const char *aanbieder, const struct iwmo_key *referentie,
            struct iwmo_error *err)
{
    struct iwmo_overview *overview = work->overview;
    struct iwmo_overview_request *request =
        &overview->requests[overview->request_count];
    const struct iwmo_entry *entry = NULL;
    enum iwmo_status status = iwmo_ask_referentie(
        &work->ask, IWMO_BY_REFERENTIE, aanbieder, referentie,
        IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) | IWMO_KIND_BIT(IWMO_RECORD_VERZOEK) |
            IWMO_KIND_BIT(IWMO_RECORD_ANTWOORD) | IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING),
        &request->records, err);

    request->request = NULL;
    for (size_t i = 0; status == IWMO_OK && i < request->records.count; i++)
        if (request->records.rows[i].kind == IWMO_RECORD_AANVRAAG ||
            request->records.rows[i].kind == IWMO_RECORD_VERZOEK)
            request->request = &request->records.rows[i];
    if (status != IWMO_OK || request->request == NULL)
        return status;
    request->state = iwmo_verzoek_state_of(&request->records);
    status = iwmo_ask_entry(&work->ask, request->request->message, &entry, err);
    request->has_due = entry != NULL && (request->state == IWMO_VERZOEK_OPEN ||
                                         request->state == IWMO_VERZOEK_INVESTIGATION);
    if (request->has_due && request->state == IWMO_VERZOEK_OPEN)
        request->due = iwmo_calendar_after(NULL, entry->day, REQUEST_DAYS);
    else if (request->has_due)
        request->due.days = entry->dagtekening.days + INVESTIGATION;
    overview->request_count++;
    return status;
}

/* ---- of what ---- */

/* Split "0384/667899" at its first slash.  NULL: there is none. */
static const char *
split(const char *name, char *first, size_t room)
{
    const char *slash = strchr(name, '/');

    if (slash == NULL || slash == name || slash[1] == '\0' ||
        (size_t)(slash - name) >= room)
        return NULL;
    memcpy(first, name, (size_t)(slash - name));
    first[slash - name] = '\0';
    return slash + 1;
}

static bool
is_first(const struct iwmo_records *records, size_t place)
{
    const struct iwmo_record *record = &records->rows[place];

    for (size_t i = 0; i < place; i++)
        if (records->rows[i].kind == record->kind &&
            records->rows[i].nummer == record->nummer &&
            strcmp(records->rows[i].gemeente, record->gemeente) == 0 &&
            (record->kind == IWMO_RECORD_TOEWIJZING ||
             iwmo_key_equal(&records->rows[i].referentie, &record->referentie)))
            return false;
    return true;
}

static enum iwmo_status
of_client(struct work *work, struct iwmo_error *err)
{
    struct iwmo_records records;
    enum iwmo_status status = iwmo_ask_client(&work->ask, &work->client, "", "",
                                              IWMO_KIND_BIT(IWMO_RECORD_TOEWIJZING) |
                                                  IWMO_KIND_BIT(IWMO_RECORD_AANVRAAG) |
                                                  IWMO_KIND_BIT(IWMO_RECORD_VERZOEK),
                                              &records, err);

    if (status == IWMO_OK && records.count > 0)
        status = make_room(work, records.count, err);
    for (size_t i = 0; status == IWMO_OK && i < records.count; i++) {
        const struct iwmo_record *record = &records.rows[i];

        if (!is_first(&records, i))
            continue;
        status = record->kind == IWMO_RECORD_TOEWIJZING
                     ? add_stand(work, record->gemeente, record->nummer, err)
                     : add_request(work, record->aanbieder, &record->referentie, err);
    }
    if (status != IWMO_OK || work->ask.side != IWMO_SIDE_AANBIEDER)
        return status;
    const struct iwmo_intake_policy policy = iwmo_intake_options_policy(
        &work->settings->intake, work->settings->registers, work->consult->today);
    return iwmo_intakes_now(work->consult->ledger, &policy, &work->client,
                            work->consult->arena, &work->overview->intakes, err);
}

static enum iwmo_status
of_allocation(struct work *work, struct iwmo_error *err)
{
    char gemeente[5], *end = NULL;
    const char *nummer = split(work->settings->allocation, gemeente, sizeof(gemeente));
    const int64_t number = nummer != NULL ? strtoll(nummer, &end, 10) : IWMO_ABSENT;

    if (nummer == NULL || *end != '\0' || number < 0)
        return iwmo_fail(err, IWMO_USAGE,
                         "--allocation: gemeente and number, as in 0384/667899");
    if (make_room(work, 1, err) != IWMO_OK)
        return err->status;
    return add_stand(work, gemeente, number, err);
}

static enum iwmo_status
of_request(struct work *work, struct iwmo_error *err)
{
    char aanbieder[9];
    struct iwmo_key key;
    const char *referentie =
        split(work->settings->request, aanbieder, sizeof(aanbieder));

    if (referentie == NULL)
        return iwmo_fail(err, IWMO_USAGE,
                         "--request: provider and reference, as in 65656055/V-001");
    if (make_room(work, 1, err) != IWMO_OK ||
        iwmo_consult_make_key(work->consult, "referentie", iwmo_text(referentie), &key,
                              err) != IWMO_OK)
        return err->status;
    return add_request(work, aanbieder, &key, err);
}

#define WHOLE_CLAIM                                                                    \
    (IWMO_KIND_BIT(IWMO_RECORD_DECLARATIE) | IWMO_KIND_BIT(IWMO_RECORD_TOEKENNING))

static enum iwmo_status
of_declaration(struct work *work, struct iwmo_error *err)
{
    struct iwmo_overview *overview = work->overview;
    struct iwmo_overview_declaratie *found =
        iwmo_arena_alloc(work->consult->arena, sizeof(*found));
    char aanbieder[9];
    struct iwmo_key key;
    struct iwmo_records records;
    const char *nummer =
        split(work->settings->declaration, aanbieder, sizeof(aanbieder));

    if (nummer == NULL)
        return iwmo_fail(err, IWMO_USAGE,
                         "--declaration: provider and number, as in 65656055/DN001");
    if (found == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = iwmo_consult_make_key(work->consult, "declaratie",
                                                    iwmo_text(nummer), &key, err);
    if (status == IWMO_OK)
        status = iwmo_ask_referentie(&work->ask, IWMO_BY_REFERENTIE, aanbieder, &key,
                                     WHOLE_CLAIM, &records, err);
    if (status == IWMO_OK && records.count == 0) /* a 303, of release 2.3 */
        status = iwmo_consult_make_key(work->consult, "factuur", iwmo_text(nummer),
                                       &key, err);
    if (status == IWMO_OK && records.count == 0)
        status = iwmo_ask_referentie(&work->ask, IWMO_BY_REFERENTIE, aanbieder, &key,
                                     WHOLE_CLAIM, &records, err);
    for (size_t i = 0; status == IWMO_OK && i < records.count; i++)
        if (records.rows[i].kind == IWMO_RECORD_DECLARATIE)
            found->declaratie = &records.rows[i];
        else
            found->toekenning = &records.rows[i];
    if (status == IWMO_OK && found->declaratie != NULL)
        status =
            iwmo_ask_message(&work->ask, found->declaratie->message,
                             IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE), &found->lines, err);
    overview->declaraties = found;
    overview->declaratie_count =
        status == IWMO_OK && (found->declaratie != NULL || found->toekenning != NULL);
    return status;
}

/* One of at most `most`. */
static enum iwmo_status
add_message(struct work *work, const struct iwmo_entry *entry, size_t most,
            struct iwmo_error *err)
{
    struct iwmo_overview *overview = work->overview;

    if (overview->messages == NULL)
        overview->messages =
            iwmo_arena_alloc(work->consult->arena, most * sizeof(*overview->messages));
    if (overview->messages == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    struct iwmo_overview_message *message =
        &overview->messages[overview->message_count++];
    message->entry = entry;
    return iwmo_ask_message(&work->ask, entry->id, UINT32_MAX, &message->records, err);
}

static enum iwmo_status
of_message(struct work *work, struct iwmo_error *err)
{
    struct iwmo_entry_question question = {.by = IWMO_ENTRY_BY_IDENTIFICATIE,
                                           .like = {.side = work->ask.side}};
    char type[8];
    struct iwmo_entries entries;
    const char *rest = split(work->settings->message, question.like.afzender,
                             sizeof(question.like.afzender));
    const char *identificatie = rest != NULL ? split(rest, type, sizeof(type)) : NULL;

    if (identificatie == NULL)
        return iwmo_fail(
            err, IWMO_USAGE,
            "--message: sender, type and Identificatie, as in 0384/301/A1");
    snprintf(question.like.message, sizeof(question.like.message), "WMO%s", type);
    enum iwmo_status status =
        iwmo_consult_make_key(work->consult, "identificatie", iwmo_text(identificatie),
                              &question.like.identificatie, err);
    if (status == IWMO_OK)
        status = work->history.entries(work->history.self, &question,
                                       work->consult->arena, &entries, err);
    for (size_t i = 0; status == IWMO_OK && i < entries.count; i++)
        status = add_message(work, &entries.rows[i], entries.count, err);
    return status;
}

/* ---- both sides ---- */

/* On the books of which side; those of the other stay as they are. */
static void
turn_to(struct work *work, enum iwmo_side side)
{
    work->ask = work->asks[side];
    work->overview = &work->overviews[side];
}

/* Messages of `client` that were refused and so left nothing on the books of the side
 * at hand: what the other side has of it is not the whole story. */
static enum iwmo_status
add_refused(struct work *work, const struct iwmo_key *client, struct iwmo_error *err)
{
    struct iwmo_entry_question question = {
        .by = IWMO_ENTRY_BY_CLIENT,
        .like = {.side = work->ask.side, .client = *client}};
    struct iwmo_entries entries;
    enum iwmo_status status = work->history.entries(
        work->history.self, &question, work->consult->arena, &entries, err);

    for (size_t i = 0; status == IWMO_OK && i < entries.count; i++)
        if (entries.rows[i].state == IWMO_ENTRY_REFUSED)
            status = add_message(work, &entries.rows[i], entries.count, err);
    return status;
}

/* An allocation that one side has and the other does not. */
static enum iwmo_status
see_other_side(struct work *work, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        const struct iwmo_overview *other = &work->overviews[!side];

        turn_to(work, (enum iwmo_side)side);
        if (status == IWMO_OK && iwmo_consult_has_side(work->consult, work->ask.side) &&
            !iwmo_overview_has_any(work->overview) && other->stand_count > 0)
            status = add_refused(work, &other->stands[0].current->client, err);
    }
    return status;
}

static enum iwmo_status
look_up(struct work *work, struct iwmo_error *err)
{
    const struct settings *settings = work->settings;
    enum iwmo_status (*of)(struct work *, struct iwmo_error *) =
        settings->client != NULL       ? of_client
        : settings->allocation != NULL ? of_allocation
        : settings->message != NULL    ? of_message
        : settings->request != NULL    ? of_request
                                       : of_declaration;
    enum iwmo_status status = IWMO_OK;

    if (settings->client != NULL)
        status =
            iwmo_consult_client(work->consult, settings->client, &work->client, err);
    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
        turn_to(work, (enum iwmo_side)side);
        if (status == IWMO_OK && iwmo_consult_has_side(work->consult, work->ask.side))
            status = of(work, err);
    }
    return status == IWMO_OK && settings->allocation != NULL ? see_other_side(work, err)
                                                             : status;
}

static enum iwmo_exit
tell(struct settings *settings)
{
    struct iwmo_error err = {0};
    struct work work = {.settings = settings, .consult = &settings->consult};
    enum iwmo_status status = iwmo_consult_open(work.consult, &err);

    if (status == IWMO_OK)
        status = iwmo_intake_options_load(&settings->intake, work.consult->lang,
                                          &settings->registers, &err);
    if (status == IWMO_OK) {
        work.history = iwmo_ledger_history(work.consult->ledger);
        for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++) {
            work.asks[side] = (struct iwmo_ask){&work.history, work.consult->arena,
                                                (enum iwmo_side)side, 0};
            work.overviews[side].ask = &work.asks[side];
        }
        status = look_up(&work, &err);
    }
    if (status == IWMO_OK && settings->consult.format == 1)
        (void)!iwmo_overview_json(work.consult, work.overviews, &err);
    else if (status == IWMO_OK)
        (void)!iwmo_overview_text(work.consult, work.overviews, &err);
    iwmo_registers_free(settings->registers);
    return iwmo_consult_finish(work.consult, IWMO_EXIT_OK, &err);
}

static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    const int asked = (settings->client != NULL) + (settings->allocation != NULL) +
                      (settings->message != NULL) + (settings->request != NULL) +
                      (settings->declaration != NULL);

    if (asked != 1)
        return iwmo_fail(err, IWMO_USAGE,
                         "of what?  One of --client, --allocation, --message, "
                         "--request, --declaration");
    return IWMO_OK;
}

enum iwmo_exit
iwmo_command_status(char **argv)
{
    struct settings settings = {.consult.command = "status",
                                .intake = IWMO_INTAKE_OPTIONS_DEFAULTS};
    struct iwmo_error err = {0};
    const enum iwmo_parsed parsed =
        iwmo_options_parse(&iwmo_status_command, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_status_command, stdout);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED_WRONG || check(&settings, &err) != IWMO_OK)
        return iwmo_complain("status", &err);
    return tell(&settings);
}
