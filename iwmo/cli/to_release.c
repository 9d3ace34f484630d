#include "cli/to_release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/seed.h"
#include "files/output.h"
#include "judge/take.h"
#include "run/produce.h"
#include "translate/release.h"
#include "xml/writer.h"

/* All that one conversion takes. */
struct work {
    const struct iwmo_to_release *order;
    const char *from, *path;
    struct iwmo_judge *judge; /* of the structure */
    struct iwmo_spool *in, *out;
    struct iwmo_arena *arena;
    struct iwmo_release_given *given;
    size_t given_count, given_room;
    struct iwmo_loss loss;
};

static enum iwmo_status
open_work(struct work *work, struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.skips_rules = true};

    work->judge = iwmo_judge_new(&options, err);
    work->in = iwmo_spool_new();
    work->out = iwmo_spool_new();
    work->arena = iwmo_arena_new(IWMO_RELEASE_MAX_REPORT);
    if (work->judge == NULL)
        return err->status;
    if (work->in == NULL || work->out == NULL || work->arena == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    iwmo_loss_init(&work->loss, work->arena);
    return IWMO_OK;
}

static void
close_work(struct work *work)
{
    iwmo_judge_free(work->judge);
    iwmo_spool_free(work->in);
    iwmo_spool_free(work->out);
    iwmo_arena_free(work->arena);
    free(work->given);
}

/* ---- values that the user gives ---- */

static enum iwmo_status
add_given(struct work *work, const char *text, struct iwmo_error *err)
{
    if (work->given_count == IWMO_TO_RELEASE_MAX_GIVEN)
        return iwmo_fail(err, IWMO_USAGE, "--set: too many values");
    if (work->given_count == work->given_room) {
        size_t room = work->given_room > 0 ? 2 * work->given_room : 16;
        void *more = realloc(work->given, room * sizeof(*work->given));
        if (more == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        work->given = more;
        work->given_room = room;
    }
    return iwmo_release_given_parse(text, work->arena,
                                    &work->given[work->given_count++], err);
}

static enum iwmo_status
add_given_name(struct work *work, const char *name, const char *value,
               struct iwmo_error *err)
{
    struct iwmo_buffer text = {0};

    iwmo_buffer_printf(&text, "%s=%s", name, value);
    enum iwmo_status status = text.failed == IWMO_OK
                                  ? add_given(work, text.at, err)
                                  : iwmo_fail(err, text.failed, "out of memory");
    iwmo_buffer_release(&text);
    return status;
}

/* The lines of a file; empty ones are passed over. */
static enum iwmo_status
add_given_file(struct work *work, const char *path, struct iwmo_error *err)
{
    FILE *file = fopen(path, "rb");
    char *line = NULL;
    size_t room = 0, total = 0;
    ssize_t size;
    enum iwmo_status status = IWMO_OK;

    if (file == NULL)
        return iwmo_fail(err, IWMO_IO, "%s: cannot be read", path);
    while (status == IWMO_OK && (size = getline(&line, &room, file)) >= 0) {
        total += (size_t)size;
        line[strcspn(line, "\r\n")] = '\0';
        if (total > IWMO_TO_RELEASE_MAX_FILE)
            status = iwmo_fail(err, IWMO_LIMIT, "%s: too large", path);
        const char *given = line;
        if (total == (size_t)size) /* the first line */
            given = iwmo_file_without_mark(iwmo_text(line)).at;
        if (status == IWMO_OK && given[0] != '\0')
            status = add_given(work, given, err);
    }
    if (status == IWMO_OK && ferror(file))
        status = iwmo_fail(err, IWMO_IO, "%s: cannot be read", path);
    free(line);
    fclose(file);
    return status;
}

static enum iwmo_status
collect_given(struct work *work, struct iwmo_error *err)
{
    const struct iwmo_to_release *order = work->order;
    char date[IWMO_DATE_TEXT];
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < order->given_count && status == IWMO_OK; i++)
        status = order->given[i][0] == '@'
                     ? add_given_file(work, order->given[i] + 1, err)
                     : add_given(work, order->given[i], err);
    if (status == IWMO_OK && order->identificatie != NULL)
        status = add_given_name(work, "Identificatie", order->identificatie, err);
    if (status == IWMO_OK && order->has_date)
        status = add_given_name(work, "Dagtekening", iwmo_date_print(order->date, date),
                                err);
    return status;
}

/* ---- in ---- */

/* Read and judge the source.  Other than IWMO_EXIT_OK: there is no message in it. */
static enum iwmo_exit
take(struct work *work, struct iwmo_release_job *job)
{
    const struct iwmo_tell *tell = &work->order->tell;
    const struct iwmo_result *result;
    const struct iwmo_take_source source = {.name = work->from};
    enum iwmo_taken taken;
    struct iwmo_error err = {0};

    if (iwmo_take(&source, work->in, work->judge, &taken, &result, &err) != IWMO_OK)
        return iwmo_tell_failure(tell, false, &err);
    if (taken == IWMO_TAKEN_IS_ENDLESS)
        return iwmo_tell_endless("convert", work->from);
    job->message = result->message;
    job->is_valid = result->verdict == IWMO_VALID;
    if (job->is_valid && taken == IWMO_TAKEN)
        return IWMO_EXIT_OK;
    enum iwmo_exit told = iwmo_tell_result(tell, result);
    if (taken == IWMO_TAKEN_NOT || told == IWMO_EXIT_UNDETERMINED ||
        result->message == NULL)
        return IWMO_EXIT_UNDETERMINED;
    return IWMO_EXIT_OK; /* E-BRON, for the report */
}

