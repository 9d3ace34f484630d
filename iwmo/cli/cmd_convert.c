#include <stdbool.h>

#include "cli/compose.h"
#include "cli/rewrite.h"
#include "translate/json_writer.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const struct translation *to;
    const char *from, *output;
    bool show_values;
    int lang;
};

/* ---- translations ---- */

static enum iwmo_exit
to_json(const struct settings *settings, const struct iwmo_tell *tell)
{
    struct iwmo_json_writer *writer = NULL;
    struct iwmo_rewrite rewrite;
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (iwmo_rewrite_open(&rewrite, tell, &err) == IWMO_OK) {
        writer = iwmo_json_writer_new(iwmo_spool_drain(rewrite.out));
        if (writer == NULL)
            iwmo_fail(&err, IWMO_NO_MEMORY, "out of memory");
    }
    if (err.status != IWMO_OK)
        exit_status = iwmo_complain(tell->command, &err);
    else
        exit_status = iwmo_rewrite_take(&rewrite, settings->from, true);
    if (exit_status == IWMO_EXIT_OK)
        exit_status = iwmo_rewrite_walk(&rewrite, iwmo_json_writer_visitor(writer));
    if (exit_status == IWMO_EXIT_OK)
        exit_status = iwmo_rewrite_write(&rewrite, settings->output);
    iwmo_json_writer_free(writer);
    iwmo_rewrite_close(&rewrite);
    return exit_status;
}

static enum iwmo_exit
to_xml(const struct settings *settings, const struct iwmo_tell *tell)
{
    const struct iwmo_compose compose = {.tell = *tell};

    return iwmo_compose(&compose, settings->from, settings->output);
}

static const struct translation {
    const char *name;
    enum iwmo_exit (*run)(const struct settings *settings,
                          const struct iwmo_tell *tell);
} translations[] = {
    {"json", to_json}, /* from XML */
    {"xml", to_xml},   /* from JSON */
};

#define TRANSLATIONS (sizeof(translations) / sizeof(translations[0]))

/* ---- options ---- */

static enum iwmo_status
set_to(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    struct iwmo_buffer names = {0};

    for (size_t i = 0; i < TRANSLATIONS; i++) {
        if (iwmo_text_equals(iwmo_text(value), translations[i].name)) {
            settings->to = &translations[i];
            iwmo_buffer_release(&names);
            return IWMO_OK;
        }
        iwmo_buffer_printf(&names, "%s%s", i > 0 ? ", " : "", translations[i].name);
    }
    iwmo_fail(err, IWMO_USAGE, "--to: '%s' is none of %s", value,
              names.at != NULL ? names.at : "");
    iwmo_buffer_release(&names);
    return IWMO_USAGE;
}

static enum iwmo_status
set_from(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->from != NULL)
        return iwmo_fail(err, IWMO_USAGE, "one FILE at a time, not also '%s'", value);
    if (value[0] == '\0')
        return iwmo_fail(err, IWMO_USAGE, "an empty name is no file");
    settings->from = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = name
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"to", "FORM", "json: a message (XML) to JSON; xml: JSON to a message",
     CALL(set_to)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o'},
    {"lang", "nl|en", "language of the findings; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data in findings", FLAG(show_values)},
    {.name = NULL},
};

const struct iwmo_command iwmo_convert = {
    "convert",
    "--to FORM [OPTION]... [FILE]",
    "Turn a message into another form, and back",
    "Nothing is lost on the way there and back.  Without FILE, or when it is -: "
    "standard\n"
    "input.  A message must obey the schema of its release, before and after; its "
    "rules\n"
    "are the business of 'iwmo validate'.  Nothing is written when it does not.\n",
    "  iwmo convert --to json message.xml > message.json\n"
    "  iwmo convert --to xml message.json -o message.xml\n",
    rows,
    set_from};

enum iwmo_exit
iwmo_command_convert(char **argv)
{
    struct settings settings = {0};
    struct iwmo_error err = {0};
    enum iwmo_parsed parsed = iwmo_options_parse(&iwmo_convert, argv, &settings, &err);

    if (parsed == IWMO_PARSED_HELP) {
        iwmo_options_help(&iwmo_convert, stdout);
        return IWMO_EXIT_OK;
    }
    if (parsed == IWMO_PARSED && settings.to == NULL)
        iwmo_fail(&err, IWMO_USAGE, "to what? --to json or --to xml");
    if (err.status != IWMO_OK)
        return iwmo_complain("convert", &err);
    if (settings.from == NULL)
        settings.from = "-";
    if (settings.output == NULL)
        settings.output = "-";
    const struct iwmo_tell tell = {"convert", (enum iwmo_lang)settings.lang,
                                   settings.show_values};
    return settings.to->run(&settings, &tell);
}
