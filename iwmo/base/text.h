#ifndef IWMO_BASE_TEXT_H
#define IWMO_BASE_TEXT_H

/*
 * Text: a slice of bytes that somebody else owns, and a buffer that grows.
 *
 * A slice is not NUL-terminated and may hold NUL.  A buffer is the caller's
 * struct: zero it (or iwmo_buffer_init() for a maximum), append, release.
 * The first failed append makes it `failed` and leaves what is there; later appends
 * do nothing, so a writer may append a whole report and look once, at the end.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct iwmo_text {
    const char *at;
    size_t size;
};

/* Slice of a C string, which it borrows. */
struct iwmo_text iwmo_text(const char *string);
bool iwmo_text_equals(struct iwmo_text text, const char *string);
bool iwmo_text_same(struct iwmo_text a, struct iwmo_text b);

/*
 * Number of code points in valid UTF-8, as XSD counts lengths.  Bytes that are
 * no UTF-8 count as one each.
 */
size_t iwmo_text_length(struct iwmo_text text);

/* The slice without XML white space (space, tab, CR, LF) at both ends. */
struct iwmo_text iwmo_text_trim_ends(struct iwmo_text text);

/* The same; quick when there is none, which is nearly always. */
static inline struct iwmo_text
iwmo_text_trim(struct iwmo_text text)
{
    bool is_bare = text.size > 0 && (unsigned char)text.at[0] > ' ' &&
                   (unsigned char)text.at[text.size - 1] > ' ';

    return is_bare ? text : iwmo_text_trim_ends(text);
}

/*
 * As XPath's normalize-space() leaves it: without white space at both ends, and one
 * space for each run of it inside.  iwmo_text_collapse() writes it to `room`, which has
 * text.size bytes; iwmo_text_is_collapsed(): that would change nothing.
 */
bool iwmo_text_is_collapsed(struct iwmo_text text);
struct iwmo_text iwmo_text_collapse(struct iwmo_text text, char *room);

struct iwmo_buffer {
    char *at; /* NULL before the first append, NUL-terminated after it */
    size_t size;
    size_t room;             /* allocated, the NUL included */
    size_t limit_bytes;      /* of size; 0 = no limit */
    enum iwmo_status failed; /* IWMO_OK, IWMO_NO_MEMORY or IWMO_LIMIT */
};

void iwmo_buffer_init(struct iwmo_buffer *buffer, size_t limit_bytes);
void iwmo_buffer_add(struct iwmo_buffer *buffer, const char *at, size_t size);
void iwmo_buffer_text(struct iwmo_buffer *buffer, const char *string);
void iwmo_buffer_char(struct iwmo_buffer *buffer, char c);
void iwmo_buffer_printf(struct iwmo_buffer *buffer, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Empty it and forget a failure; memory and limit stay. */
void iwmo_buffer_reset(struct iwmo_buffer *buffer);

/* Free the memory; the struct may be used again, with the same limit. */
void iwmo_buffer_release(struct iwmo_buffer *buffer);

#endif
