#include "cli/reports.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
const char *const iwmo_reports_colors[] = {"auto", "always", "never", NULL};

/* ---- asking ---- */

static enum iwmo_status
refuse_format(const char *value, struct iwmo_error *err)
{
    char list[100] = "";

    for (size_t i = 0; iwmo_formats[i].name != NULL; i++) {
        size_t size = strlen(list);
        snprintf(list + size, sizeof(list) - size, "%s%s", i > 0 ? ", " : "",
                 iwmo_formats[i].name);
    }
    return iwmo_fail(err, IWMO_USAGE, "--report: '%s' is none of %s", value, list);
}

enum iwmo_status
iwmo_reports_add(struct iwmo_reports *reports, const char *value,
                 struct iwmo_error *err)
{
    char name[16] = "";
    size_t size = strcspn(value, ":");
    bool has_path = value[size] == ':';

    if (size < sizeof(name))
        memcpy(name, value, size);
    const struct iwmo_format *format = iwmo_format_by_name(name);
    if (format == NULL)
        return refuse_format(value, err);
    if (has_path && value[size + 1] == '\0')
        return iwmo_fail(err, IWMO_USAGE, "--report: no path after '%s'", value);
    if (reports->count == IWMO_MAX_REPORTS)
        return iwmo_fail(err, IWMO_USAGE, "--report: more than %d", IWMO_MAX_REPORTS);
    reports->rows[reports->count].format = format;
    reports->rows[reports->count++].path = has_path ? value + size + 1 : NULL;
    return IWMO_OK;
}

/* ---- where they go ---- */

static const char *
path_of(const struct iwmo_reports *reports, size_t report)
{
    const char *path = reports->rows[report].path;

    if (path == NULL)
        path = reports->main_path;
    return path != NULL ? path : "-";
}

static bool
is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Does the report go to files of its own in a directory? */
static bool
has_folder(const struct iwmo_reports *reports, size_t report)
{
    const char *path = path_of(reports, report);

    return reports->rows[report].format->ending != NULL &&
           (path[strlen(path) - 1] == '/' || is_folder(path));
}

/* A document per message has no place where there is room for one. */
static enum iwmo_status
check_documents(const struct iwmo_reports *reports, const char *input,
                struct iwmo_error *err)
{
    bool is_one = input != NULL && !is_folder(input);

    for (size_t i = 0; i < reports->count; i++) {
        const char *name = reports->rows[i].format->name;
        if (reports->rows[i].format->ending == NULL || has_folder(reports, i) || is_one)
            continue;
        return iwmo_fail(err, IWMO_USAGE,
                         "--report: %s is one document per message; for several: "
                         "%s:DIR/",
                         name, name);
    }
    return IWMO_OK;
}

enum iwmo_status
iwmo_reports_check(const struct iwmo_reports *reports, const char *input,
                   struct iwmo_error *err)
{
    bool has_main = false;

    for (size_t i = 0; i < reports->count; i++) {
        has_main = has_main || reports->rows[i].path == NULL;
        for (size_t j = 0; j < i; j++)
            if (strcmp(path_of(reports, i), path_of(reports, j)) == 0)
                return iwmo_fail(err, IWMO_USAGE,
                                 "two reports go to %s; give one a path",
                                 path_of(reports, i));
    }
    if (reports->main_path != NULL && !has_main)
        return iwmo_fail(err, IWMO_USAGE, "-o: every report has a path already");
    return check_documents(reports, input, err);
}

/* ---- opening and closing ---- */

static bool
is_colored(const struct iwmo_reports *reports, const char *path)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");

    if (reports->color != COLOR_AUTO)
        return reports->color == COLOR_ALWAYS;
    return strcmp(path, "-") == 0 && isatty(STDOUT_FILENO) &&
           (refused == NULL || refused[0] == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

enum iwmo_status
iwmo_reports_open(const struct iwmo_reports *reports,
                  const struct iwmo_report_options *options,
                  const struct iwmo_guard *guard, struct iwmo_batch_report *opened,
                  struct iwmo_error *err)
{
    const struct iwmo_output_way way = {.is_private = options->show_values,
                                        .guard = guard};

    for (size_t i = 0; i < reports->count; i++) {
        const char *path = path_of(reports, i);
        opened[i].format = reports->rows[i].format;
        opened[i].options = *options;
        opened[i].options.color = is_colored(reports, path);
        if (has_folder(reports, i))
            opened[i].folder = iwmo_folder_open(path, opened[i].format->ending, err);
        else
            opened[i].output = iwmo_output_open_as(path, &way, err);
        if (opened[i].folder != NULL)
            iwmo_folder_set_way(opened[i].folder, &way);
        if (opened[i].output == NULL && opened[i].folder == NULL)
            return err->status;
    }
    return IWMO_OK;
}

enum iwmo_exit
iwmo_reports_commit(const struct iwmo_reports *reports,
                    struct iwmo_batch_report *opened)
{
    enum iwmo_exit exit_status = IWMO_EXIT_OK;

    for (size_t i = 0; i < reports->count; i++) {
        struct iwmo_error err = {0};
        struct iwmo_output *output = opened[i].output;
        if (output == NULL ? iwmo_folder_finish(opened[i].folder, &err) == IWMO_OK
                           : iwmo_output_commit(output, &err) == IWMO_OK)
            continue;
        enum iwmo_exit failed = IWMO_EXIT_FAILURE;
        if (output == NULL || !iwmo_output_lost_reader(output))
            failed = iwmo_complain("validate", &err);
        exit_status = failed > exit_status ? failed : exit_status;
    }
    return exit_status;
}

void
iwmo_reports_close(const struct iwmo_reports *reports, struct iwmo_batch_report *opened)
{
    for (size_t i = 0; i < reports->count; i++) {
        iwmo_output_close(opened[i].output);
        iwmo_folder_close(opened[i].folder);
    }
}
