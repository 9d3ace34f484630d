#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "cli/tell.h"
#include "generate/fill.h"
#include "retour/grounds.h"
#include "run/produce.h"
#include "run/reply.h"

#define MAX_DECISION_BYTES ((size_t)64 << 20)

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char *path, *output, *decision, *identificatie, *xslt_versie;
    struct iwmo_given_day date;
    bool show_values;
    int lang;
};

/* All that one answer takes. */
struct work {
    const struct settings *settings;
    struct iwmo_tell tell;
    struct iwmo_judge *judge;
    struct iwmo_spool *in, *out;
    struct iwmo_arena *arena; /* decisions */
    struct iwmo_decisions decisions;
    struct iwmo_rejections *rejections;
    struct iwmo_answer_options options;
    char identificatie[IWMO_FILL_IDENTIFICATIE];
};

static enum iwmo_status
set_path(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;

    if (settings->path != NULL)
        return iwmo_fail(err, IWMO_USAGE, "one message at a time");
    settings->path = value;
    return IWMO_OK;
}

static enum iwmo_status
set_identificatie(void *self, const char *value, struct iwmo_error *err)
{
    struct settings *settings = self;
    size_t length = iwmo_text_length(iwmo_text(value));

    if (length < 1 || length > 12 || iwmo_text_trim(iwmo_text(value)).size == 0)
        return iwmo_fail(err, IWMO_USAGE, "--identificatie: 1 to 12 characters");
    settings->identificatie = value;
    return IWMO_OK;
}

#define MEMBER(name) .offset = offsetof(struct settings, name)
#define FLAG(name)   .kind = IWMO_OPTION_FLAG, MEMBER(name)
#define TEXT(name)   .kind = IWMO_OPTION_TEXT, MEMBER(name)
#define CHOICE(name) .kind = IWMO_OPTION_CHOICE, MEMBER(name), .choices = name##_names
#define DAY(name)    .kind = IWMO_OPTION_DAY, MEMBER(name)
#define CALL(name)   .kind = IWMO_OPTION_CALL, .set = set_##name

static const struct iwmo_option rows[] = {
    {"decision", "PATH", "decisions of your own back-office, as JSON", TEXT(decision),
     .use = IWMO_USE_FILE},
    {"identificatie", "TEXT",
     "identification of the answer; default: made from the message's own bytes",
     CALL(identificatie)},
    {"date", "YYYY-MM-DD", "date of the answer; default: today", DAY(date)},
    {"xslt-versie", "N.N.N", "fill XsltVersie with this; default: leave it out",
     TEXT(xslt_versie)},
    {"output", "PATH", "write to PATH, not to standard output", TEXT(output),
     .letter = 'o', .use = IWMO_USE_OUTPUT},
    {"lang", "nl|en", "language of the findings; default: nl", CHOICE(lang)},
    {"show-values", NULL, "do not mask personal data in findings", FLAG(show_values)},
    {.name = NULL},
};

const struct iwmo_command iwmo_retour = {
    "retour",
    "[OPTION]... FILE|-",
    "Answer a message",
    "Judge a message and write its retour message (302 to 320), or for a declaration\n"
    "its answer (325, in 2.3 304): accepted, rejected in the header, or class by\n"
    "class.  A message that does not obey the schema gets no answer (exit status 1).\n"
    "\n"
    "--decision takes a JSON array of objects: \"code\" (a retourcode), and \"path\" "
    "(as\n"
    "reports print it) or \"key\" (names and values of the record), or neither for "
    "the\n"
    "header.  The answer is judged itself before it is written.\n",
    "  iwmo retour wmo305.xml -o wmo306.xml\n"
    "  echo '[{\"code\": \"9019\", \"key\": {\"ToewijzingNummer\": \"101\"}}]' |\n"
    "      iwmo retour --decision - wmo305.xml\n",
    rows,
    set_path,
    .operand_use = IWMO_USE_FILE};

/* ---- steps ---- */

