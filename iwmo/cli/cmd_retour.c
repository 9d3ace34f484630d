#include "cli/tell.h"
#include "run/produce.h"
#include "work/answer.h"

static const char *const lang_names[] = {"nl", "en", NULL}; /* as enum iwmo_lang */

/* What the options say. */
struct settings {
    const char *path, *output, *decision, *identificatie, *xslt_versie;
    struct iwmo_given_day date;
    bool show_values;
    int lang;
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

/* ---- what became of it ---- */

/* The findings first, and then why there is no answer. */
static enum iwmo_exit
tell_refusal(const struct iwmo_tell *tell, const struct iwmo_answer_given *given,
             bool has_decisions, const struct iwmo_error *err)
{
    enum iwmo_exit told;

    switch (given->answered) {
    case IWMO_ANSWERED_UNDETERMINED:
        told = iwmo_tell_result(tell, given->result);
        return told == IWMO_EXIT_OK ? IWMO_EXIT_UNDETERMINED : told;
    case IWMO_ANSWERED_NO_SCHEMA:
        iwmo_tell_result(tell, given->result);
        iwmo_complain(tell->command, err);
        return IWMO_EXIT_NOT_ACCEPTABLE;
    case IWMO_ANSWERED_INVALID:
        iwmo_tell_result(tell, given->result);
        iwmo_complain(tell->command, err);
        return has_decisions ? IWMO_EXIT_NOT_ACCEPTABLE : IWMO_EXIT_FAILURE;
    default:
        iwmo_complain(tell->command, err);
        return IWMO_EXIT_NOT_ACCEPTABLE;
    }
}

static enum iwmo_exit
run(struct iwmo_answering *answering, const struct settings *settings,
    const struct iwmo_tell *tell)
{
    const char *output = settings->output != NULL ? settings->output : "-";
    const struct iwmo_take_source input = {.name = settings->path};
    struct iwmo_answer_given given;
    struct iwmo_error err = {0};
    bool lost_reader = false;

    if (settings->decision != NULL &&
        iwmo_answering_decide(answering, settings->decision, (struct iwmo_text){0},
                              &err) != IWMO_OK)
        return iwmo_complain(tell->command, &err);
    if (iwmo_answering_run(answering, &input, &given, &err) != IWMO_OK)
        return iwmo_tell_failure(tell, false, &err);
    if (given.answered == IWMO_ANSWERED_IS_ENDLESS)
        return iwmo_tell_endless(tell->command, settings->path);
    if (given.answered != IWMO_ANSWERED)
        return tell_refusal(tell, &given, settings->decision != NULL, &err);
    if (iwmo_produce_other(given.answer, output, &lost_reader, &err) != IWMO_OK)
        return iwmo_tell_failure(tell, lost_reader, &err);
    return IWMO_EXIT_OK;
}

static enum iwmo_exit
answer_message(const struct settings *settings)
{
    const struct iwmo_tell tell = {"retour", (enum iwmo_lang)settings->lang,
                                   settings->show_values};
    const struct iwmo_answering_options options = {
        .date = iwmo_command_today(&settings->date),
        .identificatie = settings->identificatie,
        .xslt_versie = settings->xslt_versie,
        .name = settings->output};
    struct iwmo_error err = {0};
    struct iwmo_answering *answering = iwmo_answering_new(&options, &err);
    enum iwmo_exit exit_status = answering != NULL ? run(answering, settings, &tell)
                                                   : iwmo_complain(tell.command, &err);

    iwmo_answering_free(answering);
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
