#include "files/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"

struct item {
    struct iwmo_output *output; /* NULL: a directory */
    char *folder;               /* that was made here */
    struct item *before;
};

struct iwmo_outputs {
    struct item *last;
    struct iwmo_output_way way;
    size_t file_count;
    bool is_committed;
};

struct iwmo_outputs *
iwmo_outputs_new(void)
{
    return iwmo_outputs_new_as(&(struct iwmo_output_way){0});
}

struct iwmo_outputs *
iwmo_outputs_new_as(const struct iwmo_output_way *way)
{
    struct iwmo_outputs *outputs = calloc(1, sizeof(*outputs));

    if (outputs != NULL)
        outputs->way = *way;
    return outputs;
}

static struct item *
add(struct iwmo_outputs *outputs)
{
    struct item *item = calloc(1, sizeof(*item));

    if (item == NULL)
        return NULL;
    item->before = outputs->last;
    outputs->last = item;
    return item;
}

/* ---- directories ---- */

/* Returns 0 or errno. */
static int
make_folder(struct iwmo_outputs *outputs, const char *path)
{
    if (mkdir(path, 0777) != 0)
        return errno == EEXIST ? 0 : errno;
    struct item *item = add(outputs);
    if (item != NULL && (item->folder = strdup(path)) != NULL)
        return 0;
    rmdir(path);
    return ENOMEM;
}

enum iwmo_status
iwmo_outputs_folder(struct iwmo_outputs *outputs, const char *path,
                    struct iwmo_error *err)
{
    struct iwmo_buffer part = {0};
    struct stat about;
    int code = 0;

    for (size_t i = 0; path[i] != '\0' && code == 0; i++) {
        iwmo_buffer_char(&part, path[i]);
        bool is_whole = path[i + 1] == '\0' || path[i + 1] == '/';
        if (is_whole && part.failed == IWMO_OK)
            code = make_folder(outputs, part.at);
    }
    if (code == 0 && part.failed != IWMO_OK)
        code = ENOMEM;
    iwmo_buffer_release(&part);
    if (code == 0 && (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)))
        code = ENOTDIR;
    if (code != 0)
        return iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(code));
    return IWMO_OK;
}

/* ---- files ---- */

struct iwmo_output *
iwmo_outputs_open(struct iwmo_outputs *outputs, const char *path,
                  struct iwmo_error *err)
{
    struct item *item = add(outputs);

    if (item == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    outputs->way.is_one_of_many = outputs->file_count++ >= IWMO_OUTPUTS_LOCKED;
    return item->output = iwmo_output_open_as(path, &outputs->way, err);
}

enum iwmo_status
iwmo_outputs_pour(struct iwmo_outputs *outputs, const char *path,
                  struct iwmo_spool *spool, struct iwmo_error *err)
{
    struct iwmo_output *output = iwmo_outputs_open(outputs, path, err);
    struct iwmo_error quiet = {0}; /* the output tells more */

    if (output == NULL)
        return err != NULL ? err->status : IWMO_IO;
    enum iwmo_status status = iwmo_spool_pour(spool, iwmo_output_drain(output), &quiet);
    if (status != IWMO_OK && !iwmo_output_has_failed(output))
        return iwmo_fail(err, status, "%s", quiet.text);
    return iwmo_output_finish(output, err);
}

enum iwmo_status
iwmo_outputs_write(struct iwmo_outputs *outputs, const char *path,
                   struct iwmo_text bytes, struct iwmo_error *err)
{
    struct iwmo_output *output = iwmo_outputs_open(outputs, path, err);

    if (output == NULL)
        return err != NULL ? err->status : IWMO_IO;
    iwmo_output_write(output, bytes);
    return iwmo_output_finish(output, err);
}

bool
iwmo_outputs_lost_reader(const struct iwmo_outputs *outputs)
{
    for (const struct item *item = outputs->last; item != NULL; item = item->before)
        if (item->output != NULL && iwmo_output_lost_reader(item->output))
            return true;
    return false;
}

enum iwmo_status
iwmo_outputs_commit(struct iwmo_outputs *outputs, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (struct item *item = outputs->last; item != NULL && status == IWMO_OK;
         item = item->before)
        if (item->output != NULL)
            status = iwmo_output_commit(item->output, err);
    outputs->is_committed = status == IWMO_OK;
    for (struct item *item = outputs->last; item != NULL && status != IWMO_OK;
         item = item->before)
        if (item->output != NULL)
            iwmo_output_undo(item->output);
    return status;
}

enum iwmo_status
iwmo_outputs_commit_durably(struct iwmo_outputs *outputs, const char *folder,
                            struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (struct item *item = outputs->last; item != NULL && status == IWMO_OK;
         item = item->before)
        if (item->output != NULL)
            status = iwmo_output_sync(item->output, err);
    if (status == IWMO_OK)
        status = iwmo_outputs_commit(outputs, err);
    return status == IWMO_OK ? iwmo_place_sync(folder, err) : status;
}

void
iwmo_outputs_close(struct iwmo_outputs *outputs)
{
    while (outputs != NULL && outputs->last != NULL) { /* files before their folder */
        struct item *item = outputs->last;
        outputs->last = item->before;
        iwmo_output_close(item->output);
        if (item->folder != NULL && !outputs->is_committed)
            rmdir(item->folder);
        free(item->folder);
        free(item);
    }
    free(outputs);
}
