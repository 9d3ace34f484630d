#include <stdbool.h>
#include <string.h>

#include "cli/beside.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/reports.h"
#include "cli/tell.h"

enum fail_on { FAIL_ON_WARNING, FAIL_ON_ERROR, FAIL_ON_NEVER };

static const char *const fail_on_names[] = {"warning", "error", "never", NULL};
static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */
/* As enum iwmo_judge_reader. */
static const char *const reader_names[] = {"fast", "libxml2", NULL};

/* What the options say. */
struct settings {
    struct iwmo_reports reports;
    struct iwmo_named_folder folder; /* -d */
    struct iwmo_guard *guard;
    const char **operands;
    size_t operand_count;
    const char *list;
    bool is_nul_separated, recursive;
    unsigned long workers, max_findings, min_age;
    struct iwmo_given_day date;
    const char *release, *xsd;
    struct iwmo_beside_settings beside;
    int fail_on, lang, reader;
    bool show_values, quiet, verbose, all_places;
};

/* ---- options ---- */

static enum iwmo_status
set_report(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    return iwmo_reports_add(&settings->reports, value, err);
}

static enum iwmo_status
set_folder(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    settings->reports.main_path = settings->folder.path;
    return iwmo_command_folder(value, &settings->folder, err);
}

static enum iwmo_status
add_operand(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (value[0] == '\0')
        return iwmo_fail(err, IWMO_USAGE, "an empty name is no file");
    settings->operands[settings->operand_count++] = value;
    return IWMO_OK;
}

#define MEMBER(name)          .offset = offsetof(struct settings, name)
#define FLAG(name)            .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)            .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define DAY(name)             .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(name)            .kind = IWMO_OPTION_CALL, .set = name
#define NUMBER(name, maximum) .kind = IWMO_OPTION_NUMBER, MEMBER(name), .most = maximum
#define CHOICE(name)          .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names

static const struct iwmo_option rows[] = {
    {"report", "FORMAT[:PATH]",
     "write a report as text (default), json, jsonl,\n"
     "rapport, junit, sarif, html or csv; may be given\n"
     "more than once; rapport:DIR/ makes a file per message",
     CALL(set_report), .use = IWMO_USE_REPORT},
    {"output", "PATH",
     "write the report without a PATH there, not to\n"
     "standard output",
     TEXT(reports.main_path), .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"output-dir", "DIR",
     "the same for reports with a file per message; it is\n"
     "made when it is not there",
     CALL(set_folder), .letter = 'd', .use = IWMO_USE_OUTPUT},
    {"recursive", NULL, "also take the directories in a directory", FLAG(recursive),
     .letter = 'r'},
    {"files-from", "PATH",
     "take names of files from PATH, one a line;\n"
     "- is standard input",
     TEXT(list), .use = IWMO_USE_LIST},
    {"null", NULL, "names in --files-from end in NUL", FLAG(is_nul_separated),
     .letter = '0'},
    {"min-age", "SECONDS", "leave files that were written to more recently",
     NUMBER(min_age, 86400 * 365)},
    {"jobs", "N", "use N threads; default: one per core",
     NUMBER(workers, IWMO_MAX_WORKERS), .letter = 'j'},
    {"max-findings", "N", "report at most N per message; default: 10000",
     NUMBER(max_findings, 1000000000)},
    {"all-places", NULL, "report every place of a finding; default: 100",
     FLAG(all_places)},
    {"date", "YYYY-MM-DD", "the day that counts as today", DAY(date)},
    {"release", "RELEASE", "judge as this release: 2.3 or 3.2", TEXT(release)},
    {"xsd", "DIR", "use the schemas in DIR instead of those built in", TEXT(xsd),
     .use = IWMO_USE_SCHEMAS},
    {"policy", "FILE",
     "weigh findings as FILE says, each for a reason and\n"
     "until a day; see iwmo-validate(1)",
     TEXT(beside.policy), .use = IWMO_USE_FILE},
    {"against-xslt", "SHEET",
     "compare with the Rapport that this stylesheet of the\n"
     "chain makes; a difference gives exit status 1",
     TEXT(beside.sheet), .use = IWMO_USE_FILE},
    {"against-seconds", "N", "time for the stylesheet per message; default: 60",
     NUMBER(beside.seconds, 86400)},
    {"against-megabytes", "N", "do not compare larger messages; default: 25",
     NUMBER(beside.megabytes, 1000)},
    {"fail-on", "LEVEL", "exit status 1 from warning, error (default), or never",
     CHOICE(fail_on)},
    {"lang", "nl|en", "language of the findings; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data", FLAG(show_values)},
    {"color", "WHEN", "colour: auto (default), always or never",
     .kind = IWMO_OPTION_CHOICE, MEMBER(reports.color), .choices = iwmo_reports_colors,
     .bare = "always"},
    {"reader", "NAME",
     "who reads: fast (default), or libxml2 alone; results\n"
     "are the same",
     CHOICE(reader)},
    {"quiet", NULL, "no summary and no progress", FLAG(quiet), .letter = 'q'},
    {"verbose", NULL, "also a line for every valid file", FLAG(verbose), .letter = 'v'},
    {.name = NULL},
};

