#include "work/book.h"

#include <stdlib.h>

#include "base/seed.h"

struct iwmo_bookkeeping {
    struct iwmo_registers *registers;
    struct iwmo_ledger *ledger;
    struct iwmo_books *books;
};

static enum iwmo_status
open_books(struct iwmo_bookkeeping *bookkeeping,
           const struct iwmo_bookkeeping_options *options, struct iwmo_error *err)
{
    const struct iwmo_ledger_options ledger = {.path = options->ledger,
                                               .key_path = options->key,
                                               .takes_key = options->takes_key,
                                               .today = &options->books.today};
    struct iwmo_books_options books = options->books;
    enum iwmo_status status =
        iwmo_registers_load(&options->registers, &bookkeeping->registers, err);

    if (status == IWMO_OK)
        status = iwmo_ledger_open(&ledger, &bookkeeping->ledger, err);
    if (status != IWMO_OK)
        return status;
    iwmo_ledger_set_hold(bookkeeping->ledger, options->hold_seconds);
    books.ledger = bookkeeping->ledger;
    books.registers = bookkeeping->registers;
    books.seed = iwmo_seed();
    bookkeeping->books = iwmo_books_new(&books, err);
    return bookkeeping->books != NULL ? IWMO_OK : err->status;
}

struct iwmo_bookkeeping *
iwmo_bookkeeping_new(const struct iwmo_bookkeeping_options *options,
                     struct iwmo_error *err)
{
    struct iwmo_bookkeeping *bookkeeping = calloc(1, sizeof(*bookkeeping));

    if (bookkeeping == NULL)
        iwmo_fail(err, IWMO_NO_MEMORY, "out of memory");
    if (bookkeeping == NULL || open_books(bookkeeping, options, err) == IWMO_OK)
        return bookkeeping;
    iwmo_bookkeeping_free(bookkeeping);
    return NULL;
}

void
iwmo_bookkeeping_free(struct iwmo_bookkeeping *bookkeeping)
{
    if (bookkeeping == NULL)
        return;
    iwmo_books_free(bookkeeping->books);
    iwmo_ledger_close(bookkeeping->ledger);
    iwmo_registers_free(bookkeeping->registers);
    free(bookkeeping);
}

static enum iwmo_status
book(struct iwmo_bookkeeping *bookkeeping, const char *name, const char *reference,
     bool is_sending, const struct iwmo_booked **booked, struct iwmo_error *err)
{
    struct iwmo_ledger *ledger = bookkeeping->ledger;
    enum iwmo_status status = iwmo_ledger_begin(ledger, err);

    if (status != IWMO_OK)
        return status;
    status = is_sending
                 ? iwmo_books_send(bookkeeping->books, name, reference, booked, err)
                 : iwmo_books_receive(bookkeeping->books, name, reference, booked, err);
    if (status == IWMO_OK)
        status = iwmo_ledger_commit(ledger, err);
    if (status != IWMO_OK)
        iwmo_ledger_rollback(ledger);
    return status;
}

enum iwmo_status
iwmo_bookkeeping_run(struct iwmo_bookkeeping *bookkeeping,
                     const struct iwmo_take_source *input, const char *reference,
                     bool is_sending, const struct iwmo_booked **booked,
                     struct iwmo_buffer *answer, struct iwmo_error *err)
{
    struct iwmo_books *books = bookkeeping->books;
    const char *name = input->name;
    enum iwmo_status status = iwmo_books_read(books, input, reference, err);

    if (status == IWMO_OK)
        status = book(bookkeeping, name, reference, is_sending, booked, err);
    if (status != IWMO_OK || (*booked)->answer.id == 0)
        return status;
    return iwmo_ledger_unseal(bookkeeping->ledger, (*booked)->answer.id, "file",
                              iwmo_drain_buffer(answer), err);
}
