#ifndef IWMO_RUN_LOT_H
#define IWMO_RUN_LOT_H

/*
 * Lot: some inputs that one worker judges in one go, with what came of it.
 *
 * Belongs to one thread at a time: filled and written by the one that runs the batch,
 * judged by a worker in between.  Its memory is used again for the next inputs.
 */
#include "run/batch.h"

#define IWMO_LOT_FILES 64

struct iwmo_lot {
    struct iwmo_buffer paths; /* each with its NUL */
    size_t count;
    struct iwmo_buffer *parts; /* one per report */
    size_t part_count;
    size_t *ends; /* [part * IWMO_LOT_FILES + file]: where that file's print ends */
    struct iwmo_summary summary;
    struct iwmo_error failure; /* the first one */
    bool has_directory;        /* one of the paths is no file */
};

/* `lot` is zeroed.  Release with iwmo_lot_release(). */
enum iwmo_status iwmo_lot_init(struct iwmo_lot *lot, size_t part_count)
    __attribute__((warn_unused_result));

/* Take up to `count` paths.  A lot that stays empty means that the inputs have ended;
 * when they failed, the failure is noted in the lot. */
void iwmo_lot_fill(struct iwmo_lot *lot, struct iwmo_inputs *inputs, size_t count);

/* Judge the paths and print the results into the parts. */
void iwmo_lot_judge(struct iwmo_lot *lot, struct iwmo_judge *judge,
                    const struct iwmo_batch *batch);

/* What file number `file` printed into a part; empty when it had nothing to say. */
struct iwmo_text iwmo_lot_print(const struct iwmo_lot *lot, size_t part, size_t file);

/* Bytes in all parts. */
size_t iwmo_lot_size(const struct iwmo_lot *lot);

/* Empty it for the next inputs. */
void iwmo_lot_reset(struct iwmo_lot *lot);
void iwmo_lot_release(struct iwmo_lot *lot);

#endif
