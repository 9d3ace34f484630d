#ifndef IWMO_WORK_BOOK_H
#define IWMO_WORK_BOOK_H

/*
 * Booking: one message received or sent, and on disk when the call returns.
 *
 * For a service or a binding, which gets messages one by one; a folder of them shares a
 * commit in `iwmo receive`.  The message is read and judged before the ledger is held.
 * Not thread-safe; several processes may use one ledger.  Source: process 4, 7 to 11.
 */
#include "books/books.h"
#include "judge/take.h"
#include "registers/registers.h"

struct iwmo_bookkeeping;

struct iwmo_bookkeeping_options {
    const char *ledger, *key; /* paths; NULL: where `iwmo receive` looks */
    bool takes_key;           /* make a ledger though its key file is there already */
    struct iwmo_registers_options registers;
    struct iwmo_books_options books; /* its ledger, registers and seed are filled in */
    unsigned hold_seconds; /* how long one message may keep others from the ledger; 0:
                              as long as it takes */
};

/* NULL: err says why.  Free with iwmo_bookkeeping_free(). */
struct iwmo_bookkeeping *
iwmo_bookkeeping_new(const struct iwmo_bookkeeping_options *options,
                     struct iwmo_error *err);

/*
 * `reference` is that of the transport; NULL: the name, without folders.  `*booked` is
 * valid until the next call; the bytes of the answer that goes back, or of a repeated
 * one, are added to `answer`, and nothing when there is none.  Other than IWMO_OK:
 * nothing was booked.
 */
enum iwmo_status
iwmo_bookkeeping_run(struct iwmo_bookkeeping *bookkeeping,
                     const struct iwmo_take_source *input, const char *reference,
                     bool is_sending, const struct iwmo_booked **booked,
                     struct iwmo_buffer *answer, struct iwmo_error *err)
    __attribute__((warn_unused_result));

void iwmo_bookkeeping_free(struct iwmo_bookkeeping *bookkeeping); /* NULL is allowed */

#endif
