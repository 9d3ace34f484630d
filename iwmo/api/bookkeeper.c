/* The public face of the books: messages received and sent, one by one. */
#include <stdlib.h>
#include <string.h>

#include "api/view.h"
#include "work/book.h"

struct iwmo_bookkeeper {
    struct iwmo_view view;
    struct iwmo_bookkeeping *work;
    const struct iwmo_booked *booked; /* of the last call; NULL: it failed */
    struct iwmo_buffer answer;
    struct iwmo_error err;
};

static enum iwmo_status
read_role(const char *role, struct iwmo_books_options *books, struct iwmo_error *err)
{
    if (role == NULL)
        return IWMO_OK;
    books->has_role = true;
    for (int side = IWMO_SIDE_GEMEENTE; side <= IWMO_SIDE_AANBIEDER; side++)
        if (strcmp(role, iwmo_side_name((enum iwmo_side)side)) == 0) {
            books->role = (enum iwmo_side)side;
            return IWMO_OK;
        }
    return iwmo_fail(err, IWMO_USAGE, "role: '%s' is neither gemeente nor aanbieder",
                     role);
}

static enum iwmo_status
open_bookkeeper(struct iwmo_bookkeeper *bookkeeper,
                const struct iwmo_settings *settings)
{
    struct iwmo_settings whole;
    struct iwmo_bookkeeping_options options = {.books.intake = IWMO_INTAKE_DEFAULTS,
                                               .hold_seconds = 5};
    enum iwmo_status status = iwmo_view_read(&bookkeeper->view, settings, &whole,
                                             &options.books.today, &bookkeeper->err);

    if (status == IWMO_OK)
        status = read_role(whole.role, &options.books, &bookkeeper->err);
    if (status != IWMO_OK)
        return status;
    options.ledger = whole.ledger;
    options.key = whole.key;
    options.takes_key = whole.new_ledger != 0;
    options.books.is_taakgericht = whole.taakgericht != 0;
    options.registers = (struct iwmo_registers_options){
        .gemeenten = whole.gemeenten,
        .agb = whole.agb,
        .producten = whole.producten,
        .contracten = whole.contracten,
        .organisatie = whole.organisatie,
        .afspraken = whole.afspraken,
        .lang = bookkeeper->view.options.lang,
    };
    bookkeeper->work = iwmo_bookkeeping_new(&options, &bookkeeper->err);
    return bookkeeper->work != NULL ? IWMO_OK : bookkeeper->err.status;
}

struct iwmo_bookkeeper *
iwmo_bookkeeper_new(const struct iwmo_settings *settings, char error[IWMO_ERROR_SIZE])
{
    struct iwmo_bookkeeper *bookkeeper = calloc(1, sizeof(*bookkeeper));
    struct iwmo_error none = {IWMO_NO_MEMORY, "out of memory"};

    if (bookkeeper == NULL || open_bookkeeper(bookkeeper, settings) != IWMO_OK) {
        iwmo_view_tell(bookkeeper != NULL ? &bookkeeper->err : &none, error);
        iwmo_bookkeeper_free(bookkeeper);
        return NULL;
    }
    return bookkeeper;
}

void
iwmo_bookkeeper_free(struct iwmo_bookkeeper *bookkeeper)
{
    if (bookkeeper == NULL)
        return;
    iwmo_bookkeeping_free(bookkeeper->work);
    iwmo_buffer_release(&bookkeeper->answer);
    iwmo_view_release(&bookkeeper->view);
    free(bookkeeper);
}

static const char *
run(struct iwmo_bookkeeper *bookkeeper, const char *name, struct iwmo_text bytes,
    const char *reference, bool is_sending)
{
    const struct iwmo_take_source input = {.name = name, .bytes = bytes};

    bookkeeper->err = (struct iwmo_error){0};
    iwmo_buffer_reset(&bookkeeper->answer);
    iwmo_view_set(&bookkeeper->view, NULL);
    if (iwmo_bookkeeping_run(bookkeeper->work, &input, reference, is_sending,
                             &bookkeeper->booked, &bookkeeper->answer,
                             &bookkeeper->err) != IWMO_OK ||
        bookkeeper->answer.failed != IWMO_OK) {
        bookkeeper->booked = NULL;
        return NULL;
    }
    iwmo_view_set(&bookkeeper->view, &bookkeeper->booked->result->findings);
    return iwmo_booking_name(bookkeeper->booked->booking);
}

const char *
iwmo_bookkeeper_receive(struct iwmo_bookkeeper *bookkeeper, const char *name,
                        const void *bytes, size_t size, const char *reference)
{
    return run(bookkeeper, name, (struct iwmo_text){bytes, size}, reference, false);
}

const char *
iwmo_bookkeeper_send(struct iwmo_bookkeeper *bookkeeper, const char *name,
                     const void *bytes, size_t size, const char *reference)
{
    return run(bookkeeper, name, (struct iwmo_text){bytes, size}, reference, true);
}

/* ---- what became of it ---- */

const char *
iwmo_bookkeeper_error(const struct iwmo_bookkeeper *bookkeeper)
{
    return bookkeeper->err.text;
}

const char *
iwmo_bookkeeper_codes(const struct iwmo_bookkeeper *bookkeeper)
{
    return bookkeeper->booked != NULL ? bookkeeper->booked->codes : "";
}

const char *
iwmo_bookkeeper_answer(const struct iwmo_bookkeeper *bookkeeper, const void **bytes,
                       size_t *size)
{
    const bool has_one = bookkeeper->booked != NULL &&
                         bookkeeper->booked->answer.id != 0 &&
                         bookkeeper->answer.size > 0;

    *bytes = has_one ? bookkeeper->answer.at : NULL;
    *size = has_one ? bookkeeper->answer.size : 0;
    return has_one ? bookkeeper->booked->answer_name : NULL;
}

int
iwmo_bookkeeper_intake(const struct iwmo_bookkeeper *bookkeeper, size_t index,
                       struct iwmo_allocation *allocation)
{
    const struct iwmo_booked *booked = bookkeeper->booked;

    for (size_t i = 0; booked != NULL && booked->decisions != NULL &&
                       i < booked->extracted.records.count;
         i++) {
        const struct iwmo_record *record = &booked->extracted.records.rows[i];
        const struct iwmo_intake_decision *decision = &booked->decisions[i];
        if (record->kind != IWMO_RECORD_TOEWIJZING || index-- > 0)
            continue;
        *allocation = (struct iwmo_allocation){
            .toewijzingnummer = record->nummer,
            .outcome = iwmo_intake_outcome_name(decision->outcome),
            .intake = iwmo_intake_strength_name(decision->strength),
            .opens = decision->opens,
        };
        return 1;
    }
    return 0;
}

int
iwmo_bookkeeper_finding(struct iwmo_bookkeeper *bookkeeper, size_t index,
                        struct iwmo_check_finding *finding)
{
    return iwmo_view_finding(&bookkeeper->view, index, finding);
}
