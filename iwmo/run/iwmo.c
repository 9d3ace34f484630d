/* The public face: thin calls around one judge. */
#include "iwmo.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/seed.h"
#include "model/path.h"
#include "model/wording.h"
#include "report/report.h"
#include "run/judge.h"

struct iwmo_checker {
    struct iwmo_judge *judge;
    const struct iwmo_result *result; /* of the last call; NULL: it failed */
    struct iwmo_report_options options;
    const struct iwmo_finding *at; /* where the walk over the findings is */
    size_t index;
    struct iwmo_buffer text, path, json;
};

const char *
iwmo_version(void)
{
    return IWMO_VERSION;
}

void
iwmo_start(void)
{
    xmlInitParser();
}

static struct iwmo_date
today(void)
{
    time_t now = time(NULL);
    struct tm day = {0};

    localtime_r(&now, &day);
    return iwmo_date_of(day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

struct iwmo_checker *
iwmo_checker_new(void)
{
    struct iwmo_checker *checker = calloc(1, sizeof(*checker));
    if (checker == NULL)
        return NULL;
    struct iwmo_judge_options options = {.today = today(), .wants_sha256 = true};
    options.seed = iwmo_seed();
    checker->judge = iwmo_judge_new(&options, NULL);
    if (checker->judge == NULL) {
        free(checker);
        return NULL;
    }
    return checker;
}

void
iwmo_checker_free(struct iwmo_checker *checker)
{
    if (checker == NULL)
        return;
    iwmo_judge_free(checker->judge);
    iwmo_buffer_release(&checker->text);
    iwmo_buffer_release(&checker->path);
    iwmo_buffer_release(&checker->json);
    free(checker);
}

void
iwmo_checker_show_values(struct iwmo_checker *checker, int show)
{
    checker->options.show_values = show != 0;
}

void
iwmo_checker_language(struct iwmo_checker *checker, const char *language)
{
    checker->options.lang = strcmp(language, "en") == 0 ? IWMO_EN : IWMO_NL;
}

static int
settle(struct iwmo_checker *checker, enum iwmo_status status)
{
    checker->at = NULL;
    if (status != IWMO_OK) {
        checker->result = NULL;
        return IWMO_CHECK_FAILED;
    }
    return (int)checker->result->verdict;
}

int
iwmo_check_file(struct iwmo_checker *checker, const char *path)
{
    return settle(checker,
                  iwmo_judge_file(checker->judge, path, &checker->result, NULL));
}

int
iwmo_check_bytes(struct iwmo_checker *checker, const char *name, const void *bytes,
                 size_t size)
{
    return settle(checker, iwmo_judge_bytes(checker->judge, name, bytes, size,
                                            &checker->result, NULL));
}

const char *
iwmo_checker_message(const struct iwmo_checker *checker)
{
    if (checker->result == NULL || checker->result->message == NULL)
        return NULL;
    return checker->result->message->name;
}

const char *
iwmo_checker_release(const struct iwmo_checker *checker)
{
    if (checker->result == NULL || checker->result->message == NULL)
        return NULL;
    return checker->result->message->release_name;
}

/* Walk to finding `index`; going on from the last one asked for costs one step. */
static const struct iwmo_finding *
walk(struct iwmo_checker *checker, size_t index)
{
    if (checker->result == NULL)
        return NULL;
    if (checker->at == NULL || index < checker->index) {
        checker->at = checker->result->findings.first;
        checker->index = 0;
    }
    while (checker->at != NULL && checker->index < index) {
        checker->at = checker->at->next;
        checker->index++;
    }
    return checker->at;
}

int
iwmo_checker_finding(struct iwmo_checker *checker, size_t index,
                     struct iwmo_check_finding *out)
{
    const struct iwmo_finding *finding = walk(checker, index);
    if (finding == NULL)
        return 0;
    iwmo_buffer_reset(&checker->text);
    iwmo_buffer_reset(&checker->path);
    iwmo_wording_print(finding, checker->options.lang, checker->options.show_values,
                       &checker->text);
    iwmo_path_print(finding->where.step, &checker->path);
    if (checker->text.failed != IWMO_OK || checker->path.failed != IWMO_OK)
        return 0;
    *out = (struct iwmo_check_finding){
        .code = finding->fault->code,
        .retourcode = finding->fault->retourcode,
        .text = checker->text.at,
        .path = checker->path.at,
        .line = finding->where.at.line,
        .column = finding->where.at.column,
        .offset = finding->where.at.offset,
        .is_warning = finding->severity == IWMO_SEVERITY_WARNING,
    };
    return 1;
}

const char *
iwmo_checker_json(struct iwmo_checker *checker)
{
    const struct iwmo_format *format = iwmo_format_by_name("jsonl");

    if (checker->result == NULL || format == NULL)
        return NULL;
    iwmo_buffer_reset(&checker->json);
    format->message(&checker->json, checker->result, &checker->options);
    return checker->json.failed == IWMO_OK ? checker->json.at : NULL;
}
