#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "cli/craft.h"
#include "judge/expectation.h"
#include "schema/lookup.h"

#define MAX_CODE 40

/* What the options say. */
struct settings {
    char code[MAX_CODE]; /* in capitals; "" when none was named */
    const char *name, *release, *output;
    struct iwmo_named_folder folder; /* -d */
    unsigned long seed;
    struct iwmo_given_day date;
    bool all;
};

static enum iwmo_status
set_rule(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    size_t size = strlen(value);

    if (size == 0 || size >= MAX_CODE)
        return iwmo_fail(err, IWMO_USAGE, "--rule: '%.40s' is no code", value);
    for (size_t i = 0; i <= size; i++)
        settings->code[i] = (char)toupper((unsigned char)value[i]);
    return IWMO_OK;
}

static enum iwmo_status
set_folder(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    settings->output = settings->folder.path;
    return iwmo_command_folder(value, &settings->folder, err);
}

static enum iwmo_status
refuse_operand(void *self, const char *value, struct iwmo_error *err)
{
    (void)self;
    return iwmo_fail(err, IWMO_USAGE, "'%s': say --rule CODE and --message MESSAGE",
                     value);
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define DAY(name)    .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = name

static const struct iwmo_option rows[] = {
    {"rule", "CODE",
     "the rule to break: TR302, IW-S01; of a rule that only\n"
     "gives a warning, IW-R-TR302, the first part may be left out",
     CALL(set_rule)},
    {"message", "MESSAGE", "in this message; default: the first that has the rule",
     TEXT(name)},
    {"release", "RELEASE", "of this release: 2.3 or 3.2; default: the newest",
     TEXT(release)},
    {"all", NULL,
     "every rule in every message, or those that the options\n"
     "above leave; -o DIR gets DIR/3.2/WMO301/TR302.xml and\n"
     "TR302.findings, and so on: a conformance kit",
     FLAG(all)},
    {"seed", "N", "another message for another number; default: 1",
     .kind = IWMO_OPTION_NUMBER, MEMBER(seed), .most = ULONG_MAX},
    {"date", "YYYY-MM-DD", "the day around which dates lie; default: " IWMO_RANDOM_DAY,
     DAY(date)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"output-dir", "DIR", "with --all: make the kit in DIR", CALL(set_folder),
     .letter = 'd', .use = IWMO_USE_OUTPUT},
    {.name = NULL},
};

const struct iwmo_command iwmo_mutate = {
    "mutate",
    "--rule CODE [OPTION]... | --all -o DIR [OPTION]...",
    "Make a message that breaks one rule",
    "The message is small, valid but for that rule, and its persons are invented.  A "
    "few\n"
    "rules cannot be broken alone: CD077 comes with CD078, TR383 with TR101.  Each is\n"
    "judged before it is written.  'iwmo test DIR' runs a kit.\n",
    "  iwmo mutate --rule TR302 -o tr302.xml\n"
    "  iwmo mutate --all --release 3.2 -o kit/\n",
    rows,
    refuse_operand,
    .operand_use = IWMO_USE_NONE};

/* Is this the code that was named, or its warning? */
static bool
is_named(const struct settings *settings, const char *code)
{
    return settings->code[0] == '\0' || strcmp(code, settings->code) == 0 ||
           (strncmp(code, "IW-R-", 5) == 0 && strcmp(code + 5, settings->code) == 0);
}

static bool
is_asked(const struct settings *settings, const struct iwmo_message_kind *message)
{
    if (settings->release != NULL &&
        strcmp(settings->release, message->release_name) != 0)
        return false;
    return settings->name == NULL ||
           message == iwmo_message_by_name(&iwmo_schema_builtin, settings->name,
                                           message->release);
}

/* ---- one ---- */

/* The code to break in `message`, NULL when it has none of that name. */
static const char *
code_in(const struct settings *settings, const struct iwmo_message_kind *message)
{
    const char *code, *found = NULL;

    for (size_t i = 0; (code = iwmo_break_code(i)) != NULL; i++)
        if (is_named(settings, code) && iwmo_break_find(code, message) != NULL &&
            (found == NULL || strcmp(code, settings->code) == 0))
            found = code;
    return found;
}

/* The message in which to break the rule: the first of the newest release that has it.
 * NULL: err says why not. */
static const struct iwmo_message_kind *
find_message(const struct settings *settings, struct iwmo_error *err)
{
    const struct iwmo_schema *schema = &iwmo_schema_builtin;
    const struct iwmo_message_kind *found = NULL;

    for (size_t i = 0; i < schema->message_count; i++) {
        const struct iwmo_message_kind *message = &schema->messages[i];
        bool is_newer = found == NULL || found->release != message->release;
        if (is_newer && is_asked(settings, message) &&
            code_in(settings, message) != NULL)
            found = message;
    }
    if (found == NULL)
        iwmo_fail(err, IWMO_USAGE, "no rule %s%s%s%s%s that can be broken",
                  settings->code, settings->name != NULL ? " in " : "",
                  settings->name != NULL ? settings->name : "",
                  settings->release != NULL ? " of release " : "",
                  settings->release != NULL ? settings->release : "");
    return found;
}

static enum iwmo_status
mutate_one(const struct settings *settings, struct iwmo_craft *craft,
           struct iwmo_error *err)
{
    struct iwmo_random_options options = {.message = find_message(settings, err),
                                          .seed = settings->seed,
                                          .day = settings->date.date};

    if (options.message == NULL)
        return err->status;
    const char *code = code_in(settings, options.message);
    enum iwmo_status status = iwmo_craft_broken(
        craft, &options, code, iwmo_break_find(code, options.message), err);
    if (status != IWMO_OK)
        return status;
    return iwmo_craft_write(craft,
                            (struct iwmo_text){craft->bytes.at, craft->bytes.size},
                            settings->output != NULL ? settings->output : "-", err);
}

/* ---- a kit ---- */

/* What was made, and what it should get, as `folder`/`name`.xml and .findings. */
static enum iwmo_status
write_pair(struct iwmo_craft *craft, const char *folder, const char *name,
           struct iwmo_error *err)
{
    struct iwmo_buffer path = {0}, beside = {0}, text = {0};
    enum iwmo_status status = IWMO_NO_MEMORY;

    iwmo_buffer_printf(&path, "%s/%s.xml", folder, name);
    if (path.failed == IWMO_OK)
        iwmo_expectation_path(path.at, &beside);
    iwmo_expectation_print(craft->result, &text);
    if (path.failed != IWMO_OK || beside.failed != IWMO_OK || text.failed != IWMO_OK)
        iwmo_fail(err, status, "out of memory");
    else
        status = iwmo_craft_write(
            craft, (struct iwmo_text){craft->bytes.at, craft->bytes.size}, path.at,
            err);
    if (status == IWMO_OK)
        status = iwmo_craft_write(craft, (struct iwmo_text){text.at, text.size},
                                  beside.at, err);
    iwmo_buffer_release(&path);
    iwmo_buffer_release(&beside);
    iwmo_buffer_release(&text);
    return status;
}

/* All mutants of one message, and the valid one when no rule was named. */
static enum iwmo_status
fill_folder(const struct settings *settings, struct iwmo_craft *craft,
            const struct iwmo_random_options *options, const char *folder,
            struct iwmo_error *err)
{
    const char *code;
    enum iwmo_status status = iwmo_outputs_folder(craft->outputs, folder, err);

    if (status == IWMO_OK && settings->code[0] == '\0' &&
        (status = iwmo_craft_valid(craft, options, 1, err)) == IWMO_OK)
        status = write_pair(craft, folder, "valid", err);
    for (size_t i = 0; status == IWMO_OK && (code = iwmo_break_code(i)) != NULL; i++) {
        const struct iwmo_break *row = iwmo_break_find(code, options->message);
        if (row == NULL || !is_named(settings, code))
            continue;
        status = iwmo_craft_broken(craft, options, code, row, err);
        if (status == IWMO_OK)
            status = write_pair(craft, folder, code, err);
    }
    return status;
}

static enum iwmo_status
mutate_all(const struct settings *settings, struct iwmo_craft *craft,
           struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool has_any = false;

    for (size_t i = 0; i < iwmo_schema_builtin.message_count && status == IWMO_OK;
         i++) {
        const struct iwmo_message_kind *message = &iwmo_schema_builtin.messages[i];
        struct iwmo_random_options options = {
            .message = message, .seed = settings->seed, .day = settings->date.date};
        struct iwmo_buffer folder = {0};
        if (!is_asked(settings, message) || code_in(settings, message) == NULL)
            continue;
        has_any = true;
        iwmo_buffer_printf(&folder, "%s%s%s/%s", settings->output,
                           settings->output[strlen(settings->output) - 1] == '/' ? ""
                                                                                 : "/",
                           message->release_name, message->name);
        status = folder.failed != IWMO_OK
                     ? iwmo_fail(err, folder.failed, "out of memory")
                     : fill_folder(settings, craft, &options, folder.at, err);
        iwmo_buffer_release(&folder);
    }
    if (!has_any)
        return iwmo_fail(err, IWMO_USAGE, "no message has what is asked for");
    return status;
}

static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    if (settings->code[0] == '\0' && !settings->all)
        return iwmo_fail(err, IWMO_USAGE, "which rule? --rule TR302, or --all");
    if (settings->all && (settings->output == NULL || settings->output[0] == '\0' ||
                          strcmp(settings->output, "-") == 0))
        return iwmo_fail(err, IWMO_USAGE, "--all needs a directory: -o DIR");
    if (settings->release != NULL &&
        iwmo_command_release(&iwmo_schema_builtin, settings->release, err) == R_none)
        return err->status;
    if (settings->name != NULL &&
        iwmo_craft_message(settings->name, settings->release, err) == NULL)
        return err->status;
    return iwmo_random_check_day(settings->date.date, err);
}

enum iwmo_exit
iwmo_command_mutate(char **argv)
{
    struct settings settings = {.seed = 1};
    struct iwmo_craft craft = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    iwmo_date_parse(iwmo_text(IWMO_RANDOM_DAY), &settings.date.date);
    if (!iwmo_command_parse(&iwmo_mutate, argv, &settings, &exit_status))
        return exit_status;
    enum iwmo_status status = check(&settings, &err);
    if (status == IWMO_OK)
        status = iwmo_craft_init(&craft, settings.date.date, &err);
    if (status == IWMO_OK)
        status = settings.all ? mutate_all(&settings, &craft, &err)
                              : mutate_one(&settings, &craft, &err);
    if (status == IWMO_OK)
        status = iwmo_craft_commit(&craft, &err);
    exit_status =
        status == IWMO_OK ? IWMO_EXIT_OK : iwmo_craft_complain(&craft, "mutate", &err);
    iwmo_craft_release(&craft);
    return exit_status;
}
