#include "run/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT_BYTES 65536 /* more is written at once */

struct iwmo_output {
    char *path;      /* as given, for errors */
    char *target;    /* the file to replace, links followed; NULL: written directly */
    char *temporary; /* NULL: none, or no longer there */
    int fd;
    int failure; /* errno of the first one; 0: none */
    bool is_new; /* there was no file of that name */
    struct iwmo_buffer kept;
};

/* ---- opening ---- */

/* The file that `path` names or will name: behind links, for a link is not replaced. */
static char *
target_of(const char *path)
{
    char *target = realpath(path, NULL);

    return target != NULL || errno != ENOENT ? target : strdup(path);
}

/* dir/name -> dir/.name.1234-0.tmp */
static char *
temporary_name(const char *target, int attempt)
{
    const char *slash = strrchr(target, '/');
    int folder = slash == NULL ? 0 : (int)(slash - target + 1);
    char *name;

    if (asprintf(&name, "%.*s.%.200s.%ld-%d.tmp", folder, target, target + folder,
                 (long)getpid(), attempt) < 0)
        return NULL;
    return name;
}

/* Open a new file beside the target.  false: errno says why. */
static bool
open_temporary(struct iwmo_output *output)
{
    for (int attempt = 0; attempt < 100; attempt++) {
        output->temporary = temporary_name(output->target, attempt);
        if (output->temporary == NULL)
            return false;
        output->fd =
            open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (output->fd >= 0)
            return true;
        free(output->temporary);
        output->temporary = NULL;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* What is at the path itself, or at the end of a link.  false: errno says why. */
static bool
look(struct iwmo_output *output, struct stat *about, bool *exists, bool *is_link)
{
    *exists = lstat(output->path, about) == 0;
    *is_link = *exists && S_ISLNK(about->st_mode);
    if (*is_link)
        *exists = stat(output->path, about) == 0;
    return *exists || errno == ENOENT;
}

/* false: errno says why. */
static bool
open_file(struct iwmo_output *output)
{
    struct stat about;
    bool exists, is_link;

    if (!look(output, &about, &exists, &is_link))
        return false;
    if (exists && !S_ISREG(about.st_mode)) {
        output->fd = open(output->path, O_WRONLY | O_CLOEXEC);
        return output->fd >= 0;
    }
    output->is_new = !exists;
    output->target = is_link ? target_of(output->path) : strdup(output->path);
    if (output->target == NULL || !open_temporary(output))
        return false;
    if (exists) /* keep who may read it; when that is refused, fewer may */
        (void)(fchmod(output->fd, about.st_mode & 0777) != 0);
    return true;
}

struct iwmo_output *
iwmo_output_open(const char *path, struct iwmo_error *err)
{
    struct iwmo_output *output = calloc(1, sizeof(*output));

    if (output != NULL) {
        output->fd = -1;
        output->path = strdup(path);
    }
    if (output == NULL || output->path == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        iwmo_output_close(output);
        return NULL;
    }
    if (strcmp(path, "-") == 0) {
        output->fd = STDOUT_FILENO;
    } else if (!open_file(output)) {
        iwmo_fail(err, errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s", path,
                  strerror(errno));
        iwmo_output_close(output);
        return NULL;
    }
    return output;
}

/* ---- writing ---- */

static void
write_out(struct iwmo_output *output, struct iwmo_text text)
{
    while (text.size > 0 && output->failure == 0) {
        ssize_t written = write(output->fd, text.at, text.size);
        if (written < 0) {
            if (errno != EINTR)
                output->failure = errno;
            continue;
        }
        text.at += written;
        text.size -= (size_t)written;
    }
}

void
iwmo_output_flush(struct iwmo_output *output)
{
    write_out(output, (struct iwmo_text){output->kept.at, output->kept.size});
    iwmo_buffer_reset(&output->kept);
}

void
iwmo_output_write(struct iwmo_output *output, struct iwmo_text text)
{
    if (output->kept.size + text.size > KEPT_BYTES)
        iwmo_output_flush(output);
    if (text.size <= KEPT_BYTES) {
        iwmo_buffer_add(&output->kept, text.at, text.size);
        if (output->kept.failed == IWMO_OK)
            return;
        iwmo_output_flush(output); /* no memory to keep it: then at once */
    }
    write_out(output, text);
}

static enum iwmo_status
drain(void *self, struct iwmo_text text)
{
    struct iwmo_output *output = self;

    iwmo_output_write(output, text);
    return output->failure != 0 ? IWMO_IO : IWMO_OK;
}

struct iwmo_drain
iwmo_output_drain(struct iwmo_output *output)
{
    return (struct iwmo_drain){drain, output};
}

bool
iwmo_output_has_failed(const struct iwmo_output *output)
{
    return output->failure != 0;
}

bool
iwmo_output_lost_reader(const struct iwmo_output *output)
{
    return output->failure == EPIPE;
}

/* ---- closing ---- */

static void
close_file(struct iwmo_output *output)
{
    if (output->fd < 0 || output->fd == STDOUT_FILENO)
        return;
    if (close(output->fd) != 0 && output->failure == 0 && errno != EINTR)
        output->failure = errno; /* a network file system may tell only now */
    output->fd = -1;
}

enum iwmo_status
iwmo_output_finish(struct iwmo_output *output, struct iwmo_error *err)
{
    iwmo_output_flush(output);
    iwmo_buffer_release(&output->kept);
    close_file(output);
    if (output->failure == 0)
        return IWMO_OK;
    const char *name =
        strcmp(output->path, "-") == 0 ? "standard output" : output->path;
    return iwmo_fail(err, IWMO_IO, "%s: %s", name, strerror(output->failure));
}

enum iwmo_status
iwmo_output_commit(struct iwmo_output *output, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_output_finish(output, err);

    if (status != IWMO_OK || output->temporary == NULL)
        return status;
    if (rename(output->temporary, output->target) != 0) {
        output->failure = errno;
        return iwmo_output_finish(output, err);
    }
    free(output->temporary);
    output->temporary = NULL;
    return IWMO_OK;
}

void
iwmo_output_undo(struct iwmo_output *output)
{
    if (output->is_new && output->temporary == NULL && output->failure == 0)
        unlink(output->target);
}

void
iwmo_output_close(struct iwmo_output *output)
{
    if (output == NULL)
        return;
    close_file(output);
    if (output->temporary != NULL)
        unlink(output->temporary);
    iwmo_buffer_release(&output->kept);
    free(output->temporary);
    free(output->target);
    free(output->path);
    free(output);
}
