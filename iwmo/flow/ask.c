#include "flow/ask.h"

static enum iwmo_status
ask_records(const struct iwmo_ask *ask, struct iwmo_question *question,
            struct iwmo_records *answer, struct iwmo_error *err)
{
    *answer = (struct iwmo_records){0};
    question->side = ask->side;
    enum iwmo_status status =
        ask->history->records(ask->history->self, question, ask->arena, answer, err);
    if (status != IWMO_OK || ask->without == 0)
        return status;
    size_t kept = 0;
    for (size_t i = 0; i < answer->count; i++)
        if (answer->rows[i].message != ask->without)
            answer->rows[kept++] = answer->rows[i];
    answer->count = kept;
    return IWMO_OK;
}

enum iwmo_status
iwmo_ask_client(const struct iwmo_ask *ask, const struct iwmo_key *client,
                const char *gemeente, const char *aanbieder, uint32_t kinds,
                struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = {
        .by = IWMO_BY_CLIENT, .kinds = kinds, .client = *client};

    memccpy(question.gemeente, gemeente, '\0', sizeof(question.gemeente) - 1);
    memccpy(question.aanbieder, aanbieder, '\0', sizeof(question.aanbieder) - 1);
    return ask_records(ask, &question, answer, err);
}

enum iwmo_status
iwmo_ask_toewijzing(const struct iwmo_ask *ask, const char *gemeente, int64_t nummer,
                    uint32_t kinds, struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = {
        .by = IWMO_BY_TOEWIJZING, .kinds = kinds, .nummer = nummer};

    memccpy(question.gemeente, gemeente, '\0', sizeof(question.gemeente) - 1);
    return ask_records(ask, &question, answer, err);
}

/* The number and parties of `like`. */
static struct iwmo_question
about(const struct iwmo_record *like, uint32_t kinds)
{
    struct iwmo_question question = {
        .by = IWMO_BY_TOEWIJZING, .kinds = kinds, .nummer = like->nummer};

    memcpy(question.gemeente, like->gemeente, sizeof(question.gemeente));
    memcpy(question.aanbieder, like->aanbieder, sizeof(question.aanbieder));
    return question;
}

enum iwmo_status
iwmo_ask_lines(const struct iwmo_ask *ask, const struct iwmo_record *like,
               struct iwmo_date day, struct iwmo_records *answer,
               struct iwmo_error *err)
{
    struct iwmo_question question = about(like, IWMO_KIND_BIT(IWMO_RECORD_PRESTATIE));

    question.has_day = true;
    question.day = day;
    return ask_records(ask, &question, answer, err);
}

enum iwmo_status
iwmo_ask_alike(const struct iwmo_ask *ask, const struct iwmo_record *like,
               uint32_t kinds, struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = about(like, kinds);

    question.client = like->client;
    if (like->nummer == IWMO_ABSENT)
        question.by = IWMO_BY_CLIENT;
    return ask_records(ask, &question, answer, err);
}

enum iwmo_status
iwmo_ask_referentie(const struct iwmo_ask *ask, enum iwmo_asked_by by,
                    const char *aanbieder, const struct iwmo_key *referentie,
                    uint32_t kinds, struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = {
        .by = by, .kinds = kinds, .referentie = *referentie};

    *answer = (struct iwmo_records){0};
    if (iwmo_key_is_absent(referentie))
        return IWMO_OK;
    memccpy(question.aanbieder, aanbieder, '\0', sizeof(question.aanbieder) - 1);
    return ask_records(ask, &question, answer, err);
}

enum iwmo_status
iwmo_ask_message(const struct iwmo_ask *ask, uint64_t message, uint32_t kinds,
                 struct iwmo_records *answer, struct iwmo_error *err)
{
    struct iwmo_question question = {
        .by = IWMO_BY_MESSAGE, .kinds = kinds, .message = message};

    return ask_records(ask, &question, answer, err);
}

enum iwmo_status
iwmo_ask_entry(const struct iwmo_ask *ask, uint64_t message,
               const struct iwmo_entry **entry, struct iwmo_error *err)
{
    const struct iwmo_entry_question question = {
        .by = IWMO_ENTRY_BY_ID, .like = {.id = message, .side = ask->side}};
    struct iwmo_entries answer = {0};
    enum iwmo_status status =
        ask->history->entries(ask->history->self, &question, ask->arena, &answer, err);

    *entry = status == IWMO_OK && answer.count > 0 ? &answer.rows[0] : NULL;
    return status;
}
