/* The public face of judging: thin calls around one judge. */

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "api/view.h"
#include "base/seed.h"
#include "judge/judge.h"

struct iwmo_checker {
    struct iwmo_judge *judge;
    const struct iwmo_result *result; /* of the last call; NULL: it failed */
    struct iwmo_view view;
    struct iwmo_buffer json;
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

static enum iwmo_status
open_checker(struct iwmo_checker *checker, const struct iwmo_settings *settings,
             struct iwmo_error *err)
{
    struct iwmo_settings whole;
    struct iwmo_judge_options options = {.seed = iwmo_seed(), .wants_sha256 = true};
    enum iwmo_status status =
        iwmo_view_read(&checker->view, settings, &whole, &options.today, err);

    if (status != IWMO_OK)
        return status;
    checker->judge = iwmo_judge_new(&options, err);
    return checker->judge != NULL ? IWMO_OK : err->status;
}

struct iwmo_checker *
iwmo_checker_new_with(const struct iwmo_settings *settings, char error[IWMO_ERROR_SIZE])
{
    struct iwmo_checker *checker = calloc(1, sizeof(*checker));
    struct iwmo_error err = {0};

    if (checker == NULL)
        iwmo_fail(&err, IWMO_NO_MEMORY, "out of memory");
    else if (open_checker(checker, settings, &err) == IWMO_OK)
        return checker;
    iwmo_view_tell(&err, error);
    iwmo_checker_free(checker);
    return NULL;
}

struct iwmo_checker *
iwmo_checker_new(void)
{
    return iwmo_checker_new_with(NULL, NULL);
}

void
iwmo_checker_free(struct iwmo_checker *checker)
{
    if (checker == NULL)
        return;
    iwmo_judge_free(checker->judge);
    iwmo_view_release(&checker->view);
    iwmo_buffer_release(&checker->json);
    free(checker);
}

void
iwmo_checker_show_values(struct iwmo_checker *checker, int show)
{
    checker->view.options.show_values = show != 0;
}

void
iwmo_checker_language(struct iwmo_checker *checker, const char *language)
{
    checker->view.options.lang = strcmp(language, "en") == 0 ? IWMO_EN : IWMO_NL;
}

static int
settle(struct iwmo_checker *checker, enum iwmo_status status)
{
    if (status != IWMO_OK)
        checker->result = NULL;
    iwmo_view_set(&checker->view,
                  status == IWMO_OK ? &checker->result->findings : NULL);
    if (status != IWMO_OK)
        return IWMO_CHECK_FAILED;
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

int
iwmo_checker_finding(struct iwmo_checker *checker, size_t index,
                     struct iwmo_check_finding *finding)
{
    return iwmo_view_finding(&checker->view, index, finding);
}

const char *
iwmo_checker_json(struct iwmo_checker *checker)
{
    const struct iwmo_format *format = iwmo_format_by_name("jsonl");

    if (checker->result == NULL || format == NULL)
        return NULL;
    iwmo_buffer_reset(&checker->json);
    format->message(&checker->json, checker->result, &checker->view.options);
    return checker->json.failed == IWMO_OK ? checker->json.at : NULL;
}
