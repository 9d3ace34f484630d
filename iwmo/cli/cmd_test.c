#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/kit.h"
#include "cli/words.h"
#include "files/inputs.h"
#include "files/output.h"
#include "judge/expectation.h"
#include "judge/judge.h"

#define MAX_REPORTS           3
#define MAX_EXPECTATION_BYTES ((size_t)16 << 20)

/* What the options say, and what comes of it. */
struct settings {
    struct report {
        const struct iwmo_kit_format *format;
        const char *path;
        struct iwmo_buffer body;
    } reports[MAX_REPORTS];
    size_t report_count;
    const char **operands; /* in argv */
    size_t operand_count;
    struct iwmo_given_day date;
    int lang; /* as that of help: see cli/words.h */
};

static const char *const lang_names[] = {"nl", "en", NULL};

static enum iwmo_status
set_report(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    size_t size = strcspn(value, ":");

    for (const struct iwmo_kit_format *format = iwmo_kit_formats; format->name;
         format++) {
        if (strlen(format->name) != size || strncmp(format->name, value, size) != 0)
            continue;
        if (value[size] == ':' && value[size + 1] == '\0')
            return iwmo_fail(err, IWMO_USAGE, "--report: no path after '%s'", value);
        if (settings->report_count == MAX_REPORTS)
            return iwmo_fail(err, IWMO_USAGE, "--report: more than %d", MAX_REPORTS);
        settings->reports[settings->report_count++] = (struct report){
            .format = format, .path = value[size] == ':' ? value + size + 1 : "-"};
        return IWMO_OK;
    }
    return iwmo_fail(err, IWMO_USAGE, "--report: '%s' is none of text, tap, junit",
                     value);
}

static enum iwmo_status
add_operand(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (value[0] == '\0' || strcmp(value, "-") == 0)
        return iwmo_fail(err, IWMO_USAGE, "'%s' has no expectation beside it", value);
    settings->operands[settings->operand_count++] = value;
    return IWMO_OK;
}

static const struct iwmo_option rows[] = {
    {"report", "FORMAT[:PATH]",
     "text (default), tap or junit; may be given more than\n"
     "once, to standard output or to PATH",
     .kind = IWMO_OPTION_CALL, .set = set_report, .use = IWMO_USE_REPORT},
    {"date", "YYYY-MM-DD", "the day that counts as today", .kind = IWMO_OPTION_DAY,
     .offset = offsetof(struct settings, date)},
    {"lang", "nl|en", "language of what is said in text; default: en",
     .kind = IWMO_OPTION_CHOICE, .offset = offsetof(struct settings, lang),
     .choices = lang_names},
    {.name = NULL},
};

const struct iwmo_command iwmo_test = {
    "test",
    "[OPTION]... DIR|FILE...",
    "Compare judgements with expectations",
    "Judges every X.xml in a DIR and below, and compares with X.findings beside it:\n"
    "  verdict invalid\n"
    "  TR018 /Bericht/Client/StopProducten/StopProduct[1]/Einddatum ...\n"
    "one line per finding, in order: its code, or code@line:column, and its places.\n"
    "Lines with # are for the reader.  'iwmo mutate --all' makes such a DIR.\n"
    "Exit status: 0 all as expected, 1 some not, 3 there was nothing to test.\n",
    "  iwmo test fixtures/ --report text --report junit:test.xml\n",
    rows,
    add_operand,
    .operand_use = IWMO_USE_EXPECTATIONS};

/* ---- one message ---- */

/* The expectation of the message at `path`; `*has_one` false: there is no such file. */
static enum iwmo_status
read_expectation(const char *path, struct iwmo_buffer *text, bool *has_one,
                 struct iwmo_error *err)
{
    struct iwmo_buffer name = {0};
    char part[8192];
    size_t size;

    iwmo_buffer_init(text, MAX_EXPECTATION_BYTES);
    iwmo_expectation_path(path, &name);
    FILE *file = name.failed == IWMO_OK ? fopen(name.at, "rb") : NULL;
    *has_one = file != NULL || errno != ENOENT;
    while (file != NULL && (size = fread(part, 1, sizeof(part), file)) > 0)
        iwmo_buffer_add(text, part, size);
    if (*has_one && (file == NULL || ferror(file) || text->failed != IWMO_OK))
        iwmo_fail(err, IWMO_IO, "%s: %s", name.at != NULL ? name.at : path,
                  text->failed != IWMO_OK ? "too large" : strerror(errno));
    if (file != NULL)
        fclose(file);
    iwmo_buffer_release(&name);
    return err->status;
}

static enum iwmo_status
test_message(struct iwmo_judge *judge, const char *path, enum iwmo_kit_outcome *outcome,
             struct iwmo_buffer *difference, struct iwmo_error *err)
{
    const struct iwmo_result *result = NULL;
    struct iwmo_buffer expected = {0};
    bool has_one = false, is_met = false;

