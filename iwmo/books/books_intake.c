#include "books/books_inner.h"
#include "flow/intake_now.h"

/* What may change an intake besides a 301. */
#define ABOUT_CARE ((uint32_t)(M305 | M307 | M315 | M317))

enum iwmo_status
iwmo_books_matter(struct iwmo_books *books, const struct iwmo_key *client,
                  const char *aanbieder, struct iwmo_intake_matter *matter,
                  struct iwmo_error *err)
{
    const struct iwmo_intake_policy policy = {
        .settings = books->options.intake,
        .registers = books->options.registers,
        .today = books->options.today,
    };

    return iwmo_intake_matter_of(&policy, &books->history, client, aanbieder,
                                 books->arena, matter, err);
}

enum iwmo_status
iwmo_books_review(struct iwmo_books *books, const struct iwmo_entry *entry, bool counts,
                  struct iwmo_error *err)
{
    const struct iwmo_bericht *bericht = iwmo_bericht_named(entry->message);
    struct iwmo_intake_matter matter;

    if (bericht == NULL || (iwmo_bericht_bit(bericht->id) & ABOUT_CARE) == 0 ||
        entry->side != IWMO_SIDE_AANBIEDER || iwmo_key_is_absent(&entry->client))
        return IWMO_OK;
    enum iwmo_status status =
        iwmo_books_matter(books, &entry->client, entry->aanbieder, &matter, err);
    return status == IWMO_OK ? iwmo_intake_review(books->options.ledger, &matter,
                                                  counts ? entry->id : 0, err)
                             : status;
}
