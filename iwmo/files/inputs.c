#include "files/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "base/text.h"

/* A directory being walked: its names in order, and how far we are. */
struct folder {
    struct folder *above;
    size_t
        path_size; /* of its path at the start of inputs->path, final slash included */
    char **names;  /* directories below end in a slash */
    size_t count, room, next;
};

struct iwmo_inputs {
    struct iwmo_inputs_options options;
    size_t next_path;
    FILE *list; /* NULL: none, or at its end */
    char *line;
    size_t line_room;
    struct folder *folder;   /* the deepest one; NULL: none being walked */
    struct iwmo_buffer path; /* what was last handed out, or the folder's own path */
    uint64_t skipped, young;
    bool has_begun, has_ended; /* the list, a line of it; all */
};

struct iwmo_inputs *
iwmo_inputs_open(const struct iwmo_inputs_options *options, struct iwmo_error *err)
{
    struct iwmo_inputs *inputs = calloc(1, sizeof(*inputs));

    if (inputs == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    inputs->options = *options;
    if (options->list == NULL)
        return inputs;
    bool is_stdin = strcmp(options->list, "-") == 0;
    inputs->list = is_stdin ? stdin : fopen(options->list, "re");
    if (inputs->list != NULL)
        return inputs;
    iwmo_fail(err, errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s", options->list,
              strerror(errno));
    free(inputs);
    return NULL;
}

struct iwmo_inputs *
iwmo_inputs_again(const struct iwmo_inputs *inputs, const char *const *paths,
                  size_t path_count, struct iwmo_error *err)
{
    struct iwmo_inputs_options options = {.paths = paths,
                                          .path_count = path_count,
                                          .recursive = inputs->options.recursive};
    return iwmo_inputs_open(&options, err);
}

/* ---- folders ---- */

static void
free_folder(struct folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    free(folder);
}

/* What an entry of a directory is, links to files followed. */
enum entry { ENTRY_FILE, ENTRY_FOLDER, ENTRY_OTHER };

static enum entry
entry_of(int directory, const struct dirent *entry)
{
    struct stat about;

    if (entry->d_type == DT_REG)
        return ENTRY_FILE;
    if (entry->d_type == DT_DIR)
        return ENTRY_FOLDER;
    bool is_link = entry->d_type == DT_LNK;
    if (!is_link && entry->d_type != DT_UNKNOWN)
        return ENTRY_OTHER;
    if (!is_link &&
        fstatat(directory, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(about.st_mode))
        return ENTRY_FOLDER;
    /* a dangling link named .xml is a message that cannot be read */
    if (fstatat(directory, entry->d_name, &about, 0) != 0 || S_ISREG(about.st_mode))
        return ENTRY_FILE;
    return ENTRY_OTHER;
}

static bool
is_message_name(const char *name)
{
    size_t size = strlen(name);

    return size > 4 && strcasecmp(name + size - 4, ".xml") == 0;
}

static bool
add_name(struct folder *folder, const char *name, bool is_folder)
{
    if (folder->count == folder->room) {
        size_t room = folder->room == 0 ? 64 : 2 * folder->room;
        char **names = realloc(folder->names, room * sizeof(*names));
        if (names == NULL)
            return false;
        folder->names = names;
        folder->room = room;
    }
    char *copy = is_folder ? NULL : strdup(name);
    if (is_folder && asprintf(&copy, "%s/", name) < 0)
        copy = NULL;
    if (copy == NULL)
        return false;
    folder->names[folder->count++] = copy;
    return true;
}

static bool
read_folder(struct iwmo_inputs *inputs, struct folder *folder, DIR *directory)
{
    const struct dirent *entry;

    /* cppcheck-suppress readdirCalled; no other thread has this directory */
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        enum entry kind = entry_of(dirfd(directory), entry);
        bool is_folder = kind == ENTRY_FOLDER;
        if (is_folder && !inputs->options.recursive)
            continue;
        if (!is_folder && (kind == ENTRY_OTHER || !is_message_name(entry->d_name)))
            inputs->skipped++;
        else if (!add_name(folder, entry->d_name, is_folder))
            return false;
    }
    return true;
}

static int
compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Start walking the directory at inputs->path.  *is_open false: it cannot be opened. */
static enum iwmo_status
enter_folder(struct iwmo_inputs *inputs, bool *is_open, struct iwmo_error *err)
{
    DIR *directory = opendir(inputs->path.at);

    *is_open = directory != NULL;
    if (directory == NULL)
        return IWMO_OK;
    if (inputs->path.at[inputs->path.size - 1] != '/')
        iwmo_buffer_char(&inputs->path, '/');
    struct folder *folder = calloc(1, sizeof(*folder));
    bool is_complete = folder != NULL && inputs->path.failed == IWMO_OK &&
                       read_folder(inputs, folder, directory);
    closedir(directory);
    if (!is_complete) {
        if (folder != NULL)
            free_folder(folder);
        return iwmo_fail(err, IWMO_NO_MEMORY, "%s: out of memory", inputs->path.at);
    }
    if (folder->count > 0)
        qsort(folder->names, folder->count, sizeof(*folder->names), compare_names);
    folder->path_size = inputs->path.size;
    folder->above = inputs->folder;
    inputs->folder = folder;
    return IWMO_OK;
}

/* The next file below the folders being walked; *path NULL: there is none. */
static enum iwmo_status
next_in_folders(struct iwmo_inputs *inputs, const char **path, struct iwmo_error *err)
{
    struct folder *folder;

    while ((folder = inputs->folder) != NULL) {
        if (folder->next == folder->count) {
            inputs->folder = folder->above;
            free_folder(folder);
            continue;
        }
        const char *name = folder->names[folder->next++];
        bool is_open = false;
        inputs->path.size = folder->path_size;
        iwmo_buffer_text(&inputs->path, name);
        if (inputs->path.failed != IWMO_OK)
            return iwmo_fail(err, inputs->path.failed, "%s: out of memory", name);
        if (name[strlen(name) - 1] == '/') {
            enum iwmo_status status = enter_folder(inputs, &is_open, err);
            if (status != IWMO_OK)
                return status;
        }
        if (is_open)
            continue;
        *path = inputs->path.at;
        return IWMO_OK;
    }
    return IWMO_OK;
}

/* ---- arguments and list ---- */

/* The next line into *path, NULL at the end of the list. */
static enum iwmo_status
next_in_list(struct iwmo_inputs *inputs, const char **path, struct iwmo_error *err)
{
    int end = inputs->options.is_nul_separated ? '\0' : '\n';

    while (inputs->list != NULL) {
        errno = 0;
        ssize_t got = getdelim(&inputs->line, &inputs->line_room, end, inputs->list);
        if (got < 0 && !feof(inputs->list))
            return iwmo_fail(err, errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s",
                             inputs->options.list, strerror(errno));
        if (got < 0)
            return IWMO_OK;
        size_t size = (size_t)got;
        if (size > 0 && inputs->line[size - 1] == end)
            size--;
        if (end == '\n' && size > 0 && inputs->line[size - 1] == '\r')
            size--;
        inputs->line[size] = '\0';
        struct iwmo_text name = {inputs->line, size};
        if (!inputs->has_begun)
            name = iwmo_file_without_mark(name);
        inputs->has_begun = true;
        if (name.size == 0)
            continue;
        *path = strcmp(name.at, "-") == 0 ? "./-" : name.at;
        return IWMO_OK;
    }
    return IWMO_OK;
}

bool
iwmo_inputs_is_directory(const char *path)
{
    struct stat about;

    return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool
is_to_be_entered(const struct iwmo_inputs *inputs, const char *path)
{
    if (inputs->options.trusts_names && is_message_name(path))
        return false;
    return iwmo_inputs_is_directory(path);
}

static enum iwmo_status
next_path(struct iwmo_inputs *inputs, const char **path, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;

    for (;;) {
        status = next_in_folders(inputs, path, err);
        if (status != IWMO_OK || *path != NULL)
            return status;
        if (inputs->next_path < inputs->options.path_count)
            *path = inputs->options.paths[inputs->next_path++];
        else
            status = next_in_list(inputs, path, err);
        if (status != IWMO_OK || *path == NULL || !is_to_be_entered(inputs, *path))
            return status;

        bool is_open;
        iwmo_buffer_reset(&inputs->path);
        iwmo_buffer_text(&inputs->path, *path);
        if (inputs->path.failed != IWMO_OK)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        status = enter_folder(inputs, &is_open, err);
        if (status != IWMO_OK || !is_open)
            return status;
        *path = NULL;
    }
}

/* It may be half a file, on which another program is at work. */
static bool
is_young(const struct iwmo_inputs *inputs, const char *path)
{
    struct stat about;

    return inputs->options.min_age_seconds > 0 && strcmp(path, "-") != 0 &&
           stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           time(NULL) - about.st_mtim.tv_sec < (time_t)inputs->options.min_age_seconds;
}

enum iwmo_status
iwmo_inputs_next(struct iwmo_inputs *inputs, const char **path, struct iwmo_error *err)
{
    *path = NULL;
    if (inputs->has_ended)
        return IWMO_OK;
    enum iwmo_status status = next_path(inputs, path, err);
    while (status == IWMO_OK && *path != NULL && is_young(inputs, *path)) {
        inputs->young++;
        *path = NULL;
        status = next_path(inputs, path, err);
    }
    if (status != IWMO_OK)
        *path = NULL;
    inputs->has_ended = *path == NULL;
    return status;
}

uint64_t
iwmo_inputs_young(const struct iwmo_inputs *inputs)
{
    return inputs->young;
}

uint64_t
iwmo_inputs_skipped(const struct iwmo_inputs *inputs)
{
    return inputs->skipped;
}

void
iwmo_inputs_close(struct iwmo_inputs *inputs)
{
    if (inputs == NULL)
        return;
    while (inputs->folder != NULL) {
        struct folder *above = inputs->folder->above;
        free_folder(inputs->folder);
        inputs->folder = above;
    }
    if (inputs->list != NULL && inputs->list != stdin)
        fclose(inputs->list);
    free(inputs->line);
    iwmo_buffer_release(&inputs->path);
    free(inputs);
}