const struct iwmo_command iwmo_validate = {
    "validate",
    "[OPTION]... FILE|DIR|-...",
    "Judge iWmo messages",
    "A DIR stands for the *.xml files in it; - is standard input.  Values of persons "
    "are\n"
    "masked.  Exit status: 0 all acceptable, 1 a message is not acceptable, 2 wrong "
    "usage,\n"
    "3 an input could not be judged, 4 environment or internal failure.\n",
    "  iwmo validate -r inbox/ --report text --report jsonl:results.jsonl\n",
    rows,
    add_operand,
    .operand_use = IWMO_USE_MESSAGES,
    .keeps_guard = true,
    .guard = offsetof(struct settings, guard)};

/* ---- from settings to a batch ---- */

/* Wrong combinations. */
static enum iwmo_status
check(const struct settings *settings, struct iwmo_error *err)
{
    bool is_list_stdin = settings->list != NULL && strcmp(settings->list, "-") == 0;

    if (settings->operand_count == 0 && settings->list == NULL)
        return iwmo_fail(
            err, IWMO_USAGE,
            "nothing to judge: name a FILE, a DIR, or - for standard input");
    for (size_t i = 0; i < settings->operand_count; i++)
        if (is_list_stdin && strcmp(settings->operands[i], "-") == 0)
            return iwmo_fail(err, IWMO_USAGE,
                             "- cannot be a message and a list at once");
    if (settings->is_nul_separated && settings->list == NULL)
        return iwmo_fail(err, IWMO_USAGE, "-0 goes with --files-from");
    bool is_only = settings->operand_count == 1 && settings->list == NULL;
    return iwmo_reports_check(&settings->reports,
                              is_only ? settings->operands[0] : NULL, err);
}

static enum iwmo_status
fill_judge(const struct settings *settings, struct iwmo_arena *arena,
           struct iwmo_judge_options *judge, struct iwmo_error *err)
{
    judge->schema = iwmo_command_schemas(settings->xsd, arena, err);
    if (judge->schema == NULL)
        return err->status;
    if (settings->release != NULL) {
        judge->release = iwmo_command_release(judge->schema, settings->release, err);
        if (judge->release == R_none)
            return err->status;
    }
    judge->today = iwmo_command_today(&settings->date);
    judge->max_findings = settings->max_findings;
    judge->max_places = settings->all_places ? SIZE_MAX : 0;
    judge->reader = (enum iwmo_judge_reader)settings->reader;
    for (size_t i = 0; i < settings->reports.count; i++)
        if (settings->reports.rows[i].format->has_sha256)
            judge->wants_sha256 = true;
    return IWMO_OK;
}

static enum iwmo_exit
verdict_status(const struct iwmo_summary *summary, enum fail_on fail_on)
{
    if (summary->undetermined > 0 || summary->against.failed > 0)
        return IWMO_EXIT_UNDETERMINED;
    if (fail_on != FAIL_ON_NEVER &&
        (summary->invalid > 0 || summary->against.different > 0 ||
         (fail_on == FAIL_ON_WARNING && summary->warnings > 0)))
        return IWMO_EXIT_NOT_ACCEPTABLE;
    return IWMO_EXIT_OK;
}

