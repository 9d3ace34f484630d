#include "base/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum iwmo_status
iwmo_place_fail(const char *path, struct iwmo_error *err)
{
    return iwmo_fail(err, errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s", path,
                     strerror(errno));
}

char *
iwmo_place_state(const char *name, struct iwmo_error *err)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    char *path = NULL;
    int size;

    if (state != NULL && state[0] == '/') { /* relative ones are to be ignored */
        size = asprintf(&path, "%s/%s", state, name);
    } else if (home != NULL && home[0] == '/') {
        size = asprintf(&path, "%s/.local/state/%s", home, name);
    } else {
        iwmo_fail(err, IWMO_USAGE, "no place for %s: neither HOME nor XDG_STATE_HOME",
                  name);
        return NULL;
    }
    if (size < 0) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    return path;
}

/* Make the folders above `path`. */
static enum iwmo_status
make_above(const char *path, unsigned mode, struct iwmo_error *err)
{
    char *folder = strdup(path);
    enum iwmo_status status = IWMO_OK;

    if (folder == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    for (char *slash = strchr(folder + (folder[0] == '/'), '/');
         slash != NULL && status == IWMO_OK; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, mode) != 0 && errno != EEXIST)
            status = iwmo_place_fail(folder, err);
        *slash = '/';
    }
    free(folder);
    return status;
}

enum iwmo_status
iwmo_place_folders(const char *path, struct iwmo_error *err)
{
    return make_above(path, 0700, err);
}

enum iwmo_status
iwmo_place_folder(const char *path, unsigned mode, struct iwmo_error *err)
{
    struct stat about;

    if (stat(path, &about) != 0) {
        enum iwmo_status status = make_above(path, mode, err);
        if (status != IWMO_OK)
            return status;
        if (mkdir(path, mode) != 0 && errno != EEXIST)
            return iwmo_place_fail(path, err);
    }
    if (stat(path, &about) != 0)
        return iwmo_place_fail(path, err);
    if (!S_ISDIR(about.st_mode))
        return iwmo_fail(err, IWMO_IO, "%s: not a folder", path);
    return access(path, W_OK | X_OK) == 0 ? IWMO_OK : iwmo_place_fail(path, err);
}

int
iwmo_place_temporary(const char *path, char **name, struct iwmo_error *err)
{
    if (asprintf(name, "%s.XXXXXX", path) < 0) {
        *name = NULL;
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return -1;
    }
    int fd = mkostemp(*name, O_CLOEXEC); /* mode 0600 */
    if (fd < 0) {
        iwmo_place_fail(path, err);
        free(*name);
        *name = NULL;
    }
    return fd;
}

enum iwmo_status
iwmo_place_sync(const char *folder, struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 && errno == EACCES) /* one may be written in and not be read */
        return IWMO_OK;
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != EROFS))
        status = iwmo_place_fail(folder, err);
    if (fd >= 0)
        close(fd);
    return status;
}

/* A name is on disk only when its folder is. */
static void
sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path + 1));

    if (folder != NULL)
        (void)!iwmo_place_sync(folder, NULL);
    free(folder);
}

enum iwmo_status
iwmo_place_put(const char *temporary, const char *path, bool replaces, bool *was_there,
               struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    bool is_put = (replaces ? rename(temporary, path) : link(temporary, path)) == 0;
    bool was = !is_put && !replaces && errno == EEXIST;

    if (!is_put && !was)
        status = iwmo_place_fail(path, err);
    if (was_there != NULL)
        *was_there = was;
    if (!is_put || !replaces)
        unlink(temporary);
    sync_folder(path);
    return status;
}