    enum iwmo_status status = read_expectation(path, &expected, &has_one, err);
    if (status == IWMO_OK && has_one)
        status = iwmo_judge_file(judge, path, &result, err);
    if (status == IWMO_OK && has_one) {
        struct iwmo_text text = {expected.at, expected.size};
        status = iwmo_expectation_compare(text, result, &is_met, difference);
        if (status != IWMO_OK)
            iwmo_fail(err, status, "out of memory");
    }
    *outcome = !has_one ? IWMO_KIT_WITHOUT : is_met ? IWMO_KIT_MET : IWMO_KIT_DIFFERS;
    iwmo_buffer_release(&expected);
    return status;
}

/* ---- all ---- */

static enum iwmo_status
test_all(struct settings *settings, struct iwmo_judge *judge,
         struct iwmo_inputs *inputs, struct iwmo_kit_totals *totals,
         struct iwmo_error *err)
{
    struct iwmo_buffer difference = {0};
    enum iwmo_kit_outcome outcome;
    enum iwmo_status status;
    const char *path;

    while ((status = iwmo_inputs_next(inputs, &path, err)) == IWMO_OK && path != NULL) {
        iwmo_buffer_reset(&difference);
        status = test_message(judge, path, &outcome, &difference, err);
        if (status != IWMO_OK)
            break;
        totals->count[outcome]++;
        for (size_t i = 0; i < settings->report_count; i++)
            settings->reports[i].format->print(
                &settings->reports[i].body, path, outcome,
                difference.at != NULL ? difference.at : "", totals);
    }
    iwmo_buffer_release(&difference);
    return status;
}

static enum iwmo_status
write_report(struct report *report, const struct iwmo_kit_totals *totals,
             struct iwmo_error *err)
{
    struct iwmo_buffer head = {0};

    if (report->format->head != NULL)
        report->format->head(&head, totals);
    if (report->format->tail != NULL)
        report->format->tail(&report->body, totals);
    struct iwmo_output *output = NULL;
    if (head.failed != IWMO_OK || report->body.failed != IWMO_OK)
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    else
        output = iwmo_output_open(report->path, err);
    if (output != NULL) {
        iwmo_output_write(output, (struct iwmo_text){head.at, head.size});
        iwmo_output_write(output,
                          (struct iwmo_text){report->body.at, report->body.size});
        (void)!iwmo_output_commit(output, err);
        iwmo_output_close(output);
    }
    iwmo_buffer_release(&head);
    return err->status;
}

static enum iwmo_exit
test(struct settings *settings, struct iwmo_error *err)
{
    struct iwmo_judge_options judge_options = {.today =
                                                   iwmo_command_today(&settings->date)};
    struct iwmo_inputs_options inputs_options = {.paths = settings->operands,
                                                 .path_count = settings->operand_count,
                                                 .recursive = true};
    struct iwmo_kit_totals totals = {.lang = iwmo_words_lang()};
    struct iwmo_judge *judge = iwmo_judge_new(&judge_options, err);
    struct iwmo_inputs *inputs =
        judge != NULL ? iwmo_inputs_open(&inputs_options, err) : NULL;

    enum iwmo_status status = err->status;
    if (inputs != NULL)
        status = test_all(settings, judge, inputs, &totals, err);
    for (size_t i = 0; i < settings->report_count && status == IWMO_OK; i++)
        status = write_report(&settings->reports[i], &totals, err);
    iwmo_inputs_close(inputs);
    iwmo_judge_free(judge);
    if (status != IWMO_OK)
        return iwmo_complain("test", err);
    if (totals.count[IWMO_KIT_DIFFERS] > 0)
        return IWMO_EXIT_NOT_ACCEPTABLE;
    return totals.count[IWMO_KIT_MET] > 0 ? IWMO_EXIT_OK : IWMO_EXIT_UNDETERMINED;
}

static enum iwmo_status
complete(struct settings *settings, struct iwmo_error *err)
{
    if (settings->operand_count == 0)
        return iwmo_fail(err, IWMO_USAGE, "nothing to test: name a DIR");
    if (settings->report_count == 0)
        settings->reports[settings->report_count++] =
            (struct report){.format = iwmo_kit_formats, .path = "-"};
    for (size_t i = 0; i < settings->report_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(settings->reports[i].path, settings->reports[j].path) == 0)
                return iwmo_fail(err, IWMO_USAGE,
                                 "two reports go to %s; give one a path",
                                 settings->reports[i].path);
    return IWMO_OK;
}

enum iwmo_exit
iwmo_command_test(char **argv)
{
    struct settings settings = {.operands = (const char **)argv};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_test, argv, &settings, &exit_status))
        return exit_status;
    if (complete(&settings, &err) != IWMO_OK)
        return iwmo_complain("test", &err);
    exit_status = test(&settings, &err);
    for (size_t i = 0; i < settings.report_count; i++)
        iwmo_buffer_release(&settings.reports[i].body);
    return exit_status;
}
