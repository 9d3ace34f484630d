#include "run/lot.h"

#include <stdlib.h>
#include <string.h>

#define KEPT_BYTES ((size_t)1 << 20) /* larger buffers are given back */

enum iwmo_status
iwmo_lot_init(struct iwmo_lot *lot, size_t part_count)
{
    lot->part_count = part_count;
    lot->parts = calloc(part_count + 1, sizeof(*lot->parts));
    lot->ends = calloc((part_count + 1) * IWMO_LOT_FILES, sizeof(*lot->ends));
    return lot->parts != NULL && lot->ends != NULL ? IWMO_OK : IWMO_NO_MEMORY;
}

void
iwmo_lot_fill(struct iwmo_lot *lot, struct iwmo_inputs *inputs, size_t count)
{
    const char *path;

    while (lot->count < count) {
        if (iwmo_inputs_next(inputs, &path, &lot->failure) != IWMO_OK || path == NULL)
            return;
        iwmo_buffer_add(&lot->paths, path, strlen(path) + 1);
        if (lot->paths.failed != IWMO_OK) {
            iwmo_fail(&lot->failure, lot->paths.failed, "%s: out of memory", path);
            return;
        }
        lot->count++;
    }
}

/* Print `result`, of file number `file`, into each part; one that cannot hold it goes
 * without. */
static void
print(struct iwmo_lot *lot, size_t file, const struct iwmo_result *result,
      const struct iwmo_batch *batch)
{
    for (size_t i = 0; i < lot->part_count; i++) {
        const struct iwmo_batch_report *report = &batch->reports[i];
        struct iwmo_buffer *part = &lot->parts[i];
        size_t before = part->size;

        if (before > 0)
            iwmo_buffer_text(part, report->format->separator);
        size_t begin = part->size;
        report->format->message(part, result, &report->options);
        lot->ends[i * IWMO_LOT_FILES + file] = part->size;
        if (part->failed == IWMO_OK && part->size > begin)
            continue;
        lot->ends[i * IWMO_LOT_FILES + file] = part->size = before;
        if (part->failed == IWMO_OK)
            continue; /* nothing to say, so nothing to separate */
        iwmo_fail(&lot->failure, part->failed, "%s: no memory for its %s report",
                  result->file, report->format->name);
        part->failed = IWMO_OK;
    }
}

static void
judge_one(struct iwmo_lot *lot, size_t file, const char *path, struct iwmo_judge *judge,
          const struct iwmo_batch *batch)
{
    const struct iwmo_result *result = NULL;
    const struct iwmo_result failed = {.file = path,
                                       .verdict = IWMO_UNDETERMINED,
                                       .layers = {[IWMO_LAYER_FILE] = IWMO_FAILED}};
    struct iwmo_error err = {0};
    enum iwmo_status status = iwmo_judge_file(judge, path, &result, &err);

    if (status != IWMO_OK) {
        iwmo_fail(&lot->failure, status, "%s: %s", path,
                  err.text[0] != '\0' ? err.text : "out of memory");
        result = &failed;
    }
    if (result->layers[IWMO_LAYER_FILE] == IWMO_FAILED)
        lot->has_directory = lot->has_directory || iwmo_inputs_is_directory(path);
    print(lot, file, result, batch);
    if (iwmo_summary_add(&lot->summary, result) != IWMO_OK)
        iwmo_fail(&lot->failure, IWMO_NO_MEMORY, "%s: no memory for the summary", path);
}

void
iwmo_lot_judge(struct iwmo_lot *lot, struct iwmo_judge *judge,
               const struct iwmo_batch *batch)
{
    const char *path = lot->paths.at;

    for (size_t i = 0; i < lot->count; i++) {
        judge_one(lot, i, path, judge, batch);
        path += strlen(path) + 1;
    }
}

struct iwmo_text
iwmo_lot_print(const struct iwmo_lot *lot, size_t part, size_t file)
{
    const size_t *ends = &lot->ends[part * IWMO_LOT_FILES];
    size_t begin = file == 0 ? 0 : ends[file - 1];

    if (ends[file] == begin)
        return (struct iwmo_text){"", 0};
    return (struct iwmo_text){lot->parts[part].at + begin, ends[file] - begin};
}

size_t
iwmo_lot_size(const struct iwmo_lot *lot)
{
    size_t size = 0;

    for (size_t i = 0; i < lot->part_count; i++)
        size += lot->parts[i].size;
    return size;
}

void
iwmo_lot_reset(struct iwmo_lot *lot)
{
    for (size_t i = 0; i < lot->part_count; i++) {
        if (lot->parts[i].room > KEPT_BYTES)
            iwmo_buffer_release(&lot->parts[i]);
        iwmo_buffer_reset(&lot->parts[i]);
    }
    iwmo_buffer_reset(&lot->paths);
    if (lot->has_directory) { /* then nobody took its summary */
        iwmo_summary_release(&lot->summary);
        lot->summary = (struct iwmo_summary){0};
        lot->has_directory = false;
    }
    lot->count = 0;
    lot->failure = (struct iwmo_error){0};
}

void
iwmo_lot_release(struct iwmo_lot *lot)
{
    for (size_t i = 0; i < lot->part_count && lot->parts != NULL; i++)
        iwmo_buffer_release(&lot->parts[i]);
    free(lot->parts);
    free(lot->ends);
    iwmo_buffer_release(&lot->paths);
    iwmo_summary_release(&lot->summary);
}
