#include <stdbool.h>
#include <stdlib.h>

#include "cli/rewrite.h"
#include "xml/writer.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char **paths;
    size_t path_count;
    const char *output;
    bool in_place, show_values;
    int lang;
};

static enum iwmo_status
add_path(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (value[0] == '\0')
        return iwmo_fail(err, IWMO_USAGE, "an empty name is no file");
    settings->paths[settings->path_count++] = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"in-place", NULL, "write each FILE back under its own name", FLAG(in_place),
     .letter = 'i'},
    {"lang", "nl|en", "language of the findings; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data in findings", FLAG(show_values)},
    {.name = NULL},
};

const struct iwmo_command iwmo_fmt = {
    "fmt",
    "[OPTION]... [FILE]...",
    "Lay out a message as the standard's samples do",
    "Layout, prefixes and escapes change, values never do; comments and processing\n"
    "instructions, which are no part of a message, are dropped.  Without FILE, or "
    "when\n"
    "it is -: standard input.  Refused is what is no well-formed iWmo message, or "
    "holds\n"
    "what no schema has a place for.\n",
    "  iwmo fmt message.xml > tidy.xml\n"
    "  iwmo fmt --in-place outbox/*.xml\n",
    rows,
    add_path,
    .operand_use = IWMO_USE_FILE};

static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    if (settings->in_place && settings->output != NULL)
        return iwmo_fail(err, IWMO_USAGE, "only one of --in-place and --output");
    if (!settings->in_place && settings->path_count > 1)
        return iwmo_fail(err, IWMO_USAGE,
                         "more than one FILE goes with --in-place only");
    for (size_t i = 0; i < settings->path_count; i++)
        if (settings->in_place && settings->paths[i][0] == '-' &&
            settings->paths[i][1] == '\0')
            return iwmo_fail(err, IWMO_USAGE, "--in-place: - is no file");
    if (settings->in_place && settings->path_count == 0)
        return iwmo_fail(err, IWMO_USAGE, "--in-place needs a FILE");
    return IWMO_OK;
}

static enum iwmo_exit
format(struct iwmo_rewrite *rewrite, const char *path, const char *output)
{
    enum iwmo_exit exit_status = iwmo_rewrite_take(rewrite, path, false);

    if (exit_status != IWMO_EXIT_OK)
        return exit_status;
    iwmo_spool_reset(rewrite->work.out);
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(rewrite->work.out));
    if (writer == NULL) {
        struct iwmo_error err = {IWMO_NO_MEMORY, "out of memory"};
        return iwmo_complain("fmt", &err);
    }
    exit_status = iwmo_rewrite_walk(rewrite, iwmo_writer_visitor(writer));
    iwmo_writer_free(writer);
    if (exit_status == IWMO_EXIT_OK)
        exit_status = iwmo_rewrite_write(rewrite, output);
    return exit_status;
}

static enum iwmo_exit
format_all(const struct settings *settings)
{
    const struct iwmo_tell tell = {"fmt", (enum iwmo_lang)settings->lang,
                                   settings->show_values};
    const char *output = settings->output != NULL ? settings->output : "-";
    enum iwmo_exit exit_status = IWMO_EXIT_OK;
    struct iwmo_rewrite rewrite;
    struct iwmo_error err = {0};

    if (iwmo_rewrite_open(&rewrite, &tell, &err) != IWMO_OK)
        exit_status = iwmo_complain("fmt", &err);
    else if (settings->path_count == 0)
        exit_status = format(&rewrite, "-", output);
    else
        for (size_t i = 0; i < settings->path_count; i++) {
            const char *path = settings->paths[i];
            enum iwmo_exit one =
                format(&rewrite, path, settings->in_place ? path : output);
            exit_status = one > exit_status ? one : exit_status;
        }
    iwmo_rewrite_close(&rewrite);
    return exit_status;
}

enum iwmo_exit
iwmo_command_fmt(char **argv)
{
    struct settings settings = {.paths = (const char **)argv};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_fmt, argv, &settings, &exit_status))
        return exit_status;
    if (check(&settings, &err) != IWMO_OK)
        return iwmo_complain("fmt", &err);
    return format_all(&settings);
}
