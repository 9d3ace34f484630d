#include "cli/from_lines.h"

#include <string.h>

#include "base/seed.h"
#include "cli/craft.h"
#include "files/outputs.h"
#include "generate/lines.h"

#define MAX_CSV_BYTES ((size_t)256 << 20)

/* What a run works with. */
struct run {
    const struct iwmo_compose *compose;
    const char *from, *path;
    bool is_folder;
    struct iwmo_arena *arena, *draft_arena;
    struct iwmo_buffer bytes;
    struct iwmo_lines lines;
    struct iwmo_spool *spool;
    struct iwmo_judge *judge;
    struct iwmo_outputs *outputs;
    const struct iwmo_node *root; /* of the message at hand */
};

static enum iwmo_status
open_run(struct run *run, struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.today = run->compose->date};

    options.seed = iwmo_seed();
    iwmo_buffer_init(&run->bytes, MAX_CSV_BYTES);
    run->arena = iwmo_arena_new(0);
    run->draft_arena = iwmo_arena_new(0);
    run->spool = iwmo_spool_new();
    run->outputs = iwmo_outputs_new_as(
        &(struct iwmo_output_way){.is_private = true, .guard = run->compose->guard});
    run->judge = iwmo_judge_new(&options, err);
    if (run->arena == NULL || run->draft_arena == NULL || run->spool == NULL ||
        run->outputs == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return err->status;
}

static enum iwmo_status
read_lines(struct run *run, struct iwmo_error *err)
{
    int code = iwmo_spool_take(run->spool, run->from, MAX_CSV_BYTES);

    if (code != 0)
        return iwmo_fail(err, IWMO_IO, "%s: %s", run->from, strerror(code));
    if (iwmo_spool_pour(run->spool, iwmo_drain_buffer(&run->bytes), err) != IWMO_OK)
        return iwmo_fail(err, IWMO_LIMIT, "%s: more than 256 MB, or out of memory",
                         run->from);
    run->lines.file = run->from;
    if (iwmo_lines_read(&run->lines, run->bytes.at, run->bytes.size, run->arena) !=
        IWMO_OK)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

/* ---- one message ---- */

/* The message of lines `first` to `end`, into the spool. */
static enum iwmo_status
make_message(struct run *run, size_t first, size_t end, struct iwmo_error *err)
{
    const struct iwmo_lines_order order = {first, end, run->compose->date,
                                           run->compose->identificatie};

    iwmo_arena_reset(run->draft_arena);
    iwmo_spool_reset(run->spool);
    if (iwmo_lines_write(&run->lines, &order, run->draft_arena,
                         iwmo_spool_drain(run->spool), &run->root, err) != IWMO_OK)
        return err->status;
    return iwmo_spool_failure(run->spool, err);
}

static const char *
place(const void *self, const struct iwmo_step *step, struct iwmo_buffer *out)
{
    const struct run *run = self;
    struct iwmo_buffer column = {0};
    size_t row = iwmo_lines_place(&run->lines, run->root, step, &column);

    iwmo_csv_place_print("", row, (struct iwmo_text){column.at, column.size}, true,
                         out);
    iwmo_buffer_release(&column);
    return run->from;
}

static enum iwmo_exit
judge_message(struct run *run, struct iwmo_error *err)
{
    const struct iwmo_tell_origin origin = {run->from, run->lines.form.message, place,
                                            run};
    const struct iwmo_result *result;

    if (iwmo_spool_judge(run->spool, run->judge, run->from, &result, err) != IWMO_OK)
        return IWMO_EXIT_FAILURE;
    enum iwmo_exit told =
        iwmo_tell_origin(&run->compose->tell, &result->findings, &origin);
    if (told == IWMO_EXIT_OK && result->verdict != IWMO_VALID)
        return IWMO_EXIT_UNDETERMINED;
    return told;
}

static enum iwmo_status
write_message(struct run *run, size_t number, struct iwmo_error *err)
{
    struct iwmo_buffer path = {0};
    enum iwmo_status status;

    iwmo_buffer_text(&path, run->path);
    if (run->is_folder)
        iwmo_buffer_printf(&path, "%s%s-%06zu.xml",
                           run->path[strlen(run->path) - 1] == '/' ? "" : "/",
                           run->lines.form.message->name, number);
    if (path.failed != IWMO_OK)
        status = iwmo_fail(err, path.failed, "out of memory");
    else
        status = iwmo_outputs_pour(run->outputs, path.at, run->spool, err);
    iwmo_buffer_release(&path);
    return status;
}

/* ---- all ---- */

static enum iwmo_status
check_path(struct run *run, struct iwmo_error *err)
{
    size_t messages = 0;

    for (size_t i = 0; i < run->lines.count; i = iwmo_lines_next(&run->lines, i))
        messages++;
    if (messages > 1 && (!run->is_folder || run->compose->identificatie != NULL))
        return iwmo_fail(err, IWMO_USAGE,
                         "%zu messages need a directory, -o DIR/, and no "
                         "--identificatie",
                         messages);
    if (run->is_folder)
        return iwmo_outputs_folder(run->outputs, run->path, err);
    return IWMO_OK;
}

/* All are judged, also behind one that is not valid; then none is written. */
static enum iwmo_exit
make_all(struct run *run, struct iwmo_error *err)
{
    enum iwmo_exit exit_status = IWMO_EXIT_OK;

    if (check_path(run, err) != IWMO_OK)
        return err->status == IWMO_USAGE ? IWMO_EXIT_USAGE : IWMO_EXIT_FAILURE;
    for (size_t i = 0, end, number = 1; i < run->lines.count; i = end, number++) {
        end = iwmo_lines_next(&run->lines, i);
        if (make_message(run, i, end, err) != IWMO_OK)
            return IWMO_EXIT_FAILURE;
        enum iwmo_exit one = judge_message(run, err);
        exit_status = one > exit_status ? one : exit_status;
        if (exit_status == IWMO_EXIT_OK && write_message(run, number, err) != IWMO_OK)
            exit_status = IWMO_EXIT_FAILURE;
        if (exit_status == IWMO_EXIT_FAILURE)
            return exit_status;
    }
    if (exit_status == IWMO_EXIT_OK &&
        iwmo_outputs_commit(run->outputs, err) != IWMO_OK)
        return IWMO_EXIT_FAILURE;
    return exit_status;
}

static enum iwmo_exit
generate(struct run *run, struct iwmo_error *err)
{
    if (open_run(run, err) != IWMO_OK)
        return IWMO_EXIT_FAILURE;
    if (read_lines(run, err) != IWMO_OK)
        return err->status == IWMO_NO_MEMORY ? IWMO_EXIT_FAILURE
                                             : IWMO_EXIT_UNDETERMINED;
    enum iwmo_exit told = iwmo_tell_remarks(&run->compose->tell, &run->lines.remarks);
    return told == IWMO_EXIT_OK ? make_all(run, err) : told;
}

static enum iwmo_status
make_form(struct iwmo_lines_form *form, const struct iwmo_message_kind *message,
          struct iwmo_error *err)
{
    if (iwmo_lines_form_make(form, message))
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE, "lines are for WMO305, WMO307 and WMO323, not %s",
                     message->name);
}

