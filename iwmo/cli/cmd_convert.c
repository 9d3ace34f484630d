#include <stdbool.h>
#include <string.h>

#include "cli/compose.h"
#include "cli/craft.h"
#include "cli/from_tables.h"
#include "cli/rewrite.h"
#include "cli/to_release.h"
#include "files/outputs.h"
#include "schema/lookup.h"
#include "translate/csv_choice.h"
#include "translate/csv_writer.h"
#include "translate/json_writer.h"
#include "translate/page.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

#define MAX_SET 1000 /* --set; more go in a file */

/* What the options say. */
struct settings {
    const struct translation *to;
    const char *from, *output;
    struct iwmo_named_folder folder; /* -d */
    struct iwmo_guard *guard;
    enum iwmo_release release; /* --to-release, and what goes with it */
    const char *loss, *identificatie, *set[MAX_SET];
    size_t set_count;
    struct iwmo_given_day date;
    bool show_values, is_for_spreadsheet;
    const char *table; /* of --to csv; NULL: all */
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
        writer = iwmo_json_writer_new(iwmo_spool_drain(rewrite.work.out));
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
to_html(const struct settings *settings, const struct iwmo_tell *tell)
{
    struct iwmo_page *page = NULL;
    struct iwmo_rewrite rewrite;
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (iwmo_rewrite_open(&rewrite, tell, &err) == IWMO_OK) {
        page = iwmo_page_new(iwmo_spool_drain(rewrite.work.out),
                             tell->lang == IWMO_EN ? IWMO_PAGE_EN : IWMO_PAGE_NL);
        if (page == NULL)
            iwmo_fail(&err, IWMO_NO_MEMORY, "out of memory");
    }
    if (err.status != IWMO_OK)
        exit_status = iwmo_complain(tell->command, &err);
    else
        exit_status = iwmo_rewrite_take(&rewrite, settings->from, true);
    if (exit_status == IWMO_EXIT_OK)
        exit_status = iwmo_rewrite_walk(&rewrite, iwmo_page_visitor(page));
    if (exit_status == IWMO_EXIT_OK)
        exit_status = iwmo_rewrite_write(&rewrite, settings->output);
    iwmo_page_free(page);
    iwmo_rewrite_close(&rewrite);
    return exit_status;
}

static enum iwmo_exit
to_xml(const struct settings *settings, const struct iwmo_tell *tell)
{
    const struct iwmo_compose compose = {.tell = *tell};

    if (iwmo_from_tables_are_in(settings->from))
        return iwmo_from_tables(&compose, settings->from, settings->output);
    return iwmo_compose(&compose, settings->from, settings->output);
}

static enum iwmo_exit
to_release(const struct settings *settings, const struct iwmo_tell *tell)
{
    const struct iwmo_to_release order = {.tell = *tell,
                                          .release = settings->release,
                                          .loss = settings->loss,
                                          .given = settings->set,
                                          .given_count = settings->set_count,
                                          .identificatie = settings->identificatie,
                                          .has_date = settings->date.is_given,
                                          .date = iwmo_command_today(&settings->date)};

    return iwmo_to_release(&order, settings->from, settings->output);
}

/* ---- tables ---- */

/* What goes to where while a message becomes tables. */
struct tables {
    struct iwmo_rewrite rewrite;
    struct iwmo_csv_writer *writer;
    struct iwmo_spool *spools[IWMO_CSV_MAX_TABLES];
    struct iwmo_outputs *outputs;
};

static struct iwmo_drain
table_drain(void *self, size_t number)
{
    struct tables *tables = self;

    return iwmo_spool_drain(tables->spools[number]);
}

static enum iwmo_status
open_tables(struct tables *tables, const struct settings *settings,
            const struct iwmo_tell *tell, struct iwmo_error *err)
{
    const struct iwmo_csv_writer_options options = {settings->is_for_spreadsheet,
                                                    table_drain, tables};
    bool is_short;

    if (iwmo_rewrite_open(&tables->rewrite, tell, err) != IWMO_OK)
        return err->status;
    tables->writer = iwmo_csv_writer_new(&options);
    tables->outputs = iwmo_outputs_new_as(
        &(struct iwmo_output_way){.is_private = true, .guard = settings->guard});
    is_short = tables->writer == NULL || tables->outputs == NULL;
    for (size_t i = 0; i < IWMO_CSV_MAX_TABLES; i++) {
        tables->spools[i] = iwmo_spool_new();
        is_short = is_short || tables->spools[i] == NULL;
    }
    return is_short ? iwmo_fail(err, IWMO_NO_MEMORY, "out of memory") : IWMO_OK;
}

static enum iwmo_status
write_table(struct tables *tables, const struct iwmo_csv_choice *choice, size_t number,
            struct iwmo_error *err)
{
    struct iwmo_buffer path = {0};
    enum iwmo_status status;

