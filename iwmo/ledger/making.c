#include "ledger/making.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"

static bool
is_file(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
}

static char *
name_of(const char *path)
{
    char *name;

    return asprintf(&name, "%s.making", path) < 0 ? NULL : name;
}

static enum iwmo_status
fail_lost(const char *path, const char *key_path, struct iwmo_error *err)
{
    return iwmo_fail(err, IWMO_IO,
                     "%s: there is no ledger, though its key file %s is there: a "
                     "wrong path, or a lost ledger; put back a backup, or see "
                     "--new-ledger",
                     path, key_path);
}

/* Who makes one takes its file away after the ledger is there, so this order of looking
 * mistakes nobody in between for a loss. */
static bool
is_lost(const char *path, const char *name, const char *key_path)
{
    return is_file(key_path) && !is_file(name) && !is_file(path);
}

/* Wait for the lock; the file may be another one by then, so take its name again. */
static enum iwmo_status
lock(struct iwmo_making *making, struct iwmo_error *err)
{
    struct stat held, named;

    for (;;) {
        making->fd =
            open(making->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (making->fd < 0)
            return iwmo_place_fail(making->path, err);
        while (flock(making->fd, LOCK_EX) != 0)
            if (errno != EINTR) {
                enum iwmo_status status = iwmo_place_fail(making->path, err);
                close(making->fd);
                return status;
            }
        if (fstat(making->fd, &held) == 0 && stat(making->path, &named) == 0 &&
            held.st_ino == named.st_ino && held.st_dev == named.st_dev)
            return IWMO_OK;
        close(making->fd);
    }
}

static bool
note_begin(int fd)
{
    return pwrite(fd, "1", 1, 0) == 1 && fsync(fd) == 0;
}

enum iwmo_status
iwmo_making_begin(struct iwmo_making *making, const char *path, const char *key_path,
                  bool takes_key, bool *is_there, struct iwmo_error *err)
{
    struct stat about = {0};
    enum iwmo_status status;

    *is_there = false;
    *making = (struct iwmo_making){.path = name_of(path), .key_path = key_path};
    if (making->path == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (!takes_key && is_lost(path, making->path, key_path))
        status = fail_lost(path, key_path, err);
    else
        status = iwmo_place_folders(path, err);
    if (status == IWMO_OK)
        status = lock(making, err);
    if (status != IWMO_OK) {
        free(making->path);
        making->path = NULL;
        return status;
    }
    *is_there = is_file(path);
    bool has_begun = fstat(making->fd, &about) == 0 && about.st_size > 0;
    if (!*is_there && !has_begun && !takes_key && is_file(key_path))
        status = fail_lost(path, key_path, err);
    else if (!*is_there && !has_begun && !note_begin(making->fd))
        status = iwmo_place_fail(making->path, err);
    if (*is_there || status != IWMO_OK)
        iwmo_making_end(making, true);
    return status;
}

void
iwmo_making_end(struct iwmo_making *making, bool is_made)
{
    if (making->path == NULL)
        return;
    if (is_made || !is_file(making->key_path))
        unlink(making->path);
    close(making->fd);
    free(making->path);
    making->path = NULL;
}

void
iwmo_making_forget(const char *path)
{
    char *name = name_of(path);

    if (name != NULL)
        unlink(name);
    free(name);
}
