#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "cli/compose.h"
#include "cli/from_lines.h"
#include "cli/from_tables.h"
#include "cli/series.h"
#include "generate/lines.h"
#include "schema/lookup.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the data are. */
enum form { BY_NAME, JSON, CSV };
static const char *const form_names[] = {"auto", "json", "csv", NULL};

/* What the options say. */
struct settings {
    const char *name; /* of the message */
    const char *from, *release, *identificatie, *output;
    struct iwmo_named_folder folder; /* -d */
    struct iwmo_guard *guard;
    struct iwmo_given_day date;
    bool show_values, is_random, is_template;
    unsigned long seed, count;
    int lang, form;
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
set_folder(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    settings->output = settings->folder.path;
    return iwmo_command_folder(value, &settings->folder, err);
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define DAY(name)    .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = name
#define NUMBER(name) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = ULONG_MAX
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"from", "PATH",
     "the data: the message's JSON form; - is standard input.\n"
     "PATH.csv: lines of a 305, 307 or 323, split into messages;\n"
     "DIR or X-Header.csv: tables as 'iwmo convert' makes them",
     TEXT(from), .use = IWMO_USE_TABLES},
    {"from-format", "auto|json|csv",
     "what the data are, whatever they are named; csv: lines.\n"
     "Standard input is json, unless this says csv",
     CHOICE(form)},
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
     DAY(date)},
    {"identificatie", "TEXT",
     "Identificatie when the data have none; default: one\n"
     "that follows from the content and the date",
     TEXT(identificatie)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"output-dir", "DIR", "write messages into DIR, which is made when it is not there",
     CALL(set_folder), .letter = 'd', .use = IWMO_USE_OUTPUT},
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
    set_name,
    .keeps_guard = true,
    .guard = offsetof(struct settings, guard)};

/* From data or at random, and nothing that belongs to the other way. */
static enum iwmo_status
check_way(const struct settings *settings, struct iwmo_error *err)
{
    if (settings->is_random && settings->from != NULL)
        return iwmo_fail(err, IWMO_USAGE, "--from and --random: which of the two?");
    if (settings->form != BY_NAME && settings->from == NULL)
        return iwmo_fail(err, IWMO_USAGE, "--from-format goes with --from");
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
static const struct iwmo_message_kind *
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
    const struct iwmo_message_kind *message =
        iwmo_message_by_name(&iwmo_schema_builtin, settings->name, release);
    if (message == NULL)
        iwmo_fail(err, IWMO_USAGE, "no message '%s'%s%s", settings->name,
                  settings->release != NULL ? " in release " : "",
                  settings->release != NULL ? settings->release : "");
    return message;
}

static enum iwmo_exit
generate_random(const struct settings *settings,
                const struct iwmo_message_kind *message)
{
    struct iwmo_series series = {
        .options = {.message = message,
                    .seed = settings->seed > 0 ? settings->seed : 1,
                    .day = settings->date.date},
        .count = settings->count > 0 ? settings->count : 1,
        .path = settings->output,
    };

    if (!settings->date.is_given)
        iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &series.options.day);
    return iwmo_series_run(&series);
}

static enum iwmo_exit
generate_from(const struct settings *settings, const struct iwmo_compose *compose)
{
    const char *from = settings->from;

    if (settings->is_template)
        return iwmo_from_lines_template(compose, settings->output);
    if (settings->form == BY_NAME && iwmo_from_tables_are_in(from))
        return iwmo_from_tables(compose, from, settings->output);
    if (settings->form == CSV || (settings->form == BY_NAME && iwmo_lines_are_in(from)))
        return iwmo_from_lines(compose, from, settings->output);
    return iwmo_compose(compose, from, settings->output);
}

static enum iwmo_exit
generate(const struct settings *settings)
{
    struct iwmo_compose compose = {.is_filled = true, .wants_rules = true};
    struct iwmo_error err = {0};

    compose.message = find_message(settings, &err);
    if (compose.message == NULL)
        return iwmo_complain("generate", &err);
    if (settings->is_random)
        return generate_random(settings, compose.message);
    compose.tell = (struct iwmo_tell){"generate", (enum iwmo_lang)settings->lang,
                                      settings->show_values};
    compose.identificatie = settings->identificatie;
    compose.date = iwmo_command_today(&settings->date);
    compose.guard = settings->guard;
    return generate_from(settings, &compose);
}

enum iwmo_exit
iwmo_command_generate(char **argv)
{
    struct settings settings = {.output = "-"};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_generate, argv, &settings, &exit_status))
        return exit_status;
    exit_status = generate(&settings);
    iwmo_guard_free(settings.guard);
    return exit_status;
}