enum iwmo_exit
iwmo_from_lines(const struct iwmo_compose *compose, const char *from, const char *path)
{
    struct run run = {.compose = compose, .from = from, .path = path};
    struct iwmo_error err = {0};

    run.is_folder = strcmp(path, "-") != 0 && iwmo_craft_is_folder(path);
    if (make_form(&run.lines.form, compose->message, &err) != IWMO_OK)
        return iwmo_complain("generate", &err);
    enum iwmo_exit exit_status = generate(&run, &err);
    if (err.status != IWMO_OK &&
        (run.outputs == NULL || !iwmo_outputs_lost_reader(run.outputs)))
        iwmo_complain("generate", &err);
    iwmo_outputs_close(run.outputs);
    iwmo_judge_free(run.judge);
    iwmo_spool_free(run.spool);
    iwmo_buffer_release(&run.bytes);
    iwmo_arena_free(run.draft_arena);
    iwmo_arena_free(run.arena);
    return exit_status;
}

enum iwmo_exit
iwmo_from_lines_template(const struct iwmo_compose *compose, const char *path)
{
    struct iwmo_lines_form form;
    struct iwmo_error err = {0};
    struct iwmo_buffer text = {0};
    struct iwmo_output *output = NULL;

    if (make_form(&form, compose->message, &err) == IWMO_OK) {
        iwmo_lines_form_print(&form, compose->tell.lang, &text);
        output = iwmo_output_open(path, &err);
    }
    if (output != NULL) {
        iwmo_output_write(output, (struct iwmo_text){text.at, text.size});
        if (text.failed != IWMO_OK)
            iwmo_fail(&err, text.failed, "out of memory");
        else if (iwmo_output_commit(output, &err) != IWMO_OK &&
                 iwmo_output_lost_reader(output))
            err.text[0] = '\0'; /* that needs no words */
    }
    iwmo_output_close(output);
    iwmo_buffer_release(&text);
    if (err.status == IWMO_OK)
        return IWMO_EXIT_OK;
    return err.text[0] != '\0' ? iwmo_complain("generate", &err) : IWMO_EXIT_FAILURE;
}
