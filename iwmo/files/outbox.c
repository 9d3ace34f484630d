#include "files/outbox.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "files/outputs.h"
#include "judge/spool.h"

struct letter {
    char *name;
    size_t size; /* of its bytes in the spool */
};

struct parcel {
    struct letter *letters;
    size_t count, room;
    struct iwmo_spool *bytes; /* of all letters, one after the other */
    struct iwmo_buffer lines;
};

/* The lock guards `going` and `is_closing`.  A parcel, and with it `reader` and
 * `failure`, belongs to the thread while it is going, and else to the caller. */
struct iwmo_outbox {
    const char *folder;
    const struct iwmo_guard *guard; /* what answers may not replace */
    struct iwmo_output *reader;     /* standard output */
    struct iwmo_error failure;      /* the first one */
    struct parcel parcels[2];
    struct parcel *at_hand;

    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct parcel *going; /* NULL: all is out */
    bool is_closing;
};

/* ---- a parcel ---- */

static void
reset_parcel(struct parcel *parcel)
{
    for (size_t i = 0; i < parcel->count; i++)
        free(parcel->letters[i].name);
    parcel->count = 0;
    iwmo_spool_reset(parcel->bytes);
    iwmo_buffer_reset(&parcel->lines);
}

static void
release_parcel(struct parcel *parcel)
{
    if (parcel->bytes != NULL)
        reset_parcel(parcel);
    iwmo_spool_free(parcel->bytes);
    iwmo_buffer_release(&parcel->lines);
    free(parcel->letters);
}

static enum iwmo_status
write_letter(void *self, struct iwmo_text bytes)
{
    struct parcel *parcel = self;

    parcel->letters[parcel->count - 1].size += bytes.size;
    return iwmo_spool_write(parcel->bytes, bytes);
}

enum iwmo_status
iwmo_outbox_add(struct iwmo_outbox *outbox, const char *name, struct iwmo_drain *drain,
                struct iwmo_error *err)
{
    struct parcel *parcel = outbox->at_hand;

    if (parcel->count == parcel->room) {
        size_t room = parcel->room > 0 ? 2 * parcel->room : 64;
        struct letter *grown = realloc(parcel->letters, room * sizeof(*grown));
        if (grown == NULL)
            return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        parcel->letters = grown;
        parcel->room = room;
    }
    struct letter letter = {.name = strdup(name)};
    if (letter.name == NULL)
        return iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    parcel->letters[parcel->count++] = letter;
    *drain = (struct iwmo_drain){write_letter, parcel};
    return IWMO_OK;
}

struct iwmo_buffer *
iwmo_outbox_lines(struct iwmo_outbox *outbox)
{
    return &outbox->at_hand->lines;
}

/* ---- going out ---- */

/* Answers become files in groups of as many as can be held (files/outputs.h): each
 * group is on disk, names included, before the next. */
struct delivering {
    struct iwmo_outbox *outbox;
    struct parcel *parcel;
    size_t letter;                /* to write next, or now */
    size_t left;                  /* of its bytes */
    struct iwmo_outputs *outputs; /* the group; NULL: none */
    struct iwmo_output *output;   /* its file at hand; NULL: not opened */
};

static enum iwmo_status
open_letter(struct delivering *delivering)
{
    const struct iwmo_output_way way = {.is_private = true,
                                        .guard = delivering->outbox->guard};
    struct iwmo_error *err = &delivering->outbox->failure;
    const struct letter *letter = &delivering->parcel->letters[delivering->letter];
    struct iwmo_buffer path = {0};

    if (delivering->outputs == NULL)
        delivering->outputs = iwmo_outputs_new_as(&way);
    iwmo_buffer_printf(&path, "%s/%s", delivering->outbox->folder, letter->name);
    if (delivering->outputs != NULL && path.failed == IWMO_OK)
        delivering->output = iwmo_outputs_open(delivering->outputs, path.at, err);
    else
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    delivering->left = letter->size;
    iwmo_buffer_release(&path);
    return err->status;
}

static enum iwmo_status
end_group(struct delivering *delivering)
{
    struct iwmo_outbox *outbox = delivering->outbox;
    enum iwmo_status status = outbox->failure.status;

    if (delivering->outputs != NULL && status == IWMO_OK)
        status = iwmo_outputs_commit_durably(delivering->outputs, outbox->folder,
                                             &outbox->failure);
    iwmo_outputs_close(delivering->outputs);
    delivering->outputs = NULL;
    return status;
}

static enum iwmo_status
close_letter(struct delivering *delivering)
{
    enum iwmo_status status =
        iwmo_output_finish(delivering->output, &delivering->outbox->failure);

    delivering->output = NULL;
    delivering->letter++;
    if (status == IWMO_OK && delivering->letter % IWMO_OUTPUTS_LOCKED == 0)
        status = end_group(delivering);
    return status;
}

/* Bytes of the spool: the rest of a letter, and of those that follow. */
static enum iwmo_status
deliver_bytes(void *self, struct iwmo_text bytes)
{
    struct delivering *delivering = self;
    enum iwmo_status status = IWMO_OK;

    while (status == IWMO_OK && bytes.size > 0) {
        if (delivering->output == NULL)
            status = open_letter(delivering);
        if (status != IWMO_OK)
            break;
        size_t size = bytes.size < delivering->left ? bytes.size : delivering->left;
        iwmo_output_write(delivering->output, (struct iwmo_text){bytes.at, size});
        bytes = (struct iwmo_text){bytes.at + size, bytes.size - size};
        delivering->left -= size;
        if (delivering->left == 0)
            status = close_letter(delivering);
    }
    return status;
}

