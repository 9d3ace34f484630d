#include <limits.h>
#include <openssl/crypto.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>

#include "cli/compose.h"
#include "cli/craft.h"
#include "cli/series.h"
#include "generate/lines.h"
#include "run/produce.h"
#include "schema/lookup.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char *name; /* of the message */
    const char *from, *release, *identificatie, *output;
    struct iwmo_date date;
    bool has_date, show_values, is_random, is_template;
    unsigned long seed, count;
    int lang;
};

static enum iwmo_status
set_name(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->name != NULL)
        return iwmo_fail(err, IWMO_USAGE, "one MESSAGE at a time, not also '%s'",
                         value);
    settings->name = value;
    return IWMO_OK;
}

static enum iwmo_status
set_date(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    settings->has_date = iwmo_date_parse(iwmo_text(value), &settings->date);
    if (settings->has_date)
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE, "--date: '%s' is no date like 2026-01-31", value);
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = name
#define NUMBER(name) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = ULONG_MAX
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"from", "PATH",
     "the data: the message's JSON form; - is standard input.\n"
     "PATH.csv: lines of a 305, 307 or 323, split into messages",
     TEXT(from)},
    {"template", NULL, "the columns of such lines, with a word on each",
     FLAG(is_template)},
    {"random", NULL,
     "no data: valid messages with invented people and test\n"
     "BSNs; equal seeds give equal bytes",
     FLAG(is_random)},
    {"seed", "N", "with --random: the seed; default: 1", NUMBER(seed)},
    {"count", "N",
     "with --random: how many; default: 1.  More need -o DIR/\n"
     "and become DIR/WMO305-000001.xml and so on",
     NUMBER(count)},
    {"release", "RELEASE", "of this release; default: the newest that has it",
     TEXT(release)},
    {"date", "YYYY-MM-DD",
     "Dagtekening when the data have none, and the day that\n"
     "counts as today; default: today.  With --random: the\n"
     "day around which dates lie; default: " IWMO_RANDOM_DAY,
     CALL(set_date)},
    {"identificatie", "TEXT",
     "Identificatie when the data have none; default: one\n"
     "that follows from the content and the date",
     TEXT(identificatie)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o'},
    {"lang", "nl|en", "language of the findings; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data in findings", FLAG(show_values)},
    {.name = NULL},
};

const struct iwmo_command iwmo_generate = {
    "generate",
    "MESSAGE --from PATH|--random|--template [OPTION]...",
    "Make a message from data, or from nothing",
    "The data may leave out what can be derived: codes and versions in the "
    "Header,\n"
    "Dagtekening and Identificatie, and the wrapper {\"message\", \"release\", "
    "\"Bericht\"}.\n"
    "All that is missing or wrong is told with its place in the data.  The "
    "message is\n"
    "judged (schema and rules) before it is written; an invalid one is not "
    "written.\n",
    "  iwmo generate WMO305 --from start.json --identificatie ST2026000042 -o "
    "start.xml\n"
    "  iwmo generate WMO323 --from lines.csv -o messages/\n"
    "  iwmo generate --random WMO301 --seed 7 --count 1000 -o messages/\n",
    rows,
    set_name};

/* From data or at random, and nothing that belongs to the other way. */
static enum iwmo_status
check_way(const struct settings *settings, struct iwmo_error *err)
{
    if (settings->is_random && settings->from != NULL)
        return iwmo_fail(err, IWMO_USAGE, "--from and --random: which of the two?");
    if (settings->is_random && settings->identificatie != NULL)
        return iwmo_fail(err, IWMO_USAGE, "--identificatie goes with --from");
    if (settings->is_template && (settings->is_random || settings->from != NULL))
        return iwmo_fail(err, IWMO_USAGE, "--template goes without data");
    if (!settings->is_random && !settings->is_template && settings->from == NULL)
        return iwmo_fail(err, IWMO_USAGE, "from what? --from data.json, or --random");
    if (!settings->is_random && (settings->seed > 0 || settings->count > 0))
        return iwmo_fail(err, IWMO_USAGE, "--seed and --count go with --random");
    return IWMO_OK;
}

/* The message that is asked for; NULL: err says why not. */
static const struct iwmo_message *
find_message(const struct settings *settings, struct iwmo_error *err)
{
    enum iwmo_release release = R_none;

    if (settings->name == NULL || check_way(settings, err) != IWMO_OK) {
        iwmo_fail(err, IWMO_USAGE, "which MESSAGE? WMO305, say");
        return NULL;
    }
    if (settings->release != NULL) {
        release = iwmo_command_release(&iwmo_schema_builtin, settings->release, err);
        if (release == R_none)
            return NULL;
    }
    const struct iwmo_message *message =
        iwmo_message_by_name(&iwmo_schema_builtin, settings->name, release);
    if (message == NULL)
        iwmo_fail(err, IWMO_USAGE, "no message '%s'%s%s", settings->name,
                  settings->release != NULL ? " in release " : "",
                  settings->release != NULL ? settings->release : "");
    return message;
}

