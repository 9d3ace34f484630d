#ifndef IWMO_VIEW_BOOKED_H
#define IWMO_VIEW_BOOKED_H

/*
 * Booked: what became of a message, in words or as JSON.
 *
 * Text: the findings as `iwmo validate` prints them, then one line that says what
 * happened and what to do, and a line per allocation that asks for something.  JSON:
 * one object on one line.  Personal data is masked unless `show_values`.
 */
#include "books/books.h"
#include "model/wording.h"

struct iwmo_booked_way {
    enum iwmo_lang lang;
    bool show_values;
    bool quiet;         /* text: only what asks for something */
    const char *folder; /* where answers are put; NULL: they are not */
};

void iwmo_booked_text(const struct iwmo_booked *booked,
                      const struct iwmo_booked_way *way, struct iwmo_buffer *out);
void iwmo_booked_json(const struct iwmo_booked *booked,
                      const struct iwmo_booked_way *way, struct iwmo_buffer *out);

/* One plain line: what happened and what to do. */
void iwmo_booked_line(const struct iwmo_booked *booked,
                      const struct iwmo_booked_way *way, struct iwmo_buffer *out);

/* What to do with one record; nothing when there is nothing to say. */
void iwmo_booked_record_line(const struct iwmo_booked *booked, size_t index,
                             const struct iwmo_booked_way *way,
                             struct iwmo_buffer *out);

#endif