/* ---- through ---- */

static enum iwmo_status
convert(struct work *work, struct iwmo_release_job *job, struct iwmo_error *err)
{
    struct iwmo_writer *writer = iwmo_writer_new(iwmo_spool_drain(work->out));
    struct iwmo_error quiet = {0};
    struct iwmo_buffer bytes;
    enum iwmo_status status;

    iwmo_buffer_init(&bytes,
                     IWMO_RELEASE_MAX_BYTES + 1); /* one more tells of too many */
    if (writer == NULL) {
        status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    } else {
        const struct iwmo_visitor visitor = iwmo_writer_visitor(writer);
        status = iwmo_spool_pour(work->in, iwmo_drain_buffer(&bytes), &quiet);
        job->source = (struct iwmo_text){bytes.at, bytes.size};
        if (status == IWMO_OK)
            status = iwmo_release_convert(job, &work->loss, &visitor, err);
        else if (status == IWMO_LIMIT)
            iwmo_fail(err, status, "a message of more than %zu bytes is not converted",
                      IWMO_RELEASE_MAX_BYTES);
        else
            iwmo_fail(err, status, "%s", quiet.text);
    }
    iwmo_writer_free(writer);
    iwmo_buffer_release(&bytes);
    return status;
}

/* ---- the report ---- */

static bool
is_json(const char *path)
{
    size_t size = strlen(path);

    return size >= 5 && strcmp(path + size - 5, ".json") == 0;
}

static enum iwmo_exit
report(struct work *work)
{
    const struct iwmo_to_release *order = work->order;
    const struct iwmo_loss_options options = {order->tell.lang,
                                              order->tell.show_values};
    struct iwmo_buffer out = {0};
    struct iwmo_error err = {0};

    if (order->loss != NULL && is_json(order->loss))
        iwmo_loss_json(&work->loss, &options, &out);
    else
        iwmo_loss_text(&work->loss, &options, &out);
    struct iwmo_output *output =
        order->loss != NULL
            ? iwmo_output_open_as(order->loss,
                                  &(struct iwmo_output_way){.is_private = true}, &err)
            : NULL;
    if (out.failed != IWMO_OK) {
        iwmo_fail(&err, out.failed, "out of memory");
    } else if (output != NULL) {
        iwmo_output_write(output, (struct iwmo_text){out.at, out.size});
        if (iwmo_output_commit(output, &err) != IWMO_OK &&
            iwmo_output_lost_reader(output))
            err.text[0] = '\0';
    } else if (order->loss == NULL) {
        fwrite(out.at, 1, out.size, stderr);
    }
    bool lost_reader = err.status != IWMO_OK && err.text[0] == '\0';
    iwmo_output_close(output);
    iwmo_buffer_release(&out);
    if (err.status == IWMO_OK)
        return IWMO_EXIT_OK;
    return iwmo_tell_failure(&order->tell, lost_reader, &err);
}

/* ---- out ---- */

/* The rules of the other release, on what was written. */
static enum iwmo_exit
judge_rules(struct work *work)
{
    const struct iwmo_tell *tell = &work->order->tell;
    struct iwmo_judge_options options = {.today = work->order->date};
    const struct iwmo_result *result;
    struct iwmo_error err = {0};
    enum iwmo_exit exit_status;

    options.seed = iwmo_seed();
    struct iwmo_judge *judge = iwmo_judge_new(&options, &err);
    if (judge == NULL ||
        iwmo_spool_judge(work->out, judge, work->path, &result, &err) != IWMO_OK)
        exit_status = iwmo_tell_failure(tell, false, &err);
    else
        exit_status = iwmo_tell_result(tell, result);
    iwmo_judge_free(judge);
    return exit_status;
}

static enum iwmo_exit
produce(struct work *work)
{
    const struct iwmo_tell *tell = &work->order->tell;
    struct iwmo_produced produced = {0};
    struct iwmo_error err = {0};

    if (iwmo_produce(work->out, work->judge, work->path, &produced, &err) != IWMO_OK)
        return iwmo_tell_failure(tell, produced.lost_reader, &err);
    if (!produced.is_written) /* a value that was given does not fit */
        return iwmo_tell_result(tell, produced.result);
    return judge_rules(work);
}

static enum iwmo_exit
run(struct work *work)
{
    struct iwmo_error err = {0};

    if (open_work(work, &err) != IWMO_OK)
        return iwmo_tell_failure(&work->order->tell, false, &err);
    if (collect_given(work, &err) != IWMO_OK)
        return iwmo_complain(work->order->tell.command, &err);
    struct iwmo_release_job job = {.to = work->order->release,
                                   .given = work->given,
                                   .given_count = work->given_count};
    enum iwmo_exit exit_status = take(work, &job);
    if (exit_status != IWMO_EXIT_OK)
        return exit_status;
    if (convert(work, &job, &err) != IWMO_OK)
        return err.status == IWMO_USAGE
                   ? iwmo_complain(work->order->tell.command, &err)
                   : iwmo_tell_failure(&work->order->tell, false, &err);
    exit_status = report(work);
    if (exit_status != IWMO_EXIT_OK)
        return exit_status;
    return work->loss.errors > 0 ? IWMO_EXIT_NOT_ACCEPTABLE : produce(work);
}

enum iwmo_exit
iwmo_to_release(const struct iwmo_to_release *order, const char *from, const char *path)
{
    struct work work = {.order = order, .from = from, .path = path};
    enum iwmo_exit exit_status = run(&work);

    close_work(&work);
    return exit_status;
}
