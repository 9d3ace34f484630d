#include "cli/series.h"

#include <string.h>

#include "cli/craft.h"

static enum iwmo_status
write_one(const struct iwmo_series *series, struct iwmo_craft *craft, bool is_folder,
          unsigned long number, struct iwmo_error *err)
{
    struct iwmo_buffer path = {0};
    enum iwmo_status status = iwmo_craft_valid(craft, &series->options, number, err);

    iwmo_buffer_text(&path, series->path);
    if (is_folder)
        iwmo_buffer_printf(&path, "%s%s-%06lu.xml",
                           series->path[strlen(series->path) - 1] == '/' ? "" : "/",
                           series->options.message->name, number);
    if (status == IWMO_OK && path.failed != IWMO_OK)
        status = iwmo_fail(err, path.failed, "out of memory");
    if (status == IWMO_OK)
        status = iwmo_craft_write(
            craft, (struct iwmo_text){craft->bytes.at, craft->bytes.size}, path.at,
            err);
    iwmo_buffer_release(&path);
    return status;
}

enum iwmo_exit
iwmo_series_run(const struct iwmo_series *series)
{
    struct iwmo_craft craft = {0};
    struct iwmo_error err = {0};
    bool is_folder =
        strcmp(series->path, "-") != 0 && iwmo_craft_is_folder(series->path);
    enum iwmo_status status = iwmo_random_check_day(series->options.day, &err);

    if (status == IWMO_OK && series->count > 1 && !is_folder)
        status =
            iwmo_fail(&err, IWMO_USAGE,
                      "%lu messages need a directory each has its file in: -o DIR/",
                      series->count);
    if (status == IWMO_OK)
        status = iwmo_craft_init(&craft, series->options.day, &err);
    if (status == IWMO_OK && is_folder)
        status = iwmo_outputs_folder(craft.outputs, series->path, &err);
    for (unsigned long i = 1; i <= series->count && status == IWMO_OK; i++)
        status = write_one(series, &craft, is_folder, i, &err);
    if (status == IWMO_OK)
        status = iwmo_craft_commit(&craft, &err);
    enum iwmo_exit exit_status = status == IWMO_OK
                                     ? IWMO_EXIT_OK
                                     : iwmo_craft_complain(&craft, "generate", &err);
    iwmo_craft_release(&craft);
    return exit_status;
}
