/* The public face of making: answers, and messages from and to JSON. */
#include <stdlib.h>
#include <string.h>

#include "api/view.h"
#include "schema/lookup.h"
#include "translate/json_writer.h"
#include "work/answer.h"
#include "work/compose.h"
#include "work/rewrite.h"

struct iwmo_maker {
    struct iwmo_view view;
    struct iwmo_date today;
    struct iwmo_answering *answering;
    struct iwmo_rewriting rewriting;
    struct iwmo_composing *composing; /* of the last message */
    struct iwmo_buffer bytes;         /* what the last call made */
    struct iwmo_error err;            /* why it made nothing */
};

static enum iwmo_status
open_maker(struct iwmo_maker *maker, const struct iwmo_settings *settings)
{
    struct iwmo_settings whole;
    enum iwmo_status status =
        iwmo_view_read(&maker->view, settings, &whole, &maker->today, &maker->err);

    if (status == IWMO_OK)
        status = iwmo_rewriting_open(&maker->rewriting, &maker->err);
    if (status != IWMO_OK)
        return status;
    maker->answering = iwmo_answering_new(
        &(struct iwmo_answering_options){.date = maker->today}, &maker->err);
    return maker->answering != NULL ? IWMO_OK : maker->err.status;
}

struct iwmo_maker *
iwmo_maker_new(const struct iwmo_settings *settings, char error[IWMO_ERROR_SIZE])
{
    struct iwmo_maker *maker = calloc(1, sizeof(*maker));
    struct iwmo_error none = {IWMO_NO_MEMORY, "out of memory"};

    if (maker == NULL || open_maker(maker, settings) != IWMO_OK) {
        iwmo_view_tell(maker != NULL ? &maker->err : &none, error);
        iwmo_maker_free(maker);
        return NULL;
    }
    return maker;
}

void
iwmo_maker_free(struct iwmo_maker *maker)
{
    if (maker == NULL)
        return;
    iwmo_answering_free(maker->answering);
    iwmo_rewriting_close(&maker->rewriting);
    iwmo_composing_free(maker->composing);
    iwmo_buffer_release(&maker->bytes);
    iwmo_view_release(&maker->view);
    free(maker);
}

/* ---- one call ---- */

static struct iwmo_take_source
begin(struct iwmo_maker *maker, const char *name, const void *bytes, size_t size)
{
    maker->err = (struct iwmo_error){0};
    iwmo_buffer_reset(&maker->bytes);
    iwmo_view_set(&maker->view, NULL);
    return (struct iwmo_take_source){.name = name, .bytes = {bytes, size}};
}

/* IWMO_MADE when there is something in `made`. */
static int
finish(struct iwmo_maker *maker, enum iwmo_status status, struct iwmo_spool *made)
{
    if (status == IWMO_OK && made != NULL)
        status = iwmo_spool_pour(made, iwmo_drain_buffer(&maker->bytes), &maker->err);
    if (status == IWMO_OK && maker->bytes.failed != IWMO_OK)
        status = iwmo_fail(&maker->err, maker->bytes.failed, "out of memory");
    if (status == IWMO_OK && made != NULL)
        return IWMO_MADE;
    iwmo_buffer_reset(&maker->bytes);
    return status == IWMO_OK || status == IWMO_USAGE || status == IWMO_MALFORMED
               ? IWMO_NOT_MADE
               : IWMO_MAKING_FAILED;
}

int
iwmo_maker_answer(struct iwmo_maker *maker, const char *name, const void *bytes,
                  size_t size, const char *decisions)
{
    const struct iwmo_take_source input = begin(maker, name, bytes, size);
    struct iwmo_answer_given given = {0};
    enum iwmo_status status = iwmo_answering_decide(
        maker->answering, NULL, iwmo_text(decisions != NULL ? decisions : "[]"),
        &maker->err);

    if (status == IWMO_OK)
        status = iwmo_answering_run(maker->answering, &input, &given, &maker->err);
    if (status == IWMO_OK && given.result != NULL)
        iwmo_view_set(&maker->view, &given.result->findings);
    return finish(maker, status, given.answer);
}

static enum iwmo_status
walk_to_json(struct iwmo_maker *maker)
{
    struct iwmo_json_writer *writer =
        iwmo_json_writer_new(iwmo_spool_drain(maker->rewriting.out));

    if (writer == NULL)
        return iwmo_fail(&maker->err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = iwmo_rewriting_walk(
        &maker->rewriting, iwmo_json_writer_visitor(writer), &maker->err);
    iwmo_json_writer_free(writer);
    return status;
}

int
iwmo_maker_to_json(struct iwmo_maker *maker, const char *name, const void *bytes,
                   size_t size)
{
    const struct iwmo_take_source input = begin(maker, name, bytes, size);
    const struct iwmo_result *result = NULL;
    enum iwmo_rewritable rewritable;

    iwmo_spool_reset(maker->rewriting.out);
    enum iwmo_status status = iwmo_rewriting_take(&maker->rewriting, &input, true,
                                                  &rewritable, &result, &maker->err);
    if (status == IWMO_OK && result != NULL)
        iwmo_view_set(&maker->view, &result->findings);
    if (status != IWMO_OK || rewritable != IWMO_REWRITABLE)
        return finish(maker, status, NULL);
    return finish(maker, walk_to_json(maker), maker->rewriting.out);
}

static enum iwmo_status
find_message(struct iwmo_maker *maker, const char *message, const char *release,
             const struct iwmo_message_kind **found)
{
    const enum iwmo_release wanted =
        release != NULL ? iwmo_release_of(release) : R_none;

    *found = NULL;
    if (message == NULL)
        return IWMO_OK; /* as the JSON says */
    if (release == NULL || wanted != R_none)
        *found = iwmo_message_by_name(&iwmo_schema_builtin, message, wanted);
    return *found != NULL ? IWMO_OK
                          : iwmo_fail(&maker->err, IWMO_USAGE, "no message '%s' %s",
                                      message, release != NULL ? release : "");
}

int
iwmo_maker_make(struct iwmo_maker *maker, const char *message, const char *release,
                const char *json, const char *identificatie)
{
    const struct iwmo_take_source input = begin(maker, "json", json, strlen(json));
    struct iwmo_composing_options options = {.is_filled = message != NULL,
                                             .wants_rules = true,
                                             .identificatie = identificatie,
                                             .date = maker->today};
    struct iwmo_composed composed = {0};
    enum iwmo_status status = find_message(maker, message, release, &options.message);

    if (status != IWMO_OK)
        return finish(maker, status, NULL);
    iwmo_composing_free(maker->composing);
    maker->composing = iwmo_composing_new(&options);
    if (maker->composing == NULL)
        return finish(maker, iwmo_fail(&maker->err, IWMO_NO_MEMORY, "out of memory"),
                      NULL);
    status = iwmo_composing_run(maker->composing, &input, &composed, &maker->err);
    if (status == IWMO_OK)
        iwmo_view_set(&maker->view, composed.findings);
    return finish(maker, status, composed.message);
}

/* ---- what became of it ---- */

const void *
iwmo_maker_bytes(const struct iwmo_maker *maker, size_t *size)
{
    *size = maker->bytes.size;
    return maker->bytes.size > 0 ? maker->bytes.at : NULL;
}

const char *
iwmo_maker_error(const struct iwmo_maker *maker)
{
    return maker->err.text;
}

int
iwmo_maker_finding(struct iwmo_maker *maker, size_t index,
                   struct iwmo_check_finding *finding)
{
    return iwmo_view_finding(&maker->view, index, finding);
}