static enum iwmo_status
open_work(struct work *work, const struct settings *settings, struct iwmo_error *err)
{
    struct iwmo_judge_options options = {
        .max_own = IWMO_MAX_GROUNDS,
        .max_places = 2,
        .wants_sha256 = true,
    };

    *work = (struct work){
        .settings = settings,
        .tell = {"retour", (enum iwmo_lang)settings->lang, settings->show_values}};
    options.today = iwmo_command_today(&settings->date);
    work->options.date = options.today;
    work->options.xslt_versie = settings->xslt_versie;
    if (getrandom(&options.seed, sizeof(options.seed), 0) < 0)
        options.seed = (uint64_t)time(NULL);
    work->judge = iwmo_judge_new(&options, err);
    if (work->judge == NULL)
        return err->status;
    work->in = iwmo_spool_new();
    work->out = iwmo_spool_new();
    work->arena = iwmo_arena_new(0);
    work->rejections = iwmo_rejections_new();
    if (work->in == NULL || work->out == NULL || work->arena == NULL ||
        work->rejections == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

static void
close_work(struct work *work)
{
    iwmo_judge_free(work->judge);
    iwmo_spool_free(work->in);
    iwmo_spool_free(work->out);
    iwmo_arena_free(work->arena);
    iwmo_rejections_free(work->rejections);
}

static enum iwmo_status
read_decisions(struct work *work, struct iwmo_error *err)
{
    const char *path = work->settings->decision;
    struct iwmo_buffer json;

    if (path == NULL)
        return IWMO_OK;
    iwmo_buffer_init(&json, MAX_DECISION_BYTES);
    int error = iwmo_spool_take(work->in, path, MAX_DECISION_BYTES);
    enum iwmo_status status = iwmo_spool_failure(work->in, err);
    if (error != 0)
        status = iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(error));
    if (status == IWMO_OK)
        status = iwmo_spool_pour(work->in, iwmo_drain_buffer(&json), err);
    if (status == IWMO_OK)
        status = iwmo_decisions_parse((struct iwmo_text){json.at, json.size},
                                      work->arena, &work->decisions, err);
    iwmo_buffer_release(&json);
    iwmo_spool_reset(work->in);
    return status;
}

static bool
breaks_schema(const struct iwmo_findings *findings)
{
    for (const struct iwmo_finding *finding = findings->first; finding;
         finding = finding->next)
        if (finding->fault->kind <= IWMO_KIND_XSD &&
            finding->severity == IWMO_SEVERITY_ERROR)
            return true;
    return findings->lost_structure;
}

/* Is there an answer to what was judged?  Otherwise the exit status, and why. */
static enum iwmo_exit
refuse(struct work *work, const struct iwmo_result *result)
{
    struct iwmo_error err = {0};

    if (result->verdict == IWMO_UNDETERMINED || result->message == NULL ||
        result->layers[IWMO_LAYER_SCHEMA] != IWMO_RAN) {
        enum iwmo_exit told = iwmo_tell_result(&work->tell, result);
        return told == IWMO_EXIT_OK ? IWMO_EXIT_UNDETERMINED : told;
    }
    work->options.message = result->message;
    work->options.answer = iwmo_answer_to(&iwmo_schema_builtin, result->message);
    if (breaks_schema(&result->findings)) {
        iwmo_tell_result(&work->tell, result);
        iwmo_fail(&err, IWMO_MALFORMED,
                  "a message that does not obey the schema has no retour message");
        iwmo_complain("retour", &err);
        return IWMO_EXIT_NOT_ACCEPTABLE;
    }
    if (work->options.answer == NULL)
        iwmo_fail(&err, IWMO_USAGE, "%s is an answer itself and gets none",
                  result->message->name);
    else if (result->findings.lost_own)
        iwmo_fail(&err, IWMO_LIMIT, "too much is wrong to answer it");
    else
        return IWMO_EXIT_OK;
    iwmo_complain("retour", &err);
    return IWMO_EXIT_NOT_ACCEPTABLE;
}

static enum iwmo_exit
judge_message(struct work *work)
{
    const struct iwmo_result *result;
    struct iwmo_error err = {0};
    enum iwmo_status status;

    const int unread = iwmo_spool_take(work->in, work->settings->path, IWMO_SPOOL_MOST);
    if (unread == EFBIG)
        return iwmo_tell_endless("retour", work->settings->path);
    bool is_unread = unread != 0;
    if (is_unread)
        status = iwmo_judge_file(work->judge, work->settings->path, &result, &err);
    else
        status = iwmo_spool_judge(work->in, work->judge, work->settings->path, &result,
                                  &err);
    if (status != IWMO_OK)
        return iwmo_tell_failure(&work->tell, false, &err);
    enum iwmo_exit exit_status = refuse(work, result);
    if (exit_status != IWMO_EXIT_OK)
        return exit_status;
    iwmo_fill_identify(result->sha256, work->options.date, work->identificatie);
    work->options.identificatie = work->settings->identificatie
                                      ? work->settings->identificatie
                                      : work->identificatie;
    status =
        iwmo_grounds_collect(&result->findings, work->options.answer, work->rejections);
    if (status == IWMO_OK)
        return IWMO_EXIT_OK;
    iwmo_fail(&err, status, "out of memory");
    return iwmo_tell_failure(&work->tell, false, &err);
}

/* The answer goes out only when it is valid itself. */
static enum iwmo_exit
send(struct work *work, struct iwmo_error *err)
{
    struct iwmo_produced produced;
    const char *output = work->settings->output ? work->settings->output : "-";

    if (iwmo_produce(work->out, work->judge, output, &produced, err) != IWMO_OK)
        return iwmo_tell_failure(&work->tell, produced.lost_reader, err);
    if (produced.is_written)
        return IWMO_EXIT_OK;
    iwmo_tell_result(&work->tell, produced.result);
    iwmo_fail(err, IWMO_MALFORMED,
              "the answer is not valid itself and was not written");
    iwmo_complain("retour", err);
    return work->decisions.count > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_FAILURE;
}

static enum iwmo_exit
answer_message(const struct settings *settings)
{
    struct work work;
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status = IWMO_EXIT_OK;
    enum iwmo_status status = open_work(&work, settings, &err);

    if (status == IWMO_OK)
        status = read_decisions(&work, &err);
    if (status == IWMO_OK)
        exit_status = judge_message(&work);
    if (status == IWMO_OK && exit_status == IWMO_EXIT_OK) {
        struct iwmo_reply reply = {work.options, work.rejections, &work.decisions};
        status = iwmo_reply_write(&reply, work.in, work.out, &err);
        if (status == IWMO_OK)
            exit_status = send(&work, &err);
    }
    if (status != IWMO_OK)
        exit_status = iwmo_complain("retour", &err);
    close_work(&work);
    return exit_status;
}

enum iwmo_exit
iwmo_command_retour(char **argv)
{
    struct settings settings = {0};
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    if (!iwmo_command_parse(&iwmo_retour, argv, &settings, &exit_status))
        return exit_status;
    if (settings.path == NULL) {
        iwmo_fail(&err, IWMO_USAGE, "which message?  FILE, or - for standard input");
        return iwmo_complain("retour", &err);
    }
    return answer_message(&settings);
}
