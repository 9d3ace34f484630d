#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe or device would keep us waiting, or never end. */
static enum iwmo_status
open_regular(const char *path, FILE **file, struct iwmo_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat about;

    *file = NULL;
    bool is_known = fd >= 0 && fstat(fd, &about) == 0;
    if (is_known && !S_ISREG(about.st_mode)) {
        close(fd);
        return iwmo_fail(err, IWMO_IO, "%s: %s", path,
                         S_ISDIR(about.st_mode) ? strerror(EISDIR)
                                                : "not a regular file");
    }
    *file = is_known && fd >= 0 ? fdopen(fd, "r") : NULL;
    if (*file != NULL)
        return IWMO_OK;
    enum iwmo_status status = errno == ENOMEM ? IWMO_NO_MEMORY : IWMO_IO;
    iwmo_fail(err, status, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd); /* cppcheck-suppress doubleFree ; fdopen() failed and left it */
    return status;
}

enum iwmo_status
iwmo_file_read(const char *path, size_t limit_bytes, struct iwmo_buffer *text,
               struct iwmo_error *err)
{
    char part[8192];
    FILE *file;
    enum iwmo_status status = open_regular(path, &file, err);

    iwmo_buffer_init(text, limit_bytes);
    if (file == NULL)
        return status;
    for (size_t size;
         text->failed == IWMO_OK && (size = fread(part, 1, sizeof(part), file)) > 0;)
        iwmo_buffer_add(text, part, size);
    int error = ferror(file) ? errno : 0;
    fclose(file);
    if (error != 0)
        return iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(error));
    if (text->failed == IWMO_LIMIT)
        return iwmo_fail(err, IWMO_MALFORMED, "%s: larger than %zu KiB", path,
                         limit_bytes / 1024);
    return text->failed == IWMO_OK ? IWMO_OK
                                   : iwmo_fail(err, text->failed, "out of memory");
}

bool
iwmo_file_next_line(struct iwmo_text *rest, struct iwmo_text *line)
{
    const char *end = rest->size > 0 ? memchr(rest->at, '\n', rest->size) : NULL;
    size_t size = end != NULL ? (size_t)(end - rest->at) : rest->size;
    size_t taken = size + (end != NULL);

    if (rest->size == 0)
        return false;
    *line = (struct iwmo_text){rest->at, size};
    if (size > 0 && line->at[size - 1] == '\r')
        line->size--;
    rest->at += taken;
    rest->size -= taken;
    return true;
}

struct iwmo_text
iwmo_file_without_mark(struct iwmo_text text)
{
    if (text.size < 3 || memcmp(text.at, "\xEF\xBB\xBF", 3) != 0)
        return text;
    return (struct iwmo_text){text.at + 3, text.size - 3};
}