static void
tell_left_out(void *self, const struct iwmo_format *format, const char *path)
{
    struct iwmo_error err = {0};

    (void)self;
    iwmo_fail(&err, IWMO_IO, "%s: no %s: it is no complete Bericht that can be judged",
              path, format->name);
    iwmo_complain("validate", &err);
}

static enum iwmo_exit
run_batch(const struct settings *settings, struct iwmo_batch *batch,
          struct iwmo_batch_report *reports)
{
    struct iwmo_inputs_options options = {
        settings->operands,         settings->operand_count, settings->list,
        settings->is_nul_separated, settings->recursive,     settings->min_age,
        .trusts_names = true};
    const struct iwmo_report_options look = {
        .lang = (enum iwmo_lang)settings->lang,
        .show_values = settings->show_values,
        .verbose = settings->verbose,
        .quiet = settings->quiet,
        .reads_sources = true,
    };
    struct iwmo_summary summary = {0};
    struct iwmo_error err = {0};
    struct iwmo_progress progress;
    enum iwmo_exit exit_status = IWMO_EXIT_FAILURE;

    struct iwmo_inputs *inputs = iwmo_inputs_open(&options, &err);
    if (inputs == NULL || iwmo_reports_open(&settings->reports, &look, settings->guard,
                                            reports, &err) != IWMO_OK) {
        iwmo_complain("validate", &err);
        goto done;
    }
    iwmo_progress_init(&progress, (enum iwmo_lang)settings->lang, settings->quiet);
    batch->watcher = iwmo_progress_watcher(&progress);
    batch->watcher.left_out = tell_left_out;
    if (iwmo_batch_run(batch, inputs, &summary, &err) != IWMO_OK)
        iwmo_complain("validate", &err);
    iwmo_beside_talk(&summary, settings->quiet);
    if (!settings->quiet)
        iwmo_tell_young("validate", iwmo_inputs_young(inputs));
    const enum iwmo_exit written = iwmo_reports_commit(&settings->reports, reports);
    if (written != IWMO_EXIT_OK)
        exit_status = written;
    else if (err.status == IWMO_OK)
        exit_status = verdict_status(&summary, (enum fail_on)settings->fail_on);
done:
    iwmo_inputs_close(inputs);
    iwmo_summary_release(&summary);
    return exit_status;
}

static enum iwmo_exit
validate(struct settings *settings)
{
    struct iwmo_batch_report reports[IWMO_MAX_REPORTS] = {{0}};
    struct iwmo_batch batch = {.workers = (unsigned)settings->workers,
                               .reports = reports,
                               .report_count = settings->reports.count};
    struct iwmo_beside beside = {0};
    struct iwmo_arena *arena = settings->xsd != NULL ? iwmo_arena_new(0) : NULL;
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (fill_judge(settings, arena, &batch.judge, &err) == IWMO_OK &&
        iwmo_beside_open(&beside, &settings->beside, &batch.judge, &err) == IWMO_OK)
        exit_status = run_batch(settings, &batch, reports);
    else
        exit_status = iwmo_complain("validate", &err);
    iwmo_reports_close(&settings->reports, reports);
    iwmo_beside_release(&beside);
    iwmo_arena_free(arena);
    return exit_status;
}

enum iwmo_exit
iwmo_command_validate(char **argv)
{
    struct settings settings = {.operands = (const char **)argv,
                                .fail_on = FAIL_ON_ERROR,
                                .workers = iwmo_command_cores()};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_validate, argv, &settings, &exit_status))
        return exit_status;
    if (settings.reports.count == 0)
        settings.reports.rows[settings.reports.count++].format = &iwmo_formats[0];
    exit_status = check(&settings, &err) == IWMO_OK ? validate(&settings)
                                                    : iwmo_complain("validate", &err);
    iwmo_guard_free(settings.guard);
    return exit_status;
}
