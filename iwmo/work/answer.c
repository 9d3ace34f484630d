#include "work/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/seed.h"
#include "generate/fill.h"
#include "retour/grounds.h"
#include "run/reply.h"

#define MAX_DECISION_BYTES ((size_t)64 << 20)

struct iwmo_answering {
    struct iwmo_answering_options settings;
    struct iwmo_judge *judge;
    struct iwmo_spool *in, *out;
    struct iwmo_arena *arena; /* decisions */
    struct iwmo_decisions decisions;
    struct iwmo_rejections *rejections;
    struct iwmo_answer_options options;
    char identificatie[IWMO_FILL_IDENTIFICATIE];
};

struct iwmo_answering *
iwmo_answering_new(const struct iwmo_answering_options *options, struct iwmo_error *err)
{
    struct iwmo_judge_options judging = {
        .today = options->date,
        .seed = iwmo_seed(),
        .max_own = IWMO_MAX_GROUNDS,
        .max_places = 2,
        .wants_sha256 = true,
    };
    struct iwmo_answering *answering = calloc(1, sizeof(*answering));

    if (answering == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    answering->settings = *options;
    answering->judge = iwmo_judge_new(&judging, err);
    answering->in = iwmo_spool_new();
    answering->out = iwmo_spool_new();
    answering->arena = iwmo_arena_new(0);
    bool is_short =
        answering->in == NULL || answering->out == NULL || answering->arena == NULL;
    if (is_short && answering->judge != NULL)
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (is_short || answering->judge == NULL) {
        iwmo_answering_free(answering);
        return NULL;
    }
    return answering;
}

void
iwmo_answering_free(struct iwmo_answering *answering)
{
    if (answering == NULL)
        return;
    iwmo_judge_free(answering->judge);
    iwmo_spool_free(answering->in);
    iwmo_spool_free(answering->out);
    iwmo_arena_free(answering->arena);
    iwmo_rejections_free(answering->rejections);
    free(answering);
}

/* ---- decisions ---- */

static enum iwmo_status
parse(struct iwmo_answering *answering, struct iwmo_text json, struct iwmo_error *err)
{
    iwmo_arena_reset(answering->arena);
    answering->decisions = (struct iwmo_decisions){0};
    return iwmo_decisions_parse(json, answering->arena, &answering->decisions, err);
}

enum iwmo_status
iwmo_answering_decide(struct iwmo_answering *answering, const char *path,
                      struct iwmo_text json, struct iwmo_error *err)
{
    struct iwmo_buffer bytes;

    if (path == NULL)
        return parse(answering, json, err);
    iwmo_buffer_init(&bytes, MAX_DECISION_BYTES);
    iwmo_spool_reset(answering->in);
    int error = iwmo_spool_take(answering->in, path, MAX_DECISION_BYTES);
    enum iwmo_status status = iwmo_spool_failure(answering->in, err);
    if (error != 0)
        status = iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(error));
    if (status == IWMO_OK)
        status = iwmo_spool_pour(answering->in, iwmo_drain_buffer(&bytes), err);
    if (status == IWMO_OK)
        status = parse(answering, (struct iwmo_text){bytes.at, bytes.size}, err);
    iwmo_buffer_release(&bytes);
    iwmo_spool_reset(answering->in);
    return status;
}

/* ---- the message ---- */

/* Is there an answer to what was judged?  Else why not. */
static enum iwmo_answered
find_answer(struct iwmo_answering *answering, const struct iwmo_result *result,
            struct iwmo_error *err)
{
    if (result->verdict == IWMO_UNDETERMINED || result->message == NULL ||
        result->layers[IWMO_LAYER_SCHEMA] != IWMO_RAN)
        return IWMO_ANSWERED_UNDETERMINED;
    answering->options.message = result->message;
    answering->options.answer = iwmo_answer_to(&iwmo_schema_builtin, result->message);
    if (iwmo_findings_break_schema(&result->findings)) {
        iwmo_fail(err, IWMO_MALFORMED,
                  "a message that does not obey the schema has no retour message");
        return IWMO_ANSWERED_NO_SCHEMA;
    }
    if (answering->options.answer == NULL) {
        iwmo_fail(err, IWMO_USAGE, "%s is an answer itself and gets none",
                  result->message->name);
        return IWMO_ANSWERED_IS_ANSWER;
    }
    if (!result->findings.lost_own)
        return IWMO_ANSWERED;
    iwmo_fail(err, IWMO_LIMIT, "too much is wrong to answer it");
    return IWMO_ANSWERED_TOO_MUCH;
}

static enum iwmo_status
collect(struct iwmo_answering *answering, const struct iwmo_result *result,
        struct iwmo_error *err)
{
    const struct iwmo_answering_options *settings = &answering->settings;

    answering->options.date = settings->date;
    answering->options.xslt_versie = settings->xslt_versie;
    iwmo_fill_identify(result->sha256, settings->date, answering->identificatie);
    answering->options.identificatie = settings->identificatie != NULL
                                           ? settings->identificatie
                                           : answering->identificatie;
    iwmo_rejections_free(answering->rejections);
    answering->rejections = iwmo_rejections_new();
    if (answering->rejections == NULL ||
        iwmo_grounds_collect(&result->findings, answering->options.answer,
                             answering->rejections) != IWMO_OK)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

/* ---- the answer ---- */

static enum iwmo_status
write_answer(struct iwmo_answering *answering, struct iwmo_answer_given *given,
             struct iwmo_error *err)
{
    struct iwmo_reply reply = {answering->options, answering->rejections,
                               &answering->decisions};

    iwmo_spool_reset(answering->out);
    enum iwmo_status status =
        iwmo_reply_write(&reply, answering->in, answering->out, err);
    if (status == IWMO_OK)
        status = iwmo_spool_judge(
            answering->out, answering->judge,
            answering->settings.name != NULL ? answering->settings.name : "-",
            &given->result, err);
    if (status != IWMO_OK)
        return status;
    if (given->result->verdict == IWMO_VALID) {
        given->answer = answering->out;
        return IWMO_OK;
    }
    given->answered = IWMO_ANSWERED_INVALID;
    iwmo_fail(err, IWMO_MALFORMED,
              "the answer is not valid itself and was not written");
    return IWMO_OK;
}

enum iwmo_status
iwmo_answering_run(struct iwmo_answering *answering,
                   const struct iwmo_take_source *input,
                   struct iwmo_answer_given *given, struct iwmo_error *err)
{
    enum iwmo_taken taken;

    *given = (struct iwmo_answer_given){0};
    memset(&answering->options, 0, sizeof(answering->options));
    enum iwmo_status status =
        iwmo_take(input, answering->in, answering->judge, &taken, &given->result, err);
    if (status != IWMO_OK)
        return status;
    given->answered = taken == IWMO_TAKEN_IS_ENDLESS
                          ? IWMO_ANSWERED_IS_ENDLESS
                          : find_answer(answering, given->result, err);
    if (given->answered != IWMO_ANSWERED)
        return IWMO_OK;
    status = collect(answering, given->result, err);
    return status == IWMO_OK ? write_answer(answering, given, err) : status;
}
