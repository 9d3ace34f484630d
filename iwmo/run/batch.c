#include "run/batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "run/delivery.h"

#define LOTS_PER_WORKER 4
#define LOT_REPORT_BYTES                                                               \
    ((size_t)256 << 10) /* what the reports of a lot should not pass */
#define LOT_INPUT_BYTES                                                                \
    ((size_t)1 << 20) /* nor its files: the last lots keep the workers equally busy */

/*
 * The workers and what they share.  Lots are numbered from 0 and live in a ring.  A lot
 * with a number below `written` is over, below `taken` a worker's until it is done,
 * below `issued` waiting for one; the rest of the ring is free.  The lock guards these
 * three, `is_closing` and `is_done`; a lot itself belongs to whoever has it.  The
 * thread that runs the batch is a worker too, when it has nothing else to do.
 */
struct crew {
    const struct iwmo_batch *batch;
    struct iwmo_inputs *inputs;
    struct iwmo_summary *summary;
    struct iwmo_error failure; /* the first one */

    pthread_mutex_t lock;
    pthread_cond_t has_work, oldest_done;
    struct slot {
        struct iwmo_lot lot;
        bool is_done;
    } * ring;
    size_t ring_size;
    uint64_t issued, taken, written;
    bool is_closing;

    struct worker {
        pthread_t thread;
        struct iwmo_judge *judge;
        struct crew *crew;
    } * workers;
    unsigned worker_count;
    struct iwmo_judge *own_judge; /* of the thread that runs the batch */

    struct iwmo_delivery *delivery;
    uint64_t files, report_bytes; /* issued and written */
    uint64_t skipped;             /* besides those of the inputs */
    bool has_ended;               /* no more inputs */
};

static struct slot *
slot_of(struct crew *crew, uint64_t number)
{
    return &crew->ring[number % crew->ring_size];
}

static void
note(struct crew *crew, const struct iwmo_error *failure)
{
    if (failure->status != IWMO_OK)
        iwmo_fail(&crew->failure, failure->status, "%s", failure->text);
}

/* ---- workers ---- */

static void *
work(void *self)
{
    struct worker *worker = self;
    struct crew *crew = worker->crew;

    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (crew->taken == crew->issued && !crew->is_closing)
            pthread_cond_wait(&crew->has_work, &crew->lock);
        if (crew->taken == crew->issued)
            break;
        uint64_t number = crew->taken++;
        struct slot *slot = slot_of(crew, number);
        pthread_mutex_unlock(&crew->lock);
        iwmo_lot_judge(&slot->lot, worker->judge, crew->batch);
        pthread_mutex_lock(&crew->lock);
        slot->is_done = true;
        if (number == crew->written)
            pthread_cond_signal(&crew->oldest_done);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

/* One worker more; without memory for it, those there are will do. */
static bool
start_worker(struct crew *crew)
{
    struct worker *worker = &crew->workers[crew->worker_count];

    worker->crew = crew;
    worker->judge = iwmo_judge_new(&crew->batch->judge, NULL);
    if (worker->judge == NULL)
        return false;
    if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
        iwmo_judge_free(worker->judge);
        return false;
    }
    crew->worker_count++;
    return true;
}

/* As many as there are lots besides the one for this thread. */
static void
start_workers(struct crew *crew)
{
    while (crew->worker_count + 1 < crew->batch->workers &&
           crew->worker_count + 1 < crew->issued && start_worker(crew))
        continue;
}

static void
stop_workers(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->is_closing = true;
    pthread_cond_broadcast(&crew->has_work);
    pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->worker_count; i++) {
        pthread_join(crew->workers[i].thread, NULL);
        iwmo_judge_free(crew->workers[i].judge);
    }
}

/* ---- the thread that runs the batch ---- */

static uint64_t
smaller(uint64_t left, uint64_t right)
{
    return left < right ? left : right;
}

