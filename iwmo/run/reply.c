#include "run/reply.h"

#include "retour/survey.h"
#include "xml/walker.h"

static enum iwmo_status
feed_walker(void *self, struct iwmo_text bytes)
{
    return iwmo_walker_feed(self, bytes.at, bytes.size);
}

static enum iwmo_status
walk(struct iwmo_spool *in, struct iwmo_visitor visitor, struct iwmo_error *err)
{
    struct iwmo_walker *walker = iwmo_walker_new(&iwmo_schema_builtin, visitor);
    enum iwmo_status status = IWMO_NO_MEMORY;

    if (walker != NULL)
        status = iwmo_spool_pour(in, (struct iwmo_drain){feed_walker, walker}, err);
    if (status == IWMO_OK)
        status = iwmo_walker_finish(walker);
    iwmo_walker_free(walker);
    if (status != IWMO_OK)
        iwmo_fail(err, status, "the message cannot be followed");
    return status;
}

static enum iwmo_status
check_matches(const struct iwmo_decisions *decisions, const struct iwmo_survey *survey,
              struct iwmo_error *err)
{
    for (size_t i = 0; i < decisions->count; i++)
        if (iwmo_survey_matches(survey, i) == 0)
            return iwmo_fail(err, IWMO_USAGE,
                             "decision %zu: the message has no such record", i + 1);
    return IWMO_OK;
}

/* Where nothing is decided or rejected there is nothing to find or to add up. */
static enum iwmo_status
survey_message(struct iwmo_reply *reply, struct iwmo_spool *in, struct iwmo_error *err)
{
    static const struct iwmo_decisions none;
    const struct iwmo_decisions *decisions =
        reply->decisions != NULL ? reply->decisions : &none;

    reply->options.rejected = (struct iwmo_money){0};
    if (decisions->count == 0 && iwmo_rejections_count(reply->rejections) == 0)
        return IWMO_OK;
    struct iwmo_survey *survey = iwmo_survey_new(
        (struct iwmo_survey_task){reply->options.answer, decisions, reply->rejections});

    if (survey == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = walk(in, iwmo_survey_visitor(survey), err);
    if (status == IWMO_OK)
        status = check_matches(decisions, survey, err);
    if (status == IWMO_OK && !iwmo_survey_rejected(survey, &reply->options.rejected))
        status = iwmo_fail(err, IWMO_LIMIT, "the amounts do not fit");
    iwmo_survey_free(survey);
    return status;
}

enum iwmo_status
iwmo_reply_write(struct iwmo_reply *reply, struct iwmo_spool *in,
                 struct iwmo_spool *out, struct iwmo_error *err)
{
    enum iwmo_status status = survey_message(reply, in, err);
    if (status != IWMO_OK)
        return status;
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(out));
    struct iwmo_answer *answer = NULL;
    reply->options.rejections = reply->rejections;
    if (writer != NULL)
        answer = iwmo_answer_new(&reply->options, writer);
    if (answer != NULL)
        status = walk(in, iwmo_answer_visitor(answer), err);
    else
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_answer_free(answer);
    iwmo_writer_free(writer);
    return status;
}
