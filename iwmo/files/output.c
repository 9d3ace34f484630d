#include "files/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/temporary.h"

#define KEPT_BYTES 65536 /* more is written at once */

struct iwmo_output {
    char *path;   /* as given, for errors */
    char *target; /* the file to replace, links followed; NULL: written directly */
    struct iwmo_temporary temporary;
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

/* Who may read the file that is replaced may read the new one, when the user of both is
 * the same.  Refused: then fewer may. */
static void
keep_mode(int fd, const struct stat *replaced)
{
    if (replaced->st_uid != geteuid() &&
        fchown(fd, replaced->st_uid, replaced->st_gid) != 0)
        return;
    (void)(fchmod(fd, replaced->st_mode & 0777) != 0);
}

/* false: errno says why. */
static bool
open_file(struct iwmo_output *output, const struct iwmo_output_way *way)
{
    struct stat about;
    bool exists, is_link;

    if (!look(output, &about, &exists, &is_link))
        return false;
    if (exists && !S_ISREG(about.st_mode)) {
        output->fd = open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return output->fd >= 0;
    }
    output->is_new = !exists;
    output->target = is_link ? target_of(output->path) : strdup(output->path);
    if (output->target == NULL)
        return false;
    output->fd =
        iwmo_temporary_open(&output->temporary, output->target,
                            way->is_private ? 0600 : 0666, way->is_one_of_many);
    if (output->fd < 0)
        return false;
    if (exists)
        keep_mode(output->fd, &about);
    return true;
}

struct iwmo_output *
iwmo_output_open_as(const char *path, const struct iwmo_output_way *way,
                    struct iwmo_error *err)
{
    struct iwmo_output *output;
    bool is_stream = strcmp(path, "-") == 0;

    if (!is_stream && iwmo_guard_allows(way->guard, path, err) != IWMO_OK)
        return NULL;
    output = calloc(1, sizeof(*output));
    if (output != NULL) {
        output->fd = -1;
        output->path = strdup(path);
    }
    if (output == NULL || output->path == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        iwmo_output_close(output);
        return NULL;
    }
    if (is_stream) {
        output->fd = STDOUT_FILENO;
    } else if (!open_file(output, way)) {
        iwmo_fail(err, errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO, "%s: %s", path,
                  strerror(errno));
        iwmo_output_close(output);
        return NULL;
    }
    return output;
}

struct iwmo_output *
iwmo_output_open(const char *path, struct iwmo_error *err)
{
    return iwmo_output_open_as(path, &(struct iwmo_output_way){0}, err);
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
iwmo_output_sync(struct iwmo_output *output, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_output_finish(output, err);

    if (status != IWMO_OK || output->temporary.name == NULL)
        return status;
    int fd = open(output->temporary.name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL && errno != EROFS))
        output->failure = errno;
    if (fd >= 0)
        close(fd);
    return output->failure == 0 ? IWMO_OK : iwmo_output_finish(output, err);
}

enum iwmo_status
iwmo_output_commit(struct iwmo_output *output, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_output_finish(output, err);

    if (status != IWMO_OK || output->temporary.name == NULL)
        return status;
    if (!iwmo_temporary_put(&output->temporary, output->target)) {
        output->failure = errno;
        return iwmo_output_finish(output, err);
    }
    return IWMO_OK;
}

void
iwmo_output_undo(struct iwmo_output *output)
{
    if (output->is_new && output->temporary.name == NULL && output->failure == 0)
        unlink(output->target);
}

void
iwmo_output_close(struct iwmo_output *output)
{
    if (output == NULL)
        return;
    close_file(output);
    iwmo_temporary_drop(&output->temporary);
    iwmo_buffer_release(&output->kept);
    free(output->target);
    free(output->path);
    free(output);
}