    iwmo_csv_choice_path(choice, iwmo_csv_writer_name(tables->writer, number), &path);
    if (path.failed != IWMO_OK)
        status = iwmo_fail(err, path.failed, "out of memory");
    else
        status =
            iwmo_outputs_pour(tables->outputs, path.at, tables->spools[number], err);
    iwmo_buffer_release(&path);
    return status;
}

static enum iwmo_exit
write_tables(struct tables *tables, const struct settings *settings)
{
    const char *output = settings->output;
    const struct iwmo_csv_choice choice = {
        settings->from, output,
        strcmp(output, "-") != 0 && iwmo_craft_is_folder(output), settings->table};
    struct iwmo_error err = {0};
    enum iwmo_status status = iwmo_csv_choice_check(&choice, tables->writer, &err);

    if (status == IWMO_OK && choice.is_folder)
        status = iwmo_outputs_folder(tables->outputs, output, &err);
    if (status != IWMO_OK)
        return iwmo_complain(tables->rewrite.tell.command, &err);
    for (size_t i = 0; i < iwmo_csv_writer_count(tables->writer) && status == IWMO_OK;
         i++)
        if (iwmo_csv_choice_wants(&choice, tables->writer, i))
            status = write_table(tables, &choice, i, &err);
    if (status == IWMO_OK)
        status = iwmo_outputs_commit(tables->outputs, &err);
    if (status == IWMO_OK)
        return IWMO_EXIT_OK;
    return iwmo_tell_failure(&tables->rewrite.tell,
                             iwmo_outputs_lost_reader(tables->outputs), &err);
}

static enum iwmo_exit
to_csv(const struct settings *settings, const struct iwmo_tell *tell)
{
    struct tables tables = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (open_tables(&tables, settings, tell, &err) != IWMO_OK)
        exit_status = iwmo_complain(tell->command, &err);
    else
        exit_status = iwmo_rewrite_take(&tables.rewrite, settings->from, true);
    if (exit_status == IWMO_EXIT_OK)
        exit_status =
            iwmo_rewrite_walk(&tables.rewrite, iwmo_csv_writer_visitor(tables.writer));
    if (exit_status == IWMO_EXIT_OK)
        exit_status = write_tables(&tables, settings);
    for (size_t i = 0; i < IWMO_CSV_MAX_TABLES; i++)
        iwmo_spool_free(tables.spools[i]);
    iwmo_outputs_close(tables.outputs);
    iwmo_csv_writer_free(tables.writer);
    iwmo_rewrite_close(&tables.rewrite);
    return exit_status;
}

static const struct translation {
    const char *name;
    enum iwmo_exit (*run)(const struct settings *settings,
                          const struct iwmo_tell *tell);
} translations[] = {
    {"json", to_json}, /* from XML */
    {"xml", to_xml},   /* from JSON or tables */
    {"html", to_html}, /* from XML, for people */
    {"csv", to_csv},   /* from XML, a table per kind of record */
};

#define TRANSLATIONS (sizeof(translations) / sizeof(translations[0]))

static const struct translation release_translation = {"release", to_release};

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
set_release(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    settings->release = iwmo_release_of(value);
    if (settings->release == R_none)
        return iwmo_fail(err, IWMO_USAGE, "--to-release: '%s' is none of 3.2, 2.3",
                         value);
    return IWMO_OK;
}

static enum iwmo_status
set_given(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->set_count == MAX_SET)
        return iwmo_fail(err, IWMO_USAGE, "--set: so many values go in a file, @FILE");
    settings->set[settings->set_count++] = value;
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
#define DAY(name)    .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = name
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"to", "FORM",
     "json: a message (XML) to JSON; html: to a page; csv: to tables;\n"
     "xml: back from JSON, or from tables: DIR or X-Header.csv",
     CALL(set_to)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"output-dir", "DIR", "write tables into DIR, which is made when it is not there",
     CALL(set_folder), .letter = 'd', .use = IWMO_USE_OUTPUT},
    {"to-release", "3.2|2.3", "a message of the other release to this one",
     CALL(set_release)},
    {"loss", "FILE",
     "with --to-release: write what became of each value to FILE, as JSON\n"
     "when it ends in .json; default: standard error",
     TEXT(loss), .use = IWMO_USE_OUTPUT},
    {"set", "NAME=VALUE",
     "with --to-release: a value that the message lacks; also\n"
     "NAME[KEY]=VALUE, and @FILE with such lines",
     CALL(set_given), .use = IWMO_USE_AT_FILE},
    {"identificatie", "TEXT", "with --to-release: identification of a 323 or 325",
     TEXT(identificatie)},
    {"date", "YYYY-MM-DD",
     "with --to-release: Dagtekening of a 323, and today for the rules", DAY(date)},
    {"table", "NAME", "with --to csv: only this table", TEXT(table)},
    {"spreadsheet", NULL, "with --to csv: byte order mark and semicolons",
     FLAG(is_for_spreadsheet)},
    {"lang", "nl|en", "language of the findings, and of a page; default: nl",
     CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data in findings", FLAG(show_values)},
    {.name = NULL},
};

