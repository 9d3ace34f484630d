#include "judge/tap.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
pass(struct iwmo_tap *tap, const char *bytes, size_t size)
{
    tap->size_bytes += size;
    tap->saw(tap->self, bytes, size);
}

static ptrdiff_t
read_bytes(void *self, char *at, size_t room)
{
    struct iwmo_tap *tap = self;
    size_t size = room < tap->rest.size ? room : tap->rest.size;

    if (size == 0)
        return 0;
    memcpy(at, tap->rest.at, size);
    tap->rest.at += size;
    tap->rest.size -= size;
    pass(tap, at, size);
    return (ptrdiff_t)size;
}

static bool
can_rewind_bytes(void *self)
{
    (void)self;
    return true;
}

struct iwmo_source
iwmo_tap_bytes(struct iwmo_tap *tap, const void *bytes, size_t size)
{
    tap->rest = (struct iwmo_text){bytes, size};
    return (struct iwmo_source){read_bytes, can_rewind_bytes, tap};
}

static ptrdiff_t
read_file(void *self, char *at, size_t room)
{
    struct iwmo_tap *tap = self;
    ssize_t size;

    do
        size = read(tap->fd, at, room);
    while (size < 0 && errno == EINTR);
    if (size > 0)
        pass(tap, at, (size_t)size);
    return size;
}

static bool
can_rewind_file(void *self)
{
    struct iwmo_tap *tap = self;
    struct stat about;
    off_t here = lseek(tap->fd, 0, SEEK_CUR);

    tap->from = here - (off_t)tap->size_bytes;
    return here >= 0 && fstat(tap->fd, &about) == 0 && S_ISREG(about.st_mode);
}

struct iwmo_source
iwmo_tap_file(struct iwmo_tap *tap, int fd)
{
    tap->fd = fd;
    return (struct iwmo_source){read_file, can_rewind_file, tap};
}

int
iwmo_tap_rewind(const struct iwmo_tap *tap)
{
    return lseek(tap->fd, tap->from, SEEK_SET) < 0 ? errno : 0;
}
