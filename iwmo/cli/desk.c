#include "cli/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/place.h"
#include "base/seed.h"
#include "cli/desk_summary.h"
#include "cli/tell.h"
#include "files/inputs.h"
#include "files/outbox.h"

#define BATCH_MESSAGES     256
#define BATCH_SECONDS      1
#define HOLD_SECONDS       5
#define LARGE_BYTES        ((off_t)1 << 20)
#define PAUSE_MICROSECONDS 2000 /* for who waits for the ledger */

/* ---- settings ---- */

static const char *const role_names[] = {"auto", "gemeente", "aanbieder", NULL};
static const char *const lang_names[] = {"nl", "en", NULL};
static const char *const format_names[] = {"text", "json", "jsonl", NULL};
static const char *const refuses_fixed_names[] = {"waarschuw", "weiger", NULL};

static enum iwmo_status
set_fixed(void *self, const char *value, struct iwmo_error *err)
{
    struct iwmo_desk *desk = self;

    for (int i = 0; refuses_fixed_names[i] != NULL; i++) {
        if (strcmp(value, refuses_fixed_names[i]) == 0) {
            desk->refuses_fixed = i == 1;
            return IWMO_OK;
        }
    }
    return iwmo_fail(err, IWMO_USAGE, "--vaste-velden: waarschuw or weiger");
}