/* How many files the next lot should have, by what those that were written had. */
static size_t
lot_files(const struct crew *crew)
{
    uint64_t files = crew->files / (2 * crew->batch->workers);
    uint64_t messages = crew->summary->messages;

    files = smaller(files, IWMO_LOT_FILES);
    if (messages > 0) {
        uint64_t report = crew->report_bytes / messages;
        uint64_t input = crew->summary->size_bytes / messages;
        files = smaller(files, report > 0 ? LOT_REPORT_BYTES / report : files);
        files = smaller(files, input > 0 ? LOT_INPUT_BYTES / input : files);
    }
    return files < 1 ? 1 : (size_t)files;
}

static void
issue(struct crew *crew)
{
    struct slot *slot = slot_of(crew, crew->issued);

    iwmo_lot_fill(&slot->lot, crew->inputs, lot_files(crew));
    note(crew, &slot->lot.failure);
    if (slot->lot.count == 0) {
        crew->has_ended = true;
        return;
    }
    crew->files += slot->lot.count;
    pthread_mutex_lock(&crew->lock);
    slot->is_done = false;
    crew->issued++;
    pthread_cond_signal(&crew->has_work);
    pthread_mutex_unlock(&crew->lock);
    start_workers(crew);
}

static void
deliver(struct crew *crew, struct iwmo_lot *lot)
{
    iwmo_delivery_add(crew->delivery, lot, &crew->failure);
    crew->report_bytes += iwmo_lot_size(lot);
    note(crew, &lot->failure);
    if (iwmo_summary_merge(crew->summary, &lot->summary) != IWMO_OK)
        iwmo_fail(&crew->failure, IWMO_NO_MEMORY, "no memory for the summary");
}

/* The judge of this thread.  NULL: there is none to be had. */
static struct iwmo_judge *
own_judge(struct crew *crew, struct iwmo_error *err)
{
    if (crew->own_judge == NULL)
        crew->own_judge = iwmo_judge_new(&crew->batch->judge, err);
    return crew->own_judge;
}

/* Names were trusted, and one is a directory: in the place of this lot come its own
 * files and those of the directory.  Such names are rare, so here, and one by one. */
static void
deliver_again(struct crew *crew, const struct iwmo_lot *lot)
{
    const char *paths[IWMO_LOT_FILES], *path = lot->paths.at;
    struct iwmo_lot part = {0};

    for (size_t i = 0; i < lot->count; i++, path += strlen(path) + 1)
        paths[i] = path;
    struct iwmo_inputs *inputs =
        iwmo_inputs_again(crew->inputs, paths, lot->count, &crew->failure);
    if (inputs == NULL || own_judge(crew, &crew->failure) == NULL)
        goto done;
    if (iwmo_lot_init(&part, lot->part_count) != IWMO_OK) {
        iwmo_fail(&crew->failure, IWMO_NO_MEMORY, "out of memory");
        goto done;
    }
    do {
        iwmo_lot_reset(&part);
        iwmo_lot_fill(&part, inputs, IWMO_LOT_FILES);
        iwmo_lot_judge(&part, crew->own_judge, crew->batch);
        deliver(crew, &part);
    } while (part.count > 0 && iwmo_delivery_works(crew->delivery));
    crew->skipped += iwmo_inputs_skipped(inputs);
done:
    iwmo_inputs_close(inputs);
    iwmo_lot_release(&part);
}

static void
write_oldest(struct crew *crew)
{
    const struct iwmo_batch_watcher *watcher = &crew->batch->watcher;
    struct iwmo_lot *lot = &slot_of(crew, crew->written)->lot;

    if (watcher->hide != NULL)
        watcher->hide(watcher->self);
    if (lot->has_directory)
        deliver_again(crew, lot);
    else
        deliver(crew, lot);
    iwmo_lot_reset(lot);
    pthread_mutex_lock(&crew->lock);
    crew->written++;
    pthread_mutex_unlock(&crew->lock);
    if (watcher->show != NULL)
        watcher->show(watcher->self, crew->summary);
    crew->has_ended = crew->has_ended || !iwmo_delivery_works(crew->delivery);
}

