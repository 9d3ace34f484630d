#include "judge/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART_BYTES 65536

struct iwmo_spool {
    struct iwmo_buffer kept; /* all of it while `fd` is -1, else nothing */
    int fd;                  /* of the temporary file */
    enum iwmo_status failed;
    int error; /* errno of the failure; 0: not from the system */
    struct iwmo_result result;
};

struct iwmo_spool *
iwmo_spool_new(void)
{
    struct iwmo_spool *spool = calloc(1, sizeof(*spool));

    if (spool != NULL)
        spool->fd = -1;
    return spool;
}

void
iwmo_spool_reset(struct iwmo_spool *spool)
{
    if (spool->fd >= 0)
        close(spool->fd);
    spool->fd = -1;
    spool->failed = IWMO_OK;
    spool->error = 0;
    iwmo_buffer_reset(&spool->kept);
}

void
iwmo_spool_free(struct iwmo_spool *spool)
{
    if (spool == NULL)
        return;
    iwmo_spool_reset(spool);
    iwmo_buffer_release(&spool->kept);
    free(spool);
}

/* ---- writing ---- */

static enum iwmo_status
note(struct iwmo_spool *spool, enum iwmo_status status, int error)
{
    if (spool->failed == IWMO_OK) {
        spool->failed = status;
        spool->error = error;
    }
    return spool->failed;
}

/* A file without a name, or with one that is gone at once.  -1: errno says why. */
static int
open_temporary(void)
{
    const char *folder = getenv("TMPDIR");
    char name[4096];

    if (folder == NULL || folder[0] == '\0')
        folder = "/tmp";
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    if (snprintf(name, sizeof(name), "%s/iwmo-XXXXXX", folder) >= (int)sizeof(name)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    return fd;
}

static enum iwmo_status
write_file(struct iwmo_spool *spool, struct iwmo_text bytes)
{
    while (bytes.size > 0) {
        ssize_t written = write(spool->fd, bytes.at, bytes.size);
        if (written < 0 && errno != EINTR)
            return note(spool, IWMO_IO, errno);
        if (written < 0)
            continue;
        bytes.at += written;
        bytes.size -= (size_t)written;
    }
    return IWMO_OK;
}

static enum iwmo_status
move_to_file(struct iwmo_spool *spool)
{
    spool->fd = open_temporary();
    if (spool->fd < 0)
        return note(spool, IWMO_IO, errno);
    enum iwmo_status status =
        write_file(spool, (struct iwmo_text){spool->kept.at, spool->kept.size});
    iwmo_buffer_reset(&spool->kept);
    return status;
}

enum iwmo_status
iwmo_spool_write(struct iwmo_spool *spool, struct iwmo_text bytes)
{
    if (spool->failed != IWMO_OK)
        return spool->failed;
    if (spool->fd < 0 && bytes.size > IWMO_SPOOL_BYTES - spool->kept.size &&
        move_to_file(spool) != IWMO_OK)
        return spool->failed;
    if (spool->fd >= 0)
        return write_file(spool, bytes);
    iwmo_buffer_add(&spool->kept, bytes.at, bytes.size);
    if (spool->kept.failed != IWMO_OK)
        return note(spool, spool->kept.failed, 0);
    return IWMO_OK;
}

static enum iwmo_status
write_spool(void *self, struct iwmo_text bytes)
{
    return iwmo_spool_write(self, bytes);
}

struct iwmo_drain
iwmo_spool_drain(struct iwmo_spool *spool)
{
    return (struct iwmo_drain){write_spool, spool};
}

enum iwmo_status
iwmo_spool_failure(const struct iwmo_spool *spool, struct iwmo_error *err)
{
    if (spool->failed == IWMO_OK)
        return IWMO_OK;
    if (spool->error != 0)
        return iwmo_fail(err, spool->failed, "temporary file: %s",
                         strerror(spool->error));
    return iwmo_fail(err, spool->failed, "out of memory");
}

int
iwmo_spool_take(struct iwmo_spool *spool, const char *path, uint64_t most)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int error = fd < 0 ? errno : 0;
    char part[PART_BYTES];

    while (error == 0 && spool->failed == IWMO_OK) {
        ssize_t size = read(fd, part, sizeof(part));
        if (size == 0)
            break;
        if (size > 0 && (uint64_t)size > most)
            error = EFBIG;
        else if (size > 0)
            (void)iwmo_spool_write(spool, (struct iwmo_text){part, (size_t)size});
        else if (errno != EINTR)
            error = errno;
        most -= size > 0 ? (uint64_t)size : 0;
    }
    if (error == EFBIG)
        iwmo_spool_reset(spool);
    if (fd >= 0 && !is_stdin)
        close(fd);
    return error;
}

/* ---- reading ---- */

/* The judge sees a file in /proc: what it says of that name is not about the message.
 */
static void
drop_remark_on_name(struct iwmo_findings *findings)
{
    const struct iwmo_finding *first = findings->first;

    if (first == NULL || first->fault != &iwmo_faults[FAULT_FILE_EXTENSION])
        return;
    findings->first = first->next;
    if (findings->first == NULL)
        findings->last = NULL;
    findings->kept--;
    findings->warnings--;
}

enum iwmo_status
iwmo_spool_judge(struct iwmo_spool *spool, struct iwmo_judge *judge, const char *name,
                 const struct iwmo_result **result, struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_spool_failure(spool, err);
    char path[40];

    if (status != IWMO_OK)
        return status;
    snprintf(path, sizeof(path), "/proc/self/fd/%d", spool->fd);
    if (spool->fd < 0)
        status =
            iwmo_judge_bytes(judge, "-", spool->kept.at, spool->kept.size, result, err);
    else
        status = iwmo_judge_file(judge, path, result, err);
    if (status != IWMO_OK)
        return status;
    spool->result = **result;
    spool->result.file = name;
    if (spool->fd >= 0)
        drop_remark_on_name(&spool->result.findings);
    *result = &spool->result;
    return IWMO_OK;
}

static enum iwmo_status
pour_file(struct iwmo_spool *spool, const struct iwmo_drain *drain,
          struct iwmo_error *err)
{
    enum iwmo_status status = IWMO_OK;
    char part[PART_BYTES];
    off_t at = 0;

    while (status == IWMO_OK) {
        ssize_t size = pread(spool->fd, part, sizeof(part), at);
        if (size == 0)
            break;
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return iwmo_fail(err, IWMO_IO, "temporary file: %s", strerror(errno));
        status = drain->write(drain->self, (struct iwmo_text){part, (size_t)size});
        at += size;
    }
    return status;
}

enum iwmo_status
iwmo_spool_pour(struct iwmo_spool *spool, struct iwmo_drain drain,
                struct iwmo_error *err)
{
    enum iwmo_status status = iwmo_spool_failure(spool, err);

    if (status != IWMO_OK)
        return status;
    if (spool->fd >= 0)
        return pour_file(spool, &drain, err);
    if (spool->kept.size == 0)
        return IWMO_OK;
    return drain.write(drain.self,
                       (struct iwmo_text){spool->kept.at, spool->kept.size});
}