static void
say_lines(struct iwmo_outbox *outbox, const struct iwmo_buffer *lines)
{
    if (lines->size == 0)
        return;
    iwmo_output_write(outbox->reader, (struct iwmo_text){lines->at, lines->size});
    iwmo_output_flush(outbox->reader);
    if (iwmo_output_has_failed(outbox->reader))
        (void)!iwmo_output_finish(outbox->reader, &outbox->failure);
}

/* Answers first: who reads a line finds them. */
static void
deliver(struct iwmo_outbox *outbox, struct parcel *parcel)
{
    struct delivering delivering = {.outbox = outbox, .parcel = parcel};

    if (outbox->failure.status == IWMO_OK)
        (void)!iwmo_spool_pour(parcel->bytes,
                               (struct iwmo_drain){deliver_bytes, &delivering},
                               &outbox->failure);
    (void)!end_group(&delivering); /* noted there */
    if (outbox->failure.status == IWMO_OK)
        say_lines(outbox, &parcel->lines);
    reset_parcel(parcel);
}

/* ---- the thread ---- */

static void *
work(void *self)
{
    struct iwmo_outbox *outbox = self;

    pthread_mutex_lock(&outbox->lock);
    for (;;) {
        while (outbox->going == NULL && !outbox->is_closing)
            pthread_cond_wait(&outbox->changed, &outbox->lock);
        if (outbox->going == NULL)
            break;
        struct parcel *parcel = outbox->going;
        pthread_mutex_unlock(&outbox->lock);
        deliver(outbox, parcel);
        pthread_mutex_lock(&outbox->lock);
        outbox->going = NULL;
        pthread_cond_signal(&outbox->changed);
    }
    pthread_mutex_unlock(&outbox->lock);
    return NULL;
}

static void
wait_until_out(struct iwmo_outbox *outbox)
{
    pthread_mutex_lock(&outbox->lock);
    while (outbox->going != NULL)
        pthread_cond_wait(&outbox->changed, &outbox->lock);
    pthread_mutex_unlock(&outbox->lock);
}

static void
start(struct iwmo_outbox *outbox, struct parcel *parcel)
{
    pthread_mutex_lock(&outbox->lock);
    outbox->going = parcel;
    pthread_cond_signal(&outbox->changed);
    pthread_mutex_unlock(&outbox->lock);
}

/* ---- handing over ---- */

enum iwmo_status
iwmo_outbox_finish(struct iwmo_outbox *outbox, struct iwmo_error *err)
{
    wait_until_out(outbox);
    if (outbox->failure.status == IWMO_OK)
        return IWMO_OK;
    return iwmo_fail(err, outbox->failure.status, "%s", outbox->failure.text);
}

enum iwmo_status
iwmo_outbox_send(struct iwmo_outbox *outbox, struct iwmo_error *err)
{
    struct parcel *parcel = outbox->at_hand;
    enum iwmo_status status = iwmo_outbox_finish(outbox, err);

    if (status == IWMO_OK && parcel->lines.failed != IWMO_OK)
        status = iwmo_fail(err, parcel->lines.failed, "out of memory");
    if (status == IWMO_OK)
        status = iwmo_spool_failure(parcel->bytes, err);
    if (status != IWMO_OK)
        return status;
    if (!outbox->has_thread) {
        deliver(outbox, parcel);
        return iwmo_outbox_finish(outbox, err);
    }
    outbox->at_hand = &outbox->parcels[parcel == &outbox->parcels[0]];
    start(outbox, parcel);
    return IWMO_OK;
}

bool
iwmo_outbox_lost_reader(const struct iwmo_outbox *outbox)
{
    return outbox->failure.status != IWMO_OK && iwmo_output_lost_reader(outbox->reader);
}

/* ---- life ---- */

struct iwmo_outbox *
iwmo_outbox_new(const char *folder, bool with_thread, struct iwmo_error *err)
{
    struct iwmo_outbox *outbox = calloc(1, sizeof(*outbox));

    if (outbox == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        return NULL;
    }
    outbox->folder = folder;
    outbox->at_hand = &outbox->parcels[0];
    pthread_mutex_init(&outbox->lock, NULL);
    pthread_cond_init(&outbox->changed, NULL);
    outbox->reader = iwmo_output_open("-", err);
    outbox->parcels[0].bytes = iwmo_spool_new();
    outbox->parcels[1].bytes = iwmo_spool_new();
    if (outbox->reader == NULL || outbox->parcels[0].bytes == NULL ||
        outbox->parcels[1].bytes == NULL) {
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
        iwmo_outbox_free(outbox);
        return NULL;
    }
    if (with_thread)
        outbox->has_thread = pthread_create(&outbox->thread, NULL, work, outbox) == 0;
    return outbox;
}

void
iwmo_outbox_set_guard(struct iwmo_outbox *outbox, const struct iwmo_guard *guard)
{
    outbox->guard = guard;
}

void
iwmo_outbox_free(struct iwmo_outbox *outbox)
{
    if (outbox == NULL)
        return;
    if (outbox->has_thread) {
        pthread_mutex_lock(&outbox->lock);
        outbox->is_closing = true;
        pthread_cond_signal(&outbox->changed);
        pthread_mutex_unlock(&outbox->lock);
        pthread_join(outbox->thread, NULL);
    }
    release_parcel(&outbox->parcels[0]);
    release_parcel(&outbox->parcels[1]);
    iwmo_output_close(outbox->reader);
    pthread_cond_destroy(&outbox->changed);
    pthread_mutex_destroy(&outbox->lock);
    free(outbox);
}
