#include "files/folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/place.h"
#include "base/set.h"

#define NAME_BYTES 180 /* of a file name's 255, the rest is for number and ending */

struct iwmo_folder {
    char *path;
    const char *ending;
    struct iwmo_output_way way;
    struct iwmo_set *names; /* taken ones; the value counts inputs of that name */
    struct iwmo_error failure;
};

struct iwmo_folder *
iwmo_folder_open(const char *path, const char *ending, struct iwmo_error *err)
{
    struct iwmo_folder *folder = calloc(1, sizeof(*folder));

    if (folder != NULL) {
        folder->path = strdup(path);
        folder->names = iwmo_set_new(0);
        folder->ending = ending;
    }
    if (folder == NULL || folder->path == NULL || folder->names == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        iwmo_folder_close(folder);
        return NULL;
    }
    if (iwmo_place_folder(path, 0777, err) == IWMO_OK)
        return folder;
    iwmo_folder_close(folder);
    return NULL;
}

void
iwmo_folder_set_way(struct iwmo_folder *folder, const struct iwmo_output_way *way)
{
    folder->way = *way;
}

void
iwmo_folder_close(struct iwmo_folder *folder)
{
    if (folder == NULL)
        return;
    iwmo_set_free(folder->names);
    free(folder->path);
    free(folder);
}

/* ---- names ---- */

/* The last part of `path` without .xml, harmless, in `name` of NAME_BYTES. */
static void
base_name(const char *path, char *name)
{
    const char *slash = strrchr(path, '/');
    const char *last = strcmp(path, "-") == 0 ? "stdin" : slash ? slash + 1 : path;
    size_t size = strlen(last);

    if (size > 4 && strcasecmp(last + size - 4, ".xml") == 0)
        size -= 4;
    if (size >= NAME_BYTES) {
        size = NAME_BYTES - 1;
        while (size > 0 && ((unsigned char)last[size] & 0xC0) == 0x80)
            size--;
    }
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)last[i];
        bool is_harmful = c < 0x20 || c == 0x7F || strchr("\\:*?\"<>|", c) != NULL;
        name[i] = is_harmful || (i == 0 && c == '.') ? '_' : (char)c;
    }
    name[size] = '\0';
}

/* Where inputs of that name are counted. */
static uint64_t *
count_of(struct iwmo_folder *folder, const char *name, bool *is_new)
{
    char folded[NAME_BYTES + 24];
    size_t size = 0;

    for (; size < sizeof(folded) && name[size] != '\0'; size++)
        folded[size] = name[size] >= 'A' && name[size] <= 'Z' ? (char)(name[size] + 32)
                                                              : name[size];
    return iwmo_set_put(folder->names,
                        iwmo_fingerprint(0, (struct iwmo_text){folded, size}), is_new);
}

/* A name that is not taken yet, in `name`.  false: no memory. */
static bool
choose_name(struct iwmo_folder *folder, const char *input_path, char *name, size_t size)
{
    char base[NAME_BYTES];
    bool is_new = false;

    base_name(input_path, base);
    uint64_t *count = count_of(folder, base, &is_new);
    uint64_t number = count != NULL ? ++*count : 0;
    snprintf(name, size, "%s", base);
    while (count != NULL && !is_new) {
        number = number < 2 ? 2 : number;
        snprintf(name, size, "%s-%" PRIu64, base, number);
        count = count_of(folder, name, &is_new);
        number++;
    }
    return count != NULL;
}

/* ---- writing ---- */

void
iwmo_folder_write(struct iwmo_folder *folder, const char *input_path,
                  struct iwmo_text document)
{
    char name[NAME_BYTES + 24], *path = NULL;

    if (folder->failure.status != IWMO_OK)
        return;
    if (!choose_name(folder, input_path, name, sizeof(name)) ||
        asprintf(&path, "%s%s%s%s", folder->path,
                 folder->path[strlen(folder->path) - 1] == '/' ? "" : "/", name,
                 folder->ending) < 0) {
        iwmo_fail(&folder->failure, IWMO_NO_MEMORY, "out of memory");
        return;
    }
    struct iwmo_output *output =
        iwmo_output_open_as(path, &folder->way, &folder->failure);
    if (output != NULL) {
        iwmo_output_write(output, document);
        (void)!iwmo_output_commit(output, &folder->failure); /* noted there */
    }
    iwmo_output_close(output);
    free(path);
}

bool
iwmo_folder_has_failed(const struct iwmo_folder *folder)
{
    return folder->failure.status != IWMO_OK;
}

enum iwmo_status
iwmo_folder_finish(const struct iwmo_folder *folder, struct iwmo_error *err)
{
    if (folder->failure.status == IWMO_OK)
        return IWMO_OK;
    return iwmo_fail(err, folder->failure.status, "%s", folder->failure.text);
}