const struct iwmo_command iwmo_convert = {
    "convert",
    "--to FORM | --to-release RELEASE [OPTION]... [FILE]",
    "Turn a message into another form, and back",
    "Nothing is lost between XML and JSON or tables.  Without FILE, or when it is -:\n"
    "standard input.  A message must obey the schema of its release, before and\n"
    "after; its rules are the business of 'iwmo validate'.  Nothing is written when "
    "it\n"
    "does not.\n"
    "A page (html) is for people; personal data in it is not masked.\n",
    "  iwmo convert --to json message.xml > message.json\n"
    "  iwmo convert --to xml message.json -o message.xml\n"
    "  iwmo convert --to-release 3.2 --loss loss.txt old.xml -o new.xml\n"
    "  iwmo convert --to html message.xml -o message.html\n"
    "  iwmo convert --to csv message.xml -o tables/\n"
    "  iwmo convert --to xml tables/ -o message.xml\n",
    rows,
    set_from,
    .operand_use = IWMO_USE_TABLES,
    .keeps_guard = true,
    .guard = offsetof(struct settings, guard)};

/* Which translation; options of another are refused. */
static void
choose(struct settings *settings, struct iwmo_error *err)
{
    bool has_details = settings->loss != NULL || settings->set_count > 0 ||
                       settings->identificatie != NULL || settings->date.is_given;
    const char *output = settings->output != NULL ? settings->output : "-";

    if (settings->release == R_none && has_details)
        iwmo_fail(err, IWMO_USAGE,
                  "--loss, --set, --identificatie and --date go with --to-release");
    else if (settings->release != R_none && settings->to != NULL)
        iwmo_fail(err, IWMO_USAGE, "--to or --to-release, not both");
    else if (settings->loss != NULL && strcmp(settings->loss, output) == 0)
        iwmo_fail(err, IWMO_USAGE, "--loss and --output are the same place");
    else if (settings->release != R_none)
        settings->to = &release_translation;
    else if (settings->to == NULL)
        iwmo_fail(err, IWMO_USAGE, "to what?  Name a form with --to, or --to-release.");
}

static enum iwmo_exit
convert(struct settings *settings)
{
    struct iwmo_error err = {0};

    choose(settings, &err);
    if (err.status != IWMO_OK || settings->to == NULL)
        return iwmo_complain("convert", &err);
    if (settings->from == NULL)
        settings->from = "-";
    if (settings->output == NULL)
        settings->output = "-";
    const struct iwmo_tell tell = {"convert", (enum iwmo_lang)settings->lang,
                                   settings->show_values};
    return settings->to->run(settings, &tell);
}

enum iwmo_exit
iwmo_command_convert(char **argv)
{
    struct settings settings = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_convert, argv, &settings, &exit_status))
        return exit_status;
    exit_status = convert(&settings);
    iwmo_guard_free(settings.guard);
    return exit_status;
}
