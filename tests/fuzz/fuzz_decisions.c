/*
 * Any bytes as decisions about a message: refused with a word, or there is an answer
 * that can be judged; it is written only when it is valid.
 *
 * The first byte chooses the message.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "run/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const paths[] = {
    "fixtures/3.2/WMO301/valid.xml",
    "fixtures/3.2/WMO323/valid.xml",
    "fixtures/3.2/WMO305/valid.xml",
    "fixtures/3.2/WMO315/valid.xml",
};

static void
judge(struct iwmo_judge *judge, struct iwmo_spool *spool,
      const struct iwmo_result **result)
{
    if (iwmo_spool_judge(spool, judge, "-", result, NULL) != IWMO_OK)
        abort();
}

static void
answer(const char *path, const struct iwmo_decisions *decisions)
{
    const struct iwmo_judge_options options = {.today = iwmo_date_of(2025, 6, 1)};
    struct iwmo_judge *judges = iwmo_judge_new(&options, NULL);
    struct iwmo_spool *in = iwmo_spool_new(), *out = iwmo_spool_new();
    struct iwmo_rejections *rejections = iwmo_rejections_new();
    struct iwmo_error err = {0};
    const struct iwmo_result *result;

    if (iwmo_spool_take(in, path, IWMO_SPOOL_MOST) != 0)
        abort();
    judge(judges, in, &result);
    struct iwmo_reply reply = {
        .options = {.message = result->message,
                    .answer = iwmo_answer_to(&iwmo_schema_builtin, result->message),
                    .date = iwmo_date_of(2025, 6, 1),
                    .identificatie = "A1"},
        .rejections = rejections,
        .decisions = decisions};
    if (iwmo_reply_write(&reply, in, out, &err) != IWMO_OK) {
        if (err.text[0] == '\0')
            abort();
    } else {
        judge(judges, out, &result);
        /* a code that the schema does not have is the user's, and told: no answer */
        if (result->verdict == IWMO_UNDETERMINED ||
            (decisions->count == 0 && result->verdict != IWMO_VALID))
            abort();
    }
    iwmo_rejections_free(rejections);
    iwmo_spool_free(in);
    iwmo_spool_free(out);
    iwmo_judge_free(judges);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct iwmo_decisions decisions;
    struct iwmo_error err = {0};

    if (size == 0)
        return 0;
    struct iwmo_arena *arena = iwmo_arena_new(0);
    const struct iwmo_text json = {(const char *)data + 1, size - 1};
    if (iwmo_decisions_parse(json, arena, &decisions, &err) == IWMO_OK)
        answer(paths[data[0] % (sizeof(paths) / sizeof(paths[0]))], &decisions);
    else if (err.text[0] == '\0')
        abort();
    iwmo_arena_free(arena);
    return 0;
}
