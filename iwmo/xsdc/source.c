#include "xsdc/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static enum iwmo_status
no_memory(struct iwmo_error *err)
{
    return iwmo_fail(err, IWMO_NO_MEMORY, "XSDs: out of memory");
}

static enum iwmo_status
failed(const char *path, struct iwmo_error *err)
{
    return iwmo_fail(err, IWMO_IO, "%s: %s", path, strerror(errno));
}

static enum iwmo_status
read_stream(FILE *stream, const char *path, struct iwmo_buffer *buffer,
            struct iwmo_error *err)
{
    char block[16384];
    size_t size;

    while ((size = fread(block, 1, sizeof(block), stream)) > 0)
        iwmo_buffer_add(buffer, block, size);
    if (ferror(stream))
        return failed(path, err);
    if (buffer->failed != IWMO_OK)
        return iwmo_fail(err, buffer->failed, "%s: larger than %u bytes", path,
                         IWMO_XSD_MAX_BYTES);
    return IWMO_OK;
}

static enum iwmo_status
reserve(struct iwmo_sources *sources, struct iwmo_error *err)
{
    if (sources->count < sources->room)
        return IWMO_OK;
    if (sources->count >= IWMO_XSD_MAX_FILES)
        return iwmo_fail(err, IWMO_LIMIT, "more than %d XSDs", IWMO_XSD_MAX_FILES);
    size_t room = sources->room + 32;
    void *grown = realloc(sources->files, room * sizeof(*sources->files));
    if (grown == NULL)
        return no_memory(err);
    sources->files = grown;
    sources->room = room;
    return IWMO_OK;
}

/* Takes `path`. */
static enum iwmo_status
add_file(struct iwmo_sources *sources, char *path, struct iwmo_error *err)
{
    struct iwmo_buffer buffer;
    enum iwmo_status status = reserve(sources, err);
    FILE *stream = status == IWMO_OK ? fopen(path, "rb") : NULL;

    iwmo_buffer_init(&buffer, IWMO_XSD_MAX_BYTES);
    if (stream != NULL)
        status = read_stream(stream, path, &buffer, err);
    else if (status == IWMO_OK)
        status = failed(path, err);
    if (stream != NULL)
        fclose(stream);
    if (status != IWMO_OK) {
        iwmo_buffer_release(&buffer);
        free(path);
        return status;
    }
    sources->files[sources->count++] =
        (struct iwmo_xsd_source){path, {buffer.at, buffer.size}};
    return IWMO_OK;
}

static bool
ends_in_xsd(const char *name)
{
    size_t size = strlen(name);

    return size > 4 && strcasecmp(name + size - 4, ".xsd") == 0;
}

static char *
join(const char *directory, const char *name)
{
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = malloc(size);

    if (path != NULL)
        snprintf(path, size, "%s/%s", directory, name);
    return path;
}

static enum iwmo_status read_directory(struct iwmo_sources *sources,
                                       const char *directory, unsigned levels,
                                       struct iwmo_error *err);

static enum iwmo_status
read_entry(struct iwmo_sources *sources, const char *directory, const char *name,
           unsigned levels, struct iwmo_error *err)
{
    struct stat info;
    enum iwmo_status status = IWMO_OK;

    if (name[0] == '.')
        return IWMO_OK;
    char *path = join(directory, name);
    if (path == NULL)
        return no_memory(err);
    if (stat(path, &info) != 0)
        status = failed(path, err);
    else if (S_ISREG(info.st_mode) && ends_in_xsd(name))
        return add_file(sources, path, err);
    else if (S_ISDIR(info.st_mode) && levels > 0)
        status = read_directory(sources, path, levels - 1, err);
    free(path);
    return status;
}

static enum iwmo_status
read_directory(struct iwmo_sources *sources, const char *directory, unsigned levels,
               struct iwmo_error *err)
{
    DIR *stream = opendir(directory);
    enum iwmo_status status = IWMO_OK;
    const struct dirent *entry;

    if (stream == NULL)
        return failed(directory, err);
    while (status == IWMO_OK && (entry = readdir(stream)) != NULL)
        status = read_entry(sources, directory, entry->d_name, levels, err);
    closedir(stream);
    return status;
}

static int
by_path(const void *left, const void *right)
{
    const struct iwmo_xsd_source *a = left, *b = right;
    return strcmp(a->name, b->name);
}

enum iwmo_status
iwmo_sources_read(struct iwmo_sources *sources, const char *directory,
                  struct iwmo_error *err)
{
    enum iwmo_status status = read_directory(sources, directory, 1, err);

    if (status == IWMO_OK && sources->count == 0)
        return iwmo_fail(err, IWMO_IO, "%s: holds no XSD", directory);
    if (status == IWMO_OK)
        qsort(sources->files, sources->count, sizeof(*sources->files), by_path);
    return status;
}

void
iwmo_sources_release(struct iwmo_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        free((char *)(uintptr_t)sources->files[i].name);
        free((char *)(uintptr_t)sources->files[i].bytes.at);
    }
    free(sources->files);
    *sources = (struct iwmo_sources){0};
}
