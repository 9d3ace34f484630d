#include "files/guard.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/place.h"
#include "base/set.h"

enum { MOST_OUTPUTS = 64 };

static const char *const stream_names[] = {
    [STDOUT_FILENO] = "standard output", [STDERR_FILENO] = "standard error"};

/* A file: the one that is there, or (name) the one that would be made in a folder. */
struct spot {
    dev_t device;
    ino_t inode;
    const char *name; /* NULL: it is there */
};

struct output {
    const char *path; /* as given; for errors */
    struct spot spot;
    bool is_stream;
};

struct item {
    enum iwmo_use use;
    const char *path;
};

struct iwmo_guard {
    struct item *items;
    size_t count, room;
    struct output outputs[MOST_OUTPUTS];
    size_t output_count;
    struct iwmo_set *read; /* files and folders; NULL: no folder is written to */
    char *usual_ledger;
};

struct iwmo_guard *
iwmo_guard_new(bool writes_in_folder)
{
    struct iwmo_guard *guard = calloc(1, sizeof(*guard));

    if (guard != NULL && writes_in_folder)
        guard->read = iwmo_set_new(0);
    if (guard == NULL || !writes_in_folder || guard->read != NULL)
        return guard;
    free(guard);
    return NULL;
}

void
iwmo_guard_free(struct iwmo_guard *guard)
{
    if (guard == NULL)
        return;
    iwmo_set_free(guard->read);
    free(guard->usual_ledger);
    free(guard->items);
    free(guard);
}

