#include "cli/command.h"

#include <sched.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "cli/words.h"
#include "run/batch.h"
#include "xsdc/compile.h"

enum iwmo_exit
iwmo_complain(const char *command, const struct iwmo_error *err)
{
    bool is_usage = err->status == IWMO_USAGE;

    if (is_usage &&
        err->text[0] == '\0') /* standard error is what may not be touched */
        return IWMO_EXIT_USAGE;
    const enum iwmo_lang lang = iwmo_words_lang();
    struct iwmo_buffer text = {0};

    iwmo_words_error(err->text, lang, &text);
    fprintf(stderr, "iwmo%s%s: ", command != NULL ? " " : "",
            command != NULL ? command : "");
    for (const char *at = text.failed == IWMO_OK ? text.at : err->text; *at != '\0';
         at++)
        fputc((unsigned char)*at < 0x20 || *at == 0x7F ? '?' : *at, stderr);
    if (is_usage)
        fprintf(stderr, "%s%s 'iwmo%s%s --help'",
                strchr(err->text, '?') != NULL ? " " : "; ",
                iwmo_words(strchr(err->text, '?') != NULL ? "Try" : "try", lang),
                command != NULL ? " " : "", command != NULL ? command : "");
    iwmo_buffer_release(&text);
    fputc('\n', stderr);
    return is_usage || err->status == IWMO_MALFORMED ? IWMO_EXIT_USAGE
                                                     : IWMO_EXIT_FAILURE;
}

bool
iwmo_command_parse(const struct iwmo_command *command, char **argv, void *settings,
                   enum iwmo_exit *exit_status)
{
    struct iwmo_error err = {0};
    enum iwmo_parsed parsed = iwmo_options_parse(command, argv, settings, &err);

    *exit_status = IWMO_EXIT_OK;
    if (parsed == IWMO_PARSED_HELP)
        iwmo_options_help(command, stdout);
    else if (parsed == IWMO_PARSED_WRONG)
        *exit_status = iwmo_complain(command->name, &err);
    return parsed == IWMO_PARSED;
}

enum iwmo_status
iwmo_command_folder(const char *value, struct iwmo_named_folder *named,
                    struct iwmo_error *err)
{
    int size = snprintf(named->path, sizeof(named->path), "%s/", value);

    if (value[0] == '\0' || strcmp(value, "-") == 0)
        return iwmo_fail(err, IWMO_USAGE, "--output-dir: the name of a folder");
    if (size < 0 || (size_t)size >= sizeof(named->path))
        return iwmo_fail(err, IWMO_USAGE, "--output-dir: too long a name");
    return IWMO_OK;
}

const struct iwmo_schema *
iwmo_command_schemas(const char *directory, struct iwmo_arena *arena,
                     struct iwmo_error *err)
{
    if (directory == NULL)
        return &iwmo_schema_builtin;
    if (arena == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    return iwmo_schema_compile(directory, &iwmo_schema_builtin, arena, err);
}

enum iwmo_release
iwmo_command_release(const struct iwmo_schema *schema, const char *name,
                     struct iwmo_error *err)
{
    struct iwmo_buffer known = {0};
    enum iwmo_release release = R_none;
    const char *before = "";

    for (size_t i = 0; i < schema->message_count; i++) {
        const struct iwmo_message_kind *message = &schema->messages[i];
        if (strcmp(message->release_name, name) == 0)
            release = message->release;
        if (strcmp(message->release_name, before) != 0)
            iwmo_buffer_printf(&known, "%s%s", known.size > 0 ? ", " : "",
                               message->release_name);
        before = message->release_name;
    }
    if (release == R_none)
        iwmo_fail(err, IWMO_USAGE, "--release: '%s' is not known; known: %s", name,
                  known.at != NULL ? known.at : "none");
    iwmo_buffer_release(&known);
    return release;
}

struct iwmo_date
iwmo_command_today(const struct iwmo_given_day *named)
{
    return named->is_given ? named->date : iwmo_date_today();
}

unsigned
iwmo_command_cores(void)
{
    cpu_set_t cores;

    if (sched_getaffinity(0, sizeof(cores), &cores) != 0)
        return 1;
    int count = CPU_COUNT(&cores);
    return count < 1                  ? 1
           : count > IWMO_MAX_WORKERS ? IWMO_MAX_WORKERS
                                      : (unsigned)count;
}