static enum iwmo_exit
generate_random(const struct settings *settings, const struct iwmo_message *message)
{
    struct iwmo_series series = {
        .options = {.message = message,
                    .seed = settings->seed > 0 ? settings->seed : 1,
                    .day = settings->date},
        .count = settings->count > 0 ? settings->count : 1,
        .path = settings->output,
    };

    if (!settings->has_date)
        iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &series.options.day);
    return iwmo_series_run(&series);
}

/* ---- from lines ---- */

#define MAX_CSV_BYTES ((size_t)256 << 20)

/* What a run from lines works with. */
struct run {
    const struct settings *settings;
    struct iwmo_tell tell;
    struct iwmo_date date;
    struct iwmo_arena *arena, *draft_arena;
    struct iwmo_buffer bytes;
    struct iwmo_lines lines;
    struct iwmo_spool *spool;
    struct iwmo_judge *judge;
    size_t messages;
    bool is_folder, lost_reader;
};

static enum iwmo_status
open_run(struct run *run, struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.today = run->date};

    if (getrandom(&options.seed, sizeof(options.seed), 0) < 0)
        options.seed = (uint64_t)(uintptr_t)run;
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    iwmo_buffer_init(&run->bytes, MAX_CSV_BYTES);
    run->arena = iwmo_arena_new(0);
    run->draft_arena = iwmo_arena_new(0);
    run->spool = iwmo_spool_new();
    run->judge = iwmo_judge_new(&options, err);
    if (run->arena == NULL || run->draft_arena == NULL || run->spool == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return err->status;
}

