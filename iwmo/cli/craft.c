#include "cli/craft.h"

#include <string.h>
#include <sys/stat.h>

#include "schema/lookup.h"

enum iwmo_status
iwmo_craft_init(struct iwmo_craft *craft, struct iwmo_date today,
                struct iwmo_error *err)
{
    struct iwmo_judge_options options = {.today = today};

    craft->judge = iwmo_judge_new(&options, err);
    craft->arena = iwmo_arena_new(0);
    craft->writer = iwmo_writer_new(iwmo_drain_buffer(&craft->bytes));
    craft->outputs = iwmo_outputs_new();
    if (craft->judge == NULL || craft->arena == NULL || craft->writer == NULL ||
        craft->outputs == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

void
iwmo_craft_release(struct iwmo_craft *craft)
{
    iwmo_judge_free(craft->judge);
    iwmo_arena_free(craft->arena);
    iwmo_writer_free(craft->writer);
    iwmo_outputs_close(craft->outputs);
    iwmo_buffer_release(&craft->bytes);
}

static enum iwmo_status
judge(struct iwmo_craft *craft, struct iwmo_error *err)
{
    return iwmo_judge_bytes(craft->judge, "-", craft->bytes.at, craft->bytes.size,
                            &craft->result, err);
}

/* Our own work is not what it should be. */
static enum iwmo_status
refuse(const struct iwmo_craft *craft, const struct iwmo_random_options *options,
       const char *wish, struct iwmo_error *err)
{
    const struct iwmo_finding *finding = craft->result->findings.first;

    return iwmo_fail(err, IWMO_MALFORMED,
                     "bug: %s %s, %s, of seed %llu gets %s first; not written",
                     options->message->name, options->message->release_name, wish,
                     (unsigned long long)options->seed,
                     finding != NULL ? finding->fault->code : "no finding");
}

enum iwmo_status
iwmo_craft_valid(struct iwmo_craft *craft, const struct iwmo_random_options *options,
                 uint64_t number, struct iwmo_error *err)
{
    struct iwmo_visitor visitor = iwmo_writer_visitor(craft->writer);

    iwmo_buffer_reset(&craft->bytes);
    enum iwmo_status status =
        iwmo_random_visit(options, number, craft->arena, &visitor);
    if (status != IWMO_OK)
        return iwmo_fail(err, status, "out of memory");
    if ((status = judge(craft, err)) != IWMO_OK)
        return status;
    if (craft->result->verdict != IWMO_VALID || craft->result->findings.first != NULL)
        return refuse(craft, options, "which should be valid", err);
    return IWMO_OK;
}

enum iwmo_status
iwmo_craft_broken(struct iwmo_craft *craft, const struct iwmo_random_options *options,
                  const char *code, const struct iwmo_break *row,
                  struct iwmo_error *err)
{
    iwmo_buffer_reset(&craft->bytes);
    enum iwmo_status status =
        iwmo_break_make(row, options, craft->arena, &craft->bytes, err);
    if (status == IWMO_OK)
        status = judge(craft, err);
    if (status == IWMO_OK && !iwmo_break_is_exact(row, code, &craft->result->findings))
        status = refuse(craft, options, code, err);
    return status;
}

enum iwmo_status
iwmo_craft_write(struct iwmo_craft *craft, struct iwmo_text text, const char *path,
                 struct iwmo_error *err)
{
    return iwmo_outputs_write(craft->outputs, path, text, err);
}

enum iwmo_status
iwmo_craft_commit(struct iwmo_craft *craft, struct iwmo_error *err)
{
    return iwmo_outputs_commit(craft->outputs, err);
}

enum iwmo_exit
iwmo_craft_complain(const struct iwmo_craft *craft, const char *command,
                    const struct iwmo_error *err)
{
    if (craft->outputs != NULL && iwmo_outputs_lost_reader(craft->outputs))
        return IWMO_EXIT_FAILURE;
    return iwmo_complain(command, err);
}

bool
iwmo_craft_is_folder(const char *path)
{
    struct stat about;
    size_t size = strlen(path);

    return (size > 0 && path[size - 1] == '/') ||
           (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

const struct iwmo_message_kind *
iwmo_craft_message(const char *name, const char *release_name, struct iwmo_error *err)
{
    enum iwmo_release release = R_none;

    if (release_name != NULL) {
        release = iwmo_command_release(&iwmo_schema_builtin, release_name, err);
        if (release == R_none)
            return NULL;
    }
    const struct iwmo_message_kind *message =
        iwmo_message_by_name(&iwmo_schema_builtin, name, release);
    if (message == NULL)
        iwmo_fail(err, IWMO_USAGE, "no message '%s'%s%s", name,
                  release_name != NULL ? " in release " : "",
                  release_name != NULL ? release_name : "");
    return message;
}
