#ifndef IWMO_FILES_OUTBOX_H
#define IWMO_FILES_OUTBOX_H

/*
 * Outbox: answers and lines of a batch of messages, on their way to disk and reader.
 *
 * The caller fills a parcel with answers and with what is to be said about them, and
 * hands it over once the books are on disk: then each answer becomes a file in the
 * folder, for its user only (mode 0600), and once all of them are on disk, names
 * included, come the lines, on standard output.  With a thread of
 * its own a parcel goes out while the caller fills the next one; at most one parcel is
 * under way, and they go out in their order.  The first failure stays: nothing goes out
 * after it.  The answers of a parcel may be larger than memory (judge/spool.h).  All
 * functions are for one thread, the caller's; who calls ignores SIGPIPE.
 */
#include "base/drain.h"
#include "files/guard.h"

struct iwmo_outbox;

/* `folder` is borrowed.  Without memory for a thread there is none.  NULL: err says
 * why.  Free with iwmo_outbox_free(). */
struct iwmo_outbox *iwmo_outbox_new(const char *folder, bool with_thread,
                                    struct iwmo_error *err);

/* Answers do not replace what this guard knows to be read; before the first handing
 * over.  Borrows. */
void iwmo_outbox_set_guard(struct iwmo_outbox *outbox, const struct iwmo_guard *guard);

/* Begin the answer that becomes the file `name`: its bytes go into `*drain`, until the
 * next answer or the handing over. */
enum iwmo_status iwmo_outbox_add(struct iwmo_outbox *outbox, const char *name,
                                 struct iwmo_drain *drain, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Where to write what is said of the parcel at hand; valid until it is handed over. */
struct iwmo_buffer *iwmo_outbox_lines(struct iwmo_outbox *outbox);

/* Hand the parcel at hand over, after the one before it is out.  Fails when that one
 * did, or (without thread) this one. */
enum iwmo_status iwmo_outbox_send(struct iwmo_outbox *outbox, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* Wait until all that was handed over is out. */
enum iwmo_status iwmo_outbox_finish(struct iwmo_outbox *outbox, struct iwmo_error *err)
    __attribute__((warn_unused_result));

/* After a failure: was it that the reader of our lines went away?  That needs no words.
 */
bool iwmo_outbox_lost_reader(const struct iwmo_outbox *outbox);

/* What was handed over goes out first; what was not is dropped.  NULL is allowed. */
void iwmo_outbox_free(struct iwmo_outbox *outbox);

#endif
