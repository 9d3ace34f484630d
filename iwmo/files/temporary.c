#include "files/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS 100

static char *
make_name(const char *target, bool is_one_of_many, int attempt)
{
    const char *slash = strrchr(target, '/');
    int folder = slash == NULL ? 0 : (int)(slash - target + 1);
    char process[24] = "", *name;

    if (is_one_of_many)
        snprintf(process, sizeof(process), "%ld-", (long)getpid());
    if (asprintf(&name, "%.*s.%.200s.iwmo-%s%d.tmp", folder, target, target + folder,
                 process, attempt) < 0)
        return NULL;
    return name;
}

/* Is `fd` still what has this name?  Else another removed it, or gave it its name. */
static bool
is_at(int fd, const char *name)
{
    struct stat ours, named;

    return fstat(fd, &ours) == 0 && lstat(name, &named) == 0 &&
           ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* Remove what a process that is gone left under this name. */
static bool
remove_stale(const char *name)
{
    struct stat about;
    int fd = open(name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return false;
    bool is_stale = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
                    about.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
                    is_at(fd, name) && unlink(name) == 0;
    close(fd);
    return is_stale;
}

/* A new file of this name; -1: errno says why. */
static int
make(const char *name, unsigned mode)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(name, flags, mode);

    if (fd >= 0 || errno != EEXIST)
        return fd;
    if (remove_stale(name))
        return open(name, flags, mode);
    errno = EEXIST;
    return -1;
}

/* Another process may take a file that is not locked yet for a stale one. */
static bool
lock(int fd, const char *name)
{
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return errno != EWOULDBLOCK; /* without locks nobody removes it */
    return is_at(fd, name);
}

/* Returns a descriptor to write with, or -1; EEXIST: another name may do. */
static int
try_name(const char *name, unsigned mode, bool is_one_of_many, int *held)
{
    int fd = make(name, mode);

    *held = -1;
    if (fd < 0 || is_one_of_many)
        return fd;
    if (!lock(fd, name)) {
        close(fd);
        errno = EEXIST;
        return -1;
    }
    *held = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (*held >= 0)
        return fd;
    int error = errno;
    unlink(name);
    close(fd);
    errno = error;
    return -1;
}

int
iwmo_temporary_open(struct iwmo_temporary *temporary, const char *target, unsigned mode,
                    bool is_one_of_many)
{
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        int held;
        char *name = make_name(target, is_one_of_many, attempt);
        if (name == NULL)
            return -1;
        int fd = try_name(name, mode, is_one_of_many, &held);
        if (fd >= 0) {
            *temporary = (struct iwmo_temporary){name, held};
            return fd;
        }
        free(name);
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* It has its name, or none. */
static void
let_go(struct iwmo_temporary *temporary)
{
    if (temporary->lock >= 0)
        close(temporary->lock);
    free(temporary->name);
    temporary->name = NULL;
}

bool
iwmo_temporary_put(struct iwmo_temporary *temporary, const char *target)
{
    if (rename(temporary->name, target) != 0)
        return false;
    let_go(temporary);
    return true;
}

void
iwmo_temporary_drop(struct iwmo_temporary *temporary)
{
    if (temporary->name == NULL)
        return;
    unlink(temporary->name);
    let_go(temporary);
}