enum iwmo_status
iwmo_guard_add(struct iwmo_guard *guard, enum iwmo_use use, const char *path,
               struct iwmo_error *err)
{
    if (guard->count == guard->room) {
        size_t room = guard->room > 0 ? 2 * guard->room : 32;
        struct item *grown = realloc(guard->items, room * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        guard->items = grown;
        guard->room = room;
    }
    if (use == IWMO_USE_REPORT) {
        path = strchr(path, ':');
        path = path != NULL ? path + 1 : "";
        use = IWMO_USE_OUTPUT;
    }
    if (use == IWMO_USE_AT_FILE) {
        path = path[0] == '@' ? path + 1 : "";
        use = IWMO_USE_FILE;
    }
    if (path == NULL || path[0] != '\0')
        guard->items[guard->count++] = (struct item){use, path};
    return IWMO_OK;
}

/* ---- spots ---- */

/* false: there can be no such file; who opens it will tell. */
static bool
find_spot(const char *path, struct spot *spot)
{
    struct stat about;
    const char *slash = strrchr(path, '/');

    if (stat(path, &about) == 0) {
        *spot = (struct spot){about.st_dev, about.st_ino, NULL};
        return S_ISREG(about.st_mode);
    }
    char *folder =
        slash != NULL ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    bool has_folder = errno == ENOENT && folder != NULL && stat(folder, &about) == 0;
    free(folder);
    if (has_folder)
        *spot = (struct spot){about.st_dev, about.st_ino, slash ? slash + 1 : path};
    return has_folder;
}

static bool
is_same(const struct spot *a, const struct spot *b)
{
    if (a->device != b->device || a->inode != b->inode)
        return false;
    return a->name == NULL || b->name == NULL ? a->name == b->name
                                              : strcmp(a->name, b->name) == 0;
}

static bool
is_folder(const char *path)
{
    struct stat about;

    return path[strlen(path) - 1] == '/' ||
           (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

static uint64_t
fingerprint(dev_t device, ino_t inode, const char *ending)
{
    const uint64_t numbers[] = {(uint64_t)device, (uint64_t)inode};
    const struct iwmo_text bytes = {(const char *)numbers, sizeof(numbers)};

    return iwmo_fingerprint(iwmo_fingerprint(0, bytes), iwmo_text(ending));
}

/* ---- what is read ---- */

/* When it is standard error there is no place left to say so. */
static enum iwmo_status
refuse(const struct output *output, struct iwmo_error *err)
{
    if (strcmp(output->path, stream_names[STDERR_FILENO]) == 0)
        return iwmo_fail(err, IWMO_USAGE, "%s", "");
    return iwmo_fail(err, IWMO_USAGE,
                     "%s: is read by this command, so it cannot be its output",
                     output->path);
}

/* Is the file at `spot`, which is read, also written to? */
static enum iwmo_status
meet(struct iwmo_guard *guard, const struct spot *spot, struct iwmo_error *err)
{
    for (size_t i = 0; i < guard->output_count; i++)
        if (is_same(&guard->outputs[i].spot, spot))
            return refuse(&guard->outputs[i], err);
    if (guard->read != NULL && spot->name == NULL &&
        iwmo_set_put(guard->read, fingerprint(spot->device, spot->inode, ""), NULL) ==
            NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    return IWMO_OK;
}

static enum iwmo_status
meet_path(struct iwmo_guard *guard, const char *path, struct iwmo_error *err)
{
    struct stat about;
    struct spot spot;

    if (strcmp(path, "-") != 0)
        return find_spot(path, &spot) ? meet(guard, &spot, err) : IWMO_OK;
    if (fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode))
        return IWMO_OK;
    spot = (struct spot){about.st_dev, about.st_ino, NULL};
    return meet(guard, &spot, err);
}

/* A file of a ledger, beside the name as given and beside what that is a link to. */
static enum iwmo_status
meet_beside(struct iwmo_guard *guard, const char *path, const char *ending,
            struct iwmo_error *err)
{
    char *target = realpath(path, NULL);
    const char *names[] = {path, target};
    enum iwmo_status status = IWMO_OK;

    for (size_t i = 0; i < 2 && names[i] != NULL && status == IWMO_OK; i++) {
        char *name;
        if (asprintf(&name, "%s%s", names[i], ending) < 0) {
            status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
            break;
        }
        status = meet_path(guard, name, err);
        free(name);
    }
    free(target);
    return status;
}

static enum iwmo_status
meet_ledger(struct iwmo_guard *guard, const char *path, struct iwmo_error *err)
{
    static const char *const endings[] = {"",     "-wal",  "-shm",   "-journal",
                                          ".key", ".head", ".making"};
    enum iwmo_status status = IWMO_OK;
    struct iwmo_error nowhere = {0}; /* who opens it will tell */

    if (path == NULL)
        guard->usual_ledger = iwmo_place_state("iwmo/ledger.db", &nowhere);
    if (path == NULL)
        path = guard->usual_ledger;
    for (size_t i = 0; path != NULL && i < sizeof(endings) / sizeof(endings[0]); i++)
        if (status == IWMO_OK)
            status = meet_beside(guard, path, endings[i], err);
    return status;
}

/* ---- folders that are read ---- */

struct kind {
    const char *endings[3];
    bool is_recursive;
};

static const char *
ending_of(const struct kind *kind, const char *name)
{
    size_t size = strlen(name);

    for (size_t i = 0; i < 3 && kind->endings[i] != NULL; i++) {
        size_t length = strlen(kind->endings[i]);
        if (size > length && strcasecmp(name + size - length, kind->endings[i]) == 0)
            return kind->endings[i];
    }
    return NULL;
}

static bool
has_inode(const struct iwmo_guard *guard, ino_t inode)
{
    for (size_t i = 0; i < guard->output_count; i++)
        if (guard->outputs[i].spot.inode == inode)
            return true;
    return false;
}

static enum iwmo_status meet_folder(struct iwmo_guard *guard, const char *path,
                                    const struct kind *kind, struct iwmo_error *err);

static enum iwmo_status
meet_entry(struct iwmo_guard *guard, const char *folder, const struct dirent *entry,
           const struct kind *kind, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool is_below =
        kind->is_recursive && (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN);
    bool is_read = ending_of(kind, entry->d_name) != NULL &&
                   (entry->d_type != DT_REG || has_inode(guard, entry->d_ino));
    char *path;

    if (entry->d_name[0] == '.' || (!is_below && !is_read))
        return IWMO_OK;
    if (asprintf(&path, "%s/%s", folder, entry->d_name) < 0)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (is_read)
        status = meet_path(guard, path, err);
    if (status == IWMO_OK && is_below)
        status = meet_folder(guard, path, kind, err);
    free(path);
    return status;
}

/* Regular files in it are compared by inode, without looking each up; with a folder to
 * write to, the folder itself stands for them. */
static enum iwmo_status
meet_folder(struct iwmo_guard *guard, const char *path, const struct kind *kind,
            struct iwmo_error *err)
{
    DIR *folder = opendir(path);
    enum iwmo_status status = IWMO_OK;
    const struct dirent *entry;
    struct stat about;

    if (folder == NULL)
        return IWMO_OK; /* no folder, or who walks it will tell */
    if (guard->read != NULL && fstat(dirfd(folder), &about) == 0)
        for (size_t i = 0; i < 3 && kind->endings[i] != NULL; i++)
            if (iwmo_set_put(guard->read,
                             fingerprint(about.st_dev, about.st_ino, kind->endings[i]),
                             NULL) == NULL)
                status = iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    while (status == IWMO_OK && (entry = readdir(folder)) != NULL)
        status = meet_entry(guard, path, entry, kind, err);
    closedir(folder);
    return status;
}

/* X-Header.csv stands for the tables beside it. */
static enum iwmo_status
meet_tables(struct iwmo_guard *guard, const char *path, const struct kind *kind,
            struct iwmo_error *err)
{
    static const char header[] = "-Header.csv";
    const char *slash = strrchr(path, '/');
    size_t size = strlen(path);

    if (size < sizeof(header) - 1 ||
        strcmp(path + size - sizeof(header) + 1, header) != 0)
        return IWMO_OK;
    char *folder =
        slash != NULL ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (folder == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    enum iwmo_status status = meet_folder(guard, folder, kind, err);
    free(folder);
    return status;
}

static enum iwmo_status
meet_list(struct iwmo_guard *guard, const char *path, int end, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    struct stat about;
    char *line = NULL;
    bool is_first = true;
    size_t room = 0;
    ssize_t size;

    /* a pipe is read once, by who needs it */
    if (strcmp(path, "-") == 0 || stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return IWMO_OK;
    FILE *list = fopen(path, "re");
    while (list != NULL && status == IWMO_OK &&
           (size = getdelim(&line, &room, end, list)) > 0) {
        size -= line[size - 1] == end;
        size -= end == '\n' && size > 0 && line[size - 1] == '\r';
        line[size] = '\0';
        struct iwmo_text name = {line, (size_t)size};
        if (is_first)
            name = iwmo_file_without_mark(name);
        is_first = false;
        if (name.size > 0 && strcmp(name.at, "-") != 0)
            status = meet_path(guard, name.at, err);
    }
    free(line);
    if (list != NULL)
        fclose(list);
    return status;
}

static enum iwmo_status
meet_item(struct iwmo_guard *guard, const struct item *item, struct iwmo_error *err)
{
    static const struct kind kinds[] = {
        [IWMO_USE_MESSAGES] = {{".xml"}, true},
        [IWMO_USE_EXPECTATIONS] = {{".xml", ".findings"}, true},
        [IWMO_USE_SCHEMAS] = {{".xsd"}, true},
        [IWMO_USE_TABLES] = {{".csv"}, false},
    };
    enum iwmo_status status;

    if (item->use == IWMO_USE_OUTPUT)
        return IWMO_OK;
    if (item->use == IWMO_USE_LEDGER)
        return meet_ledger(guard, item->path, err);
    status = meet_path(guard, item->path, err);
    if (status == IWMO_OK && item->use == IWMO_USE_LIST)
        status = meet_list(guard, item->path, '\n', err);
    if (status == IWMO_OK && item->use == IWMO_USE_LIST) /* or of names with NUL */
        status = meet_list(guard, item->path, '\0', err);
    if (status == IWMO_OK && item->use == IWMO_USE_TABLES)
        status = meet_tables(guard, item->path, &kinds[item->use], err);
    if (status == IWMO_OK && item->use >= IWMO_USE_MESSAGES &&
        item->use <= IWMO_USE_TABLES)
        status = meet_folder(guard, item->path, &kinds[item->use], err);
    return status;
}

/* ---- what is written to ---- */

static enum iwmo_status
add_output(struct iwmo_guard *guard, const char *path, const struct spot *spot,
           bool is_stream, struct iwmo_error *err)
{
    for (size_t i = 0; i < guard->output_count && !is_stream; i++)
        if (!guard->outputs[i].is_stream && is_same(&guard->outputs[i].spot, spot))
            return iwmo_fail(err, IWMO_USAGE, "%s: two outputs cannot be one file",
                             path);
    if (guard->output_count == MOST_OUTPUTS)
        return iwmo_fail(err, IWMO_USAGE, "more than %d outputs", MOST_OUTPUTS - 2);
    guard->outputs[guard->output_count++] = (struct output){path, *spot, is_stream};
    return IWMO_OK;
}

static enum iwmo_status
gather_streams(struct iwmo_guard *guard, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    struct stat about;

    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO && status == IWMO_OK; fd++) {
        if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
            continue;
        const struct spot spot = {about.st_dev, about.st_ino, NULL};
        status = add_output(guard, stream_names[fd], &spot, true, err);
    }
    return status;
}

static enum iwmo_status
gather_outputs(struct iwmo_guard *guard, struct iwmo_error *err)
{
    enum iwmo_status status = gather_streams(guard, err);
    struct spot spot;

    for (size_t i = 0; i < guard->count && status == IWMO_OK; i++) {
        const char *path = guard->items[i].path;
        if (guard->items[i].use != IWMO_USE_OUTPUT || strcmp(path, "-") == 0)
            continue;
        if (!is_folder(path) && find_spot(path, &spot))
            status = add_output(guard, path, &spot, false, err);
    }
    return status;
}

enum iwmo_status
iwmo_guard_check(struct iwmo_guard *guard, struct iwmo_error *err)
{
    enum iwmo_status status = gather_outputs(guard, err);

    if (status == IWMO_OK && (guard->output_count > 0 || guard->read != NULL))
        status = meet_path(guard, "-", err);
    else
        return status;
    for (size_t i = 0; i < guard->count && status == IWMO_OK; i++)
        status = meet_item(guard, &guard->items[i], err);
    return status;
}

/* ---- files in folders ---- */

/* Is it one of the files that are read in its folder? */
static bool
is_read_in_folder(const struct iwmo_guard *guard, const char *path)
{
    char *target = realpath(path, NULL), *slash = target ? strrchr(target, '/') : NULL;
    const char *dot = slash != NULL ? strrchr(slash, '.') : NULL;
    bool is_read = false;
    char ending[16] = "";
    struct stat about;

    for (size_t i = 0; dot != NULL && dot[i] != '\0' && i < sizeof(ending) - 1; i++)
        ending[i] = (char)(dot[i] >= 'A' && dot[i] <= 'Z' ? dot[i] + 32 : dot[i]);
    if (slash != NULL) {
        slash[slash == target] = '\0';
        is_read =
            stat(target, &about) == 0 &&
            iwmo_set_get(guard->read, fingerprint(about.st_dev, about.st_ino, ending));
    }
    free(target);
    return is_read;
}

enum iwmo_status
iwmo_guard_allows(const struct iwmo_guard *guard, const char *path,
                  struct iwmo_error *err)
{
    struct stat about;

    if (guard == NULL || guard->read == NULL || stat(path, &about) != 0 ||
        !S_ISREG(about.st_mode))
        return IWMO_OK;
    if (iwmo_set_get(guard->read, fingerprint(about.st_dev, about.st_ino, "")) ==
            NULL &&
        !is_read_in_folder(guard, path))
        return IWMO_OK;
    return iwmo_fail(err, IWMO_USAGE,
                     "%s: is read by this command, so it cannot be its output", path);
}