/* Judge the next lot here.  False: there is none waiting, or no judge to be had. */
static bool
judge_here(struct crew *crew)
{
    struct slot *slot = NULL;

    /* where others are at work, they will do */
    if (own_judge(crew, crew->worker_count > 0 ? NULL : &crew->failure) == NULL)
        return false;
    pthread_mutex_lock(&crew->lock);
    if (crew->taken < crew->issued)
        slot = slot_of(crew, crew->taken++);
    pthread_mutex_unlock(&crew->lock);
    if (slot == NULL)
        return false;
    iwmo_lot_judge(&slot->lot, crew->own_judge, crew->batch);
    pthread_mutex_lock(&crew->lock);
    slot->is_done = true;
    pthread_mutex_unlock(&crew->lock);
    return true;
}

/* Nothing to do but wait: let readers see what there is. */
static void
wait_for_oldest(struct crew *crew)
{
    iwmo_delivery_flush(crew->delivery);
    pthread_mutex_lock(&crew->lock);
    while (!slot_of(crew, crew->written)->is_done)
        pthread_cond_wait(&crew->oldest_done, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
}

static bool
is_oldest_done(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    bool is_done =
        crew->written < crew->issued && slot_of(crew, crew->written)->is_done;
    pthread_mutex_unlock(&crew->lock);
    return is_done;
}

static void
run(struct crew *crew)
{
    while (!crew->has_ended || crew->written < crew->issued) {
        bool has_room = crew->issued - crew->written < crew->ring_size;
        if (is_oldest_done(crew))
            write_oldest(crew);
        else if (has_room && !crew->has_ended)
            issue(crew);
        else if (judge_here(crew))
            continue;
        else if (crew->worker_count > 0)
            wait_for_oldest(crew);
        else
            return;
    }
}

/* ---- begin and end ---- */

static bool
make_crew(struct crew *crew)
{
    const struct iwmo_batch *batch = crew->batch;
    bool is_complete = true;

    crew->ring_size =
        batch->workers == 1 ? 1 : (size_t)batch->workers * LOTS_PER_WORKER;
    crew->ring = calloc(crew->ring_size, sizeof(*crew->ring));
    crew->workers = calloc(batch->workers, sizeof(*crew->workers));
    crew->delivery = iwmo_delivery_new(batch);
    if (crew->ring == NULL || crew->workers == NULL || crew->delivery == NULL)
        return false;
    for (size_t i = 0; i < crew->ring_size; i++)
        if (iwmo_lot_init(&crew->ring[i].lot, batch->report_count) != IWMO_OK)
            is_complete = false;
    return is_complete;
}

static void
release_crew(struct crew *crew)
{
    for (size_t i = 0; i < crew->ring_size && crew->ring != NULL; i++)
        iwmo_lot_release(&crew->ring[i].lot);
    iwmo_judge_free(crew->own_judge);
    pthread_cond_destroy(&crew->has_work);
    pthread_cond_destroy(&crew->oldest_done);
    pthread_mutex_destroy(&crew->lock);
    iwmo_delivery_free(crew->delivery);
    free(crew->workers);
    free(crew->ring);
}

enum iwmo_status
iwmo_batch_run(const struct iwmo_batch *batch, struct iwmo_inputs *inputs,
               struct iwmo_summary *summary, struct iwmo_error *err)
{
    struct crew crew = {.batch = batch,
                        .inputs = inputs,
                        .summary = summary,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .has_work = PTHREAD_COND_INITIALIZER,
                        .oldest_done = PTHREAD_COND_INITIALIZER};

    if (make_crew(&crew)) {
        iwmo_delivery_begin(crew.delivery, &crew.failure);
        run(&crew);
        stop_workers(&crew);
        if (batch->watcher.hide != NULL)
            batch->watcher.hide(batch->watcher.self);
        summary->skipped_files = iwmo_inputs_skipped(inputs) + crew.skipped;
        if (batch->judge.policy != NULL)
            summary->policy = iwmo_policy_measures(batch->judge.policy);
        iwmo_summary_sort(summary);
        iwmo_delivery_end(crew.delivery, summary, &crew.failure);
    } else {
        iwmo_fail(&crew.failure, IWMO_NO_MEMORY, "out of memory");
    }
    release_crew(&crew);
    if (crew.failure.status == IWMO_OK)
        return IWMO_OK;
    return iwmo_fail(err, crew.failure.status, "%s", crew.failure.text);
}