static enum iwmo_status
read_lines(struct run *run, struct iwmo_error *err)
{
    const char *from = run->settings->from;
    int code = iwmo_spool_take(run->spool, from);

    if (code != 0)
        return iwmo_fail(err, IWMO_IO, "%s: %s", from, strerror(code));
    if (iwmo_spool_pour(run->spool, iwmo_drain_buffer(&run->bytes), err) != IWMO_OK)
        return iwmo_fail(err, IWMO_LIMIT, "%s: more than 256 MB, or out of memory",
                         from);
    if (iwmo_lines_read(&run->lines, run->bytes.at, run->bytes.size, run->arena) !=
        IWMO_OK)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

static enum iwmo_exit
tell_remarks(const struct run *run)
{
    struct iwmo_buffer words = {0};

    iwmo_lines_words(&run->lines, run->settings->from, run->tell.lang,
                     run->tell.show_values, &words);
    if (words.size > 0)
        fwrite(words.at, 1, words.size, stderr);
    iwmo_buffer_release(&words);
    return run->lines.remark_count > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_OK;
}

/* The message of lines `first` to `end`, into the spool. */
static enum iwmo_status
make_message(struct run *run, size_t first, size_t end, struct iwmo_error *err)
{
    const struct iwmo_lines_order order = {first, end, run->date,
                                           run->settings->identificatie};

    iwmo_arena_reset(run->draft_arena);
    iwmo_spool_reset(run->spool);
    if (iwmo_lines_write(&run->lines, &order, run->draft_arena,
                         iwmo_spool_drain(run->spool), err) != IWMO_OK)
        return err->status;
    return iwmo_spool_failure(run->spool, err);
}

/* Judge all of them before any is written. */
static enum iwmo_exit
judge_all(struct run *run, struct iwmo_error *err)
{
    enum iwmo_exit exit_status = IWMO_EXIT_OK;

    for (size_t i = 0, end; i < run->lines.count; i = end, run->messages++) {
        const struct iwmo_result *result;
        end = iwmo_lines_next(&run->lines, i);
        if (make_message(run, i, end, err) != IWMO_OK ||
            iwmo_spool_judge(run->spool, run->judge, run->settings->from, &result,
                             err) != IWMO_OK)
            return IWMO_EXIT_FAILURE;
        enum iwmo_exit told = iwmo_tell_result(&run->tell, result);
        exit_status = told > exit_status ? told : exit_status;
    }
    if (exit_status != IWMO_EXIT_OK || run->messages == 1)
        return exit_status;
    if (!run->is_folder || run->settings->identificatie != NULL)
        iwmo_fail(err, IWMO_USAGE,
                  "%zu messages need a directory, -o DIR/, and no --identificatie",
                  run->messages);
    return err->status == IWMO_OK ? IWMO_EXIT_OK : IWMO_EXIT_USAGE;
}

static enum iwmo_status
write_message(struct run *run, size_t number, struct iwmo_error *err)
{
    const char *output = run->settings->output;
    struct iwmo_produced produced = {0};
    struct iwmo_buffer path = {0};
    enum iwmo_status status;

    iwmo_buffer_text(&path, output);
    if (run->is_folder)
        iwmo_buffer_printf(&path, "%s%s-%06zu.xml",
                           output[strlen(output) - 1] == '/' ? "" : "/",
                           run->lines.form.message->name, number);
    if (path.failed != IWMO_OK)
        status = iwmo_fail(err, path.failed, "out of memory");
    else
        status = iwmo_produce(run->spool, run->judge, path.at, &produced, err);
    run->lost_reader = produced.lost_reader;
    iwmo_buffer_release(&path);
    return status;
}

static enum iwmo_exit
write_all(struct run *run, struct iwmo_error *err)
{
    enum iwmo_status status =
        run->is_folder ? iwmo_craft_folder(run->settings->output, err) : IWMO_OK;

    for (size_t i = 0, end, number = 1; i < run->lines.count && status == IWMO_OK;
         i = end, number++) {
        end = iwmo_lines_next(&run->lines, i);
        status = make_message(run, i, end, err);
        if (status == IWMO_OK)
            status = write_message(run, number, err);
    }
    return status == IWMO_OK ? IWMO_EXIT_OK : IWMO_EXIT_FAILURE;
}

static enum iwmo_exit
generate_lines(struct run *run)
{
    const char *output = run->settings->output;
    enum iwmo_exit exit_status = IWMO_EXIT_OK;
    struct iwmo_error err = {0};

    run->is_folder = strcmp(output, "-") != 0 && iwmo_craft_is_folder(output);
    if (open_run(run, &err) != IWMO_OK)
        exit_status = IWMO_EXIT_FAILURE;
    else if (read_lines(run, &err) != IWMO_OK)
        exit_status = IWMO_EXIT_UNDETERMINED;
    else
        exit_status = tell_remarks(run);
    if (exit_status == IWMO_EXIT_OK)
        exit_status = judge_all(run, &err);
    if (exit_status == IWMO_EXIT_OK)
        exit_status = write_all(run, &err);
    if (err.status != IWMO_OK && !run->lost_reader)
        iwmo_complain("generate", &err);
    iwmo_judge_free(run->judge);
    iwmo_spool_free(run->spool);
    iwmo_buffer_release(&run->bytes);
    iwmo_arena_free(run->draft_arena);
    iwmo_arena_free(run->arena);
    return exit_status;
}

/* The template, or messages out of lines. */
static enum iwmo_exit
generate_table(const struct settings *settings, const struct iwmo_compose *compose)
{
    struct run run = {
        .settings = settings, .tell = compose->tell, .date = compose->date};
    struct iwmo_error err = {0};
    struct iwmo_buffer text = {0};

    if (!iwmo_lines_form_make(&run.lines.form, compose->message)) {
        iwmo_fail(&err, IWMO_USAGE, "lines are for WMO305, WMO307 and WMO323, not %s",
                  compose->message->name);
        return iwmo_complain("generate", &err);
    }
    if (!settings->is_template)
        return generate_lines(&run);
    iwmo_lines_form_print(&run.lines.form, compose->tell.lang, &text);
    if (text.failed == IWMO_OK)
        iwmo_craft_write((struct iwmo_text){text.at, text.size}, settings->output,
                         &err);
    else
        iwmo_fail(&err, text.failed, "out of memory");
    iwmo_buffer_release(&text);
    return err.status == IWMO_OK ? IWMO_EXIT_OK : iwmo_complain("generate", &err);
}

enum iwmo_exit
iwmo_command_generate(char **argv)
{
    struct settings settings = {.output = "-"};
    struct iwmo_error err = {0};
    enum iwmo_parsed parsed = iwmo_options_parse(&iwmo_generate, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_generate, stdout);
        return IWMO_EXIT_OK;
    }
    struct iwmo_compose compose = {.is_filled = true, .wants_rules = true};
    if (parsed == IWMO_PARSED)
        compose.message = find_message(&settings, &err);
    if (compose.message == NULL)
        return iwmo_complain("generate", &err);
    if (settings.is_random)
        return generate_random(&settings, compose.message);
    compose.tell = (struct iwmo_tell){"generate", (enum iwmo_lang)settings.lang,
                                      settings.show_values};
    compose.identificatie = settings.identificatie;
    compose.date = settings.has_date ? settings.date : iwmo_command_today();
    if (settings.is_template || iwmo_lines_are_in(settings.from))
        return generate_table(&settings, &compose);
    return iwmo_compose(&compose, settings.from, settings.output);
}