enum iwmo_status
iwmo_desk_operand(void *self, const char *value, struct iwmo_error *err)
{
    struct iwmo_desk *desk = self;

    if (desk->operand_count == desk->operand_room) {
        size_t room = desk->operand_room > 0 ? 2 * desk->operand_room : 64;
        const char **grown = realloc(desk->operands, room * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        desk->operands = grown;
        desk->operand_room = room;
    }
    desk->operands[desk->operand_count++] = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct iwmo_desk, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define NUMBER(name) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = 100000
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names
#define DAY(name)    .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(set_)   .kind = IWMO_OPTION_CALL, .set = set_

const struct iwmo_option iwmo_desk_options[] = {
    {"ledger", "PATH", "the ledger; default: $XDG_STATE_HOME/iwmo/ledger.db",
     TEXT(ledger), .use = IWMO_USE_LEDGER},
    {"key", "PATH", "its key file; default: the ledger's path with .key after it",
     TEXT(key), .use = IWMO_USE_KEY},
    {"new-ledger", NULL, "make a ledger though its key file is there already",
     FLAG(is_new_ledger)},
    {"role", "ROLE",
     "gemeente or aanbieder: take only messages of this side; default: "
     "auto, as the message says",
     CHOICE(role)},
    {"output-dir", "DIR",
     "where answers are written; it is made when it is not there;\n"
     "default: the current folder",
     TEXT(folder), .letter = 'd', .use = IWMO_USE_OUTPUT},
    {"output", "DIR", "the same", TEXT(folder), .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"date", "YYYY-MM-DD", "the day of today", DAY(date)},
    {"contract", "PATH", "contract register (CSV)", TEXT(contracten),
     .use = IWMO_USE_FILE},
    {"gemeenten", "PATH", "codes of gemeenten (CSV); default: built in",
     TEXT(gemeenten), .use = IWMO_USE_FILE},
    {"agb", "PATH", "codes of providers (CSV)", TEXT(agb), .use = IWMO_USE_FILE},
    {"producten", "PATH", "product codes (CSV)", TEXT(producten), .use = IWMO_USE_FILE},
    {"afspraken", "PATH", "how providers claim in release 2.3 (CSV): kind and period",
     TEXT(afspraken), .use = IWMO_USE_FILE},
    {"taakgericht", NULL, "starts and stops without ToewijzingNummer were agreed",
     FLAG(is_taakgericht)},
    {"vaste-velden", "HOW",
     "another fixed field under a known number: waarschuw "
     "(default) or weiger",
     CALL(set_fixed)},
    {"identificatie-streng", NULL,
     "an Identificatie stays used when its message was refused",
     FLAG(is_strict_identificatie)},
    IWMO_INTAKE_OPTION_ROWS(struct iwmo_desk, intake),
    {"reference", "TEXT",
     "the transport's reference of the one FILE; default: its name", TEXT(reference)},
    {"by-content", NULL, "the same bytes are the same delivery, under whatever name",
     FLAG(is_by_content)},
    {"min-age", "SECONDS", "leave files that were written to more recently",
     NUMBER(min_age)},
    {"batch", "N", "messages per commit; default: 256", NUMBER(batch)},
    {"hold", "SECONDS",
     "how long one message may keep others from the ledger; default: 5", NUMBER(hold)},
    {"jobs", "N", "use N threads; default: one per core; more than two do not help",
     NUMBER(jobs), .letter = 'j'},
    {"report", "FORMAT", "text, json or jsonl (an object per line); default: text",
     CHOICE(format)},
    {"files-from", "PATH", "read the names of files from PATH, or - for standard input",
     TEXT(list), .use = IWMO_USE_LIST},
    {"null", NULL, "names in --files-from end with NUL", FLAG(is_nul_separated),
     .letter = '0'},
    {"recursive", NULL, "search folders", FLAG(recursive), .letter = 'r'},
    {"lang", "nl|en", "language of what is said; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data", FLAG(show_values)},
    {"new-answers-only", NULL, "do not write the answer to a repeat again",
     FLAG(new_answers_only)},
    {"quiet", NULL, "text: say nothing of what went well, nor of repeats", FLAG(quiet),
     .letter = 'q'},
    {.name = NULL},
};

void
iwmo_desk_init(struct iwmo_desk *desk)
{
    *desk = (struct iwmo_desk){.folder = ".",
                               .batch = BATCH_MESSAGES,
                               .hold = HOLD_SECONDS,
                               .jobs = iwmo_command_cores(),
                               .intake = IWMO_INTAKE_OPTIONS_DEFAULTS};
}

void
iwmo_desk_release(struct iwmo_desk *desk)
{
    free(desk->operands);
    iwmo_guard_free(desk->guard);
}

/* ---- work ---- */

struct work {
    const struct iwmo_desk *desk;
    const char *command;
    bool is_sending;
    struct iwmo_ledger *ledger;
    struct iwmo_registers *registers;
    struct iwmo_books *books;
    struct iwmo_inputs *inputs;
    struct iwmo_booked_way way;
    struct iwmo_outbox *outbox; /* answers and lines of the batch at hand */
    struct iwmo_desk_summary summary;
    size_t batch_count;
    time_t batch_start;
    enum iwmo_exit worst;
};

static enum iwmo_status
open_books(struct work *work, struct iwmo_error *err)
{
    const struct iwmo_desk *desk = work->desk;
    const struct iwmo_registers_options registers = {
        .gemeenten = desk->gemeenten,
        .agb = desk->agb,
        .producten = desk->producten,
        .contracten = desk->contracten,
        .organisatie = desk->intake.organisatie,
        .afspraken = desk->afspraken,
        .lang = (enum iwmo_lang)desk->lang,
    };
    const struct iwmo_date today = iwmo_command_today(&desk->date);
    const struct iwmo_ledger_options ledger = {.path = desk->ledger,
                                               .key_path = desk->key,
                                               .takes_key = desk->is_new_ledger,
                                               .today = &today};
    struct iwmo_books_options books = {
        .today = today,
        .has_role = desk->role != 0,
        .role = desk->role == 1 ? IWMO_SIDE_GEMEENTE : IWMO_SIDE_AANBIEDER,
        .is_taakgericht = desk->is_taakgericht,
        .refuses_fixed = desk->refuses_fixed,
        .is_by_content = desk->is_by_content,
        .is_strict_identificatie = desk->is_strict_identificatie,
        .intake = iwmo_intake_options_settings(&desk->intake),
    };
    struct iwmo_inputs_options inputs = {
        desk->operands,  desk->operand_count, desk->list, desk->is_nul_separated,
        desk->recursive, desk->min_age,       false};

    books.seed = iwmo_seed();
    /* a folder that cannot be written to is told before anything is booked */
    if (iwmo_registers_load(&registers, &work->registers, err) != IWMO_OK ||
        (!work->is_sending && iwmo_place_folder(desk->folder, 0700, err) != IWMO_OK) ||
        iwmo_ledger_open(&ledger, &work->ledger, err) != IWMO_OK)
        return err->status;
    iwmo_ledger_set_hold(work->ledger, (unsigned)desk->hold);
    books.ledger = work->ledger;
    books.registers = work->registers;
    work->books = iwmo_books_new(&books, err);
    work->inputs = work->books != NULL ? iwmo_inputs_open(&inputs, err) : NULL;
    if (work->inputs != NULL)
        work->outbox = iwmo_outbox_new(desk->folder, desk->jobs > 1, err);
    if (work->outbox != NULL)
        iwmo_outbox_set_guard(work->outbox, desk->guard);
    return work->outbox != NULL ? IWMO_OK : err->status;
}

static void
close_books(struct work *work)
{
    iwmo_outbox_free(work->outbox);
    iwmo_inputs_close(work->inputs);
    iwmo_books_free(work->books);
    iwmo_ledger_close(work->ledger);
    iwmo_registers_free(work->registers);
}

static enum iwmo_exit
exit_of(const struct iwmo_booked *booked)
{
    switch (booked->booking) {
    case IWMO_BOOKED_UNDETERMINED:
        return IWMO_EXIT_UNDETERMINED;
    case IWMO_BOOKED_SENT: /* its answer may have been there, and refuse it */
        return booked->early == 0 || booked->early_booking == IWMO_BOOKED_ACCEPTED
                   ? IWMO_EXIT_OK
                   : IWMO_EXIT_NOT_ACCEPTABLE;
    case IWMO_BOOKED_PROCESSED:
    case IWMO_BOOKED_OWN:
    case IWMO_BOOKED_ACCEPTED:
    case IWMO_BOOKED_IGNORED:
        return IWMO_EXIT_OK;
    case IWMO_BOOKED_DUPLICATE: /* as the first time */
        return iwmo_entry_counts(booked->earlier_state) &&
                       booked->earlier_state != IWMO_ENTRY_PARTIAL
                   ? IWMO_EXIT_OK
                   : IWMO_EXIT_NOT_ACCEPTABLE;
    default:
        return IWMO_EXIT_NOT_ACCEPTABLE;
    }
}

struct answer {
    struct work *work;
    const char *name;
    struct iwmo_drain drain; /* of the outbox; opened at the first bytes */
    struct iwmo_error *err;
};

static enum iwmo_status
put_piece(void *self, struct iwmo_text bytes)
{
    struct answer *answer = self;
    enum iwmo_status status = IWMO_OK;

    if (answer->drain.write == NULL)
        status = iwmo_outbox_add(answer->work->outbox, answer->name, &answer->drain,
                                 answer->err);
    return status == IWMO_OK ? answer->drain.write(answer->drain.self, bytes) : status;
}

/* A file beside the answer that it may hold. */
struct comparing {
    FILE *file;
    bool differs;
};

static enum iwmo_status
compare_piece(void *self, struct iwmo_text bytes)
{
    struct comparing *comparing = self;

    for (size_t i = 0; i < bytes.size && !comparing->differs; i++)
        comparing->differs = getc(comparing->file) != (unsigned char)bytes.at[i];
    return IWMO_OK;
}

/* Was this answer written before, and is it there still?  Then nothing is written, so
 * that a folder may be received again with its own answers in it. */
static enum iwmo_status
look_for_answer(struct work *work, const struct iwmo_booked *booked, bool *is_there,
                struct iwmo_error *err)
{
    struct iwmo_buffer path = {0};
    struct comparing comparing = {.file = NULL};

    *is_there = false;
    iwmo_buffer_printf(&path, "%s/%s", work->desk->folder, booked->answer_name);
    if (booked->booking == IWMO_BOOKED_DUPLICATE && path.failed == IWMO_OK)
        comparing.file = fopen(path.at, "rbe");
    iwmo_buffer_release(&path);
    if (comparing.file == NULL)
        return IWMO_OK;
    enum iwmo_status status =
        iwmo_ledger_unseal(work->ledger, booked->answer.id, "file",
                           (struct iwmo_drain){compare_piece, &comparing}, err);
    *is_there = status == IWMO_OK && !comparing.differs && getc(comparing.file) == EOF;
    fclose(comparing.file);
    return status;
}

/* The answer as the books have it, whenever it was made; one that was forgotten since
 * (iwmo ledger purge) leaves no file. */
static enum iwmo_status
put_answer(struct work *work, const struct iwmo_booked *booked, struct iwmo_error *err)
{
    struct answer answer = {.work = work, .name = booked->answer_name, .err = err};

    bool is_there = false;
    if (booked->answer.id == 0)
        return IWMO_OK;
    enum iwmo_status status = look_for_answer(work, booked, &is_there, err);
    if (status != IWMO_OK || is_there)
        return status;
    return iwmo_ledger_unseal(work->ledger, booked->answer.id, "file",
                              (struct iwmo_drain){put_piece, &answer}, err);
}

static enum iwmo_status
note(struct work *work, const struct iwmo_booked *booked, struct iwmo_error *err)
{
    enum iwmo_exit exit_status = exit_of(booked);
    struct iwmo_buffer *lines = iwmo_outbox_lines(work->outbox);

    if (exit_status > work->worst)
        work->worst = exit_status;
    const bool is_repeat = booked->booking == IWMO_BOOKED_DUPLICATE;
    const bool is_answered =
        booked->answer.id != 0 && !(is_repeat && work->desk->new_answers_only);
    struct iwmo_booked_way way = work->way;

    if (!is_answered)
        way.folder = NULL; /* no answer to tell of */
    iwmo_desk_summary_note(&work->summary, booked, is_answered);
    if (work->desk->format != 0)
        iwmo_booked_json(booked, &way, lines);
    else if (!work->desk->quiet || (exit_status != IWMO_EXIT_OK && !is_repeat))
        iwmo_booked_text(booked, &way, lines);
    return is_answered ? put_answer(work, booked, err) : IWMO_OK;
}

/* Once the batch is on disk, its answers are written and its lines said. */
static enum iwmo_status
end_batch(struct work *work, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_ledger_commit(work->ledger, err);

    if (status == IWMO_OK)
        status = iwmo_outbox_send(work->outbox, err);
    if (work->batch_count == work->desk->batch)
        usleep(PAUSE_MICROSECONDS);
    work->batch_count = 0;
    return status;
}

static enum iwmo_status
book(struct work *work, const char *path, struct iwmo_error *err)
{
    const char *reference = work->desk->reference;
    const struct iwmo_booked *booked;
    enum iwmo_status status =
        work->is_sending
            ? iwmo_books_send(work->books, path, reference, &booked, err)
            : iwmo_books_receive(work->books, path, reference, &booked, err);

    return status == IWMO_OK ? note(work, booked, err) : status;
}

/* A limit or memory is about one message, and the others go on.  It is told at once:
 * nothing of it can be booked. */
static bool
is_about_one(enum iwmo_status status)
{
    return status == IWMO_LIMIT || status == IWMO_NO_MEMORY;
}

static void
tell_failure(struct work *work, const char *path, struct iwmo_error *err)
{
    struct iwmo_error told = {0};
    enum iwmo_exit exit_status =
        err->status == IWMO_NO_MEMORY ? IWMO_EXIT_FAILURE : IWMO_EXIT_UNDETERMINED;
    const bool is_named = strncmp(err->text, path, strlen(path)) == 0;

    iwmo_fail(&told, err->status, "%s%s%s", is_named ? "" : path, is_named ? "" : ": ",
              err->text);
    (void)!iwmo_complain(work->command, &told);
    if (exit_status > work->worst)
        work->worst = exit_status;
    *err = (struct iwmo_error){0};
}

/* Much to read and much to write: for such a message nobody's batch waits, and it waits
 * for no batch.  What is no file can be any size. */
static bool
is_large(const char *path)
{
    struct stat about;

    return stat(path, &about) != 0 || !S_ISREG(about.st_mode) ||
           about.st_size > LARGE_BYTES;
}

/* After a failure of one message: *status is that of all. */
static void
go_on(struct work *work, const char *path, enum iwmo_status *status,
      struct iwmo_error *err)
{
    const bool is_sound = iwmo_ledger_is_sound(work->ledger);

    if (is_about_one(*status) && (is_sound || work->batch_count == 0)) {
        tell_failure(work, path, err);
        *status = IWMO_OK;
    }
    if (*status != IWMO_OK || work->batch_count == 0)
        iwmo_ledger_rollback(work->ledger); /* what was not said is not booked */
}

static enum iwmo_status
take(struct work *work, const char *path, struct iwmo_error *err)
{
    const bool is_alone = is_large(path);
    enum iwmo_status status = IWMO_OK;

    if (is_alone && work->batch_count > 0)
        status = end_batch(work, err);
    if (status == IWMO_OK && work->batch_count == 0) { /* nobody waits yet */
        status = iwmo_books_read(work->books, &(struct iwmo_take_source){.name = path},
                                 work->desk->reference, err);
        if (is_about_one(status)) {
            tell_failure(work, path, err);
            return IWMO_OK;
        }
        if (status == IWMO_OK)
            status = iwmo_ledger_begin(work->ledger, err);
        work->batch_start = time(NULL);
    }
    if (status != IWMO_OK)
        return status;
    status = book(work, path, err);
    if (status != IWMO_OK) {
        go_on(work, path, &status, err);
        return status;
    }
    work->batch_count++;
    bool is_full = is_alone || work->batch_count == work->desk->batch ||
                   time(NULL) - work->batch_start >= BATCH_SECONDS;
    return is_full ? end_batch(work, err) : IWMO_OK;
}

static enum iwmo_status
take_all(struct work *work, struct iwmo_error *err)
{
    const char *path = NULL;
    enum iwmo_status status;

    while ((status = iwmo_inputs_next(work->inputs, &path, err)) == IWMO_OK && path) {
        status = take(work, path, err);
        if (status != IWMO_OK)
            return status;
    }
    if (work->batch_count > 0) {
        enum iwmo_status ended = end_batch(work, err);
        status = status == IWMO_OK ? ended : status;
    }
    return status;
}

/* Text: what became of all of them, after the last line. */
static enum iwmo_status
sum_up(struct work *work, struct iwmo_error *err)
{
    if (work->desk->format != 0 || work->desk->quiet)
        return IWMO_OK;
    iwmo_desk_summary_print(&work->summary, iwmo_inputs_skipped(work->inputs),
                            &work->way, iwmo_outbox_lines(work->outbox));
    return iwmo_outbox_send(work->outbox, err);
}

static enum iwmo_exit
work_on(const struct iwmo_desk *desk, const char *command, bool is_sending)
{
    struct iwmo_error err = {0};
    struct work work = {.desk = desk,
                        .command = command,
                        .is_sending = is_sending,
                        .way = {.lang = (enum iwmo_lang)desk->lang,
                                .show_values = desk->show_values,
                                .quiet = desk->quiet,
                                .folder = is_sending ? NULL : desk->folder}};

    bool is_unheard = false;
    if (open_books(&work, &err) == IWMO_OK) {
        if (take_all(&work, &err) == IWMO_OK)
            (void)!sum_up(&work, &err);
        (void)!iwmo_outbox_finish(work.outbox, &err);
        is_unheard = iwmo_outbox_lost_reader(work.outbox);
    }
    if (work.inputs != NULL && !desk->quiet)
        iwmo_tell_young(command, iwmo_inputs_young(work.inputs));
    close_books(&work);
    if (err.status == IWMO_OK)
        return work.worst;
    if (is_unheard)
        return IWMO_EXIT_FAILURE;
    enum iwmo_exit told = iwmo_complain(command, &err);
    return err.status == IWMO_USAGE ? told : IWMO_EXIT_FAILURE;
}

enum iwmo_exit
iwmo_desk_run(const struct iwmo_command *command, bool is_sending, char **argv)
{
    struct iwmo_desk desk;
    struct iwmo_error err = {0};

    iwmo_desk_init(&desk);
    enum iwmo_parsed parsed = iwmo_options_parse(command, argv, &desk, &err);
    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(command, stdout);
        iwmo_desk_release(&desk);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED && desk.operand_count == 0 && desk.list == NULL)
        iwmo_fail(&err, IWMO_USAGE,
                  "which messages?  FILE, DIR or - for standard input");
    if (parsed == IWMO_PARSED && desk.reference != NULL && desk.operand_count != 1)
        iwmo_fail(&err, IWMO_USAGE, "--reference is about one FILE");
    enum iwmo_exit exit_status = err.status != IWMO_OK || parsed == IWMO_PARSED_WRONG
                                     ? iwmo_complain(command->name, &err)
                                     : work_on(&desk, command->name, is_sending);
    iwmo_desk_release(&desk);
    return exit_status;
}
